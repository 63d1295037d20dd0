package suite

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// reached is what is known of ACLs in the answers of a scenario: in one of them
// is enough.
type reached struct {
	order []*acl.ACL // in evaluation order, those that are met
	is    map[*acl.ACL]presence
	why   []string
}

func (r *reached) add(a *acl.ACL, p presence) {
	was, met := r.is[a]
	if !met {
		r.order = append(r.order, a)
	}
	if !met || was == maybe && p == left {
		r.is[a] = p
	}
}

// names are those of which something is certain, or not.
func (r *reached) names(p presence) (out []string) {
	for _, a := range r.order {
		if r.is[a] == p {
			out = append(out, a.Name)
		}
	}
	return out
}

// acls holds which ACLs matched, changed something or stopped to what is expected.
func (c *checker) acls() {
	e := c.expect
	if e.Matched == nil && e.Used == nil && !e.NotMatched.Given && !e.StoppedBy.Given {
		return
	}
	known := c.namesExist(e)
	matched, used, stopped := c.reached()
	if e.Matched != nil {
		c.named("matched", e.Matched, matched, known)
	}
	if e.NotMatched.Given {
		c.named("not_matched", &scenario.Offer{Place: e.NotMatched.Place, Lacks: e.NotMatched.List}, matched, known)
	}
	if e.Used != nil {
		c.named("used", e.Used, used, known)
	}
	if e.StoppedBy.Given {
		o := &scenario.Offer{Place: e.StoppedBy.Place, Has: e.StoppedBy.List, Exact: true}
		c.named("stopped_by", o, stopped, known)
		c.neverStops(e.StoppedBy.List)
	}
}

// namesExist reports names that no ACL has: an expectation about one could never
// fail, or never hold.
func (c *checker) namesExist(e *scenario.Expect) map[string]bool {
	missing := map[string]bool{}
	look := func(o *scenario.Offer) {
		for _, name := range slices.Concat(o.Has, o.Lacks) {
			if text := c.unknownACL(name); text != "" && !missing[name] {
				missing[name] = true
				c.fail(Failure{Place: o.Place, Message: text})
			}
		}
	}
	for _, o := range []*scenario.Offer{e.Matched, e.Used} {
		if o != nil {
			look(o)
		}
	}
	for _, n := range []scenario.Names{e.NotMatched, e.StoppedBy} {
		look(&scenario.Offer{Place: n.Place, Has: n.List})
	}
	return missing
}

// reached collects what the answers say about ACLs.
func (c *checker) reached() (matched, used, stopped *reached) {
	rank := c.ranks()
	matched, used, stopped = &reached{is: map[*acl.ACL]presence{}}, &reached{is: map[*acl.ACL]presence{}}, &reached{is: map[*acl.ACL]presence{}}
	for i := range c.asked {
		a := c.answer(i)
		question := c.asked[i].Call.Question()
		var doubtful []*acl.ACL
		if d := a.Undetermined; d != nil {
			doubtful = d.MaybeMatched
			for _, w := range a.Unknown {
				if !slices.Contains(matched.why, w) {
					matched.why = append(matched.why, w)
				}
			}
		}
		of := func(x *acl.ACL) presence {
			if slices.Contains(doubtful, x) || a.Undetermined != nil && a.Undetermined.Exhausted {
				return maybe
			}
			return left
		}
		for _, x := range a.Matched {
			matched.add(x, of(x))
		}
		for _, x := range a.Used {
			used.add(x, of(x))
		}
		for _, x := range doubtful {
			matched.add(x, maybe)
			if len(c.Engine.ListedIn(x, question)) > 0 {
				used.add(x, maybe)
				if x.Stops() {
					stopped.add(x, maybe)
				}
			}
		}
		if x := a.StoppedBy; x != nil {
			stopped.add(x, c.stop(a, of(x)))
		}
	}
	for _, r := range []*reached{matched, used, stopped} {
		slices.SortFunc(r.order, func(a, b *acl.ACL) int { return rank[a] - rank[b] })
		r.why = matched.why
	}
	return matched, used, stopped
}

// stop: whether an ACL stops is in doubt too where one before it may.
func (c *checker) stop(a *simulate.Answer, p presence) presence {
	if d := a.Undetermined; d != nil && slices.ContainsFunc(d.MaybeMatched, func(x *acl.ACL) bool { return x.Stops() }) {
		return maybe
	}
	return p
}

// named compares ACLs by name; missing are names that no ACL has.
func (c *checker) named(what string, offer *scenario.Offer, got *reached, missing map[string]bool) {
	c.result.Checks++
	f := Failure{Place: offer.Place, What: what, Exact: offer.Exact, Want: offer.Has, Lacks: offer.Lacks}
	sure, unsure := got.names(left), got.names(maybe)
	var doubts []string
	for _, n := range offer.Has {
		switch {
		case missing[n], slices.Contains(sure, n):
		case slices.Contains(unsure, n):
			doubts = append(doubts, n)
		default:
			f.Missing = append(f.Missing, n)
		}
	}
	for _, n := range offer.Lacks {
		switch {
		case missing[n]:
		case slices.Contains(sure, n):
			f.Extra = append(f.Extra, n)
		case slices.Contains(unsure, n):
			doubts = append(doubts, n)
		}
	}
	if offer.Exact {
		for _, n := range sure {
			if !slices.Contains(offer.Has, n) {
				f.Extra = append(f.Extra, n)
			}
		}
		for _, n := range unsure {
			if !slices.Contains(offer.Has, n) {
				doubts = append(doubts, n)
			}
		}
	}
	f.Got = sure
	switch {
	case len(f.Missing)+len(f.Extra) > 0:
		c.fail(f)
	case len(doubts) > 0:
		f.Unknown, f.Maybe, f.Why = true, doubts, got.why
		f.Message = strings.Join(doubts, ", ") + ": not known"
		c.fail(f)
	}
}

// neverStops says of ACLs that were expected to stop and cannot that they cannot.
func (c *checker) neverStops(names []string) {
	if n := len(c.result.Failures); n > 0 && c.result.Failures[n-1].What == "stopped_by" {
		f := &c.result.Failures[n-1]
		for _, a := range c.Engine.ACLs() {
			if slices.Contains(names, a.Name) && slices.Contains(f.Missing, a.Name) && !a.Stops() {
				f.Why = append(f.Why, a.Name+" stops nothing: its StopAfterMatch is not set")
			}
		}
	}
}
