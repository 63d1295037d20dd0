package inventory

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

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

// row is one entry: attributes by the product's names, in the order of the columns.
type row struct {
	name   string
	line   acl.Span // of its first cell
	keys   []string
	values []*yaml.Node
	grant  grant
}

// grant is what one row of a join says of permissions: a group, and what is allowed there.
type grant struct{ group, permission, value string }

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

// decoded is a file as UTF-8 without its mark.
func decoded(data []byte) ([]byte, error) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		order = binary.BigEndian
	default:
		data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
		if !utf8.Valid(data) {
			return nil, errors.New("the file is no UTF-8: export it as such")
		}
		return data, nil
	}
	if data = data[2:]; len(data)%2 > 0 {
		return nil, errors.New("the file begins as UTF-16 and is none: export it as UTF-8")
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	out := []byte(string(utf16.Decode(units)))
	if bytes.ContainsRune(out, unicode.ReplacementChar) {
		return nil, errors.New("the file begins as UTF-16 and is none: export it as UTF-8")
	}
	return out, nil
}

// separate finds the character that separates cells: the one that a line sep= names, else that
// of which the first row has most.
func (t *table) separate() {
	first, _, _ := strings.Cut(t.text, "\n")
	if sep, ok := strings.CutPrefix(strings.ToLower(first), "sep="); ok && len(sep) == 1 && t.next == 0 {
		t.separator = sep[0]
		t.take(min(len(first)+1, len(t.text)))
		return
	}
	t.separator = ','
	most := 0
	for _, c := range []byte{',', ';', '\t', '|'} {
		if n := strings.Count(first, string(c)); n > most {
			t.separator, most = c, n
		}
	}
}

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

// row reads one record.
func (k kind) row(columns []string, record []cell) (row, error) {
	var r row
	for i, c := range record {
		if i >= len(columns) || columns[i] == "" || c.text == "" || c.text == "NULL" || c.text == `\N` {
			continue
		}
		if err := r.take(k, columns, columns[i], c.text); err != nil {
			return r, err
		}
	}
	if g := r.grant; g.group != "" && g.permission != "" && g.value != "0" {
		r.set("Group_"+g.permission, valueNode(ListValue(g.group)))
	}
	return r, nil
}

// take takes one cell.
func (r *row) take(k kind, columns []string, key, cell string) error {
	switch {
	case key == k.key:
		if strings.ContainsFunc(cell, unicode.IsControl) {
			return fmt.Errorf("the name %s has a line break or another control character in it: a quote that is not closed?", ownfile.Quote(cell))
		}
		r.name = cell
		r.set(key, textNode(cell))
		return nil
	case key == "config":
		return r.fieldConfig(cell)
	case key == columnGroup:
		r.grant.group = cell
		return nil
	case key == columnPermission:
		r.grant.permission = cell
		return nil
	case key == columnGranted:
		r.grant.value = cell
		return nil
	case strings.HasPrefix(key, "Group_"), key == "Role", key == "ServiceIDs", key == "CustomerIDs":
		r.set(key, valueNode(ListValue(splitCell(cell)...)))
		return nil
	case key == "ValidID":
		v, known := map[string]string{"valid": "1", "invalid": "2", "invalid-temporarily": "3"}[strings.ToLower(cell)]
		if known {
			cell = v
		} else if !isNumber(cell) {
			return fmt.Errorf("%q is no validity: there are 1 (valid), 2 (invalid) and 3 (invalid-temporarily)", cell)
		}
		if cell == "1" {
			return nil // as without it
		}
	case key == "State":
		if state, known := map[string]string{"S1": "Active", "S2": "Inactive", "S3": "FadeAway"}[cell]; known {
			cell = state
		}
	case k.isNumbered(key) && !isNumber(cell):
		return fmt.Errorf("%s is no %s: ids are numbers", ownfile.Quote(cell), key)
	case key == "TypeName" && k.name == "states":
		if err := isStateType(cell); err != nil {
			return err
		}
	case key == "TypeID" && k.name == "states":
		name, stock := stockStateType(cell)
		switch {
		case stock && !slices.Contains(columns, "TypeName"):
			r.set("TypeID", valueNode(TextValue(cell)))
			key, cell = "TypeName", name
		case !stock && !slices.Contains(columns, "TypeName"):
			return fmt.Errorf("no system as it comes has a state type %s: add a column with its name, type_name", cell)
		}
	}
	r.set(key, valueNode(TextValue(cell)))
	return nil
}

