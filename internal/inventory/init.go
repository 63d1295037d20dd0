package inventory

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
)

// SchemaURL is where editors find the schema of inventories.
const SchemaURL = "https://raw.githubusercontent.com/ticketacl/ticketacl/main/docs/schema/inventory.schema.json"

// line is one line of a list: an entry, or a comment.
type line struct {
	entry   *yaml.Node // nil for a comment alone
	out     bool       // the entry stands in a comment
	comment string
}

// Template is an inventory to be edited: what every fresh installation of a target has,
// and what a set of ACLs names beside it, if there is one. It has no kind in full but
// locks. Doubts are names of the set that are nearly others.
func Template(t *product.Target, set *acl.Set) (text []byte, doubts []Doubt) {
	stock := Stock(t)
	lists := map[string][]line{}
	heads := []line{{comment: "Every fresh " + t.ID + " has these."}}
	for _, k := range kinds() {
		if entries := stockEntries(stock, k.name); len(entries) > 0 {
			lists[k.name] = append(lists[k.name], heads...)
			for _, e := range entries {
				lists[k.name] = append(lists[k.name], line{entry: e})
			}
		}
	}
	open := []string{}
	if set != nil {
		var named map[string][]line
		named, open, doubts = fromSet(t, set, stock)
		for kind, lines := range named {
			lists[kind] = append(lists[kind], lines...)
		}
	}
	for _, k := range kinds() {
		if k.name != "locks" && hasEntry(lists[k.name]) {
			open = append(open, k.name)
		}
	}
	return compose(t, stock, lists, open), doubts
}

func hasEntry(lines []line) bool {
	return slices.ContainsFunc(lines, func(l line) bool { return l.entry != nil && !l.out })
}

// compose writes the file.
func compose(t *product.Target, stock *Inventory, lists map[string][]line, open []string) []byte {
	var b bytes.Buffer
	b.WriteString("# yaml-language-server: $schema=" + SchemaURL + "\n" +
		"# What exists in one system, for ticketacl: edit it. Names are compared exactly, as\n" +
		"# ACLs do, and those of queues and services are full names (A::B). An attribute that an\n" +
		"# entry does not tell is unknown. `ticketacl inventory add` takes lists from CSV files,\n" +
		"# `ticketacl inventory check` says what is wrong or missing.\n")
	fmt.Fprintf(&b, "product: %s\n\n", t.ID)
	slices.SortStableFunc(open, func(a, c string) int { return kindPlace(a) - kindPlace(c) })
	b.WriteString("# What is not listed in full. Take a kind out of here once all of it stands below: then\n" +
		"# what does not stand there does not exist, and `ticketacl lint` says so.\n")
	wrapped(&b, "open: [", slices.Compact(open))
	b.WriteString("\n# Settings as in a fresh installation; write those that are known.\n")
	if len(stock.Settings) > 0 {
		b.WriteString("settings:\n")
	}
	for _, name := range slices.Sorted(maps.Keys(stock.Settings)) {
		b.WriteString("  # " + name + ": " + flow(valueNode(stock.Settings[name])) + "\n")
	}
	for _, k := range kinds() {
		lines := lists[k.name]
		if len(lines) == 0 {
			if ex := exampleOf(k.name); ex != "" {
				fmt.Fprintf(&b, "\n# %s:\n# - %s\n", k.name, ex)
			}
			continue
		}
		b.WriteByte('\n')
		if !hasEntry(lines) {
			b.WriteString("# ")
		}
		b.WriteString(k.name + ":\n")
		for _, l := range lines {
			l.write(&b)
		}
	}
	return b.Bytes()
}

// kindPlace is where a kind stands among all; values of fields come behind them.
func kindPlace(name string) int {
	all := kinds()
	if i := slices.IndexFunc(all, func(k kind) bool { return k.name == name }); i >= 0 {
		return i
	}
	return len(all)
}

// wrapped writes a list of names on lines of some eighty columns.
func wrapped(b *bytes.Buffer, head string, names []string) {
	line := head
	for i, name := range names {
		name = flow(textNode(name))
		if i < len(names)-1 {
			name += ","
		}
		if len(line)+len(name) > 84 {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line = "  "
		}
		line += name + " "
	}
	b.WriteString(strings.TrimRight(line, " ") + "]\n")
}

