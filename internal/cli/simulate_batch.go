package cli

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/batch"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// batchFlags are those for scenarios that come as lines.
type batchFlags struct {
	path  string
	brief bool
	shard string
}

func (b *batchFlags) register(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&b.path, "batch", "", "scenarios as lines of JSON, a file or -: one line of JSON is printed for each, in their order")
	f.BoolVar(&b.brief, "brief", false, "with --batch: what matched and what is left, without reasons")
	f.StringVar(&b.shard, "shard", "", "with --batch: I/N, only every N-th line, from the I-th on")
}

// given reports whether lines are to be answered.
func (b *batchFlags) given(cmd *cobra.Command) (bool, error) {
	on := cmd.Flags().Changed("batch")
	for _, f := range []string{"brief", "shard"} {
		if cmd.Flags().Changed(f) && !on {
			return false, fmt.Errorf("--%s goes with --batch", f)
		}
	}
	if on && b.path == "" {
		return false, fmt.Errorf("--batch needs a file with lines of JSON, or - for the standard input")
	}
	return on, nil
}

// share reads --shard.
func (b *batchFlags) share() (shard, shards int, err error) {
	if b.shard == "" {
		return 0, 0, nil
	}
	i, n, ok := strings.Cut(b.shard, "/")
	shard, err1 := strconv.Atoi(i)
	shards, err2 := strconv.Atoi(n)
	if !ok || err1 != nil || err2 != nil || shard < 1 || shards < shard {
		return 0, 0, fmt.Errorf("--shard %s: write I/N with I from 1 to N, such as 2/8", b.shard)
	}
	return shard, shards, nil
}

// inBatch answers lines.
func (o *simulateOptions) inBatch(cmd *cobra.Command, args []string) error {
	for _, f := range []string{"why", "acl", "save", "emit-calls", "log", "targets", "via", "saves"} {
		if fl := cmd.Flags().Lookup(f); fl != nil && fl.Changed {
			return fmt.Errorf("--batch goes with no --%s", f)
		}
	}
	switch {
	case len(args) > 0:
		return fmt.Errorf("--batch %s holds scenarios, and so does %s: give one of them", o.batch.path, args[0])
	case o.batch.path == "-" && o.acls == "-":
		return fmt.Errorf("--batch and --acls cannot both be the standard input")
	}
	shard, shards, err := o.batch.share()
	if err != nil {
		return err
	}
	base, err := o.one.partial()
	if err != nil {
		return err
	}
	in := io.Reader(o.in)
	if o.batch.path != "-" {
		f, err := os.Open(o.batch.path)
		if err != nil {
			return failure{err}
		}
		defer f.Close()
		in = f
	}
	b, err := o.bench(cmd, &scenario.File{})
	defer func() { report.Compact(o.err, append(b.findings, b.ofACLs...)) }()
	if err != nil {
		return err
	}
	r := &batch.Runner{
		Lines: scenario.NewLineReader(o.batch.path, base), Workers: runtime.GOMAXPROCS(0), Shard: shard, Shards: shards,
		Answer: func(l *scenario.Line) (any, error) {
			if l.Ask == nil {
				l.Ask = o.ask
			}
			if o.batch.brief {
				return b.brief(l)
			}
			return b.simulate(l.Scenario, l.Ask, nil)
		},
	}
	if o.batch.brief {
		r.Relevant = scenario.RelevantTo(b.engine, b.inventory)
	}
	letGarbageLie()
	out := bufio.NewWriterSize(o.out, 64<<10)
	bad, err := r.Run(cmd.Context(), in, out)
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return failure{err}
	}
	for _, d := range b.findings {
		b.partial = b.partial || d.Severity == diag.Error
	}
	if bad > 0 || b.partial {
		if bad > 0 {
			fmt.Fprintf(o.err, "ticketacl: %s: %d lines could not be answered; each has an error in its place\n", o.batch.path, bad)
		}
		return exit(exitFailed)
	}
	return nil
}

// brief answers a line without reasons.
func (b *bench) brief(l *scenario.Line) (*report.Brief, error) {
	plan, err := scenario.Calls(l.Scenario, b.world)
	if err != nil {
		return nil, err
	}
	asked, err := chosen(plan.Answers(), l.Ask, plan.Screen.Name)
	if err != nil {
		return nil, err
	}
	answers := make([]*simulate.Answer, len(asked))
	for i, a := range asked {
		answers[i] = b.world.Judge(a)
	}
	return report.NewBrief(b.engine.ACLs(), asked, answers, plan.Refused), nil
}
