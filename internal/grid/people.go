package grid

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// maxPeople bounds how many people are made up.
const maxPeople = 40

// person is somebody who can be on a screen.
type person struct {
	is    scenario.Person
	attrs inventory.Attrs // what conditions meet
}

// on puts the person on the screen of a scenario.
func (p *person) on(s *scenario.Scenario, customer bool) {
	who := p.is
	if s.Agent, s.Customer = &who, nil; customer {
		s.Agent, s.Customer = nil, &who
	}
}

func (m *maker) people(customer bool) []*person {
	if customer {
		return m.customers
	}
	return m.agents
}

// findPeople takes those that were named, else one for each way in which the
// conditions of the set can tell the inventory's apart, else people made up from
// what the conditions name.
func (m *maker) findPeople() error {
	only := len(m.Agents)+len(m.Customers) > 0
	var agents, customers []*person
	for _, a := range m.inv.Agents {
		if a.Valid() && a.ID != "1" || slices.Contains(m.Agents, a.Name) {
			agents = append(agents, &person{scenario.Person{Login: a.Name}, m.inv.AgentAttrs(a)})
		}
	}
	for _, u := range m.inv.CustomerUsers {
		if u.Valid() || slices.Contains(m.Customers, u.Name) {
			customers = append(customers, &person{scenario.Person{Login: u.Name}, m.inv.CustomerUserAttrs(u.Name)})
		}
	}
	var err error
	if only {
		if m.agents, err = named("agent", m.Agents, agents, m.inv.Complete("agents")); err == nil {
			m.customers, err = named("customer user", m.Customers, customers, m.inv.Complete("customer_users"))
		}
		return err
	}
	m.agents, m.customers = m.apart(agents, "User"), m.apart(customers, "CustomerUser")
	if m.invented[0] = len(agents) == 0; m.invented[0] {
		m.agents = m.madeUp("User")
	}
	if m.invented[1] = len(customers) == 0; m.invented[1] {
		m.customers = m.madeUp("CustomerUser")
	}
	return nil
}

// named are people by login. One that the inventory does not know is a person of
// whom only the login is known, unless it would have to know.
func named(what string, logins []string, known []*person, complete bool) ([]*person, error) {
	var out []*person
	for _, login := range logins {
		at := slices.IndexFunc(known, func(p *person) bool { return p.is.Login == login })
		switch {
		case at >= 0:
			out = append(out, known[at])
		case complete:
			var all []string
			for _, p := range known {
				all = append(all, p.is.Login)
			}
			return nil, fmt.Errorf("the inventory lists no %s %s%s", what, login, diag.Meant(login, all))
		default:
			out = append(out, &person{is: scenario.Person{Login: login}, attrs: inventory.Attrs{"UserLogin": inventory.TextValue(login)}})
		}
	}
	return out, nil
}

// looked are the attributes of an area that conditions look at.
func (m *maker) looked(area string) []string {
	var out []string
	for _, e := range m.engines {
		e.Looked(func(of, attr string) {
			if of == area && !slices.Contains(out, attr) {
				out = append(out, attr)
			}
		})
	}
	slices.Sort(out)
	return out
}

// apart keeps one person of each kind, of those alike the one with most groups,
// since more is offered to them.
func (m *maker) apart(all []*person, area string) []*person {
	attrs := m.looked(area)
	at := map[string]int{}
	var out []*person
	for _, p := range all {
		var kind strings.Builder
		for _, attr := range attrs {
			kind.WriteString(m.sorters.kindOf(area, attr, p.attrs[attr]))
			kind.WriteByte(1)
		}
		i, known := at[kind.String()]
		switch {
		case !known:
			at[kind.String()] = len(out)
			out = append(out, p)
		case groups(p) > groups(out[i]):
			out[i] = p
		}
	}
	// Who can do most comes first, for pages are looked at as that one.
	slices.SortStableFunc(out, func(a, b *person) int { return cmp.Compare(groups(b), groups(a)) })
	return out
}

func groups(p *person) int { return len(p.attrs["Group_rw"].List) }

// madeUp are people of whom all is told that conditions look at: one who is
// nothing special, and one for each value that some condition names.
func (m *maker) madeUp(area string) []*person {
	plain := inventory.Attrs{"UserLogin": inventory.TextValue(map[string]string{"User": "agent", "CustomerUser": "customer"}[area])}
	attrs := m.looked(area)
	for _, attr := range attrs {
		switch {
		case attr == "UserLogin":
		case strings.HasPrefix(attr, "Group_"):
			plain[attr] = m.otherGroups(area, attr)
		case attr == "Role":
			plain[attr] = inventory.ListValue()
		case attr == "UserID":
			// Who it is in the database is nothing that can be made up.
		default:
			plain[attr] = inventory.TextValue("-")
		}
	}
	out := []*person{inline(plain)}
	for _, attr := range attrs {
		if attr == "UserID" {
			continue
		}
		for _, text := range m.texts(area, attr) {
			special := inventory.Attrs{}
			for k, v := range plain {
				special[k] = v
			}
			switch v := plain[attr]; v.Kind {
			case inventory.List:
				more := inventory.ListValue()
				more.List = append(slices.Clone(v.List), inventory.TextValue(text))
				special[attr] = more
			default:
				special[attr] = inventory.TextValue(text)
			}
			if len(out) < maxPeople {
				out = append(out, inline(special))
			}
		}
	}
	return out
}

func inline(attrs inventory.Attrs) *person {
	p := &person{scenario.Person{Login: attrs["UserLogin"].Text}, attrs}
	if len(attrs) > 1 {
		p.is.Attrs, p.is.Inline = attrs, true
	}
	return p
}

// otherGroups are the groups that exist and no condition names.
func (m *maker) otherGroups(area, attr string) inventory.Value {
	var names []string
	for _, g := range m.inv.Groups.Entities {
		if g.Valid() && m.sorters.named(area, attr, g.Name) == 0 {
			names = append(names, g.Name)
		}
	}
	return inventory.ListValue(names...)
}
