package sqldump

import (
	"bytes"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// stretch is a part of the text, in bytes.
type stretch struct{ from, to int }

// places finds the line and column of an offset. Dumps have lines of megabytes,
// so it keeps a mark every few bytes, as far as anybody has asked.
type places struct {
	text  []byte
	utf16 bool // the file is UTF-16: its bytes count, not those of text
	marks []placeMark
}

// placeMark is the place of a character near a multiple of markEvery bytes.
type placeMark struct {
	at, offset   int // in the text, in the file
	line, column int
}

const markEvery = 256

func newPlaces(text []byte, utf16 bool) *places {
	p := &places{text: text, utf16: utf16}
	first := placeMark{line: 1, column: 1}
	if utf16 {
		first.offset = 2 // the byte order mark
	}
	if bytes.HasPrefix(text, []byte(bom)) {
		first.at, first.offset = len(bom), first.offset+len(bom)
	}
	p.marks = append(p.marks, first)
	return p
}

// pos is the place of an offset of the text.
func (p *places) pos(at int) acl.Pos {
	at = max(p.start(min(at, len(p.text))), p.marks[0].at)
	for k := len(p.marks); k <= at/markEvery; k++ {
		p.marks = append(p.marks, p.advance(p.marks[k-1], p.start(k*markEvery)))
	}
	m := p.advance(p.marks[at/markEvery], at)
	return acl.Pos{Offset: uint32(m.offset), Line: uint32(m.line), Column: uint32(m.column)}
}

// start is where the character starts that a byte is part of. A byte that is no
// UTF-8 is a character of its own.
func (p *places) start(at int) int {
	for back := at; back < len(p.text) && back >= 0 && back > at-utf8.UTFMax; back-- {
		if utf8.RuneStart(p.text[back]) {
			if _, n := utf8.DecodeRune(p.text[back:]); back+n > at {
				return back
			}
			break
		}
	}
	return at
}

// advance moves a mark on.
func (p *places) advance(m placeMark, to int) placeMark {
	if to <= m.at {
		return m
	}
	text := p.text[m.at:to]
	m.at, m.offset = to, m.offset+len(text)
	if p.utf16 {
		m.offset += units(text) - len(text)
	}
	if n := bytes.Count(text, []byte("\n")); n > 0 {
		m.line += n
		m.column = 1
		text = text[bytes.LastIndexByte(text, '\n')+1:]
	}
	m.column += utf8.RuneCount(text)
	return m
}

// units is the number of bytes that text has in UTF-16.
func units(text []byte) int {
	n := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		if n += 2; r > 0xffff {
			n += 2
		}
	}
	return n
}

// span is where a stretch is. The zero stretch is no place at all.
func (p *places) span(s stretch) acl.Span {
	if s == (stretch{}) {
		return acl.Span{}
	}
	return acl.Span{Start: p.pos(s.from), End: p.pos(max(s.from, s.to))}
}
