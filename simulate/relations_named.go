package simulate

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// Related is an ACL that attribute relations make, and what it meets in the
// order of names.
type Related struct {
	// ACL has in its list every value that any call could find there.
	ACL       *acl.ACL
	Attribute string
	// Relations limit the attribute, in their order. Through are others whose
	// limits bear on it.
	Relations, Through []*inventory.Relation
	// Replaces is the ACL of the set whose name it takes, or nil.
	Replaces *acl.ACL
	// Before and After have lists for the same attribute. Its Possible takes what
	// the former did; the latter work on what it leaves.
	Before, After []*acl.ACL
}

// Relations are the ACLs that attribute relations make, in the order of their
// numbers; nil where the system has none, or the target knows none.
func (e *Engine) Relations() []Related {
	if e.relations == nil {
		return nil
	}
	var out []Related
	for _, l := range e.relations.lists {
		r := Related{ACL: l.acl, Attribute: l.attr}
		for _, t := range l.tables {
			if t.Attribute2 == l.attr {
				r.Relations = append(r.Relations, t.Relation)
			} else {
				r.Through = append(r.Through, t.Relation)
			}
		}
		for _, a := range e.relations.replaced {
			if a.Name == l.acl.Name {
				r.Replaces = a
			}
		}
		question, passed := "Ticket."+l.attr, false
		for i := range e.rules {
			switch a := e.rules[i].acl; {
			case a == l.acl:
				passed = true
			case len(e.changesOf(a, question)) == 0 && !e.rules[i].mayTouch(question):
			case passed:
				r.After = append(r.After, a)
			default:
				r.Before = append(r.Before, a)
			}
		}
		out = append(out, r)
	}
	return out
}

// mayTouch reports whether code may have given the rule a list for a question.
func (r *rule) mayTouch(question string) bool {
	return slices.ContainsFunc(r.unclear.changes, func(q string) bool {
		return q == "" || q == question || q == "Ticket" && strings.HasPrefix(question, "Ticket.")
	})
}

// Order are the ACLs of a set that count, as its own Order has them, with those
// that attribute relations make at their places and instead of any that would be
// in force under their names.
func (e *Engine) Order(set *acl.Set) []*acl.ACL {
	order := set.Order()
	if e.relations == nil {
		return order
	}
	order = slices.DeleteFunc(order, func(a *acl.ACL) bool { return slices.Contains(e.relations.replaced, a) })
	for i, l := range e.relations.lists {
		order = slices.Insert(order, i, l.acl)
	}
	slices.SortStableFunc(order, func(a, b *acl.ACL) int { return strings.Compare(a.Name, b.Name) })
	return order
}

// Modules reports whether the ACL modules that the product registers by default
// take part, with or without relations.
func (e *Engine) Modules() bool { return e.modules }

// Tables are the attribute relations that take part, in their order, with what
// the two settings say that they read.
func (e *Engine) Tables() (tables []*inventory.Relation, screens *acl.Value, none bool) {
	if e.relations == nil {
		return nil, nil, false
	}
	for i := range e.relations.tables {
		tables = append(tables, e.relations.tables[i].Relation)
	}
	screens = e.relations.lists[0].acl.Block(acl.Properties).Get("Frontend").Get("Action")
	return tables, screens, e.relations.none
}
