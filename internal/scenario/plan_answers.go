package scenario

import "slices"

// Answers are the calls whose answers people see, in the order in which each was
// first asked: a screen may ask for one list several times, and shows the last
// answer. What a screen asks that refuses itself comes last, as if it did not;
// behind it stand the lists that a change left as they were.
func (p *Plan) Answers() []*Asked {
	all := slices.Concat(p.Asked, p.Beyond)
	out := lastOf(all)
	for _, list := range p.Stale() {
		if a := p.Page.From[list]; a != nil {
			out = append(out, a)
		}
	}
	return out
}

// By is the call that decided about a value that was sent, nil for none. A screen
// that refuses itself would have made it.
func (p *Plan) By(s *Sent) *Asked {
	switch i := s.By; {
	case i < 0:
		return nil
	case len(p.Beyond) > 0 && i >= p.beyondFrom:
		return &p.Beyond[i-p.beyondFrom]
	default:
		return &p.Asked[i]
	}
}

// Given are the Answers that the screen really gives.
func (p *Plan) Given() []*Asked { return p.given() }

func (p *Plan) given() []*Asked {
	if !p.Refused {
		return p.Answers()
	}
	return lastOf(p.Asked)
}

// lastOf keeps the last call for each question; one about actions is another for
// each ticket.
func lastOf(all []Asked) []*Asked {
	type key struct {
		question, ticket string
		setter           bool
	}
	var order []key
	last := map[key]*Asked{}
	for i := range all {
		a := &all[i]
		k := key{a.Call.Question(), a.Call.Params["TicketID"].Text, a.Setter}
		if a.Call.ReturnType == "Ticket" {
			k.ticket = ""
		}
		if last[k] == nil {
			order = append(order, k)
		}
		last[k] = a
	}
	out := make([]*Asked, len(order))
	for i, k := range order {
		out[i] = last[k]
	}
	return out
}
