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
	return CommentsWithout(data, v, func(string) bool { return false })
}

// CommentsWithout leaves out those that drop holds for.
func CommentsWithout(data []byte, v *acl.Value, drop func(text string) bool) Comments {
	signs := numberSigns(data)
	if len(signs) == 0 {
		return Comments{}
	}
	signs.meet(v)
	for i := len(signs) - 2; i >= 0; i-- {
		signs[i].next = min(signs[i].next, signs[i+1].next)
	}
	c := Comments{at: map[uint32][]string{}}
	line := uint32(0) // of the last comment
	for i := range signs {
		s := &signs[i]
		if s.inside || s.line == line {
			continue
		}
		line = s.line
		end := len(data)
		if n := bytes.IndexByte(data[s.at:], '\n'); n >= 0 {
			end = int(s.at) + n
		}
		text := commentText(data[s.at:end])
		start := s.next
		if s.first < s.at {
			start = s.first
		}
		switch {
		case drop(text):
		case start == nowhere:
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
	at, line uint32
	inside   bool
	// The offsets of the first element in its line, and of the next element.
	first, next uint32
}

// nowhere is behind every offset.
const nowhere = math.MaxUint32

// signs are in the order of the text. There are few, where the values of a text
// are many: the values are not collected.
type signs []numberSign

func numberSigns(data []byte) signs {
	var out signs
	line := uint32(1)
	for from := 0; from < len(data); {
		n := bytes.IndexByte(data[from:], '#')
		if n < 0 {
			break
		}
		line += uint32(bytes.Count(data[from:from+n], []byte("\n")))
		at := from + n
		if at == 0 || strings.IndexByte("\n \t,;{}[]()", data[at-1]) >= 0 {
			out = append(out, numberSign{at: uint32(at), line: line, first: nowhere, next: nowhere})
		}
		from = at + 1
	}
	return out
}

// meet tells the signs what stands around them.
func (s signs) meet(v *acl.Value) {
	for i := range v.Items() {
		item := &v.Items()[i]
		s.element(item.Span)
		if item.IsScalar() {
			s.scalar(item.Span)
		}
		s.meet(item)
	}
	for i := range v.Entries() {
		e := &v.Entries()[i]
		s.element(e.KeySpan)
		s.scalar(e.KeySpan)
		if e.Value.IsScalar() {
			s.scalar(e.Value.Span)
		}
		s.meet(&e.Value)
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
	for ; i < len(s) && s[i].line == start.Line; i++ {
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
