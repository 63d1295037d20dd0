package simulate

import (
	"maps"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// This file decides which items are needed. Where a call met nothing unknown, did
// not end in a death and the engine works on one list, what deleting an item would
// do follows from the steps of the evaluation. Everywhere else an item that could
// matter is left out and the call evaluated again.

// judge looks for items that this call needs.
func (c *Coverage) judge(f *Facts, d *decided) {
	r := d.first
	if d.sum != nil {
		c.judgeUncertain(f, d)
		return
	}
	for _, n := range r.matched {
		if len(c.rules[n].open) > 0 {
			c.judgeMatched(f, d, n)
		}
	}
	c.judgeBeside(f, d, r.steps)
	switch {
	case r.death != nil:
		c.judgeDying(f, d, r.at)
	case c.engine.target.Switches.Accumulate:
		c.deciding(f, r.steps, func(st *changeStep, decides bitset) { c.judgeStep(f, d, st, decides) })
	default:
		c.judgeLast(f, d)
	}
}

// judgeMatched: an ACL that applies needs an item where it is the only one by which
// a condition holds.
func (c *Coverage) judgeMatched(f *Facts, d *decided, n int) {
	rule := &c.engine.rules[n]
	found := false
	for _, it := range c.rules[n].open {
		if it.of != inCondition {
			continue
		}
		p := &rule.blocks[it.block].props[it.prop]
		v := &f.values[p.slot]
		switch c.alone(p.items, it.index, func(it *item) outcome { return c.probe.hits(f, rule, it, v) }) {
		case yes:
			it.needed, found = true, true
		case uncertain:
			found = c.try(it, f, d) || found
		}
	}
	if found {
		c.rules[n].dropNeeded()
	}
}

// alone reports whether an item of a condition hits and no other does; uncertain
// where only another evaluation can tell what comes without it.
func (c *Coverage) alone(items []item, at int, hits func(*item) outcome) outcome {
	out := hits(&items[at])
	switch out {
	case no:
		return no
	case dies:
		out = uncertain
	}
	for i := range items {
		if i == at {
			continue
		}
		switch hits(&items[i]) {
		case yes:
			if out == yes {
				return no
			}
		case uncertain, dies:
			out = uncertain
		}
	}
	return out
}

// aloneOn is alone for an item of a change list and a candidate. There the first hit
// keeps items from being asked, so that one of which nothing is known counts always.
func (c *Coverage) aloneOn(f *Facts, it *coveredItem, n int) outcome {
	rule := &c.engine.rules[it.rule]
	out := c.probe.candidate(f, rule, it.item, n)
	switch out {
	case no:
		return no
	case dies:
		return uncertain
	}
	items, others := rule.changes[it.list].items, false
	for i := range items {
		if i == it.index {
			continue
		}
		switch c.probe.candidate(f, rule, &items[i], n) {
		case yes:
			others = true
		case uncertain, dies:
			return uncertain
		}
	}
	if out == yes && others {
		return no
	}
	return out
}

// deciding goes back from the last step. What the last lists make of a candidate
// does not hang on lists before them: each step is told with the candidates of which
// a hit in it decides whether they are left.
func (c *Coverage) deciding(f *Facts, steps []changeStep, tell func(st *changeStep, decides bitset)) {
	open := newBitset(len(f.candidates))
	open.fill(len(f.candidates))
	decides := newBitset(len(f.candidates))
	for i := len(steps) - 1; i >= 0; i-- {
		st := &steps[i]
		if st.hits == nil { // the call ended in it
			continue
		}
		copy(decides, st.hits)
		decides.keep(open)
		switch c.engine.rules[st.rule].changes[st.list].section {
		case acl.Possible:
			open.fill(0)
		case acl.PossibleAdd:
			decides.clear(st.before)
			open.clear(st.hits)
		default:
			decides.keep(st.before)
			decides.clear(f.falsy)
			open.remove(st.hits, f.falsy)
		}
		if len(c.rules[st.rule].open) > 0 {
			tell(st, decides)
		}
	}
}

// hasPatterns: one of which nothing is known is asked where no item before it hits,
// even if that decides nothing.
func hasPatterns(c *change) bool {
	return slices.ContainsFunc(c.items, func(it item) bool { return it.mod.IsPattern() })
}

func (c *Coverage) judgeStep(f *Facts, d *decided, st *changeStep, decides bitset) {
	patterns := hasPatterns(&c.engine.rules[st.rule].changes[st.list])
	if decides.none() && !patterns {
		return
	}
	found := false
	for _, it := range c.rules[st.rule].open {
		if it.of != inChange || it.list != st.list || it.sole {
			continue
		}
		out := c.decidesOne(f, it, decides, patterns)
		switch out {
		case yes:
			it.needed, found = true, true
		case uncertain:
			found = c.try(it, f, d) || found
		}
	}
	if found {
		c.rules[st.rule].dropNeeded()
	}
}

// judgeBeside tries what the steps of the candidates do not tell: lists that go with
// their only item, and what engines up to OTRS 3.3 read beside the lists.
func (c *Coverage) judgeBeside(f *Facts, d *decided, steps []changeStep) {
	for i := range steps {
		st := &steps[i]
		c.tryEach(f, d, st.rule, func(it *coveredItem) bool {
			return it.of == inChange && it.list == st.list && (it.sole || it.item == nil)
		})
	}
}

// judgeDying: a call that ends needs what ends it.
func (c *Coverage) judgeDying(f *Facts, d *decided, n int) {
	c.tryEach(f, d, n, func(it *coveredItem) bool { return it.item != nil && it.item.mayEndCall() })
}

// judgeLast: up to OTRS 3.3 the last ACL that has lists decides alone.
func (c *Coverage) judgeLast(f *Facts, d *decided) {
	if len(d.first.used) == 0 {
		return
	}
	last := d.first.used[len(d.first.used)-1]
	c.tryEach(f, d, last, func(it *coveredItem) bool { return it.of == inChange && it.item != nil && c.mayChange(f, it) })
}

// judgeUncertain tries every item that could matter in some way of filling in what
// is unknown.
func (c *Coverage) judgeUncertain(f *Facts, d *decided) {
	// Where ways were left out, one question less is another answer.
	all := d.sum.exhausted
	decides := c.decidingInSomeWay(f, d)
	c.visited(d, func(n int) {
		rule := &c.engine.rules[n]
		// An ACL of which it is not known whether it is there may end the call
		// without ever matching, by its shape.
		matters := all || d.sum.matched[n] > 0 || rule.unclear.why != ""
		if len(c.rules[n].open) == 0 || !matters && !rule.mayEndCall {
			return
		}
		c.tryEach(f, d, n, func(it *coveredItem) bool {
			switch {
			case it.of == inCondition:
				p := &rule.blocks[it.block].props[it.prop]
				v := &f.values[p.slot]
				ends := it.item.mayEndCall()
				return all && (ends || d.first.asks(p)) || (matters || ends) &&
					c.alone(p.items, it.index, func(it *item) outcome { return c.probe.hits(f, rule, it, v) }) != no
			case it.item == nil || it.sole:
				return matters
			case decides == nil:
				return matters && c.mayChange(f, it)
			}
			in := decides[listAt{n, it.list}]
			return in != nil && c.decidesOne(f, it, in, hasPatterns(&rule.changes[it.list])) != no
		})
	})
}

// listAt is a list of a rule.
type listAt struct{ rule, list int }

// decidingInSomeWay are the candidates of which a hit in a list decides in some way
// of filling in what is unknown; nil where the engine does not work on one list.
func (c *Coverage) decidingInSomeWay(f *Facts, d *decided) map[listAt]bitset {
	if !c.engine.target.Switches.Accumulate {
		return nil
	}
	out := map[listAt]bitset{}
	for _, steps := range d.sum.steps {
		if last := &steps[len(steps)-1]; last.hits == nil {
			// Without the item it may live on, and what is left counts.
			return nil
		}
		c.deciding(f, steps, func(st *changeStep, decides bitset) {
			at := listAt{st.rule, st.list}
			if out[at] == nil {
				out[at] = newBitset(len(f.candidates))
			}
			out[at].add(decides)
		})
	}
	return out
}

// decidesOne reports whether an item alone hits one of the candidates of which that
// decides. patterns: its list has some, and all candidates are asked about.
func (c *Coverage) decidesOne(f *Facts, it *coveredItem, decides bitset, patterns bool) outcome {
	out := no
	for n := range f.candidates {
		if !decides.has(n) && !patterns {
			continue
		}
		switch c.aloneOn(f, it, n) {
		case yes:
			if decides.has(n) {
				return yes
			}
		case uncertain:
			out = uncertain
		}
	}
	return out
}

// visited calls look for the rules that were looked at.
func (c *Coverage) visited(d *decided, look func(n int)) {
	if !d.first.indexed {
		for n := range c.engine.rules {
			look(n)
		}
		return
	}
	for _, n := range d.rules {
		look(int(n))
	}
}

// mayChange reports whether leaving out an item of a change list could change what
// the list hits.
func (c *Coverage) mayChange(f *Facts, it *coveredItem) bool {
	rule := &c.engine.rules[it.rule]
	l := &rule.changes[it.list]
	if l.question != f.questions[0] && l.question != f.questions[1] {
		return false
	}
	for n := range f.candidates {
		if c.aloneOn(f, it, n) != no {
			return true
		}
	}
	return false
}

// tryEach tries the items of a rule that may matter.
func (c *Coverage) tryEach(f *Facts, d *decided, n int, may func(*coveredItem) bool) {
	found := false
	for _, it := range c.rules[n].open {
		if may(it) {
			found = c.try(it, f, d) || found
		}
	}
	if found {
		c.rules[n].dropNeeded()
	}
}

// try leaves the item out and evaluates the call again.
func (c *Coverage) try(it *coveredItem, f *Facts, d *decided) bool {
	if it.needed {
		return true
	}
	w := c.engine.lacking(it)
	a := f.decideAmong(&oracle{}, w.among(f, d.rules), how{without: w}).answer
	it.needed = !sameAnswer(d.answer, a)
	return it.needed
}

// sameAnswer reports whether two answers to the same facts are the same, reasons and
// work aside.
func sameAnswer(a, b *Answer) bool {
	return a.Returned == b.Returned && a.StoppedBy == b.StoppedBy && sameDeath(a.Died, b.Died) &&
		slices.Equal(a.Left, b.Left) && slices.Equal(a.Matched, b.Matched) && slices.Equal(a.Used, b.Used) &&
		maps.EqualFunc(a.Actions, b.Actions, inventory.Value.Equal) &&
		a.Older.same(&b.Older) && a.Undetermined.same(b.Undetermined)
}

func sameDeath(a, b *Death) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

func (d *Doubts) same(o *Doubts) bool {
	if d == nil || o == nil {
		return d == o
	}
	return d.Data == o.Data && d.ACLs == o.ACLs && d.MaybeDies == o.MaybeDies && d.Exhausted == o.Exhausted &&
		slices.Equal(d.MaybeLeft, o.MaybeLeft) && slices.Equal(d.MaybeMatched, o.MaybeMatched)
}

// same reports whether whoever asks after the call is told the same.
func (o *OlderSets) same(p *OlderSets) bool {
	e := o.facts.engine
	if e.sets[processSet] && !slices.Equal(o.processes(), p.processes()) {
		return false
	}
	return !e.sets[dialogSet] || slices.Equal(o.dialogs(), p.dialogs())
}
