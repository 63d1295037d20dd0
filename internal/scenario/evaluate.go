package scenario

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// evaluate turns the parameters of a question into values. Undefined ones are
// left out: to the engine an undefined parameter is no parameter.
func (r *run) evaluate(params []product.Param, sub string, asSystem bool) map[string]inventory.Value {
	values := make(map[string]inventory.Value, r.defined(params, sub)+3)
	set := func(name string, v inventory.Value) {
		if v.Defined() {
			values[name] = v
		}
	}
	if !r.screen.NoAction {
		set("Action", inventory.TextValue(r.screen.ActionName()))
	}
	for i := range params {
		p := &params[i]
		if p.Sources == nil {
			delete(values, p.Name)
			continue
		}
		set(p.Name, r.evaluated[i])
	}
	for i := range params {
		for _, src := range params[i].Sources {
			if src.Kind == product.FromNameOf {
				set(params[i].Name, r.nameOf(src.Table, values[src.Name]))
			}
		}
	}
	switch {
	case asSystem:
		delete(values, "CustomerUserID")
		values["UserID"] = inventory.TextValue("1")
	default:
		values[r.personKey] = r.person
	}
	return values
}

// defined puts what parameters come to into r.evaluated, and counts those that are
// defined: a table that grows is made several times.
func (r *run) defined(params []product.Param, sub string) int {
	r.evaluated = r.evaluated[:0]
	n := 0
	for i := range params {
		v := r.first(params[i].Sources, sub)
		if v.Defined() {
			n++
		}
		r.evaluated = append(r.evaluated, v)
	}
	return n
}

// truthy is Perl's truth; a value that is there but not known counts as true.
func truthy(v inventory.Value) bool { return v.Kind == inventory.Unknown || v.IsTrue() }

// first is the first true value of a list of sources.
func (r *run) first(sources []product.Source, sub string) inventory.Value {
	var last inventory.Value
	for _, src := range sources {
		v := r.value(src, sub)
		if truthy(v) {
			return v
		}
		if v.Defined() {
			last = v
		}
		if e := r.fields[src.Name]; src.Kind == product.FromFormSent && e != nil && e.sent {
			return v
		}
	}
	return last
}

func (r *run) value(src product.Source, sub string) inventory.Value {
	switch src.Kind {
	case product.FromForm, product.FromFormSent:
		if e := r.fields[src.Name]; e != nil && e.sent {
			return e.value
		}
	case product.FromPosted:
		if e := r.fields[src.Name]; e != nil && e.sent {
			return e.posted
		}
	case product.FromTicket:
		return r.ticket[src.Name]
	case product.FromTicketUnless:
		if !r.given(src.Table) {
			return r.ticket[src.Name]
		}
	case product.FromConst:
		return inventory.TextValue(src.Name)
	case product.FromFormName:
		if e := r.fields[src.Name]; e != nil && e.sent {
			return r.nameOf(src.Table, e.value)
		}
	case product.FromIDOf:
		if e := r.fields[src.Name]; e != nil && e.sent {
			return r.idOf(src.Table, e.value)
		}
	case product.FromEntity:
		return r.idOf(src.Table, inventory.TextValue(src.Name))
	case product.FromQuestion:
		return inventory.TextValue(sub)
	case product.FromScenario:
		return r.inProcess(src.Name)
	}
	return inventory.Value{}
}

func (r *run) inProcess(name string) inventory.Value {
	id := ""
	switch name {
	case "ProcessEntityID":
		id = r.process.ProcessEntityID
	case "ActivityEntityID":
		id = r.process.ActivityEntityID
	case "ActivityDialogEntityID":
		id = r.process.ActivityDialogEntityID
	}
	if id == "" {
		return inventory.Value{}
	}
	return inventory.TextValue(id)
}

func (r *run) holds(c product.Cond, values map[string]inventory.Value) bool {
	switch c.Kind {
	case product.IfParam:
		return truthy(values[c.Name])
	case product.IfOn:
		return slices.ContainsFunc(r.screen.Fields, func(f product.Field) bool { return f.Attr == c.Name && r.on(f) })
	case product.IfSent:
		e := r.fields[c.Name]
		return e != nil && e.sent
	case product.IfChanged:
		e := r.fields[c.Name]
		return e != nil && e.raw != "" && !e.value.Equal(r.ticket[c.Attr])
	case product.IfTicket:
		return r.ticket != nil
	case product.IfProcess:
		return r.process.ActivityEntityID != "" && r.ticket != nil
	case product.IfElement, product.IfOtherElement:
		return slices.Contains(r.changed, c.Name) == (c.Kind == product.IfElement)
	case product.IfSetting:
		v, told := r.inv.Settings[c.Name]
		return !told || v.Kind == inventory.Unknown || v.Text == c.Attr
	case product.IfNew, product.IfSLALost:
		return r.differs(c)
	case product.IfDialog:
		return r.process.ActivityDialogEntityID != ""
	}
	return true
}

// nameOf is the name of the entity with an id.
func (r *run) nameOf(kind string, id inventory.Value) inventory.Value {
	if id.Text == "" {
		return inventory.Value{}
	}
	if id.Kind == inventory.Unknown { // of which the name is known
		return inventory.TextValue(id.Text)
	}
	if kind == "agents" {
		if a := r.inv.AgentByID(id.Text); a != nil {
			return inventory.TextValue(a.Name)
		}
		return inventory.UnknownValue("the inventory lists no agent with the id " + id.Text)
	}
	t := table(r.inv, kind)
	if e := t.ByID(id.Text); e != nil {
		return inventory.TextValue(e.Name)
	}
	if t.Complete() {
		return inventory.Value{}
	}
	return inventory.UnknownValue("the inventory does not list " + kind + " " + id.Text)
}

// idOf is the id of the entity with a name; an unknown one keeps the name.
func (r *run) idOf(kind string, name inventory.Value) inventory.Value {
	if name.Kind != inventory.Text || name.Text == "" {
		return inventory.Value{}
	}
	unknown := inventory.UnknownValue("the inventory does not say the id of " + name.Text)
	unknown.Text = name.Text
	if kind == "agents" {
		if a := r.inv.AgentByLogin(name.Text); a != nil && a.ID != "" {
			return inventory.TextValue(a.ID)
		}
		return unknown
	}
	t := table(r.inv, kind)
	e := t.ByName(name.Text)
	switch {
	case e != nil && e.ID != "":
		return inventory.TextValue(e.ID)
	case e == nil && t.Complete():
		return inventory.Value{}
	}
	return unknown
}

func table(inv *inventory.Inventory, kind string) *inventory.Table {
	switch kind {
	case "queues":
		return &inv.Queues
	case "states":
		return &inv.States
	case "priorities":
		return &inv.Priorities
	case "types":
		return &inv.Types
	case "services":
		return &inv.Services
	case "slas":
		return &inv.SLAs
	case "locks":
		return &inv.Locks
	}
	return &inv.Groups
}
