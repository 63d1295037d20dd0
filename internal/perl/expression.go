package perl

import "strings"

// expression reads an expression with everything that may be in it. nil stands
// for none.
func (p *parser) expression() *node {
	p.enter()
	defer p.leave()
	left := p.lowAnd()
	for {
		t := p.look(expectOperator)
		if !t.is("or") && !t.is("xor") {
			return left
		}
		p.cut(expectOperator)
		left = p.binaryNode(nLogic, t, left, p.needed(p.lowAnd()))
	}
}

func (p *parser) lowAnd() *node {
	left := p.lowNot()
	for p.look(expectOperator).is("and") {
		t := p.cut(expectOperator)
		left = p.binaryNode(nLogic, t, left, p.needed(p.lowNot()))
	}
	return left
}

func (p *parser) lowNot() *node {
	p.enter()
	defer p.leave()
	if t := p.look(expectTerm); p.isLowNot(t) {
		p.cut(expectTerm)
		return &node{op: nUnary, text: "!", stretch: t.stretch, kids: []*node{p.needed(p.lowNot())}}
	}
	return p.commaList()
}

// isLowNot reports whether a word is not without parentheses.
func (p *parser) isLowNot(t token) bool {
	if !t.isWord("not") || p.arrowAfter(t) {
		return false
	}
	save := p.lexer
	p.at = t.end
	next := p.look(expectTerm)
	p.lexer = save
	return !next.is("(")
}

// arrowAfter reports whether => follows a word.
func (p *parser) arrowAfter(t token) bool {
	save := p.lexer
	p.at = t.end
	found := p.beforeArrow()
	p.lexer = save
	return found
}

// needed reports a missing operand.
func (p *parser) needed(n *node) *node {
	if n == nil {
		p.unexpected(p.look(expectTerm))
		p.giveUp()
	}
	return n
}

func (p *parser) binaryNode(o op, t token, left, right *node) *node {
	left = p.neededBefore(left, t)
	return &node{op: o, text: t.text, stretch: left.stretch.to(right.stretch), kids: []*node{left, right}, dot: t.stretch}
}

func (p *parser) neededBefore(left *node, t token) *node {
	if left == nil {
		p.unexpected(t)
		p.giveUp()
	}
	return left
}

// commaList reads terms between commas: one term alone, or an nSeq.
func (p *parser) commaList() *node {
	first := p.assignment()
	if first == nil {
		return nil
	}
	if t := p.look(expectOperator); !t.is(",") && !t.is("=>") {
		return first
	}
	seq := &node{op: nSeq, stretch: first.stretch, kids: []*node{first}}
	for {
		t := p.look(expectOperator)
		if !t.is(",") && !t.is("=>") {
			return seq
		}
		p.cut(expectOperator)
		if item := p.assignment(); item != nil {
			seq.kids = append(seq.kids, item)
			seq.end = item.end
		}
	}
}

// items reads what stands in brackets up to the closing one, repairing what is
// plainly meant: a comma left out, = for =>, a comment without its #.
func (p *parser) items(closer string) []*node {
	var out []*node
	for {
		if p.ended {
			p.giveUp()
		}
		start := p.look(expectTerm)
		if start.is(closer) {
			return out
		}
		if start.is(",") || start.is("=>") {
			if len(out) == 0 {
				p.unexpected(start)
				p.giveUp()
			}
			p.cut(expectTerm)
			continue
		}
		had := len(out)
		item := p.lowItem(closer)
		if item == nil {
			if t := p.look(expectTerm); t.is(";") && closer == "}" {
				p.straySemicolon()
				continue
			}
			p.strayItem(start, closer)
			continue
		}
		out = append(out, item)
		t := p.look(expectOperator)
		switch {
		case t.is(",") || t.is("=>"):
			p.cut(expectOperator)
		case t.is(closer):
			return out
		case t.is(";") && closer == "}":
			continue
		default:
			if p.lostComment(start, t) {
				out = out[:had]
				continue
			}
			p.missingComma(t, item, closer)
		}
	}
}

