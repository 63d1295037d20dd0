package perl

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// parser turns tokens into trees, a statement at a time. After a mistake it
// repairs what was plainly meant and goes on, or gives up the statement.
type parser struct {
	lexer
	scope *scope
	depth int
	// opened are the brackets that are open, innermost last.
	opened []token
	// text that statements may be about is noticed as it is read.
	errors []diag.Diagnostic
	// lost: a mistake could not be repaired in the statement at hand.
	statementStart uint32
	subs           map[string]bool // defined in this file, so far
	modules        bool            // a module that may export anything was used
	longString     *token          // the last string that runs over several lines
	ended          bool            // __END__ was met
	bare           bool            // the source is a hash body
	strictRefs     bool
	inString       bool // the text at hand ends with a string
	// quoting are the errors whose text quotes the source, with what to say
	// instead where the statement is not about TicketAcl; judged says up to which
	// error that is decided.
	quoting   map[int]string
	judged    int
	plainACLs int       // assignments in the plain shape so far
	self      *variable // $Self of a snippet
	fast      plainReader
	peeked    peeked
	terms     int // so far
}

// abandon gives up the statement at hand.
type abandon struct{}

// peeked is a token that was looked at: most are looked at several times.
type peeked struct {
	before, after lexer
	mode          mode
	token         token
}

// look tells what comes without taking it.
func (p *parser) look(m mode) token {
	save := p.lexer
	t := p.cut(m)
	p.lexer = save
	return t
}

// cut takes the next token; words that quote what follows become quotes.
func (p *parser) cut(m mode) token {
	if p.peeked.mode == m && p.peeked.before == p.lexer {
		p.lexer = p.peeked.after
		return p.peeked.token
	}
	before := p.lexer
	t := p.read(m)
	p.peeked = peeked{before, p.lexer, m, t}
	return t
}

// read cuts the next token out of the text.
func (p *parser) read(m mode) token {
	t := p.next(m)
	if t.kind == tWord && m != expectOperator && !strings.Contains(t.text, "'") && p.quoteWordHere(&t) {
		t.end = p.at
	}
	if t.kind == tQuoted && strings.IndexByte(p.text[t.off:t.end], '\n') >= 0 && t.quote.op != "<<" {
		long := t
		p.longString = &long
	}
	return t
}

// quoteWordHere leaves words before => alone.
func (p *parser) quoteWordHere(t *token) bool {
	if p.beforeArrow() {
		return false
	}
	return p.quoteWord(t)
}

// beforeArrow reports whether => comes next.
func (p *parser) beforeArrow() bool {
	for i := p.at; i < uint32(len(p.text)); i++ {
		if c := p.text[i]; !isSpace(c) {
			if c == '#' && i > p.at {
				break
			}
			return strings.HasPrefix(p.text[i:], "=>")
		}
	}
	save := p.lexer
	p.skip(expectTerm)
	found := p.has("=>")
	p.lexer = save
	return found
}

// accept takes the operator op if it comes next.
func (p *parser) accept(op string) bool {
	save := p.lexer
	if t := p.cut(expectOperator); t.is(op) {
		return true
	}
	p.lexer = save
	return false
}

// open counts a bracket that was taken, and bounds how deep they go.
func (p *parser) open(t token) {
	p.opened = append(p.opened, t)
	if len(p.opened) > MaxDepth {
		p.report(t.stretch, "brackets are nested more than a thousand deep", "no configuration needs that; nothing behind it is read")
		p.ended = true
		p.giveUp()
	}
}

// close takes the closing bracket of the innermost open one. What else stands
// there is a mistake.
func (p *parser) close(closer string) stretch {
	t := p.cut(expectOperator)
	if t.is(";") && closer == "}" && p.opened[len(p.opened)-1].text == "{" {
		p.unexpected(p.look(expectTerm)) // perl takes the semicolon, and stops behind it
		p.giveUp()
	}
	if !t.is(closer) {
		p.unexpected(t)
		p.giveUp()
	}
	p.opened = p.opened[:len(p.opened)-1]
	return t.stretch
}

// giveUp ends the statement at hand; recover goes on behind it.
func (p *parser) giveUp() { panic(abandon{}) }

// maxFindings bounds how much is said about one file; perl itself stops after
// ten mistakes.
const maxFindings = 1000

// report notes an error.
func (p *parser) report(at stretch, summary, detail string, related ...diag.Related) *diag.Diagnostic {
	if p.ended {
		return &diag.Diagnostic{} // the end has been reported
	}
	if len(p.errors) == maxFindings {
		p.ended = true
		summary, detail, related = "too many mistakes: the rest of the file is not read", "mend the first ones", nil
	}
	p.errors = append(p.errors, diag.Diagnostic{
		Rule: diag.PerlSyntax, Severity: diag.Error, Place: p.src.place(at), Summary: summary, Detail: detail, Related: related,
	})
	return &p.errors[len(p.errors)-1]
}

// quotes notes that the last error quotes the source.
func (p *parser) quotes(instead string) {
	if p.quoting == nil {
		p.quoting = map[int]string{}
	}
	p.quoting[len(p.errors)-1] = instead
}

