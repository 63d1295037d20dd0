package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

type simulateOptions struct {
	worldFlags
	targets   string
	ask       []string
	why       []string
	acl       string
	save      string
	emitCalls bool
	format    string
	color     string
	one       scenarioFlags
	saving    saveFlags
	log       string
	batch     batchFlags
}

func newSimulate(s *streams) *cobra.Command {
	o := &simulateOptions{}
	cmd := &cobra.Command{
		Use:   "simulate [SCENARIO…]",
		Short: "Show which ACLs match, what is left of each list, and why",
		Long: "Shows what ticket ACLs do for one person on one screen with one ticket: which ACLs\n" +
			"match and which do not, with the condition that decides and the value that it met,\n" +
			"then each list of the screen: what is left, and which ACL took the rest.\n\n" +
			"The scenario comes from files, or from flags.",
		Example: "  ticketacl simulate --acls Export_ACL.yml --agent jdoe --screen AgentTicketClose \\\n" +
			"      --ticket Queue=Raw --ticket Priority='5 very high' --ask State\n" +
			"  ticketacl simulate --acls Export_ACL.yml scenarios.yml",
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd, args) },
	}
	o.worldFlags.register(cmd, s)
	f := cmd.Flags()
	f.StringArrayVar(&o.ask, "ask", nil, "only this list, such as State, Queue, Action or DynamicField_Color (repeatable)")
	f.StringArrayVar(&o.why, "why", nil, "the story of a value, such as State=open, or a close look at the ACL of that name (repeatable)")
	f.StringVar(&o.acl, "acl", "", "without a scenario: whether and where the ACL of that name acts, and the smallest scenario in which it does")
	f.StringVar(&o.save, "save", "", "with --acl: write that scenario to this file")
	f.BoolVar(&o.emitCalls, "emit-calls", false, "print the engine calls as cases for replay")
	f.StringVar(&o.format, "format", "text", "text or json")
	f.StringVar(&o.color, "color", "auto", "auto, always or never")
	f.StringVar(&o.targets, "targets", "", "several targets side by side, such as otrs-5.0,otobo-11.0, or all: what differs between them")
	o.one.register(cmd)
	o.saving.register(cmd)
	o.batch.register(cmd)
	f.StringVar(&o.log, "log", "", "the system's debug log (or -): explain its lines about ACLs, and say where they part from the simulation")
	return cmd
}

func (o *simulateOptions) run(cmd *cobra.Command, args []string) error {
	if err := oneOf("format", o.format, "text", "json"); err != nil {
		return err
	}
	if err := oneOf("color", o.color, report.ColorModes()...); err != nil {
		return err
	}
	if err := o.checkAsked(); err != nil {
		return err
	}
	if err := o.saving.check(); err != nil {
		return err
	}
	if cmd.Flags().Changed("screen") && cmd.Flags().Changed("action") {
		return fmt.Errorf("--screen and --action are the same; give one of them")
	}
	if len(args) > 0 {
		if f := o.one.given(cmd); f != "" {
			return fmt.Errorf("--%s describes a scenario, and so does %s: give one of them", f, args[0])
		}
	}
	if given, err := o.batch.given(cmd); err != nil || given {
		if err != nil {
			return err
		}
		return o.inBatch(cmd, args)
	}
	if o.targets != "" {
		return o.compareTargets(cmd, args)
	}
	if cmd.Flags().Changed("acl") {
		if o.acl == "" {
			return errors.New("--acl needs the name of an ACL")
		}
		return o.alone(cmd, args)
	}
	if o.save != "" {
		return errors.New("--save writes the scenario that --acl NAME finds: name an ACL")
	}
	log, err := o.readLog()
	if err != nil {
		return err
	}
	files, findings, err := o.scenarios(args)
	var ofACLs []diag.Diagnostic // what is wrong with ACLs is simulated, not refused
	defer func() { report.Compact(o.err, append(findings, ofACLs...)) }()
	if err != nil {
		return err
	}
	out := report.Simulations{Simulations: []*report.Simulation{}}
	failed := false
	for _, f := range files {
		if len(f.Scenarios) == 0 {
			continue // what is wrong with it has been found
		}
		b, err := o.bench(cmd, f)
		b.log, b.logFile, b.saves = log, o.log, o.saving.all
		findings = append(findings, b.findings...)
		ofACLs = append(ofACLs, b.ofACLs...)
		if err != nil {
			return err
		}
		failed = failed || b.partial
		for _, s := range f.Scenarios {
			r, err := o.look(b, s)
			var d diag.Diagnostic
			switch {
			case errors.As(err, &d):
				findings = append(findings, d)
			case err != nil:
				return err
			case r != nil:
				if note := o.otherwise(b, s, r); note != "" {
					r.Notes = append(r.Notes, note)
				}
				out.Simulations = append(out.Simulations, r)
			}
		}
	}
	if !o.emitCalls && len(out.Simulations) > 0 {
		if err := o.print(&out); err != nil {
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

// look simulates one scenario, or prints its calls. What is wrong with a
// scenario of a file is a finding, so that the others go on.
func (o *simulateOptions) look(b *bench, s *scenario.Scenario) (r *report.Simulation, err error) {
	s = o.saving.routed(s, b.target)
	if o.emitCalls {
		err = b.emit(o.out, s, o.ask)
	} else {
		r, err = b.simulate(s, o.ask, o.why)
	}
	var failed failure
	if err != nil && s.Place.File != "" && !errors.As(err, &failed) {
		err = diag.Diagnostic{Rule: diag.BadValue, Severity: diag.Error, Place: s.Place, Summary: err.Error()}
	}
	return r, err
}

func (o *simulateOptions) checkAsked() error {
	for i, a := range o.ask {
		full, ok := scenario.Question(a)
		if !ok {
			return fmt.Errorf("--ask %s: no screen asks that%s", a, meant(a, scenario.QuestionNames()))
		}
		o.ask[i] = full
	}
	return nil
}

func (o *simulateOptions) print(out *report.Simulations) error {
	if o.format == "json" {
		return out.JSON(o.out)
	}
	out.Text(o.out, report.NewTerminal(o.out, o.color))
	return nil
}

// scenarios reads the files, or makes one scenario of the flags.
func (o *simulateOptions) scenarios(args []string) ([]*scenario.File, []diag.Diagnostic, error) {
	if len(args) == 0 {
		if o.saving.via != "" && o.one.screen == "" {
			o.one.screen = o.saving.via // its operation takes the place of a screen
		}
		s, err := o.one.scenario()
		if err != nil {
			return nil, nil, err
		}
		return []*scenario.File{{Scenarios: []*scenario.Scenario{s}}}, nil, nil
	}
	var files []*scenario.File
	var findings []diag.Diagnostic
	for _, path := range args {
		f, ds, err := scenario.Load(path)
		if err != nil {
			return nil, nil, failure{err}
		}
		if len(f.Scenarios) == 0 && len(ds) == 0 {
			return nil, nil, failure{fmt.Errorf("%s: there is no scenario in it", path)}
		}
		files = append(files, f)
		findings = append(findings, ds...)
	}
	return files, findings, nil
}
