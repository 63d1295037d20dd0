package scenario

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// askAll asks what a stage asks.
func (r *run) askAll(st *product.Stage) {
	for i := range st.Ask {
		q := &st.Ask[i]
		if r.stops(st) {
			return
		}
		if !r.enabled(q.Sub) || !r.reasked(q) {
			continue
		}
		subs := []string{q.Sub}
		if q.Sub == "DynamicField" {
			subs = r.reducible()
		}
		for _, sub := range subs {
			values := r.evaluate(q.Passed, sub, st.System)
			if q.Services && r.served == nil && !r.needsMore(st, "Service", values) {
				service := product.Question{Sub: "Service", Params: q.Params}
				_, r.served = r.put(st, &service, "Service", r.evaluate(q.Passed, "Service", st.System))
			}
			if !r.holds(q.If, values) || r.needsMore(st, sub, values) {
				r.nothingToOffer(st, q, sub, values)
				continue
			}
			r.ask(st, q, sub, values)
		}
	}
}

// nothingToOffer: without a service no SLA is asked for, and without a customer
// no service: the page shows an empty list.
func (r *run) nothingToOffer(st *product.Stage, q *product.Question, sub string, values map[string]inventory.Value) {
	if q.If.Kind != product.IfParam && !r.needsMore(st, sub, values) || st.Setter {
		return
	}
	r.deliver(sub, nil)
	if st.Loop {
		r.check(q, nil, nil)
	}
}

// needsMore: a list of services needs a customer user, unless the default services
// are for everybody; a list of SLAs needs a service.
func (r *run) needsMore(st *product.Stage, sub string, values map[string]inventory.Value) bool {
	switch {
	case st.Setter || r.screen.Setter:
	case sub == "Service":
		_, told := r.s.Ticket["CustomerUserID"] // who says nothing of a customer does not say that there is none
		return (told || r.ticket == nil) && !truthy(values["CustomerUserID"]) && !r.inv.Settings["Ticket::Service::Default::UnknownCustomer"].IsTrue()
	case sub == "SLA":
		return !truthy(values["ServiceID"]) || r.served != nil && values["ServiceID"].Kind == inventory.Text &&
			!slices.ContainsFunc(r.served, func(c simulate.Candidate) bool { return c.ID == values["ServiceID"].Text || c.Any })
	}
	return false
}

// enabled: attributes that a system can switch off as a whole are asked for
// unless the inventory says that it does.
func (r *run) enabled(sub string) bool {
	sub = strings.TrimSuffix(strings.TrimPrefix(sub, "New"), "ID")
	switch sub {
	case "SLA":
		sub = "Service"
	case "Type", "Service", "Responsible":
	default:
		return true
	}
	v, told := r.inv.Settings["Ticket::"+sub]
	return !told || v.Kind == inventory.Unknown || v.IsTrue()
}

// reasked: with preselection on, a change asks for a part of the questions only.
func (r *run) reasked(q *product.Question) bool {
	if !r.w.Preselection || r.screen.Reask == nil || r.moment != Change && (!r.looping || r.initial) {
		return true
	}
	name := cmp.Or(q.Sub, q.Type)
	for _, element := range r.changed {
		if r.affects(element, name) {
			return true
		}
		if e := r.fields[q.Field]; e != nil && element == q.Field && r.autoselects(elementID(e.field.Attr)) {
			return true
		}
	}
	return false
}

// affects reports whether a change of an element makes a question be asked
// again: because the screen itself does, because the deployed ACLs tie the two
// together, or because the rules do not know the element.
func (r *run) affects(element, question string) bool {
	attr := r.attrOf(element)
	if r.screen.Reasks(element, question) || r.w.Related != nil && slices.Contains(r.w.Related(attr), question) {
		return true
	}
	name, ok := strings.CutPrefix(attr, "DynamicField_")
	return ok && r.inv.Complete("dynamic_fields") && r.inv.DynamicFieldByName(name) == nil
}

// attrOf is what an element of the form chooses, by the product's name.
func (r *run) attrOf(element string) string {
	if e := r.fields[element]; e != nil && e.field.Attr != "" {
		return e.field.Attr
	}
	return element
}

