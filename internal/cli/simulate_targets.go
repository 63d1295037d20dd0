package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// namedTargets are those of --targets.
func namedTargets(list string) ([]*product.Target, error) {
	if list == "all" {
		return product.All(), nil
	}
	var out []*product.Target
	seen := map[string]bool{}
	for _, name := range strings.Split(list, ",") {
		t, err := product.Parse(name)
		if err != nil {
			return nil, fmt.Errorf("--targets: %w", err)
		}
		if !seen[t.ID] {
			out = append(out, t)
		}
		seen[t.ID] = true
	}
	if len(out) < 2 {
		return nil, fmt.Errorf("--targets compares several targets, such as --targets otrs-5.0,otobo-11.0 or all; for one there is --target %s", out[0])
	}
	return out, nil
}

// compareTargets simulates each scenario for several targets.
func (o *simulateOptions) compareTargets(cmd *cobra.Command, args []string) error {
	for _, flag := range []string{"target", "why", "acl", "emit-calls", "log", "saves", "via"} {
		if cmd.Flags().Changed(flag) {
			return fmt.Errorf("--targets goes with no --%s: it shows what differs between targets; look at one of them with --target", flag)
		}
	}
	targets, err := namedTargets(o.targets)
	if err != nil {
		return err
	}
	files, findings, err := o.scenarios(args)
	var ofACLs []diag.Diagnostic
	defer func() { report.Compact(o.err, append(findings, ofACLs...)) }()
	if err != nil {
		return err
	}
	out := &report.Upgrades{Upgrades: []*report.Upgrade{}}
	failed := false
	for _, f := range files {
		if len(f.Scenarios) == 0 {
			continue
		}
		o.target.name = targets[0].ID
		b, err := o.bench(cmd, f)
		findings, ofACLs = append(findings, b.findings...), append(ofACLs, b.ofACLs...)
		if err != nil {
			return err
		}
		failed = failed || b.partial
		benches := make([]*bench, len(targets))
		for i, t := range targets {
			benches[i] = b.at(t, o.withInvalid)
		}
		for _, s := range f.Scenarios {
			u, err := o.upgrade(benches, s)
			var d diag.Diagnostic
			if errors.As(err, &d) {
				findings = append(findings, d)
			} else if err != nil {
				return err
			} else {
				out.Upgrades = append(out.Upgrades, u)
			}
		}
	}
	if len(out.Upgrades) > 0 {
		if o.format == "json" {
			err = out.JSON(o.out)
		} else {
			out.Text(o.out, report.NewTerminal(o.out, o.color))
		}
		if err != nil {
			return failure{err}
		}
	}
	for _, d := range findings {
		failed = failed || d.Severity == diag.Error
	}
	if failed {
		return exit(exitFailed)
	}
	return nil
}

// upgrade simulates one scenario for all targets. Where it says something that no
// target can be asked, that is the error; where some can, the others say why not.
func (o *simulateOptions) upgrade(benches []*bench, s *scenario.Scenario) (*report.Upgrade, error) {
	u := report.NewUpgrade()
	var first error
	for _, b := range benches {
		// What is asked for may be there only for some of the targets.
		r, err := b.simulate(s, nil, nil)
		if err != nil {
			if first == nil {
				first = err
			}
			u.Fail(b.target, err)
			continue
		}
		u.Add(b.target, r)
	}
	if u.Empty() {
		if s.Place.File != "" {
			return nil, diag.Diagnostic{Rule: diag.BadValue, Severity: diag.Error, Place: s.Place, Summary: first.Error()}
		}
		return nil, first
	}
	if missing := u.Compare(o.ask); missing != "" {
		return nil, fmt.Errorf("no target asks %s at this moment", strings.TrimPrefix(missing, "Ticket."))
	}
	return u, nil
}

// maxCompared bounds the sets that are simulated for other possible targets where
// nobody names one, in ACLs.
const maxCompared = 1000

// otherwise says, where the target is assumed, on which other possible ones the
// answer would be another one; "" where the target is known.
func (o *simulateOptions) otherwise(b *bench, s *scenario.Scenario, r *report.Simulation) string {
	if !b.assumed || r.Exempt {
		return ""
	}
	if len(b.set.ACLs) > maxCompared {
		return b.target.ID + " is assumed, and so many ACLs were not simulated for others: name the product and version with --target"
	}
	if b.others == nil {
		for _, t := range possible(b.read) {
			if !t.ActsAs(b.target) {
				b.others = append(b.others, b.at(t, o.withInvalid))
			}
		}
	}
	u := report.NewUpgrade()
	u.Add(b.target, r)
	for _, x := range b.others {
		if other, err := x.simulate(o.saving.routed(s, x.target), nil, nil); err != nil {
			u.Fail(x.target, err)
		} else {
			u.Add(x.target, other)
		}
	}
	var asked []string
	for i := range r.Questions {
		asked = append(asked, r.Questions[i].Name)
	}
	if missing := u.Compare(asked); missing != "" || len(u.Lists) == 0 {
		return b.target.ID + " is assumed; every other target that this may be for answers the same"
	}
	lists, on := u.Others(b.target.ID)
	var targets []*product.Target
	for _, t := range candidates(b.read) {
		if slices.ContainsFunc(b.others, func(x *bench) bool { return x.target.ActsAs(t) && slices.Contains(on, x.target.ID) }) {
			targets = append(targets, t)
		}
	}
	return fmt.Sprintf("%s is assumed; on %s other values would be left of %s: name the target with --target, or see all with --targets",
		b.target.ID, targetNames(targets), strings.Join(lists, ", "))
}
