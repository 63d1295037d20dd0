package deploy

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/suite"
)

// zooms are the screens on which people read tickets: whoever loses them can do nothing more.
func zooms() []string { return []string{"AgentTicketZoom", "CustomerTicketZoom"} }

// Readable looks whether everybody who can open a ticket now still can: on a grid of people and
// tickets that the conditions of either set tell apart. touched are the ACLs of both whose evaluation can
// differ.
func Readable(ctx context.Context, before, after diff.Side, touched []*acl.ACL, limit int) (Guard, error) {
	g := Guard{Name: "tickets open", Outcome: Passed}
	names := strings.Join(zooms(), " and ")
	if len(touched) == 0 {
		g.Summary = names + " stay: no ACL differs that is in force"
		return g, nil
	}
	found, err := diff.Behave(ctx, diff.BehaviourOptions{Old: before, New: after, Touched: touched, Screens: zooms(), Limit: limit, Keep: true})
	if err != nil {
		return g, err
	}
	lost := 0
	for _, x := range found.Differences {
		closed := x.What == diff.InList && x.Question == "Action" && slices.Contains(zooms(), x.Value)
		if !closed && x.What != diff.Dies || x.Was != diff.Left {
			continue
		}
		g.Outcome = Stopped
		lost = max(lost, x.Count)
		g.Details = append(g.Details, takes(x))
	}
	g.Summary = names + " stay: " + count(found.Scenarios, "scenario") + " tried"
	if found.Undetermined > 0 {
		g.Details = append(g.Details, fmt.Sprintf("in %s nobody knows whether something changes: %s", count(found.Undetermined, "scenario"), strings.Join(found.Unknown, "; ")))
	}
	switch {
	case lost > 0:
		g.Summary = fmt.Sprintf("who can read tickets now would no more, or might not, in %s of %d: if that is meant, say so in a scenario of the project", count(lost, "scenario"), found.Scenarios)
	case found.Complete:
		g.Summary += ", which are all that conditions tell apart"
	case found.Incomplete != "":
		g.Details = append(g.Details, "not all were tried: "+found.Incomplete)
	}
	return g, nil
}

// takes says what closes a screen, and for whom.
func takes(x *diff.Difference) string {
	what := x.Value + " is gone"
	switch {
	case x.What == diff.Dies && x.Is == diff.Gone:
		what = "the page ends in an error"
	case x.What == diff.Dies:
		what = "the page may end in an error"
	case x.Is == diff.Unknown:
		what = x.Value + " may be gone"
	}
	for i, a := range x.New {
		what += map[bool]string{true: ": ", false: ", "}[i == 0] + a.Name
	}
	return fmt.Sprintf("%s (%s)", what, count(x.Count, "scenario"))
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