// put makes a call and lets the engine answer it.
func (r *run) put(st *product.Stage, q *product.Question, sub string, values map[string]inventory.Value) (*Asked, []simulate.Candidate) {
	a := Asked{Round: st.Round, Page: st.Round == "page", Setter: st.Setter, Field: q.Field}
	a.Call = simulate.Call{ReturnType: q.Type, ReturnSubType: sub, FreeField: true, Params: values}
	if a.Call.ReturnType == "" {
		a.Call.ReturnType = "Ticket"
	}
	if a.Call.ReturnType != "Ticket" {
		a.Call.ReturnSubType = "-"
	}
	if st.Hash != product.HashNone && r.hash != nil && !q.Bare {
		a.Call.DynamicField = maps.Clone(r.hash)
	}
	if r.moment == Change {
		a.Call.Subaction = "AJAXUpdate"
	}
	r.offer(&a, q.List)
	a.System = r.system()
	r.plan.Asked = append(r.plan.Asked, a)
	if r.w.Hear != nil {
		r.w.Hear(&a)
	}
	left := a.Call.Data
	switch last := len(r.plan.Asked) - 1; {
	case r.w.LeavesAll != nil && r.w.LeavesAll(&a.Call):
	case r.w.Judge != nil:
		answer := r.w.Judge(&r.plan.Asked[last])
		if left = answer.Left; answer.Undetermined != nil && answer.Undetermined.Data {
			r.plan.Uncertain = append(r.plan.Uncertain, last)
		}
	case r.w.Answer != nil:
		left = r.w.Answer(&r.plan.Asked[last])
	}
	if a.Call.DynamicField != nil && values["TicketID"].Defined() {
		r.addStored()
	}
	return &a, left
}

func (r *run) ask(st *product.Stage, q *product.Question, sub string, values map[string]inventory.Value) {
	a, left := r.put(st, q, sub, values)
	if r.sent(st, q, values) {
		r.store(q, values)
	}
	if sub == "Service" {
		if r.served = left; left == nil {
			r.served = []simulate.Candidate{}
		}
	}
	r.show(st, q, a, left)
	if st.Loop {
		r.check(q, left, a)
	}
}

// addStored is what the engine does to the caller's hash whenever it reads a
// ticket: every stored value that the hash lacks is put into it.
func (r *run) addStored() {
	for name, v := range r.ticket {
		if !strings.HasPrefix(name, "DynamicField_") || !v.Defined() || v.Kind == inventory.Text && v.Text == "" {
			continue
		}
		if _, there := r.hash[name]; !there {
			r.hash[name] = v
		}
	}
}

// store changes the stored ticket as a setter does once its question passed.
func (r *run) store(q *product.Question, values map[string]inventory.Value) {
	if len(q.Stores) == 0 || r.ticket == nil {
		return
	}
	r.ownTicket()
	for attr, param := range q.Stores {
		name := strings.TrimSuffix(attr, "ID")
		delete(r.ticket, name)
		delete(r.ticket, name+"ID")
		if name == "State" {
			delete(r.ticket, "StateType")
		}
		if name == "Queue" {
			delete(r.ticket, "GroupID")
		}
		r.ticket[attr] = values[param]
		if v, named := values[name]; named && v.Defined() && attr != name {
			r.ticket[name] = v
		}
	}
	r.nameTicket()
	for _, attr := range []string{"StateType", "GroupID"} {
		r.unsaid(attr)
	}
}

// check empties a form field whose value is not offered; a is nil where nothing
// can be.
func (r *run) check(q *product.Question, left []simulate.Candidate, a *Asked) {
	e := r.fields[q.Field]
	if q.Field == "" || e == nil || r.moment == First && e.field.Late {
		return
	}
	attr := cmp.Or(e.field.Attr, e.field.Name)
	asked := len(r.plan.Asked) - 1
	if a == nil {
		asked = -1
	}
	switch {
	case e.raw != "" && !r.offers(e, left, a):
		if r.chosen(e) && !slices.Contains(r.plan.Emptied, attr) {
			r.plan.Emptied = append(r.plan.Emptied, attr)
		}
		r.touched = append(r.touched, touch{e.field.Name, Emptied{Field: attr, Value: e.value, Asked: asked}})
		e.raw, e.value = "", inventory.TextValue("")
		r.page.Values[e.field.Name] = e.value
	case e.raw == "" && e.sent:
		if id, only := r.autoselected(elementID(e.field.Attr), left); only {
			e.set(inventory.TextValue(id))
			r.page.Values[e.field.Name] = e.value
			r.touched = append(r.touched, touch{e.field.Name, Emptied{Field: attr, Value: e.value, Filled: true, Asked: asked}})
		}
	}
}

// offers reports whether a list holds the value of a field, or may do so.
func (r *run) offers(e *entry, left []simulate.Candidate, a *Asked) bool {
	has := func(all []simulate.Candidate) bool {
		return slices.ContainsFunc(all, func(c simulate.Candidate) bool {
			if e.value.Kind == inventory.Unknown {
				return c.Name == e.value.Text || e.value.Text == ""
			}
			return e.value.Kind == inventory.Text && c.ID == e.value.Text && !c.Any
		})
	}
	return has(left) || a != nil && (a.From == Assumed || a.AnyOther) && !has(a.Call.Data)
}

// chosen reports whether the scenario itself put a value into the element.
func (r *run) chosen(e *entry) bool {
	for name := range r.s.Form {
		if name == e.field.Name || isFor(e.field, name) {
			return true
		}
	}
	return false
}

func (r *run) given(field string) bool {
	e := r.fields[field]
	return e != nil && e.raw != ""
}
