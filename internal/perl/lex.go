package perl

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is the kind of a token.
type kind uint8

const (
	tEOF kind = iota
	tWord
	tNumber
	tQuoted  // a string, a list of words, a pattern, a command
	tVar     // $x @x %x &x *x $#x: sigil and text
	tCast    // a sigil before { or $
	tOp      // punctuation and operators of letters
	tUnknown // a character that perl does not know
)

// token is a token of the source.
type token struct {
	kind kind
	stretch
	text  string // a word, an operator, the name of a variable, the digits of a number
	sigil string
	quote *quoted
	nl    bool // a new line begins before it
}

func (t token) is(op string) bool    { return t.kind == tOp && t.text == op }
func (t token) isWord(w string) bool { return t.kind == tWord && t.text == w }
func (t token) opens() (closer string) {
	return map[string]string{"{": "}", "[": "]", "(": ")"}[t.op()]
}
func (t token) op() string {
	if t.kind == tOp {
		return t.text
	}
	return ""
}

// lexer cuts tokens on demand. What a character means depends on whether perl
// expects a term or an operator, which only the parser knows.
type lexer struct {
	src  *source
	text string
	at   uint32
	// utf8 is whether `use utf8` is in force: without it every byte of a string
	// is a character of its own.
	utf8 bool
	// heredoc is where the text behind the current line begins, and resume where
	// it goes on behind here-documents that begin in this line; 0 without any.
	heredoc, resume uint32
	// newline tells that skip went over one.
	newline bool
	// comments are those that skip went over, of which the first noted ones
	// count: who steps back forgets the others. nil where nobody wants them.
	comments *[]uint32
	noted    int
}

// mode is what perl expects next.
type mode uint8

const (
	expectTerm mode = iota
	expectOperator
	expectStatement // a term, or POD
)

