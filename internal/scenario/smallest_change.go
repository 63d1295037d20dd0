package scenario

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/simulate"
)

// change makes the next change for one question.
func (w *walk) change(t *tried, x *simulate.Explanation, r *simulate.ACLReport, depth int) *Found {
	switch r.Status {
	case simulate.NotMatched, simulate.MaybeMatched:
		if f, tried := w.satisfy(t, x, r, depth); tried {
			return f
		}
	case simulate.Died:
		w.lack(nil, "the call ends with an error: "+x.Died.Message)
		return nil
	}
	if why := w.idle(x); why != "" {
		w.lack(nil, why)
		return nil
	}
	// It matches, or something before it stops: others are in its way.
	for _, other := range inTheWay(x, r) {
		for _, n := range x.Avoid(other, r) {
			s := t.s.clone()
			if !w.put(s, t, &n) {
				continue
			}
			if f := w.from(s, depth+1); f != nil {
				return f
			}
		}
	}
	switch {
	case r.Status == simulate.NotReached && x.StoppedBy != nil:
		w.lack(nil, x.StoppedBy.Name+" stops the evaluation before it")
	case r.Status == simulate.NotReached && x.Died != nil:
		w.lack(nil, "the call ends with an error in "+x.Died.ACL)
	case r.Status == simulate.Matched:
		w.lack(nil, inVain)
		w.seen(x, r)
	}
	return nil
}

// idle says why an ACL would change nothing in a list even alone, or after
// others that take everything that it adds; "" where it would.
func (w *walk) idle(x *simulate.Explanation) string {
	if len(x.Fates) == 0 {
		return "the screen offers nothing there"
	}
	question := x.Question()
	adds := false
	for i := range x.Fates {
		c := &x.Fates[i].Candidate
		if w.Engine.Takes(w.ACL, question, c.Name) {
			return ""
		}
		for _, section := range []acl.BlockName{acl.Possible, acl.PossibleAdd} {
			_, named := w.Engine.NamedIn(w.ACL, question, section, c.Name)
			adds = adds || named
		}
	}
	if !adds {
		return "it names nothing that the screen offers"
	}
	for _, before := range w.Engine.ACLs() {
		if before == w.ACL {
			return "it takes nothing that the screen offers, and no ACL before it takes what it adds"
		}
		for i := range x.Fates {
			if w.Engine.Takes(before, question, x.Fates[i].Candidate.Name) {
				return ""
			}
		}
	}
	return ""
}

// inVain is said of an ACL that matches.
const inVain = "it matches, and the list is the same without it"

// seen notes the ACLs that make a list what it is, with or without the one at
// hand.
func (w *walk) seen(x *simulate.Explanation, r *simulate.ACLReport) {
	at := slices.IndexFunc(w.lacks, func(l Lack) bool { return l.Why == inVain })
	for _, o := range inTheWay(x, r) {
		if l := &w.lacks[at]; !slices.Contains(l.Others, o.ACL) {
			l.Others = append(l.Others, o.ACL)
		}
	}
}

// satisfy gives the conditions what they need. tried is false where nothing
// is needed.
func (w *walk) satisfy(t *tried, x *simulate.Explanation, r *simulate.ACLReport, depth int) (f *Found, tried bool) {
	m := x.Miss(r)
	if m.Never != "" {
		w.lack(nil, m.Never)
		return nil, true
	}
	if len(m.Needs) == 0 {
		return nil, false
	}
	possible := true
	for i := range m.Needs {
		if n := &m.Needs[i]; n.Cannot != "" {
			w.lack(n.Condition, n.Cannot)
			possible = false
		} else if !n.Value.Defined() {
			w.lack(n.Condition, "no value is known that holds")
			possible = false
		}
	}
	if !possible {
		return nil, true
	}
	s := t.s.clone()
	for i := range m.Needs {
		n := &m.Needs[i]
		if !w.put(s, t, n) {
			w.lack(n.Condition, w.unplaced(s, n))
			return nil, true
		}
	}
	if equal(s, t.s) {
		for i := range m.Needs {
			w.lack(m.Needs[i].Condition, "what is stored or chosen there does not reach the question")
		}
		return nil, true
	}
	f = w.from(s, depth+1)
	if f == nil && w.refused {
		for i := range m.Needs {
			w.lack(m.Needs[i].Condition, w.unplaced(s, &m.Needs[i]))
		}
	}
	w.refused = false
	return f, true
}

// inTheWay are the ACLs beside one that match, or may, in a call: the one that
// stops before it, those behind it, those before it.
func inTheWay(x *simulate.Explanation, r *simulate.ACLReport) []*simulate.ACLReport {
	var first, behind, before []*simulate.ACLReport
	seen := false
	for i := range x.ACLs {
		o := &x.ACLs[i]
		switch {
		case o == r:
			seen = true
		case o.ACL == x.StoppedBy:
			first = append(first, o)
		case o.Status != simulate.Matched && o.Status != simulate.MaybeMatched || !x.HasList(o.ACL):
		case seen:
			behind = append(behind, o)
		default:
			before = append(before, o)
		}
	}
	return slices.Concat(first, behind, before)
}
