package product

// createScreens are those of an agent's new ticket.
//
// Measured: with nothing chosen the questions for State, Priority, Service and
// Type carry QueueID 1, so that conditions see "Postmaster"; a split shows the
// source's queue, owner, customer user and dynamic fields, but no TicketID.
func createScreens() []Screen {
	return []Screen{
		createScreen("AgentTicketPhone", constant("0"), phoneSave(), phoneAgain(), HashPosted),
		createScreen("AgentTicketEmail", form("Dest"), emailSave(), emailAgain(), HashTrue),
	}
}

// createScreen: the two screens differ in the queue that the question for
// queues carries, in what they do with blank dynamic fields and when saving.
func createScreen(name string, queueOfQueue []Source, save, again []Stage, posted Hash) Screen {
	chosen := Params{"QueueID": form("Dest")}
	chosenOrFirst := Params{"QueueID": or(form("Dest"), constant("1"))}
	fields := Params{
		"CustomerUserID": form("SelectedCustomerUser"),
		"NextStateID":    form("NextStateID"), "PriorityID": form("PriorityID"), "TypeID": form("TypeID"),
		"ServiceID": form("ServiceID"), "SLAID": form("SLAID"),
		"OwnerID": form("NewUserID"), "NewResponsibleID": form("NewResponsibleID"),
	}
	shown := Params{
		"CustomerUserID": ticket("CustomerUserID"), "NextStateID": form("NextStateID"), "OwnerID": ticket("OwnerID"),
	}
	lists := func(all Cond) []Question {
		return []Question{
			{Sub: "Queue", Params: create().With(Params{"QueueID": queueOfQueue}), Field: "Dest", If: choosesQueue()},
			{Sub: "Owner", Params: chosen, Field: "NewUserID", List: owners("owner", "OwnerAll", all)},
			{Sub: "Responsible", Params: chosen, Field: "NewResponsibleID", List: owners("responsible", "ResponsibleAll", all)},
			{Sub: "State", Params: chosenOrFirst, Field: "NextStateID"},
			{Sub: "Priority", Params: chosenOrFirst, Field: "PriorityID"},
			{Sub: "Service", Params: chosenOrFirst, Field: "ServiceID", If: Cond{Kind: IfParam, Name: "CustomerUserID"}},
			{Sub: "SLA", Params: chosenOrFirst, Field: "SLAID", If: Cond{Kind: IfParam, Name: "ServiceID"}, Services: true},
			{Sub: "Type", Params: chosenOrFirst, Field: "TypeID"},
		}
	}
	// What the page asks about dynamic fields carries all of them, blank ones too.
	fill := HashKeep
	if posted == HashTrue {
		fill = HashFill
	}
	return Screen{
		Name: name,
		Fields: []Field{
			{
				Attr: "CustomerUser", Name: "SelectedCustomerUser", Initial: ticket("CustomerUserID"), ByName: true,
				Changes: "ServiceID",
			},
			{Attr: "Queue", Name: "Dest", Label: true, Initial: ticket("QueueID")},
			{Attr: "Owner", Name: "NewUserID", Initial: ticket("OwnerID")},
			{Attr: "Responsible", Name: "NewResponsibleID"},
			{Attr: "State", Name: "NextStateID", Initial: entity("states", "open")},
			{Attr: "Priority", Name: "PriorityID", Initial: entity("priorities", "3 normal"), Late: true},
			{Attr: "Type", Name: "TypeID"},
			{Attr: "Service", Name: "ServiceID"},
			{Attr: "SLA", Name: "SLAID"},
			{Name: "OwnerAll"}, {Name: "ResponsibleAll"}, {Name: "StandardTemplateID"},
		},
		First: []Stage{
			{
				// Asked for the default state, before anything else is known.
				Round: "default", Hash: HashPosted, Ask: ask("State"),
				Params: Params{"QueueID": or(ticket("QueueID"), constant("1"))},
			},
			{Round: "check", Loop: true, Hash: HashShown, Params: shown, Ask: lists(Cond{Kind: IfTicket})},
			{Round: "fields", Fields: true, Params: shown.With(chosen), Ask: askForm()},
		},
		Change: []Stage{
			{
				Round: "check", Loop: true, Again: []string{"StandardTemplateID"}, Hash: posted, Params: fields,
				Ask: lists(Cond{}),
			},
			{Round: "fields", Fields: true, Hash: fill, Params: fields.With(chosen), Ask: askForm()},
		},
		Save:  save,
		Again: again,
		Reask: reask(nil, map[string][]string{
			"Dest": {"Owner", "Responsible"}, "ServiceID": {EveryQuestion}, "OwnerAll": {EveryQuestion}, "ResponsibleAll": {EveryQuestion},
		}),
	}
}

