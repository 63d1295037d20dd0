package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/internal/suite"
)

type testOptions struct {
	worldFlags
	run        string
	failFast   bool
	watch      bool
	allowEmpty bool
	verbose    bool
	coverage   coverageFlags
	format     string
	color      string
}

func newTest(s *streams) *cobra.Command {
	o := &testOptions{}
	cmd := &cobra.Command{
		Use:   "test [PATH…]",
		Short: "Test scenarios against what they expect",
		Long: "Runs the scenarios of files, or of all scenario files in folders, and holds what\n" +
			"the ACLs do to what each one expects. What nobody can know counts as failed,\n" +
			"unless the scenario says undetermined: allow.\n\n" +
			"Without a path the project file's scenarios are tested.",
		Example: "  ticketacl test scenarios.yml\n" +
			"  ticketacl test tests/ --acls Export_ACL.yml --run 'closed' --format junit >report.xml",
		RunE: func(cmd *cobra.Command, args []string) error { return o.test(cmd, args) },
	}
	o.worldFlags.register(cmd, s)
	f := cmd.Flags()
	f.StringVar(&o.run, "run", "", "only scenarios whose name this regular expression (Go's) matches")
	f.BoolVar(&o.failFast, "fail-fast", false, "end with the first failure")
	f.BoolVar(&o.watch, "watch", false, "test again whenever a file changes, until interrupted")
	f.BoolVar(&o.allowEmpty, "allow-empty", false, "having no scenario to test is no failure")
	f.BoolVarP(&o.verbose, "verbose", "v", false, "name the scenarios that passed, too")
	o.coverage.register(cmd)
	f.StringVar(&o.format, "format", "text", "text, json, junit, tap or github")
	f.StringVar(&o.color, "color", "auto", "auto, always or never")
	return cmd
}

func (o *testOptions) test(cmd *cobra.Command, args []string) error {
	if err := oneOf("format", o.format, "text", "json", "junit", "tap", "github"); err != nil {
		return err
	}
	if err := oneOf("color", o.color, report.ColorModes()...); err != nil {
		return err
	}
	only, err := regexp.Compile(o.run)
	if err != nil {
		return fmt.Errorf("--run %s: %w", o.run, err)
	}
	if err := o.coverage.check(); err != nil {
		return err
	}
	if o.watch {
		return o.watching(cmd, args, only)
	}
	_, err = o.once(cmd, args, only)
	return err
}

// once tests everything and prints what came of it. seen are the files that it
// looked at.
func (o *testOptions) once(cmd *cobra.Command, args []string, only *regexp.Regexp) (seen []string, err error) {
	t := &tester{testOptions: o, cmd: cmd, benches: map[benchKey]*testBench{}, sources: map[string][]byte{}}
	defer func() { report.Compact(o.err, t.findings) }()
	paths, err := o.scenarioPaths(args)
	if err != nil {
		return nil, err
	}
	files, err := suite.Find(paths)
	seen = append(files, paths...)
	if err != nil {
		return seen, failure{err}
	}
	jobs, err := t.jobs(files, only)
	seen = append(seen, t.read...)
	if err != nil {
		return seen, err
	}
	letGarbageLie()
	out := report.NewTests()
	writer := o.writer(out)
	suite.RunAll(cmd.Context(), jobs, runtime.GOMAXPROCS(0), func(r *suite.Result) bool {
		tested := out.Add(r)
		if b := t.of[r.Scenario]; b != nil {
			tested.Target, tested.TargetAssumed = b.target.ID, b.assumed
		}
		if r.Outcome.Fails() {
			err = cmp.Or(err, t.explain(tested, r))
		}
		if err == nil {
			err = writer.Scenario(tested)
		}
		return err == nil && !(o.failFast && r.Outcome.Fails())
	})
	if err == nil {
		err = cmd.Context().Err()
	}
	if err == nil {
		out.Skipped(len(jobs))
		t.covered(out)
		err = writer.End()
	}
	if err == nil {
		err = t.writeCoverage(out)
	}
	return seen, t.end(err, out, len(jobs), only)
}

// end is how the command ends.
func (t *tester) end(err error, out *report.Tests, jobs int, only *regexp.Regexp) error {
	var failed failure
	switch {
	case errors.As(err, &failed):
		return err
	case err != nil:
		return failure{err}
	case t.partial:
		return exit(exitFailed)
	case out.Fails():
		return exit(exitFindings)
	case jobs == 0 && only.String() != "" && !t.allowEmpty:
		fmt.Fprintf(t.err, "ticketacl: no scenario has a name that matches %s (--allow-empty makes that no failure)\n", only)
		return exit(exitFindings)
	case out.Tested() == 0 && !t.allowEmpty:
		fmt.Fprintln(t.err, "ticketacl: no scenario was tested (--allow-empty makes that no failure)")
		return exit(exitFindings)
	case t.coverage.least > out.CoveragePercent():
		fmt.Fprintf(t.err, "ticketacl: %d %% covered, --coverage-min wants %d %%\n", out.CoveragePercent(), t.coverage.least)
		return exit(exitFindings)
	}
	return nil
}

