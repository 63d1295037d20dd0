package migrate

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// mostEmptying bounds the ACLs of which all combinations are looked at.
const mostEmptying = 12

// emptying are the ACLs in force that have sets of processes, in their order.
type emptying struct {
	*migration
	all    []*draft
	active []string // processes, by their ids in the new system
	three  bool     // of the Possible of three, the third may begin anew
	added  int
}

// emptiedSets is for sets of processes that leave no active one: the old engine offers
// all then. Whatever else matches, fewer are left the more ACLs match, unless a third
// Possible begins anew. So an ACL behind all of them gives back everything where one
// ACL, or two together, leave nothing.
func emptiedSets(m *migration) {
	e := &emptying{migration: m}
	if m.FromInventory == nil || !m.FromInventory.Complete("processes") || m.FromInventory.Processes == nil {
		return
	}
	ids, inactive := m.entityIDsOf(), false
	for _, p := range m.FromInventory.Processes {
		id := p.ID
		if i := slices.IndexFunc(ids, func(x pair) bool { return x.old == id }); i >= 0 {
			id = ids[i].new
		}
		if p.State == "Active" {
			e.active = append(e.active, id)
		} else {
			inactive = true
		}
	}
	for _, d := range m.live() {
		possible, not := d.pairOf("Process")
		switch {
		case d.verbatim:
			return
		case possible != nil && len(possible.v.Items()) == 0:
			return // it allows nothing, and the next one begins anew
		case possible != nil || not != nil:
			e.all = append(e.all, d)
		}
	}
	if len(e.all) < 2 || len(e.all) > mostEmptying {
		m.setsKept = len(e.all) == 1 && !inactive
		return
	}
	e.three = e.anyThree()
	m.setsKept = !inactive && !e.three
	for _, d := range slices.Clone(e.all) {
		if len(e.left(d)) == 0 && !e.giveBack(d, nil) {
			m.setsKept = false
		}
	}
	for i, x := range e.all {
		for _, y := range e.all[i+1:] {
			if e.together(x, y) && len(e.left(x)) > 0 && len(e.left(y)) > 0 && len(e.left(x, y)) == 0 && !e.giveBack(x, y) {
				m.setsKept = false
			}
		}
	}
	if m.setsKept && e.more(nil, 0) {
		m.setsKept = false
	}
}

// anyThree reports whether three of those with a Possible may match together.
func (e *emptying) anyThree() bool {
	var with []*draft
	for _, d := range e.all {
		if d.list(acl.Possible, "Process") != nil {
			with = append(with, d)
		}
	}
	for i, x := range with {
		for k, y := range with[i+1:] {
			for _, z := range with[i+k+2:] {
				if e.together(x, y, z) {
					return true
				}
			}
		}
	}
	return false
}

// together reports whether ACLs may match together.
func (e *emptying) together(ds ...*draft) bool {
	for i, x := range ds {
		if slices.ContainsFunc(ds[i+1:], func(y *draft) bool { return !e.mayMeet(x, y) }) {
			return false
		}
	}
	return true
}

// left are the active processes that ACLs leave together, or with three Possible at
// least those that are left whatever these come to.
func (e *emptying) left(ds ...*draft) []string {
	return slices.DeleteFunc(slices.Clone(e.active), func(id string) bool {
		return slices.ContainsFunc(ds, func(d *draft) bool {
			possible, not := d.pairOf("Process")
			return possible != nil && !e.three && !e.names(&possible.v, id) || not != nil && e.names(&not.v, id)
		})
	})
}

// more reports whether three or more ACLs leave nothing, of which no two do.
func (e *emptying) more(chosen []*draft, at int) bool {
	for i := at; i < len(e.all); i++ {
		next := append(slices.Clone(chosen), e.all[i])
		switch {
		case !e.together(next...):
		case len(e.left(next...)) == 0:
			if len(next) > 2 {
				return true
			}
		case e.more(next, i+1):
			return true
		}
	}
	return false
}

// giveBack makes an ACL behind all others that offers every process where an ACL, or
// two of them, match. It reports whether that can be said.
func (e *emptying) giveBack(x, y *draft) bool {
	what := "all processes where it matches, since it leaves none"
	before := x.sets()
	if y == nil {
		_, behind := e.others(x, "Process")
		if len(behind) == 0 {
			possible, not := x.pairOf("Process")
			span := acl.Span{}
			for _, l := range []*list{possible, not} {
				if l != nil {
					span = l.span
				}
			}
			x.drop(acl.PossibleNot, "Process")
			x.put(acl.Possible, "Process", "", listOf(everything), span)
			e.changed(x, span, before, x.list(acl.Possible, "Process").shown())
			return true
		}
	}
	name, ok := e.last()
	if !ok || e.added >= len(e.all) {
		return false
	}
	c := x.clone(name)
	if y != nil {
		before += ", '" + y.name + "': " + y.sets()
		what = "all processes where both match, since they leave none"
		for b := range c.was {
			c.was[b] = slices.Concat(x.was[b], y.was[b])
		}
		switch ok, never := e.alsoAs(c, y); {
		case never:
			return true
		case !ok:
			return false
		}
	}
	c.put(acl.Possible, "Process", "", listOf(everything), acl.Span{})
	e.changed(c, acl.Span{}, before, "'"+name+"': "+what)
	e.insert(c)
	e.added++
	return true
}

// sets is what an ACL says of processes, for a report.
func (d *draft) sets() string {
	var out []string
	for i := range d.lists {
		if l := &d.lists[i]; l.area == "Process" {
			out = append(out, l.shown())
		}
	}
	return strings.Join(out, ", ")
}

// last is a name behind all ACLs with sets of processes.
func (e *emptying) last() (string, bool) {
	base := e.all[len(e.all)-1].name
	for n := 1; ; n++ {
		name := base + " (processes)"
		if n > 1 {
			name = fmt.Sprintf("%s (processes %d)", base, n)
		}
		if utf8.RuneCountInString(name) > e.To.Switches.NameMax {
			return "", false
		}
		if !slices.ContainsFunc(e.drafts, func(o *draft) bool { return strings.EqualFold(o.name, name) }) {
			return name, true
		}
	}
}

// alsoAs gives an ACL the conditions of another one beside its own; never: no call meets
// both.
func (m *migration) alsoAs(c, y *draft) (ok, never bool) {
	for b := range y.match {
		if slices.ContainsFunc(slices.Concat(c.match[b], y.match[b]), func(x cond) bool { return x.attr == "" }) {
			return false, false
		}
		for _, x := range y.match[b] {
			x.v = copied(&x.v)
			mine := c.condition(b, x.area, x.attr)
			switch {
			case mine == nil:
				c.match[b] = append(c.match[b], x)
			case shown(&mine.v) == shown(&x.v):
			case m.isList(&x) != no:
				return false, false
			default:
				both, ok := m.both(&mine.v, &x.v)
				if !ok {
					return false, false
				}
				if len(both.Items()) == 0 {
					return true, true
				}
				mine.v = both
			}
		}
	}
	return true, false
}

// givesBack reports whether a list is that of an ACL that emptiedSets made.
func givesBack(l *list) bool {
	return l != nil && l.block == acl.Possible && len(l.v.Items()) == 1 && l.v.Items()[0].Text == everything
}
