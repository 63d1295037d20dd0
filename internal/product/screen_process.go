package product

// processScreens are AgentTicketProcess without and with a stored ticket.
//
// Measured: Form and the questions for dynamic fields carry TicketID only when
// the form is sent, yet hold every stored dynamic field that earlier questions
// brought into the shared hash; a start dialog names its activity only on its
// first display.
func processScreens() []Screen {
	return []Screen{processStart(), processDialog(), customerDialog()}
}

func inProcess() Params {
	return Params{
		"ProcessEntityID":        inScenario("ProcessEntityID"),
		"ActivityEntityID":       inScenario("ActivityEntityID"),
		"ActivityDialogEntityID": inScenario("ActivityDialogEntityID"),
	}
}

// dialogFields are the fields of a dialog; its form uses the plain names.
func dialogFields(start bool) []Field {
	if start {
		return []Field{
			{Attr: "CustomerUser", Name: "CustomerUserID", ByName: true},
			{Attr: "Queue", Name: "QueueID", Initial: entity("queues", "Raw")},
			{Attr: "State", Name: "StateID", Initial: entity("states", "new")},
			{Attr: "Priority", Name: "PriorityID", Initial: entity("priorities", "3 normal")},
			{Attr: "Type", Name: "TypeID"}, {Attr: "Service", Name: "ServiceID"}, {Attr: "SLA", Name: "SLAID"},
			{Attr: "Owner", Name: "OwnerID"}, {Attr: "Responsible", Name: "ResponsibleID"},
			{Name: "OwnerAll"}, {Name: "ResponsibleAll"},
		}
	}
	return []Field{
		{Attr: "Queue", Name: "QueueID", Initial: ticket("QueueID")},
		{Attr: "State", Name: "StateID", Initial: ticket("StateID")},
		{Attr: "Priority", Name: "PriorityID", Initial: ticket("PriorityID")},
		{Attr: "Type", Name: "TypeID", Initial: ticket("TypeID")},
		{Attr: "Service", Name: "ServiceID", Initial: ticket("ServiceID")},
		{Attr: "SLA", Name: "SLAID", Initial: ticket("SLAID")},
		{Attr: "Owner", Name: "OwnerID"}, {Attr: "Responsible", Name: "ResponsibleID"},
		{Name: "OwnerAll"}, {Name: "ResponsibleAll"},
	}
}

func processLists(permission Params, extra ...Question) []Question {
	hasService := Cond{Kind: IfParam, Name: "ServiceID"}
	return append([]Question{
		{Sub: "Queue", Params: permission, Field: "QueueID"},
		// This question passes a Type parameter that is undefined.
		{Sub: "State", Params: Params{"Type": nil}, Field: "StateID"},
		{Sub: "Priority", Field: "PriorityID"},
		{Sub: "Type", Field: "TypeID"},
		{Sub: "Service", Field: "ServiceID", If: Cond{Kind: IfParam, Name: "CustomerUserID"}},
		{Sub: "SLA", Field: "SLAID", If: hasService},
	}, extra...)
}

func processReask() map[string][]string {
	always := []string{
		"Action", "ActivityDialog", "Process", "Queue", "State", "Priority", "Type", "Service", "SLA", "Owner", "Responsible",
	}
	return reask(always, map[string][]string{
		"QueueID": {EveryQuestion}, "StateID": {EveryQuestion}, "OwnerID": {EveryQuestion}, "ResponsibleID": {EveryQuestion},
	})
}

