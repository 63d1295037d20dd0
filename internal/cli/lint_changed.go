package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/project"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/lint"
)

// earlier is the revision of --changed, and how ACLs were looked at there.
type earlier struct {
	rev     *convert.Revision
	options lint.Options
	ignores *lint.Ignores
	assumed bool // nobody named the target then
}

// openEarlier reads what the revision of --changed says of how to look: its project file
// and inventory. What git does not know at all is taken as it is today.
func (l *linter) openEarlier(ctx context.Context, file *project.File, settings *project.Settings) error {
	rev, err := convert.OpenRevision(ctx, "", l.changed)
	var unknown *convert.UnknownRevision
	switch {
	case errors.As(err, &unknown):
		return fmt.Errorf("--changed %s: %w; name a commit, branch or tag, and fetch it first", l.changed, err)
	case err != nil:
		return failure{fmt.Errorf("--changed: %w", err)}
	}
	file, settings = l.projectThen(ctx, rev, file, settings)
	e := &earlier{rev: rev}
	var ignores []lint.Ignore
	e.options, ignores = lintOptions(file)
	e.ignores = lint.NewIgnores(ignores)
	e.options.Only, e.options.Except, e.options.WithInvalid = l.options.Only, l.options.Except, l.options.WithInvalid
	e.options.Inventory = l.inventoryThen(ctx, rev, settings.Inventory.Name)
	e.options.Target = settings.Target
	switch inv := e.options.Inventory; {
	case l.lintCommand.target.name != "":
		e.options.Target = l.options.Target
	case settings.Target == nil && inv != nil && inv.Product != "":
		if e.options.Target, err = product.Parse(inv.Product); err != nil {
			return failure{fmt.Errorf("%s: %w", rev.Shown(inv.Name), err)}
		}
	case settings.Target == nil:
		e.options.Target, e.assumed = product.Default(), true
	}
	l.earlier = e
	return nil
}

// projectThen is the project file of the revision.
func (l *linter) projectThen(ctx context.Context, rev *convert.Revision, file *project.File, settings *project.Settings) (*project.File, *project.Settings) {
	p := l.projectFile
	path := p.path
	if !p.named {
		path = rev.Nearest(ctx, project.FileName)
	}
	if path != "" {
		data, err := rev.File(ctx, seenFromHere(path))
		if err == nil {
			then, findings := project.Parse(path, data, project.Options{Rules: lint.RuleNames()})
			of, err := then.System(p.system)
			if len(findings) == 0 && err == nil {
				return then, &of
			}
			fmt.Fprintf(l.err, "note: %s has mistakes: that of today is taken\n", report.Clean(rev.Shown(seenFromHere(path))))
			return file, settings
		}
	}
	if file != nil && rev.Tracks(ctx, seenFromHere(file.Name)) {
		return nil, &project.Settings{}
	}
	return file, settings
}

// inventoryThen is the inventory of the revision, nil where it had none.
func (l *linter) inventoryThen(ctx context.Context, rev *convert.Revision, name string) *inventory.Inventory {
	if l.inventory != "" {
		name = l.inventory
	}
	if name == "" {
		return nil
	}
	data, err := rev.File(ctx, seenFromHere(name))
	switch {
	case err == nil:
		inv, _ := inventory.ParseWith(name, data, func(path string) ([]byte, error) { return rev.File(ctx, seenFromHere(path)) })
		return inv
	case rev.Tracks(ctx, seenFromHere(name)):
		return nil
	case l.options.Inventory != nil && l.options.Inventory.Name == name:
		return l.options.Inventory
	}
	inv, _, _ := inventory.Load(name)
	return inv
}

// before are the findings about a set as it was in the revision of --changed, what was
// ignored there aside. What was not there had none.
func (l *linter) before(cmd *cobra.Command, paths []string) (*lint.Baseline, error) {
	was := lint.NewBaseline()
	var set []string
	var joined []string // files that came into a folder from elsewhere
	for _, p := range paths {
		if p == "-" {
			return nil, errors.New("--changed: standard input is no file of a revision")
		}
		p = seenFromHere(p)
		moved, err := l.earlier.rev.Before(cmd.Context(), p)
		if err != nil {
			return nil, err
		}
		if !l.earlier.rev.Has(cmd.Context(), p) {
			set = append(set, together(moved)...)
			continue
		}
		set = append(set, p)
		for _, from := range moved {
			if in, err := filepath.Rel(p, from); err != nil || !filepath.IsLocal(in) {
				joined = append(joined, from)
			}
		}
	}
	sets := [][]string{set}
	for _, p := range joined { // which were no part of it then
		sets = append(sets, []string{p})
	}
	for _, set := range sets {
		if err := l.addBefore(cmd.Context(), was, set); err != nil {
			return nil, err
		}
	}
	return was, nil
}

// together are files that were moved, as their folder where all were in one: it may have an
// order.
func together(files []string) []string {
	slices.Sort(files)
	if len(files) < 2 || slices.ContainsFunc(files, func(f string) bool { return filepath.Dir(f) != filepath.Dir(files[0]) }) {
		return files
	}
	return []string{filepath.Dir(files[0])}
}

// addBefore adds the findings about one set of the revision.
func (l *linter) addBefore(ctx context.Context, was *lint.Baseline, paths []string) error {
	e := l.earlier
	var there []string
	for _, p := range paths {
		_, err := convert.Read(ctx, e.rev.Path(p), convert.Options{})
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			fmt.Fprintf(l.err, "note: %s could not be read: all that is found in it today counts as new\n", report.Clean(e.rev.Shown(p)))
		default:
			there = append(there, e.rev.Path(p))
		}
	}
	if len(there) == 0 {
		return nil
	}
	old := &lint.Input{Sources: map[string][]byte{}}
	var err error
	old.Read, err = convert.ReadAll(ctx, there, convert.Options{MaxFindings: maxFindings, Source: func(file string, data []byte) { old.Sources[file] = data }})
	if err != nil {
		return err
	}
	if old.Read.Partial {
		fmt.Fprintf(l.err, "note: %s could not be read in full: what is found in the rest today counts as new\n", report.Clean(e.rev.Shown(paths[0])))
	}
	opts := e.options
	opts.Target, _ = recognised(old.Read, opts.Target, e.assumed)
	found, _ := e.ignores.Apply(old, opts, lint.Lint(old, opts))
	was.Add(old, found)
	return nil
}

// newUnused leaves out ignores of the project file that were of no use before.
func (l *linter) newUnused(found []lint.Diagnostic) []lint.Diagnostic {
	if l.earlier == nil || len(found) == 0 {
		return found
	}
	nothing := &lint.Input{Read: &convert.Result{Set: &acl.Set{}}}
	was := lint.NewBaseline()
	was.Add(nothing, l.earlier.ignores.Unused(l.earlier.options, l.whole))
	left, known := was.Apply(nothing, found)
	l.out.Before += known
	return left
}

// seenFromHere is a path from the working directory.
func seenFromHere(path string) string {
	if dir, err := os.Getwd(); err == nil && filepath.IsAbs(path) {
		if rel, err := filepath.Rel(dir, path); err == nil {
			path = rel
		}
	}
	return strings.TrimPrefix(filepath.ToSlash(filepath.Clean(path)), "./")
}
