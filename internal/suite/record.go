package suite

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/scenario"
)

// changes are the questions that some ACL has a list for.
func (b *Bench) changes() map[string]bool {
	out := map[string]bool{}
	for _, a := range b.Engine.ACLs() {
		for _, q := range b.Engine.Questions(a) {
			out[q] = true
		}
	}
	return out
}

// Recorder turns answers into expectations.
type Recorder struct {
	*Bench
	changed map[string]bool
}

// NewRecorder records what scenarios do today. It may be shared between goroutines.
func NewRecorder(b *Bench) *Recorder { return &Recorder{b, b.changes()} }

// Record is what a scenario does today, as expectations that hold: which ACLs match
// and are used, and what is left of each list that the set can change, in full where
// what is offered is known. Of what nobody knows only what is certain is expected.
// The error is about the scenario.
func (r *Recorder) Record(s *scenario.Scenario) (*scenario.Expect, error) {
	c, err := r.checker(s)
	if err != nil {
		return nil, err
	}
	e := &scenario.Expect{Questions: map[string]scenario.Offer{}}
	matched, used, stopped := c.reached()
	e.Matched, e.Used = &scenario.Offer{Exact: true, Has: matched.names(left)}, &scenario.Offer{Exact: true, Has: used.names(left)}
	doubt := len(matched.names(maybe))+len(used.names(maybe)) > 0
	for i := range c.asked {
		q := c.asked[i].Call.Question()
		if _, told := e.Questions[q]; told || !r.changed[q] {
			continue
		}
		offer, unsure, ok := c.today(c.find(q))
		if ok {
			e.Questions[q] = offer
			doubt = doubt || unsure
		}
	}
	if old := s.Expect; old != nil {
		if old.Saves != nil {
			if saving, err := scenario.FormSaved(s, r.World); err == nil && saving != nil {
				if saves, known := saving.Saves(); known {
					e.Saves = &saves
				}
			}
		}
		if old.StoppedBy.Given {
			e.StoppedBy = scenario.Names{Given: true, List: stopped.names(left)}
			doubt = doubt || len(stopped.names(maybe)) > 0
		}
	}
	if doubt {
		e.Undetermined = scenario.DoubtAllowed
	}
	c.keepTrue(e)
	return e, nil
}

// checker plans a scenario.
func (b *Bench) checker(s *scenario.Scenario) (*checker, error) {
	p := b.perform(s)
	if p.err != nil {
		return nil, p.err
	}
	expect := s.Expect
	if expect == nil {
		expect = &scenario.Expect{}
	}
	return &checker{Bench: b, played: p, result: &Result{Scenario: s}, expect: expect}, nil
}

// today is what is left of a list. ok is false where nothing can be expected of it:
// the call dies.
func (c *checker) today(i int) (offer scenario.Offer, unsure, ok bool) {
	asked, a := c.asked[i], c.answer(i)
	if a.Died != nil {
		return offer, false, false
	}
	offer.Exact = asked.From != scenario.Assumed
	named := c.Engine.Named(asked.Call.Question())
	l := &values{asked: asked, answer: a, engine: c.Engine}
	for _, cand := range asked.Call.Data {
		if cand.Any || cand.Undef {
			continue
		}
		p := l.candidate(cand)
		unsure = unsure || p == maybe
		switch {
		case slices.Contains(offer.Has, cand.Name) || slices.Contains(offer.Lacks, cand.Name):
		case offer.Exact && p == left:
			offer.Has = append(offer.Has, cand.Name)
		case offer.Exact || p == maybe || !slices.Contains(named, cand.Name):
		case p == left:
			offer.Has = append(offer.Has, cand.Name)
		case p == gone:
			offer.Lacks = append(offer.Lacks, cand.Name)
		}
	}
	return offer, unsure, true
}

// keepTrue takes back what does not hold when it is read again: of two values of
// one name nobody can say which is expected.
func (c *checker) keepTrue(e *scenario.Expect) {
	again := &checker{Bench: c.Bench, played: c.played, result: &Result{Scenario: c.result.Scenario}, expect: e}
	again.questions()
	again.acls()
	for i := range again.result.Failures {
		f := &again.result.Failures[i]
		switch f.What {
		case "matched":
			e.Matched = nil
		case "used":
			e.Used = nil
		default:
			e.Questions[f.Question] = scenario.Offer{}
		}
	}
	delete(e.Questions, "")
}

// Change is one difference between what a scenario expects and what it does.
type Change struct {
	// What is matched, used or the like, or a question as scenarios write it.
	What string
	// Gone were expected and are not there, New are there and were not; Maybe are
	// no longer certain, for the reasons in Why.
	Gone, New, Maybe, Why []string
	// Deleted are those of Gone of which no ACL has the name any more.
	Deleted []string
	// Message says it where there is no list.
	Message string
	// Unlimited: the list was not recorded, since no ACL could change it.
	Unlimited bool
}

// Compare says what a scenario does otherwise than it expects. The error is about
// the scenario: there is nothing to compare.
func (r *Recorder) Compare(s *scenario.Scenario) ([]Change, error) {
	c, err := r.checker(s)
	if err != nil {
		return nil, err
	}
	e := s.Expect
	if e == nil {
		return nil, nil
	}
	matched, used, stopped := c.reached()
	if e.Matched != nil {
		c.named("matched", e.Matched, matched, nil)
	}
	if e.NotMatched.Given {
		c.named("not_matched", &scenario.Offer{Lacks: e.NotMatched.List}, matched, nil)
	}
	if e.Used != nil {
		c.named("used", e.Used, used, nil)
	}
	if e.StoppedBy.Given {
		c.named("stopped_by", &scenario.Offer{Has: e.StoppedBy.List, Exact: true}, stopped, nil)
	}
	c.questions()
	c.saves()
	c.doubts()
	var out []Change
	for i := range c.result.Failures {
		f := &c.result.Failures[i]
		x := Change{What: f.What, Gone: f.Missing, New: f.Extra, Message: f.Message}
		if f.Unknown {
			x.Maybe, x.Why, x.Message = f.Maybe, f.Why, ""
		}
		if f.Question == "" {
			for _, name := range x.Gone {
				if !slices.Contains(r.Names, name) {
					x.Deleted = append(x.Deleted, name)
				}
			}
		}
		out = append(out, x)
	}
	if e.Matched != nil && e.Used != nil {
		out = append(out, r.limited(c)...)
	}
	return out, nil
}

// limited are lists that were recorded as out of reach of the set, by not being
// recorded, and are limited now.
func (r *Recorder) limited(c *checker) []Change {
	var out []Change
	done := map[string]bool{}
	for i := range c.asked {
		q := c.asked[i].Call.Question()
		if _, told := c.expect.Questions[q]; told || done[q] || !r.changed[q] {
			continue
		}
		done[q] = true
		at := c.find(q)
		a := c.answer(at)
		if a.Died != nil || !a.Returned && a.Undetermined == nil {
			continue
		}
		x := Change{What: Short(q), Unlimited: true}
		l := &values{asked: c.asked[at], answer: a, engine: c.Engine}
		for _, cand := range c.asked[at].Call.Data {
			switch p := l.candidate(cand); {
			case cand.Any || cand.Undef:
			case p == gone:
				x.Gone = append(x.Gone, cand.Name)
			case p == maybe:
				x.Maybe, x.Why = append(x.Maybe, cand.Name), a.Unknown
			}
		}
		if len(x.Gone) > 0 || len(x.Maybe) > 0 && c.expect.Undetermined != scenario.DoubtAllowed {
			out = append(out, x)
		}
	}
	return out
}
