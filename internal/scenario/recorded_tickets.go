package scenario

import (
	"maps"
	"slices"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// RecordedCalls are the calls that the scenario of a recorded step makes. A screen
// that is about several tickets makes them for each: for those that the request
// names, else for those that the recording shows, for a request for an overview
// names none. Of the others than the recorded one only the id is known; a bulk
// change was recorded with tickets that are alike.
func RecordedCalls(r *Recording, w *World) ([]Asked, error) {
	s, err := FromRecording(r, w)
	if err != nil {
		return nil, err
	}
	var asked []Asked
	for _, id := range ticketsOf(r, s, w) {
		one := *s
		if id != "" {
			one.Ticket = inventory.Attrs{}
			if s.Ticket["TicketID"].Text == id || w.screen(s.Screen).Each == product.EachSaved {
				maps.Copy(one.Ticket, s.Ticket)
			}
			one.Ticket["TicketID"] = inventory.TextValue(id)
		}
		plan, err := Calls(&one, w)
		if err != nil {
			return nil, err
		}
		asked = append(asked, plan.Asked...)
	}
	return asked, nil
}

// ticketsOf are the tickets of a step by id; "" for the scenario's own.
func ticketsOf(r *Recording, s *Scenario, w *World) []string {
	var ids []string
	switch w.screen(s.Screen).Each {
	case product.EachShown:
		for i := range r.Calls {
			if id := r.Calls[i].Params["TicketID"].Text; id != "" && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	case product.EachSaved:
		if s.Moment == Save {
			for _, v := range r.Request["TicketID"].List {
				ids = append(ids, v.Text)
			}
		}
	}
	if len(ids) == 0 {
		return []string{""}
	}
	return ids
}
