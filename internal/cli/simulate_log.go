package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/enginelog"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// readLog reads the debug log of --log; nil where there is none.
func (o *simulateOptions) readLog() (*enginelog.Log, error) {
	switch {
	case o.log == "":
		return nil, nil
	case o.log == "-" && o.acls == "-":
		return nil, fmt.Errorf("--acls and --log cannot both be standard input")
	case o.log == "-":
		return readLog("standard input", o.in)
	}
	f, err := os.Open(o.log)
	if err != nil {
		return nil, failure{err}
	}
	defer f.Close()
	return readLog(o.log, f)
}

// readLog reads a log that may be compressed.
func readLog(name string, from io.Reader) (*enginelog.Log, error) {
	in, err := convert.Uncompressed(from)
	if err != nil {
		return nil, failure{fmt.Errorf("%s: %w", name, err)}
	}
	log, err := enginelog.Read(in)
	if err != nil {
		return nil, failure{fmt.Errorf("%s: %w", name, err)}
	}
	return log, nil
}

// logged holds the log against what the scenario makes its screen ask.
func (b *bench) logged(plan *scenario.Plan, ask []string) *report.Log {
	var here []report.Simulated
	for i := range plan.Asked {
		a := &plan.Asked[i]
		var events []simulate.Event
		answer, _ := b.engine.Explain(&a.Call, a.System, func(ev simulate.Event) { events = append(events, ev) })
		s := report.Simulated{Call: enginelog.FromEvents(a.Call.Question(), events, !b.target.Switches.LogsEveryUse)}
		if answer.Undetermined != nil {
			s.Unknown = answer.Unknown
		}
		here = append(here, s)
	}
	takesPart := map[string]bool{}
	for _, a := range b.engine.ACLs() {
		takesPart[a.Name] = true
	}
	return report.NewLog(b.logFile, b.log, b.set, func(name string) bool { return takesPart[name] }, here, ask)
}
