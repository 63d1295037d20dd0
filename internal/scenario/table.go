package scenario

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
)

// maxScenarios bounds what the tables of one file come to.
const maxScenarios = 100_000

// baseKeys are what scenarios of a file may have in common.
func baseKeys() []string {
	return []string{"screen", "agent", "customer", "ticket", "form", "moment", "changed", "process", "options", "expect"}
}

// over lays a scenario over the file's base, as nodes, so that everything keeps
// its place. Mappings are joined key by key, all else is replaced; who the person
// is, is one thing.
func over(base, own *yaml.Node) *yaml.Node {
	if base == nil || own.Kind != yaml.MappingNode {
		return own
	}
	out := *own
	out.Content = slices.Clone(own.Content)
	for i := 0; i+1 < len(base.Content); i += 2 {
		key, value := base.Content[i], base.Content[i+1]
		at := valueOf(&out, key.Value)
		switch {
		case at < 0 && isPerson(key.Value) && (valueOf(&out, "agent") >= 0 || valueOf(&out, "customer") >= 0):
		case at < 0:
			out.Content = append(out.Content, key, value)
		case isJoined(key.Value):
			out.Content[at] = joined(value, out.Content[at])
		}
	}
	return &out
}

func isPerson(key string) bool { return key == "agent" || key == "customer" }

// isJoined: parts of a scenario that are mappings of single things.
func isJoined(key string) bool {
	return slices.Contains([]string{"ticket", "form", "process", "options", "expect"}, key)
}

// joined is a mapping with what only another one has in front.
func joined(base, own *yaml.Node) *yaml.Node {
	if base.Kind != yaml.MappingNode || own.Kind != yaml.MappingNode {
		return own
	}
	out := *own
	out.Content = nil
	for i := 0; i+1 < len(base.Content); i += 2 {
		if valueOf(own, base.Content[i].Value) < 0 {
			out.Content = append(out.Content, base.Content[i], base.Content[i+1])
		}
	}
	out.Content = append(out.Content, own.Content...)
	return &out
}

// valueOf is where the value of a key stands in a mapping's content, -1 for none.
func valueOf(n *yaml.Node, key string) int {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Kind == yaml.ScalarNode && n.Content[i].Value == key {
			return i + 1
		}
	}
	return -1
}

// cell is one value of a table.
type cell struct {
	name       string // of its column: agent, ticket.State, a name of the table's own
	key, value *yaml.Node
}

// row is one scenario of a table.
type row struct {
	at     *yaml.Node // where it is written, of a list of rows
	cells  []cell
	expect *yaml.Node // what is expected in this row beside what the scenario says
}

// tables are the scenarios that a table stands for: one without each is itself.
// Values are put where the names of columns say, and in place of {name} in texts.
func (r *reader) tables(n *yaml.Node, left int) []*yaml.Node {
	at := -1
	if n.Kind == yaml.MappingNode {
		at = valueOf(n, "each")
	}
	if at < 0 {
		return []*yaml.Node{n}
	}
	each := n.Content[at]
	found := r.Found()
	plain := *n
	plain.Content = slices.Delete(slices.Clone(n.Content), at-1, at+1)
	var rows []row
	switch each.Kind {
	case yaml.MappingNode:
		rows = r.rows(each, left)
	case yaml.SequenceNode:
		for _, one := range each.Content {
			if one.Kind != yaml.MappingNode {
				r.Wrong(one, "a row of each", "a mapping")
				return nil
			}
			for _, w := range r.rows(one, left-len(rows)) {
				w.at = one
				rows = append(rows, w)
			}
		}
	default:
		r.Wrong(each, "each", "a mapping of names and lists of values, or a list of such mappings")
		return nil
	}
	if len(rows) == 0 && r.Found() == found {
		r.Report(diag.BadValue, each, "each lists nothing: there would be no scenario")
	}
	if r.columns(&plain, rows); r.Found() > found {
		return nil
	}
	var out []*yaml.Node
	names := map[string]bool{}
	distinct := true
	for i := range rows {
		n := rows[i].put(&plain, false)
		out = append(out, n)
		name := n.Content[valueOf(n, "name")].Value
		distinct = distinct && !names[name]
		names[name] = true
	}
	for i := range out {
		if !distinct {
			out[i] = rows[i].put(&plain, true)
		}
	}
	return out
}

