package scenario

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// maxOrders is in how many orders several values of one call are set on trial.
const maxOrders = 120

const whichOrder = "in which order the operation sets several values was not measured"

// inAnyOrder sets the values of a web service's call in other orders too: what
// comes out differently is undetermined.
func (p *Plan) inAnyOrder(s *Scenario, w *World, screen *product.Screen, held inventory.Attrs) error {
	if p.Saving == nil || !screen.IsService() {
		return nil
	}
	parts := byAttribute(screen.Save)
	var moving []int // parts that do something
	for i, part := range parts {
		attr := part[len(part)-1].If.Name
		if slices.ContainsFunc(p.Saving.Sent, func(x Sent) bool { return x.Attr == attr && x.Outcome != Unchanged }) {
			moving = append(moving, i)
		}
	}
	tried := 0
	var failed error
	all := permuted(moving, func(order []int) bool {
		if tried++; tried > maxOrders {
			return false
		}
		other := *screen
		other.Save = nil
		at := slices.Clone(parts)
		for i, from := range order {
			at[moving[i]] = parts[from]
		}
		for _, part := range at {
			other.Save = append(other.Save, part...)
		}
		plan, err := planOf(s, w, &other, nil, held)
		if err != nil {
			failed = err
			return false
		}
		p.Saving.or(plan.Saving)
		return true
	})
	if !all && p.Saving.Doubt == "" {
		p.Saving.Assumed = whichOrder + ", and not every order was tried"
	}
	return failed
}

// or leaves of a save what is the same in another order.
func (s *Saving) or(other *Saving) {
	for i := range s.Sent {
		a := &s.Sent[i]
		at := slices.IndexFunc(other.Sent, func(x Sent) bool { return x.Element == a.Element })
		switch {
		case at < 0 || other.Sent[at].Outcome == a.Outcome || a.Outcome == Undetermined:
		case other.Sent[at].Outcome != Undetermined && !other.Sent[at].Outcome.IsStored() && !a.Outcome.IsStored():
			s.Assumed = whichOrder // it is not stored in either
		default:
			if a.Outcome == NotReached {
				a.By = -1 // another value's question ended the save
			}
			a.Outcome, a.Why, a.Because = Undetermined, whichOrder+", and another order ends differently", ""
		}
	}
	if (s.Refused == 0) != (other.Refused == 0) {
		s.Refused, s.By = 0, -1
		s.Doubt = whichOrder + ", and another order ends differently"
	}
}

// byAttribute are the stages of a save in parts that belong together: a new
// service first removes an SLA.
func byAttribute(stages []product.Stage) [][]product.Stage {
	var parts [][]product.Stage
	for i, st := range stages {
		if i > 0 && stages[i-1].If.Name == st.If.Name {
			parts[len(parts)-1] = append(parts[len(parts)-1], st)
			continue
		}
		parts = append(parts, []product.Stage{st})
	}
	return parts
}

// permuted calls do with each order of a list until it returns false, and reports
// whether there was no more.
func permuted(list []int, do func([]int) bool) bool {
	var each func(head, rest []int) bool
	each = func(head, rest []int) bool {
		if len(rest) == 0 {
			return do(head)
		}
		for i := range rest {
			if !each(append(slices.Clone(head), rest[i]), slices.Delete(slices.Clone(rest), i, i+1)) {
				return false
			}
		}
		return true
	}
	return len(list) < 2 || each(nil, list)
}
