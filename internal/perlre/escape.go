package perlre

import (
	"strings"
	"unicode"
)

// beyond stands for a character that Unicode does not have: perl knows some,
// no subject holds one.
const beyond = unicode.MaxRune + 1

// character reads one character of a text, and reports false, without reading,
// where something else stands. start is where the text began, last where the
// character before stands, -1 for none.
func (p *parser) character(start, last int) (rune, bool) {
	r := p.peek(0)
	switch r {
	case '^', '$', '.', '[', '(', ')', '|':
		return 0, false
	case '?', '+', '*':
		if last >= 0 {
			return 0, false
		}
	case '{':
		// Perl looks at the two characters before, even where the backslash is
		// an escaped one; ignoring case, that one begins another text.
		escape := p.pos > start+1 && p.peek(-2) == '\\' && (p.foldMode() == foldNone || last == p.pos-2)
		if escape && isAlpha(p.peek(-1)) {
			p.pos++
			p.fail("a brace after an escape")
		}
	case '\\':
		return p.escaped()
	}
	p.pos++
	return r, true
}

// escaped reads an escape that stands for one character.
func (p *parser) escaped() (rune, bool) {
	if p.pos+1 >= len(p.src) {
		p.failAt(len(p.src), "a backslash at the end")
	}
	switch r := p.peek(1); r {
	case 'A', 'b', 'B', 'C', 'd', 'D', 'g', 'G', 'h', 'H', 'k', 'K', 'p', 'P', 'R', 's', 'S', 'v', 'V', 'w', 'W', 'X',
		'z', 'Z', '8', '9':
		return 0, false
	case 'N':
		r, n, ok := p.named()
		if !ok || n == 0 {
			return 0, false
		}
		p.pos += n
		return r, true
	case '1', '2', '3', '4', '5', '6', '7':
		if !isDigit(p.peek(2)) || p.decimalAt(1) <= p.ncap {
			return 0, false
		}
	}
	return p.simpleEscape(), true
}

// decimalAt reads a number at the reading position plus n; a huge one is
// greater than any group.
func (p *parser) decimalAt(n int) int {
	v := 0
	for ; isDigit(p.peek(n)); n++ {
		v = min(v*10+int(p.peek(n)-'0'), 1<<30)
	}
	return v
}

// simpleEscape reads an escape for one character that means the same within
// brackets and outside.
func (p *parser) simpleEscape() rune {
	r := p.peek(1)
	p.pos += 2
	switch r {
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case 'f':
		return '\f'
	case 'e':
		return 0x1B
	case 'a':
		return 0x07
	case 'x':
		return p.latin(p.hex())
	case 'o':
		return p.latin(p.octalBraces())
	case 'c':
		return p.control()
	case '0', '1', '2', '3', '4', '5', '6', '7':
		p.pos--
		v := rune(0)
		for n := 0; n < 3 && p.peek(0) >= '0' && p.peek(0) <= '7'; n++ {
			v = v*8 + p.peek(0) - '0'
			p.pos++
		}
		return p.latin(v)
	}
	return r
}

// latin notes where the pattern, without being of Unicode itself, names a
// character whose folding depends on perl's flag of the subject.
func (p *parser) latin(r rune) rune {
	switch {
	case r > 0xFF:
		p.unicode = true
	case r == 0xDF && p.flags.fold:
		p.byteFold = true
	}
	return r
}

// hex reads what follows \x.
func (p *parser) hex() rune {
	if p.peek(0) != '{' {
		v := rune(0)
		for n := 0; n < 2 && hexValue(p.peek(0)) >= 0; n++ {
			v = v*16 + hexValue(p.peek(0))
			p.pos++
		}
		return v
	}
	n := p.find('}')
	if n < 0 {
		p.pos++
		for hexValue(p.peek(0)) >= 0 {
			p.pos++
		}
		p.fail(`\x{ without }`)
	}
	inner := strings.Trim(string(p.src[p.pos+1:p.pos+n]), " \t")
	pos := p.pos
	p.pos += n + 1
	return p.number(pos, inner, 16)
}

