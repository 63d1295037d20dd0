package suite_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/samples"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/internal/suite"
)

// job is a scenario, and which of the systems it is of; -1: it could not be read.
type job struct {
	of int
	s  *scenario.Scenario
}

func drawJobs(t *rapid.T, systems []*drawn) []job {
	var jobs []job
	for range rapid.IntRange(1, 3).Draw(t, "kinds") {
		of := rapid.IntRange(0, len(systems)-1).Draw(t, "system")
		today := suite.NewRecorder(systems[of].bench(t))
		base := drawScenario(t)
		for range rapid.IntRange(1, 6).Draw(t, "of a kind") {
			j := job{of, vary(t, base)}
			if j.s.Expect = expect(t, j.s, today); len(jobs) > 0 && rapid.IntRange(0, 5).Draw(t, "also there") == 0 {
				j.s.Expect = jobs[len(jobs)-1].s.Expect
			}
			switch rapid.IntRange(0, 20).Draw(t, "not run") {
			case 0:
				j.s.Skip = "another time"
			case 1:
				j.s.Expect = nil
			case 2:
				j.of = -1
			case 3:
				j.s.Expect = &scenario.Expect{}
			}
			j.s.Name = fmt.Sprint(len(jobs))
			jobs = append(jobs, j)
		}
	}
	return rapid.Permutation(jobs).Draw(t, "order")
}

// together runs jobs together, holds what comes out to what each does alone, and counts
// it.
func together(t tester, what string, systems []*drawn, jobs []job, workers int) map[suite.Outcome]int {
	t.Helper()
	out := map[suite.Outcome]int{}
	var benches []*suite.Bench
	for _, d := range systems {
		b := d.bench(t)
		b.Relevant = scenario.RelevantTo(b.Engine, b.Inventory)
		benches = append(benches, b)
	}
	var all []suite.Job
	for _, j := range jobs {
		if j.of < 0 {
			all = append(all, suite.Job{Scenario: j.s, Unread: "no file"})
			continue
		}
		all = append(all, suite.Job{Bench: benches[j.of], Scenario: j.s})
	}
	var got []*suite.Result
	suite.RunAll(t.Context(), all, workers, func(r *suite.Result) bool {
		got = append(got, r)
		return true
	})
	if len(got) != len(jobs) {
		t.Fatalf("%d results of %d scenarios", len(got), len(jobs))
	}
	for i, j := range jobs {
		out[got[i].Outcome]++
		if got[i].Scenario != j.s {
			t.Fatalf("result %d is of %s", i, got[i].Scenario.Name)
		}
		if j.of < 0 {
			if got[i].Outcome != suite.Broken {
				t.Errorf("unread, and %v", got[i].Outcome)
			}
			continue
		}
		if diff := gocmp.Diff(systems[j.of].bench(t).Run(j.s), got[i]); diff != "" {
			t.Errorf("%s%s: alone, and among others (-alone +together):\n%s\n%+v", what, j.s.Screen, diff, j.s)
		}
	}
	return out
}

// TestTogetherIsAlone: scenarios that run together, in whatever order, on whatever number
// of goroutines, and with those that are alike played once, come out as each does alone.
func TestTogetherIsAlone(t *testing.T) {
	outcomes := map[suite.Outcome]int{}
	defer func() { t.Log(outcomes) }()
	rapid.Check(t, func(t *rapid.T) {
		systems := []*drawn{drawSystem(t)}
		if rapid.IntRange(0, 3).Draw(t, "systems") == 0 {
			systems = append(systems, drawSystem(t))
		}
		jobs := drawJobs(t, systems)
		for o, n := range together(t, "", systems, jobs, rapid.IntRange(1, 4).Draw(t, "workers")) {
			outcomes[o] += n
		}
	})
}

