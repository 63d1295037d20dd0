package perlre

import (
	"strings"
	"unicode"
)

// class reads a bracketed class.
func (p *parser) class() *node {
	pos := p.pos
	p.pos++
	blanks := func() {
		for p.flags.extMore && isBlank(p.peek(0)) {
			p.pos++
		}
	}
	blanks()
	neg := p.peek(0) == '^'
	if neg {
		p.pos++
		blanks()
	}
	c := classReader{p: p, open: pos}
	for first := true; ; first = false {
		blanks()
		if p.end() {
			p.failAt(pos+1, "a class that is never closed")
		}
		if p.peek(0) == ']' && !first {
			break
		}
		c.item(blanks)
	}
	p.next()
	return c.node(neg)
}

// classReader gathers the members of one class.
type classReader struct {
	p       *parser
	open    int
	folding runeSet // characters and ranges, which /i widens
	other   runeSet // classes within the class, which it does not
	single  []rune  // characters that stand alone
	ranges  int
}

// item reads a member, with the range that it starts.
func (c *classReader) item(blanks func()) {
	p := c.p
	pos := p.pos
	lo, isClass := c.member()
	blanks()
	if p.peek(0) != '-' || p.end() {
		if !isClass {
			c.add(lo)
		}
		return
	}
	// A minus before the closing bracket is itself.
	dash := p.pos
	p.pos++
	blanks()
	if p.peek(0) == ']' || p.end() {
		p.pos = dash
		if !isClass {
			c.add(lo)
		}
		return
	}
	if isClass {
		c.add('-')
		return
	}
	hi, isClass := c.member()
	if isClass {
		c.add(lo)
		c.add('-')
		return
	}
	if hi < lo {
		p.fail("a range that ends before it starts, %q", string(p.src[pos:p.pos]))
	}
	c.ranges++
	if lo <= unicode.MaxRune {
		c.folding = append(c.folding, span{lo, min(hi, unicode.MaxRune)})
	}
}

func (c *classReader) add(r rune) {
	if r > unicode.MaxRune {
		c.ranges++
		return
	}
	c.single = append(c.single, r)
}

// member reads one character, or one class within the class, which it adds.
func (c *classReader) member() (r rune, isClass bool) {
	p := c.p
	switch r := p.peek(0); r {
	case '[':
		if c.posix() {
			return 0, true
		}
	case '\\':
		return c.escape()
	}
	r = p.peek(0)
	p.pos++
	return r, false
}

func (c *classReader) escape() (r rune, isClass bool) {
	p := c.p
	if p.pos+1 >= len(p.src) {
		p.failAt(c.open+1, "a class that is never closed")
	}
	switch r := p.peek(1); r {
	case 'd', 'D', 'h', 'H', 's', 'S', 'v', 'V', 'w', 'W', 'p', 'P':
		set, _ := p.classEscape()
		c.other = append(c.other, set...)
		c.ranges++
		return 0, true
	case 'N':
		if p.peek(2) != '{' {
			p.pos += 2
			p.fail(`\N in a class`)
		}
		r, n, ok := p.named()
		if !ok {
			p.pos += 2
			p.fail(`\N in a class`)
		}
		p.pos += n
		return r, false
	case 'b':
		p.pos += 2
		return '\b', false
	case '1', '2', '3', '4', '5', '6', '7':
		return p.simpleEscape(), false
	}
	return p.simpleEscape(), false
}

// posix reads [:alpha:] and its like, if that is what stands here. Perl also
// takes much that looks like one for one, misspelt; that is refused.
func (c *classReader) posix() bool {
	p := c.p
	kind := p.peek(1)
	if kind != ':' && kind != '.' && kind != '=' {
		for i := 1; isPatternSpace(p.peek(i)) || p.peek(i) == '^' || strings.ContainsRune(":;.=", p.peek(i)); i++ {
			if !isPatternSpace(p.peek(i)) && p.peek(i) != '^' {
				p.unsupported(p.pos, "what may be meant for a [:name:] in a class")
			}
		}
		return false
	}
	rest := string(p.src[p.pos+2:])
	end := strings.Index(rest, string(kind)+"]")
	name := rest[:max(end, 0)]
	strange := strings.ContainsFunc(name, func(r rune) bool { return r != '^' && !(r >= 'a' && r <= 'z') })
	if end <= 0 || strange {
		p.unsupported(p.pos, "what may be meant for a [:name:] in a class")
	}
	p.pos += 2 + end + 2
	if kind != ':' {
		p.fail("[%c %c], which perl keeps for later", kind, kind)
	}
	name, neg := strings.CutPrefix(name, "^")
	set, ok := namedSet(name, p.flags.fold)
	if !ok && (len(name) < 4 || len(name) > 10 || strings.Contains(name, "^")) {
		p.unsupported(p.pos, "what may be meant for a [:%s:] in a class", name)
	}
	if !ok {
		p.fail("[:%s:] is no class of characters", name)
	}
	if p.asciiOnly() {
		set = set.and(asciiSet())
		if name == "upper" || name == "lower" {
			set = asciiCase(name, p.flags.fold)
		}
	}
	if neg {
		set = set.not()
	}
	c.other = append(c.other, set...)
	c.ranges++
	return true
}

// node makes the class.
func (c *classReader) node(neg bool) *node {
	mode := c.p.foldMode()
	n := &node{op: opSet, pos: c.open}
	if !neg && c.ranges == 0 && len(c.single) == 1 {
		// Perl makes a text of it.
		n := &node{op: opText, pos: c.open, text: c.single, fold: mode}
		c.p.checkFold(n)
		return n
	}
	set := append(c.folding, setOf(c.single...)...).normal()
	if mode != foldNone {
		set = folds().close(set, mode)
		n.fold = mode
	}
	n.set = union(set, c.other)
	if neg {
		n.set = n.set.not()
		return n
	}
	if mode == foldNone {
		return n
	}
	// Ignoring case, a member that folds to several characters matches them.
	alts := []*node{}
	for _, r := range c.single {
		seq, multi := folds().multi[r]
		if !multi {
			continue
		}
		if mode == foldASCII {
			c.p.unsupported(c.open, "the folding of %q under /aa", r)
		}
		alts = append(alts, &node{op: opText, pos: c.open, text: seq, fold: mode})
	}
	if len(alts) == 0 {
		return n
	}
	return &node{op: opAlt, pos: c.open, subs: append(alts, n)}
}
