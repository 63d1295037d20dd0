package migrate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
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
			Text: "Dialogs of processes are part of CustomerTicketZoom. What they ask for goes by CustomerTicketProcess still, so that conditions on it stay; actions and dialogs it asks for in its own name, and lists of these go there.",
			Note: "CustomerTicketProcess is part of CustomerTicketZoom", when: func(from, to *product.Switches) bool { return !from.CustomerProcessMerged && to.CustomerProcessMerged }, each: processMerged,
		},
		{
			Kind: "process-screen-apart", Family: "screens", When: "from OTOBO 10.1 and later",
			Text: "Dialogs of processes are on CustomerTicketProcess, which asks for them. A list of dialogs for CustomerTicketZoom is for it too.",
			Note: "CustomerTicketProcess is a screen of its own", when: func(from, to *product.Switches) bool { return from.CustomerProcessMerged && !to.CustomerProcessMerged }, each: processApart,
		},
		{
			Kind: "split-back", Family: "screens", When: "to OTRS 5 and older, from OTRS 6.0.6 and later",
			Text: "The article action Split goes by AgentTicketPhone up to OTRS 5.",
			Note: "Split is AgentTicketPhone", when: func(from, to *product.Switches) bool { return from.SplitChecked && !to.SplitChecked },
			each: func(m *migration, d *draft) { splitAction(m, d, split, splitOnce) },
		},
		{
			Kind: "screen-gone", Family: "screens", When: "everywhere",
			Text: "Names of screens that the old product has and the new one has not are taken out of lists.",
			Note: "screens that are gone are left out", when: always, each: screensGone,
		},
		{
			Kind: "split", Family: "screens", When: "from OTRS 5 and older, to OTRS 6.0.6 and later",
			Text: "The article action Split is AgentSplitSelection. Up to OTRS 5 it went by AgentTicketPhone.",
			Note: "Split is AgentSplitSelection", when: func(from, to *product.Switches) bool { return !from.SplitChecked && to.SplitChecked },
			each: func(m *migration, d *draft) { splitAction(m, d, splitOnce, split) },
		},
		{
			Kind: "name-for-id", Family: "screens", When: "to OTOBO",
			Text: "OTOBO's preselection knows no ids: a form is not asked again when what they stand for changes. Names take their place.",
			Note: "ids became names", when: func(from, to *product.Switches) bool { return to.Preselection && !from.Preselection && from.Overlay }, each: namesForIDs,
		},
		{
			Kind: "screen-unnamed", Family: "screens", When: "from OTRS 3.0 and older, to OTRS 4.0 and later",
			Text: "Conditions on Queue, Service, Type and CustomerUser held only for what a call names. The ACL stays away from screens that never do when they ask for its lists, and from what asks for it without an action.",
			Note: "not on screens that never name what it needs",
			when: func(from, to *product.Switches) bool {
				return !from.Overlay && to.Overlay && to.Modifiers >= product.Negations
			}, each: unnamed,
		},
	}
}

const (
	customerProcess = "CustomerTicketProcess"
	customerZoom    = "CustomerTicketZoom"
)

func (m *migration) names(v *acl.Value, text string) bool {
	return slices.ContainsFunc(v.Items(), func(it acl.Value) bool { return it.Kind != acl.Undef && it.Text == text })
}

// processMerged: what dialogs ask for goes by CustomerTicketProcess on either product. Which
// actions and dialogs there are CustomerTicketZoom asks in its own name.
func processMerged(m *migration, d *draft) {
	const b = int(acl.Properties)
	c := d.condition(b, "Frontend", "Action")
	if c == nil || !m.names(&c.v, customerProcess) || !slices.ContainsFunc(d.questions(), special) {
		return
	}
	before, span, at := c.shown(b), c.span, d
	if len(c.v.Items()) > 1 || slices.ContainsFunc(d.questions(), m.isTicket) {
		name, ok := m.after(d, " (process)")
		if !ok {
			m.need(d, span, ScreenMerged, "", customerProcess+" is part of "+customerZoom+" on "+m.To.ID, "make an ACL for processes of it")
			return
		}
		at = d.clone(name)
		at.stops = d.stops
		for _, l := range d.lists {
			if special(l.question()) {
				l.v = copied(&l.v)
				at.lists = append(at.lists, l)
			}
		}
		m.insert(at)
		c = at.condition(b, "Frontend", "Action")
	}
	c.v = listOf(customerZoom)
	process, _ := (&scenario.World{Inventory: m.destination()}).ProcessFields()
	at.match[1] = append(at.match[1], cond{area: "Ticket", attr: process, v: listOf("[RegExp].")})
	m.changed(at, span, before, c.shown(b)+", of tickets in a process")
	m.need(at, span, ScreenMerged, "", customerProcess+" is part of "+customerZoom+" on "+m.To.ID+", which asks for actions and dialogs in its own name", "check it with a ticket in a process")
}

// processApart is the same from where it is part of CustomerTicketZoom.
func processApart(m *migration, d *draft) {
	c := d.condition(int(acl.Properties), "Frontend", "Action")
	if c == nil || !m.names(&c.v, customerZoom) || m.names(&c.v, customerProcess) || !d.limits("ActivityDialog") {
		return
	}
	before := c.shown(0)
	c.v.SetItems(append(slices.Clone(c.v.Items()), item(customerProcess)))
	m.changed(d, c.span, before, c.shown(0))
	m.need(d, c.span, ScreenMerged, "ActivityDialog", "dialogs of customers are on "+customerProcess+" on "+m.To.ID, "check it with a ticket in a process")
}
