package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// maxCompared bounds how many ACLs with the same change are compared with each
// one, the nearest first: a set may have thousands that hide one action. Equal
// conditions are found without.
const maxCompared = 200

// duplicateACLs looks for ACLs that another one makes needless.
func duplicateACLs(p *pass) {
	order := p.inOrder()
	alike := map[string][]int{} // by what they change, in evaluation order
	for i, v := range order {
		if key := p.changeKey(v); key != "" && !p.related().natureOf(v).apart {
			alike[key] = append(alike[key], i)
		}
	}
	for i, v := range order {
		key := p.changeKey(v)
		group := alike[key]
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
	at, _ := slices.BinarySearch(group, i)
	compared := 0
	for step := 1; step < len(group) && compared < maxCompared; step++ {
		for _, k := range []int{at - step, at + step} {
			if k < 0 || k >= len(group) {
				continue
			}
			compared++
			if p.covers(order, group[k], i) {
				return group[k]
			}
		}
	}
	return -1
}

// covers reports whether an ACL makes another one that changes the same needless:
// its condition is a more general one, and nothing in between makes a difference.
func (p *pass) covers(order []*view, general, special int) bool {
	r := p.related()
	a, b := order[general], order[special]
	if a.Stops() != b.Stops() || !r.specialCase(b, a) {
		return false
	}
	if general > special && r.specialCase(a, b) {
		return false // equal: the first one stays
	}
	for i := min(general, special) + 1; i < max(general, special); i++ {
		c := order[i]
		if !p.sameQuestion(b, c) || !r.natureOf(c).apart && !r.together(b, c) {
			continue
		}
		if general > special {
			// What comes last does the same once more, unless it is not reached.
			if c.Stops() || r.natureOf(c).apart {
				return false
			}
			continue
		}
		if r.natureOf(c).apart || !p.Target.Switches.Accumulate || p.orderMatters(b, c) || c.Stops() {
			return false
		}
	}
	return true
}

// sameQuestion reports whether two ACLs limit some question both. What nobody
// knows about may limit any.
func (p *pass) sameQuestion(a, b *view) bool {
	r := p.related()
	m, n := r.natureOf(a), r.natureOf(b)
	if n.apart && p.Never(b.ACL) == "" {
		return true
	}
	return slices.ContainsFunc(m.limits, func(x limit) bool {
		return slices.ContainsFunc(n.limits, func(y limit) bool { return x.question == y.question })
	})
}

// changeKey is what an ACL changes, the same for all that change the same; "" for
// nothing.
func (p *pass) changeKey(v *view) string {
	if v.change != nil {
		return *v.change
	}
	var b strings.Builder
	for i := range v.lists {
		l := &v.lists[i]
		if l.Block.IsMatch() || p.Effect(l) != reading.Applied {
			continue
		}
		var texts []string
		for k := range l.Value().Items() {
			if it := &l.Value().Items()[k]; comparable(it) {
				texts = append(texts, it.Text)
			} else if it.Kind == acl.Dynamic {
				texts = append(texts, fmt.Sprintf("\x00%p", it)) // like no other
			}
		}
		slices.Sort(texts)
		fmt.Fprintf(&b, "%s\x01%s\x02", l.Where(), strings.Join(slices.Compact(texts), "\x01"))
	}
	key := b.String()
	v.change = &key
	return key
}
