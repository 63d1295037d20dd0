package inventory

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Rows are the entries of a CSV file, for one kind.
type Rows struct {
	kind    kind
	entries []row
	// Ignored are the columns that say nothing that an inventory has.
	Ignored []string
}

// row is one entry: attributes by the product's names, in the order of the columns.
type row struct {
	name   string
	keys   []string
	values []*yaml.Node
}

// Len is how many entries there are.
func (r *Rows) Len() int { return len(r.entries) }

// maxRows bounds a CSV file.
const maxRows = 200_000

// ReadCSV reads what a browser or an SQL client exports of one kind: the first row has the
// names of the columns, of the database (queue.group_id), of the inventory (GroupID) or of
// the administration's pages (Validity). Cells are separated by commas, semicolons or
// tabs. Columns that an inventory does not have are left out.
func ReadCSV(kindName string, data []byte) (*Rows, error) {
	k, ok := kindNamed(csvKinds(), kindName)
	if !ok {
		return nil, fmt.Errorf("there is no kind %q that CSV files have; there is %s", kindName, strings.Join(CSVKinds(), ", "))
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		return nil, errors.New("the file is no UTF-8: export it as such")
	}
	in := csv.NewReader(bytes.NewReader(data))
	in.Comma, in.FieldsPerRecord, in.LazyQuotes = separator(data), -1, true
	head, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the file is empty: its first row names the columns")
	}
	if err != nil {
		return nil, err
	}
	rows := &Rows{kind: k}
	columns := make([]string, len(head))
	for i, h := range head {
		if columns[i] = k.column(h); columns[i] == "" && !isAudit(h) {
			rows.Ignored = append(rows.Ignored, strings.TrimSpace(h))
		} else if slices.Contains(columns[:i], columns[i]) {
			columns[i] = "" // the first one counts
		}
	}
	if !slices.Contains(columns, k.key) {
		return nil, fmt.Errorf("no column is the %s of %s: the first row names the columns, such as %s", k.key, k.name, strings.Join(k.csvHeads(), ", "))
	}
	seen := map[string]int{}
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		if len(rows.entries) >= maxRows {
			return nil, fmt.Errorf("more than %d rows", maxRows)
		}
		line, _ := in.FieldPos(0)
		r, err := k.row(columns, record)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		if r.name == "" {
			continue // an empty line
		}
		if at, twice := seen[r.name]; twice {
			rows.entries[at].join(&r) // of a join: one row for each role or group
			continue
		}
		seen[r.name] = len(rows.entries)
		rows.entries = append(rows.entries, r)
	}
}

// separator is the character of the first line that most likely separates cells.
func separator(data []byte) rune {
	first, _, _ := bytes.Cut(data, []byte("\n"))
	best, most := ',', 0
	for _, c := range []rune{',', ';', '\t', '|'} {
		if n := bytes.Count(first, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
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
func (k kind) row(columns, record []string) (row, error) {
	var r row
	for i, cell := range record {
		if i >= len(columns) || columns[i] == "" || cell == "" || cell == "NULL" || cell == `\N` {
			continue
		}
		key := columns[i]
		switch {
		case key == k.key:
			r.name = cell
		case key == "config":
			if err := r.fieldConfig(cell); err != nil {
				return r, err
			}
			continue
		case key == "ValidID":
			v, known := map[string]string{"valid": "1", "invalid": "2", "invalid-temporarily": "3"}[strings.ToLower(cell)]
			if known {
				cell = v
			} else if strings.Trim(cell, "0123456789") != "" {
				return r, fmt.Errorf("%q is no validity: there are 1 (valid), 2 (invalid) and 3 (invalid-temporarily)", cell)
			}
			if cell == "1" {
				continue // as without it
			}
		case key == "State":
			if state, known := map[string]string{"S1": "Active", "S2": "Inactive", "S3": "FadeAway"}[cell]; known {
				cell = state
			}
		case key == "TypeID" && k.name == "states":
			if name, stock := stockStateType(cell); stock && !slices.Contains(columns, "TypeName") {
				r.set("TypeID", valueNode(TextValue(cell)))
				key, cell = "TypeName", name
			}
		case key == "Role" || key == "ServiceIDs" || key == "CustomerIDs":
			r.set(key, valueNode(ListValue(splitCell(cell)...)))
			continue
		}
		if key == k.key {
			r.set(key, textNode(cell))
			continue
		}
		r.set(key, valueNode(TextValue(cell)))
	}
	return r, nil
}

func splitCell(cell string) []string {
	parts := strings.FieldsFunc(cell, func(r rune) bool { return r == ',' || r == ';' || r == '|' })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// stockStateType is the name of a state type by its id: they are the same on every
// system.
func stockStateType(id string) (string, bool) {
	types := []string{"new", "open", "closed", "pending reminder", "pending auto", "removed", "merged"}
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

// join takes the lists of another row for the same entry.
func (r *row) join(other *row) {
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
			for j := 0; j+1 < len(v.Content); j += 2 {
				if v.Content[j].Value == "" || v.Content[j+1].Kind != yaml.ScalarNode {
					continue // the empty choice
				}
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
