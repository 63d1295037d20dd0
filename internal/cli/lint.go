package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/project"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/lint"
)

type lintCommand struct {
	*streams
	acls        aclsFlag
	target      targetFlag
	inventory   string
	format      string
	color       string
	failOn      string
	only        []string
	except      []string
	together    bool
	withInvalid bool
	fix, diff   bool
	baseline    string
	update      bool
	changed     string
	hits        bool
}

func newLint(s *streams) *cobra.Command {
	o := &lintCommand{streams: s}
	cmd := &cobra.Command{
		Use:   "lint [PATH…]",
		Short: "Find mistakes",
		Long: "Reads ACLs as the engine of the target does and says what is wrong with them: where, what\n" +
			"the engine will do, and what to do instead. Each path is a set of its own, a folder of\n" +
			"one-ACL files one set. Without a path the project file's ACLs are looked at.\n\n" +
			"A finding is ignored by a comment in its line or the one before,\n" +
			"  # ticketacl:ignore RULE reason\n" +
			"(at the head of an ACL: for all of it), by the same words in the ACL's Comment or\n" +
			"Description, or in .ticketacl.yaml. `ticketacl rules RULE` explains a rule.\n\n" +
			"--hits tells what each pattern hits instead: of what the inventory lists, or every fresh\n" +
			"installation has, and of what the ACLs themselves name.\n\n" +
			"--fix writes what can be mended without a doubt into the files, --diff prints it for git\n" +
			"apply. --baseline leaves out the findings of a file that --update-baseline wrote, --changed\n" +
			"those that a revision had; what is worse now is new, and --fix mends what is new.\n\n" +
			"Ends with 1 where something is as bad as --fail-on says, and with 3 where a path could\n" +
			"not be read.",
		Example: "  ticketacl lint Export_ACL.yml\n" +
			"  ticketacl lint acls/ --target znuny-7.0 --format sarif > acls.sarif\n" +
			"  ticketacl lint Export_ACL.yml --fix",
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd, args) },
	}
	o.acls.register(cmd)
	o.target.register(cmd, s)
	f := cmd.Flags()
	f.StringVar(&o.inventory, "inventory", "", "what exists in the system")
	f.StringVar(&o.format, "format", "text", strings.Join(lintFormats(), ", "))
	f.StringVar(&o.color, "color", "auto", "auto, always or never")
	f.StringVar(&o.failOn, "fail-on", "warning", "end with 1 on findings of this severity or worse: error, warning or info")
	f.StringSliceVar(&o.only, "rule", nil, "only these rules, those that are off too (repeatable)")
	f.StringSliceVar(&o.except, "except", nil, "all but these rules (repeatable)")
	f.BoolVar(&o.together, "together", false, "all paths are one set")
	f.BoolVar(&o.withInvalid, "with-invalid", false, "ACLs that are not valid count as if they were")
	f.BoolVar(&o.fix, "fix", false, "mend what can be mended, in the files")
	f.BoolVar(&o.diff, "diff", false, "print what --fix would do, as a unified diff, instead of findings")
	f.StringVar(&o.baseline, "baseline", "", "leave out the findings of this file")
	f.BoolVar(&o.update, "update-baseline", false, "write the findings of today into the file of --baseline")
	f.StringVar(&o.changed, "changed", "", "leave out findings that were there in this revision, such as origin/main")
	f.BoolVar(&o.hits, "hits", false, "tell what each pattern hits, instead of findings")
	return cmd
}

// maxFindings is how many findings of one rule readers list. What is left out would look
// like what is not there.
const maxFindings = 200_000

// lintPercent is how much garbage there may be, in percent of what stays.
const lintPercent = 150

func lintFormats() []string {
	return []string{"text", "compact", "json", "sarif", "junit", "github", "gitlab", "checkstyle"}
}

func (o *lintCommand) run(cmd *cobra.Command, args []string) error {
	l, err := o.linter(cmd, args)
	if err != nil {
		return err
	}
	for _, paths := range l.sets {
		l.set(cmd, paths)
	}
	return l.finish()
}

// linter is one run.
type linter struct {
	*lintCommand
	options lint.Options
	assumed bool // nobody named the target
	ignores *lint.Ignores
	// projectIgnores are those of the project file.
	projectIgnores []lint.Ignore
	baseline       *lint.Baseline
	earlier        *earlier   // nil without --changed
	sets           [][]string // paths; one of none is the installation
	whole          bool       // they are all that the project has
	failOn         diag.Severity
	out            report.Lint
	hit            *report.Hits // of --hits
	failed         bool         // something could not be read or written
}

