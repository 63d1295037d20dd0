package grid

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/scenario"
)

// findCrowd finds people: all of few, else one for each way in which conditions and
// lists tell them apart.
func (sp *space) findCrowd() {
	for q := range sp.changed {
		sub := strings.TrimPrefix(strings.TrimPrefix(q, "Ticket."), "New")
		sp.groups = sp.groups || sub == "Queue" || sub == "Owner" || sub == "Responsible"
	}
	var all [2][]*person
	for _, a := range sp.inv.Agents {
		if a.Valid() && a.ID != "1" {
			all[0] = append(all[0], &person{scenario.Person{Login: a.Name}, sp.inv.AgentAttrs(a)})
		}
	}
	for _, u := range sp.inv.CustomerUsers {
		if u.Valid() {
			all[1] = append(all[1], &person{scenario.Person{Login: u.Name}, sp.inv.CustomerUserAttrs(u.Name)})
		}
	}
	for i, kind := range []string{"agents", "customer_users"} {
		area := []string{"User", "CustomerUser"}[i]
		looked := sp.maker.looked(area)
		if len(all[i]) == 0 {
			sp.crowd[i] = [][]*person{sp.agents, sp.customers}[i]
		} else {
			sp.crowd[i] = sp.unlike(all[i], area)
		}
		if !sp.inv.Complete(kind) && len(looked) > 0 {
			sp.bounded("the inventory does not list all %s, and conditions look at %s", strings.ReplaceAll(kind, "_", " "), area+"."+strings.Join(looked, ", "))
		}
	}
	if why := sp.openProcesses(); why != "" {
		sp.bounded("%s", why)
	}
}

func (sp *space) unlike(all []*person, area string) []*person {
	if len(all) <= fewPeople {
		return all
	}
	var out []*person
	kinds := map[string]bool{}
	for _, p := range all {
		var b strings.Builder
		for _, at := range sp.looked {
			of := ""
			switch {
			case at[0] == area, area == "User" && (at[0] == "Owner" || at[0] == "Responsible"):
				of = at[1] // who opens a page may become the owner
			case at[0] == "Ticket" && area == "User":
				of = map[string]string{"Owner": "UserLogin", "OwnerID": "UserID", "Responsible": "UserLogin", "ResponsibleID": "UserID"}[at[1]]
			case at[0] == "Ticket":
				of = map[string]string{"CustomerUserID": "UserLogin", "CustomerID": "UserCustomerID"}[at[1]]
			}
			if of != "" {
				b.WriteString(sp.sorters.kindOf(at[0], at[1], p.attrs[of]))
				b.WriteByte(1)
			}
		}
		if sp.groups {
			for _, name := range slices.Sorted(maps.Keys(p.attrs)) {
				if strings.HasPrefix(name, "Group_") {
					fmt.Fprint(&b, name, p.attrs[name].List)
				}
			}
		}
		fmt.Fprint(&b, p.attrs["Services"].List) // of a customer user
		if k := b.String(); !kinds[k] {
			kinds[k] = true
			out = append(out, p)
		}
	}
	return out
}
