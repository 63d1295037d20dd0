package lint

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// askSet is a set of questions of the table: of those for one list, by their place in
// calls.asking. nil: nobody can tell.
type askSet []uint64

func (a askSet) has(i int) bool { return a == nil || a[i/64]&(1<<(i%64)) != 0 }

func (a askSet) isEmpty() bool {
	return a != nil && !slices.ContainsFunc(a, func(w uint64) bool { return w != 0 })
}

// and is what two sets share.
func (a askSet) and(b askSet) askSet {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	both := make(askSet, len(a))
	for i := range a {
		both[i] = a[i] & b[i]
	}
	return both
}

// askedKey is a list, and what is wanted of the questions for it.
type askedKey struct {
	question, want string
	block          acl.BlockName
}

// asked are the questions for a list in which all that an ACL has conditions on may be
// there: what question-not-asked, type-hidden and create-screen-database know of an ACL
// alone, rules about several ask here.
func (r *relations) asked(n *onScreens, lists []reading.List, l *reading.List) askSet {
	s := r.calls()
	if !seesForms(r.Target) || len(s.asking(l)) == 0 {
		return nil
	}
	if !s.knowsAll(n, l) {
		return nil
	}
	var set askSet
	if !n.any {
		set = r.askedWith(l, askedKey{want: "\x00" + strings.Join(n.names, "\x00")}, func(a *call) bool { return slices.Contains(n.names, a.action) })
	}
	for i := range lists {
		c := &lists[i]
		if !c.Block.IsMatch() || c.Attr == "" || c.Area == "Frontend" || r.isOpen(c) {
			continue
		}
		set = set.and(r.askedWith(l, askedKey{block: c.Block, want: c.Area + "." + c.Attr}, func(a *call) bool { return r.passes(a, c) }))
	}
	return set
}

// askedWith are the questions for a list of which something holds; it is remembered.
func (r *relations) askedWith(l *reading.List, key askedKey, holds func(*call) bool) askSet {
	key.question = questionOf(l)
	set, ok := r.askSets[key]
	if ok {
		return set
	}
	all := r.calls().asking(l)
	set = make(askSet, (len(all)+63)/64)
	for i, a := range all {
		if holds(a) {
			set[i/64] |= 1 << (i % 64)
		}
	}
	if r.askSets == nil {
		r.askSets = map[askedKey]askSet{}
	}
	r.askSets[key] = set
	return set
}

// isOpen reports whether nobody knows which calls bring what a condition is on.
func (r *relations) isOpen(c *reading.List) bool {
	return !r.Target.Switches.Sections.Has(c.Area) || r.isExtension(c) || r.attributeMeant(c.Area, c.Attr) != "" ||
		c.Area == "Ticket" && r.Target.Switches.FreeFields != product.NoFreeFields
}

// passes reports whether a question brings what a condition is on. Where the table was
// measured on another product, what the screen passes with any question of the same Action
// counts.
func (r *relations) passes(a *call, c *reading.List) bool {
	s := r.calls()
	if c.Area == "User" {
		return !a.screen.Customer
	}
	switch {
	case s.brings(a, c.Block, c.Area, c.Attr).Defined():
		return true
	case r.Target.ScreensAssumed() == "", c.Block == acl.Properties && c.Area == "Type" && a.question.Sub == "Queue" && s.hidesType(a):
		return false
	}
	return slices.ContainsFunc(s.ofScreen(a.screen), func(b *call) bool { return b.action == a.action && s.brings(b, c.Block, c.Area, c.Attr).Defined() })
}

// ofScreen are all questions of a screen.
func (s *calls) ofScreen(screen *product.Screen) []*call {
	if s.byScreen == nil {
		s.byScreen = map[*product.Screen][]*call{}
		for i := range s.asked {
			a := &s.asked[i]
			s.byScreen[a.screen] = append(s.byScreen[a.screen], a)
		}
	}
	return s.byScreen[screen]
}

// togetherOn reports whether two ACLs may match in one and the same scenario, in which
// some screen asks for a list that both limit.
func (r *relations) togetherOn(question int32, a, b *view) bool {
	return !r.askedOf(question, a, b).isEmpty() && r.together(a, b)
}

// askedOf are the questions for a list that some ACLs share.
func (r *relations) askedOf(question int32, vs ...*view) askSet {
	var set askSet
	for _, v := range vs {
		if l := r.natureOf(v).limitOf(question); l != nil {
			set = set.and(l.asked)
		}
	}
	return set
}

// asksOnSave reports whether a screen puts a question for an ACL's list when its form is
// sent, by what stores the value.
func (r *relations) asksOnSave(question int32, v *view, screen string) bool {
	set := r.askedOf(question, v)
	if set == nil {
		return true
	}
	for i, a := range r.calls().byQuestion[r.asksFor(question)] {
		if set.has(i) && a.stage.Setter && a.screen.Name == screen {
			return true
		}
	}
	return false
}

// actionsAsked are what some questions have as Frontend.Action: one that no ACL names, where
// there is one, else those that are named; nil where nobody can tell.
func (r *relations) actionsAsked(question int32, set askSet) []string {
	if set == nil {
		return nil
	}
	var named []string
	pool := r.pool(r.number("Frontend.Action"))
	for i, a := range r.calls().byQuestion[r.asksFor(question)] {
		if !set.has(i) || slices.Contains(named, a.action) {
			continue
		}
		n, isNamed := r.numbers[a.action]
		if a.action != "" && (!isNamed || !slices.Contains(pool, n)) {
			return []string{a.action}
		}
		named = append(named, a.action)
	}
	return named
}

// asksFor is what calls.asking has a question under.
func (r *relations) asksFor(question int32) string {
	q := strings.TrimPrefix(strings.TrimPrefix(r.names[question], "? "), "Ticket.")
	if strings.HasPrefix(q, "DynamicField_") {
		return "DynamicField"
	}
	return q
}
