package sqldump

import (
	"fmt"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// value reads the value of a column.
func (d *Dump) value(v *Value) *fault {
	v.span.from = d.i
	v.text.reset()
	kind, f := d.expression(&v.text, 0)
	v.Kind, v.span.to = kind, d.i
	if kind == Null || kind == Computed {
		v.text.reset()
	}
	d.encoding(v)
	return f
}

// encoding turns a text that is no UTF-8 into such.
func (d *Dump) encoding(v *Value) {
	bad := badUTF8(v.text.bytes)
	if bad < 0 {
		return
	}
	if !d.latin1 && !d.row.Table.Quiet {
		d.latin1 = true
		at := v.text.source(bad)
		d.report(stretch{at, at + 1}, diag.Mojibake, diag.Warning,
			fmt.Sprintf("byte 0x%02x is no UTF-8: such texts of this dump are read as Latin-1 (Windows-1252)", v.text.bytes[bad]), "dump with UTF-8 to be sure")
	}
	v.text.fromLatin1()
}

// expression reads an expression as far as it is made of texts and what dumps
// do with them; out, if not nil, gets what it comes to.
func (s *scanner) expression(out *text, depth int) (Kind, *fault) {
	if depth > maxDepth {
		return 0, &fault{at: stretch{s.i, s.i + 1}, summary: fmt.Sprintf("more than %d parentheses in each other", maxDepth)}
	}
	kind, f := s.operand(out, depth)
	for f == nil {
		end := s.i // blanks behind a value are not part of it
		if f = s.blanks(); f != nil {
			break
		}
		switch {
		case s.i >= len(s.data) || s.at(',') || s.at(')'):
			s.i = end
			return kind, nil
		case s.starts("::"):
			s.i += 2
			f = s.typeName()
		case s.starts("||"):
			s.i += 2
			var k Kind
			if f = s.blanks(); f == nil {
				k, f = s.operand(out, depth)
			}
			if kind == Null || kind == Computed || k == Null || k == Computed {
				kind = Computed
			} else {
				kind = Text
			}
		case s.at('\'') && kind == Text: // 'a' 'b' is one text
			f = s.literal(out, s.backslash)
		case s.takeWord("collate"):
			if _, ok := s.name(); !ok {
				return 0, &fault{at: stretch{s.i, s.i + 1}, summary: "the name of a collation belongs here"}
			}
		case s.peekWord() == "as" || s.peekWord() == "using":
			s.i = end
			return kind, nil
		case s.at(';'):
			return 0, &fault{at: stretch{s.i, s.i + 1}, summary: "a row ends within its values", detail: "a ')' is missing, or a quote"}
		case kind != Computed && strings.IndexByte("'\"(0123456789", s.data[s.i]) >= 0:
			return 0, &fault{at: stretch{s.i, s.i + 1}, summary: "a comma or ')' belongs behind a value", detail: "the row was not read"}
		default:
			kind = Computed
			f = s.rest()
		}
	}
	return kind, f
}

// cutOff is the fault of a dump that ends where it cannot.
func (s *scanner) cutOff() *fault {
	return &fault{at: stretch{s.i, s.i}, summary: "the dump ends within a row", detail: "it is cut off"}
}

// rest moves over the rest of an expression that cannot be told, to its comma or
// closing parenthesis.
func (s *scanner) rest() *fault {
	end, f := s.element()
	if f == nil && end != 0 {
		s.i--
	}
	return f
}

// typeName moves over the name of a type, such as timestamp(0) without time zone.
func (s *scanner) typeName() *fault {
	for {
		if f := s.blanks(); f != nil {
			return f
		}
		switch {
		case s.at('('):
			s.i++
			if _, f := s.element(); f != nil {
				return f
			}
		case s.starts("[]"):
			s.i += 2
		default:
			if _, ok := s.name(); !ok {
				return nil
			}
		}
	}
}

// operand reads a literal, a function's call or something in parentheses.
func (s *scanner) operand(out *text, depth int) (Kind, *fault) {
	if s.i >= len(s.data) {
		return 0, s.cutOff()
	}
	start := s.i
	switch b := s.data[s.i]; {
	case b == '\'':
		return Text, s.literal(out, s.backslash)
	case b == '"':
		return Text, s.literal(out, s.backslash && s.mysql)
	case b == '(':
		s.i++
		if f := s.blanks(); f != nil {
			return 0, f
		}
		kind, f := s.expression(out, depth+1)
		if f == nil {
			f = s.close()
		}
		return kind, f
	case s.starts("0x") || s.starts("0X"):
		s.i += 2
		s.hex(out)
		return Text, nil
	case b >= '0' && b <= '9', b == '.', b == '-' || b == '+':
		s.i++
		for s.i < len(s.data) && (isWord(s.data[s.i]) || s.data[s.i] == '.') {
			s.i++
		}
		if out != nil {
			out.add(s.data[start:s.i], start)
		}
		return Number, nil
	case b == '@' || b == '`' || b == ':' || b == '[' && s.batches:
		for s.at('@') || s.at(':') {
			s.i++
		}
		if _, ok := s.name(); ok {
			return Computed, nil
		}
	case b == '$':
		if tag := s.dollarTag(); tag != nil {
			f := s.dollarQuoted(tag)
			if f == nil && out != nil {
				from, to := start+len(tag), s.i-len(tag)
				out.mark(from)
				out.add(s.data[from:to], from)
				out.end(to)
			}
			return Text, f
		}
	case isWord(b):
		return s.word(out, depth)
	}
	return 0, &fault{at: stretch{start, start + 1}, summary: "a value belongs here", detail: "the row was not read"}
}

// close moves behind a closing parenthesis.
func (s *scanner) close() *fault {
	if f := s.blanks(); f != nil {
		return f
	}
	if !s.at(')') {
		return &fault{at: stretch{s.i, min(s.i+1, len(s.data))}, summary: "a ')' belongs here", detail: "the row was not read"}
	}
	s.i++
	return nil
}

// word reads a value that starts with a word: NULL, N'…', _binary '…', a
// function.
func (s *scanner) word(out *text, depth int) (Kind, *fault) {
	start := s.i
	word := s.peekWord()
	if word == "" { // too long for anything known
		for s.i < len(s.data) && isWord(s.data[s.i]) {
			s.i++
		}
	}
	s.i += len(word)
	switch {
	case s.at('\''):
		switch {
		case word == "e":
			return Text, s.literal(out, true)
		case word == "x":
			s.i++
			s.hex(out)
			if !s.at('\'') {
				return 0, &fault{at: stretch{start, s.i}, summary: "a hexadecimal text has other letters, or no end", detail: "the row was not read"}
			}
			s.i++
			return Text, nil
		case word == "b":
			return Computed, s.quoted(false)
		}
		return Text, s.literal(out, s.backslash)
	case word == "u" && s.starts("&'"):
		s.i++
		t, f := s.argument(out != nil, func(t *text) (Kind, *fault) { return Text, s.literal(t, false) })
		if out != nil {
			t.text.unescape(out)
		}
		return Text, f
	}
	end := s.i
	if f := s.blanks(); f != nil {
		return 0, f
	}
	switch {
	case s.at('('):
		return s.call(word, out, depth)
	case word == "null":
		s.i = end
		return Null, nil
	case word == "true" || word == "false":
		s.i = end
		if out != nil {
			out.addByte("01"[strings.Index("ft", word[:1])], start)
			out.end(end)
		}
		return Number, nil
	case s.at('\'') && (strings.HasPrefix(word, "_") || word == "date" || word == "time" || word == "timestamp" || word == "datetime" || word == "binary"):
		return Text, s.literal(out, s.backslash)
	case strings.HasPrefix(word, "_") && (s.starts("0x") || s.starts("x'") || s.starts("X'")):
		return s.operand(out, depth)
	}
	s.i = end
	return Computed, nil
}
