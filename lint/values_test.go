package lint

import (
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/product"
)

// TestValuesInMessages: a finding names a value that exists, or the pattern that hits
// it, and never a text made of a pattern.
func TestValuesInMessages(t *testing.T) {
	set := func(question, taken, back string) string {
		return "- Name: 100-take\n  ValidID: 1\n  ConfigMatch: {Properties: {Ticket: {Queue: [Raw]}}}\n  ConfigChange: {PossibleNot: {" + question + "}}\n" +
			"- Name: 200-bring\n  ValidID: 1\n  ConfigMatch: {Properties: {User: {Role: [x]}}}\n  ConfigChange: {Possible: {" + strings.Replace(question, taken, back, 1) + "}}\n"
	}
	for _, c := range []struct{ set, wants string }{
		{set("Ticket: {State: ['[RegExp]^pending']}", "'[RegExp]^pending'", "open, '[RegExp]^pending'"), "pending reminder comes back"},
		{set("Ticket: {State: ['[RegExp]^waiting']}", "'[RegExp]^waiting'", "'[RegExp]^waiting'"), "what [RegExp]^waiting hits comes back"},
		{set("Ticket: {Service: [Mail]}", "[Mail]", "['[RegExp].']"), "Mail comes back"},
		{set("Ticket: {Priority: ['[RegExp]high']}", "'[RegExp]high'", "'[RegExp].'"), "4 high comes back"},
		{set("Action: ['[RegExp]^AgentTicket(Close|Merge)']", "'[RegExp]^AgentTicket(Close|Merge)'", "AgentTicketZoom, '[RegExp]^AgentTicket'"), "AgentTicketClose comes back"},
	} {
		var found []string
		for _, d := range Lint(&Input{Read: setOf(t, c.set)}, Options{Target: product.Default(), Only: []RuleID{"possible-resets"}}) {
			found = append(found, d.Summary)
		}
		if len(found) != 1 || !strings.HasPrefix(found[0], c.wants) {
			t.Errorf("%q, want %q\n%s", found, c.wants, c.set)
		}
	}
}
