package simulate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/inventory"
)

// maxSubsets bounds the values of an unknown list that are tried in every
// combination. Of a longer list it is only said that it decides.
const maxSubsets = 8

// somethingElse stands for a value that no relation names.
const somethingElse = "\x00something else"

// assumed fills in what an attribute that nobody knows holds: nothing, a value
// that relations name, or another one; a list may hold several of them.
func (r *run) assumed(l *relatedList, attr string, v inventory.Value) []string {
	key := v.Why + "\x00" + v.Of
	u := unknownProperty{run: r, unknownAttr: r.oracle.group(key), key: key, why: v.Why, isList: isListAttr(attr)}
	if u.choose("unset", 2) == 1 {
		return nil
	}
	r.oracle.met++
	named := l.named(attr)
	if !u.isList || r.holdsOne(attr) {
		return []string{u.oneOf(l.attr, named)}
	}
	if len(named) > maxSubsets {
		r.vague = true
		return []string{somethingElse}
	}
	var out []string
	for _, value := range named {
		if u.isValue(value) {
			out = append(out, value)
		}
	}
	if len(out) == 0 {
		if u.isEmpty() {
			return nil
		}
		out = []string{somethingElse}
	}
	return out
}

// named are the values of a first attribute that relations tell apart.
func (l *relatedList) named(attr string) []string {
	var out []string
	seen := map[string]bool{"": true}
	for _, t := range l.tables {
		if t.Attribute1 != attr {
			continue
		}
		for i := range t.rows {
			if v := t.rows[i].value; !seen[v] {
				seen[v] = true
				out = append(out, v)
			}
		}
	}
	return out
}

// holdsOne reports whether a dynamic field is known to have one value at most.
func (r *run) holdsOne(attr string) bool {
	name, _ := fieldName(attr)
	f := r.facts.inv.DynamicFieldByName(name)
	return f != nil && f.Type != "" && f.Type != "Multiselect"
}

// oneOf decides by one choice which of many values the attribute has. What was
// decided about it before stays.
func (u *unknownProperty) oneOf(question string, named []string) string {
	for _, value := range u.values {
		if slices.Contains(named, value) {
			return value
		}
	}
	if len(u.values) > 0 {
		return u.values[0]
	}
	var free []string
	for _, value := range named {
		if answer, asked := u.oracle.answers[u.key+"\x00="+value]; !(asked && answer == 0) && !u.excludes(value) {
			free = append(free, value)
		}
	}
	n := u.choose("one for "+question, len(free)+1)
	if n < len(free) {
		u.values = append(u.values, free[n])
		return free[n]
	}
	for _, value := range free {
		u.oracle.answers[u.key+"\x00="+value] = 0
	}
	return somethingElse
}
