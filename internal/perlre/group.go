package perlre

import (
	"slices"
	"strings"
	"unicode"
)

// group reads what starts with a parenthesis. It gives nil where that only set
// flags.
func (p *parser) group() *node {
	pos := p.pos
	p.next()
	adjacent := p.pos == pos+1
	if p.end() {
		p.fail("a parenthesis that is never closed")
	}
	saved, look := p.flags, p.look
	p.depth++
	if p.depth > maxDepth {
		p.unsupported(pos, "more than %d groups within each other", maxDepth)
	}
	defer func() { p.depth--; p.look = look }()
	switch {
	case p.peek(0) == '*' && !adjacent, p.peek(0) == '?' && !adjacent:
		p.pos++
		p.fail("white space within an opening such as (?")
	case p.peek(0) == '*':
		return p.verb(pos)
	case p.peek(0) == '?':
		return p.extended(pos, saved)
	case !p.flags.noCapture:
		return p.capture(pos, saved)
	}
	return p.inner(pos, saved, false)
}

// inner reads the alternatives of a group, and its closing parenthesis.
func (p *parser) inner(pos int, saved flags, reset bool) *node {
	n := p.alternatives(pos, reset)
	p.flags = saved
	if p.end() {
		p.failAt(pos+1, "a parenthesis that is never closed")
	}
	p.next()
	return n
}

func (p *parser) capture(pos int, saved flags) *node {
	p.ncap++
	n := &node{op: opCapture, pos: pos, group: p.ncap}
	p.groups[n.group] = n
	n.subs = []*node{p.inner(pos, saved, false)}
	return n
}

// extended reads a group that starts with (?. saved are the flags around it.
func (p *parser) extended(pos int, saved flags) *node {
	p.pos++
	kind := p.peek(0)
	if p.end() {
		p.fail("(? at the end")
	}
	p.pos++
	switch kind {
	case 'P':
		return p.pythonStyle(pos, saved)
	case '<':
		switch p.peek(0) {
		case '=', '!':
			neg := p.peek(0) == '!'
			p.pos++
			return p.lookAround(pos, saved, neg, true)
		}
		return p.namedCapture(pos, saved, '>')
	case '\'':
		return p.namedCapture(pos, saved, '\'')
	case '=', '!':
		return p.lookAround(pos, saved, kind == '!', false)
	case '|':
		p.branch = true
		return p.inner(pos, saved, true)
	case ':':
		return p.inner(pos, saved, false)
	case '>':
		return &node{op: opAtomic, pos: pos, subs: []*node{p.inner(pos, saved, false)}}
	case '$', '@':
		p.fail("(?%c, which perl has not", kind)
	case '0', 'R':
		if p.end() || p.peek(0) != ')' {
			p.failAt(len(p.src), "(?R that is not closed")
		}
		return p.call(pos, 0)
	case '&':
		return p.namedCall(pos)
	case '+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		if kind == '-' && !(p.peek(0) >= '1' && p.peek(0) <= '9') {
			break
		}
		return p.numberedCall(pos, kind)
	case '?':
		if p.peek(0) != '{' {
			p.pos = min(p.pos+1, len(p.src))
			p.fail("(?? without a brace")
		}
		p.failAt(len(p.src), "code within a pattern, which is not allowed here")
	case '{':
		p.failAt(len(p.src), "code within a pattern, which is not allowed here")
	case '(':
		return p.conditional(pos)
	case '[':
		p.unsupported(pos, "an extended class, (?[ ])")
	}
	p.pos = pos + 2
	return p.setFlags(pos, saved)
}

// pythonStyle reads (?P<n>…), (?P>n) and (?P=n).
func (p *parser) pythonStyle(pos int, saved flags) *node {
	kind := p.peek(0)
	p.pos = min(p.pos+1, len(p.src))
	switch kind {
	case '<', '>':
		if p.end() {
			p.fail("(?P%c that is not closed", kind)
		}
		if kind == '<' {
			return p.namedCapture(pos, saved, '>')
		}
		return p.namedCall(pos)
	case '=':
		return p.refTo(pos, ')')
	}
	p.fail("(?P followed by something else than <, > or =")
	return nil
}

