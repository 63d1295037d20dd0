package perl

import (
	"strings"
	"unicode/utf8"
)

// quoted is a quoted piece of the source: a string, a list of words, a pattern,
// a command or a here-document.
type quoted struct {
	op          string // ' " ` q qq qw qx m qr s tr < << /
	open, close byte   // delimiters; 0 for a here-document
	body        stretch
	second      stretch // replacement of s and tr
	flags       string  // of patterns
	// interpolates: variables and escapes count.
	interpolates bool
	// indent is what <<~ takes from each line: the blanks before its end.
	indent string
	short  int // line that is indented less
	utf8   bool
}

// isString reports whether it is a string that may be a key.
func (q *quoted) isString() bool {
	return q.op == "'" || q.op == `"` || q.op == "q" || q.op == "qq" || q.op == "<<"
}

var closers = map[byte]byte{'(': ')', '[': ']', '{': '}', '<': '>'}

// unclosed is a quote without end: perl reads no further.
type unclosed struct {
	at   stretch
	what string // as perl names it: string, Search pattern, …
	end  string
}

// quoted cuts a quote whose operator begins at from and whose delimiter is at.
func (l *lexer) quoted(t *token, from, delimiter uint32) {
	op := l.text[from:delimiter]
	q := &quoted{op: strings.TrimRight(op, " \t\r\n"), open: l.text[delimiter], utf8: l.utf8}
	if n := strings.IndexAny(q.op, " \t\r\n#"); n >= 0 {
		q.op = q.op[:n]
	}
	if q.op == "" {
		q.op = string(q.open)
	}
	if q.op == "y" {
		q.op = "tr"
	}
	if q.op == "/" {
		q.op = "m"
	}
	q.close = q.open
	if c, ok := closers[q.open]; ok {
		q.close = c
	}
	t.kind, t.quote = tQuoted, q
	what := map[string]string{"m": "Search pattern", "qr": "Search pattern", "s": "Substitution pattern", "tr": "Transliteration pattern"}[q.op]
	if what == "" {
		what = "string"
	}
	l.at = delimiter
	q.body = l.delimited(q.open, q.close, what)
	if q.op == "s" || q.op == "tr" {
		what = strings.Replace(what, " pattern", " replacement", 1)
		open, close := q.open, q.close
		if open != close {
			l.skip(expectTerm)
			if l.at >= uint32(len(l.text)) {
				panic(unclosed{stretch{from, l.at}, what, ""})
			}
			open = l.text[l.at]
			close = open
			if c, ok := closers[open]; ok {
				close = c
			}
		} else {
			l.at--
		}
		q.second = l.delimited(open, close, what)
	}
	switch q.op {
	case "m", "qr", "s", "tr":
		at := l.at
		for l.at < uint32(len(l.text)) && isLetter(l.text[l.at]) {
			l.at++
		}
		q.flags = l.text[at:l.at]
	}
	q.interpolates = q.open != '\'' && (q.op == `"` || q.op == "m" || q.op == "qr" || q.op == "s" || q.op == "`" || q.op == "qx") || q.op == "qq"
	t.end = l.at
}

// delimited cuts what stands between the delimiter at l.at and its closing one.
// A backslash hides the next character; brackets nest.
func (l *lexer) delimited(open, close byte, what string) stretch {
	from := l.at
	l.at++
	body := stretch{off: l.at}
	depth := 1
	for i := l.at; i < uint32(len(l.text)); i++ {
		switch c := l.text[i]; {
		case c == '\\' && open != '\\':
			i++
		case c == close:
			if depth--; depth == 0 {
				body.end = i
				l.at = i + 1
				l.crossLines(body)
				return body
			}
		case c == open:
			depth++
		}
	}
	_, n := utf8.DecodeRuneInString(l.text[from:])
	panic(unclosed{stretch{from, from + uint32(n)}, what, string(rune(close))})
}

// crossLines: a quote that runs over the end of a line with here-documents goes
// on behind them in perl; here it does not, and they are taken for read.
func (l *lexer) crossLines(body stretch) {
	if l.resume != 0 && body.end >= l.heredoc {
		l.heredoc, l.resume = 0, 0
	}
}

// quoteWord cuts q, qq, qw, m, qr, s, tr, y and qx with what follows, where the
// word is one of them and a delimiter follows.
func (l *lexer) quoteWord(t *token) bool {
	switch t.text {
	case "q", "qq", "qw", "qx", "m", "qr", "s", "tr", "y":
	default:
		return false
	}
	at, save := l.at, *l
	if at < uint32(len(l.text)) && isSpace(l.text[at]) {
		l.skip(expectTerm)
		at = l.at
		if l.at > save.at && at < uint32(len(l.text)) && l.text[at] == '=' && t.text != "s" && t.text != "y" && l.peek(1) == '>' {
			*l = save
			return false
		}
	}
	if at >= uint32(len(l.text)) {
		panic(unclosed{stretch{t.off, t.off + uint32(len(t.text))}, "string", ""})
	}
	c := l.text[at]
	if c == ',' && at > save.at || c == '=' && strings.HasPrefix(l.text[at:], "=>") || c == ')' || c == ';' && at > save.at {
		*l = save
		return false
	}
	if isWordByte(c) && at == save.at {
		*l = save
		return false
	}
	from := t.off
	l.quoted(t, from, at)
	return true
}

