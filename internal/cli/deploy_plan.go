package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/deploy"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/lint"
)

// deployer makes a plan and does what it says.
type deployer struct {
	*deployOptions
	cmd     *cobra.Command
	allowed []deploy.Allow
	plan    *report.Deployment
	present *deploy.File
	data    []byte // what will be written
	target  *product.Target
	given   *inventory.Inventory // as read; nil where nobody names one
	sources map[string][]byte
	read    *convert.Result // the source
	now     *convert.Result // what is in force
	then    *convert.Result // what will be
	refused bool            // perl does not load the file that is there
	touched []*convert.ACL  // of both, whose evaluation can differ
	lint    lint.Options
	ignores *lint.Ignores
}

// make makes the plan.
func (d *deployer) make(args []string) error {
	var err error
	if d.present, err = deploy.Find(d.path); err != nil {
		return failure{err}
	}
	if d.ifMatch != "" {
		if same, _ := deploy.Matches(d.present, d.ifMatch); !same {
			return failure{fmt.Errorf("%s: its SHA-256 is %s, not %s: nothing is written", d.path, d.present.Hash(), d.ifMatch)}
		}
	}
	dir, err := os.Getwd()
	if err != nil {
		return failure{err}
	}
	d.plan = &report.Deployment{Changes: []report.DeployChange{}, Plan: deploy.Plan{
		Version: version(), Made: time.Now().UTC().Format(time.RFC3339), Folder: dir, Read: []deploy.Read{}, Notes: []string{},
		Options: deploy.Options{Path: d.path, Sources: args, Target: d.named.name, Inventory: d.inventory, Scenarios: d.scenarios, Allow: d.allowed, NoBackup: d.noBackup, Limit: d.limit},
	}}
	d.sources = map[string][]byte{}
	if err := d.settle(args); err != nil {
		return err
	}
	d.plan.Plan.Target = d.target.ID
	d.plan.Plan.Content = string(d.data)
	d.plan.Plan.Present = deploy.State{SHA256: d.present.Hash(), Bytes: len(d.present.Data), Owner: d.present.Owner.String()}
	if d.present.Exists {
		d.plan.Plan.Present.Mode = fmt.Sprintf("%04o", d.present.Mode)
	}
	d.plan.Plan.Result = deploy.State{SHA256: deploy.Sum(d.data), Bytes: len(d.data)}
	if err := d.inForce(); err != nil {
		return err
	}
	d.structure()
	if err := d.behaviour(); err != nil {
		return err
	}
	if err := d.guard(); err != nil {
		return err
	}
	d.plan.Plan.Overriding = d.overriding()
	d.plan.Plan.After = deploy.After(d.path, d.target, len(d.plan.Plan.Overriding) > 0)
	slices.SortFunc(d.plan.Plan.Read, func(a, b deploy.Read) int { return strings.Compare(a.File, b.File) })
	return nil
}

// note adds a sentence to the plan.
func (d *deployer) note(format string, args ...any) {
	d.plan.Plan.Notes = append(d.plan.Plan.Notes, fmt.Sprintf(format, args...))
}

// saw notes that a file was read.
func (d *deployer) saw(file string, data []byte) {
	if same(file, d.path) || slices.ContainsFunc(d.plan.Plan.Read, func(r deploy.Read) bool { return r.File == file }) {
		return
	}
	d.plan.Plan.Read = append(d.plan.Plan.Read, deploy.Read{File: file, SHA256: deploy.Sum(data)})
}

func same(a, b string) bool {
	x, err := filepath.Abs(a)
	y, err2 := filepath.Abs(b)
	return err == nil && err2 == nil && x == y
}

// sawFile notes that a file was read which somebody else has opened.
func (d *deployer) sawFile(path string) error {
	if path == "" {
		return nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return failure{err}
	}
	d.saw(path, data)
	return nil
}

