package scenario

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// list is what a question offers, and how far that is known.
type list struct {
	data []simulate.Candidate
	why  string // not "": more may be offered, for this reason
}

// offer puts the candidates on a question: what the scenario says, else what the
// inventory tells, else what can be assumed.
func (r *run) offer(a *Asked, l product.List) {
	question := a.Call.Question()
	if names, given := r.s.Options[question]; given {
		a.From = FromOptions
		for _, n := range names {
			a.Call.Data = append(a.Call.Data, simulate.Candidate{ID: r.optionID(&a.Call, n), Name: n})
		}
		return
	}
	key, lasting := r.listKey(&a.Call, l)
	if lasting {
		if known, ok := r.w.offers.get(key); ok {
			a.Call.Data, a.From, a.Why, a.AnyOther = known.data, known.from, known.why, known.from == Assumed
			return
		}
	}
	got := r.assume(&a.Call, r.list(&a.Call, l))
	a.Call.Data, a.From, a.Why, a.AnyOther = got.data, got.from, got.why, got.from == Assumed
	if lasting {
		r.w.offers.put(key, got)
	}
}

// offered is a list with what is assumed to be in it.
type offered struct {
	list
	from Origin
}

// assume adds what a list may hold besides, where that is not known.
func (r *run) assume(c *simulate.Call, l list) offered {
	if l.why == "" {
		return offered{l, FromInventory}
	}
	names := make(map[string]bool, len(l.data))
	for _, c := range l.data {
		names[c.Name] = true
	}
	if r.w.Named != nil {
		named, borne := r.w.Named(c.Question()), r.borne(c)
		l.data = slices.Grow(l.data, len(named)+1) // large sets name thousands
		for _, n := range named {
			if !names[n] && !r.leftOut(c, n) && (borne == nil || borne(n)) {
				l.data = append(l.data, simulate.Candidate{ID: r.optionID(c, n), Name: n})
			}
		}
	}
	l.data = append(l.data, simulate.Candidate{Name: AnyOther, Any: true})
	return offered{l, Assumed}
}

// leftOut reports whether the inventory knows a name that the screen does not
// offer: a state of another type, an invalid queue.
func (r *run) leftOut(c *simulate.Call, name string) bool {
	if c.ReturnType != "Ticket" {
		return false
	}
	kind := product.KindOf(c.ReturnSubType)
	return kind != "" && table(r.inv, kind).ByName(name) != nil
}

// optionID is the id under which a screen offers a name: that of the inventory,
// else the name itself.
func (r *run) optionID(c *simulate.Call, name string) string {
	if c.ReturnType == "Ticket" {
		kind := product.KindOf(c.ReturnSubType)
		if kind == "" {
			return name
		}
		if t := table(r.inv, kind); t != nil {
			if e := t.ByName(name); e != nil && e.ID != "" {
				return e.ID
			}
		}
	}
	return name
}

func (r *run) list(c *simulate.Call, l product.List) list {
	switch c.ReturnType {
	case "Action":
		return list{data: r.actions(l.Kind)}
	case "Process":
		return r.processes()
	case "ActivityDialog":
		return r.dialogList(l.Kind)
	case "Form":
		return r.formFields()
	case "FormStd":
		return list{data: []simulate.Candidate{{ID: "Article", Name: "Article"}}}
	}
	switch sub := c.ReturnSubType; sub {
	case "Queue":
		return r.queues(c.Params["Type"].Text, l.Kind)
	case "State":
		return r.states(l)
	case "Service":
		return r.services(c.Params["CustomerUserID"])
	case "Priority", "Type":
		return r.entities(product.KindOf(sub), func(*inventory.Entity) (bool, string) { return true, "" })
	case "SLA":
		return r.slas(c.Params["ServiceID"])
	case "Owner", "NewOwner", "Responsible", "NewResponsible":
		return r.users(c, l)
	case "OldOwner":
		// The history of a ticket is no part of an inventory.
		return list{why: "the former owners of the ticket are not known"}
	default:
		return r.dynamicField(strings.TrimPrefix(sub, "DynamicField_"))
	}
}

// entities are the valid ones of a kind that pass a filter. The filter may say
// why it cannot tell.
func (r *run) entities(kind string, keep func(*inventory.Entity) (bool, string)) list {
	var l list
	t := table(r.inv, kind)
	add := func(t *inventory.Table) {
		for _, e := range t.Entities {
			if !e.Valid() {
				continue
			}
			ok, why := keep(e)
			if why != "" {
				l.why = why
			}
			if ok || why != "" {
				l.data = append(l.data, simulate.Candidate{ID: idOrName(e), Name: e.Name})
			}
		}
	}
	add(t)
	if !t.Complete() {
		l.why = "the inventory does not list all " + kind
		if !t.Listed && r.w.Stock != nil && r.w.Stock != r.w.Inventory {
			add(table(r.w.Stock, kind))
		}
	}
	return l
}