// groupName reads the name of a group; "" stands for the end of the pattern.
func (p *parser) groupName() string {
	if p.end() {
		return ""
	}
	start := p.pos
	word := func(r rune) bool { return r == '_' || isDigit(r) || isAlpha(r) }
	for r := p.peek(0); !p.end(); r = p.peek(0) {
		if r > unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r)) {
			p.unsupported(p.pos, "a group name beyond ASCII")
		}
		if !word(r) || p.pos == start && isDigit(r) {
			break
		}
		p.pos++
	}
	if p.pos == start {
		p.pos++
		p.fail("a group name that starts with neither a letter nor an underscore")
	}
	return string(p.src[start:p.pos])
}

func (p *parser) namedCapture(pos int, saved flags, closer rune) *node {
	name := p.groupName()
	if name == "" || p.peek(0) != closer {
		p.fail("a group name that is not closed")
	}
	if !slices.Contains(p.names[name], p.ncap+1) {
		p.names[name] = append(p.names[name], p.ncap+1)
	}
	p.next()
	return p.capture(pos, saved)
}

// lookAround reads the rest of (?=…) and its like.
func (p *parser) lookAround(pos int, saved flags, neg, behind bool) *node {
	p.skip()
	if p.end() {
		p.fail("a look-around that is not closed")
	}
	p.look++
	n := &node{op: opLook, pos: pos, neg: neg, behind: behind}
	n.subs = []*node{p.inner(pos, saved, false)}
	return n
}

func (p *parser) call(pos, group int) *node {
	n := &node{op: opCall, pos: pos, group: group, after: p.pos + 1}
	p.calls = append(p.calls, n)
	p.refs = append(p.refs, n)
	p.next()
	return n
}

func (p *parser) namedCall(pos int) *node {
	name := p.groupName()
	if p.end() || p.peek(0) != ')' {
		p.fail("a call of a group that is not closed")
	}
	after := p.pos
	n := p.call(pos, 0)
	n.name, n.after = name, after
	return n
}

// numberedCall reads (?1), (?-1) and (?+1).
func (p *parser) numberedCall(pos int, kind rune) *node {
	if isDigit(kind) {
		p.pos--
	} else if !(p.peek(0) >= '1' && p.peek(0) <= '9') {
		p.pos = min(p.pos+1, len(p.src))
		p.fail("(?+ without a number")
	}
	num := p.decimalAt(0)
	for isDigit(p.peek(0)) {
		p.pos++
	}
	if num >= 1<<30 {
		p.fail("a call of a group that cannot exist")
	}
	if p.peek(0) != ')' {
		p.fail("a call of a group that is not closed")
	}
	switch kind {
	case '-':
		num = p.ncap + 1 - num
		if num < 1 {
			p.pos++
			p.fail("a reference to a group that does not exist")
		}
	case '+':
		num += p.ncap
	}
	return p.call(pos, num)
}

// conditional reads the rest of (?(…)…|…).
func (p *parser) conditional(pos int) *node {
	n := &node{op: opIf, pos: pos}
	var yes, no *node // what look-arounds put in front
	define := false
	switch {
	case p.peek(0) == '?' && strings.ContainsRune("=!<", p.peek(1)):
		p.pos--
		yes = p.group()
		if yes == nil || yes.op != opLook {
			p.unsupported(pos, "a condition that is no look-around")
		}
		if yes.any(func(n *node) bool { return n.op == opCapture || n.op == opCall }) {
			p.unsupported(pos, "a group within a condition")
		}
		notYes := *yes
		no = &notYes
		no.neg = !yes.neg
		if _, most := yes.subs[0].width(); most == 0 {
			p.unsupported(pos, "a condition by a look-around for nothing")
		}
	case p.peek(0) == '?' && p.peek(1) == '{':
		p.failAt(len(p.src), "code within a pattern, which is not allowed here")
	case p.peek(0) == '*':
		p.unsupported(pos, "a condition that starts with (*")
	case p.peek(0) == '<' || p.peek(0) == '\'':
		closer := p.peek(0)
		if closer == '<' {
			closer = '>'
		}
		p.pos++
		n.name = p.groupName()
		n.after = p.pos
		if n.name == "" || p.peek(0) != closer {
			p.fail("a condition whose name is not closed")
		}
		p.pos++
		p.refs = append(p.refs, n)
		p.closeCondition()
	case p.hasPrefix("DEFINE"):
		define = true
		p.pos += len("DEFINE")
		p.closeCondition()
	case p.peek(0) == 'R':
		p.unsupported(pos, "a condition on recursion")
	case p.peek(0) >= '1' && p.peek(0) <= '9':
		n.groups = []int{p.decimalAt(0)}
		for isDigit(p.peek(0)) {
			p.pos++
		}
		p.closeCondition()
	default:
		p.pos = min(p.pos+1, len(p.src))
		p.fail("a condition that perl does not know")
	}
	return p.branches(n, yes, no, define)
}

