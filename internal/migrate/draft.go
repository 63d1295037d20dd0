package migrate

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// draft is an ACL that is being rewritten.
type draft struct {
	src   *acl.ACL // nil of one that was made
	from  string   // name in the source, of what was made the one it stands for
	name  string
	made  bool // beside the one of src
	match [2][]cond
	lists []list
	stops bool
	// was are the conditions of the source, as its engine looks at them.
	was [2][]cond
	// deployed: it takes part. verbatim: it is left as it stands, whatever that is.
	deployed, verbatim bool
	// never is why it applied to nothing under the old engine.
	never string
	off   bool
	// offNote says in its description why it is switched off, where it did apply.
	offNote string
	// emptied: it did apply, and the new engine reads none of its lists.
	emptied bool
	// hadLists: it has lists in the source.
	hadLists bool
	// undone is the condition under which it undoes another one; see emptyFields.
	undone *cond

	touched  bool
	notes    []string
	rewrites []*Rewrite
	needs    []*Need
}

// cond is one condition, or with no attribute an area without any.
type cond struct {
	area, attr string
	v          acl.Value
	span       acl.Span // of the key
	// empty: the empty text of a free field met it; see emptyFields.
	empty bool
}

func (c *cond) name(block int) string {
	return acl.BlockName(block).String() + "." + strings.TrimSuffix(c.area+"."+c.attr, ".")
}

// list is what a section does to one question.
type list struct {
	block     acl.BlockName
	area, sub string // Ticket and State; Action and nothing
	v         acl.Value
	span      acl.Span
}

func (l *list) question() string { return strings.TrimSuffix(l.area+"."+l.sub, ".") }

func (l *list) name() string { return l.block.String() + "." + l.question() }

// isList reports whether it is a list, and no hash of actions.
func (l *list) isList() bool { return l.v.Kind == acl.List }

func (d *draft) place(span acl.Span) acl.Place {
	if d.src == nil {
		return acl.Place{}
	}
	if !span.IsValid() {
		return d.src.Place()
	}
	return acl.Place{File: d.src.File, Span: span}
}

// condition finds a condition of a block.
func (d *draft) condition(block int, area, attr string) *cond {
	for i := range d.match[block] {
		if c := &d.match[block][i]; c.area == area && c.attr == attr {
			return c
		}
	}
	return nil
}

// list finds the list of a section for a question.
func (d *draft) list(block acl.BlockName, question string) *list {
	for i := range d.lists {
		if l := &d.lists[i]; l.block == block && l.question() == question {
			return l
		}
	}
	return nil
}

// put gives a section a list for a question.
func (d *draft) put(block acl.BlockName, area, sub string, v acl.Value, span acl.Span) {
	l := list{block: block, area: area, sub: sub, v: v, span: span}
	if old := d.list(block, l.question()); old != nil {
		*old = l
		return
	}
	d.lists = append(d.lists, l)
}

// drop takes a section's list for a question away.
func (d *draft) drop(block acl.BlockName, question string) {
	d.lists = slices.DeleteFunc(d.lists, func(l list) bool { return l.block == block && l.question() == question })
}

// questions are those that an ACL has lists for, sorted.
func (d *draft) questions() []string {
	var out []string
	for i := range d.lists {
		out = append(out, d.lists[i].question())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// limits reports whether an ACL has a list for a question.
func (d *draft) limits(question string) bool {
	return slices.ContainsFunc(d.lists, func(l list) bool { return l.question() == question })
}

// clone is another ACL with the same conditions and no lists.
func (d *draft) clone(name string) *draft {
	c := &draft{src: d.src, from: d.from, name: name, made: true, deployed: d.deployed, never: d.never, was: d.was, touched: true}
	for b := range d.match {
		for i := range d.match[b] {
			x := d.match[b][i]
			x.v = copied(&x.v)
			c.match[b] = append(c.match[b], x)
		}
	}
	c.notes = slices.Clone(d.notes)
	return c
}

// apart makes another ACL of the lists for some questions, which this one loses.
func (d *draft) apart(name string, of func(question string) bool) *draft {
	c := d.clone(name)
	c.stops = d.stops
	for i := range d.lists {
		if l := d.lists[i]; of(l.question()) {
			l.v = copied(&l.v)
			c.lists = append(c.lists, l)
		}
	}
	d.lists = slices.DeleteFunc(d.lists, func(l list) bool { return of(l.question()) })
	// What a person has to look at goes with the lists.
	d.needs = slices.DeleteFunc(d.needs, func(n *Need) bool {
		if n.Question == "" || of(n.Question) {
			told := *n
			c.needs = append(c.needs, &told)
		}
		return n.Question != "" && of(n.Question)
	})
	return c
}

// insert puts an ACL into the order.
func (m *migration) insert(d *draft) {
	at, _ := slices.BinarySearchFunc(m.drafts, d, func(a, b *draft) int { return strings.Compare(a.name, b.name) })
	m.drafts = slices.Insert(m.drafts, at, d)
}
