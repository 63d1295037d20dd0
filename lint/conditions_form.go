package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
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

// isTypeHidden reports whether a condition is on the ticket type as one of some
// questions hides it: that for queues passes a permission as Type.
func (s *calls) isTypeHidden(l *reading.List, asks []*call) bool {
	return l.Block == acl.Properties && l.Area == "Type" && l.Attr != "" && slices.ContainsFunc(asks, func(a *call) bool {
		return a.question.Sub == "Queue" && s.hidesType(a)
	})
}

func (s *calls) hidesType(a *call) bool {
	return s.brings(a, acl.Properties, "Ticket", "Type").Defined() && s.brings(a, acl.Properties, "Type", "Name").Kind != inventory.Unknown
}

func typeHidden(p *pass, v *view) {
	for i := range v.lists {
		c := &v.lists[i]
		if c.Block != acl.Properties || c.Area != "Type" || c.Attr == "" {
			continue
		}
		for _, l := range p.effective(v) {
			if l.Question() != "Queue" || l.Area != "Ticket" {
				continue
			}
			n := p.onScreens(v)
			asks, known := p.calls().of(&n, l)
			if known && p.calls().isTypeHidden(c, asks) {
				meant := "Ticket.Type"
				if c.Attr == "ID" {
					meant = "Ticket.TypeID"
				}
				d := p.find(v, c.Entry.KeySpan, "the question for queues passes a permission as Type, and finds no "+c.Name()+" of the ticket: this does not hold there", "write "+meant)
				d.Related = []Related{{Place: acl.Place{File: v.File, Span: l.Entry.KeySpan}, Message: "the limit on queues"}}
			}
			break
		}
	}
}

// lazyData looks for attributes that the engine takes from the form only if some
// ACL of the set wants the area that they come from.
func lazyData(p *pass, v *view, c *reading.List) {
	if c.Block != acl.Properties || c.Area != "Ticket" || !v.counts {
		return
	}
	area, attr := simulate.SameAttribute(c.Area, c.Attr)
	s := p.calls()
	if area == "Ticket" || strings.TrimSuffix(c.Attr, "ID") == area || p.gathersForm(c) {
		return // it is wanted already
	}
	n := p.onScreens(v)
	var on []string
	stored := false
	for _, l := range p.effective(v) {
		asks, _ := s.of(&n, l)
		for _, a := range asks {
			if !slices.Contains(on, a.action) && isFrom(s.brings(a, c.Block, c.Area, c.Attr), fromForm) {
				on = append(on, a.action)
				stored = stored || s.brings(a, acl.PropertiesDatabase, c.Area, c.Attr).Defined()
			}
		}
	}
	if len(on) == 0 || p.isDead(v) {
		return
	}
	on = slices.DeleteFunc(on, func(name string) bool { return name == "" })
	where := ""
	if len(on) > 0 {
		where = " on " + few(on)
	}
	effect := "it is not set"
	if stored {
		effect = "it stays as it is stored, whatever the form holds"
	}
	p.find(v, c.Entry.KeySpan, fmt.Sprintf("%s follows the form only if some ACL has conditions on %s, and none does:%s %s", c.Name(), area, where, effect), "write "+area+"."+attr)
}

// gathersForm reports whether the engine, with the ACLs of the set, takes an
// attribute from the form.
func (p *pass) gathersForm(c *reading.List) bool {
	s := p.calls()
	if s.lazy == nil {
		e := simulate.Compile(p.in.Read.Set, p.Target, simulate.Options{WithInvalid: p.opts.WithInvalid})
		s.lazy = e.Gather(s.fullCall(), s.system)
	}
	return isFrom(valueIn(s.lazy, c.Block, c.Area, c.Attr), fromForm)
}

// firstDisplayQueue looks for conditions that the queue fulfils which screens pass
// while none is chosen.
func firstDisplayQueue(p *pass, v *view) {
	for i := range v.lists {
		c := &v.lists[i]
		if area, attr := simulate.SameAttribute(c.Area, c.Attr); c.Block != acl.Properties || area != "Queue" || attr != "Name" && attr != "QueueID" || c.Value().Kind != acl.List {
			continue
		}
		p.beforeQueue(v, c)
	}
}

func (p *pass) beforeQueue(v *view, c *reading.List) {
	s := p.calls()
	n := p.onScreens(v)
	var on, lists []string
	var at *acl.Value
	queue := ""
	for _, l := range p.effective(v) {
		asks, _ := s.of(&n, l)
		for _, a := range asks {
			if !isFirstQueue(a.params["QueueID"]) {
				continue
			}
			there := valueIn(s.blankOf(a), c.Block, c.Area, c.Attr)
			if it := p.firstHit(c, there); it != nil && p.mayHold(v, a) {
				at, queue = it, there.Text
				if !slices.Contains(on, a.action) {
					on = append(on, a.action)
				}
				if !slices.Contains(lists, l.Question()) {
					lists = append(lists, l.Question())
				}
			}
		}
	}
	if at != nil && !p.isDead(v) {
		p.find(v, at.Span, fmt.Sprintf("before a queue is chosen %s %s for %s with the queue %s, and this holds", few(on), verb(on, "asks", "ask"), few(lists), queue),
			"nothing to do, if that is meant")
	}
}

// isFirstQueue reports whether a parameter is the first queue where none is chosen.
func isFirstQueue(from []product.Source) bool {
	return len(from) == 2 && from[0].Kind == product.FromForm && from[1].Kind == product.FromConst && from[1].Name != "0"
}

// blankOf is what a question brings while nothing is chosen.
func (s *calls) blankOf(a *call) *simulate.Facts {
	if a.blank == nil {
		a.blank = s.engine.Gather(s.callOf(a, true), s.system)
	}
	return a.blank
}

// mayHold reports whether a question brings all that an ACL's conditions look at.
func (p *pass) mayHold(v *view, a *call) bool {
	return !slices.ContainsFunc(v.lists, func(l reading.List) bool {
		return l.Block.IsMatch() && (l.Attr == "" || !p.calls().brings(a, l.Block, l.Area, l.Attr).Defined())
	})
}

// firstHit is the first item that a value meets, nil where none does.
func (p *pass) firstHit(c *reading.List, value inventory.Value) *acl.Value {
	if value.Kind != inventory.Text {
		return nil
	}
	for i := range c.Value().Items() {
		if hit, _ := p.Matches(p.patterns, &c.Value().Items()[i], value.Text); hit == reading.Yes {
			return &c.Value().Items()[i]
		}
	}
	return nil
}
