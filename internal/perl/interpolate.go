package perl

import (
	"errors"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/perlre"
)

// interpolate reads a string with variables and escapes. Without variables it is
// a constant.
func (p *parser) interpolate(t token) *node {
	in := &interpolation{parser: p, q: t.quote, at: t.quote.body.off, end: t.quote.body.end, lineStart: true}
	parts := in.group(0)
	n := &node{op: nInterp, stretch: t.stretch, kids: parts}
	switch {
	case len(parts) == 0:
		return &node{op: nConst, stretch: t.stretch}
	case len(parts) == 1 && parts[0].op == nConst:
		return &node{op: nConst, text: parts[0].text, stretch: t.stretch}
	}
	return n
}

// interpolation walks over the text of a string.
type interpolation struct {
	*parser
	q       *quoted
	at, end uint32
	text    strings.Builder
	out     []*node
	// once is lcfirst or ucfirst for the next part.
	once      string
	lineStart bool
	cases     int // groups of \L, \U and \F that are open
}

// flush makes a part of the text so far.
func (in *interpolation) flush() {
	if in.text.Len() == 0 {
		return
	}
	in.part(&node{op: nConst, text: in.text.String(), stretch: stretch{in.at, in.at}})
	in.text.Reset()
}

func (in *interpolation) part(n *node) {
	if in.once != "" {
		if n.op == nConst {
			n.text = caseOf(in.once, n.text, in.q.utf8)
		} else {
			n = &node{op: nCall, text: in.once, stretch: n.stretch, kids: []*node{n}}
		}
		in.once = ""
	}
	if last := len(in.out) - 1; last >= 0 && n.op == nConst && in.out[last].op == nConst {
		in.out[last].text += n.text
		return
	}
	in.out = append(in.out, n)
}

// group reads up to the end of the string, or of \L, \U, \Q or \F.
func (in *interpolation) group(depth int) []*node {
	outer := in.out
	in.out = nil
	src := in.parser.text
	for in.at < in.end {
		c := src[in.at]
		if in.lineStart && in.q.indent != "" {
			if strings.HasPrefix(src[in.at:in.end], in.q.indent) {
				in.at += uint32(len(in.q.indent))
			}
			in.lineStart = false
			continue
		}
		switch {
		case c == '\\' && in.at+1 < in.end:
			if in.escape(depth) {
				in.flush()
				done := in.out
				in.out = outer
				return done
			}
		case c == '$' && in.isVariable(), c == '@' && in.isArray():
			in.flush()
			in.variable()
		case c == '\r' && in.at+1 < in.end && src[in.at+1] == '\n':
			in.at++
		case c < utf8.RuneSelf:
			in.text.WriteByte(c)
			in.at++
			in.lineStart = c == '\n'
		case in.q.utf8:
			_, n := utf8.DecodeRuneInString(src[in.at:in.end])
			in.text.WriteString(src[in.at : in.at+uint32(n)])
			in.at += uint32(n)
		default:
			in.text.WriteRune(rune(c))
			in.at++
		}
	}
	in.flush()
	done := in.out
	in.out = outer
	return done
}

func (in *interpolation) isVariable() bool {
	if in.at+1 >= in.end {
		in.report(stretch{in.at, in.at + 1}, "a $ at the end of a string", `perl: Final $ should be \$ or $name; write \$`)
		return false
	}
	return true
}

func (in *interpolation) isArray() bool {
	if in.at+1 >= in.end {
		return false
	}
	c := in.parser.text[in.at+1]
	return isWordByte(c) || c == ':' && in.nameLen(in.at+1) > 0 || c == '{' || c == '$' || c == '+' || c == '-' || c >= utf8.RuneSelf && in.q.utf8 && in.nameLen(in.at+1) > 0
}

