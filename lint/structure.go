package lint

import (
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
)

// structureRules are about shapes and keys: what the engine can read at all.
func structureRules() []Rule {
	return []Rule{
		{
			ID: diag.NotAList, Severity: diag.Error,
			Title: "a scalar or a hash where the engine reads a list, or the reverse",
			Text: "The engine takes what stands there for a list or a hash without a look at it. In a condition it dies as soon as it " +
				"comes to the ACL, and with it every ticket screen that asks ACLs; in a change for a field of the ticket the screen " +
				"that asks for that field dies. In changes of Action, Process, ActivityDialog, Form and FormStd what is no list is ignored.\n\n" +
				"Write a list, even of one item.",
			Bad:  example("    Properties:\n      Ticket:\n        Queue: «Raw»\n", closes),
			Good: example("    Properties:\n      Ticket:\n        Queue: [Raw]\n", closes),
			Fix:  "puts a scalar into brackets",
			check: check{
				list: notAList,
				acl:  notAHash,
			},
		},
		{
			ID: diag.EmptyArea, Severity: diag.Error,
			Title: "a match block with areas but no condition in them",
			Text: "A block that is empty matches always; one that has an area, but no attribute in it, never does: the engine wants at " +
				"least one condition that holds. The ACL never applies.\n\n" +
				"Write the condition, or leave the area out.",
			Bad:   example("    Properties:\n      «Ticket»: {}\n", closes),
			Good:  example("    Properties: {}\n", closes),
			check: check{acl: emptyArea},
		},
		{
			ID: diag.MatchWithoutBlock, Severity: diag.Error,
			Title: "an area directly under ConfigMatch",
			Text: "Of ConfigMatch only Properties and PropertiesDatabase are deployed. An area beside them is lost on the way, and where " +
				"nothing else is left the ACL applies to everybody.\n\n" +
				"Put the area under Properties, or under PropertiesDatabase if the ticket as it is stored is meant.",
			Bad:   example("    «Ticket»:\n      Queue: [Raw]\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue: [Raw]\n", closes),
			check: check{acl: matchWithoutBlock},
		},
		{
			ID: diag.Unconditional, Severity: diag.Info, Off: true,
			Title: "an ACL without any condition",
			Text: "The ACL applies to every ticket, every screen and everybody but the user with the ID 1. That may be meant: " +
				"\"hide for all\" is the first half of many sets.",
			Bad:   Example{Marked: "- Name: «'100-nobody-closes'»\n  ValidID: 1\n  ConfigMatch: ''\n" + closes},
			Good:  example("    Properties:\n      Ticket:\n        Queue: [Raw]\n", closes),
			check: check{acl: unconditional},
		},
		{
			ID: diag.EmptyConditionList, Severity: diag.Error,
			Title: "a condition with an empty list",
			Text: "A condition holds if one item of its list matches. Where there is none, none does, and the ACL never applies.\n\n" +
				"List the values, or leave the attribute out.",
			Bad:   example("    Properties:\n      Ticket:\n        Queue: «[]»\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue: [Raw]\n", closes),
			check: check{list: emptyConditionList},
		},
		{
			ID: diag.EmptyPossible, Severity: diag.Warning,
			Title: "an empty Possible list",
			Text: "For a field of the ticket an empty list leaves nothing to choose; for Action, Process, ActivityDialog, Form and " +
				"FormStd the engine looks only at lists with something in them, and ignores it.\n\n" +
				"List what is to stay, or leave the list out.",
			Bad:   example("    Properties:\n      Ticket:\n        Queue: [Raw]\n", "  ConfigChange:\n    Possible:\n      Ticket:\n        State: «[]»\n"),
			Good:  example("    Properties:\n      Ticket:\n        Queue: [Raw]\n", "  ConfigChange:\n    Possible:\n      Ticket:\n        State: [open]\n"),
			check: check{list: emptyPossible},
		},
		{
			ID: diag.NullItem, Severity: diag.Warning,
			Title: "an undefined item in a list",
			Text: "Nothing matches an undefined item, and the engine writes an error into the system's log for every value that it " +
				"compares with it. In YAML an empty item, null and ~ are undefined; the text is written '~'.\n\n" +
				"Remove it, or quote it.",
			Bad:   example("    Properties:\n      Ticket:\n        Queue:\n        - Raw\n        - «~»\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue:\n        - Raw\n        - '~'\n", closes),
			On:    func(t *product.Target) bool { return t.Switches.UndefMatchesNothing },
			Fix:   "removes the item",
			check: check{list: nullItem},
		},
		{
			ID: diag.UnknownKey, Severity: diag.Error,
			Title: "a key that nothing reads at its place",
			Text: "The engine reads fixed keys, in exactly this spelling: what else is there is ignored. A block or section that is " +
				"ignored does nothing, and an ACL whose only conditions are ignored applies to everybody; a condition on an area or " +
				"attribute that does not exist never holds, and the ACL never applies.\n\n" +
				"Keys that a package adds are named in .ticketacl.yaml under extensions.",
			Bad:   example("    Properties:\n      «queue»:\n        Name: [Raw]\n", closes),
			Good:  example("    Properties:\n      Queue:\n        Name: [Raw]\n", closes),
			Fix:   "corrects the case of a key",
			check: check{acl: unknownKeys, list: unknownAreaOrSection},
		},
		{
			ID: diag.UnlikelyAttribute, Severity: diag.Warning,
			Title: "a name close to that of an attribute",
			Text: "Areas such as User and Queue may hold whatever an installation keeps about users and queues, so no attribute can be " +
				"called wrong. This one is nearly another that every system has; a condition on an attribute that is not there " +
				"never holds.",
			Bad:   example("    Properties:\n      User:\n        «Roles»: [agent]\n", closes),
			Good:  example("    Properties:\n      User:\n        Role: [agent]\n", closes),
			check: check{list: unlikelyAttribute},
		},
		{
			ID: diag.DeadAttribute, Severity: diag.Error,
			Title: "a change of something that no screen asks for",
			Text: "Screens ask the engine for a fixed number of lists: queues, states, priorities, types, services, SLAs, owners, " +
				"responsibles and dynamic fields. Ids, locks, customers and state types are not among them; a list for one of these does nothing.\n\n" +
				"Limit what is asked for: State instead of StateID or StateType, Responsible instead of NewResponsible.",
			Bad:   example("    Properties:\n      Ticket:\n        Queue: [Raw]\n", "  ConfigChange:\n    PossibleNot:\n      Ticket:\n        «StateType»: [closed]\n"),
			Good:  example("    Properties:\n      Ticket:\n        Queue: [Raw]\n", "  ConfigChange:\n    PossibleNot:\n      Ticket:\n        State: [closed]\n"),
			check: check{list: deadAttribute},
		},
		{
			ID: diag.NoEffect, Severity: diag.Warning,
			Title: "an ACL that changes nothing",
			Text: "No change section has a list in it. The ACL does nothing, except that the engine may gather more about a ticket " +
				"because of its conditions.",
			Bad: Example{Marked: "- Name: «'100-nothing'»\n  ValidID: 1\n  ConfigMatch:\n    Properties:\n      Ticket:\n        Queue: [Raw]\n" +
				"  ConfigChange: ''\n"},
			Good:  example("    Properties:\n      Ticket:\n        Queue: [Raw]\n", closes),
			check: check{acl: noEffect},
		},
		{
			ID: diag.DuplicateKey, Severity: diag.Error,
			Title: "a key that one hash has twice",
			Text: "The last one wins, and what stands under the first is lost without a word. Where both have the same value " +
				"nothing is lost.\n\nJoin both under one key.",
			Bad:  example("    Properties:\n      Ticket:\n        Queue: [Raw]\n        «Queue»: [Junk]\n", closes),
			Good: example("    Properties:\n      Ticket:\n        Queue: [Raw]\n        State: [open]\n", closes),
			Fix:  "removes one of two keys with equal values",
		},
		{
			ID: diag.DuplicateName, Severity: diag.Error,
			Title: "two ACLs of one name",
			Text: "The database holds each name once, and does not tell capitals from small letters: an import refuses the second, or " +
				"lets it overwrite the first. In Perl the last one counts; there case makes another name.",
			Bad: Example{Marked: "- Name: 100-raw\n  ValidID: 1\n  ConfigMatch: ''\n" + closes +
				"- Name: «100-RAW»\n  ValidID: 1\n  ConfigMatch: ''\n" + closes},
			Good: Example{Marked: "- Name: 100-raw\n  ValidID: 1\n  ConfigMatch: ''\n" + closes +
				"- Name: 110-RAW\n  ValidID: 1\n  ConfigMatch: ''\n  ConfigChange:\n    PossibleNot:\n      Action: [AgentTicketMove]\n"},
		},
		{
			ID: diag.DuplicateItem, Severity: diag.Info,
			Title: "an item that one list has twice",
			Text:  "The second one changes nothing.",
			Bad:   example("    Properties:\n      Ticket:\n        Queue: [Raw, Junk, «Raw»]\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue: [Raw, Junk, Misc]\n", closes),
			Fix:   "removes the second",
			check: check{list: duplicateItems},
		},
		{
			ID: diag.SameItemBoth, Severity: diag.Info,
			Title: "one item in Possible and in PossibleNot of one ACL",
			Text: "From OTRS 4 on PossibleNot takes away what Possible has just let in: it is not offered, and need not be in either list. " +
				"Up to OTRS 3.3 the two unite, and it is offered.",
			Bad: example("    Properties:\n      Ticket:\n        Queue: [Raw]\n",
				"  ConfigChange:\n    Possible:\n      Ticket:\n        State: [new, open]\n    PossibleNot:\n      Ticket:\n        State: [«new»]\n"),
			Good: example("    Properties:\n      Ticket:\n        Queue: [Raw]\n",
				"  ConfigChange:\n    Possible:\n      Ticket:\n        State: [new, open]\n    PossibleNot:\n      Ticket:\n        State: [merged]\n"),
			check: check{acl: sameItemBoth},
		},
		{
			ID: diag.DuplicateACL, Severity: diag.Info,
			Title: "the same change twice, the one condition a special case of the other",
			Text:  "Wherever this ACL applies, another does that changes the same. It can go, unless something in between depends on the order.",
			Bad: Example{Marked: "- Name: 100-raw\n  ValidID: 1\n  ConfigMatch:\n    Properties:\n      Ticket:\n        Queue: [Raw, Junk]\n" + closes +
				"- Name: «110-raw»\n  ValidID: 1\n  ConfigMatch:\n    Properties:\n      Ticket:\n        Queue: [Raw]\n" + closes},
			Good: Example{Marked: "- Name: 100-raw\n  ValidID: 1\n  ConfigMatch:\n    Properties:\n      Ticket:\n        Queue: [Raw, Junk]\n" + closes +
				"- Name: 110-raw\n  ValidID: 1\n  ConfigMatch:\n    Properties:\n      Ticket:\n        Queue: [Misc]\n" + closes},
			check: check{set: duplicateACLs},
		},
	}
}

// closes is the change of examples whose conditions are what matters.
const closes = "  ConfigChange:\n    PossibleNot:\n      Action: [AgentTicketClose]\n"

// example is an export of one ACL: what is under its ConfigMatch, and its
// ConfigChange.
func example(match, change string) Example {
	return Example{Marked: "- Name: '100-example'\n  ValidID: 1\n  ConfigMatch:\n" + match + change}
}
