package simulate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// Coverage hears calls and says what they exercised of the set: which ACLs, which
// conditions and changes, and which single items decide something. It is not safe
// for concurrent use; Coverages of one engine that heard calls apart come together
// with Merge, and say the same as one that heard them all.
//
// An item is needed if deleting it from its list, which stays, changes the answer
// to some of the calls: what is left, matched, used, stopped the evaluation or was
// returned, the death, what is undetermined, and what engines up to OTRS 3.3 say of
// actions, processes and activity dialogs. Of a hash of actions, deleting is that of
// the key.
//
// Lists that code computes wholly or in part, lists that the target ignores and
// those that attribute relations make for every call have no items here.
type Coverage struct {
	engine *Engine
	calls  int
	rules  []ruleCoverage
	met    metValues
	probe  probe
}

// ACLCoverage is what the calls exercised of one ACL. Of an undetermined call what
// is counted belongs to one possible way, the one that the answer and its steps are
// of.
type ACLCoverage struct {
	ACL *acl.ACL
	// Reached are the calls in which the evaluation came to the ACL, Matched, Used
	// and Stopped those of them whose answers name it so. MaybeMatched are calls in
	// which whether it matches depends on what is unknown, Died those that ended in it.
	Reached, Matched, MaybeMatched, Used, Stopped, Died int
	Conditions                                          []ConditionCoverage
	Changes                                             []ChangeCoverage
}

// ConditionCoverage is how often a condition was seen, in calls that reached its ACL.
// One on which a call dies counts for nothing in that call.
type ConditionCoverage struct {
	Block      acl.BlockName
	Area, Attr string
	List       *acl.Entry // as written
	// Held and Failed are certain; Uncertain met something unknown.
	Held, Failed, Uncertain int
	Items                   []ItemCoverage
}

// ChangeCoverage is how often a change list was applied.
type ChangeCoverage struct {
	Section  acl.BlockName
	Question string     // "Ticket.State", "Action", …
	List     *acl.Entry // as written
	// Used are the calls in which the list was applied, Changed those of them in
	// which the candidates were others after it than before. With engines up to
	// OTRS 3.3 the first list of an ACL begins with all candidates, and the second
	// adds to what the first left.
	Used, Changed int
	Items         []ItemCoverage
}

// ItemCoverage says of one item whether some answer hangs on it.
type ItemCoverage struct {
	Item   *acl.Value
	Needed bool
}

// ruleCoverage is the coverage of one rule as it is counted.
type ruleCoverage struct {
	matched, maybe, used, stopped, died int
	conditions                          []conditionCount
	lists                               []listCount // as numbered by changeStep
	items                               []*coveredItem
	open                                []*coveredItem // not needed so far
}

type conditionCount struct{ held, failed, uncertain int }

type listCount struct{ used, changed int }

// NewCoverage begins with no call.
func (e *Engine) NewCoverage() *Coverage {
	c := &Coverage{engine: e, rules: make([]ruleCoverage, len(e.rules)), met: newMetValues(e)}
	c.probe.memo = map[comparison]matchOutcome{}
	for n := range e.rules {
		r := &c.rules[n]
		r.conditions = make([]conditionCount, len(e.rules[n].blocks[0].props)+len(e.rules[n].blocks[1].props))
		r.lists = make([]listCount, e.rules[n].numLists())
		r.items = e.itemsOf(n)
		r.open = slices.Clone(r.items)
	}
	return c
}

// Add hears a call and answers it.
func (c *Coverage) Add(call *Call, sys *System) *Answer {
	if c.engine.refuses(call) != NotRefused || c.engine.shape != nil {
		c.calls++
		return c.engine.Ask(call, sys)
	}
	return c.AddFacts(c.engine.Gather(call, sys))
}

// AddFacts is Add for a call that was gathered already, by the same engine, which
// does not refuse it.
func (c *Coverage) AddFacts(f *Facts) *Answer {
	c.calls++
	if f.dataShape() != nil {
		return f.Answer(nil)
	}
	d := f.decide(&oracle{}, how{watch: true})
	c.count(f, &d)
	c.judge(f, &d)
	return d.answer
}

// Calls is how many calls were heard, refused ones included.
func (c *Coverage) Calls() int { return c.calls }

// count adds what the call exercised.
func (c *Coverage) count(f *Facts, d *decided) {
	r := d.first
	for _, n := range r.matched {
		c.rules[n].matched++
	}
	for _, n := range r.used {
		c.rules[n].used++
	}
	if d.sum != nil {
		for n, ways := range d.sum.matched {
			if ways > 0 && ways < d.sum.runs {
				c.rules[n].maybe++
			}
		}
	}
	for i := range r.steps {
		st := &r.steps[i]
		l := &c.rules[st.rule].lists[st.list]
		l.used++
		if st.changed {
			l.changed++
		}
	}
	reach := len(c.rules)
	switch {
	case r.death != nil:
		reach = r.at
		c.rules[r.at].died++
		c.countDying(f, r.at)
	case r.stopped >= 0:
		reach = r.stopped + 1
		c.rules[r.stopped].stopped++
	}
	c.met.add(f, reach)
	if c.met.size > maxMet {
		c.settle()
	}
}

