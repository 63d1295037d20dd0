package perl

import (
	"strings"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// source is the text of a file, with a way from offsets to places.
type source struct {
	file string
	text string
	// valid: the text is UTF-8; columns count bytes where it is not.
	valid bool
	// marks are the places of every markEvery-th byte.
	marks []mark
	last  acl.Pos // of the last question: most are asked in order
}

type mark struct{ line, column uint32 }

const markEvery = 1024

// byteOrderMark may begin a file of UTF-8.
const byteOrderMark = "\ufeff"

func newSource(file, text string) *source {
	s := &source{file: file, text: text, valid: utf8.ValidString(text)}
	s.marks = make([]mark, 0, len(text)/markEvery+1)
	at := mark{1, 1}
	if n := len(text) - len(strings.TrimPrefix(text, byteOrderMark)); n > 0 {
		at.column -= s.advance(mark{1, 0}, text[:n]).column // it has no column
	}
	s.last = acl.Pos{Line: at.line, Column: at.column}
	for off := 0; ; off += markEvery {
		s.marks = append(s.marks, at)
		if off+markEvery > len(text) {
			break
		}
		at = s.advance(at, text[off:off+markEvery])
	}
	return s
}

// advance moves a place over text.
func (s *source) advance(at mark, text string) mark {
	if len(text) < 64 {
		// Most steps are short.
		for i := 0; i < len(text); i++ {
			switch c := text[i]; {
			case c == '\n':
				at.line++
				at.column = 1
			case c&0xC0 != 0x80 || !s.valid:
				at.column++
			}
		}
		return at
	}
	if n := strings.Count(text, "\n"); n > 0 {
		at.line += uint32(n)
		at.column = 1
		text = text[strings.LastIndexByte(text, '\n')+1:]
	}
	if !s.valid {
		at.column += uint32(len(text))
		return at
	}
	for i := 0; i < len(text); i++ {
		if text[i]&0xC0 != 0x80 {
			at.column++
		}
	}
	return at
}

// pos is the place of an offset.
func (s *source) pos(off uint32) acl.Pos {
	from := s.last
	if k := off / markEvery; from.Offset > off || from.Offset < k*markEvery {
		from = acl.Pos{Offset: k * markEvery, Line: s.marks[k].line, Column: s.marks[k].column}
	}
	at := s.advance(mark{from.Line, from.Column}, s.text[from.Offset:off])
	s.last = acl.Pos{Offset: off, Line: at.line, Column: at.column}
	return s.last
}

// span is the stretch between two offsets.
func (s *source) span(r stretch) acl.Span {
	start := s.pos(r.off)
	return acl.Span{Start: start, End: s.pos(r.end)}
}

func (s *source) place(r stretch) acl.Place {
	return acl.Place{File: s.file, Span: s.span(r)}
}

// begin is where the text begins, behind a byte order mark.
func (s *source) begin() stretch {
	off := uint32(len(s.text) - len(strings.TrimPrefix(s.text, byteOrderMark)))
	return stretch{off, off}
}

// line is the number of the line of an offset.
func (s *source) line(off uint32) uint32 { return s.pos(off).Line }

// lineStart is the offset of the first byte of the line of an offset.
func (s *source) lineStart(off uint32) uint32 {
	return uint32(strings.LastIndexByte(s.text[:off], '\n') + 1)
}

// stretch is a piece of the source, in bytes; end is behind the last one.
type stretch struct{ off, end uint32 }

func (r stretch) valid() bool { return r.end > r.off }

// to is the stretch from the start of r to the end of q.
func (r stretch) to(q stretch) stretch { return stretch{r.off, q.end} }
