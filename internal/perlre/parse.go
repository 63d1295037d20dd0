package perlre

import (
	"fmt"
	"slices"
	"unicode"
)

// Bounds of this package, so that no pattern takes it far: longer or deeper ones
// are refused although perl takes them.
const (
	maxPattern = 8000  // characters
	maxDepth   = 200   // groups within groups
	maxRepeat  = 65534 // perl's own
)

// flags are the modifiers in force at a place.
type flags struct {
	fold, multi, single, ext, extMore, noCapture bool
	charset                                      byte // d, u, a, or A for aa
}

// parser reads a pattern as perl's regcomp does: where the two differ over what
// is an error, this one is wrong.
type parser struct {
	src   []rune
	pos   int
	flags flags
	depth int

	ncap   int              // capture groups opened so far
	names  map[string][]int // their numbers by name
	look   int              // look-arounds around this place
	branch bool             // a branch reset was seen
	refs   []*node          // references to be checked once all groups are known
	groups map[int]*node    // capture groups by number, the last one of a branch reset
	calls  []*node

	unicode  bool // something asked for Unicode rules, whatever the strings' flag
	byteFold bool // an escape for a character of Latin 1 that folds to several
}

// parse reads the whole pattern. Errors come as panics of type parseError and
// leave as values.
func parse(pattern string, ignoreCase bool) (p *parser, root *node, err error) {
	p = &parser{
		src:    []rune(pattern),
		flags:  flags{fold: ignoreCase, charset: 'd'},
		names:  make(map[string][]int),
		groups: make(map[int]*node),
	}
	defer func() {
		switch e := recover().(type) {
		case nil:
		case parseError:
			p, root, err = nil, nil, e.err
		default:
			panic(e)
		}
	}()
	if len(p.src) > maxPattern {
		p.unsupported(maxPattern, "a pattern of more than %d characters", maxPattern)
	}
	for i, r := range p.src {
		switch {
		case r == 0:
			p.unsupported(i, "a NUL within the pattern")
		case r > unicode.MaxASCII:
			p.unicode = true // the pattern carries perl's UTF-8 flag
		}
	}
	p.skip()
	root = p.alternatives(0, false)
	if p.pos < len(p.src) {
		p.pos++
		p.fail("a closing parenthesis that nothing opened")
	}
	p.resolve()
	return p, root, nil
}

// parseError carries an error up to parse.
type parseError struct{ err error }

// fail stops with an error of perl's at the place where reading has come to.
func (p *parser) fail(format string, args ...any) {
	p.failAt(p.pos, format, args...)
}

func (p *parser) failAt(pos int, format string, args ...any) {
	panic(parseError{&SyntaxError{Message: fmt.Sprintf(format, args...), Offset: min(pos, len(p.src))}})
}

// unsupported stops because this package cannot follow perl from here on.
func (p *parser) unsupported(pos int, format string, args ...any) {
	panic(parseError{&UnsupportedError{Construct: fmt.Sprintf(format, args...), Offset: pos}})
}

// peek gives the character at the reading position plus n, or 0 beyond the end,
// as perl's own strings end.
func (p *parser) peek(n int) rune {
	if p.pos+n >= len(p.src) || p.pos+n < 0 {
		return 0
	}
	return p.src[p.pos+n]
}

func (p *parser) end() bool { return p.pos >= len(p.src) }

// hasPrefix reports whether the text goes on with s.
func (p *parser) hasPrefix(s string) bool {
	i := 0
	for _, r := range s {
		if p.peek(i) != r {
			return false
		}
		i++
	}
	return true
}

// find gives the distance of the next r, or -1.
func (p *parser) find(r rune) int {
	for i := p.pos; i < len(p.src); i++ {
		if p.src[i] == r {
			return i - p.pos
		}
	}
	return -1
}

// next steps over one character and over what follows it and does not count.
func (p *parser) next() {
	p.pos++
	p.skip()
}

