package migrate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// maxUndoing bounds how many ACLs undo one that did without conditions: with more of them
// nobody reads what came of it.
const maxUndoing = 6

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
	if len(met) == 0 || m.withoutEmpty(d, met) {
		return
	}
	for _, i := range met {
		m.needsEmpty(d, 1, &d.match[1][i])
	}
}

func (m *migration) needsEmpty(d *draft, block int, c *cond) {
	m.need(d, c.span, FreeFieldEmpty, "", c.name(block)+" matched where the field is empty", "give empty fields a value in the new system, such as -, and name that", subject(c.area, c.attr))
}

// withoutEmpty takes conditions away, which it reports. Sets of processes and dialogs stay
// with them: nothing gives these back.
func (m *migration) withoutEmpty(d *draft, met []int) bool {
	if d.never != "" || !d.deployed || slices.ContainsFunc(d.questions(), m.setArea) {
		return false
	}
	// No rule about order may rest on the conditions: ACLs that they kept apart may meet now.
	was := d.was
	for b := range d.was {
		d.was[b] = slices.DeleteFunc(slices.Clone(d.was[b]), func(w cond) bool {
			return slices.ContainsFunc(met, func(i int) bool { return subject(w.area, w.attr) == subject(d.match[1][i].area, d.match[1][i].attr) })
		})
	}
	var made []*draft
	for _, at := range met {
		more, ok := m.undoing(d, at, met)
		if made = append(made, more...); !ok || len(made) > maxUndoing {
			d.was = was
			return false
		}
	}
	if !m.nameBehind(d, made) {
		d.was = was
		return false
	}
	if d.stops {
		d.stops = false // nothing was behind it, and now there is what undoes it
		m.changed(d, acl.Span{}, "StopAfterMatch: 1", "StopAfterMatch: 0")
	}
	for _, at := range met {
		c := &d.match[1][at]
		m.changed(d, c.span, c.shown(1), "")
		c.attr = ""
	}
	d.match[1] = slices.DeleteFunc(d.match[1], func(c cond) bool { return c.attr == "" && c.v.Kind == acl.List })
	if !slices.ContainsFunc(d.match[1], func(c cond) bool { return c.area == "Ticket" && c.attr != "" }) {
		// Without a ticket no field was empty.
		d.match[1] = append(d.match[1], cond{area: "Ticket", attr: "TicketID", v: listOf("[RegExp].")})
		m.changed(d, acl.Span{}, "", d.match[1][len(d.match[1])-1].shown(1))
	}
	for _, x := range made {
		m.insert(x)
		for i := range x.lists {
			m.changed(x, x.lists[i].span, "", "in '"+x.name+"', where "+x.undone.shown(1)+": "+x.lists[i].shown())
		}
		x.notes = []string{"as if '" + d.name + "' were not there where " + strings.TrimPrefix(x.undone.attr, "DynamicField_") + " has another value"}
	}
	return true
}

// nameBehind gives the ACLs that undo one names that come behind it, in their order.
func (m *migration) nameBehind(d *draft, made []*draft) (ok bool) {
	for i, x := range made {
		suffix := " (filled)"
		if len(made) > 1 {
			suffix = fmt.Sprintf(" (filled %d)", i+1)
		}
		if x.name, ok = m.after(d, suffix); !ok || i > 0 && x.name <= made[i-1].name {
			return false
		}
	}
	return true
}

// undoing are the ACLs behind one that undo it where the field of a condition has a value
// which that did not name. They do without all conditions of that kind but this one.
func (m *migration) undoing(d *draft, at int, met []int) (made []*draft, ok bool) {
	again, ok := m.saidBefore(d)
	if !ok {
		return nil, false
	}
	filled, ok := m.none(&d.match[1][at].v)
	if !ok {
		return nil, false
	}
	behind := d.clone("")
	undone := behind.match[1][at]
	undone.v, undone.empty = listOf(filled), false
	behind.match[1][at] = undone
	for i := len(met) - 1; i >= 0; i-- {
		if met[i] != at {
			behind.match[1] = slices.Delete(behind.match[1], met[i], met[i]+1)
		}
	}
	for _, l := range d.lists {
		behind.put(acl.Possible, l.area, l.sub, listOf(everything), undone.span)
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
	for _, x := range made {
		x.undone = &undone
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
