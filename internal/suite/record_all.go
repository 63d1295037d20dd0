package suite

import (
	"context"
	"runtime"
	"sync"

	"github.com/ticketacl/ticketacl/internal/scenario"
)

// Recorded is one scenario and what it does now.
type Recorded struct {
	Scenario *scenario.Scenario
	// Changes are how that differs from what it expects, Expect is what it would
	// expect now; nil for one that is skipped.
	Changes []Change
	Expect  *scenario.Expect
	Err     error // it could not be run
}

// All looks at scenarios, each with what it would expect now, and where compare is
// set with what differs. The results are in the order of the scenarios.
func (r *Recorder) All(ctx context.Context, scenarios []*scenario.Scenario, compare bool) ([]Recorded, error) {
	out := make([]Recorded, len(scenarios))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(scenarios)) {
		wg.Go(func() {
			for i := range next {
				out[i] = r.one(scenarios[i], compare)
			}
		})
	}
	for i := range scenarios {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wg.Wait()
	return out, ctx.Err()
}

func (r *Recorder) one(s *scenario.Scenario, compare bool) Recorded {
	out := Recorded{Scenario: s}
	if s.Skip != "" {
		return out
	}
	if out.Expect, out.Err = r.Record(s); out.Err == nil && compare {
		out.Changes, out.Err = r.Compare(s)
	}
	return out
}
