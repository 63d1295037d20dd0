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
