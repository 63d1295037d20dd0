package cli

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/deploy"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/lint"
	"github.com/ticketacl/ticketacl/simulate"
)

// The modes of diff.
const (
	modeStructure = "structure"
	modeText      = "text"
	modeBehaviour = "behaviour"
)

type diffOptions struct {
	*streams
	target     targetFlag
	behaviour  behaviourFlags
	home       string
	inventory  string
	modes      []string
	format     string
	color      string
	asImport   bool
	importFile string
	drift      bool
	exitCode   bool
}

// compared are two sets, and what is known of their differences.
type compared struct {
	old, new  *side
	target    *product.Target
	assumed   bool
	inventory *inventory.Inventory // nil where nobody names one
	structure *diff.Structure
	report    *report.Diff
	findings  []diag.Diagnostic // of reading, and of what an import refuses
	failed    bool              // something could not be read or tried
	unread    []string          // what of the sets and the inventory
	refused   bool              // an import would not take some ACL
}

func newDiff(s *streams) *cobra.Command {
	o := &diffOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Show what differs between two sets: what is written, and what it does",
		Long: "Compares two sets in any form that is read: exports, folders, deployed files, Config.pm,\n" +
			"dumps, REV:PATH, - and, with --home DIR in place of OLD, an installation.\n\n" +
			"  structure   ACLs added, removed, renamed, moved in the order; per list the items that\n" +
			"              went and came; validity and stop first. Layout, key order, times and\n" +
			"              numbers for strings are no difference\n" +
			"  behaviour   which answers differ, for whom, on which screen\n" +
			"  text        unified hunks of the canonical forms, which git apply takes\n\n" +
			"--as-import compares OLD with what an import of NEW makes of it: nothing is deleted.\n" +
			"--import-file OUT.yml writes only what is new or changed, for the import in the browser,\n" +
			"and names what is to be done by hand. --drift compares what an installation has in force\n" +
			"with what it would have if SET were deployed.\n\n" +
			"It ends with 0 where nothing differs, or with --mode behaviour nothing was found to, and\n" +
			"with 1 where something does. Called by git as external diff it ends with 0, as git wants\n" +
			"it; --exit-code: as everywhere.",
		Example: "  ticketacl diff HEAD:Export_ACL.yml Export_ACL.yml\n" +
			"  ticketacl diff --home /opt/otobo Export_ACL.yml\n" +
			"  ticketacl diff --drift --home /opt/otobo acls/\n" +
			"  ticketacl diff old.yml new.yml --format html > change.html",
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd, args) },
	}
	f := cmd.Flags()
	f.StringVar(&o.home, "home", "", "the old side: the ACLs in force in this installation")
	f.StringVar(&o.inventory, "inventory", "", "what exists in the system (default: what every fresh installation has)")
	f.StringSliceVar(&o.modes, "mode", nil, "structure, text or behaviour (repeatable; default: structure, and behaviour in short)")
	f.StringVar(&o.format, "format", "text", "text, json, markdown or html")
	f.StringVar(&o.color, "color", "auto", "auto, always or never")
	f.BoolVar(&o.asImport, "as-import", false, "compare OLD with what an import of NEW, overwriting, makes of it")
	f.StringVar(&o.importFile, "import-file", "", "write the new and changed ACLs into this file, for the import in the browser")
	f.BoolVar(&o.drift, "drift", false, "compare what --home has in force with what it would have if SET were deployed")
	f.BoolVar(&o.exitCode, "exit-code", false, "called by git: end with 1 where something differs (diff.NAME.trustExitCode)")
	o.target.register(cmd, s)
	o.behaviour.register(cmd)
	return cmd
}

func (o *diffOptions) run(cmd *cobra.Command, args []string) error {
	if err := o.check(cmd); err != nil {
		return err
	}
	if call, ok := gitCall(args); ok {
		return o.forGit(cmd, call)
	}
	olds, news, err := o.sides(args)
	if err != nil {
		return err
	}
	return o.compare(cmd, olds, news)
}

