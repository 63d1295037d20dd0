package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
)

// aclsFlag is where a command gets its ACLs from.
type aclsFlag struct {
	paths []string
	home  string
	// maxFindings: see convert.Options.
	maxFindings int
}

func (f *aclsFlag) register(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&f.paths, "acls", nil, "the ACLs: a file, a folder of one-ACL files, - or REV:PATH (repeatable)")
	cmd.Flags().StringVar(&f.home, "home", "", "the ACLs in force in this installation: its Kernel/Config.pm and Kernel/Config/Files/*.pm")
}

// load reads the paths that the arguments name and those of the flag as one
// set, or an installation. usage is how to name one, for the message that none
// is named. source may be nil.
func (f *aclsFlag) load(cmd *cobra.Command, s *streams, target *product.Target, args []string, usage string, source func(string, []byte)) (*convert.Result, error) {
	paths := append(append([]string{}, args...), f.paths...)
	if f.home == "" && len(paths) == 0 {
		file, settings, err := s.project()
		if err == nil {
			paths, err = oneSet(settings, file)
		}
		if err != nil {
			return nil, err
		}
	}
	switch {
	case f.home != "" && len(paths) > 0:
		return nil, fmt.Errorf("--home %s is one source of ACLs, %s another: give one of them", f.home, paths[0])
	case f.home == "" && len(paths) == 0:
		return nil, fmt.Errorf("which ACLs? name a file or folder: %s", usage)
	}
	bound := boundMemory()
	defer bound.settle()
	opts := convert.Options{Stdin: s.in, MaxFindings: f.maxFindings, Source: func(file string, data []byte) {
		bound.grow(len(data))
		if source != nil {
			source(file, data)
		}
	}}
	read := func() (*convert.Result, error) { return convert.ReadAll(cmd.Context(), paths, opts) }
	if f.home != "" {
		read = func() (*convert.Result, error) { return convert.Home(cmd.Context(), f.home, target, opts) }
	}
	result, err := read()
	if err != nil {
		return nil, failure{err}
	}
	noteLeftAlone(s, result)
	return result, nil
}

// noteLeftAlone says which files of a folder are no ACLs.
func noteLeftAlone(s *streams, read *convert.Result) {
	switch n := len(read.LeftAlone); {
	case n == 1:
		fmt.Fprintf(s.err, "note: %s holds no ACLs: it is left alone\n", report.Clean(read.LeftAlone[0]))
	case n > 1:
		fmt.Fprintf(s.err, "note: these hold no ACLs, and are left alone: %s\n", report.Clean(firstOf(read.LeftAlone)))
	}
}

// otherProduct is what to say where nobody named a target and a file was deployed
// by another product; "" where there is nothing.
func otherProduct(read *convert.Result, target *product.Target, assumed bool) string {
	if !assumed || read.WrittenBy == nil || slices.ContainsFunc(read.WrittenBy, func(t *product.Target) bool { return t.ID == target.ID }) {
		return ""
	}
	return read.WrittenFile + " was deployed by " + targetNames(read.WrittenBy) + ": name its version with --target"
}

// noteAssumed says beside an answer what about its target nobody has read or
// measured.
func noteAssumed(s *streams, t *product.Target) {
	if t.Assumed != "" {
		fmt.Fprintf(s.err, "note: %s: %s\n", t.ID, t.Assumed)
	}
}

// recognised is the target to go by: the one that was named, else the one that
// the frames of the files point to. assumed: it is one of several.
func recognised(read *convert.Result, named *product.Target, assumed bool) (t *product.Target, stillAssumed bool) {
	if !assumed || read.WrittenBy == nil {
		return named, assumed
	}
	t, decided := product.Likeliest(read.WrittenBy)
	return t, !decided
}

// possible are the targets that a set without a named target may be for, one of
// each kind that decides and asks alike: those that its files' frames point to;
// else those that know its form.
func possible(read *convert.Result) []*product.Target {
	var kinds []*product.Target
	for _, t := range candidates(read) {
		if !slices.ContainsFunc(kinds, t.ActsAs) {
			kinds = append(kinds, t)
		}
	}
	return kinds
}

// candidates are all targets that a set may be for.
func candidates(read *convert.Result) []*product.Target {
	if read.WrittenBy != nil {
		return read.WrittenBy
	}
	exported := slices.ContainsFunc(read.Set.ACLs, func(a *acl.ACL) bool { return a.Form == acl.Export })
	return slices.DeleteFunc(product.All(), func(t *product.Target) bool { return exported && !t.HasEditor() })
}

// targetNames names targets: few one by one, else the first and the last of each
// product.
func targetNames(ts []*product.Target) string {
	var parts []string
	for i := 0; i < len(ts); {
		j := i
		for j+1 < len(ts) && ts[j+1].Product == ts[i].Product {
			j++
		}
		switch {
		case j-i > 1:
			parts = append(parts, ts[i].ID+" to "+ts[j].ID)
		case j > i:
			parts = append(parts, ts[i].ID, ts[j].ID)
		default:
			parts = append(parts, ts[i].ID)
		}
		i = j + 1
	}
	if n := len(parts); n > 1 {
		return strings.Join(parts[:n-1], ", ") + " or " + parts[n-1]
	}
	return strings.Join(parts, "")
}

// exitOf is how a command ends that did what it could with a set.
func exitOf(read *convert.Result) error {
	if read.Partial {
		return exit(exitFailed)
	}
	return nil
}

// getWith is get, with the product of an inventory where nobody names a target.
func (f *targetFlag) getWith(inv *inventory.Inventory) (t *product.Target, assumed bool, err error) {
	t, assumed, err = f.get()
	if err != nil || !assumed || inv == nil || inv.Product == "" {
		return t, assumed, err
	}
	if t, err = product.Parse(inv.Product); err != nil {
		return nil, false, failure{fmt.Errorf("%s: %w", inv.Name, err)}
	}
	return t, false, nil
}
