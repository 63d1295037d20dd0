package sqldump

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// Kind is what a value of a row is.
type Kind uint8

// The kinds of values.
const (
	Null Kind = iota
	Number
	Text
	// Computed is what only the database can tell: a function, a variable.
	Computed
)

// Value is one value of a row.
type Value struct {
	Kind   Kind
	text   text
	span   stretch
	places *places
}

// String is the value as the database holds it; "" where it is Null or
// Computed.
func (v *Value) String() string { return string(v.text.bytes) }

// Bytes is String without a copy. It is good as long as the row is.
func (v *Value) Bytes() []byte { return v.text.bytes }

// Span is where the value stands in the dump, quotes included.
func (v *Value) Span() acl.Span { return v.places.span(v.span) }

// Pos is the place in the dump of a byte of the value.
func (v *Value) Pos(offset int) acl.Pos { return v.places.pos(v.text.source(offset)) }

// text is a decoded literal, with the way back to where each byte stands.
type text struct {
	bytes []byte
	marks []mark
	// upTo is where the source of the next byte would be if it just went on.
	upTo int
}

// mark says that from byte at on the bytes stand one by one from source on.
type mark struct{ at, source uint32 }

func (t *text) reset() { t.bytes, t.marks, t.upTo = t.bytes[:0], t.marks[:0], 0 }

func (t *text) mark(source int) {
	if len(t.marks) == 0 || t.upTo != source {
		t.marks = append(t.marks, mark{uint32(len(t.bytes)), uint32(source)})
		t.upTo = source
	}
}

// add appends bytes that stand one by one from source on.
func (t *text) add(b []byte, source int) {
	if len(b) > 0 {
		t.mark(source)
		t.bytes = append(t.bytes, b...)
		t.upTo = source + len(b)
	}
}

// addByte appends one byte that something longer at source stands for.
func (t *text) addByte(b byte, source int) {
	t.mark(source)
	t.bytes = append(t.bytes, b)
	t.upTo = source + 1
}

// addRune appends one character that something at source stands for.
func (t *text) addRune(r rune, source int) {
	t.mark(source)
	t.bytes = utf8.AppendRune(t.bytes, r)
	t.upTo = -1 // whatever follows has a mark of its own
}

// end says where the source of the whole text ends.
func (t *text) end(source int) { t.mark(source) }

// addPart appends bytes of another text.
func (t *text) addPart(from *text, start, end int) {
	for start < end {
		i := from.markOf(start)
		stop := end
		if i+1 < len(from.marks) {
			stop = min(end, int(from.marks[i+1].at))
		}
		t.add(from.bytes[start:stop], from.source(start))
		start = stop
	}
}

// markOf is the number of the last mark at or before a byte.
func (t *text) markOf(at int) int {
	return sort.Search(len(t.marks), func(i int) bool { return int(t.marks[i].at) > at }) - 1
}

// source is where a byte stands. Between two marks nothing is longer in the
// text than in its source, or it is one character.
func (t *text) source(at int) int {
	i := t.markOf(at)
	if i < 0 {
		return 0
	}
	m := t.marks[i]
	out := int(m.source) + at - int(m.at)
	if i+1 < len(t.marks) {
		out = min(out, int(t.marks[i+1].source))
	}
	return max(out, int(m.source))
}

// replace puts new for every old, as the function of that name does.
func (t *text) replace(old, new []byte) *text {
	out := &text{}
	at := 0
	for len(old) > 0 {
		n := bytes.Index(t.bytes[at:], old)
		if n < 0 {
			break
		}
		out.addPart(t, at, at+n)
		for _, b := range new {
			out.addByte(b, t.source(at+n))
			out.upTo = -1
		}
		at += n + len(old)
	}
	out.addPart(t, at, len(t.bytes))
	out.end(t.source(len(t.bytes)))
	return out
}
