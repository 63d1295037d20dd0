package product

// customerScreens are those of the customer interface.
//
// Measured: saving runs the setters as UserID 1, whom the engine never limits,
// so that only dynamic fields and the queue of a new ticket are enforced; blank
// dynamic fields are not passed, so that the stored value is seen again.
func customerScreens() []Screen {
	return []Screen{customerMessage(), customerZoom(), {
		Name: "CustomerTicketPrint", Customer: true, First: []Stage{askSelf()},
	}, {
		Name: "CustomerTicketSearch", Customer: true,
		First: []Stage{{Round: "page", Hash: HashNone, Ask: askDynamicFields()}},
	}, {
		Name: "CustomerTicketSearch (result)", Action: "CustomerTicketSearch", Customer: true,
	}, {
		Name: "CustomerTicketOverview", Customer: true,
	}}
}

func customerMessage() Screen {
	values := Params{
		"PriorityID": form("PriorityID"), "TypeID": form("TypeID"), "ServiceID": form("ServiceID"), "SLAID": form("SLAID"),
	}
	chosen := values.With(Params{"QueueID": form("Dest")})
	orFirst := Params{"QueueID": or(form("Dest"), constant("1"))}
	offers := List{Kind: ListAllQueues}
	hasService := Cond{Kind: IfParam, Name: "ServiceID"}
	queue := Question{Sub: "Queue", Params: create(), Field: "Dest", List: offers}
	lists := []Question{
		queue,
		{Sub: "Priority", Params: orFirst, Field: "PriorityID"},
		{Sub: "Service", Params: orFirst, Field: "ServiceID"},
		{Sub: "SLA", Params: orFirst, Field: "SLAID", If: hasService, Services: true},
		{Sub: "Type", Params: orFirst, Field: "TypeID"},
	}
	article := func(values Params) Stage {
		return Stage{Round: "article", Params: values, Ask: []Question{{Type: "FormStd"}}}
	}
	// Nothing is posted on the first display, not even what is preselected.
	none := Params{}
	saved := values.With(Params{"NewQueueID": form("Dest")})
	savedQueue := Params{"QueueID": form("Dest")}
	save := []Stage{
		{Round: "save", Hash: HashTrue, Params: saved, Ask: append(askForm(),
			Question{Sub: "Queue", Params: create().With(savedQueue), List: offers},
			Question{Type: "FormStd"})},
	}
	return Screen{
		Name: "CustomerTicketMessage", Customer: true,
		Fields: []Field{
			{Attr: "Queue", Name: "Dest", Label: true},
			{Attr: "Priority", Name: "PriorityID", Initial: entity("priorities", "3 normal"), Late: true},
			{Attr: "Type", Name: "TypeID"},
			{Attr: "Service", Name: "ServiceID"},
			{Attr: "SLA", Name: "SLAID"},
		},
		First: []Stage{
			{Round: "check", Loop: true, Hash: HashTrue, Params: none, Ask: lists},
			{Round: "fields", Fields: true, Hash: HashFill, Params: none, Ask: askForm()},
			article(none),
			{Round: "page", Params: none, Ask: []Question{
				{Sub: "Queue", Params: create(), List: offers}, {Sub: "Priority"}, {Sub: "Type"},
				{Sub: "Service", Params: Params{"QueueID": constant("1")}},
			}},
		},
		Change: []Stage{
			{Round: "check", Loop: true, Hash: HashTrue, Params: chosen, Ask: lists},
			{Round: "fields", Fields: true, Hash: HashFill, Params: chosen, Ask: askForm()},
			article(chosen),
		},
		Save: save,
		Again: append(save[:1:1], Stage{Round: "page", Params: saved.With(savedQueue), Ask: []Question{
			{Sub: "Queue", Params: create(), List: offers}, {Sub: "Priority"}, {Sub: "Type"}, {Sub: "Service"},
			{Sub: "SLA", If: hasService},
		}}),
		Reask: reask([]string{"FormStd"}, map[string][]string{"ServiceID": {EveryQuestion}}),
	}
}

func customerZoom() Screen {
	self := Stage{
		Round: "access", Access: true, Hash: HashNone, Params: onTicket(),
		Ask: []Question{{Type: "Action", List: List{Kind: ListCustomerModule}}},
	}
	state := Params{"StateID": form("StateID"), "NextStateID": form("StateID")}
	first := onTicket().With(state).With(Params{"PriorityID": ticket("PriorityID")})
	chosen := onTicket().With(state).With(Params{"PriorityID": form("PriorityID")})
	lists := []Question{{Sub: "Priority", Field: "PriorityID"}, {Sub: "State", Field: "StateID"}}
	sent := onTicket().With(Params{"StateID": form("StateID"), "PriorityID": form("PriorityID")})
	page := storedTicket()
	delete(page, "CustomerUserID") // the acting customer user is passed
	save := []Stage{self, {Round: "save", Hash: HashTrue, Params: sent, Ask: askForm()}}
	asRoot := func(s Stage) Stage { s.System = true; return s }
	return Screen{
		Name: "CustomerTicketZoom", Customer: true, InDialog: "CustomerTicketProcess",
		Menu: []string{"CustomerTicketZoomReply", "CustomerTicketPrint"},
		Fields: []Field{
			{Attr: "State", Name: "StateID", Initial: or(entity("states", "open"), ticket("StateID"))},
			// Delivered under the name "PriorityID FormUpdate".
			{Attr: "Priority", Name: "PriorityID", Initial: ticket("PriorityID"), Unsent: true},
		},
		First: []Stage{
			self,
			{
				Round: "default", Hash: HashTrue, Ask: ask("State"),
				Params: onTicket().With(Params{"PriorityID": ticket("PriorityID")}),
			},
			{Round: "check", Loop: true, Hash: HashShown, Params: first, Ask: lists},
			{Round: "fields", Fields: true, Params: first.With(Params{"StateID": nil}), Ask: askForm()},
			customerDialogs(),
			{
				Round: "page", Params: page.With(Params{"NextStateID": form("StateID")}),
				Ask: []Question{{Sub: "State", Params: Params{"Type": nil}}, {Sub: "Priority"}},
			},
		},
		Change: []Stage{
			self,
			{Round: "check", Loop: true, Hash: HashTrue, Params: chosen, Ask: lists},
			{Round: "fields", Fields: true, Hash: HashFill, Params: chosen, Ask: askForm()},
		},
		Save: append(save,
			asRoot(stateNamed("StateID")),
			asRoot(setter("PriorityID", "PriorityID", prioritySetter("PriorityID")))),
		Again: append(save[:2:2], Stage{
			Round: "page", Params: page.With(Params{"StateID": form("StateID"), "PriorityID": form("PriorityID")}),
			Ask: []Question{{Sub: "State", Params: Params{"Type": nil}}, {Sub: "Priority"}},
		}),
		Reask: reask([]string{"Action"}, map[string][]string{}),
	}
}
