package perl

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// wordsOf are the items of a list that qw can hold.
func wordsOf(v *acl.Value) ([]string, bool) {
	var out []string
	for i := range v.Items() {
		x := &v.Items()[i]
		if x.Kind != acl.String || x.Text == "" || strings.ContainsAny(x.Text, "\\()/{}[]|!,#") || strings.ContainsFunc(x.Text, func(r rune) bool { return r > '~' || r <= ' ' }) {
			return nil, false
		}
		out = append(out, x.Text)
	}
	return out, len(out) > 0
}

func (p *printer) qw(words []string) {
	open := p.pick("(", "{", "[", "/", "|", " (", " !")
	p.emit("qw", open)
	for i, w := range words {
		if i > 0 {
			p.emit(p.pick(" ", "  ", "\t"))
			if p.oneIn(6) && len(p.pending) == 0 {
				p.newline()
			}
		}
		p.emit(w)
	}
	p.emit(closing(strings.TrimSpace(open)))
}

func closing(open string) string {
	if i := strings.Index("([{<", open); i >= 0 {
		return ")]}>"[i : i+1]
	}
	return open
}

// raw reports whether a character may stand in the source as it is.
func (p *printer) raw(r rune) bool {
	switch {
	case r == '\n':
		return len(p.pending) == 0
	case r < ' ' && r != '\t' || r == 0x7f:
		return false
	case p.encoding == asciiOnly:
		return r < 0x7f
	case p.encoding == latin1Only:
		return r <= 0xff
	}
	return r != 0xfeff && !unicode.Is(unicode.Cf, r)
}

// text writes a string.
func (p *printer) text(s string) {
	verbatim := strings.IndexFunc(s, func(r rune) bool { return !p.raw(r) }) < 0
	switch {
	case p.oneIn(12) && utf8.RuneCountInString(s) > 1: // joined
		cut := []rune(s)
		k := 1 + p.IntN(len(cut)-1)
		p.emit("(")
		p.text(string(cut[:k]))
		p.blank()
		p.emit(" .")
		p.blank()
		p.text(string(cut[k:]))
		p.emit(")")
	case p.oneIn(12):
		name := p.name("s")
		p.aside(func(q *printer) {
			q.emit(p.my("$", name), " = ")
			q.text(s)
			q.emit(";")
		})
		p.emit(p.pick("$"+name, "\"$"+name+"\"", "\"${"+name+"}\"", "qq{${"+name+"}}"))
	case strings.HasSuffix(s, "\n") && p.oneIn(2):
		p.heredoc(s, verbatim)
	case verbatim && p.oneIn(2):
		p.single(s, "'")
	case verbatim && p.oneIn(4):
		p.emit("q")
		p.single(s, p.pick("(", "{", "[", "<", "/", "|", "!", "~", "#"))
	case p.oneIn(4):
		p.emit("qq")
		p.double(s, p.pick("(", "{", "[", "<", "/", "|", "!", "#"))
	default:
		p.double(s, "\"")
	}
}

// single writes the quoted part of '…' or q….
func (p *printer) single(s, open string) {
	end := closing(open)
	p.emit(open)
	for i, r := range s {
		rest := s[i+utf8.RuneLen(r):]
		switch {
		case string(r) == open || string(r) == end:
			p.emit("\\", string(r))
		case r == '\\' && (rest == "" || strings.HasPrefix(rest, "\\") || strings.HasPrefix(rest, open) || strings.HasPrefix(rest, end) || p.oneIn(2)):
			p.emit("\\\\")
		default:
			p.emit(string(r))
		}
	}
	p.emit(end)
}

// double writes the quoted part of "…" or qq….
func (p *printer) double(s, open string) {
	end := closing(open)
	p.emit(open)
	p.interpolated(s, open, end)
	p.emit(end)
}

// interpolated writes a string where variables and escapes count.
func (p *printer) interpolated(s, open, end string) {
	rs := []rune(s)
	for i, r := range rs {
		next := rune(0)
		if i+1 < len(rs) {
			next = rs[i+1]
		}
		switch {
		case strings.ContainsRune("\\$@", r) || string(r) == open || string(r) == end:
			p.emit("\\", string(r))
		case p.raw(r) && !p.oneIn(12):
			p.emit(string(r))
		default:
			p.emit(p.escape(r, next, open))
		}
	}
}

func (p *printer) escape(r, next rune, open string) string {
	short := map[rune]string{'\n': "\\n", '\t': "\\t", '\r': "\\r", '\f': "\\f", '\a': "\\a", '\b': "\\b", 0x1b: "\\e"}
	if e, ok := short[r]; ok && p.oneIn(2) {
		return e
	}
	ways := []string{fmt.Sprintf("\\x{%x}", r), fmt.Sprintf("\\x{%04X}", r), fmt.Sprintf("\\N{U+%x}", r), fmt.Sprintf("\\o{%o}", r)}
	if r <= 0xff {
		ways = append(ways, fmt.Sprintf("\\x%02x", r), fmt.Sprintf("\\%03o", r))
	}
	if 'A' <= r && r <= 'Z' {
		ways = append(ways, "\\u"+string(r+'a'-'A'), "\\U"+string(r+'a'-'A')+"\\E", "\\L\\u"+string(r)+"\\E")
	}
	if unicode.IsPunct(r) && r < 0x7f {
		ways = append(ways, "\\"+string(r))
	}
	if r > 0 && r < 0x1b {
		ways = append(ways, "\\c"+string(r+'@'))
	}
	return p.pick(ways...)
}

// heredoc writes <<X now and the text with the next line's end.
func (p *printer) heredoc(s string, verbatim bool) {
	end := p.name("EOT")
	q := &printer{Rand: p.Rand, encoding: p.encoding, names: p.names}
	if !verbatim || p.oneIn(2) {
		for line := range strings.Lines(s) {
			q.interpolated(strings.TrimSuffix(line, "\n"), "", "")
			q.emit("\n")
		}
		p.emit(p.pick("<<"+end, "<<\""+end+"\"", "<< \""+end+"\""))
	} else {
		q.emit(s)
		p.emit(p.pick("<<'"+end+"'", "<< '"+end+"'"))
	}
	p.pending = append(p.pending, document{string(q.out), end})
}
