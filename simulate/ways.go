package simulate

// trail lets the next way of filling in what is unknown begin where it leaves
// the one before: the ways of a call are tried in an order in which most of them
// differ in the last decisions only. What comes out, and what it is said to cost
// (Answer.Work), is what evaluating every way from its beginning would give; a
// property test holds it to that.
type trail struct {
	// marks hold, for each decision of the way at hand, the run as it was before
	// the rule that asked for it.
	marks []mark
	now   mark // before the rule at hand
	start int  // oracle.work when the run began, as it were
}

// mark is a run before it looks at a rule: how much of it there is.
type mark struct {
	at                               int // place of the rule among those that are looked at
	matched, used, lists, conditions int
	in                               bitset
	returned, looked, vague          bool
	next, met, work                  int
	groups                           []groupMark
}

// groupMark is how much of an unknownAttr there is.
type groupMark struct {
	values, patterns int
	empty            bool
}

// leavesTrail reports whether runs of an engine can begin in their midst: older
// engines, attribute relations and code that may have changed the whole set keep
// more than a mark does.
func (e *Engine) leavesTrail() bool {
	return e.target.Switches.ActionLists && e.relations == nil && len(e.doubts) == 0
}

func (m *mark) copyTo(to *mark) {
	in, groups := append(to.in[:0], m.in...), append(to.groups[:0], m.groups...)
	*to = *m
	to.in, to.groups = in, groups
}

// before notes the run as it is before a rule.
func (t *trail) before(r *run, at int) {
	o, m := r.oracle, &t.now
	m.at, m.matched, m.used, m.lists, m.conditions = at, len(r.matched), len(r.used), len(r.lists), len(r.conditions)
	m.in = append(m.in[:0], r.in...)
	m.returned, m.looked, m.vague = r.returned, r.looked, r.vague
	m.next, m.met, m.work = o.next, o.met, o.work-t.start
	m.groups = m.groups[:0]
	for _, g := range o.order {
		m.groups = append(m.groups, groupMark{len(g.values), len(g.patterns), g.empty})
	}
}

// after keeps what was noted for the decisions that the rule asked for.
func (t *trail) after(o *oracle) {
	for n := len(t.marks); n < o.next; n++ {
		if n < cap(t.marks) {
			t.marks = t.marks[:n+1] // what it has grown to before is used again
		} else {
			t.marks = append(t.marks, mark{})
		}
		t.now.copyTo(&t.marks[n])
	}
}

// resumable is a copy of a run that has come to its end.
func (r *run) resumable() *run {
	again := &run{engine: r.engine, facts: r.facts, oracle: r.oracle, trail: r.trail, indexed: r.indexed, without: r.without, state: r.state}
	again.matched, again.used = append([]int(nil), r.matched...), append([]int(nil), r.used...)
	again.in = append(bitset(nil), r.in...)
	again.lists = append(again.memory.lists[:0], r.lists...)
	again.conditions = append(again.memory.conditions[:0], r.conditions...)
	return again
}

// resume goes another way from the last decision on, which the oracle has
// changed.
func (r *run) resume(rules []int32) *run {
	t, o := r.trail, r.oracle
	last := len(o.path) - 1
	m := &t.marks[last]
	t.marks = t.marks[:last+1]
	o.back(m)
	t.start = o.work + len(rules)
	o.work = t.start + m.work
	r.matched, r.used, r.lists, r.conditions = r.matched[:m.matched], r.used[:m.used], r.lists[:m.lists], r.conditions[:m.conditions]
	copy(r.in, m.in)
	r.returned, r.looked, r.vague, r.stopped, r.death = m.returned, m.looked, m.vague, -1, nil
	r.walk(rules, m.at)
	return r
}

// walk evaluates rules from one on.
func (r *run) walk(rules []int32, from int) {
	for at := from; at < len(rules); at++ {
		if r.trail != nil {
			r.trail.before(r, at)
		}
		goesOn := r.step(int(rules[at]))
		if r.trail != nil {
			r.trail.after(r.oracle)
		}
		if !goesOn {
			return
		}
	}
}

// back forgets what was decided since a mark.
func (o *oracle) back(m *mark) {
	for _, key := range o.keys[m.next:] {
		delete(o.answers, key)
	}
	o.keys, o.next, o.met = o.keys[:m.next], m.next, m.met
	for i, g := range o.order {
		was := groupMark{}
		if i < len(m.groups) {
			was = m.groups[i]
		}
		g.values, g.patterns, g.empty = g.values[:was.values], g.patterns[:was.patterns], was.empty
	}
}
