package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// aclsFlag is where a command gets its ACLs from.
type aclsFlag struct {
	paths []string
	home  string
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
	switch {
	case f.home != "" && len(paths) > 0:
		return nil, fmt.Errorf("--home %s is one source of ACLs, %s another: give one of them", f.home, paths[0])
	case f.home == "" && len(paths) == 0:
		return nil, fmt.Errorf("which ACLs? name a file or folder: %s", usage)
	}
	bound := boundMemory()
	defer bound.settle()
	opts := convert.Options{Stdin: s.in, Source: func(file string, data []byte) {
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
	return result, nil
}

// otherProduct is what to say where nobody named a target and a file's header
// names another product; "" where there is nothing.
func otherProduct(read *convert.Result, target *product.Target, assumed bool) string {
	if !assumed || read.OTRSFile == "" || target.Product != product.OTOBO {
		return ""
	}
	return read.OTRSFile + " was deployed by OTRS, ((OTRS)) Community Edition or Znuny: name its version with --target"
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
