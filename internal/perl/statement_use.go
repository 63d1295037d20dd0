package perl

import (
	"strings"
	"unicode/utf8"
)

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
