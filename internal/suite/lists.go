package suite

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// presence is what is known of one value of a list.
type presence uint8

const (
	gone presence = iota
	left
	maybe
)

// questions holds each list to what is expected of it.
func (c *checker) questions() {
	names := slices.Sorted(maps.Keys(c.expect.Questions))
	slices.SortStableFunc(names, func(a, b string) int { // recorded ones have no place
		return cmp.Compare(c.expect.Questions[a].Place.Span.Start.Offset, c.expect.Questions[b].Place.Span.Start.Offset)
	})
	for _, q := range names {
		c.result.Checks++
		offer := c.expect.Questions[q]
		i := c.find(q)
		if i < 0 {
			c.fail(Failure{Place: offer.Place, What: Short(q), Message: c.notAsked(q)})
			continue
		}
		if f, ok := c.list(i, &offer); !ok {
			f.Place, f.What, f.Question = offer.Place, Short(q), q
			c.fail(f)
		}
	}
}

// find is the call whose answer people see: of a form's and a setter's the
// form's. -1 where nobody asks.
func (c *checker) find(question string) int {
	at := -1
	for i, a := range c.asked {
		if a.Call.Question() == question && (at < 0 || c.asked[at].Setter && !a.Setter) {
			at = i
		}
	}
	return at
}

func (c *checker) notAsked(question string) string {
	var names []string
	for _, a := range c.asked {
		if n := Short(a.Call.Question()); !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	text := c.plan.Screen.Name + " does not ask for " + Short(question) + " at this moment (" + c.plan.Moment.String() + ")"
	if len(names) == 0 {
		return text + "; it asks nothing"
	}
	return text + "; it asks for " + strings.Join(names, ", ")
}

// list compares one list; ok is false where it is not, or may not be, as
// expected.
func (c *checker) list(i int, offer *scenario.Offer) (f Failure, ok bool) {
	asked, a := c.asked[i], c.answer(i)
	f = Failure{Exact: offer.Exact, Want: offer.Has, Lacks: offer.Lacks}
	if a.Died != nil {
		f.Message = "the call dies: " + a.Died.Message + " in " + a.Died.ACL + "; the page shows an error"
		return f, false
	}
	l := &values{asked: asked, answer: a, engine: c.Engine}
	var unsure []string
	for _, v := range offer.Has {
		switch l.of(v) {
		case gone:
			f.Missing = append(f.Missing, v)
		case maybe:
			unsure = append(unsure, v)
		}
	}
	for _, v := range offer.Lacks {
		switch l.of(v) {
		case left:
			f.Extra = append(f.Extra, v)
		case maybe:
			unsure = append(unsure, v)
		}
	}
	var other []string // left, and not expected, of a list that nobody knows in full
	for _, cand := range asked.Call.Data {
		p := l.candidate(cand)
		switch {
		case p == left && !cand.Any:
			f.Got = append(f.Got, cand.Name)
		case p == maybe:
			f.Maybe = append(f.Maybe, cand.Name)
		}
		if !offer.Exact || slices.Contains(offer.Has, cand.Name) || cand.Name == "" || p == gone {
			continue
		}
		switch {
		case p == maybe:
			unsure = append(unsure, cand.Name)
		case asked.From == scenario.Assumed:
			other = append(other, cand.Name)
		default:
			f.Extra = append(f.Extra, cand.Name)
		}
	}
	switch {
	case len(f.Missing)+len(f.Extra) > 0:
		f.Maybe = nil
		return f, false
	case len(unsure) > 0 || offer.Exact && asked.From == scenario.Assumed:
		f.Unknown, f.Maybe = true, append(unsure, other...)
		if len(unsure) > 0 {
			f.Why = a.Unknown
		}
		if offer.Exact && asked.From == scenario.Assumed {
			f.Why = append(slices.Clip(f.Why), "what the screen offers is assumed: "+asked.Why)
		}
		return f, false
	}
	return f, true
}

// values looks up what became of values of one list.
type values struct {
	asked  *scenario.Asked
	answer *simulate.Answer
	engine *simulate.Engine
	all    *simulate.Explanation // of values that nobody named, when asked for
}

func (l *values) of(name string) presence {
	for _, c := range l.asked.Call.Data {
		if c.Name == name && !c.Any {
			return l.candidate(c)
		}
	}
	if !l.asked.AnyOther {
		return gone // the screen does not offer it
	}
	if l.all == nil {
		l.all = l.engine.ExplainAll(&l.asked.Call, l.asked.System)
	}
	switch t := l.all.IfOffered(name); {
	case t.Maybe:
		return maybe
	case t.Left:
		return left
	}
	return gone
}

func (l *values) candidate(c simulate.Candidate) presence {
	if l.engine.LeavesAll(&l.asked.Call) {
		return left // whatever matches
	}
	if d := l.answer.Undetermined; d != nil && (d.Exhausted || d.MaybeDies || slices.Contains(d.MaybeLeft, c)) {
		return maybe
	}
	if slices.Contains(l.answer.Left, c) {
		return left
	}
	return gone
}
