package replay

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/simulate"
)

// noID stands in a case for the id of something of which only the name is known.
func noID(name string) acl.Value { return str("?" + name) }

// worldValue writes a system in the form of the recorded ones. What nobody
// knows is left out, and so counts as unset when the case is replayed.
func worldValue(sys *simulate.System) acl.Value {
	inv := sys.Inventory
	o := object{}
	config := object{}
	for _, name := range slices.Sorted(maps.Keys(inv.Settings)) {
		if v, ok := known(inv.Settings[name]); ok {
			config.set(name, v)
		}
	}
	o.set("config", config.value())
	for _, t := range []struct {
		key, id string
		table   *inventory.Table
	}{
		{"queues", "QueueID", &inv.Queues}, {"states", "ID", &inv.States}, {"priorities", "ID", &inv.Priorities},
		{"types", "ID", &inv.Types}, {"services", "ServiceID", &inv.Services}, {"slas", "SLAID", &inv.SLAs},
		{"locks", "ID", &inv.Locks}, {"groups", "ID", &inv.Groups},
	} {
		l := acl.Value{Kind: acl.List}
		for _, e := range t.table.Entities {
			l.SetItems(append(l.Items(), entityValue(e, t.id)))
		}
		o.set(t.key, l)
	}
	o.set("roles", people(inv.Roles, func(r *inventory.Role) acl.Value {
		return entityValue(&r.Entity, "ID", "Groups", grants(r.Groups))
	}))
	o.set("users", people(inv.Agents, func(a *inventory.Agent) acl.Value {
		groups := grants(a.Groups)
		for name, v := range a.Attrs {
			if p, ok := strings.CutPrefix(name, "Group_"); ok && v.Kind == inventory.List {
				list, _ := known(v)
				groups.SetEntries(append(groups.Entries(), acl.Entry{Key: p, Value: list}))
			}
		}
		roles := strs(a.Roles)
		if v, ok := a.Attrs["Role"]; ok && v.Kind == inventory.List {
			roles, _ = known(v)
		}
		return entityValue(&a.Entity, "UserID", "Groups", groups, "Roles", roles)
	}))
	o.set("customer_users", people(inv.CustomerUsers, func(u *inventory.CustomerUser) acl.Value {
		return entityValue(&u.Entity, "UserLogin", "Groups", grants(u.Groups), "CustomerIDs", strs(u.CustomerIDs))
	}))
	o.set("customer_companies", people(inv.Customers, func(c *inventory.Customer) acl.Value {
		return entityValue(&c.Entity, "CustomerID", "Groups", grants(c.GroupsSame))
	}))
	var fields []string
	for _, f := range inv.DynamicFields {
		fields = append(fields, f.Name)
	}
	o.set("dynamic_fields", strs(fields))
	processValues(&o, inv)
	tickets := acl.Value{Kind: acl.List}
	for _, id := range slices.Sorted(maps.Keys(sys.Tickets)) {
		tickets.SetItems(append(tickets.Items(), ticketValue(sys.Tickets[id])))
	}
	o.set("tickets", tickets)
	return o.value()
}

func people[P any](all []P, write func(P) acl.Value) acl.Value {
	l := acl.Value{Kind: acl.List}
	for _, p := range all {
		l.SetItems(append(l.Items(), write(p)))
	}
	return l
}

// entityValue writes the attributes of an entity, then further pairs of key
// and value.
func entityValue(e *inventory.Entity, id string, more ...any) acl.Value {
	o := object{}
	if v := e.Attrs[id]; v.Kind != inventory.Text {
		if e.ID != "" {
			o.set(id, str(e.ID))
		} else {
			o.set(id, noID(e.Name))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(e.Attrs)) {
		if v, ok := known(e.Attrs[name]); ok && name != "Role" && !strings.HasPrefix(name, "Group_") {
			o.set(name, v)
		}
	}
	for i := 0; i < len(more); i += 2 {
		o.set(more[i].(string), more[i+1].(acl.Value))
	}
	return o.value()
}

func grants(g map[string][]string) acl.Value {
	o := object{}
	for _, p := range slices.Sorted(maps.Keys(g)) {
		o.set(p, strs(g[p]))
	}
	return o.value()
}

func processValues(o *object, inv *inventory.Inventory) {
	processes, activities, dialogs := object{}, object{}, object{}
	for _, p := range inv.Processes {
		v := object{}
		v.set("Name", str(p.Name))
		v.set("State", str(p.State))
		processes.set(p.ID, v.value())
	}
	for _, a := range inv.Activities {
		v, order := object{}, object{}
		for i, d := range a.Dialogs {
			order.set(strconv.Itoa(i+1), str(d))
		}
		v.set("Name", str(a.Name))
		v.set("ActivityDialog", order.value())
		activities.set(a.ID, v.value())
	}
	for _, d := range inv.Dialogs {
		v := object{}
		v.set("Name", str(d.Name))
		v.set("Interface", strs(d.Interfaces))
		dialogs.set(d.ID, v.value())
	}
	o.set("processes", processes.value())
	o.set("activities", activities.value())
	o.set("activity_dialogs", dialogs.value())
}

func ticketValue(t inventory.Attrs) acl.Value {
	o, fields := object{}, object{}
	for _, name := range slices.Sorted(maps.Keys(t)) {
		v, ok := known(t[name])
		if !ok {
			continue
		}
		if f, isField := strings.CutPrefix(name, "DynamicField_"); isField {
			fields.set(f, v)
			continue
		}
		o.set(name, v)
	}
	o.set("DynamicField", fields.value())
	return o.value()
}
