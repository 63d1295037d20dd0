package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/lint"
)

// Hits is what patterns hit: docs/schema/lint-hits.schema.json.
type Hits struct {
	Version       string       `json:"version"`
	Target        string       `json:"target"`
	TargetAssumed bool         `json:"target_assumed"`
	Inventory     string       `json:"inventory,omitempty"` // its file
	Files         []string     `json:"files"`
	Patterns      []PatternHit `json:"patterns"`
}

// PatternHit is what one pattern hits. Columns count code points from 1; its end is
// behind the last character.
type PatternHit struct {
	File      string `json:"file"`
	Line      uint32 `json:"line"`
	Column    uint32 `json:"column"`
	EndLine   uint32 `json:"end_line"`
	EndColumn uint32 `json:"end_column"`
	ACL       string `json:"acl"`
	List      string `json:"list"`
	Pattern   string `json:"pattern"`
	Negated   bool   `json:"negated"` // it stands for everything but what it hits
	// Kind is what the list names, as inventories call it; absent where that is
	// nothing with names.
	Kind string `json:"kind,omitempty"`
	// What is that in words, as several, with that by which the list names them.
	What string `json:"what,omitempty"`
	// Known is from the inventory, or from the stock data of the target; absent where
	// nothing is known.
	Known    string   `json:"known,omitempty"`
	Complete bool     `json:"complete"` // nothing else exists
	Of       int      `json:"of"`       // how many are known
	Hits     []string `json:"hits"`     // of those
	// Written are values that it hits beside these, and that only the set names.
	Written []string `json:"written"`
	// Undetermined says why not all that it hits can be told.
	Undetermined string `json:"undetermined,omitempty"`
}

// NewHits is empty so far.
func NewHits(version, inventory string) *Hits {
	return &Hits{Version: version, Inventory: inventory, Files: []string{}, Patterns: []PatternHit{}}
}

// Add takes what the patterns of one set hit.
func (h *Hits) Add(t *product.Target, assumed bool, files []string, hits []lint.Hit) {
	h.Target, h.TargetAssumed = t.ID, assumed
	h.Files = append(h.Files, files...)
	for i := range hits {
		x := &hits[i]
		start, end := x.Place.Span.Start, endOf(x.Place.Span)
		h.Patterns = append(h.Patterns, PatternHit{
			File: x.Place.File, Line: start.Line, Column: start.Column, EndLine: end.Line, EndColumn: end.Column,
			ACL: x.ACL, List: x.List, Pattern: x.Pattern, Negated: x.Negated, Kind: x.Kind, What: x.What, Known: x.Source, Complete: x.Complete,
			Of: x.Of, Hits: x.Known, Written: x.Written, Undetermined: x.Why,
		})
	}
}

// JSON writes what docs/schema/lint-hits.schema.json describes.
func (h *Hits) JSON(out io.Writer) error { return writeJSON(out, h) }

// Text writes the patterns for people, each with what it hits.
func (h *Hits) Text(out io.Writer, t *Terminal) error {
	w := &failing{out: out}
	for i := range h.Patterns {
		if i > 0 {
			fmt.Fprintln(w)
		}
		p := &h.Patterns[i]
		place := fmt.Sprintf("%s:%d:%d:", Clean(p.File), p.Line, p.Column)
		t.hanging(w, append([]string{place, t.name.Render(shown(p.Pattern))}, "in", Clean(p.ACL)+",", Clean(p.List)))
		for _, line := range p.lines() {
			t.block(w, strings.Repeat(" ", hang), hang, line)
		}
	}
	return w.err
}

// lines say what the pattern hits, in pieces.
func (p *PatternHit) lines() [][]string {
	verb := "hits"
	if p.Negated {
		verb = "all but"
	}
	of := ""
	switch {
	case p.Known == "inventory" && p.Complete:
		of = fmt.Sprintf("(%d of %d %s in the inventory)", len(p.Hits), p.Of, Clean(p.What))
	case p.Known == "inventory":
		of = fmt.Sprintf("(%d of %d %s in the inventory, which lists not all)", len(p.Hits), p.Of, Clean(p.What))
	case p.Known != "":
		of = fmt.Sprintf("(%d of %d %s of a fresh installation)", len(p.Hits), p.Of, Clean(p.What))
	}
	if p.Undetermined != "" && len(p.Hits)+len(p.Written) == 0 {
		return [][]string{{"what it hits cannot be told:", Clean(p.Undetermined)}}
	}
	var lines [][]string
	switch {
	case len(p.Hits) > 0:
		lines = append(lines, append(append([]string{verb}, listed(shownEach(p.Hits))...), of))
	case of != "" && p.Complete:
		lines = append(lines, []string{verb, "nothing", of})
	case of != "":
		lines = append(lines, []string{verb, "nothing known", of})
	}
	switch {
	case len(p.Written) > 0:
		lines = append(lines, append([]string{verb + ", as the ACLs name it:"}, listed(shownEach(p.Written))...))
	case of == "":
		lines = append(lines, []string{verb, "nothing that the ACLs name; nobody lists what exists"})
	}
	if p.Undetermined != "" {
		lines = append(lines, []string{"not all can be told:", Clean(p.Undetermined)})
	}
	return lines
}

func shownEach(values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = shown(v)
	}
	return out
}
