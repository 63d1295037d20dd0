package simulate

import (
	"slices"

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
	// EventCondition closes a condition, held or not. The engines do not log it.
	EventCondition
)

func (k EventKind) String() string {
	return [...]string{"prop", "matched", "used", "reset", "added", "skipped", "removed", "leaved", "condition"}[k]
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
	List      *acl.Entry // of changes and conditions: the key with the items, as written
	// Of an EventCondition:
	Held      bool
	Uncertain bool            // something unknown was met
	Value     inventory.Value // the whole attribute
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
	// indexed: the rules come from the index, which has looked at their key
	// conditions.
	indexed    bool
	trail      *trail // nil: what runs have in common is not kept
	lists      []listHits
	conditions []decidedCondition
	// without is a rule that lacks an item, nil where none does.
	without *without
	// watch: steps are kept, one for each list of a matching ACL, for Coverage.
	watch bool
	steps []changeStep
	words []uint64 // where steps keep candidates
	// memory is where lists and conditions live, so that a run needs no more
	// than one allocation for them.
	memory struct {
		lists      [maxRemembered]listHits
		conditions [maxRemembered]decidedCondition
		words      [maxRemembered + 1]uint64
	}
	state
}

// state is what an evaluation comes to.
type state struct {
	matched, used []int  // rules, in order
	in            bitset // candidates that are left
	returned      bool
	stopped       int  // rule that stopped the evaluation, or -1
	at            int  // rule that was looked at last
	looked        bool // some rule has looked for an attribute
	olderState
	// vague: an ACL of which nobody knows what it does took part.
	vague bool
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

// evaluate walks the rules that can match, or all (semantics, "Steps", 9 to 11).
func (r *run) evaluate(rules []int32) {
	e := r.engine
	r.stopped = -1
	r.lists, r.conditions = r.memory.lists[:0], r.memory.conditions[:0]
	r.in = r.bits()
	r.in.fill(len(r.facts.candidates))
	r.actions = r.facts.actionDefaults
	r.doubtsAboutAll()
	if r.indexed {
		r.walk(rules, 0)
		return
	}
	for n := range e.rules {
		if !r.step(n) {
			return
		}
	}
}

// step evaluates one rule. It reports whether the evaluation goes on.
func (r *run) step(n int) bool {
	r.at, r.rule = n, &r.engine.rules[n]
	if r.without != nil && r.without.at == n {
		r.rule = &r.without.rule
	}
	if r.rule.unclear.why != "" && !r.isThere(n) {
		return r.death == nil
	}
	matches := r.matches(r.rule)
	r.looked = r.looked || len(r.rule.blocks[0].props) > 0
	if !matches {
		return r.death == nil
	}
	r.matched = append(r.matched, n)
	r.emit(Event{Kind: EventMatched})
	if r.facts.bare && !r.looked {
		return true
	}
	used := false
	if r.rule.older == nil {
		used = r.apply(r.rule, r.facts.questions)
	} else {
		used = r.applyOlder(r.rule, r.facts.questions)
	}
	if !used {
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
	if r.record == nil && !rule.mayEndCall {
		return r.matchesCalmly(rule)
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

// matchesCalmly decides the same for an ACL whose conditions cannot end the
// call: one that fails is enough, and what is unknown is only asked about where
// all else holds.
func (r *run) matchesCalmly(rule *rule) bool {
	asking := false
	for i := range rule.blocks {
		b := &rule.blocks[i]
		if !b.empty && len(b.props) == 0 {
			return false
		}
		for j := range b.props {
			p := &b.props[j]
			switch {
			case r.asks(p):
				asking = true
			case r.found(p): // it holds
			case !r.remembered(p):
				return false
			}
		}
	}
	if !asking {
		return true
	}
	for i := range rule.blocks {
		for j := range rule.blocks[i].props {
			if p := &rule.blocks[i].props[j]; r.asks(p) && !r.remembered(p) {
				return false
			}
		}
	}
	return true
}

// asks reports whether deciding a condition may ask the oracle: what the attribute
// is, or what comes of a pattern that cannot be decided, or takes too long.
func (r *run) asks(p *property) bool {
	return p.asks || r.facts.values[p.slot].Kind == inventory.Unknown ||
		len(r.oracle.slow) > 0 && slices.ContainsFunc(p.items, func(it item) bool { return r.oracle.slow[patternKey(&it)] != nil })
}

// found reports whether the index came to the rule by a condition, which thus
// holds.
func (r *run) found(p *property) bool {
	return r.indexed && p.indexed && r.facts.values[p.slot].Kind != inventory.Unknown
}

// block decides one match block: all its conditions hold, and there is at
// least one.
func (r *run) block(b *matchBlock) bool {
	match := len(b.props) > 0
	for i := range b.props {
		if r.found(&b.props[i]) {
			continue // it holds
		}
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
	if r.record == nil {
		return r.remembered(p)
	}
	met := r.oracle.met
	held := r.holds(p)
	r.emit(Event{
		Kind: EventCondition, Block: acl.BlockName(p.set), Area: p.area, Attr: p.attr, List: p.key,
		Held: held, Uncertain: r.oracle.met != met, Value: r.facts.values[p.slot],
	})
	return held
}

// remembered decides a condition once for all ACLs that share it, as far as
// the run's memory goes.
func (r *run) remembered(p *property) bool {
	for i := range r.conditions {
		if r.conditions[i].condition == p.condition {
			return r.conditions[i].holds
		}
	}
	holds := r.holds(p)
	if len(r.conditions) < maxRemembered && r.death == nil {
		r.conditions = append(r.conditions, decidedCondition{p.condition, holds})
	}
	return holds
}

type decidedCondition struct {
	condition int
	holds     bool
}

// holds decides a condition of items.
func (r *run) holds(p *property) bool {
	v := &r.facts.values[p.slot]
	switch v.Kind {
	case inventory.Unknown:
		return r.matchUnknown(p, v)
	case inventory.Undef, inventory.Hash:
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
	for i := range rule.changes { // in the order of the sections
		c := &rule.changes[i]
		if c.question != asked[0] && c.question != asked[1] {
			continue
		}
		if c.shape != nil && (c.asking || len(r.facts.candidates) > 0) {
			r.die(c.shape)
			return false
		}
		if c.related != nil {
			c = r.listed(c)
		}
		used = true
		r.emit(Event{Kind: EventUsed, Block: c.section, List: c.key})
		if c.section == acl.Possible {
			r.emit(Event{Kind: EventReset, Block: c.section, List: c.key})
		}
		r.begin(i, r.in)
		hits := r.hits(c)
		if r.death != nil {
			return false
		}
		switch c.section {
		case acl.Possible:
			copy(r.in, hits)
		case acl.PossibleAdd:
			r.in.add(hits)
		case acl.PossibleNot:
			// Never one whose string is false in Perl: "" and "0" stay
			// (semantics, "Steps", PossibleNot).
			r.in.remove(hits, r.facts.falsy)
		}
		r.end(hits, r.in)
	}
	return used
}

// bits is an empty set of candidates.
func (r *run) bits() bitset {
	n := len(r.lists)
	if r.in != nil {
		n++
	}
	if len(r.facts.candidates) > 64 || n >= len(r.memory.words) {
		return newBitset(len(r.facts.candidates))
	}
	r.memory.words[n] = 0
	return bitset(r.memory.words[n : n+1 : n+1])
}

// listHits are the hits of a list of items, for lists that several ACLs share.
type listHits struct {
	list int
	hits bitset
}

// maxRemembered bounds how many lists and how many conditions one run remembers.
const maxRemembered = 16

// hits are the candidates that any item of a change list hits.
func (r *run) hits(c *change) bitset {
	if r.record == nil {
		for i := range r.lists {
			if r.lists[i].list == c.list {
				return r.lists[i].hits
			}
		}
	}
	hits := r.bits()
	for n := range r.facts.candidates {
		if r.hitBy(c, n) {
			hits.set(n)
		}
		if r.death != nil {
			return nil
		}
	}
	if len(r.lists) < maxRemembered {
		r.lists = append(r.lists, listHits{c.list, hits})
	}
	return hits
}

// hitBy decides whether any item of a change list hits a candidate. Every item
// is tried even after a hit where one of them could end the call.
func (r *run) hitBy(c *change, n int) bool {
	var by *item
	for i := range c.items {
		it := &c.items[i]
		hit := r.candidate(it, n)
		if r.death != nil {
			return false
		}
		if hit && by == nil {
			by = it
			if r.record == nil && !c.mayEndCall {
				return true
			}
		}
		if r.record != nil && c.section != acl.PossibleNot {
			kind := EventSkipped
			if hit {
				kind = EventAdded
			}
			r.emit(Event{Kind: kind, Block: c.section, List: c.key, Item: it.source, Candidate: r.facts.candidates[n]})
		}
	}
	if r.record != nil && c.section == acl.PossibleNot {
		if by == nil {
			r.emit(Event{Kind: EventLeft, Block: c.section, List: c.key, Candidate: r.facts.candidates[n]})
		} else {
			r.emit(Event{Kind: EventRemoved, Block: c.section, List: c.key, Item: by.source, Candidate: r.facts.candidates[n]})
		}
	}
	return by != nil
}

func (r *run) candidate(it *item, n int) bool {
	c := &r.facts.candidates[n]
	switch {
	case c.Undef && !it.undefIsEmpty:
		return false
	case c.Any && it.mod.IsPattern() && !it.mayDie() && !it.hitsAll():
		way := r.oracle.choose("any\x00"+it.text, it.text+" may hit values that nobody has named", waysOf(it))
		if way == aDeath {
			r.die(deathOfPattern(it, errUncertainDeath))
		}
		return way == aHit
	}
	return r.compare(it, c.Name) == yes
}