// lowItem is one item of a list, with low operators.
func (p *parser) lowItem(closer string) *node {
	item := p.assignmentOrNot()
	for item != nil {
		t := p.look(expectOperator)
		if !t.is("or") && !t.is("and") && !t.is("xor") {
			break
		}
		if p.lostCommentAhead(item, t) {
			break
		}
		p.cut(expectOperator)
		item = p.binaryNode(nLogic, t, item, p.needed(p.assignmentOrNot()))
	}
	return item
}

func (p *parser) lostCommentAhead(item *node, t token) bool {
	return item.op == nConst && !p.isQuotedAt(item)
}

func (p *parser) isQuotedAt(n *node) bool {
	c := p.text[n.off]
	return c == '\'' || c == '"' || strings.HasPrefix(p.text[n.off:n.end], "q")
}

func (p *parser) assignmentOrNot() *node {
	if t := p.look(expectTerm); p.isLowNot(t) {
		return p.lowNot()
	}
	return p.assignment()
}

var assignOps = set("=", "+=", "-=", "*=", "/=", ".=", "%=", "x=", "&=", "|=", "^=", "<<=", ">>=", "**=", "||=", "&&=", "//=")

func (p *parser) assignment() *node {
	p.enter()
	defer p.leave()
	left := p.ternary()
	if left == nil {
		return nil
	}
	t := p.look(expectOperator)
	if t.kind != tOp || !assignOps[t.text] {
		return left
	}
	p.cut(expectOperator)
	if !p.assignable(left) {
		return p.badAssignment(left, t)
	}
	right := p.needed(p.assignment())
	return &node{op: nAssign, text: t.text, stretch: left.stretch.to(right.stretch), kids: []*node{left, right}}
}

// assignable reports whether perl takes n on the left of an assignment.
func (p *parser) assignable(n *node) bool {
	switch n.op {
	case nVar, nMy, nElem, nSlice, nDeref, nAssign, nSeq, nMethod:
		return true
	case nTernary:
		return p.assignable(n.kids[1]) && p.assignable(n.kids[2])
	case nUnary:
		return n.text == "++" || n.text == "--"
	case nCall:
		_, known := builtins[n.text]
		return lvalues[n.text] || !known && p.text[n.end-1] == ')'
	case nOpaque:
		return n.text == "a call of code"
	}
	return false
}

// lvalues are the functions of perl that can be assigned to.
var lvalues = set("substr", "pos", "vec", "keys", "local")

// badAssignment is = after a key: => was meant.
func (p *parser) badAssignment(left *node, t token) *node {
	what, mend := "'"+t.text+"' after a constant: '=>' is meant", "perl: Can't modify constant item in scalar assignment"
	key := left.op == nConst || left.op == nNumber || left.op == nInterp || left.op == nCall
	if !key {
		what, mend = "what stands before '"+t.text+"' cannot be assigned to", "perl: Can't modify it in scalar assignment"
	}
	d := p.report(t.stretch, what, mend)
	at := len(p.errors) - 1
	if t.is("=") && key {
		d.Fixes = append(d.Fixes, p.replace("write =>", t.stretch, "=>"))
	}
	right := p.needed(p.assignment())
	next := p.look(expectOperator)
	if next.kind != tEOF && p.src.line(next.off) > p.src.line(t.off) {
		p.errors[at].Related = append(p.errors[at].Related, p.related(next.stretch, perlSaysSo))
	}
	return &node{op: nSeq, stretch: left.stretch.to(right.stretch), kids: []*node{left, right}}
}

func (p *parser) ternary() *node {
	p.enter()
	defer p.leave()
	cond := p.binary(rangeLevel)
	if cond == nil || !p.look(expectOperator).is("?") {
		return cond
	}
	p.cut(expectOperator)
	yes := p.needed(p.assignment())
	t := p.cut(expectOperator)
	if !t.is(":") {
		p.unexpected(t)
		p.giveUp()
	}
	no := p.needed(p.assignment())
	return &node{op: nTernary, stretch: cond.stretch.to(no.stretch), kids: []*node{cond, yes, no}}
}

