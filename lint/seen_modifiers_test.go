package lint_test

// modifiersSeen: Modifiers and patterns.
func modifiersSeen() []seen {
	ask := "ask: {Action: [AgentTicketClose, AgentTicketNote]}\n"
	jobs := ask + "ticket: {Queue: Jobs, State: open}\n"
	states := "ask: {State: [new, open]}\nticket: {Queue: Raw, State: open}\n"
	on := func(conditions string) string {
		return "- Name: a\n  ConfigMatch: {Properties: {Ticket: {" + conditions + "}}}\n  ConfigChange: {PossibleNot: {Action: [AgentTicketClose]}}\n"
	}
	change := func(sections string) string {
		return "- Name: a\n  ConfigMatch: ''\n  ConfigChange: {" + sections + "}\n"
	}
	roles := func(roles string) string {
		return ask + "agent: {Role: [" + roles + "]}\nsystem: {roles: [agent, admin]}\n"
	}
	roleACL := func(items string) string {
		return "- Name: a\n  ConfigMatch: {Properties: {User: {Role: [" + items + "]}}}\n  ConfigChange: {PossibleNot: {Action: [AgentTicketClose]}}\n"
	}
	return []seen{
		// A slip is a literal; behind [Not it matches everything from 5.0.13 on.
		{rule: "unknown-modifier", world: raw, bad: "no match", good: left},
		{rule: "unknown-modifier", world: raw, acls: on("Queue: ['[NotRegEx]^Raw']"), mended: on("Queue: ['[NotRegExp]^Raw']"), bad: left, good: "no match"},
		{rule: "unknown-modifier", targets: []string{"otrs-4.0"}, world: jobs, acls: on("Queue: ['[NotRegEx]^Raw']"), mended: on("Queue: ['[NotRegExp]^Raw']"), bad: "no match", good: left},
		{rule: "unknown-modifier", world: states, acls: change("PossibleNot: {Ticket: {State: ['[NotRegEx]^new']}}"),
			mended: change("PossibleNot: {Ticket: {State: ['[NotRegExp]^new']}}"), bad: "matched, left nothing", good: "matched, left new"},
		{rule: "unknown-modifier", targets: []string{"otrs-3.3"}, world: states, acls: change("PossibleNot: {Ticket: {State: ['[Not]new']}}"),
			mended: change("PossibleNot: {Ticket: {State: [open]}}"), bad: "matched, left new, open", good: "matched, left new"},
		{rule: "unknown-modifier", targets: []string{"otrs-2.3"}, world: states, acls: change("Possible: {Ticket: {State: ['[RegExp]^new']}}"),
			mended: change("Possible: {Ticket: {State: [new]}}"), bad: "matched, left nothing", good: "matched, left new"},
		{rule: "unknown-modifier", world: raw, acls: on("Queue: ['[RegExp] ^Raw']"), mended: on("Queue: ['[RegExp]^Raw']"), bad: "no match", good: left},
		{rule: "unknown-modifier", world: raw, acls: on("Queue: ['[Not] Raw']"), mended: on("Queue: ['[Not]Raw']"), bad: left, good: "no match"},
		{rule: "unknown-modifier", world: raw, acls: on("Queue: ['[Not][RegExp]^Raw']"), mended: on("Queue: ['[NotRegExp]^Raw']"), bad: left, good: "no match"},

		{rule: "negation-tautology", world: raw, bad: left, good: "no match"},
		{rule: "negation-tautology", targets: []string{"otrs-5.0.8"}, world: raw, bad: left, good: "no match"},
		{rule: "negation-tautology", world: states, acls: change("PossibleNot: {Ticket: {State: ['[Not]new', '[Not]open']}}"),
			mended: change("PossibleNot: {Ticket: {State: ['[NotRegExp]^(new|open)$']}}"), bad: "matched, left nothing", good: "matched, left new, open"},
		{rule: "negation-tautology", world: states, acls: change("Possible: {Ticket: {State: ['[NotRegExp]^(new|open)$', new, open]}}"),
			mended: change("Possible: {Ticket: {State: [new]}}"), bad: "matched, left new, open", good: "matched, left new"},
		// Of a list two negations fail only where both elements are there.
		{rule: "negation-tautology", world: roles("admin"), acls: roleACL("'[Not]admin', '[Not]agent'"), mended: roleACL("'[NotRegExp]^(admin|agent)$'"), bad: left, good: "no match"},
		{rule: "negation-tautology", world: roles("admin, agent"), acls: roleACL("'[Not]admin', '[Not]agent'"), mended: roleACL("'[NotRegExp]^(admin|agent)$'"), bad: "no match", good: "no match"},
		{rule: "negation-tautology", world: roles("admin"), acls: roleACL("'[Not]admin', admin"), mended: roleACL("'[Not]admin'"), bad: left, good: "no match"},

		{rule: "negation-on-list", world: roles("agent"), bad: "no match", good: left},
		{rule: "negation-on-list", targets: []string{"otrs-4.0"}, world: roles("agent, admin"), acls: roleACL("'[NotRegExp]^admin'"), mended: roleACL("lead"), bad: left, good: "no match"},

		{rule: "negation-undefined", world: raw, bad: "no match", good: left},

		{rule: "invalid-pattern", world: raw, bad: "dies", good: left},
		{rule: "invalid-pattern", targets: []string{"otrs-3.3"}, world: states, acls: change("Possible: {Ticket: {State: ['[RegExp]^(new']}}"),
			mended: change("Possible: {Ticket: {State: ['[RegExp]^(new)']}}"), bad: "dies", good: "matched, left new"},

		{rule: "empty-pattern", world: raw, bad: "undetermined", good: left},

		{rule: "unanchored-pattern", world: ask + "ticket: {Queue: XHW}\n", bad: left, good: "no match"},

		{rule: "unescaped-metacharacter", world: ask + "ticket: {State: pending auto close+}\n", bad: "no match", good: left},
		{rule: "unescaped-metacharacter", world: ask + "ticket: {State: pending auto close-}\n",
			acls: on("State: ['[RegExp]^pending auto close+']"), mended: on("State: ['[RegExp]^pending auto close\\+']"), bad: left, good: "no match"},

		{rule: "pattern-without-modifier", world: raw, bad: "no match", good: left},

		{rule: "suspicious-class", world: jobs, bad: "no match", good: left},

		{rule: "needless-pattern", world: raw, bad: left, good: left},
		{rule: "needless-pattern", world: raw, acls: on("Queue: ['[RegExp]^Raw$']"), mended: on("Queue: [Raw]"), bad: left, good: left},
		{rule: "needless-pattern", world: jobs, acls: on("Queue: ['[NotRegExp]^Raw$']"), mended: on("Queue: ['[Not]Raw']"), bad: left, good: left},

		// That perl takes long for the one, and not for the other, perlre's tests see.
		{rule: "slow-pattern", world: ask + "ticket: {Queue: 'Raw materials '}\n", bad: left, good: left},

		{rule: "unsupported-pattern", world: raw, bad: "undetermined", good: left},
	}
}
