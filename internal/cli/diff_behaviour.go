package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/internal/suite"
	"github.com/ticketacl/ticketacl/simulate"
)

// briefLimit is how many scenarios are tried where behaviour is only told in short.
const briefLimit = 1000

// behaviourFlags say how answers are compared.
type behaviourFlags struct {
	scenarios  []string
	screens    []string
	save       string
	limit      int
	fromTarget string
}

func (f *behaviourFlags) register(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringArrayVar(&f.scenarios, "scenarios", nil, "compare in these scenarios, a file or folder (repeatable; default: made of both sets and the inventory)")
	fl.StringArrayVar(&f.screens, "screen", nil, "only this screen, such as AgentTicketClose (repeatable; default: all that ask for what differs)")
	fl.StringVar(&f.save, "save", "", "write the smallest scenario of each difference into this folder, with what the old set does as what is expected")
	fl.IntVar(&f.limit, "limit", 0, fmt.Sprintf("try at most so many scenarios (default %d, of more than 500 ACLs fewer; %d where behaviour is told in short)", diff.DefaultLimit, briefLimit))
	fl.StringVar(&f.fromTarget, "from-target", "", "the product and version of OLD, where it is another one than --target; OLD may then be NEW too")
}

// given reports whether some flag is about behaviour.
func (f *behaviourFlags) given() bool {
	return len(f.scenarios)+len(f.screens) > 0 || f.save != "" || f.limit != 0 || f.fromTarget != ""
}

func (f *behaviourFlags) check(targetNamed bool) error {
	switch {
	case f.limit < 0:
		return fmt.Errorf("--limit %d: at least 1", f.limit)
	case f.limit > 0 && len(f.scenarios) > 0:
		return errors.New("--limit bounds scenarios that are made, and --scenarios names those to take: give one of them")
	case len(f.screens) > 0 && len(f.scenarios) > 0:
		return errors.New("--screen is where scenarios are made for, and --scenarios names those to take: give one of them")
	case f.fromTarget != "" && !targetNamed:
		return errors.New("--from-target names the product of the old side: name that of the new one with --target")
	}
	return nil
}

// behave adds to the report which answers differ; brief: only in short.
func (o *diffOptions) behave(cmd *cobra.Command, d *compared, brief bool) error {
	from := d.target
	if o.behaviour.fromTarget != "" {
		var err error
		if from, err = product.Parse(o.behaviour.fromTarget); err != nil {
			return fmt.Errorf("--from-target: %w", err)
		}
	}
	opts := diff.BehaviourOptions{
		Old: sideOf(d.old.Set, from, d.inventory), New: sideOf(d.new.Set, d.target, d.inventory), Limit: o.behaviour.limit, Unread: d.unread,
	}
	if from.ID == d.target.ID {
		before, after := d.structure.Touched()
		// Nothing is touched where nothing differs, which is not the same as everything.
		if opts.Touched = slices.Concat(before, after); opts.Touched == nil {
			opts.Touched = []*convert.ACL{}
		}
	}
	brief = brief && !o.behaviour.given()
	if brief {
		opts.Limit = briefLimit
	}
	for _, name := range o.behaviour.screens {
		if err := isScreen(name, opts.Old.World, opts.New.World); err != nil {
			return err
		}
	}
	opts.Screens = o.behaviour.screens
	if len(o.behaviour.scenarios) > 0 {
		list, err := o.readScenarios(d)
		if err != nil {
			return err
		}
		opts.Scenarios = list
	}
	// What follows makes garbage by the scenario and keeps little.
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	b, err := diff.Behave(cmd.Context(), opts)
	if err != nil {
		return failure{err}
	}
	var files map[*diff.Difference]string
	if o.behaviour.save != "" {
		if files, err = o.save(d, b, from, &opts.Old); err != nil {
			return err
		}
	}
	d.failed = d.failed || len(b.Broken) > 0
	d.report.Behaviour = report.NewBehaviour(b, from.ID, d.target.ID, files)
	d.report.Behaviour.Only = o.behaviour.screens
	if o.behaviour.save != "" {
		d.report.Behaviour.Unsaved = len(b.Differences) - len(files)
	}
	if brief {
		d.report.Behaviour.Brief()
	}
	return nil
}

