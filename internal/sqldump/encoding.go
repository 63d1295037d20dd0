package sqldump

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

const bom = "\uFEFF"

// decode returns the text of a file. A dump that was redirected in PowerShell,
// or scripted by SQL Server's tools, is UTF-16.
func decode(data []byte) (text []byte, wide bool) {
	little := bytes.HasPrefix(data, []byte("\xff\xfe"))
	if !little && !bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return data, false
	}
	data = data[2:]
	out := make([]byte, 0, len(data))
	unit := func() rune {
		a, b := rune(data[0]), rune(data[1])
		data = data[2:]
		if little {
			return b<<8 | a
		}
		return a<<8 | b
	}
	for len(data) >= 2 {
		r := unit()
		if utf16.IsSurrogate(r) && len(data) >= 2 {
			rest := data
			if pair := utf16.DecodeRune(r, unit()); pair != utf8.RuneError {
				r = pair
			} else {
				data = rest
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return out, true
}

// fromLatin1 reads a text that is no UTF-8 as what MySQL calls latin1, which is
// Windows-1252: Latin-1 with letters where that has controls.
func (t *text) fromLatin1() {
	const high = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"
	letters := []rune(high)
	var out text
	next := 0 // mark
	for i, b := range t.bytes {
		for next < len(t.marks) && int(t.marks[next].at) <= i {
			next++
		}
		from := i
		if next > 0 {
			from = int(t.marks[next-1].source) + i - int(t.marks[next-1].at)
		}
		switch {
		case b < utf8.RuneSelf:
			out.add(t.bytes[i:i+1], from)
		case b < 0xa0:
			out.addRune(letters[b-0x80], from)
		default:
			out.addRune(rune(b), from)
		}
	}
	out.end(t.source(len(t.bytes)))
	*t = out
}

// badUTF8 is the first byte that is no UTF-8, -1 where all is.
func badUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
