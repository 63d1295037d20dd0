package scenario

import (
	"maps"
	"slices"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// tried is one scenario that was planned.
type tried struct {
	s    *Scenario
	plan *Plan
}

// try plans a scenario as if nothing that is chosen were ever refused, which is
// quick. found plans it again in earnest.
func (p *Prober) try(s *Scenario) *tried {
	if p.quick == nil {
		w := p.World
		p.quick = &World{Target: w.Target, Inventory: w.Inventory, Stock: w.Stock, Named: w.Named, Fields: w.Fields}
	}
	return planned(s, p.quick)
}

func planned(s *Scenario, w *World) *tried {
	plan, err := Calls(s, w)
	if err != nil {
		return nil
	}
	return &tried{s, plan}
}

// pages are the barest scenarios of a screen: each person that it could be, each
// moment.
func (p *Prober) pages(screen *product.Screen) []*Scenario {
	var out []*Scenario
	tickets := []inventory.Attrs{nil}
	if onTicket(screen) {
		tickets = []inventory.Attrs{{}}
	} else if screen.WithTicket != "" {
		tickets = append(tickets, inventory.Attrs{})
	}
	for _, ticket := range tickets {
		for _, m := range []Moment{First, Change, Save} {
			stages := map[Moment][]product.Stage{First: screen.First, Change: screen.Change, Save: screen.Save}[m]
			if len(stages) == 0 && ticket == nil {
				continue
			}
			for _, who := range p.people(screen.Customer) {
				s := &Scenario{Screen: screen.Name, Moment: m, Ticket: maps.Clone(ticket)}
				if screen.Customer {
					s.Customer = who
				} else {
					s.Agent = who
				}
				out = append(out, s)
			}
		}
	}
	for _, s := range slices.Clone(out) {
		if s.Moment != First {
			out = append(out, p.filled(s, screen))
		}
	}
	return out
}

// filled is a scenario in which something is chosen in every field, since some
// lists are asked for only then: services of a customer, SLAs of a service.
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

// maxPeople bounds how many people of an inventory are tried.
const maxPeople = 4

// stranger is the login of somebody of whom nothing is known.
const stranger = "somebody"

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

// last are the calls of a plan whose answer counts, one for each question that
// the ACL changes: the last one of the page and of what stores.
func (p *Prober) last(plan *Plan) []*Asked {
	var out []*Asked
	for i := len(plan.Asked) - 1; i >= 0; i-- {
		a := &plan.Asked[i]
		name := a.Call.Question()
		if !slices.Contains(p.Questions, name) {
			continue
		}
		if !slices.ContainsFunc(out, func(b *Asked) bool { return b.Call.Question() == name && b.Setter == a.Setter }) {
			out = append(out, a)
		}
	}
	slices.Reverse(out)
	return out
}

// acts reports what the ACL changes in the answer to a call, for certain.
func (p *Prober) acts(a *Asked) (gone, back []string) {
	with, without := p.Engine.Ask(&a.Call, a.System), p.Without.Ask(&a.Call, a.System)
	if with.Died != nil || without.Died != nil || with.Refused != simulate.NotRefused {
		return nil, nil
	}
	var maybe []simulate.Candidate
	for _, d := range []*simulate.Doubts{with.Undetermined, without.Undetermined} {
		if d == nil {
			continue
		}
		if d.MaybeDies || d.Exhausted {
			return nil, nil
		}
		maybe = append(maybe, d.MaybeLeft...)
	}
	left := func(list []simulate.Candidate) map[simulate.Candidate]bool {
		in := map[simulate.Candidate]bool{}
		for _, c := range list {
			in[c] = true
		}
		return in
	}
	in, otherwise := left(with.Left), left(without.Left)
	for _, c := range a.Call.Data {
		switch {
		case c.Any || c.Undef || slices.Contains(maybe, c):
		case otherwise[c] && !in[c]:
			gone = append(gone, c.Name)
		case in[c] && !otherwise[c]:
			back = append(back, c.Name)
		}
	}
	return gone, back
}

// found is what the ACL does in a scenario, nil where it does nothing.
func (p *Prober) found(t *tried) *Found {
	if p.does(t) == nil {
		return nil
	}
	if t = planned(t.s, p.World); t == nil {
		return nil
	}
	return p.does(t)
}

// does is what the ACL does in a plan.
func (p *Prober) does(t *tried) *Found {
	for _, a := range p.last(t.plan) {
		if gone, back := p.acts(a); len(gone)+len(back) > 0 {
			return &Found{Scenario: t.s, Question: a.Call.Question(), Gone: gone, Back: back, Parts: p.parts(t.s), Assumed: a.Why}
		}
	}
	return nil
}

// parts counts what a scenario tells beside its screen and a login. A process
// dialog that is not named, and a person that nobody knows, count too: nobody
// meets those.
func (p *Prober) parts(s *Scenario) int {
	n := len(s.Ticket) + len(s.Form)
	if screen := p.World.screen(s.Screen); screen.Dialog && s.Process.ActivityDialogEntityID == "" {
		n += 10
	}
	if len(p.people(s.Customer != nil)) > 1 && (s.Agent != nil && s.Agent.Login == stranger || s.Customer != nil && s.Customer.Login == stranger) {
		n++
	}
	for _, who := range []*Person{s.Agent, s.Customer} {
		if who != nil {
			n += len(who.Attrs)
		}
	}
	for _, v := range []string{s.Process.ProcessEntityID, s.Process.ActivityEntityID, s.Process.ActivityDialogEntityID, s.Changed} {
		if v != "" {
			n++
		}
	}
	if s.Moment != First {
		n++
	}
	return n
}

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
