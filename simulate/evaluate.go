package simulate

import (
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// EventKind is one kind of line in the engine's own debug log (semantics,
// gotcha 104).
type EventKind uint8

// The kinds, in the words of the recorded traces.
const (
	EventProperty EventKind = iota // an item of a condition matched
	EventMatched                   // the ACL matched
	EventUsed                      // a section was applied
	EventReset                     // Possible emptied the list
	EventAdded                     // a candidate was put back
	EventSkipped                   // an item of Possible or PossibleAdd did not hit a candidate
	EventRemoved                   // PossibleNot hit a candidate
	EventLeft                      // PossibleNot did not hit a candidate
)

func (k EventKind) String() string {
	return [...]string{"prop", "matched", "used", "reset", "added", "skipped", "removed", "leaved"}[k]
}

// Event is one step of an evaluation, in the engine's order.
type Event struct {
	Kind      EventKind
	ACL       *acl.ACL
	Block     acl.BlockName // of a property, or the section of a change
	Area      string        // of a property
	Attr      string
	IsList    bool       // the attribute held a list
	Item      *acl.Value // the item that hit, or that was tried
	Met       string     // the value of the attribute that it met
	Candidate Candidate  // of changes
}

// run is one evaluation of one call, with one way of filling in what is
// unknown.
type run struct {
	engine *Engine
	facts  *Facts
	oracle *oracle
	record func(Event) // nil: nobody listens
	death  *Death
	rule   *rule // being evaluated, for deaths
	state
}

// state is what an evaluation comes to.
type state struct {
	matched, used []int // rules, in order
	in            []bool
	returned      bool
	stopped       int // rule that stopped the evaluation, or -1
}

func (r *run) die(d *Death) {
	if r.death != nil {
		return
	}
	if r.rule != nil {
		d.ACL = r.rule.acl.Name
		d.Place.File = r.rule.acl.File
		if !d.Place.Span.IsValid() {
			d.Place = r.rule.acl.Place()
		}
	}
	r.death = d
}

// evaluate walks all rules (semantics, "Steps", 9 to 11).
func (r *run) evaluate() {
	e := r.engine
	r.stopped = -1
	in := make([]bool, len(r.facts.candidates))
	for i := range in {
		in[i] = true
	}
	r.in = in
	if r.record == nil {
		if rules, ok := e.index.visit(r.facts, nil); ok {
			for _, n := range rules {
				if !r.step(int(n)) {
					return
				}
			}
			return
		}
	}
	for n := range e.rules {
		if !r.step(n) {
			return
		}
	}
}

// step evaluates one rule. It reports whether the evaluation goes on.
func (r *run) step(n int) bool {
	r.rule = &r.engine.rules[n]
	if !r.matches(r.rule) {
		return r.death == nil
	}
	r.matched = append(r.matched, n)
	r.emit(Event{Kind: EventMatched})
	if !r.apply(r.rule, r.facts.questions) {
		return r.death == nil
	}
	r.used = append(r.used, n)
	r.returned = true
	if r.rule.stops {
		r.stopped = n
		return false
	}
	return true
}

func (r *run) emit(ev Event) {
	if r.record != nil {
		ev.ACL = r.rule.acl
		r.record(ev)
	}
}

// matches decides whether an ACL applies. Every condition is looked at even
// when one has failed, since a broken pattern ends the call all the same.
func (r *run) matches(rule *rule) bool {
	p, d := &rule.blocks[0], &rule.blocks[1]
	if p.empty && d.empty {
		return true
	}
	match := true
	for i := range rule.blocks {
		b := &rule.blocks[i]
		if b.empty {
			continue
		}
		if !r.block(b) {
			match = false
		}
		if r.death != nil {
			return false
		}
	}
	return match
}

// block decides one match block: all its conditions hold, and there is at
// least one.
func (r *run) block(b *matchBlock) bool {
	match := len(b.props) > 0
	for i := range b.props {
		if !r.property(&b.props[i]) {
			match = false
		}
		if r.death != nil {
			return false
		}
	}
	if b.shape != nil {
		r.die(b.shape)
		return false
	}
	return match
}

func (r *run) property(p *property) bool {
	if p.shape != nil {
		r.die(p.shape)
		return false
	}
	v := r.facts.values[p.slot]
	switch v.Kind {
	case inventory.Unknown:
		return r.matchUnknown(p, v)
	case inventory.Undef:
		return false
	}
	matched := false
	for i := range p.items {
		it := &p.items[i]
		hit, met := false, v.Text
		switch v.Kind {
		case inventory.List:
			hit, met = r.compareList(it, v.List)
		case inventory.Text:
			hit = r.compare(it, v.Text) == yes
		}
		if r.death != nil {
			return false
		}
		if hit {
			matched = true
			r.emit(Event{
				Kind: EventProperty, Block: acl.BlockName(p.set), Area: p.area, Attr: p.attr,
				IsList: v.Kind == inventory.List, Item: it.source, Met: met,
			})
		}
	}
	return matched
}

// apply does what the change sections of a matching ACL say about the
// question. It reports whether any section was used, even one that changed
// nothing.
func (r *run) apply(rule *rule, asked [2]int) bool {
	used := false
	for section := acl.Possible; section <= acl.PossibleNot; section++ {
		for i := range rule.changes {
			c := &rule.changes[i]
			if c.section != section || c.question != asked[0] && c.question != asked[1] {
				continue
			}
			if c.shape != nil {
				if c.asking || len(r.in) > 0 {
					r.die(c.shape)
					return false
				}
			}
			used = true
			r.emit(Event{Kind: EventUsed, Block: section})
			switch section {
			case acl.Possible:
				r.emit(Event{Kind: EventReset, Block: section})
				clear(r.in)
				r.add(c)
			case acl.PossibleAdd:
				r.add(c)
			case acl.PossibleNot:
				r.remove(c)
			}
			if r.death != nil {
				return false
			}
		}
	}
	return used
}

// add puts back every original candidate that any item hits.
func (r *run) add(c *change) {
	for n := range r.facts.candidates {
		for i := range c.items {
			hit := r.candidate(&c.items[i], n)
			if r.death != nil {
				return
			}
			kind := EventSkipped
			if hit {
				kind = EventAdded
				r.in[n] = true
			}
			r.emit(Event{Kind: kind, Block: c.section, Item: c.items[i].source, Candidate: r.facts.candidates[n]})
		}
	}
}

// remove takes out every candidate that any item hits, but never one whose
// string is false in Perl: "" and "0" stay (semantics, "Steps", PossibleNot).
func (r *run) remove(c *change) {
	for n := range r.facts.candidates {
		var by *acl.Value
		for i := range c.items {
			if r.candidate(&c.items[i], n) && by == nil {
				by = c.items[i].source
			}
			if r.death != nil {
				return
			}
		}
		if by == nil {
			r.emit(Event{Kind: EventLeft, Block: c.section, Candidate: r.facts.candidates[n]})
			continue
		}
		r.emit(Event{Kind: EventRemoved, Block: c.section, Item: by, Candidate: r.facts.candidates[n]})
		if name := r.facts.candidates[n].Name; name != "" && name != "0" {
			r.in[n] = false
		}
	}
}

func (r *run) candidate(it *item, n int) bool {
	c := &r.facts.candidates[n]
	if c.Undef {
		return false
	}
	return r.compare(it, c.Name) == yes
}
