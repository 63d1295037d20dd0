package deploy

import (
	"context"
	"fmt"
	"strings"

	"github.com/ticketacl/ticketacl/internal/grid"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/internal/suite"
)

// zooms are the screens on which people read tickets: whoever loses them can do nothing more.
func zooms() []string { return []string{"AgentTicketZoom", "CustomerTicketZoom"} }

// action is the question whether a screen may be used.
const action = "Action"

// Readable looks whether everybody who can open a ticket now still can: on a grid of people and
// tickets that the conditions of either set tell apart.
func Readable(ctx context.Context, before, after *suite.Bench, limit int) (Guard, error) {
	g := Guard{Name: "tickets open", Outcome: Passed}
	tried, left, lost := 0, 0, 0
	for _, b := range []*suite.Bench{before, after} {
		if len(b.Engine.ACLs()) == 0 {
			continue
		}
		for _, screen := range zooms() {
			made, err := grid.Make(grid.Options{Engine: b.Engine, World: b.World, Screens: []string{screen}, Limit: limit, Every: true})
			if err != nil {
				return g, err
			}
			left += made.Left
			for _, s := range made.Scenarios {
				if err := ctx.Err(); err != nil {
					return g, err
				}
				s = wanting(s, screen)
				if before.Run(s).Outcome != suite.Passed {
					continue
				}
				tried++
				r := after.Run(s)
				if r.Outcome == suite.Passed {
					continue
				}
				g.Outcome = Stopped
				if lost++; lost <= maxFindings {
					g.Details = append(g.Details, s.Name+": "+whyNot(r))
				}
			}
		}
	}
	names := strings.Join(zooms(), " and ")
	switch {
	case lost > 0:
		g.Summary = fmt.Sprintf("%s of %d would lose, or might, the screen on which tickets are read: if that is meant, say so in a scenario of the project", count(lost, "scenario"), tried)
		if lost > maxFindings {
			g.Details = append(g.Details, fmt.Sprintf("and %d more", lost-maxFindings))
		}
	case tried == 0:
		g.Summary = "no ACL bears on " + names
	default:
		g.Summary = names + " stay, in " + count(tried, "scenario") + " in which they are there now"
	}
	if left > 0 {
		g.Details = append(g.Details, fmt.Sprintf("%d combinations were not tried (--limit)", left))
	}
	return g, nil
}

// wanting is a scenario that expects a screen to be offered.
func wanting(s *scenario.Scenario, screen string) *scenario.Scenario {
	s = s.Clone()
	s.Expect = &scenario.Expect{Questions: map[string]scenario.Offer{action: {Has: []string{screen}}}}
	return s
}

// whyNot is the first reason why a scenario does not hold.
func whyNot(r *suite.Result) string {
	for i := range r.Failures {
		f := &r.Failures[i]
		switch {
		case f.Unknown:
			return "not known: " + strings.Join(f.Why, ", ")
		case f.Message != "":
			return f.Message
		}
	}
	return "it is gone"
}

// Tested makes a guard of the project's scenarios: each has to pass, and what nobody can tell does not.
func Tested(results []*suite.Result) Guard {
	g := Guard{Name: "scenarios", Outcome: Passed}
	passed, bad := 0, 0
	for _, r := range results {
		if r.Outcome == suite.Passed {
			passed++
		}
		if !r.Outcome.Fails() {
			continue
		}
		g.Outcome = Stopped
		if bad++; bad <= maxFindings {
			why := ""
			if r.Outcome == suite.Broken {
				why = ": " + whyNot(r)
			}
			g.Details = append(g.Details, fmt.Sprintf("%s: %s: %s%s", r.Scenario.Place, r.Outcome, r.Scenario.Name, why))
		}
	}
	g.Summary = count(passed, "scenario") + " passed"
	if bad > 0 {
		g.Summary = fmt.Sprintf("%d of %s failed: ticketacl test says why", bad, count(passed+bad, "scenario"))
	}
	if bad > maxFindings {
		g.Details = append(g.Details, fmt.Sprintf("and %d more", bad-maxFindings))
	}
	return g
}
