package migrate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/migrate"
)

// TestScreensAsk: that screens ask otherwise for what an ACL limits is told once, for the
// screens on which it is in force, with what a change asks again.
func TestScreensAsk(t *testing.T) {
	off := &inventory.Inventory{Settings: map[string]inventory.Value{"TicketACL::ACLPreselection": inventory.TextValue("0")}}
	for _, c := range []struct {
		name, from, to, acls string
		inv                  *inventory.Inventory
		has, hasNot          []string
	}{
		{"a list on one screen", "znuny-7.0", "otobo-11.0", `a: Properties => { Frontend => { Action => ['AgentTicketClose'] } }, PossibleNot => { Ticket => { Service => ['x'] } }`, nil,
			[]string{"for Service ", ": AgentTicketClose; after a change otobo-11.0 asks again"}, []string{"AgentTicketNote"}},
		{"the other way", "otobo-11.0", "znuny-7.0", `a: Properties => { Frontend => { Action => ['AgentTicketClose'] } }, PossibleNot => { Ticket => { Service => ['x'], State => ['y'] } }`, nil,
			[]string{"for Service, State ", "after a change otobo-11.0 asks again"}, nil},
		{"no preselection", "znuny-7.0", "otobo-11.0", `a: Properties => { Frontend => { Action => ['AgentTicketClose'] } }, PossibleNot => { Ticket => { Service => ['x'] } }`, off,
			nil, []string{"after a change"}},
		{"no list that is asked for otherwise", "otrs-6.0", "znuny-7.0", `a: PossibleNot => { Ticket => { Service => ['x'] } }`, nil, nil, []string{"Service"}},
		{"never in force", "znuny-7.0", "otobo-11.0", `a: Properties => { Ticket => { Queue => [] } }, PossibleNot => { Ticket => { Service => ['x'] } }`, nil, nil, []string{"Service"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := migrate.Migrate(perl(t, c.acls), migrate.Options{From: parse(t, c.from), To: parse(t, c.to), ToInventory: c.inv})
			if err != nil {
				t.Fatal(err)
			}
			needs := slices.DeleteFunc(slices.Clone(r.Needs), func(n *migrate.Need) bool { return n.Class != migrate.ScreensAsk })
			if len(needs) > 1 || len(needs) == 0 && len(c.has) > 0 {
				t.Fatalf("%d needs", len(needs))
			}
			for _, n := range needs {
				for _, s := range c.has {
					if !strings.Contains(n.Text, s) {
						t.Errorf("%s\nwithout %q", n.Text, s)
					}
				}
				for _, s := range c.hasNot {
					if strings.Contains(n.Text, s) {
						t.Errorf("%s\nwith %q", n.Text, s)
					}
				}
			}
		})
	}
}
