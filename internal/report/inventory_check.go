package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// InventoryCheck is what is wrong or missing in an inventory:
// docs/schema/inventory-check.schema.json.
type InventoryCheck struct {
	File     string             `json:"file"`
	Findings []InventoryFinding `json:"findings"`
	Missing  []string           `json:"missing"` // what it does not tell, a sentence each

	all []diag.Diagnostic
}

// Worst is the highest severity of its findings; any is false where there are none.
func (c *InventoryCheck) Worst() (worst diag.Severity, any bool) { return diag.Worst(c.all) }

// InventoryFinding is one finding.
type InventoryFinding struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	File     string `json:"file"`
	Line     uint32 `json:"line,omitempty"` // without one the whole file is meant
	Column   uint32 `json:"column,omitempty"`
	Summary  string `json:"summary"`
	Detail   string `json:"detail,omitempty"`
}

// NewInventoryCheck describes what has been found.
func NewInventoryCheck(file string, c *inventory.Checked) *InventoryCheck {
	out := &InventoryCheck{File: file, Findings: []InventoryFinding{}, Missing: append([]string{}, c.Missing...), all: c.Findings}
	for i := range c.Findings {
		d := &c.Findings[i]
		out.Findings = append(out.Findings, InventoryFinding{
			Rule: string(d.Rule), Severity: d.Severity.String(), File: d.Place.File, Line: d.Place.Span.Start.Line, Column: d.Place.Span.Start.Column,
			Summary: d.Summary, Detail: d.Detail,
		})
	}
	return out
}

// JSON writes what docs/schema/inventory-check.schema.json describes.
func (c *InventoryCheck) JSON(out io.Writer) error { return writeJSON(out, c) }

// Text writes it for people: what is wrong, then what is missing.
func (c *InventoryCheck) Text(out io.Writer, t *Terminal) error {
	w := &failing{out: out}
	for i := range c.all {
		d := &c.all[i]
		words := append([]string{Clean(d.Place.String()) + ":", d.Severity.String() + ":"}, wordsIn(Clean(d.Summary))...)
		t.hanging(w, append(words, "["+string(d.Rule)+"]"))
		if d.Detail != "" {
			t.block(w, strings.Repeat(" ", hang), hang, wordsIn(Clean(d.Detail)))
		}
	}
	if len(c.all) > 0 && len(c.Missing) > 0 {
		fmt.Fprintln(w)
	}
	for _, m := range c.Missing {
		t.block(w, "missing:", 9, strings.Fields(Clean(m)))
	}
	if len(c.all)+len(c.Missing) == 0 {
		fmt.Fprintf(w, "%s: nothing wrong, nothing missing\n", Clean(c.File))
	}
	return w.err
}
