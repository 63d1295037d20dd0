package yamlx

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

type style uint8

const (
	plainStyle style = iota
	singleStyle
	doubleStyle
	literalStyle
)

// shortLines is the length in bytes up to which several lines become one.
const shortLines = 30

// styleOf is the style that YAML::XS asks for: what perl would take for a
// number, nothing, undef or a boolean is quoted, and several lines are written
// as they are, or in one with escapes where they are short.
func styleOf(s string) style {
	switch s {
	case "", "~", "true", "false", "null":
		return singleStyle
	}
	if looksLikeNumber(s) {
		return singleStyle
	}
	switch line := strings.IndexByte(s, '\n') >= 0; {
	case line && len(s) > shortLines:
		return literalStyle
	case line:
		return doubleStyle
	}
	return plainStyle
}

// analysis says in which styles libyaml can write a text.
type analysis struct{ multiline, plain, single, literal bool }

func analyze(s string) analysis {
	a := analysis{plain: true, single: true, literal: true}
	if s == "" {
		a.literal = false
		return a
	}
	indicators := strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...")
	var leading, trailing, breakSpace, spaceBreak, special bool
	beforeBlank := true // what stands before is a blank, a line end or nothing
	var previousSpace, previousBreak bool
	for i, r := range s {
		n := utf8.RuneLen(r)
		first, last := i == 0, i+n >= len(s)
		afterBlank := last
		if !last {
			next, _ := utf8.DecodeRuneInString(s[i+n:])
			afterBlank = next == ' ' || next == '\t' || next == 0 || isBreak(next)
		}
		switch r {
		case '#':
			indicators = indicators || first || beforeBlank
		case ',', '[', ']', '{', '}', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`':
			indicators = indicators || first
		case '?', '-':
			indicators = indicators || first && afterBlank
		case ':':
			indicators = indicators || afterBlank
		}
		space, lineEnd := r == ' ', isBreak(r)
		special = special || !isPrintable(r)
		switch {
		case space:
			leading, trailing = leading || first, trailing || last
			breakSpace = breakSpace || previousBreak
		case lineEnd:
			a.multiline = true
			leading, trailing = leading || first, trailing || last
			spaceBreak = spaceBreak || previousSpace
		}
		previousSpace, previousBreak = space, lineEnd
		beforeBlank = space || lineEnd || r == '\t' || r == 0
	}
	a.literal = !spaceBreak && !special && !strings.HasSuffix(s, " ")
	a.plain = !indicators && !leading && !trailing && !a.multiline
	if breakSpace || spaceBreak || special {
		a.plain, a.single = false, false
	}
	return a
}

func (e *emitter) scalar(s string, st style, c context) {
	if st == plainStyle && isWord(s) {
		e.plain(s, c)
		return
	}
	if !utf8.ValidString(s) { // of a Perl file that is no UTF-8
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	a := analyze(s)
	switch {
	case c.simpleKey && a.multiline:
		st = doubleStyle
	case st == plainStyle && (!a.plain || s == "" && c.simpleKey):
		st = singleStyle
	}
	if st == singleStyle && !a.single || st == literalStyle && !a.literal {
		st = doubleStyle
	}
	outer := e.indent
	e.indent = max(outer, 0) + 2 // of the lines that a long text goes on in
	defer func() { e.indent = outer }()
	switch st {
	case plainStyle:
		e.plain(s, c)
	case singleStyle:
		e.single(s, c)
	case literalStyle:
		e.literal(s)
	default:
		e.double(s, c)
	}
}

// isWord reports whether a text is so simple that nothing about it has to be
// looked at: letters, digits and a few signs, and no blank to break a line at.
func isWord(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c|0x20 < 'a' || c|0x20 > 'z' {
			if i == 0 || (c < '0' || c > '9') && c != '_' && c != '.' {
				return false
			}
		}
	}
	return s != ""
}

func (e *emitter) plain(s string, c context) {
	if !e.whitespace {
		e.text(" ")
	}
	e.words(s, c, false)
	e.whitespace, e.indention = false, false
}

func (e *emitter) single(s string, c context) {
	e.indicator("'", true, false)
	e.words(s, c, true)
	e.indicator("'", false, false)
	e.whitespace, e.indention = false, false
}

// words writes a text as it is, but for line ends and long lines; in quotes an
// apostrophe is doubled, and neither the first nor the last blank breaks a line.
func (e *emitter) words(s string, c context, quoted bool) {
	if isShort(s) && e.column+len(s) <= bestWidth && (!quoted || strings.IndexByte(s, '\'') < 0) {
		e.text(s)
		return
	}
	var spaces, breaks bool
	for i, r := range s {
		n := utf8.RuneLen(r)
		switch {
		case r == ' ':
			if !c.simpleKey && !spaces && e.column > bestWidth && !strings.HasPrefix(s[i+1:], " ") && (!quoted || i > 0 && i < len(s)-1) {
				e.breakIndent()
			} else {
				e.text(" ")
			}
			spaces = true
		case isBreak(r):
			if !breaks && r == '\n' {
				e.lineEnd()
			}
			e.lineBreak(s[i : i+n])
			e.indention, breaks = true, true
		default:
			if breaks {
				e.breakIndent()
			}
			if quoted && r == '\'' {
				e.text("'")
			}
			e.rune(s[i : i+n])
			e.indention = false
			spaces, breaks = false, false
		}
	}
	if breaks && quoted {
		e.breakIndent()
	}
}

// isShort reports whether a text is ASCII without line ends.
func isShort(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

func (e *emitter) double(s string, c context) {
	e.indicator("\"", true, false)
	spaces := false
	for i, r := range s {
		n := utf8.RuneLen(r)
		switch {
		case !isPrintable(r) || r == '\ufeff' || isBreak(r) || r == '"' || r == '\\':
			e.text(escaped(r))
			spaces = false
		case r == ' ':
			if !c.simpleKey && !spaces && e.column > bestWidth && i > 0 && i < len(s)-1 {
				e.breakIndent()
				if s[i+1] == ' ' {
					e.text("\\")
				}
			} else {
				e.text(" ")
			}
			spaces = true
		default:
			e.rune(s[i : i+n])
			spaces = false
		}
	}
	e.indicator("\"", false, false)
	e.whitespace, e.indention = false, false
}

// literal writes lines as they are, behind a sign for what is at their end.
func (e *emitter) literal(s string) {
	e.indicator("|", true, false)
	if first, _ := utf8.DecodeRuneInString(s); first == ' ' || isBreak(first) {
		e.indicator("2", false, false)
	}
	e.openEnded = false
	last, n := utf8.DecodeLastRuneInString(s)
	before, _ := utf8.DecodeLastRuneInString(s[:len(s)-n])
	switch {
	case !isBreak(last):
		e.indicator("-", false, false)
	case len(s) == n || isBreak(before):
		e.indicator("+", false, false)
		e.openEnded = true
	}
	e.lineEnd()
	e.indention, e.whitespace = true, true
	breaks := true
	for i, r := range s {
		n := utf8.RuneLen(r)
		if isBreak(r) {
			e.lineBreak(s[i : i+n])
			e.indention, breaks = true, true
			continue
		}
		if breaks {
			e.breakIndent()
		}
		e.rune(s[i : i+n])
		e.indention, breaks = false, false
	}
}

// lineBreak writes a line end; of those that are no newline, the character.
func (e *emitter) lineBreak(s string) {
	e.buf = append(e.buf, s...)
	e.column = 0
}

// escaped is a character as libyaml writes it in double quotes.
func escaped(r rune) string {
	switch r {
	case 0:
		return `\0`
	case '\a':
		return `\a`
	case '\b':
		return `\b`
	case '\t':
		return `\t`
	case '\n':
		return `\n`
	case '\v':
		return `\v`
	case '\f':
		return `\f`
	case '\r':
		return `\r`
	case 0x1b:
		return `\e`
	case '"', '\\':
		return `\` + string(r)
	case 0x85:
		return `\N`
	case 0xa0:
		return `\_`
	case 0x2028:
		return `\L`
	case 0x2029:
		return `\P`
	}
	switch {
	case r <= 0xff:
		return fmt.Sprintf(`\x%02X`, r)
	case r <= 0xffff:
		return fmt.Sprintf(`\u%04X`, r)
	}
	return fmt.Sprintf(`\U%08X`, r)
}
