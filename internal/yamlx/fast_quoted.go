package yamlx

import (
	"strings"
	"unicode/utf8"
)

// fold moves over a line end in quotes, which stands for a blank, or over
// several, of which all but the first stand for themselves.
func (f *fast) fold(parent int) bool {
	if f.text[f.i-1] == ' ' {
		return false
	}
	ends := 0
	for ; !f.nextLine(); ends++ {
		if f.column != 0 {
			return false
		}
		f.folded = append(f.folded, '\n')
	}
	if ends == 0 {
		f.folded = append(f.folded, ' ')
	}
	return f.column > parent
}

// single reads a text in single quotes.
func (f *fast) single(parent int) (raw []byte, ok bool) {
	f.folded = f.folded[:0]
	f.i++
	from := f.i
	for {
		switch f.text[f.i] {
		case '\'':
			if f.text[f.i+1] != '\'' {
				raw = f.since(from)
				f.i++
				return raw, true
			}
			f.folded = append(f.folded, f.text[from:f.i+1]...)
			f.i += len("''")
			from = f.i
		case '\n':
			f.folded = append(f.folded, f.text[from:f.i]...)
			if !f.fold(parent) {
				return nil, false
			}
			from = f.i
		default:
			f.i++
		}
	}
}

// since is the text that was read until here; what is not folded begins at from.
func (f *fast) since(from int) []byte {
	if len(f.folded) == 0 {
		return f.text[from:f.i]
	}
	f.folded = append(f.folded, f.text[from:f.i]...)
	return f.folded
}

// double reads a text in double quotes.
func (f *fast) double(parent int) (raw []byte, ok bool) {
	f.folded = f.folded[:0]
	f.i++
	from := f.i
	for {
		switch f.text[f.i] {
		case '"':
			raw = f.since(from)
			f.i++
			return raw, true
		case '\\':
			f.folded = append(f.folded, f.text[from:f.i]...)
			if !f.escape() {
				return nil, false
			}
			from = f.i
		case '\n':
			f.folded = append(f.folded, f.text[from:f.i]...)
			if !f.fold(parent) {
				return nil, false
			}
			from = f.i
		default:
			f.i++
		}
	}
}

// escape reads one of the escapes that YAML::XS writes.
func (f *fast) escape() bool {
	c := f.text[f.i+1]
	digits := 0
	switch c {
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	default:
		s, ok := simpleEscape(c)
		f.folded = append(f.folded, s...)
		f.i += len(`\n`)
		return ok
	}
	f.i += len(`\x`)
	var r rune
	for range digits {
		n := strings.IndexByte("0123456789ABCDEF", f.text[f.i])
		if n < 0 || r > utf8.MaxRune {
			return false
		}
		r = r<<4 | rune(n)
		f.i++
	}
	f.folded = utf8.AppendRune(f.folded, r)
	return utf8.ValidRune(r)
}

// simpleEscape is what an escape of one character stands for.
func simpleEscape(c byte) (s string, ok bool) {
	switch c {
	case '0':
		return "\x00", true
	case 'a':
		return "\a", true
	case 'b':
		return "\b", true
	case 't':
		return "\t", true
	case 'n':
		return "\n", true
	case 'v':
		return "\v", true
	case 'f':
		return "\f", true
	case 'r':
		return "\r", true
	case 'e':
		return "\x1b", true
	case ' ':
		return " ", true
	case '"':
		return `"`, true
	case '\\':
		return `\`, true
	case 'N':
		return "\u0085", true
	case '_':
		return "\u00a0", true
	case 'L':
		return "\u2028", true
	case 'P':
		return "\u2029", true
	}
	return "", false
}
