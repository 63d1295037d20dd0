package simulate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// Miss is what keeps an ACL from matching in one call, and what would have to
// change for it to match.
type Miss struct {
	// Never says in a phrase why nothing in the call could make it match; "" for
	// an ACL that could.
	Never string
	// Needs has one entry for each condition that does not hold for certain.
	Needs []Need
}

// Need is what one condition lacks.
type Need struct {
	Condition *Condition
	// Cannot says in a phrase why the condition can never hold in this call.
	Cannot string
	// Value is what the attribute would have to be: the whole of it, a list too.
	// Undef where only Item tells what is wanted.
	Value inventory.Value
	// Add and Drop are the elements by which Value differs from what a list is now.
	Add, Drop []string
	// Item is the one that would then hold.
	Item *acl.Value
	Hint string // what has to be known to change the attribute, as a phrase
	// Unlisted: the inventory lists what there is in full, and not this value.
	Unlisted bool
}

// Certain reports whether every need names a value.
func (m *Miss) Certain() bool {
	return m.Never == "" && !slices.ContainsFunc(m.Needs, func(n Need) bool { return n.Cannot != "" || !n.Value.Defined() })
}

// Miss says what the ACL of a report lacks. It has no needs where the ACL
// matches whatever is not known.
func (x *Explanation) Miss(r *ACLReport) *Miss {
	m := &Miss{}
	rule := x.engine.ruleOf(r.ACL)
	switch {
	case rule == nil || x.facts == nil:
		return m
	case rule.unclear.vague:
		m.Never = rule.unclear.why
		return m
	}
	for i := range rule.blocks {
		b := &rule.blocks[i]
		switch {
		case b.shape != nil:
			m.Never = b.shape.Message
			return m
		case !b.empty && len(b.props) == 0:
			m.Never = acl.BlockName(i).String() + " has areas without conditions, and such a block never holds"
			return m
		}
	}
	s := seeker{explanation: x, rule: rule}
	s.group()
	for i := range r.Conditions {
		if c := &r.Conditions[i]; !c.Held || c.Uncertain {
			m.Needs = append(m.Needs, s.need(c))
		}
	}
	return m
}

// ruleOf finds the rule of an ACL.
func (e *Engine) ruleOf(a *acl.ACL) *rule {
	for i := range e.rules {
		if e.rules[i].acl == a {
			return &e.rules[i]
		}
	}
	return nil
}

// seeker looks for values with which the conditions of one ACL hold. Attributes
// that are one and the same thing (Ticket.Queue and Queue.Name) get one value.
type seeker struct {
	explanation *Explanation
	rule        *rule
	groups      map[thing][]*property
	scratch     *Facts // a copy of the facts, to change one attribute at a time
}

// thing is an attribute by one of its names; set is Checks where both data sets
// share it.
type thing struct {
	set        setName
	area, attr string
}

func (s *seeker) group() {
	s.groups = map[thing][]*property{}
	for i := range s.rule.blocks {
		for j := range s.rule.blocks[i].props {
			p := &s.rule.blocks[i].props[j]
			k := thingOf(p)
			s.groups[k] = append(s.groups[k], p)
		}
	}
}

// thingOf: both data sets share the agent and the screen.
func thingOf(p *property) thing {
	t := thing{set: p.set}
	if p.area == "User" || p.area == "Frontend" {
		t.set = checks
	}
	t.area, t.attr = SameAttribute(p.area, p.attr)
	return t
}

// SameAttribute is the one name of an attribute that has several: what a section
// lays over the ticket is that section's attribute, a dynamic field the ticket's
// (semantics, "The two data sets").
func SameAttribute(area, attr string) (string, string) {
	switch area {
	case "DynamicField":
		return "Ticket", attr
	case "Ticket":
		for i := range sectionSources {
			for _, o := range sectionSources[i].overlay {
				if o.attr == attr {
					return sectionSources[i].name, o.from
				}
			}
		}
		switch attr {
		case "CustomerUserID":
			return "CustomerUser", "UserLogin"
		case "CustomerID":
			return "CustomerUser", "UserCustomerID"
		}
	}
	return area, attr
}

