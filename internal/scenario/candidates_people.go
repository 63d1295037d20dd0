package scenario

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// users are agents with a permission in the group of a queue, by display name.
func (r *run) users(c *simulate.Call, l product.List) list {
	queue := c.Params["QueueID"]
	if l.Queue != nil {
		queue = r.first(l.Queue, c.ReturnSubType)
	}
	everyone := r.inv.Settings["Ticket::ChangeOwnerToEveryone"]
	mine := l.Kind == product.ListMyUsers && !r.given(l.ShowAll) && (l.All.Kind == 0 || !r.holds(l.All, c.Params))
	switch {
	case !truthy(queue) && everyone.IsTrue():
		return r.agents(r.inv.Agents, r.inv.Listed["agents"] && !r.inv.Open["agents"])
	case !truthy(queue) && (mine || l.Kind == product.ListUsers):
		return list{}
	case !truthy(queue):
		queue = r.ticket["QueueID"]
	}
	if queue.Kind != inventory.Text {
		return list{why: "the inventory does not say which agents may use the queue"}
	}
	e := r.inv.Queues.ByID(queue.Text)
	if e == nil {
		return list{why: "the inventory lists no queue with the id " + queue.Text}
	}
	var agents []*inventory.Agent
	known := true
	if everyone.IsTrue() {
		agents = r.inv.Agents
	} else {
		agents, known = r.inv.AgentsWithPermission(e.Attr("GroupID").Text, l.Permission)
	}
	if !mine {
		return r.agents(agents, known)
	}
	var own []*inventory.Agent
	for _, a := range agents {
		queues, told := a.Attrs["MyQueues"]
		if !told {
			known = false
		}
		if slices.ContainsFunc(queues.List, func(v inventory.Value) bool { return v.Text == e.Name }) {
			own = append(own, a)
		}
	}
	return r.agents(own, known)
}

func (r *run) agents(agents []*inventory.Agent, known bool) list {
	var l list
	if !known {
		l.why = "the inventory does not say which agents may use the queue"
	}
	for _, a := range agents {
		if !a.Valid() || strings.HasPrefix(a.ID, "login:") {
			continue
		}
		name := inventory.TextValue(a.Name)
		if r.w.Target.Switches.UserLists == product.DisplayNames {
			name = r.inv.DisplayName(a)
		}
		if name.Kind != inventory.Text {
			l.why = name.Why
			continue
		}
		l.data = append(l.data, simulate.Candidate{ID: idOrName(&a.Entity), Name: name.Text})
	}
	return l
}

// borne tells whether some agent is in lists under a name, absent or not; nil where the
// question is for no agents, or the inventory does not tell the names of all.
func (r *run) borne(c *simulate.Call) func(name string) bool {
	if c.ReturnType != "Ticket" || !slices.Contains([]string{"Owner", "NewOwner", "Responsible", "NewResponsible"}, c.ReturnSubType) || !r.inv.Complete("agents") {
		return nil
	}
	all := r.agents(r.inv.Agents, true)
	if all.why != "" {
		return nil
	}
	names := make(map[string]bool, len(all.data))
	for _, a := range all.data {
		names[a.Name] = true
	}
	return func(name string) bool {
		// Who is away has a note about it behind the name.
		for i := range name {
			if name[i] == ' ' && names[name[:i]] {
				return true
			}
		}
		return names[name]
	}
}
