package migrate

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// load makes drafts of a set.
func (m *migration) load(set *acl.Set) {
	m.defaultActions = set.DefaultActions
	counts := map[*acl.ACL]bool{}
	for _, a := range set.Order() {
		counts[a] = true
	}
	all := slices.Clone(set.ACLs)
	slices.SortStableFunc(all, func(a, b *acl.ACL) int { return strings.Compare(a.Name, b.Name) })
	for _, a := range all {
		d := m.read(a)
		if !counts[a] {
			m.result.Needs = append(m.result.Needs, &Need{ACL: a.Name, At: a.Place(), Class: Replaced,
				Text: "'" + a.Name + "' is written again further down, which replaces it", Do: "delete one of the two"})
			continue
		}
		m.drafts = append(m.drafts, d)
	}
	for i := range set.Doubts {
		m.result.Needs = append(m.result.Needs, &Need{At: set.Doubts[i].Place, Class: Unreadable,
			Text: "code may add, change or remove any ACL: " + set.Doubts[i].Why, Do: "write its ACLs out"})
	}
}

// read makes a draft of an ACL.
func (m *migration) read(a *acl.ACL) *draft {
	d := &draft{src: a, from: a.Name, name: a.Name, stops: a.Stops(), deployed: a.Validity() == acl.Valid}
	leave := func(why string, span acl.Span) *draft {
		d.verbatim = true
		m.need(d, span, Unreadable, "", why, "write it out as a hash with lists, and migrate it again")
		return d
	}
	switch {
	case a.Doubt != nil:
		return leave("it stands "+a.Doubt.Why+", so that nobody can tell whether it is in force", a.Doubt.Place.Span)
	case a.Computed || a.Entry.Kind == acl.Dynamic:
		return leave("code makes it", acl.Span{})
	case a.Form == acl.Deployed && a.Entry.Kind != acl.Hash && a.Entry.Kind != acl.Undef:
		return leave("it is a "+a.Entry.Kind.String()+", not a hash", acl.Span{})
	}
	for b := range acl.BlockName(acl.NumBlocks) {
		block := a.Block(b)
		if reading.IsNothing(a, block) {
			continue
		}
		if block.Kind != acl.Hash {
			return leave(b.String()+" is a "+block.Kind.String()+", not a hash", block.Span)
		}
		for _, area := range reading.Sorted(block) {
			switch {
			case area.Value.Kind == acl.Undef:
			case b.IsMatch():
				if why := d.readConditions(b, area); why != "" {
					return leave(why, area.Value.Span)
				}
			case area.Key == "Ticket":
				if why := d.readLists(b, area); why != "" {
					return leave(why, area.Value.Span)
				}
			case area.Value.Kind == acl.Dynamic, dynamicIn(&area.Value):
				return leave("code makes "+b.String()+"."+area.Key, area.Value.Span)
			default:
				d.lists = append(d.lists, list{block: b, area: area.Key, v: copied(&area.Value), span: area.KeySpan})
			}
		}
	}
	for b := range d.match {
		d.was[b] = slices.Clone(d.match[b])
	}
	d.hadLists = len(d.lists) > 0
	d.never = m.neverApplied(d)
	return d
}

func (d *draft) readConditions(b acl.BlockName, area *acl.Entry) string {
	switch {
	case area.Value.Kind != acl.Hash:
		return b.String() + "." + area.Key + " is a " + area.Value.Kind.String() + ", not a hash"
	case len(area.Value.Entries()) == 0:
		d.match[b] = append(d.match[b], cond{area: area.Key, v: acl.Value{Kind: acl.Hash}, span: area.KeySpan})
	}
	for _, attr := range reading.Sorted(&area.Value) {
		if attr.Value.Kind != acl.List && attr.Value.Kind != acl.Undef || dynamicIn(&attr.Value) {
			return b.String() + "." + area.Key + "." + attr.Key + " is a " + attr.Value.Kind.String() + ", not a list of texts"
		}
		d.match[b] = append(d.match[b], cond{area: area.Key, attr: attr.Key, v: copied(&attr.Value), span: attr.KeySpan})
	}
	return ""
}

