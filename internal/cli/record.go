package cli

import (
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/grid"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/internal/suite"
	"github.com/ticketacl/ticketacl/simulate"
)

// defaultScenarios is how many scenarios a recording has at most.
const defaultScenarios = 1000

type recordOptions struct {
	worldFlags
	agents, customers, screens []string
	tickets                    string
	limit                      int
	output                     string
	overwrite                  bool
	update                     bool
	format                     string
	color                      string
}

func newRecord(s *streams) *cobra.Command {
	o := &recordOptions{}
	cmd := &cobra.Command{
		Use:   "record [FILE]",
		Short: "Record what ACLs do today, and show what changes",
		Long: "Without a file, makes scenarios from people, screens and tickets, and writes them with\n" +
			"what the ACLs do today as what is expected: a net under tomorrow's change. People and\n" +
			"tickets are those that the conditions tell apart. Combinations that cannot differ are\n" +
			"left out.\n\n" +
			"With a file of scenarios, runs them again and shows what changed, together where the\n" +
			"same did; --update accepts it.",
		Example: "  ticketacl record --acls Export_ACL.yml --inventory inventory.yml -o net.scenarios.yml\n" +
			"  ticketacl record net.scenarios.yml --acls Export_ACL.new.yml\n" +
			"  ticketacl record net.scenarios.yml --update",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return o.record(cmd, args) },
	}
	o.worldFlags.register(cmd, s)
	f := cmd.Flags()
	f.StringArrayVar(&o.agents, "agent", nil, "login of an agent (repeatable; default: one for each way in which conditions tell agents apart)")
	f.StringArrayVar(&o.customers, "customer", nil, "login of a customer user (repeatable)")
	f.StringArrayVar(&o.screens, "screen", nil, "a screen, such as AgentTicketClose (repeatable; default: those that ask for what the ACLs change)")
	f.StringVar(&o.tickets, "tickets", "", "tickets: a file of scenarios, or of JSON lines as simulate --batch reads them (default: made for each condition)")
	f.IntVar(&o.limit, "limit", defaultScenarios, "at most so many scenarios")
	f.StringVarP(&o.output, "output", "o", "", "the file to write, or -")
	f.BoolVar(&o.overwrite, "overwrite", false, "record anew over a file that exists")
	f.BoolVar(&o.update, "update", false, "accept what changed: write it into the file")
	f.StringVar(&o.format, "format", "text", "of the comparison: text or json")
	f.StringVar(&o.color, "color", "auto", "auto, always or never")
	return cmd
}

func (o *recordOptions) record(cmd *cobra.Command, args []string) error {
	if err := oneOf("format", o.format, "text", "json"); err != nil {
		return err
	}
	if err := oneOf("color", o.color, report.ColorModes()...); err != nil {
		return err
	}
	if len(args) > 0 {
		return o.compare(cmd, args[0])
	}
	switch {
	case o.update:
		return fmt.Errorf("--update accepts what changed in a recording: name it, as in ticketacl record net.scenarios.yml --update")
	case o.output == "":
		return fmt.Errorf("record to which file? name it with -o, such as -o net.scenarios.yml (-o - prints), or name a recording to compare with")
	case o.limit < 1:
		return fmt.Errorf("--limit %d: at least 1", o.limit)
	case cmd.Flags().Changed("format"):
		return fmt.Errorf("--format is that of a comparison; a recording is YAML")
	}
	return o.make(cmd)
}

// make records today's behaviour.
func (o *recordOptions) make(cmd *cobra.Command) error {
	toFile := o.output != "-"
	if toFile {
		if err := o.mayRecord(); err != nil {
			return failure{err}
		}
	}
	b, err := o.bench(cmd, &scenario.File{})
	defer func() { report.Compact(o.err, append(b.findings, b.ofACLs...)) }()
	if err != nil {
		return err
	}
	tickets, err := o.readTickets(b)
	if err != nil {
		return err
	}
	// What follows makes garbage by the scenario and keeps little, whatever the size of
	// the file that was read.
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	// Scenarios in doubt are told apart well enough by a few ways of filling it in.
	coarse := simulate.Compile(b.set, b.target, simulate.Options{WithInvalid: o.withInvalid, Inventory: b.inventory, Ways: 64})
	g, err := grid.Make(grid.Options{
		Engine: coarse, World: scenario.NewWorld(coarse, b.inventory, b.stock), Agents: o.agents, Customers: o.customers, Screens: o.screens, Tickets: tickets, Limit: o.limit,
	})
	if err != nil {
		return err
	}
	if len(g.Scenarios) == 0 {
		fmt.Fprintln(o.err, "ticketacl: nothing to record: nothing that is asked there can be changed by these ACLs")
		return exit(exitFindings)
	}
	results, err := suite.NewRecorder(b.suiteBench()).All(cmd.Context(), g.Scenarios, suite.Task{Record: true})
	if err != nil {
		return failure{err}
	}
	f := &scenario.File{Scenarios: g.Scenarios, Target: b.target.ID}
	if b.assumed {
		f.Target = ""
	}
	for i := range results {
		if f.Scenarios[i].Expect = results[i].Expect; results[i].Err != nil {
			return failure{results[i].Err}
		}
	}
	if toFile {
		f.ACLs, f.Inventory = from(o.output, o.acls), from(o.output, o.inventory)
	} else {
		f.ACLs, f.Inventory = from("recorded.yml", o.acls), from("recorded.yml", o.inventory)
	}
	data, err := scenario.Write(f)
	if err != nil {
		return failure{err}
	}
	data = append([]byte(o.head(b, g)), data...)
	if !toFile {
		if _, err := o.out.Write(data); err != nil {
			return failure{err}
		}
	} else if err := replaceFile(o.output, data); err != nil {
		return failure{err}
	}
	o.tell(b, g, f)
	return o.ended(b)
}

