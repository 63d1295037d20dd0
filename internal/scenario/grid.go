package scenario

import (
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// prober is one without an ACL, for what does not depend on any.
func (w *World) prober() *Prober { return &Prober{World: w} }

// Screens are those that a person can be on; variants are reached through them.
func (w *World) Screens() []product.Screen { return w.prober().screens() }

// Pages are the barest scenarios of a screen, without anybody on it: as it is
// shown first, on nothing, on a ticket of which nothing is told, or at a place of
// a process; and, where something can be chosen, with a choice in every field.
func (w *World) Pages(screen *product.Screen) []*Scenario {
	p := w.prober()
	var out []*Scenario
	for _, at := range p.places(screen) {
		s := at.clone()
		s.Screen = screen.Name
		out = append(out, s)
	}
	if screen.Setter || len(screen.Fields) == 0 {
		return out
	}
	for _, at := range p.places(screen) {
		s := at.clone()
		s.Screen, s.Moment = screen.Name, Change
		if s = p.filled(s, screen); len(s.Form) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// Tell is a copy of a scenario in which an attribute has a value: of the ticket or
// of the person, in the form where conditions of Properties meet nothing else. ok
// is false where no scenario can say it.
func (w *World) Tell(s *Scenario, block acl.BlockName, area, attr string, v inventory.Value) (told *Scenario, ok bool) {
	told = s.clone()
	n := &simulate.Need{Condition: &simulate.Condition{Block: block, Area: area, Attr: attr}, Value: v}
	return told, (&walk{Prober: w.prober()}).put(told, nil, n)
}

// Clone is a copy that can be changed.
func (s *Scenario) Clone() *Scenario { return s.clone() }
