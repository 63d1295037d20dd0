package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/reading"
	"github.com/ticketacl/ticketacl/simulate"
)

// selfCondition looks for a condition that what the ACL offers breaks.
func selfCondition(p *pass, v *view) {
	for i := range v.lists {
		c := &v.lists[i]
		if c.Block != acl.Properties || c.Value().Kind != acl.List || p.fieldType(c) == "Multiselect" || reading.IsListAttr(c.Attr) {
			continue
		}
		for k := range v.lists {
			l := &v.lists[k]
			if l.Block.IsMatch() || !isOn(c, l) || p.Effect(l) != reading.Applied {
				continue
			}
			if at, what := p.breaking(c, l); what != "" && p.chosenInForms(v, c, l) {
				p.breaks(v, c, l, at, what)
				break
			}
		}
	}
}

// isOn reports whether a condition is on what a change limits: its value, its id or its
// type.
func isOn(c, l *reading.List) bool {
	if l.Area != "Ticket" || l.Attr == "" {
		return false
	}
	area, attr := simulate.SameAttribute(c.Area, c.Attr)
	if strings.HasPrefix(l.Attr, "DynamicField_") {
		return area == "Ticket" && attr == l.Attr
	}
	return area == l.Attr && entityIn(area, attr).area != ""
}

// breaking is where a list offers, or leaves, something on which a condition certainly does
// not hold, and what that is; "" where it offers nothing of that kind.
func (p *pass) breaking(c, l *reading.List) (at acl.Span, what string) {
	items := l.Value().Items()
	if l.Block == acl.PossibleNot {
		return l.Entry.KeySpan, p.leaves(c, l)
	}
	for i := range items {
		it := &items[i]
		if m, _ := p.split(l, it); !comparable(it) || m.IsNegated() {
			continue
		}
		for _, text := range p.related().offeredBy(l, it) {
			if text != "" && p.fails(c, text) {
				return it.Span, reading.Shown(text)
			}
		}
		if begin := p.failingBeginning(c, it); begin != "" {
			return it.Span, "what begins with " + reading.Shown(begin)
		}
	}
	return at, ""
}

// offeredBy are values that an item certainly offers, where the system has them.
func (r *relations) offeredBy(l *reading.List, it *acl.Value) []string {
	texts, exact := r.namedBy(it)
	if exact {
		return texts
	}
	return slices.DeleteFunc(slices.Clone(r.namesFor(l)), func(name string) bool {
		v, _ := r.Matches(r.patterns, it, name)
		return v != reading.Yes
	})
}

// failingBeginning is how values begin that a pattern hits and a condition on the name
// does not.
func (p *pass) failingBeginning(c *reading.List, it *acl.Value) string {
	area, attr := simulate.SameAttribute(c.Area, c.Attr)
	m, rest := p.Split(it.Text)
	if !m.IsPattern() || m.IgnoresCase() || entityIn(area, attr).area != "" && attr != "Name" {
		return ""
	}
	pattern, err := p.patterns.Compile(rest, false)
	if err != nil {
		return ""
	}
	begins, _ := pattern.Prefixes()
	for _, begin := range begins {
		if begin != "" && !slices.ContainsFunc(c.Value().Items(), func(x acl.Value) bool { return !p.missesAll(&x, begin) }) {
			return begin
		}
	}
	return ""
}

// missesAll reports whether an item certainly hits nothing that begins with a text, beyond
// that text itself: a plain one that is no longer, or a pattern that wants another
// beginning.
func (p *pass) missesAll(it *acl.Value, begin string) bool {
	m, rest := p.Split(it.Text)
	switch {
	case !comparable(it):
		return it.Kind == acl.Undef
	case m == acl.Plain:
		return !strings.HasPrefix(rest, begin)
	case !m.IsPattern() || m.IsNegated() || m.IgnoresCase():
		return false
	}
	pattern, err := p.patterns.Compile(rest, false)
	if err != nil {
		return false
	}
	wants, ok := pattern.Prefixes()
	return ok && !slices.ContainsFunc(wants, func(w string) bool { return strings.HasPrefix(w, begin) || strings.HasPrefix(begin, w) })
}