// level is how tightly an operator binds.
type level uint8

const (
	rangeLevel level = iota + 1
	orLevel
	andLevel
	bitOrLevel
	bitAndLevel
	equalLevel
	compareLevel
	unaryLevel // named unary operators
	shiftLevel
	addLevel
	multiplyLevel
	bindLevel
	signLevel // ! ~ \ and signs
	powerLevel
)

var binaryLevels = map[string]level{
	"..": rangeLevel, "...": rangeLevel, "||": orLevel, "//": orLevel, "&&": andLevel,
	"|": bitOrLevel, "^": bitOrLevel, "&": bitAndLevel,
	"==": equalLevel, "!=": equalLevel, "<=>": equalLevel, "eq": equalLevel, "ne": equalLevel, "cmp": equalLevel, "~~": equalLevel,
	"<": compareLevel, ">": compareLevel, "<=": compareLevel, ">=": compareLevel,
	"lt": compareLevel, "gt": compareLevel, "le": compareLevel, "ge": compareLevel, "isa": unaryLevel,
	"<<": shiftLevel, ">>": shiftLevel, "+": addLevel, "-": addLevel, ".": addLevel,
	"*": multiplyLevel, "/": multiplyLevel, "%": multiplyLevel, "x": multiplyLevel,
	"=~": bindLevel, "!~": bindLevel, "**": powerLevel,
}

// binary reads operators that bind at least as tightly as a level.
func (p *parser) binary(least level) *node {
	p.enter()
	defer p.leave()
	left := p.unary()
	if left == nil {
		return nil
	}
	for {
		t := p.look(expectOperator)
		lv, ok := binaryLevels[t.text]
		if t.kind != tOp || !ok || lv < least {
			return left
		}
		p.cut(expectOperator)
		next := lv + 1
		if lv == powerLevel {
			next = signLevel // right to left, and -1 ** -2
		}
		right := p.needed(p.binary(next))
		if (lv == rangeLevel || lv == equalLevel && (t.text == "<=>" || t.text == "cmp" || t.text == "~~")) && binaryLevels[p.look(expectOperator).op()] == lv {
			p.unexpected(p.look(expectOperator)) // does not chain
			p.giveUp()
		}
		o := nBinary
		if t.text == "&&" || t.text == "||" || t.text == "//" {
			o = nLogic
		}
		left = p.binaryNode(o, t, left, right)
	}
}

// unary reads signs and negations before a term.
func (p *parser) unary() *node {
	p.enter()
	defer p.leave()
	t := p.look(expectTerm)
	switch t.op() {
	case "!", "~", "\\", "+":
		p.cut(expectTerm)
		kid := p.needed(p.binary(signLevel))
		if t.is("+") {
			return kid
		}
		return &node{op: nUnary, text: t.text, stretch: t.stretch.to(kid.stretch), kids: []*node{kid}}
	case "++", "--":
		p.cut(expectTerm)
		kid := p.needed(p.unary())
		if !p.assignable(kid) {
			p.report(t.stretch, "'"+t.text+"' before a constant", "perl: Can't modify constant item")
		}
		return &node{op: nUnary, text: t.text, stretch: t.stretch.to(kid.stretch), kids: []*node{kid}}
	case "-":
		p.cut(expectTerm)
		return p.minus(t)
	}
	n := p.postfix()
	if n == nil {
		return nil
	}
	if t := p.look(expectOperator); t.is("++") || t.is("--") {
		p.cut(expectOperator)
		return &node{op: nUnary, text: t.text, stretch: n.stretch.to(t.stretch), kids: []*node{n}}
	}
	return n
}

