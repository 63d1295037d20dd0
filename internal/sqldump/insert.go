package sqldump

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// insert reads the rows of an INSERT or REPLACE.
func (d *Dump) insert(start int) *fault {
	for d.simpleBlanks(); d.takeWord("low_priority", "delayed", "high_priority", "ignore", "or", "replace", "rollback", "abort", "fail", "into", "overwrite"); d.simpleBlanks() {
	}
	n, ok := d.tableName()
	if !ok {
		return d.skip()
	}
	t := d.wanted(n.table)
	if t == nil {
		return d.skip()
	}
	columns, f := d.named()
	if f != nil {
		return f
	}
	for d.simpleBlanks(); d.takeWord("overriding", "system", "user", "value"); d.simpleBlanks() {
		if d.at('(') {
			break // VALUE (…), as MySQL may have it
		}
	}
	if !d.at('(') && !d.takeWord("values") || d.at('(') && d.isQuery() {
		if !t.Quiet {
			d.partial = true
			d.report(stretch{start, d.i}, diag.SQLSyntax, diag.Error,
				"rows of table "+t.Name+" that are no plain VALUES: not read", "dump the table with its rows written out")
		}
		return d.skip()
	}
	d.into(t, n, columns)
	return d.rows()
}

// isQuery reports whether the parenthesis at hand holds a query.
func (d *Dump) isQuery() bool {
	word := wordAt(d.data, d.i+1)
	return word == "select" || word == "with"
}

// named reads a list of columns in parentheses; nil where there is none.
func (d *Dump) named() ([]string, *fault) {
	if f := d.blanks(); f != nil || !d.at('(') || d.isQuery() {
		return nil, f
	}
	open := d.i
	d.i++
	var out []string
	for {
		name, ok := d.name()
		if !ok {
			return nil, &fault{at: stretch{d.i, d.i + 1}, summary: "the name of a column belongs here", detail: "rows of this statement were not read"}
		}
		out = append(out, strings.ToLower(name))
		if f := d.blanks(); f != nil {
			return nil, f
		}
		switch {
		case len(out) >= maxColumns:
			return nil, &fault{at: stretch{open, open + 1}, summary: fmt.Sprintf("more than %d columns", maxColumns)}
		case d.at(','):
			d.i++
		case d.at(')'):
			d.i++
			return out, nil
		default:
			return nil, &fault{at: stretch{d.i, d.i + 1}, summary: "a comma or ')' belongs behind the name of a column", detail: "rows of this statement were not read"}
		}
	}
}

// into prepares the row for a table with the columns that a statement names.
func (d *Dump) into(t *Table, n tableName, columns []string) {
	d.row.Table, d.row.Database = t, d.path(n)
	key := d.row.Database + "\x00" + t.Name
	d.filled[key] = true
	d.known = "the columns are those that the statement names"
	if columns == nil {
		columns, d.known = d.created[key], "the columns are those of CREATE TABLE"
	}
	if columns == nil {
		columns = d.created[t.Name]
	}
	if columns == nil {
		columns, d.known = t.Columns, "the columns are those of a stock system; the dump names none"
	}
	d.row.Columns = columns
	d.row.kept = d.row.kept[:0]
	for _, c := range columns {
		d.row.kept = append(d.row.kept, t.Keep == nil || slices.Contains(t.Keep, c))
	}
	for len(d.row.values) < len(columns) {
		d.row.values = append(d.row.values, Value{})
	}
	for i := range d.row.values {
		d.row.values[i].places = d.places
	}
}

// rows reads the rows behind VALUES, to the end of the statement.
func (d *Dump) rows() *fault {
	for {
		f := d.blanks()
		start := d.i
		if f == nil && d.takeWord("row") {
			f = d.blanks()
		}
		if f == nil {
			f = d.parenthesised()
		}
		if f == nil {
			f = d.blanks()
		}
		switch {
		case f != nil:
			if end := d.next(start); end <= f.at.from && end < len(d.data) {
				*f = fault{at: stretch{start, start + 1}, summary: "the quotes of this row do not pair: it goes on into the next statement",
					detail: "a quote is missing, or one too many", unclosed: f.unclosed}
				d.fault(f)
				d.i = end
				return nil
			}
			if !d.fault(f) || !d.nextRow(f.at.from) {
				return nil
			}
		case d.stopped:
			return nil
		case d.at(','):
			d.i++
		case d.i >= len(d.data), bytes.HasPrefix(d.data[d.i:], d.delimiter), d.batches,
			slices.Contains([]string{"on", "as", "returning"}, d.peekWord()):
			if d.batches {
				return nil
			}
			return d.skip()
		default:
			f := &fault{at: stretch{d.i, d.i + 1}, summary: "a comma or ';' belongs behind a row"}
			if !d.fault(f) || d.startsStatement(d.i) || !d.at('(') && !d.nextRow(d.i) {
				return nil
			}
		}
	}
}

// nextRow goes on behind a mistake: with the next row of the statement, or else
// with the next statement.
func (d *Dump) nextRow(from int) bool {
	end := d.next(from)
	for i := from; ; {
		n := bytes.IndexByte(d.data[i:end], ')')
		if n < 0 {
			break
		}
		i += n + 1
		rest := bytes.TrimLeft(d.data[i:min(end, i+8)], " \t\r\n")
		comma := len(rest) > 0 && rest[0] == ','
		if comma {
			rest = bytes.TrimLeft(rest[1:], " \t\r\n")
		}
		if comma && len(rest) > 0 && rest[0] == '(' {
			d.i = i + bytes.IndexByte(d.data[i:end], '(')
			return true
		}
	}
	d.i = end
	return false
}

// parenthesised reads one row.
func (d *Dump) parenthesised() *fault {
	if !d.at('(') {
		return &fault{at: stretch{d.i, min(d.i+1, len(d.data))}, summary: "a row belongs here", detail: "it starts with '('"}
	}
	start := d.i
	for n := 0; ; n++ {
		d.i++
		if f := d.blanks(); f != nil {
			return f
		}
		if n == 0 && d.at(')') {
			d.hand(stretch{start, d.i + 1}, 0)
			return nil
		}
		var f *fault
		if n < len(d.row.Columns) && d.row.kept[n] {
			f = d.value(&d.row.values[n])
		} else {
			_, f = d.expression(nil, 0)
		}
		if f == nil {
			f = d.blanks()
		}
		switch {
		case f != nil:
			return f
		case d.at(','):
		case d.at(')'):
			d.hand(stretch{start, d.i + 1}, n+1)
			return nil
		case d.i >= len(d.data):
			return d.cutOff()
		default:
			return &fault{at: stretch{d.i, min(d.i+1, len(d.data))}, summary: "a comma or ')' belongs behind a value", detail: "the row was not read"}
		}
	}
}

// hand hands out the row of so many values that was read, and moves behind it.
func (d *Dump) hand(at stretch, values int) {
	d.i = at.to
	if values != len(d.row.Columns) {
		if d.row.Table.Quiet {
			return
		}
		if d.partial = true; len(d.diags) >= MaxDiagnostics {
			d.left++ // hostile dumps have millions: no words for them
		} else {
			d.report(at, diag.SQLSyntax, diag.Error, fmt.Sprintf("a row of table %s has %s, the table %s: left out",
				d.row.Table.Name, count(values, "value"), count(len(d.row.Columns), "column")), d.known)
		}
		return
	}
	d.row.span = at
	if !d.yield(&d.row) {
		d.stopped = true
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
