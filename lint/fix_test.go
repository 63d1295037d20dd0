package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/lint"
)

// fixed mends a text, and says how many findings that took.
func fixed(t *testing.T, name, text, target string, inv *inventory.Inventory, only ...lint.RuleID) (out string, mended int, err error) {
	t.Helper()
	to := product.Default()
	if target != "" {
		to, err = product.Parse(target)
		if err != nil {
			t.Fatal(err)
		}
	}
	read, err := convert.ReadBytes(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	f := lint.Fixing{
		Options: lint.Options{Target: to, Only: only, Inventory: inv},
		Keep:    func(_ *lint.Input, ds []lint.Diagnostic) []lint.Diagnostic { return ds },
		Read: func(overlay map[string][]byte) (*convert.Result, error) {
			return convert.ReadBytes(name, overlay[name])
		},
	}
	got := f.Fix(&lint.Input{Read: read, Sources: map[string][]byte{name: []byte(text)}})
	for _, r := range got.Refused {
		err = fmt.Errorf("%v: %s", r.Finding.Place, r.Why)
	}
	return string(got.Input.Sources[name]), len(got.Mended), err
}

// mendable are files for rules that mend only some of what they find, and not what
// their examples show.
func mendable() map[lint.RuleID]string {
	const load = "sub Load {\n    my ($File, $Self) = @_;\n    $Self->{TicketAcl}->{'100-a'} = { PossibleNot => { Action => ['AgentTicketClose'] } };\n}\n"
	return map[lint.RuleID]string{
		"duplicate-key": "- Name: '100-a'\n  ValidID: 1\n  ConfigMatch:\n    Properties:\n      Ticket:\n        Queue: [Raw]\n        «Queue: [Raw]»\n" +
			"  ConfigChange:\n    PossibleNot:\n      Action: [AgentTicketClose]\n",
		"package-name": "package Kernel::Config::Files::ZZZMine;\nuse strict;\nuse warnings;\n" + load,
	}
}

// TestFixes: what a rule can mend is mended in its bad example, and nothing else
// changes there; a comment behind every line survives.
func TestFixes(t *testing.T) {
	for _, r := range lint.Rules() {
		t.Run(string(r.ID), func(t *testing.T) {
			if r.Bad.Marked == "" {
				return
			}
			marked, comments := r.Bad.Marked, 0
			if other, ok := mendable()[r.ID]; ok {
				marked = other
			}
			var b strings.Builder
			for line := range strings.Lines(marked) {
				atFault := strings.ContainsAny(line, "«»")
				line = strings.NewReplacer("«", "", "»", "").Replace(line)
				if trimmed := strings.TrimSuffix(line, "\n"); trimmed != "" && !atFault && !strings.ContainsAny(trimmed, "|>&*") && r.Bad.File == "" {
					comments++
					line = fmt.Sprintf("%s # comment %d\n", trimmed, comments)
				}
				b.WriteString(line)
			}
			inv := systemOf(t, r.Bad.Inventory)
			bad := lintText(t, r.Bad.Name(), b.String(), r.Bad.Target, r.ID, inv)
			out, mended, err := fixed(t, r.Bad.Name(), b.String(), r.Bad.Target, inv, r.ID)
			if err != nil {
				t.Fatal(err)
			}
			left := lintText(t, r.Bad.Name(), out, r.Bad.Target, r.ID, inv)
			switch {
			case r.Fix == "" && mended > 0:
				t.Errorf("the rule does not say that it mends this:\n%s", out)
			case r.Fix != "" && (mended == 0 || len(left) >= len(bad)):
				t.Errorf("%d findings, %d mended, %d left:\n%s", len(bad), mended, len(left), out)
			}
			for i := range comments {
				if want := fmt.Sprintf(" # comment %d\n", i+1); !strings.Contains(out, want) {
					t.Errorf("comment %d is lost:\n%s", i+1, out)
				}
			}
			if lines := strings.Count(out, "\n") - strings.Count(b.String(), "\n"); lines < -2 || lines > 2 {
				t.Errorf("%d lines more:\n%s", lines, out)
			}
		})
	}
}

// TestFixText: what is there, and what is made of it.
func TestFixText(t *testing.T) {
	entry := func(match string) string {
		return "- Name: '100-a'\n  ValidID: 1\n  ConfigMatch:\n    Properties:\n" + match + "  ConfigChange:\n    PossibleNot:\n      Action: [AgentTicketClose]\n"
	}
	for _, c := range []struct{ name, was, is string }{
		{"a scalar", entry("      Ticket:\n        Queue: Raw\n"), entry("      Ticket:\n        Queue: [Raw]\n")},
		{"a quoted one", entry("      Ticket: {Queue: 'a, b', State: [new]}\n"), entry("      Ticket: {Queue: ['a, b'], State: [new]}\n")},
		{"one that a list would cut", entry("      Ticket:\n        Queue: a, b\n"), entry("      Ticket:\n        Queue: a, b\n")},
		{"a text over lines", entry("      Ticket:\n        Queue: |\n          a\n"), entry("      Ticket:\n        Queue: |\n          a\n")},
		{"an item twice, in one line", entry("      Ticket: {Queue: [a, b, a]}\n"), entry("      Ticket: {Queue: [a, b]}\n")},
		{"the first ones", entry("      Ticket: {Queue: [a, 'a', a, b]}\n"), entry("      Ticket: {Queue: [a, b]}\n")},
		{"in lines", entry("      Ticket:\n        Queue:\n        - a\n        - b\n        - a\n"), entry("      Ticket:\n        Queue:\n        - a\n        - b\n")},
		{"with a comment of its own", entry("      Ticket:\n        Queue:\n        - a\n        - a # why\n"), entry("      Ticket:\n        Queue:\n        - a\n        - a # why\n")},
		{"null alone", entry("      Ticket:\n        Queue: [~]\n"), entry("      Ticket:\n        Queue: [~]\n")},
		{"null and another", entry("      Ticket:\n        Queue: [~, a]\n"), entry("      Ticket:\n        Queue: [a]\n")},
		{"the case of a key", entry("      ticket:\n        Queue: [a]\n"), entry("      Ticket:\n        Queue: [a]\n")},
		{"a quoted key", entry("      \"ticket\":\n        Queue: [a]\n"), entry("      \"Ticket\":\n        Queue: [a]\n")},
		{"a key whose right form is there", entry("      ticket:\n        Queue: [a]\n      Ticket:\n        State: [new]\n"), entry("      ticket:\n        Queue: [a]\n      Ticket:\n        State: [new]\n")},
		{"several at once", entry("      ticket:\n        Queue: a\n        State: [new, new]\n"), entry("      Ticket:\n        Queue: [a]\n        State: [new]\n")},
	} {
		out, _, err := fixed(t, "acls.yml", c.was, "", nil, "not-a-list", "duplicate-item", "null-item", "unknown-key")
		if err != nil || out != c.is {
			t.Errorf("%s: %v\n%s", c.name, err, out)
		}
	}
}

// TestFixesOfOpenKinds: where the inventory lists not all of a kind, nothing that rests on it
// is mended: what looks like a slip may exist.
func TestFixesOfOpenKinds(t *testing.T) {
	const agents = "agents: [{UserLogin: jdoe, UserFirstname: Jane, UserLastname: Doe}]\nsettings: {FirstnameLastnameOrder: 0}\n"
	const fields = "dynamic_fields: [{Name: Color, FieldType: Dropdown, PossibleValues: {r: Red, b: Blue}}]\n"
	for _, c := range []struct{ system, open, condition string }{
		{"queues: [Hardware]\n", "queues", "Queue: [hardware]"},
		{agents, "agents", "Owner: [Jane Doe]"},
		{agents, "agents", "Owner: [Jane Doe, jdoe]"},
		{fields, "DynamicField_Color", "DynamicField_Color: [R]"},
		{fields, "dynamic_fields", "DynamicField_color: [r]"},
	} {
		text := "- Name: 100\n  ValidID: 1\n  ConfigMatch: {Properties: {Ticket: {" + c.condition + "}}}\n  ConfigChange: {PossibleNot: {Action: [AgentTicketClose]}}\n"
		for _, open := range []bool{false, true} {
			system := c.system
			if open {
				system += "open: [" + c.open + "]\n"
			}
			out, mended, err := fixed(t, "acls.yml", text, "", systemOf(t, system), "unknown-value", "label-for-key", "login-for-name")
			if err != nil || (mended == 0) != open || (out == text) != open {
				t.Errorf("%s, open %t: %d mended, %v\n%s", c.condition, open, mended, err, out)
			}
		}
	}
}