// isScreen refuses a name that no screen of either product has.
func isScreen(name string, worlds ...*scenario.World) error {
	var names []string
	for _, w := range worlds {
		for _, s := range w.Screens() {
			names = append(names, s.Name)
		}
	}
	if slices.Contains(names, name) {
		return nil
	}
	return fmt.Errorf("there is no screen %q%s", name, meant(name, names))
}

// manyACLs is from how many on what is unknown is filled in in fewer ways.
const manyACLs = 30

// sideOf is a set with what it is looked at in.
func sideOf(set *convert.Set, t *product.Target, given *inventory.Inventory) diff.Side {
	stock := inventory.Stock(t)
	inv := stock
	if given != nil {
		inv = given.Over(stock)
	}
	const most, least = 1024, 16
	e := simulate.Compile(set, t, simulate.Options{Inventory: inv, Ways: max(least, most*manyACLs/max(manyACLs, len(set.ACLs)))})
	return diff.Side{Engine: e, World: scenario.NewWorld(e, inv, stock)}
}

// readScenarios reads those to compare in. What is wrong with one is told, and the rest
// is compared.
func (o *diffOptions) readScenarios(d *compared) ([]*scenario.Scenario, error) {
	files, err := suite.Find(o.behaviour.scenarios)
	if err != nil {
		return nil, failure{err}
	}
	list := []*scenario.Scenario{}
	for _, file := range files {
		f, findings, err := scenario.Load(file)
		if err != nil {
			return nil, failure{err}
		}
		d.findings = append(d.findings, findings...)
		d.failed = d.failed || hasError(findings)
		list = append(list, f.Scenarios...)
	}
	if len(list) == 0 && !d.failed {
		return nil, failure{fmt.Errorf("%s: there is no scenario in it", strings.Join(o.behaviour.scenarios, ", "))}
	}
	return list, nil
}

// save writes the smallest scenarios, each into a file that test takes. Those that the old
// set does not pass are left out: of them nobody can say what is to stay.
func (o *diffOptions) save(d *compared, b *diff.Behaviour, target *product.Target, old *diff.Side) (map[*diff.Difference]string, error) {
	dir := o.behaviour.save
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, failure{err}
	}
	names := map[*diff.Difference]string{}
	content := map[*diff.Difference][]byte{}
	bench := &suite.Bench{Engine: old.Engine, World: old.World, Inventory: old.World.Inventory}
	for _, a := range d.old.Set.ACLs {
		bench.Names = append(bench.Names, a.Name)
	}
	for _, x := range b.Differences {
		if x.Maybe() || bench.Run(x.Scenario).Outcome != suite.Passed {
			continue
		}
		path := filepath.Join(dir, fmt.Sprintf("%03d-%s.yml", len(names)+1, slug(x.Scenario.Name)))
		f := &scenario.File{Scenarios: []*scenario.Scenario{x.Scenario}, Target: target.ID}
		if d.old.from.home == "" {
			f.ACLs = from(path, d.old.from.path)
		}
		if o.inventory != "" {
			f.Inventory = from(path, o.inventory)
		}
		data, err := scenario.Write(f)
		if err != nil {
			return nil, failure{err}
		}
		if old, err := os.ReadFile(path); err != nil || string(old) != string(data) {
			if err := mayCreate(path); err != nil {
				return nil, failure{err}
			}
		}
		names[x], content[x] = path, data
	}
	for _, x := range b.Differences {
		if names[x] == "" {
			continue
		}
		if err := replaceFile(names[x], content[x]); err != nil {
			return nil, failure{err}
		}
	}
	return names, nil
}

// slug is a part of a file's name.
func slug(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	out := []rune(strings.TrimSuffix(b.String(), "-"))
	return string(out[:min(len(out), 60)])
}