func processStart() Screen {
	process := Stage{Round: "access", Hash: HashNone, Ask: []Question{{Type: "Process"}}}
	shown := inProcess().With(Params{
		"QueueID": form("QueueID"), "Queue": formName("QueueID"), "StateID": form("StateID"), "State": formName("StateID"),
		"PriorityID": form("PriorityID"), "Priority": formName("PriorityID"),
	})
	chosen := inProcess().With(Params{
		"ActivityEntityID": nil, "CustomerUserID": form("CustomerUserID"),
		"QueueID": form("QueueID"), "Queue": formName("QueueID"), "StateID": form("StateID"), "PriorityID": form("PriorityID"),
		"TypeID": form("TypeID"), "ServiceID": form("ServiceID"), "SLAID": form("SLAID"),
		"OwnerID": form("OwnerID"), "ResponsibleID": form("ResponsibleID"),
	})
	owner := Question{Sub: "Owner", List: everybody("owner"), Field: "OwnerID", If: Cond{Kind: IfOn, Name: "Owner"}}
	responsible := Question{
		Sub: "Responsible", List: everybody("responsible"), Field: "ResponsibleID", If: Cond{Kind: IfOn, Name: "Responsible"},
	}
	return Screen{
		Name: "AgentTicketProcess", WithTicket: "AgentTicketProcess (dialog of a ticket)",
		Dialog: true, Fields: dialogFields(true),
		First: []Stage{
			process,
			{Round: "fields", Fields: true, Hash: HashShown, Params: shown, If: Cond{Kind: IfDialog}, Ask: askForm()},
			{
				Round: "page", Params: shown, If: Cond{Kind: IfDialog},
				Ask: processLists(create().With(Params{"QueueID": constant("0")}), owner, responsible),
			},
		},
		Change: []Stage{
			process,
			{Round: "check", Loop: true, Hash: HashPosted, Params: chosen, Ask: processLists(create(), owner, responsible)},
			{Round: "fields", Fields: true, Params: chosen, Ask: askForm()},
		},
		Save:  []Stage{process, {Round: "save", Hash: HashPosted, Params: chosen, Ask: askForm()}},
		Reask: processReask(),
	}
}

func processDialog() Screen {
	access := Stage{Round: "access", Access: true, Hash: HashNone, Params: onTicket(), Ask: []Question{
		{Type: "Action", List: List{Kind: ListSelf}},
		{
			Type: "ActivityDialog", List: List{Kind: ListDialog},
			Params: Params{"ActivityDialogEntityID": inScenario("ActivityDialogEntityID")},
		},
		{Type: "Process"},
	}}
	shown := storedTicket().With(inProcess())
	noTicket := Params{"TicketID": nil}
	owner := func(field string) Question { return Question{Sub: "Owner", List: everybody("owner"), Field: field} }
	responsible := func(field string) Question {
		return Question{Sub: "Responsible", List: everybody("responsible"), Field: field}
	}
	service := Question{Sub: "Service"}
	sla := Question{Sub: "SLA", If: Cond{Kind: IfParam, Name: "ServiceID"}}
	page := []Question{
		{Sub: "Queue", Params: moveInto().With(Params{"QueueID": constant("0")})},
		{Sub: "State", Params: Params{"Type": nil}},
		{Sub: "Priority"}, {Sub: "Type"}, service, service, sla, owner(""), responsible(""),
	}
	chosen := inProcess().With(onTicket()).With(Params{
		"CustomerUserID": ticket("CustomerUserID"),
		"QueueID":        form("QueueID"), "Queue": formName("QueueID"), "StateID": form("StateID"), "PriorityID": form("PriorityID"),
		"TypeID": form("TypeID"), "ServiceID": form("ServiceID"), "SLAID": form("SLAID"),
		"OwnerID": or(form("OwnerID"), ticket("OwnerID")), "Owner": unlessForm("OwnerID", "Owner"),
		"ResponsibleID": or(form("ResponsibleID"), ticket("ResponsibleID")),
		"Responsible":   unlessForm("ResponsibleID", "Responsible"),
	})
	return Screen{
		Name: "AgentTicketProcess (dialog of a ticket)", Action: "AgentTicketProcess", StateTypes: "AgentTicketProcess",
		Dialog: true, Fields: dialogFields(false),
		First: []Stage{
			access,
			{Round: "fields", Fields: true, Hash: HashShown, Params: shown.With(noTicket), Ask: askForm()},
			{Round: "page", Params: shown, Ask: page},
		},
		Change: []Stage{
			access,
			{
				Round: "check", Loop: true, Hash: HashPosted, Params: chosen,
				Ask: processLists(moveInto(), owner("OwnerID"), responsible("ResponsibleID")),
			},
			{Round: "fields", Fields: true, Params: chosen.With(noTicket), Ask: askForm()},
		},
		Save: []Stage{
			access,
			{Round: "save", Hash: HashPosted, Params: chosen, Ask: askForm()},
			setter("QueueID", "QueueID", noAction(moveInto().With(Params{"QueueID": form("QueueID")}))),
			setter("StateID", "StateID", noAction(Params{"StateID": form("StateID")})),
			setter("PriorityID", "PriorityID", prioritySetter("PriorityID")),
			setter("TypeID", "TypeID", noAction(Params{"TypeID": form("TypeID")})),
			setter("ServiceID", "ServiceID", noAction(Params{"ServiceID": form("ServiceID")})),
			setter("SLAID", "SLAID", noAction(Params{"SLAID": form("SLAID"), "ServiceID": ticket("ServiceID")})),
		},
		Reask: processReask(),
	}
}

