package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/report"
)

func newInventory(s *streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "inventory",
		Short: "Say what exists in a system",
		Long: "An inventory says what exists in one system: queues, states, people, dynamic fields. With\n" +
			"one, lint finds names that the system does not have, and simulate knows what screens offer.\n" +
			"These commands make one without access to the system's database.",
		Args: unknownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newInventoryInit(s), newInventoryAdd(s), newInventoryCheck(s))
	return cmd
}

type inventoryInit struct {
	*streams
	target targetFlag
	from   []string
	output string
}

func newInventoryInit(s *streams) *cobra.Command {
	o := &inventoryInit{streams: s}
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Begin an inventory: what every installation has, and what ACLs name",
		Long: "Prints an inventory to be edited. It has what every fresh installation of the target has;\n" +
			"with --from also the queues, states, roles, dynamic fields and so on that the ACLs name.\n" +
			"None of it is taken for complete: kinds are under open, until somebody takes them out.\n\n" +
			"A name of the ACLs that is plainly another one, mistyped, and rarer than that, stands there\n" +
			"as a comment: lint then finds it. -o writes a new file; none is ever overwritten.",
		Example: "  ticketacl inventory init --target znuny-7.0 -o inventory.yml\n" +
			"  ticketacl inventory init --from Export_ACL.yml -o inventory.yml",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	o.target.register(cmd, s)
	cmd.Flags().StringArrayVar(&o.from, "from", nil, "ACLs: a file, a folder of one-ACL files, - or REV:PATH (repeatable)")
	cmd.Flags().StringVarP(&o.output, "output", "o", "", "the file to write")
	return cmd
}

func (o *inventoryInit) run(cmd *cobra.Command) error {
	target, assumed, err := o.target.get()
	if err != nil {
		return err
	}
	if err := mayCreate(o.output); err != nil {
		return failure{err}
	}
	var set *acl.Set
	if len(o.from) > 0 {
		flag := aclsFlag{paths: o.from}
		read, err := flag.load(cmd, o.streams, target, nil, "", nil)
		if err != nil {
			return err
		}
		report.Compact(o.err, errorsOf(read.Diagnostics))
		if read.Partial {
			return failure{errors.New("nothing is written: not all of the ACLs could be read")}
		}
		set = read.Set
		target, assumed = recognised(read, target, assumed)
	}
	text, doubts := inventory.Template(target, set)
	if err := o.write(o.output, text); err != nil {
		return err
	}
	if assumed {
		fmt.Fprintf(o.err, "note: %s is assumed: name the target with --target\n", target.ID)
	}
	const few = 20
	for i, d := range doubts {
		if i == few {
			fmt.Fprintf(o.err, "note: and %d more, which the file has in comments\n", len(doubts)-few)
			break
		}
		fate := "both are listed; take the wrong one out"
		if d.LeftOut {
			fate = "left out"
		}
		fmt.Fprintf(o.err, "note: %s: %s of %s is nearly %s: %s\n", report.Clean(d.Place.String()), report.Clean(d.Name), d.Kind, report.Clean(d.Near), fate)
	}
	return nil
}

// write writes a new file, or prints.
func (s *streams) write(path string, text []byte) error {
	if path == "" {
		if _, err := s.out.Write(text); err != nil {
			return failure{err}
		}
		return nil
	}
	if err := mayCreate(path); err != nil {
		return failure{err}
	}
	if err := replaceFile(path, text); err != nil {
		return failure{err}
	}
	return nil
}

// mayCreate refuses a file that is there: somebody may have edited it.
func mayCreate(path string) error {
	if path == "" {
		return nil
	}
	there, err := replaceable(path)
	if err == nil && there != nil {
		err = fmt.Errorf("%s exists and is not written over; name another file", path)
	}
	return err
}

func errorsOf(ds []diag.Diagnostic) []diag.Diagnostic {
	var out []diag.Diagnostic
	for _, d := range ds {
		if d.Severity == diag.Error {
			out = append(out, d)
		}
	}
	return out
}
