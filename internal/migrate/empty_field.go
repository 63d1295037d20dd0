package migrate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// maxRepeated bounds how many ACLs are said again for one condition that an empty field
// met: with more of them nobody reads what came of it.
const maxRepeated = 3

// emptyFields is for conditions that the empty text of a free field met. Nothing is met by
// a dynamic field without a value, but that a field has one can be said. So the ACL does
// without the condition, and for fields that have another value all is as if it had not
// been: its lists begin anew, and what the ACLs before it said is said again.
func emptyFields(m *migration, d *draft) {
	var met []int
	for i := range d.match[1] {
		if d.match[1][i].empty {
			met = append(met, i)
		}
	}
	if len(met) == 1 && m.withoutEmpty(d, met[0]) {
		return
	}
	for _, i := range met {
		m.needsEmpty(d, 1, &d.match[1][i])
	}
}

func (m *migration) needsEmpty(d *draft, block int, c *cond) {
	m.need(d, c.span, FreeFieldEmpty, "", c.name(block)+" matched where the field is empty", "say by another condition what an empty one meant", subject(c.area, c.attr))
}

// withoutEmpty takes a condition away, which it reports. Sets of processes and dialogs stay
// with it: nothing gives these back.
func (m *migration) withoutEmpty(d *draft, at int) bool {
	c := d.match[1][at]
	if d.never != "" || !d.deployed || slices.ContainsFunc(d.questions(), m.setArea) {
		return false
	}
	filled, ok := m.none(&c.v)
	if !ok {
		return false
	}
	// No rule about order may rest on the condition: ACLs that it kept apart may meet now.
	was := d.was
	for b := range d.was {
		d.was[b] = slices.DeleteFunc(slices.Clone(d.was[b]), func(w cond) bool { return subject(w.area, w.attr) == subject(c.area, c.attr) })
	}
	made, ok := m.undoing(d, at, filled)
	if !ok {
		d.was = was
		return false
	}
	before := c.shown(1)
	if d.stops {
		d.stops = false // nothing was behind it, and now there is what undoes it
		m.changed(d, acl.Span{}, "StopAfterMatch: 1", "StopAfterMatch: 0")
	}
	d.match[1] = slices.Delete(d.match[1], at, at+1)
	if !slices.ContainsFunc(d.match[1], func(x cond) bool { return x.area == "Ticket" && x.attr != "" }) {
		// Without a ticket no field was empty.
		d.match[1] = append(d.match[1], cond{area: "Ticket", attr: "Queue", v: listOf("[RegExp].")})
	}
	var names []string
	for _, x := range made {
		names = append(names, "'"+x.name+"'")
		x.notes = append(x.notes, "where "+strings.TrimPrefix(c.attr, "DynamicField_")+" has another value '"+d.name+"' is as if it were not there")
		m.insert(x)
	}
	m.changed(d, c.span, before, "undone by "+strings.Join(names, ", ")+", "+made[0].match[1][at].shown(1))
	return true
}

// undoing are the ACLs behind one that undo it where the field of a condition has a value
// which that did not name.
func (m *migration) undoing(d *draft, at int, filled string) (made []*draft, ok bool) {
	again, ok := m.saidBefore(d)
	if !ok {
		return nil, false
	}
	behind := d.clone("")
	c := &behind.match[1][at]
	c.v, c.empty = listOf(filled), false
	for _, l := range d.lists {
		behind.put(acl.Possible, l.area, l.sub, listOf(everything), c.span)
	}
	made = []*draft{behind}
	for _, x := range again {
		switch on, ok := m.meetsToo(x, behind); {
		case !ok:
			return nil, false
		case on:
			made = append(made, x)
		}
	}
	for i, x := range made {
		suffix := " (filled)"
		if len(made) > 1 {
			suffix = fmt.Sprintf(" (filled %d)", i+1)
		}
		if x.name, ok = m.after(d, suffix); !ok || i > 0 && x.name <= made[i-1].name {
			return nil, false
		}
	}
	return made, true
}

// saidBefore are copies of the ACLs before one that may have had a list of it, with these
// lists alone.
func (m *migration) saidBefore(d *draft) (again []*draft, ok bool) {
	of := map[*draft][]string{}
	for _, q := range d.questions() {
		before, behind := m.others(d, q)
		if d.stops && len(behind) > 0 {
			return nil, false // it would stop where it is undone
		}
		for _, o := range before {
			of[o] = append(of[o], q)
		}
	}
	if len(of) > maxRepeated {
		return nil, false
	}
	for _, o := range m.live() {
		if of[o] == nil {
			continue
		}
		if o.verbatim {
			return nil, false
		}
		x := o.clone("")
		for _, l := range o.lists {
			if slices.Contains(of[o], l.question()) {
				l.v = copied(&l.v)
				x.lists = append(x.lists, l)
			}
		}
		again = append(again, x)
	}
	return again, true
}

// meetsToo gives an ACL the conditions of another one beside its own; on is false where no
// call meets all of them, ok where no condition says that.
func (m *migration) meetsToo(d, other *draft) (on, ok bool) {
	for b := range other.match {
		for i := range other.match[b] {
			c := other.match[b][i]
			own := d.condition(b, c.area, c.attr)
			if own == nil {
				d.match[b] = append(d.match[b], c)
				continue
			}
			if own.v, ok = m.both(&own.v, &c.v); !ok {
				return false, false
			}
			own.empty = false
			if len(own.v.Items()) == 0 {
				return false, true
			}
		}
	}
	return true, true
}
