package grid

import (
	"fmt"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// Bounds on the combinations that are looked at beyond what is aimed at.
const (
	minTries      = 500
	triesPerLimit = 2
)

// situation is a ticket, what was chosen on it, and where in a process it is.
type situation struct {
	ticket, form inventory.Attrs
	process      scenario.Process
	moment       scenario.Moment
	changed      string
}

func situationOf(s *scenario.Scenario) situation {
	return situation{s.Ticket, s.Form, s.Process, s.Moment, s.Changed}
}

func (x *situation) key() string {
	return fmt.Sprint(attrsKey(x.ticket), attrsKey(x.form), x.process, x.moment, x.changed)
}

func distinct(all []situation) (out []situation) {
	seen := map[string]bool{}
	for _, x := range all {
		if k := x.key(); !seen[k] {
			seen[k] = true
			out = append(out, x)
		}
	}
	return out
}

// situations are those that were made for ACLs.
func (m *maker) situations() []situation {
	var out []situation
	for _, s := range m.aimed {
		out = append(out, situationOf(s))
	}
	return distinct(out)
}

// put puts a situation on a page; nil where it belongs on none like it.
func (x *situation) put(p *page, who *person) *scenario.Scenario {
	if (x.ticket != nil) != (p.bare.Ticket != nil) {
		return nil
	}
	s := p.with(who)
	if x.ticket != nil {
		s.Ticket = x.ticket
	}
	if x.process != (scenario.Process{}) {
		s.Process = x.process
	}
	if len(x.form) > 0 || x.moment != scenario.First {
		s.Form, s.Moment, s.Changed = x.form, x.moment, x.changed
	}
	return s.Clone()
}

// cross combines people, screens and tickets: everybody on every page with the
// everyday ticket first, then each ticket on every page as one person, then the
// rest. every: whatever can differ is kept, else what is answered in another way.
func (m *maker) cross(at []situation, every bool) {
	offer := func(s *scenario.Scenario) {
		if s == nil {
			return
		}
		if m.spent(every) {
			m.grid.Left++
			return
		}
		m.offer(s, !every)
	}
	if len(m.Tickets) == 0 {
		for _, p := range m.pages {
			for _, who := range m.people(p.screen.Customer) {
				if m.spent(every) {
					m.grid.Left++
					continue
				}
				s := p.with(who)
				m.finish(s)
				offer(s)
			}
		}
	}
	for first := range 2 {
		for _, p := range m.pages {
			people := m.people(p.screen.Customer)
			if first == 0 {
				people = people[:1]
			} else {
				people = people[1:]
			}
			for i := range at {
				if m.spent(every) && (at[i].ticket != nil) == (p.bare.Ticket != nil) {
					m.grid.Left += len(people)
					continue
				}
				for _, who := range people {
					s := at[i].put(p, who)
					if s != nil && len(m.Tickets) == 0 {
						m.finish(s)
					}
					offer(s)
				}
			}
		}
	}
}

// spent reports whether enough combinations were looked at.
func (m *maker) spent(every bool) bool {
	return m.full() || !every && m.tried > minTries+triesPerLimit*m.Limit
}
