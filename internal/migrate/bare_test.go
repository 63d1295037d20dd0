package migrate_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// TestAskedBare: who asks for actions, processes or dialogs passes nothing of the form,
// on no screen of any product. Rules put lists for these apart for that.
func TestAskedBare(t *testing.T) {
	for _, id := range []string{"otrs-2.4", "otrs-3.0", "otrs-3.1", "otrs-3.3", "otrs-4.0", "otrs-5.0.8", "otrs-5.0", "otrs-6.0", "znuny-6.5", "znuny-7.0", "otobo-10.0", "otobo-11.0"} {
		t.Run(id, func(t *testing.T) {
			s := newSide(t, id, "0", "")
			w := &scenario.World{Target: s.target, Inventory: s.inv}
			asked := 0
			for _, screen := range w.Screens() {
				for _, page := range w.Pages(&screen, nil) {
					if page.Agent = (&scenario.Person{Login: "adm"}); screen.Customer {
						page.Agent, page.Customer = nil, &scenario.Person{Login: "cu1"}
					}
					if page.Ticket != nil {
						page.Ticket = s.tickets()["1"]
						delete(page.Ticket, "TicketID")
						page.Ticket["DynamicField_Color"] = inventory.TextValue("0")
					}
					plan, err := scenario.Calls(page, w)
					if err != nil {
						continue // a dialog that shows the page has not all of its fields
					}
					for i := range plan.Asked {
						c := &plan.Asked[i].Call
						if !slices.Contains([]string{"Action", "Process", "ActivityDialog"}, c.Question()) {
							continue
						}
						asked++
						for name := range maps.Keys(c.Params) {
							if !slices.Contains([]string{"UserID", "CustomerUserID", "Action", "TicketID", "ActivityDialogEntityID"}, name) && c.Params[name].Defined() {
								t.Errorf("%s asks for %s with %s", screen.Name, c.Question(), name)
							}
						}
						if len(c.DynamicField) > 0 {
							t.Errorf("%s asks for %s with dynamic fields", screen.Name, c.Question())
						}
					}
				}
			}
			if asked < 20 {
				t.Errorf("only %d calls", asked)
			}
		})
	}
}
