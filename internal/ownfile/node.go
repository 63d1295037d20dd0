package ownfile

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// Pair is one key of a mapping with its value.
type Pair struct {
	Name       string
	Key, Value *yaml.Node
}

// Pairs are the keys of a mapping, of equal ones the first. Where valid names
// the keys that there are, any other one is a finding. The root has no name: of
// is "" then.
func (r *Reader) Pairs(n *yaml.Node, of string, valid []string) []Pair {
	var ps []Pair
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind != yaml.ScalarNode {
			r.badKey(key, of)
			continue
		}
		switch {
		case seen[key.Value]:
			in := ""
			if of != "" {
				in = " in " + of
			}
			r.Report(diag.DuplicateKey, key, "key "+Quote(key.Value)+in+" occurs twice"+r.format.Twice)
		case valid != nil && !slices.Contains(valid, key.Value):
			r.UnknownKey(key, of, valid)
		default:
			ps = append(ps, Pair{key.Value, key, n.Content[i+1]})
		}
		seen[key.Value] = true
	}
	return ps
}

func (r *Reader) badKey(key *yaml.Node, of string) {
	if r.format.Key != "" {
		r.Report(diag.BadValue, key, r.format.Key+", not "+Shape(key))
		return
	}
	r.Wrong(key, "a key of "+of, "a single value")
}

// Mapping are the pairs of what has to be a mapping; nothing at all is an empty
// one.
func (r *Reader) Mapping(n *yaml.Node, of string, valid []string) []Pair {
	switch {
	case n.Kind == yaml.MappingNode:
		return r.Pairs(n, of, valid)
	case !IsNull(n):
		r.Wrong(n, of, "a mapping")
	}
	return nil
}

// List are the items of a list; nothing at all is an empty one.
func (r *Reader) List(n *yaml.Node, of string) []*yaml.Node {
	switch {
	case n.Kind == yaml.SequenceNode:
		return n.Content
	case !IsNull(n):
		r.wrong(r.format.NotAList, n, of, "a list")
	}
	return nil
}

// Texts are the items of a list of strings; item is what findings call one.
func (r *Reader) Texts(n *yaml.Node, of, item string) []string {
	items := []string{}
	for _, i := range r.List(n, of) {
		if s, ok := r.Text(i, item); ok {
			items = append(items, s)
		}
	}
	return items
}

// Text is a single value as the products have it: numbers keep their digits,
// true and false are 1 and 0. For anything else ok is false, and a finding made.
func (r *Reader) Text(n *yaml.Node, of string) (s string, ok bool) {
	switch {
	case n.Kind != yaml.ScalarNode || IsNull(n):
		r.Wrong(n, of, "a single value")
		return "", false
	case n.Tag == "!!bool" && strings.EqualFold(n.Value, "true"):
		return "1", true
	case n.Tag == "!!bool":
		return "0", true
	}
	return n.Value, true
}

// IsNull reports whether a node is nothing at all.
func IsNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// Shape names what a node is, for messages.
func Shape(n *yaml.Node) string {
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

// Quote shortens what a hostile file would print at length.
func Quote(s string) string {
	if len(s) > 80 {
		cut := 77
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "…"
	}
	return strconv.Quote(s)
}

// Place is where a node stands: its whole text for scalars, else its first
// character.
func (r *Reader) Place(n *yaml.Node) acl.Place {
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
		return acl.Place{File: r.file, Span: acl.Span{Start: start, End: start}}
	}
	at, column := r.lines[n.Line-1], 1
	if r.last.Line == start.Line && r.last.Column <= start.Column {
		at, column = int(r.last.Offset), int(r.last.Column)
	}
	for ; column < n.Column; column++ { // the library counts code points
		if at >= len(r.source) || r.source[at] == '\n' {
			break
		}
		_, size := utf8.DecodeRune(r.source[at:])
		at += size
	}
	r.last = acl.Pos{Line: start.Line, Column: uint32(column), Offset: uint32(at)}
	start.Offset = uint32(at)
	end := start
	text := n.Value
	if n.Kind == yaml.ScalarNode && at < len(r.source) && (r.source[at] == '"' || r.source[at] == '\'') {
		text = string(r.source[at]) + text + string(r.source[at])
	}
	if n.Kind == yaml.ScalarNode && bytes.HasPrefix(r.source[at:], []byte(text)) && !strings.Contains(text, "\n") {
		end.Offset += uint32(len(text))
		end.Column += uint32(utf8.RuneCountInString(text))
	}
	return acl.Place{File: r.file, Span: acl.Span{Start: start, End: end}}
}
