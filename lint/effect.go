package lint

import (
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
)

// effectRules are about what a change does, and to whom.
func effectRules() []Rule {
	return append(listRules(), screenRules()...)
}

// listRules are about the lists of changes, and what is left of them.
func listRules() []Rule {
	raw := "    Properties:\n      Ticket:\n        Queue: [Raw]\n"
	change := func(section, what string) Example {
		return example(raw, "  ConfigChange:\n    "+section+":\n"+what)
	}
	const system = "dynamic_fields:\n- {Name: Site, FieldType: Dropdown, PossibleNone: 1, PossibleValues: {berlin: Berlin, graz: Graz}}\n"
	owners := func(first, second string) Example {
		return Example{Marked: "- Name: 100-owners\n  ValidID: 1\n  ConfigMatch:\n" + raw + "  ConfigChange:\n    PossibleNot:\n      Ticket:\n" + first +
			"- Name: 200-states\n  ValidID: 1\n  ConfigMatch: ''\n  ConfigChange:\n    PossibleNot:\n      Ticket:\n" + second}
	}
	return []Rule{
		{
			ID: diag.PossibleAndNot, Severity: diag.Error,
			Title: "both Possible and PossibleNot for one list in one ACL, which unite",
			Text: "Up to OTRS 3.3 the two are not applied one after the other. What Possible names is offered, and so is everything that PossibleNot does " +
				"not name: Possible limits nothing, and where it names what PossibleNot names too, that is offered all the same.\n\n" +
				"Write one of the two.",
			Bad: Example{Target: "otrs-3.3", File: "Config.pm", Marked: "$Self->{TicketAcl}->{'100-raw'} = {\n    Properties => { Ticket => { Queue => ['Raw'] } },\n" +
				"    Possible => { Ticket => { State => ['open', 'closed successful'] } },\n    PossibleNot => { Ticket => { «State» => ['closed successful'] } },\n};\n"},
			Good: Example{Target: "otrs-3.3", File: "Config.pm", Marked: "$Self->{TicketAcl}->{'100-raw'} = {\n    Properties => { Ticket => { Queue => ['Raw'] } },\n" +
				"    Possible => { Ticket => { Priority => ['3 normal'] } },\n    PossibleNot => { Ticket => { State => ['closed successful'] } },\n};\n"},
			On:    func(t *product.Target) bool { return !t.Switches.Accumulate },
			check: check{acl: possibleAndNot},
		},
		{
			ID: diag.CannotRemoveFalsy, Severity: diag.Error,
			Title: "a PossibleNot of the empty choice or of 0",
			Text: "From OTRS 4 on PossibleNot never removes a value that is empty or 0, whatever its items say. Possible can leave them out, and so " +
				"could PossibleNot up to OTRS 3.3.\n\nList in Possible what is to stay.",
			Bad:   change("PossibleNot", "      Ticket:\n        DynamicField_Site: [«''», graz]\n"),
			Good:  change("Possible", "      Ticket:\n        DynamicField_Site: [berlin]\n"),
			On:    func(t *product.Target) bool { return t.Switches.KeepsFalsy },
			check: check{item: cannotRemove},
		},
		{
			ID: diag.DropsEmptyChoice, Severity: diag.Info, Inventory: true,
			Title: "a Possible that leaves a field without its empty choice",
			Text: "A dropdown with an empty choice offers '' among its values. A Possible that does not list '' takes it away: where the ACL applies, nobody can " +
				"leave the field empty any more.\n\nThat may be meant. Otherwise list '' too.",
			Bad:   withInventory(change("Possible", "      Ticket:\n        «DynamicField_Site»: [graz]\n"), system),
			Good:  withInventory(change("Possible", "      Ticket:\n        DynamicField_Site: ['', graz]\n"), system),
			On:    func(t *product.Target) bool { return t.Switches.FieldKeys },
			check: check{set: dropsEmptyChoice},
		},
		{
			ID: diag.HalfOwner, Severity: diag.Info,
			Title: "owners that are limited on some screens only",
			Text: "Screens that create tickets, process dialogs and the bulk screen ask for Owner; those that change a ticket ask for NewOwner, and for OldOwner, who are " +
				"its former owners. Each is a list of its own: a limit of one leaves the others as they are.\n\n" +
				"Former owners have a number before their names, as in 1: Jane Doe: only patterns hit them.",
			Bad:   owners("        «Owner»: [Jane Doe]\n", "        State: [merged]\n"),
			Good:  owners("        Owner: [Jane Doe]\n        NewOwner: [Jane Doe]\n        OldOwner: ['[RegExp]^\\d+: Jane Doe']\n", "        State: [merged]\n"),
			On:    func(t *product.Target) bool { return t.Asks("NewOwner") },
			check: check{set: halfOwner},
		},
		{
			ID: diag.LocksOut, Severity: diag.Error,
			Title: "an ACL that takes away the screen that shows a ticket",
			Text: "A screen that is opened asks for its own name, and refuses without it. A Possible of actions without AgentTicketZoom, or a PossibleNot that " +
				"hits it, leaves a ticket that no agent can open any more; on OTRS 6 and later the same goes for customers and CustomerTicketZoom. " +
				"Where a later ACL gives the screen back to some, nothing is said.\n\n" +
				"List what is to go in PossibleNot, or every screen that is to stay in Possible.",
			Bad:   change("Possible", "      «Action»: [AgentTicketNote, AgentTicketClose, CustomerTicketZoom]\n"),
			Good:  change("Possible", "      Action: [AgentTicketNote, AgentTicketZoom, CustomerTicketZoom]\n"),
			On:    func(t *product.Target) bool { return t.Switches.ActionChecked },
			check: check{set: locksOut},
		},
		{
			ID: diag.ActionStyle, Severity: diag.Error,
			Title: "actions as a hash where a list is read, or the reverse",
			Text: "Up to OTRS 3.3 the actions in Possible are a hash of names with 0 or 1. A list there kills the screen that asks as soon as the ACL matches, and " +
				"PossibleNot.Action is not read at all. From OTRS 4 on all change sections have lists of names, and a hash is ignored without a word. Only the " +
				"import of an export turns one in Possible into a list: of the names that are 0 it makes PossibleNot.Action, in place of what is there.\n\n" +
				"Write what the target reads.",
			Bad: Example{File: "Kernel/Config/Files/ZZZZMine.pm", Marked: "$Self->{TicketAcl}->{'100-raw'} = {\n    Properties => { Ticket => { Queue => ['Raw'] } },\n" +
				"    Possible => { «Action» => { AgentTicketClose => 0, AgentTicketNote => 1 } },\n};\n"},
			Good: Example{File: "Kernel/Config/Files/ZZZZMine.pm", Marked: "$Self->{TicketAcl}->{'100-raw'} = {\n    Properties => { Ticket => { Queue => ['Raw'] } },\n" +
				"    PossibleNot => { Action => ['AgentTicketClose'] },\n};\n"},
			check: check{acl: actionStyle},
		},
		{
			ID: diag.SideEffectAction, Severity: diag.Info,
			Title: "an action that does more, or less, than its name tells",
			Text: "The menu entries Spam and Delete move a ticket into a queue; they go by AgentTicketMove, and are gone with it where the menu has them. The entry Split goes by " +
				"AgentSplitSelection: AgentTicketPhone, which it used to go by up to OTRS 5, only takes one of the choices that it offers.",
			Bad:   change("PossibleNot", "      Action: [«AgentTicketPhone»]\n"),
			Good:  change("PossibleNot", "      Action: [AgentSplitSelection, AgentTicketPhone]\n"),
			On:    func(t *product.Target) bool { return registers(t, splitSelection) },
			check: check{item: sideEffect},
		},
		{
			ID: diag.DeadAction, Severity: diag.Warning,
			Title: "an action that does not exist",
			Text: "Names of actions are those of registered modules, and are compared as they stand: one in another case, or one that the target does not have, " +
				"is equal to nothing. That goes for AgentTicketLink, which editors offer: the menu entry Link goes by AgentLinkObject.\n\n" +
				"Packages add modules. Of a name that is like no known one nothing but information is given; .ticketacl.yaml names such actions under extensions.",
			Bad:   change("PossibleNot", "      Action: [«AgentTicketCLose»]\n"),
			Good:  change("PossibleNot", "      Action: [AgentTicketClose]\n"),
			Fix:   "corrects the case of a name",
			check: check{item: deadAction},
		},
	}
}
