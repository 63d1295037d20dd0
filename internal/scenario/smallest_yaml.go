package scenario

import (
	"bytes"
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/inventory"
)

// Write writes scenarios as a file that Load reads. What files do not say (Posted)
// is left out.
func Write(f *File) ([]byte, error) {
	root := &yaml.Node{Kind: yaml.MappingNode}
	for _, p := range [][2]string{{"acls", f.ACLs}, {"inventory", f.Inventory}, {"target", f.Target}} {
		if p[1] != "" {
			put(root, p[0], text(p[1]))
		}
	}
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, s := range f.Scenarios {
		list.Content = append(list.Content, s.node())
	}
	put(root, "scenarios", list)
	return encoded(root)
}

func encoded(root *yaml.Node) ([]byte, error) {
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	enc.CompactSeqIndent()
	if err := enc.Encode(root); err != nil {
		return nil, err
	}
	return out.Bytes(), enc.Close()
}

func (s *Scenario) node() *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	if s.Name != "" {
		put(n, "name", text(s.Name))
	}
	put(n, "screen", text(s.Screen))
	for _, who := range []struct {
		key string
		p   *Person
	}{{"agent", s.Agent}, {"customer", s.Customer}} {
		switch {
		case who.p == nil:
		case who.p.Inline:
			put(n, who.key, attrsNode(who.p.Attrs))
		default:
			put(n, who.key, text(who.p.Login))
		}
	}
	if s.Ticket != nil {
		put(n, "ticket", attrsNode(s.Ticket))
	}
	if len(s.Form) > 0 {
		put(n, "form", attrsNode(s.Form))
	}
	usual := First
	if len(s.Form) > 0 || s.Changed != "" {
		usual = Change
	}
	if s.Moment != usual {
		put(n, "moment", text(s.Moment.String()))
	}
	if s.Changed != "" {
		put(n, "changed", text(s.Changed))
	}
	process := inventory.Attrs{}
	for name, id := range map[string]string{
		"ProcessEntityID": s.Process.ProcessEntityID, "ActivityEntityID": s.Process.ActivityEntityID,
		"ActivityDialogEntityID": s.Process.ActivityDialogEntityID,
	} {
		if id != "" {
			process[name] = inventory.TextValue(id)
		}
	}
	if len(process) > 0 {
		put(n, "process", attrsNode(process))
	}
	if len(s.Options) > 0 {
		options := &yaml.Node{Kind: yaml.MappingNode}
		for _, q := range slices.Sorted(maps.Keys(s.Options)) {
			put(options, q, valueNode(inventory.ListValue(s.Options[q]...)))
		}
		put(n, "options", options)
	}
	if s.Skip != "" {
		put(n, "skip", text(s.Skip))
	}
	if s.Expect != nil {
		put(n, "expect", s.Expect.node())
	}
	return n
}

func put(n *yaml.Node, key string, v *yaml.Node) { n.Content = append(n.Content, text(key), v) }

// text is a string, in quotes where it would be read as anything else.
func text(s string) *yaml.Node {
	n := &yaml.Node{}
	n.SetString(s)
	n.Tag = "!!str"
	return n
}

func attrsNode(attrs inventory.Attrs) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}
	for _, name := range slices.Sorted(maps.Keys(attrs)) {
		put(n, name, valueNode(attrs[name]))
	}
	return n
}

func valueNode(v inventory.Value) *yaml.Node {
	switch v.Kind {
	case inventory.Text:
		return text(v.Text)
	case inventory.List:
		n := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
		for _, e := range v.List {
			n.Content = append(n.Content, valueNode(e))
		}
		return n
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Value: "null"}
}
