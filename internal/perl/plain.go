package perl

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// plainACL is an assignment of constants to one ACL, in the shape that the
// products write and most people too:
//
//	$Self->{TicketAcl}->{'name'} = { 'Key' => [ 'item' ], … };
//
// It is read straight into the model. At the first deviation the statement is
// left to the parser.
type plainACL struct {
	acl     *acl.ACL
	self    *variable
	nameAt  stretch
	valueAt stretch
}

// ticketACLAt is the length of $Self->{TicketAcl} at the start of a text, in any
// spelling, or -1.
func ticketACLAt(s string) int {
	if !strings.HasPrefix(s, "$") {
		return -1
	}
	i := 1
	for i < len(s) && s[i] == '$' {
		i++
	}
	reference := i > 1 // $$Self{…} needs no arrow
	for i < len(s) && isWordByte(s[i]) {
		i++
	}
	i = blanks(s, i)
	if strings.HasPrefix(s[i:], "->") {
		i = blanks(s, i+2)
	} else if !reference {
		return -1
	}
	if i >= len(s) || s[i] != '{' {
		return -1
	}
	i = blanks(s, i+1)
	quote := byte(0)
	if i < len(s) && (s[i] == '\'' || s[i] == '"') {
		quote = s[i]
		i++
	}
	if !strings.HasPrefix(s[i:], "TicketAcl") {
		return -1
	}
	i += len("TicketAcl")
	if quote != 0 {
		if i >= len(s) || s[i] != quote {
			return -1
		}
		i++
	}
	i = blanks(s, i)
	if i >= len(s) || s[i] != '}' {
		return -1
	}
	return i + 1
}

func blanks(s string, i int) int {
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	return i
}

// plainReader reads constants.
type plainReader struct {
	*parser
	i       int
	ok      bool
	entries []acl.Entry // of the hashes that are open
	items   []acl.Value // of the lists that are open
	depth   int
}

// plainStatement reads an assignment in the plain shape, or returns nil and
// leaves the place as it was.
func (p *parser) plainStatement() *node {
	if p.resume != 0 || p.at >= uint32(len(p.text)) || p.text[p.at] != '$' {
		return nil
	}
	head := ticketACLAt(p.text[p.at:])
	if head < 0 {
		return nil
	}
	name := p.text[p.at+1:]
	self := p.scope.find("$" + name[:identLen(name)])
	if self == nil {
		return nil
	}
	r := &p.fast
	r.parser, r.i, r.ok, r.depth = p, int(p.at)+head, true, 0
	r.entries, r.items = r.entries[:0], r.items[:0]
	from, noted := p.at, p.noted
	n := r.assignment(self, from)
	if n == nil {
		p.noted = noted
		return nil
	}
	p.at = uint32(r.i)
	p.plainACLs++
	return n
}

func identLen(s string) int {
	n := 0
	for n < len(s) && isWordByte(s[n]) {
		n++
	}
	return n
}

func (r *plainReader) assignment(self *variable, from uint32) *node {
	r.blanks()
	r.optional("->")
	if !r.take('{') {
		return nil
	}
	r.blanks()
	a := &plainACL{self: self}
	a.nameAt.off = uint32(r.i)
	quoted := r.byte() == '\'' || r.byte() == '"'
	text, ok := r.text()
	if !ok || !quoted {
		return nil
	}
	a.nameAt.end = uint32(r.i)
	r.blanks()
	if !r.take('}') {
		return nil
	}
	r.blanks()
	if !r.take('=') || r.byte() == '=' || r.byte() == '~' {
		return nil
	}
	r.blanks()
	if r.byte() != '{' {
		return nil
	}
	a.valueAt.off = uint32(r.i)
	v, ok := r.value()
	if !ok {
		return nil
	}
	a.acl = acl.NewDeployed(text, v)
	a.valueAt.end = uint32(r.i)
	r.blanks()
	if !r.take(';') {
		return nil
	}
	return &node{op: nPlain, stretch: stretch{from, uint32(r.i)}, plain: a}
}

func (r *plainReader) byte() byte {
	if r.i < len(r.parser.text) {
		return r.parser.text[r.i]
	}
	return 0
}

func (r *plainReader) take(c byte) bool {
	if r.byte() != c {
		return false
	}
	r.i++
	return true
}

func (r *plainReader) optional(s string) {
	if strings.HasPrefix(r.parser.text[r.i:], s) {
		r.i += len(s)
		r.blanks()
	}
}

// blanks moves over blanks and comments.
func (r *plainReader) blanks() {
	text := r.parser.text
	for r.i < len(text) {
		switch c := text[r.i]; {
		case isSpace(c):
			r.i++
		case c == '#':
			n := strings.IndexByte(text[r.i:], '\n')
			if n < 0 {
				n = len(text) - r.i
			}
			r.parser.note(uint32(r.i))
			r.i = min(r.i+n+1, len(text))
		default:
			return
		}
	}
}

