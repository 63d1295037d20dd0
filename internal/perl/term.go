package perl

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// maxTerms bounds the tree of a file. What is in the plain shape does not count;
// ten thousand ACLs in another one have some hundred
// thousand.
const maxTerms = 1_000_000

// count counts one more of them.
func (p *parser) count() {
	if p.terms++; p.terms > maxTerms {
		p.report(stretch{p.at, p.at}, "more than a million values and variables", "no configuration has that; nothing behind it is read")
		p.ended = true
		p.giveUp()
	}
}

// term reads one term, or nil where none begins.
func (p *parser) term() *node {
	p.count()
	save := p.lexer
	t := p.cut(expectTerm)
	switch t.kind {
	case tWord:
		return p.wordTerm(t)
	case tNumber:
		return p.numberTerm(t)
	case tQuoted:
		return p.quotedTerm(t)
	case tVar, tCast:
		return p.variableTerm(t)
	case tOp:
		switch t.text {
		case "(":
			p.open(t)
			n := &node{op: nSeq, stretch: t.stretch, paren: true, kids: p.items(")")}
			n.end = p.close(")").end
			return n
		case "[":
			p.open(t)
			n := &node{op: nAnonList, stretch: t.stretch, kids: p.items("]")}
			n.end = p.close("]").end
			return n
		case "{":
			p.open(t)
			n := &node{op: nAnonHash, stretch: t.stretch, kids: p.items("}")}
			n.end = p.close("}").end
			return n
		case "<":
			// No closing bracket: perl looks for one over all lines.
			panic(unclosed{stretch{t.off, t.off + 1}, "<> operator", ">"})
		}
	case tUnknown:
		p.unexpected(t)
		p.giveUp()
	}
	p.lexer = save
	return nil
}

func (p *parser) numberTerm(t token) *node {
	if isVersion(t.text) {
		text, ok := version(t.text)
		if !ok {
			p.report(t.stretch, "a number that perl does not take", "perl: Use of code point is not allowed; with two dots it is a version, whose parts are characters: quote it")
		}
		return &node{op: nConst, text: text, stretch: t.stretch}
	}
	text, problem := numberText(t.text)
	if problem != "" {
		p.report(t.stretch, "a number that perl does not take", "perl: "+problem+"; a leading 0 makes a number octal, write it without, or in quotes")
	}
	return &node{op: nNumber, text: text, stretch: t.stretch}
}

func (p *parser) quotedTerm(t token) *node {
	q := t.quote
	switch q.op {
	case "'", "q", `"`, "qq", "<<":
		if q.short > 0 {
			p.report(t.stretch, "line "+itoa(uint32(q.short))+" of this here-document is indented less than its end", "perl: Indentation of here-doc doesn't match delimiter; indent it as much")
		}
		if !q.interpolates {
			return &node{op: nConst, text: q.constant(p.text), stretch: t.stretch}
		}
		return p.interpolate(t)
	case "qw":
		n := &node{op: nWords, stretch: t.stretch}
		body := p.text[q.body.off:q.body.end]
		for i := 0; i < len(body); {
			if isSpace(body[i]) {
				i++
				continue
			}
			from := i
			for i < len(body) && !isSpace(body[i]) {
				if body[i] == '\\' && i+1 < len(body) {
					i++
				}
				i++
			}
			at := stretch{q.body.off + uint32(from), q.body.off + uint32(min(i, len(body)))}
			word := quoted{op: "qw", open: q.open, close: q.close, body: at, utf8: q.utf8}
			n.kids = append(n.kids, &node{op: nConst, text: word.constant(p.text), stretch: at})
		}
		return n
	case "m", "qr", "s", "tr":
		p.patternVariables(q)
		n := &node{op: nOpaque, text: "a pattern", stretch: t.stretch}
		if (q.op == "s" || q.op == "tr") && !strings.Contains(q.flags, "r") {
			n.text = substitution
		}
		return n
	case "<":
		return &node{op: nOpaque, text: "reading a file", stretch: t.stretch}
	}
	return &node{op: nOpaque, text: "a command of the system", stretch: t.stretch}
}