// number reads the digits within braces up to the first that is none, as perl
// does.
func (p *parser) number(pos int, digits string, base rune) rune {
	v := rune(0)
	for _, r := range digits {
		if r == '_' {
			p.unsupported(pos, "an underscore within a number")
		}
		d := hexValue(r)
		if d < 0 || d >= base {
			break
		}
		if v > beyond {
			p.unsupported(pos, "a character number far beyond Unicode")
		}
		v = v*base + d
	}
	if v > unicode.MaxRune {
		return beyond
	}
	return v
}

func hexValue(r rune) rune {
	switch {
	case isDigit(r):
		return r - '0'
	case r >= 'a' && r <= 'f':
		return r - 'a' + 10
	case r >= 'A' && r <= 'F':
		return r - 'A' + 10
	}
	return -1
}

// octalBraces reads what follows \o.
func (p *parser) octalBraces() rune {
	if p.peek(0) != '{' {
		p.fail(`\o without braces`)
	}
	n := p.find('}')
	if n < 0 {
		p.pos++
		for r := p.peek(0); r >= '0' && r <= '7'; r = p.peek(0) {
			p.pos++
		}
		p.fail(`\o{ without }`)
	}
	pos := p.pos
	inner := strings.Trim(string(p.src[p.pos+1:p.pos+n]), " \t")
	p.pos += n + 1
	if inner == "" {
		p.fail(`an empty \o{}`)
	}
	return p.number(pos, inner, 8)
}

// control reads what follows \c.
func (p *parser) control() rune {
	r := p.peek(0)
	if p.end() || r < ' ' || r > '~' {
		p.pos = min(p.pos+1, len(p.src))
		p.fail(`\c without a printable character of ASCII`)
	}
	p.pos++
	if r == '{' {
		p.fail(`\c{`)
	}
	return unicode.ToUpper(r) ^ 64
}

// named reads \N{U+…} at the reading position and gives the character and how
// much to read; n is 0 where \N means "no newline" or a sequence.
func (p *parser) named() (r rune, n int, ok bool) {
	pos := p.pos
	defer func() { p.pos = pos }()
	p.pos += 2
	after := p.pos
	p.skip()
	if p.peek(0) != '{' {
		return 0, 0, false
	}
	if _, quantified := p.braces(); quantified {
		return 0, 0, false
	}
	if p.pos != after {
		p.failAt(after, `\N and its brace apart`)
	}
	n = p.find('}')
	if n < 0 {
		p.failAt(p.pos+1, `\N{ without }`)
	}
	p.unicode = true
	inner := strings.Trim(string(p.src[p.pos+1:p.pos+n]), " \t")
	hex, isNumber := strings.CutPrefix(inner, "U+")
	if !isNumber {
		if inner == "" {
			p.failAt(p.pos+1, `an empty \N{}`)
		}
		p.unsupported(pos, `a character by its name, \N{%s}`, inner)
	}
	if strings.Contains(hex, ".") {
		p.unsupported(pos, `a sequence of characters, \N{U+%s}`, hex)
	}
	for _, d := range hex {
		if hexValue(d) < 0 {
			p.unsupported(pos, `the number in \N{U+%s}`, hex)
		}
	}
	if hex == "" {
		p.failAt(p.pos+n+1, `\N{U+} without a number`)
	}
	return p.number(pos, hex, 16), p.pos + n + 1 - pos, true
}

