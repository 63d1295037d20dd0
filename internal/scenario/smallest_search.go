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

// lack notes once what kept the ACL from acting.
func (w *walk) lack(c *simulate.Condition, why string) {
	if !slices.ContainsFunc(w.lacks, func(l Lack) bool {
		return l.Why == why && (l.Condition == nil) == (c == nil) && (c == nil || l.Condition.List == c.List)
	}) {
		w.lacks = append(w.lacks, Lack{Condition: c, Why: why})
	}
}
