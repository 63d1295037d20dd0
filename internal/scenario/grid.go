package scenario

import (
	"maps"
	"slices"

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

// Smaller are the scenarios that tell one thing less: an attribute, a value of several,
// what was chosen, where in a process it is.
func (s *Scenario) Smaller() []*Scenario {
	out := slices.DeleteFunc(smaller(s), func(c *Scenario) bool { return equal(c, s) })
	less := func(change func(c *Scenario)) {
		c := s.clone()
		change(c)
		out = append(out, c)
	}
	if s.Changed != "" {
		less(func(c *Scenario) { c.Changed = "" })
	}
	for _, of := range []func(*Scenario) inventory.Attrs{
		func(c *Scenario) inventory.Attrs { return c.Ticket },
		func(c *Scenario) inventory.Attrs { return c.Form },
		func(c *Scenario) inventory.Attrs { return c.person().Attrs },
	} {
		attrs := of(s)
		for _, name := range slices.Sorted(maps.Keys(attrs)) {
			for i := range attrs[name].List {
				less(func(c *Scenario) {
					v := of(c)[name]
					v.List = slices.Delete(slices.Clone(v.List), i, i+1)
					of(c)[name] = v
				})
			}
		}
	}
	for _, q := range slices.Sorted(maps.Keys(s.Options)) {
		less(func(c *Scenario) { c.Options = maps.Clone(c.Options); delete(c.Options, q) })
		for i := range s.Options[q] {
			less(func(c *Scenario) {
				c.Options = maps.Clone(c.Options)
				c.Options[q] = slices.Delete(slices.Clone(c.Options[q]), i, i+1)
			})
		}
	}
	return out
}

// person is who is on the screen.
func (s *Scenario) person() *Person {
	switch {
	case s.Agent != nil:
		return s.Agent
	case s.Customer != nil:
		return s.Customer
	}
	return &Person{}
}
