package lint

import (
	"fmt"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
	"github.com/ticketacl/ticketacl/simulate"
)

// createsTickets reports whether nothing is stored yet wherever a screen asks.
func (s *calls) createsTickets(action string) bool {
	creates := false
	for i := range s.asked {
		a := &s.asked[i]
		if a.action != action {
			continue
		}
		if len(a.params["TicketID"]) > 0 || a.screen.Each != product.OneTicket || a.screen.Dialog {
			return false
		}
		creates = creates || len(a.screen.Fields) > 0 && len(a.screen.Save) > 0
	}
	return creates
}

// onCreation reports whether a condition is on a stored ticket, and all screens
// create one.
func (p *pass) onCreation(n *onScreens, l *reading.List) bool {
	s := p.calls()
	if n.any || !n.known || len(n.names) == 0 || l.Area == "User" || l.Area == "Frontend" || l.Attr == "" ||
		l.Block != acl.PropertiesDatabase && (p.Target.Switches.Overlay || l.Block != acl.Properties || l.Area != "Ticket") {
		return false
	}
	return !slices.ContainsFunc(n.names, func(name string) bool { return !s.createsTickets(name) })
}

func createScreenDatabase(p *pass, v *view) {
	n := p.onScreens(v)
	var d *Diagnostic
	for i := range v.lists {
		l := &v.lists[i]
		if !p.onCreation(&n, l) || !p.Target.Switches.Sections.Has(l.Area) {
			continue
		}
		if d != nil { // one reason for all
			d.Related = append(d.Related, Related{Place: acl.Place{File: v.File, Span: l.Entry.KeySpan}, Message: "and this"})
			continue
		}
		d = p.find(v, l.Entry.KeySpan, fmt.Sprintf("no ticket is stored while %s %s: %s", few(n.names), verb(n.names, "asks", "ask"), neverApplies), p.seenOnCreation(l))
		d.Related = []Related{{Place: acl.Place{File: v.File, Span: n.list.Value().Span}, Message: "the screens"}}
	}
}

// seenOnCreation says what to write where nothing is stored.
func (p *pass) seenOnCreation(l *reading.List) string {
	area, attr := simulate.SameAttribute(l.Area, l.Attr)
	switch {
	case p.Target.Switches.Overlay:
		return "put it under Properties, which sees the form"
	case l.Area == "Ticket" && area != "Ticket" && p.Target.Switches.Sections.Has(area):
		return "write " + area + "." + attr + ", which sees the form"
	}
	return "leave it out, or name screens of stored tickets"
}
