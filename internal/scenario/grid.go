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
// a process; and, where something can be chosen, with a choice in every field. in says
// at which places in processes, of a stored ticket and where nothing is stored; nil: at
// some.
func (w *World) Pages(screen *product.Screen, in func(stored bool) []Process) []*Scenario {
	p := w.prober()
	places := p.places(screen)
	if in != nil {
		places = p.placesIn(screen, in)
	}
	var out []*Scenario
	for _, at := range places {
		s := at.clone()
		s.Screen = screen.Name
		out = append(out, s)
	}
	if screen.Setter || len(screen.Fields) == 0 {
		return out
	}
	for _, at := range places {
		s := at.clone()
		s.Screen, s.Moment = screen.Name, Change
		if s = p.filled(s, screen); len(s.Form) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// InProcess are all places in processes that the inventory knows for a screen. A stored
// ticket can be in every activity, for it stays in a process that nobody can start any
// more; in a dialog where the screen is one, else in none or in each that is offered,
// where it asks for them. Where nothing is stored a process begins.
func (w *World) InProcess(screen *product.Screen, stored bool) []Process {
	r := &run{inv: w.Inventory, screen: screen}
	var out []Process
	for _, x := range w.Inventory.Processes {
		activities := x.Activities
		if !stored {
			if x.State != "" && x.State != "Active" || !screen.Dialog {
				continue
			}
			activities = activities[:min(len(activities), 1)]
		}
		if stored && len(activities) == 0 {
			out = append(out, Process{ProcessEntityID: x.ID})
		}
		for _, activity := range activities {
			if !screen.Dialog {
				out = append(out, Process{ProcessEntityID: x.ID, ActivityEntityID: activity})
			}
			if !InProcesses(screen) {
				continue
			}
			r.process.ActivityEntityID = activity
			for _, d := range r.offeredDialogs() {
				out = append(out, Process{x.ID, activity, d.ID})
			}
		}
	}
	return out
}

// InProcesses reports whether a screen asks otherwise where the ticket is in a process.
func InProcesses(screen *product.Screen) bool {
	return screen.Dialog || screen.InDialog != "" || asksInProcess(screen)
}

// Offered are the dialogs of an activity on the side of a screen.
func (w *World) Offered(screen *product.Screen, activity string) []*inventory.ActivityDialog {
	r := &run{inv: w.Inventory, screen: screen}
	r.process.ActivityEntityID = activity
	return r.offeredDialogs()
}

// ProcessFields are the attributes of a ticket that hold its place in its process.
func (w *World) ProcessFields() (process, activity string) {
	return (&run{inv: w.Inventory}).processFields()
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
