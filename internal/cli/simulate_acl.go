package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// alone looks at one ACL without a scenario.
func (o *simulateOptions) alone(cmd *cobra.Command, args []string) error {
	switch f := o.one.given(cmd); {
	case len(args) > 0:
		return fmt.Errorf("--acl looks for a scenario by itself, and %s holds some: give one of them (or --why %s)", args[0], o.acl)
	case f != "":
		return fmt.Errorf("--acl looks for a scenario by itself, and --%s describes one: give one of them (or --why %s)", f, o.acl)
	case len(o.why)+len(o.ask) > 0 || o.emitCalls:
		return fmt.Errorf("--acl goes with no --why, --ask or --emit-calls")
	}
	if o.save != "" {
		if err := mayWrite(o.save); err != nil {
			return failure{err}
		}
	}
	b, err := o.bench(cmd, &scenario.File{})
	defer func() { report.Compact(o.err, append(b.findings, b.ofACLs...)) }()
	if err != nil {
		return err
	}
	l, err := o.lone(b)
	if err != nil {
		return err
	}
	err = o.print(&report.Simulations{Simulations: []*report.Simulation{}, Lone: l})
	worst, found := diag.Worst(b.findings)
	switch {
	case err != nil:
		return failure{err}
	case b.partial || found && worst == diag.Error:
		return exit(exitFailed)
	}
	return nil
}

// lone finds out what there is to say about the ACL.
func (o *simulateOptions) lone(b *bench) (*report.Lone, error) {
	order := b.set.Order()
	at := slices.IndexFunc(order, func(a *acl.ACL) bool { return a.Name == o.acl })
	if at < 0 {
		return nil, fmt.Errorf("--acl: %w", unknownACL(order, o.acl))
	}
	a := order[at]
	p := scenario.NewProber(b.set, a, b.target, b.inventory, b.stock, o.withInvalid)
	asking, silent := p.Screens()
	l := report.NewLone(&report.LoneBasis{Set: b.set, ACL: a, Engine: p.Engine, Asking: asking, Silent: silent})
	l.TargetAssumed, l.Inventory = b.assumed, b.inventory.Name
	if a.Validity() != acl.Valid && !o.withInvalid {
		l.Deployed = false
	}
	if found := scenario.Smallest(asking); found != nil {
		if err := o.keep(b, l, p, found); err != nil {
			return nil, err
		}
	} else if o.save != "" {
		l.Notes = append(l.Notes, "nothing was written to "+o.save+": no scenario was found")
	}
	if p.Bounded() {
		l.Notes = append(l.Notes, "the search for scenarios ended before everything was tried")
	}
	l.Notes = append(l.Notes, b.notes...)
	if assumed := b.target.ScreensAssumed(); assumed != "" {
		l.Notes = append(l.Notes, assumed)
	}
	l.Notes = append(l.Notes,
		"no ACL restricts UserID 1: look at it as another agent",
		"what is changed or imported has no effect before it is deployed")
	return l, nil
}

// keep shows the scenario as the file that it is written to, and writes it where
// that is wished. What is shown has been read again and simulated.
func (o *simulateOptions) keep(b *bench, l *report.Lone, p *scenario.Prober, found *scenario.Found) error {
	s := *found.Scenario
	s.Name = l.ACL + " acts"
	f := &scenario.File{Scenarios: []*scenario.Scenario{&s}}
	snippet, err := scenario.Write(f)
	if err != nil {
		return failure{err}
	}
	again, findings := scenario.Parse("scenario", snippet)
	if len(again.Scenarios) != 1 {
		return failure{fmt.Errorf("the scenario that was found cannot be read again: %v", findings)}
	}
	if p.Check(again.Scenarios[0]) == nil {
		return failure{fmt.Errorf("the scenario that was found does not show what it should once it is read again")}
	}
	l.Acts = &report.LoneActs{
		Screen: s.Screen, Question: strings.TrimPrefix(found.Question, "Ticket."), Gone: found.Gone, Back: found.Back, Assumed: found.Assumed, Unseen: found.Unseen,
		Scenario: strings.Split(strings.TrimRight(string(snippet), "\n"), "\n"),
	}
	if l.Acts.Gone == nil {
		l.Acts.Gone = []string{}
	}
	if l.Acts.Back == nil {
		l.Acts.Back = []string{}
	}
	if o.save == "" {
		return nil
	}
	f.ACLs, f.Inventory, f.Target = from(o.save, o.acls), from(o.save, o.inventory), b.target.ID
	if b.assumed {
		f.Target = ""
	}
	data, err := scenario.Write(f)
	if err != nil {
		return failure{err}
	}
	if err := writeOwn(o.save, data); err != nil {
		return failure{err}
	}
	l.Acts.Saved = o.save
	return nil
}

// from is a path as a file names it: seen from where that file is, else absolute.
func from(file, path string) string {
	if path == "" || path == "-" || filepath.IsAbs(path) {
		return strings.TrimPrefix(path, "-")
	}
	if rev, p, ok := strings.Cut(path, ":"); ok && len(rev) > 1 {
		return rev + ":" + from(file, p)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	folder, err := filepath.Abs(filepath.Dir(file))
	if err != nil {
		return abs
	}
	// Two dots go up from where a link leads to, not from the link.
	if real, err := filepath.EvalSymlinks(folder); err == nil && real != folder {
		return abs
	}
	rel, err := filepath.Rel(folder, abs)
	if err != nil {
		return abs
	}
	return filepath.ToSlash(rel)
}