func isSpace(c byte) bool     { return c == ' ' || c >= '\t' && c <= '\r' }
func isDigit(c byte) bool     { return c >= '0' && c <= '9' }
func isWordStart(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' }
func isWordByte(c byte) bool  { return isWordStart(c) || isDigit(c) }
func (l *lexer) peek(n uint32) byte {
	if at := l.at + n; at < uint32(len(l.text)) {
		return l.text[at]
	}
	return 0
}

func (l *lexer) has(prefix string) bool { return strings.HasPrefix(l.text[l.at:], prefix) }

// skip moves over blanks, comments, here-documents that begin in the line that
// ends, and POD where a statement may begin.
func (l *lexer) skip(m mode) {
	for l.at < uint32(len(l.text)) {
		switch c := l.text[l.at]; {
		case c == '\n':
			l.endLine()
		case isSpace(c) || c == 0: // perl takes a NUL for a blank
			l.at++
		case c == '#':
			from := l.at
			if n := strings.IndexByte(l.text[l.at:], '\n'); n >= 0 {
				l.at += uint32(n)
			} else {
				l.at = uint32(len(l.text))
			}
			l.note(from)
		case c == '=' && m == expectStatement && l.atLineStart() && isWordStart(l.peek(1)) && l.peek(1) != '_':
			l.skipPOD()
		default:
			return
		}
	}
}

// note remembers a comment.
func (l *lexer) note(at uint32) {
	if l.comments != nil {
		*l.comments = append((*l.comments)[:l.noted], at)
		l.noted++
	}
}

// endLine moves over a line break.
func (l *lexer) endLine() {
	l.at++
	l.newline = true
	if l.resume != 0 && l.at >= l.heredoc {
		l.at = max(l.at, l.resume)
		l.heredoc, l.resume = 0, 0
	}
}

func (l *lexer) atLineStart() bool { return l.at == 0 || l.text[l.at-1] == '\n' }

// skipPOD moves behind the line that starts with =cut.
func (l *lexer) skipPOD() {
	l.newline = true
	for rest := l.text[l.at:]; ; {
		n := strings.IndexByte(rest, '\n')
		line := rest
		if n >= 0 {
			line = rest[:n]
		}
		if after, ok := strings.CutPrefix(line, "=cut"); ok && (after == "" || !isLetter(after[0])) || n < 0 {
			l.at = uint32(len(l.text) - len(rest) + len(line))
			return
		}
		rest = rest[n+1:]
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// next cuts the next token.
func (l *lexer) next(m mode) token {
	l.newline = false
	l.skip(m)
	t := token{stretch: stretch{l.at, l.at}, nl: l.newline}
	if l.at >= uint32(len(l.text)) {
		return t
	}
	switch c := l.text[l.at]; {
	case c == 4 || c == 26: // perl reads Ctrl-D and Ctrl-Z as the end
		l.text = l.text[:l.at]
		return t
	case isWordStart(c):
		l.word(&t)
		if m == expectOperator && t.kind == tWord && (operatorWords[t.text] || isRepetition(&t, l)) {
			t.kind = tOp
			if t.text == "x" && l.peek(0) == '=' && strings.IndexByte("=>~", l.peek(1)) < 0 {
				l.at++
				t.text = "x="
			}
		}
	case c >= utf8.RuneSelf:
		r, n := utf8.DecodeRuneInString(l.text[l.at:])
		if l.utf8 && (unicode.IsLetter(r)) {
			l.word(&t)
			break
		}
		t.kind = tUnknown
		if r == utf8.RuneError {
			n = 1
		}
		l.at += uint32(n)
	case m == expectOperator:
		l.operator(&t)
	default:
		l.term(&t)
	}
	t.end = l.at
	return t
}

// isRepetition: x5 is the operator x and a number.
func isRepetition(t *token, l *lexer) bool {
	if t.text[0] != 'x' || len(t.text) < 2 || strings.Trim(t.text[1:], "0123456789") != "" {
		return false
	}
	l.at = t.off + 1
	t.text = "x"
	return true
}

var operatorWords = set("x", "lt", "gt", "le", "ge", "eq", "ne", "cmp", "and", "or", "xor", "isa",
	"if", "unless", "while", "until", "for", "foreach", "when")

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// word cuts an identifier with its package parts.
func (l *lexer) word(t *token) {
	t.kind = tWord
	l.at += l.wordLen(l.at, false)
	if t.text = l.text[t.off:l.at]; !quoteWords[t.text] {
		l.at = t.off + l.wordLen(t.off, true)
		t.text = l.text[t.off:l.at]
	}
	switch {
	case t.text == "__END__" || t.text == "__DATA__":
		// Whatever follows is no Perl.
		if !strings.HasPrefix(strings.TrimLeft(l.text[l.at:], " \t"), "=>") {
			l.at, l.text = t.off, l.text[:t.off]
			t.kind, t.text = tEOF, ""
		}
	case t.text[0] == 'v' && len(t.text) > 1 && strings.Trim(t.text[1:], "0123456789_") == "" && l.peek(0) == '.' && isDigit(l.peek(1)):
		for l.peek(0) == '.' && isDigit(l.peek(1)) {
			l.at++
			l.digits(isDigit)
		}
		t.kind, t.text = tNumber, l.text[t.off:l.at]
	}
}

// quoteWords quote what follows; an apostrophe behind them is a delimiter.
var quoteWords = set("q", "qq", "qw", "qx", "m", "qr", "s", "tr", "y")

// wordLen is the length of the identifier at an offset; with packages, "::" and
// an apostrophe before a letter belong to it.
func (l *lexer) wordLen(at uint32, packages bool) uint32 {
	s := l.text[at:]
	i := 0
	for i < len(s) {
		switch c := s[i]; {
		case isWordByte(c):
			i++
		case c >= utf8.RuneSelf && l.utf8:
			r, n := utf8.DecodeRuneInString(s[i:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) {
				return uint32(i)
			}
			i += n
		case packages && c == ':' && i+1 < len(s) && s[i+1] == ':' && (i+2 >= len(s) || s[i+2] != '$'):
			i += 2
		case packages && c == '\'' && i > 0 && i+1 < len(s) && isWordStart(s[i+1]) && s[i-1] != ':':
			i++
		default:
			return uint32(i)
		}
	}
	return uint32(i)
}

// operators are the operators that may follow a term, longest first.
var operators = []string{
	"<=>", "**=", "||=", "&&=", "//=", "...", "<<=", ">>=", "->@*", "->%*", "->$*",
	"=>", "->", "++", "--", "**", "=~", "!~", "==", "!=", "<=", ">=", "&&", "||", "//", "..", "::",
	"+=", "-=", "*=", "/=", ".=", "%=", "x=", "&=", "|=", "^=", "<<", ">>", "~~",
}

func (l *lexer) operator(t *token) {
	t.kind = tOp
	for _, op := range operators {
		if l.has(op) {
			l.take(t, len(op))
			return
		}
	}
	if strings.IndexByte("+-*/%=<>!~\\?:.,;&|^()[]{}", l.text[l.at]) >= 0 {
		l.take(t, 1)
		return
	}
	// Not an operator: what it would be as a term tells better what is wrong.
	l.term(t)
}

func (l *lexer) take(t *token, n int) {
	t.text = l.text[l.at : l.at+uint32(n)]
	l.at += uint32(n)
}

// term cuts a token where a term may begin. Words and letters beyond ASCII are
// done.
func (l *lexer) term(t *token) {
	switch c := l.text[l.at]; c {
	case '$', '@', '%', '&', '*':
		l.variable(t)
	case '"', '\'', '`':
		l.quoted(t, l.at, l.at)
	case '<':
		if !l.hereDocument(t) {
			l.readline(t)
		}
	case '/':
		l.quoted(t, l.at, l.at)
	case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		l.number(t)
	case '.':
		if isDigit(l.peek(1)) {
			l.number(t)
			return
		}
		l.punctuation(t)
	default:
		l.punctuation(t)
	}
}

func (l *lexer) punctuation(t *token) {
	t.kind = tOp
	for _, op := range []string{"...", "=>", "->", "++", "--", "&&", "||", "//", "..", "=="} {
		if l.has(op) {
			l.take(t, len(op))
			return
		}
	}
	if strings.IndexByte("+-!~\\?:,;()[]{}=<>|^.", l.text[l.at]) >= 0 {
		l.take(t, 1)
		return
	}
	t.kind = tUnknown
	l.take(t, 1)
}

// specialVars are the punctuation variables of each sigil.
var specialVars = map[byte]string{
	'$': "&`'+!@/\\,;.-%=~^:?<>()[]\"|0123456789",
	'@': "-+",
	'%': "-+!^",
}

// variable cuts a variable, a sigil before a reference, or one of the operators
// that look like it.
func (l *lexer) variable(t *token) {
	c := l.text[l.at]
	sigil := 1
	if c == '$' && l.peek(1) == '#' && (l.peek(2) == '{' || l.peek(2) == '$' || isWordStart(l.peek(2)) || l.peek(2) == ':') {
		sigil = 2
	}
	if c == '&' && l.peek(1) == '&' || c == '*' && l.peek(1) == '*' {
		l.at += 2
		t.kind, t.text = tOp, l.text[l.at-2:l.at]
		return
	}
	t.sigil = l.text[l.at : l.at+uint32(sigil)]
	l.at += uint32(sigil)
	// perl takes blanks between sigil and name.
	name := l.at
	for name < uint32(len(l.text)) && (l.text[name] == ' ' || l.text[name] == '\t') {
		name++
	}
	if name > l.at && (name >= uint32(len(l.text)) || !isWordStart(l.text[name]) && l.text[name] != '{' && l.text[name] != '$') {
		name = l.at
	}
	d := byte(0)
	if name < uint32(len(l.text)) {
		d = l.text[name]
	}
	n := l.nameLen(name)
	switch {
	case n > 0:
		l.at = name + n
		t.kind, t.text = tVar, l.text[name:l.at]
	case d == '{' && c != '&' && c != '%' && c != '*' || d == '{':
		if !l.braced(t, name) {
			t.kind = tCast
			l.at = name
		}
	case d == '$' && c == '$' && !l.dereferences(name):
		l.at = name + 1
		t.kind, t.text = tVar, "$" // the process id
	case d == '$':
		t.kind = tCast
		l.at = name
	case d == '^' && c == '$' && name+1 < uint32(len(l.text)) && l.text[name+1] >= 'A' && l.text[name+1] <= '_':
		l.at = name + 2
		t.kind, t.text = tVar, l.text[name:l.at]
	case d != 0 && strings.IndexByte(specialVars[c], d) >= 0 && name == l.at:
		l.at = name + 1
		if isDigit(d) {
			for l.at < uint32(len(l.text)) && isDigit(l.text[l.at]) {
				l.at++
			}
		}
		t.kind, t.text = tVar, l.text[name:l.at]
	default:
		t.kind, t.text = tOp, t.sigil
	}
}

// nameLen is the length of a variable's name at an offset.
func (l *lexer) nameLen(at uint32) uint32 {
	if at >= uint32(len(l.text)) {
		return 0
	}
	c := l.text[at]
	if isWordStart(c) || c == ':' && strings.HasPrefix(l.text[at:], "::") && at+2 < uint32(len(l.text)) && isWordStart(l.text[at+2]) {
		return l.wordLen(at, true)
	}
	if r, _ := utf8.DecodeRuneInString(l.text[at:]); l.utf8 && c >= utf8.RuneSelf && unicode.IsLetter(r) {
		return l.wordLen(at, true)
	}
	return 0
}

// braced cuts ${name}, @{name} and ${^Name}: variables in other words.
func (l *lexer) braced(t *token, brace uint32) bool {
	at := brace + 1
	for at < uint32(len(l.text)) && isSpace(l.text[at]) {
		at++
	}
	from := at
	if at < uint32(len(l.text)) && l.text[at] == '^' {
		at++
	}
	n := l.nameLen(at)
	if n == 0 && at < uint32(len(l.text)) && isDigit(l.text[at]) {
		for n = 1; at+n < uint32(len(l.text)) && isDigit(l.text[at+n]); {
			n++
		}
	}
	name := l.text[from : at+n]
	at += n
	for at < uint32(len(l.text)) && isSpace(l.text[at]) {
		at++
	}
	if n == 0 || at >= uint32(len(l.text)) || l.text[at] != '}' {
		return false
	}
	l.at = at + 1
	t.kind, t.text = tVar, name
	return true
}

// dereferences reports whether the $ at an offset is the second of $$name or
// $${…}.
func (l *lexer) dereferences(at uint32) bool {
	at++
	if at >= uint32(len(l.text)) {
		return false
	}
	c := l.text[at]
	return c == '{' || c == '$' || l.nameLen(at) > 0
}
