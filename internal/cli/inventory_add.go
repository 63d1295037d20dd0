package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/report"
)

type inventoryAdd struct {
	*streams
	inventory string
	output    string
	complete  bool
	skip      bool
}

func newInventoryAdd(s *streams) *cobra.Command {
	o := &inventoryAdd{streams: s}
	cmd := &cobra.Command{
		Use:   "add KIND FILE.csv",
		Short: "Put a list from a CSV file into an inventory",
		Long: "Takes what a browser, an SQL client or a spreadsheet exports (the first row names columns as\n" +
			"the product does: id, name, group_id, valid_id, …; - is standard input) and prints the\n" +
			"inventory with it: new entries come to the end of their list, known ones get the attributes\n" +
			"that the file has. Comments stay, and lines that nothing changes. -o writes it: into the\n" +
			"inventory itself, or into a new file.\n\n" +
			"Roles of agents, and groups of agents, roles and customer users, stand in columns role,\n" +
			"Group_ro, Group_rw and so on, a list in a cell (users, stats) or several rows for one name;\n" +
			"or a row for each grant, with columns group_name and permission_key.\n\n" +
			"Where a row is damaged nothing is written; --skip leaves such rows out. A kind that was not\n" +
			"listed comes under open; with --complete the file has all of it.",
		Example: "  ticketacl inventory add queues queue.csv --inventory inventory.yml -o inventory.yml --complete",
		Args:    cobra.MaximumNArgs(2),
		RunE:    func(cmd *cobra.Command, args []string) error { return o.run(args) },
	}
	f := cmd.Flags()
	f.StringVar(&o.inventory, "inventory", "", "the inventory to start from (default: the project's; without any an empty one)")
	f.StringVarP(&o.output, "output", "o", "", "the file to write")
	f.BoolVar(&o.skip, "skip", false, "leave out rows with mistakes")
	f.BoolVar(&o.complete, "complete", false, "the file has all there is of the kind")
	return cmd
}

func (o *inventoryAdd) run(args []string) error {
	if len(args) < 2 {
		return errors.New("which kind, from which file? ticketacl inventory add queues queue.csv")
	}
	if err := isCSVKind(args[0]); err != nil {
		return err
	}
	path := o.inventory
	if path == "" {
		_, settings, err := o.project()
		if err != nil {
			return err
		}
		path = settings.Inventory.Name
	}
	var old []byte
	var err error
	if path != "" {
		if old, err = os.ReadFile(path); err != nil {
			return failure{err}
		}
	}
	into := path != "" && o.output != "" && sameFile(path, o.output)
	if !into {
		if err := mayCreate(o.output); err != nil {
			return failure{err}
		}
	}
	data, err := o.readCSV(args[1])
	if err != nil {
		return failure{err}
	}
	rows, err := inventory.ReadCSV(args[0], args[1], data)
	if err != nil {
		return failure{fmt.Errorf("%s: %w", args[1], err)}
	}
	added, err := inventory.Add(old, rows, o.complete)
	if err != nil {
		return failure{fmt.Errorf("%s: %w", path, err)}
	}
	if err := o.judge(rows, added); err != nil {
		return err
	}
	if into {
		if err := overwrite(path, old, added.Text); err != nil {
			return failure{err}
		}
	} else if err := o.write(o.output, added.Text); err != nil {
		return err
	}
	o.say(args[0], rows, added)
	return nil
}

// isCSVKind refuses what is no kind of which rows are read.
func isCSVKind(name string) error {
	kinds := inventory.CSVKinds()
	switch {
	case slices.Contains(kinds, name):
		return nil
	case slices.Contains(inventory.Keys(), name):
		return fmt.Errorf("%s is not read from CSV: write it into the inventory; from CSV there is %s", name, strings.Join(kinds, ", "))
	}
	if near := diag.Nearest(name, kinds); diag.IsNear(name, near) {
		return fmt.Errorf("there is no kind %q; did you mean %s?", name, near)
	}
	return fmt.Errorf("there is no kind %q; from CSV there is %s", name, strings.Join(kinds, ", "))
}

// judge says what is wrong with the rows, and whether that stands in the way.
func (o *inventoryAdd) judge(rows *inventory.Rows, added *inventory.Added) error {
	findings := slices.Concat(rows.Findings, added.Findings)
	if len(findings) == 0 {
		return nil
	}
	report.Compact(o.err, findings)
	skipped := rows.Skipped + len(added.Findings)
	switch {
	case rows.Damaged:
		return failure{errors.New("nothing is written: rows may be lost")}
	case !o.skip:
		return failure{fmt.Errorf("nothing is written: mend %s, or write the others with --skip", report.Plural(skipped, "row"))}
	case o.complete:
		return failure{fmt.Errorf("nothing is written: --complete says that the file has all there is, and --skip leaves out %s", report.Plural(skipped, "row"))}
	}
	fmt.Fprintf(o.err, "note: %s left out\n", report.Plural(skipped, "row"))
	return nil
}

func (o *inventoryAdd) say(kind string, rows *inventory.Rows, added *inventory.Added) {
	fmt.Fprintf(o.err, "%s: %d new, %d changed, %d as they were\n", kind, added.New, added.Changed, added.Same)
	if len(rows.Ignored) > 0 {
		fmt.Fprintf(o.err, "note: columns left out: %s\n", report.Clean(firstOf(rows.Ignored)))
	}
	if n := len(added.OnlyThere); n > 0 {
		fmt.Fprintf(o.err, "note: not in the file, and kept: %s\n", report.Clean(firstOf(added.OnlyThere)))
	}
	if added.Open {
		fmt.Fprintf(o.err, "note: %s is under open: --complete says that the file has all of them\n", kind)
	}
}

// firstOf are the first of some names.
func firstOf(names []string) string {
	const most = 8
	text := ""
	for i, name := range names {
		if i == most {
			return fmt.Sprintf("%s and %d more", text, len(names)-most)
		}
		if i > 0 {
			text += ", "
		}
		text += name
	}
	return text
}

func (o *inventoryAdd) readCSV(path string) ([]byte, error) {
	if path == "-" {
		return readAll(o.in)
	}
	return readFile(path)
}

// sameFile reports whether two paths lead to one file.
func sameFile(a, b string) bool {
	if filepath.Clean(a) == filepath.Clean(b) {
		return true
	}
	x, err := os.Stat(a)
	y, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(x, y)
}