// variableTerm reads a variable or a reference with a sigil, and what of its
// elements is meant.
func (p *parser) variableTerm(t token) *node {
	var base *node
	if t.kind == tVar {
		base = &node{op: nVar, sigil: t.sigil, text: t.text, stretch: t.stretch}
	} else {
		base = p.castTerm(t)
		if base.op == nElem {
			return base
		}
	}
	switch t.sigil {
	case "$":
		o := p.look(expectOperator)
		if !o.is("[") && !o.is("{") || o.nl && base.op == nVar && p.scope.strictVars && !p.declared(sigilOf(o), base.text) {
			p.use(base)
			return base
		}
		p.cut(expectOperator)
		return p.subscript(p.container(base, sigilOf(o)), o)
	case "@", "%":
		o := p.look(expectOperator)
		if o.off == p.at && (o.is("[") || o.is("{")) && !(t.sigil == "%" && o.is("{") && base.op == nVar && o.nl) {
			p.cut(expectOperator)
			return p.slice(p.container(base, sigilOf(o)), t.sigil, o)
		}
	case "&":
		n := &node{op: nOpaque, text: "a call of code", stretch: t.stretch}
		if o := p.look(expectOperator); o.is("(") {
			p.cut(expectOperator)
			n.end = p.arguments(o).end
		}
		return n
	}
	p.use(base)
	return base
}

// container is the array or hash that an element of $x or $$x belongs to.
func (p *parser) container(base *node, sigil string) *node {
	if base.op == nVar {
		c := &node{op: nVar, sigil: sigil, text: base.text, stretch: base.stretch}
		p.use(c)
		return c
	}
	return &node{op: nDeref, sigil: sigil, stretch: base.stretch, kids: base.kids}
}

// elementInBraces reads the inside of ${name[1]} and ${name{key}}, other words
// for $name[1] and $name{key}.
func (p *parser) elementInBraces(t token) *node {
	n := p.nameLen(p.at)
	if n == 0 || t.sigil != "$" || p.peek(n) != '[' && p.peek(n) != '{' {
		return nil
	}
	base := &node{op: nVar, sigil: "$", text: p.text[p.at : p.at+n], stretch: stretch{p.at, p.at + n}}
	p.at += n
	open := p.cut(expectOperator)
	return p.subscripts(p.subscript(p.container(base, sigilOf(open)), open))
}

// castTerm reads what a sigil takes apart: a block or a scalar.
func (p *parser) castTerm(t token) *node {
	n := &node{op: nDeref, sigil: t.sigil, stretch: t.stretch}
	if p.peek(0) == '{' {
		o := p.cut(expectTerm)
		p.open(o)
		if e := p.elementInBraces(t); e != nil {
			e.end = p.close("}").end
			return e
		}
		inner := p.expression()
		if inner == nil {
			p.unexpected(p.look(expectTerm))
			p.giveUp()
		}
		p.accept(";")
		n.kids = []*node{inner}
		n.end = p.close("}").end
		return n
	}
	inner := p.cut(expectTerm)
	switch inner.kind {
	case tVar:
		v := &node{op: nVar, sigil: "$", text: inner.text, stretch: inner.stretch}
		p.use(v)
		n.kids = []*node{v}
	case tCast:
		p.enter()
		n.kids = []*node{p.castTerm(inner)}
		p.leave()
	default:
		p.unexpected(inner)
		p.giveUp()
	}
	n.end = n.kids[0].end
	return n
}