// value reads a constant, a list or a hash.
func (r *plainReader) value() (v acl.Value, ok bool) {
	from := r.i
	start := r.src.pos(uint32(from))
	switch c := r.byte(); {
	case c == '{':
		ok = r.hash(&v)
	case c == '[':
		ok = r.list(&v)
	case c == '\'' || c == '"':
		v.Kind = acl.String
		v.Text, ok = r.text()
	case isDigit(c):
		v.Kind = acl.Number
		for isDigit(r.byte()) {
			r.i++
		}
		v.Text = r.parser.text[from:r.i]
		d := r.byte()
		ok = (c != '0' || len(v.Text) == 1) && len(v.Text) <= 15 && d != '.' && d != '_' && !isWordByte(d)
	case strings.HasPrefix(r.parser.text[r.i:], "undef"):
		r.i += len("undef")
		ok = !isWordByte(r.byte()) && r.byte() != '(' && r.byte() != ':'
		r.mayNotFollow(&ok)
	}
	v.Span = acl.Span{Start: start, End: r.src.pos(uint32(r.i))}
	return v, ok
}

// mayNotFollow: undef takes an argument.
func (r *plainReader) mayNotFollow(ok *bool) {
	save := r.i
	r.blanks()
	if c := r.byte(); c != ',' && c != '}' && c != ']' {
		*ok = false
	}
	r.i = save
}

const plainDepth = 100

func (r *plainReader) hash(v *acl.Value) bool {
	v.Kind = acl.Hash
	if r.depth++; r.depth > plainDepth {
		return false
	}
	defer func() { r.depth-- }()
	r.i++
	base := len(r.entries)
	for {
		r.blanks()
		if r.take('}') {
			break
		}
		var e acl.Entry
		from := uint32(r.i)
		start := r.src.pos(from)
		ok := false
		if c := r.byte(); c == '\'' || c == '"' {
			e.Key, ok = r.text()
		} else if isWordStart(c) {
			n := identLen(r.parser.text[r.i:])
			e.Key = r.parser.text[r.i : r.i+n]
			ok = !quoteWords[e.Key] // q#…# is a string, and no word with a comment
			r.i += n
		}
		if !ok {
			return false
		}
		e.KeySpan = acl.Span{Start: start, End: r.src.pos(uint32(r.i))}
		r.blanks()
		if !strings.HasPrefix(r.parser.text[r.i:], "=>") {
			return false
		}
		r.i += 2
		r.blanks()
		if e.Value, ok = r.value(); !ok {
			return false
		}
		r.entries = append(r.entries, e)
		r.blanks()
		if !r.take(',') && r.byte() != '}' {
			return false
		}
	}
	v.SetEntries(slices.Clip(slices.Clone(r.entries[base:])))
	r.entries = r.entries[:base]
	return true
}

func (r *plainReader) list(v *acl.Value) bool {
	v.Kind = acl.List
	if r.depth++; r.depth > plainDepth {
		return false
	}
	defer func() { r.depth-- }()
	r.i++
	base := len(r.items)
	for {
		r.blanks()
		if r.take(']') {
			break
		}
		item, ok := r.value()
		if !ok {
			return false
		}
		r.items = append(r.items, item)
		r.blanks()
		if !r.take(',') && r.byte() != ']' {
			return false
		}
	}
	v.SetItems(slices.Clip(slices.Clone(r.items[base:])))
	r.items = r.items[:base]
	return true
}

// text reads a string in quotes in which nothing is interpolated.
func (r *plainReader) text() (string, bool) {
	text := r.parser.text
	quote := r.byte()
	if quote != '\'' && quote != '"' {
		return "", false
	}
	from := r.i + 1
	ascii := true
	for i := from; i < len(text); i++ {
		switch c := text[i]; {
		case c == quote:
			r.i = i + 1
			s := text[from:i]
			if !ascii && !r.utf8 {
				s = latin1(s)
			}
			return s, ascii || !r.utf8 || r.src.valid
		case c == '\\':
			if quote == '"' {
				return "", false
			}
			return r.escaped(from, i)
		case quote == '"' && (c == '$' || c == '@'), c == '\r':
			return "", false
		case c >= 0x80:
			ascii = false
		}
	}
	return "", false
}

// escaped reads on in a string in single quotes from its first backslash.
func (r *plainReader) escaped(from, i int) (string, bool) {
	text := r.parser.text
	var b strings.Builder
	b.WriteString(text[from:i])
	for ; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\'':
			r.i = i + 1
			return characters(b.String(), r.utf8), !r.utf8 || r.src.valid
		case c == '\r':
			return "", false
		case c == '\\' && i+1 < len(text) && (text[i+1] == '\\' || text[i+1] == '\''):
			i++
			c = text[i]
		}
		b.WriteByte(c)
	}
	return "", false
}
