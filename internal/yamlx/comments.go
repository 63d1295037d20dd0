package yamlx

import (
	"bytes"
	"slices"
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
	if bytes.IndexByte(data, '#') < 0 {
		return Comments{}
	}
	var elements []acl.Pos
	var scalars []acl.Span
	note := func(s acl.Span, scalar bool) {
		if !s.IsValid() {
			return
		}
		elements = append(elements, s.Start)
		if scalar {
			scalars = append(scalars, s)
		}
	}
	var walk func(v *acl.Value)
	walk = func(v *acl.Value) {
		for i := range v.Items {
			note(v.Items[i].Span, v.Items[i].IsScalar())
			walk(&v.Items[i])
		}
		for i := range v.Entries {
			e := &v.Entries[i]
			note(e.KeySpan, true)
			if e.Value.IsScalar() && e.Value.Span.IsValid() {
				scalars = append(scalars, e.Value.Span)
			}
			walk(&e.Value)
		}
	}
	walk(v)
	byOffset := func(a, b acl.Pos) int { return int(a.Offset) - int(b.Offset) }
	slices.SortFunc(elements, byOffset)
	slices.SortFunc(scalars, func(a, b acl.Span) int { return byOffset(a.Start, b.Start) })
	c := Comments{at: map[uint32][]string{}}
	line := uint32(1)
	for from := 0; from < len(data); line++ {
		end := len(data)
		if n := bytes.IndexByte(data[from:], '\n'); n >= 0 {
			end = from + n
		}
		if at := commentIn(data, from, end, scalars); at >= 0 {
			text := strings.ToValidUTF8(string(data[at:end]), "\ufffd")
			text = strings.Map(func(r rune) rune { // what would end the comment, or be refused in it
				if r != '\t' && (isBreak(r) || !isPrintable(r) && r < 0x10000) {
					return ' '
				}
				return r
			}, text)
			text = strings.TrimRight(text, " \t")
			if i := elementFor(elements, uint32(at), line); i < len(elements) {
				start := elements[i].Offset
				c.at[start] = append(c.at[start], text)
			} else {
				c.tail = append(c.tail, text)
			}
		}
		from = end + 1
	}
	return c
}

// commentIn is where the comment in a line begins, -1 for none.
func commentIn(data []byte, from, end int, scalars []acl.Span) int {
	for at := from; at < end; at++ {
		if data[at] != '#' || at > from && data[at-1] != ' ' && data[at-1] != '\t' && !bytes.ContainsRune([]byte(",;{}[]()"), rune(data[at-1])) {
			continue
		}
		i, _ := slices.BinarySearchFunc(scalars, uint32(at), func(s acl.Span, at uint32) int {
			if s.End.Offset <= at {
				return -1
			}
			return 1
		})
		if i < len(scalars) && scalars[i].Start.Offset <= uint32(at) {
			continue
		}
		return at
	}
	return -1
}

// elementFor is the first element of the line, if it stands before the comment,
// else the next one.
func elementFor(elements []acl.Pos, at, line uint32) int {
	i, _ := slices.BinarySearchFunc(elements, line, func(p acl.Pos, line uint32) int { return int(p.Line) - int(line) })
	if i < len(elements) && elements[i].Line == line && elements[i].Offset < at {
		return i
	}
	i, _ = slices.BinarySearchFunc(elements, at, func(p acl.Pos, at uint32) int { return int(p.Offset) - int(at) })
	return i
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

// Without drops comments.
func (c Comments) Without(drop func(text string) bool) Comments {
	for at, texts := range c.at {
		c.at[at] = slices.DeleteFunc(texts, drop)
	}
	c.tail = slices.DeleteFunc(c.tail, drop)
	return c
}