// choosesQueue: with a choice of system addresses in place of queues, no
// question for queues is asked.
func choosesQueue() Cond {
	return Cond{Kind: IfSetting, Name: "Ticket::Frontend::NewQueueSelectionType", Attr: "Queue"}
}

// owners are the users offered by screens that ask for a queue: those who have
// it among their own queues, or everybody with the right after "show all".
func owners(permission, showAll string, all Cond) List {
	return List{Kind: ListMyUsers, Permission: permission, ShowAll: showAll, All: all}
}

// everybody are all users with the right in the queue at hand.
func everybody(permission string) List { return List{Kind: ListUsers, Permission: permission} }

// created is what both screens pass when the form is sent.
func created() Params {
	return Params{
		"CustomerUserID": form("SelectedCustomerUser"), "QueueID": form("Dest"),
		"NextStateID": form("NextStateID"), "PriorityID": form("PriorityID"), "TypeID": form("TypeID"),
		"ServiceID": form("ServiceID"), "SLAID": form("SLAID"), "NewResponsibleID": form("NewResponsibleID"),
	}
}

// Measured: the telephone ticket passes no owner when it is saved, the e-mail
// ticket only none with Form.
func phoneSave() []Stage {
	return []Stage{{Round: "save", Hash: HashPosted, Params: created(), Ask: askForm()}}
}

func emailSave() []Stage {
	return []Stage{
		{Round: "save", Hash: HashTrue, Params: created(), Ask: []Question{{Type: "Form"}}},
		{Round: "save", Params: created().With(Params{"OwnerID": form("NewUserID")}), Ask: askDynamicFields()},
	}
}

func createdPage() ([]Question, Params) {
	noCustomer := Params{"CustomerUserID": nil}
	return []Question{
		{Sub: "Service", If: Cond{Kind: IfParam, Name: "CustomerUserID"}},
		{Sub: "SLA", If: Cond{Kind: IfParam, Name: "ServiceID"}},
		{Sub: "Owner", Params: noCustomer, List: owners("owner", "OwnerAll", Cond{})},
		{Sub: "Responsible", Params: noCustomer, List: owners("responsible", "ResponsibleAll", Cond{})},
		{Sub: "State"}, {Sub: "Priority"}, {Sub: "Type"},
	}, created().With(Params{"OwnerID": form("NewUserID")})
}

func phoneAgain() []Stage {
	page, params := createdPage()
	page = append(page, Question{
		Sub: "Queue", Params: create().With(Params{"QueueID": constant("0"), "CustomerUserID": nil}), If: choosesQueue(),
	})
	return append(phoneSave(), Stage{Round: "page", Params: params, Ask: page})
}

func emailAgain() []Stage {
	page, params := createdPage()
	page[1].Params = Params{"CustomerUserID": nil}
	return append(emailSave(),
		Stage{Round: "page", Params: params, Ask: page},
		Stage{Round: "page", Hash: HashNone, If: choosesQueue(), Params: create(), Ask: ask("Queue")})
}
