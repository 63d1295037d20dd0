package product

// viewScreens show tickets, or ask nothing but whether they may be used.
//
// Measured: the move box of the zoom screen reports the Action of the move
// screen; overviews ask for the queues of every ticket they show.
func viewScreens() []Screen {
	actions := func(kind ListKind, action Params) Question {
		return Question{Type: "Action", List: List{Kind: kind}, Params: action}
	}
	zoom := Params{"Action": constant("AgentTicketZoom")}
	move := Question{Sub: "Queue", Params: moveInto().With(Params{"Action": constant("AgentTicketMove")})}
	onZoom := func(qs ...Question) []Stage {
		return []Stage{{Round: "page", Hash: HashNone, Params: onTicket(), Ask: qs}}
	}
	all := actions(ListAgentModules, nil)
	dialogs := Question{Type: "ActivityDialog", If: Cond{Kind: IfProcess}}
	// These pass the question itself as Type, which is no ticket type.
	typed := []Question{{Sub: "DynamicField", Params: Params{"Type": {{Kind: FromQuestion}}}}}
	statistics := func(name string) Screen {
		asked := []Stage{{Round: "page", Hash: HashNone, System: true, Ask: typed}}
		return Screen{Name: name, Action: "AgentStats", First: asked, Save: asked}
	}
	screens := []Screen{
		{
			Name: "AgentTicketZoom", OnPage: []string{"Queue"}, Menu: zoomMenu(), ArticleMenu: articleMenu(),
			First: append([]Stage{{
				Round: "page", Access: true, Hash: HashNone, Params: onTicket(), Ask: []Question{all},
			}}, onZoom(move, all, dialogs)...),
		},
		{
			Name: "AgentTicketZoom (one article by AJAX)", Action: "AgentTicketZoom",
			First: onZoom(all, all),
		},
		{Name: "AgentSplitSelection", First: []Stage{
			{Round: "page", Hash: HashNone, Params: onTicket().With(zoom), Ask: []Question{all}},
			{Round: "page", Hash: HashNone, Params: Params{"Action": nil}, Ask: []Question{{Type: "Process"}}},
		}},
		{
			// The menu entry for process tickets, asked once per session.
			Name: "AgentDashboard", NoAction: true,
			First: []Stage{{Round: "page", Hash: HashNone, Ask: []Question{{Type: "Process"}}}},
		},
		{Name: "AgentDashboard (nav bar, again)", NoAction: true},
		{Name: "AgentTicketSearch", First: []Stage{
			{Round: "page", Hash: HashNone, Ask: append(askDynamicFields(), ask("Priority", "Type")...)},
		}},
		{Name: "AdminGenericAgent", First: []Stage{{Round: "page", Hash: HashNone, Ask: typed}}},
		statistics("AgentStatistics"), statistics("Stats::Dynamic::Ticket"), statistics("Stats::Dynamic::TicketList"),
		{
			Name: "AgentTicketBounce", RequiredLock: true, First: []Stage{
				askSelf(), {Round: "page", Hash: HashNone, Params: onTicket(), Ask: ask("State")},
			},
			Save: []Stage{askSelf()},
		},
		{
			Name: "AgentTicketMerge", RequiredLock: true, First: []Stage{askSelf()}, Save: []Stage{askSelf(), stateByName("merged")},
			Again: []Stage{askSelf()},
		},
		{Name: "AgentTicketQuickClose", NoAction: true, First: []Stage{stateByName("closed successful")}},
	}
	overview := []Question{actions(ListTicketModules, nil), {Sub: "Queue", Params: moveInto()}}
	for _, name := range []string{
		"AgentTicketQueue", "AgentTicketStatusView", "AgentTicketEscalationView", "AgentTicketLockedView",
		"AgentTicketResponsibleView", "AgentTicketService", "AgentTicketWatchView",
	} {
		screens = append(screens, Screen{Name: name, Each: EachShown, First: onZoom(overview...)})
	}
	screens = append(screens,
		Screen{
			Name: "AgentTicketQueue (Preview)", Action: "AgentTicketQueue", Each: EachShown,
			First: onZoom(append(overview, actions(ListAgentModules, zoom))...),
		},
		Screen{Name: "AgentTicketSearch (result)", Action: "AgentTicketSearch", Each: EachShown, First: onZoom(overview...)})
	for _, name := range []string{
		"AgentTicketLock", "AgentTicketPrint", "AgentTicketHistory", "AgentTicketCustomer", "AgentTicketWatcher",
		"AgentTicketEmailResend", "AgentTicketArticleStatus",
	} {
		screens = append(screens, Screen{Name: name, First: []Stage{askSelf()}, Save: []Stage{askSelf()}})
	}
	for _, name := range []string{"AgentTicketPlain", "AgentLinkObject", "AgentTicketMarkSeenUnseen"} {
		screens = append(screens, Screen{Name: name}) // nothing is asked
	}
	return screens
}

// bulkScreen: no question carries TicketID, so that no condition on the stored
// ticket can match; the setters ask without Action.
func bulkScreen() Screen {
	values := Params{
		"QueueID": form("QueueID"), "StateID": form("StateID"), "PriorityID": form("PriorityID"),
		"TypeID": form("TypeID"), "OwnerID": form("OwnerID"), "ResponsibleID": form("ResponsibleID"),
	}
	users := func(permission string) List {
		return List{Kind: ListUsers, Permission: permission, Queue: or(form("QueueID"), ticket("QueueID"))}
	}
	state, types := Question{Sub: "State"}, Question{Sub: "Type"}
	owner := Question{Sub: "Owner", List: users("owner")}
	responsible := Question{Sub: "Responsible", List: users("responsible")}
	queue, priority := Question{Sub: "Queue", Params: moveInto()}, Question{Sub: "Priority"}
	return Screen{
		Name: "AgentTicketBulk", Each: EachSaved,
		Fields: []Field{
			{Attr: "Queue", Name: "QueueID"}, {Attr: "State", Name: "StateID"}, {Attr: "Priority", Name: "PriorityID"},
			{Attr: "Type", Name: "TypeID"}, {Attr: "Owner", Name: "OwnerID"}, {Attr: "Responsible", Name: "ResponsibleID"},
			{Name: "Unlock", Initial: constant("1")},
		},
		First: []Stage{{
			Round: "page", Hash: HashNone, Ask: []Question{state, types, owner, responsible, queue, priority},
		}},
		Change: []Stage{{
			Round: "check", Hash: HashNone, Params: values,
			Ask: []Question{queue, state, types, owner, responsible, priority},
		}},
		Save: []Stage{
			setter("QueueID", "QueueID", noAction(moveInto().With(Params{"QueueID": form("QueueID")}))),
			setter("PriorityID", "PriorityID", prioritySetter("PriorityID")),
			setter("TypeID", "TypeID", noAction(Params{"TypeID": form("TypeID")})),
			setter("StateID", "StateID", noAction(Params{"StateID": form("StateID")})),
		},
	}
}
