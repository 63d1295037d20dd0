package product

import "slices"

// action is an entry of the list of actions that the editor offers.
type action struct {
	name string
	in   []span
}

// Actions are the actions that the editor of a target offers (semantics,
// "Actions offered"), sorted. What a screen really offers are the registered
// modules; packages add to both lists.
func (t *Target) Actions() []string {
	var names []string
	for _, a := range actions() {
		if within(a.in, t.Product, t.Version) {
			names = append(names, a.name)
		}
	}
	slices.Sort(names)
	return names
}

func actions() []action {
	var all []action
	add := func(in []span, names ...string) {
		for _, n := range names {
			all = append(all, action{n, in})
		}
	}
	add(everywhere(Version{3, 3, 0}),
		"AgentTicketBounce", "AgentTicketClose", "AgentTicketCompose", "AgentTicketCustomer", "AgentTicketForward",
		"AgentTicketFreeText", "AgentTicketHistory", "AgentTicketLink", "AgentTicketLock", "AgentTicketMerge",
		"AgentTicketMove", "AgentTicketNote", "AgentTicketOwner", "AgentTicketPending", "AgentTicketPhone",
		"AgentTicketPhoneInbound", "AgentTicketPhoneOutbound", "AgentTicketPrint", "AgentTicketPriority",
		"AgentTicketResponsible", "AgentTicketWatcher", "AgentTicketZoom", "AgentLinkObject",
		"CustomerTicketPrint", "CustomerTicketProcess", "CustomerTicketZoom")
	add(everywhere(Version{4, 0, 0}), "AgentTicketEmailOutbound", "AgentTicketProcess")
	add(everywhere(Version{5, 0, 0}), "AgentTicketPlain")
	add(everywhere(Version{5, 0, 15}), "AgentTicketSearch")
	add(everywhere(Version{6, 0, 0}),
		"AgentAppointmentCalendarOverview", "AgentSplitSelection", "AgentTicketEmail", "AgentTicketEmailResend")
	add(everywhere(Version{6, 0, 23}), "AgentTicketBulk")
	// Gone with 6.0 although it still works there, and back in the descendants.
	add([]span{
		between(OTRS, Version{3, 3, 0}, Version{6, 0, 0}), since(Znuny, 7, 0, 0), since(OTOBO, 10, 0, 11),
	}, "CustomerTicketMessage")
	add([]span{{product: OTOBO}}, "AgentTicketQuickClose")
	add([]span{since(OTOBO, 11, 0, 0)}, "CustomerTicketZoomReply")
	return all
}
