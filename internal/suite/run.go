package suite

import (
	"context"
	"sync"

	"github.com/ticketacl/ticketacl/internal/scenario"
)

// Job is one scenario and what it is tested with.
type Job struct {
	Bench    *Bench
	Scenario *scenario.Scenario
}

// RunAll tests scenarios on so many goroutines and hands out the results in
// their order. It ends early when done returns false, or the context ends.
func RunAll(ctx context.Context, jobs []Job, workers int, done func(*Result) bool) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	results := make([]chan *Result, len(jobs))
	for i := range results {
		results[i] = make(chan *Result, 1)
	}
	next := make(chan int)
	var wg sync.WaitGroup
	for range max(1, min(workers, len(jobs))) {
		wg.Go(func() {
			for i := range next {
				results[i] <- jobs[i].Bench.Run(jobs[i].Scenario)
			}
		})
	}
	wg.Go(func() {
		defer close(next)
		for i := range jobs {
			select {
			case next <- i:
			case <-ctx.Done():
				return
			}
		}
	})
	for i := range jobs {
		select {
		case r := <-results[i]:
			if !done(r) {
				cancel()
			}
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			break
		}
	}
	cancel()
	wg.Wait()
}