// unlessForm is the stored attribute as long as the form names no other one.
func unlessForm(field, attr string) []Source {
	return []Source{{Kind: FromTicketUnless, Name: attr, Table: field}}
}

// customerDialogs: the dialogs of a process ticket are rendered, and asked for,
// at each display of the customer's zoom screen, which reports another Action
// for them. Measured: the question for states lacks the process, that for
// queues the queue, so that there the stored queue is seen.
func customerDialogs() Stage {
	stored := storedTicket().With(Params{"Action": constant("CustomerTicketProcess")})
	delete(stored, "CustomerUserID")
	shown := stored.With(inProcess())
	service := Question{Sub: "Service"}
	return Stage{If: Cond{Kind: IfProcess}, Hash: HashNone, Params: onTicket(), Ask: []Question{
		{Type: "ActivityDialog"},
	}, PerDialog: []Stage{
		{Round: "fields", Hash: HashShown, Params: shown.With(Params{"TicketID": nil}), Ask: askForm()},
		{Round: "page", Params: shown, Ask: []Question{
			{Sub: "Queue", Params: create().With(Params{"QueueID": nil}), List: List{Kind: ListAllQueues}},
		}},
		{Round: "page", Hash: HashNone, Params: stored, Ask: []Question{
			{Sub: "State", Params: Params{"Type": nil}, List: List{Kind: ListStatesOf, Of: "CustomerTicketProcess"}},
		}},
		{Round: "page", Params: shown, Ask: []Question{
			{Sub: "Priority"}, {Sub: "Type"}, service, service, {Sub: "SLA", If: Cond{Kind: IfParam, Name: "ServiceID"}},
		}},
	}}
}

// customerDialog is one such dialog after a change and when it is sent. What is
// left blank is passed as it is stored.
func customerDialog() Screen {
	chosen := onTicket().With(inProcess())
	for _, attr := range []string{"Queue", "State", "Priority", "Type", "Service", "SLA", "Owner", "Responsible"} {
		chosen[attr+"ID"], chosen[attr] = or(form(attr+"ID"), ticket(attr+"ID")), unlessForm(attr+"ID", attr)
	}
	lists := []Question{
		{Sub: "Queue", Params: create().With(Params{"QueueID": nil}), List: List{Kind: ListAllQueues}, Field: "QueueID"},
		{Sub: "State", Field: "StateID"}, {Sub: "Priority", Field: "PriorityID"}, {Sub: "Type", Field: "TypeID"},
		{Sub: "Service", Field: "ServiceID"},
		{Sub: "SLA", Field: "SLAID", If: Cond{Kind: IfParam, Name: "ServiceID"}},
	}
	asRoot := func(s Stage) Stage { s.System = true; return s }
	byID := func(attr string, more Params) Stage {
		return asRoot(setter(attr, attr, noAction(Params{attr: form(attr)}.With(more))))
	}
	queue := byID("QueueID", moveInto())
	queue.Ask[0].List.Kind = ListAllQueues // UserID 1 may see all of them
	return Screen{
		Name: "CustomerTicketProcess", Customer: true, Dialog: true, Fields: dialogFields(false),
		Change: []Stage{
			{Round: "check", Loop: true, Hash: HashPosted, Params: chosen, Ask: lists},
			{Round: "fields", Fields: true, Params: chosen.With(Params{"TicketID": nil}), Ask: askForm()},
		},
		Save: []Stage{
			{Round: "save", Hash: HashPosted, Params: chosen, Ask: askForm()},
			queue, byID("StateID", nil), asRoot(setter("PriorityID", "PriorityID", prioritySetter("PriorityID"))),
			byID("TypeID", nil), byID("ServiceID", nil), byID("SLAID", Params{"ServiceID": ticket("ServiceID")}),
		},
		Reask: processReask(),
	}
}
