package lint

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
)

// registers reports whether a target comes with a module of agents.
func registers(t *product.Target, module string) bool {
	return slices.Contains(t.Facts().AgentModules, module)
}

// withInventory is an example in a system of which something is told.
func withInventory(e Example, system string) Example {
	e.Inventory = system
	return e
}

// screenRules are about changes on the screens that ask for them.
func screenRules() []Rule {
	on := func(screen, section, what string) Example {
		return example("    Properties:\n      Frontend:\n        Action: ["+screen+"]\n", "  ConfigChange:\n    "+section+":\n"+what)
	}
	raw := "    Properties:\n      Ticket:\n        "
	const system = "dynamic_fields: [Site]\nscreens:\n- {Action: AgentTicketClose, DynamicField: {Site: 2}}\n- {Action: AgentTicketNote, DynamicField: {Site: 1}}\n"
	return []Rule{
		{
			ID: diag.NotEnforced, Severity: diag.Info, Off: true,
			Title: "what nobody checks when it is saved",
			Text: "ACLs limit what forms offer. What is sent is checked again only here and there: queue, state, priority, type, service and SLA of a stored ticket when they " +
				"are set, but not for customers, and not by an ACL with a condition on Frontend.Action where the setter is not told of the screen; dynamic fields by " +
				"screens, not by web services; of a new ticket nothing but dynamic fields, and on the customer's screen the queue; owners and responsible agents " +
				"never.\n\nWhere it matters who may store a value, permissions of groups hold.",
			Bad:   on("AgentTicketNote", "PossibleNot", "      Ticket:\n        «Responsible»: [Jane Doe]\n"),
			Good:  on("AgentTicketNote", "PossibleNot", "      Ticket:\n        Queue: [Raw]\n"),
			On:    func(t *product.Target) bool { return t.Switches.Overlay },
			check: check{list: notEnforced},
		},
		{
			ID: diag.FormScreen, Severity: diag.Warning,
			Title: "a list for Form on a screen that does not ask for it",
			Text: "Form and FormStd say which fields a screen shows. Form is asked for by the screens that create a ticket, by those that change one, by CustomerTicketZoom and, " +
				"from OTOBO 11 on, in process dialogs; AgentTicketMove, the screens for answers and calls and the bulk screen do not ask. FormStd is asked for by " +
				"CustomerTicketMessage alone, and knows nothing but Article.",
			Bad:   on("«AgentTicketMove»", "PossibleNot", "      Form: [Site]\n"),
			Good:  on("AgentTicketNote", "PossibleNot", "      Form: [Site]\n"),
			On:    func(t *product.Target) bool { return t.Switches.SpecialTypes.Has("Form") },
			check: check{acl: formScreen, item: formStdItem},
		},
		{
			ID: diag.HiddenMandatory, Severity: diag.Warning, Inventory: true,
			Title: "a field that is hidden where its screen requires it",
			Text: "A field that Form hides is emptied. Where the settings of the screen require it, the form may come back with an error about a field that nobody " +
				"can see.\n\nShow it where it is required, or do not require it.",
			Bad:   withInventory(on("AgentTicketClose", "PossibleNot", "      Form: [«Site»]\n"), system),
			Good:  withInventory(on("AgentTicketNote", "PossibleNot", "      Form: [Site]\n"), system),
			On:    func(t *product.Target) bool { return t.Switches.SpecialTypes.Has("Form") },
			check: check{set: hiddenMandatory},
		},
		{
			ID: diag.PreselectionMissed, Severity: diag.Warning,
			Title: "a condition on a field of the form, a change of which nobody notices",
			Text: "With TicketACL::ACLPreselection, which is on as OTOBO comes, a change in a form asks again only for what some ACL relates to the changed field. These " +
				"relations know Queue, State, Type, Priority, Service, SLA, Owner and Responsible, the areas of these names, CustomerUser and dynamic fields that exist. " +
				"They do not know ids, StateType, NewOwner and OldOwner: until the page is loaded again, the list stays as it was.\n\n" +
				"Write the condition by name, or switch the preselection off.",
			Bad:   example(raw+"«QueueID»: ['2']\n", "  ConfigChange:\n    PossibleNot:\n      Ticket:\n        State: [closed successful]\n"),
			Good:  example(raw+"Queue: [Raw]\n", "  ConfigChange:\n    PossibleNot:\n      Ticket:\n        State: [closed successful]\n"),
			On:    func(t *product.Target) bool { return t.Switches.Preselection },
			check: check{set: preselection},
		},
	}
}
