package lint

import (
	"fmt"
	"hash/maphash"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// Of the ACLs with the same change as one, the nearest are looked at, and fewer of
// those with conditions on the same attributes compared: a set may have thousands that
// hide one action.
const (
	maxLooked   = 300
	maxCompared = 20
)

// duplicateACLs looks for ACLs that another one makes needless.
func duplicateACLs(p *pass) {
	order := p.inOrder()
	alike := map[changed][]int{} // by what they change, in evaluation order
	keys := newChangeKeys(p)
	of := make([]changed, len(order))
	for i, v := range order {
		if n := p.related().natureOf(v); len(n.limits) > 0 && !n.apart {
			of[i] = keys.of(v)
			alike[of[i]] = append(alike[of[i]], i)
		}
	}
	for i, v := range order {
		group := alike[of[i]]
		if len(group) < 2 {
			continue
		}
		if k := p.coveredBy(order, group, i); k >= 0 {
			p.needless(v, order[k], k > i)
		}
	}
}

func (p *pass) needless(v, by *view, later bool) {
	where := "before"
	if later {
		where = "behind"
	}
	d := p.find(v, v.NameSpan, fmt.Sprintf("'%s' %s it changes the same, wherever this ACL applies", by.Name, where), "this one can go")
	d.Related = []Related{{Place: by.Place(), Message: "changes the same"}}
}

// coveredBy is the nearest ACL of a group that makes another one needless, -1
// where there is none. Of two with the same conditions the second is needless.
func (p *pass) coveredBy(order []*view, group []int, i int) int {
	r := p.related()
	at, _ := slices.BinarySearch(group, i)
	has := r.natureOf(order[i]).attributes
	compared := 0
	for step := 1; step < min(len(group), maxLooked) && compared < maxCompared; step++ {
		for _, k := range []int{at - step, at + step} {
			if k < 0 || k >= len(group) || r.natureOf(order[group[k]]).attributes&^has != 0 {
				continue
			}
			compared++
			if p.covers(order, group, group[k], i) {
				return group[k]
			}
		}
	}
	return -1
}

// covers reports whether an ACL of a group makes another one of it needless:
// its condition is a more general one, and nothing in between makes a difference.
func (p *pass) covers(order []*view, group []int, general, special int) bool {
	r := p.related()
	a, b := order[general], order[special]
	if r.natureOf(a).stops != r.natureOf(b).stops || !r.specialCase(b, a) {
		return false
	}
	if general > special && r.specialCase(a, b) {
		return false // equal: the first one stays
	}
	if r.neverReached(b) || r.replacedLater(b) || general < special && r.natureOf(a).stops && !slices.ContainsFunc(r.natureOf(b).limits, func(l limit) bool { return !r.canStop(&l) }) {
		return true
	}
	for i := min(general, special) + 1; i < max(general, special); i++ {
		c := order[i]
		if !p.sameQuestion(b, c) || !r.natureOf(c).apart && !r.together(b, c) {
			continue
		}
		_, alike := slices.BinarySearch(group, i)
		switch n := r.natureOf(c); {
		case n.apart:
			return false
		case alike: // it makes no difference whose change it is
		case n.stops && general < special && !slices.ContainsFunc(n.limits, func(l limit) bool { return !r.canStop(&l) }):
			// Where it matches, the special one is not reached.
		case n.stops:
			return false
		case general > special:
			// What comes last does the same once more. Where the first one stops, what lies
			// between would come into play.
			if r.natureOf(b).stops && !r.overrides(a, c) {
				return false
			}
		case !p.Target.Switches.Accumulate, p.orderMatters(b, c):
			return false
		}
	}
	return true
}

// neverReached reports whether all lists of an ACL stand behind others that stop wherever
// it matches.
func (r *relations) neverReached(v *view) bool {
	limits := r.natureOf(v).limits
	for i := range limits {
		if !r.canStop(&limits[i]) || r.stopper(v, &limits[i]) == nil {
			return false
		}
	}
	return len(limits) > 0
}

// replacedLater reports whether wherever an ACL matches later ones start anew with all of its
// lists: by Possible, or up to OTRS 3.3 by whatever they do.
func (r *relations) replacedLater(v *view) bool {
	n := r.natureOf(v)
	for i := range n.limits {
		if n.stops || !r.startsAnew(v, &n.limits[i]) {
			return false
		}
	}
	return len(n.limits) > 0
}

func (r *relations) startsAnew(v *view, l *limit) bool {
	if !r.Target.Switches.Accumulate && l.special && r.names[l.question] != "? Action" {
		return false // sets, which intersect
	}
	behind := r.limiting(l.question)[len(r.before(l.question, v))+1:]
	for _, later := range behind[:min(len(behind), maxPairs)] {
		n := r.natureOf(later)
		if n.apart {
			return false
		}
		if (!r.Target.Switches.Accumulate || n.limitOf(l.question).sections[0] != nil) && r.specialCase(v, later) {
			return true
		}
		if n.stops && r.together(v, later) {
			return false
		}
	}
	return false
}

// overrides reports whether behind c nothing is left to see of it, once a has matched too.
func (r *relations) overrides(a, c *view) bool {
	if !r.Target.Switches.Accumulate {
		return true
	}
	for _, lc := range r.natureOf(c).limits {
		la := r.natureOf(a).limitOf(lc.question)
		if la == nil {
			continue // a does not limit it, so it stops nothing there
		}
		for _, n := range append(append(slices.Clone(la.named), lc.named...), r.number(anotherValue)) {
			if r.fate(&lc, n) != stays && r.fate(la, n) != goes && r.fate(la, n) != comes {
				return false
			}
		}
	}
	return true
}

// sameQuestion reports whether two ACLs limit some question both. What nobody
// knows about may limit any.
func (p *pass) sameQuestion(a, b *view) bool {
	r := p.related()
	m, n := r.natureOf(a), r.natureOf(b)
	if n.apart && !n.never {
		return true
	}
	return slices.ContainsFunc(m.limits, func(x limit) bool {
		return slices.ContainsFunc(n.limits, func(y limit) bool { return x.question == y.question })
	})
}

// changed stands for what an ACL changes: two hashes of it, the same for all that
// change the same.
type changed [2]uint64

// changeKeys makes them.
type changeKeys struct {
	*pass
	hashes [2]maphash.Hash
	texts  []string
	lists  []reading.List
}

func newChangeKeys(p *pass) *changeKeys {
	k := &changeKeys{pass: p}
	for i := range k.hashes {
		k.hashes[i].SetSeed(maphash.MakeSeed())
	}
	return k
}

func (k *changeKeys) of(v *view) changed {
	for i := range k.hashes {
		k.hashes[i].Reset()
	}
	k.lists = k.AppendLists(k.lists[:0], v.ACL)
	for i := range k.lists {
		l := &k.lists[i]
		if l.Block.IsMatch() || k.Effect(l) != reading.Applied {
			continue
		}
		k.texts = k.texts[:0]
		for n := range l.Value().Items() {
			if it := &l.Value().Items()[n]; comparable(it) {
				k.texts = append(k.texts, it.Text)
			} else if it.Kind == acl.Dynamic {
				k.texts = append(k.texts, fmt.Sprintf("\x00%p", it)) // like no other
			}
		}
		slices.Sort(k.texts)
		k.add(l.Block.String(), l.Area, l.Attr)
		k.add(slices.Compact(k.texts)...)
		k.add("\x01")
	}
	return changed{k.hashes[0].Sum64(), k.hashes[1].Sum64()}
}

func (k *changeKeys) add(texts ...string) {
	for i := range k.hashes {
		for _, t := range texts {
			_, _ = k.hashes[i].WriteString(t) // which never fails
			_ = k.hashes[i].WriteByte(0)
		}
	}
}
