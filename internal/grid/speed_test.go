package grid_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/grid"
	"github.com/ticketacl/ticketacl/internal/samples"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// thousand is the measured export of 1,000 ACLs.
var thousand = samples.Files{ACLs: "speed/export1000.yml.gz"}

// TestThousandACLs: the grid of a set with many more ACLs than it has room for comes to
// its limit, says which of them it does not meet, and is the same again.
func TestThousandACLs(t *testing.T) {
	s := thousand.Load(t)
	var twice [2]*grid.Grid
	var wg sync.WaitGroup
	for i := range twice {
		wg.Go(func() { twice[i] = gridOf(t, s, grid.Options{Limit: 1000}) })
	}
	wg.Wait()
	g := twice[0]
	if diff := cmp.Diff(g, twice[1]); diff != "" {
		t.Errorf("made again, it is another (-first +second):\n%s", diff)
	}
	if len(g.Scenarios) != 1000 || g.Left == 0 {
		t.Errorf("%d scenarios, %d left out", len(g.Scenarios), g.Left)
	}
	names, met, changed := map[string]bool{}, map[string]bool{}, map[string]bool{}
	b := s.Bench(s.Set)
	for _, a := range b.Engine.ACLs() {
		for _, q := range b.Engine.Questions(a) {
			changed[q] = true
		}
	}
	for _, x := range g.Scenarios {
		if names[x.Name] {
			t.Errorf("%s is there twice", x.Name)
		}
		names[x.Name] = true
		plan, err := scenario.Calls(x, b.World)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range plan.Answers() {
			answer := b.World.Judge(a)
			if !changed[a.Call.Question()] || answer.Refused != simulate.NotRefused {
				continue
			}
			for _, m := range answer.Matched {
				met[m.Name] = true
			}
		}
	}
	var unmet []string
	for _, a := range b.Engine.ACLs() {
		if !met[a.Name] {
			unmet = append(unmet, a.Name)
		}
	}
	if !slices.Equal(unmet, g.Unmet) {
		t.Errorf("not met (-are +said): %s", cmp.Diff(unmet, g.Unmet))
	}
	if len(unmet) > 225 {
		t.Errorf("%d of %d ACLs are not met", len(unmet), len(s.Set.ACLs))
	}
}

// BenchmarkThousandACLs makes the grid that record makes of a thousand ACLs.
func BenchmarkThousandACLs(b *testing.B) {
	s := thousand.Load(b)
	var g *grid.Grid
	for b.Loop() {
		g = gridOf(b, s, grid.Options{Limit: 1000})
	}
	b.ReportMetric(float64(len(g.Scenarios)), "scenarios")
	b.ReportMetric(float64(len(s.Set.ACLs)-len(g.Unmet)), "ACLs-met")
}
