package lint

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// told notes of a text that some item names it, or else that it was made of the text of a
// pattern: no message speaks of that as if it existed.
func (r *relations) told(number int32, named bool) {
	if r.invented == nil {
		r.invented = map[int32]bool{}
	}
	if was, seen := r.invented[number]; !seen || was {
		r.invented[number] = !named
	}
}

// isPattern reports whether an item is a pattern that does not say what it hits.
func (r *relations) isPattern(it *acl.Value) bool {
	m, rest := r.Split(it.Text)
	if !m.IsPattern() {
		return false
	}
	pattern, err := r.patterns.Compile(rest, m.IgnoresCase())
	if err != nil {
		return true
	}
	_, listed := pattern.Texts()
	return !listed
}

// patternKey is an item, and the question for whose values it is.
type patternKey struct{ question, item string }

// maxExisting bounds how many values are looked at that one item hits.
const maxExisting = 8

// existing are values that exist in the system, or in every one, and that patterns of a
// list hit.
func (r *relations) existing(l *reading.List) []int32 {
	var all []int32
	for i := range l.Value().Items() {
		it := &l.Value().Items()[i]
		if !comparable(it) || !r.isPattern(it) {
			continue
		}
		key := patternKey{questionOf(l), it.Text}
		hit, ok := r.hitByPattern[key]
		if !ok {
			for _, name := range r.namesFor(l) {
				if v, _ := r.Matches(r.patterns, it, name); v == reading.Yes && len(hit) < maxExisting {
					hit = append(hit, r.number(name))
					r.told(hit[len(hit)-1], true)
				}
			}
			if r.hitByPattern == nil {
				r.hitByPattern = map[patternKey][]int32{}
			}
			r.hitByPattern[key] = hit
		}
		all = append(all, hit...)
	}
	return all
}

// namesFor are the values of a list that are known to exist.
func (r *relations) namesFor(l *reading.List) []string {
	switch {
	case l.Area == "Action":
		return slices.Concat(r.Target.Actions(), r.actions().sorted) // those that people know first
	case l.Area != "Ticket":
		return nil
	case product.KindOf(l.Attr) != "":
		var names []string
		for _, e := range r.entitiesOf(l.Attr).known {
			names = append(names, e.Name)
		}
		return names
	}
	if field, ok := strings.CutPrefix(l.Attr, "DynamicField_"); ok && r.opts.Inventory != nil {
		if f := r.opts.Inventory.DynamicFieldByName(field); f != nil {
			return f.Keys
		}
	}
	return nil
}

// shownValue is a value for a message: one that nobody named is what a list hits.
func (r *relations) shownValue(value int32, lists ...*acl.Value) string {
	text := r.names[value]
	if r.invented[value] {
		for _, l := range lists {
			if l == nil {
				continue
			}
			if it := r.hitting(l, text); it != nil {
				return "what " + reading.Shown(it.Text) + " hits"
			}
		}
	}
	return reading.Shown(text)
}

// orderOf puts values that exist before those made of patterns.
func (r *relations) orderOf(values []int32) []int32 {
	values = slices.Clone(values)
	slices.SortStableFunc(values, func(a, b int32) int { return cmp.Compare(weight(r.invented[a]), weight(r.invented[b])) })
	return values
}

func weight(invented bool) int {
	if invented {
		return 1
	}
	return 0
}
