package scenario

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/simulate"
)

// search looks on the pages of a screen for the smallest scenario in which the
// ACL acts, or notes what kept it from it.
func (p *Prober) search(a *Asking, pages []*Scenario) {
	w := &walk{Prober: p, held: map[*acl.Entry]bool{}, screen: triesPerScreen}
	noticed := func() bool { return a.Acts != nil && a.Acts.Unseen == "" }
	for _, page := range pages {
		if noticed() && page.Form != nil {
			break // a form full of choices tells more
		}
		w.left = min(triesPerPage, w.screen)
		w.screen -= w.left
		f := w.from(page, 0)
		w.cut = w.cut || w.left < 0
		w.screen += max(w.left, 0)
		if f == nil {
			continue
		}
		if f = p.shrink(f); f.before(a.Acts) {
			a.Acts = f
		}
		if noticed() && f.Parts <= conditions(p.ACL) {
			break // no other page can be expected to need less
		}
	}
	if a.Acts == nil && w.unseen != nil {
		a.Acts = p.shrink(w.unseen)
	}
	if a.Acts == nil {
		a.Lacks = w.decisive()
	}
}

// before reports whether a scenario is a better one: one that shows what the ACL
// does, then one that tells less.
func (f *Found) before(g *Found) bool {
	switch {
	case g == nil:
		return true
	case (f.Unseen == "") != (g.Unseen == ""):
		return f.Unseen == ""
	}
	return f.Parts < g.Parts
}

// decisive are the lacks that matter most: that the screen cannot be used at all,
// else conditions that held in no scenario, else what is said of the ACL as a
// whole, else that nobody was asked. A search that ended early proves nothing.
func (w *walk) decisive() []Lack {
	if w.cut {
		return []Lack{{Why: notTried}}
	}
	of := func(keep func(Lack) bool) []Lack {
		return slices.DeleteFunc(slices.Clone(w.lacks), func(l Lack) bool { return !keep(l) })
	}
	for _, keep := range []func(Lack) bool{
		func(l Lack) bool { return l.Why == barredWhy },
		func(l Lack) bool { return l.Condition != nil && !w.held[l.Condition.List] },
		func(l Lack) bool { return l.Condition == nil && l.Why != asRoot },
	} {
		if l := of(keep); len(l) > 0 {
			return l
		}
	}
	return w.lacks
}

// notTried is said of a screen on which not everything was tried.
const notTried = "not tried: the search ended before"

// asRoot is said of a screen that asks in the name of the system.
const asRoot = "it asks as UserID 1, whom no ACL restricts"

// conditions counts the conditions of an ACL.
func conditions(a *acl.ACL) (n int) {
	for b := acl.Properties; b.IsMatch(); b++ {
		for _, area := range a.Block(b).Effective() {
			n += len(area.Value.Effective())
		}
	}
	return n
}

// walk is the search on one screen.
type walk struct {
	*Prober
	left    int // tries for the page, and for the screen beside them
	screen  int
	lacks   []Lack
	refused bool                // the screen does not take the scenario that was tried last
	held    map[*acl.Entry]bool // conditions that held at least once
	unseen  *Found              // in which it acts, but nobody notices
	cut     bool                // something was not tried
}

// from changes a scenario until the ACL acts in it: first what its own
// conditions need, then what keeps other ACLs out of its way.
func (w *walk) from(s *Scenario, depth int) *Found {
	if w.left <= 0 || w.spent() || depth > maxDepth {
		w.cut = true
		return nil
	}
	w.left--
	w.tries++
	t := w.try(s)
	if w.refused = t == nil; w.refused {
		return nil
	}
	f := w.found(t)
	switch {
	case f != nil && f.Unseen == "":
		return f
	case f != nil && f.before(w.unseen):
		w.unseen = f
	case t.plan.Refused:
		return w.barred(t, depth)
	}
	for _, a := range w.last(t.plan) {
		if f != nil {
			if gone, back := w.acts(a); len(gone)+len(back) > 0 {
				continue
			}
		}
		w.tries++
		if w.left--; w.left < 0 {
			w.cut = true
			return nil
		}
		if w.spent() {
			w.cut = true
			return nil
		}
		x := w.Engine.ExplainAll(&a.Call, a.System)
		w.looked(x.Answer)
		if x.Refused != simulate.NotRefused {
			w.lack(nil, asRoot)
			continue
		}
		for i := range x.ACLs {
			r := &x.ACLs[i]
			if r.ACL != w.ACL {
				continue
			}
			for k := range r.Conditions {
				if c := &r.Conditions[k]; c.Held && !c.Uncertain {
					w.held[c.List] = true
				}
			}
			if f := w.change(t, x, r, depth); f != nil {
				return f
			}
		}
	}
	return nil
}

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

// lack notes once what kept the ACL from acting.
func (w *walk) lack(c *simulate.Condition, why string) {
	if !slices.ContainsFunc(w.lacks, func(l Lack) bool {
		return l.Why == why && (l.Condition == nil) == (c == nil) && (c == nil || l.Condition.List == c.List)
	}) {
		w.lacks = append(w.lacks, Lack{Condition: c, Why: why})
	}
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
