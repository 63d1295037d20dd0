package product

// moveScreen is AgentTicketMove.
//
// Measured: the questions for owners never carry TicketID, and on display
// nothing about the ticket, so that no condition on it can match; the first
// display passes an empty list for each multiselect, which hides the stored one.
func moveScreen() Screen {
	values := Params{
		"NewStateID": form("NewStateID"), "NewPriorityID": form("NewPriorityID"), "NewOwnerID": form("NewUserID"),
	}
	chosen := onTicket().With(values).With(Params{"QueueID": form("DestQueueID")})
	orStored := Params{"QueueID": or(form("DestQueueID"), ticket("QueueID"))}
	queue := Question{Sub: "Queue", Params: moveInto()}
	newOwner := Question{
		Sub: "NewOwner", Params: Params{"TicketID": nil}, List: owners("owner", "OwnerAll", Cond{}),
	}
	page := Stage{Round: "page", Params: chosen, Ask: []Question{
		queue,
		{Sub: "State", Params: orStored},
		{Sub: "Priority", Params: orStored},
	}}
	ownersPage := Stage{Round: "page", Hash: HashNone, Ask: []Question{
		{Sub: "NewOwner", List: owners("owner", "OwnerAll", Cond{})}, {Sub: "OldOwner"},
	}}
	sentStages := []Stage{
		askSelf(),
		{Round: "save", Hash: HashPosted, Params: chosen, Ask: append([]Question{queue}, askDynamicFields()...)},
		// The move box of the zoom screen sends the queue alone.
		{Round: "save", If: Cond{Kind: IfSent, Name: "NewUserID"}, Params: chosen, Ask: askDynamicFields()},
	}
	return Screen{
		Name: "AgentTicketMove", RequiredLock: true, LeavesOutQueue: true,
		Fields: []Field{
			{Attr: "Queue", Name: "DestQueueID"},
			{Attr: "Owner", Name: "NewUserID"},
			{Attr: "State", Name: "NewStateID"},
			{Attr: "Priority", Name: "NewPriorityID"},
			{Name: "OwnerAll"}, {Name: "StandardTemplateID"},
		},
		First: []Stage{
			askSelf(),
			{Round: "check", Hash: HashPosted, Params: chosen, Ask: append([]Question{queue}, askDynamicFields()...)},
			page, ownersPage,
		},
		Change: []Stage{
			askSelf(),
			{Round: "check", Hash: HashPosted, Params: chosen, Ask: []Question{
				queue, newOwner, {Sub: "State", Params: orStored}, {Sub: "Priority", Params: orStored},
			}},
			{
				Round: "fields", Params: chosen.With(Params{"QueueID": or(form("DestQueueID"), constant("0"))}),
				Ask: askDynamicFields(),
			},
		},
		Save: append(sentStages,
			setter("DestQueueID", "QueueID", onTicket().With(moveInto()).With(Params{"QueueID": form("DestQueueID")})),
			setter("NewPriorityID", "PriorityID", prioritySetter("NewPriorityID")),
			setter("NewStateID", "StateID", noAction(Params{"StateID": form("NewStateID")}))),
		Again: append(sentStages[:len(sentStages):len(sentStages)], page, ownersPage),
	}
}
