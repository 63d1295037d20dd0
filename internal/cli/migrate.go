package cli

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/migrate"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
)

// migrateLimit is how many scenarios the proof tries at most where nobody says.
const migrateLimit = 2000

type migrateOptions struct {
	*streams
	acls          aclsFlag
	target        targetFlag
	fromTarget    string
	out, to       string
	reportFile    string
	format        string
	color         string
	literal       bool
	validID       int
	now, by       string
	fromInventory string
	inventory     string
	mapIDs        []string
	ids           []string // OLD=NEW
	limit         int
	force         bool
}

func newMigrate(s *streams) *cobra.Command {
	o := &migrateOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "migrate PATH… --from-target OLD --target NEW [-o FILE]",
		Short: "Carry a set to another product, so that it does there what it did",
		Long: "Reads ACLs in any form, rewrites what another product reads otherwise, so that it\n" +
			"behaves there as it did, and proves it: both sets are simulated, each under its own\n" +
			"product. The report says what a person has to look at, what was rewritten and why, which\n" +
			"lines of Config.pm to delete after the import, what differs still, and what to do next.\n\n" +
			"-o writes the new set: as an export, or for products before OTRS 3.3 as Perl for Config.pm;\n" +
			"a file such as ZZZACL.pm as the system deploys it. Without -o only the report is made.\n\n" +
			"--from-inventory and --inventory say what exists in the old and in the new system: fields\n" +
			"with their values, agents, processes. --map-ids OLD --map-ids NEW, or --map-ids OLD,NEW,\n" +
			"takes from two inventories nothing but the ids of processes, and --id OLD=NEW gives one\n" +
			"by hand.\n\n" +
			"It ends with 1 where something behaves differently that no class of docs/migrate.md names,\n" +
			"or an ACL cannot be written, and with 3 where something could not be read.",
		Example: "  ticketacl migrate Kernel/Config.pm --from-target otrs-3.3 --target otobo-11.0\n" +
			"  ticketacl migrate --home /opt/otrs --from-target otrs-5.0 --target znuny-7.0 \\\n" +
			"      -o Export_ACL.yml --report migration.html --valid-id 3",
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd, args) },
	}
	o.acls.register(cmd)
	f := cmd.Flags()
	f.StringVar(&o.fromTarget, "from-target", "", "the product and version that the ACLs were written for, such as otrs-3.3")
	f.StringVarP(&o.out, "output", "o", "", "write the new set into this file; - for standard output")
	f.StringVar(&o.to, "to", "", "yaml, zzzacl, config or json (default: by the file's name and what the target reads)")
	f.StringVar(&o.reportFile, "report", "", "write the report into this file, and only its outline to standard output")
	f.StringVar(&o.format, "format", "", "of the report: text, json, markdown or html (default: by its name, else text)")
	f.StringVar(&o.color, "color", "auto", "auto, always or never")
	f.BoolVar(&o.literal, "literal", false, "translate words only: what needs another shape to behave as before is told, and left")
	f.IntVar(&o.validID, "valid-id", 1, "the validity of what is valid: 1, or 2 or 3 to import all of it switched off")
	f.StringVar(&o.now, "now", defaultNow, "the time that stands where the source tells none")
	f.StringVar(&o.by, "by", defaultBy, "the login that stands where the source tells none")
	f.StringVar(&o.fromInventory, "from-inventory", "", "what exists in the old system")
	f.StringVar(&o.inventory, "inventory", "", "what exists in the new system (default: the project's)")
	f.StringSliceVar(&o.mapIDs, "map-ids", nil, "two inventories, OLD,NEW or one each time: ids of processes, activities and dialogs, by their names")
	f.StringArrayVar(&o.ids, "id", nil, "OLD=NEW, the new id of a process, activity or dialog, such as P14=Process-…; repeatable")
	f.IntVar(&o.limit, "limit", migrateLimit, "simulate at most so many scenarios for the proof")
	f.BoolVar(&o.force, "force", false, "write over files that are there")
	o.target.register(cmd, s)
	return cmd
}

