package batch

import (
	"bytes"
	"sync"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/scenario"
)

// maxMemory bounds what is remembered, in bytes of keys and answers.
const maxMemory = 24 << 20

// memory holds answers by what of a line bears on them. When it is full it begins
// anew.
type memory struct {
	mu      sync.RWMutex
	answers map[string][]byte
	size    int
	bound   int
}

func (m *memory) get(key []byte) ([]byte, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	body, ok := m.answers[string(key)]
	return body, ok
}

func (m *memory) put(key, body []byte) {
	size := len(key) + len(body) + 64
	if size > m.bound {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.size += size; m.size > m.bound || m.answers == nil {
		m.answers, m.size = map[string][]byte{}, size
	}
	m.answers[string(key)] = body
}

// lineKey is what of a line bears on its answer: all of it but its name and what is
// ignored, member by member, each ended by a newline, which no line holds: so two
// lines of one key have the same members. ok is false for a line that is not as plain
// as that: it is read in full.
func lineKey(r *scenario.Relevant, buf, line []byte) (name, key []byte, ok bool) {
	if !utf8.Valid(line) {
		return nil, buf, false
	}
	fields := asksNoFields(line)
	s := &scanner{text: line}
	named := false
	ok = s.members(func(k, v []byte) bool {
		switch string(k) {
		case `"name"`:
			if named || !plainString(v) {
				return false
			}
			named, name = true, v
			return true
		case `"ticket"`:
			if len(v) == 0 || v[0] != '{' {
				break
			}
			buf = append(buf, "\"ticket\":{\n"...)
			inner := &scanner{text: v}
			var seen [32][]byte // those that may leave nothing in the key must not come twice
			n := 0
			if !inner.members(func(k, v []byte) bool {
				attr := string(k[1 : len(k)-1])
				ignored := r.Ignores(attr, fields)
				if !ignored && !r.Truth[attr] {
					buf = member(buf, k, v)
					return true
				}
				for _, s := range seen[:n] {
					if bytes.Equal(s, k) {
						return false
					}
				}
				if n == len(seen) {
					return false
				}
				seen[n] = k
				n++
				switch truth := !ignored && plainTrue(v) && r.OnlyTruth(attr, string(bytes.Trim(v, `"`))); {
				case truth:
					buf = append(append(buf, k...), "=1\n"...)
				case !ignored || !plainScalar(v):
					buf = member(buf, k, v)
				}
				return true
			}) {
				return false
			}
			buf = append(buf, '}', '\n')
			return true
		}
		buf = member(buf, k, v)
		return true
	})
	return name, buf, ok
}

func member(buf, key, value []byte) []byte {
	return append(append(append(append(buf, key...), ':'), value...), '\n')
}

// asksNoFields reports whether a line names its questions, and none of them is about
// dynamic fields or which of them are shown.
func asksNoFields(line []byte) bool {
	s, ok := &scanner{text: line}, false
	s.members(func(k, v []byte) bool {
		if string(k) == `"ask"` {
			ok = !bytes.Contains(v, []byte("Form")) && !bytes.Contains(v, []byte("Dynamic")) && !bytes.ContainsAny(v, `\\`) && len(v) > 2
		}
		return true
	})
	return ok
}

// scanner walks over the members of one object. It checks no more of a value than
// where it ends; what it hands on is compared with lines that have been read.
type scanner struct {
	text []byte
	at   int
}

func (s *scanner) blank() {
	for s.at < len(s.text) && (s.text[s.at] == ' ' || s.text[s.at] == '\t') {
		s.at++
	}
}

func (s *scanner) is(c byte) bool {
	s.blank()
	if s.at < len(s.text) && s.text[s.at] == c {
		s.at++
		return true
	}
	return false
}

// members calls visit for each member, until that returns false. It reports
// whether the text is one object and all were visited.
func (s *scanner) members(visit func(key, value []byte) bool) bool {
	if !s.is('{') {
		return false
	}
	for first := true; !s.is('}'); first = false {
		if !first && !s.is(',') {
			return false
		}
		s.blank()
		from := s.at
		if !s.value() || !plainString(s.text[from:s.at]) {
			return false
		}
		key := s.text[from:s.at]
		if !s.is(':') {
			return false
		}
		s.blank()
		from = s.at
		if !s.value() || !visit(key, s.text[from:s.at]) {
			return false
		}
	}
	s.blank()
	return s.at == len(s.text)
}

// value moves behind the value at hand.
func (s *scanner) value() bool {
	depth := 0
	for s.at < len(s.text) {
		switch c := s.text[s.at]; c {
		case '"':
			end := s.at + 1
			for end < len(s.text) && s.text[end] != '"' {
				if s.text[end] == '\\' {
					end++
				}
				end++
			}
			if end >= len(s.text) {
				return false
			}
			s.at = end
			if depth == 0 {
				s.at++
				return true
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return true // the end of a scalar, or none
			}
			if depth--; depth == 0 {
				s.at++
				return true
			}
		case ',', ' ', '\t':
			if depth == 0 {
				return true
			}
		}
		s.at++
	}
	return depth == 0
}

// plainString reports whether a value is a string without escapes.
func plainString(v []byte) bool {
	if len(v) < 2 || v[0] != '"' || v[len(v)-1] != '"' {
		return false
	}
	for _, c := range v[1 : len(v)-1] {
		if c == '"' || c == '\\' || c < ' ' {
			return false
		}
	}
	return true
}

// plainScalar reports whether a value is a plain string, a whole number, true,
// false or null.
func plainScalar(v []byte) bool {
	switch string(v) {
	case "true", "false", "null":
		return true
	}
	return plainString(v) || plainNumber(v)
}

func plainNumber(v []byte) bool {
	if len(v) == 0 || len(v) > 1 && v[0] == '0' {
		return false
	}
	for _, c := range v {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// plainTrue reports whether a value is plain and true as Perl sees it.
func plainTrue(v []byte) bool {
	if plainString(v) {
		return len(v) > 2 && string(v) != `"0"`
	}
	return plainNumber(v) && string(v) != "0" || string(v) == "true"
}
