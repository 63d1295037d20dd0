package cli

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/deploy"
	"github.com/ticketacl/ticketacl/internal/report"
)

// deployLimit is how many scenarios a plan tries at most where nobody says.
const deployLimit = 2000

type deployOptions struct {
	*streams
	named     targetFlag
	inventory string
	path      string // -o
	scenarios []string
	allow     []string
	limit     int
	yes       bool
	dryRun    bool
	planFile  string // --plan
	apply     string
	ifMatch   string
	rollback  string
	noBackup  bool
	format    string
	color     string
}

// newest is the value of --rollback without a file.
const newest = "newest"

func newDeploy(s *streams) *cobra.Command {
	o := &deployOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "deploy [PATH…] -o …/Kernel/Config/Files/ZZZACL.pm",
		Short: "Plan, guard and write the file that a system loads",
		Long: "Shows what would change against the file that is there, looks whether anything speaks\n" +
			"against it, asks, and replaces the file in one step: whatever happens meanwhile, the old\n" +
			"or the new file is there, whole. The old one is kept as ZZZACL.pm.<time>.bak.\n\n" +
			"Errors of lint stop it (--allow RULE=reason lets one rule pass; file-name: another name\n" +
			"than ZZZACL.pm; no-acls: nothing in the place of ACLs), so does a file there that holds more\n" +
			"than ACLs, and a scenario of the project that fails; where there are none, everybody who can\n" +
			"open a ticket must still be able to. The file must be one that the system loads, read back as\n" +
			"the same ACLs, and, where perl is there, compile.\n\n" +
			"--plan FILE keeps the plan, --apply FILE does just that or, if anything is not as it was,\n" +
			"nothing. --rollback puts the newest backup back.\n\n" +
			"Ends with 1 where a guard stops it or somebody says no, and with 3 where something could\n" +
			"not be read or written, or has changed.",
		Example: "  ticketacl deploy Export_ACL.yml -o /opt/otobo/Kernel/Config/Files/ZZZACL.pm --target otobo-11.0 --dry-run\n" +
			"  ticketacl deploy acls/ -o /opt/otobo/Kernel/Config/Files/ZZZACL.pm --plan plan.json\n" +
			"  ticketacl deploy --apply plan.json --yes\n" +
			"  ticketacl deploy -o /opt/otobo/Kernel/Config/Files/ZZZACL.pm --rollback",
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd, args) },
	}
	o.named.register(cmd, s)
	f := cmd.Flags()
	f.StringVarP(&o.path, "output", "o", "", "the file to write: Kernel/Config/Files/ZZZACL.pm of the system")
	f.StringVar(&o.inventory, "inventory", "", "what exists in the system")
	f.StringArrayVar(&o.scenarios, "scenarios", nil, "scenarios that have to pass (repeatable; default: the project file's)")
	f.StringArrayVar(&o.allow, "allow", nil, "let errors of a rule pass, or file-name or no-acls, and why: RULE=reason (repeatable)")
	f.IntVar(&o.limit, "limit", deployLimit, "try at most so many scenarios of a grid")
	f.BoolVar(&o.yes, "yes", false, "do not ask")
	f.BoolVar(&o.dryRun, "dry-run", false, "write nothing, show what would be done")
	f.StringVar(&o.planFile, "plan", "", "write nothing but the plan, into this file")
	f.StringVar(&o.apply, "apply", "", "do what the plan in this file says, if all is as it was")
	f.StringVar(&o.ifMatch, "if-match", "", "only if the file that is there has this SHA-256 (none: only if there is no file)")
	f.StringVar(&o.rollback, "rollback", "", "put a backup back: the newest one, or --rollback=FILE")
	f.Lookup("rollback").NoOptDefVal = newest
	f.BoolVar(&o.noBackup, "no-backup", false, "do not keep the old file")
	f.StringVar(&o.format, "format", "text", "text or json")
	f.StringVar(&o.color, "color", "auto", "auto, always or never")
	return cmd
}

func (o *deployOptions) run(cmd *cobra.Command, args []string) error {
	if err := errors.Join(oneOf("format", o.format, "text", "json"), oneOf("color", o.color, report.ColorModes()...)); err != nil {
		return err
	}
	made, err := o.planned(cmd, args)
	if err != nil {
		return err
	}
	if made != nil {
		args = made.Plan.Options.Sources
	}
	if err := o.agree(cmd, args); err != nil {
		return err
	}
	d := &deployer{deployOptions: o, cmd: cmd}
	if d.allowed, err = o.allowances(); err != nil {
		return err
	}
	if err := d.make(args); err != nil {
		return err
	}
	if made != nil {
		if why := made.Plan.Differs(&d.plan.Plan); len(why) > 0 {
			for _, w := range why {
				fmt.Fprintf(o.err, "note: %s\n", report.Clean(w))
			}
			return failure{fmt.Errorf("%s: the plan does not hold any more: nothing is written; make a new one", o.apply)}
		}
	}
	if err := d.mayKeepPlan(); err != nil {
		return err
	}
	return d.finish()
}

