package migrate

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// screenRules are about screens that are called differently, or are not there.
func screenRules() []Rule {
	endpoints := func(s *product.Switches) bool { return s.SpecialTypes.Has("Endpoint") }
	return []Rule{
		{
			Kind: "endpoint", Family: "screens", When: "from OTRS 7 and 8",
			Text: "Endpoints of the external interface are the customers' screens of all other products.",
			Note: "endpoints became customers' screens", when: func(from, to *product.Switches) bool { return endpoints(from) && !endpoints(to) },
			each: func(m *migration, d *draft) { endpoint(m, d, "Endpoint", "Action") },
		},
		{
			Kind: "customer-screen", Family: "screens", When: "to OTRS 7 and 8",
			Text: "Customers' screens became endpoints of the external interface.",
			Note: "customers' screens became endpoints", when: func(from, to *product.Switches) bool { return !endpoints(from) && endpoints(to) },
			each: func(m *migration, d *draft) { endpoint(m, d, "Action", "Endpoint") },
		},
		{
			Kind: "process-screen", Family: "screens", When: "to OTOBO 10.1 and later",
			Text: "CustomerTicketProcess is part of CustomerTicketMessage and CustomerTicketZoom. The ACL applies there, to tickets in a process.",
			Note: "CustomerTicketProcess is part of other screens", when: func(from, to *product.Switches) bool { return !from.CustomerProcessMerged && to.CustomerProcessMerged }, each: processMerged,
		},
		{
			Kind: "process-screen-apart", Family: "screens", When: "from OTOBO 10.1 and later",
			Text: "Customers start processes on CustomerTicketProcess. What was for CustomerTicketMessage is for it too.",
			Note: "CustomerTicketProcess is a screen of its own", when: func(from, to *product.Switches) bool { return from.CustomerProcessMerged && !to.CustomerProcessMerged }, each: processApart,
		},
		{
			Kind: "screen-gone", Family: "screens", When: "everywhere",
			Text: "Names of screens that the old product has and the new one has not are taken out of lists.",
			Note: "screens that are gone are left out", when: always, each: screensGone,
		},
		{
			Kind: "split", Family: "screens", When: "from OTRS 5 and older, to OTRS 6.0.6 and later",
			Text: "The article action Split is AgentSplitSelection. Up to OTRS 5 it went by AgentTicketPhone.",
			Note: "Split is AgentSplitSelection", when: func(from, to *product.Switches) bool { return !from.SplitChecked && to.SplitChecked }, each: splitAction,
		},
		{
			Kind: "name-for-id", Family: "screens", When: "to OTOBO",
			Text: "OTOBO's preselection knows no ids: a form is not asked again when what they stand for changes. Names take their place.",
			Note: "ids became names", when: func(from, to *product.Switches) bool { return to.Preselection && !from.Preselection && from.Overlay }, each: namesForIDs,
		},
	}
}

// endpoints are those that are known, with the screens whose place they take.
func endpoints() []pair {
	return []pair{
		{"ExternalFrontend::TicketDetailView", "CustomerTicketZoom"},
		{"ExternalFrontend::TicketCreate", "CustomerTicketMessage"},
		{"ExternalFrontend::ProcessTicketCreate", "CustomerTicketProcess"},
		{"ExternalFrontend::ProcessTicketNextStep", "CustomerTicketProcess"},
	}
}

func endpoint(m *migration, d *draft, from, to string) {
	pairs := endpoints()
	if from == "Action" {
		for i := range pairs {
			pairs[i] = pair{pairs[i].new, pairs[i].old}
		}
	}
	only := func(v *acl.Value) bool {
		return slices.ContainsFunc(pairs, func(p pair) bool { return m.hits(m.from, v, p.old) })
	}
	for b := range d.match {
		c := d.condition(b, "Frontend", from)
		if c == nil || c.v.Kind != acl.List || !only(&c.v) && from == "Action" {
			continue
		}
		before := c.shown(b)
		if d.condition(b, "Frontend", to) != nil {
			m.need(d, c.span, ScreenMerged, "", c.name(b)+" cannot be put beside Frontend."+to, "make two ACLs of it")
			continue
		}
		m.translate(d, nil, &c.v, pairs, true, "screen")
		c.attr = to
		m.changed(d, c.span, before, c.shown(b))
	}
	for _, block := range []acl.BlockName{acl.Possible, acl.PossibleAdd, acl.PossibleNot} {
		l := d.list(block, from)
		if l == nil || !l.isList() || !only(&l.v) {
			continue
		}
		before, v, span := l.shown(), copied(&l.v), l.span
		m.translate(d, l, &v, pairs, true, "screen")
		if old := d.list(block, to); old != nil {
			v.SetItems(append(slices.Clone(old.v.Items()), v.Items()...))
		}
		d.drop(block, from)
		d.put(block, to, "", v, span)
		m.changed(d, span, before, d.list(block, to).shown())
	}
}

const (
	customerProcess = "CustomerTicketProcess"
	customerMessage = "CustomerTicketMessage"
	customerZoom    = "CustomerTicketZoom"
)

func (m *migration) names(v *acl.Value, text string) bool {
	return slices.ContainsFunc(v.Items(), func(it acl.Value) bool { return it.Kind != acl.Undef && it.Text == text })
}

func without(v *acl.Value, text string) acl.Value {
	out := copied(v)
	out.SetItems(slices.DeleteFunc(out.Items(), func(it acl.Value) bool { return it.Text == text }))
	return out
}

