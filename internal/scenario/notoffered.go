package scenario

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// NotOffered says in a phrase why the screen does not offer a value where it
// asks, ACLs aside; "" where nothing tells.
func (p *Plan) NotOffered(a *Asked, value string) string {
	r := p.run
	if r == nil {
		return ""
	}
	if a.From == FromOptions {
		return "the scenario's options do not name it"
	}
	c := &a.Call
	switch c.ReturnType {
	case "Action":
		return r.noModule(value)
	case "Ticket":
	default:
		return ""
	}
	sub := c.ReturnSubType
	switch sub {
	case "Owner", "NewOwner", "Responsible", "NewResponsible":
		return r.noOwner(value)
	}
	if field, ok := strings.CutPrefix(sub, "DynamicField_"); ok {
		return r.noKey(field, value)
	}
	kind := product.KindOf(sub)
	if kind == "" {
		return ""
	}
	one := singular(sub)
	e := table(r.inv, kind).ByName(value)
	switch {
	case e == nil && table(r.inv, kind).Complete():
		return r.inv.Name + " lists no such " + one
	case e == nil:
		return ""
	case !e.Valid():
		return "the " + one + " is invalid"
	}
	switch sub {
	case "State":
		return r.noState(e)
	case "Queue":
		return r.noQueue(e, c.Params["Type"].Text)
	case "SLA":
		if !truthy(c.Params["ServiceID"]) {
			return "no service is chosen, and without one there are no SLAs"
		}
		return "it is no SLA of the chosen service"
	}
	return ""
}

func singular(sub string) string {
	if sub == "SLA" {
		return sub
	}
	return strings.ToLower(sub)
}

// noState: screens offer the states of some types.
func (r *run) noState(e *inventory.Entity) string {
	t := e.Attr("TypeName")
	if t.Kind != inventory.Text {
		return ""
	}
	return "it has no states of the type " + t.Text
}

// noQueue: agents are offered the queues of the groups in which they have the
// screen's permission.
func (r *run) noQueue(e *inventory.Entity, permission string) string {
	if r.agent == nil {
		return ""
	}
	g := r.inv.Groups.ByID(e.Attr("GroupID").Text)
	if g == nil {
		return ""
	}
	return fmt.Sprintf("%s has no right %s in its group %s", r.agent.Name, permission, g.Name)
}

func (r *run) noOwner(value string) string {
	for _, a := range r.inv.Agents {
		name := r.inv.DisplayName(a)
		shown := name.Kind == inventory.Text && name.Text == value
		switch {
		case a.Name == value && !shown && r.w.Target.Switches.UserLists == product.DisplayNames && name.Kind == inventory.Text:
			return "the list holds names, not logins: " + value + " is shown as " + name.Text
		case a.Name != value && !shown:
		case !a.Valid():
			return "the agent is invalid"
		default:
			return "the agent has no right in the queue, or no queue is chosen"
		}
	}
	if r.inv.Complete("agents") {
		return r.inv.Name + " lists no such agent"
	}
	return ""
}

// noKey: the lists of dynamic fields hold keys, and people see labels.
func (r *run) noKey(field, value string) string {
	f := r.inv.DynamicFieldByName(field)
	if f == nil {
		return ""
	}
	for _, key := range f.Keys {
		label := f.Labels[key]
		switch {
		case label == "" || label == key:
		case !r.w.Target.Switches.FieldKeys && key == value:
			return "the list holds what is shown, not keys: the key " + value + " is shown as " + label
		case r.w.Target.Switches.FieldKeys && label == value:
			return "the list holds keys, not what is shown: the key of " + value + " is " + key
		}
	}
	return "it is no possible value of the field"
}

func (r *run) noModule(value string) string {
	side := "Agent"
	if r.screen.Customer {
		side = "Customer"
	}
	facts := r.w.Target.Facts()
	registered := slices.Concat(facts.AgentModules, facts.CustomerModules, r.inv.AgentModules, r.inv.CustomerModules)
	switch {
	case slices.ContainsFunc([]string{"Agent", "Customer"}, func(p string) bool { return p != side && strings.HasPrefix(value, p) }):
		return "it belongs to the other interface"
	case !slices.Contains(registered, value):
		return "no module of that name is registered"
	}
	return "the screen asks about other actions only"
}