// linter looks at all arguments before anything is read.
func (o *lintCommand) linter(cmd *cobra.Command, args []string) (*linter, error) {
	l := &linter{lintCommand: o, baseline: lint.NewBaseline()}
	if err := errors.Join(
		oneOf("format", o.format, lintFormats()...), oneOf("color", o.color, report.ColorModes()...),
		oneOf("fail-on", o.failOn, "error", "warning", "info"), o.agree(), o.agreeHits(cmd.Flags().Changed("fail-on")),
	); err != nil {
		return nil, err
	}
	if cmd.Flags().Changed("changed") && strings.TrimSpace(o.changed) == "" {
		return nil, errors.New("--changed wants a revision, such as origin/main")
	}
	l.failOn = map[string]diag.Severity{"error": diag.Error, "warning": diag.Warning, "info": diag.Info}[o.failOn]
	file, settings, err := o.project()
	if err != nil {
		return nil, err
	}
	var ignores []lint.Ignore
	l.options, ignores = lintOptions(file)
	l.projectIgnores, l.ignores = ignores, lint.NewIgnores(ignores)
	if l.options.Only, err = ruleIDs("rule", o.only); err == nil {
		l.options.Except, err = ruleIDs("except", o.except)
	}
	if err == nil && cmd.Flags().Changed("rule") && !slices.ContainsFunc(l.options.Only, func(id diag.Rule) bool { return !slices.Contains(l.options.Except, id) }) {
		err = errors.New("--rule names no rule that --except leaves")
	}
	if err != nil {
		return nil, err
	}
	l.options.WithInvalid = o.withInvalid
	l.options.Home = o.acls.home != ""
	var inv *inventory.Inventory
	var findings []diag.Diagnostic
	if inv, findings, err = o.loadInventory(o.inventory); err != nil {
		return nil, err
	}
	report.Compact(o.err, findings)
	l.failed = hasError(findings)
	l.options.Inventory = inv
	if l.options.Target, l.assumed, err = o.target.getWith(inv); err != nil {
		return nil, err
	}
	o.noteOtherSystem(inv, l.options.Target)
	l.sets = o.paths(args)
	if len(l.sets) == 0 {
		l.whole = file != nil && sameACLs(file, settings)
		l.sets = split(aclPaths(settings), settings.Together || o.together)
	}
	if len(l.sets) == 0 {
		return nil, errors.New("which ACLs? name a file or folder: ticketacl lint Export_ACL.yml")
	}
	if l.changed != "" {
		if err := l.openEarlier(cmd.Context(), file, settings); err != nil {
			return nil, err
		}
	}
	return l, l.readBaseline()
}

// noteOtherSystem says that somebody named a target of another product than the inventory's.
func (o *lintCommand) noteOtherSystem(inv *inventory.Inventory, t *product.Target) {
	if inv == nil || inv.Product == "" || o.target.name == "" {
		return
	}
	if of, err := product.Parse(inv.Product); err == nil && of.Product != t.Product {
		fmt.Fprintf(o.err, "note: %s is an inventory of %s, and the target is %s\n", report.Clean(inv.Name), of.ID, t.ID)
	}
}

// agree refuses flags that contradict each other.
func (o *lintCommand) agree() error {
	switch {
	case o.fix && o.diff:
		return errors.New("--fix writes files, --diff only looks: give one of them")
	case o.update && o.baseline == "":
		return errors.New("--update-baseline wants the file to write: --baseline FILE")
	case o.update && (o.fix || o.diff):
		return errors.New("--update-baseline takes the findings as they are, --fix and --diff mend them: give one of them")
	case o.changed != "" && (o.update || o.acls.home != ""):
		return errors.New("--changed compares files with a revision of them; it goes with neither --update-baseline nor --home")
	case o.acls.home != "" && (o.fix || o.diff):
		return errors.New("--home is an installation that is only looked at: name its files to mend them")
	case o.diff && o.format != "text":
		return errors.New("--diff prints a diff, --format findings: give one of them")
	}
	return nil
}

// paths are the sets of the command line.
func (o *lintCommand) paths(args []string) [][]string {
	if o.acls.home != "" {
		return [][]string{append(slices.Clone(args), o.acls.paths...)}
	}
	var paths []string
	for _, p := range append(slices.Clone(args), o.acls.paths...) {
		if !slices.Contains(paths, p) {
			paths = append(paths, p)
		}
	}
	return split(paths, o.together)
}

// split makes a set of each path, or one of all.
func split(paths []string, together bool) [][]string {
	if together && len(paths) > 0 {
		return [][]string{paths}
	}
	var sets [][]string
	for _, p := range paths {
		sets = append(sets, []string{p})
	}
	return sets
}

