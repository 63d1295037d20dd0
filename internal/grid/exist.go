package grid

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// exist are the values that an attribute can have.
func (sp *space) exist(attr string, isStored bool) (out []inventory.Value, why string) {
	add := func(v inventory.Value) {
		if !slices.ContainsFunc(out, v.Equal) {
			out = append(out, v)
		}
	}
	open := func(at [2]string) bool {
		is := sp.sorters.patterns(at[0], at[1])
		if is {
			why = "patterns on " + at[0] + "." + at[1] + ", whose values are not all known"
		}
		return is
	}
	named := func(at [2]string) {
		all := sp.texts(at[0], at[1])
		for _, text := range all {
			add(inventory.TextValue(text))
		}
		if !open(at) {
			return
		}
		for _, text := range sp.samples(at[0], at[1]) {
			add(inventory.TextValue(text))
		}
		for _, text := range all[:min(len(all), maxVaried)] {
			for _, v := range around(text) {
				add(inventory.TextValue(v))
			}
		}
	}
	texts := func() {
		for _, at := range sp.looked {
			if !slices.Contains(tellers(at[0], at[1]), attr) {
				continue
			}
			if at[0] == "Ticket" && (at[1] == attr || "DynamicField_"+at[1] == attr) || at[1] == "Name" || at[0] == "DynamicField" || at[1] == "UserLogin" {
				named(at)
			} else if !open(at) && why == "" {
				why = "what is not listed of " + attr + " may have any " + at[1]
			}
		}
		add(inventory.TextValue(otherValue))
	}
	// Whoever has left, or wrote without being known: tickets name people whom nobody lists.
	// Of two products one may name people otherwise, whom it has to know for that.
	one := sp.differ.Old.World.Target.ID == sp.differ.New.World.Target.ID
	strangers := func() {
		if at := [2]string{"Ticket", attr}; one && isStored && slices.Contains(sp.looked, at) {
			named(at)
			add(inventory.TextValue(otherValue))
		}
	}
	kind := kindOf(attr)
	switch {
	case kind != "":
		t := sp.table(kind)
		for _, e := range everydayFirst(attr, t.Entities) {
			if e.Valid() || isStored && sp.special(attr, e) > 0 { // tickets keep what is not valid any more
				add(inventory.TextValue(e.Name))
			}
		}
		for _, e := range t.Entities {
			if e.Valid() || isStored {
				add(inventory.TextValue(e.Name))
			}
		}
		if !t.Complete() {
			texts()
		}
		if attr == "Service" || attr == "SLA" {
			add(inventory.TextValue(""))
		}
	case attr == "Owner" || attr == "Responsible":
		var gone []string
		for _, a := range sp.inv.Agents {
			if a.Valid() {
				add(inventory.TextValue(a.Name))
			} else {
				gone = append(gone, a.Name)
			}
		}
		if isStored {
			sp.oneOfEach(attr, gone, add)
		}
		if strangers(); !sp.inv.Complete("agents") {
			texts()
		}
	case attr == "CustomerUserID":
		var gone []string
		for _, u := range sp.inv.CustomerUsers {
			if u.Valid() {
				add(inventory.TextValue(u.Name))
			} else {
				gone = append(gone, u.Name)
			}
		}
		if isStored {
			sp.oneOfEach(attr, gone, add)
		}
		if strangers(); !sp.inv.Complete("customer_users") {
			texts()
		}
		add(inventory.TextValue(""))
	case strings.HasPrefix(attr, "DynamicField_"):
		why = sp.field(attr, isStored, add, texts)
	default:
		texts()
	}
	return out, why
}

// maxVaried bounds the texts of an attribute that are varied where conditions have patterns.
const maxVaried = 64

// around are texts like one, which patterns tell from it: with something before or behind
// it, without its beginning or end, in other letters. Those that no condition tells apart
// are left out later.
func around(text string) []string {
	out := []string{text + "x", "x" + text, "x" + text + "x", text + " x", "x " + text, text + "\n", text + text, strings.ToUpper(text), strings.ToLower(text)}
	if r := []rune(text); len(r) > 1 {
		out = append(out, string(r[:len(r)-1]), string(r[1:]), string(r[:1]))
	}
	return out
}

// oneOfEach adds of people who are gone, and whom tickets keep, one for each way in which
// conditions tell them apart.
func (sp *space) oneOfEach(attr string, names []string, add func(inventory.Value)) {
	kinds := map[string]bool{}
	for _, name := range names {
		v := inventory.TextValue(name)
		if k := sp.asMet(attr, v); !kinds[k] {
			kinds[k] = true
			add(v)
		}
	}
}

// field adds what a dynamic field can hold.
func (sp *space) field(attr string, isStored bool, add func(inventory.Value), texts func()) (why string) {
	f := sp.inv.DynamicFieldByName(strings.TrimPrefix(attr, "DynamicField_"))
	if isStored {
		add(inventory.Value{}) // not set
	}
	switch {
	case f == nil || f.Keys == nil && f.Type != "Checkbox":
		texts()
		for _, at := range sp.looked {
			if at[1] == attr && sp.sorters.patterns(at[0], at[1]) {
				why = "patterns on " + attr + ", whose values are not all known"
			}
		}
		return why
	case f.Type == "Checkbox":
		add(inventory.TextValue("0"))
		add(inventory.TextValue("1"))
		return ""
	case f.Type != "Multiselect":
		for _, k := range f.Keys {
			add(inventory.TextValue(k))
		}
		if !isStored && f.PossibleNone {
			add(inventory.TextValue(""))
		}
	default:
		if !isStored {
			add(inventory.ListValue())
		}
		why = sp.combinations(f, add)
	}
	if sp.inv.Open[attr] {
		texts()
	}
	return why
}

// combinations adds the lists of a field with several values: all of few keys, else one
// and two of them.
func (sp *space) combinations(f *inventory.DynamicField, add func(inventory.Value)) (why string) {
	if n := len(f.Keys); n <= fewKeys {
		for bits := 1; bits < 1<<n; bits++ {
			var keys []string
			for i, k := range f.Keys {
				if bits&(1<<i) != 0 {
					keys = append(keys, k)
				}
			}
			add(inventory.ListValue(keys...))
		}
		return ""
	}
	for i, k := range f.Keys {
		add(inventory.ListValue(k))
		for _, other := range f.Keys[i+1:] {
			add(inventory.ListValue(k, other))
		}
	}
	return "DynamicField_" + f.Name + " with more than two of its values at once"
}

// findLists are the ACLs that have a list for each question.
func (m *maker) findLists() map[string][]*acl.ACL {
	out := map[string][]*acl.ACL{}
	for _, e := range m.engines {
		for _, a := range e.ACLs() {
			for _, q := range e.Questions(a) {
				if !slices.Contains(out[q], a) {
					out[q] = append(out[q], a)
				}
			}
		}
	}
	return out
}
