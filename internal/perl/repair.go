package perl

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// This file is what the parser does about mistakes that are plainly something
// else: it says so, and reads on as if it were right.

// perlSaysSo marks the place where perl stops, where that is not the mistake.
const perlSaysSo = "perl says so here"

func itoa(n uint32) string { return strconv.FormatUint(uint64(n), 10) }

// codePoint names a character that would be hard to see or to tell apart.
func codePoint(text string) string {
	r, _ := utf8.DecodeRuneInString(text)
	if r == utf8.RuneError {
		return "the byte 0x" + strconv.FormatUint(uint64(text[0]), 16)
	}
	return "U+" + strings.ToUpper(strconv.FormatInt(int64(r)+0x10000, 16)[1:])
}

func (p *parser) replace(title string, at stretch, text string) diag.Fix {
	return diag.Fix{Title: title, Edits: []diag.Edit{{Span: p.src.span(at), New: text}}}
}

// missingComma: a term behind a term. Where a statement seems to begin, the
// brackets around are what is missing.
func (p *parser) missingComma(t token, before *node, closer string) {
	if t.kind == tEOF || t.kind == tUnknown || !p.beginsItem(t) {
		p.unexpected(t)
		p.giveUp()
	}
	if p.beginsStatement(t) {
		p.notClosed(t)
		p.at = t.off
		p.giveUp()
	}
	behind := stretch{before.end, before.end}
	d := p.report(t.stretch, "a comma is missing before "+p.describe(t), "perl: syntax error", append(p.longStringBefore(t), p.related(behind, "write it here"))...)
	d.Fixes = append(d.Fixes, p.replace("write a comma", behind, ","))
}

// notClosed: a statement begins within brackets.
func (p *parser) notClosed(t token) {
	o := p.opened[len(p.opened)-1]
	p.report(t.stretch, "a statement begins, but '"+o.text+"' of line "+itoa(p.src.line(o.off))+" is not closed",
		"close it with '"+o.opens()+"' before this line", p.related(o.stretch, "opened here"))
}

// beginsItem reports whether a token can begin a value or key.
func (p *parser) beginsItem(t token) bool {
	switch t.kind {
	case tWord, tNumber, tQuoted, tVar, tCast:
		return true
	}
	return t.is("{") || t.is("[")
}

// beginsStatement reports whether a declaration or an assignment begins at t, as no
// item of a list does. What it assigns is nobody's business: it may be a password.
func (p *parser) beginsStatement(t token) bool {
	if t.isWord("my") || t.isWord("our") || t.isWord("local") {
		return true
	}
	if t.kind != tVar && t.kind != tCast || p.text[t.off] != '$' {
		return false
	}
	return ticketACLAt(p.text[t.off:min(int(t.off)+200, len(p.text))]) >= 0 || assigns.MatchString(lineOf(p.text, t.off))
}

// assigns matches a variable or an element that something is assigned to.
var assigns = regexp.MustCompile(`^\$\$?\w+(?:(?:->)?(?:\{[^{}]*\}|\[[^\[\]]*\]))*\s*(?:\|\||&&|//|[-+*/.x|&^])?=(?:[^=>~]|$)`)

// maxLine bounds how much of a line is looked at, in bytes: whole files may be one
// line.
const maxLine = 2000

// lineOf is the line from an offset on, up to maxLine.
func lineOf(text string, off uint32) string {
	s := text[off:min(int(off)+maxLine, len(text))]
	if n := strings.IndexByte(s, '\n'); n >= 0 {
		s = s[:n]
	}
	return s
}

// lostComment: words in a row in a line of their own are a comment that lost
// its #. The line is left out.
func (p *parser) lostComment(start, t token) bool {
	if !p.isProse(start) {
		return false
	}
	p.skipProse(start)
	return true
}

// isProse reports whether the line of a token, which is the first of it, is
// text and no list: at least three words in a row, and no => or quote.
func (p *parser) isProse(start token) bool {
	if !start.nl || start.kind != tWord && start.kind != tNumber {
		return false
	}
	line := lineOf(p.text, start.off)
	if strings.Contains(line, "=>") || strings.ContainsAny(line, "'\"{}[];$@") {
		return false
	}
	return len(strings.Fields(line)) >= 3
}

func (p *parser) skipProse(start token) {
	line := lineOf(p.text, start.off)
	// perl stops at the second word at the latest.
	d := p.report(stretch{start.off, start.off + uint32(len(strings.TrimRight(line, " \t\r")))},
		"text that is no Perl: a comment that lost its '#'?", "perl: syntax error; put '#' before it")
	at := stretch{start.off, start.off}
	d.Fixes = append(d.Fixes, p.replace("write #", at, "# "))
	p.at = start.off + uint32(len(line))
}

// straySemicolon: a statement ends within a hash. Where another one begins
// behind it, the brace is not closed; else a comma is meant.
func (p *parser) straySemicolon() {
	t := p.cut(expectTerm)
	next := p.look(expectTerm)
	if next.kind == tEOF {
		p.unexpected(next)
		p.giveUp()
	}
	if p.beginsStatement(next) || next.nl && (next.isWord("return") || next.kind == tNumber) {
		p.notClosed(next)
		p.giveUp()
	}
	d := p.report(t.stretch, "';' where ',' belongs: the hash is not closed yet", "perl: syntax error", p.related(next.stretch, perlSaysSo))
	d.Fixes = append(d.Fixes, p.replace("write a comma", t.stretch, ","))
}

// strayItem: something that begins no item.
func (p *parser) strayItem(start token, closer string) {
	if p.isProse(start) {
		p.skipProse(start)
		return
	}
	p.unexpected(p.look(expectTerm))
	p.giveUp()
}