// settle reads the source, finds out for which target it is, and makes what will be written.
func (d *deployer) settle(args []string) error {
	file, _, err := d.project()
	if err != nil {
		return err
	}
	if file != nil {
		if err := d.sawFile(file.Name); err != nil {
			return err
		}
	}
	var ignores []lint.Ignore
	d.lint, ignores = lintOptions(file)
	d.ignores = lint.NewIgnores(ignores)
	inv, findings, err := d.loadInventory(d.inventory)
	if err != nil {
		return err
	}
	report.Compact(d.err, findings)
	if hasError(findings) {
		return failure{fmt.Errorf("%s could not be read in full: nothing is written", inv.Name)}
	}
	if inv != nil {
		if err := d.sawFile(inv.Name); err != nil {
			return err
		}
	}
	d.given, d.lint.Inventory = inv, inv
	target, assumed, err := d.named.getWith(inv)
	if err != nil {
		return err
	}
	if err := d.readSource(args, target); err != nil {
		return err
	}
	if d.read.Partial {
		report.Compact(d.err, d.read.Diagnostics)
		if d.rollback != "" {
			return failure{fmt.Errorf("nothing is written: the backup %s could not be read in full; --rollback=FILE puts another one back", d.plan.Plan.Options.Rollback)}
		}
		return failure{errors.New("nothing is written: the source could not be read in full")}
	}
	d.target, assumed = recognised(d.read, target, assumed)
	if assumed {
		if data, err := os.ReadFile(filepath.Join(deploy.Home(d.path), "RELEASE")); err == nil {
			if name, t := product.Installed(data); t != nil {
				return fmt.Errorf("for which product? RELEASE says %s: %s", name, d.again(args, t.ID))
			}
		}
		return fmt.Errorf("for which product? %s is only assumed, and each writes the file in its own way: %s", d.target.ID, d.again(args, ""))
	}
	d.lint.Target = d.target
	if d.target.Assumed != "" {
		d.note("%s: %s", d.target.ID, d.target.Assumed)
	}
	if d.rollback != "" {
		d.data = d.sources[d.plan.Plan.Options.Rollback]
		return nil
	}
	return d.write()
}

// readSource reads the ACLs, or the backup.
func (d *deployer) readSource(args []string, target *product.Target) (err error) {
	keep := func(file string, data []byte) {
		d.sources[file] = bytes.Clone(data)
		d.saw(file, data)
	}
	if d.rollback != "" {
		backup := d.rollback
		if backup == newest {
			if backup, err = deploy.NewestBackup(d.path); err != nil {
				return failure{err}
			}
		}
		d.plan.Plan.Options.Rollback = backup
		data, err := os.ReadFile(backup)
		if err != nil {
			return failure{err}
		}
		keep(backup, data)
		// Other forms, and what is compressed, are read elsewhere: the system takes Perl alone.
		if convert.Detect(data) != convert.Perl {
			return failure{fmt.Errorf("nothing is written: the backup %s is no Perl file, which is all that the system loads; --rollback=FILE puts another one back", backup)}
		}
		as, err := filepath.Abs(d.path) // as which it will be loaded
		if err != nil {
			return failure{err}
		}
		if d.read, err = convert.ReadBytes(as, data); err != nil {
			return failure{fmt.Errorf("the backup: %w", err)}
		}
		for i := range d.read.Diagnostics { // the file in force is not at fault
			if x := &d.read.Diagnostics[i]; x.Place.File == as {
				x.Place.File = backup
			}
		}
		return nil
	}
	from := aclsFlag{maxFindings: maxFindings}
	d.read, err = from.load(d.cmd, d.streams, target, args, "ticketacl deploy Export_ACL.yml -o …/Kernel/Config/Files/ZZZACL.pm", keep)
	return err
}

// write makes the new file, and says what it cannot hold.
func (d *deployer) write() error {
	now, err := time.Parse(convert.TimeLayout, defaultNow)
	if err != nil {
		return err
	}
	written := convert.Write(d.read.Set, convert.Deployment, convert.WriteOptions{
		Target: d.target, Package: deploy.PackageOf(d.path), Now: now, By: defaultBy, Sources: d.sources,
	})
	d.data = written.Data
	for _, x := range written.Diagnostics {
		d.note("%s: %s", x.Place, x.Summary)
	}
	for _, a := range written.LeftOut {
		d.note("%s is %s: it is not deployed", a.Name, a.Validity())
	}
	back := d.back(written)
	for _, x := range written.Diagnostics {
		if x.Rule == diag.DynamicPerl {
			back.Outcome, back.Summary = deploy.Stopped, "ACLs are left out that only code can tell: write them out, or keep them where they are"
		}
	}
	d.plan.Plan.Guards = append(d.plan.Plan.Guards, back)
	return nil
}

