package simulate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/inventory"
)

// maxEach bounds for how many items of one condition a value is looked for.
const maxEach = 60

// Each names for every condition of an ACL values that tell its items apart: for
// each item one that it names and, where there is such, no other does; and one
// that none names, with Item nil. What the screen says of itself is left out, and
// so are items for which no value is known.
func (x *Explanation) Each(r *ACLReport) []Need {
	rule := x.engine.ruleOf(r.ACL)
	if rule == nil || x.facts == nil {
		return nil
	}
	s := seeker{explanation: x, rule: rule}
	s.group()
	var out []Need
	for i := range r.Conditions {
		c := &r.Conditions[i]
		p := s.property(c)
		if p == nil || p.shape != nil || p.area == "Frontend" {
			continue
		}
		texts := s.texts(p)
		for k := range p.items[:min(len(p.items), maxEach)] {
			it := &p.items[k]
			if text, ok := apart(p.items, it, texts); ok {
				out = append(out, Need{Condition: c, Item: it.source, Value: s.as(p, text)})
			}
		}
		if text, ok := apart(p.items, nil, texts); ok {
			v := s.as(p, text)
			if v.Kind == inventory.List {
				v = inventory.ListValue()
			}
			out = append(out, Need{Condition: c, Value: v})
		}
	}
	return out
}

// WouldHold reports whether a condition of an ACL would hold for certain, were its
// attribute so.
func (x *Explanation) WouldHold(r *ACLReport, c *Condition, v inventory.Value) bool {
	rule := x.engine.ruleOf(r.ACL)
	if rule == nil || x.facts == nil {
		return false
	}
	s := seeker{explanation: x, rule: rule}
	p := s.property(c)
	return p != nil && p.shape == nil && s.holdsWith(p, v)
}

// texts are values that an attribute could have, what exists first.
func (s *seeker) texts(p *property) []string {
	out := slices.Clone(s.existing(p))
	for i := range p.items {
		it := &p.items[i]
		switch {
		case it.undef || it.rest == "":
		case !it.mod.IsPattern():
			out = append(out, it.rest)
		default:
			if text := it.example(); text != "" {
				out = append(out, text)
			}
		}
	}
	return append(out, "something else", "-")
}

// apart is the first text that one item names, whether it is negated or not, and
// none of the others; else one that it names; for no item one that none names.
func apart(items []item, one *item, texts []string) (string, bool) {
	second, found := "", false
	for _, text := range texts {
		if one != nil && !hitsFor(one, text) {
			continue
		}
		others := slices.IndexFunc(items, func(it item) bool { return (one == nil || it.source != one.source) && hitsFor(&it, text) }) >= 0
		if !others {
			return text, true
		}
		if one != nil && !found {
			second, found = text, true
		}
	}
	return second, found
}

func hitsFor(it *item, text string) bool {
	if it.undef {
		return false
	}
	out, _ := it.hit(text)
	return out == yes
}

// as is a text as an attribute holds it.
func (s *seeker) as(p *property, text string) inventory.Value {
	if p.isList && (!isField(p.attr) || s.hasSeveral(p.attr)) {
		return inventory.ListValue(text)
	}
	return inventory.TextValue(text)
}
