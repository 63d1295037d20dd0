package scenario

import (
	"maps"
	"slices"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// Bounds on the scenarios that a search begins with.
const (
	maxPeople    = 4 // of an inventory
	maxProcesses = 4 // places in processes
)

// Names of what nobody knows.
const (
	stranger       = "somebody"
	anyProcess     = "Process-1"
	anyActivity    = "Activity-1"
	anyActivityDlg = "ActivityDialog-1"
)

// pages are the barest scenarios of a screen: each person that it could be, then
// one choice in each field, then a choice in all of them.
func (p *Prober) pages(screen *product.Screen) []*Scenario {
	var bare, chosen []*Scenario
	people := p.people(screen.Customer)
	for _, at := range p.places(screen) {
		for _, m := range []Moment{First, Save, Change} {
			stages := map[Moment][]product.Stage{First: screen.First, Change: screen.Change, Save: screen.Save}[m]
			if len(stages) == 0 && at.Ticket == nil && !screen.Setter || screen.Setter && m != First {
				continue
			}
			for i, who := range people {
				if i > 0 && at.Process != (Process{}) {
					break
				}
				s := at.clone()
				s.Screen, s.Moment = screen.Name, m
				if s.Agent = who; screen.Customer {
					s.Agent, s.Customer = nil, who
				}
				if m == First || m == Save && i == 0 { // a change is one of something
					bare = append(bare, s)
				}
				if i == 0 && (m == Change || screen.Setter) {
					chosen = append(chosen, p.choosing(s, screen)...)
				}
			}
		}
	}
	return slices.Concat(bare, chosen, p.allFilled(screen))
}

// places are where a screen can be: on nothing, on a ticket, in a process.
func (p *Prober) places(screen *product.Screen) []*Scenario {
	nothing, ticket := &Scenario{}, &Scenario{Ticket: inventory.Attrs{}}
	var out []*Scenario
	switch {
	case onTicket(screen):
		out = append(out, ticket)
	case screen.WithTicket != "":
		out = append(out, nothing, ticket)
	default:
		out = append(out, nothing)
	}
	if !screen.Dialog && !asksInProcess(screen) {
		return out
	}
	return inEach(out, func(bool) []Process { return p.processes(screen.Customer) })
}

// placesIn are the same with the places in processes that somebody names.
func (p *Prober) placesIn(screen *product.Screen, in func(stored bool) []Process) []*Scenario {
	var out []*Scenario
	for _, at := range p.places(screen) {
		if at.Process == (Process{}) {
			out = append(out, at)
		}
	}
	return inEach(out, in)
}

func inEach(places []*Scenario, in func(stored bool) []Process) []*Scenario {
	out := slices.Clone(places)
	for _, at := range places {
		for _, process := range in(at.Ticket != nil) {
			s := at.clone()
			s.Process = process
			out = append(out, s)
		}
	}
	return out
}

// processes are places in processes that the inventory knows, else one that
// nobody knows.
func (p *Prober) processes(customer bool) []Process {
	inv := p.World.Inventory
	r := &run{inv: inv, screen: &product.Screen{Customer: customer}}
	var out []Process
	for _, x := range inv.Processes {
		if x.State != "" && x.State != "Active" {
			continue
		}
		for _, activity := range x.Activities {
			r.process.ActivityEntityID = activity
			for _, d := range r.offeredDialogs() {
				out = append(out, Process{x.ID, activity, d.ID})
			}
		}
	}
	if len(out) == 0 {
		return []Process{{anyProcess, anyActivity, anyActivityDlg}}
	}
	return out[:min(len(out), maxProcesses)]
}

// asksInProcess reports whether a screen asks for something only where the ticket
// is in a process.
func asksInProcess(screen *product.Screen) bool {
	return slices.ContainsFunc(slices.Concat(screen.First, screen.Change, screen.Save), func(st product.Stage) bool {
		return st.If.Kind == product.IfProcess || len(st.PerDialog) > 0 ||
			slices.ContainsFunc(st.Ask, func(q product.Question) bool { return q.If.Kind == product.IfProcess })
	})
}

// choosing are scenarios in which something is chosen in one field: for functions
// something that the ACL takes, in each; for a form anything, in any one, since what
// the conditions need is chosen anyway.
func (p *Prober) choosing(s *Scenario, screen *product.Screen) []*Scenario {
	var out []*Scenario
	seen := map[string]bool{}
	for _, f := range screen.Fields {
		values := p.taken(f.Attr)
		if v := p.choice(f.Attr, false); v.Defined() && len(values) == 0 {
			values = append(values, v)
		}
		if seen[f.Attr] || len(values) == 0 {
			continue
		}
		seen[f.Attr] = true
		for _, v := range values[:min(len(values), 2)] {
			c := s.clone()
			c.Form, c.Moment = inventory.Attrs{f.Attr: v}, Change
			out = append(out, c)
		}
		if !screen.Setter {
			break
		}
	}
	return out
}

// taken are values of an attribute that the ACL takes from lists: setters ask
// about those.
func (p *Prober) taken(attr string) []inventory.Value {
	question := "Ticket." + attr
	if product.KindOf(attr) == "" || !slices.Contains(p.Questions, question) {
		return nil
	}
	var out []inventory.Value
	for _, e := range table(p.World.Inventory, kindOf(attr)).Entities {
		if e.Valid() && p.Engine.Takes(p.ACL, question, e.Name) {
			out = append(out, inventory.TextValue(e.Name))
		}
	}
	return out
}

// allFilled are scenarios in which something is chosen in every field, since some
// lists are asked for only then: services of a customer, SLAs of a service.
func (p *Prober) allFilled(screen *product.Screen) []*Scenario {
	var out []*Scenario
	if len(screen.Fields) == 0 {
		return nil
	}
	for _, at := range p.places(screen) {
		for _, m := range []Moment{Change, Save} {
			if m == Change && len(screen.Change) == 0 && at.Ticket == nil || screen.Setter && m == Save {
				continue // functions know one moment
			}
			s, who := at.clone(), p.people(screen.Customer)[0]
			s.Screen, s.Moment = screen.Name, m
			if s.Agent = who; screen.Customer {
				s.Agent, s.Customer = nil, who
			}
			if s = p.filled(s, screen); len(s.Form) > 0 {
				out = append(out, s)
			}
		}
	}
	return out
}

func (p *Prober) filled(s *Scenario, screen *product.Screen) *Scenario {
	c := s.clone()
	c.Form = inventory.Attrs{}
	for _, f := range screen.Fields {
		if v := p.choice(f.Attr, false); v.Defined() {
			c.Form[f.Attr] = v
		}
	}
	if c.Ticket != nil {
		for _, attr := range []string{"CustomerUserID", "Service"} {
			if v := p.choice(attr, true); v.Defined() {
				c.Ticket[attr] = v
			}
		}
	}
	return c
}

// choice is something to choose for an attribute: what is stored is another one
// than what is chosen, where there are two.
func (p *Prober) choice(attr string, stored bool) inventory.Value {
	switch attr {
	case "CustomerUser", "CustomerUserID":
		for _, u := range p.World.Inventory.CustomerUsers {
			return inventory.TextValue(u.Name)
		}
		return inventory.TextValue(stranger)
	case "Queue", "State", "Priority", "Type", "Service", "SLA":
		v := inventory.TextValue(stranger)
		for _, e := range table(p.World.Inventory, kindOf(attr)).Entities {
			if e.Valid() {
				if v = inventory.TextValue(e.Name); stored {
					break
				}
			}
		}
		return v
	}
	return inventory.Value{}
}

// onTicket reports whether a screen is about a stored ticket.
func onTicket(screen *product.Screen) bool {
	about := func(stages []product.Stage) bool {
		return slices.ContainsFunc(stages, func(st product.Stage) bool {
			if st.If.Kind == product.IfTicket {
				return false
			}
			passes := func(params product.Params) bool {
				return slices.ContainsFunc(params["TicketID"], func(s product.Source) bool { return s.Kind == product.FromTicket })
			}
			return passes(st.Params) || slices.ContainsFunc(st.Ask, func(q product.Question) bool { return passes(q.Params) })
		})
	}
	return about(screen.First) || about(screen.Change) || about(screen.Save)
}

// people are those of the inventory, but for UserID 1, and somebody unknown.
func (p *Prober) people(customers bool) []*Person {
	var out []*Person
	inv := p.World.Inventory
	if customers {
		for _, u := range inv.CustomerUsers {
			out = append(out, &Person{Login: u.Name})
		}
	} else {
		for _, a := range inv.Agents {
			if a.Valid() && a.ID != "1" {
				out = append(out, &Person{Login: a.Name})
			}
		}
	}
	out = out[:min(len(out), maxPeople)]
	return append(out, &Person{Login: stranger})
}

// clone is a copy that can be changed. People are shared until they are.
func (s *Scenario) clone() *Scenario {
	c := *s
	c.Ticket, c.Form = maps.Clone(s.Ticket), maps.Clone(s.Form)
	for _, who := range []**Person{&c.Agent, &c.Customer} {
		if *who != nil {
			p := **who
			p.Attrs = maps.Clone(p.Attrs)
			*who = &p
		}
	}
	return &c
}
