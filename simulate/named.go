package simulate

import (
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// Named returns the values that the set names for a question ("Ticket.State",
// "Action"), sorted: in its change lists and, where conditions compare the same
// kind of string, in its conditions. Patterns name nothing, and the empty string is one
// of a dynamic field alone. The slice belongs to the engine.
func (e *Engine) Named(question string) []string {
	if known, ok := e.valuesOf.Load(question); ok {
		return known.([]string)
	}
	values := slices.Clip(e.namedValues(question))
	e.valuesOf.Store(question, values)
	return values
}

func (e *Engine) namedValues(question string) []string {
	values := map[string]bool{}
	take := func(it *item, empty bool) {
		if !it.undef && (it.mod == acl.Plain || it.mod == acl.Not) && (it.rest != "" || empty) {
			values[it.rest] = true
		}
	}
	for _, it := range e.listItems(question) {
		// A dynamic field may offer the empty choice.
		take(it, strings.HasPrefix(question, "Ticket.DynamicField_"))
	}
	attrs := e.comparedAlike(question)
	for i := range e.rules {
		for b := range e.rules[i].blocks {
			for j := range e.rules[i].blocks[b].props {
				if p := &e.rules[i].blocks[b].props[j]; slices.Contains(attrs, p.area+"."+p.attr) {
					for k := range p.items {
						take(&p.items[k], false)
					}
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(values))
}

// question is the number of a question by its full name, -1 where the set has
// no change list for it.
func (e *Engine) question(name string) int {
	q := question{kind: name}
	if sub, ok := strings.CutPrefix(name, "Ticket."); ok {
		q = question{"Ticket", sub}
	}
	q.sub = e.own(q.sub)
	return e.questionNumber(q)
}

// comparedAlike are the attributes that conditions compare with the same
// strings as the candidates of a question. Owners are compared by login there
// and by name here.
func (e *Engine) comparedAlike(question string) []string {
	sub, ok := strings.CutPrefix(question, "Ticket.")
	switch {
	case !ok:
		return nil
	case strings.HasPrefix(sub, "DynamicField_"):
		return []string{"Ticket." + e.own(sub), "DynamicField." + sub}
	case strings.HasSuffix(sub, "Owner"), strings.HasSuffix(sub, "Responsible"):
		return nil
	}
	return []string{"Ticket." + sub, sub + ".Name"}
}

// Fields returns the dynamic fields that the set speaks of, without prefix,
// sorted; on a product that has free fields alone these.
func (e *Engine) Fields() []string {
	fields := map[string]bool{}
	add := func(name string) {
		if f, ok := strings.CutPrefix(e.known(name), "DynamicField_"); ok && f != "" {
			fields[f] = true
		}
	}
	for q := range e.questions {
		add(q.sub)
	}
	for _, s := range e.slots {
		add(s.attr)
	}
	if e.relations != nil {
		for i := range e.relations.tables {
			add(e.relations.tables[i].Attribute1)
		}
	}
	return slices.Sorted(maps.Keys(fields))
}