// scenarioPaths are those of the command line, else the project's.
func (o *testOptions) scenarioPaths(args []string) ([]string, error) {
	if len(args) > 0 {
		return args, nil
	}
	_, settings, err := o.project()
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, p := range settings.Scenarios {
		paths = append(paths, fromHere(p.Name))
	}
	if len(paths) == 0 {
		return nil, errors.New("which scenarios? name a file or folder: ticketacl test scenarios.yml")
	}
	return paths, nil
}

// tester holds what the scenarios of a run are tested with.
type tester struct {
	*testOptions
	cmd      *cobra.Command
	benches  map[benchKey]*testBench
	of       map[*scenario.Scenario]*testBench
	findings []diag.Diagnostic
	partial  bool     // of scenarios or ACLs
	read     []string // ACLs and inventories
	order    []*testBench
	sources  map[string][]byte // of ACLs, where a page shows them
}

// benchKey is what a scenario file says about what it is tested with.
type benchKey struct{ acls, inventory, target string }

type testBench struct {
	*bench
	suite    *suite.Bench
	covering *suite.Covering // nil: nobody asks
	acls     string          // where they are
}

// jobs reads the files, and what each of them is tested with. What cannot be read
// is a finding, and the rest is tested.
func (t *tester) jobs(files []string, only *regexp.Regexp) ([]suite.Job, error) {
	t.of = map[*scenario.Scenario]*testBench{}
	var jobs []suite.Job
	for _, path := range files {
		f, findings, err := scenario.Load(path)
		if err != nil {
			return nil, failure{err}
		}
		t.partial = t.partial || len(findings) > 0
		for _, d := range findings { // a scenario that cannot be read has no other line in a report
			s := &scenario.Scenario{Name: filepath.Base(path) + " cannot be read in full", Place: d.Place}
			jobs = append(jobs, suite.Job{Unread: d.Summary, Scenario: s})
		}
		var b *testBench
		for _, s := range f.Scenarios {
			if !only.MatchString(s.Name) {
				continue
			}
			if b == nil {
				if b, err = t.benchOf(f); err != nil {
					return nil, err
				}
			}
			t.of[s] = b
			jobs = append(jobs, suite.Job{Bench: b.suite, Scenario: s})
		}
	}
	return jobs, nil
}

// benchOf is what the scenarios of a file are tested with; files that say the same
// share it.
func (t *tester) benchOf(f *scenario.File) (*testBench, error) {
	key := benchKey{beside(f.Name, f.ACLs), beside(f.Name, f.Inventory), f.Target}
	if t.acls != "" || t.home != "" || t.ready != nil {
		key.acls = ""
	}
	if t.inventory != "" {
		key.inventory = ""
	}
	if b := t.benches[key]; b != nil {
		return b, nil
	}
	t.keep = nil
	if t.coverage.html != "" {
		t.keep = func(file string, text []byte) { t.sources[file] = bytes.Clone(text) }
	}
	b, err := t.bench(t.cmd, f)
	t.findings = append(append(t.findings, b.findings...), b.ofACLs...)
	if err != nil {
		return nil, err
	}
	t.partial = t.partial || b.partial
	for _, d := range b.findings {
		t.partial = t.partial || d.Severity == diag.Error
	}
	one := &testBench{bench: b, suite: &suite.Bench{
		Engine: b.engine, World: b.world, Inventory: b.inventory, Relevant: scenario.RelevantTo(b.engine, b.inventory),
	}}
	for _, a := range b.engine.Order(b.set) {
		one.suite.Names = append(one.suite.Names, a.Name)
	}
	t.read = append(t.read, key.acls, t.acls, key.inventory, t.inventory, t.home)
	one.acls = cmp.Or(t.acls, t.home, key.acls, "the project's")
	if t.coverage.on() { // stories are simulated in the other world, which nobody hears
		one.suite.World = scenario.NewWorld(b.engine, b.inventory, b.stock)
		one.covering = one.suite.Cover()
	}
	t.order = append(t.order, one)
	t.benches[key] = one
	return one, nil
}

// explain adds the stories that tell why a scenario failed.
func (t *tester) explain(out *report.Tested, r *suite.Result) error {
	b := t.of[r.Scenario]
	if r.Outcome == suite.Broken {
		return nil // that says enough
	}
	looked := map[*acl.ACL]bool{} // told once for all that is expected
	for i := range r.Failures {
		f := &r.Failures[i]
		var wishes []wish
		for _, v := range f.Wrong() {
			switch {
			case f.Question != "":
				wishes = append(wishes, wish{question: f.Question, value: v})
			case f.What != "":
				if a := b.set.Named(v); a != nil && !looked[a] {
					looked[a] = true
					wishes = append(wishes, wish{acl: a})
				}
			}
		}
		if len(wishes) == 0 {
			continue
		}
		told, err := b.tell(r.Scenario, nil, wishes[:min(len(wishes), report.MaxStories)])
		if err != nil {
			return err
		}
		out.Failures[i].Explain(told, len(wishes))
	}
	return nil
}

// testWriter prints results as they come.
type testWriter interface {
	Scenario(*report.Tested) error
	End() error
}

func (o *testOptions) writer(all *report.Tests) testWriter {
	switch o.format {
	case "json":
		return all.JSON(o.out)
	case "junit":
		return all.JUnit(o.out)
	case "tap":
		return all.TAP(o.out)
	case "github":
		return all.GitHub(o.out)
	}
	return all.Text(o.out, report.NewTerminal(o.out, o.color), o.verbose)
}
