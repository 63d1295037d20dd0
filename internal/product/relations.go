package product

import "strconv"

// The settings that ticket attribute relations read (semantics, "ACL modules").
const (
	// RelationScreens are the values of Frontend.Action with which relations act.
	RelationScreens = "Core::TicketAttributeRelations::ACLActions"
	// RelationNone adds the empty choice to every list that relations make.
	RelationNone = "Core::TicketAttributeRelations::AlwaysPossibleNone"
)

// StockRelationScreens is what RelationScreens holds in a fresh installation.
func StockRelationScreens() []string {
	screens := []string{
		"AgentTicketBounce", "AgentTicketClose", "AgentTicketCompose", "AgentTicketCustomer", "AgentTicketDecision",
		"AgentTicketEmail", "AgentTicketEmailOutbound", "AgentTicketEmailSecond", "AgentTicketForward", "AgentTicketFreeText",
		"AgentTicketMerge", "AgentTicketMove", "AgentTicketNote", "AgentTicketOwner", "AgentTicketPending", "AgentTicketPhone",
		"AgentTicketPhoneInbound", "AgentTicketPhoneOutbound", "AgentTicketPhoneSecond", "AgentTicketPriority",
		"AgentTicketProcess", "AgentTicketResponsible", "CustomerTicketMessage", "CustomerTicketProcess", "CustomerTicketZoom",
	}
	for n := range 8 {
		screens = append(screens, "AgentTicketAdditionalCommon"+strconv.Itoa(n+1))
	}
	return screens
}
