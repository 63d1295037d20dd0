package product

// setterScreens are the functions of the ticket API that ask on their own.
// Each sees its new value as if it were chosen in a form; an id or a name is
// passed on as the caller gave it.
func setterScreens() []Screen {
	either := func(attr string) []Field {
		return []Field{{Attr: attr + "ID", Name: attr + "ID"}, {Attr: attr, Name: attr, ByName: true}}
	}
	set := func(name, attr string, params Params, list List) Screen {
		return Screen{
			Name: name, NoAction: true, Setter: true, Fields: either(attr),
			Save: []Stage{{
				Round: "setter", Setter: true, If: Cond{Kind: IfNew, Name: attr}, Params: onTicket().With(params),
				Ask: []Question{{Sub: attr, List: list, Stores: map[string]string{attr + "ID": attr + "ID"}}},
			}},
		}
	}
	id := func(attr string) []Source { return or(form(attr+"ID"), idOf(attr)) }
	all := List{Kind: ListAllStates}
	screens := []Screen{
		set("TicketQueueSet", "Queue", moveInto().With(Params{"QueueID": id("Queue"), "Queue": form("Queue")}), List{}),
		set("TicketTypeSet", "Type", Params{"TypeID": id("Type"), "Type": form("Type")}, List{}),
		set("TicketStateSet", "State", Params{"StateID": form("StateID"), "State": form("State")}, all),
		set("TicketServiceSet", "Service", Params{"ServiceID": id("Service"), "Service": form("Service")}, List{}),
		set("TicketSLASet", "SLA", Params{"SLAID": id("SLA"), "SLA": form("SLA"), "ServiceID": ticket("ServiceID")}, List{}),
		set("TicketPrioritySet", "Priority", Params{"PriorityID": id("Priority"), "Priority": nameOf("PriorityID")}, List{}),
		{
			Name: "TicketMerge", NoAction: true, Setter: true,
			Save: []Stage{stateByName("merged")},
		},
	}
	// Nothing is asked: owner, responsible, lock, customer, title and pending
	// time are never enforced, nor is anything of a ticket that is created.
	for _, name := range []string{
		"TicketOwnerSet", "TicketResponsibleSet", "TicketLockSet", "TicketCustomerSet", "TicketTitleUpdate",
		"TicketPendingTimeSet", "TicketCreate",
	} {
		screens = append(screens, Screen{Name: name, NoAction: true, Setter: true})
	}
	return screens
}

// stateByName is the question of a setter that is given a fixed state.
func stateByName(state string) Stage {
	return Stage{
		Round: "setter", Setter: true, Hash: HashNone, Params: noAction(Params{"State": constant(state)}),
		Ask: []Question{{Sub: "State", List: List{Kind: ListAllStates}, Stores: map[string]string{"State": "State"}}},
	}
}