// wordTerm reads a term that begins with a word.
func (p *parser) wordTerm(t token) *node {
	if p.beforeArrow() {
		return &node{op: nConst, text: characters(t.text, p.utf8), stretch: t.stretch}
	}
	switch t.text {
	case "my", "our", "local", "state":
		return p.declaration(t)
	case "sub":
		return p.anonymousSub(t)
	case "do":
		if p.look(expectTerm).is("{") {
			b := p.block()
			return &node{op: nOpaque, text: "a do block", stretch: t.stretch.to(b.stretch), kids: []*node{b}}
		}
		kid := p.binary(unaryLevel + 1)
		return &node{op: nOpaque, text: "another file", stretch: stretch{t.off, p.at}, kids: compact(kid)}
	case "eval":
		if p.look(expectTerm).is("{") {
			b := p.block()
			return &node{op: nOpaque, text: "an eval block", stretch: t.stretch.to(b.stretch), kids: []*node{b}}
		}
	case "not": // with parentheses it is read like a function
		o := p.cut(expectTerm)
		p.open(o)
		n := &node{op: nUnary, text: "!", stretch: t.stretch, kids: []*node{{op: nSeq, stretch: o.stretch, paren: true, kids: p.items(")")}}}
		n.end = p.close(")").end
		return n
	case "__PACKAGE__":
		return &node{op: nConst, text: p.scope.pkg, stretch: t.stretch}
	case "__FILE__", "__LINE__", "__SUB__":
		return &node{op: nOpaque, text: t.text, stretch: t.stretch}
	case "use", "no", "package":
		p.report(t.stretch, "'"+t.text+"' in the middle of a statement", "perl: \""+t.text+"\" not allowed in expression; is a ';' missing before it?")
		p.giveUp()
	case "if", "unless", "while", "until", "foreach", "for", "and", "or", "xor", "x", "eq", "ne", "lt", "gt", "le", "ge", "cmp", "else", "elsif":
		p.at = t.off
		return nil
	case "print", "printf", "say":
		return p.printTerm(t)
	case "map", "grep", "sort":
		return p.blockList(t)
	}
	if b, ok := builtins[t.text]; ok {
		return p.builtin(t, b)
	}
	return p.otherWord(t)
}

func compact(nodes ...*node) []*node {
	var out []*node
	for _, n := range nodes {
		if n != nil {
			out = append(out, n)
		}
	}
	return out
}

// otherWord is a function of the file or of a module, a class, or a bareword.
func (p *parser) otherWord(t token) *node {
	next := p.look(expectOperator)
	switch {
	case next.is("("):
		p.cut(expectOperator)
		p.open(next)
		n := &node{op: nCall, text: t.text, stretch: t.stretch, kids: p.items(")")}
		n.end = p.close(")").end
		return n
	case next.is("->") && p.strictRefs && p.subscriptAfter(next):
		d := p.report(t.stretch, "the word '"+t.text+"' where a variable belongs", "perl: Can't use bareword as a reference while \"strict refs\" in use; write $"+t.text)
		d.Fixes = append(d.Fixes, p.replace("write $", t.stretch, "$"+t.text))
		p.quotes("a word where a variable belongs")
		return &node{op: nConst, text: t.text, stretch: t.stretch}
	case next.is("->"), strings.HasSuffix(t.text, "::"):
		return &node{op: nConst, text: strings.TrimSuffix(t.text, "::"), stretch: t.stretch}
	}
	if p.known(t.text) {
		n := &node{op: nCall, text: t.text, stretch: t.stretch}
		if p.beginsArgument() {
			if list := p.commaList(); list != nil {
				n.kids, n.end = flat(list), list.end
			}
		}
		return n
	}
	arg := p.look(expectTerm)
	switch {
	case arg.nl:
	case arg.kind == tVar && arg.sigil == "$" && !isUpper(t.text[0]), arg.kind == tWord && !perlWords[arg.text] && !operatorWords[arg.text] && !p.arrowAfter(arg):
		// A method call in the old order: new Class(…).
		p.cut(expectTerm)
		n := &node{op: nOpaque, text: "a method call", stretch: t.stretch.to(arg.stretch)}
		if list := p.commaListOrParens(); list != nil {
			n.kids, n.end = []*node{list}, list.end
		}
		return n
	case arg.is("{") && p.modules:
		b := p.block()
		n := &node{op: nOpaque, text: "a call with a block", stretch: t.stretch.to(b.stretch), kids: []*node{b}}
		if list := p.commaList(); list != nil {
			n.kids = append(n.kids, list)
			n.end = list.end
		}
		return n
	}
	n := &node{op: nConst, text: characters(t.text, p.utf8), stretch: t.stretch}
	if p.modules {
		return &node{op: nCall, text: t.text, stretch: t.stretch}
	}
	if p.scope.strictSubs && !p.lvalueAhead() {
		var head []diag.Related
		if p.src.line(p.statementStart) != p.src.line(t.off) {
			head = append(head, p.related(stretch{p.statementStart, p.statementStart}, perlSaysSo))
		}
		d := p.report(t.stretch, "the word '"+t.text+"' has no quotes", "perl: Bareword not allowed while \"strict subs\" in use; write '"+t.text+"' in quotes", head...)
		d.Fixes = append(d.Fixes, p.replace("write quotes", t.stretch, "'"+t.text+"'"))
		p.quotes("a word without quotes")
	}
	return n
}

