package simulate_test

import (
	"testing"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/simulate"
)

// TestProcessParameters: the engine ignores activities that do not exist, and
// dialogs that do not exist or are not of the session's interface. What the
// inventory does not list exists unless it lists processes in full.
func TestProcessParameters(t *testing.T) {
	agent, customer := params("UserID", "2"), params("CustomerUserID", "cu")
	full := func(inv *inventory.Inventory) { inv.Listed = map[string]bool{"processes": true} }
	open := func(inv *inventory.Inventory) { full(inv); inv.Open = map[string]bool{"processes": true} }
	silent := func(*inventory.Inventory) {}
	for _, c := range []struct {
		name, parameter, id string
		session             map[string]inventory.Value
		inventory           func(*inventory.Inventory)
		want                bool
	}{
		{"a listed activity, list in full", "ActivityEntityID", "A-listed", agent, full, true},
		{"a listed activity, open list", "ActivityEntityID", "A-listed", agent, open, true},
		{"an unknown activity, list in full", "ActivityEntityID", "A-other", agent, full, false},
		{"an unknown activity, open list", "ActivityEntityID", "A-other", agent, open, true},
		{"an unknown activity, no list", "ActivityEntityID", "A-other", agent, silent, true},
		{"the id of a dialog is none of an activity", "ActivityEntityID", "D-both", agent, full, false},

		{"a dialog of both, agent", "ActivityDialogEntityID", "D-both", agent, full, true},
		{"a dialog of both, customer", "ActivityDialogEntityID", "D-both", customer, full, true},
		{"a dialog of agents, agent", "ActivityDialogEntityID", "D-agents", agent, full, true},
		{"a dialog of agents, customer", "ActivityDialogEntityID", "D-agents", customer, full, false},
		{"a dialog of agents, customer, open list", "ActivityDialogEntityID", "D-agents", customer, open, false},
		{"a dialog of customers, agent", "ActivityDialogEntityID", "D-customers", agent, full, false},
		{"a dialog of customers, customer", "ActivityDialogEntityID", "D-customers", customer, full, true},
		{"an unknown dialog, list in full", "ActivityDialogEntityID", "D-other", agent, full, false},
		{"an unknown dialog, list in full, customer", "ActivityDialogEntityID", "D-other", customer, full, false},
		{"an unknown dialog, open list", "ActivityDialogEntityID", "D-other", agent, open, true},
		{"an unknown dialog, no list", "ActivityDialogEntityID", "D-other", customer, silent, true},

		{"an unknown process, list in full", "ProcessEntityID", "P-other", agent, full, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			inv := &inventory.Inventory{
				Activities: []*inventory.Activity{{ID: "A-listed"}},
				Dialogs: []*inventory.ActivityDialog{
					{ID: "D-both", Interfaces: []string{"AgentInterface", "CustomerInterface"}},
					{ID: "D-agents", Interfaces: []string{"AgentInterface"}},
					{ID: "D-customers", Interfaces: []string{"CustomerInterface"}},
				},
			}
			c.inventory(inv)
			call := askStates()
			call.Params = params(c.parameter, c.id)
			for name, v := range c.session {
				call.Params[name] = v
			}
			acls := set(deployed("1", both(when("Process", c.parameter, c.id), states("Possible", "A"))...))
			a := ask(acls, call, &simulate.System{Inventory: inv})
			if a.Returned != c.want || a.Undetermined != nil || a.Died != nil {
				t.Errorf("the condition holds: %t, want %t (undetermined: %v, died: %v)", a.Returned, c.want, a.Undetermined, a.Died)
			}
		})
	}
}
