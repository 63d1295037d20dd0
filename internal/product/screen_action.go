package product

import "slices"

// actionScreens are the family of screens that change one ticket
// (AgentTicketActionCommon).
//
// Measured: the first display asks everything twice, first with the values of
// the form, even for fields that are not on it, then for each field on it while
// the page is built; only the second answer is shown. The second question for
// queues, states and priorities carries nothing but the ticket. A newly chosen
// owner is passed under a name that the engine does not read.
func actionScreens() []Screen {
	on := func(name, state string, fields ...string) Screen { return actionScreen(name, state, fields) }
	return []Screen{
		on("AgentTicketNote", ""),
		on("AgentTicketClose", "closed successful", "State"),
		on("AgentTicketPending", "pending reminder", "State"),
		on("AgentTicketPriority", "open", "Priority"),
		on("AgentTicketOwner", "", "Owner"),
		on("AgentTicketResponsible", "", "Responsible"),
		on("AgentTicketFreeText", "", "Type", "Service", "SLA"),
		on("AgentTicketArticleEdit", ""),
	}
}

// actionScreen: on are the fields that it has unless configured otherwise,
// state the one preselected where it does not offer the stored one.
func actionScreen(name, state string, on []string) Screen {
	fields := []Field{
		{Attr: "Queue", Name: "NewQueueID", Initial: ticket("QueueID"), Stored: true},
		{Attr: "State", Name: "NewStateID", Initial: ticket("StateID"), Default: state, Stored: true},
		{Attr: "Priority", Name: "NewPriorityID", Initial: ticket("PriorityID")},
		{Attr: "Type", Name: "TypeID", Initial: ticket("TypeID")},
		{Attr: "Service", Name: "ServiceID", Initial: ticket("ServiceID")},
		{Attr: "SLA", Name: "SLAID", Initial: ticket("SLAID")},
		{Attr: "Owner", Name: "NewOwnerID"},
		{Attr: "Responsible", Name: "NewResponsibleID"},
	}
	for i := range fields {
		fields[i].Off = true
		for _, attr := range on {
			if fields[i].Attr == attr {
				fields[i].Off = false
			}
		}
	}
	fields = append(fields, Field{Name: "OwnerAll"}, Field{Name: "ResponsibleAll"}, Field{Name: "StandardTemplateID"})
	return Screen{
		Name:         name,
		RequiredLock: slices.Contains([]string{"AgentTicketClose", "AgentTicketPending", "AgentTicketPriority"}, name),
		Fields:       fields,
		First:        append([]Stage{askSelf()}, append(actionFirst(), actionPage(HashKeep, true)...)...),
		Change:       append([]Stage{askSelf()}, actionChange()...),
		Save:         append([]Stage{askSelf(), actionSent()}, actionSetters()...),
		Again:        append([]Stage{askSelf(), actionSent()}, actionPage(HashKeep, false)...),
		Reask: reask([]string{"Action", "OldOwner"}, map[string][]string{
			"NewQueueID": {"Action", "OldOwner", "NewOwner", "Responsible"},
			"ServiceID":  {"Action", "OldOwner", "Service", "SLA"},
			"OwnerAll":   {EveryQuestion}, "ResponsibleAll": {EveryQuestion},
		}),
	}
}

// actionLists are the questions of the first round and of every change.
func actionLists() []Question {
	return []Question{
		{Sub: "Queue", Params: moveInto(), Field: "NewQueueID"},
		{Sub: "NewOwner", List: everybody("owner"), Field: "NewOwnerID"},
		{Sub: "Responsible", List: everybody("responsible"), Field: "NewResponsibleID"},
		{Sub: "State", Field: "NewStateID"},
		{Sub: "Priority", Field: "NewPriorityID"},
		{Sub: "Service", Field: "ServiceID"},
		{Sub: "SLA", Field: "SLAID", If: Cond{Kind: IfParam, Name: "ServiceID"}},
		{Sub: "Type", Field: "TypeID"},
	}
}

func actionFirst() []Stage {
	stored := onTicket().With(Params{
		"CustomerUserID": ticket("CustomerUserID"),
		"QueueID":        form("NewQueueID"), "StateID": form("NewStateID"), "NextStateID": form("NewStateID"),
		"PriorityID": form("NewPriorityID"), "TypeID": form("TypeID"), "ServiceID": form("ServiceID"), "SLAID": form("SLAID"),
	})
	return []Stage{
		{Round: "check", Loop: true, Hash: HashShown, Params: stored, Ask: actionLists()},
		{Round: "fields", Fields: true, Params: stored.With(Params{"StateID": nil}), Ask: askForm()},
	}
}

