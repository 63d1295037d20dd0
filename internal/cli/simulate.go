package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/enginelog"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

type simulateOptions struct {
	*streams
	target      targetFlag
	targets     string
	acls        string
	home        string
	inventory   string
	withInvalid bool
	ask         []string
	why         []string
	acl         string
	save        string
	emitCalls   bool
	format      string
	color       string
	one         scenarioFlags
	saving      saveFlags
	log         string
}

func newSimulate(s *streams) *cobra.Command {
	o := &simulateOptions{streams: s}
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
	f := cmd.Flags()
	f.StringVar(&o.acls, "acls", "", "the ACLs: an export, a Perl file, a folder of one-ACL files, - or REV:PATH")
	f.StringVar(&o.home, "home", "", "the ACLs in force in this installation: its Kernel/Config.pm and Kernel/Config/Files/*.pm")
	f.StringVar(&o.inventory, "inventory", "", "what exists in the system (default: what every fresh installation has)")
	f.BoolVar(&o.withInvalid, "with-invalid", false, "let ACLs take part that the system would not deploy")
	f.StringArrayVar(&o.ask, "ask", nil, "only this list, such as State, Queue, Action or DynamicField_Color (repeatable)")
	f.StringArrayVar(&o.why, "why", nil, "the story of a value, such as State=open, or a close look at the ACL of that name (repeatable)")
	f.StringVar(&o.acl, "acl", "", "without a scenario: whether and where the ACL of that name acts, and the smallest scenario in which it does")
	f.StringVar(&o.save, "save", "", "with --acl: write that scenario to this file")
	f.BoolVar(&o.emitCalls, "emit-calls", false, "print the engine calls as cases for replay")
	f.StringVar(&o.format, "format", "text", "text or json")
	f.StringVar(&o.color, "color", "auto", "auto, always or never")
	o.target.register(cmd, s)
	f.StringVar(&o.targets, "targets", "", "several targets side by side, such as otrs-5.0,otobo-11.0, or all: what differs between them")
	o.one.register(cmd)
	o.saving.register(cmd)
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
		b.log = log
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

// bench is everything that the scenarios of one file are looked at with.
type bench struct {
	set       *convert.Set
	engine    *simulate.Engine
	world     *scenario.World
	inventory *inventory.Inventory
	stock     *inventory.Inventory // of the target; the inventory itself where nobody names one
	target    *product.Target
	assumed   bool
	findings  []diag.Diagnostic // about scenarios and inventory
	ofACLs    []diag.Diagnostic
	partial   bool // of the ACLs
	saves     bool // every value that could be saved is told
	log       *enginelog.Log
	logFile   string
	notes     []string // what every answer should be read with
	common    []string // those of notes that no target changes
	read      *convert.Result
	given     *inventory.Inventory // as read; nil where nobody names one
	others    []*bench             // of other possible targets, where none is named
}

// errUnread: nothing could be read, and the findings say why.
const errUnread = exit(exitFailed)

func (o *simulateOptions) bench(cmd *cobra.Command, f *scenario.File) (*bench, error) {
	b := &bench{saves: o.saving.all, logFile: o.log}
	inv, err := o.loadInventory(b, f)
	if err != nil {
		return b, err
	}
	if err := o.chooseTarget(b, f, inv); err != nil {
		return b, err
	}
	read, err := o.readACLs(cmd, f, b.target)
	if err != nil {
		return b, err
	}
	b.set, b.partial, b.ofACLs = read.Set, read.Partial, read.Diagnostics
	switch {
	case b.partial && len(b.set.ACLs) == 0:
		return b, errUnread
	case b.partial:
		b.notes = append(b.notes, "a part of the ACLs could not be read and takes no part; the system may refuse the whole file")
	}
	b.target, b.assumed = recognised(read, b.target, b.assumed)
	b.read, b.given, b.common = read, inv, slices.Clone(b.notes)
	b.aim(o.withInvalid)
	return b, nil
}

// aim makes everything that depends on the target.
func (b *bench) aim(withInvalid bool) {
	inv := b.given
	b.stock = inventory.Stock(b.target)
	b.inventory = b.stock
	if inv != nil {
		b.inventory = inv.Over(b.stock)
	}
	b.engine = simulate.Compile(b.set, b.target, simulate.Options{WithInvalid: withInvalid, Inventory: b.inventory})
	b.notes = append(b.notes, relationNotes(b.engine, inv)...)
	b.world = scenario.NewWorld(b.engine, b.inventory, b.stock)
}

// at is the same bench for another target.
func (b *bench) at(t *product.Target, withInvalid bool) *bench {
	c := *b
	c.target, c.assumed, c.notes = t, false, slices.Clone(b.common)
	c.aim(withInvalid)
	return &c
}

// readACLs reads the ACLs of the command line, else those that the scenario file
// names, else the project's.
func (o *simulateOptions) readACLs(cmd *cobra.Command, f *scenario.File, target *product.Target) (*convert.Result, error) {
	from := aclsFlag{home: o.home}
	switch {
	case o.acls != "":
		from.paths = []string{o.acls}
	case o.home == "" && f.ACLs != "":
		from.paths = []string{beside(f.Name, f.ACLs)}
	case o.home == "":
		file, settings, err := o.project()
		if err == nil {
			from.paths, err = oneSet(settings, file)
		}
		if err != nil {
			return nil, err
		}
		if len(from.paths) == 0 {
			return nil, fmt.Errorf("which ACLs? name them with --acls PATH")
		}
	}
	return from.load(cmd, o.streams, target, nil, "", nil)
}

// chooseTarget takes the target of the command line, else the scenario file's,
// else the project's, else the inventory's.
func (o *simulateOptions) chooseTarget(b *bench, f *scenario.File, inv *inventory.Inventory) (err error) {
	if b.target, b.assumed, err = o.target.get(); err != nil {
		return err
	}
	b.assumed = b.assumed || o.target.name == "" && f.Target != ""
	described := ""
	if inv != nil {
		described = inv.Product
	}
	for _, from := range []struct{ file, name string }{{f.Name, f.Target}, {nameOf(inv), described}} {
		if from.name == "" || !b.assumed {
			continue
		}
		if b.target, err = product.Parse(from.name); err != nil {
			return failure{fmt.Errorf("%s: %w", from.file, err)}
		}
		b.assumed = false
	}
	if described != "" {
		if t, err := product.Parse(described); err == nil && t.Family != b.target.Family {
			b.notes = append(b.notes, inv.Name+" describes "+described+", but the target is "+b.target.ID)
		}
	}
	if b.target.Assumed != "" {
		b.notes = append(b.notes, b.target.ID+": "+b.target.Assumed)
	}
	return nil
}

func nameOf(inv *inventory.Inventory) string {
	if inv == nil {
		return ""
	}
	return inv.Name
}

// loadInventory reads the inventory, nil where nobody names one.
func (o *simulateOptions) loadInventory(b *bench, f *scenario.File) (*inventory.Inventory, error) {
	path := o.inventory
	if path == "" {
		path = beside(f.Name, f.Inventory)
	}
	if path == "" {
		_, settings, err := o.project()
		if err != nil {
			return nil, err
		}
		path = settings.Inventory.Name
	}
	if path == "" {
		return nil, nil
	}
	inv, ds, err := inventory.Load(path)
	if err != nil {
		return nil, failure{err}
	}
	b.findings = append(b.findings, ds...)
	if worst, ok := diag.Worst(ds); ok && worst == diag.Error {
		b.notes = append(b.notes, "a part of "+inv.Name+" could not be read")
	}
	return inv, nil
}

// beside is a path that a file names, seen from where that file is.
func beside(file, path string) string {
	if path == "" || path == "-" || filepath.IsAbs(path) || file == "" {
		return path
	}
	if rev, p, ok := strings.Cut(path, ":"); ok && len(rev) > 1 {
		return rev + ":" + filepath.ToSlash(filepath.Join(filepath.Dir(file), p))
	}
	return filepath.Join(filepath.Dir(file), path)
}
