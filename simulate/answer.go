package simulate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// Answer is what the engine says to one call.
type Answer struct {
	// Refused says why the engine did not look at any ACL; "" where it did.
	Refused Refusal
	// Returned reports whether some matching ACL had a change for the
	// question. If not, the screen keeps its own list.
	Returned bool
	// Left are the candidates that stay, in the order of the call; all of them
	// where nothing was returned.
	Left []Candidate
	// Matched are the ACLs whose conditions held, Used those of them that
	// changed this question, in evaluation order. StoppedBy is the ACL after
	// which evaluation stopped, or nil.
	Matched, Used []*acl.ACL
	StoppedBy     *acl.ACL
	// Died is set where the call ends with an exception of Perl; what was
	// matched before is in Matched and Used.
	Died *Death
	// Actions is what the engines up to OTRS 3.3 say of actions: 0 forbids one,
	// what is not there is allowed. nil from OTRS 4 on.
	Actions map[string]inventory.Value
	// Older are the sets of processes and activity dialogs of OTRS 3.2 and 3.3.
	Older OlderSets
	// Unknown is what could not be known and was met on the way, whether or
	// not it decides anything.
	Unknown []string
	// Work measures what the answer cost where something was unknown: ACLs that
	// were looked at and comparisons, in all ways of filling it in. It is the same
	// on every machine; 0 where nothing was unknown.
	Work int
	// Undetermined is set where what is unknown decides: the answer above is
	// then one of several.
	Undetermined *Doubts
}

// Refusal is a reason for which the engine answers "no ACL" at once.
type Refusal uint8

// The refusals (semantics, "Steps", 1 and 2).
const (
	NotRefused    Refusal = iota
	RefusedNoUser         // neither UserID nor CustomerUserID
	RefusedNoData         // ReturnType, ReturnSubType or Data missing
	RefusedExempt         // UserID 1 is never restricted
)

func (r Refusal) String() string {
	return [...]string{"", "no user", "incomplete question", "UserID 1 is exempt"}[r]
}

// Doubts is what differs between the possible answers to one call.
type Doubts struct {
	// Data and ACLs report whether the list, or which ACLs match or are used,
	// depends on it.
	Data, ACLs bool
	// MaybeLeft are candidates that stay in some possible answers only.
	MaybeLeft []Candidate
	// MaybeMatched are ACLs that match in some possible answers only.
	MaybeMatched []*acl.ACL
	// MaybeDies: the call ends with an exception in some possible answers only.
	MaybeDies bool
	// Exhausted: there are more ways to fill in what is unknown than were tried.
	Exhausted bool
}

// Ask answers a call.
func (e *Engine) Ask(call *Call, sys *System) *Answer {
	a, _ := e.explain(call, sys, nil)
	return a
}

// Explain answers a call and tells every step to record, in the engine's own
// order. Steps of an undetermined answer are those of one possible way.
func (e *Engine) Explain(call *Call, sys *System, record func(Event)) (*Answer, *Facts) {
	return e.explain(call, sys, record)
}

func (e *Engine) explain(call *Call, sys *System, record func(Event)) (*Answer, *Facts) {
	if r := e.refuses(call); r != NotRefused {
		return &Answer{Refused: r, Left: call.Data, Actions: e.actionDefaults(sys)}, nil
	}
	if e.shape != nil {
		return &Answer{Left: call.Data, Died: e.shape}, nil
	}
	facts := e.Gather(call, sys)
	return facts.Answer(record), facts
}

// refuses decides whether the engine returns before it looks at anything.
func (e *Engine) refuses(call *Call) Refusal {
	user, customer := call.Params["UserID"], call.Params["CustomerUserID"]
	switch {
	case !given(user) && !given(customer):
		return RefusedNoUser
	case call.ReturnType == "" || call.ReturnType == "0",
		call.ReturnSubType == "" || call.ReturnSubType == "0",
		call.Scalar != nil && !given(*call.Scalar):
		return RefusedNoData
	case user.Kind == inventory.Text && isOne(user.Text):
		return RefusedExempt
	}
	return NotRefused
}

// isOne reports whether Perl takes a string for the number 1: "1", "01", "1.0".
func isOne(s string) bool {
	return perlNumber(s) == 1
}

// Answer evaluates gathered facts. What is unknown is filled in, in every way
// that can matter, and the answers are compared; record hears the first way,
// and meets what is unknown in ACLs that cannot match too.
func (f *Facts) Answer(record func(Event)) *Answer {
	if d := f.dataShape(); d != nil {
		return &Answer{Left: f.candidates, Died: d}
	}
	o := &oracle{}
	a := f.decide(o, how{}).answer
	if record != nil {
		o = &oracle{slow: o.slow, memo: o.memo}
		f.world(o, nil, how{record: record})
		for _, why := range o.reasons {
			if !slices.Contains(a.Unknown, why) {
				a.Unknown = append(a.Unknown, why)
			}
		}
	}
	return a
}

// how says what a call is evaluated with, besides its facts.
type how struct {
	record  func(Event) // nil: nobody listens
	without *without    // a rule that lacks an item
	watch   bool        // Coverage looks at the steps of all ways
}

// decided is a call with its answer, and how it came about.
type decided struct {
	answer *Answer
	first  *run
	sum    *summary // nil where nothing unknown was met
	rules  []int32  // those that the index found
}

// decide compares the answers that the ways of filling in the unknown lead to.
func (f *Facts) decide(o *oracle, h how) decided {
	var rules []int32
	if !f.bare {
		rules = f.engine.index.visit(f, make([]int32, 0, 32))
	}
	return f.decideAmong(o, rules, h)
}

