package yamlx

import (
	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

func (b *builder) list(n *yaml.Node) (v acl.Value, size int, err *fault) {
	if _, err := b.skipProperties(n, true); err != nil {
		return v, 0, err
	}
	v = acl.Value{Kind: acl.List, Span: acl.Span{Start: b.at.pos}}
	items := make([]acl.Value, 0, len(n.Content))
	flow := n.Style&yaml.FlowStyle != 0
	b.open(flow, '[')
	size = 1
	for _, c := range n.Content {
		item, k, err := b.value(c, flow)
		if err != nil {
			return v, 0, err
		}
		size += k
		items = append(items, item)
	}
	v.SetItems(items)
	b.close(flow, ']')
	v.Span.End = b.at.pos
	if dies := collectionDies(n, "array", "seq"); dies != "" {
		return v, 0, &fault{span: v.Span, summary: dies, detail: "leave the tag out"}
	}
	return v, size, nil
}

func (b *builder) hash(n *yaml.Node) (v acl.Value, size int, err *fault) {
	if _, err := b.skipProperties(n, true); err != nil {
		return v, 0, err
	}
	v = acl.Value{Kind: acl.Hash, Span: acl.Span{Start: b.at.pos}}
	entries := make([]acl.Entry, 0, len(n.Content)/2)
	// A flow hash of one pair may stand in a list without braces.
	flow := n.Style&yaml.FlowStyle != 0
	braces := flow && b.at.i < len(b.text) && b.text[b.at.i] == '{' && !b.startsChild(n)
	b.open(braces, '{')
	size = 1
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, _, err := b.value(n.Content[i], flow)
		if err != nil {
			return v, 0, err
		}
		value, k, err := b.value(n.Content[i+1], flow)
		if err != nil {
			return v, 0, err
		}
		size += k
		entries = append(entries, acl.Entry{Key: b.key(key), KeySpan: key.Span, Value: value})
	}
	v.SetEntries(entries)
	b.close(braces, '}')
	v.Span.End = b.at.pos
	if dies := collectionDies(n, "hash", "map"); dies != "" {
		return v, 0, &fault{span: v.Span, summary: dies, detail: "leave the tag out"}
	}
	b.duplicates(&v)
	return v, size, nil
}

// startsChild reports whether the first key of a hash starts where the hash
// itself does: then what stands there is the key's.
func (b *builder) startsChild(n *yaml.Node) bool {
	if len(n.Content) == 0 {
		return false
	}
	k := n.Content[0]
	return b.line(k) == b.at.pos.Line && uint32(k.Column) == b.at.pos.Column
}

func (b *builder) open(flow bool, bracket byte) {
	if flow && b.at.i < len(b.text) && b.text[b.at.i] == bracket {
		b.at.step(b.text)
	}
}

// close moves behind the bracket that ends a flow collection.
func (b *builder) close(flow bool, bracket byte) {
	if !flow {
		return
	}
	i := b.at.i
	for {
		i = skipSpace(b.text, i)
		if i == len(b.text) {
			return
		}
		switch b.text[i] {
		case ',', ':', '?':
			i++
			continue
		case bracket:
			b.at.to(b.text, i+1)
			b.plain = false
		}
		return
	}
}

// These stand for the keys that Perl makes of a list and a hash; in Perl each
// has its address in it.
const (
	listKey = "ARRAY(0x0)"
	hashKey = "HASH(0x0)"
)

// key is the text that Perl makes of a key.
func (b *builder) key(k acl.Value) string {
	text := k.Text
	switch k.Kind {
	case acl.List, acl.Hash:
		text = listKey
		if k.Kind == acl.Hash {
			text = hashKey
		}
		b.find(diag.Diagnostic{Rule: diag.UnknownKey, Severity: diag.Error, Place: acl.Place{Span: k.Span},
			Summary: "a " + k.Kind.String() + " as a key: the system reads it as " + text[:len(text)-2] + "…)",
			Detail:  "quote the key if the brackets belong to it"})
	}
	return b.l.intern(text)
}
