package yamlx

import (
	"bytes"
	"math"
	"sort"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// Comments are those of a file, each at the element that it is about: the one
// in whose line it stands, else the next one. They begin with "#" and have no
// line end.
type Comments struct {
	at   map[uint32][]string // by the offset at which a key or an item starts
	tail []string            // behind the last element
}

// CommentsOf finds the comments of a text of which v was read: what begins with
// "#" outside of every scalar. It serves for Perl too.
func CommentsOf(data []byte, v *acl.Value) Comments {
	return CommentsWhere(data, v, func(uint32) bool { return true })
}

// MayHaveComments reports whether a text of which v was read, perhaps among
// other things, has anything that looks like a comment that keep holds for.
func MayHaveComments(data []byte, v *acl.Value, keep func(at uint32) bool) bool {
	signs := numberSigns(data)
	signs.meet(v)
	for i := range signs {
		if !signs[i].inside && keep(signs[i].at) {
			return true
		}
	}
	return false
}

// CommentsWhere finds those that keep holds for, by their offsets.
func CommentsWhere(data []byte, v *acl.Value, keep func(at uint32) bool) Comments {
	signs := numberSigns(data)
	if len(signs) == 0 {
		return Comments{}
	}
	signs.meet(v)
	for i := len(signs) - 2; i >= 0; i-- {
		signs[i].next = min(signs[i].next, signs[i+1].next)
	}
	c := Comments{at: map[uint32][]string{}}
	end := uint32(0) // of the last comment
	for i := range signs {
		s := &signs[i]
		if s.inside || s.at < end {
			continue
		}
		if !keep(s.at) {
			continue
		}
		end = s.lineEnd(data)
		text := commentText(data[s.at:end])
		switch start := s.about(); start {
		case nowhere:
			c.tail = append(c.tail, text)
		default:
			c.at[start] = append(c.at[start], text)
		}
	}
	return c
}

// commentText is a comment as it is written again.
func commentText(raw []byte) string {
	text := strings.ToValidUTF8(string(raw), "\ufffd")
	text = strings.Map(func(r rune) rune { // what would end the comment, or be refused in it
		if r != '\t' && (isBreak(r) || !isPrintable(r) && r < 0x10000) {
			return ' '
		}
		return r
	}, text)
	return strings.TrimRight(text, " \t")
}

// numberSign is a "#" that begins a comment if it is not inside a scalar.
type numberSign struct {
	// line is the offset at which its line begins: formats count lines in ways of
	// their own.
	at, line uint32
	inside   bool
	// The offsets of the first element in its line, of the element that ends in
	// its line but begins before, of the next element, and of the innermost list
	// or hash around it and its end.
	first, ends, next uint32
	around, aroundEnd uint32
}

// about is the offset of the element that a comment is about.
func (s *numberSign) about() uint32 {
	switch {
	case s.first < s.at:
		return s.first
	case s.ends != nowhere:
		return s.ends
	case s.around != nowhere && s.next >= s.aroundEnd: // before a closing bracket
		return s.around
	}
	return s.next
}

func (s *numberSign) lineEnd(data []byte) uint32 {
	if n := bytes.IndexByte(data[s.at:], '\n'); n >= 0 {
		return s.at + uint32(n)
	}
	return uint32(len(data))
}

// nowhere is behind every offset.
const nowhere = math.MaxUint32

// signs are in the order of the text. There are few, where the values of a text
// are many: the values are not collected.
type signs []numberSign

func numberSigns(data []byte) signs {
	var out signs
	line := uint32(0)
	for from := 0; from < len(data); {
		n := bytes.IndexByte(data[from:], '#')
		if n < 0 {
			break
		}
		if last := bytes.LastIndexAny(data[from:from+n], "\r\n"); last >= 0 {
			line = uint32(from + last + 1)
		}
		at := from + n
		if at == 0 || strings.IndexByte("\n \t,;{}[]()", data[at-1]) >= 0 {
			out = append(out, numberSign{at: uint32(at), line: line, first: nowhere, ends: nowhere, next: nowhere, around: nowhere})
		}
		from = at + 1
	}
	return out
}

// meet tells the signs what stands around them.
func (s signs) meet(v *acl.Value) {
	if len(s) == 0 {
		return
	}
	for i := range v.Items() {
		item := &v.Items()[i]
		s.element(item.Span)
		s.value(item.Span, item)
	}
	for i := range v.Entries() {
		e := &v.Entries()[i]
		s.element(e.KeySpan)
		s.scalar(e.KeySpan)
		s.value(e.KeySpan, &e.Value)
	}
}

// value meets the value of an element, which is an item or a key.
func (s signs) value(element acl.Span, v *acl.Value) {
	if !element.IsValid() {
		element = v.Span
	}
	if v.IsScalar() {
		s.scalar(v.Span)
	} else {
		for i := s.from(v.Span.Start.Offset); v.Span.IsValid() && i < len(s) && s[i].at < v.Span.End.Offset; i++ {
			s[i].around, s[i].aroundEnd = element.Start.Offset, v.Span.End.Offset
		}
	}
	s.ending(element, v.Span.End)
	s.meet(v)
}

// ending: what stands behind the last line of a value is about that value, or
// about the outermost of several.
func (s signs) ending(element acl.Span, end acl.Pos) {
	if !element.IsValid() || element.Start.Line >= end.Line {
		return
	}
	for i := s.from(end.Offset); i < len(s) && s[i].line <= end.Offset; i++ {
		s[i].ends = min(s[i].ends, element.Start.Offset)
	}
}

// from is the first sign at or behind an offset.
func (s signs) from(offset uint32) int {
	return sort.Search(len(s), func(i int) bool { return s[i].at >= offset })
}

func (s signs) scalar(span acl.Span) {
	for i := s.from(span.Start.Offset); span.IsValid() && i < len(s) && s[i].at < span.End.Offset; i++ {
		s[i].inside = true
	}
}

// element: a comment is about the first element of its line, if that stands
// before it, else about the next one.
func (s signs) element(span acl.Span) {
	if !span.IsValid() {
		return
	}
	start := span.Start
	i := s.from(start.Offset)
	if i < len(s) && s[i].at == start.Offset {
		s[i].next = start.Offset
	} else if i > 0 {
		s[i-1].next = min(s[i-1].next, start.Offset)
	}
	for ; i < len(s) && s[i].line <= start.Offset; i++ {
		s[i].first = min(s[i].first, start.Offset)
	}
}

// Has reports whether an element has comments that were not taken.
func (c *Comments) Has(s acl.Span) bool { return c.at != nil && len(c.at[s.Start.Offset]) > 0 }

// Take gives the comments of an element, once.
func (c *Comments) Take(s acl.Span) []string {
	if c.at == nil || !s.IsValid() {
		return nil
	}
	texts := c.at[s.Start.Offset]
	delete(c.at, s.Start.Offset)
	return texts
}

// Tail are the comments behind the last element.
func (c *Comments) Tail() []string { return c.tail }

// WithTail are the same comments with others behind the last element.
func (c Comments) WithTail(tail []string) Comments {
	c.tail = tail
	return c
}

// Len is the number of comments.
func (c *Comments) Len() int {
	n := len(c.tail)
	for _, texts := range c.at {
		n += len(texts)
	}
	return n
}
