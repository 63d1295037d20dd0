package scenario

import (
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// fieldStates asks which dynamic fields are shown and what they offer (semantics,
// "OTOBO field restrictions and preselection"). A hidden field is emptied, a value
// that is not offered goes, and whatever changed makes it ask again. It returns
// the fields that changed; settled is false where it does not come to an end.
func (r *run) fieldStates(st *product.Stage, left *int) (changed []string, settled bool) {
	for {
		if *left--; *left < 0 {
			r.unsettled()
			return changed, false
		}
		if r.hash == nil {
			r.hash = map[string]inventory.Value{}
		}
		n, because := len(r.plan.Asked), r.changed
		values := r.fieldRound(st)
		r.plan.Rounds = append(r.plan.Rounds, Round{
			Fields: true, Because: because, First: n, End: len(r.plan.Asked), Emptied: attrsOf(r.touched),
		})
		if len(values) == 0 {
			return changed, true
		}
		maps.Copy(r.hash, values)
		maps.Copy(r.page.Values, values)
		names := slices.Sorted(maps.Keys(values))
		for _, name := range names {
			if !slices.Contains(changed, name) {
				changed = append(changed, name)
			}
		}
		r.changed = names
	}
}

// fieldRound is one pass over the dynamic fields; it returns the values that they
// get.
func (r *run) fieldRound(st *product.Stage) map[string]inventory.Value {
	r.touched = nil
	before := r.visible
	complete := !r.w.Preselection || before == nil
	if complete || r.asksForm() {
		r.askVisible(st)
	}
	values := map[string]inventory.Value{}
	reducible := r.reducible()
	for _, f := range r.shown() {
		name := "DynamicField_" + f.Name
		canReduce := slices.Contains(reducible, name)
		if r.visible != nil && !r.visible[name] {
			if v := r.hash[name]; holdsValue(v) {
				values[name] = blank(v)
				r.touched = append(r.touched, touch{name, Emptied{Field: name, Value: v, Hidden: true, Asked: r.formAsked}})
				if canReduce {
					r.deliver(name, nil)
				}
			}
			continue
		}
		reappears := !complete && !before[name]
		if reappears {
			if v, told := r.defaultOf(f); told {
				values[name] = v
				r.touched = append(r.touched, touch{name, Emptied{Field: name, Value: v, Filled: true, Asked: r.formAsked}})
				if canReduce {
					r.hash[name] = v
				}
			}
		}
		if canReduce && (complete || reappears || r.asksField(name)) {
			r.askField(st, f, values)
		}
	}
	return values
}

// asksForm: with preselection on, whether fields are shown is asked again only
// after a change that some ACL makes them depend on.
func (r *run) asksForm() bool {
	return slices.ContainsFunc(r.changed, func(element string) bool { return r.affects(element, "Form") })
}

func (r *run) asksField(name string) bool {
	if r.autoselects("DynamicField###"+strings.TrimPrefix(name, "DynamicField_")) && slices.Contains(r.changed, name) {
		return true
	}
	return slices.ContainsFunc(r.changed, func(element string) bool { return r.affects(element, name) })
}

func (r *run) autoselects(key string) bool {
	v := r.inv.Settings["TicketACL::Autoselect###"+key]
	return v.Kind == inventory.Text && v.IsTrue()
}

// askVisible asks Form. Products that do not know the question show every field.
func (r *run) askVisible(st *product.Stage) {
	i := slices.IndexFunc(st.Ask, func(q product.Question) bool { return q.Type == "Form" })
	if i < 0 {
		return
	}
	q := &st.Ask[i]
	a, left := r.put(st, q, "", r.evaluate(q.Passed, "", st.System))
	r.formAsked = len(r.plan.Asked) - 1
	r.visible = map[string]bool{}
	for _, c := range left {
		r.visible["DynamicField_"+c.Name] = true
	}
	if a.AnyOther && slices.ContainsFunc(left, func(c simulate.Candidate) bool { return c.Any }) {
		for _, f := range r.shown() {
			if !slices.ContainsFunc(a.Call.Data, func(c simulate.Candidate) bool { return c.Name == f.Name }) {
				r.visible["DynamicField_"+f.Name] = true
			}
		}
	}
}

// askField asks what one dynamic field offers, and whether it holds what it may.
func (r *run) askField(st *product.Stage, f *inventory.DynamicField, values map[string]inventory.Value) {
	i := slices.IndexFunc(st.Ask, func(q product.Question) bool { return q.Sub == "DynamicField" })
	if i < 0 {
		return
	}
	q, name := &st.Ask[i], "DynamicField_"+f.Name
	a, left := r.put(st, q, name, r.evaluate(q.Passed, name, st.System))
	r.deliver(name, left)
	r.cite(name)
	asked := len(r.plan.Asked) - 1
	has := func(key string) bool {
		inList := func(all []simulate.Candidate) bool {
			return slices.ContainsFunc(all, func(c simulate.Candidate) bool { return c.ID == key && !c.Any })
		}
		// What nobody lists may be offered all the same.
		return inList(left) || a.AnyOther && !inList(a.Call.Data)
	}
	v := r.hash[name]
	gone := false
	switch v.Kind {
	case inventory.Text:
		gone = v.Text != "" && !has(v.Text)
	case inventory.List:
		gone = slices.ContainsFunc(v.List, func(e inventory.Value) bool { return !has(e.Text) })
	}
	if gone {
		values[name] = blank(v) // measured: a list from which one value goes loses all of them
		r.touched = append(r.touched, touch{name, Emptied{Field: name, Value: v, Asked: asked}})
	}
	now := v
	if w, changed := values[name]; changed {
		now = w
	}
	if key, only := r.autoselected("DynamicField###"+f.Name, left); only && !holdsValue(now) && now.Kind != inventory.Unknown {
		values[name] = inventory.TextValue(key)
		if now.Kind == inventory.List {
			values[name] = inventory.ListValue(key)
		}
		r.touched = append(r.touched, touch{name, Emptied{Field: name, Value: values[name], Filled: true, Asked: asked}})
	}
}

// holdsValue: "-" counts as empty, "0" does not.
func holdsValue(v inventory.Value) bool {
	switch v.Kind {
	case inventory.Text:
		return v.Text != "" && v.Text != "-"
	case inventory.List:
		return len(v.List) > 0
	}
	return v.Kind == inventory.Unknown
}

func blank(v inventory.Value) inventory.Value {
	if v.Kind == inventory.List {
		return inventory.ListValue()
	}
	return inventory.TextValue("")
}

// defaultOf is what a field gets when it is shown again: what the agent set for
// it, else its default value.
func (r *run) defaultOf(f *inventory.DynamicField) (inventory.Value, bool) {
	if r.agent != nil {
		if v, told := r.agent.Attrs["UserDynamicField_"+f.Name]; told && v.Defined() {
			return v, true
		}
	}
	v, told := r.inv.Settings["DynamicField::"+f.Name+"::DefaultValue"]
	return v, told && v.Defined()
}
