package migrate_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/migrate"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// asked is what some screen asks, for either side.
type asked struct {
	question string
	old, now *simulate.Call
	tickets  map[string]inventory.Attrs
}

// screensAsk are the distinct questions of all pages of all screens of the new
// product, first displays and changes, for three people and the four tickets.
func screensAsk(t testing.TB, from, to *side) []asked {
	w := &scenario.World{Target: to.target, Inventory: to.inv}
	questions := both(from.asks(), to.asks())
	var out []asked
	seen := map[string]bool{}
	take := func(s *scenario.Scenario) {
		plan, err := scenario.Calls(s, w)
		if err != nil {
			return
		}
		for i := range plan.Asked {
			a := &plan.Asked[i]
			q := a.Call.Question()
			key := fmt.Sprint(q, a.Call.Params, a.Call.DynamicField, s.Ticket["Queue"])
			if !slices.Contains(questions, q) || seen[key] || a.Call.Scalar != nil {
				continue
			}
			if q == "Action" && s.Customer != nil && !(from.target.Switches.CustomerActionChecked && to.target.Switches.CustomerActionChecked) {
				continue
			}
			if q == "ActivityDialog" && s.Process.ActivityEntityID == "" && !s.Ticket["DynamicField_ProcessManagementActivityID"].Defined() {
				continue // nobody is offered dialogs there
			}
			seen[key] = true
			x := asked{question: q, tickets: a.System.Tickets}
			for _, of := range []struct {
				s    *side
				call **simulate.Call
			}{{from, &x.old}, {to, &x.now}} {
				c := of.s.call(&moment{}, q, nil)
				c.Params, c.DynamicField, c.Subaction = maps.Clone(a.Call.Params), a.Call.DynamicField, a.Call.Subaction
				*of.call = c
			}
			out = append(out, x)
		}
	}
	tickets := to.tickets()
	here := map[string]bool{}
	for _, screen := range (&scenario.World{Target: from.target, Inventory: from.inv}).Screens() {
		here[screen.Name] = true
	}
	for _, screen := range w.Screens() {
		if !here[screen.Name] {
			continue
		}
		for _, page := range w.Pages(&screen, nil) {
			for _, login := range []string{"jdoe", "adm"} {
				s := page.Clone()
				if screen.Customer {
					s.Customer = &scenario.Person{Login: map[string]string{"jdoe": "cu1", "adm": "cu2"}[login]}
				} else {
					s.Agent = &scenario.Person{Login: login}
				}
				if s.Ticket == nil {
					take(s)
					continue
				}
				for _, id := range slices.Sorted(maps.Keys(tickets)) {
					told := s.Clone()
					told.Ticket = maps.Clone(tickets[id])
					delete(told.Ticket, "TicketID")
					take(told)
				}
			}
		}
	}
	return out
}

// TestScreens is TestBehaviourStays with what the screens of the new product pass.
func TestScreens(t *testing.T) {
	for _, p := range pairs() {
		t.Run(p[0]+" to "+p[1], func(t *testing.T) {
			sum := &tally{classes: map[migrate.ClassID]int{}, kinds: map[migrate.Kind]int{}}
			from, to := newSide(t, p[0], "0", ""), newSide(t, p[1], "2", "")
			all := screensAsk(t, from, to)
			if len(all) < 200 {
				t.Fatalf("screens ask only %d questions", len(all))
			}
			for seed := range uint64(sets() / 2) {
				set := wild{rand.New(rand.NewPCG(seed, 9)), from}.set()
				r, err := migrate.Migrate(set, migrate.Options{From: from.target, To: to.target, FromInventory: from.inv, ToInventory: to.inv})
				if err != nil {
					t.Fatal(err)
				}
				sum.sets++
				old := simulate.Compile(set, from.target, simulate.Options{Inventory: from.inv})
				now := simulate.Compile(r.Set, to.target, simulate.Options{Inventory: to.inv})
				for i := range all {
					x := &all[i]
					sum.compare(t, seed, x.question, from, to, set, r,
						old.Ask(x.old, &simulate.System{Inventory: from.inv, Tickets: x.tickets}),
						now.Ask(x.now, &simulate.System{Inventory: to.inv, Tickets: x.tickets}), x.old, x.tickets)
				}
			}
			sum.report(t)
		})
	}
}
