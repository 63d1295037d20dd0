package cli

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/report"
)

// coverageFlags say what is to be told of what scenarios exercise.
type coverageFlags struct {
	text       bool
	least      int
	html, lcov string
}

func (c *coverageFlags) register(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&c.text, "coverage", false, "say which ACLs, conditions, changes and items the scenarios do not exercise")
	f.IntVar(&c.least, "coverage-min", 0, "the percentage of each set's points that must be covered")
	f.StringVar(&c.html, "coverage-html", "", "write a page with the ACLs' files and what is covered to this file")
	f.StringVar(&c.lcov, "coverage-lcov", "", "write coverage as LCOV, for genhtml and editors, to this file")
}

func (c *coverageFlags) on() bool { return c.text || c.least > 0 || c.html != "" || c.lcov != "" }

func (c *coverageFlags) check() error {
	switch {
	case c.least < 0 || c.least > 100:
		return fmt.Errorf("--coverage-min %d: a percentage is 0 to 100", c.least)
	case c.html != "" && c.html == c.lcov:
		return errors.New("--coverage-html and --coverage-lcov name the same file")
	}
	for path, mark := range map[string]string{c.html: report.CoverageHTMLMark, c.lcov: report.CoverageLCOVMark} {
		if path == "" {
			continue
		}
		if err := mayReplace(path, mark); err != nil {
			return failure{err}
		}
	}
	return nil
}

// covered adds what was exercised of each set.
func (t *tester) covered(out *report.Tests) {
	if !t.coverage.on() {
		return
	}
	for _, b := range t.order {
		c := &report.Coverage{ACLs: b.acls, Inventory: b.inventory.Name, Target: b.target.ID, TargetAssumed: b.assumed}
		out.AddCoverage(c, b.covering.Covered())
	}
	out.TellsCoverage = t.coverage.text
}

// writeCoverage writes the files that are asked for.
func (t *tester) writeCoverage(out *report.Tests) error {
	var b bytes.Buffer
	if path := t.coverage.lcov; path != "" {
		if err := out.CoverageLCOV(&b); err != nil {
			return err
		}
		if err := replaceFile(path, b.Bytes()); err != nil {
			return err
		}
	}
	if path := t.coverage.html; path != "" {
		b.Reset()
		if err := out.CoverageHTML(&b, func(file string) []byte { return t.sources[file] }); err != nil {
			return err
		}
		return replaceFile(path, b.Bytes())
	}
	return nil
}