// countDying counts the conditions of the rule in which a call ended, up to that
// end.
func (c *Coverage) countDying(f *Facts, n int) {
	rule, at := &c.engine.rules[n], -1
	for b := range rule.blocks {
		m := &rule.blocks[b]
		for i := range m.props {
			at++
			p := &m.props[i]
			if p.shape != nil {
				return
			}
			out := c.probe.holds(f, rule, p, &f.values[p.slot])
			if out == dies {
				return
			}
			c.rules[n].conditions[at].add(out, 1)
		}
		if m.shape != nil {
			return
		}
	}
}

func (k *conditionCount) add(out outcome, times int) {
	switch out {
	case yes:
		k.held += times
	case no:
		k.failed += times
	case uncertain:
		k.uncertain += times
	}
}

// settle moves what was met into the counts of the conditions, which bounds what is
// remembered of calls.
func (c *Coverage) settle() {
	c.met.settle(&c.probe, func(n, at int, k conditionCount) {
		have := &c.rules[n].conditions[at]
		have.held += k.held
		have.failed += k.failed
		have.uncertain += k.uncertain
	})
}

// Merge adds what another Coverage of the same engine heard.
func (c *Coverage) Merge(other *Coverage) {
	if c.engine != other.engine {
		panic("simulate: coverages of two engines")
	}
	c.settle()
	other.settle()
	c.calls += other.calls
	for i, k := range other.met.reached {
		c.met.reached[i] += k
		c.met.settled[i] += k
	}
	for n := range c.rules {
		r, o := &c.rules[n], &other.rules[n]
		r.matched += o.matched
		r.maybe += o.maybe
		r.used += o.used
		r.stopped += o.stopped
		r.died += o.died
		for i := range r.conditions {
			r.conditions[i].held += o.conditions[i].held
			r.conditions[i].failed += o.conditions[i].failed
			r.conditions[i].uncertain += o.conditions[i].uncertain
		}
		for i := range r.lists {
			r.lists[i].used += o.lists[i].used
			r.lists[i].changed += o.lists[i].changed
		}
		for i := range r.items {
			r.items[i].needed = r.items[i].needed || o.items[i].needed
		}
		r.dropNeeded()
	}
}

func (r *ruleCoverage) dropNeeded() {
	r.open = slices.DeleteFunc(r.open, func(it *coveredItem) bool { return it.needed })
}

// ACLs are all ACLs that take part, in evaluation order, with what was exercised so
// far.
func (c *Coverage) ACLs() []ACLCoverage {
	c.settle()
	questions := make([]string, len(c.engine.questions))
	for q, n := range c.engine.questions {
		questions[n] = (&Call{ReturnType: q.kind, ReturnSubType: c.engine.known(q.sub)}).Question()
	}
	out := make([]ACLCoverage, len(c.rules))
	reached := 0
	for n := len(c.rules) - 1; n >= 0; n-- {
		rule, r := &c.engine.rules[n], &c.rules[n]
		reached += c.met.reached[n+1]
		a := ACLCoverage{
			ACL: rule.acl, Reached: reached + r.died, Matched: r.matched, MaybeMatched: r.maybe,
			Used: r.used, Stopped: r.stopped, Died: r.died,
		}
		at := 0
		for b := range rule.blocks {
			for i := range rule.blocks[b].props {
				p, k := &rule.blocks[b].props[i], r.conditions[at]
				a.Conditions = append(a.Conditions, ConditionCoverage{
					Block: acl.BlockName(b), Area: p.area, Attr: p.attr, List: p.key,
					Held: k.held, Failed: k.failed, Uncertain: k.uncertain, Items: r.told(inCondition, at),
				})
				at++
			}
		}
		for i := range r.lists {
			section, question, key := rule.listNumbered(i, questions)
			if key != nil {
				a.Changes = append(a.Changes, ChangeCoverage{
					Section: section, Question: question, List: key,
					Used: r.lists[i].used, Changed: r.lists[i].changed, Items: r.told(inChange, i),
				})
			}
		}
		out[n] = a
	}
	return out
}

// told are the items of one list.
func (r *ruleCoverage) told(of itemPlace, list int) []ItemCoverage {
	var out []ItemCoverage
	for _, it := range r.items {
		if it.of == of && it.list == list {
			out = append(out, ItemCoverage{it.source, it.needed})
		}
	}
	return out
}