// variable reads a variable in the text with its subscripts.
func (in *interpolation) variable() {
	p := in.parser
	save := p.lexer
	p.text = p.text[:in.end]
	p.at = in.at
	p.heredoc, p.resume = 0, 0
	outer := p.inString
	p.inString = true
	defer func() { p.inString = outer }()
	t := token{stretch: stretch{p.at, p.at}}
	p.lexer.variable(&t)
	t.end = p.at
	if t.kind != tVar && t.kind != tCast {
		// No name: the character itself. perl reads on to a blank's far side for a
		// name, and stops where there is none.
		from := in.at
		p.lexer = save
		in.at++
		if t.kind == tOp && t.text == "$" {
			in.report(stretch{from, from + 1}, "a $ without a name in a string", `perl: syntax error; write \$`)
		}
		in.text.WriteString(p.text[from:in.at])
		return
	}
	n := p.stringVariable(t)
	at := p.at
	opened := p.opened
	p.lexer = save
	p.opened = opened
	in.at = at
	in.part(n)
}

// stringVariable is a variable in a string: only subscripts follow it.
func (p *parser) stringVariable(t token) *node {
	p.count()
	var base *node
	if t.kind == tVar {
		base = &node{op: nVar, sigil: t.sigil, text: t.text, stretch: t.stretch}
	} else {
		base = p.castTerm(t)
		if base.op == nElem {
			return p.stringSubscripts(base, true)
		}
	}
	next := token{kind: tOp, text: string(p.peek(0)), stretch: stretch{p.at, p.at + 1}}
	subscript := next.text == "[" || next.text == "{"
	if t.sigil == "@" {
		if subscript {
			p.at++
			return p.joined(p.slice(p.container(base, sigilOf(next)), "@", next))
		}
		p.use(base)
		return p.joined(base)
	}
	if t.sigil != "$" || !subscript || t.kind == tVar && p.text[p.at-1] == '}' || next.text == "[" && !p.isIndex() {
		p.use(base)
		if t.sigil == "$" {
			return p.stringSubscripts(base, false)
		}
		return base
	}
	p.at++
	return p.stringSubscripts(p.subscript(p.container(base, sigilOf(next)), next), true)
}

// isIndex: a bracket that does not hold an index is text, as in "$x[a-z]" of
// patterns; in strings perl takes every bracket for one.
func (p *parser) isIndex() bool { return p.peek(1) != ']' }

func (p *parser) joined(n *node) *node {
	return &node{op: nCall, text: "join", stretch: n.stretch, kids: []*node{{op: nConst, text: " ", stretch: n.stretch}, n}}
}

func (p *parser) stringSubscripts(n *node, chained bool) *node {
	for {
		c := p.peek(0)
		if c == '-' && p.peek(1) == '>' && (p.peek(2) == '[' || p.peek(2) == '{') {
			p.at += 2
			c = p.peek(0)
		} else if !chained || c != '[' && c != '{' {
			return n
		}
		open := token{kind: tOp, text: string(c), stretch: stretch{p.at, p.at + 1}}
		p.at++
		n = p.element(n, open)
		chained = true
	}
}

