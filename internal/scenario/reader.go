package scenario

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// reader reads one scenario file.
type reader struct {
	file     string
	source   []byte
	lines    []int // offsets of line starts
	findings []diag.Diagnostic
}

// pair is one key of a mapping with its value.
type pair struct {
	name       string
	key, value *yaml.Node
}

// report adds a finding at a node, the file where n is nil.
func (r *reader) report(rule diag.Rule, n *yaml.Node, summary string) {
	if len(r.findings) > maxFindings {
		return
	}
	if len(r.findings) == maxFindings {
		rule, n, summary = diag.BadValue, nil, "more than "+strconv.Itoa(maxFindings)+" problems; the rest is not shown"
	}
	d := diag.Diagnostic{Rule: rule, Severity: diag.Error, Place: acl.Place{File: r.file}, Summary: summary}
	if n != nil {
		d.Place = r.place(n)
	}
	r.findings = append(r.findings, d)
}

// syntax reports what the YAML library could not read; it names a line in the
// text of its error only.
func (r *reader) syntax(err error) {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	n := &yaml.Node{Line: 1, Column: 1}
	if m := regexp.MustCompile(`^line (\d+): `).FindStringSubmatch(message); m != nil {
		n.Line, _ = strconv.Atoi(m[1])
		message = message[len(m[0]):]
	}
	r.report(diag.YAMLSyntax, n, message)
}

func (r *reader) unknownKey(n *yaml.Node, of string, valid []string) {
	if len(r.findings) > maxFindings {
		return // the search below is not free
	}
	r.report(diag.UnknownKey, n, fmt.Sprintf("unknown key %s in %s; did you mean %s?", quote(n.Value), of, diag.Nearest(n.Value, valid)))
}

func (r *reader) wrong(n *yaml.Node, of, want string) {
	if n.Kind == yaml.AliasNode {
		r.report(diag.YAMLAlias, n, "a scenario file has no aliases: write the value out")
		return
	}
	r.report(diag.BadValue, n, of+" is "+want+", not "+shape(n))
}

// quote shortens what a hostile file would print at length.
func quote(s string) string {
	if len(s) > 80 {
		cut := 77
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "…"
	}
	return strconv.Quote(s)
}

// pairs are the keys of a mapping, each once. Where valid names the keys that
// there are, any other one is a finding.
func (r *reader) pairs(n *yaml.Node, of string, valid []string) []pair {
	var ps []pair
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		switch {
		case key.Kind != yaml.ScalarNode:
			r.wrong(key, "a key of "+of, "a single value")
		case seen[key.Value]:
			r.report(diag.DuplicateKey, key, "key "+quote(key.Value)+" in "+of+" occurs twice")
		case valid != nil && !slices.Contains(valid, key.Value):
			r.unknownKey(key, of, valid)
		default:
			ps = append(ps, pair{key.Value, key, n.Content[i+1]})
		}
		seen[key.Value] = true
	}
	return ps
}

// mapping are the pairs of a mapping; nothing at all is an empty one.
func (r *reader) mapping(n *yaml.Node, of string, valid []string) []pair {
	switch {
	case n.Kind == yaml.MappingNode:
		return r.pairs(n, of, valid)
	case n.Kind != yaml.ScalarNode || n.Tag != "!!null":
		r.wrong(n, of, "a mapping")
	}
	return nil
}

func (r *reader) list(n *yaml.Node, of string) []*yaml.Node {
	switch {
	case n.Kind == yaml.SequenceNode:
		return n.Content
	case n.Kind != yaml.ScalarNode || n.Tag != "!!null":
		r.wrong(n, of, "a list")
	}
	return nil
}

func (r *reader) texts(n *yaml.Node, of string) []string {
	items := []string{}
	for _, item := range r.list(n, of) {
		if s, ok := r.text(item, "an item of "+of); ok {
			items = append(items, s)
		}
	}
	return items
}

func (r *reader) text(n *yaml.Node, of string) (s string, ok bool) {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		r.wrong(n, of, "a single value")
		return "", false
	}
	return scalar(n), true
}

// scalar is the text of a value as the product has it: numbers keep their
// digits, true and false are 1 and 0.
func scalar(n *yaml.Node) string {
	if n.Tag == "!!bool" {
		if strings.EqualFold(n.Value, "true") {
			return "1"
		}
		return "0"
	}
	return n.Value
}

func (r *reader) flag(n *yaml.Node, of string) *bool {
	s, ok := r.text(n, of)
	switch {
	case !ok:
		return nil
	case n.Tag != "!!bool" && s != "0" && s != "1":
		r.report(diag.BadValue, n, of+" is true or false, not "+quote(s))
		return nil
	}
	on := s == "1"
	return &on
}

// attrs are attributes and their values: a single one, null, or a list.
func (r *reader) attrs(n *yaml.Node, of string) inventory.Attrs {
	attrs := inventory.Attrs{}
	for _, p := range r.mapping(n, of, nil) {
		if p.name == "" {
			r.report(diag.BadValue, p.key, "an attribute of "+of+" has no name")
			continue
		}
		attrs[p.name] = r.attr(p.value, p.name)
	}
	return attrs
}

func (r *reader) attr(n *yaml.Node, of string) inventory.Value {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return inventory.Value{}
	}
	if n.Kind != yaml.SequenceNode {
		s, _ := r.text(n, of)
		return inventory.TextValue(s)
	}
	v := inventory.ListValue()
	for _, item := range n.Content {
		if item.Kind == yaml.ScalarNode && item.Tag == "!!null" {
			v.List = append(v.List, inventory.Value{})
		} else if s, ok := r.text(item, "an item of "+of); ok {
			v.List = append(v.List, inventory.TextValue(s))
		}
	}
	return v
}

// place is the first character of a node.
func (r *reader) place(n *yaml.Node) acl.Place {
	if r.lines == nil {
		r.lines = []int{0}
		for i, b := range r.source {
			if b == '\n' {
				r.lines = append(r.lines, i+1)
			}
		}
	}
	at := acl.Pos{Line: uint32(max(n.Line, 1)), Column: uint32(max(n.Column, 1))}
	if n.Line >= 1 && n.Line <= len(r.lines) {
		offset := r.lines[n.Line-1]
		for range n.Column - 1 {
			if offset >= len(r.source) || r.source[offset] == '\n' {
				break
			}
			_, size := utf8.DecodeRune(r.source[offset:])
			offset += size
		}
		at.Offset = uint32(offset)
	}
	return acl.Place{File: r.file, Span: acl.Span{Start: at, End: at}}
}

// shape names what a node is, for messages.
func shape(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	if n.Tag == "!!null" {
		return "nothing"
	}
	return "a single value"
}
