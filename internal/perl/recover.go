package perl

import (
	"strings"
)

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
		return ticketACLAt(strings.TrimLeft(text[:min(len(text), 200)], " \t")) >= 0 || assigns.MatchString(strings.TrimLeft(line, " \t"))
	}
	return line == "}" && strings.HasPrefix(text, "}")
}