// lvalueAhead: what is wrong with the word is told by the assignment.
func (p *parser) lvalueAhead() bool { return p.look(expectOperator).is("=") }

func (p *parser) commaListOrParens() *node {
	if t := p.look(expectTerm); t.is("(") || p.beginsArgument() {
		return p.commaList()
	}
	return nil
}

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

// beginsArgument reports whether a term comes that can be an argument of a
// function without parentheses.
func (p *parser) beginsArgument() bool {
	t := p.look(expectOperator)
	if t.kind == tOp {
		switch t.text {
		case "[", "{", "\\":
			return true
		case "-", "+", "<", "%", "&", "*":
			// A sign or sigil stands close to what follows.
			return t.off > p.at && int(t.end) < len(p.text) && !isSpace(p.text[t.end]) && p.text[t.end] != '='
		case "<<":
			return int(t.end) < len(p.text) && (isWordStart(p.text[t.end]) || strings.IndexByte("\"'~", p.text[t.end]) >= 0)
		}
		return false
	}
	return t.kind != tEOF && t.kind != tUnknown
}

// flat are the items of a list.
func flat(n *node) []*node {
	if n == nil {
		return nil
	}
	if n.op == nSeq {
		return n.kids
	}
	return []*node{n}
}

// printTerm reads print with its file handle.
func (p *parser) printTerm(t token) *node {
	n := &node{op: nOpaque, text: "printing", stretch: t.stretch}
	paren := p.look(expectTerm)
	if paren.is("(") {
		p.cut(expectTerm)
		p.open(paren)
		p.fileHandle()
		p.items(")")
		n.end = p.close(")").end
		return n
	}
	p.fileHandle()
	if list := p.commaList(); list != nil {
		n.end = list.end
	}
	return n
}

func (p *parser) fileHandle() {
	save := p.lexer
	t := p.cut(expectTerm)
	switch {
	case t.kind == tWord && !perlWords[t.text] && !p.look(expectOperator).is("(") && !p.look(expectOperator).is("->") && !p.look(expectOperator).is(",") && !p.known(t.text):
		return
	case t.is("{"):
		p.open(t)
		p.items("}")
		p.close("}")
		return
	case t.kind == tVar && t.sigil == "$":
		next := p.look(expectOperator)
		if next.kind == tQuoted && next.quote.op != "m" || next.kind == tVar || next.kind == tNumber || next.kind == tWord && !operatorWords[next.text] || next.kind == tCast {
			return
		}
	}
	p.lexer = save
}

