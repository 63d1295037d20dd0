package migrate

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// storedRules are about the ticket as it is stored, and the form over it.
func storedRules() []Rule {
	return []Rule{
		{
			Kind: "stored-ticket", Family: "stored", When: "from OTRS 3.0 and older, to OTRS 3.1.5 and later",
			Text: "Up to OTRS 3.0 conditions on Ticket looked at the ticket as it is stored. That is PropertiesDatabase now, for Properties see the form.",
			Note: "Ticket meant the stored ticket", when: func(from, to *product.Switches) bool { return !from.Overlay && to.Overlay }, each: storedTicket,
		},
		{
			Kind: "form-away", Family: "stored", When: "to OTRS 3.0 and older",
			Text: "Conditions see the ticket as it is stored, and of Queue, Service, Type and CustomerUser what the call names.",
			when: func(from, to *product.Switches) bool { return from.Overlay && !to.Overlay }, each: formAway,
		},
		{
			Kind: "database-away", Family: "stored", When: "to what is older than OTRS 3.1.5",
			Text: "The new engine does not read PropertiesDatabase. Its conditions go to Properties, lest the ACL applies to everybody.",
			Note: "PropertiesDatabase is not read", when: func(from, to *product.Switches) bool { return from.Database && !to.Database }, each: databaseAway,
		},
		{
			Kind: "area-passed", Family: "stored", When: "from OTRS 3.0 and older",
			Text: "Conditions on Queue, Service, Type and CustomerUser held only for what the call names, and see the stored ticket too now. Where actions are asked for, calls named nothing of these, so that a hash of actions under such a condition never counted: it is taken away.",
			Note: "actions that never counted are gone", when: func(from, to *product.Switches) bool { return !from.Overlay && to.Overlay }, each: areaPassed,
		},
		{
			Kind: "stored-zero", Family: "stored", When: "between what is older than OTRS 5.0.18 and what is not",
			Text: "A stored 0 is missing in the area DynamicField up to OTRS 5.0.17. Conditions on what is stored do not name it any more, nor do conditions on the form where actions, processes and dialogs are asked for: these calls pass no dynamic fields. To older engines the condition goes to the area Ticket, which has it.",
			Note: "a stored 0 counts as it did",
			when: func(from, to *product.Switches) bool {
				return from.KeepsZeroField != to.KeepsZeroField && from.Overlay && to.Overlay
			}, each: storedZero,
		},
		{
			Kind: "new-parameters", Family: "stored", When: "where one of the engines does not know NewQueueID, NewStateID or ActivityEntityID",
			Text: "The engine takes a queue, state or activity by another parameter too.",
			when: func(from, to *product.Switches) bool {
				return from.Overlay && (from.NewQueueID != to.NewQueueID || from.NewStateID != to.NewStateID || from.ActivityEntityID != to.ActivityEntityID)
			}, each: newParameters,
		},
		{
			Kind: "area-unknown", Family: "stored", When: "to engines with fewer areas",
			Text: "A condition on an area that the new engine does not know never holds.",
			when: func(from, to *product.Switches) bool {
				return from.Sections&^to.Sections != 0 || from.Database && !to.Database || from.TicketKeys && !to.TicketKeys
			}, each: areaUnknown,
		},
	}
}

// move takes a condition from one block to the other.
func (m *migration) move(d *draft, from, to int, keep func(*cond) bool) {
	var left []cond
	for i := range d.match[from] {
		c := d.match[from][i]
		if keep(&c) {
			left = append(left, c)
			continue
		}
		before := c.shown(from)
		if other := d.condition(to, c.area, c.attr); other != nil {
			both, ok := m.both(&c.v, &other.v)
			if !ok {
				left = append(left, c)
				m.need(d, c.span, StoredTicket, "", c.name(from)+" and "+other.name(to)+" say two things of what "+m.To.ID+" has in one place", "write what is in both lists")
				continue
			}
			other.v = both
			m.changed(d, c.span, before, other.shown(to))
			continue
		}
		d.match[to] = append(d.match[to], c)
		m.changed(d, c.span, before, c.shown(to))
	}
	d.match[from] = left
}

// both is a list that says what two of them say, where the values of one are listed.
func (m *migration) both(a, b *acl.Value) (acl.Value, bool) {
	for range 2 {
		if m.literal(m.to, a) {
			out := copied(a)
			out.SetItems(slices.DeleteFunc(out.Items(), func(it acl.Value) bool { return m.to.Hits(m.patterns, b, it.Text) != reading.Yes }))
			return out, true
		}
		a, b = b, a
	}
	x, ok := m.excluded(a)
	y, too := m.excluded(b)
	if !ok || !too {
		return acl.Value{}, false
	}
	return listOf("[NotRegExp]" + x + "|" + y), true
}

// excluded is the pattern of a list that is one [NotRegExp] and can stand beside another one.
func (m *migration) excluded(v *acl.Value) (pattern string, ok bool) {
	if len(v.Items()) != 1 || v.Items()[0].Kind == acl.Undef {
		return "", false
	}
	mod, rest := m.to.Split(v.Items()[0].Text)
	return rest, mod == acl.NotRegExp && rest != "" && !refers.MatchString(rest)
}

