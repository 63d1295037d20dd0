package migrate

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// modules are the screens and actions of a product.
func modules(t *product.Target) []string {
	f := t.Facts()
	return slices.Concat(f.AgentModules, f.CustomerModules, t.Actions())
}

// gone reports whether a screen is one of the old product and not of the new one.
func (m *migration) gone(name string) bool {
	inv := m.destination()
	return slices.Contains(modules(m.From), name) && !slices.Contains(modules(m.To), name) &&
		!slices.Contains(inv.AgentModules, name) && !slices.Contains(inv.CustomerModules, name)
}

func screensGone(m *migration, d *draft) {
	prune := func(v *acl.Value) acl.Value {
		out := copied(v)
		out.SetItems(slices.DeleteFunc(out.Items(), func(it acl.Value) bool {
			mod, rest := m.from.Split(it.Text)
			return it.Kind != acl.Undef && mod == acl.Plain && m.gone(rest)
		}))
		return out
	}
	for b := range d.match {
		c := d.condition(b, "Frontend", "Action")
		if c == nil || len(c.v.Items()) == 0 {
			continue
		}
		left := prune(&c.v)
		if len(left.Items()) == 0 {
			m.need(d, c.span, ScreenGone, "", m.To.ID+" has none of the screens of "+c.shown(b), "delete the ACL, or name screens that there are")
			continue
		}
		before := c.shown(b)
		c.v = left
		m.changed(d, c.span, before, c.shown(b))
	}
	for i := range d.lists {
		l := &d.lists[i]
		if l.area != "Action" || !l.isList() {
			continue
		}
		left := prune(&l.v)
		if len(left.Items()) == 0 && len(l.v.Items()) > 0 {
			if l.block == acl.Possible {
				continue // an empty one would take nothing away
			}
		}
		before := l.shown()
		if m.names(&l.v, reply) && m.gone(reply) {
			m.need(d, l.span, KeyUnknown, "Action", "for the reply on CustomerTicketZoom "+m.To.ID+" has no action: customers can reply there whatever "+l.name()+" says", "find another way to the same end, or do without")
		}
		l.v = left
		m.changed(d, l.span, before, l.shown())
	}
}

// reply is an action that is no screen.
const reply = "CustomerTicketZoomReply"

const (
	split     = "AgentSplitSelection"
	splitOnce = "AgentTicketPhone"
)

// splitAction has lists say of the action is what they said of was.
func splitAction(m *migration, d *draft, was, is string) {
	for i := range d.lists {
		l := &d.lists[i]
		if l.area != "Action" {
			continue
		}
		before := l.shown()
		switch {
		case l.isList():
			m.splitList(d, l, was, is)
		case l.v.Kind == acl.Hash && l.v.Get(was) != nil && !l.v.Get(was).IsTrue() && l.v.Get(is) == nil:
			l.v.SetEntries(append(slices.Clone(l.v.Entries()), acl.Entry{Key: is, Value: *l.v.Get(was)}))
		}
		m.changed(d, l.span, before, l.shown())
	}
}

// splitList has a list say of the new action what it said of the old one.
func (m *migration) splitList(d *draft, l *list, was, is string) {
	for i := range l.v.Items() {
		it := &l.v.Items()[i]
		mod, rest := m.to.Split(it.Text)
		one := acl.NewList([]acl.Value{*it})
		if !mod.IsNegated() || it.Kind == acl.Undef || m.hits(m.from, &one, was) || !m.hits(m.to, &one, is) {
			continue
		}
		switch mod {
		case acl.Not:
			it.Text = "[NotRegExp]" + exactly(rest, is)
		case acl.NotRegExp, acl.NotRegExpIgnoreCase:
			it.Text = mod.Prefix() + rest + "|" + exactly(is)
		}
	}
	if m.hits(m.from, &l.v, was) && !m.hits(m.to, &l.v, is) {
		l.v.SetItems(append(slices.Clone(l.v.Items()), item(is)))
	}
	if m.hits(m.from, &l.v, was) != m.hits(m.to, &l.v, is) {
		m.need(d, l.span, ScreenMerged, "Action", l.name()+" does to "+is+" what it does not to "+was, "name the actions that are meant")
	}
}

// namesForIDs puts names in the place of ids in conditions on Ticket.
func namesForIDs(m *migration, d *draft) {
	for i := range d.match[acl.Properties] {
		c := &d.match[acl.Properties][i]
		attr, isID := strings.CutSuffix(c.attr, "ID")
		kind := kindOf(attr)
		if c.area != "Ticket" || !isID || kind == "" || c.v.Kind != acl.List {
			continue
		}
		if d.condition(0, "Ticket", attr) != nil {
			m.need(d, c.span, ValueUnknown, "", c.name(0)+" stands beside Ticket."+attr, "write one of the two, by names")
			continue
		}
		pairs := slices.DeleteFunc(things(m.source(), kind), func(p pair) bool { return p.old == "" })
		if len(pairs) == 0 {
			m.need(d, c.span, ValueUnknown, "", "no inventory says the names of "+c.shown(0), "give one, or write names")
			continue
		}
		before, v := c.shown(0), copied(&c.v)
		missing := ""
		for k := range v.Items() {
			if news, _ := m.newsOf(&v.Items()[k], pairs); len(news) == 0 && v.Items()[k].Kind != acl.Undef {
				missing = v.Items()[k].Text
			}
		}
		if missing != "" {
			m.need(d, c.span, ValueUnknown, "", c.name(0)+": the inventory has none with the id "+reading.Shown(missing), "write its name, or take it out")
			continue
		}
		m.translate(d, nil, &v, pairs, m.source().Complete(kind), "name")
		c.v, c.attr = v, attr
		m.changed(d, c.span, before, c.shown(0))
	}
}