// planned reads the plan of --apply and takes over what was asked for then; nil without.
func (o *deployOptions) planned(cmd *cobra.Command, args []string) (*report.Deployment, error) {
	if o.apply == "" {
		return nil, nil
	}
	if cmd.Flags().Changed("plan") {
		return nil, errors.New("--plan makes a plan and --apply carries one out: give one of them")
	}
	for _, name := range []string{"output", "target", "inventory", "scenarios", "allow", "limit", "dry-run", "rollback", "no-backup"} {
		if cmd.Flags().Changed(name) {
			return nil, fmt.Errorf("--apply does what the plan says: leave out --%s", name)
		}
	}
	if len(args) > 0 {
		return nil, fmt.Errorf("--apply does what the plan says: leave out %s", args[0])
	}
	made, err := report.ReadDeployment(o.apply)
	if err != nil {
		return nil, failure{err}
	}
	if dir, err := os.Getwd(); err == nil && dir != made.Plan.Folder && made.Relative() {
		return nil, failure{fmt.Errorf("%s: its paths begin in %s: go there", o.apply, made.Plan.Folder)}
	}
	was := &made.Plan.Options
	o.path, o.named.name, o.inventory, o.scenarios, o.limit = was.Path, was.Target, was.Inventory, was.Scenarios, was.Limit
	o.rollback, o.noBackup = was.Rollback, was.NoBackup
	for _, a := range was.Allow {
		o.allow = append(o.allow, a.Rule+"="+a.Reason)
	}
	return made, nil
}

// agree refuses flags that contradict each other, and runs that would have to ask where nobody can
// answer.
func (o *deployOptions) agree(cmd *cobra.Command, args []string) error {
	writes := !o.dryRun && o.planFile == ""
	stdin := slices.Contains(args, "-")
	switch {
	case o.path == "":
		return errors.New("deploy to which file? -o …/Kernel/Config/Files/ZZZACL.pm of the system")
	case o.dryRun && o.planFile != "":
		return errors.New("--dry-run writes nothing, --plan the plan: give one of them")
	case o.planFile != "" && stdin:
		return errors.New("--plan: standard input is gone when the plan is applied; name a file")
	case o.rollback != "" && len(args) > 0:
		return fmt.Errorf("--rollback puts a backup back (another one with --rollback=FILE): leave out %s", args[0])
	case o.rollback != "" && o.apply == "" && (slices.ContainsFunc(o.allow, func(a string) bool { return !strings.HasPrefix(a, deploy.FileName+"=") }) || cmd.Flags().Changed("scenarios")):
		return errors.New("--rollback brings back what was in force: it needs neither --allow nor --scenarios")
	case o.limit < 1:
		return fmt.Errorf("--limit %d: at least 1", o.limit)
	case writes && !o.yes && (stdin || !o.canAsk()):
		return errors.New("nobody can be asked here: --yes deploys without asking, --dry-run shows what would be done")
	case writes && !o.yes && o.format == "json":
		return errors.New("--format json is for programs: give --yes, --dry-run or --plan with it")
	}
	if o.ifMatch != "" {
		_, err := deploy.Matches(&deploy.File{}, o.ifMatch)
		if err != nil {
			return fmt.Errorf("--if-match: %w", err)
		}
	}
	return nil
}

// allowances reads --allow.
func (o *deployOptions) allowances() ([]deploy.Allow, error) {
	var out []deploy.Allow
	for _, a := range o.allow {
		rule, reason, _ := strings.Cut(a, "=")
		if !deploy.IsGuard(rule) {
			if _, err := ruleIDs("allow", []string{rule}); err != nil {
				return nil, err
			}
		}
		if strings.TrimSpace(reason) == "" {
			return nil, fmt.Errorf("--allow %s: say why, as in --allow %s='goes next week'", rule, rule)
		}
		out = append(out, deploy.Allow{Rule: rule, Reason: strings.TrimSpace(reason)})
	}
	return out, nil
}

// again is the command line with a target, for who has named none.
func (o *deployOptions) again(args []string, target string) string {
	words := append([]string{"ticketacl", "deploy"}, args...)
	words = append(words, "-o", o.path)
	switch o.rollback {
	case "":
	case newest:
		words = append(words, "--rollback")
	default:
		words = append(words, "--rollback="+o.rollback)
	}
	return strings.Join(append(words, "--target", cmp.Or(target, "otobo-11.0")), " ")
}
