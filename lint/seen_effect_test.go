package lint_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/lint"
	"github.com/ticketacl/ticketacl/simulate"
)

// effectSeen: Effect, what one question shows of it.
func effectSeen() []seen {
	const (
		states = "ask: {State: [new, open, closed successful]}\nticket: {Queue: Raw}\n"
		urgent = "ask: {State: [open, closed successful]}\nticket: {Queue: Raw, Priority: 5 very high}\n"
		sites  = "ask: {DynamicField_Site: ['', berlin, graz]}\nticket: {Queue: Raw}\n"
		owners = ": [Jane Doe, John Roe]}\nticket: {Queue: Raw}\n"
		perl   = "$Self->{TicketAcl}->{'100'} = { Properties => { Ticket => { Queue => ['Raw'] } }, "
	)
	actions := func(names string) string {
		return "ask: {Action: [" + names + "]}\nscreen: AgentTicketZoom\nticket: {Queue: Raw}\n"
	}
	return []seen{
		{rule: "possible-and-not", world: states, bad: "matched, left new, open, closed successful", good: "matched, left new, open"},
		{rule: "possible-and-not", targets: []string{"otrs-2.4", "otrs-3.1"}, world: states,
			acls:   perl + "Possible => { Ticket => { State => ['new'] } }, PossibleNot => { Ticket => { State => ['open'] } } };",
			mended: perl + "Possible => { Ticket => { State => ['new'] } }, PossibleNot => { Ticket => { Priority => ['3 normal'] } } };",
			bad:    "matched, left new, closed successful", good: "matched, left new"},
		{rule: "cannot-remove-falsy", targets: []string{"otrs-4.0", "otrs-6.0", "znuny-7.0", "otobo-11.0"}, world: sites, bad: "matched, left '', berlin", good: "matched, left berlin"},
		{rule: "drops-empty-choice", targets: []string{"otrs-6.0", "otobo-11.0"}, world: sites, bad: "matched, left graz", good: "matched, left '', graz"},
		{rule: "half-owner", world: "ask: {Owner" + owners, bad: "matched, left John Roe", good: "matched, left John Roe"},
		{rule: "half-owner", world: "ask: {NewOwner" + owners, bad: "matched", good: "matched, left John Roe"},
		{rule: "half-owner", world: "ask: {OldOwner: ['1: Jane Doe', '2: John Roe']}\nticket: {Queue: Raw}\n", bad: "matched", good: "matched, left 2: John Roe"},
		{rule: "locks-out", targets: []string{"otrs-4.0", "otrs-6.0", "otobo-11.0"}, world: actions("AgentTicketZoom, AgentTicketNote"), bad: "matched, left AgentTicketNote", good: "matched, left AgentTicketZoom, AgentTicketNote"},
		{rule: "action-style", targets: []string{"otrs-4.0", "otrs-6.0", "otobo-11.0"}, world: actions("AgentTicketClose, AgentTicketNote"), bad: "matched", good: "matched, left AgentTicketNote"},
		{rule: "action-style", targets: []string{"otrs-2.4", "otrs-3.1", "otrs-3.3"}, world: actions("AgentTicketClose, AgentTicketNote"),
			acls: perl + "Possible => { Action => ['AgentTicketNote'] } };", mended: perl + "Possible => { Action => { AgentTicketClose => 0 } } };",
			bad: "dies", good: "matched, left AgentTicketNote"},
		{rule: "side-effect-action", targets: []string{"otrs-6.0", "otobo-11.0"}, world: actions("AgentTicketPhone, AgentSplitSelection"), bad: "matched, left AgentSplitSelection", good: "matched, left nothing"},
		{rule: "dead-action", world: actions("AgentTicketClose, AgentTicketNote"), bad: "matched, left AgentTicketClose, AgentTicketNote", good: "matched, left AgentTicketNote"},
		// Of several ACLs; they are held to brute force too.
		{rule: "possible-resets", world: urgent, bad: "matched, left open, closed successful", good: "matched, left open, closed successful"},
		{rule: "possible-resets", world: states, bad: "matched, left new, open", good: "matched, left new, open"},
		{rule: "last-wins", world: urgent, bad: "matched, left open, closed successful", good: "matched, left open"},
		{rule: "add-without-limit", world: states, bad: "matched, left new, open", good: "matched, left new, open, closed successful"},
		{rule: "stop-order", world: "ask: {State: [open, closed successful, merged]}\nticket: {Queue: Junk}\n", bad: "matched, left open, merged", good: "matched, left open, closed successful"},
	}
}

// seenOnScreen is what a screen makes of a rule's bad example, and of its good one.
type seenOnScreen struct {
	rule lint.RuleID
	// before, if not "", is the page on which the scenario goes on.
	before, scenario string
	show             func(*scenario.Plan) string
	bad, good        string
}