// need finds what one condition lacks.
func (s *seeker) need(c *Condition) Need {
	n := Need{Condition: c}
	p := s.property(c)
	if p == nil {
		return n
	}
	switch {
	case p.shape != nil:
		n.Cannot = p.shape.Message
	case len(p.items) == 0:
		n.Cannot = "an empty list never holds"
	case !slices.ContainsFunc(p.items, func(it item) bool { return !it.undef }):
		n.Cannot = "nothing matches null"
	default:
		n.Cannot = s.outOfReach(p)
	}
	if n.Cannot == "" {
		n.Cannot = s.slip(p)
	}
	if n.Cannot != "" {
		return n
	}
	group := s.groups[thingOf(p)]
	for _, v := range s.proposals(p, group) {
		if !slices.ContainsFunc(group, func(q *property) bool { return !s.holdsWith(q, v) }) {
			n.Value, n.Hint = v, s.hint(p)
			n.Item = s.itemFor(p, v)
			n.Add, n.Drop = differing(&c.Met, &v)
			n.Unlisted = s.unlisted(p, &v)
			return n
		}
	}
	// No one value is known that does. Each condition for itself may have one.
	for _, v := range s.proposals(p, []*property{p}) {
		if s.holdsWith(p, v) {
			n.Cannot = "no value is known with which all conditions on it hold"
			return n
		}
	}
	n.Item = firstItem(p)
	return n
}

func firstItem(p *property) *acl.Value {
	for i := range p.items {
		if !p.items[i].undef {
			return p.items[i].source
		}
	}
	return nil
}

func (s *seeker) property(c *Condition) *property {
	for i := range s.rule.blocks {
		for j := range s.rule.blocks[i].props {
			if p := &s.rule.blocks[i].props[j]; p.key == c.List && acl.BlockName(p.set) == c.Block {
				return p
			}
		}
	}
	return nil
}

// holdsWith decides a condition for certain, were the attribute so.
func (s *seeker) holdsWith(p *property, v inventory.Value) bool {
	r := s.trial(p.slot, v)
	return r.holds(p) && r.death == nil && r.oracle.met == 0
}

// itemFor is the first item that a value satisfies.
func (s *seeker) itemFor(p *property, v inventory.Value) *acl.Value {
	one := *p
	for i := range p.items {
		if one.items = p.items[i : i+1]; s.holdsWith(&one, v) {
			return p.items[i].source
		}
	}
	return nil
}

// trial is a run over the same facts but for one attribute. It is worth
// something until the next one.
func (s *seeker) trial(slot int, v inventory.Value) *run {
	facts := s.explanation.facts
	if s.scratch == nil {
		f := *facts
		f.values = slices.Clone(f.values)
		s.scratch = &f
	}
	copy(s.scratch.values, facts.values)
	s.scratch.values[slot] = v
	return &run{engine: s.explanation.engine, facts: s.scratch, oracle: &oracle{}}
}

// differing are the elements by which a list becomes another.
func differing(met, want *inventory.Value) (add, drop []string) {
	if want.Kind != inventory.List {
		return nil, nil
	}
	has := func(v *inventory.Value, text string) bool {
		return slices.ContainsFunc(v.List, func(e inventory.Value) bool { return e.Text == text })
	}
	for _, e := range want.List {
		if !has(met, e.Text) {
			add = append(add, e.Text)
		}
	}
	for _, e := range met.List {
		if !has(want, e.Text) {
			drop = append(drop, e.Text)
		}
	}
	return add, drop
}

// Avoid names for each condition of another ACL that holds, or may, a value of
// its attribute with which it does not, so that the other one would not match.
// It is one with which the conditions of keep on the same thing hold. Conditions
// for which none is known are left out.
func (x *Explanation) Avoid(other, keep *ACLReport) []Need {
	rule, own := x.engine.ruleOf(other.ACL), x.engine.ruleOf(keep.ACL)
	if rule == nil || own == nil || x.facts == nil {
		return nil
	}
	s, k := seeker{explanation: x, rule: rule}, seeker{explanation: x, rule: own}
	s.group()
	k.group()
	var out []Need
	for i := range other.Conditions {
		c := &other.Conditions[i]
		p := s.property(c)
		if p == nil || p.shape != nil || !c.Held && !c.Uncertain || p.area == "Frontend" {
			continue
		}
		group := k.groups[thingOf(p)]
		for _, v := range s.proposals(p, group) {
			run := s.trial(p.slot, v)
			if run.holds(p) || run.death != nil || run.oracle.met > 0 ||
				slices.ContainsFunc(group, func(q *property) bool { return !k.holdsWith(q, v) }) {
				continue
			}
			out = append(out, Need{Condition: c, Value: v})
			break
		}
	}
	return out
}