func (o *migrateOptions) run(cmd *cobra.Command, args []string) error {
	if err := o.check(cmd); err != nil {
		return err
	}
	m := &migrating{migrateOptions: o, cmd: cmd, sources: map[string][]byte{}, formats: map[string]convert.Format{}}
	for _, step := range []func() error{m.inventories, m.targets, m.files, func() error { return m.read(args) }, m.migrate, m.prove} {
		if err := step(); err != nil {
			return err
		}
	}
	if err := m.write(); err != nil {
		return failure{err}
	}
	if err := m.tell(); err != nil {
		return failure{err}
	}
	return m.exit()
}

// check refuses values that are not known, and flags that exclude each other.
func (o *migrateOptions) check(cmd *cobra.Command) error {
	if err := o.reportFormat(); err != nil {
		return err
	}
	if err := errors.Join(oneOf("format", o.format, "text", "json", "markdown", "html"), oneOf("color", o.color, report.ColorModes()...)); err != nil {
		return err
	}
	if o.to != "" {
		if err := oneOf("to", o.to, "yaml", "zzzacl", "config", "json"); err != nil {
			return err
		}
	}
	if _, err := o.givenIDs(); err != nil {
		return err
	}
	if _, err := time.Parse(convert.TimeLayout, o.now); err != nil {
		return fmt.Errorf("--now %q is no time such as %s", o.now, defaultNow)
	}
	switch {
	case o.validID < 1 || o.validID > 3:
		return fmt.Errorf("--valid-id %d is none of 1 (valid), 2 (invalid) and 3 (invalid-temporarily)", o.validID)
	case o.limit < 1:
		return fmt.Errorf("--limit %d: at least 1", o.limit)
	case len(o.mapIDs) != 0 && len(o.mapIDs) != 2:
		return fmt.Errorf("--map-ids takes two inventories, not %d: --map-ids old.yml --map-ids new.yml", len(o.mapIDs))
	case o.reportFile != "" && o.reportFile == o.out:
		return fmt.Errorf("-o and --report both name %s: the set and the report are two files", o.out)
	case o.out == "-" && o.reportFile == "" && cmd.Flags().Changed("format"):
		return errors.New("standard output takes the new set: name a file for the report with --report")
	case o.to != "" && o.out == "":
		return fmt.Errorf("--to %s: nothing is written without -o FILE", o.to)
	}
	return nil
}

// migrating is one migration.
type migrating struct {
	*migrateOptions
	cmd      *cobra.Command
	from, to *product.Target
	// olds and news are the inventories, nil where nobody names one.
	olds, news *inventory.Inventory
	ids        map[string]string
	source     *convert.Result
	sources    map[string][]byte
	formats    map[string]convert.Format
	result     *migrate.Result
	proof      *migrate.Proof
	output     convert.Output
	written    *convert.Written
	unread     []string // what could not be read in full
	doc        *report.Migration
}

// inventories reads what exists in the two systems.
func (m *migrating) inventories() error {
	load := func(path string) (*inventory.Inventory, error) {
		inv, findings, err := m.loadInventory(path)
		report.Compact(m.err, findings)
		if hasError(findings) {
			m.unread = append(m.unread, "what "+path+" would tell besides, which has errors")
		}
		return inv, err
	}
	var err error
	if m.fromInventory != "" {
		if m.olds, err = load(m.fromInventory); err != nil {
			return err
		}
	}
	if m.news, err = load(m.inventory); err != nil {
		return err
	}
	given, err := m.givenIDs()
	if err != nil {
		return err
	}
	if len(m.mapIDs) == 2 {
		if m.ids, err = m.mappedIDs(load); err != nil {
			return err
		}
	}
	if m.ids == nil {
		m.ids = map[string]string{}
	}
	maps.Copy(m.ids, given) // whoever writes one knows better than names
	return nil
}