// decideAmong decides with the rules that the index has found.
func (f *Facts) decideAmong(o *oracle, rules []int32, h how) decided {
	first := f.world(o, rules, h)
	if len(o.path) == 0 {
		return decided{answer: first.answer(f), first: first, rules: rules}
	}
	for {
		// A pattern that turns out to be slow is a question more: what was asked
		// before it was known as such does not count.
		slow := len(o.slow)
		o.restart()
		r := f.newRun(o, rules, h)
		if r.indexed && !h.watch && f.engine.leavesTrail() {
			r.trail = &trail{start: o.work}
		}
		first = r.finish(rules)
		again := r.resumable()
		sum := newSummary(first, len(f.candidates), len(f.engine.rules))
		for n := 1; len(o.slow) == slow && o.advance(); n++ {
			if n == f.engine.ways {
				sum.exhausted = true
				break
			}
			if r.trail == nil {
				sum.add(f.world(o, rules, h))
				continue
			}
			sum.add(again.resume(rules))
		}
		if len(o.slow) == slow {
			a := first.answer(f)
			a.Unknown, a.Work = o.reasons, o.work
			a.Undetermined = sum.doubts(f)
			return decided{a, first, sum, rules}
		}
	}
}

// world evaluates one way of filling in what is unknown: of the rules that can
// match where nobody listens.
func (f *Facts) world(o *oracle, rules []int32, h how) *run {
	return f.newRun(o, rules, h).finish(rules)
}

// newRun is a run that is about to begin.
func (f *Facts) newRun(o *oracle, rules []int32, h how) *run {
	o.rewind()
	r := &run{
		engine: f.engine, facts: f, oracle: o, record: h.record, indexed: h.record == nil && !f.bare,
		without: h.without, watch: h.watch,
	}
	o.work += len(f.engine.rules)
	if r.indexed {
		o.work += len(rules) - len(f.engine.rules)
	}
	r.matched = make([]int, 0, 32)
	return r
}

func (r *run) finish(rules []int32) *run {
	r.evaluate(rules)
	if r.engine.asScreens {
		r.asScreens()
	}
	return r
}

// dataShape is the death of a call whose candidates are a list: the engine
// takes them for a hash. A string is ignored instead.
func (f *Facts) dataShape() *Death {
	if s := f.call.Scalar; s != nil && s.Kind >= listKind {
		return &Death{Message: "the candidates are no hash"}
	}
	return nil
}

func (r *run) answer(f *Facts) *Answer {
	a := &Answer{
		Returned: r.returned && r.death == nil, Died: r.death,
		Matched: f.engine.named(r.matched), Used: f.engine.named(r.used),
	}
	a.Actions, a.Older = r.actions, OlderSets{f, r.sets}
	if r.stopped >= 0 {
		a.StoppedBy = f.engine.rules[r.stopped].acl
	}
	if !a.Returned {
		a.Left = f.candidates
		return a
	}
	a.Left = make([]Candidate, 0, len(f.candidates))
	for i, c := range f.candidates {
		if r.in.has(i) {
			a.Left = append(a.Left, c)
		}
	}
	return a
}

func (e *Engine) named(rules []int) []*acl.ACL {
	out := make([]*acl.ACL, len(rules))
	for i, n := range rules {
		out[i] = e.rules[n].acl
	}
	return out
}

// summary collects what differs between the runs of one call.
type summary struct {
	first       *run
	in, out     []bool // candidate seen left, seen gone
	matched     []int  // runs in which a rule matched
	runs        int
	data, acls  bool
	lived, died bool
	exhausted   bool
	steps       [][]changeStep // of every way, where somebody watches
}

func newSummary(first *run, candidates, rules int) *summary {
	s := &summary{
		first: first, in: make([]bool, candidates), out: make([]bool, candidates),
		matched: make([]int, rules),
	}
	s.add(first)
	return s
}

func (s *summary) add(r *run) {
	s.runs++
	if len(r.steps) > 0 {
		s.steps = append(s.steps, r.steps)
	}
	for _, n := range r.matched {
		s.matched[n]++
	}
	if r.death != nil {
		s.died = true
		return
	}
	s.lived = true
	if r.vague {
		s.data, s.acls = true, true
	}
	for i := range s.in {
		if r.vague {
			s.in[i], s.out[i] = true, true
			continue
		}
		if r.in.has(i) || !r.returned {
			s.in[i] = true
		} else {
			s.out[i] = true
		}
	}
	if s.first.death == nil {
		if r.returned != s.first.returned || r.returned && !slices.Equal(r.in, s.first.in) {
			s.data = true
		}
		if !slices.Equal(r.matched, s.first.matched) || !slices.Equal(r.used, s.first.used) {
			s.acls = true
		}
	}
}

// doubts is nil where all ways came to the same answer.
func (s *summary) doubts(f *Facts) *Doubts {
	maybeDies := s.lived && s.died
	if !s.data && !s.acls && !maybeDies && !s.exhausted {
		return nil
	}
	d := &Doubts{
		MaybeDies: maybeDies, Exhausted: s.exhausted,
		Data: s.data || maybeDies || s.exhausted, ACLs: s.acls || maybeDies || s.exhausted,
	}
	for i := range s.in {
		if s.in[i] && s.out[i] {
			d.MaybeLeft = append(d.MaybeLeft, f.candidates[i])
		}
	}
	for n, runs := range s.matched {
		if runs > 0 && runs < s.runs {
			d.MaybeMatched = append(d.MaybeMatched, f.engine.rules[n].acl)
		}
	}
	return d
}