// special reads an escape that is no character, or gives nil.
func (p *parser) special() *node {
	pos := p.pos
	n := &node{pos: pos}
	r := p.peek(1)
	switch r {
	case 'A', 'G':
		// Nothing sets pos() before the engine's match, so \G is the start.
		n.op = opStart
		if r == 'G' && p.look > 0 {
			p.unsupported(pos, `\G in a look-around`) // 5.36: (?!a\Gb)+\G\B misses ""
		}
	case 'z':
		n.op = opVeryEnd
	case 'Z':
		n.op = opEnd
	case 'K':
		if p.look > 0 {
			p.pos += 2
			p.fail(`\K in a look-around`)
		}
		n.op = opEmpty
	case 'C':
		p.failAt(pos+1, `\C, which perl no longer has`)
	case 'X':
		n.op = opCluster
	case 'R':
		n.op = opBreak
	case 'b', 'B':
		if p.peek(2) == '{' {
			p.pos += 2
			p.boundaryKind()
		}
		n.op, n.neg, n.ascii = opBoundary, r == 'B', p.flags.charset == 'a' || p.flags.charset == 'A'
	case 'd', 'D', 'h', 'H', 's', 'S', 'v', 'V', 'w', 'W', 'p', 'P':
		n.op = opSet
		var long bool
		n.set, long = p.classEscape()
		if !long {
			p.noBrace(pos)
		}
		p.pos--
		p.next()
		return n
	case 'N':
		if _, size, ok := p.named(); ok && size > 0 {
			return nil
		}
		n.op, n.set = opSet, setOf('\n').not()
		p.pos++
		p.next()
		return n
	case '1', '2', '3', '4', '5', '6', '7':
		if num := p.decimalAt(1); num > 9 && num > p.ncap {
			return nil // an octal number
		}
		return p.backref()
	case 'k', 'g', '8', '9':
		return p.backref()
	default:
		return nil
	}
	p.pos += 2
	p.noBrace(pos)
	p.pos--
	p.next()
	return n
}

// noBrace refuses a brace after an escape that takes no argument.
func (p *parser) noBrace(start int) {
	if p.peek(0) != '{' || p.pos-start != 2 {
		return
	}
	if _, ok := p.braces(); !ok {
		p.pos++
		p.fail("a brace after an escape")
	}
}

// boundaryKind reads \b{…}, of which this package has none.
func (p *parser) boundaryKind() {
	n := p.find('}')
	if n < 0 {
		p.pos++
		p.fail(`\b{ without }`)
	}
	switch kind := strings.Trim(string(p.src[p.pos+1:p.pos+n]), " \t"); kind {
	case "gcb", "g", "lb", "sb", "wb":
		p.unsupported(p.pos-2, `\b{%s}`, kind)
	case "":
		p.pos += n + 1
		p.fail(`an empty \b{}`)
	default:
		p.pos += n
		p.fail(`%q is no kind of boundary`, kind)
	}
}

// classEscape reads \d, \p{…} and the like at the reading position. long tells
// that it had an argument.
func (p *parser) classEscape() (set runeSet, long bool) {
	r := p.peek(1)
	switch r {
	case 'p', 'P':
		return p.propertyEscape()
	case 'd', 'D':
		set = digits()
	case 'w', 'W':
		set = words()
	case 's', 'S':
		set = spaces()
	case 'h', 'H':
		set = horizontal()
	case 'v', 'V':
		set = vertical()
	}
	if p.asciiOnly() && r != 'h' && r != 'H' && r != 'v' && r != 'V' {
		set = set.and(asciiSet())
	}
	if unicode.IsUpper(r) {
		set = set.not()
	}
	p.pos += 2
	return set, false
}

func (p *parser) asciiOnly() bool { return p.flags.charset == 'a' || p.flags.charset == 'A' }

// propertyEscape reads \p{…} and \pL.
func (p *parser) propertyEscape() (set runeSet, long bool) {
	pos, neg := p.pos, p.peek(1) == 'P'
	letter := string(p.peek(1))
	p.unicode = true
	p.pos += 2
	if p.end() {
		p.fail(`an empty \%s`, letter)
	}
	name := ""
	if p.peek(0) == '{' {
		n := p.find('}')
		if n < 0 {
			p.pos++
			p.fail(`\%s{ without }`, letter)
		}
		name = string(p.src[p.pos+1 : p.pos+n])
		trimmed := strings.TrimLeft(name, " \t\n\r\f\v")
		if trimmed == "" {
			p.pos++
			p.fail(`an empty \%s{}`, letter)
		}
		if rest, found := strings.CutPrefix(trimmed, "^"); found {
			neg, trimmed = !neg, rest
		}
		name = strings.Trim(trimmed, " \t\n\r\f\v")
		p.pos += n + 1
	} else {
		name = string(p.peek(0))
		p.pos++
		if !isAlpha(p.peek(-1)) {
			p.fail(`\%s followed by neither a letter nor a brace`, letter)
		}
	}
	found, ok, known := lookupProperty(name, p.flags.fold)
	switch {
	case !ok && known:
		p.unsupported(pos, `the property \%s{%s}`, letter, name)
	case !ok:
		p.fail("%q is no property", name)
	}
	if neg {
		return found.not(), true
	}
	return found, true
}