// mayRecord refuses a recording that is there, and what is no file.
func (o *recordOptions) mayRecord() error {
	there, err := replaceable(o.output)
	if err != nil || there == nil || o.overwrite {
		return err
	}
	return fmt.Errorf("%w; ticketacl record %s compares with it, --update accepts what changed, --overwrite records anew", mayCreate(o.output), o.output)
}

// scenarioSchema is where the schema of scenario files is published.
const scenarioSchema = "https://raw.githubusercontent.com/ticketacl/ticketacl/main/docs/schema/scenario.schema.json"

// head is the comment at the head of a recording.
func (o *recordOptions) head(b *bench, g *grid.Grid) string {
	name := "FILE"
	if o.output != "-" {
		name = filepath.Base(o.output)
	}
	return fmt.Sprintf("# yaml-language-server: $schema=%s\n#\n# What %s on %s, recorded by ticketacl: %s, %s,\n# %s. What changes is shown by: ticketacl record %s\n# and accepted with --update.\n",
		scenarioSchema, report.Plural(len(b.engine.ACLs()), "ACL")+verb(len(b.engine.ACLs())), b.target.ID, people(g.People), report.Plural(g.Screens, "screen"),
		report.Plural(g.Tickets, "ticket"), report.Clean(name))
}

func verb(n int) string {
	if n == 1 {
		return " does"
	}
	return " do"
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}

// tell says what was recorded and what was left out.
func (o *recordOptions) tell(b *bench, g *grid.Grid, f *scenario.File) {
	where := ""
	if o.output != "-" {
		where = o.output + ": "
	}
	fmt.Fprintf(o.err, "%s%s: %s, %s, %s\n", report.Clean(where), report.Plural(len(f.Scenarios), "scenario"), people(g.People),
		report.Plural(g.Screens, "screen"), report.Plural(g.Tickets, "ticket"))
	var out []string
	for _, x := range []struct {
		n    int
		what string
	}{
		{g.Alike, "do what one of these does"}, {g.Silent, "ask nothing that the ACLs can change"},
		{g.Left, "not tried (a higher --limit tries more)"},
	} {
		if x.n > 0 {
			out = append(out, fmt.Sprintf("%d %s", x.n, x.what))
		}
	}
	if len(out) > 0 {
		fmt.Fprintf(o.err, "left out: %s\n", strings.Join(out, ", "))
	}
	const few = 20
	for i, name := range g.Unmet {
		if i == few {
			fmt.Fprintf(o.err, "note: and %d more ACLs\n", len(g.Unmet)-few)
			break
		}
		fmt.Fprintf(o.err, "note: %s matches for none of the lists that ACLs change (ticketacl simulate --acl says why)\n", report.Clean(name))
	}
	var notes []string
	if o.home != "" {
		notes = append(notes, "the file names no ACLs: give --home "+o.home+" again")
	}
	if o.withInvalid {
		notes = append(notes, "the file does not say --with-invalid: give it again")
	}
	for _, n := range append(notes, b.notes...) {
		fmt.Fprintln(o.err, "note: "+report.Clean(n))
	}
}

// ended is how the command ends where some of what it read could not be read.
func (o *recordOptions) ended(b *bench) error {
	worst, found := diag.Worst(b.findings)
	if b.partial || found && worst == diag.Error {
		return exit(exitFailed)
	}
	return nil
}

// suiteBench is what scenarios are held against.
func (b *bench) suiteBench() *suite.Bench {
	out := &suite.Bench{Engine: b.engine, World: b.world, Inventory: b.inventory}
	for _, a := range b.engine.Order(b.set) {
		out.Names = append(out.Names, a.Name)
	}
	return out
}
