package lint_test

// conditionsSeen: Conditions that never or always hold. What a screen asks, and with
// what, is written into the world of each as package product has it.
func conditionsSeen() []seen {
	states := "ask: {State: [new, open]}\n"
	const noMatch = "no match"
	acls := func(match, change string) string {
		return "- Name: a\n  ValidID: 1\n  ConfigMatch: {" + match + "}\n  ConfigChange: {" + change + "}\n"
	}
	const (
		noNew   = "PossibleNot: {Ticket: {State: [new]}}"
		noClose = "PossibleNot: {Action: [AgentTicketClose]}"
	)
	queues := "system: {queues: [{Name: Postmaster, QueueID: 1}, {Name: Raw, QueueID: 2}]}\n"
	return []seen{
		{rule: "never-set", world: raw + "agent: {Role: [admin]}\nsystem: {roles: [admin]}\n", bad: noMatch, good: left},
		{rule: "never-set", world: raw + "agent: {Group_rw: [users]}\nsystem: {groups: [users]}\n",
			acls: acls("Properties: {User: {Group_users: [rw]}}", noClose), mended: acls("Properties: {User: {Group_rw: [users]}}", noClose), bad: noMatch, good: left},
		{rule: "never-set", world: raw + "screen: AgentTicketZoom\n",
			acls: acls("Properties: {Frontend: {Endpoint: ['[Not]x']}}", noClose), mended: acls("Properties: {Frontend: {Action: ['[Not]x']}}", noClose), bad: noMatch, good: left},
		{rule: "never-set", world: "ask: {State: [new, open]}\nticket: {Queue: Raw}\nscreen: CustomerTicketZoom\n",
			acls:   acls("Properties: {Frontend: {Action: [CustomerTicketZoomReply]}}", noNew),
			mended: acls("Properties: {Frontend: {Action: [CustomerTicketZoom]}}", noNew), bad: noMatch, good: "matched, left open"},
		{rule: "never-set", targets: []string{"otrs-3.1.0"}, world: "ask: {State: [new, open]}\nticket: {Queue: Raw}\nagent: {Role: [admin], Group_rw: [users]}\nsystem: {roles: [admin], groups: [users]}\n",
			acls: acls("Properties: {User: {Role: [admin]}}", noNew), mended: acls("Properties: {User: {Group_rw: [users]}}", noNew), bad: noMatch, good: "matched, left open"},

		{rule: "agent-and-customer", world: states + "ticket: {CustomerUserID: jd, State: new}\nscreen: CustomerTicketZoom\ncustomer: jd\nsystem: {groups: [users], customer_users: [{UserLogin: jd, Group_rw: [users]}]}\n",
			bad: noMatch, good: "matched, left new"},

		{rule: "action-is-the-screen", world: raw + "screen: AgentTicketZoom\n", bad: noMatch, good: left},
		// Opened all the same, the screen refuses.
		{rule: "action-is-the-screen", world: "ask: {Action: [AgentTicketClose]}\nticket: {Queue: Raw}\nscreen: AgentTicketClose\n", bad: "matched, left nothing", good: noMatch},

		{rule: "question-not-asked", world: "ask: {Owner: [Jane Doe, John Doe]}\nscreen: AgentTicketPhone\n", bad: "matched", good: "matched, left John Doe"},
		{rule: "question-not-asked", world: states + "screen: AgentTicketPhone\nform: {QueueID: 2}\n" + queues,
			acls:   acls("Properties: {Frontend: {Action: [AgentTicketPhone]}, Ticket: {Lock: [lock, unlock]}}", noNew),
			mended: acls("Properties: {Frontend: {Action: [AgentTicketPhone]}, Ticket: {Queue: [Raw]}}", noNew), bad: noMatch, good: "matched, left open"},

		{rule: "self-condition", world: states + "ticket: {State: new, StateID: 1}\n", bad: "matched, left open", good: "matched, left open"},
		{rule: "self-condition", world: states + "ticket: {State: new, StateID: 1}\nform: {StateID: 4}\nsystem: {states: [{Name: new, ID: 1}, {Name: open, ID: 4}]}\n",
			bad: noMatch, good: "matched, left open"},
		// Brought back while nothing is chosen, and gone once it is.
		{rule: "self-condition", world: states + "ticket: {State: new, StateID: 1}\n", bad: "matched, left open", good: "matched, left open",
			acls: hidden("Properties"), mended: hidden("PropertiesDatabase")},
		{rule: "self-condition", world: states + "ticket: {State: new, StateID: 1}\nform: {StateID: 4}\nsystem: {states: [{Name: new, ID: 1}, {Name: open, ID: 4}]}\n",
			bad: "matched, left nothing", good: "matched, left open", acls: hidden("Properties"), mended: hidden("PropertiesDatabase")},

		{rule: "create-screen-database", world: states + "screen: AgentTicketPhone\nform: {QueueID: 2}\n" + queues, bad: noMatch, good: "matched, left new"},
		{rule: "create-screen-database", targets: []string{"otrs-3.0"}, world: states + "screen: AgentTicketPhone\nform: {QueueID: 2}\n" + queues,
			acls:   acls("Properties: {Frontend: {Action: [AgentTicketPhone]}, Ticket: {Queue: [Raw]}}", noNew),
			mended: acls("Properties: {Frontend: {Action: [AgentTicketPhone]}, Queue: {Name: [Raw]}}", noNew), bad: noMatch, good: "matched, left open"},

		{rule: "type-hidden", world: "ask: {Queue: [Junk, Raw]}\nticket: {Type: Incident, TypeID: 2}\nform: {Type: move_into}\nsystem: {types: [{Name: Incident, ID: 2}]}\n",
			bad: noMatch, good: "matched, left Raw"},

		{rule: "lazy-data", world: "ask: {Priority: [3 normal, 5 very high]}\nticket: {State: open, StateID: 4, StateType: open}\nform: {StateID: 2}\n" +
			"system: {states: [{Name: closed successful, ID: 2, TypeName: closed}, {Name: open, ID: 4, TypeName: open}]}\n", bad: noMatch, good: "matched, left 3 normal"},
		{rule: "lazy-data", world: states + "screen: AgentTicketPhone\nform: {CustomerUserID: jd}\nsystem: {customer_users: [{UserLogin: jd, UserCustomerID: acme}]}\n",
			acls: acls("Properties: {Ticket: {CustomerID: [acme]}}", noNew), mended: acls("Properties: {CustomerUser: {UserCustomerID: [acme]}}", noNew), bad: noMatch, good: "matched, left open"},

		{rule: "first-display-queue", world: states + "screen: AgentTicketPhone\nform: {QueueID: 1}\n" + queues, bad: "matched, left new", good: noMatch},

		{rule: "dynamicfield-prefix", world: raw + "form: {DynamicField_Color: red}\n", bad: noMatch, good: left},
		{rule: "dynamicfield-prefix", world: "ask: {Form: [Color, Size]}\n", acls: acls("", "Possible: {Form: [Size, DynamicField_Color]}"), mended: acls("", "Possible: {Form: [Size, Color]}"),
			bad: "matched, left Size", good: "matched, left Color, Size"},
		{rule: "dynamicfield-prefix", world: "ask: {Form: [Color, Size]}\n", acls: acls("", "PossibleNot: {Form: [DynamicField_Color]}"), mended: acls("", "PossibleNot: {Form: [Color]}"),
			bad: "matched, left Color, Size", good: "matched, left Size"},

		{rule: "bare-boolean", world: raw + "form: {DynamicField_Urgent: 'true'}\n", bad: noMatch, good: left},
		{rule: "bare-boolean", targets: []string{"otrs-3.3"}, world: states + "ticket: {DynamicField_A: ''}\n",
			acls: acls("Properties: {Ticket: {DynamicField_A: [~]}}", noNew), mended: acls("Properties: {Ticket: {DynamicField_A: ['']}}", noNew), bad: "matched, left open", good: "matched, left open"},

		{rule: "space-around", world: raw, bad: noMatch, good: left},
		{rule: "space-around", world: raw, acls: acls("Properties: {Ticket: {Queue: ['[Not]Raw ']}}", noClose), mended: acls("Properties: {Ticket: {Queue: ['[Not]Raw']}}", noClose), bad: left, good: noMatch},

		{rule: "mojibake", world: "ask: {Action: [AgentTicketClose, AgentTicketNote]}\nticket: {Queue: München}\n", bad: noMatch, good: left},
	}
}

// hidden takes a state from all tickets and gives it back to new ones.
func hidden(block string) string {
	return "- Name: a\n  ValidID: 1\n  ConfigMatch: ''\n  ConfigChange: {PossibleNot: {Ticket: {State: [new, open]}}}\n" +
		"- Name: b\n  ValidID: 1\n  ConfigMatch: {" + block + ": {Ticket: {State: [new]}}}\n  ConfigChange: {PossibleAdd: {Ticket: {State: [open]}}}\n"
}
