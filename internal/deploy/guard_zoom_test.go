package deploy

import (
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/internal/suite"
	"github.com/ticketacl/ticketacl/simulate"
)

// TestReadable: whoever can open a ticket now still can, or it is stopped; however the screen is taken
// away, and from whomever.
func TestReadable(t *testing.T) {
	otobo := target(t, "otobo-11.0")
	const raw, all = "{Properties: {Ticket: {Queue: [Raw]}}}", "{Properties: {}}"
	one := func(name, match, change string) string {
		if match == all {
			match = "''"
		}
		return "- {Name: " + name + ", ValidID: 1, ConfigMatch: " + match + ", ConfigChange: " + change + "}\n"
	}
	taken := one("1", raw, "{PossibleNot: {Action: [AgentTicketZoom]}}")
	for _, c := range []struct {
		name, now, then string
		want            Outcome
		detail          string
	}{
		{"nothing", "", "", Passed, ""},
		{"other actions", "", one("1", raw, "{PossibleNot: {Action: [AgentTicketClose, AgentTicketNote]}}"), Passed, ""},
		{"lists", "", one("1", raw, "{PossibleNot: {Ticket: {State: [new]}}}"), Passed, ""},
		{"taken in a queue", "", taken, Stopped, "AgentTicketZoom is gone: 1"},
		{"it was taken before", taken, one("2", raw, "{PossibleNot: {Action: [AgentTicketZoom, AgentTicketClose]}}"), Passed, ""},
		{"it comes back", taken, one("1", raw, "{PossibleNot: {Action: [AgentTicketClose]}}"), Passed, ""},
		{"left out of what is possible", "", one("1", raw, "{Possible: {Action: [AgentTicketClose]}}"), Stopped, "AgentTicketZoom is gone: 1"},
		{"by a pattern", "", one("1", raw, "{PossibleNot: {Action: ['[RegExp]^AgentTicket']}}"), Stopped, "AgentTicketZoom is gone: 1"},
		{"brought back", "", taken + one("2", raw, "{PossibleAdd: {Action: [AgentTicketZoom]}}"), Passed, ""},
		{"but not where it stops", "", strings.Replace(taken, "ValidID: 1", "ValidID: 1, StopAfterMatch: 1", 1) + one("2", raw, "{PossibleAdd: {Action: [AgentTicketZoom]}}"), Stopped, "AgentTicketZoom is gone: 1"},
		{"from a role", "", one("1", "{Properties: {User: {Role: [night]}}}", "{PossibleNot: {Action: [AgentTicketZoom]}}"), Stopped, "AgentTicketZoom"},
		{"from one agent", "", one("1", "{Properties: {User: {UserLogin: [jdoe]}}}", "{PossibleNot: {Action: [AgentTicketZoom]}}"), Stopped, "AgentTicketZoom"},
		{"in a dynamic field's value", "", one("1", "{PropertiesDatabase: {DynamicField: {DynamicField_Secret: ['yes']}}}", "{PossibleNot: {Action: [AgentTicketZoom]}}"), Stopped, "AgentTicketZoom"},
		{"from customers", "", one("1", raw, "{PossibleNot: {Action: [CustomerTicketZoom]}}"), Stopped, "CustomerTicketZoom is gone: 1"},
		{"from a customer", "", one("1", "{Properties: {CustomerUser: {UserLogin: [kim]}}}", "{PossibleNot: {Action: [CustomerTicketZoom]}}"), Stopped, "CustomerTicketZoom"},
		{"not where it was invalid and is", "", strings.Replace(taken, "ValidID: 1", "ValidID: 2", 1), Passed, ""},
		{"a call that dies", "", one("1", "{Properties: {Ticket: {Queue: Raw}}}", "{PossibleNot: {Action: [AgentTicketClose]}}"), Stopped, "the page ends in an error"},
		{"negated", "", one("1", "{Properties: {Ticket: {Queue: ['[Not]Raw']}}}", "{PossibleNot: {Action: [AgentTicketZoom]}}"), Stopped, "AgentTicketZoom"},
	} {
		t.Run(c.name, func(t *testing.T) {
			side := func(yaml string) (diff.Side, *acl.Set) {
				set := &convert.Set{}
				if yaml != "" {
					read, err := convert.ReadBytes("acls.yml", []byte(yaml))
					if err != nil {
						t.Fatal(err)
					}
					set = read.Set
				}
				stock := inventory.Stock(otobo)
				e := simulate.Compile(set, otobo, simulate.Options{Inventory: stock})
				return diff.Side{Engine: e, World: scenario.NewWorld(e, stock, stock)}, set
			}
			now, before := side(c.now)
			then, after := side(c.then)
			gone, come := diff.Compare(before, after, diff.Options{Target: otobo}).Touched()
			g, err := Readable(t.Context(), now, then, slices.Concat(gone, come), 500)
			if err != nil {
				t.Fatal(err)
			}
			if g.Outcome != c.want || !strings.Contains(strings.Join(g.Details, "\n"), c.detail) {
				t.Errorf("%+v, want %s %s", g, c.want, c.detail)
			}
		})
	}
}

// TestTested: what fails, is broken or undetermined stops it, and what expects nothing counts for nothing.
func TestTested(t *testing.T) {
	result := func(o suite.Outcome) *suite.Result {
		return &suite.Result{Outcome: o, Scenario: &scenario.Scenario{Name: o.String()}, Failures: []suite.Failure{{Message: "because"}}}
	}
	g := Tested([]*suite.Result{result(suite.Passed), result(suite.Bare), result(suite.Skipped)})
	if g.Outcome != Passed || g.Summary != "1 scenario passed" {
		t.Errorf("%+v", g)
	}
	for _, o := range []suite.Outcome{suite.Failed, suite.Broken, suite.Undetermined} {
		g := Tested([]*suite.Result{result(suite.Passed), result(o)})
		if g.Outcome != Stopped || !strings.HasPrefix(g.Summary, "1 of 2 scenarios failed") || len(g.Details) != 1 || !strings.Contains(g.Details[0], o.String()) {
			t.Errorf("%+v", g)
		}
	}
}
