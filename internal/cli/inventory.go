package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

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
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s exists and is not written over; name another file", path)
	} else if !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return mayWrite(path)
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
