package perl

import (
	"strings"
)

func (p *parser) ifStatement() *node {
	t := p.cut(expectStatement)
	n := &node{op: nIf, text: t.text, stretch: t.stretch}
	p.pushScope()
	defer p.popScope()
	n.kids = []*node{p.condition(), p.block()}
	n.end = n.kids[1].end
	switch e := p.look(expectStatement); {
	case e.isWord("elsif"):
		p.at = e.off
		n.kids = append(n.kids, p.ifStatement())
	case e.isWord("else"):
		p.cut(expectStatement)
		n.kids = append(n.kids, p.block())
	default:
		return n
	}
	n.end = n.kids[2].end
	return n
}

// condition reads (…).
func (p *parser) condition() *node {
	t := p.cut(expectTerm)
	if !t.is("(") {
		p.unexpected(t)
		p.giveUp()
	}
	p.open(t)
	n := p.expression()
	p.close(")")
	return n
}

func (p *parser) whileStatement() *node {
	t := p.cut(expectStatement)
	n := &node{op: nLoop, text: t.text, stretch: t.stretch}
	p.pushScope()
	defer p.popScope()
	n.kids = []*node{nil, p.condition(), p.block()}
	n.end = n.kids[2].end
	p.continueBlock(n)
	return n
}

func (p *parser) continueBlock(n *node) {
	if c := p.look(expectStatement); c.isWord("continue") {
		p.cut(expectStatement)
		n.kids = append(n.kids, p.block())
	}
}

// forStatement reads both kinds of for.
func (p *parser) forStatement() *node {
	t := p.cut(expectStatement)
	n := &node{op: nLoop, text: t.text, stretch: t.stretch}
	p.pushScope()
	defer p.popScope()
	var loopVar *node
	switch v := p.look(expectTerm); {
	case v.isWord("my") || v.isWord("our") || v.isWord("state"):
		p.cut(expectTerm)
		loopVar = p.declaration(v)
	case v.kind == tVar && v.sigil == "$":
		p.cut(expectTerm)
		loopVar = &node{op: nVar, sigil: "$", text: v.text, stretch: v.stretch}
		p.use(loopVar)
	}
	open := p.cut(expectTerm)
	if !open.is("(") {
		p.unexpected(open)
		p.giveUp()
	}
	p.open(open)
	head := &node{op: nSeq, stretch: open.stretch, paren: true}
	for {
		if e := p.expression(); e != nil {
			head.kids = append(head.kids, flat(e)...)
		}
		if !p.accept(";") {
			break
		}
		n.text = "for (;;)"
	}
	head.end = p.close(")").end
	n.kids = []*node{loopVar, head, p.block()}
	n.end = n.kids[2].end
	p.continueBlock(n)
	return n
}

// formatStatement moves over a format.
func (p *parser) formatStatement(t token) (*node, bool) {
	rest := p.text[t.off:]
	line := lineOf(rest, 0)
	if !strings.HasSuffix(strings.TrimRight(line, " \t\r"), "=") {
		return nil, false
	}
	end := strings.Index(rest, "\n.\n")
	if end < 0 {
		p.report(t.stretch, "a format that is never closed", "perl: Format not terminated")
		p.ended = true
		p.giveUp()
	}
	p.at = t.off + uint32(end) + 3
	return nil, true
}