// minus is a sign, a file test or the minus of -bareword.
func (p *parser) minus(t token) *node {
	if isLetter(p.peek(0)) && !isWordByte(p.peek(1)) && strings.IndexByte("erwxoRWXOzsfdlpSbctugkTBAMC", p.peek(0)) >= 0 {
		save := p.lexer
		p.at++
		if !p.beforeArrow() && p.look(expectTerm).op() != "," && p.look(expectTerm).op() != "}" {
			var kid *node
			if w := p.look(expectTerm); w.kind == tWord && !perlWords[w.text] {
				p.cut(expectTerm) // a file handle
			} else {
				kid = p.binary(unaryLevel + 1)
			}
			n := &node{op: nOpaque, text: "a file test", stretch: stretch{t.off, p.at}}
			if kid != nil {
				n.kids = []*node{kid}
			}
			return n
		}
		p.lexer = save
	}
	kid := p.needed(p.binary(signLevel))
	return &node{op: nUnary, text: "-", stretch: t.stretch.to(kid.stretch), kids: []*node{kid}}
}

// postfix reads a term with its subscripts, slices and method calls.
func (p *parser) postfix() *node {
	n := p.term()
	if n == nil {
		return nil
	}
	return p.subscripts(n)
}

func (p *parser) subscripts(n *node) *node {
	chained := false // an arrow is optional between subscripts
	for depth := 0; ; depth++ {
		t := p.look(expectOperator)
		switch {
		case t.is("->"):
			if (n.op == nVar || n.op == nDeref) && (n.sigil == "@" || n.sigil == "%") && p.subscriptAfter(t) {
				p.report(n.stretch, "an array or hash in place of a reference", "perl: Can't use a hash as a reference; write $name->")
			}
			p.cut(expectOperator)
			n = p.arrow(n)
			chained = n.op != nMethod && n.op != nSlice
		case t.is("->@*"), t.is("->%*"), t.is("->$*"):
			p.cut(expectOperator)
			n = &node{op: nDeref, sigil: t.text[2:3], stretch: n.stretch.to(t.stretch), kids: []*node{n}}
		case (t.is("[") || t.is("{")) && (chained || n.op == nElem):
			p.cut(expectOperator)
			n = p.element(n, t)
			chained = true
		case t.is("(") && n.op == nElem && chained:
			p.cut(expectOperator)
			n = &node{op: nOpaque, text: "a call of code", stretch: n.stretch.to(p.arguments(t)), kids: []*node{n}}
		case t.is("[") && (n.paren || n.op == nWords):
			p.cut(expectOperator)
			p.open(t)
			kids := append([]*node{n}, p.items("]")...)
			if len(kids) == 1 {
				p.unexpected(p.look(expectOperator))
				p.giveUp()
			}
			n = &node{op: nListElem, stretch: n.stretch.to(p.close("]")), kids: kids}
		default:
			return n
		}
	}
}

// subscriptAfter reports whether [ or { follows an arrow.
func (p *parser) subscriptAfter(arrow token) bool {
	save := p.lexer
	defer func() { p.lexer = save }()
	p.at = arrow.end
	t := p.look(expectTerm)
	return t.is("[") || t.is("{")
}

// arguments skips over arguments in parentheses, whose opening was taken.
func (p *parser) arguments(open token) stretch {
	p.open(open)
	p.items(")")
	return p.close(")")
}

// element is a subscript to what a reference points to.
func (p *parser) element(base *node, open token) *node {
	sigil := "@"
	if open.text == "{" {
		sigil = "%"
	}
	container := &node{op: nDeref, sigil: sigil, stretch: base.stretch, kids: []*node{base}}
	return p.subscript(container, open)
}

// subscript reads what stands in a subscript and its closing bracket.
func (p *parser) subscript(container *node, open token) *node {
	key, end := p.inSubscript(open)
	return &node{op: nElem, text: open.text, stretch: container.stretch.to(end), kids: []*node{container, key}}
}

