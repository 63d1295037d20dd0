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
	// expect now, where that was to be found out; nil for one that is skipped.
	Changes []Change
	Expect  *scenario.Expect
	Err     error // it could not be run
}

// Task is what is to be found out about scenarios.
type Task struct {
	Compare bool // what differs from what they expect
	Record  bool // what they would expect now; with Compare, where something differs or nothing is expected
}

// All looks at scenarios. The results are in their order.
func (r *Recorder) All(ctx context.Context, scenarios []*scenario.Scenario, task Task) ([]Recorded, error) {
	out := make([]Recorded, len(scenarios))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(scenarios)) {
		wg.Go(func() {
			for i := range next {
				out[i] = r.one(scenarios[i], task)
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

func (r *Recorder) one(s *scenario.Scenario, task Task) Recorded {
	out := Recorded{Scenario: s}
	if s.Skip != "" {
		return out
	}
	if task.Compare {
		out.Changes, out.Err = r.Compare(s)
	}
	bare := s.Expect == nil || s.Expect.Empty()
	if task.Record && out.Err == nil && (!task.Compare || bare || len(out.Changes) > 0) {
		out.Expect, out.Err = r.Record(s)
	}
	return out
}