// ruleIDs checks the names of rules.
func ruleIDs(flag string, names []string) ([]diag.Rule, error) {
	var ids []diag.Rule
	for _, n := range names {
		if _, ok := lint.RuleNamed(n); !ok {
			return nil, fmt.Errorf("--%s %s: there is no such rule%s", flag, n, diag.Meant(n, lint.RuleNames()))
		}
		ids = append(ids, diag.Rule(n))
	}
	return ids, nil
}

func (l *linter) readBaseline() error {
	if l.lintCommand.baseline == "" {
		return nil
	}
	path := l.lintCommand.baseline
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, os.ErrNotExist) && l.update:
		return nil
	case errors.Is(err, os.ErrNotExist):
		return failure{fmt.Errorf("%s: there is no such baseline; --update-baseline writes it", path)}
	case err != nil:
		return failure{err}
	}
	if l.baseline, err = lint.ParseBaseline(data); err != nil {
		return failure{fmt.Errorf("%s: no baseline: %w", path, err)}
	}
	return nil
}

// set looks at one set.
func (l *linter) set(cmd *cobra.Command, paths []string) {
	in := &lint.Input{Sources: map[string][]byte{}}
	flag := aclsFlag{home: l.acls.home, maxFindings: maxFindings}
	var err error
	if in.Read, err = flag.load(cmd, l.streams, l.options.Target, paths, "", func(file string, data []byte) { in.Sources[file] = data }); err != nil {
		l.cannot(err)
		file, why, _ := strings.Cut(plain(err).Error(), ": ")
		if l.format != "text" { // which people read, with what stands on standard error
			l.out.Findings = append(l.out.Findings, diag.Diagnostic{Rule: diag.Unreadable, Severity: diag.Error, Place: acl.Place{File: file}, Summary: why})
		}
		return
	}
	// Looking makes much garbage, and a large set stays: to collect as seldom as this
	// takes more memory than reading did, and a third less time.
	debug.SetGCPercent(lintPercent)
	opts, assumed := l.options, l.assumed
	opts.Target, assumed = recognised(in.Read, opts.Target, assumed)
	if note := otherProduct(in.Read, opts.Target, assumed); note != "" {
		fmt.Fprintf(l.err, "note: %s\n", report.Clean(note))
	}
	if l.target(opts.Target, assumed); l.hits {
		l.hitsOf(in, opts, assumed)
		return
	}
	l.look(cmd, in, opts, paths)
}

// target notes what the sets were looked at as.
func (l *linter) target(t *product.Target, assumed bool) {
	if l.out.Target == nil {
		l.out.Target, l.out.Assumed = t, assumed
	} else if l.out.Target.ID != t.ID {
		l.out.Assumed = true
	}
}

// look finds, mends and leaves out.
func (l *linter) look(cmd *cobra.Command, in *lint.Input, opts lint.Options, paths []string) {
	was := lint.NewBaseline()
	if l.earlier != nil {
		var err error
		if was, err = l.before(cmd, paths); err != nil {
			l.cannot(err)
			return
		}
	}
	if l.fix || l.diff {
		in = l.mend(cmd, in, opts, paths, was)
	}
	found, ignored := l.ignores.Apply(in, opts, lint.Lint(in, opts))
	known := 0
	if l.update {
		l.baseline.Drop(opts)
		l.baseline.Add(in, found)
		known, found = len(found), nil
	} else {
		found, known = l.baseline.Apply(in, found)
	}
	found, before := was.Apply(in, found)
	l.out.Before += before
	l.out.Ignored += ignored
	l.out.Baselined += known
	l.out.Findings = append(l.out.Findings, found...)
	l.out.Files = append(l.out.Files, in.Read.Files...)
	l.out.ACLs = append(l.out.ACLs, in.Read.Set.ACLs...)
	if l.out.Sources == nil {
		l.out.Sources = map[string][]byte{}
	}
	maps.Copy(l.out.Sources, in.Sources)
}

