package deploy

import (
	"fmt"
	"slices"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// maxFindings is how many findings of a rule a plan lists.
const maxFindings = 5

// Linted makes guards of what the linter found: errors stop it, unless somebody allows their rule and
// says why.
func Linted(findings []diag.Diagnostic, allow []Allow) []Guard {
	var rules []diag.Rule
	errors, lesser := map[diag.Rule][]string{}, 0
	for _, d := range findings {
		if d.Severity != diag.Error {
			lesser++
			continue
		}
		if errors[d.Rule] == nil {
			rules = append(rules, d.Rule)
		}
		errors[d.Rule] = append(errors[d.Rule], d.Place.String()+": "+d.Summary)
	}
	slices.Sort(rules)
	var out []Guard
	for _, rule := range rules {
		all := errors[rule]
		g := Guard{Name: "lint", Outcome: Stopped, Summary: fmt.Sprintf("%s of %s: mend them, or --allow %s=REASON", count(len(all), "error"), rule, rule)}
		if len(all) == 1 {
			g.Summary = fmt.Sprintf("an error of %s: mend it, or --allow %s=REASON", rule, rule)
		}
		if reason, allowed := reasonFor(string(rule), allow); allowed {
			g.Outcome, g.Summary = Allowed, fmt.Sprintf("%s of %s: %s", count(len(all), "error"), rule, reason)
		}
		g.Details = all[:min(len(all), maxFindings)]
		if more := len(all) - maxFindings; more > 0 {
			g.Details = append(slices.Clip(g.Details), fmt.Sprintf("and %d more: ticketacl lint --rule %s shows them", more, rule))
		}
		out = append(out, g)
	}
	if len(rules) == 0 {
		g := Guard{Name: "lint", Outcome: Passed, Summary: "no errors"}
		if lesser > 0 {
			g.Summary += fmt.Sprintf("; ticketacl lint has %s of less weight", count(lesser, "finding"))
		}
		out = append(out, g)
	}
	for _, a := range allow {
		if errors[diag.Rule(a.Rule)] == nil {
			out = append(out, Guard{Name: "lint", Outcome: Told, Summary: "--allow " + a.Rule + " is not needed: it has no errors"})
		}
	}
	return out
}