// escape reads a backslash and what it does. It reports whether the group ends.
func (in *interpolation) escape(depth int) bool {
	src := in.parser.text
	from := in.at
	c := src[in.at+1]
	in.at += 2
	switch c {
	case 'n':
		in.text.WriteByte('\n')
	case 't':
		in.text.WriteByte('\t')
	case 'r':
		in.text.WriteByte('\r')
	case 'f':
		in.text.WriteByte('\f')
	case 'b':
		in.text.WriteByte('\b')
	case 'a':
		in.text.WriteByte('\a')
	case 'e':
		in.text.WriteByte(0x1b)
	case 'c':
		if in.at < in.end {
			in.text.WriteByte(upper(src[in.at]) ^ 64)
			in.at++
		}
	case 'x':
		in.hex()
	case 'o':
		if in.at < in.end && src[in.at] == '{' {
			in.code(in.inBraces(), 8)
		} else {
			in.text.WriteByte('o')
		}
	case 'N':
		in.named(from)
	case '0', '1', '2', '3', '4', '5', '6', '7':
		n := uint32(0)
		in.at--
		for k := 0; k < 3 && in.at < in.end && src[in.at] >= '0' && src[in.at] <= '7'; k++ {
			n = n*8 + uint32(src[in.at]-'0')
			in.at++
		}
		in.text.WriteRune(rune(n))
	case 'l', 'u':
		in.flush()
		in.once = map[byte]string{'l': "lcfirst", 'u': "ucfirst"}[c]
	case 'L', 'U', 'Q', 'F':
		if c != 'Q' && in.cases > 0 {
			in.at = from // one ends the other
			return true
		}
		in.flush()
		if c == 'L' && strings.HasPrefix(src[in.at:in.end], `\u`) || c == 'U' && strings.HasPrefix(src[in.at:in.end], `\l`) {
			in.once = map[byte]string{'L': "ucfirst", 'U': "lcfirst"}[c]
			in.at += 2
		}
		once := in.once
		in.once = ""
		if depth < 50 {
			in.caseGroup(map[byte]string{'L': "lc", 'U': "uc", 'Q': "quotemeta", 'F': "fc"}[c], once, depth)
		}
	case 'E':
		return depth > 0
	case '\r':
		in.at-- // a line break
	default:
		if c < utf8.RuneSelf {
			in.text.WriteByte(c)
			break
		}
		in.at-- // the character is read like any other
	}
	return false
}

func (in *interpolation) caseGroup(function, once string, depth int) {
	if function != "quotemeta" {
		in.cases++
	}
	kids := in.group(depth + 1)
	if function != "quotemeta" {
		in.cases--
	}
	if len(kids) == 1 && kids[0].op == nConst {
		kids[0].text = caseOf(function, kids[0].text, in.q.utf8)
		in.once = once
		in.part(kids[0])
		return
	}
	if len(kids) == 0 {
		return
	}
	at := kids[0].stretch.to(kids[len(kids)-1].stretch)
	in.once = once
	in.part(&node{op: nCall, text: function, stretch: at, kids: []*node{{op: nInterp, stretch: at, kids: kids}}})
}

func upper(c byte) byte {
	if c >= 'a' && c <= 'z' {
		return c - 32
	}
	return c
}

func (in *interpolation) hex() {
	src := in.parser.text
	if in.at < in.end && src[in.at] == '{' {
		in.code(in.inBraces(), 16)
		return
	}
	from := in.at
	for in.at < in.end && in.at < from+2 && isHex(src[in.at]) {
		in.at++
	}
	in.code(src[from:in.at], 16)
}

// inBraces is the text in braces that begin here.
func (in *interpolation) inBraces() string {
	src := in.parser.text
	n := strings.IndexByte(src[in.at:in.end], '}')
	if n < 0 {
		in.report(stretch{in.at, in.at + 1}, "a { in a string that is not closed", "perl: Missing right brace")
		in.at = in.end
		return ""
	}
	body := src[in.at+1 : in.at+uint32(n)]
	in.at += uint32(n) + 1
	return strings.TrimSpace(body)
}

// code writes the character of a number.
func (in *interpolation) code(digits string, base int) {
	digits = strings.ReplaceAll(digits, "_", "")
	n := 0
	for n < len(digits) {
		if _, err := strconv.ParseUint(digits[n:n+1], base, 8); err != nil {
			break // perl takes the digits before what is none
		}
		n++
	}
	v, _ := strconv.ParseUint(digits[:n], base, 32)
	if v > utf8.MaxRune {
		v = utf8.RuneError
	}
	in.text.WriteRune(rune(v))
}

