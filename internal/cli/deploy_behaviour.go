package cli

import (
	"runtime/debug"
	"slices"

	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/report"
)

// behaviour finds out what people will notice: which answers differ between what is in force and what
// would be.
func (d *deployer) behaviour() error {
	before, after := diff.Compare(d.now.Set, d.then.Set, diff.Options{Target: d.target, OldDeployed: true, NewDeployed: true}).Touched()
	d.touched = slices.Concat(before, after)
	if len(d.touched) == 0 {
		d.plan.Behaviour = report.NewDeployBehaviour(&diff.Behaviour{Complete: true})
		return nil
	}
	// What follows makes garbage by the scenario and keeps little.
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	found, err := diff.Behave(d.cmd.Context(), diff.BehaviourOptions{
		Old: sideOf(d.now.Set, d.target, d.given), New: sideOf(d.then.Set, d.target, d.given), Touched: d.touched, Limit: d.limit, Keep: true,
	})
	if err != nil {
		return failure{err}
	}
	d.plan.Behaviour = report.NewDeployBehaviour(found)
	return nil
}