func (l line) write(b *bytes.Buffer) {
	text := ""
	if l.entry != nil {
		text = "- " + flow(l.entry)
	}
	if l.out || text == "" {
		text = strings.TrimRight("# "+text, " ")
	}
	if l.comment != "" && l.entry != nil {
		text += "  # " + oneLine(l.comment)
	} else if l.comment != "" {
		text = "# " + oneLine(l.comment)
	}
	b.WriteString(text + "\n")
}

// oneLine is what can stand in a comment: it ends at no line break of a name.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// exampleOf is an entry of a kind that no fresh installation has.
func exampleOf(kind string) string {
	return map[string]string{
		"services":       "{ServiceID: 1, Name: 'Hardware::Laptop', ValidID: 1}",
		"slas":           "{SLAID: 1, Name: Gold, ServiceIDs: [1]}",
		"roles":          "{ID: 1, Name: agent, Group_rw: [users]}",
		"customers":      "{CustomerID: acme, CustomerCompanyName: Acme}",
		"customer_users": "{UserLogin: kim, UserCustomerID: acme}",
		"processes": "{EntityID: Process-0123456789abcdef, Name: Order, Activities: [{EntityID: Activity-0123456789abcdef, ActivityDialogs: " +
			"[{EntityID: ActivityDialog-0123456789abcdef}]}]}",
		"screens": "{Action: AgentTicketClose, StateType: [closed], DynamicField: {Color: 2}}",
	}[kind]
}

// stockEntries are the entries of a kind as a file has them.
func stockEntries(stock *Inventory, kind string) []*yaml.Node {
	var out []*yaml.Node
	table := func(t *Table, keys ...string) {
		for _, e := range t.Entities {
			out = append(out, entryNode(e.Attrs, keys...))
		}
	}
	switch kind {
	case "queues":
		table(&stock.Queues, "QueueID", "Name", "GroupID")
	case "states":
		table(&stock.States, "ID", "Name", "TypeID", "TypeName")
	case "priorities":
		table(&stock.Priorities, "ID", "Name")
	case "types":
		table(&stock.Types, "ID", "Name")
	case "locks":
		table(&stock.Locks, "ID", "Name")
	case "groups":
		table(&stock.Groups, "ID", "Name")
	case "agents":
		for _, a := range stock.Agents {
			out = append(out, entryNode(a.Attrs, "UserID", "UserLogin", "UserFirstname", "UserLastname"))
		}
	case "dynamic_fields":
		for _, f := range stock.DynamicFields {
			out = append(out, entryNode(Attrs{"Name": TextValue(f.Name)}, "Name"))
		}
	}
	return out
}

// entryNode is an entry with some of its attributes; a name that is all there is
// stands alone.
func entryNode(attrs Attrs, keys ...string) *yaml.Node {
	if len(keys) == 1 {
		return valueNode(attrs[keys[0]])
	}
	n := &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}
	for _, key := range keys {
		n.Content = append(n.Content, textNode(key), valueNode(attrs[key]))
	}
	return n
}

func textNode(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s} }

// valueNode is a value as a file has it: digits need no quotes, since they are read as
// text.
func valueNode(v Value) *yaml.Node {
	switch v.Kind {
	case Text:
		n := textNode(v.Text)
		if v.Text != "" && len(v.Text) < 16 && strings.Trim(v.Text, "0123456789") == "" && (v.Text == "0" || v.Text[0] != '0') {
			n.Tag = "!!int"
		}
		return n
	case List:
		n := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
		for _, x := range v.List {
			n.Content = append(n.Content, valueNode(x))
		}
		return n
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Value: "null"}
}

// bare is a node without comments, that can stand on one line.
func bare(n *yaml.Node) *yaml.Node {
	one := &yaml.Node{Kind: n.Kind, Tag: n.Tag, Value: n.Value}
	if n.Kind == yaml.MappingNode || n.Kind == yaml.SequenceNode {
		one.Style = yaml.FlowStyle
	}
	for _, c := range n.Content {
		one.Content = append(one.Content, bare(c))
	}
	return one
}

// flow is a node on one line.
func flow(n *yaml.Node) string {
	doc := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle, Content: []*yaml.Node{bare(n)}}
	out, err := yaml.Marshal(doc)
	if err != nil { // of nodes made here there is none
		return "null"
	}
	text := strings.TrimSpace(string(out))
	text = strings.TrimSuffix(strings.TrimPrefix(text, "["), "]")
	return strings.ReplaceAll(text, "\n", " ")
}
