package cli

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/replay"
)

type replayOptions struct {
	*streams
	target targetFlag
	worlds string
	format string
}

func newReplay(s *streams) *cobra.Command {
	o := &replayOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "replay CASES…",
		Short: "Hold recorded engine calls against this engine",
		Long: "Replays engine calls that a real system recorded, one JSON object a line (.jsonl,\n" +
			".jsonl.gz, - for standard input), and names those that this engine answers\n" +
			"differently, with the first difference of each.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fmt.Errorf("replay needs a file of recorded cases (.jsonl or .jsonl.gz)")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	o.target.register(cmd, s)
	cmd.Flags().StringVar(&o.worlds, "worlds", "", "folder of the systems that cases name (default: worlds beside the file or its folder)")
	cmd.Flags().StringVar(&o.format, "format", "text", "text or json")
	return cmd
}

func (o *replayOptions) run(args []string) error {
	if err := oneOf("format", o.format, "text", "json"); err != nil {
		return err
	}
	opts := replay.Options{Worlds: o.worlds, Stdin: o.in}
	if o.target.name != "" {
		var err error
		if opts.Target, opts.WithModule, err = replay.ParseTarget(o.target.name); err != nil {
			return err
		}
	}
	if opts.Target != nil {
		noteAssumed(o.streams, opts.Target)
	}
	r, err := replay.Run(args, opts)
	if err != nil {
		return failure{err}
	}
	if r.Cases+r.Steps+r.Pages.Count() == 0 {
		return failure{fmt.Errorf("there is no recorded case in %s", strings.Join(args, ", "))}
	}
	if o.format == "json" {
		enc := json.NewEncoder(o.out)
		enc.SetIndent("", "  ")
		if err := enc.Encode(r); err != nil {
			return failure{err}
		}
	} else {
		o.print(r)
	}
	if r.Differ > 0 || r.CallsDiffer+r.CallsExtra+r.SavesDiffer+r.Pages.Differ() > 0 {
		return exit(exitFindings)
	}
	return nil
}

func (o *replayOptions) print(r *replay.Report) {
	for _, v := range r.Verdicts {
		if v.Undetermined {
			fmt.Fprintf(o.out, "%s undetermined\n", v.ID)
			for _, why := range v.Reasons {
				fmt.Fprintf(o.out, "    %s\n", why)
			}
			continue
		}
		fmt.Fprintf(o.out, "%s differs\n", v.ID)
		if v.Difference != "" {
			fmt.Fprintf(o.out, "    %s\n", v.Difference)
		}
		for i := range v.Lists {
			fmt.Fprintf(o.out, "    %s\n", &v.Lists[i])
		}
	}
	if r.Cases > 0 || r.Steps+r.Pages.Count() == 0 {
		fmt.Fprintf(o.out, "%d cases: %d agree, %d undetermined, %d differ\n", r.Cases, r.Agree, r.Undetermined, r.Differ)
	}
	if r.Steps > 0 {
		if r.CallsExtra > 0 {
			fmt.Fprintf(o.out, "%d calls are made here only\n", r.CallsExtra)
		}
		fmt.Fprintf(o.out, "%d steps, %d calls: %d equal, %d differ\n", r.Steps, r.Calls, r.Equal, r.CallsDiffer)
	}
	if p := r.Pages; p != nil {
		for _, t := range []struct {
			what string
			replay.Tally
		}{{"first displays", p.First}, {"answers to changes", p.Answers}, {"pages after changes", p.After}} {
			fmt.Fprintf(o.out, "%s: %d lists equal, %d differ\n", t.what, t.Equal, t.Differ)
		}
		fmt.Fprintf(o.out, "%d pages: %d lists equal, %d differ\n", p.Pages, p.Equal(), p.Differ())
	}
	if r.Saves > 0 {
		fmt.Fprintf(o.out, "%d saves: %d end as recorded, %d undetermined, %d differ\n", r.Saves, r.SavesEqual, r.SavesUndetermined, r.SavesDiffer)
	}
}
