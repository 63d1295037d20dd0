package grid_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/grid"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/samples"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

var small = samples.Files{ACLs: "good/small.yml", Inventory: "good/small.inventory.yml"}

// gridOf makes the grid of a system.
func gridOf(t testing.TB, s *samples.System, o grid.Options) *grid.Grid {
	t.Helper()
	b := s.Bench(s.Set)
	o.Engine, o.World = b.Engine, b.World
	g, err := grid.Make(o)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestEveryACLIsMet: each ACL in force matches in some scenario of its set's grid,
// no scenario stands there twice, and making the grid again makes the same one.
func TestEveryACLIsMet(t *testing.T) {
	for _, c := range samples.All() {
		t.Run(c.ACLs, func(t *testing.T) {
			s := c.Load(t)
			start := time.Now()
			g := gridOf(t, s, grid.Options{Limit: 300})
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
			if c.IsLarge() {
				return // the others show it, and take less time
			}
			again := gridOf(t, s, grid.Options{Limit: 300})
			if diff := cmp.Diff(g.Scenarios, again.Scenarios); diff != "" {
				t.Errorf("made again, it is another (-first +second):\n%s", diff)
			}
		})
	}
}

// TestCertain: where the inventory tells everything, it is certain which ACLs match.
func TestCertain(t *testing.T) {
	for _, c := range samples.All() {
		if c.Inventory == "" {
			continue
		}
		s := c.Load(t)
		g := gridOf(t, s, grid.Options{Limit: 100})
		b := s.Bench(s.Set)
		for _, x := range g.Scenarios {
			plan, err := scenario.Calls(x, b.World)
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range plan.Answers() {
				if d := b.Engine.Ask(&a.Call, a.System).Undetermined; d != nil && d.ACLs {
					t.Errorf("%s: %s: %s: which ACLs match is undetermined", c.ACLs, x.Name, a.Call.Question())
				}
			}
		}
	}
}

// TestGiven: what is given is what is combined, and nothing else.
func TestGiven(t *testing.T) {
	s := small.Load(t)
	ticket := func(queue string) *scenario.Scenario {
		return &scenario.Scenario{Ticket: inventory.Attrs{"Queue": inventory.TextValue(queue), "State": inventory.TextValue("open")}}
	}
	g := gridOf(t, s, grid.Options{
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
		b := s.Bench(s.Set)
		c.o.Engine, c.o.World = b.Engine, b.World
		if _, err := grid.Make(c.o); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

// TestPeopleApart: whom no condition tells apart is one person; each item that names
// one has its own, and a person whose lists are all those of others is left out.
func TestPeopleApart(t *testing.T) {
	s := small.Load(t)
	g := gridOf(t, s, grid.Options{Limit: 1000})
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