func effectSeenOnScreens() []seenOnScreen {
	const ticket = "agent: jdoe\nticket: {Queue: Junk, State: open, Priority: 3 normal, Type: Unclassified, Owner: jdoe, Responsible: jdoe, Lock: unlock, DynamicField_Site: graz}\n"
	list := func(name string) func(*scenario.Plan) string {
		return func(p *scenario.Plan) string { return strings.Join(p.Page.Names(name), ", ") }
	}
	site := func(p *scenario.Plan) string {
		if slices.Contains(p.Page.Visible, "DynamicField_Site") {
			return "shown"
		}
		return "hidden"
	}
	saved := func(p *scenario.Plan) string {
		var out []string
		for _, s := range p.Saving.Sent {
			if s.Outcome != scenario.Unchanged {
				out = append(out, s.Attr+" "+s.Outcome.String())
			}
		}
		return strings.Join(out, ", ")
	}
	split := func(p *scenario.Plan) string {
		return strings.Join(p.Page.ArticleMenu([]string{"AgentTicketPhone", "AgentTicketForward"}), ", ")
	}
	const phone = "agent: jdoe\nscreen: AgentTicketPhone\n"
	return []seenOnScreen{
		{"not-enforced", "", "screen: AgentTicketNote\nmoment: save\n" + ticket + "form: {Responsible: jdoe2}", saved, "Responsible stored", "Responsible stored"},
		{"not-enforced", "", "screen: AgentTicketNote\nmoment: save\n" + ticket + "form: {Queue: Raw}", saved, "Queue stored", "Queue refused, error"},
		{"form-screen", "", "screen: AgentTicketMove\n" + ticket, site, "shown", "shown"},
		{"form-screen", "", "screen: AgentTicketNote\n" + ticket, site, "shown", "hidden"},
		{"hidden-mandatory", "", "screen: AgentTicketClose\n" + ticket, site, "hidden", "shown"},
		{"hidden-mandatory", "", "screen: AgentTicketNote\n" + ticket, site, "shown", "hidden"},
		{"preselection", phone, phone + "form: {Queue: Raw}", list("State"), "closed successful, open", "open"},
		{"refused-on-save", "", "screen: AgentTicketNote\nmoment: save\n" + ticket + "form: {State: closed successful}", saved, "State refused silently", "State stored"},
		{"side-effect-action", "", "screen: AgentTicketZoom\n" + strings.Replace(ticket, "Junk", "Raw", 1), split, "AgentTicketForward, AgentTicketPhone", "AgentTicketForward"},
	}
}

const seenSystem = `
product: otobo-11.0
queues: [{QueueID: 2, Name: Raw, GroupID: 1}, {QueueID: 3, Name: Junk, GroupID: 1}]
states: [{ID: 4, Name: open, TypeName: open}, {ID: 2, Name: closed successful, TypeName: closed}]
priorities: [{ID: 3, Name: 3 normal}]
types: [{ID: 1, Name: Unclassified}]
services: []
slas: []
locks: [{ID: 1, Name: unlock}]
groups: [{ID: 1, Name: users}]
roles: [dispatch]
agents:
- {UserID: 2, UserLogin: jdoe, UserFirstname: Jane, UserLastname: Doe, Group_rw: [users], Role: [dispatch]}
- {UserID: 3, UserLogin: jdoe2, UserFirstname: Jane, UserLastname: Doe, Group_rw: [users]}
customers: []
customer_users: []
dynamic_fields: [{Name: Site, FieldType: Dropdown, PossibleNone: 1, PossibleValues: {berlin: Berlin, graz: Graz}}]
screens:
- {Action: AgentTicketNote, Queue: 1, State: 1, Responsible: 1, DynamicField: {Site: 1}}
- {Action: AgentTicketClose, DynamicField: {Site: 2}}
- {Action: AgentTicketMove, DynamicField: {Site: 1}}
`

// TestSeenOnScreens: what a rule says that screens do, they do.
func TestSeenOnScreens(t *testing.T) {
	plan := func(t *testing.T, rule *lint.Rule, e *lint.Example, s *seenOnScreen) string {
		t.Helper()
		target, err := product.Parse(cmp.Or(rule.Bad.Target, "otobo-11.0"))
		if err != nil {
			t.Fatal(err)
		}
		read, err := convert.ReadBytes(e.Name(), []byte(e.Source()))
		if err != nil {
			t.Fatal(err)
		}
		inv, wrong := inventory.Parse("system", []byte(seenSystem))
		if len(wrong) > 0 {
			t.Fatal(wrong)
		}
		w := scenario.NewWorld(simulate.Compile(read.Set, target, simulate.Options{}), inv, inventory.Stock(target))
		var page *scenario.Page
		var p *scenario.Plan
		for _, lines := range []string{s.before, s.scenario} {
			if lines == "" {
				continue
			}
			f, wrong := scenario.Parse("f", []byte("scenarios:\n- "+strings.ReplaceAll(strings.TrimSpace(lines), "\n", "\n  ")+"\n"))
			if len(wrong) > 0 {
				t.Fatalf("%v in\n%s", wrong, lines)
			}
			if p, err = scenario.CallsOn(f.Scenarios[0], w, page); err != nil {
				t.Fatal(err)
			}
			page = p.Page
		}
		return s.show(p)
	}
	for _, s := range effectSeenOnScreens() {
		rule, ok := lint.RuleNamed(string(s.rule))
		if !ok {
			t.Fatalf("no rule %s", s.rule)
		}
		if got := plan(t, &rule, &rule.Bad, &s); got != s.bad {
			t.Errorf("%s, the bad one: %s, want %s", s.rule, got, s.bad)
		}
		if got := plan(t, &rule, &rule.Good, &s); got != s.good {
			t.Errorf("%s, the good one: %s, want %s", s.rule, got, s.good)
		}
	}
}
