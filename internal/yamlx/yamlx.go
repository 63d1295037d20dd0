// Package yamlx reads YAML as YAML::XS 0.86 on libyaml 0.2.5 reads it, which is
// what the ticket systems use, and keeps the place of everything.
//
// The grammar is the library's (go.yaml.in/yaml/v3, read as nodes). Where it
// and libyaml part, this package does as libyaml does; what Perl makes of a
// scalar, a tag or a key is decided here.
package yamlx

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// The bounds that keep hostile files from taking all time and memory. What
// goes beyond one ends in a diagnostic.
const (
	// MaxDepth is the deepest nesting that is read, in levels.
	MaxDepth = 10_000
	// MaxAliasValues is the most values that all aliases of a file may stand for.
	MaxAliasValues = 1_000_000
	// MaxPieceValues is the most values of one piece that has to be held as
	// nodes at once: an entry of a top-level list, or all of a file that is none.
	MaxPieceValues = 5_000_000
	// MaxValues is the most values of a file that is read entry by entry. A set
	// of 100,000 ACLs has about 3 million.
	MaxValues = 4_000_000
	// MaxDiagnostics is the most findings about one file. After as many syntax
	// errors the rest of the file is not read.
	MaxDiagnostics = 1_000
	// MaxSize is the largest file in bytes; positions count bytes in 32 bits.
	MaxSize = 1 << 31
)

// Document is what one file holds.
type Document struct {
	// Root is what the system gets: the last document's value, Kind Undef for a
	// file without any. Where the file has errors it is what could be read: of
	// a top-level list the entries without one.
	Root acl.Value
	// Documents is the number of documents in the file; the last one counts.
	Documents int
	// Refused tells that YAML::XS would die on this file, and the system
	// therefore read nothing at all of it.
	Refused bool
	// Diagnostics are sorted. Rules: yaml-syntax, yaml-alias, yaml-root (only
	// for further documents), duplicate-key and unknown-key (a list or hash as
	// a key).
	Diagnostics []diag.Diagnostic
}

// Load reads a file. file is its path as the user gave it; it only goes into
// the diagnostics. Nothing of data is kept.
func Load(file string, data []byte) *Document {
	const budget = 12 << 20
	l := &loader{file: file, keys: map[string]string{}, budget: budget}
	if len(data) >= MaxSize {
		l.fault(&fault{
			span:    acl.Span{Start: acl.Pos{Line: 1, Column: 1}, End: acl.Pos{Line: 1, Column: 1}},
			summary: fmt.Sprintf("the file is larger than %d MiB", MaxSize>>20),
		})
		return l.document()
	}
	text, start, wide := decode(data)
	l.load(text, cursor{pos: start, wide: wide})
	return l.document()
}

// loader collects what becomes a Document.
type loader struct {
	file      string
	keys      map[string]string // one copy of each short key
	diags     []diag.Diagnostic
	left      int // findings beyond MaxDiagnostics
	refused   bool
	faults    int
	budget    int // bytes that may still be read to find the places of mistakes
	root      acl.Value
	items     []acl.Value // of the root, while it is read in pieces
	documents int
	shared    int32 // last id given to something shared
	aliased   int   // values that aliases stood for so far
	values    int   // values read so far
}

// fault is something that YAML::XS dies on, or that cannot be read here.
type fault struct {
	rule            diag.Rule // yaml-syntax where empty
	span            acl.Span
	summary, detail string
}

func (f *fault) Error() string { return f.span.Start.String() + ": " + f.summary }

// fault reports f.
func (l *loader) fault(f *fault) {
	l.refused = true
	l.faults++
	l.report(diag.Diagnostic{
		Rule:     cmp.Or(f.rule, diag.YAMLSyntax),
		Severity: diag.Error,
		Place:    acl.Place{Span: f.span},
		Summary:  f.summary,
		Detail:   f.detail,
	})
}

// report adds a finding about this file.
func (l *loader) report(d diag.Diagnostic) {
	if len(l.diags) >= MaxDiagnostics {
		l.left++
		return
	}
	d.Place.File = l.file
	for i := range d.Related {
		d.Related[i].Place.File = l.file
	}
	l.diags = append(l.diags, d)
}

// document is what was collected.
func (l *loader) document() *Document {
	diag.Sort(l.diags)
	if l.left > 0 {
		last := &l.diags[len(l.diags)-1]
		last.Detail = joinSentences(last.Detail, fmt.Sprintf("%d more findings in this file are not listed", l.left))
	}
	return &Document{
		Root: l.root, Documents: l.documents, Refused: l.refused,
		Diagnostics: slices.Clip(l.diags),
	}
}

func joinSentences(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

// intern returns key as a string of its own, one copy for equal keys: an
// export has the same few keys thousands of times.
func (l *loader) intern(key string) string {
	const short, most = 40, 4096
	if s, ok := l.keys[key]; ok {
		return s
	}
	if len(key) <= short && len(l.keys) < most {
		l.keys[key] = key
	}
	return key
}