func idOrName(e *inventory.Entity) string {
	if e.ID != "" {
		return e.ID
	}
	return e.Name
}

// queues are those whose group gives the person the permission; a customer, and
// UserID 1, are offered all of them.
func (r *run) queues(permission string, kind product.ListKind) list {
	if kind == product.ListAllQueues || r.agent == nil {
		return r.entities("queues", func(*inventory.Entity) (bool, string) { return true, "" })
	}
	groups := r.inv.AgentAttrs(r.agent)["Group_"+permission]
	return r.entities("queues", func(e *inventory.Entity) (bool, string) {
		group := e.Attr("GroupID")
		if groups.Kind != inventory.List {
			return true, groups.Why
		}
		if group.Kind != inventory.Text {
			return true, group.Why
		}
		g := r.inv.Groups.ByID(group.Text)
		if g == nil {
			return true, "the inventory lists no group with the id " + group.Text
		}
		return slices.ContainsFunc(groups.List, func(v inventory.Value) bool { return v.Text == g.Name }), ""
	})
}

// states are those of the types that the screen offers.
func (r *run) states(l product.List) list {
	if l.Kind == product.ListAllStates {
		return r.entities("states", func(*inventory.Entity) (bool, string) { return true, "" })
	}
	name := r.screen.Name
	if r.screen.StateTypes != "" {
		name = r.screen.StateTypes
	}
	if l.Kind == product.ListStatesOf {
		name = l.Of
	}
	types := r.w.Target.Facts().ScreenStateTypes[name]
	for _, s := range r.inv.Screens {
		if s.Name == name && s.StateTypes != nil {
			types = s.StateTypes
		}
	}
	return r.entities("states", func(e *inventory.Entity) (bool, string) {
		t := e.Attr("TypeName")
		if t.Kind != inventory.Text {
			return true, t.Why
		}
		return slices.Contains(types, t.Text), ""
	})
}

// services are those of the customer user (attribute Services), as far as the
// inventory tells them; a customer user without any gets the default ones
// (attribute DefaultService of a service).
func (r *run) services(customer inventory.Value) list {
	var own []inventory.Value
	told := false
	if u := r.servedBy(customer); u != nil {
		var v inventory.Value
		v, told = u.Attrs["Services"]
		own, told = v.List, told && v.Kind == inventory.List
	}
	return r.entities("services", func(e *inventory.Entity) (bool, string) {
		switch {
		case told && len(own) > 0:
			return slices.ContainsFunc(own, func(v inventory.Value) bool { return v.Text == e.Name }), ""
		case told:
			return e.Attrs["DefaultService"].IsTrue(), ""
		}
		return true, ""
	})
}

// servedBy is the customer user whose services count, by the parameter or as
// stored; nil where the inventory has none.
func (r *run) servedBy(customer inventory.Value) *inventory.CustomerUser {
	if !customer.Defined() {
		customer = r.ticket["CustomerUserID"]
	}
	if customer.Kind != inventory.Text {
		return nil
	}
	return r.inv.CustomerUserByLogin(customer.Text)
}

// slas are those of the chosen service; none without one.
func (r *run) slas(service inventory.Value) list {
	if !truthy(service) {
		return list{}
	}
	return r.entities("slas", func(e *inventory.Entity) (bool, string) {
		ids := e.Attr("ServiceIDs")
		switch {
		case service.Kind == inventory.Unknown:
			return true, service.Why
		case ids.Kind != inventory.List:
			return true, "the inventory does not say the services of " + e.Name
		}
		return slices.ContainsFunc(ids.List, func(v inventory.Value) bool { return v.Text == service.Text }), ""
	})
}

func (r *run) dynamicField(name string) list {
	f := r.inv.DynamicFieldByName(name)
	if f == nil || f.Type == "" && f.Keys == nil {
		return list{why: "the inventory does not list the values of DynamicField_" + name}
	}
	var l list
	if r.inv.Open["DynamicField_"+name] {
		l.why = "the inventory does not list all values of DynamicField_" + name
	}
	if f.PossibleNone {
		l.data = append(l.data, simulate.Candidate{})
	}
	for _, k := range f.Keys {
		c := simulate.Candidate{ID: k, Name: k}
		if label := f.Labels[k]; label != "" && !r.w.Target.Switches.FieldKeys {
			c.Name = label
		}
		l.data = append(l.data, c)
	}
	return l
}

func (r *run) formFields() list {
	var l list
	for _, f := range r.shown() {
		l.data = append(l.data, simulate.Candidate{ID: f.Name, Name: f.Name})
	}
	if !r.inv.Listed["dynamic_fields"] || r.inv.Open["dynamic_fields"] {
		l.why = "the inventory does not list all dynamic_fields"
	}
	return l
}
