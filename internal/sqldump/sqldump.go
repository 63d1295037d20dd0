// Package sqldump reads the rows of a few tables out of an SQL dump, each value
// with its place in the file. It needs no database and knows no schema: the
// dump says what it holds, in the words of mysqldump, mariadb-dump, pg_dump,
// SQLite, SQL Server or one of their many relatives.
//
// All other tables are passed over without looking into them, and nothing of
// them gets into a finding.
package sqldump

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// The bounds that keep hostile files from taking all time and memory.
const (
	// MaxDiagnostics is the most findings about one dump.
	MaxDiagnostics = 1_000
	// MaxSize is the largest dump in bytes; positions count bytes in 32 bits.
	MaxSize = 1 << 31

	maxFaults   = 1_000 // syntax errors behind which nothing more is read
	maxUnclosed = 8     // quotes and comments without an end: each is looked for to the end of the file
	maxColumns  = 1_000
	maxDepth    = 100 // of parentheses in a value
)

// Table is a table whose rows are to be read.
type Table struct {
	Name string // in lower case
	// Columns are those of a stock system in their order: what a row holds
	// where neither its statement nor a CREATE TABLE names them.
	Columns []string
	// Keep lists the columns whose values are wanted; nil means all. The others
	// are never decoded.
	Keep []string
	// Quiet leaves a row out without a finding where its values do not fit the
	// columns.
	Quiet bool
}

// Row is one row. It is good until the next one is read.
type Row struct {
	Table *Table
	// Database is where the table is, as far as the dump says it: a database, a
	// schema or both.
	Database string
	Columns  []string // in lower case, in the order of the values
	values   []Value
	kept     []bool
	span     stretch
	places   *places
}

// Get returns the value of a column, or nil where the row has no such column or
// it is none to keep.
func (r *Row) Get(column string) *Value {
	if i := slices.Index(r.Columns, column); i >= 0 && r.kept[i] {
		return &r.values[i]
	}
	return nil
}

// Span is where the row stands.
func (r *Row) Span() acl.Span { return r.places.span(r.span) }

// Dump is a dump of which the rows of some tables are read.
type Dump struct {
	scanner
	tables []*Table
	// database and schema are those that names without any belong to.
	database, schema string
	created          map[string][]string // columns of wanted tables by path and name
	met              map[string]bool     // wanted tables that the dump mentions, by name
	filled           map[string]bool     // wanted tables of which rows were read, by path and name
	yield            func(*Row) bool
	row              Row
	known            string    // where the columns of row are known from
	copied           []stretch // fields of a COPY line
	stopped          bool
	latin1           bool // said that some text is no UTF-8
	faults           int
	left             int // findings beyond MaxDiagnostics
	diags            []diag.Diagnostic
	partial          bool
}

// New prepares to read the rows of some tables from a dump. file is its name in
// findings.
func New(file string, data []byte, tables ...*Table) *Dump {
	d := &Dump{tables: tables, created: map[string][]string{}, met: map[string]bool{}, filled: map[string]bool{}}
	d.scanner = newScanner(file, data)
	d.row.places = d.places
	return d
}

// Rows reads the dump once and hands out the rows of the wanted tables in the
// order of the file. What it has to say is in Diagnostics afterwards.
func (d *Dump) Rows() iter.Seq[*Row] {
	return func(yield func(*Row) bool) {
		d.yield = yield
		if len(d.data) >= MaxSize {
			d.report(stretch{}, diag.SQLSyntax, diag.Error, fmt.Sprintf("the dump is larger than %d MiB", MaxSize>>20), "")
			d.partial = true
			return
		}
		d.statements()
		if d.left > 0 {
			last := &d.diags[len(d.diags)-1]
			last.Detail = strings.TrimPrefix(fmt.Sprintf("%s; %d more findings in this dump are not listed", last.Detail, d.left), "; ")
		}
	}
}

// Has reports whether the dump creates a table or has rows of it.
func (d *Dump) Has(table string) bool { return d.met[table] }

// Diagnostics are what was found so far, in the order of the file. Rules:
// sql-syntax, mojibake.
func (d *Dump) Diagnostics() []diag.Diagnostic { return d.diags }

// Partial reports whether rows that the dump holds of a wanted table were left
// out, or may have been.
func (d *Dump) Partial() bool { return d.partial }

// report adds a finding.
func (d *Dump) report(at stretch, rule diag.Rule, severity diag.Severity, summary, detail string) {
	if len(d.diags) >= MaxDiagnostics {
		d.left++
		return
	}
	d.diags = append(d.diags, diag.Diagnostic{Rule: rule, Severity: severity,
		Place: acl.Place{File: d.file, Span: d.places.span(at)}, Summary: summary, Detail: detail})
}

// fault is where a dump cannot be read.
type fault struct {
	at              stretch
	summary, detail string
	unclosed        bool
}

// fault reports f, and tells whether reading may go on.
func (d *Dump) fault(f *fault) bool {
	d.partial = true
	d.faults++
	if f.unclosed {
		d.unclosed++
	}
	if d.faults >= maxFaults || d.unclosed >= maxUnclosed {
		d.stopped = true
		f.detail = strings.TrimPrefix(f.detail+"; too many mistakes: what follows was not read", "; ")
	}
	d.report(f.at, diag.SQLSyntax, diag.Error, f.summary, f.detail)
	return !d.stopped
}

// wanted returns the table of a name, nil where it is none to read.
func (d *Dump) wanted(name string) *Table {
	for _, t := range d.tables {
		if strings.EqualFold(t.Name, name) {
			d.met[t.Name] = true
			return t
		}
	}
	return nil
}

// path is where a table is: what its name says, else where the dump is at.
func (d *Dump) path(n tableName) string {
	schema := n.schema
	if schema == "" {
		schema = d.schema
	}
	switch {
	case n.database != "":
		return n.database + "." + schema
	case d.database != "" && schema != "" && schema != d.database:
		return d.database + "." + schema
	case schema != "":
		return schema
	}
	return d.database
}
