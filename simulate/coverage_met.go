package simulate

import (
	"slices"
	"strconv"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// maxMet bounds how many values are remembered before they are counted.
const maxMet = 1 << 16

// metValues remembers which values the attributes had, and how far the evaluation
// came with them: a condition's outcome depends on nothing else, so that what held
// and failed is counted once for each value and not once for each call.
type metValues struct {
	slots []slotMet
	// reached counts calls by how many rules were looked at wholly.
	reached []int
	// settled is reached as far as it was counted.
	settled []int
	size    int
	key     []byte // scratch
}

// slotMet is an attribute and the conditions on it.
type slotMet struct {
	conditions []metCondition
	plain      map[string][]int32 // text of an item to conditions of plain items
	others     []int32            // conditions that have other items too
	texts      map[string]*reach
	lists      map[string]*reach
	unknown    *reach
}

// metCondition is a condition with the rules that share it.
type metCondition struct {
	of    *property
	rule  *rule
	users []conditionAt
}

type conditionAt struct{ rule, at int }

// reach counts calls by how many rules were looked at, for one value.
type reach struct {
	value  inventory.Value
	counts []reachCount
}

type reachCount struct{ reach, calls int }

func (r *reach) add(n int) {
	for i := range r.counts {
		if r.counts[i].reach == n {
			r.counts[i].calls++
			return
		}
	}
	r.counts = append(r.counts, reachCount{n, 1})
}

// beyond counts the calls that looked at a rule.
func (r *reach) beyond(rule int) int {
	calls := 0
	for _, k := range r.counts {
		if k.reach > rule {
			calls += k.calls
		}
	}
	return calls
}

func newMetValues(e *Engine) metValues {
	m := metValues{slots: make([]slotMet, len(e.slots)), reached: make([]int, len(e.rules)+1), settled: make([]int, len(e.rules)+1)}
	numbers := map[int]int32{} // by property.condition
	for n := range e.rules {
		at := 0
		for b := range e.rules[n].blocks {
			for j := range e.rules[n].blocks[b].props {
				p := &e.rules[n].blocks[b].props[j]
				if p.shape == nil {
					m.slots[p.slot].know(p, &e.rules[n], conditionAt{n, at}, numbers)
				}
				at++
			}
		}
	}
	return m
}

func (s *slotMet) know(p *property, rule *rule, at conditionAt, numbers map[int]int32) {
	i, known := numbers[p.condition]
	if !known {
		i = int32(len(s.conditions))
		numbers[p.condition] = i
		s.conditions = append(s.conditions, metCondition{of: p, rule: rule})
		if slices.ContainsFunc(p.items, func(it item) bool { return it.undef || it.mod != acl.Plain }) {
			s.others = append(s.others, i)
		} else {
			if s.plain == nil {
				s.plain = map[string][]int32{}
			}
			for k := range p.items {
				text := p.items[k].text
				if list := s.plain[text]; len(list) == 0 || list[len(list)-1] != i {
					s.plain[text] = append(list, i)
				}
			}
		}
	}
	s.conditions[i].users = append(s.conditions[i].users, at)
}

// add remembers a call that looked at the first rules wholly.
func (m *metValues) add(f *Facts, rules int) {
	m.reached[rules]++
	for i := range m.slots {
		s := &m.slots[i]
		if len(s.conditions) == 0 {
			continue
		}
		v := &f.values[i]
		switch v.Kind {
		case inventory.Text:
			r := s.texts[v.Text]
			if r == nil {
				r = m.remember(&s.texts, v.Text, v)
			}
			r.add(rules)
		case inventory.List:
			m.key = appendKey(m.key[:0], v)
			r := s.lists[string(m.key)]
			if r == nil {
				r = m.remember(&s.lists, string(m.key), v)
			}
			r.add(rules)
		case inventory.Unknown:
			if s.unknown == nil {
				s.unknown = &reach{}
			}
			s.unknown.add(rules)
		}
	}
}

func (m *metValues) remember(in *map[string]*reach, key string, v *inventory.Value) *reach {
	if *in == nil {
		*in = map[string]*reach{}
	}
	m.size++
	r := &reach{value: *v}
	(*in)[key] = r
	return r
}

// appendKey tells lists apart.
func appendKey(key []byte, v *inventory.Value) []byte {
	for i := range v.List {
		if !v.List[i].Defined() {
			key = append(key, '-')
			continue
		}
		key = strconv.AppendInt(key, int64(len(v.List[i].Text)), 10)
		key = append(key, ':')
		key = append(key, v.List[i].Text...)
	}
	return key
}

// settle counts what was met since the last time, and forgets it.
func (m *metValues) settle(p *probe, count func(rule, at int, k conditionCount)) {
	// beyond is how many calls looked at a rule: what neither held nor was
	// uncertain has failed.
	beyond, calls := make([]int, len(m.reached)), 0
	for n := len(m.reached) - 1; n > 0; n-- {
		calls += m.reached[n] - m.settled[n]
		beyond[n-1] = calls
	}
	if calls == 0 {
		return
	}
	copy(m.settled, m.reached)
	for i := range m.slots {
		s := &m.slots[i]
		sums := make([][]conditionCount, len(s.conditions))
		for c := range sums {
			sums[c] = make([]conditionCount, len(s.conditions[c].users))
		}
		for _, known := range []map[string]*reach{s.texts, s.lists} {
			for _, r := range known {
				s.judge(p, r, sums)
			}
		}
		for c := range s.conditions {
			for u, at := range s.conditions[c].users {
				k := &sums[c][u]
				if s.unknown != nil {
					k.uncertain += s.unknown.beyond(at.rule)
				}
				k.failed = beyond[at.rule] - k.held - k.uncertain
				count(at.rule, at.at, *k)
			}
		}
		s.texts, s.lists, s.unknown = nil, nil, nil
	}
	m.size = 0
}

// judge adds where the conditions hold for a value, and where that is uncertain.
func (s *slotMet) judge(p *probe, r *reach, sums [][]conditionCount) {
	add := func(i int32, out outcome) {
		for u, at := range s.conditions[i].users {
			sums[i][u].add(out, r.beyond(at.rule))
		}
	}
	var held []int32
	if r.value.Kind == inventory.Text {
		held = s.plain[r.value.Text]
	} else {
		for i := range r.value.List {
			if !r.value.List[i].Defined() {
				break
			}
			held = append(held, s.plain[r.value.List[i].Text]...)
		}
		slices.Sort(held)
		held = slices.Compact(held)
	}
	for _, i := range held {
		add(i, yes)
	}
	for _, i := range s.others {
		c := &s.conditions[i]
		if out := p.holds(nil, c.rule, c.of, &r.value); out == yes || out == uncertain {
			add(i, out)
		}
	}
}

// probe compares items with values one by one, outside of an evaluation.
type probe struct {
	memo map[comparison]matchOutcome
	run  run
}

// maxProbed bounds what a probe remembers of patterns.
const maxProbed = 1 << 16

func (p *probe) begin(f *Facts, rule *rule) *run {
	if len(p.memo) > maxProbed {
		clear(p.memo)
	}
	r := &p.run
	if r.oracle == nil {
		r.oracle = &oracle{}
	}
	o := r.oracle
	o.rewind()
	o.path, o.slow, o.memo = o.path[:0], nil, p.memo
	r.facts, r.rule, r.death = f, rule, nil
	return r
}

// end says what came of a comparison: uncertain wherever something unknown was met.
func (p *probe) end(hit bool) outcome {
	switch {
	case p.run.death != nil:
		return dies
	case p.run.oracle.met > 0:
		return uncertain
	case hit:
		return yes
	}
	return no
}

// holds decides a whole condition.
func (p *probe) holds(f *Facts, rule *rule, of *property, v *inventory.Value) outcome {
	if v.Kind == inventory.Unknown {
		r := p.begin(f, rule)
		r.matchUnknown(of, v)
		return p.end(false)
	}
	var met, held bool
	for i := range of.items {
		switch p.hits(f, rule, &of.items[i], v) {
		case dies:
			return dies
		case uncertain:
			met = true
		case yes:
			held = true
		}
	}
	switch {
	case met:
		return uncertain
	case held:
		return yes
	}
	return no
}

// hits decides one item of a condition on what is known.
func (p *probe) hits(f *Facts, rule *rule, it *item, v *inventory.Value) outcome {
	switch v.Kind {
	case inventory.Unknown:
		return uncertain
	case inventory.Undef, inventory.Hash:
		return no
	}
	r := p.begin(f, rule)
	if v.Kind == inventory.List {
		hit, _ := r.compareList(it, v.List)
		return p.end(hit)
	}
	return p.end(r.compare(it, v.Text) == yes)
}

// candidate decides one item of a change list.
func (p *probe) candidate(f *Facts, rule *rule, it *item, n int) outcome {
	if c := &f.candidates[n]; it.mod == acl.Plain { // most are
		if it.undef || c.Undef && !it.undefIsEmpty || c.Name != it.text {
			return no
		}
		return yes
	}
	r := p.begin(f, rule)
	return p.end(r.candidate(it, n))
}
