package sqldump

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// hex reads hexadecimal digits, two for each byte.
func (s *scanner) hex(out *text) {
	for s.i+1 < len(s.data) {
		high, low := hexDigit(s.data[s.i]), hexDigit(s.data[s.i+1])
		if high < 0 || low < 0 {
			break
		}
		if out != nil {
			out.addByte(byte(high<<4|low), s.i)
		}
		s.i += 2
	}
	if out != nil {
		out.end(s.i)
	}
}

// literal reads a text in quotes.
func (s *scanner) literal(out *text, backslash bool) *fault {
	start := s.i
	quote := s.data[s.i]
	if f := s.quoted(backslash); f != nil || out == nil {
		return f
	}
	at, end := start+1, s.i-1
	out.mark(at)
	quoteAt := -1 // the next quote, which is looked for once for all escapes before it
	for at < end {
		if quoteAt < at {
			quoteAt = indexFrom(s.data[:end], at, quote)
		}
		stop := quoteAt
		if backslash {
			stop = indexFrom(s.data[:stop], at, '\\')
		}
		out.add(s.data[at:stop], at)
		switch at = stop; {
		case at == end:
		case s.data[at] == quote:
			out.addByte(quote, at)
			at += 2
		default:
			at += s.escape(out, at)
		}
	}
	out.end(end)
	return nil
}

// indexFrom is where a byte is next, or the end of data.
func indexFrom(data []byte, from int, b byte) int {
	if n := bytes.IndexByte(data[from:], b); n >= 0 {
		return from + n
	}
	return len(data)
}

// escape decodes what stands behind a backslash, and returns how long both are.
func (s *scanner) escape(out *text, at int) int {
	b := s.data[at+1]
	if s.mysql {
		switch b {
		case '0':
			out.addByte(0, at)
		case 'b':
			out.addByte('\b', at)
		case 'n':
			out.addByte('\n', at)
		case 'r':
			out.addByte('\r', at)
		case 't':
			out.addByte('\t', at)
		case 'Z':
			out.addByte(0x1a, at)
		case '%', '_':
			out.add(s.data[at:at+2], at)
		default:
			out.addByte(b, at)
		}
		return 2
	}
	for _, e := range []struct {
		letter byte
		digits int
	}{{'u', 4}, {'U', 8}} {
		if b == e.letter && at+2+e.digits <= len(s.data) {
			if n, err := strconv.ParseUint(string(s.data[at+2:at+2+e.digits]), 16, 32); err == nil && utf8.ValidRune(rune(n)) {
				out.addRune(rune(n), at)
				return 2 + e.digits
			}
		}
	}
	c, length := copyEscape(s.data[at+1:])
	if b == 'v' {
		c = 'v' // only COPY knows it
	}
	out.addByte(c, at)
	return 1 + length
}
