package yamlx

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
)

const bom = "\uFEFF"

// decode returns the text of a file as UTF-8 without its byte order mark, and
// the place of its first character. libyaml takes a file for UTF-16 by the
// mark alone; wide tells that data was UTF-16, so that offsets count its bytes.
func decode(data []byte) (text []byte, start acl.Pos, wide bool) {
	start = acl.Pos{Line: 1, Column: 1}
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		start.Offset = 2
		return fromUTF16(data[2:], func(b []byte) rune { return rune(b[0]) | rune(b[1])<<8 }), start, true
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		start.Offset = 2
		return fromUTF16(data[2:], func(b []byte) rune { return rune(b[1]) | rune(b[0])<<8 }), start, true
	case bytes.HasPrefix(data, []byte(bom)):
		start.Offset = uint32(len(bom))
		return data[len(bom):], start, false
	}
	return data, start, false
}

// fromUTF16 turns UTF-16 into UTF-8. A half of a pair or of a unit becomes the
// byte 0xff, which nothing in UTF-8 is and which badText reports.
func fromUTF16(data []byte, unit func([]byte) rune) []byte {
	out := make([]byte, 0, len(data))
	for len(data) >= 2 {
		r := unit(data)
		data = data[2:]
		switch {
		case r < 0xd800 || r > 0xdfff:
			out = utf8.AppendRune(out, r)
		case r < 0xdc00 && len(data) >= 2 && unit(data)&0xfc00 == 0xdc00:
			out = utf8.AppendRune(out, 0x10000+(r&0x3ff)<<10+unit(data)&0x3ff)
			data = data[2:]
		default:
			out = append(out, 0xff)
		}
	}
	if len(data) > 0 {
		out = append(out, 0xff)
	}
	return out
}

// cursor is a place in a text that moves forward. Lines end as YAML 1.1 has
// it: LF, CR LF, CR, NEL, LS and PS.
type cursor struct {
	i    int // bytes into the text
	pos  acl.Pos
	wide bool // the file is UTF-16: count its bytes, not those of the text
}

// step moves over one character.
func (c *cursor) step(text []byte) {
	b := text[c.i]
	r, n := rune(b), 1
	if b >= utf8.RuneSelf {
		r, n = utf8.DecodeRune(text[c.i:])
	}
	c.i += n
	switch {
	case !c.wide:
		c.pos.Offset += uint32(n)
	case r > 0xffff:
		c.pos.Offset += 4
	default:
		c.pos.Offset += 2
	}
	switch {
	case r == '\r' && c.i < len(text) && text[c.i] == '\n':
		// The LF that follows ends the line.
	case isBreak(r):
		c.pos.Line++
		c.pos.Column = 1
	default:
		c.pos.Column++
	}
}

// to moves to byte i of the text.
func (c *cursor) to(text []byte, i int) {
	for c.i < i {
		c.step(text)
	}
}

func isBreak(r rune) bool {
	return r == '\n' || r == '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

// breakAt returns the length of the line break at text[i], 0 for none.
func breakAt(text []byte, i int) int {
	if i >= len(text) {
		return 0
	}
	switch text[i] {
	case '\n':
		return 1
	case '\r':
		if i+1 < len(text) && text[i+1] == '\n' {
			return 2
		}
		return 1
	case 0xc2, 0xe2:
		if r, n := utf8.DecodeRune(text[i:]); isBreak(r) {
			return n
		}
	}
	return 0
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' }

// badText finds the first character that libyaml's reader refuses. It reports
// none with i < 0.
func badText(text []byte) (i int, summary, detail string) {
	for i := 0; i < len(text); {
		b := text[i]
		if b >= ' ' && b < 0x7f || b == '\n' || b == '\t' || b == '\r' {
			i++
			continue
		}
		if b < utf8.RuneSelf {
			return i, controlSummary(rune(b)), controlDetail(rune(b))
		}
		r, n := utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			return i, fmt.Sprintf("byte 0x%02x is no UTF-8", b),
				"the system refuses the whole file; save it as UTF-8 (it may be Latin-1)"
		case r < 0xa0 && r != 0x85, r == 0xfffe, r == 0xffff:
			return i, controlSummary(r), controlDetail(r)
		}
		i += n
	}
	return -1, "", ""
}

func controlSummary(r rune) string { return fmt.Sprintf("control character U+%04X", r) }

func controlDetail(r rune) string {
	if r == 0 {
		return "YAML allows no NUL; remove it (the file may be UTF-16 without a byte order mark)"
	}
	return fmt.Sprintf("YAML allows it only as an escape in double quotes: \"\\u%04X\"", r)
}
