package lint

import (
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
)

// conditionRules are about conditions that never or always hold.
func conditionRules() []Rule {
	return []Rule{
		{
			ID: diag.NeverSet, Severity: diag.Error,
			Title: "a condition on something that is never set",
			Text: "What is not set matches no item, a negated one neither: a condition on it never holds, and the ACL never applies. Customer users have no roles. " +
				"Group_<permission> is set for the permissions of the system alone, which are those in System::Permission for agents and in System::Customer::Permission for " +
				"customer users; the groups are the items. Endpoints are of OTRS 7 and 8. CustomerTicketZoomReply is an action that CustomerTicketZoom offers, and no screen.\n\n" +
				"A permission that products know, but do not set up, is a warning, unless the inventory has the setting.",
			Bad:   example("    Properties:\n      CustomerUser:\n        «Role»: [admin]\n", closes),
			Good:  example("    Properties:\n      User:\n        Role: [admin]\n", closes),
			check: check{list: neverSet},
		},
		{
			ID: diag.AgentAndCustomer, Severity: diag.Warning,
			Title: "a condition on the agent where only customers are",
			Text: "User is the agent who asks. On the screens of customers nobody does, User is not set, and a condition on it does not hold. CustomerUser is the customer user who asks there; on " +
				"agents' screens it is the ticket's.\n\n" +
				"For customers look at CustomerUser; for both write two ACLs.",
			Bad: example("    Properties:\n      User:\n        «Group_rw»: [users]\n      Frontend:\n        Action: [CustomerTicketZoom]\n",
				"  ConfigChange:\n    PossibleNot:\n      Ticket:\n        State: [open]\n"),
			Good: example("    Properties:\n      CustomerUser:\n        Group_rw: [users]\n      Frontend:\n        Action: [CustomerTicketZoom]\n",
				"  ConfigChange:\n    PossibleNot:\n      Ticket:\n        State: [open]\n"),
			check: check{acl: agentAndCustomer},
		},
		{
			ID: diag.ActionIsTheScreen, Severity: diag.Warning,
			Title: "the action to hide in place of the screen that asks",
			Text: "Frontend.Action is the screen that asks. The menu entry Close is asked for by AgentTicketZoom and by overviews, not by AgentTicketClose, which asks for its own name alone, when it is " +
				"opened. Menus go on showing the entry, and who follows it is refused; up to OTRS 3.0 not even that.\n\n" +
				"Leave the condition out, or name the screens with the menu.",
			Bad:   example("    Properties:\n      Frontend:\n        Action: [«AgentTicketClose»]\n", closes),
			Good:  example("    Properties:\n      Frontend:\n        Action: [AgentTicketZoom]\n", closes),
			check: check{acl: actionIsTheScreen},
		},
		{
			ID: diag.QuestionNotAsked, Severity: diag.Warning,
			Title: "a named screen that never asks for this, or without what a condition needs",
			Text: "A screen asks for the lists that it has, and passes what it knows. AgentTicketPhone asks for Owner, AgentTicketOwner for NewOwner and OldOwner; searches ask for dynamic fields and little else, and have no " +
				"ticket; the bulk screen does not say which tickets it is about; screens that create tickets ask for no actions. Where none of the screens in Frontend.Action asks for a list, a limit on it does nothing; where none " +
				"passes what a condition is about, the condition does not hold.\n\n" +
				"Only conditions whose screens are all known are looked at.",
			Bad: example("    Properties:\n      Frontend:\n        Action: [AgentTicketPhone]\n",
				"  ConfigChange:\n    PossibleNot:\n      Ticket:\n        «NewOwner»: [Jane Doe]\n"),
			Good: example("    Properties:\n      Frontend:\n        Action: [AgentTicketPhone]\n",
				"  ConfigChange:\n    PossibleNot:\n      Ticket:\n        Owner: [Jane Doe]\n"),
			On:    seesForms,
			check: check{acl: questionNotAsked},
		},
		{
			ID: diag.SelfCondition, Severity: diag.Warning,
			Title: "a condition on what the ACL itself limits, which its own values break",
			Text: "Properties sees what is chosen in the form. As soon as one of the values is chosen that this ACL offers, or that its PossibleNot leaves, its condition does not hold any more, and the ACL no longer applies: a list that it limited " +
				"opens again, and anything can be chosen; a value that it brought back is gone, and saving is refused.\n\n" +
				"Move the condition to PropertiesDatabase, which is the ticket as it is stored.",
			Bad: example("    Properties:\n      Ticket:\n        «State»: [new]\n",
				"  ConfigChange:\n    Possible:\n      Ticket:\n        State: [open]\n"),
			Good: example("    PropertiesDatabase:\n      Ticket:\n        State: [new]\n",
				"  ConfigChange:\n    Possible:\n      Ticket:\n        State: [open]\n"),
			On:    func(t *product.Target) bool { return t.Switches.Overlay && t.Switches.Database },
			check: check{acl: selfCondition},
		},
		{
			ID: diag.CreateScreenDatabase, Severity: diag.Warning,
			Title: "a condition on the stored ticket where tickets are created",
			Text: "PropertiesDatabase is the ticket as it is stored. AgentTicketPhone, AgentTicketEmail and CustomerTicketMessage ask before anything is: a condition there never holds. Up to OTRS 3.0 " +
				"Properties.Ticket is the stored ticket too.\n\n" +
				"Put the condition under Properties; up to OTRS 3.0 look at Queue, Service and Type.",
			Bad: example("    Properties:\n      Frontend:\n        Action: [AgentTicketPhone]\n    PropertiesDatabase:\n      Ticket:\n        «Queue»: [Raw]\n",
				"  ConfigChange:\n    PossibleNot:\n      Ticket:\n        State: [open]\n"),
			Good: example("    Properties:\n      Frontend:\n        Action: [AgentTicketPhone]\n      Ticket:\n        Queue: [Raw]\n",
				"  ConfigChange:\n    PossibleNot:\n      Ticket:\n        State: [open]\n"),
			On:    func(t *product.Target) bool { return t.Switches.Database || !t.Switches.Overlay },
			check: check{acl: createScreenDatabase},
		},
		{
			ID: diag.TypeHidden, Severity: diag.Warning,
			Title: "a condition on Type with a limit on queues",
			Text: "The question for queues passes the permission that it needs as Type: create or move_into. The engine takes it for a ticket type, finds none of that name, and Type is not set, although the ticket " +
				"has one. On screens that pass a chosen type too that one counts.\n\n" +
				"Look at Ticket.Type, or at Type under PropertiesDatabase.",
			Bad: example("    Properties:\n      Type:\n        «Name»: [Incident]\n",
				"  ConfigChange:\n    PossibleNot:\n      Ticket:\n        Queue: [Junk]\n"),
			Good: example("    Properties:\n      Ticket:\n        Type: [Incident]\n",
				"  ConfigChange:\n    PossibleNot:\n      Ticket:\n        Queue: [Junk]\n"),
			On:    func(t *product.Target) bool { return t.Switches.Sections.Has("Type") },
			check: check{acl: typeHidden},
		},
		{
			ID: diag.LazyData, Severity: diag.Warning,
			Title: "an attribute that the engine gathers only if another ACL wants it",
			Text: "The engine gathers what the ACLs have conditions on, area by area. Ticket.StateType follows the state chosen in a form only if some ACL looks at State, and Ticket.CustomerID is set for a new ticket only if " +
				"some ACL looks at CustomerUser: whoever adds or removes such an ACL changes what this one does. The rule speaks where no ACL of the set does, and some screen passes the form.\n\n" +
				"Look at State.TypeName, or at CustomerUser.UserCustomerID; where the stored ticket is meant, at PropertiesDatabase.",
			Bad: example("    Properties:\n      Ticket:\n        «StateType»: [closed]\n",
				"  ConfigChange:\n    PossibleNot:\n      Ticket:\n        Priority: [5 very high]\n"),
			Good: example("    Properties:\n      State:\n        TypeName: [closed]\n",
				"  ConfigChange:\n    PossibleNot:\n      Ticket:\n        Priority: [5 very high]\n"),
			On:    func(t *product.Target) bool { return !t.Switches.GatherAll && !t.Switches.AttributeRelations },
			check: check{list: lazyData},
		},
		{
			ID: diag.FirstDisplayQueue, Severity: diag.Info,
			Title: "a condition that holds before a queue is chosen",
			Text: "Screens that create tickets ask for states, priorities, types, services and SLAs with the queue 1 as long as none is chosen; it is called Postmaster where nobody renamed it. A condition that this " +
				"queue fulfils, such as [Not]Raw, holds until somebody chooses.",
			Bad: example("    Properties:\n      Ticket:\n        Queue: [«'[Not]Raw'»]\n",
				"  ConfigChange:\n    PossibleNot:\n      Ticket:\n        State: [open]\n"),
			Good: example("    Properties:\n      Ticket:\n        Queue: [Raw]\n",
				"  ConfigChange:\n    PossibleNot:\n      Ticket:\n        State: [open]\n"),
			On:    func(t *product.Target) bool { return t.Switches.Sections.Has("Type") },
			check: check{acl: firstDisplayQueue},
		},
		{
			ID: diag.DynamicFieldPrefix, Severity: diag.Error,
			Title: "a dynamic field without DynamicField_ before its name, or with it in Form",
			Text: "Conditions have dynamic fields as DynamicField_Name, in DynamicField and in Ticket; without DynamicField_ the attribute is never set, and the ACL never applies. Changes have them under Ticket by the same " +
				"name; without DynamicField_, or with it twice, no screen asks for the list. Under Ticket only the name of a field that the inventory has, or that the set uses rightly, is taken for one. Lists for Form have the names " +
				"alone: with DynamicField_ an item names no field, so that Possible hides the field and PossibleNot does not.",
			Bad:   example("    Properties:\n      DynamicField:\n        «Color»: [red]\n", closes),
			Good:  example("    Properties:\n      DynamicField:\n        DynamicField_Color: [red]\n", closes),
			Fix:   "writes the other name",
			On:    func(t *product.Target) bool { return t.Switches.Sections.Has("DynamicField") },
			check: check{list: dynamicFieldPrefix},
		},
		{
			ID: diag.BareBoolean, Severity: diag.Warning,
			Title: "true, false or ~ without quotes",
			Text: "The import reads true as 1 and false as the empty text; ~ and null are undefined. None of them is the word any more. (From OTRS 4 on nothing matches what is undefined; null-item speaks of that too.)\n\n" +
				"Put the word into quotes; for a checkbox write 1 or 0.",
			Bad:   example("    Properties:\n      DynamicField:\n        DynamicField_Urgent: [«true»]\n", closes),
			Good:  example("    Properties:\n      DynamicField:\n        DynamicField_Urgent: ['true']\n", closes),
			Fix:   "puts the word into quotes",
			On:    (*product.Target).HasEditor,
			check: check{item: bareBoolean},
		},
		{
			ID: diag.SpaceAround, Severity: diag.Warning,
			Title: "a value with blanks around it",
			Text: "Values are compared to the last character: 'Raw ' is not Raw. What people type into the forms of the system is cut at both ends, so that nothing is called so.\n\n" +
				"Remove the blanks.",
			Bad:   example("    Properties:\n      Ticket:\n        Queue: [«'Raw '»]\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue: ['Raw']\n", closes),
			Fix:   "removes the blanks",
			check: check{item: spaceAround},
		},
		{
			ID: diag.Mojibake, Severity: diag.Warning,
			Title: "text that was decoded with the wrong character set",
			Text: "UTF-8 that somebody read as Latin-1 or Windows-1252 shows two strange characters in place of each letter beyond ASCII. The engine compares what is written, and nothing is called so. In Perl the same " +
				"happens where a file is UTF-8 and does not say so: write 'use utf8;' at its head. In an SQL dump a byte that is no UTF-8 is taken for Latin-1.",
			Bad:   example("    Properties:\n      Ticket:\n        Queue: [«'MÃ¼nchen'»]\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue: ['München']\n", closes),
			Fix:   "writes what was meant",
			check: check{item: mojibake},
		},
	}
}

// seesForms: Properties is what the form holds. What older screens ask, and with what,
// nobody has written down.
func seesForms(t *product.Target) bool { return t.Switches.Overlay }
