package report

import (
	"io"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// LintDocument is what lint writes as JSON: docs/schema/lint.schema.json.
type LintDocument struct {
	Version       string     `json:"version"`
	Target        string     `json:"target"`
	TargetAssumed bool       `json:"target_assumed"`
	Counts        LintCounts `json:"counts"`
	Files         []string   `json:"files"`
	Findings      []Finding  `json:"findings"`
}

// LintCounts are how many findings there are.
type LintCounts struct {
	Errors    int `json:"errors"`
	Warnings  int `json:"warnings"`
	Info      int `json:"info"`
	Fixable   int `json:"fixable"`
	Ignored   int `json:"ignored"`
	Baselined int `json:"baselined"`
	Before    int `json:"before"`
	Fixed     int `json:"fixed"`
}

// Finding is one finding. Columns count code points from 1; its end is behind the
// last character.
type Finding struct {
	Rule      string         `json:"rule"`
	Severity  string         `json:"severity"`
	File      string         `json:"file"`
	Line      uint32         `json:"line,omitempty"` // without one the whole file is meant
	Column    uint32         `json:"column,omitempty"`
	EndLine   uint32         `json:"end_line,omitempty"`
	EndColumn uint32         `json:"end_column,omitempty"`
	ACL       string         `json:"acl,omitempty"`
	Summary   string         `json:"summary"`
	Detail    string         `json:"detail,omitempty"`
	Source    *SourceLine    `json:"source,omitempty"`
	Related   []RelatedPlace `json:"related"`
	Fixes     []FindingFix   `json:"fixes"`
}

// RelatedPlace is another place that explains a finding.
type RelatedPlace struct {
	File      string `json:"file"`
	Line      uint32 `json:"line,omitempty"` // without one the whole file is meant
	Column    uint32 `json:"column,omitempty"`
	EndLine   uint32 `json:"end_line,omitempty"`
	EndColumn uint32 `json:"end_column,omitempty"`
	Message   string `json:"message"`
}

// FindingFix is a change to the file of the finding.
type FindingFix struct {
	Title string        `json:"title"`
	Keeps bool          `json:"keeps"`
	Edits []FindingEdit `json:"edits"`
}

// FindingEdit replaces the bytes from one offset up to another.
type FindingEdit struct {
	Offset    uint32 `json:"offset"`
	EndOffset uint32 `json:"end_offset"`
	Line      uint32 `json:"line"`
	Column    uint32 `json:"column"`
	EndLine   uint32 `json:"end_line"`
	EndColumn uint32 `json:"end_column"`
	New       string `json:"new"`
}

// endOf is where a span ends, its start where it has no end.
func endOf(s acl.Span) acl.Pos {
	if !s.End.IsValid() || s.End.Before(s.Start) {
		return s.Start
	}
	return s.End
}

// Document is all that there is to say, as data.
func (l *Lint) Document() *LintDocument {
	of, fixable := l.counts()
	doc := &LintDocument{
		Version: l.Version, TargetAssumed: l.Assumed, Files: append([]string{}, l.Files...), Findings: []Finding{},
		Counts: LintCounts{
			Errors: of[diag.Error], Warnings: of[diag.Warning], Info: of[diag.Info],
			Fixable: fixable, Ignored: l.Ignored, Baselined: l.Baselined, Before: l.Before, Fixed: l.Fixed,
		},
	}
	if l.Target != nil {
		doc.Target = l.Target.ID
	}
	for i := range l.Findings {
		doc.Findings = append(doc.Findings, l.finding(&l.Findings[i]))
	}
	return doc
}

func (l *Lint) finding(d *diag.Diagnostic) Finding {
	start, end := d.Place.Span.Start, endOf(d.Place.Span)
	f := Finding{
		Rule: string(d.Rule), Severity: d.Severity.String(),
		File: d.Place.File, Line: start.Line, Column: start.Column, EndLine: end.Line, EndColumn: end.Column,
		ACL: d.ACL, Summary: d.Summary, Detail: d.Detail, Source: l.sourceLine(d.Place),
		Related: []RelatedPlace{}, Fixes: []FindingFix{},
	}
	for _, r := range d.Related {
		start, end := r.Place.Span.Start, endOf(r.Place.Span)
		f.Related = append(f.Related, RelatedPlace{
			File: r.Place.File, Line: start.Line, Column: start.Column, EndLine: end.Line, EndColumn: end.Column, Message: r.Message,
		})
	}
	for k := range d.Fixes {
		fix := FindingFix{Title: d.Fixes[k].Title, Keeps: d.Fixes[k].Keeps, Edits: []FindingEdit{}}
		for _, e := range sortedEdits(&d.Fixes[k]) {
			from, to := l.offset(d.Place.File, e.Span.Start), l.offset(d.Place.File, e.Span.End)
			fix.Edits = append(fix.Edits, FindingEdit{
				Offset: from.Offset, EndOffset: to.Offset, Line: from.Line, Column: from.Column,
				EndLine: to.Line, EndColumn: to.Column, New: e.New,
			})
		}
		f.Fixes = append(f.Fixes, fix)
	}
	return f
}

// JSON writes what docs/schema/lint.schema.json describes.
func (l *Lint) JSON(out io.Writer) error { return writeJSON(out, l.Document()) }
