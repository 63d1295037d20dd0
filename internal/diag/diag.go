// Package diag is what the tool has to say about somebody's files: findings
// with a rule, a severity, a place, related places and fixes, in one total
// order, so that the same input always prints the same way.
package diag

import (
	"cmp"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// Severity says how bad a finding is.
type Severity uint8

// The severities, mildest first.
const (
	Info Severity = iota
	Warning
	Error
)

func (s Severity) String() string { return [...]string{"info", "warning", "error"}[s] }

// Related is another place that explains a finding.
type Related struct {
	Place   acl.Place
	Message string
}

// Edit replaces the bytes of a span by other text.
type Edit struct {
	Span acl.Span
	New  string
}

// Fix is a change to one file, that of the finding, which mends it.
type Fix struct {
	Title string // what it does, as an order: "write [RegExp]"
	Edits []Edit
	// Keeps: the answers to all questions stay as they are. Else the fix brings
	// back what was plainly meant.
	Keeps bool
}

// Diagnostic is one finding.
type Diagnostic struct {
	Rule     Rule
	Severity Severity
	Place    acl.Place // as tight as can be: the item at fault
	ACL      string    // name of the ACL, "" where the finding is about a file
	Summary  string    // one line, lower case, no full stop
	Detail   string    // what to do, or more of why; may be empty
	Related  []Related
	Fixes    []Fix
}

// Error makes a Diagnostic usable as an error: "file:line:column: summary".
func (d Diagnostic) Error() string { return d.Place.String() + ": " + d.Summary }

// Sort brings findings into their total order: file, line, column, severity
// (worst first), rule, ACL, summary.
func Sort(ds []Diagnostic) {
	slices.SortStableFunc(ds, func(a, b Diagnostic) int {
		p, q := a.Place.Span.Start, b.Place.Span.Start
		return cmp.Or(
			cmp.Compare(a.Place.File, b.Place.File),
			cmp.Compare(p.Line, q.Line),
			cmp.Compare(p.Column, q.Column),
			cmp.Compare(b.Severity, a.Severity),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.ACL, b.ACL),
			cmp.Compare(a.Summary, b.Summary),
		)
	})
}

// Worst returns the highest severity among findings; ok is false for none.
func Worst(ds []Diagnostic) (worst Severity, ok bool) {
	for i := range ds {
		worst = max(worst, ds[i].Severity)
	}
	return worst, len(ds) > 0
}
