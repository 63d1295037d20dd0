package migrate

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// endpoints are those that are known, with the screens whose place they take.
func endpoints() []pair {
	return []pair{
		{"ExternalFrontend::TicketDetailView", "CustomerTicketZoom"},
		{"ExternalFrontend::TicketCreate", "CustomerTicketMessage"},
		{"ExternalFrontend::ProcessTicketCreate", "CustomerTicketProcess"},
		{"ExternalFrontend::ProcessTicketNextStep", "CustomerTicketProcess"},
	}
}

// endpoint puts what is for customers' screens from Action to Endpoint, or back. What is
// for agents stays where it is.
func endpoint(m *migration, d *draft, from, to string) {
	pairs := endpoints()
	if from == "Action" {
		for i := range pairs {
			pairs[i] = pair{pairs[i].new, pairs[i].old}
		}
	}
	for b := range d.match {
		if c := d.condition(b, "Frontend", from); c != nil && c.v.Kind == acl.List {
			m.endpointCondition(d, b, c, to, pairs)
		}
	}
	for _, block := range []acl.BlockName{acl.Possible, acl.PossibleAdd, acl.PossibleNot} {
		l := d.list(block, from)
		if l == nil || !l.isList() {
			continue
		}
		moved, rest := m.moved(&l.v, pairs)
		if len(moved) == 0 {
			continue
		}
		before, span := l.shown(), l.span
		now := listOf(moved...)
		if old := d.list(block, to); old != nil {
			now.SetItems(append(slices.Clone(old.v.Items()), now.Items()...))
		}
		switch {
		case len(rest) > 0:
			l.v.SetItems(rest)
			before, from := before, l.shown()
			d.put(block, to, "", now, span)
			m.changed(d, span, before, from+", "+d.list(block, to).shown())
		case from == "Action" && block == acl.Possible:
			d.put(block, to, "", now, span) // agents may do nothing, as before
			m.changed(d, span, before, before+", "+d.list(block, to).shown())
		default:
			d.drop(block, from)
			d.put(block, to, "", now, span)
			m.changed(d, span, before, d.list(block, to).shown())
		}
		m.asksByEndpoint(d, span, "Action", block.String()+"."+to)
		if from == "Endpoint" {
			m.noScreens(d, span, rest)
		}
	}
}

// endpointCondition moves a condition; one that is for agents too becomes two ACLs.
func (m *migration) endpointCondition(d *draft, b int, c *cond, to string, pairs []pair) {
	moved, rest := m.moved(&c.v, pairs)
	if len(moved) == 0 {
		return
	}
	before, span, at := c.shown(b), c.span, d
	if d.condition(b, "Frontend", to) != nil {
		m.need(d, span, ScreenMerged, "", c.name(b)+" cannot be put beside Frontend."+to, "make two ACLs of it")
		return
	}
	if to == "Endpoint" && len(rest) > 0 {
		name, ok := m.after(d, " (endpoints)")
		if !ok {
			m.need(d, span, ScreenMerged, "", c.name(b)+" is for agents and for customers", "make two ACLs of it")
			return
		}
		at = d.clone(name)
		at.lists, at.stops = slices.Clone(d.lists), d.stops
		for i := range at.lists {
			at.lists[i].v = copied(&at.lists[i].v)
		}
		c.v.SetItems(rest)
		m.changed(d, span, before, c.shown(b))
		m.insert(at)
		c = at.condition(b, "Frontend", "Action")
		rest = nil
	}
	c.attr = to
	c.v = listOf(moved...)
	if to == "Action" {
		c.v.SetItems(append(c.v.Items(), rest...))
		m.noScreens(at, span, rest)
	}
	m.changed(at, span, before, c.shown(b))
	m.asksByEndpoint(at, span, "", c.name(b))
	if at != d {
		endpoint(m, at, "Action", "Endpoint") // its lists
	}
}

// moved are the new names of what a list hits, and the items that hit something else.
func (m *migration) moved(v *acl.Value, pairs []pair) (moved []string, rest []acl.Value) {
	for _, p := range pairs {
		if m.hits(m.from, v, p.old) && !slices.Contains(moved, p.new) {
			moved = append(moved, p.new)
		}
	}
	for _, it := range v.Items() {
		if mod, text := m.from.Split(it.Text); mod != acl.Plain || !slices.ContainsFunc(pairs, func(p pair) bool { return p.old == text }) {
			rest = append(rest, it)
		}
	}
	return moved, rest
}

// asksByEndpoint tells of what is known by its documentation alone.
func (m *migration) asksByEndpoint(d *draft, span acl.Span, question, what string) {
	product := m.From.ID
	if m.To.Switches.SpecialTypes.Has("Endpoint") {
		product = m.To.ID
	}
	m.need(d, span, Endpoints, question, "for customers' screens "+product+" asks by endpoints, which nobody can simulate: "+what, "try it as a customer in both systems")
}

// noScreens tells of endpoints that are no screen.
func (m *migration) noScreens(d *draft, span acl.Span, rest []acl.Value) {
	var names []string
	for i := range rest {
		names = append(names, rest[i].Text)
	}
	if len(names) > 0 {
		m.need(d, span, ScreenGone, "", "nothing tells which screen of "+m.To.ID+" is "+strings.Join(names, ", "), "name the screen, or take it out")
	}
}
