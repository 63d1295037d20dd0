package cli

import (
	"bufio"
	"errors"
	"fmt"

	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/lint"
)

// agreeHits refuses what --hits cannot be given with: it finds nothing. failOn: somebody said
// on what to fail.
func (o *lintCommand) agreeHits(failOn bool) error {
	switch {
	case !o.hits:
		return nil
	case o.fix || o.diff || o.baseline != "" || o.update || o.changed != "":
		return errors.New("--hits tells what patterns hit, and finds nothing that could be mended or left out: give it alone")
	case len(o.only) > 0 || len(o.except) > 0:
		return errors.New("--hits tells what patterns hit, and asks no rules: leave out --rule and --except")
	case failOn:
		return errors.New("--hits tells what patterns hit, and finds nothing to fail on: leave out --fail-on")
	case o.format != "text" && o.format != "json":
		return fmt.Errorf("--hits is printed as text or json, not as %s", o.format)
	}
	return nil
}

// hitsOf adds what the patterns of one set hit.
func (l *linter) hitsOf(in *lint.Input, opts lint.Options, assumed bool) {
	if l.hit == nil {
		name := ""
		if opts.Inventory != nil {
			name = opts.Inventory.Name
		}
		l.hit = report.NewHits(version(), name)
	}
	l.hit.Add(opts.Target, assumed, in.Read.Files, lint.Hits(in, opts))
	if in.Read.Partial {
		report.Compact(l.err, in.Read.Diagnostics)
		l.failed = true
	}
}

// printHits prints what all patterns hit.
func (l *linter) printHits() error {
	if l.hit == nil {
		return exit(exitFailed) // nothing could be read, which has been said
	}
	w := bufio.NewWriter(l.streams.out)
	var err error
	if l.format == "json" {
		err = l.hit.JSON(w)
	} else {
		err = l.hit.Text(w, report.NewTerminal(l.streams.out, l.color))
	}
	if err = errors.Join(err, w.Flush()); err != nil {
		return failure{err}
	}
	patterns := fmt.Sprintf("%d patterns", len(l.hit.Patterns))
	switch len(l.hit.Patterns) {
	case 0:
		patterns = "no patterns"
	case 1:
		patterns = "1 pattern"
	}
	target := l.out.Target.ID
	if l.out.Assumed {
		target += " (assumed)"
	}
	fmt.Fprintf(l.err, "%s · target %s\n", patterns, target)
	if l.failed {
		return exit(exitFailed)
	}
	return nil
}