// mend mends what is new in a set, and writes or prints what that makes of its files. It returns the set
// that findings are to be about.
func (l *linter) mend(cmd *cobra.Command, in *lint.Input, opts lint.Options, paths []string, was *lint.Baseline) *lint.Input {
	for _, file := range in.Read.Files {
		if err := isMendable(file, in.Sources[file]); err != nil {
			l.cannot(err)
			return in
		}
	}
	fixing := lint.Fixing{
		Options: opts,
		Keep: func(in *lint.Input, ds []lint.Diagnostic) []lint.Diagnostic {
			kept, _ := lint.NewIgnores(nil).Apply(in, opts, ds)
			kept, _ = l.baseline.Clone().Apply(in, l.ignores.Without(kept))
			kept, _ = was.Clone().Apply(in, kept)
			return kept
		},
		Read: func(overlay map[string][]byte) (*convert.Result, error) {
			return convert.ReadAll(cmd.Context(), paths, convert.Options{Overlay: overlay, MaxFindings: maxFindings})
		},
	}
	got := fixing.Fix(in)
	for _, r := range got.Refused {
		fmt.Fprintf(l.err, "note: %s: '%s' is left out: %s\n", report.Clean(r.Finding.Place.String()), report.Clean(r.Finding.Fixes[0].Title), report.Clean(r.Why))
	}
	written := map[string]bool{}
	for _, file := range in.Read.Files {
		old, text := in.Sources[file], got.Input.Sources[file]
		if string(old) == string(text) {
			continue
		}
		if l.diff {
			hunks, err := diff.Unified(file, old, text)
			if err != nil {
				l.cannot(err)
				continue
			}
			fmt.Fprint(l.streams.out, hunks)
			continue
		}
		if err := overwrite(file, old, text); err != nil {
			l.cannot(err)
			return in
		}
		written[file] = true
	}
	if l.diff {
		return in
	}
	for _, d := range got.Mended {
		if written[d.Place.File] {
			l.out.Fixed++
		}
	}
	return got.Input
}

// isMendable says why a file that was read cannot be mended; nil where it can.
func isMendable(file string, data []byte) error {
	if file == "-" {
		return errors.New("standard input is no file that could be mended: name one")
	}
	info, err := os.Lstat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s is a revision, which nobody can mend: name the file", file)
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		to, _ := os.Readlink(file)
		return fmt.Errorf("%s is a symbolic link to %s: name that file to mend it", file, to)
	case info.Mode().IsRegular() && info.Size() != int64(len(data)):
		return fmt.Errorf("%s is compressed, or was changed meanwhile: nothing is mended", file)
	}
	return nil
}

// cannot says what could not be read or written; the run goes on.
func (l *linter) cannot(err error) {
	fmt.Fprintf(l.err, "ticketacl: %v\n", plain(err))
	l.failed = true
	l.out.Failures = append(l.out.Failures, plain(err).Error())
}

// finish prints what was found, and says how the run ends.
func (l *linter) finish() error {
	if l.hits {
		return l.printHits()
	}
	l.out.Findings = append(l.out.Findings, l.newUnused(l.ignores.Unused(l.options, l.whole))...)
	diag.Sort(l.out.Findings)
	l.out.Rules = lint.Rules()
	l.out.Version = version()
	if !l.diff {
		if err := l.print(); err != nil {
			return failure{err}
		}
	}
	if l.update && l.failed {
		fmt.Fprintf(l.err, "note: %s stays as it is: not everything could be looked at\n", report.Clean(l.lintCommand.baseline))
	} else if l.update {
		if err := replaceFile(l.lintCommand.baseline, l.baseline.Bytes()); err != nil {
			return failure{err}
		}
	}
	if l.out.Target == nil {
		l.out.Target, l.out.Assumed = l.options.Target, l.assumed
	}
	if len(l.out.Files) > 0 {
		fmt.Fprintln(l.err, l.out.Summary())
		noteAssumed(l.streams, l.out.Target)
	}
	if gone := l.baseline.Gone(); gone > 0 && !l.update {
		fmt.Fprintf(l.err, "note: %s of the baseline not found any more: --update-baseline takes out what is gone\n", report.Plural(gone, "finding"))
	}
	worst, any := diag.Worst(l.out.Findings)
	switch {
	case l.failed:
		return exit(exitFailed)
	case any && worst >= l.failOn:
		return exit(exitFindings)
	}
	return nil
}

func (l *linter) print() error {
	w := bufio.NewWriter(l.streams.out)
	print := map[string]func(io.Writer) error{
		"compact": l.out.Compact, "json": l.out.JSON, "sarif": l.out.SARIF, "junit": l.out.JUnit,
		"github": l.out.GitHub, "gitlab": l.out.GitLab, "checkstyle": l.out.Checkstyle,
		"text": func(w io.Writer) error { return l.out.Text(w, report.NewTerminal(l.streams.out, l.color)) },
	}[l.format]
	return errors.Join(print(w), w.Flush())
}

// sameACLs reports whether all systems of a project file, and who names none, have the ACLs
// of one of them.
func sameACLs(file *project.File, settings *project.Settings) bool {
	return !slices.ContainsFunc(append(slices.Clone(file.Systems), ""), func(name string) bool {
		other, err := file.System(name)
		return err != nil || !slices.EqualFunc(other.ACLs, settings.ACLs, func(a, b project.Path) bool { return a.Name == b.Name })
	})
}
