package scenario

import (
	"fmt"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// Unlisted names what a scenario mentions and an inventory does not list,
// although it lists the kind in full: most likely slips of the pen. Each is a
// phrase with the nearest name that exists.
func Unlisted(s *Scenario, inv *inventory.Inventory) []string {
	var out []string
	miss := func(what, name string, names []string) {
		if len(names) > 0 {
			out = append(out, fmt.Sprintf("%s lists no %s %s%s", inv.Name, what, name, diag.Meant(name, names)))
		}
	}
	if p := s.Agent; p != nil && !p.Inline && inv.Complete("agents") && inv.AgentByLogin(p.Login) == nil {
		var names []string
		for _, a := range inv.Agents {
			names = append(names, a.Name)
		}
		miss("agent", p.Login, names)
	}
	if p := s.Customer; p != nil && !p.Inline && inv.Complete("customer_users") && inv.CustomerUserByLogin(p.Login) == nil {
		var names []string
		for _, u := range inv.CustomerUsers {
			names = append(names, u.Name)
		}
		miss("customer user", p.Login, names)
	}
	for _, attrs := range []inventory.Attrs{s.Ticket, s.Form} {
		for _, ref := range references() {
			v := attrs[ref.attr]
			if ref.kind == "agents" || v.Kind != inventory.Text || v.Text == "" {
				continue
			}
			t := table(inv, ref.kind)
			if !t.Complete() || t.ByName(v.Text) != nil {
				continue
			}
			var names []string
			for _, e := range t.Entities {
				names = append(names, e.Name)
			}
			miss(strings.ToLower(ref.attr), v.Text, names)
		}
	}
	if id := s.Process.ProcessEntityID; id != "" && inv.Complete("processes") {
		var names []string
		known := false
		for _, p := range inv.Processes {
			known = known || p.ID == id || p.Name == id
			names = append(names, p.Name)
		}
		if !known {
			miss("process", id, names)
		}
	}
	return out
}
