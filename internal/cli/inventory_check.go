package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/ownfile"
	"github.com/ticketacl/ticketacl/internal/report"
)

type inventoryCheck struct {
	*streams
	target targetFlag
	format string
}

func newInventoryCheck(s *streams) *cobra.Command {
	o := &inventoryCheck{streams: s}
	cmd := &cobra.Command{
		Use:   "check [FILE]",
		Short: "Say what is wrong or missing in an inventory",
		Long: "Says of an inventory (without FILE: the project's) what cannot be read, what does not go\n" +
			"together (a queue of a group that is not listed), what is probably a slip, and what it does\n" +
			"not tell.\n\n" +
			"Ends with 1 where something is wrong, with 0 where something is only missing.",
		Example: "  ticketacl inventory check inventory.yml",
		Args:    cobra.MaximumNArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	o.target.register(cmd, s)
	cmd.Flags().StringVar(&o.format, "format", "text", "text or json")
	return cmd
}

func (o *inventoryCheck) run(args []string) error {
	if err := oneOf("format", o.format, "text", "json"); err != nil {
		return err
	}
	target, _, err := o.target.get()
	if err != nil {
		return err
	}
	path := ""
	if len(args) > 0 {
		path = args[0]
	} else {
		_, settings, err := o.project()
		if err != nil {
			return err
		}
		path = settings.Inventory.Name
	}
	if path == "" {
		return errors.New("which inventory? ticketacl inventory check inventory.yml")
	}
	data, err := ownfile.Load(path)
	if err != nil {
		return failure{err}
	}
	checked := report.NewInventoryCheck(path, inventory.Check(path, data, target))
	if o.format == "json" {
		err = checked.JSON(o.out)
	} else {
		err = checked.Text(o.out, report.NewTerminal(o.out, "never"))
	}
	if err != nil {
		return failure{err}
	}
	if worst, any := checked.Worst(); any && worst >= diag.Warning {
		return exit(exitFindings)
	}
	return nil
}

// maxInput bounds what is read of standard input.
const maxInput = 256 << 20

func readAll(in io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, maxInput+1))
	if err == nil && len(data) > maxInput {
		err = errors.New("standard input has more than 256 MB")
	}
	return data, err
}

// readFile bounds a file likewise.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxInput {
		return nil, fmt.Errorf("%s: larger than %d MB", path, maxInput>>20)
	}
	return os.ReadFile(path)
}
