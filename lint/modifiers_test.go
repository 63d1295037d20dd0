package lint_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/lint"
)

// onQueue is an ACL with one condition.
func onQueue(items string) string {
	return "- Name: 100-a\n  ValidID: 1\n  ConfigMatch:\n    Properties:\n      Ticket:\n        Queue: " + items + "\n" +
		"  ConfigChange:\n    PossibleNot:\n      Action: [AgentTicketClose]\n"
}

// TestModifiersWithInventory: what an inventory adds.
func TestModifiersWithInventory(t *testing.T) {
	for _, tt := range []struct {
		name      string
		rule      lint.RuleID
		inventory string
		acls      string
		target    string
		want      []string // summaries, of all rules that are on by default
	}{
		{
			name: "inside a word", rule: "unanchored-pattern", inventory: "queues: [HW, 'HW::A', XHW]", acls: onQueue("['[RegExp]HW']"),
			want: []string{"[RegExp]HW hits HW, and inside a word XHW too"},
		},
		{name: "only as a word", rule: "unanchored-pattern", inventory: "queues: [HW, 'HW::A', 'X HW', HWX]", acls: onQueue("['[RegExp]HW']")},
		{name: "only inside", rule: "unanchored-pattern", inventory: "queues: [XHW, YHW]", acls: onQueue("['[RegExp]HW']")},
		{name: "anchored", rule: "unanchored-pattern", inventory: "queues: [HW, XHW]", acls: onQueue("['[RegExp]^HW', '[RegExp]HW$']")},
		{name: "another kind", rule: "unanchored-pattern", inventory: "states: [HW, XHW]", acls: onQueue("['[RegExp]HW']")},
		{
			name: "one of several", rule: "unanchored-pattern", inventory: "queues: [slow, low]", acls: onQueue("['[RegExp](low|high)']"),
			want: []string{"[RegExp](low|high) hits low, and inside a word slow too"},
		},
		{
			name: "the system's own name", rule: "unescaped-metacharacter", inventory: "queues: [C++, 'C++ Extras']", acls: onQueue("['[RegExp]^C++$']"),
			want: []string{"+ in [RegExp]^C++$ is no plain text: the pattern does not hit C++ itself"},
		},
		{name: "no such name", rule: "unescaped-metacharacter", inventory: "queues: [C, CC]", acls: onQueue("['[RegExp]^C++$']")},
		{
			name: "others are hit", rule: "unescaped-metacharacter", inventory: "queues: [St. Peter, 'Stx Peter']", acls: onQueue("['[RegExp]^St. Peter$']"),
			want: []string{". in [RegExp]^St. Peter$ is no plain text: the pattern hits Stx Peter too"},
		},
		{name: "a strange name", rule: "pattern-without-modifier", inventory: "queues: ['^Raw']", acls: onQueue("['^Raw']")},
		{
			name: "not a name", rule: "pattern-without-modifier", inventory: "queues: [Raw]", acls: onQueue("['^Raw']"),
			want: []string{"^Raw is compared as it stands, and equals no value"},
		},
		{
			name: "a word in a class", rule: "suspicious-class", inventory: "queues: [Billing]", acls: onQueue("['[RegExp]^[^Billing]']"),
			want: []string{"[^Billing] is one character that is none of these, not a word"},
		},
		{
			name: "a multiselect", rule: "negation-on-list", target: "otrs-5.0.8",
			inventory: "dynamic_fields: [{Name: Sites, FieldType: Multiselect, PossibleValues: {a: A}}, {Name: Site, FieldType: Dropdown, PossibleValues: {a: A}}]",
			acls:      strings.Replace(onQueue("[Raw]"), "Queue: [Raw]", "DynamicField_Sites: ['[Not]a']\n        DynamicField_Site: ['[Not]a']", 1),
			want:      []string{"[Not]a never matches: Ticket.DynamicField_Sites is a list, and on otrs-5.0.8 [Not] matches none"},
		},
		{
			name: "of a multiselect", rule: "negation-tautology",
			inventory: "dynamic_fields: [{Name: Sites, FieldType: Multiselect, PossibleValues: {a: A, b: B}}]",
			acls:      strings.Replace(onQueue("[Raw]"), "Queue: [Raw]", "DynamicField_Sites: ['[Not]a', '[Not]b']", 1),
			want:      []string{"one item is enough: [Not]a or [Not]b fails only where all of these are in Ticket.DynamicField_Sites"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inv, wrong := inventory.Parse("inventory.yml", []byte(tt.inventory+"\n"))
			if len(wrong) > 0 {
				t.Fatal(wrong)
			}
			got := []string{}
			for _, d := range lintText(t, "acls.yml", tt.acls, tt.target, "", inv) {
				if d.Rule == tt.rule {
					got = append(got, d.Summary)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

// TestShownOrAsked: unanchored-pattern says nothing of itself where nobody
// asks, all it can where it is switched on, and nothing where it is switched off.
func TestShownOrAsked(t *testing.T) {
	inv, _ := inventory.Parse("inventory.yml", []byte("queues: [HW, XHW, Low]\n"))
	text := onQueue("['[RegExp]HW', '[RegExp]Low']")
	for _, tt := range []struct {
		name string
		opts lint.Options
		want int
	}{
		{"nobody asks", lint.Options{}, 0},
		{"switched on", lint.Options{Settings: map[lint.RuleID]lint.Setting{"unanchored-pattern": {}}}, 2},
		{"an inventory", lint.Options{Inventory: inv}, 1},
		{"an inventory, switched on", lint.Options{Inventory: inv, Only: []lint.RuleID{"unanchored-pattern"}}, 2},
		{"an inventory, switched off", lint.Options{Inventory: inv, Settings: map[lint.RuleID]lint.Setting{"unanchored-pattern": {Off: true}}}, 0},
		{"an inventory, left out", lint.Options{Inventory: inv, Except: []lint.RuleID{"unanchored-pattern"}}, 0},
	} {
		read, err := convert.ReadBytes("acls.yml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, d := range lint.Lint(&lint.Input{Read: read, Sources: map[string][]byte{"acls.yml": []byte(text)}}, tt.opts) {
			if d.Rule == "unanchored-pattern" {
				n++
			}
		}
		if n != tt.want {
			t.Errorf("%s: %d findings, want %d", tt.name, n, tt.want)
		}
	}
}

// TestModifierFixes: what is mended, as it stands there then, and what is not.
func TestModifierFixes(t *testing.T) {
	for _, tt := range []struct {
		rule        lint.RuleID
		target      string
		items, want string // "" where nothing is offered
		keeps       bool
	}{
		{rule: "unknown-modifier", items: `['[RegEx]^Raw\d']`, want: `['[RegExp]^Raw\d']`},
		{rule: "unknown-modifier", items: `["[RegEx]^Raw"]`, want: `["[RegExp]^Raw"]`},
		{rule: "unknown-modifier", items: `["[RegEx]^Raw\\d"]`}, // an escape
		{rule: "unknown-modifier", items: `['[regex]^Raw']`, want: `['[regexp]^Raw']`},
		{rule: "unknown-modifier", items: `['[Regexp]^Raw']`},
		{rule: "unknown-modifier", items: `['[REGEXP]^Raw']`},
		{rule: "unknown-modifier", items: `['[NotRegexp]^Raw']`},
		{rule: "unknown-modifier", items: `['[NotRegEx]^Raw']`, want: `['[NotRegExp]^Raw']`},
		{rule: "unknown-modifier", items: `['[notregex]^Raw']`, want: `['[Notregexp]^Raw']`},
		{rule: "unknown-modifier", items: `['[NOT]Raw']`, want: `['[Not]Raw']`},
		{rule: "unknown-modifier", items: `['[NOT]Raw']`, target: "otrs-3.3"},
		{rule: "unknown-modifier", items: `['[Nothing]']`},
		{rule: "unknown-modifier", items: `['[Not][RegExp]^Raw']`, want: `['[NotRegExp]^Raw']`},
		{rule: "unknown-modifier", items: `['[RegExp] ^Raw']`, want: `['[RegExp]^Raw']`},
		{rule: "unknown-modifier", items: `["[NOT]Raw's"]`},
		{rule: "negation-tautology", items: `['[Not]Raw', '[Not]A+B']`, want: `['[NotRegExp]^(Raw|A\+B)$']`},
		{rule: "negation-tautology", items: "\n        - '[Not]Raw'\n        - '[Not]Junk'", want: "\n        - '[NotRegExp]^(Raw|Junk)$'"},
		{rule: "negation-tautology", items: "\n        - '[Not]Raw'   # not these\n        - '[Not]Junk'"},
		{rule: "negation-tautology", items: `['[Not]Raw', '[RegExp]^Raw']`},
		{rule: "unescaped-metacharacter", items: `['[RegExp]^A+B$', A+B]`, want: `['[RegExp]^A\+B$', A+B]`},
		{rule: "pattern-without-modifier", items: `[^Raw]`, want: `['[RegExp]^Raw']`},
		{rule: "pattern-without-modifier", items: `["^Raw"]`, want: `["[RegExp]^Raw"]`},
		{rule: "needless-pattern", items: `['[RegExp]^Raw$']`, want: `['Raw']`, keeps: true},
		{rule: "needless-pattern", items: `['[RegExp]^A\+B$']`, want: `['A+B']`, keeps: true},
		{rule: "needless-pattern", items: `['[NotRegExp]^Raw$']`, want: `['[Not]Raw']`, keeps: true},
	} {
		text := onQueue(tt.items)
		found := lintText(t, "acls.yml", text, tt.target, tt.rule, nil)
		if len(found) != 1 {
			t.Errorf("%s %s: %d findings", tt.rule, tt.items, len(found))
			continue
		}
		got := ""
		if f := found[0].Fixes; len(f) > 0 {
			e := f[0].Edits[0]
			got = text[:e.Span.Start.Offset] + e.New + text[e.Span.End.Offset:]
			if again := lintText(t, "acls.yml", got, tt.target, tt.rule, nil); len(again) > 0 {
				t.Errorf("%s %s is found again:\n%s", tt.rule, tt.items, described(again))
			}
			if f[0].Keeps != tt.keeps {
				t.Errorf("%s %s: keeps is %v", tt.rule, tt.items, f[0].Keeps)
			}
		}
		if want := cmp.Or(tt.want, ""); want == "" && got != "" || want != "" && got != onQueue(want) {
			t.Errorf("%s %s: mended is\n%s\nwant %s", tt.rule, tt.items, got, tt.want)
		}
	}
}

// TestModifierFixesInPerl: quotes that would let perl fill something in stay.
func TestModifierFixesInPerl(t *testing.T) {
	head, tail := "$Self->{TicketAcl}->{'100-a'} = {\n    Properties => { Ticket => { Queue => [ ", " ] } },\n    PossibleNot => { Action => ['AgentTicketClose'] },\n};\n"
	for _, tt := range []struct{ rule, items, want string }{
		{"unknown-modifier", `'[RegEx]^Raw'`, `'[RegExp]^Raw'`},
		{"unknown-modifier", `"[RegEx]^Raw"`, `"[RegExp]^Raw"`},
		{"unknown-modifier", `"[RegEx]^Raw\$"`, ""},
		{"unknown-modifier", `qw([RegEx]^Raw)`, ""},
		{"pattern-without-modifier", `qw(^Raw)`, ""},
		{"negation-tautology", `'[Not]Raw', '[Not]Junk'`, `'[NotRegExp]^(Raw|Junk)$'`},
		{"negation-tautology", `"[Not]Raw", "[Not]Junk"`, ""},
		{"negation-tautology", `qw([Not]Raw [Not]Junk)`, ""},
	} {
		text := head + tt.items + tail
		found := lintText(t, "Config.pm", text, "otrs-6.0", lint.RuleID(tt.rule), nil)
		if len(found) != 1 {
			t.Errorf("%s: %d findings", tt.items, len(found))
			continue
		}
		got := ""
		if f := found[0].Fixes; len(f) > 0 {
			e := f[0].Edits[0]
			got = text[:e.Span.Start.Offset] + e.New + text[e.Span.End.Offset:]
		}
		if want := head + tt.want + tail; tt.want == "" && got != "" || tt.want != "" && got != want {
			t.Errorf("%s: mended is\n%s", tt.items, got)
		}
	}
}

// TestModifierTargets: each rule speaks where its construct exists.
func TestModifierTargets(t *testing.T) {
	for _, tt := range []struct {
		rule    lint.RuleID
		on, off []string
	}{
		{"unknown-modifier", []string{"otrs-2.0", "otrs-3.3", "otobo-11.0"}, nil},
		{"negation-tautology", []string{"otrs-4.0", "znuny-7.0"}, []string{"otrs-3.3"}},
		{"negation-on-list", []string{"otrs-4.0", "otrs-5.0.12"}, []string{"otrs-3.3", "otrs-5.0.13", "otobo-11.0"}},
		{"invalid-pattern", []string{"otrs-2.4"}, []string{"otrs-2.3"}},
	} {
		rule, _ := lint.RuleNamed(string(tt.rule))
		for i, ids := range [][]string{tt.on, tt.off} {
			for _, id := range ids {
				target, err := product.Parse(id)
				if err != nil {
					t.Fatal(err)
				}
				if rule.Applies(target) != (i == 0) {
					t.Errorf("%s on %s: %v", tt.rule, id, rule.Applies(target))
				}
			}
		}
	}
}
