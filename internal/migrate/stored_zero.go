package migrate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// storedZero is for conditions on a dynamic field that 0 meets. The area Ticket has a
// stored 0 in every engine, and a form's 0 is in both areas.
func storedZero(m *migration, d *draft) {
	for b := range d.match {
		for i := 0; i < len(d.match[b]); i++ {
			c := &d.match[b][i]
			kind := m.isList(c)
			if c.area != "DynamicField" || kind == yes || m.from.Hits(m.patterns, &c.v, "0") == reading.No && m.to.Hits(m.patterns, &c.v, "0") == reading.No {
				continue // lists of values have their 0 on both
			}
			if kind != no || c.v.Kind != acl.List || m.Literal {
				m.zeroDiffers(d, b, c, "")
				continue
			}
			if !m.To.Switches.KeepsZeroField {
				m.zeroOfTicket(d, b, c)
				continue
			}
			items, ok := withoutZero(m, c)
			switch {
			case !ok:
				m.zeroDiffers(d, b, c, "")
			case acl.BlockName(b) == acl.PropertiesDatabase || !slices.ContainsFunc(d.questions(), m.isTicket):
				if m.takeZero(d, b, c, items); d.never != "" {
					return
				}
			default:
				m.zeroOfForm(d, b, i, items)
			}
		}
	}
}

// takeZero leaves a condition with the items that do not hit 0.
func (m *migration) takeZero(d *draft, block int, c *cond, items []acl.Value) {
	before := c.shown(block)
	if len(items) == 0 {
		d.never = before + " never matches on " + m.From.ID + ": it has no stored 0"
		return
	}
	c.v.SetItems(items)
	m.changed(d, c.span, before, c.shown(block))
}

// zeroOfForm is for a condition of Properties: where values of tickets are asked for,
// calls may pass a 0 of the form, which counts, and nothing tells the two apart. Calls
// that ask for actions, processes and dialogs never do: these go to an ACL of their own.
func (m *migration) zeroOfForm(d *draft, block, at int, items []acl.Value) {
	c := &d.match[block][at]
	if slices.ContainsFunc(d.questions(), special) {
		name, ok := m.after(d, " (actions)")
		if len(items) > 0 && !ok {
			m.zeroDiffers(d, block, c, "")
			return
		}
		before, other := c.shown(block), d.apart(name, special)
		if len(items) == 0 {
			m.changed(d, c.span, before, before+", without lists of actions, processes and dialogs")
		} else {
			o := &other.match[block][at]
			o.v.SetItems(items)
			m.changed(d, c.span, before, before+"; '"+name+"' for actions, processes and dialogs: "+o.shown(block))
			other.notes = slices.Clone(d.notes)
			m.insert(other)
			storedZero(m, other) // its other conditions
		}
	}
	for _, q := range d.questions() {
		m.zeroDiffers(d, block, c, q)
	}
}

func (m *migration) zeroDiffers(d *draft, block int, c *cond, question string) {
	m.need(d, c.span, StoredZero, question, c.name(block)+" sees a stored 0 on one of "+m.From.ID+" and "+m.To.ID+" only", "take 0 out of it if that is not meant", subject(c.area, c.attr))
}

// zeroOfTicket puts a condition where older engines have a stored 0 too: in the area
// Ticket. That has a stored empty text as well.
func (m *migration) zeroOfTicket(d *draft, block int, c *cond) {
	if d.condition(block, "Ticket", c.attr) != nil || m.from.Hits(m.patterns, &c.v, "") != reading.No || m.to.Hits(m.patterns, &c.v, "") != reading.No {
		m.zeroDiffers(d, block, c, "")
		return
	}
	before := c.shown(block)
	c.area = "Ticket"
	m.changed(d, c.span, before, c.shown(block))
}

// withoutZero are the items of a condition that hit what they hit, and no 0.
func withoutZero(m *migration, c *cond) (items []acl.Value, ok bool) {
	for _, it := range c.v.Items() {
		if it.Kind == acl.Undef {
			items = append(items, it)
			continue
		}
		mod, rest := m.from.Split(it.Text)
		one := acl.Value{Kind: acl.List}
		one.SetItems([]acl.Value{it})
		is := m.to.Hits(m.patterns, &one, "0")
		search := "(?s:.*?)(?:" + rest + ")"
		switch {
		case is == reading.No:
			items = append(items, it)
			continue
		case mod == acl.Plain:
			continue
		case is != reading.Yes, mod.IsPattern() && (rest == "" || refers.MatchString(rest)):
			return nil, false
		}
		name := "[RegExp]"
		if mod.IgnoresCase() {
			name = "[regexp]"
		}
		switch mod {
		case acl.Not:
			it.Text = name + `^(?!0\z)(?!` + quoted(rest) + `\z)`
		case acl.NotRegExp, acl.NotRegExpIgnoreCase:
			it.Text = name + `^(?!0\z)(?!` + search + ")"
		default:
			it.Text = name + `^(?!0\z)` + search
		}
		items = append(items, it)
	}
	return items, true
}
