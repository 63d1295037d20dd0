package scenario

import (
	"cmp"
	"fmt"
	"maps"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
)

// setPerson finds who acts. A login that nobody knows is a person of whom only
// the login is known.
func (r *run) setPerson() error {
	if r.screen.Customer {
		p := r.s.Customer
		if p == nil {
			return fmt.Errorf("%s is a screen of customers: name a customer, not an agent", r.screen.Name)
		}
		known := r.inv.CustomerUserByLogin(p.Login)
		if known == nil || len(p.Attrs) > 0 {
			u := &inventory.CustomerUser{Entity: r.openPerson(p, p.Login)}
			if known != nil {
				*u = *known
				u.Attrs = maps.Clone(known.Attrs)
				maps.Copy(u.Attrs, p.Attrs)
			}
			r.inv.CustomerUsers = append([]*inventory.CustomerUser{u}, r.inv.CustomerUsers...)
		}
		r.personKey, r.person = "CustomerUserID", inventory.TextValue(p.Login)
		return nil
	}
	p := r.s.Agent
	if p == nil {
		return fmt.Errorf("%s is a screen of agents: name an agent, not a customer", r.screen.Name)
	}
	known := r.inv.AgentByLogin(p.Login)
	switch {
	case known == nil:
		r.agent = &inventory.Agent{Entity: r.openPerson(p, p.Attrs["UserID"].Text)}
	default:
		r.agent = r.overlaid(known, p)
	}
	if r.agent != known || r.agent.ID == "" {
		a := *r.agent
		// An id that no product gives, so that the call finds this person.
		a.ID = cmp.Or(a.ID, "login:"+p.Login)
		r.agent, r.ownAgent = &a, true
		r.inv.Agents = append([]*inventory.Agent{r.agent}, r.inv.Agents...)
	}
	r.personKey, r.person = "UserID", inventory.TextValue(r.agent.ID)
	return nil
}

// overlaid is an agent of the inventory with the attributes that the scenario
// tells instead; groups told there are all that is known about groups.
func (r *run) overlaid(known *inventory.Agent, p *Person) *inventory.Agent {
	if len(p.Attrs) == 0 {
		return known
	}
	a := *known
	a.Attrs = maps.Clone(known.Attrs)
	a.Attrs["Role"] = r.inv.AgentRoles(known)
	maps.Copy(a.Attrs, p.Attrs)
	for name := range p.Attrs {
		if strings.HasPrefix(name, "Group_") {
			a.Groups, a.Roles, a.GroupsKnown = nil, nil, false
		}
	}
	return &a
}

func (r *run) openPerson(p *Person, id string) inventory.Entity {
	attrs := maps.Clone(p.Attrs)
	if attrs == nil {
		attrs = inventory.Attrs{}
	}
	if p.Login != "" {
		attrs["UserLogin"] = inventory.TextValue(p.Login)
	}
	return inventory.Entity{ID: id, Name: p.Login, Attrs: attrs, Open: true}
}
