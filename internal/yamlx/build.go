package yamlx

import (
	"bytes"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// builder turns the nodes of one text into values with places. It walks the
// text along with the nodes, for these have a line and a column only where they
// start.
type builder struct {
	l     *loader
	text  []byte // starts at start, where a line starts
	start acl.Pos
	at    cursor // behind the last token
	// plain tells that the last token is a plain or block scalar, whose scanner
	// takes the white space behind it too.
	plain bool
	// targets are the nodes that aliases of the document at hand point to.
	targets map[*yaml.Node]*target
	// found holds findings until the text is known to be good.
	found   []diag.Diagnostic
	shared  int32
	aliased int
}

// target is a node that some alias points to.
type target struct {
	id    int32
	done  bool // its end was reached: the value is complete
	seen  bool // its start was reached
	value acl.Value
	size  int // values in it, expanded
}

// documents builds the values of the documents of a text.
func (b *builder) documents(docs []*yaml.Node) ([]acl.Value, *fault) {
	out := make([]acl.Value, 0, len(docs))
	for _, d := range docs {
		b.targets = nil
		b.collectTargets(d)
		v, _, err := b.value(d.Content[0], false)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	from := b.at
	b.at.to(b.text, len(b.text))
	if err := b.checkTab(from.i, len(b.text), from); err != nil {
		return nil, err
	}
	return out, nil
}

func (b *builder) collectTargets(n *yaml.Node) {
	if n.Kind == yaml.AliasNode {
		if b.targets == nil {
			b.targets = map[*yaml.Node]*target{}
		}
		if b.targets[n.Alias] == nil {
			b.shared++
			b.targets[n.Alias] = &target{id: b.shared}
		}
	}
	for _, c := range n.Content {
		b.collectTargets(c)
	}
}

// value builds one node; size is the number of values in it, aliases expanded.
func (b *builder) value(n *yaml.Node, flow bool) (v acl.Value, size int, err *fault) {
	if err := b.goTo(n, flow); err != nil {
		return v, 0, err
	}
	t := b.targets[n]
	if t != nil {
		t.seen = true
	}
	switch n.Kind {
	case yaml.AliasNode:
		return b.alias(n)
	case yaml.ScalarNode:
		v, err = b.scalar(n, flow)
		size = 1
	case yaml.SequenceNode:
		v, size, err = b.list(n)
	case yaml.MappingNode:
		v, size, err = b.hash(n)
	}
	if t != nil {
		v.Shared = t.id
		t.done, t.value, t.size = true, v, size
	}
	return v, size, err
}

// goTo moves to the start of a node.
func (b *builder) goTo(n *yaml.Node, flow bool) *fault {
	from := b.at
	line, column := b.line(n), uint32(n.Column)
	for b.at.i < len(b.text) && (b.at.pos.Line < line || b.at.pos.Line == line && b.at.pos.Column < column) {
		b.at.step(b.text)
	}
	if flow {
		return nil
	}
	return b.checkTab(from.i, b.at.i, from)
}

// line is the line of a node in the file; the library counts from 1 in each text.
func (b *builder) line(n *yaml.Node) uint32 { return b.start.Line - 1 + uint32(n.Line) }

func (b *builder) checkTab(from, to int, at cursor) *fault {
	if bytes.IndexByte(b.text[from:to], '\t') < 0 {
		return nil
	}
	if b.plain {
		for from < to && (isBlank(b.text[from]) || breakAt(b.text, from) > 0) {
			from += max(1, breakAt(b.text, from))
		}
	}
	if i := badTab(b.text, from, to); i >= 0 {
		at.to(b.text, i)
		return b.faultAt(at, 1, "tab where YAML allows only blanks", "indent with blanks")
	}
	return nil
}

// faultAt makes a fault of the n bytes at c.
func (b *builder) faultAt(c cursor, n int, summary, detail string) *fault {
	start := c.pos
	c.to(b.text, min(c.i+n, len(b.text)))
	return &fault{span: acl.Span{Start: start, End: c.pos}, summary: summary, detail: detail}
}

// skipProperties moves over a node's anchor and tag.
func (b *builder) skipProperties(n *yaml.Node, content bool) (local bool, err *fault) {
	anchor, tag, lone := n.Anchor != "", n.Style&yaml.TaggedStyle != 0, n.Kind == yaml.ScalarNode
	end, local, bad := properties(b.text, b.at.i, anchor, tag, lone, content)
	if bad >= 0 {
		b.at.to(b.text, bad)
		return false, b.faultAt(b.at, 1, fmt.Sprintf("'%c' in a tag", b.text[bad]), "put a blank behind the tag")
	}
	if tag && strings.HasPrefix(n.LongTag(), "!") && bytes.Contains(b.text, []byte("%TAG")) {
		return false, b.faultAt(b.at, 1, "a tag where a %TAG directive may rename it", "leave tags and directives out")
	}
	b.at.to(b.text, end)
	return local, nil
}

func (b *builder) scalar(n *yaml.Node, flow bool) (acl.Value, *fault) {
	plain := n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
	start := b.at
	b.plain = false
	local, err := b.skipProperties(n, !plain || n.Value != "")
	if err != nil {
		return acl.Value{}, err
	}
	from := b.at
	if plain && n.Value == "" {
		from = start // of nothing but properties
	}
	if plain && n.Value != "" && from.pos.Column == 1 && bytes.HasPrefix(b.text[from.i:], []byte(bom)) {
		return acl.Value{}, b.faultAt(from, len(bom), "byte order mark inside the file", "remove it; files were joined here, it seems")
	}
	kind, text, dies := scalarKind(n, local)
	if plain && n.Value == "" {
		b.at.to(b.text, b.at.i)
	} else {
		b.at.to(b.text, scalarEnd(b.text, b.at.i, n))
		// Of a block scalar's end the scanner takes blank lines too.
		b.plain = n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0
	}
	span := acl.Span{Start: from.pos, End: b.at.pos}
	if dies != "" {
		return acl.Value{}, &fault{span: span, summary: dies, detail: "leave the tag out; quote what is to be text"}
	}
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		if i := badEscape(b.text, from.i, b.at.i); i >= 0 {
			from.to(b.text, i)
			return acl.Value{}, b.faultAt(from, 2, `unknown escape \' in double quotes`, "leave the backslash out")
		}
	case plain && flow:
		if i := badColon(b.text, from.i, b.at.i); i >= 0 {
			from.to(b.text, i)
			return acl.Value{}, b.faultAt(from, 1, "':' at the end of a word in a flow collection", "put a blank behind the colon, or quote the word")
		}
	}
	return acl.Value{Kind: kind, Text: text, Span: span}, nil
}

func (b *builder) alias(n *yaml.Node) (v acl.Value, size int, err *fault) {
	b.plain = false
	start := b.at.pos
	b.at.to(b.text, wordEnd(b.text, b.at.i))
	span := acl.Span{Start: start, End: b.at.pos}
	t := b.targets[n.Alias]
	switch {
	case !t.seen:
		return v, 0, &fault{span: span, summary: "no anchor for alias *" + n.Value,
			detail: "anchors hold within one document; quote the text if it is no alias"}
	case !t.done:
		b.find(diag.Diagnostic{Rule: diag.YAMLAlias, Severity: diag.Error, Place: acl.Place{Span: span},
			Summary: "alias *" + n.Value + " stands inside what it refers to",
			Detail:  "write the values out; read as undefined here"})
		return acl.Value{Span: span}, 1, nil
	case b.aliased+t.size > MaxAliasValues:
		b.find(diag.Diagnostic{Rule: diag.YAMLAlias, Severity: diag.Error, Place: acl.Place{Span: span},
			Summary: fmt.Sprintf("aliases stand for more than %d values", MaxAliasValues),
			Detail:  "write the values out; read as undefined here"})
		return acl.Value{Span: span}, 1, nil
	}
	b.aliased += t.size
	v = t.value
	v.Span = span
	return v, t.size, nil
}

func (b *builder) find(d diag.Diagnostic) { b.found = append(b.found, d) }