// skip steps over comments, and under /x over white space.
func (p *parser) skip() {
	for !p.end() {
		if p.hasPrefix("(?#") {
			n := p.find(')')
			if n < 0 {
				p.failAt(len(p.src), "a comment that is never closed")
			}
			p.pos += n + 1
			continue
		}
		if !p.flags.ext {
			return
		}
		switch r := p.peek(0); {
		case isPatternSpace(r):
			p.pos++
		case r == '#':
			n := p.find('\n')
			if n < 0 {
				p.pos = len(p.src)
				return
			}
			p.pos += n + 1
		default:
			return
		}
	}
}

// isPatternSpace is what /x leaves out.
func isPatternSpace(r rune) bool {
	switch r {
	case '\t', '\n', '\v', '\f', '\r', ' ', 0x85, 0x200E, 0x200F, 0x2028, 0x2029:
		return true
	}
	return false
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
func isAlpha(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
func isBlank(r rune) bool { return r == ' ' || r == '\t' }

// alternatives reads up to the closing parenthesis or the end. In a branch reset
// all alternatives count their groups from the same number.
func (p *parser) alternatives(pos int, reset bool) *node {
	first, most := p.ncap, p.ncap
	var alts []*node
	for {
		alts = append(alts, p.sequence())
		if p.peek(0) != '|' || p.end() {
			break
		}
		p.next()
		if reset {
			most = max(most, p.ncap)
			p.ncap = first
		}
	}
	if reset {
		p.ncap = max(most, p.ncap)
	}
	if len(alts) == 1 {
		return alts[0]
	}
	return &node{op: opAlt, pos: pos, subs: alts}
}

// sequence reads one alternative.
func (p *parser) sequence() *node {
	pos := p.pos
	var nodes []*node
	p.skip()
	for !p.end() && p.peek(0) != '|' && p.peek(0) != ')' {
		if n := p.piece(); n != nil {
			nodes = append(nodes, n)
		}
	}
	return concat(pos, nodes)
}

// piece reads an atom and its quantifier. It gives nil where flags were set.
func (p *parser) piece() *node {
	start := p.pos
	atom := p.atom()
	if atom == nil {
		return nil
	}
	least, most, ok := p.quantifier()
	if !ok {
		return atom
	}
	if most != infinite && most < least {
		// Perl stops here: a ? or + that follows is an atom of its own.
		return &node{op: opFail, pos: start, subs: []*node{atom}}
	}
	if most == infinite && p.src[start] == '\\' && start+1 < len(p.src) && p.src[start+1] == 'K' {
		p.fail(`\K cannot be repeated without end`)
	}
	if atom.hopeless() {
		// Perl 5.36 takes some such for matched and panics over others.
		p.unsupported(start, "a repetition of what can never match")
	}
	if _, w := atom.width(); w == 0 && p.peek(0) == '+' {
		p.unsupported(start, "a possessive quantifier after what takes up nothing") // 5.36: ^++b hits "ab"
	}
	n := &node{op: opRepeat, pos: start, subs: []*node{atom}, min: least, max: most}
	switch p.peek(0) {
	case '?':
		n.lazy = true
		p.next()
	case '+':
		n.possessive = true
		p.next()
	}
	if p.isQuantifier() {
		p.pos++
		p.fail("a quantifier after a quantifier")
	}
	return n
}

// isQuantifier reports whether a quantifier stands at the reading position.
func (p *parser) isQuantifier() bool {
	switch p.peek(0) {
	case '*', '+', '?':
		return true
	case '{':
		_, ok := p.braces()
		return ok
	}
	return false
}

// bounds are the places of the numbers of a {m,n}.
type bounds struct {
	minLo, minHi, maxLo, maxHi int
	comma                      bool
	after                      int
}

// braces looks for a {m,n} at the reading position. What does not look like one
// is text.
func (p *parser) braces() (b bounds, ok bool) {
	i := p.pos + 1
	at := func() rune {
		if i < len(p.src) {
			return p.src[i]
		}
		return 0
	}
	blanks := func() {
		for isBlank(at()) {
			i++
		}
	}
	number := func() (lo, hi int) {
		lo = i
		for isDigit(at()) {
			i++
		}
		return lo, i
	}
	blanks()
	b.minLo, b.minHi = number()
	blanks()
	if at() == ',' {
		b.comma = true
		i++
		blanks()
		b.maxLo, b.maxHi = number()
	}
	blanks()
	b.after = i + 1
	return b, at() == '}' && (b.minLo < b.minHi || b.maxLo < b.maxHi)
}

// quantifier reads a quantifier without its ? or +.
func (p *parser) quantifier() (least, most int, ok bool) {
	if p.end() {
		return 0, 0, false
	}
	switch p.peek(0) {
	case '*':
		p.next()
		return 0, infinite, true
	case '+':
		p.next()
		return 1, infinite, true
	case '?':
		p.next()
		return 0, 1, true
	case '{':
		b, ok := p.braces()
		if !ok {
			return 0, 0, false
		}
		if b.minLo < b.minHi {
			least = p.bound(b.minLo, b.minHi)
		}
		switch {
		case !b.comma:
			most = least
		case b.maxLo < b.maxHi:
			most = p.bound(b.maxLo, b.maxHi)
		default:
			most = infinite
		}
		p.pos = b.after - 1
		p.next()
		return least, most, true
	}
	return 0, 0, false
}

// bound reads one number of a {m,n}.
func (p *parser) bound(lo, hi int) int {
	if p.src[lo] == '0' && hi > lo+1 {
		p.failAt(hi, "a quantifier with a leading zero")
	}
	n := 0
	for _, r := range p.src[lo:hi] {
		n = n*10 + int(r-'0')
		if n > maxRepeat {
			p.failAt(hi, "a quantifier greater than %d", maxRepeat)
		}
	}
	return n
}

// atom reads what a quantifier applies to, or flags, for which it gives nil.
func (p *parser) atom() *node {
	pos := p.pos
	simple := func(kind op) *node {
		p.next()
		return &node{op: kind, pos: pos}
	}
	switch p.peek(0) {
	case '^':
		if p.flags.multi {
			return simple(opLineStart)
		}
		return simple(opStart)
	case '$':
		if p.flags.multi {
			return simple(opLineEnd)
		}
		return simple(opEnd)
	case '.':
		n := simple(opSet)
		n.set = anyRune()
		if !p.flags.single {
			n.set = setOf('\n').not()
		}
		return n
	case '[':
		return p.class()
	case '(':
		return p.group()
	case '?', '+', '*':
		p.pos++
		p.fail("a quantifier with nothing before it")
	case '\\':
		if n := p.special(); n != nil {
			return n
		}
	}
	return p.literal()
}

// literal reads a run of characters. The last one before a quantifier is a run
// of its own.
func (p *parser) literal() *node {
	n := &node{op: opText, pos: p.pos, fold: p.foldMode()}
	start, last := p.pos, -1
	for !p.end() {
		before := p.pos
		r, ok := p.character(start, last)
		if !ok {
			break
		}
		p.skip()
		if len(n.text) > 0 && p.isQuantifier() && !p.end() {
			p.pos = before
			break
		}
		n.text = append(n.text, r)
		last = before
		if p.isQuantifier() && !p.end() {
			break
		}
	}
	if len(n.text) == 0 {
		p.unsupported(start, "%q here", string(p.src[start]))
	}
	p.checkFold(n)
	if slices.Max(n.text) > unicode.MaxRune {
		return &node{op: opFail, pos: n.pos}
	}
	return n
}

// foldMode gives what the flags in force mean for a text.
func (p *parser) foldMode() foldMode {
	switch {
	case !p.flags.fold:
		return foldNone
	case p.flags.charset == 'A':
		return foldASCII
	}
	return foldAll
}

// checkFold refuses texts whose folding perl treats in ways of its own, and
// drops the folding of those that have none.
func (p *parser) checkFold(n *node) {
	if n.fold == foldNone {
		return
	}
	t, folds := folds(), false
	for _, r := range n.text {
		_, multi := t.multi[r]
		if n.fold == foldASCII && r > unicode.MaxASCII && (multi || t.inSeq.has(r)) {
			p.unsupported(n.pos, "the folding of %q under /aa", r)
		}
		folds = folds || multi || t.inSeq.has(r) || t.cased.has(r)
	}
	if !folds {
		n.fold = foldNone
	}
}
