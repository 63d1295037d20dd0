package suite

import (
	"context"
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// Job is one scenario and what it is tested with.
type Job struct {
	Bench    *Bench
	Scenario *scenario.Scenario
	// Unread says why there is no more of the scenario than its place, and no bench.
	Unread string
}

// RunAll tests scenarios on so many goroutines and hands out the results in
// their order. It ends early when done returns false, or the context ends.
// Scenarios that differ only in what they expect are run once.
func RunAll(ctx context.Context, jobs []Job, workers int, done func(*Result) bool) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	results := make([]chan *Result, len(jobs))
	for i := range results {
		results[i] = make(chan *Result, 1)
	}
	next := make(chan []int)
	var wg sync.WaitGroup
	groups := alike(jobs)
	for range max(1, min(workers, len(groups))) {
		wg.Go(func() {
			for group := range next {
				var ran *played
				for _, i := range group {
					if ctx.Err() != nil {
						break
					}
					job := jobs[i]
					if job.Unread != "" {
						r := &Result{Scenario: job.Scenario}
						results[i] <- r.broken(job.Scenario.Place, job.Unread)
						continue
					}
					if ran == nil {
						ran = job.Bench.play(job.Scenario)
					}
					results[i] <- job.Bench.judge(job.Scenario, ran)
				}
			}
		})
	}
	wg.Go(func() {
		defer close(next)
		for _, group := range groups {
			select {
			case next <- group:
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

// alike puts jobs together that do the same, in the order of the first of each.
func alike(jobs []Job) [][]int {
	type key struct {
		bench    *Bench
		scenario string
	}
	at := map[key]int{}
	var groups [][]int
	var buf []byte
	for i, job := range jobs {
		if job.Unread != "" || job.Scenario.Skip != "" || job.Scenario.Expect == nil {
			groups = append(groups, []int{i})
			continue
		}
		if job.Bench.World.Hear != nil { // who listens hears the calls of each
			groups = append(groups, []int{i})
			continue
		}
		buf = appendKey(buf[:0], job.Scenario, job.Bench.Relevant)
		k := key{job.Bench, string(buf)}
		g, known := at[k]
		if !known {
			g = len(groups)
			at[k] = g
			groups = append(groups, nil)
		}
		groups[g] = append(groups[g], i)
	}
	return groups
}

// appendKey writes everything of a scenario on which its answers depend. Fields
// that are expected are asked for, where nobody knows which there are.
func appendKey(b []byte, s *scenario.Scenario, relevant *scenario.Relevant) []byte {
	text := func(s string) {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	flag := func(yes bool) {
		if yes {
			b = append(b, 1)
		} else {
			b = append(b, 0)
		}
	}
	person := func(p *scenario.Person) {
		if p == nil {
			b = append(b, 0)
			return
		}
		b = append(b, 1)
		text(p.Login)
		flag(p.Inline)
		b = appendAttrs(b, p.Attrs, nil, false)
	}
	fields := asksNoFields(s.Expect)
	text(s.Screen)
	person(s.Agent)
	person(s.Customer)
	flag(fields)
	b = appendAttrs(b, s.Ticket, relevant, fields)
	b = appendAttrs(b, s.Form, nil, false)
	flag(s.Posted)
	b = append(b, byte(s.Moment))
	text(s.Changed)
	text(s.Process.ProcessEntityID)
	text(s.Process.ActivityEntityID)
	text(s.Process.ActivityDialogEntityID)
	b = binary.AppendUvarint(b, uint64(len(s.Options)))
	for _, q := range slices.Sorted(maps.Keys(s.Options)) {
		text(q)
		b = binary.AppendUvarint(b, uint64(len(s.Options[q])))
		for _, v := range s.Options[q] {
			text(v)
		}
	}
	for _, q := range slices.Sorted(maps.Keys(s.Expect.Questions)) {
		if strings.HasPrefix(q, "Ticket.DynamicField_") {
			text("?" + q)
		}
	}
	return b
}

// asksNoFields reports whether nothing is expected of dynamic fields, or of which of
// them are shown.
func asksNoFields(e *scenario.Expect) bool {
	for q := range e.Questions {
		if q == "Form" || strings.HasPrefix(q, "Ticket.DynamicField_") {
			return false
		}
	}
	return e.Undetermined != scenario.DoubtRefused && e.Undetermined != scenario.DoubtWanted
}

// appendAttrs tells nothing at all from no attributes. A dynamic field that nothing looks
// at is named all the same: it is shown in forms, which ask for it.
func appendAttrs(b []byte, attrs inventory.Attrs, relevant *scenario.Relevant, fields bool) []byte {
	if attrs == nil {
		return append(b, 0)
	}
	b = append(b, 1)
	for _, name := range slices.Sorted(maps.Keys(attrs)) {
		v := attrs[name]
		if relevant != nil && relevant.Ignores(name, false) {
			continue
		}
		b = append(binary.AppendUvarint(b, uint64(len(name))), name...)
		if relevant != nil && relevant.Ignores(name, fields) {
			b = append(b, 254)
			continue
		}
		if relevant != nil && v.Kind == inventory.Text && v.IsTrue() && relevant.OnlyTruth(name, v.Text) {
			b = append(b, 255)
			continue
		}
		b = appendValue(b, v)
	}
	return append(b, 0)
}

func appendValue(b []byte, v inventory.Value) []byte {
	b = append(b, byte(v.Kind))
	b = append(binary.AppendUvarint(b, uint64(len(v.Text))), v.Text...)
	b = binary.AppendUvarint(b, uint64(len(v.List)))
	for _, e := range v.List {
		b = appendValue(b, e)
	}
	return b
}
