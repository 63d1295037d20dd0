package sqldump

import (
	"bytes"
)

// scanner moves over the text of a dump.
type scanner struct {
	file   string
	data   []byte
	places *places
	dialect
	// delimiter ends a statement in place of ';' where the dump says so.
	delimiter []byte
	i         int // next byte
	unclosed  int // quotes and comments without an end so far
	// following is the start of the next statement behind after, for whoever
	// looks for it time and again.
	following, after int
	// stops are the bytes at which skip has to look twice.
	stops [256]bool
}

func newScanner(file string, data []byte) scanner {
	text, wide := decode(data)
	s := scanner{file: file, data: text, places: newPlaces(text, wide), dialect: dialectOf(text), after: -1}
	if bytes.HasPrefix(text, []byte(bom)) {
		s.i = len(bom)
	}
	s.delimiter = []byte(";")
	s.setStops()
	return s
}

func (s *scanner) setStops() {
	s.stops = [256]bool{}
	for _, b := range []byte("'\"`-/") {
		s.stops[b] = true
	}
	s.stops['#'] = s.mysql
	s.stops['$'] = s.dollar
	s.stops['['] = s.batches
	s.stops['\n'] = s.batches
	s.stops[s.delimiter[0]] = true
}

func (s *scanner) at(b byte) bool { return s.i < len(s.data) && s.data[s.i] == b }

func (s *scanner) starts(prefix string) bool {
	return len(s.data)-s.i >= len(prefix) && string(s.data[s.i:s.i+len(prefix)]) == prefix
}

// blanks moves over white space and comments.
func (s *scanner) blanks() *fault {
	for s.i < len(s.data) {
		switch b := s.data[s.i]; {
		case b <= ' ':
			s.i++
		case b == '-' || b == '/' || b == '#' && s.mysql:
			from := s.i
			if f := s.comment(); f != nil {
				return f
			}
			if s.i == from {
				return nil
			}
		default:
			return nil
		}
	}
	return nil
}

// comment moves over a comment; where there is none it stays. What MySQL
// executes between /*! and */ is one: no dump has rows there.
func (s *scanner) comment() *fault {
	switch {
	case s.starts("--") && (!s.mysql || s.i+2 == len(s.data) || s.data[s.i+2] <= ' '), s.at('#') && s.mysql:
		s.line()
	case s.starts("/*"):
		n := bytes.Index(s.data[s.i+2:], []byte("*/"))
		if n < 0 {
			return s.noEnd(s.i, 2, "this comment has no end", "a '*/' is missing, or the dump is cut off")
		}
		s.i += n + 4
	}
	return nil
}

// line moves to the end of the line.
func (s *scanner) line() {
	if n := bytes.IndexByte(s.data[s.i:], '\n'); n >= 0 {
		s.i += n
	} else {
		s.i = len(s.data)
	}
}

func (s *scanner) noEnd(at, length int, summary, detail string) *fault {
	return &fault{at: stretch{at, min(at+length, len(s.data))}, summary: summary, detail: detail, unclosed: true}
}

// skip moves behind the end of the statement at hand.
func (s *scanner) skip() *fault {
	for s.i < len(s.data) {
		b := s.data[s.i]
		if !s.stops[b] {
			s.i++
			continue
		}
		switch {
		case b == s.delimiter[0] && bytes.HasPrefix(s.data[s.i:], s.delimiter):
			s.i += len(s.delimiter)
			return nil
		case b == '\n':
			if s.i++; s.startsStatement(s.i) {
				return nil
			}
		default:
			from := s.i
			if f := s.quotedOrComment(); f != nil {
				return f
			}
			if s.i == from {
				s.i++
			}
		}
	}
	return nil
}

// quotedOrComment moves over what hides a delimiter; where there is nothing of
// the kind it stays.
func (s *scanner) quotedOrComment() *fault {
	switch s.data[s.i] {
	case '\'':
		escaped := s.backslash || s.dollar && s.isPrefixed('e')
		return s.quoted(escaped)
	case '"':
		return s.quoted(s.backslash && s.mysql)
	case '`':
		return s.quoted(false)
	case '[':
		if s.batches {
			return s.closed(']')
		}
	case '$':
		if tag := s.dollarTag(); tag != nil {
			return s.dollarQuoted(tag)
		}
	case '-', '/', '#':
		return s.comment()
	}
	return nil
}

