package cli

import (
	"bytes"
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/internal/suite"
)

// compare runs the scenarios of a recording again.
func (o *recordOptions) compare(cmd *cobra.Command, path string) error {
	for _, f := range []string{"agent", "customer", "screen", "tickets", "limit", "output", "overwrite"} {
		if cmd.Flags().Changed(f) {
			return fmt.Errorf("--%s makes a recording, and %s is one: its scenarios stay as they are", f, path)
		}
	}
	data, err := ownfile.Load(path)
	if err != nil {
		return failure{err}
	}
	f, findings := scenario.Parse(path, data)
	if len(findings) > 0 && o.update {
		report.Compact(o.err, findings)
		return failure{fmt.Errorf("%s is not updated: not all of it could be read", path)}
	}
	b, err := o.bench(cmd, f)
	b.findings = append(b.findings, findings...)
	defer func() { report.Compact(o.err, append(b.findings, b.ofACLs...)) }()
	if err != nil {
		return err
	}
	defer debug.SetGCPercent(debug.SetGCPercent(100)) // as when recording
	results, err := suite.NewRecorder(b.suiteBench()).All(cmd.Context(), f.Scenarios, suite.Task{Compare: true, Record: o.update})
	if err != nil {
		return failure{err}
	}
	out := report.NewRecording(path, results)
	out.Target, out.TargetAssumed = b.target.ID, b.assumed
	if o.update {
		if b.partial {
			return failure{fmt.Errorf("%s is not updated: a part of the ACLs could not be read", path)}
		}
		if err := updated(path, data, results); err != nil {
			return failure{err}
		}
		out.Updated = true
	}
	if o.format == "json" {
		err = out.JSON(o.out)
	} else {
		err = out.Text(o.out, report.NewTerminal(o.out, o.color))
	}
	switch {
	case err != nil:
		return failure{err}
	case b.partial || anyError(b.findings):
		return exit(exitFailed)
	case out.Scenarios-out.Skipped == 0:
		fmt.Fprintf(o.err, "ticketacl: %s has no scenario to compare\n", report.Clean(path))
		return exit(exitFindings)
	case out.Broken > 0 || out.Changed > 0 && !o.update:
		return exit(exitFindings)
	}
	return nil
}

func anyError(ds []diag.Diagnostic) bool {
	worst, found := diag.Worst(ds)
	return found && worst == diag.Error
}

// updated writes what changed into a recording, if nobody has changed it since it
// was read.
func updated(path string, data []byte, results []suite.Recorded) error {
	expect := make([]*scenario.Expect, len(results))
	some := false
	for i := range results {
		r := &results[i]
		expect[i], some = r.Expect, some || r.Expect != nil
	}
	if !some {
		return nil
	}
	text, err := scenario.Rewrite(path, data, expect)
	if err != nil {
		return err
	}
	now, err := ownfile.Load(path)
	switch {
	case err != nil:
		return err
	case !bytes.Equal(now, data):
		return fmt.Errorf("%s has changed since it was read: nothing is written", path)
	}
	return replaceFile(path, text)
}
