package lint

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// isLone reports whether nothing can be said of what is not there: an export of one ACL
// is a part of something, and code may add more.
func (p *pass) isLone() bool { return len(p.in.Read.Set.ACLs) < 2 || len(p.in.Read.Set.Doubts) > 0 }

// addWithoutLimit tells of each PossibleAdd that has nothing to bring back.
func addWithoutLimit(p *pass) {
	if p.isLone() {
		return
	}
	r := p.related()
	r.eachLimit(func(b *view, l *limit) {
		if l.sections[1] == nil || l.sections[0] != nil || r.natureOf(b).stops && r.canStop(l) || r.mayHaveLimited(b, l) {
			return // an addition alone is enough to keep what comes behind from being looked at
		}
		if list := p.listOf(b, r.names[l.question], acl.PossibleAdd); list != nil {
			p.find(b, list.Entry.KeySpan, "nothing before this ACL takes away what it adds: it does nothing", "name it behind the ACL that does, or remove it")
		}
	})
}

// mayHaveLimited reports whether some ACL before b may take away what it adds.
func (r *relations) mayHaveLimited(b *view, l *limit) bool {
	for _, a := range r.before(l.question, b) {
		la := r.natureOf(a).limitOf(l.question)
		if la == nil || r.natureOf(a).apart {
			return true
		}
		if r.exclusive(a, b) {
			continue
		}
		if !l.isListed(1) || !la.isListed(0) || !la.isListed(2) {
			return true // a pattern hits more than the set names
		}
		for _, n := range append(append(slices.Clone(l.named), la.named...), r.number(anotherValue)) {
			if f := r.fate(la, n); (f == goes || f == unsure) && r.hitsNumber(l, 1, n) != reading.No {
				return true
			}
		}
	}
	return false
}

// isListed reports whether a section matches certain texts and nothing else; none does.
func (l *limit) isListed(section int) bool {
	return l.sections[section] == nil || l.listed[section] != nil
}

// exclusive reports whether two ACLs certainly never match together.
func (r *relations) exclusive(a, b *view) bool {
	m, n := r.natureOf(a), r.natureOf(b)
	if m.apart || n.apart {
		return false
	}
	if m.parted(n) {
		return true
	}
	for i := range m.conditions {
		for k := range n.conditions {
			x, y := &m.conditions[i], &n.conditions[k]
			if x.attribute == y.attribute && r.excludes(x, y) {
				return true
			}
		}
	}
	return false
}

// excludes reports whether certainly nothing meets both of two conditions on one
// attribute.
func (r *relations) excludes(x, y *condition) bool {
	switch {
	case !x.single:
		return r.excludeLists(x, y)
	case x.exact != nil && y.exact != nil:
		return !meet(x.exact, y.exact)
	case x.exact != nil:
		return r.meetsNone(x.exact, y.list)
	case y.exact != nil:
		return r.meetsNone(y.exact, x.list)
	}
	return false
}

// stopOrder tells of lists that are never reached, and of stops that stop nothing.
func stopOrder(p *pass) {
	r := p.related()
	for _, v := range p.inOrder() {
		n := r.natureOf(v)
		if n.apart {
			continue
		}
		for i := range n.limits {
			r.unreached(v, &n.limits[i])
		}
		if n.stops && len(n.limits) > 0 && !p.isLone() {
			r.stopsNothing(v, n)
		}
	}
}

// canStop reports whether StopAfterMatch counts for a question: never for actions up to
// OTRS 3.3, nor for the sets of processes and dialogs there.
func (r *relations) canStop(l *limit) bool { return r.Target.Switches.Accumulate || !l.special }

func (r *relations) unreached(v *view, l *limit) {
	if !r.canStop(l) {
		return
	}
	a := r.stopper(v, l)
	if a == nil {
		return
	}
	at := v.NameSpan
	for s := acl.Possible; s <= acl.PossibleNot; s++ {
		if list := r.listOf(v, r.names[l.question], s); list != nil {
			at = list.Entry.KeySpan
			break
		}
	}
	d := r.find(v, at, shownName(a.Name)+" stops before it wherever this ACL matches: it never does anything here", "give it a name before that one")
	d.Related = []Related{{Place: a.Place(), Message: "stops"}}
}

// stopper is an ACL that stops before another one wherever that matches, nil where there is
// none.
func (r *relations) stopper(v *view, l *limit) *view {
	before := r.before(l.question, v)
	for i := len(before) - 1; i >= 0 && len(before)-i <= maxPairs; i-- {
		if n := r.natureOf(before[i]); !n.apart && n.stops && r.specialCase(v, before[i]) {
			return before[i]
		}
	}
	return nil
}

func (r *relations) stopsNothing(v *view, n *nature) {
	able := false
	for i := range n.limits {
		l := &n.limits[i]
		if !r.canStop(l) {
			continue
		}
		able = true
		all := r.limiting(l.question)
		for _, later := range all[len(r.before(l.question, v))+1:] {
			if !r.exclusive(v, later) {
				return
			}
		}
	}
	summary := "nothing behind this ACL limits the same: it stops nothing"
	if !able {
		summary = "StopAfterMatch counts for fields of the ticket only: it stops nothing"
	}
	at := v.NameSpan
	if stop := v.Meta.StopAfterMatch; stop != nil {
		at = stop.Span
	}
	r.find(v, at, summary, "leave StopAfterMatch out")
}
