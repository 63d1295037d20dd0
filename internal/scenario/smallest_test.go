package scenario

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// proberFor looks at one ACL of an export.
func proberFor(t testing.TB, export, name string, inv *inventory.Inventory) *Prober {
	t.Helper()
	read, err := convert.Read(context.Background(), "-", convert.Options{Stdin: strings.NewReader(export)})
	if err != nil || read.Partial {
		t.Fatalf("%v %v\n%s", err, read, export)
	}
	target := product.Default()
	stock := inventory.Stock(target)
	if inv == nil {
		inv = stock
	}
	return NewProber(read.Set, read.Set.Named(name), target, inv, stock, false)
}

// entryOf is one ACL of an export in flow style.
func entryOf(name, match, change string) string {
	return fmt.Sprintf("- {Name: %s, ValidID: 1, ConfigMatch: {%s}, ConfigChange: {%s}}\n", name, match, change)
}

// TestSmallest: which scenario is found for one kind of condition each.
func TestSmallest(t *testing.T) {
	const noOpen = "PossibleNot: {Ticket: {State: [open]}}"
	for _, c := range []struct {
		name, match, change string
		want                string // lines of the scenario, "" for none
	}{
		{"no condition", "", noOpen, "screen: AgentTicketPhone\nagent: somebody"},
		{"a queue", "Properties: {Ticket: {Queue: [Raw]}}", noOpen, "screen: AgentTicketMove\nagent: somebody\nticket: {Queue: Raw}"},
		{"a pattern", "Properties: {Queue: {Name: ['[RegExp]^Ju']}}", noOpen, "screen: AgentTicketMove\nagent: somebody\nticket: {Queue: Junk}"},
		{"a queue nobody knows", "Properties: {Queue: {Name: ['[RegExp]^Sales::']}}", noOpen, "screen: AgentTicketMove\nagent: somebody\nticket: {Queue: 'Sales::'}"},
		{"something else", "Properties: {Ticket: {Queue: ['[Not]Postmaster']}}", noOpen, "screen: AgentTicketMove\nagent: somebody\nticket: {Queue: Raw}"},
		{"a role", "Properties: {User: {Role: [dispatch]}}", noOpen, "screen: AgentTicketPhone\nagent: {Role: [dispatch]}"},
		{"no role", "Properties: {User: {Role: ['[Not]dispatch']}}", noOpen, "screen: AgentTicketPhone\nagent: {Role: []}"},
		{"stored and chosen", "Properties: {Ticket: {Priority: [4 high]}}, PropertiesDatabase: {Ticket: {Priority: [3 normal]}}", noOpen,
			"screen: AgentTicketMove\nagent: somebody\nticket: {Priority: 3 normal}\nform: {Priority: 4 high}"},
		{"a state type", "Properties: {State: {TypeName: [closed]}}", "PossibleNot: {Ticket: {Priority: [5 very high]}}",
			"screen: AgentTicketPriority\nagent: somebody\nticket: {State: closed successful}"},
		{"a dynamic field", "Properties: {DynamicField: {DynamicField_Color: [red]}}", "PossibleNot: {Ticket: {DynamicField_Shape: [round]}}",
			"screen: AgentTicketNote\nagent: somebody\nticket: {DynamicField_Color: red}"},
		{"a screen", "Properties: {Frontend: {Action: [AgentTicketZoom]}}", "PossibleNot: {Action: [AgentTicketClose]}",
			"screen: AgentTicketZoom\nagent: somebody\nticket: {}"},
		{"a customer", "Properties: {CustomerUser: {UserLogin: [kim]}, Frontend: {Action: [CustomerTicketMessage]}}", "PossibleNot: {Ticket: {Priority: [5 very high]}}",
			"screen: CustomerTicketMessage\ncustomer: kim"},
		{"a process", "Properties: {Process: {ProcessEntityID: [P1]}}", "PossibleNot: {Action: [AgentTicketClose]}",
			"screen: AgentTicketClose\nagent: somebody\nticket: {}\nprocess: {ProcessEntityID: P1}"},
		{"no such data", "Properties: {CustomerUser: {Role: [vip]}}", noOpen, ""},
		{"no condition in an area", "Properties: {Ticket: {}}, PropertiesDatabase: {Ticket: {}}", noOpen, ""},
		{"what cannot be both", "Properties: {Ticket: {Queue: [Raw]}, Queue: {Name: [Junk]}}", noOpen, ""},
		{"what may be offered", "", "PossibleNot: {Ticket: {State: [nonsense]}}", "screen: AgentTicketPhone\nagent: somebody"},
		{"what is never offered", "", "PossibleNot: {Action: [AgentTicketNonsense]}", ""},
		{"what is never asked", "", "PossibleNot: {Ticket: {Lock: [lock]}}", ""},
		{"what was never taken", "", "PossibleAdd: {Ticket: {State: [open]}}", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := proberFor(t, entryOf("A", c.match, c.change), "A", nil)
			asking, _ := p.Screens()
			f := Smallest(asking)
			if f == nil || c.want == "" {
				if f != nil || c.want != "" {
					t.Fatalf("found %+v, want %q", f, c.want)
				}
				for _, a := range asking {
					if len(a.Lacks) == 0 {
						t.Errorf("%s: nothing is said why", a.Screen)
					}
				}
				return
			}
			got, err := Write(&File{Scenarios: []*Scenario{f.Scenario}})
			if err != nil {
				t.Fatal(err)
			}
			want := "scenarios:\n- " + strings.ReplaceAll(c.want, "\n", "\n  ") + "\n"
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// conditionPool and changePool are what random ACLs are made of.
func conditionPool() []string {
	return []string{
		"Ticket: {Queue: [Raw, Misc]}", "Ticket: {Queue: ['[Not]Raw']}", "Queue: {Name: ['[RegExp]^H']}", "Ticket: {Priority: [5 very high]}",
		"Priority: {Name: ['[NotRegExp]^[12]']}", "State: {TypeName: [open, new]}", "Ticket: {State: [new]}", "User: {Role: [agent]}", "User: {Role: ['[Not]hardware']}",
		"User: {UserLogin: [hannah]}", "Ticket: {DynamicField_Field1: [some value]}", "Frontend: {Action: [AgentTicketNote, AgentTicketMove]}",
		"CustomerUser: {UserCustomerID: [TheCustomerID]}", "Service: {Name: [Hardware]}", "Ticket: {Lock: [lock]}", "Owner: {UserLogin: [jdoe]}", "Type: {Name: [Incident]}",
	}
}

func changePool() []string {
	return []string{
		"PossibleNot: {Ticket: {State: [open]}}", "Possible: {Ticket: {State: ['[RegExp]^closed']}}", "Possible: {Ticket: {Queue: [Alert, HW]}}",
		"PossibleNot: {Ticket: {Priority: [1 very low], Queue: [Junk]}}", "PossibleAdd: {Ticket: {State: [open, new]}}", "PossibleNot: {Action: [AgentTicketClose, AgentTicketMove]}",
		"Possible: {Ticket: {Service: ['[RegExp]ware']}}", "PossibleNot: {Ticket: {DynamicField_Field1: [another value]}}", "PossibleNot: {Ticket: {Type: [Incident]}}",
	}
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// randomSet is an export of a few ACLs of the pools.
func randomSet(r *rand.Rand) (export string, names []string) {
	for i := range 1 + r.IntN(4) {
		name := fmt.Sprintf("%d", 100+i)
		names = append(names, name)
		var blocks []string
		for _, block := range []string{"Properties", "PropertiesDatabase"} {
			areas := map[string]string{}
			for range r.IntN(3) {
				area, rest, _ := strings.Cut(pick(r, conditionPool()), ": ")
				areas[area] = rest
			}
			if len(areas) == 0 || block == "PropertiesDatabase" && r.IntN(3) > 0 {
				continue
			}
			var parts []string
			for _, a := range slices.Sorted(maps.Keys(areas)) {
				parts = append(parts, a+": "+areas[a])
			}
			blocks = append(blocks, block+": {"+strings.Join(parts, ", ")+"}")
		}
		e := entryOf(name, strings.Join(blocks, ", "), pick(r, changePool()))
		if r.IntN(4) == 0 {
			e = strings.Replace(e, "ValidID: 1", "ValidID: 1, StopAfterMatch: 1", 1)
		}
		export += e
	}
	return export, names
}

// randomScenario is somebody on some screen with some ticket.
func randomScenario(r *rand.Rand, p *Prober) *Scenario {
	screens := p.screens()
	screen := &screens[r.IntN(len(screens))]
	pages := p.pages(screen)
	if len(pages) == 0 {
		return nil
	}
	s := pages[r.IntN(len(pages))].clone()
	if s.Agent != nil {
		s.Agent = &Person{Login: []string{"jdoe", "hannah", "some_login"}[r.IntN(3)]}
	} else {
		s.Customer = &Person{Login: []string{"kim", "lou"}[r.IntN(2)]}
	}
	if s.Ticket != nil {
		one := func(values ...string) inventory.Value { return inventory.TextValue(pick(r, values)) }
		s.Ticket = inventory.Attrs{
			"Queue": one("Raw", "Misc", "HW", "Junk"), "Priority": one("5 very high", "3 normal", "1 very low"), "State": one("new", "open", "closed successful"),
			"Lock": one("lock", "unlock"), "Owner": one("jdoe", "hannah"), "Type": one("Incident", "Unclassified"), "Service": one("Hardware", ""),
			"CustomerUserID": one("kim", "lou"), "DynamicField_Field1": one("some value", "another value"),
		}
	}
	return s
}

// TestSmallestIsTrue: every scenario that is found is one in which the ACL acts,
// still after it was written and read again; nothing can be left out of it; and
// where none is found, the ACL acts in none of many random scenarios either.
func TestSmallestIsTrue(t *testing.T) {
	inv, _, err := inventory.Load("../../testdata/seeds/inventory.yml")
	if err != nil {
		t.Fatal(err)
	}
	inv = inv.Over(inventory.Stock(product.Default()))
	found, none, tried := 0, 0, 0
	for seed := range uint64(14) {
		r := rand.New(rand.NewPCG(seed, 7))
		export, names := randomSet(r)
		name := names[r.IntN(len(names))]
		p := proberFor(t, export, name, inv)
		asking, _ := p.Screens()
		for _, a := range asking {
			switch {
			case a.Acts == nil && len(a.Lacks) == 0 && !p.Bounded():
				t.Errorf("seed %d, %s: no scenario, and nothing is said why", seed, a.Screen)
			case a.Acts != nil:
				found++
				checkFound(t, p, a.Acts)
			}
		}
		if Smallest(asking) != nil {
			continue
		}
		none++
		for range 60 {
			s := randomScenario(r, p)
			if s == nil {
				continue
			}
			tried++
			if f := p.Check(s); f != nil {
				data, _ := Write(&File{Scenarios: []*Scenario{s}})
				t.Errorf("seed %d: %s acts, which was not found:\n%s\nin\n%s", seed, name, data, export)
				break
			}
		}
	}
	t.Logf("%d scenarios found; %d ACLs without one, held against %d random scenarios", found, none, tried)
	if found < 100 || none < 2 {
		t.Errorf("%d found, %d ACLs without: the random sets are too much alike", found, none)
	}
}

func checkFound(t *testing.T, p *Prober, f *Found) {
	t.Helper()
	data, err := Write(&File{Scenarios: []*Scenario{f.Scenario}})
	if err != nil {
		t.Fatal(err)
	}
	file, findings := Parse("f", data)
	if len(findings) > 0 || len(file.Scenarios) != 1 {
		t.Fatalf("%v in\n%s", findings, data)
	}
	again := p.Check(file.Scenarios[0])
	if again == nil || again.Question != f.Question || !slices.Equal(again.Gone, f.Gone) || !slices.Equal(again.Back, f.Back) {
		t.Errorf("%+v once it is read again, want %+v:\n%s", again, f, data)
	}
	for _, s := range smaller(f.Scenario) {
		if g := p.Check(s); g != nil && g.Parts < f.Parts && (g.Unseen == "" || f.Unseen != "") {
			less, _ := Write(&File{Scenarios: []*Scenario{s}})
			t.Errorf("less is enough:\n%s\nof\n%s", less, data)
		}
	}
}

// TestWriteIsRead: what is written is what is read.
func TestWriteIsRead(t *testing.T) {
	in := one(t, "name: 'yes: # no'\nscreen: AgentTicketNote\nagent: {UserLogin: '1', Role: [a, '', 'null']}\nticket: {Queue: 'A, B', Title: \"x\\ny\", SLA: null, "+
		"DynamicField_L: [1, '~']}\nform: {Priority: 3 normal}\nmoment: save\nchanged: Priority\nprocess: {ProcessEntityID: P}\noptions: {State: [open, 'no']}")
	data, err := Write(&File{ACLs: "a.yml", Inventory: "i.yml", Target: "otobo-11.0", Scenarios: []*Scenario{in}})
	if err != nil {
		t.Fatal(err)
	}
	f, findings := Parse("f", data)
	if len(findings) > 0 || len(f.Scenarios) != 1 {
		t.Fatalf("%v in\n%s", findings, data)
	}
	out := f.Scenarios[0]
	out.Place, in.Place = acl.Place{}, acl.Place{}
	if diff := cmp.Diff(in, out); diff != "" || f.ACLs != "a.yml" || f.Inventory != "i.yml" || f.Target != "otobo-11.0" {
		t.Errorf("%s\n%s", diff, data)
	}
	again, err := Write(f)
	if err != nil || string(again) != string(data) {
		t.Errorf("%v\n%s\nwant\n%s", err, again, data)
	}
}