// check refuses values that are not known, and flags that exclude each other.
func (o *diffOptions) check(cmd *cobra.Command) error {
	if err := oneOf("format", o.format, "text", "json", "markdown", "html"); err != nil {
		return err
	}
	if err := oneOf("color", o.color, report.ColorModes()...); err != nil {
		return err
	}
	for _, m := range o.modes {
		if err := oneOf("mode", m, modeStructure, modeText, modeBehaviour); err != nil {
			return err
		}
	}
	if err := o.behaviour.check(o.target.name != ""); err != nil {
		return err
	}
	if o.behaviour.limit == 0 && cmd.Flags().Changed("limit") {
		return errors.New("--limit 0: at least 1")
	}
	if is, _ := o.wants(modeBehaviour); !is {
		for _, flag := range []string{"scenarios", "screen", "save", "limit", "from-target"} {
			if cmd.Flags().Changed(flag) {
				return fmt.Errorf("--%s is about behaviour, which --mode %s leaves out: add --mode %s", flag, strings.Join(o.modes, ","), modeBehaviour)
			}
		}
	}
	switch {
	case o.drift && o.home == "":
		return errors.New("--drift compares an installation: name it with --home DIR")
	case o.drift && (o.asImport || o.importFile != ""):
		return errors.New("--drift is about a deployment, --as-import and --import-file about an import: give one of them")
	}
	return nil
}

// wants reports whether a section is asked for; brief: nobody named sections.
func (o *diffOptions) wants(mode string) (is, brief bool) {
	if len(o.modes) == 0 {
		return mode == modeStructure || mode == modeBehaviour && (!o.drift || o.behaviour.given()), true
	}
	return slices.Contains(o.modes, mode), false
}

// sides are the paths of both sides. Without the old one it is the installation.
func (o *diffOptions) sides(args []string) (olds, news sideFrom, err error) {
	want := 2
	if o.home != "" {
		want = 1
		olds.home = o.home
	}
	if o.behaviour.fromTarget != "" && len(args) == want-1 && want == 2 {
		args = []string{args[0], args[0]} // one set under two products
	}
	if len(args) != want {
		usage := "ticketacl diff OLD NEW"
		if o.home != "" {
			usage = "ticketacl diff --home DIR NEW"
		}
		if len(args) > want && o.home != "" {
			return olds, news, fmt.Errorf("--home %s is the old side, and %s another one: %s", o.home, args[0], usage)
		}
		return olds, news, fmt.Errorf("which two sets? %s", usage)
	}
	if o.home == "" {
		olds.path = args[0]
	}
	news.path = args[len(args)-1]
	if olds.path == "-" && news.path == "-" {
		return olds, news, errors.New("- is standard input, of which there is one: name a file for one side")
	}
	return olds, news, nil
}

// compare reads both sides and says what differs.
func (o *diffOptions) compare(cmd *cobra.Command, olds, news sideFrom) error {
	d, err := o.load(cmd, olds, news)
	if err != nil {
		return err
	}
	if err := o.fill(cmd, d); err != nil {
		return err
	}
	quiet := o.drift && !d.report.Different && !d.failed && !hasError(d.findings)
	if !quiet { // a nightly job wants one line
		report.Compact(o.err, d.findings)
	}
	if err := o.print(d.report); err != nil {
		return failure{err}
	}
	switch {
	case d.failed:
		return exit(exitFailed)
	case d.report.Different || d.refused:
		return exit(exitFindings)
	}
	return nil
}

// load reads both sides for one target.
func (o *diffOptions) load(cmd *cobra.Command, olds, news sideFrom) (*compared, error) {
	d := &compared{}
	inv, findings, err := o.loadInventory(o.inventory)
	if err != nil {
		return nil, err
	}
	d.inventory, d.findings = inv, findings
	if hasError(findings) {
		d.unread = append(d.unread, "what "+o.inventory+" would tell besides, which has errors")
	}
	if d.target, d.assumed, err = o.target.getWith(inv); err != nil {
		return nil, err
	}
	if d.assumed && o.home != "" {
		d.target, d.assumed = installed(o.home, d.target)
	} else if o.drift {
		if g := deploy.FitsInstallation(filepath.Join(o.home, "Kernel/Config/Files/ZZZACL.pm"), d.target); g.Outcome == deploy.Stopped {
			return nil, fmt.Errorf("--drift --home %s: %s", o.home, g.Summary)
		}
	}
	bound := boundMemory()
	defer bound.settle()
	for _, s := range []struct {
		from sideFrom
		to   **side
	}{{olds, &d.old}, {news, &d.new}} {
		read, err := o.readSide(cmd.Context(), s.from, d.target, bound.grow)
		if err != nil {
			return nil, failure{err}
		}
		*s.to = read
		d.findings = append(d.findings, read.Diagnostics...)
		if what := "the part of " + read.name + " that could not be read"; read.Partial && !slices.Contains(d.unread, what) {
			d.unread = append(d.unread, what)
		}
	}
	d.failed = len(d.unread) > 0
	for _, s := range []*side{d.new, d.old} {
		if d.assumed && s.WrittenBy != nil {
			d.target, d.assumed = recognised(s.Result, d.target, d.assumed)
			break
		}
	}
	for _, s := range []*side{d.old, d.new} {
		if s.Partial && len(s.Set.ACLs) == 0 {
			report.Compact(o.err, d.findings)
			return nil, errUnread
		}
	}
	noteAssumed(o.streams, d.target)
	return d, nil
}