func (d *draft) readLists(b acl.BlockName, area *acl.Entry) string {
	if area.Value.Kind != acl.Hash {
		return b.String() + ".Ticket is a " + area.Value.Kind.String() + ", not a hash"
	}
	for _, sub := range reading.Sorted(&area.Value) {
		switch {
		case sub.Value.Kind == acl.List && !dynamicIn(&sub.Value):
			d.lists = append(d.lists, list{block: b, area: "Ticket", sub: sub.Key, v: copied(&sub.Value), span: sub.KeySpan})
		case sub.Value.Kind == acl.Dynamic || sub.Value.IsTrue():
			return b.String() + ".Ticket." + sub.Key + " is a " + sub.Value.Kind.String() + ", not a list of texts"
		}
	}
	return ""
}

// dynamicIn reports whether an item of a list is made by code, or is no scalar.
func dynamicIn(v *acl.Value) bool {
	return slices.ContainsFunc(v.Items(), func(it acl.Value) bool { return it.Kind == acl.Dynamic || !it.IsScalar() })
}

// copied is a list or hash whose parts can be changed.
func copied(v *acl.Value) acl.Value {
	c := *v
	c.Shared = 0
	c.SetItems(slices.Clone(v.Items()))
	c.SetEntries(slices.Clone(v.Entries()))
	for i := range c.Items() {
		c.Items()[i].Shared = 0
	}
	return c
}

// neverApplied is why the old engine applies an ACL to nothing, "" where it may.
func (m *migration) neverApplied(d *draft) string {
	sw := &m.From.Switches
	if why := m.from.Never(d.src); why != "" {
		return why
	}
	if why := m.neverStored(d); why != "" {
		return why
	}
	for b := range d.match {
		if acl.BlockName(b) == acl.PropertiesDatabase && !sw.Database {
			continue
		}
		for i := range d.match[b] {
			switch c := &d.match[b][i]; {
			case c.attr == "Role" && !sw.Database:
				return m.From.ID + " knows no roles, so " + c.name(b) + " is never set"
			case c.area == "Ticket" && strings.HasPrefix(c.attr, "DynamicField_") && sw.Sections&dynamicFields == 0:
				return "tickets have no dynamic fields on " + m.From.ID + ", so " + c.name(b) + " is never set"
			case c.area == "Ticket" && c.attr == "ArchiveFlag" && !sw.ArchiveFlag,
				c.area == "Ticket" && !sw.TicketKeys && slices.Contains([]string{"Type", "TypeID", "Service", "ServiceID", "SLA", "SLAID", "Responsible", "ResponsibleID"}, c.attr):
				return "tickets have no " + c.attr + " on " + m.From.ID + ", so " + c.name(b) + " is never set"
			}
		}
	}
	return ""
}

// neverStored is for conditions on the stored ticket on screens that make one.
func (m *migration) neverStored(d *draft) string {
	stored, screens := -1, (*cond)(nil)
	for b := range d.match {
		for i := range d.match[b] {
			c := &d.match[b][i]
			switch database := acl.BlockName(b) == acl.PropertiesDatabase; {
			case database && !m.From.Switches.Database:
			case c.area == "Frontend" && c.attr == "Action":
				screens = c
			case c.area != "User" && c.area != "Frontend" && c.attr != "" && (database || c.area == "Ticket" && !m.From.Switches.Overlay):
				stored = b
			}
		}
	}
	if stored < 0 || screens == nil || !m.literal(m.from, &screens.v) || len(screens.v.Items()) == 0 {
		return ""
	}
	var on []string
	for i := range screens.v.Items() {
		name := screens.v.Items()[i].Text
		if !m.creates(name) {
			return ""
		}
		on = append(on, name)
	}
	return "no ticket is stored while " + strings.Join(on, " and ") + " ask"
}

// creates reports whether all that reports an action are screens that make tickets.
func (m *migration) creates(action string) bool {
	if m.creating == nil {
		m.creating = map[string]bool{}
		for _, s := range m.From.Screens() {
			saving := s.Saving()
			makes, seen := m.creating[s.ActionName()]
			m.creating[s.ActionName()] = (makes || !seen) && saving != nil && saving.Creates
		}
	}
	return m.creating[action]
}