// named reads \N{U+…}; names of characters are not known here.
func (in *interpolation) named(from uint32) {
	src := in.parser.text
	if in.at >= in.end || src[in.at] != '{' {
		in.report(stretch{from, from + 2}, `\N without a name in a string`, `perl: Missing braces on \N{}`)
		return
	}
	name := in.inBraces()
	if code, ok := strings.CutPrefix(name, "U+"); ok {
		in.code(code, 16)
		return
	}
	in.flush()
	in.part(&node{op: nOpaque, text: `the name of a character, \N{` + name + `}`, stretch: stretch{from, in.at}})
}

// modifiers are the letters that may follow a pattern.
var modifiers = map[string]string{"m": "msixxnpaadlugco", "qr": "msixxnpaadluo", "s": "msixxnpaadlugcero", "tr": "cdsr"}

// pattern checks the modifiers of a pattern, and a constant pattern itself.
func (p *parser) pattern(q *quoted) {
	at := q.body
	if q.second.valid() {
		at = q.second
	}
	for i := range len(q.flags) {
		if strings.IndexByte(modifiers[q.op], q.flags[i]) < 0 {
			p.report(stretch{at.end, at.end + 1}, "a pattern with a modifier that perl does not know: "+q.flags[i:i+1], "perl: Unknown regexp modifier")
			return
		}
	}
	if q.op == "tr" {
		return
	}
	body := q.constant(p.text)
	if q.interpolates && strings.ContainsAny(body, "$@") || strings.Contains(q.flags, "x") || body == "" || len(body) > 1000 {
		return
	}
	var refused *perlre.SyntaxError
	if _, err := perlre.Compile(body, strings.Contains(q.flags, "i")); errors.As(err, &refused) {
		p.report(q.body, "a pattern that perl refuses", "perl: "+refused.Error())
	}
}

// patternVariables checks the variables of a pattern under strict. How perl
// tells an index from a class of characters is its own guess, so no more is
// read of them.
func (p *parser) patternVariables(q *quoted) {
	p.pattern(q)
	if !q.interpolates {
		return
	}
	for at := q.body.off; at+1 < q.body.end; at++ {
		switch p.text[at] {
		case '\\':
			at++
		case '$':
			n := p.nameLen(at + 1)
			if n == 0 {
				continue
			}
			name := p.text[at+1 : at+1+n]
			sigil := "$"
			if at+1+n < q.body.end {
				switch p.text[at+1+n] {
				case '[', '{':
					continue
				}
			}
			p.use(&node{op: nVar, sigil: sigil, text: name, stretch: stretch{at, at + 1 + n}})
			at += n
		}
	}
}

// caseOf does what the functions of letter case do. Letters between 0x80 and
// 0xff have a case only in texts of characters, not of bytes.
func caseOf(function, s string, characters bool) string {
	if !characters && strings.IndexFunc(s, func(r rune) bool { return r > 0xff }) < 0 {
		return strings.Map(func(r rune) rune { return r &^ byteMark }, caseOf(function, strings.Map(func(r rune) rune {
			if r >= utf8.RuneSelf {
				return r | byteMark
			}
			return r
		}, s), true))
	}
	switch function {
	case "lc":
		return strings.ToLower(s)
	case "fc":
		return strings.ReplaceAll(strings.ToLower(s), "ß", "ss")
	case "uc":
		return strings.ToUpper(strings.ReplaceAll(s, "ß", "SS"))
	case "lcfirst", "ucfirst":
		r, n := utf8.DecodeRuneInString(s)
		if n == 0 {
			return s
		}
		if function == "lcfirst" {
			return strings.ToLower(string(r)) + s[n:]
		}
		if r == 'ß' {
			return "Ss" + s[n:]
		}
		return string(unicode.ToTitle(r)) + s[n:]
	case "quotemeta":
		var b strings.Builder
		for _, r := range s {
			if r < utf8.RuneSelf && !isWordByte(byte(r)) || r&byteMark != 0 {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		}
		return b.String()
	}
	return s
}

// byteMark moves bytes out of the way of letter case, into a private area.
const byteMark = 0x100000
