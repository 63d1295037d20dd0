package sqldump

import (
	"strconv"
	"unicode/utf8"
)

// argument is what an argument of a function comes to.
type argument struct {
	kind Kind
	text text
}

// maxArguments is the most arguments that a function is called with here.
const maxArguments = 64

// argument reads one argument, if it is to be decoded into a text of its own.
func (s *scanner) argument(decode bool, read func(*text) (Kind, *fault)) (argument, *fault) {
	var a argument
	if !decode {
		_, f := read(nil)
		return a, f
	}
	a.text.mark(s.i)
	kind, f := read(&a.text)
	a.kind = kind
	a.text.end(s.i)
	return a, f
}

// call reads the call of a function. Of a few it tells what they come to: those
// that dumps write texts and times with.
func (s *scanner) call(name string, out *text, depth int) (Kind, *fault) {
	var args []argument
	for s.i++; ; s.i++ {
		if f := s.blanks(); f != nil {
			return 0, f
		}
		if len(args) == 0 && s.at(')') {
			break
		}
		a, f := s.argument(out != nil, func(t *text) (Kind, *fault) { return s.expression(t, depth+1) })
		if f == nil {
			f = s.blanks()
		}
		if f == nil && !s.at(',') && !s.at(')') {
			f = s.rest() // CAST(… AS …), CONVERT(… USING …)
		}
		switch {
		case f != nil:
			return 0, f
		case s.i >= len(s.data) || len(args) == maxArguments || !s.at(',') && !s.at(')'):
			return 0, &fault{at: stretch{s.i, min(s.i+1, len(s.data))}, summary: "a comma or ')' belongs here", detail: "the row was not read"}
		}
		args = append(args, a)
		if s.at(')') {
			break
		}
	}
	s.i++
	if out == nil {
		return Computed, nil // whatever it is
	}
	var result text
	kind := apply(name, args, &result)
	if kind != Computed {
		out.addPart(&result, 0, len(result.bytes))
		out.end(s.i)
	}
	return kind, nil
}

// apply calls a function.
func apply(name string, args []argument, out *text) Kind {
	whole := func(t *text) Kind {
		out.addPart(t, 0, len(t.bytes))
		out.end(t.source(len(t.bytes)))
		return Text
	}
	if len(args) == 0 {
		return Computed
	}
	first := &args[0]
	switch name {
	case "replace":
		if len(args) != 3 || first.kind == Computed || first.kind == Null || args[1].kind != Text || args[2].kind != Text ||
			len(args[2].text.bytes) > len(args[1].text.bytes) {
			return Computed
		}
		return whole(first.text.replace(args[1].text.bytes, args[2].text.bytes))
	case "char", "chr", "nchar":
		for i := range args {
			n, err := strconv.ParseUint(string(args[i].text.bytes), 10, 32)
			if args[i].kind != Number || err != nil || !utf8.ValidRune(rune(n)) {
				return Computed
			}
			out.addRune(rune(n), args[i].text.source(0))
		}
		return Text
	case "concat":
		for i := range args {
			if args[i].kind == Computed || args[i].kind == Null {
				return Computed
			}
			whole(&args[i].text)
		}
		return Text
	case "unistr":
		if first.kind != Text {
			return Computed
		}
		first.text.unescape(out)
		return Text
	case "cast", "convert", "to_clob", "to_nclob", "to_date", "to_timestamp", "timestamp", "date", "datetime":
		if name == "convert" && first.kind == Computed && len(args) > 1 {
			first = &args[1] // SQL Server names the type first
		}
		if first.kind == Text || first.kind == Number {
			whole(&first.text)
		}
		return first.kind
	}
	return Computed
}

// unescape decodes the escapes of U&'…' and unistr: \XXXX, \+XXXXXX, \uXXXX,
// \UXXXXXXXX and the doubled backslash.
func (t *text) unescape(out *text) {
	at := 0
	for i := 0; i < len(t.bytes); {
		if t.bytes[i] != '\\' {
			i++
			continue
		}
		out.addPart(t, at, i)
		r, n := unescaped(t.bytes[i+1:])
		if r >= 0xd800 && r < 0xdc00 && i+1+n < len(t.bytes) && t.bytes[i+1+n] == '\\' {
			if low, m := unescaped(t.bytes[i+2+n:]); low >= 0xdc00 && low < 0xe000 {
				r, n = 0x10000+(r-0xd800)<<10+(low-0xdc00), n+1+m
			}
		}
		out.addRune(r, t.source(i))
		i += 1 + n
		at = i
	}
	out.addPart(t, at, len(t.bytes))
	out.end(t.source(len(t.bytes)))
}

// unescaped is the character that stands behind a backslash, and how long it is.
func unescaped(s []byte) (r rune, length int) {
	skip, most := 0, 4
	if len(s) > 0 {
		switch s[0] {
		case '+':
			skip, most = 1, 6
		case 'u':
			skip = 1
		case 'U':
			skip, most = 1, 8
		}
	}
	if n, length := digits(s[skip:], 16, most); length == most {
		return rune(n), skip + length
	}
	if len(s) > 0 && s[0] == '\\' {
		return '\\', 1
	}
	return '\\', 0
}
