// Package grid makes many scenarios out of a set and what exists: people, screens
// and tickets, as far as what the set does can differ between them.
package grid

import (
	"fmt"
	"maps"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// Options say what a grid is made of. What is not given is taken from the set and
// the inventory.
type Options struct {
	Engine *simulate.Engine
	World  *scenario.World
	// Agents and Customers are logins, Screens names.
	Agents, Customers, Screens []string
	// Tickets are scenarios of which the ticket, or the form, and the process are
	// taken.
	Tickets []*scenario.Scenario
	// Limit bounds how many scenarios are kept, 0: not at all.
	Limit int
	// Every keeps all combinations that can differ, not only those that differ today
	// beside those that were made for an ACL.
	Every bool
}

// Grid is what was made.
type Grid struct {
	Scenarios []*scenario.Scenario
	// People, Screens and Tickets are how many of each the kept scenarios have;
	// having nothing stored counts as a ticket.
	People, Screens, Tickets int
	// Alike are combinations that cannot differ, or do not, from one that is kept.
	// Silent ask for nothing that the set can change. Left were not kept, or not
	// looked at, because of the limit.
	Alike, Silent, Left int
	// Unmet are the ACLs, by name, that in no scenario match where a list is asked
	// for that the set can change.
	Unmet []string
}

// Make makes a grid. The same options make the same grid. The error is about what
// was given: a login, screen or set that is not there.
func Make(o Options) (*Grid, error) {
	m := &maker{Options: o, engines: []*simulate.Engine{o.Engine}, sorters: sorters{o.Engine.NewSorter()}, grid: &Grid{}, seen: map[string]bool{}, names: map[string]int{}}
	w := o.World
	m.quick = &scenario.World{Target: w.Target, Inventory: w.Inventory, Stock: w.Stock, Named: w.Named, Fields: w.Fields}
	m.inv = w.Inventory
	m.changed, m.matched, m.used = map[string]bool{}, map[*acl.ACL]bool{}, map[*acl.ACL]bool{}
	m.together = map[[2]*acl.ACL]bool{}
	m.findChanged()
	if err := m.findPeople(); err != nil {
		return nil, err
	}
	m.findBase()
	if err := m.findPages(); err != nil {
		return nil, err
	}
	switch {
	case len(o.Tickets) > 0:
		m.cross(m.given(), true)
	default:
		m.aimAll()
		m.cross(m.situations(), o.Every)
	}
	m.conclude()
	return m.grid, nil
}

// maker makes one grid.
type maker struct {
	Options
	engines []*simulate.Engine // whose conditions tell people and tickets apart
	sorters sorters
	inv     *inventory.Inventory
	quick   *scenario.World // World without answers
	grid    *Grid
	// sink gets what is made for ACLs; nil: it is offered to the grid.
	sink func(*scenario.Scenario)

	changed           map[string]bool // questions that some ACL has a list for
	agents, customers []*person
	pages             []*page
	base              map[string]inventory.Value // of a ticket about which nothing is special
	companies         bool                       // conditions look at the CustomerID of tickets
	fields            []string                   // dynamic fields that conditions look at and the inventory does not know
	seen              map[string]bool            // kinds of calls that were kept
	matched, used     map[*acl.ACL]bool
	together          map[[2]*acl.ACL]bool // both used in one call that was kept
	names             map[string]int
	placed            map[atProcess][]scenario.Process
	cut               bool             // places in processes were left out
	unasked           map[string]error // by screens that cannot be simulated at some place
	aimed             []*scenario.Scenario
	tried             int
	invented          [2]bool // agents, customers: they were made up
	// plans are calls of scenarios that were made for pairs of ACLs, of which many come
	// to the same; nil: they are not kept.
	plans map[string]*planned
}

func (m *maker) findChanged() {
	for _, e := range m.engines {
		for _, a := range e.ACLs() {
			for _, q := range e.Questions(a) {
				m.changed[q] = true
			}
		}
	}
}

// page is a screen at a place and a moment, with nobody on it yet.
type page struct {
	screen *product.Screen
	bare   *scenario.Scenario
	asked  []*scenario.Asked // what it asks that the set can change
	who    *person           // for whom it was looked at
}

func (p *page) asks(question string) *scenario.Asked {
	for _, a := range p.asked {
		if a.Call.Question() == question {
			return a
		}
	}
	return nil
}

// findPages looks at which screens ask for what the set can change.
func (m *maker) findPages() error {
	all := m.World.Screens()
	var names []string
	for i := range all {
		names = append(names, all[i].Name)
	}
	for _, want := range m.Screens {
		if !slices.Contains(names, want) {
			return fmt.Errorf("there is no screen %q%s", want, diag.Meant(want, names))
		}
	}
	for i := range all {
		screen := &all[i]
		if len(m.Screens) > 0 && !slices.Contains(m.Screens, screen.Name) || len(m.Screens) == 0 && screen.Setter {
			continue
		}
		people := m.people(screen.Customer)
		if len(people) == 0 {
			continue
		}
		known := map[string]bool{}
		for _, bare := range m.pagesOf(screen) {
			if !m.sensible(bare) {
				continue
			}
			p := &page{screen: screen, bare: bare, who: people[0]}
			plan, err := scenario.Calls(p.with(people[0]), m.quick)
			if err != nil {
				continue
			}
			news := false
			for _, a := range plan.Answers() {
				q := a.Call.Question()
				if !m.changed[q] {
					continue
				}
				p.asked = append(p.asked, a)
				// The same with something chosen adds only questions.
				key := fmt.Sprint(q, bare.Ticket != nil, bare.Process)
				news = news || !known[key]
				known[key] = true
			}
			if news {
				m.pages = append(m.pages, p)
			}
		}
	}
	return nil
}

// sensible takes out of a page what it names only since nothing is known, and
// nobody asks for; false for a process of which nobody speaks.
func (m *maker) sensible(bare *scenario.Scenario) bool {
	if m.invented[1] && m.ofCustomers() && !m.changed["Ticket.Service"] {
		delete(bare.Form, "CustomerUser") // of whom nothing would be known
		delete(bare.Ticket, "CustomerUserID")
	}
	for _, attr := range []string{"Service", "SLA"} {
		if !m.bears(attr) {
			delete(bare.Form, attr)
			delete(bare.Ticket, attr)
		}
	}
	if m.sink != nil || bare.Process == (scenario.Process{}) || len(m.inv.Processes) > 0 || len(m.looked("Process")) > 0 {
		return true
	}
	return m.changed["Process"] || m.changed["ActivityDialog"]
}

// with is the page with somebody on it.
func (p *page) with(who *person) *scenario.Scenario {
	s := p.bare.Clone()
	who.on(s, p.screen.Customer)
	return s
}

// given are the tickets that somebody named, with what was chosen on them.
func (m *maker) given() []situation {
	var out []situation
	for _, s := range m.Tickets {
		out = append(out, situationOf(s))
	}
	return distinct(out)
}

// full reports whether no more is kept.
func (m *maker) full() bool { return m.Limit > 0 && len(m.grid.Scenarios) >= m.Limit }

// conclude counts what the grid is made of.
func (m *maker) conclude() {
	people, screens, tickets := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, s := range m.grid.Scenarios {
		people[personName(s)], screens[s.Screen] = true, true
		tickets[attrsKey(s.Ticket)] = true
	}
	m.grid.People, m.grid.Screens, m.grid.Tickets = len(people), len(screens), len(tickets)
	for _, a := range m.Engine.ACLs() {
		if !m.matched[a] {
			m.grid.Unmet = append(m.grid.Unmet, a.Name)
		}
	}
}

func attrsKey(attrs inventory.Attrs) string {
	if attrs == nil {
		return "-"
	}
	var b []byte
	for _, name := range slices.Sorted(maps.Keys(attrs)) {
		b = fmt.Appendf(b, "%s=%v\x00", name, attrs[name])
	}
	return string(b)
}