func (d *deployer) back(written *convert.Written) deploy.Guard {
	g, back := deploy.ReadsBack(d.read.Set, written, d.path, d.data, d.target)
	d.then = back
	if back == nil {
		d.then = &convert.Result{Set: &convert.Set{}}
	}
	return g
}

// inForce reads what the system has, and what it would have: the whole of its configuration, where
// the file lies in an installation.
func (d *deployer) inForce() error {
	d.now = &convert.Result{Set: &convert.Set{}}
	if d.present.Exists {
		if read, err := convert.ReadBytes(d.path, d.present.Data); err == nil {
			d.now = read
			if g := d.readable(read, d.present.Data, d.path); g.Outcome == deploy.Stopped && d.rollback == "" && !d.noBackup && !read.Partial {
				d.note("the file that is there now is kept, but --rollback will refuse to put it back: %s", g.Summary)
			}
		} else {
			d.refused = true
			d.note("the file that is there now is no ZZZACL.pm: %v", err)
		}
	}
	if d.now.Partial {
		d.refused = true
		d.note("perl refuses the file that is there now, so that none of its ACLs is in force")
	} else if d.present.Exists && len(d.now.Files) > 0 {
		if x := d.now.NotRun(d.now.Files[0], d.target); x != nil {
			d.refused = true
			d.note("none of the ACLs of the file that is there now is in force: %s", x.Summary)
		}
	}
	d.plan.Plan.Present.ACLs, d.plan.Before = len(d.now.Set.ACLs), d.now.Set
	if d.then == nil { // a rollback
		d.then = d.read
	}
	d.plan.Plan.Result.ACLs, d.plan.Then = len(d.then.Set.ACLs), d.then.Set
	home := deploy.Home(d.path)
	if release := filepath.Join(home, "RELEASE"); home != "" {
		if data, err := os.ReadFile(release); err == nil {
			d.saw(fromHere(release), data)
		}
	}
	if home == "" { // a guard says that no system loads it there
		return nil
	}
	if _, err := os.Stat(filepath.Join(home, "Kernel", "Config.pm")); err != nil {
		d.note("there is no Kernel/Config.pm around the file: whether that has ACLs of the same names, which would override these, is not known")
	}
	home = fromHere(home)
	file := filepath.Join(home, "Kernel", "Config", "Files", filepath.Base(d.path))
	read := func(overlay map[string][]byte) (*convert.Result, error) {
		return convert.Home(d.cmd.Context(), home, d.target, convert.Options{Source: d.saw, Overlay: overlay, FilesAlone: true, MaxFindings: maxFindings})
	}
	var err error
	if d.now, err = read(nil); err != nil {
		return failure{err}
	}
	if d.then, err = read(map[string][]byte{file: d.data}); err != nil {
		return failure{err}
	}
	return nil
}

// overriding are sentences about ACLs that the system has from elsewhere, with the file in place.
func (d *deployer) overriding() []string {
	out := []string{}
	for _, x := range d.then.Diagnostics {
		if x.Rule != diag.LoadOrder {
			continue
		}
		ours := same(x.Place.File, d.path)
		for _, r := range x.Related {
			ours = ours || same(r.Place.File, d.path)
		}
		if ours {
			out = append(out, x.Place.String()+": "+x.Summary)
		}
	}
	return out
}

// structure compares what is written in the two files.
func (d *deployer) structure() {
	s := diff.Compare(d.plan.Before, d.plan.Then, diff.Options{Target: d.target, OldDeployed: true, NewDeployed: true})
	d.plan.Changed(report.NewDiffStructure(s, d.plan.Before, d.plan.Then, d.target))
}
