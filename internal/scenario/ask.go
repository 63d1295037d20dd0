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

// askAll asks what a stage asks; it returns the fields whose value was not
// offered and is now gone.
func (r *run) askAll(st *product.Stage) (emptied []string) {
	for i := range st.Ask {
		q := &st.Ask[i]
		if !r.enabled(q.Sub) || !r.reasked(q) {
			continue
		}
		subs := []string{q.Sub}
		if q.Sub == "DynamicField" {
			subs = r.reducible()
		}
		for _, sub := range subs {
			params := st.Params.With(q.Params)
			if q.Bare {
				params = q.Params
			}
			values := r.evaluate(params, sub, st.System)
			if !r.holds(q.If, values) {
				continue
			}
			if r.ask(st, q, sub, values) {
				emptied = append(emptied, q.Field)
			}
		}
	}
	return emptied
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
	if !r.w.Preselection || r.moment != Change || r.screen.Reask == nil {
		return true
	}
	name := cmp.Or(q.Sub, q.Type)
	for _, element := range r.changed {
		questions, special := r.screen.Reask[element]
		if !special {
			questions = r.screen.Reask[""]
		}
		if r.w.Related != nil {
			questions = slices.Concat(questions, r.w.Related(element))
		}
		if slices.Contains(questions, product.EveryQuestion) || slices.Contains(questions, name) {
			return true
		}
	}
	return false
}

func (r *run) ask(st *product.Stage, q *product.Question, sub string, values map[string]inventory.Value) (emptied bool) {
	a := Asked{Round: st.Round, Page: st.Round == "page", Setter: st.Setter, Field: q.Field}
	a.Call = simulate.Call{ReturnType: q.Type, ReturnSubType: sub, Params: values}
	if a.Call.ReturnType == "" {
		a.Call.ReturnType = "Ticket"
	}
	if a.Call.ReturnType != "Ticket" {
		a.Call.ReturnSubType = "-"
	}
	if st.Hash != product.HashNone && r.hash != nil && !q.Bare {
		a.Call.DynamicField = maps.Clone(r.hash)
	}
	r.offer(&a, q.List)
	a.System = r.system()
	r.plan.Asked = append(r.plan.Asked, a)
	left := a.Call.Data
	if r.w.Answer != nil {
		left = r.w.Answer(&r.plan.Asked[len(r.plan.Asked)-1])
	}
	if a.Call.DynamicField != nil && values["TicketID"].Defined() {
		r.addStored()
	}
	r.store(q, values)
	return st.Loop && r.check(q.Field, left, &a)
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
	r.sys = nil
}

// check empties a form field whose value is not offered.
func (r *run) check(field string, left []simulate.Candidate, a *Asked) bool {
	e := r.fields[field]
	if field == "" || e == nil || e.raw == "" || a.From == Assumed && r.w.Answer == nil || a.AnyOther {
		return false
	}
	for _, c := range left {
		switch e.value.Kind {
		case inventory.Text:
			if c.ID == e.value.Text {
				return false
			}
		case inventory.Unknown:
			if c.Name == e.value.Text || e.value.Text == "" {
				return false
			}
		}
	}
	if r.chosen(e) {
		r.plan.Emptied = append(r.plan.Emptied, cmp.Or(e.field.Attr, e.field.Name))
	}
	e.raw, e.value = "", inventory.TextValue("")
	return true
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
