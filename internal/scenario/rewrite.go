package scenario

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/inventory"
)

// node is what is expected, as files say it: the ACLs first, then the lists by
// name.
func (e *Expect) node() *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	names := func(key string, list Names) {
		if list.Given {
			put(n, key, valueNode(inventory.ListValue(list.List...)))
		}
	}
	if e.Matched != nil {
		put(n, "matched", e.Matched.node())
	}
	names("not_matched", e.NotMatched)
	if e.Used != nil {
		put(n, "used", e.Used.node())
	}
	names("stopped_by", e.StoppedBy)
	for _, q := range slices.Sorted(maps.Keys(e.Questions)) {
		o := e.Questions[q]
		put(n, strings.TrimPrefix(q, "Ticket."), o.node())
	}
	if e.Saves != nil {
		put(n, "saves", flagNode(*e.Saves))
	}
	switch e.Undetermined {
	case DoubtAllowed:
		put(n, "undetermined", text("allow"))
	case DoubtWanted, DoubtRefused:
		put(n, "undetermined", flagNode(e.Undetermined == DoubtWanted))
	}
	return n
}

func (o *Offer) node() *yaml.Node {
	if o.Exact {
		return valueNode(inventory.ListValue(o.Has...))
	}
	n := &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}
	for _, part := range []struct {
		key  string
		list []string
	}{{"has", o.Has}, {"lacks", o.Lacks}} {
		if len(part.list) > 0 {
			put(n, part.key, valueNode(inventory.ListValue(part.list...)))
		}
	}
	return n
}

func flagNode(on bool) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: fmt.Sprint(on)}
}

// Rewrite puts other expectations into the text of a scenario file, one for each
// scenario in their order; nil leaves one as it is. All else stays, comments too.
// Files in which one text stands for several scenarios are refused.
func Rewrite(name string, data []byte, expect []*Expect) ([]byte, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, fmt.Errorf("%s is no scenario file", name)
	}
	root := doc.Content[0]
	if at := valueOf(root, "base"); at >= 0 && valueOf(root.Content[at], "expect") >= 0 {
		return nil, fmt.Errorf("%s:%d: base has an expect that all scenarios share, which cannot be updated for one of them; write it into the scenarios", name, root.Content[at].Line)
	}
	at := valueOf(root, "scenarios")
	if at < 0 || len(root.Content[at].Content) != len(expect) {
		for i := 0; at >= 0 && i < len(root.Content[at].Content); i++ {
			if one := root.Content[at].Content[i]; valueOf(one, "each") >= 0 {
				return nil, fmt.Errorf("%s:%d: a table (each) is several scenarios in one, and its expectations cannot be updated; change them by hand", name, one.Line)
			}
		}
		return nil, fmt.Errorf("%s: not every scenario could be read", name)
	}
	for i, n := range root.Content[at].Content {
		switch {
		case valueOf(n, "each") >= 0:
			return nil, fmt.Errorf("%s:%d: a table (each) is several scenarios in one, and its expectations cannot be updated; change them by hand", name, n.Line)
		case expect[i] == nil:
		case valueOf(n, "expect") >= 0:
			n.Content[valueOf(n, "expect")] = expect[i].node()
		default:
			put(n, "expect", expect[i].node())
		}
	}
	return encoded(&doc)
}