// newValues are the fields of the form under their own names.
func newValues() Params {
	return Params{
		"NewQueueID": form("NewQueueID"), "NewStateID": form("NewStateID"), "NewPriorityID": form("NewPriorityID"),
		"TypeID": form("TypeID"), "ServiceID": form("ServiceID"), "SLAID": form("SLAID"),
		"NewOwnerID": form("NewOwnerID"), "NewResponsibleID": form("NewResponsibleID"),
	}
}

func actionChange() []Stage {
	state := or(sent("NewStateID"), ticket("StateID"))
	chosen := onTicket().With(newValues()).With(Params{
		// What is emptied are the fields under their other names.
		"NewQueueID": posted("NewQueueID"), "NewStateID": posted("NewStateID"), "NewPriorityID": posted("NewPriorityID"),
		"NewOwnerID":     posted("NewOwnerID"),
		"CustomerUserID": ticket("CustomerUserID"),
		"QueueID":        or(sent("NewQueueID"), ticket("QueueID")),
		"ServiceID":      or(sent("ServiceID"), ticket("ServiceID")),
		"StateID":        state, "NextStateID": state, "PriorityID": form("NewPriorityID"),
	})
	return []Stage{
		{
			Round: "owners", Hash: HashPosted, Params: chosen.With(Params{"TicketID": nil, "CustomerUserID": nil}),
			Ask: ask("OldOwner"),
		},
		{Round: "check", Loop: true, Params: chosen, Ask: actionLists()},
		{Round: "fields", Fields: true, Params: chosen.With(Params{"StateID": nil}), Ask: askForm()},
	}
}

// actionPage are the questions asked while the page is built. On a redisplay
// they carry the stored ticket, not what was entered.
func actionPage(hash Hash, first bool) []Stage {
	on := func(attr string) Cond { return Cond{Kind: IfOn, Name: attr} }
	values := storedTicket().With(Params{
		"NewQueueID": form("NewQueueID"), "NewStateID": form("NewStateID"), "NewPriorityID": form("NewPriorityID"),
		"NewOwnerID": form("NewOwnerID"), "NewResponsibleID": form("NewResponsibleID"),
		"TypeID": or(form("TypeID"), ticket("TypeID")), "ServiceID": or(form("ServiceID"), ticket("ServiceID")),
		"SLAID": or(form("SLAID"), ticket("SLAID")),
	})
	if first {
		values["NextStateID"] = form("NewStateID")
	}
	return []Stage{
		{Round: "page", Hash: hash, Params: values, Ask: []Question{
			{Sub: "Type", If: on("Type")}, {Sub: "Service", If: on("Service")}, {Sub: "SLA", If: on("SLA")},
		}},
		{Round: "page", Hash: HashNone, Params: storedTicket(), Ask: []Question{
			{Sub: "Queue", Bare: true, Params: onTicket().With(moveInto()), If: on("Queue")},
			{Sub: "NewOwner", List: everybody("owner"), If: on("Owner")},
			{Sub: "OldOwner", If: on("Owner")},
			{Sub: "Responsible", List: everybody("responsible"), If: on("Responsible")},
			{Sub: "State", Bare: true, Params: onTicket(), If: on("State")},
			{Sub: "Priority", Bare: true, Params: onTicket(), If: on("Priority")},
		}},
	}
}

// actionSent: when the form is sent nothing is mapped and no customer user passed.
func actionSent() Stage {
	return Stage{Round: "save", Hash: HashPosted, Params: onTicket().With(newValues()), Ask: askForm()}
}

// actionSetters: Type, Service, SLA and Queue are asked with Action, so that an
// ACL conditioned on the screen protects there; Priority and State without.
func actionSetters() []Stage {
	whole := onTicket().With(newValues()).With(Params{
		"QueueID": form("NewQueueID"), "StateID": form("NewStateID"), "PriorityID": form("NewPriorityID"),
		"OwnerID": form("NewOwnerID"), "ResponsibleID": form("NewResponsibleID"),
	})
	withHash := func(s Stage) Stage { s.Hash = HashKeep; return s }
	return []Stage{
		setter("TypeID", "TypeID", onTicket().With(Params{"TypeID": form("TypeID")})),
		withHash(setter("ServiceID", "ServiceID", whole.With(Params{"CustomerUserID": ticket("CustomerUserID")}))),
		withHash(setter("SLAID", "SLAID", whole)),
		setter("NewQueueID", "QueueID", onTicket().With(moveInto()).With(Params{"QueueID": form("NewQueueID")})),
		setter("NewPriorityID", "PriorityID", prioritySetter("NewPriorityID")),
		withHash(setter("NewStateID", "StateID", noAction(Params{"StateID": form("NewStateID")}))),
	}
}

// prioritySetter: this setter passes the name beside the id.
func prioritySetter(field string) Params {
	return noAction(Params{"PriorityID": form(field), "Priority": nameOf("PriorityID")})
}