// rows are the combinations of one mapping of columns; the last column changes
// fastest.
func (r *reader) rows(n *yaml.Node, left int) []row {
	rows := []row{{}}
	for _, p := range r.Pairs(n, "each", nil) {
		if p.Name == "expect" {
			if p.Value.Kind != yaml.MappingNode {
				r.Wrong(p.Value, "expect", "a mapping")
				continue
			}
			for i := range rows {
				rows[i].expect = p.Value
			}
			continue
		}
		values := []*yaml.Node{p.Value}
		if p.Value.Kind == yaml.SequenceNode {
			values = p.Value.Content
		}
		if len(rows)*len(values) > left {
			r.Report(diag.BadValue, p.Key, fmt.Sprintf("more than %d scenarios in one file", maxScenarios))
			return nil
		}
		var next []row
		for _, before := range rows {
			for _, v := range values {
				next = append(next, row{nil, append(slices.Clip(before.cells), cell{p.Name, p.Key, v}), before.expect})
			}
		}
		rows = next
	}
	return rows
}

// columns reports names of columns that are no part of a scenario and stand in no
// text, and names in the scenario's own name that are no columns.
func (r *reader) columns(n *yaml.Node, rows []row) {
	seen := map[*yaml.Node]bool{}
	names := map[string]bool{}
	for i := range rows {
		for _, c := range rows[i].cells {
			if seen[c.key] {
				continue
			}
			seen[c.key], names[c.name] = true, true
			if c.isPart() || mentions(n, "{"+c.name+"}") || rows[i].expect != nil && mentions(rows[i].expect, "{"+c.name+"}") {
				continue
			}
			valid := append(baseKeys()[:7:7], "ticket.", "form.", "process.", "options.")
			r.Report(diag.UnknownKey, c.key, fmt.Sprintf("%s in each is no part of a scenario (agent, screen, ticket.State, form.Queue, …), and nothing says {%s}%s",
				ownfile.Quote(c.name), c.name, diag.Meant(c.name, valid)))
		}
	}
	for i := range rows {
		r.unfilled(n, &rows[i], names)
	}
	if at := valueOf(n, "name"); at >= 0 && len(rows) > 0 {
		for _, name := range placeholders(n.Content[at].Value) {
			if _, own := partText(n, name); !names[name] && !own {
				r.Report(diag.BadValue, n.Content[at], "{"+name+"} is no column of each"+diag.Meant(name, slices.Sorted(maps.Keys(names))))
			}
		}
	}
}

// unfilled reports a column that other rows have, and this one has not although
// some text says its name.
func (r *reader) unfilled(n *yaml.Node, w *row, names map[string]bool) {
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if _, own := partText(n, name); own {
			continue
		}
		if !slices.ContainsFunc(w.cells, func(c cell) bool { return c.name == name }) &&
			(mentions(n, "{"+name+"}") || w.expect != nil && mentions(w.expect, "{"+name+"}")) {
			r.Report(diag.BadValue, w.at, "this row has no "+ownfile.Quote(name)+", and {"+name+"} stands in the scenario")
			return
		}
	}
}

// partText is the value of a part of a scenario as names show it.
func partText(n *yaml.Node, name string) (string, bool) {
	part, attr, inside := strings.Cut(name, ".")
	at := valueOf(n, part)
	switch {
	case at < 0 || !(&cell{name: name}).isPart():
		return "", false
	case !inside:
		return cellText(n.Content[at]), true
	}
	if at2 := valueOf(n.Content[at], attr); at2 >= 0 {
		return cellText(n.Content[at].Content[at2]), true
	}
	return "", false
}

// isPart reports whether a column is a part of the scenario.
func (c *cell) isPart() bool {
	part, attr, ok := strings.Cut(c.name, ".")
	if !ok {
		return slices.Contains([]string{"screen", "agent", "customer", "moment", "changed"}, part)
	}
	return attr != "" && part != "expect" && isJoined(part)
}

// mentions reports whether a text of a node holds another one.
func mentions(n *yaml.Node, text string) bool {
	if n.Kind == yaml.ScalarNode {
		return strings.Contains(n.Value, text)
	}
	return slices.ContainsFunc(n.Content, func(c *yaml.Node) bool { return mentions(c, text) })
}

