package lint_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/perlre"
	"github.com/ticketacl/ticketacl/lint"
)

// TestRelationNames: with attribute relations names among theirs are told, and the
// same names without, on other targets, and before or behind them are not.
func TestRelationNames(t *testing.T) {
	inv, wrong := inventory.Parse("inventory.yml", []byte(`attribute_relations:
- {Filename: a.csv, Attribute1: Queue, Attribute2: State, Data: [{Queue: Raw, State: open}]}
- {Filename: b.csv, Attribute1: Queue, Attribute2: Priority, Data: [{Queue: Raw, Priority: 3 normal}]}
`))
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	for _, c := range []struct{ name, target, want string }{
		{"10000-TicketAttributeRelations", "znuny-7.0", "the ACL that attribute relations make under this name takes its place"},
		{"10001-TicketAttributeRelations", "znuny-7.0", "the ACL that attribute relations make under this name takes its place"},
		{"10002-TicketAttributeRelations", "znuny-7.0", ""},
		{"10000-a", "znuny-7.0", "it is evaluated among the ACLs that attribute relations make, 10000-TicketAttributeRelations to 10001-TicketAttributeRelations"},
		{"10000-A", "znuny-7.0", ""},
		{"100-a", "znuny-7.0", ""},
		{"20-a", "znuny-7.0", ""},
		{"10000-a", "znuny-6.2.0", ""},
		{"10000-a", "otobo-11.0", ""},
		{"10000-TicketAttributeRelations", "otobo-11.0", ""},
	} {
		got := ""
		for _, d := range lintText(t, "a.yml", fmt.Sprintf("- Name: %s\n  ValidID: 1\n  ConfigChange: {PossibleNot: {Action: [AgentTicketClose]}}\n", c.name), c.target, "reserved-name", inv) {
			got += d.Summary
		}
		if got != c.want {
			t.Errorf("%s on %s: %q, want %q", c.name, c.target, got, c.want)
		}
	}
}

// TestScheme: a project has a scheme of its own.
func TestScheme(t *testing.T) {
	scheme, err := perlre.Compile(`^[A-Z]{2}_\d\d `, false)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{"IT_10 close": 0, "100-close": 1} {
		text := "- Name: " + name + "\n  ValidID: 1\n  ConfigChange: {PossibleNot: {Action: [AgentTicketClose]}}\n"
		read, err := convert.ReadBytes("a.yml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		for _, opts := range []lint.Options{
			{Scheme: scheme, Only: []lint.RuleID{"name-scheme"}},
			{Scheme: scheme, Settings: map[lint.RuleID]lint.Setting{"name-scheme": {Severity: lint.Rules()[0].Severity}}},
		} {
			n := 0
			for _, d := range lint.Lint(&lint.Input{Read: read}, opts) {
				if d.Rule == "name-scheme" {
					n++
				}
			}
			if n != want {
				t.Errorf("%s: %d findings, want %d", name, n, want)
			}
		}
	}
}

