package inventory

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// reader reads one inventory file.
type reader struct {
	file     string
	source   []byte
	lines    []int // offsets of line starts, made when a finding needs them
	inv      *Inventory
	findings []diag.Diagnostic
	taken    map[string]string // "kind id" -> the name of the entry that has it
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
		d.Place.Span = r.span(n)
	}
	r.findings = append(r.findings, d)
}

// syntax reports what the YAML library could not read.
func (r *reader) syntax(err error) {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	n := &yaml.Node{Line: 1, Column: 1} // the library leaves the first line out
	if m := regexp.MustCompile(`^line (\d+): `).FindStringSubmatch(message); m != nil {
		line, _ := strconv.Atoi(m[1])
		n.Line = line
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

// quote shortens what a hostile file would print at length.
func quote(s string) string {
	if len(s) > 80 {
		cut := 77
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "…"
	}
	return strconv.Quote(s)
}

// pairs are the keys of a mapping, without those that occur twice.
func (r *reader) pairs(n *yaml.Node, of string) []pair {
	if n == nil {
		return nil
	}
	var ps []pair
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		switch {
		case key.Kind != yaml.ScalarNode:
			r.report(diag.BadValue, key, "a key is a plain string, not "+shape(key))
			continue
		case seen[key.Value]:
			in := ""
			if of != "" {
				in = " in " + of
			}
			r.report(diag.DuplicateKey, key, "key "+quote(key.Value)+in+" occurs twice; the first one counts")
			continue
		}
		seen[key.Value] = true
		ps = append(ps, pair{key.Value, key, n.Content[i+1]})
	}
	return ps
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

// mapping returns n if it is one; nothing at all is an empty one.
func (r *reader) mapping(n *yaml.Node, of string) *yaml.Node {
	switch {
	case n.Kind == yaml.MappingNode:
		return n
	case n.Kind == yaml.AliasNode:
		r.report(diag.YAMLAlias, n, "an inventory has no aliases: write the value out")
	case n.Kind != yaml.ScalarNode || n.Tag != "!!null":
		r.report(diag.BadValue, n, of+" is a mapping, not "+shape(n))
	}
	return nil
}

// list returns the items of a list; nothing at all is an empty one.
func (r *reader) list(n *yaml.Node, of string) []*yaml.Node {
	switch {
	case n.Kind == yaml.SequenceNode:
		return n.Content
	case n.Kind == yaml.AliasNode:
		r.report(diag.YAMLAlias, n, "an inventory has no aliases: write the value out")
	case n.Kind != yaml.ScalarNode || n.Tag != "!!null":
		r.report(diag.NotAList, n, of+" is a list, not "+shape(n))
	}
	return nil
}

// texts are the items of a list of strings.
func (r *reader) texts(n *yaml.Node, of string) []string {
	items := []string{}
	for _, item := range r.list(n, of) {
		if s, ok := r.text(item, of); ok {
			items = append(items, s)
		}
	}
	return items
}

// text is a single value; ok is false, and a finding made, for anything else.
func (r *reader) text(n *yaml.Node, of string) (s string, ok bool) {
	switch {
	case n.Kind == yaml.AliasNode:
		r.report(diag.YAMLAlias, n, "an inventory has no aliases: write the value out")
		return "", false
	case n.Kind != yaml.ScalarNode || n.Tag == "!!null":
		r.report(diag.BadValue, n, of+" is a single value, not "+shape(n))
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

// value is the value of an attribute: a single one, null, or a list of them.
func (r *reader) value(n *yaml.Node, of string) (v Value, ok bool) {
	switch {
	case n.Kind == yaml.ScalarNode && n.Tag == "!!null":
		return Value{}, true
	case n.Kind != yaml.SequenceNode:
		s, ok := r.text(n, of)
		return TextValue(s), ok
	}
	v = ListValue()
	for _, item := range n.Content {
		if item.Kind == yaml.ScalarNode && item.Tag == "!!null" {
			v.List = append(v.List, Value{})
		} else if s, ok := r.text(item, of); ok {
			v.List = append(v.List, TextValue(s))
		}
	}
	return v, true
}

// flag is a value that is true as Perl has it.
func (r *reader) flag(n *yaml.Node, of string) bool {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return false
	}
	s, ok := r.text(n, of)
	return ok && TextValue(s).IsTrue()
}

// span is the place of a node: its whole text for scalars, else its first
// character.
func (r *reader) span(n *yaml.Node) acl.Span {
	if r.lines == nil {
		r.lines = []int{0}
		for i, b := range r.source {
			if b == '\n' {
				r.lines = append(r.lines, i+1)
			}
		}
	}
	start := acl.Pos{Line: uint32(max(n.Line, 1)), Column: uint32(max(n.Column, 1))}
	if n.Line < 1 || n.Line > len(r.lines) {
		return acl.Span{Start: start, End: start}
	}
	at := r.lines[n.Line-1]
	for range n.Column - 1 {
		if at >= len(r.source) || r.source[at] == '\n' {
			break
		}
		_, size := utf8.DecodeRune(r.source[at:])
		at += size
	}
	start.Offset = uint32(at)
	text := n.Value
	if n.Kind == yaml.ScalarNode && at < len(r.source) && (r.source[at] == '"' || r.source[at] == '\'') {
		text = string(r.source[at]) + text + string(r.source[at])
	}
	end := start
	if n.Kind == yaml.ScalarNode && bytes.HasPrefix(r.source[at:], []byte(text)) && !strings.Contains(text, "\n") {
		end.Offset += uint32(len(text))
		end.Column += uint32(utf8.RuneCountInString(text))
	}
	return acl.Span{Start: start, End: end}
}
