package overview_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/overview"
	"github.com/ticketacl/ticketacl/internal/product"
)

func texts(phrases []overview.Phrase) []string {
	out := []string{}
	for _, p := range phrases {
		out = append(out, p.Text(0))
	}
	return out
}

func TestInShort(t *testing.T) {
	const nothing = "''"
	for _, tt := range []struct {
		name, match, change string
		when, then          []string
		always              bool
	}{
		{name: "empty strings", match: nothing, change: nothing, always: true},
		{name: "empty blocks", match: "{Properties: {}, PropertiesDatabase: ~}", change: "{Possible: '', PossibleNot: 0}", always: true},
		{
			name: "plain", match: "{Properties: {Ticket: {Queue: [Raw], Priority: [5 very high]}}}",
			change: "{Possible: {Ticket: {Queue: [Alert]}}, PossibleNot: {Action: [AgentTicketClose]}}",
			when:   []string{"Ticket.Priority 5 very high", "Ticket.Queue Raw"},
			then:   []string{"Queue only Alert", "Action not AgentTicketClose"},
		},
		{
			name: "stored, several items", match: "{PropertiesDatabase: {State: {Name: [new, open]}}}",
			change: "{PossibleAdd: {Ticket: {State: [new, open]}}}",
			when:   []string{"stored State.Name new or open"}, then: []string{"State also new, open"},
		},
		{
			name: "modifiers", match: "{Properties: {Queue: {Name: ['[Not]Raw', '[RegExp]^H', '[regexp]^h', '[NotRegExp]x', '[Notregexp]y', '[NotAny]z']}}}",
			change: "{PossibleNot: {Ticket: {State: ['[RegExp]^closed']}}}",
			when: []string{
				"Queue.Name not Raw or matching /^H/ or matching /^h/ in any case or not matching /x/ or not matching /y/ in any case or anything [NotAny]z",
			},
			then: []string{"State not matching /^closed/"},
		},
		{
			name: "what is hard to see", match: "{Properties: {Ticket: {Title: ['', ' a', 'a,b', ~, 1, true, false]}}}", change: nothing,
			when: []string{"Ticket.Title '' or ' a' or 'a,b' or null or 1 or 1 or ''"},
		},
		{
			name: "nothing listed", match: "{Properties: {Ticket: {Queue: [], State: ~}}}", change: "{Possible: {Ticket: {Queue: []}, Action: []}}",
			when: []string{"Ticket.Queue (nothing listed: never holds)", "Ticket.State (nothing listed: never holds)"},
			then: []string{"Action only (ignored)", "Queue only (empty list)"},
		},
		{
			name: "wrong shapes", match: "{Properties: {Ticket: {Queue: Raw}, User: [x], State: {}}, PropertiesDatabase: x}",
			change: "{Possible: {Ticket: {Queue: {Raw: 1}, State: ''}, Process: P1}, PossibleAdd: [], PossibleNot: {Ticket: x, Queue: [Raw]}}",
			when: []string{
				"State (empty)", "Ticket.Queue (dies: a string, no list)", "User (dies: a list, no hash)",
				"stored PropertiesDatabase (dies: a string, no hash)",
			},
			then: []string{
				"Process only (ignored)", "Queue only (dies: a hash, no list)", "State only (ignored)",
				"PossibleAdd also (dies: a list, no hash)", "Queue not Raw (ignored)", "Ticket not (dies: a string, no hash)",
			},
		},
		{
			name: "no condition in it", match: "{Properties: {Ticket: ~}}", change: nothing,
			when: []string{"never (a match block holds no condition)"},
		},
		{
			name: "actions of OTRS 3.3", match: nothing,
			change: "{Possible: {Action: {B: 0, A: '', C: 1, D: '0.0', E: no, F: 0x1, G: ~, H: '1e1', I: ' 00', J: inf}}, PossibleNot: {Action: [X], Ticket: {State: [new]}}}",
			always: true,
			then:   []string{"Action not A, B, D, E, F, G, I", "State not new"},
		},
		{
			name: "the last of equal keys", match: "{Properties: {Ticket: {Queue: [A]}, Ticket: {Queue: [B], Queue: [C]}}}", change: nothing,
			when: []string{"Ticket.Queue C"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := one(t, tt.match, tt.change)
			if overview.For(product.Default()).Always(a) != tt.always {
				t.Errorf("always: %t", overview.For(product.Default()).Always(a))
			}
			r := otobo()
			if diff := cmp.Diff(append([]string{}, tt.when...), texts(r.When(a))); diff != "" {
				t.Errorf("when (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(append([]string{}, tt.then...), texts(r.Then(a))); diff != "" {
				t.Errorf("then (-want +got):\n%s", diff)
			}
		})
	}
}

// TestInShortOfPerl: what only Perl holds.
func TestInShortOfPerl(t *testing.T) {
	r := otobo()
	for _, tt := range []struct {
		name       string
		v          acl.Value
		when, then []string
		always     bool
	}{
		{name: "undef", always: true},
		{name: "no hash", v: text("x"), when: []string{"never (dies: the ACL is a string, not a hash)"}},
		{name: "computed", v: dynamic(""), when: []string{"… (computed by code)"}},
		{
			name: "in parts",
			v: hash(
				key("Properties", hash(key("Ticket", hash(key("Queue", acl.NewList([]acl.Value{text("Raw"), dynamic("HW-…"), dynamic("")})))))),
				key("PropertiesDatabase", dynamic("")),
				key("Possible", hash(key("Ticket", hash(key("State", dynamic("")))), key("Action", dynamic("…")))),
				key("PossibleNot", hash(key("Ticket", dynamic("")))),
			),
			when: []string{"Ticket.Queue Raw or HW-… or …", "stored PropertiesDatabase …"},
			then: []string{"Action only …", "State only …", "Ticket not …"},
		},
		{
			name: "empty strings are no empty hashes", v: hash(key("Properties", text("")), key("Possible", text(""))),
			when: []string{"Properties (dies: a string, no hash)"}, then: []string{"Possible only (dies: a string, no hash)"},
		},
		{
			name: "actions of OTRS 3.3 stay", v: hash(key("Possible", hash(key("Action", hash(key("AgentTicketClose", text("0"))))))),
			always: true, then: []string{"Action only (ignored)"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := acl.NewDeployed("100", tt.v)
			if overview.For(product.Default()).Always(a) != tt.always {
				t.Errorf("always: %t", overview.For(product.Default()).Always(a))
			}
			if diff := cmp.Diff(append([]string{}, tt.when...), texts(r.When(a))); diff != "" {
				t.Errorf("when (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(append([]string{}, tt.then...), texts(r.Then(a))); diff != "" {
				t.Errorf("then (-want +got):\n%s", diff)
			}
		})
	}
}

func TestShortPhrases(t *testing.T) {
	a := one(t, "{Properties: {Ticket: {Queue: [a, b, c, d, e]}}}", "{Possible: {Ticket: {Queue: [a, b, c, d, e]}}}")
	r := otobo()
	for most, want := range map[int][2]string{
		0: {"Ticket.Queue a or b or c or d or e", "Queue only a, b, c, d, e"},
		3: {"Ticket.Queue a or b or c or 2 more", "Queue only a, b, c, 2 more"},
		4: {"Ticket.Queue a or b or c or d or e", "Queue only a, b, c, d, e"}, // one more is no longer than "1 more"
	} {
		if got := [2]string{r.When(a)[0].Text(most), r.Then(a)[0].Text(most)}; got != want {
			t.Errorf("at most %d: %q, want %q", most, got, want)
		}
	}
}

// TestTargets: what a target does not know reads otherwise.
func TestTargets(t *testing.T) {
	a := one(t, "{Properties: {Queue: {Name: ['[Not]a', '[NotX]a']}}}", "{PossibleAdd: {Ticket: {State: [new]}}, PossibleNot: {Form: [X], Action: [Y]}}")
	for _, tt := range []struct {
		name string
		r    overview.Reader
		when string
		then []string
	}{
		{"today", otobo(), "Queue.Name not a or anything [NotX]a", []string{"State also new", "Action not Y", "Form not X"}},
		{
			"no [Not…", older(func(s *product.Switches) { s.NotAnything = false }), "Queue.Name not a or [NotX]a",
			[]string{"State also new", "Action not Y", "Form not X"},
		},
		{
			"no negation", older(func(s *product.Switches) { s.Modifiers, s.NotAnything = product.Patterns, false }),
			"Queue.Name [Not]a or [NotX]a", []string{"State also new", "Action not Y", "Form not X"},
		},
		{
			"no PossibleAdd, no Form", older(func(s *product.Switches) { s.PossibleAdd, s.SpecialTypes = false, product.ActionType }),
			"Queue.Name not a or anything [NotX]a", []string{"State also new (ignored)", "Action not Y", "Form not X (ignored)"},
		},
	} {
		if got := tt.r.When(a)[0].Text(0); got != tt.when {
			t.Errorf("%s: when %q, want %q", tt.name, got, tt.when)
		}
		if diff := cmp.Diff(tt.then, texts(tt.r.Then(a))); diff != "" {
			t.Errorf("%s: then (-want +got):\n%s", tt.name, diff)
		}
	}
}
