package lint

import (
	"github.com/ticketacl/ticketacl/internal/diag"
)

// referenceRules hold what ACLs name to what exists in the system. They speak only where
// an inventory of it is given, and only about the kinds that it lists.
func referenceRules() []Rule {
	const queues = "queues: [Postmaster, Raw, Hardware, 'Hardware::Laptop']\n"
	const fields = "dynamic_fields:\n- {Name: Color, FieldType: Dropdown, PossibleValues: {r: Red, b: Blue}}\n- {Name: Remark, FieldType: Text}\n"
	const agents = "agents:\n- {UserLogin: jdoe, UserFirstname: Jane, UserLastname: Doe}\n- {UserLogin: hannah, UserFirstname: Hannah, UserLastname: Ware}\n" +
		"settings: {FirstnameLastnameOrder: 0}\n"
	rules := []Rule{
		{
			ID: diag.UnknownValue, Severity: diag.Error,
			Title: "a queue, agent, field or other thing that the system does not have",
			Text: "Names are compared exactly: case counts, blanks count, of queues and services the full name counts, and nothing is translated. A name that the " +
				"system does not have never matches, and is never offered.\n\n" +
				"What an inventory lists in full is held against it: names, ids, the types of states, dynamic fields and their values, entity ids of processes. A " +
				"pattern is looked at where it can hit nothing but some names, or wants a text in them that none has. Of a kind that the inventory has " +
				"under open: only what is plainly a listed name, mistyped, is found, and not mended: Server and Servers, or Email and E-Mail, may both be there.",
			Bad:       example("    Properties:\n      Ticket:\n        Queue: [«hardware»]\n", closes),
			Good:      example("    Properties:\n      Ticket:\n        Queue: [Hardware]\n", closes),
			Inventory: true,
			Fix:       "writes the name that exists, where only case and blanks differ and the inventory lists all",
			check:     check{item: unknownValue, list: unknownField},
		},
		{
			ID: diag.InvalidValue, Severity: diag.Warning,
			Title: "a name that exists, but is not valid any more",
			Text: "Screens offer only what is valid, and groups, roles and agents that are not valid give nobody anything. A condition on a queue or state that is not " +
				"valid still holds for tickets that have it from before.\n\n" +
				"Name what took its place. Where the old tickets are meant, ignore the finding with that as the reason.",
			Bad:       example("", "  ConfigChange:\n    Possible:\n      Ticket:\n        Queue: [Raw, «Misc»]\n"),
			Good:      example("", "  ConfigChange:\n    Possible:\n      Ticket:\n        Queue: [Raw, Hardware]\n"),
			Inventory: true,
			check:     check{item: invalidValue, list: invalidField},
		},
		{
			ID: diag.LabelForKey, Severity: diag.Error,
			Title: "the label of a field's value where its key is compared, or the reverse",
			Text: "A value of a dynamic field has a key, which is stored, and a label, which is shown. Conditions compare keys. So do Possible, PossibleAdd and " +
				"PossibleNot since OTRS 3.2; on OTRS 3.1 they compare what is shown. Where the list has the right one too, nothing is lost, and the finding " +
				"is information.",
			Bad:       example("    Properties:\n      Ticket:\n        DynamicField_Color: [«Red»]\n", closes),
			Good:      example("    Properties:\n      Ticket:\n        DynamicField_Color: [r]\n", closes),
			Inventory: true,
			Fix:       "writes the key for the label, or the label for the key, where only one can be meant; takes it out where the list has that one already",
			check:     check{item: labelForKey},
		},
		{
			ID: diag.LoginForName, Severity: diag.Error,
			Title: "a login where display names are compared, or the reverse",
			Text: "Conditions on Ticket.Owner, Ticket.Responsible and UserLogin compare logins. The lists that Possible, PossibleAdd and PossibleNot limit for Owner, " +
				"NewOwner and Responsible hold display names, as the setting FirstnameLastnameOrder makes them; since Znuny 6.4.4 they hold logins. Lists for " +
				"OldOwner have a number before the display name, '1: Jane Doe', on every target, so that only a pattern hits.\n\n" +
				"A display name has a text behind it while its agent is out of office: [RegExp]^Jane Doe( |$) hits that too.",
			Bad:       example("", "  ConfigChange:\n    PossibleNot:\n      Ticket:\n        Owner: [«jdoe»]\n"),
			Good:      example("", "  ConfigChange:\n    PossibleNot:\n      Ticket:\n        Owner: [Jane Doe]\n"),
			Inventory: true,
			Fix:       "writes the one that is compared, where only one agent can be meant and the inventory has FirstnameLastnameOrder",
			check:     check{item: loginForName},
		},
		{
			ID: diag.NotReducible, Severity: diag.Warning,
			Title: "a list for a dynamic field of a type whose values no screen asks for",
			Text: "Screens ask ACLs for the values of dynamic fields of the types Dropdown and Multiselect, on OTOBO also of WebService. A list for a field of another " +
				"type does nothing: what somebody may type, tick or date no ACL limits. On OTOBO Form can hide the field.",
			Bad:       example("", "  ConfigChange:\n    PossibleNot:\n      Ticket:\n        «DynamicField_Remark»: [none]\n"),
			Good:      example("", "  ConfigChange:\n    PossibleNot:\n      Ticket:\n        DynamicField_Color: [r]\n"),
			Inventory: true,
			check:     check{list: notReducible},
		},
		{
			ID: diag.NotOffered, Severity: diag.Warning,
			Title: "a state of a type that the named screens never offer",
			Text: "Each screen offers states of some types only, by its setting StateType: AgentTicketClose those of closed, AgentTicketPending those of pending. ACLs " +
				"choose from what the screen offers, and neither Possible nor PossibleAdd adds to it. A Possible that has nothing else leaves an " +
				"empty list.\n\n" +
				"Name a state of a type that the screen has, or change its setting, and say so in the inventory under screens.",
			Bad: example("    Properties:\n      Frontend:\n        Action: [AgentTicketPending]\n",
				"  ConfigChange:\n    Possible:\n      Ticket:\n        State: [pending reminder, «closed successful»]\n"),
			Good: example("    Properties:\n      Frontend:\n        Action: [AgentTicketPending]\n",
				"  ConfigChange:\n    Possible:\n      Ticket:\n        State: [pending reminder]\n"),
			Inventory: true,
			check:     check{acl: notOffered},
		},
	}
	for i, inv := range []string{
		queues, "queues: [Postmaster, Raw, Hardware, {Name: Misc, ValidID: 2}]\n", fields, agents, fields,
		"states: [{Name: open, TypeName: open}, {Name: pending reminder, TypeName: pending reminder}, {Name: closed successful, TypeName: closed}]\n",
	} {
		rules[i].Bad.Inventory, rules[i].Good.Inventory = inv, inv
	}
	return rules
}
