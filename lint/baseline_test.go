package lint_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/lint"
)

func inputOf(t *testing.T, text string) (*lint.Input, []lint.Diagnostic) {
	t.Helper()
	read, err := convert.ReadBytes("acls.yml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	in := &lint.Input{Read: read, Sources: map[string][]byte{"acls.yml": []byte(text)}}
	return in, lint.Lint(in, lint.Options{Only: []lint.RuleID{"duplicate-item", "missing-validity", "yaml-root"}})
}

// TestBaseline: what was there before is known again wherever it stands now; what
// is new is not.
func TestBaseline(t *testing.T) {
	in, found := inputOf(t, twice)
	b := lint.NewBaseline()
	b.Add(in, found)
	want := `[
  {"rule":"duplicate-item","acl":"100-a","path":"ConfigMatch.Properties.Ticket.Queue","item":"Raw"},
  {"rule":"duplicate-item","acl":"110-b","path":"ConfigMatch.Properties.Ticket.Queue","item":"Junk"}
]
`
	if got := string(b.Bytes()); got != want {
		t.Fatalf("got\n%swant\n%s", got, want)
	}
	for _, c := range []struct {
		name, text        string
		left, known, gone int
	}{
		{"the same", twice, 0, 2, 0},
		{"further down", "# a comment\n\n" + twice, 0, 2, 0},
		{"another layout", strings.Replace(twice, "[Raw, Raw]", "\n        - Raw\n        - Raw", 1), 0, 2, 0},
		{"once more", strings.Replace(twice, "[Raw, Raw]", "[Raw, Raw, Raw]", 1), 1, 2, 0},
		{"another item", strings.Replace(twice, "[Raw, Raw]", "[Misc, Misc]", 1), 1, 1, 1},
		{"another ACL", strings.Replace(twice, "100-a", "101-a", 1), 1, 1, 1},
		{"another key", strings.Replace(twice, "Queue: [Raw", "State: [Raw", 1), 1, 1, 1},
		{"mended", strings.Replace(twice, "[Raw, Raw]", "[Raw]", 1), 0, 1, 1},
		{"another rule", strings.Replace(twice, "  ValidID: 1\n", "", 1), 1, 2, 0},
		{"about the file", "[]\n--- []\n", 1, 0, 2},
	} {
		b, err := lint.ParseBaseline([]byte(want))
		if err != nil {
			t.Fatal(err)
		}
		in, found := inputOf(t, c.text)
		left, known := b.Apply(in, found)
		if len(left) != c.left || known != c.known || b.Gone() != c.gone {
			t.Errorf("%s: %d left, %d known, %d gone, want %d, %d, %d\n%s", c.name, len(left), known, b.Gone(), c.left, c.known, c.gone, described(found))
		}
	}
}

func TestBaselineFile(t *testing.T) {
	if got := string(lint.NewBaseline().Bytes()); got != "[\n]\n" {
		t.Errorf("an empty one is %q", got)
	}
	for text, want := range map[string]string{
		"":                           "EOF",
		"{}":                         "no list of findings",
		"[]\n[]":                     "behind the list",
		"[\n{\"rule\": \"x\",\n}\n]": "line 3: ",
		`[{"rule":"x","line":3}]`:    `unknown field "line"`,
		`[{"acl":"x"}]`:              "entry 1 has no rule",
		`[{"rule":"x","count":-1}]`:  "count below 0",
	} {
		if _, err := lint.ParseBaseline([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// FuzzBaseline: what is read is written and read again as it was.
func FuzzBaseline(f *testing.F) {
	f.Add([]byte(`[{"rule":"duplicate-item","acl":"100-ä","path":"a.b","item":"\u0000<","count":3}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := lint.ParseBaseline(data)
		if err != nil {
			return
		}
		once := b.Bytes()
		again, err := lint.ParseBaseline(once)
		if err != nil || !bytes.Equal(again.Bytes(), once) {
			t.Fatalf("%v: %s", err, once)
		}
	})
}