// targets finds both products. None of them is ever assumed.
func (m *migrating) targets() error {
	name := m.fromTarget
	if name == "" && m.olds != nil {
		name = m.olds.Product
	}
	if name == "" {
		return errors.New("which product were the ACLs written for? name it with --from-target, such as otrs-3.3")
	}
	var err error
	if m.from, err = product.Parse(name); err != nil {
		return fmt.Errorf("--from-target: %w", err)
	}
	var assumed bool
	if m.to, assumed, err = m.target.getWith(m.news); err != nil {
		return err
	}
	if assumed {
		return errors.New("to which product? name it with --target, such as otobo-11.0")
	}
	if m.from.ID == m.to.ID && len(m.ids) == 0 && (m.olds == nil || m.news == nil) {
		return fmt.Errorf("nothing to migrate: the ACLs are for %s already; between two systems of one product name what exists in both, with --from-inventory and --inventory, --map-ids or --id", m.to.ID)
	}
	noteAssumed(m.streams, m.from)
	noteAssumed(m.streams, m.to)
	return nil
}

// files finds out in which form to write, and that nothing is lost by it.
func (m *migrating) files() error {
	to := m.migrateOptions.to
	if to == "" {
		switch ext := strings.ToLower(filepath.Ext(m.out)); {
		case ext == ".json":
			to = "json"
		case !m.to.HasEditor():
			to = "config"
		case ext == ".pm":
			to = "zzzacl"
		default:
			to = "yaml"
		}
	}
	if to != "config" && !m.to.HasEditor() {
		return fmt.Errorf("--to %s: %s has no administration of ACLs and reads them from Kernel/Config.pm alone: leave it out, or take --to config", to, m.to.ID)
	}
	m.output = outputs()[to]
	if m.cmd.Flags().Changed("valid-id") && (m.output == convert.Deployment || m.output == convert.Config) && m.out != "" {
		return fmt.Errorf("--valid-id is for exports: what stands in a %s file is valid", to)
	}
	for _, path := range []string{m.out, m.reportFile} {
		if path == "" || path == "-" || m.force {
			continue
		}
		if err := mayCreate(path); err != nil {
			return failure{fmt.Errorf("%w, or give --force", err)}
		}
	}
	return nil
}

// read reads the source. What could be read is migrated.
func (m *migrating) read(args []string) error {
	read, err := m.acls.load(m.cmd, m.streams, m.from, args, "ticketacl migrate Kernel/Config.pm --from-target otrs-3.3 --target otobo-11.0", func(file string, data []byte) {
		m.formats[file] = convert.Detect(data)
		m.sources[file] = slices.Clone(data)
	})
	if err != nil {
		return err
	}
	m.source = read
	if err := m.keepSources(); err != nil {
		return err
	}
	report.Compact(m.err, m.asRead(read.Diagnostics))
	if read.Partial && len(read.Set.ACLs) == 0 {
		return errUnread
	}
	if read.Partial {
		m.unread = append(m.unread, "the part of the set that could not be read")
	}
	m.noteIDs()
	return nil
}

// keepSources refuses to write into a file that is read, whatever --force says: what the
// new set is to be compared with would be gone.
func (m *migrating) keepSources() error {
	read := append(slices.Sorted(maps.Keys(m.sources)), m.fromInventory, m.inventory)
	for _, path := range []string{m.out, m.reportFile} {
		at, err := os.Stat(path)
		if err != nil || path == "-" {
			continue
		}
		for _, source := range append(read, m.mapIDs...) {
			if of, err := os.Stat(source); err == nil && os.SameFile(at, of) {
				return fmt.Errorf("%s is what is read: name another file to write", path)
			}
		}
	}
	return nil
}

// asRead are what reading found, as far as it bears on the migration: of a key that is
// twice in a hash Perl takes the last one, as everything here does, which is no error.
func (m *migrating) asRead(found []diag.Diagnostic) []diag.Diagnostic {
	found = slices.Clone(found)
	for i := range found {
		if d := &found[i]; d.Rule == diag.DuplicateKey && d.Severity == diag.Error && m.formats[d.Place.File] == convert.Perl {
			d.Severity = diag.Warning
		}
	}
	return found
}

// migrate rewrites.
func (m *migrating) migrate() (err error) {
	m.result, err = migrate.Migrate(m.source.Set, m.options())
	return err
}

func (m *migrating) options() migrate.Options {
	return migrate.Options{From: m.from, To: m.to, FromInventory: m.olds, ToInventory: m.news, Literal: m.literal, IDs: m.ids}
}
