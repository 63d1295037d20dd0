package inventory

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
)

// Rows are the entries of a CSV file, for one kind.
type Rows struct {
	kind    kind
	file    string
	entries []row
	// Ignored are the columns that say nothing that an inventory has.
	Ignored []string
	// Findings say what is wrong with the file, and where. What a row at fault says is in no
	// entry. Damaged: rows may be lost, so that the others must not be taken for all.
	Findings []diag.Diagnostic
	Damaged  bool
	Skipped  int // rows that are left out
}

// Len is how many entries there are.
func (r *Rows) Len() int { return len(r.entries) }

// maxRows bounds a CSV file.
const maxRows = 200_000

// ReadCSV reads what a browser, an SQL client or a spreadsheet exports of one kind: the first
// row has the names of the columns, of the database (queue.group_id), of the inventory (GroupID)
// or of the administration's pages (Validity). Cells are separated by commas, semicolons, tabs or
// bars, or by what a line sep=; before the first row says; the text is UTF-8, or UTF-16 with a
// byte order mark. Columns that an inventory does not have are left out. Several rows may have one
// name, with one role or group each. The error says why nothing could be read at all.
func ReadCSV(kindName, file string, data []byte) (*Rows, error) {
	k, ok := kindNamed(csvKinds(), kindName)
	if !ok {
		return nil, fmt.Errorf("there is no kind %q that CSV files have; there is %s", kindName, strings.Join(CSVKinds(), ", "))
	}
	data, err := decoded(data)
	if err != nil {
		return nil, err
	}
	rows := &Rows{kind: k, file: file}
	in := newTable(data, 0)
	in.inside = true
	in.separate()
	head, ok := in.row()
	if !ok {
		return nil, errors.New("the file is empty: its first row names the columns")
	}
	columns := make([]string, len(head))
	for i, h := range head {
		if columns[i] = k.column(h.text); columns[i] == "" && !isAudit(h.text) {
			rows.Ignored = append(rows.Ignored, strings.TrimSpace(h.text))
		} else if at := slices.Index(columns[:i], columns[i]); at >= 0 && columns[i] != "" {
			rows.Damaged = true
			rows.find(h.span, fmt.Sprintf("two columns are %s, %s and %s", shownColumn(columns[i]), ownfile.Quote(strings.TrimSpace(head[at].text)), ownfile.Quote(strings.TrimSpace(h.text))),
				"leave one out, or name it otherwise")
			columns[i] = ""
		}
	}
	if in.problem == "" && !slices.Contains(columns, k.key) {
		return nil, fmt.Errorf("no column is the %s of %s: the first row names the columns, such as %s", k.key, k.name, strings.Join(k.csvHeads(), ", "))
	}
	if slices.Contains(columns, columnGroup) && !slices.Contains(columns, columnPermission) {
		i := slices.Index(columns, columnGroup)
		columns[i] = ""
		rows.Ignored = append(rows.Ignored, strings.TrimSpace(head[i].text))
	}
	if err := rows.read(in, columns); err != nil {
		return nil, err
	}
	if in.problem != "" {
		rows.Damaged = true
		rows.find(acl.Span{Start: in.at, End: in.at}, in.problem, "")
	}
	rows.check()
	diag.Sort(rows.Findings)
	return rows, nil
}

// read takes the rows behind the first one.
func (r *Rows) read(in *table, columns []string) error {
	seen := map[string]int{}
	for in.problem == "" {
		cells, ok := in.row()
		if !ok || in.problem != "" {
			return nil
		}
		if !slices.ContainsFunc(cells, func(c cell) bool { return strings.TrimSpace(c.text) != "" }) {
			continue // an empty line
		}
		if len(r.entries) >= maxRows {
			return fmt.Errorf("more than %d rows", maxRows)
		}
		at := cells[0].span
		if i := slices.IndexFunc(cells[min(len(cells), len(columns)):], func(c cell) bool { return c.text != "" }); i >= 0 {
			r.skip(at, fmt.Sprintf("the row has %d cells, the first row %d", len(cells), len(columns)), "put a cell that has a separator in it in quotes")
			continue
		}
		one, err := r.kind.row(columns, cells)
		switch {
		case err != nil:
			r.skip(at, err.Error(), "")
			continue
		case one.name == "":
			r.skip(at, "the row has no "+r.kind.key, "")
			continue
		}
		one.line = at
		if first, twice := seen[one.name]; twice {
			if key := r.entries[first].join(&one); key != "" {
				r.skip(at, fmt.Sprintf("%s has another %s in line %d", ownfile.Quote(one.name), key, r.entries[first].line.Start.Line), "")
			}
			continue
		}
		seen[one.name] = len(r.entries)
		r.entries = append(r.entries, one)
	}
	return nil
}

// find notes what is wrong at a place.
func (r *Rows) find(at acl.Span, summary, detail string) {
	r.Findings = append(r.Findings, diag.Diagnostic{
		Rule: diag.BadValue, Severity: diag.Error, Place: acl.Place{File: r.file, Span: at}, Summary: summary, Detail: detail,
	})
}

// skip leaves a row out.
func (r *Rows) skip(at acl.Span, summary, detail string) {
	r.Skipped++
	r.find(at, summary, detail)
}

// check reads the entries as an inventory has them, and leaves out those in which that finds
// mistakes.
func (r *Rows) check() {
	ids := map[string]*row{}
	kept := []row{}
	for i := range r.entries {
		one := &r.entries[i]
		id := one.id(r.kind)
		if other := ids[id]; id != "" && other != nil {
			r.skip(one.line, fmt.Sprintf("%s has the %s %s, which %s has in line %d", ownfile.Quote(one.name), r.kind.id, id, ownfile.Quote(other.name), other.line.Start.Line), "")
			continue
		}
		ids[id] = one
		kept = append(kept, *one)
	}
	r.entries = kept
	for range maxChecks {
		if len(r.entries) == 0 {
			return
		}
		var text strings.Builder
		text.WriteString(r.kind.name + ":\n")
		for i := range r.entries {
			text.WriteString("- " + flow(r.entries[i].node(r.kind)) + "\n")
		}
		_, findings := Parse(r.file, []byte(text.String()))
		bad := map[int]bool{}
		for _, d := range findings {
			i := int(d.Place.Span.Start.Line) - 2
			if i < 0 || i >= len(r.entries) {
				r.Damaged = true
				r.find(acl.Span{}, d.Summary, d.Detail)
				return
			}
			if !bad[i] {
				bad[i] = true
				r.skip(r.entries[i].line, d.Summary, d.Detail)
			}
		}
		if len(bad) == 0 {
			return
		}
		kept := r.entries[:0]
		for i := range r.entries {
			if !bad[i] {
				kept = append(kept, r.entries[i])
			}
		}
		r.entries = kept
	}
	r.Damaged = true
}

// maxChecks bounds how often entries are looked at: one look tells a hundred mistakes.
const maxChecks = 20

// csvKinds are the kinds that tables of a database hold as rows.
func csvKinds() []kind {
	return slices.DeleteFunc(kinds(), func(k kind) bool { return k.name == "attribute_relations" || k.name == "screens" })
}

// CSVKinds are the names of the kinds that ReadCSV knows.
func CSVKinds() []string {
	var names []string
	for _, k := range csvKinds() {
		names = append(names, k.name)
	}
	return names
}
