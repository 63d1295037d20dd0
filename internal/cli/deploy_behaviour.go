package cli

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/suite"
)

// behaviour finds out what people will notice: which answers differ between what is in force and what
// would be.
func (d *deployer) behaviour() error {
	before, after := diff.Compare(d.now.Set, d.then.Set, diff.Options{Target: d.target, OldDeployed: true, NewDeployed: true}).Touched()
	touched := slices.Concat(before, after)
	out := &report.DeployBehaviour{Differences: []report.DeployDifference{}, Complete: true}
	d.plan.Behaviour = out
	if len(touched) == 0 {
		return nil
	}
	side := func(b *bench) diff.Side { return diff.Side{Engine: b.engine, World: b.world} }
	found, err := diff.Behave(d.cmd.Context(), diff.BehaviourOptions{
		Old: side(d.bench(d.now)), New: side(d.bench(d.then)), Touched: touched, Limit: d.limit, Keep: true,
	})
	if err != nil {
		return failure{err}
	}
	out.Scenarios, out.Differing, out.Undetermined = found.Scenarios, found.Differing, found.Undetermined
	out.Complete, out.Incomplete = found.Complete, found.Incomplete
	at := map[string]int{}
	for _, x := range found.Differences {
		one := report.DeployDifference{
			What: noticed(x), Question: suite.Short(x.Question), Values: []string{}, Before: namesOf(x.Old), Then: namesOf(x.New), Scenarios: x.Count,
		}
		if s := cmp.Or(x.Found, x.Scenario); s != nil {
			one.Example = cmp.Or(s.Name, s.Screen)
		}
		key := fmt.Sprintf("%q", []any{one.What, one.Question, one.Before, one.Then})
		i, known := at[key]
		if !known {
			i = len(out.Differences)
			at[key], out.Differences = i, append(out.Differences, one)
		}
		of := &out.Differences[i]
		if x.Value != "" {
			of.Values = append(of.Values, x.Value)
		}
		of.Scenarios = max(of.Scenarios, x.Count)
	}
	slices.SortStableFunc(out.Differences, func(a, b report.DeployDifference) int {
		return cmp.Or(cmp.Compare(weight(a), weight(b)), b.Scenarios-a.Scenarios)
	})
	return nil
}

// weight sorts what people lose first, and what only follows from it last.
func weight(x report.DeployDifference) int {
	switch {
	case x.What == "lost":
		return 0
	case x.Question == "":
		return 3
	case x.What == "gained":
		return 1
	}
	return 2
}

// noticed is what happens to people, in a word or two.
func noticed(x *diff.Difference) string {
	if x.What == diff.InList {
		switch {
		case x.Lost():
			return "lost"
		case x.Gained():
			return "gained"
		case x.Is == diff.Unknown:
			return "perhaps lost"
		}
		return "perhaps gained"
	}
	bad := map[diff.What]string{diff.Dies: "ends in an error page", diff.Saves: "loses what is sent", diff.Settles: "never comes to rest"}[x.What]
	switch {
	case x.Maybe():
		return "perhaps " + bad
	case x.Gained():
		return bad + " no more"
	}
	return bad
}

func namesOf(acls []*acl.ACL) []string {
	out := []string{}
	for _, a := range acls {
		out = append(out, a.Name)
	}
	return out
}
