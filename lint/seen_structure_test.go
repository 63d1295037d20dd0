package lint_test

const (
	raw  = "ask: {Action: [AgentTicketClose, AgentTicketNote]}\nticket: {Queue: Raw, State: open}\n"
	left = "matched, left AgentTicketNote"
)

// structureSeen: Structure.
func structureSeen() []seen {
	states := "ask: {State: [new, open]}\nticket: {Queue: Raw, State: open}\n"
	return []seen{
		{rule: "not-a-list", world: raw, bad: "dies", good: left},
		{rule: "empty-area", world: raw, bad: "no match", good: left},
		{rule: "match-without-block", world: "ask: {Action: [AgentTicketClose, AgentTicketNote]}\nticket: {Queue: Junk}\n", bad: left, good: "no match"},
		{rule: "unconditional", world: "ask: {Action: [AgentTicketClose, AgentTicketNote]}\nticket: {Queue: Junk}\n", bad: left, good: "no match"},
		{rule: "empty-condition-list", world: raw, bad: "no match", good: left},
		{rule: "empty-possible", world: states, bad: "matched, left nothing", good: "matched, left open"},
		{rule: "null-item", world: "ask: {Action: [AgentTicketClose]}\nticket: {Queue: '~'}\n", bad: "no match", good: "matched, left nothing"},
		{rule: "unknown-key", world: raw + "form: {QueueID: 2}\nsystem: {queues: [{Name: Raw, QueueID: 2}]}\n", bad: "no match", good: left},
		{rule: "unlikely-attribute", world: raw + "agent: {Role: [agent], Preferences: {Roles: null}}\nsystem: {roles: [agent]}\n", bad: "no match", good: left},
		{rule: "dead-attribute", world: "ask: {State: [closed, open]}\nticket: {Queue: Raw}\n", bad: "matched", good: "matched, left open"},
		{rule: "no-effect", world: raw, bad: "matched", good: left},
		{rule: "duplicate-key", world: raw, bad: "no match", good: left},
		{rule: "duplicate-name", world: "ask: {Action: [AgentTicketClose, AgentTicketMove]}\n", acls: "- Name: a\n  ConfigChange: {PossibleNot: {Action: [AgentTicketClose]}}\n- Name: a\n  ConfigChange: {PossibleNot: {Action: [AgentTicketMove]}}\n",
			bad: "matched, left AgentTicketClose", good: "matched, left nothing"},
		{rule: "duplicate-item", world: raw, bad: left, good: left},
		{rule: "same-item-both", world: states, bad: "matched, left open", good: "matched, left new, open"},
		{rule: "same-item-both", targets: []string{"otrs-3.3"}, world: states, bad: "matched, left new, open", good: "matched, left new, open"},
		{rule: "duplicate-acl", world: raw, bad: left, good: left},
	}
}