// literal reports whether a list has plain texts only.
func (m *migration) literal(r reading.Reader, v *acl.Value) bool {
	return v.Kind == acl.List && !slices.ContainsFunc(v.Items(), func(it acl.Value) bool {
		mod, _ := r.Split(it.Text)
		return it.Kind == acl.Undef || mod != acl.Plain
	})
}

func storedTicket(m *migration, d *draft) {
	if !m.To.Switches.Database {
		if slices.ContainsFunc(d.match[acl.Properties], func(c cond) bool { return c.area == "Ticket" }) {
			m.need(d, acl.Span{}, StoredTicket, "", "its conditions on Ticket see the form on "+m.To.ID, "check whether the form may hide what is stored")
		}
		return
	}
	m.move(d, 0, 1, func(c *cond) bool { return c.area != "Ticket" })
}

func databaseAway(m *migration, d *draft) {
	if m.To.Switches.Overlay {
		for _, c := range d.match[acl.PropertiesDatabase] {
			m.need(d, c.span, StoredTicket, "", c.name(1)+" sees the form on "+m.To.ID, "check whether the form may hide what is stored")
		}
	} else {
		for _, c := range d.match[acl.PropertiesDatabase] {
			if c.area != "Ticket" && c.area != "User" && c.area != "Frontend" {
				m.need(d, c.span, StoredTicket, "", c.name(1)+" holds on "+m.To.ID+" only for what a call names", "write it as a condition on Ticket")
			}
		}
	}
	m.move(d, 1, 0, func(*cond) bool { return false })
}

func areaPassed(m *migration, d *draft) {
	l := d.list(acl.Possible, "Action")
	if l != nil && slices.ContainsFunc(d.match[acl.Properties], func(c cond) bool { return onPassed(&c) }) {
		if len(d.questions()) == 1 {
			d.never = "its conditions are on what no call names that asks for actions"
			return
		}
		m.changed(d, l.span, l.shown(), "")
		d.drop(acl.Possible, "Action")
	}
	for i := range d.match[acl.Properties] {
		c := &d.match[acl.Properties][i]
		if onPassed(c) && m.From.Switches.Sections.Has(c.area) {
			m.need(d, c.span, AreaFromTicket, "", c.name(0)+" held only where the call names "+words(c.area)+"; now it holds for that of the ticket too", "restrict it to the screens that it was meant for, by Frontend.Action", subject(c.area, c.attr))
		}
	}
}

// onPassed reports whether a condition is on an area that only what calls name filled.
func onPassed(c *cond) bool {
	return c.attr != "" && slices.Contains([]string{"Queue", "Service", "Type", "CustomerUser"}, c.area)
}

func words(area string) string {
	if area == "CustomerUser" {
		return "a customer user"
	}
	return "a " + strings.ToLower(area)
}

func newParameters(m *migration, d *draft) {
	from, to := &m.From.Switches, &m.To.Switches
	about := map[bool][]string{} // what the new engine sees, and what the old one
	first := acl.Span{}
	for i := range d.match[acl.Properties] {
		c := &d.match[acl.Properties][i]
		for area, known := range map[string][2]bool{
			"Queue": {from.NewQueueID, to.NewQueueID}, "State": {from.NewStateID, to.NewStateID}, "Activity": {from.ActivityEntityID, to.ActivityEntityID},
		} {
			on := c.area == area || c.area == "Ticket" && (c.attr == area || c.attr == area+"ID" || c.attr == area+"Type") || c.area == "Process" && c.attr == area+"EntityID"
			if on && known[0] != known[1] && !slices.Contains(about[known[1]], area) {
				if about[known[1]] = append(about[known[1]], area); !first.IsValid() {
					first = c.span
				}
			}
		}
	}
	for _, now := range []bool{true, false} {
		if len(about[now]) == 0 {
			continue
		}
		slices.Sort(about[now])
		sees, misses := m.From.ID, m.To.ID
		if now {
			sees, misses = misses, sees
		}
		m.need(d, first, NewParameters, "", "its conditions on "+strings.Join(about[now], " and ")+": "+sees+" sees what a form passes as new, "+misses+" sees what is stored",
			"nothing, if "+map[bool]string{true: "they were meant for what is chosen", false: "they were meant for what is stored"}[now], about[now]...)
	}
}

func formAway(m *migration, d *draft) {
	for i := range d.match[acl.Properties] {
		if c := &d.match[acl.Properties][i]; c.area == "Ticket" || onPassed(c) {
			m.need(d, c.span, StoredTicket, "", c.name(0)+" does not see the form over the stored ticket on "+m.To.ID, "check what the form may change")
			return
		}
	}
}

func areaUnknown(m *migration, d *draft) {
	for b := range d.match {
		for i := range d.match[b] {
			c := &d.match[b][i]
			if c.attr == "Role" && !m.To.Switches.Database {
				m.need(d, c.span, AreaUnknown, "", m.To.ID+" knows no roles: the ACL applies no more", "write the condition on groups")
			}
			if m.From.Switches.Sections.Has(c.area) && !m.To.Switches.Sections.Has(c.area) {
				m.need(d, c.span, AreaUnknown, "", m.To.ID+" does not know the area "+c.area+": the ACL applies no more", "write the condition on Ticket")
			}
		}
	}
}
