package perl

import (
	"strings"
)

// file reads a whole file.
func (p *parser) file() *node {
	root := &node{op: nBlock}
	p.statements(root, false)
	root.end = p.at
	return root
}

// statements reads up to the end of the file, or of the block.
func (p *parser) statements(into *node, inBlock bool) {
	for !p.ended {
		before := p.at
		n, done := p.recovered(inBlock)
		if n != nil {
			into.kids = append(into.kids, n)
		}
		if done {
			return
		}
		if n == nil && p.at == before {
			return
		}
	}
}

// statement reads one statement; done tells that the block or the file ended.
func (p *parser) statement(inBlock bool) (n *node, done bool) {
	p.enter()
	defer p.leave()
	from := p.at
	p.skip(expectStatement)
	start := p.at
	comments := stretch{from, start}
	p.statementStart = start
	if plain := p.plainStatement(); plain != nil {
		plain.comments = comments
		return plain, false
	}
	t := p.look(expectStatement)
	switch {
	case t.kind == tEOF:
		if inBlock {
			p.unexpected(t)
		}
		p.ended = true
		return nil, true
	case t.is("}"):
		if inBlock {
			return nil, true
		}
		p.cut(expectStatement)
		p.report(t.stretch, "'}' without an opening bracket", "perl: Unmatched right curly bracket; remove it, or look for a bracket that closes too early")
		return nil, false
	case t.is(";"):
		p.cut(expectStatement)
		return nil, false
	case t.is("{"):
		if !p.isBlock() {
			break
		}
		b := p.block()
		return b, false
	}
	if t.kind == tWord && !p.arrowAfter(t) {
		n, ok := p.keyword(t)
		if ok {
			if n != nil {
				n.comments = comments
			}
			return n, false
		}
	}
	n = p.simple()
	if n != nil {
		n.comments = comments
	}
	return n, false
}

// simple reads an expression with its modifier and the semicolon.
func (p *parser) simple() *node {
	n := p.expression()
	if n == nil {
		t := p.cut(expectTerm)
		p.unexpected(t)
		p.giveUp()
	}
	t := p.look(expectOperator)
	switch t.text {
	case "if", "unless", "while", "until", "for", "foreach", "when":
		if t.kind != tOp {
			break
		}
		p.cut(expectOperator)
		cond := p.needed(p.expression())
		body := &node{op: nBlock, stretch: n.stretch, kids: []*node{n}}
		o := nLoop
		if t.text == "if" || t.text == "unless" {
			o = nIf
		}
		n = &node{op: o, text: t.text, stretch: n.stretch.to(cond.stretch), kids: []*node{cond, body}}
		if o == nLoop {
			n.kids = []*node{nil, cond, body}
		}
		t = p.look(expectOperator)
	}
	switch {
	case t.is(";"):
		p.cut(expectOperator)
	case t.kind == tEOF || t.is("}"):
	default:
		p.afterStatement(t, n)
	}
	return n
}

// afterStatement: something stands behind a statement that should have ended.
func (p *parser) afterStatement(t token, n *node) {
	if t.nl && (p.beginsStatement(t) || t.kind == tWord && (t.text == "return" || t.text == "sub" || t.text == "package" || t.text == "use" || t.text == "my" || t.text == "our")) {
		behind := stretch{n.end, n.end}
		d := p.report(t.stretch, "the statement before is not ended", "perl: syntax error; write ';' behind it", p.related(behind, "write it here"))
		d.Fixes = append(d.Fixes, p.replace("write a semicolon", behind, ";"))
		return
	}
	if (t.is(",") || t.is("=>")) && p.bare {
		return
	}
	p.cut(expectOperator)
	p.unexpected(t)
	p.giveUp()
}

// block reads {…} in a scope of its own.
func (p *parser) block() *node {
	t := p.cut(expectTerm)
	if !t.is("{") {
		p.unexpected(t)
		p.giveUp()
	}
	p.open(t)
	return p.inBlock(t)
}

// inBlock reads the statements of a block whose brace was taken.
func (p *parser) inBlock(t token) *node {
	p.pushScope()
	utf8 := p.utf8
	n := &node{op: nBlock, stretch: t.stretch}
	p.statements(n, true)
	p.popScope()
	p.utf8 = utf8
	if p.ended { // and said so
		p.opened = p.opened[:len(p.opened)-1]
		n.end = p.at
		return n
	}
	n.end = p.close("}").end
	return n
}

// keyword reads a statement that begins with a word of its own; ok is false
// where it is an expression.
func (p *parser) keyword(t token) (n *node, ok bool) {
	switch t.text {
	case "sub":
		p.cut(expectStatement)
		if name := p.look(expectTerm); name.kind == tWord {
			p.cut(expectTerm)
			return p.sub(t, name), true
		}
		p.at = t.off
		return nil, false
	case "BEGIN", "END", "INIT", "CHECK", "UNITCHECK":
		p.cut(expectStatement)
		if p.look(expectTerm).is("{") {
			b := p.block()
			return &node{op: nSub, text: t.text, stretch: t.stretch.to(b.stretch), kids: []*node{b}}, true
		}
		p.at = t.off
		return nil, false
	case "package":
		return p.packageStatement(), true
	case "use", "no":
		return p.useStatement(), true
	case "if", "unless":
		return p.ifStatement(), true
	case "while", "until":
		return p.whileStatement(), true
	case "for", "foreach":
		return p.forStatement(), true
	case "format":
		return p.formatStatement(t)
	}
	// A label.
	save := p.lexer
	p.cut(expectStatement)
	if o := p.look(expectOperator); o.is(":") && !perlWords[t.text] && !p.text2Colon(o) {
		p.cut(expectOperator)
		return nil, true
	}
	p.lexer = save
	return nil, false
}

func (p *parser) text2Colon(o token) bool { return strings.HasPrefix(p.text[o.off:], "::") }

// sub reads a named function.
func (p *parser) sub(t, name token) *node {
	p.subs[name.text] = true
	p.prototype()
	if p.accept(";") || p.look(expectTerm).kind == tEOF {
		return nil
	}
	if open := p.look(expectTerm); !open.is("{") && p.src.line(open.off) > p.src.line(name.off) {
		// Its brace is missing, but where it ends is plain.
		p.unexpected(open)
		p.opened = append(p.opened, token{kind: tOp, text: "{", stretch: name.stretch})
		b := p.inBlock(name)
		return &node{op: nSub, text: name.text, stretch: t.stretch.to(b.stretch), kids: []*node{b}}
	}
	b := p.block()
	return &node{op: nSub, text: name.text, stretch: t.stretch.to(b.stretch), kids: []*node{b}}
}

// endStatement takes the semicolon, or reports what stands there.
func (p *parser) endStatement(n *node) {
	t := p.look(expectOperator)
	switch {
	case t.is(";"):
		p.cut(expectOperator)
	case t.kind == tEOF || t.is("}"):
	default:
		p.afterStatement(t, n)
	}
}