// hereDocument cuts <<X, <<"X", <<'X' and <<~X. Its text begins in the next
// line.
func (l *lexer) hereDocument(t *token) bool {
	s := l.text[l.at:]
	if !strings.HasPrefix(s, "<<") {
		return false
	}
	n := 2
	q := &quoted{op: "<<", interpolates: true, utf8: l.utf8}
	indented := false
	if n < len(s) && s[n] == '~' {
		indented = true
		n++
	}
	var tag string
	save := n
	for n < len(s) && (s[n] == ' ' || s[n] == '\t') {
		n++
	}
	switch {
	case n < len(s) && (s[n] == '\'' || s[n] == '"'):
		end := strings.IndexByte(s[n+1:], s[n])
		if end < 0 {
			panic(unclosed{stretch{l.at, l.at + 2}, "string", s[n : n+1]})
		}
		q.interpolates = s[n] == '"'
		tag = s[n+1 : n+1+end]
		n += end + 2
	case save < len(s) && isWordStart(s[save]):
		n = save
		for n < len(s) && isWordByte(s[n]) {
			n++
		}
		tag = s[save:n]
	default:
		return false
	}
	from := l.at
	l.at += uint32(n)
	start := l.resume
	if start == 0 {
		if nl := strings.IndexByte(l.text[l.at:], '\n'); nl >= 0 {
			start = l.at + uint32(nl) + 1
			l.heredoc = start
		} else {
			start = uint32(len(l.text))
			l.heredoc = start
		}
	}
	q.body = stretch{start, start}
	for at := start; at < uint32(len(l.text)); {
		line := l.text[at:]
		next := uint32(len(l.text))
		if nl := strings.IndexByte(line, '\n'); nl >= 0 {
			line = line[:nl]
			next = at + uint32(nl) + 1
		}
		bare := strings.TrimSuffix(line, "\r")
		if indented {
			bare = strings.TrimLeft(bare, " \t")
		}
		if bare == tag {
			q.body.end = at
			if indented {
				q.indent = line[:len(line)-len(strings.TrimLeft(line, " \t"))]
				q.short = shortLine(l.text[q.body.off:at], q.indent)
			}
			l.resume = next
			t.kind, t.quote = tQuoted, q
			return true
		}
		at = next
	}
	panic(unclosed{stretch{from, from + uint32(n)}, "string", tag})
}

// shortLine is the number of the first line that lacks the indent, from 1; 0 for
// none. Blank lines may.
func shortLine(text, indent string) int {
	n := 0
	for line := range strings.Lines(text) {
		n++
		if strings.TrimSpace(line) != "" && !strings.HasPrefix(line, indent) {
			return n
		}
	}
	return 0
}

// readline cuts <FILE>, <$fh>, <> and file patterns; where there is no closing
// bracket on the line it is the operator.
func (l *lexer) readline(t *token) {
	rest := l.text[l.at:]
	end := strings.IndexAny(rest[1:], ">\n;")
	if end < 0 || rest[1+end] != '>' {
		l.punctuation(t)
		return
	}
	t.kind = tQuoted
	t.quote = &quoted{op: "<", open: '<', close: '>', body: stretch{l.at + 1, l.at + 1 + uint32(end)}, utf8: l.utf8}
	l.at += uint32(end) + 2
}

// constant is the text of a quote that does not interpolate.
func (q *quoted) constant(src string) string {
	s := q.raw(src)
	if q.op == "<<" || strings.IndexByte(s, '\\') < 0 {
		return q.decode(s)
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && (s[i+1] == '\\' || s[i+1] == q.open || s[i+1] == q.close) {
			i++
		}
		b.WriteByte(s[i])
	}
	return q.decode(b.String())
}

// raw is the source between the delimiters, with line breaks as perl reads them
// and a here-document's indent taken off.
func (q *quoted) raw(src string) string {
	s := src[q.body.off:q.body.end]
	if strings.Contains(s, "\r\n") {
		s = strings.ReplaceAll(s, "\r\n", "\n")
	}
	if q.indent != "" {
		var b strings.Builder
		for line := range strings.Lines(s) {
			b.WriteString(strings.TrimPrefix(line, q.indent))
		}
		s = b.String()
	}
	return s
}

// decode turns bytes into characters: without `use utf8` each byte is one.
func (q *quoted) decode(s string) string { return characters(s, q.utf8) }

func characters(s string, isUTF8 bool) string {
	if isUTF8 {
		return s
	}
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return latin1(s)
		}
	}
	return s
}

// latin1 takes each byte for the character of that number.
func latin1(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 8)
	for i := 0; i < len(s); i++ {
		b.WriteRune(rune(s[i]))
	}
	return b.String()
}
