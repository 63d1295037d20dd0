package convert

import (
	"testing"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// TestValidityAdded: the fix for a missing ValidID is in the layout of its entry,
// and changes nothing else.
func TestValidityAdded(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"behind the last key", "- Name: a\n  StopAfterMatch: 0\n", "- Name: a\n  StopAfterMatch: 0\n  ValidID: 1\n"},
		{"without a line end", "- Name: a", "- Name: a\n  ValidID: 1"},
		{"behind the name, where the last value is long", "- Name: a # first\n  ConfigMatch:\n    Properties:\n      Ticket:\n        Queue:\n        - Raw\n",
			"- Name: a # first\n  ValidID: 1\n  ConfigMatch:\n    Properties:\n      Ticket:\n        Queue:\n        - Raw\n"},
		{"two entries", "- Name: a\n- Name: b\n  ValidID: 1\n", "- Name: a\n  ValidID: 1\n- Name: b\n  ValidID: 1\n"},
		{"an indented list", "  -   Name: a\n", "  -   Name: a\n      ValidID: 1\n"},
		{"a hyphen on its own line", "-\n  Name: a\n", "-\n  Name: a\n  ValidID: 1\n"},
		{"CRLF", "- Name: a\r\n", "- Name: a\r\n  ValidID: 1\r\n"},
		{"flow", "- {Name: a, ConfigMatch: ''}\n", "- {Name: a, ConfigMatch: '', ValidID: 1}\n"},
		{"JSON", "[{\"Name\": \"a\"}]\n", "[{\"Name\": \"a\", \"ValidID\": 1}]\n"},
		{"quoted keys", "- \"Name\": a\n", "- \"Name\": a\n  \"ValidID\": 1\n"},
		{"a flow value at the end", "- Name: a\n  ConfigMatch: {Properties: {}}\n", "- Name: a\n  ConfigMatch: {Properties: {}}\n  ValidID: 1\n"},
		{"undefined", "- Name: a\n  ValidID: ~\n", "- Name: a\n  ValidID: 1\n"},
		{"a text over lines at the end", "- Name: a\n  Comment: |\n    x\n    y\n", "- Name: a\n  ValidID: 1\n  Comment: |\n    x\n    y\n"},
		{"an empty value at the end", "- Name: a\n  Comment:\n", "- Name: a\n  Comment:\n  ValidID: 1\n"},
		{"the name over lines", "- Name: a\n    b\n", ""},
		{"empty", "- Name: a\n  ValidID:\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := ReadBytes("a.yml", []byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			var got string
			found := false
			for _, d := range r.Diagnostics {
				if d.Rule != diag.MissingValidity {
					t.Errorf("%v", d)
					continue
				}
				found = true
				if len(d.Fixes) > 0 {
					e := d.Fixes[0].Edits[0]
					got = c.text[:e.Span.Start.Offset] + e.New + c.text[e.Span.End.Offset:]
				}
			}
			if got != c.want || !found {
				t.Errorf("%q, want %q", got, c.want)
			}
			if got == "" {
				return
			}
			if again, err := ReadBytes("a.yml", []byte(got)); err != nil || len(again.Diagnostics) > 0 {
				t.Errorf("read again: %v, %v", err, again.Diagnostics)
			}
		})
	}
}
