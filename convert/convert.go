// Package convert reads ticket ACLs, from whatever holds them, into one model.
//
// Problems in what was read are values with places (Result.Diagnostics); an
// error means that something could not be read at all.
package convert

import (
	"cmp"
	"context"
	"fmt"
	"io"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/perl"
	"github.com/ticketacl/ticketacl/internal/product"
)

// What this package hands out, under names that other modules can write.
type (
	// Set is a number of ACLs that work together, in file order.
	Set = acl.Set
	// ACL is one ticket ACL as it was written.
	ACL = acl.ACL
	// Value is a scalar, list or hash as it was written.
	Value = acl.Value
	// Entry is one key of a hash with its value.
	Entry = acl.Entry
	// BlockName names one of the five hashes.
	BlockName = acl.BlockName
	// Meta is what a file says about an ACL besides its rules.
	Meta = acl.Meta
	// Pos is a place in a file.
	Pos = acl.Pos
	// Span is a stretch of a file.
	Span = acl.Span
	// Place is a stretch of a named file.
	Place = acl.Place
	// Diagnostic is one finding.
	Diagnostic = diag.Diagnostic
	// Severity says how bad a finding is.
	Severity = diag.Severity
	// Rule is the stable name of a kind of finding.
	Rule = diag.Rule
)

// DefaultMaxSize is the largest input in bytes, after decompression, where
// Options name no other.
const DefaultMaxSize = 128 << 20

// Options says how to read. The zero value reads files and repositories.
type Options struct {
	// Stdin is what the path "-" reads. Without it that path is an error.
	Stdin io.Reader
	// Dir is the folder that paths and repositories are looked up from; "" is
	// the working directory.
	Dir string
	// MaxSize bounds every single input in bytes, after decompression;
	// 0 means DefaultMaxSize.
	MaxSize int64
	// Source, if not nil, is called with the content of each file that was
	// read, decompressed, under the name that diagnostics have for it. It must
	// not change data.
	Source func(file string, data []byte)
	// MaxFindings is how many findings of one rule are listed; 0 means 1,000.
	MaxFindings int
	// Overlay are texts to read in place of those of files, by the names that Source
	// gets.
	Overlay map[string][]byte
	// FilesAlone lets Home read a folder without Kernel/Config.pm.
	FilesAlone bool
}

// Result is what one path holds.
type Result struct {
	Set *Set
	// Diagnostics are sorted by file and place.
	Diagnostics []Diagnostic
	// Files are the files that were read, in order.
	Files []string
	// LeftAlone are files of a folder that are YAML of something else, such as an inventory.
	LeftAlone []string
	// Partial tells that Set lacks something that was written, or that the
	// system would refuse a file that could be read in part: what is written
	// back from Set would lose it.
	Partial bool
	// Refused tells that the system's import refuses a file as a whole.
	Refused bool
	// WrittenBy are the targets that may have deployed the files, by their frames;
	// nil where no file has one. WrittenFile is the first file that has.
	WrittenBy   []*product.Target
	WrittenFile string
	// Frames are what Perl files of Kernel/Config/Files are besides their ACLs, by
	// name; see NotRun. Home reads them for a target, and tells itself.
	Frames map[string]*perl.File
}

// Read reads one path as one set: a file, a folder of one-ACL files (*.yml and
// *.yaml, in the order of their names, without those that start with a dot), "-" for
// standard input, or REV:PATH as git writes it, for a file or folder in the
// repository around the working directory. Of a path that is both a file and
// REV:PATH the file wins. What is compressed with gzip is decompressed; the
// format is told by the content, never by the name.
//
// The error says why a path could not be read; a *FormatError names a format
// that this version does not read.
func Read(ctx context.Context, path string, opts Options) (*Result, error) {
	if opts.MaxSize <= 0 {
		opts.MaxSize = DefaultMaxSize
	}
	r := &reader{opts: opts, result: &Result{Set: &Set{}}}
	if err := r.path(ctx, path); err != nil {
		return nil, err
	}
	return r.finish(), nil
}

// ReadBytes reads the content of one file. file is its name in diagnostics.
func ReadBytes(file string, data []byte) (*Result, error) {
	r := &reader{opts: Options{MaxSize: DefaultMaxSize}, result: &Result{Set: &Set{}}}
	if err := r.content(file, data); err != nil {
		return nil, err
	}
	return r.finish(), nil
}

// reader collects a Result.
type reader struct {
	found  map[Rule]int // findings so far
	opts   Options
	result *Result
}

func (r *reader) finish() *Result {
	r.duplicateNames()
	diag.Sort(r.result.Diagnostics)
	return r.result
}

// content reads one file that may be compressed.
func (r *reader) content(file string, data []byte) error {
	data, err := decompress(data, r.opts.MaxSize)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	format := Detect(data)
	switch format {
	case YAML, Perl, SQL:
	default:
		return &FormatError{File: file, Format: format}
	}
	if r.opts.Source != nil {
		r.opts.Source(file, data)
	}
	r.result.Files = append(r.result.Files, file)
	switch format {
	case Perl:
		r.perl(file, data)
		return nil
	case SQL:
		return r.sql(file, data)
	}
	return r.export(file, data)
}

// maxOfRule is how many findings of one rule are listed. A real set has a
// handful; a file that is something else may have millions.
const maxOfRule = 1_000

func (r *reader) report(d Diagnostic) {
	most := cmp.Or(r.opts.MaxFindings, maxOfRule)
	switch n := r.found[d.Rule]; {
	case n > most:
		return
	case n == most:
		d.Detail = "more findings of this kind are not listed"
	}
	if r.found == nil {
		r.found = map[Rule]int{}
	}
	r.found[d.Rule]++
	r.result.Diagnostics = append(r.result.Diagnostics, d)
}