// placeholders are the names in braces.
func placeholders(s string) (names []string) {
	for {
		_, rest, ok := strings.Cut(s, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !ok || !closed {
			return names
		}
		names, s = append(names, name), after
	}
}

// put makes the scenario of a row. Its name tells all values where tell is set, or
// where it would say nothing of them.
func (w *row) put(n *yaml.Node, tell bool) *yaml.Node {
	out := *n
	out.Content = slices.Clone(n.Content)
	if w.at != nil {
		out.Line, out.Column = w.at.Line, w.at.Column
	}
	if w.expect != nil {
		if at := valueOf(&out, "expect"); at >= 0 {
			out.Content[at] = joined(out.Content[at], w.expect)
		} else {
			out.Content = append(out.Content, textNode("expect", w.expect), w.expect)
		}
	}
	var pairs, words []string
	for _, c := range w.cells {
		word := cellText(c.value)
		words = append(words, word)
		pairs = append(pairs, "{"+c.name+"}", word)
	}
	at := valueOf(&out, "name")
	switch {
	case at < 0:
		out.Content = append(out.Content, textNode("name", n), textNode(strings.Join(words, ", "), n))
	case len(words) > 0 && (tell || !strings.Contains(out.Content[at].Value, "{")):
		out.Content[at] = textNode(out.Content[at].Value+" ("+strings.Join(words, ", ")+")", out.Content[at])
	}
	// What the row does not say, the scenario may.
	for _, name := range placeholders(out.Content[valueOf(&out, "name")].Value) {
		if text, ok := partText(&out, name); ok && !slices.Contains(pairs, "{"+name+"}") {
			pairs = append(pairs, "{"+name+"}", text)
		}
	}
	fill := strings.NewReplacer(pairs...)
	for i := 1; i < len(out.Content); i += 2 {
		out.Content[i] = replaced(out.Content[i], fill)
	}
	for _, c := range w.cells {
		if c.isPart() {
			c.set(&out)
		}
	}
	return &out
}

// textNode is a text that stands where another node does.
func textNode(s string, where *yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s, Line: where.Line, Column: where.Column}
}

// cellText is a value as names show it.
func cellText(n *yaml.Node) string {
	switch {
	case ownfile.IsNull(n):
		return "nothing"
	case n.Kind == yaml.ScalarNode:
		return n.Value
	case n.Kind == yaml.MappingNode:
		if at := valueOf(n, "UserLogin"); at >= 0 {
			return n.Content[at].Value
		}
	}
	var parts []string
	for i, c := range n.Content {
		if n.Kind == yaml.SequenceNode || i%2 == 1 {
			parts = append(parts, cellText(c))
		}
	}
	return strings.Join(parts, " + ")
}

// replaced is a node with the names in its texts replaced; itself where there are
// none.
func replaced(n *yaml.Node, fill *strings.Replacer) *yaml.Node {
	if n.Kind == yaml.ScalarNode {
		s := fill.Replace(n.Value)
		if s == n.Value {
			return n
		}
		return textNode(s, n)
	}
	out := n
	for i, c := range n.Content {
		f := replaced(c, fill)
		if f == c {
			continue
		}
		if out == n {
			copied := *n
			copied.Content = slices.Clone(n.Content)
			out = &copied
		}
		out.Content[i] = f
	}
	return out
}

// set puts the value where its column's name says.
func (c *cell) set(n *yaml.Node) {
	part, attr, inside := strings.Cut(c.name, ".")
	if !inside {
		if isPerson(part) {
			other := "customer"
			if part == other {
				other = "agent"
			}
			if at := valueOf(n, other); at >= 0 {
				n.Content = slices.Delete(n.Content, at-1, at+1)
			}
		}
		setKey(n, part, c.key, c.value)
		return
	}
	inner := &yaml.Node{Kind: yaml.MappingNode, Line: c.key.Line, Column: c.key.Column}
	if at := valueOf(n, part); at >= 0 && n.Content[at].Kind == yaml.MappingNode {
		inner.Content = slices.Clone(n.Content[at].Content)
		inner.Line, inner.Column = n.Content[at].Line, n.Content[at].Column
	}
	setKey(inner, attr, c.key, c.value)
	setKey(n, part, c.key, inner)
}

func setKey(n *yaml.Node, name string, key, value *yaml.Node) {
	if at := valueOf(n, name); at >= 0 {
		n.Content[at] = value
		return
	}
	n.Content = append(n.Content, textNode(name, key), value)
}