// judge takes quotations out of the errors of a statement that is not about
// TicketAcl: a configuration file holds passwords.
func (p *parser) judge(from uint32) {
	end := max(from, min(p.at, uint32(len(p.src.text))))
	if p.judged < len(p.errors) && !strings.Contains(p.src.text[from:end], "TicketAcl") {
		for i := p.judged; i < len(p.errors); i++ {
			if instead, ok := p.quoting[i]; ok {
				p.errors[i].Summary, p.errors[i].Detail, p.errors[i].Fixes = instead, "", nil
			}
		}
	}
	p.judged = len(p.errors)
}

func (p *parser) related(at stretch, message string) diag.Related {
	return diag.Related{Place: p.src.place(at), Message: message}
}

// unexpected reports a token where it cannot be, in the words that fit best.
func (p *parser) unexpected(t token) {
	switch {
	case t.kind == tEOF && p.inString:
		p.report(stretch{t.off, t.off}, "a variable in a string whose bracket is not closed", `perl: syntax error, within string; write \$ or \@ where none is meant`)
	case t.kind == tEOF && len(p.opened) > 0:
		o := p.opened[len(p.opened)-1]
		p.report(p.endOfFile(t), "the file ends before '"+o.text+"' of line "+itoa(p.src.line(o.off))+" is closed",
			"perl: Missing right curly or square bracket; add '"+o.opens()+"' where the block ends", p.related(o.stretch, "opened here"))
		p.ended = true
	case t.kind == tEOF:
		p.report(p.endOfFile(t), "the file ends in the middle of a statement", "perl: syntax error, at EOF")
		p.ended = true
	case t.kind == tUnknown:
		p.unknownCharacter(t)
	case t.op() == "}" || t.op() == "]" || t.op() == ")":
		p.wrongBracket(t)
	case t.nl && len(p.opened) > 0 && p.beginsStatement(t):
		p.notClosed(t)
	default:
		p.report(t.stretch, "syntax error at "+p.describe(t), p.guess(t), p.longStringBefore(t)...)
	}
}

// wrongBracket reports a closing bracket that does not fit.
func (p *parser) wrongBracket(t token) {
	if len(p.opened) == 0 {
		p.report(t.stretch, "'"+t.text+"' without an opening bracket", "perl: Unmatched right bracket; remove it, or look for a bracket that closes too early")
		return
	}
	o := p.opened[len(p.opened)-1]
	if o.opens() == t.text {
		p.report(t.stretch, "syntax error at '"+t.text+"'", "something is missing before it", p.longStringBefore(t)...)
		return
	}
	p.report(t.stretch, "'"+t.text+"' where '"+o.opens()+"' belongs", "perl: syntax error; close '"+o.text+"' of line "+itoa(p.src.line(o.off))+" first",
		append(p.longStringBefore(t), p.related(o.stretch, "opened here"))...)
}

// longStringBefore points to a string over several lines that ended shortly
// before a mistake: its closing quote is probably missing.
func (p *parser) longStringBefore(t token) []diag.Related {
	s := p.longString
	if s == nil || s.end > t.off || t.off-s.end > 200 {
		return nil
	}
	return []diag.Related{p.related(stretch{s.off, s.off + 1}, "this quote is closed only in line "+itoa(p.src.line(s.end))+": is one missing?")}
}

// unknownCharacter reports what no Perl is written with, such as the quotes of
// word processors.
func (p *parser) unknownCharacter(t token) {
	text := p.text[t.off:t.end]
	detail := "perl: Unrecognized character; remove it"
	if r, ok := wordProcessor[text]; ok {
		detail = "a word processor wrote this; " + r
	}
	p.report(t.stretch, "a character that perl does not know here: "+codePoint(text), detail)
}

var wordProcessor = map[string]string{
	"‘": "write '", "’": "write '", "‚": "write '", "“": `write "`, "”": `write "`, "„": `write "`,
	"–": "write -", "—": "write -", "…": "write ...", "\u00a0": "write a plain blank", "\ufeff": "remove it",
}

// describe names a token of the source; strings are not quoted, they could
// hold a password.
func (p *parser) describe(t token) string {
	switch t.kind {
	case tQuoted:
		return "a string"
	case tNumber:
		return "a number"
	case tVar:
		return "a variable"
	case tWord:
		return "a word"
	}
	return "'" + t.text + "'"
}

// guess says what a mistake at a token probably is.
func (p *parser) guess(t token) string {
	switch {
	case t.kind == tQuoted, t.kind == tVar, t.kind == tNumber, t.kind == tWord:
		return "an operator or a comma is missing before it"
	case t.is("=") || t.is("=>") || t.is(">"):
		return "write => between key and value"
	case t.is(";"):
		return "a value or a closing bracket is missing before it"
	}
	return "perl does not take this here"
}

// endOfFile is the end of the last line, where perl reports what is missing at
// the end.
func (p *parser) endOfFile(t token) stretch {
	if int(t.off) < len(p.text) { // __END__
		return stretch{t.off, t.off}
	}
	end := uint32(len(p.text))
	if end > 0 && p.text[end-1] == '\n' {
		end--
	}
	return stretch{end, end}
}

// expressionDepth bounds how deep expressions may be nested.
func (p *parser) enter() {
	if p.depth++; p.depth > 4*MaxDepth {
		p.report(stretch{p.at, p.at}, "this expression is nested too deep", "no configuration needs that; nothing behind it is read")
		p.ended = true
		p.giveUp()
	}
}

func (p *parser) leave() { p.depth-- }