// leaves is what a PossibleNot leaves on which a condition certainly does not hold.
func (p *pass) leaves(c, l *reading.List) string {
	r := p.related()
	stays := func(text string) bool {
		return !slices.ContainsFunc(l.Value().Items(), func(it acl.Value) bool {
			v, _ := r.Matches(r.patterns, &it, text)
			return v != reading.No
		})
	}
	if i := slices.IndexFunc(r.namesFor(l), func(name string) bool { return stays(name) && p.fails(c, name) }); i >= 0 {
		return reading.Shown(r.namesFor(l)[i])
	}
	named, _ := r.textsOf(c.Value())
	for _, n := range named {
		if text := r.names[n]; !r.invented[n] && text != "" && stays(text) && p.fails(c, text) {
			return reading.Shown(text)
		}
	}
	if area, attr := simulate.SameAttribute(c.Area, c.Attr); (entityIn(area, attr).area == "" || attr == "Name") && stays(anotherValue) && p.fails(c, anotherValue) && !r.hasPattern(c, l) {
		return "another value"
	}
	return ""
}

// hasPattern reports whether some list has a pattern that may hit anything.
func (r *relations) hasPattern(lists ...*reading.List) bool {
	return slices.ContainsFunc(lists, func(l *reading.List) bool {
		return slices.ContainsFunc(l.Value().Items(), func(it acl.Value) bool { return comparable(&it) && r.isPattern(&it) })
	})
}

// fails reports whether a condition certainly does not hold once a value is chosen.
func (p *pass) fails(c *reading.List, value string) bool {
	r := p.related()
	area, attr := simulate.SameAttribute(c.Area, c.Attr)
	if attr == "Name" || entityIn(area, attr).area == "" {
		return r.hits(c.Value(), value) == reading.No
	}
	for _, e := range r.entitiesOf(area).known {
		if v := r.attrOf(e, attr); e.Name == value && v.Kind == inventory.Text {
			return r.hits(c.Value(), v.Text) == reading.No
		}
	}
	return false
}

// chosenInForms reports whether every screen on which the ACL limits a list of a
// stored ticket looks at what is chosen in its form. A page without a form never asks
// again: there the ACL does what it says, unless it names its screens.
func (p *pass) chosenInForms(v *view, c, l *reading.List) bool {
	n := p.onScreens(v)
	s := p.calls()
	asks, known := s.of(&n, l)
	if !known {
		return false
	}
	chosen := false
	for _, a := range asks {
		if n.any && slices.Contains(a.screen.OnPage, l.Attr) {
			return false
		}
		if stored := s.brings(a, acl.PropertiesDatabase, c.Area, c.Attr).Defined(); a.change && stored {
			chosen = chosen || isFrom(s.brings(a, acl.Properties, c.Area, c.Attr), fromForm)
		}
	}
	return chosen
}

func isFrom(v inventory.Value, from string) bool {
	return v.Kind == inventory.Unknown && strings.HasPrefix(v.Why, from)
}

func (p *pass) breaks(v *view, c, l *reading.List, at acl.Span, value string) {
	what, here := "the list opens again", "offered here"
	switch l.Block {
	case acl.PossibleAdd:
		what = "it is no longer offered, and saving is refused"
	case acl.PossibleNot:
		here = "left here"
	}
	d := p.find(v, c.Entry.KeySpan, fmt.Sprintf("once %s is chosen this no longer holds, and the ACL no longer applies: %s", value, what),
		"put it under PropertiesDatabase: what is stored stays while the form changes")
	d.Related = []Related{{Place: acl.Place{File: v.File, Span: at}, Message: here}}
}
