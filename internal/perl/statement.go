package perl

import (
	"strings"
	"unicode/utf8"
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

// recovered reads a statement. After a mistake in it, it finds the place where
// the next one begins.
func (p *parser) recovered(inBlock bool) (n *node, done bool) {
	scope, opened, depth, errors := p.scope, len(p.opened), p.depth, len(p.errors)
	from := p.at
	defer func() { p.judge(from) }()
	defer func() {
		switch r := recover().(type) {
		case nil:
		case abandon:
			p.scope, p.depth = scope, depth
			p.opened = p.opened[:opened]
			p.text = p.src.text // a string may have been at hand
			p.resynchronize(from)
			n, done = nil, false
		case unclosed:
			p.scope, p.depth = scope, depth
			p.opened = p.opened[:opened]
			p.text = p.src.text
			p.reportUnclosed(r)
			p.afterUnclosed(r.at.off)
			n, done = nil, false
		default:
			panic(r)
		}
	}()
	n, done = p.statement(inBlock)
	done = done || p.ended
	if len(p.errors) > errors {
		p.longString = nil
	}
	return n, done
}

func (p *parser) reportUnclosed(u unclosed) {
	what := "a " + u.what
	detail := "perl: Can't find string terminator " + quoteTerminator(u.end) + " anywhere before EOF"
	switch {
	case u.end == "" || u.what != "string" && u.what != "<> operator":
		detail = "perl: " + u.what + " not terminated"
	case u.what == "<> operator":
		detail = "perl: Unterminated <> operator"
		what = "a < where a value belongs"
	}
	p.report(u.at, what+" that is never closed", detail)
}

func quoteTerminator(end string) string {
	if end == `"` {
		return `'"'`
	}
	return `"` + end + `"`
}

// afterUnclosed goes on at the statement that begins behind the line of an
// unclosed quote.
func (p *parser) afterUnclosed(off uint32) {
	p.heredoc, p.resume = 0, 0
	p.at = off
	p.resynchronize(off)
}

// resynchronize moves to where a statement begins, after a mistake: behind a
// line that ends one, or before a line that begins one.
func (p *parser) resynchronize(from uint32) {
	p.heredoc, p.resume = 0, 0
	if p.at == from || p.at < from {
		p.at = from
	}
	at := p.at
	lineStart := p.src.lineStart(at)
	if strings.TrimSpace(p.text[lineStart:at]) == "" && at > from && beginsLine(p.text[at:]) {
		return // the mistake was met at the beginning of a statement
	}
	for at < uint32(len(p.text)) {
		line := p.text[at:]
		if n := strings.IndexByte(line, '\n'); n >= 0 {
			line = line[:n]
		}
		next := min(at+uint32(len(line))+1, uint32(len(p.text)))
		trimmed := strings.TrimSpace(line)
		if code, _, ok := strings.Cut(trimmed, " #"); ok {
			trimmed = strings.TrimSpace(code)
		}
		if at >= from && (strings.HasSuffix(trimmed, "};") || strings.HasSuffix(trimmed, ");") || strings.HasSuffix(trimmed, "];") || strings.HasSuffix(trimmed, "';") || strings.HasSuffix(trimmed, `";`)) && !strings.HasPrefix(trimmed, "#") {
			p.at = next
			return
		}
		at = next
		if at < uint32(len(p.text)) && beginsLine(p.text[at:]) {
			break
		}
	}
	p.at = at
}

// beginsLine reports whether a line looks like the begin of a statement.
func beginsLine(text string) bool {
	line := strings.TrimLeft(lineOf(text, 0), " \t")
	for _, w := range []string{"sub ", "package ", "return", "use ", "no ", "1;", "=head", "=pod", "__END__", "my ", "our "} {
		if strings.HasPrefix(line, w) {
			return true
		}
	}
	if strings.HasPrefix(line, "$") {
		return ticketACLAt(strings.TrimLeft(text[:min(len(text), 200)], " \t")) >= 0 || assignmentLine(line)
	}
	return line == "}" && strings.HasPrefix(text, "}")
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

func (p *parser) packageStatement() *node {
	t := p.cut(expectStatement)
	name := p.cut(expectTerm)
	if name.kind != tWord {
		p.unexpected(name)
		p.giveUp()
	}
	n := &node{op: nPackage, text: name.text, stretch: t.stretch.to(name.stretch)}
	if v := p.look(expectTerm); v.kind == tNumber {
		p.cut(expectTerm)
	}
	if p.look(expectTerm).is("{") {
		outer := p.scope.pkg
		p.scope.pkg = name.text
		b := p.block()
		p.scope.pkg = outer
		n.kids = []*node{b}
		return n
	}
	p.endStatement(n)
	p.scope.pkg = name.text
	return n
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

// pragmas are modules that export no function.
var pragmas = set("strict", "warnings", "utf8", "base", "parent", "lib", "vars", "constant", "feature", "integer", "bytes", "locale",
	"overload", "subs", "version", "open", "diagnostics", "bigint", "bignum", "if", "mro", "encoding", "less", "sigtrap", "sort", "vmsish", "re",
	"Kernel::Config::Defaults", "Exporter")

// useStatement reads use and no, and does what the pragmas do.
func (p *parser) useStatement() *node {
	t := p.cut(expectStatement)
	name := p.cut(expectTerm)
	n := &node{op: nUse, stretch: t.stretch.to(name.stretch)}
	on := t.text == "use"
	if name.kind == tNumber || name.kind == tWord && len(name.text) > 1 && name.text[0] == 'v' && isDigit(name.text[1]) {
		for p.peek(0) == '.' || isDigit(p.peek(0)) {
			p.at++
		}
		p.useVersion(strings.TrimPrefix(p.text[name.off:p.at], "v"), on)
		p.endStatement(n)
		return n
	}
	if name.kind != tWord {
		p.unexpected(name)
		p.giveUp()
	}
	n.text = name.text
	if v := p.look(expectTerm); v.kind == tNumber {
		save := p.lexer
		p.cut(expectTerm)
		if p.look(expectOperator).is(",") {
			p.lexer = save
		}
	}
	if list := p.expression(); list != nil {
		n.kids = flat(list)
	}
	p.pragma(name.text, n, on)
	p.endStatement(n)
	return n
}

func (p *parser) useVersion(v string, on bool) {
	major, minor, _ := strings.Cut(v, ".")
	if !on || major != "5" {
		return
	}
	minor, _, _ = strings.Cut(minor, ".")
	n := 0
	for _, c := range minor[:min(3, len(minor))] {
		n = n*10 + int(c-'0')
	}
	if n >= 11 {
		p.scope.strictVars, p.scope.strictSubs, p.strictRefs = true, true, true
	}
}

func (p *parser) pragma(name string, n *node, on bool) {
	switch name {
	case "utf8":
		p.utf8 = on
		if on {
			p.checkEncoding(n)
		}
	case "strict":
		words := stringsOf(n.kids)
		if len(n.kids) == 0 || words["vars"] {
			p.scope.strictVars = on
		}
		if len(n.kids) == 0 || words["subs"] {
			p.scope.strictSubs = on
		}
		if on && (len(n.kids) == 0 || words["refs"]) {
			p.strictRefs = true
		}
	case "vars":
		for w := range stringsOf(n.kids) {
			p.global().declare(w).ours = true
		}
	case "constant", "subs":
		for i, k := range n.kids {
			if k.op == nAnonHash {
				for j := 0; j < len(k.kids); j += 2 {
					p.subs[k.kids[j].text] = true
				}
			} else if i == 0 || name == "subs" {
				p.subs[k.text] = true
			}
		}
		for w := range stringsOf(n.kids) {
			if name == "subs" {
				p.subs[w] = true
			}
		}
	default:
		if on && !pragmas[name] && !strings.HasPrefix(name, "Kernel::") {
			p.modules = true
		}
	}
}

// global is the outermost scope.
func (p *parser) global() *scope {
	s := p.scope
	for s.parent != nil {
		s = s.parent
	}
	return s
}

// stringsOf are the constants of a list.
func stringsOf(list []*node) map[string]bool {
	m := map[string]bool{}
	for _, n := range list {
		if n.op == nWords || n.op == nSeq {
			for w := range stringsOf(n.kids) {
				m[w] = true
			}
		} else if n.op == nConst {
			m[n.text] = true
		}
	}
	return m
}

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

// checkEncoding reports bytes that are no UTF-8 where use utf8 promises it. perl
// stops at the first line that has them, in a comment too.
func (p *parser) checkEncoding(n *node) {
	if p.src.valid {
		return
	}
	at := int(n.end)
	for at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	if end := dataMarker(p.text); at >= len(p.text) || end >= 0 && at > end {
		return
	}
	p.report(stretch{uint32(at), uint32(at + 1)}, "a byte that is no UTF-8: "+codePoint(p.text[at:at+1]), "perl: Malformed UTF-8 character (fatal); save the file as UTF-8, or remove use utf8")
}

// dataMarker is where perl stops to read, or -1.
func dataMarker(text string) int {
	for _, m := range []string{"\n__END__", "\n__DATA__"} {
		if i := strings.Index(text, m); i >= 0 {
			return i
		}
	}
	return -1
}
