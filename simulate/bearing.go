package simulate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// Bearing calls visit for every attribute that a condition of an ACL looks at on which
// answers to a question ("Ticket.State", "Action") may hang: of those that have a list
// for it, may end the call, or cannot be told.
func (e *Engine) Bearing(question string, visit func(block acl.BlockName, area, attr string)) {
	seen := map[int]bool{}
	for i := range e.rules {
		r := &e.rules[i]
		if !e.bears(r, question) {
			continue
		}
		for b := range r.blocks {
			for k := range r.blocks[b].props {
				if p := &r.blocks[b].props[k]; !seen[p.slot] {
					seen[p.slot] = true
					visit(acl.BlockName(p.set), p.area, p.attr)
				}
			}
		}
	}
}

// Bears reports whether answers to a question may hang on an ACL.
func (e *Engine) Bears(a *acl.ACL, question string) bool {
	r := e.ruleOf(a)
	return r != nil && e.bears(r, question)
}

func (e *Engine) bears(r *rule, question string) bool {
	// An ACL stops only what it has a list for, but for what older engines read beside lists.
	if r.stops && r.older != nil || r.mayEndCall || r.unclear.why != "" {
		return true
	}
	want := e.question(question)
	has := func(changes []change) bool {
		// A list of a wrong shape ends calls for others of its kind.
		return slices.ContainsFunc(changes, func(c change) bool { return c.question == want || c.shape != nil })
	}
	return has(r.changes) || has(r.older.told()) || r.older != nil && r.older.actionShape != nil
}

// Conditions are those of one ACL, to be asked often.
type Conditions struct {
	rule *rule
	open bool // anything may match
}

// ConditionsOf are those of an ACL; nil where it takes no part.
func (e *Engine) ConditionsOf(a *acl.ACL) *Conditions {
	r := e.ruleOf(a)
	if r == nil {
		return nil
	}
	return &Conditions{r, r.mayEndCall || r.unclear.why != "" || e.relations != nil}
}

// MayHold reports whether all conditions can hold where their attributes hold one of
// some values. known is false for an attribute that may hold anything.
func (c *Conditions) MayHold(values func(block acl.BlockName, area, attr string) (of []inventory.Value, known bool)) bool {
	if c.open {
		return true
	}
	for b := range c.rule.blocks {
		for k := range c.rule.blocks[b].props {
			p := &c.rule.blocks[b].props[k]
			of, known := values(acl.BlockName(p.set), p.area, p.attr)
			if known && !slices.ContainsFunc(of, func(v inventory.Value) bool { return mayHold(p, &v) }) {
				return false
			}
		}
	}
	return true
}

// mayHold reports whether some item of a condition may match a value.
func mayHold(p *property, v *inventory.Value) bool {
	switch v.Kind {
	case inventory.Undef:
		return false
	case inventory.Text:
		return slices.ContainsFunc(p.items, func(it item) bool { return it.names(v.Text) != no })
	}
	return true
}

// GathersOtherwise are the ACLs of an engine that look at data which only one of two
// engines gathers, since what an ACL mentions switches it on for all (semantics, "Steps").
func (e *Engine) GathersOtherwise(other *Engine) []*acl.ACL {
	differs := map[string]bool{}
	sections := []string{"Process", "User", "CustomerUser"}
	for i := range sectionSources {
		sections = append(sections, sectionSources[i].name)
	}
	for _, name := range sections {
		if e.needs.has(name) != other.needs.has(name) {
			differs[name] = true
		}
	}
	if len(differs) == 0 {
		return nil
	}
	var out []*acl.ACL
	for i := range e.rules {
		if slices.ContainsFunc(e.rules[i].blocks[:], func(b matchBlock) bool {
			// What is gathered for a section replaces what Ticket says of the same.
			return slices.ContainsFunc(b.props, func(p property) bool { return differs[p.area] || p.area == "Ticket" })
		}) {
			out = append(out, e.rules[i].acl)
		}
	}
	return out
}

// Doubtful reports whether code computes some of what takes part.
func (e *Engine) Doubtful() bool {
	return len(e.doubts) > 0 || slices.ContainsFunc(e.rules, func(r rule) bool { return r.unclear.why != "" })
}
