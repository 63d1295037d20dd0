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
  {"rule":"duplicate-item","acl":"100-a","path":"ConfigMatch.Properties.Ticket.Queue","item":"Raw","severity":"info"},
  {"rule":"duplicate-item","acl":"110-b","path":"ConfigMatch.Properties.Ticket.Queue","item":"Junk","severity":"info"}
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

// TestBaselineWorse: what is worse than it was, or deployed where it was not, is new; what
// is milder is not.
func TestBaselineWorse(t *testing.T) {
	const valid, invalid = "- Name: 100-a\n  ValidID: 1\n", "- Name: 100-a\n  ValidID: 2\n"
	const dies = "  ConfigMatch: {Properties: {Ticket: {Queue: Raw}}}\n  ConfigChange: {PossibleNot: {Action: [AgentTicketClose]}}\n"
	const twice = "  ConfigMatch: {Properties: {Ticket: {Queue: [Raw, Raw]}}}\n  ConfigChange: {PossibleNot: {Action: [AgentTicketClose]}}\n"
	for _, c := range []struct {
		name, was, now string
		left           int
	}{
		{"an error stays one", valid + dies, valid + dies, 0},
		{"an error comes alive", invalid + dies, valid + dies, 1},
		{"an error is laid to rest", valid + dies, invalid + dies, 0},
		{"information comes alive", invalid + twice, valid + twice, 1},
		{"information is laid to rest", valid + twice, invalid + twice, 0},
		{"another ACL of that name was valid", invalid + dies + valid + dies, valid + dies + valid + dies, 1},
		{"they change places", invalid + dies + valid + dies, valid + dies + invalid + dies, 0},
	} {
		find := func(text string) (*lint.Input, []lint.Diagnostic) {
			in, _ := inputOf(t, text)
			return in, lint.Lint(in, lint.Options{Only: []lint.RuleID{"not-a-list", "duplicate-item"}})
		}
		b := lint.NewBaseline()
		b.Add(find(c.was))
		b, err := lint.ParseBaseline(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if left, _ := b.Apply(find(c.now)); len(left) != c.left {
			t.Errorf("%s: %d left, want %d: %s", c.name, len(left), c.left, described(left))
		}
	}
}

func TestBaselineFile(t *testing.T) {
	if got := string(lint.NewBaseline().Bytes()); got != "[\n]\n" {
		t.Errorf("an empty one is %q", got)
	}
	for text, want := range map[string]string{
		"":                                "EOF",
		"{}":                              "no list of findings",
		"[]\n[]":                          "behind the list",
		"[\n{\"rule\": \"x\",\n}\n]":      "line 3: ",
		`[{"rule":"x","line":3}]`:         `unknown field "line"`,
		`[{"acl":"x"}]`:                   "entry 1 has no rule",
		`[{"rule":"x","severity":"bad"}]`: `severity "bad"`,
		`[{"rule":"x","count":-1}]`:       "count below 0",
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