func processMerged(m *migration, d *draft) {
	for b := range d.match {
		c := d.condition(b, "Frontend", "Action")
		if c == nil || !m.names(&c.v, customerProcess) {
			continue
		}
		before, span := c.shown(b), c.span
		rest := without(&c.v, customerProcess)
		at := d
		if len(rest.Items()) > 0 {
			name, ok := m.after(d, " (process)")
			if !ok {
				m.need(d, span, ScreenMerged, "", customerProcess+" is part of other screens on "+m.To.ID, "make an ACL for processes of it")
				continue
			}
			at = d.clone(name)
			at.lists, at.stops = slices.Clone(d.lists), d.stops
			for i := range at.lists {
				at.lists[i].v = copied(&at.lists[i].v)
			}
			c.v = rest
			m.changed(d, span, before, c.shown(b))
			m.insert(at)
			c = at.condition(b, "Frontend", "Action")
		}
		c.v = listOf(customerMessage, customerZoom)
		after := c.shown(b)
		if !slices.ContainsFunc(at.match[0], func(c cond) bool { return c.area == "Process" }) {
			at.match[0] = append(at.match[0], cond{area: "Process", attr: "ProcessEntityID", v: listOf("[RegExp].")})
		}
		m.changed(at, span, before, after+", in a process")
		m.need(at, span, ScreenMerged, "", customerProcess+" is part of "+customerMessage+" and "+customerZoom+" on "+m.To.ID, "check it with a ticket in a process")
	}
}

func processApart(m *migration, d *draft) {
	for b := range d.match {
		c := d.condition(b, "Frontend", "Action")
		if c == nil || !m.names(&c.v, customerMessage) && !m.names(&c.v, customerZoom) || m.hits(m.to, &c.v, customerProcess) {
			continue
		}
		m.need(d, c.span, ScreenMerged, "", "customers' process tickets are on "+customerProcess+" on "+m.To.ID+", whether they are new or not", "check it with a ticket in a process")
		if !m.names(&c.v, customerMessage) {
			continue // of tickets that are there: it would apply to new ones too
		}
		before := c.shown(b)
		c.v.SetItems(append(slices.Clone(c.v.Items()), item(customerProcess)))
		m.changed(d, c.span, before, c.shown(b))
	}
}

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
		l.v = left
		m.changed(d, l.span, before, l.shown())
	}
}

const (
	split     = "AgentSplitSelection"
	splitOnce = "AgentTicketPhone"
)

func splitAction(m *migration, d *draft) {
	for i := range d.lists {
		l := &d.lists[i]
		if l.area != "Action" {
			continue
		}
		before := l.shown()
		switch {
		case l.isList():
			m.splitList(d, l)
		case l.v.Kind == acl.Hash && l.v.Get(splitOnce) != nil && !l.v.Get(splitOnce).IsTrue() && l.v.Get(split) == nil:
			l.v.SetEntries(append(slices.Clone(l.v.Entries()), acl.Entry{Key: split, Value: *l.v.Get(splitOnce)}))
		}
		m.changed(d, l.span, before, l.shown())
	}
}

// splitList has a list say of the new action what it said of the old one.
func (m *migration) splitList(d *draft, l *list) {
	for i := range l.v.Items() {
		it := &l.v.Items()[i]
		mod, rest := m.to.Split(it.Text)
		one := acl.NewList([]acl.Value{*it})
		if !mod.IsNegated() || it.Kind == acl.Undef || m.hits(m.from, &one, splitOnce) || !m.hits(m.to, &one, split) {
			continue
		}
		switch mod {
		case acl.Not:
			it.Text = "[NotRegExp]" + exactly(rest, split)
		case acl.NotRegExp, acl.NotRegExpIgnoreCase:
			it.Text = mod.Prefix() + rest + "|" + exactly(split)
		}
	}
	if m.hits(m.from, &l.v, splitOnce) && !m.hits(m.to, &l.v, split) {
		l.v.SetItems(append(slices.Clone(l.v.Items()), item(split)))
	}
	if m.hits(m.from, &l.v, splitOnce) != m.hits(m.to, &l.v, split) {
		m.need(d, l.span, ScreenMerged, "Action", l.name()+" does to "+split+" what it does not to "+splitOnce, "name the actions that are meant")
	}
}

// namesForIDs puts names in the place of ids in conditions on Ticket.
func namesForIDs(m *migration, d *draft) {
	for i := range d.match[acl.Properties] {
		c := &d.match[acl.Properties][i]
		attr, isID := strings.CutSuffix(c.attr, "ID")
		kind := product.KindOf(attr)
		if c.area != "Ticket" || !isID || kind == "" || c.v.Kind != acl.List {
			continue
		}
		if d.condition(0, "Ticket", attr) != nil {
			m.need(d, c.span, ValueUnknown, "", c.name(0)+" stands beside Ticket."+attr, "write one of the two, by names")
			continue
		}
		t := m.source().Table(kind)
		if t == nil || len(t.Entities) == 0 {
			m.need(d, c.span, ValueUnknown, "", "no inventory says the names of "+c.shown(0), "give one, or write names")
			continue
		}
		var pairs []pair
		for _, e := range t.Entities {
			if e.ID != "" {
				pairs = append(pairs, pair{e.ID, e.Name})
			}
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
		m.translate(d, nil, &v, pairs, t.Complete(), "name")
		c.v, c.attr = v, attr
		m.changed(d, c.span, before, c.shown(0))
	}
}
