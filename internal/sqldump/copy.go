package sqldump

import (
	"bytes"
	"regexp"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// copy reads the rows of a COPY … FROM stdin, or passes over them.
func (d *Dump) copy(start int) *fault {
	n, ok := d.tableName()
	if !ok {
		return d.skip()
	}
	t := d.wanted(n.table)
	columns, f := d.named()
	if f != nil {
		return f
	}
	rest := d.i
	if f := d.skip(); f != nil {
		return f
	}
	source := regexp.MustCompile(`(?i)^\s*from\s+stdin\b(\s*;)?`).FindSubmatchIndex(d.data[rest:min(d.i, rest+200)])
	if source == nil {
		return nil // from a file, or to somewhere
	}
	plain := source[2] >= 0
	if !plain && t != nil && !t.Quiet {
		d.partial = true
		d.report(stretch{start, d.i}, diag.SQLSyntax, diag.Error, "rows of table "+t.Name+" in another form than COPY's own: not read",
			"dump the table without options for COPY")
	}
	d.line()
	from := d.i
	end := d.endOfData()
	if end < 0 {
		return d.noEnd(start, len("COPY"), `the rows of this COPY have no end`, `a line '\.' is missing, or the dump is cut off`)
	}
	if t != nil && plain {
		d.into(t, n, columns)
		d.i = min(from+1, end)
		for d.i < end && !d.stopped {
			d.copyRow(end)
		}
	}
	d.i = end
	d.line()
	d.i = min(d.i, len(d.data))
	// The line of the end starts with a backslash, which psql's own commands do
	// too; it is passed over here.
	return nil
}

// endOfData is where the line '\.' starts behind the line break at hand, -1
// where there is none.
func (s *scanner) endOfData() int {
	end := []byte("\n\\.")
	for i := s.i; ; {
		n := bytes.Index(s.data[i:], end)
		if n < 0 {
			return -1
		}
		i += n + 1
		if rest := s.data[i+2:]; len(rest) == 0 || rest[0] == '\n' || bytes.HasPrefix(rest, []byte("\r\n")) {
			return i
		}
	}
}

// copyRow reads one line of COPY's own form.
func (d *Dump) copyRow(end int) {
	fields := d.copied[:0]
	row := stretch{d.i, end}
	from, n := d.i, 0
	field := func(to int) {
		if n++; n <= len(d.row.Columns) {
			fields = append(fields, stretch{from, to})
		}
	}
	for d.i < end {
		b := d.data[d.i]
		switch b {
		case '\\':
			d.i++
		case '\t':
			field(d.i)
			from = d.i + 1
		}
		if d.i++; b == '\n' {
			row.to = d.i - 1
			break
		}
	}
	d.i = min(d.i, end)
	row.to = min(row.to, end)
	if row.to > row.from && d.data[row.to-1] == '\r' {
		row.to--
	}
	field(max(from, row.to))
	d.copied = fields
	next := d.i
	if n == len(d.row.Columns) {
		for i, f := range fields {
			if d.row.kept[i] {
				d.copyValue(&d.row.values[i], f)
			}
		}
	}
	d.hand(row, n)
	d.i = next
}

// copyValue decodes one field.
func (d *Dump) copyValue(v *Value, f stretch) {
	v.span = f
	v.text.reset()
	raw := d.data[f.from:f.to]
	if v.Kind = Text; string(raw) == `\N` {
		v.Kind = Null
		return
	}
	for len(raw) > 0 {
		at := f.to - len(raw)
		n := bytes.IndexByte(raw, '\\')
		if n < 0 || n == len(raw)-1 {
			v.text.add(raw, at)
			break
		}
		v.text.add(raw[:n], at)
		b, length := copyEscape(raw[n+1:])
		v.text.addByte(b, at+n)
		raw = raw[n+1+length:]
	}
	v.text.end(f.to)
	d.encoding(v)
}

// copyEscape is what stands behind a backslash, and how long it is.
func copyEscape(s []byte) (b byte, length int) {
	switch s[0] {
	case 'b':
		return '\b', 1
	case 'f':
		return '\f', 1
	case 'n':
		return '\n', 1
	case 'r':
		return '\r', 1
	case 't':
		return '\t', 1
	case 'v':
		return '\v', 1
	case 'x':
		if n, length := digits(s[1:], 16, 2); length > 0 {
			return byte(n), 1 + length
		}
	case '0', '1', '2', '3', '4', '5', '6', '7':
		n, length := digits(s, 8, 3)
		return byte(n), length
	}
	return s[0], 1
}

// digits reads a number of at most so many digits.
func digits(s []byte, base, most int) (n, length int) {
	for length < len(s) && length < most {
		d := hexDigit(s[length])
		if d < 0 || d >= base {
			break
		}
		n = n*base + d
		length++
	}
	return n, length
}

func hexDigit(b byte) int {
	switch {
	case b >= '0' && b <= '9':
		return int(b - '0')
	case b|0x20 >= 'a' && b|0x20 <= 'f':
		return int(b|0x20-'a') + 10
	}
	return -1
}
