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
}

func (f *aclsFlag) register(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&f.paths, "acls", nil, "the ACLs: a file, a folder of one-ACL files, - or REV:PATH (repeatable)")
}

// load reads the paths that the arguments name and those of the flag as one
// set. usage is how to name one, for the message that none is named. source
// may be nil.
func (f *aclsFlag) load(cmd *cobra.Command, s *streams, args []string, usage string, source func(string, []byte)) (*convert.Result, error) {
	paths := append(append([]string{}, args...), f.paths...)
	if len(paths) == 0 {
		return nil, fmt.Errorf("which ACLs? name a file or folder: %s", usage)
	}
	grow, restore := boundMemory()
	defer restore()
	read, err := convert.ReadAll(cmd.Context(), paths, convert.Options{Stdin: s.in, Source: func(file string, data []byte) {
		grow(len(data))
		if source != nil {
			source(file, data)
		}
	}})
	if err != nil {
		return nil, failure{err}
	}
	return read, nil
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