// isNumbered reports whether an attribute is an id of the database.
func (k kind) isNumbered(key string) bool {
	switch key {
	case "EntityID", "CustomerID", "UserCustomerID":
		return false
	}
	return key == k.id && k.id != k.key || strings.HasSuffix(key, "ID")
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// isStateType refuses what is plainly a type of states, mistyped, or its number.
func isStateType(name string) error {
	types := stateTypes()
	i := slices.IndexFunc(types, func(known string) bool { return diag.IsSlip(name, known) })
	switch {
	case slices.Contains(types, name):
	case isNumber(name):
		return fmt.Errorf("%s is a number, and no name of a state type: name the column type_id", ownfile.Quote(name))
	case i >= 0:
		return fmt.Errorf("%s is no type that systems have as they come; did you mean %s?", ownfile.Quote(name), types[i])
	}
	return nil
}

// id is the id of an entry in the database, "" where it tells none.
func (r *row) id(k kind) string {
	if i := slices.Index(r.keys, k.id); i >= 0 && k.id != k.key {
		return sameAs(r.values[i].Value)
	}
	return ""
}

// sameAs is an id as it is compared.
func sameAs(id string) string {
	if trimmed := strings.TrimLeft(id, "0"); trimmed != "" {
		return trimmed
	}
	return id
}

func splitCell(cell string) []string {
	parts := []string{}
	for _, part := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(",;|\n", r) }) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// stateTypes are the types of states, in the order of their ids.
func stateTypes() []string {
	return []string{"new", "open", "closed", "pending reminder", "pending auto", "removed", "merged"}
}

// stockStateType is the name of a state type by its id: they are the same on every
// system.
func stockStateType(id string) (string, bool) {
	types := stateTypes()
	if len(id) == 1 && id[0] >= '1' && int(id[0]-'1') < len(types) {
		return types[id[0]-'1'], true
	}
	return "", false
}

func (r *row) set(key string, v *yaml.Node) {
	if i := slices.Index(r.keys, key); i >= 0 {
		r.values[i] = v
		return
	}
	r.keys, r.values = append(r.keys, key), append(r.values, v)
}

// join takes the lists of another row for the same entry; it returns the attribute that is
// another one there, "" where none is.
func (r *row) join(other *row) (differs string) {
	for i, key := range other.keys {
		if k := slices.Index(r.keys, key); k >= 0 && r.values[k].Kind != yaml.SequenceNode && !sameNode(r.values[k], other.values[i]) {
			return key
		}
	}
	for i, key := range other.keys {
		k := slices.Index(r.keys, key)
		if k < 0 {
			r.set(key, other.values[i])
			continue
		}
		if v := r.values[k]; v.Kind == yaml.SequenceNode && other.values[i].Kind == yaml.SequenceNode {
			for _, item := range other.values[i].Content {
				if !slices.ContainsFunc(v.Content, func(n *yaml.Node) bool { return n.Value == item.Value }) {
					v.Content = append(v.Content, item)
				}
			}
		}
	}
	return ""
}

// fieldConfig takes the values of a dynamic field out of its configuration, which the
// database has as YAML.
func (r *row) fieldConfig(config string) error {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(config), &doc); err != nil || len(doc.Content) == 0 {
		return errors.New("the column config is no YAML")
	}
	root := doc.Content[0]
	for i := 0; i+1 < len(root.Content) && root.Kind == yaml.MappingNode; i += 2 {
		v := root.Content[i+1]
		switch root.Content[i].Value {
		case "PossibleValues":
			if v.Kind != yaml.MappingNode {
				continue
			}
			values := &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}
			seen := map[string]bool{}
			for j := 0; j+1 < len(v.Content); j += 2 {
				key := v.Content[j].Value
				if key == "" {
					continue // the empty choice
				}
				if ownfile.IsNull(v.Content[j+1]) || v.Content[j+1].Kind != yaml.ScalarNode || seen[key] {
					return fmt.Errorf("the column config has PossibleValues that cannot be read: %s is there twice, or has no label", ownfile.Quote(key))
				}
				seen[key] = true
				values.Content = append(values.Content, textNode(v.Content[j].Value), textNode(v.Content[j+1].Value))
			}
			r.set("PossibleValues", values)
		case "PossibleNone":
			if v.Kind == yaml.ScalarNode && v.Value != "" && v.Tag != "!!null" {
				r.set("PossibleNone", valueNode(TextValue(v.Value)))
			}
		}
	}
	return nil
}

// node is the entry as a file has it, its name and id first.
func (r *row) node(k kind) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}
	for _, first := range []bool{true, false} {
		for i, key := range r.keys {
			if (key == k.id || key == k.key) == first {
				n.Content = append(n.Content, textNode(key), r.values[i])
			}
		}
	}
	if len(n.Content) == 2 {
		return n.Content[1]
	}
	return n
}
