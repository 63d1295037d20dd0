package grid_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/grid"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/internal/suite"
	"github.com/ticketacl/ticketacl/simulate"
)

const testdata = "../../testdata"

// system is a set and what exists around it.
type system struct {
	set        *acl.Set
	target     *product.Target
	inv, stock *inventory.Inventory
}

// bench is the system with a set in force.
func (s *system) bench(set *acl.Set) *suite.Bench {
	e := simulate.Compile(set, s.target, simulate.Options{Inventory: s.inv})
	b := &suite.Bench{Engine: e, World: scenario.NewWorld(e, s.inv, s.stock), Inventory: s.inv}
	for _, a := range set.ACLs {
		b.Names = append(b.Names, a.Name)
	}
	return b
}

func (s *system) grid(t *testing.T, o grid.Options) *grid.Grid {
	t.Helper()
	b := s.bench(s.set)
	o.Engine, o.World = b.Engine, b.World
	g, err := grid.Make(o)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func load(t *testing.T, aclFile, invFile, target string) *system {
	t.Helper()
	read, err := convert.ReadAll(t.Context(), []string{filepath.Join(testdata, aclFile)}, convert.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := &system{set: read.Set}
	if invFile != "" {
		inv, findings, err := inventory.Load(filepath.Join(testdata, invFile))
		if err != nil || len(findings) > 0 {
			t.Fatal(err, findings)
		}
		s.inv = inv
		if target == "" {
			target = inv.Product
		}
	}
	if s.target, err = product.Parse(target); err != nil {
		t.Fatal(err)
	}
	s.stock = inventory.Stock(s.target)
	if s.inv == nil {
		s.inv = s.stock
	} else {
		s.inv = s.inv.Over(s.stock)
	}
	return s
}

// systems are sets of every kind with what exists around them.
func systems() [][3]string {
	return [][3]string{
		{"good/small.yml", "good/small.inventory.yml", ""},
		{"good/servicedesk.yml", "good/servicedesk.inventory.yml", ""},
		{"good/owners.yml", "good/owners.inventory.yml", ""},
		{"good/process.yml", "good/process.inventory.yml", ""},
		{"good/otrs33.pm", "good/otrs33.inventory.yml", ""},
		{"good/ce.pm", "", "otrs-ce-6.0"},
		{"good/documented.yml", "", "otobo-11.0"},
		{"good/documented_otrs6.pm", "", "otrs-6.0"},
		{"good/documented_otrs24.pm", "", "otrs-2.4"},
		{"suites/repairshop/acls.yml", "suites/repairshop/inventory.yml", ""},
		{"seeds/Export_ACL.yml", "seeds/inventory.yml", "otobo-11.0"},
	}
}

// TestEveryACLIsMet: each ACL in force matches in some scenario of its set's grid,
// no scenario stands there twice, and making the grid again makes the same one.
func TestEveryACLIsMet(t *testing.T) {
	for _, c := range systems() {
		t.Run(c[0], func(t *testing.T) {
			s := load(t, c[0], c[1], c[2])
			start := time.Now()
			g := s.grid(t, grid.Options{Limit: 300})
			t.Logf("%d scenarios of %d people, %d screens, %d tickets; %d alike, %d silent, %d left out; %v",
				len(g.Scenarios), g.People, g.Screens, g.Tickets, g.Alike, g.Silent, g.Left, time.Since(start).Round(time.Millisecond))
			if len(g.Unmet) > 0 {
				t.Errorf("not met: %s", strings.Join(g.Unmet, ", "))
			}
			names := map[string]bool{}
			for _, x := range g.Scenarios {
				if names[x.Name] {
					t.Errorf("%s is there twice", x.Name)
				}
				names[x.Name] = true
			}
			if strings.HasPrefix(c[0], "good/s") || strings.HasPrefix(c[0], "good/o") {
				return // the others show it, and take less time
			}
			again := s.grid(t, grid.Options{Limit: 300})
			if diff := cmp.Diff(g.Scenarios, again.Scenarios); diff != "" {
				t.Errorf("made again, it is another (-first +second):\n%s", diff)
			}
		})
	}
}

// TestCertain: where the inventory tells everything, it is certain which ACLs match.
func TestCertain(t *testing.T) {
	for _, c := range systems() {
		if c[1] == "" {
			continue
		}
		s := load(t, c[0], c[1], c[2])
		g := s.grid(t, grid.Options{Limit: 100})
		b := s.bench(s.set)
		for _, x := range g.Scenarios {
			plan, err := scenario.Calls(x, b.World)
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range plan.Answers() {
				if d := b.Engine.Ask(&a.Call, a.System).Undetermined; d != nil && d.ACLs {
					t.Errorf("%s: %s: %s: which ACLs match is undetermined", c[0], x.Name, a.Call.Question())
				}
			}
		}
	}
}

// TestGiven: what is given is what is combined, and nothing else.
func TestGiven(t *testing.T) {
	s := load(t, "good/small.yml", "good/small.inventory.yml", "")
	ticket := func(queue string) *scenario.Scenario {
		return &scenario.Scenario{Ticket: inventory.Attrs{"Queue": inventory.TextValue(queue), "State": inventory.TextValue("open")}}
	}
	g := s.grid(t, grid.Options{
		Agents: []string{"books", "jdoe"}, Screens: []string{"AgentTicketNote"}, Tickets: []*scenario.Scenario{ticket("Billing"), ticket("Sales")},
	})
	var got []string
	for _, x := range g.Scenarios {
		got = append(got, x.Name)
	}
	want := []string{
		"AgentTicketNote · books · Billing, open", "AgentTicketNote · books · Sales, open",
		"AgentTicketNote · jdoe · Billing, open", "AgentTicketNote · jdoe · Sales, open",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("scenarios (-want +got):\n%s", diff)
	}
	for _, c := range []struct {
		o    grid.Options
		want string
	}{
		{grid.Options{Agents: []string{"jdo"}}, "the inventory lists no agent jdo; did you mean jdoe?"},
		{grid.Options{Customers: []string{"tim"}}, "the inventory lists no customer user tim"},
		{grid.Options{Screens: []string{"AgentTicketNot"}}, `there is no screen "AgentTicketNot"; did you mean AgentTicketNote?`},
	} {
		b := s.bench(s.set)
		c.o.Engine, c.o.World = b.Engine, b.World
		if _, err := grid.Make(c.o); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

// TestPeopleApart: whom no condition tells apart is one person; each item that names
// one has its own, and a person whose lists are all those of others is left out.
func TestPeopleApart(t *testing.T) {
	s := load(t, "good/small.yml", "good/small.inventory.yml", "")
	g := s.grid(t, grid.Options{Limit: 1000})
	who := map[string]bool{}
	for _, x := range g.Scenarios {
		if x.Agent != nil {
			who[x.Agent.Login] = true
		}
	}
	// jdoe and rroe have the pager, by two items; books has a group. design has the
	// priorities of books and the queues of jdoe.
	want := map[string]bool{"jdoe": true, "rroe": true, "books": true}
	if diff := cmp.Diff(want, who); diff != "" {
		t.Errorf("agents (-want +got):\n%s", diff)
	}
}