// backref reads \1, \g… and \k….
func (p *parser) backref() *node {
	pos := p.pos
	p.pos++
	if p.peek(0) == 'k' {
		return p.namedRef(pos)
	}
	n := &node{op: opBackref, pos: pos, fold: p.foldMode()}
	if p.peek(0) != 'g' {
		num := p.decimalAt(0)
		for isDigit(p.peek(0)) {
			p.pos++
		}
		return p.numberedRef(n, num)
	}
	s, braces := p.pos+1, -1
	at := func(i int) rune {
		if i < len(p.src) {
			return p.src[i]
		}
		return 0
	}
	if at(s) == '{' {
		p.pos = s
		if braces = p.find('}'); braces < 0 {
			s++
			if at(s) == '-' {
				s++
			}
			if !isDigit(at(s)) {
				p.pos = pos + 1
				return p.namedRef(pos)
			}
			for isDigit(at(s)) {
				s++
			}
			p.failAt(s, `\g{ without }`)
		}
		braces += s
		for s++; isBlank(at(s)); s++ {
		}
	}
	relative := at(s) == '-'
	if relative {
		s++
	}
	if braces >= 0 && !isDigit(at(s)) {
		p.pos = pos + 1
		return p.namedRef(pos)
	}
	p.pos = s
	num := p.decimalAt(0)
	switch {
	case !isDigit(at(s)):
		p.fail(`\g without a number`)
	case at(s) == '0' && isDigit(at(s+1)):
		p.fail("a reference to a group that does not exist")
	case num == 0:
		p.fail("a reference to group 0")
	}
	if relative {
		if num > p.ncap {
			p.fail("a reference to a group that does not exist or is still open")
		}
		num = p.ncap + 1 - num
	}
	if braces >= 0 {
		p.pos = braces + 1
	} else {
		for isDigit(p.peek(0)) {
			p.pos++
		}
	}
	return p.numberedRef(n, num)
}

// numberedRef ends a reference by number, whose group may still come.
func (p *parser) numberedRef(n *node, num int) *node {
	n.groups = []int{num}
	n.after = p.pos // where perl notices that there is no such group
	p.refs = append(p.refs, n)
	p.skip()
	return n
}

// namedRef reads what follows \k, or \g with a name in braces.
func (p *parser) namedRef(pos int) *node {
	open := p.peek(1)
	closer, ok := map[rune]rune{'<': '>', '\'': '\'', '{': '}'}[open]
	if p.pos >= len(p.src)-1 || !ok {
		p.pos++
		p.fail("a named reference without a name")
	}
	p.pos += 2
	if open == '{' {
		for isBlank(p.peek(0)) {
			p.pos++
		}
	}
	return p.refTo(pos, closer)
}

// refTo reads a name up to its closer as a back reference.
func (p *parser) refTo(pos int, closer rune) *node {
	n := &node{op: opBackref, pos: pos, fold: p.foldMode()}
	n.name = p.groupName()
	n.after = p.pos
	if n.name != "" && closer == '}' {
		for isBlank(p.peek(0)) {
			p.pos++
		}
	}
	if n.name == "" || p.peek(0) != closer {
		p.fail("a reference whose name is not closed")
	}
	p.refs = append(p.refs, n)
	p.next()
	return n
}