// closeCondition reads the parenthesis after a condition.
func (p *parser) closeCondition() {
	if p.peek(0) != ')' {
		p.pos = min(p.pos+1, len(p.src))
		p.fail("a condition that is not closed")
	}
	p.next()
}

// branches reads what a condition chooses between.
func (p *parser) branches(n, yes, no *node, define bool) *node {
	first := p.sequence()
	second := &node{op: opEmpty, pos: p.pos}
	if p.peek(0) == '|' {
		p.next()
		if define {
			p.fail("an alternative within (?(DEFINE)…)")
		}
		second = p.sequence()
	}
	if p.end() || p.peek(0) != ')' {
		if !p.end() {
			p.pos++
			p.skip()
		}
		p.fail("a condition with more than two alternatives, or not closed")
	}
	p.next() // perl leaves the flags as they were set within
	switch {
	case define && p.depth > 1:
		// Perl 5.36 corrupts its memory where such a one is repeated.
		p.unsupported(n.pos, "(?(DEFINE)…) within a group")
	case define:
		// Groups to be called: here they match nothing.
		return &node{op: opRepeat, pos: n.pos, subs: []*node{first}, define: true}
	case yes != nil:
		// Perl's search for a first character takes the condition for required.
		if least, _ := second.width(); least == 0 {
			p.unsupported(n.pos, "a condition by look-around without another alternative")
		}
		return &node{op: opAlt, pos: n.pos, subs: []*node{
			concat(n.pos, []*node{yes, first}), concat(n.pos, []*node{no, second}),
		}}
	}
	n.subs = []*node{first, second}
	return n
}

// setFlags reads (?i) or (?i:…), from the first flag on.
func (p *parser) setFlags(pos int, saved flags) *node {
	f := p.flags
	neg, caret, charset := false, false, rune(0)
	if p.peek(0) == '^' {
		p.pos++
		f, caret = flags{charset: 'd'}, true
	}
	minus := flags{}
	target := &f
	for xs := 0; ; p.pos++ {
		if p.end() {
			p.fail("flags that are not closed")
		}
		r := p.peek(0)
		switch r {
		case 'i':
			target.fold = true
		case 'm':
			target.multi = true
		case 's':
			target.single = true
		case 'n':
			target.noCapture = true
		case 'x':
			target.ext, target.extMore = true, xs > 0
			xs++
		case 'p', 'o', 'g', 'c':
		case 'l', 'u', 'a', 'd':
			if charset = p.charset(&f, charset, r, neg, caret); r == 'l' {
				p.unsupported(p.pos, "rules of a locale, (?l)")
			}
		case '-':
			if caret || neg {
				p.badFlag(pos)
			}
			neg, target, xs = true, &minus, 0
		case ':', ')':
			f.fold = f.fold && !minus.fold
			f.multi = f.multi && !minus.multi
			f.single = f.single && !minus.single
			f.noCapture = f.noCapture && !minus.noCapture
			f.ext = f.ext && !minus.ext
			f.extMore = f.extMore && f.ext
			p.flags = f
			if r == ':' {
				p.next()
				return p.inner(pos, saved, false)
			}
			p.next()
			return nil
		default:
			p.badFlag(pos)
		}
	}
}

func (p *parser) badFlag(pos int) {
	p.pos = min(p.pos+1, len(p.src))
	p.fail("(%s, which perl does not know", string(p.src[pos+1:p.pos]))
}

// charset sets one of the flags that exclude each other, and gives the last one
// that was set.
func (p *parser) charset(f *flags, before, r rune, neg, caret bool) rune {
	switch {
	case r == 'd' && caret:
		p.badFlag(p.pos - 2)
	case neg:
		p.pos++
		p.fail("the flag %c after a minus", r)
	case r == 'a' && before == 'a' && f.charset == 'a':
		f.charset = 'A'
		return 'a'
	case before != 0:
		p.pos++
		p.fail("the flag %c after %c", r, before)
	}
	f.charset = byte(r)
	if r == 'u' {
		p.unicode = true
	}
	return r
}
