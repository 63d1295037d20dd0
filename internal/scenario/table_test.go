package scenario

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// inOneLine is a scenario in one line, as far as tables are about it.
func inOneLine(s *Scenario) string {
	who := "?"
	switch {
	case s.Agent != nil:
		who = s.Agent.Login
	case s.Customer != nil:
		who = "customer " + s.Customer.Login
	}
	line := fmt.Sprintf("%s: %s %s queue=%s prio=%s", s.Name, s.Screen, who, s.Ticket["Queue"].Text, s.Form["Priority"].Text)
	if s.Expect != nil {
		if o, ok := s.Expect.Questions["Ticket.State"]; ok {
			line += " state=" + strings.Join(o.Has, "|")
		}
		if s.Expect.Matched != nil {
			line += " matched=" + strings.Join(s.Expect.Matched.Has, "|")
		}
	}
	return line
}

func TestTables(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"no table", "scenarios:\n- {name: a, screen: S, agent: x}\n", "a: S x queue= prio="},
		{"all combinations, the last column fastest", `
scenarios:
- name: '{agent} in {ticket.Queue}'
  screen: S
  each: {agent: [x, y], ticket.Queue: [Raw, Junk]}
`, `x in Raw: S x queue=Raw prio=
x in Junk: S x queue=Junk prio=
y in Raw: S y queue=Raw prio=
y in Junk: S y queue=Junk prio=`},
		{"rows, each with what it expects", `
base:
  screen: S
  agent: x
  expect: {matched: [100]}
scenarios:
- name: from {ticket.Queue}
  each:
  - {ticket.Queue: Raw, expect: {State: [open]}}
  - {ticket.Queue: [Junk, Misc], expect: {State: ['{ticket.Queue}', new]}}
`, `from Raw: S x queue=Raw prio= state=open matched=100
from Junk: S x queue=Junk prio= state=Junk|new matched=100
from Misc: S x queue=Misc prio= state=Misc|new matched=100`},
		{"the base gives what a scenario does not say", `
base: {screen: S, agent: x, ticket: {Queue: Raw}, form: {Priority: high}, expect: {State: [open]}}
scenarios:
- {name: all}
- {name: other screen, screen: T, ticket: {State: new}}
- {name: customer, customer: c, expect: {matched: []}}
- {name: nothing stored, ticket: ~, expect: {State: [new]}}
`, `all: S x queue=Raw prio=high state=open
other screen: T x queue=Raw prio=high state=open
customer: S customer c queue=Raw prio=high state=open matched=
nothing stored: S x queue= prio=high state=new`},
		{"a person of a table takes the place of the base's", `
base: {screen: S, agent: x}
scenarios:
- each: {customer: [c, d]}
`, "c: S customer c queue= prio=\nd: S customer d queue= prio="},
		{"people written in place, lists and nothing as values", `
scenarios:
- name: n
  screen: S
  each:
    agent: [{UserLogin: boss, Role: [a, b]}]
    ticket.Queue: [~]
    form.DynamicField_X: [[r, b]]
`, "n (boss, nothing, r + b): S boss queue= prio="},
		{"what the row does not say, the scenario does", `
base: {screen: S, agent: x, ticket: {Queue: Raw}}
scenarios:
- name: '{agent} in {ticket.Queue} on {screen}'
  each: [{agent: y}, {ticket.Queue: Junk}]
`, "y in Raw on S: S y queue=Raw prio=\nx in Junk on S: S x queue=Junk prio="},
		{"a column of the table's own", `
base: {screen: S, agent: x}
scenarios:
- name: to {to}
  each: {to: [open, new]}
  expect: {State: {has: ['{to}', '{other}']}}
`, "to open: S x queue= prio= state=open|{other}\nto new: S x queue= prio= state=new|{other}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, findings := Parse("f.yml", []byte(c.in))
			for _, d := range findings {
				t.Error(d)
			}
			var got []string
			for _, s := range f.Scenarios {
				got = append(got, inOneLine(s))
			}
			if g := strings.Join(got, "\n"); g != c.want {
				t.Errorf("got\n%s\nwant\n%s", g, c.want)
			}
			if err := validate(schema(t), []byte(c.in)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestTableFindings(t *testing.T) {
	const head = "scenarios:\n- name: n\n  screen: S\n  agent: a\n  "
	for in, want := range map[string]string{
		head + "each: [1]\n":                                                "f:5:10: a row of each is a mapping, not a single value",
		head + "each: x\n":                                                  "f:5:9: each is a mapping of names and lists of values, or a list of such mappings, not a single value",
		head + "each: {ticket.Queue: []}\n":                                 "f:5:9: each lists nothing: there would be no scenario",
		head + "each: []\n":                                                 "f:5:9: each lists nothing: there would be no scenario",
		head + "each: {tickt.Queue: [Raw]}\n":                               `f:5:10: "tickt.Queue" in each is no part of a scenario (agent, screen, ticket.State, form.Queue, …), and nothing says {tickt.Queue}`,
		head + "each: {scren: [S]}\n":                                       `f:5:10: "scren" in each is no part of a scenario (agent, screen, ticket.State, form.Queue, …), and nothing says {scren}; did you mean screen?`,
		head + "each: {agent: [x], agent: [y]}\n":                           `f:5:22: key "agent" in each occurs twice`,
		head + "each: {ticket.Que: [Raw]}\n":                                `f:5:10: unknown key "Que" in ticket; did you mean Queue?`,
		head + "each: {expect: [x]}\n":                                      "f:5:18: expect is a mapping, not a list",
		"scenarios:\n- {name: 'a {agnt}', screen: S, each: {agent: [x]}}\n": "f:2:10: {agnt} is no column of each; did you mean agent?",
		"base: {screen: S, nam: x}\nscenarios: [{agent: a}, {agent: b}]\n":  `f:1:19: unknown key "nam" in base`,
		"base: {agent: a, customer: c}\nscenarios: [{screen: a}]\n":         "f:1:7: base has one person: agent or customer, not both",
		"base: [a]\nscenarios: []\n":                                        "f:1:7: base is a mapping, not a list",
		head + "each: [{agent: x}, {q: 1}]\n  ticket: {Queue: '{q}'}\n":     `f:5:10: this row has no "q", and {q} stands in the scenario`,
		head + "skip: ''\n":                                                 "f:5:9: skip needs a reason",
		head + "expect: {undetermined: maybe}\n":                            `f:5:26: undetermined is allow, true or false, not "maybe"`,
		head + "expect: {matched: {hass: [x]}}\n":                           `f:5:22: unknown key "hass" in matched; did you mean has?`,
		head + "each: {ticket.TicketID: [" + strings.Repeat("1,", 400) + "1], form.A: [" + strings.Repeat("1,", 400) + "1]}\n": "f:5:832: more than 100000 scenarios in one file",
	} {
		f, findings := Parse("f", []byte(in))
		var got []string
		for _, d := range findings {
			got = append(got, d.Error())
		}
		if g := strings.Join(got, "\n"); !strings.HasPrefix(g, want) {
			t.Errorf("%.80q:\n got %s\nwant %s", in, g, want)
		}
		if len(f.Scenarios) > 0 {
			t.Errorf("%.80q: read all the same", in)
		}
	}
}

// TestTablePlaces: a scenario of a table knows where what it says is written.
func TestTablePlaces(t *testing.T) {
	in := "scenarios:\n- name: '{agent}'\n  screen: S\n  each:\n  - {agent: x, expect: {State: [open]}}\n  - {agent: y, expect: {State: [new]}}\n"
	f, findings := Parse("f", []byte(in))
	if len(findings) > 0 || len(f.Scenarios) != 2 {
		t.Fatal(findings)
	}
	for i, s := range f.Scenarios {
		if got := s.Expect.Questions["Ticket.State"].Place.String(); got != fmt.Sprintf("f:%d:32", 5+i) {
			t.Errorf("scenario %d: %s", i, got)
		}
	}
}

// TestTablesShareNothing: what one row puts in does not reach the next.
func TestTablesShareNothing(t *testing.T) {
	in := "base: {screen: S, agent: a, ticket: {State: new}}\nscenarios:\n- each:\n  - {ticket.Queue: Raw}\n  - {ticket.Priority: high}\n"
	f, findings := Parse("f", []byte(in))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	var names []string
	for _, s := range f.Scenarios {
		names = append(names, strings.Join(slices.Sorted(maps.Keys(s.Ticket)), " "))
	}
	if want := []string{"Queue State", "Priority State"}; !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
}

// FuzzTables: no table ends in a panic, nor in more scenarios than the bound.
func FuzzTables(f *testing.F) {
	data, err := os.ReadFile("testdata/full.yml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Add("base: {screen: S, agent: x}\nscenarios:\n- name: '{a} {ticket.Queue}'\n  each: [{a: [1, ~, [x]], ticket.Queue: Raw, expect: {State: ['{a}']}}]\n")
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 10_000 {
			return
		}
		file, findings := Parse("f", []byte(in))
		if len(file.Scenarios) > maxScenarios {
			t.Errorf("%d scenarios", len(file.Scenarios))
		}
		for _, d := range findings {
			if d.Place.Span.Start.Line == 0 && d.Place.File != "f" {
				t.Errorf("a finding without a place: %s", d)
			}
		}
	})
}