// TestAlikeButForFields: fields that no ACL knows are shown in forms all the same, so
// that scenarios that tell of others are not played as one.
func TestAlikeButForFields(t *testing.T) {
	target, err := product.Parse("otobo-11.0")
	if err != nil {
		t.Fatal(err)
	}
	stock := inventory.Stock(target)
	d := &drawn{
		set:    []byte(`[{"Name": "000", "ValidID": 1, "ConfigMatch": {"Properties": {}}, "ConfigChange": {"PossibleNot": {"Ticket": {"State": ["new"]}}}}]`),
		system: samples.System{Target: target, Inv: stock, Stock: stock},
	}
	with := func(q string, offer scenario.Offer, fields ...string) *scenario.Scenario {
		s := &scenario.Scenario{
			Screen: "AgentTicketNote", Agent: &scenario.Person{Login: "jdoe"}, Ticket: inventory.Attrs{"State": inventory.TextValue("open")},
			Expect: &scenario.Expect{Questions: map[string]scenario.Offer{q: offer}},
		}
		for _, f := range fields {
			s.Ticket["DynamicField_"+f] = inventory.TextValue("x")
		}
		return s
	}
	some, none := scenario.Offer{Has: []string{"open"}}, scenario.Offer{Exact: true}
	for name, pair := range map[string][2]*scenario.Scenario{
		"what Form shows":        {with("Ticket.State", some, "Own"), with("Form", none)},
		"what is asked besides":  {with("Ticket.State", some, "Own"), with("Ticket.Title", some)},
		"a field that is asked":  {with("Ticket.State", some, "Own"), with("Ticket.DynamicField_Own", none)},
		"a field that is chosen": {with("Ticket.State", some, "Own"), with("Ticket.DynamicField_Other", some, "Own")},
	} {
		for range 2 {
			together(t, name, []*drawn{d}, []job{{0, pair[0]}, {0, pair[1]}}, 1)
			pair[0], pair[1] = pair[1], pair[0]
		}
	}
}

// TestAlikeButForCustomers: of people whom the inventory does not know nothing is known,
// and the reason that is told for that names them.
func TestAlikeButForCustomers(t *testing.T) {
	target, err := product.Parse("otobo-11.0")
	if err != nil {
		t.Fatal(err)
	}
	stock := inventory.Stock(target)
	d := &drawn{
		set: []byte(`[{"Name": "000", "ValidID": 1, "ConfigMatch": {"Properties": {"CustomerUser": {"UserCustomerID": ["shop"]}}},
			"ConfigChange": {"PossibleNot": {"Ticket": {"State": ["open"]}}}}]`),
		system: samples.System{Target: target, Inv: stock, Stock: stock},
	}
	of := func(login string) job {
		return job{0, &scenario.Scenario{
			Screen: "AgentTicketNote", Agent: &scenario.Person{Login: "jdoe"},
			Ticket: inventory.Attrs{"State": inventory.TextValue("open"), "CustomerUserID": inventory.TextValue(login)},
			Expect: &scenario.Expect{Questions: map[string]scenario.Offer{"Ticket.State": {Has: []string{"open"}}}},
		}}
	}
	if got := together(t, "", []*drawn{d}, []job{of("kim"), of("tim"), of("KIM")}, 1); got[suite.Undetermined] != 3 {
		t.Error(got)
	}
}

// TestRunEndsEarly: whoever has seen enough gets no more, and what they got are the
// first results in order.
func TestRunEndsEarly(t *testing.T) {
	s := samples.Files{ACLs: "good/small.yml", Inventory: "good/small.inventory.yml"}.Load(t)
	b := s.Bench(s.Set)
	b.Relevant = scenario.RelevantTo(b.Engine, b.Inventory)
	var jobs []suite.Job
	for i := range 40 {
		jobs = append(jobs, suite.Job{Bench: b, Scenario: &scenario.Scenario{
			Name: fmt.Sprint(i), Screen: "AgentTicketNote", Agent: &scenario.Person{Login: "jdoe"},
			Ticket: inventory.Attrs{"Queue": inventory.TextValue([]string{"Billing", "Sales", "Support"}[i%3]), "State": inventory.TextValue("open")},
			Expect: &scenario.Expect{Matched: &scenario.Offer{}},
		}})
	}
	for _, workers := range []int{0, 1, 2, 7, 100} {
		for _, enough := range []int{1, 2, 20, 40, 41} {
			for _, cancels := range []bool{false, true} {
				ctx, cancel := context.WithCancel(t.Context())
				var got []string
				suite.RunAll(ctx, jobs, workers, func(r *suite.Result) bool {
					if got = append(got, r.Scenario.Name); cancels && len(got) == enough {
						cancel()
					}
					return cancels || len(got) < enough
				})
				cancel()
				var want []string
				for _, j := range jobs[:min(enough, len(jobs))] {
					want = append(want, j.Scenario.Name)
				}
				if !slices.Equal(got, want) {
					t.Errorf("%d workers, enough at %d, canceled %t: %v", workers, enough, cancels, got)
				}
			}
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	suite.RunAll(ctx, jobs, 2, func(*suite.Result) bool { return true }) // ends
	suite.RunAll(t.Context(), nil, 2, func(r *suite.Result) bool {
		t.Error("a result of nothing", r)
		return true
	})
}
