package inventory

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
)

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