// installed is the target that an installation says it is; assumed where it says none that is
// known.
func installed(home string, assume *product.Target) (t *product.Target, assumed bool) {
	data, err := os.ReadFile(filepath.Join(home, "RELEASE"))
	if err != nil {
		return assume, true
	}
	if _, t := product.Installed(data); t != nil {
		return t, false
	}
	return assume, true
}

// fill compares, section by section.
func (o *diffOptions) fill(cmd *cobra.Command, d *compared) error {
	r := &report.Diff{Target: d.target.ID, TargetAssumed: d.assumed, AsImport: o.asImport, Drift: o.drift, Unread: d.unread}
	d.report = r
	if o.drift {
		if err := d.deploy(o.home); err != nil {
			return failure{err}
		}
	}
	if o.asImport || o.importFile != "" {
		if err := o.imports(d); err != nil {
			return err
		}
	}
	d.structure = d.compareSets(d.old.Set, d.new.Set)
	r.Old, r.New = report.NewDiffSide(d.old.name, d.old.Set), report.NewDiffSide(d.new.name, d.new.Set)
	if is, _ := o.wants(modeStructure); is {
		r.Structure = report.NewDiffStructure(d.structure, d.old.Set, d.new.Set, d.target)
		r.Different = !d.structure.Empty()
		for _, doubt := range slices.Concat(d.old.Set.Doubts, d.new.Set.Doubts) {
			r.Notes = append(r.Notes, fmt.Sprintf("%s: code (%s) may add, change or remove any ACL, which nobody can compare", doubt.Place, doubt.Why))
		}
	}
	if o.drift {
		r.Overrides = overrides(d)
		r.Different = r.Different || len(r.Overrides) > 0
	}
	if is, _ := o.wants(modeText); is {
		o.text(d)
	}
	if is, brief := o.wants(modeBehaviour); is {
		if err := o.behave(cmd, d, brief); err != nil {
			return err
		}
	}
	if r.Behaviour != nil && r.Behaviour.Different {
		r.Different = true
	}
	return nil
}

// compareSets compares two sets, and says of what moved whether that matters.
func (d *compared) compareSets(before, after *convert.Set) *diff.Structure {
	opts := diff.Options{Target: d.target, OldDeployed: d.old.inForce, NewDeployed: d.new.inForce}
	var order *lint.Order
	opts.Matter = func(moved, passed *convert.ACL) (matters diff.Verdict, why string) {
		if order == nil {
			order = lint.NewOrder(after, lint.Options{Target: d.target, Inventory: d.inventory})
		}
		return order.Matters(moved, passed)
	}
	if inv := d.inventory; inv != nil && len(inv.Relations) > 0 {
		for _, r := range simulate.Compile(after, d.target, simulate.Options{Inventory: inv.Over(inventory.Stock(d.target))}).Relations() {
			opts.Made = append(opts.Made, r.ACL.Name)
		}
	}
	return diff.Compare(before, after, opts)
}

// text adds the hunks.
func (o *diffOptions) text(d *compared) {
	t := diff.Texts(d.old.source(), d.new.source())
	d.report.Hunks = &report.DiffText{Hunks: t.Hunks, Applies: t.NotApplied == "", NotApplied: t.NotApplied}
	if t.NotApplied != "" && t.Hunks != "" && o.format == "text" {
		fmt.Fprintf(o.err, "note: git apply does not take these hunks: %s\n", report.Clean(t.NotApplied))
	}
	alone := !slices.ContainsFunc(o.modes, func(m string) bool { return m != modeText })
	if !alone && t.NotApplied == "" && t.Hunks != "" && o.format == "text" {
		fmt.Fprintln(o.err, "note: git apply takes hunks alone: leave out the other modes for it")
	}
	d.report.Different = d.report.Different || t.Hunks != ""
}

func (o *diffOptions) print(r *report.Diff) error {
	w := bufio.NewWriter(o.out)
	var err error
	switch o.format {
	case "json":
		err = r.JSON(w)
	case "markdown":
		err = r.Markdown(w)
	case "html":
		err = r.HTML(w)
	default:
		r.Text(w, report.NewTerminal(o.out, o.color))
	}
	return errors.Join(err, w.Flush())
}
