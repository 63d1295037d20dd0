package inventory

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// parseRelation reads a table as Znuny imports one: cells are separated by
// semicolons and nothing else, a cell that begins with a double quote ends with
// one and may hold separators, line breaks and doubled quotes, a byte order mark
// counts for nothing. The first row names the two attributes, every other row is
// a value of each. What the import refuses as a whole is refused here too.
func parseRelation(path string, data []byte, maxRows int) (Relation, *diag.Diagnostic) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	p := newTable(data, ';')
	rel := Relation{Place: acl.Place{File: path}}
	if !utf8.Valid(data) {
		return rel, p.refused(path, p.pos(), "the file is no UTF-8: save it as such")
	}
	head, ok := p.row()
	at := acl.Pos{Line: 1, Column: 1}
	switch {
	case p.problem != "":
		return rel, p.refused(path, p.at, p.problem)
	case !ok:
		return rel, p.refused(path, at, "the file is empty: its first row names the two attributes")
	case len(head) == 1 && strings.ContainsAny(head[0].text, ",\t"):
		return rel, p.refused(path, at, "only semicolons separate columns, and the first row has none: the system refuses the file")
	case len(head) != 2:
		return rel, p.refused(path, at, fmt.Sprintf("the first row names two attributes, separated by a semicolon; here it has %d columns", len(head)))
	case falsy(head[0].text) || falsy(head[1].text):
		return rel, p.refused(path, at, "the first row leaves an attribute without a name: the system refuses the file")
	}
	rel.Attribute1, rel.Attribute2 = head[0].text, head[1].text
	rel.Place.Span = acl.Span{Start: head[0].span.Start, End: head[1].span.End}
	for {
		cells, ok := p.row()
		if p.problem != "" {
			return rel, p.refused(path, p.at, p.problem)
		}
		if !ok {
			break
		}
		if len(rel.Data) >= maxRows {
			return rel, p.refused(path, cells[0].span.Start, fmt.Sprintf("attribute_relations have more than %d rows", maxRelationRows))
		}
		row, where := map[string]string{}, cells[0].span
		for i, c := range cells[:min(len(cells), 2)] { // further columns count for nothing
			row[head[i].text] = c.text
			where = c.span
		}
		if len(cells) == 1 && rel.Attribute1 == rel.Attribute2 {
			delete(row, rel.Attribute2) // the second column is written over the first, and there is none
		}
		rel.Data, rel.Rows = append(rel.Data, row), append(rel.Rows, where)
	}
	if len(rel.Data) == 0 {
		return rel, p.refused(path, at, "there is no row after the first: the system refuses the file")
	}
	return rel, nil
}

func falsy(name string) bool { return name == "" || name == "0" }

// lineEnds are all the ways in which a file may end its lines; the import makes
// a line feed of each.
func lineEnds() *regexp.Regexp { return regexp.MustCompile("\n\r|\r\r\n|\r\n|\r") }

// table is a file of cells that is being read.
type table struct {
	text      string
	separator byte
	// inside: a quote inside of a cell that does not begin with one is a quote.
	inside       bool
	next         int
	line, column uint32
	// problem is why the import refuses the file, at is where; "" so far.
	problem string
	at      acl.Pos
}

func newTable(data []byte, separator byte) *table {
	return &table{text: lineEnds().ReplaceAllString(string(data), "\n"), separator: separator, line: 1, column: 1}
}

type cell struct {
	text string
	span acl.Span
}

func (t *table) refused(path string, at acl.Pos, why string) *diag.Diagnostic {
	return &diag.Diagnostic{
		Rule: diag.BadValue, Severity: diag.Error, Summary: why,
		Place: acl.Place{File: path, Span: acl.Span{Start: at, End: at}},
	}
}

func (t *table) pos() acl.Pos {
	return acl.Pos{Offset: uint32(t.next), Line: t.line, Column: t.column}
}

func (t *table) fail(at acl.Pos, why string) {
	if t.problem == "" {
		t.problem, t.at = why, at
	}
}

// take moves over n bytes.
func (t *table) take(n int) {
	for _, c := range t.text[t.next : t.next+n] {
		if t.column++; c == '\n' {
			t.line, t.column = t.line+1, 1
		}
	}
	t.next += n
}

// ended reports whether a cell ends here.
func (t *table) ended() bool {
	return t.next == len(t.text) || t.text[t.next] == t.separator || t.text[t.next] == '\n'
}

// row reads one row; an empty line is one with an empty cell. ok is false at the
// end.
func (t *table) row() (cells []cell, ok bool) {
	if t.next == len(t.text) {
		return nil, false
	}
	for t.problem == "" {
		cells = append(cells, t.cell())
		if t.next == len(t.text) {
			break
		}
		separator := t.text[t.next]
		t.take(1)
		if separator == '\n' {
			break
		}
	}
	return cells, true
}

func (t *table) cell() cell {
	start := t.pos()
	if t.next == len(t.text) || t.text[t.next] != '"' {
		n := strings.IndexAny(t.text[t.next:], string(t.separator)+"\n")
		if n < 0 {
			n = len(t.text) - t.next
		}
		text := t.text[t.next : t.next+n]
		if i := strings.IndexByte(text, '"'); i >= 0 && !t.inside {
			t.take(i)
			t.fail(t.pos(), "a quote inside a cell that does not begin with one: put the whole cell in quotes and double this one")
			return cell{}
		}
		t.take(n)
		return cell{text, acl.Span{Start: start, End: t.pos()}}
	}
	t.take(1)
	var text strings.Builder
	for {
		n := strings.IndexByte(t.text[t.next:], '"')
		if n < 0 {
			t.fail(start, "a quote that nothing closes")
			return cell{}
		}
		text.WriteString(t.text[t.next : t.next+n])
		t.take(n + 1)
		if t.ended() {
			return cell{text.String(), acl.Span{Start: start, End: t.pos()}}
		}
		if t.text[t.next] != '"' {
			t.fail(t.pos(), "a quoted cell goes on after its closing quote: a quote inside is written twice")
			return cell{}
		}
		t.take(1)
		text.WriteByte('"')
	}
}