func (p *parser) inSubscript(open token) (key *node, end stretch) {
	p.count()
	p.open(open)
	closer := open.opens()
	if open.text == "{" {
		if key := p.bareKey(); key != nil {
			return key, p.close("}")
		}
	}
	if t := p.look(expectTerm); t.is("{") && open.text == "{" && p.wordInBraces(t) {
		p.unexpected(t)
		p.giveUp()
	}
	key = p.expression()
	if key == nil {
		p.unexpected(p.look(expectTerm))
		p.giveUp()
	}
	return key, p.close(closer)
}

// wordInBraces reports whether a brace and what follows are {word}.
func (p *parser) wordInBraces(t token) bool {
	save := p.lexer
	defer func() { p.lexer = save }()
	p.at = t.end
	return p.bareKey() != nil
}

// bareKey is a word alone in a subscript, or one with a minus.
func (p *parser) bareKey() *node {
	save := p.lexer
	p.sameLine()
	from := p.at
	if p.peek(0) == '-' {
		p.at++
	}
	n := p.wordLen(p.at, false)
	if n > 0 && !isDigit(p.text[p.at]) {
		p.at += n
		end := p.at
		if p.sameLine(); p.peek(0) == '}' {
			return &node{op: nConst, text: characters(p.text[from:end], p.utf8), stretch: stretch{from, end}}
		}
	}
	p.lexer = save
	return nil
}

// sameLine moves over blanks up to the end of the line: perl looks no further
// for a word alone in braces.
func (p *parser) sameLine() {
	for p.peek(0) == ' ' || p.peek(0) == '\t' {
		p.at++
	}
}

// arrow reads what follows ->.
func (p *parser) arrow(n *node) *node {
	t := p.cut(expectTerm)
	if t.kind == tVar && len(t.sigil) == 1 && p.text[t.off+1] == '{' && t.sigil != "$" {
		p.at = t.off + 1 // a slice, not @{name}
		t.kind = tCast
	}
	switch {
	case t.is("[") || t.is("{"):
		return p.element(n, t)
	case t.is("("):
		return &node{op: nOpaque, text: "a call of code", stretch: n.stretch.to(p.arguments(t)), kids: []*node{n}}
	case t.kind == tVar && t.text == "*", t.is("@") || t.is("%"):
		if p.peek(0) == '*' {
			p.at++
			return &node{op: nDeref, sigil: t.text, stretch: n.stretch.to(stretch{p.at, p.at}), kids: []*node{n}}
		}
		if o := p.look(expectOperator); o.is("[") || o.is("{") {
			p.cut(expectOperator)
			return p.slice(&node{op: nDeref, sigil: sigilOf(o), stretch: n.stretch, kids: []*node{n}}, "@", o)
		}
	case t.kind == tCast && (t.sigil == "@" || t.sigil == "%") && p.peek(0) == '{':
		o := p.cut(expectOperator)
		return p.slice(&node{op: nDeref, sigil: "%", stretch: n.stretch, kids: []*node{n}}, t.sigil, o)
	case t.kind == tWord, t.kind == tVar && t.sigil == "$":
		m := &node{op: nMethod, text: t.text, stretch: n.stretch.to(t.stretch), kids: []*node{n}}
		if t.kind == tVar {
			m.text = ""
			p.use(&node{op: nVar, sigil: "$", text: t.text, stretch: t.stretch})
		}
		if o := p.look(expectOperator); o.is("(") {
			p.cut(expectOperator)
			p.open(o)
			m.kids = append(m.kids, p.items(")")...)
			m.end = p.close(")").end
		}
		return m
	}
	p.unexpected(t)
	p.giveUp()
	return nil
}

func sigilOf(open token) string {
	if open.text == "{" {
		return "%"
	}
	return "@"
}

func (p *parser) slice(container *node, sigil string, open token) *node {
	p.open(open)
	n := &node{op: nSlice, sigil: sigil, text: open.text, stretch: container.stretch, kids: []*node{container}}
	if open.text == "{" {
		if key := p.bareKey(); key != nil {
			n.kids = append(n.kids, key)
			n.end = p.close("}").end
			return n
		}
	}
	n.kids = append(n.kids, p.items(open.opens())...)
	n.end = p.close(open.opens()).end
	return n
}
