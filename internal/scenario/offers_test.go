package scenario_test

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// TestSharedWorld: a world that has seen many scenarios, several at once, makes of
// each what one does that has seen none.
func TestSharedWorld(t *testing.T) {
	type asked struct {
		Question, Why string
		From          scenario.Origin
		AnyOther      bool
		Data, Left    []simulate.Candidate
	}
	look := func(w *scenario.World, s *scenario.Scenario) []asked {
		p, err := scenario.Calls(s, w)
		if err != nil {
			t.Error(err)
			return nil
		}
		var all []asked
		for i := range p.Asked {
			a := &p.Asked[i]
			all = append(all, asked{a.Call.Question(), a.Why, a.From, a.AnyOther, a.Call.Data, w.Answer(a)})
		}
		return all
	}
	scene := func(n int) *scenario.Scenario {
		s := usual(n)
		switch {
		case n%7 == 0:
			s.Agent.Attrs = inventory.Attrs{"Group_rw": inventory.ListValue("users")} // another person of that login
		case n%11 == 0 && s.Ticket != nil:
			s.Ticket["Queue"] = inventory.TextValue("No such queue")
		case n%5 == 0 && s.Ticket != nil:
			s.Ticket["CustomerUserID"] = inventory.TextValue("staff")
		}
		return s
	}
	const scenarios = 60
	for _, described := range []bool{true, false} {
		set, shared := measured(t, 20), largeWorld(t, 20, described)
		var group sync.WaitGroup
		got := make([][]asked, scenarios)
		for worker := range 3 {
			group.Go(func() {
				for i := worker; i < scenarios; i += 3 {
					got[i] = look(shared, scene(i))
				}
			})
		}
		group.Wait()
		for i := range got {
			w := scenario.NewWorld(simulate.Compile(set, shared.Target, simulate.Options{Inventory: shared.Inventory}), shared.Inventory, shared.Stock)
			if diff := cmp.Diff(look(w, scene(i)), got[i]); diff != "" {
				t.Fatalf("scenario %d, inventory %t: %s", i, described, diff)
			}
		}
	}
}