// TestOrderCounts: one finding for an ACL, at the nearest one, with the number of
// others; and no more where it has said all.
func TestOrderCounts(t *testing.T) {
	acl := func(name, section, item string) string {
		return fmt.Sprintf("- Name: %s\n  ValidID: 1\n  ConfigChange: {%s: {Ticket: {State: [%s]}}}\n", name, section, item)
	}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"one", acl("10-a", "Possible", "open") + acl("9-b", "PossibleNot", "open"), []string{"evaluated before '9-b': names are compared as text, not by their numbers"}},
		{"nearest first", acl("10-a", "Possible", "open") + acl("9-b", "PossibleNot", "open") + acl("8-c", "PossibleNot", "open") + acl("7-d", "PossibleNot", "new"),
			[]string{"evaluated before '8-c' and 1 more: names are compared as text, not by their numbers"}},
		{"many", func() string {
			s := acl("100-a", "Possible", "open")
			for i := range 30 {
				s += acl(fmt.Sprintf("%d-b", 20+i), "PossibleNot", "open")
			}
			return s
		}(), []string{"evaluated before '20-b' and at least 7 more: names are compared as text, not by their numbers"}},
	} {
		var got []string
		for _, d := range lintText(t, "a.yml", c.text, "", "order-not-numeric", nil) {
			got = append(got, d.Summary)
			if len(d.Related) != 1 {
				t.Errorf("%s: related %v", c.name, d.Related)
			}
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	// Where the order matters, it is not said again that the numbers differ.
	both := acl("100-a", "Possible", "open") + acl("20-b", "PossibleNot", "open")
	for _, d := range lintText(t, "a.yml", both, "", "", nil) {
		if d.Rule == "order-mixed-width" {
			t.Errorf("%v", d)
		}
	}
}

// TestNameSeverities: a name that changes is a warning; one that costs an ACL, or
// the file, an error.
func TestNameSeverities(t *testing.T) {
	acl := func(name, valid string) string {
		return fmt.Sprintf("- Name: %s\n  ValidID: %s\n  ConfigChange: {PossibleNot: {Action: [AgentTicketClose]}}\n", name, valid)
	}
	for _, c := range []struct{ text, target, want string }{
		{acl(`"100-Jane's"`, "1"), "znuny-7.0", "warning: it is deployed under another name: '100-Janes'"},
		{acl(`"100-Jane's"`, "2"), "znuny-7.0", "info: it is deployed under another name: '100-Janes'"},
		{acl("100-Janes", "1") + acl(`"100-Jane's"`, "1"), "znuny-7.0", "error: deployed as '100-Janes', like '100-Janes': only the last one is in force, '100-Janes'"},
		{acl("100-Janes", "2") + acl(`"100-Jane's"`, "1"), "znuny-7.0", "warning: it is deployed under another name: '100-Janes'"},
		{acl(`'100-\\a'`, "1"), "otrs-6.0", "warning: it is deployed under another name: '100-\\a'"},
		{acl(`'100-$x'`, "1"), "otrs-4.0", "error: this name breaks the deployment: perl refuses the deployed file, and the system does not start"},
		{acl(`'100-$1'`, "1"), "otrs-4.0", "error: in the deployed file perl puts a variable into this name: what it is called then, nobody can tell"},
		{acl(`'100\'`, "1"), "otrs-ce-6.0", "error: this name breaks the deployment: perl refuses the deployed file, and none of its ACLs is in force"},
	} {
		var got []string
		for _, d := range lintText(t, "a.yml", c.text, c.target, "name-breaks-deployment", nil) {
			got = append(got, d.Severity.String()+": "+d.Summary)
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("%s on %s: %q, want %q", c.text, c.target, got, c.want)
		}
	}
}

// TestOrderIsNotQuadratic: 10,000 ACLs of which each is in the wrong place to
// thousands of others.
func TestOrderIsNotQuadratic(t *testing.T) {
	for _, c := range []struct {
		name string
		acl  func(i int) (name, section string)
	}{
		{"numbers", func(i int) (string, string) { return fmt.Sprintf("%d-x", i), [2]string{"Possible", "PossibleNot"}[i%2] }},
		{"case", func(i int) (string, string) {
			return fmt.Sprintf("%c%05d", [2]byte{'Z', 'a'}[i%2], i), [2]string{"Possible", "PossibleNot"}[i%3%2]
		}},
		{"no matter", func(i int) (string, string) { return fmt.Sprintf("%d-x", i), "PossibleNot" }},
	} {
		var b strings.Builder
		for _, i := range rand.New(rand.NewPCG(1, 2)).Perm(10_000) {
			name, section := c.acl(i)
			fmt.Fprintf(&b, "- Name: %s\n  ValidID: 1\n  ConfigChange:\n    %s:\n      Ticket:\n        State: [open]\n        Queue: [Raw]\n        Priority: [3 normal]\n", name, section)
		}
		read, err := convert.ReadBytes("a.yml", []byte(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		found := lint.Lint(&lint.Input{Read: read}, lint.Options{Only: []lint.RuleID{"order-not-numeric", "order-mixed-width", "order-case"}})
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%s: %v for %d findings", c.name, took, len(found))
		} else {
			t.Logf("%s: %v for %d findings", c.name, took, len(found))
		}
	}
}
