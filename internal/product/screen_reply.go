package product

// replyScreens are those that write to the customer or about a call.
//
// Measured: forwarding maps the chosen state to NextStateID, an outbound e-mail
// does not map it at all, so that the engine sees the stored state; inbound and
// outbound calls drop blank dynamic fields.
func replyScreens() []Screen {
	stored := Params{"QueueID": ticket("QueueID")}
	zero := Params{"QueueID": constant("0")}
	state := func(param, field string) Params { return Params{param: form(field)} }
	next := state("NextStateID", "NextStateID")
	forward := state("NextStateID", "ComposeStateID")
	byID := func(field string) Stage { return setter(field, "StateID", noAction(Params{"StateID": form(field)})) }
	byName := stateNamed("ComposeStateID")
	return []Screen{
		{
			Name: "AgentTicketCompose", RequiredLock: true, Fields: stateAndTemplate("StateID"),
			First: []Stage{
				askSelf(),
				{Round: "check", Hash: HashPosted, Params: onTicket(), Ask: askDynamicFields()},
				{Round: "page", Params: onTicket().With(stored), Ask: ask("State")},
			},
			Change: []Stage{
				askSelf(),
				{Round: "check", Hash: HashPosted, Params: onTicket().With(stored).With(state("StateID", "StateID")), Ask: ask("State")},
				{Round: "fields", Params: onTicket().With(zero).With(state("StateID", "StateID")), Ask: askDynamicFields()},
			},
			Save:  append(sentReply(onTicket().With(stored).With(state("StateID", "StateID")), HashPosted), byID("StateID")),
			Again: shownReply(onTicket().With(stored).With(state("StateID", "StateID")), HashPosted),
		},
		{
			Name: "AgentTicketForward", RequiredLock: true, Fields: stateAndTemplate("ComposeStateID"),
			First: []Stage{
				askSelf(),
				{Round: "page", Hash: HashNone, Params: onTicket().With(stored), Ask: append(askDynamicFields(), ask("State")...)},
			},
			Change: changedReply(onTicket().With(forward), onTicket().With(forward).With(zero), HashPosted),
			Save:   append(sentReply(onTicket().With(forward), HashPosted), byName),
			Again:  shownReply(onTicket().With(forward), HashPosted),
		},
		{
			Name: "AgentTicketEmailOutbound", RequiredLock: true, Fields: stateAndTemplate("ComposeStateID"),
			First: []Stage{
				askSelf(),
				{Round: "page", Hash: HashNone, Params: onTicket().With(stored), Ask: append(askDynamicFields(), ask("State")...)},
			},
			Change: templateReply(changedReply(onTicket(), onTicket().With(zero), HashPosted), stored),
			Save:   append(sentReply(onTicket(), HashPosted), byName),
			Again:  shownReply(onTicket(), HashPosted),
		},
		callScreen("AgentTicketPhoneOutbound", true, next, byID("NextStateID")),
		callScreen("AgentTicketPhoneInbound", false, next, byID("NextStateID")),
	}
}

func callScreen(name string, lock bool, next Params, set Stage) Screen {
	chosen := onTicket().With(next)
	return Screen{
		Name: name, RequiredLock: lock, Fields: stateAndTemplate("NextStateID"),
		First: []Stage{
			askSelf(),
			{Round: "page", Hash: HashTrue, Params: onTicket(), Ask: append(askDynamicFields(), ask("State")...)},
		},
		Change: changedReply(chosen, chosen, HashTrue),
		Save:   append(sentReply(chosen, HashTrue), set),
		Again:  shownReply(chosen, HashTrue),
	}
}

func changedReply(states, fields Params, posted Hash) []Stage {
	return []Stage{
		askSelf(),
		{Round: "check", Hash: posted, Params: states, Ask: ask("State")},
		{Round: "fields", Params: fields, Ask: askDynamicFields()},
	}
}

// templateReply: choosing a template in an outbound e-mail asks with the stored
// ticket alone, whatever the form holds.
func templateReply(stages []Stage, stored Params) []Stage {
	const template = "StandardTemplateID"
	for i := range stages[1:] {
		stages[i+1].If = Cond{Kind: IfOtherElement, Name: template}
	}
	return append(stages, Stage{
		Round: "template", If: Cond{Kind: IfElement, Name: template}, Hash: HashNone, Params: onTicket().With(stored),
		Ask: append([]Question{{Sub: "State", Params: Params{"CustomerUserID": ticket("CustomerUserID")}}}, askDynamicFields()...),
	})
}

func sentReply(params Params, posted Hash) []Stage {
	return []Stage{askSelf(), {Round: "save", Hash: posted, Params: params, Ask: askDynamicFields()}}
}

func shownReply(params Params, posted Hash) []Stage {
	return append(sentReply(params, posted), Stage{Round: "page", Params: params, Ask: ask("State")})
}

// stateNamed is the setter of those screens that pass the state's name.
func stateNamed(field string) Stage {
	return setter(field, "StateID", noAction(Params{"State": formName(field)}))
}

func stateAndTemplate(state string) []Field {
	return []Field{{Attr: "State", Name: state}, {Name: "StandardTemplateID"}}
}
