package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/enginelog"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// worldFlags name what scenarios are looked at with; what they leave open the
// scenario file says, else the project file.
type worldFlags struct {
	*streams
	target      targetFlag
	acls        string
	home        string
	inventory   string
	withInvalid bool
	// ready are ACLs that were read already; nil: they are read.
	ready *convert.Result
	// keep gets the text of every file of ACLs; nil: nobody wants it.
	keep func(file string, text []byte)
}

func (o *worldFlags) register(cmd *cobra.Command, s *streams) {
	o.streams = s
	f := cmd.Flags()
	f.StringVar(&o.acls, "acls", "", "the ACLs: an export, a Perl file, a folder of one-ACL files, - or REV:PATH")
	f.StringVar(&o.home, "home", "", "the ACLs in force in this installation: its Kernel/Config.pm and Kernel/Config/Files/*.pm")
	f.StringVar(&o.inventory, "inventory", "", "what exists in the system (default: what every fresh installation has)")
	f.BoolVar(&o.withInvalid, "with-invalid", false, "let ACLs take part that the system would not deploy")
	o.target.register(cmd, s)
}

// bench is everything that the scenarios of one file are looked at with.
type bench struct {
	set       *convert.Set
	engine    *simulate.Engine
	world     *scenario.World
	inventory *inventory.Inventory
	stock     *inventory.Inventory // of the target; the inventory itself where nobody names one
	target    *product.Target
	assumed   bool
	findings  []diag.Diagnostic // about scenarios and inventory
	ofACLs    []diag.Diagnostic
	partial   bool // of the ACLs
	saves     bool // every value that could be saved is told
	log       *enginelog.Log
	logFile   string
	notes     []string // what every answer should be read with
	common    []string // those of notes that no target changes
	read      *convert.Result
	given     *inventory.Inventory // as read; nil where nobody names one
	others    []*bench             // of other possible targets, where none is named
}

// errUnread: nothing could be read, and the findings say why.
const errUnread = exit(exitFailed)

func (o *worldFlags) bench(cmd *cobra.Command, f *scenario.File) (*bench, error) {
	b := &bench{}
	inv, err := o.loadInventory(b, f)
	if err != nil {
		return b, err
	}
	if err := o.chooseTarget(b, f, inv); err != nil {
		return b, err
	}
	read, err := o.readACLs(cmd, f, b.target)
	if err != nil {
		return b, err
	}
	b.set, b.partial, b.ofACLs = read.Set, read.Partial, read.Diagnostics
	switch {
	case b.partial && len(b.set.ACLs) == 0:
		return b, errUnread
	case b.partial:
		b.notes = append(b.notes, "a part of the ACLs could not be read and takes no part; the system may refuse the whole file")
	}
	b.target, b.assumed = recognised(read, b.target, b.assumed)
	b.read, b.given, b.common = read, inv, slices.Clone(b.notes)
	b.aim(o.withInvalid)
	return b, nil
}

// aim makes everything that depends on the target.
func (b *bench) aim(withInvalid bool) {
	inv := b.given
	b.stock = inventory.Stock(b.target)
	b.inventory = b.stock
	if inv != nil {
		b.inventory = inv.Over(b.stock)
	}
	b.engine = simulate.Compile(b.set, b.target, simulate.Options{WithInvalid: withInvalid, Inventory: b.inventory})
	b.notes = append(b.notes, relationNotes(b.engine, inv)...)
	b.world = scenario.NewWorld(b.engine, b.inventory, b.stock)
}

// at is the same bench for another target.
func (b *bench) at(t *product.Target, withInvalid bool) *bench {
	c := *b
	c.target, c.assumed, c.notes = t, false, slices.Clone(b.common)
	c.aim(withInvalid)
	return &c
}

// readACLs reads the ACLs of the command line, else those that the scenario file
// names, else the project's.
func (o *worldFlags) readACLs(cmd *cobra.Command, f *scenario.File, target *product.Target) (*convert.Result, error) {
	from := aclsFlag{home: o.home}
	switch {
	case o.ready != nil:
		return o.ready, nil
	case o.acls != "":
		from.paths = []string{o.acls}
	case o.home == "" && f.ACLs != "":
		from.paths = []string{beside(f.Name, f.ACLs)}
	case o.home == "":
		file, settings, err := o.project()
		if err == nil {
			from.paths, err = oneSet(settings, file)
		}
		if err != nil {
			return nil, err
		}
		if len(from.paths) == 0 {
			return nil, fmt.Errorf("which ACLs? name them with --acls PATH")
		}
	}
	return from.load(cmd, o.streams, target, nil, "", o.keep)
}

// chooseTarget takes the target of the command line, else the scenario file's,
// else the project's, else the inventory's.
func (o *worldFlags) chooseTarget(b *bench, f *scenario.File, inv *inventory.Inventory) (err error) {
	if b.target, b.assumed, err = o.target.get(); err != nil {
		return err
	}
	b.assumed = b.assumed || o.target.name == "" && f.Target != ""
	described := ""
	if inv != nil {
		described = inv.Product
	}
	for _, from := range []struct{ file, name string }{{f.Name, f.Target}, {nameOf(inv), described}} {
		if from.name == "" || !b.assumed {
			continue
		}
		if b.target, err = product.Parse(from.name); err != nil {
			return failure{fmt.Errorf("%s: %w", from.file, err)}
		}
		b.assumed = false
	}
	if described != "" {
		if t, err := product.Parse(described); err == nil && t.Family != b.target.Family {
			b.notes = append(b.notes, inv.Name+" describes "+described+", but the target is "+b.target.ID)
		}
	}
	if b.target.Assumed != "" {
		b.notes = append(b.notes, b.target.ID+": "+b.target.Assumed)
	}
	return nil
}

func nameOf(inv *inventory.Inventory) string {
	if inv == nil {
		return ""
	}
	return inv.Name
}

// loadInventory reads the inventory, nil where nobody names one.
func (o *worldFlags) loadInventory(b *bench, f *scenario.File) (*inventory.Inventory, error) {
	path := o.inventory
	if path == "" {
		path = beside(f.Name, f.Inventory)
	}
	if path == "" {
		_, settings, err := o.project()
		if err != nil {
			return nil, err
		}
		path = settings.Inventory.Name
	}
	if path == "" {
		return nil, nil
	}
	inv, ds, err := inventory.Load(path)
	if err != nil {
		return nil, failure{err}
	}
	b.findings = append(b.findings, ds...)
	if worst, ok := diag.Worst(ds); ok && worst == diag.Error {
		b.notes = append(b.notes, "a part of "+inv.Name+" could not be read")
	}
	return inv, nil
}

// beside is a path that a file names, seen from where that file is.
func beside(file, path string) string {
	if path == "" || path == "-" || filepath.IsAbs(path) || file == "" {
		return path
	}
	if rev, p, ok := strings.Cut(path, ":"); ok && len(rev) > 1 {
		return rev + ":" + filepath.ToSlash(filepath.Join(filepath.Dir(file), p))
	}
	return filepath.Join(filepath.Dir(file), path)
}