// isPrefixed reports whether the quote at hand has that letter in front, as in
// E'…'.
func (s *scanner) isPrefixed(letter byte) bool {
	return s.i > 0 && s.data[s.i-1]|0x20 == letter && (s.i == 1 || !isWord(s.data[s.i-2]))
}

// quoted moves over a text or name in quotes; the quote itself is written twice.
func (s *scanner) quoted(backslash bool) *fault {
	start, quote := s.i, s.data[s.i]
	for at := start + 1; ; {
		n := bytes.IndexByte(s.data[at:], quote)
		if n < 0 {
			return s.noEnd(start, 1, "this quote has no end", "a closing quote is missing, or the dump is cut off")
		}
		end := at + n
		if backslash {
			b := end
			for b > at && s.data[b-1] == '\\' {
				b--
			}
			if (end-b)%2 == 1 {
				at = end + 1
				continue
			}
		}
		if end+1 < len(s.data) && s.data[end+1] == quote {
			at = end + 2
			continue
		}
		s.i = end + 1
		return nil
	}
}

// closed moves behind the next byte of a kind.
func (s *scanner) closed(end byte) *fault {
	n := bytes.IndexByte(s.data[s.i:], end)
	if n < 0 {
		return s.noEnd(s.i, 1, "this bracket has no end", "a closing bracket is missing, or the dump is cut off")
	}
	s.i += n + 1
	return nil
}

// dollarTag returns the $tag$ at hand, nil where there is none.
func (s *scanner) dollarTag() []byte {
	if !s.dollar || s.i > 0 && isWord(s.data[s.i-1]) {
		return nil
	}
	for i := s.i + 1; i < len(s.data) && i-s.i < 64; i++ {
		switch b := s.data[i]; {
		case b == '$':
			return s.data[s.i : i+1]
		case !isWord(b) || i == s.i+1 && '0' <= b && b <= '9':
			return nil
		}
	}
	return nil
}

func (s *scanner) dollarQuoted(tag []byte) *fault {
	n := bytes.Index(s.data[s.i+len(tag):], tag)
	if n < 0 {
		return s.noEnd(s.i, len(tag), "this quote has no end", "the closing tag is missing, or the dump is cut off")
	}
	s.i += n + 2*len(tag)
	return nil
}

func isWord(b byte) bool {
	return b|0x20 >= 'a' && b|0x20 <= 'z' || b >= '0' && b <= '9' || b == '_' || b >= 0x80
}

// peekWord returns the word at hand in lower case, "" for none and for one that
// is too long to be a word of SQL.
func (s *scanner) peekWord() string { return wordAt(s.data, s.i) }

func wordAt(data []byte, i int) string {
	var lower [32]byte // of ASCII alone: other letters may change their length
	n := 0
	for ; i+n < len(data) && isWord(data[i+n]); n++ {
		if n == len(lower) {
			return ""
		}
		lower[n] = data[i+n]
		if b := lower[n]; b >= 'A' && b <= 'Z' {
			lower[n] = b | 0x20
		}
	}
	return string(lower[:n])
}

// takeWord moves over one of some words.
func (s *scanner) takeWord(words ...string) bool {
	word := s.peekWord()
	for _, w := range words {
		if word == w && word != "" {
			s.i += len(w)
			return true
		}
	}
	return false
}

// startsStatement reports whether a line looks like the start of a statement.
func (s *scanner) startsStatement(line int) bool {
	switch word := wordAt(s.data, line); word {
	case "insert", "replace", "copy", "create", "drop", "alter", "lock", "unlock", "set", "use", "update", "delete", "go", "commit", "begin", "exec", "print":
		end := line + len(word)
		return end == len(s.data) || s.data[end] <= ' ' || s.data[end] == ';'
	}
	return false
}

// next is where the next line starts that looks like a statement, behind from.
func (s *scanner) next(from int) int {
	if s.after >= 0 && s.after <= from && from < s.following {
		return s.following
	}
	s.after = from
	for i := from; ; {
		n := bytes.IndexByte(s.data[i:], '\n')
		if n < 0 {
			s.following = len(s.data)
			return s.following
		}
		if i += n + 1; s.startsStatement(i) {
			s.following = i
			return i
		}
	}
}
