package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/deploy"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/suite"
	"github.com/ticketacl/ticketacl/lint"
)

// guard looks at everything that can speak against it.
func (d *deployer) guard() error {
	in := &lint.Input{Read: d.read, Sources: d.sources}
	found, _ := d.ignores.Apply(in, d.lint, lint.Lint(in, d.lint))
	ofRules := slices.DeleteFunc(slices.Clone(d.allowed), func(a deploy.Allow) bool { return deploy.IsGuard(a.Rule) })
	content := deploy.Linted(found, ofRules)
	tests, err := d.tests()
	if err != nil {
		return err
	}
	content = append(content, tests, deploy.Leaves(len(d.plan.Before.ACLs), len(d.plan.Then.ACLs), d.allowed))
	file := d.plan.Plan.Guards
	if d.rollback != "" {
		// It was in force before: what it holds is told, and only what it is can stop it.
		for i := range content {
			if content[i].Outcome == deploy.Stopped {
				content[i].Outcome = deploy.Told
			}
		}
		file = append(file, d.readable(d.read, d.data, d.plan.Plan.Options.Rollback))
	}
	guards := append(content, deploy.Named(d.path, d.allowed), deploy.Replaces(d.present, d.refused), deploy.Fits(d.path), deploy.FitsInstallation(d.path, d.target))
	guards = append(guards, file...)
	d.plan.Plan.Guards = append(guards, d.compiles())
	return nil
}

// readable looks whether the system would load a backup.
func (d *deployer) readable(backup *convert.Result, data []byte, path string) deploy.Guard {
	g := deploy.Guard{Name: "reads", Outcome: deploy.Passed, Summary: report.Plural(len(backup.Set.ACLs), "ACL") + " of " + filepath.Base(path)}
	for _, x := range backup.Diagnostics {
		if x.Severity == diag.Error {
			g.Outcome, g.Summary = deploy.Stopped, "the backup has mistakes: another one is put back with --rollback=FILE"
			g.Details = append(g.Details, x.Summary)
		}
	}
	if len(backup.Set.ACLs) == 0 && !deploy.OnlyACLs(data) {
		g.Outcome, g.Summary = deploy.Stopped, "the backup holds no ACLs, but something else: another one is put back with --rollback=FILE"
	}
	if x := backup.NotRun(backup.Files[0], d.target); x != nil {
		g.Outcome, g.Summary = deploy.Stopped, x.Summary
	}
	return g
}

// compiles lets perl look at the file, if it is nothing but what a deployment writes.
func (d *deployer) compiles() deploy.Guard {
	if d.rollback != "" {
		again := convert.Write(d.read.Set, convert.Deployment, convert.WriteOptions{Target: d.target, Package: deploy.PackageOf(d.path), Faithful: true})
		if string(again.Data) != string(d.data) {
			return deploy.Guard{Name: "perl", Outcome: deploy.Skipped, Summary: "not as this target writes it: perl, which runs some code while it compiles, is not asked"}
		}
	}
	for i := range d.plan.Plan.Guards {
		if d.plan.Plan.Guards[i].Outcome == deploy.Stopped { // what it holds is not known
			return deploy.Guard{Name: "perl", Outcome: deploy.Skipped, Summary: "not asked about a file that does not read back"}
		}
	}
	return deploy.Compiles(d.cmd.Context(), d.path, d.data)
}

// tests runs the scenarios of the project against what would be in force; without any, everybody must
// still be able to open tickets.
func (d *deployer) tests() (deploy.Guard, error) {
	paths, err := d.scenarioPaths()
	if err != nil {
		return deploy.Guard{}, err
	}
	if len(paths) == 0 {
		g, err := deploy.Readable(d.cmd.Context(), sideOf(d.now.Set, d.target, d.given), sideOf(d.then.Set, d.target, d.given), d.touched, d.limit)
		if err != nil {
			return g, failure{err}
		}
		return g, nil
	}
	files, err := suite.Find(paths)
	if err != nil {
		return deploy.Guard{}, failure{err}
	}
	for _, f := range files {
		if err := d.sawFile(f); err != nil {
			return deploy.Guard{}, err
		}
	}
	quiet := &streams{in: d.in, out: io.Discard, err: d.err, projectFile: d.projectFile}
	o := &testOptions{worldFlags: worldFlags{
		streams: quiet, target: targetFlag{name: d.target.ID, streams: quiet}, inventory: d.inventory, ready: d.then,
	}}
	t := &tester{testOptions: o, cmd: d.cmd, benches: map[benchKey]*testBench{}, sources: map[string][]byte{}}
	jobs, err := t.jobs(files, regexp.MustCompile(""))
	report.Compact(d.err, t.findings)
	if err != nil {
		return deploy.Guard{}, err
	}
	for key := range t.benches {
		if d.inventory == "" && key.inventory != "" {
			if err := d.sawFile(key.inventory); err != nil {
				return deploy.Guard{}, err
			}
		}
	}
	var results []*suite.Result
	suite.RunAll(d.cmd.Context(), jobs, runtime.GOMAXPROCS(0), func(r *suite.Result) bool {
		results = append(results, r)
		return true
	})
	if err := d.cmd.Context().Err(); err != nil {
		return deploy.Guard{}, failure{err}
	}
	g := deploy.Tested(results)
	if len(results) == 0 {
		g.Outcome, g.Summary = deploy.Stopped, fmt.Sprintf("there is none in %s", paths[0])
	}
	return g, nil
}

// scenarioPaths are those of the command line, else the project's.
func (d *deployer) scenarioPaths() ([]string, error) {
	if len(d.scenarios) > 0 {
		return d.scenarios, nil
	}
	_, settings, err := d.project()
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, p := range settings.Scenarios {
		paths = append(paths, fromHere(p.Name))
	}
	return paths, nil
}
