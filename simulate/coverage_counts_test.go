package simulate_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/simulate"
)

// counted is a condition or a change list by its place.
type counted struct {
	acl   *acl.ACL
	block acl.BlockName
	list  *acl.Entry
}

// countedSteps counts what the steps of explained calls say.
type countedSteps struct {
	held, failed, uncertain, used, changed map[counted]int
	older                                  bool
	// Of the list being applied:
	list   counted
	first  bool // it begins with all candidates, as with engines up to OTRS 3.3
	before map[string]bool
	in     map[string]bool // by ID of the candidate
	all    []simulate.Candidate
}

func countSteps(older bool) *countedSteps {
	return &countedSteps{older: older, held: map[counted]int{}, failed: map[counted]int{}, uncertain: map[counted]int{}, used: map[counted]int{}, changed: map[counted]int{}}
}

func (c *countedSteps) call(e *simulate.Engine, a asked) {
	c.all, c.in, c.list = a.call.Data, map[string]bool{}, counted{}
	for _, k := range c.all {
		c.in[k.ID] = true
	}
	var last simulate.Event
	answer, _ := e.Explain(a.call, a.sys, func(ev simulate.Event) {
		if ev.Kind == simulate.EventCondition {
			if last.List != nil {
				c.condition(last)
			}
			last = ev
		}
		c.event(ev)
	})
	// A condition on which the call dies is neither seen holding nor failing.
	if last.List != nil && (answer.Died == nil || !holdsItemAt(last.List, answer.Died.Place.Span)) {
		c.condition(last)
	}
	// The list in which a call ends has changed nothing.
	if n := len(answer.Used); answer.Died == nil || n > 0 && answer.Used[n-1] == c.list.acl {
		c.closed()
	}
}

func holdsItemAt(list *acl.Entry, at acl.Span) bool {
	return slices.ContainsFunc(list.Value.Items(), func(it acl.Value) bool { return it.Span == at })
}

func (c *countedSteps) condition(ev simulate.Event) {
	at := counted{ev.ACL, ev.Block, ev.List}
	switch {
	case ev.Uncertain:
		c.uncertain[at]++
	case ev.Held:
		c.held[at]++
	default:
		c.failed[at]++
	}
}

func (c *countedSteps) event(ev simulate.Event) {
	at := counted{ev.ACL, ev.Block, ev.List}
	switch ev.Kind {
	case simulate.EventUsed:
		c.closed()
		second := c.list.acl == ev.ACL
		c.used[at]++
		c.first = c.older && !second
		c.list, c.before = at, map[string]bool{}
		for _, k := range c.all {
			c.before[k.ID] = c.in[k.ID]
			switch {
			case c.older && !second:
				c.before[k.ID], c.in[k.ID] = true, ev.Block == acl.PossibleNot
			case ev.Block == acl.Possible && !c.older:
				c.in[k.ID] = false
			}
		}
	case simulate.EventAdded:
		c.in[ev.Candidate.ID] = true
	case simulate.EventLeft:
		if c.older {
			c.in[ev.Candidate.ID] = true
		}
	case simulate.EventRemoved:
		if n := ev.Candidate.Name; c.older && !c.before[ev.Candidate.ID] || !c.older && n != "" && n != "0" || c.older && c.first {
			c.in[ev.Candidate.ID] = false
		}
	}
}

func (c *countedSteps) closed() {
	if c.list.acl == nil {
		return
	}
	for _, k := range c.all {
		if c.before[k.ID] != c.in[k.ID] {
			c.changed[c.list]++
			break
		}
	}
}

// TestCoverageCounts holds the counts of conditions and changes against the steps of
// explained calls.
func TestCoverageCounts(t *testing.T) {
	tally := map[string]int{}
	for _, name := range coverTargets() {
		t.Run(name, func(t *testing.T) {
			target := targetNamed(name)
			older := !target.Switches.ActionLists
			rapid.Check(t, func(t *rapid.T) {
				s, calls := coverCase(t, older)
				e := simulate.Compile(s, target, simulate.Options{WithoutModules: true})
				c, want := e.NewCoverage(), countSteps(older)
				matched, used, stopped, died := map[*acl.ACL]int{}, map[*acl.ACL]int{}, map[*acl.ACL]int{}, map[string]int{}
				for _, call := range slices.Concat(calls, calls) {
					a := c.Add(call.call, call.sys)
					for _, m := range a.Matched {
						matched[m]++
					}
					for _, m := range a.Used {
						used[m]++
					}
					if a.StoppedBy != nil {
						stopped[a.StoppedBy]++
					}
					if a.Died != nil {
						died[a.Died.ACL]++
					}
					want.call(e, call)
					c.ACLs() // asking in between changes nothing
				}
				for _, a := range c.ACLs() {
					if a.Matched != matched[a.ACL] || a.Used != used[a.ACL] || a.Stopped != stopped[a.ACL] || a.Died > died[a.ACL.Name] {
						t.Errorf("ACL %s: %+v", a.ACL.Name, a)
					}
					for _, k := range a.Conditions {
						at := counted{a.ACL, k.Block, k.List}
						if k.Held != want.held[at] || k.Failed != want.failed[at] || k.Uncertain != want.uncertain[at] {
							t.Errorf("ACL %s, %s.%s.%s: held %d, failed %d, uncertain %d; by the steps %d, %d, %d", a.ACL.Name, k.Block, k.Area, k.Attr,
								k.Held, k.Failed, k.Uncertain, want.held[at], want.failed[at], want.uncertain[at])
						}
						tally["held"] += k.Held
						tally["failed"] += k.Failed
						tally["uncertain"] += k.Uncertain
					}
					for _, k := range a.Changes {
						if older && k.Question != "Ticket.State" && k.Question != "Ticket.Queue" {
							continue // the engine has no step for these
						}
						if died[a.ACL.Name] > 0 {
							continue // the steps do not tell whether the last list was done
						}
						at := counted{a.ACL, k.Section, k.List}
						if k.Used != want.used[at] || k.Changed != want.changed[at] {
							t.Errorf("ACL %s, %s of %s: used %d, changed %d; by the steps %d, %d", a.ACL.Name, k.Section, k.Question,
								k.Used, k.Changed, want.used[at], want.changed[at])
						}
						tally["used"] += k.Used
						tally["changed"] += k.Changed
					}
				}
			})
		})
	}
	if t.Log(tally); !metAll(tally, "held", "failed", "uncertain", "used", "changed") {
		t.Errorf("the random calls are too tame: %v", tally)
	}
}
