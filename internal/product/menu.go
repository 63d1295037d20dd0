package product

// zoomMenu are the entries of the menu of AgentTicketZoom in a fresh OTOBO 11, in
// its order: the action, and what it does where one action has several entries.
func zoomMenu() []string {
	return []string{
		"AgentTicketLock:Lock", "AgentTicketMarkSeenUnseen:Unseen", "AgentTicketMarkSeenUnseen:Seen", "AgentTicketPriority",
		"AgentTicketFreeText", "AgentTicketOwner", "AgentTicketResponsible", "AgentTicketCustomer", "AgentTicketNote",
		"AgentTicketPhoneOutbound", "AgentTicketPhoneInbound", "AgentTicketEmailOutbound", "AgentTicketPending",
		"AgentTicketWatcher:Subscribe", "AgentTicketClose", "AgentTicketQuickClose", "AgentTicketProcess", "AgentTicketHistory",
		"AgentTicketPrint", "AgentLinkObject", "AgentTicketMerge", "AgentAppointmentCalendarOverview:AppointmentCreate",
		"AgentTicketArticleStatus",
	}
}

// articleMenu are the actions of one article there; which of them an article has
// depends on how it came.
func articleMenu() []string {
	return []string{
		"AgentTicketMarkSeenUnseen:Unseen", "AgentTicketZoom:MarkAsImportant", "AgentTicketPrint", "AgentTicketPhone",
		"AgentTicketBounce", "AgentTicketForward",
	}
}