// blockList reads map, grep and sort with their block or expression.
func (p *parser) blockList(t token) *node {
	n := &node{op: nCall, text: t.text, stretch: t.stretch}
	paren := p.look(expectTerm)
	closer := ""
	if paren.is("(") {
		p.cut(expectTerm)
		p.open(paren)
		closer = ")"
	}
	if b := p.look(expectTerm); b.is("{") && (t.text != "map" || p.isBlock()) {
		n.kids = append(n.kids, p.block())
		p.accept(",")
	} else if b.kind == tVar && b.sigil == "$" && t.text == "sort" {
		save := p.lexer
		p.cut(expectTerm)
		if !p.beginsArgument() {
			p.lexer = save
		}
	} else if b.kind == tWord && t.text == "sort" && !perlWords[b.text] && !p.arrowAfter(b) {
		save := p.lexer
		p.cut(expectTerm)
		if o := p.look(expectOperator); o.is("(") || !p.beginsArgument() {
			p.lexer = save
		}
	}
	if closer != "" {
		n.kids = append(n.kids, p.items(")")...)
		n.end = p.close(")").end
		return n
	}
	if list := p.commaList(); list != nil {
		n.kids = append(n.kids, flat(list)...)
	}
	n.end = p.at
	return n
}

// isBlock reports whether the brace that comes begins a block and no hash, as
// perl guesses it at the beginning of a statement and after map: nothing at all,
// or a string or word with a comma or arrow behind it, make a hash.
func (p *parser) isBlock() bool {
	save := p.lexer
	defer func() { p.lexer = save }()
	p.cut(expectTerm)
	p.skip(expectTerm)
	c := p.peek(0)
	switch {
	case c == '}':
		return false
	case c == '\'' || c == '"' || isWordStart(c):
		t := p.cut(expectTerm)
		if t.kind != tWord && t.kind != tQuoted {
			return true
		}
		p.skip(expectTerm)
		return !(p.has("=>") || p.peek(0) == ',' && (c == 'q' || c < 'a' || c > 'z'))
	}
	return true
}

// anonymousSub reads sub {…} with its prototype or signature.
func (p *parser) anonymousSub(t token) *node {
	p.prototype()
	b := p.block()
	return &node{op: nAnonSub, stretch: t.stretch.to(b.stretch), kids: []*node{b}}
}

// prototype moves over (…) and attributes before a block.
func (p *parser) prototype() {
	p.skip(expectTerm)
	if p.peek(0) == '(' {
		p.delimited('(', ')', "string")
	}
	for p.accept(":") {
		p.cut(expectTerm)
		if p.peek(0) == '(' {
			p.delimited('(', ')', "string")
		}
	}
}

// declaration reads my, our, local and state.
func (p *parser) declaration(t token) *node {
	n := &node{op: nMy, text: t.text, stretch: t.stretch}
	if t.text == "local" {
		kid := p.needed(p.binary(signLevel))
		n.kids, n.end = []*node{kid}, kid.end
		return n
	}
	save := p.lexer
	v := p.cut(expectTerm)
	if v.kind == tWord && v.text == "sub" {
		p.lexer = save
		p.unexpected(v)
		p.giveUp()
	}
	if v.kind == tWord { // my Class $x
		v = p.cut(expectTerm)
	}
	switch {
	case v.is("("):
		n.paren = true
		for comma := true; ; {
			v := p.cut(expectTerm)
			if !v.is(")") && !v.is(",") && !comma {
				p.unexpected(v)
				p.giveUp()
			}
			comma = v.is(",")
			switch {
			case v.is(")"):
				n.end = v.end
				p.declareAll(n)
				return n
			case v.is(","):
			case v.isWord("undef"):
				n.kids = append(n.kids, &node{op: nCall, text: "undef", stretch: v.stretch})
			case v.kind == tVar && v.sigil != "&" && v.sigil != "*" && isWordStart(v.text[0]):
				n.kids = append(n.kids, &node{op: nVar, sigil: v.sigil, text: v.text, stretch: v.stretch})
			default:
				p.unexpected(v)
				p.giveUp()
			}
		}
	case v.kind == tVar && v.sigil != "&" && v.sigil != "*" && isWordStart(v.text[0]):
		n.kids = []*node{{op: nVar, sigil: v.sigil, text: v.text, stretch: v.stretch}}
		n.end = v.end
		p.declareAll(n)
		return n
	}
	p.unexpected(v)
	p.giveUp()
	return nil
}
