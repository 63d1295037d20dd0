package yamlx

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// explain says what is wrong at c in words that name the mend. sentence is the
// library's.
func (b *builder) explain(sentence string, c cursor) *fault {
	f := &fault{summary: sentence}
	line, i := b.lineOf(c.i)
	f.span = b.charAt(c)
	here := byte(0)
	if c.i < len(b.text) {
		here = b.text[c.i]
	}
	switch {
	case bytes.HasPrefix(b.text[c.i:], []byte(bom)):
		f.summary = "byte order mark inside the file"
		f.detail = "remove it; files were joined here, it seems"
	case strings.HasPrefix(sentence, "unknown anchor"):
		name := strings.TrimSuffix(strings.TrimPrefix(sentence, "unknown anchor '"), "' referenced")
		f.summary = "no anchor for alias *" + name
		f.detail = "quote a text that starts with '*': '*" + name + "'"
		if star := bytes.LastIndexByte(line[:i], '*'); star >= 0 {
			b.startAt(f, c, star-i)
		}
	case strings.HasPrefix(sentence, "exceeded max depth"):
		f.summary = fmt.Sprintf("nested deeper than %d levels", MaxDepth)
		f.detail = "no ACL is deeper than a few"
	case strings.Contains(sentence, "cannot start any token"):
		if here == '\t' {
			f.summary = "tab where YAML allows only blanks"
			f.detail = "indent with blanks"
		} else {
			f.summary = fmt.Sprintf("a text cannot start with '%c'", here)
			f.detail = fmt.Sprintf("quote it: '%s'", quotable(line[i:]))
		}
	case strings.Contains(sentence, "tab character"):
		f.summary = "tab where YAML allows only blanks"
		f.detail = "indent with blanks"
	case strings.Contains(sentence, "mapping values are not allowed"):
		f.summary = "': ' where no key can stand"
		f.detail = "quote a text that holds ': '; a key stands at the indentation of its neighbours"
	case strings.Contains(sentence, "unknown escape character"):
		f.summary = "unknown escape in double quotes"
		f.detail = `write the backslash twice, or use single quotes: '\d'`
	case strings.Contains(sentence, "end of stream") && (here == '"' || here == '\''):
		f.summary = fmt.Sprintf("the quote %c is not closed", here)
		f.detail = "close it; in single quotes a quote is written twice"
	case strings.Contains(sentence, "end of stream"):
		f.summary = "the file ends inside a quoted text"
		f.detail = "close the quote"
	case strings.Contains(sentence, "',' or ']'"), strings.Contains(sentence, "',' or '}'"),
		strings.Contains(sentence, "node content"):
		if k := b.unclosed(c.i); k >= 0 {
			c = cursor{pos: b.start, wide: c.wide}
			c.to(b.text, k)
			f.span = b.charAt(c)
			f.summary = fmt.Sprintf("'%c' is not closed", b.text[k])
			f.detail = "close it, or quote the text that starts with it"
			return f
		}
		b.explainExpected(f, c, line, i, sentence)
	case strings.Contains(sentence, "hexdecimal"):
		f.summary = "not enough hexadecimal digits in an escape"
		f.detail = `\x takes 2, \u 4 and \U 8; write a backslash that is meant as such twice`
	case strings.HasPrefix(sentence, "did not find expected"):
		b.explainExpected(f, c, line, i, sentence)
	case strings.Contains(sentence, "could not find expected ':'"):
		b.startAt(f, c, wordStart(line, i)-i)
		f.summary = "a key without ':'"
		f.detail = "put ': ' behind the key; indent a text that goes on in the next line"
	case strings.Contains(sentence, "sequence entries are not allowed"):
		f.summary = "'- ' where no list can start"
		f.detail = "start the list on a line of its own"
	case strings.Contains(sentence, "mapping keys are not allowed"):
		f.summary = "a key where none can stand"
		f.detail = "start it on a line of its own, or quote the text"
	}
	return f
}

// unclosed finds the bracket around byte k of the text that nothing closes, -1
// for none. It does not know quotes: a bracket inside one may mislead it, to a
// sentence that is less helpful.
func (b *builder) unclosed(k int) int {
	const far = 64 << 10 // bytes to either side
	depth, open := 0, -1
	for i := min(k, len(b.text)-1); i >= 0 && i > k-far && open < 0; i-- {
		switch b.text[i] {
		case ']', '}':
			depth++
		case '[', '{':
			if depth--; depth < 0 {
				open = i
			}
		}
	}
	if open < 0 {
		return -1
	}
	depth = 0
	for i := open; i < len(b.text) && i < k+far; i++ {
		switch b.text[i] {
		case '[', '{':
			depth++
		case ']', '}':
			if depth--; depth == 0 {
				return -1
			}
		}
	}
	return open
}

// explainExpected handles what most often goes wrong in hand-written ACLs: a
// token follows where the collection should go on or end. The cause is mostly
// an unquoted modifier, a quote inside quotes, or the indentation.
func (b *builder) explainExpected(f *fault, c cursor, line []byte, i int, sentence string) {
	what := strings.TrimPrefix(sentence, "did not find expected ")
	switch what {
	case "'-' indicator":
		f.summary = "a list goes on only with '- '"
	case "key":
		f.summary = "a key is expected here"
	case "node content":
		f.summary = "a value is expected here"
	case "<document start>":
		f.summary = "text behind the end of the document"
	default:
		f.summary = what + " is expected here"
	}
	f.detail = "check the indentation and the quotes"
	at := i
	if what == "key" || what == "'-' indicator" {
		k := wordStart(line, i)
		if i < len(line) && line[i] == ':' && (i+1 == len(line) || isBlank(line[i+1])) {
			if first := len(line) - len(bytes.TrimLeft(line, " \t")); !bytes.ContainsAny(line[first:i], "'\"-") {
				k = first // the place is the colon of a key of several words
			}
		}
		b.startAt(f, c, k-i)
		i = k
	}
	before := bytes.TrimRight(line[:i], " \t")
	if len(before) == 0 {
		if what == "key" || what == "'-' indicator" {
			f.detail = "check the indentation: what belongs together starts in one column"
		}
		return
	}
	switch before[len(before)-1] {
	case ']', '}':
		open := bytes.LastIndexByte(before, '[')
		if before[len(before)-1] == '}' {
			open = bytes.LastIndexByte(before, '{')
		}
		if open < 0 || !isTokenStart(before[:open]) {
			return
		}
		text := quotable(line[open:])
		b.startAt(f, c, open-at)
		f.summary = fmt.Sprintf("text behind '%c': an item that starts with a bracket needs quotes", before[len(before)-1])
		f.detail = "quote the item: '" + text + "'"
	case '\'', '"':
		f.summary = "text behind the closing quote"
		f.detail = "in single quotes write a quote twice; in double quotes write \\\""
	}
}

// wordStart returns where the word around line[i] starts: behind a blank, a
// quote or a bracket.
func wordStart(line []byte, i int) int {
	for i > 0 && strings.IndexByte(" \t'\"[]{}", line[i-1]) < 0 {
		i--
	}
	return i
}

// isTokenStart reports whether a token can start behind before.
func isTokenStart(before []byte) bool {
	before = bytes.TrimRight(before, " \t")
	return len(before) == 0 || strings.IndexByte("-:,[{?", before[len(before)-1]) >= 0
}

// quotable is the rest of a line as it goes between single quotes.
func quotable(rest []byte) string {
	const most = 60
	s := strings.TrimRight(string(rest), " \t")
	if k := strings.Index(s, " #"); k > 0 {
		s = strings.TrimRight(s[:k], " \t")
	}
	if len(s) > most {
		return s[:runeStart([]byte(s), most)] + "…"
	}
	return strings.ReplaceAll(s, "'", "''")
}

// lineOf returns the line around byte k of the text, and where k is in it.
func (b *builder) lineOf(k int) (line []byte, i int) {
	const most = 2000 // bytes to either side; nobody reads further
	from, to := k, k
	for from > 0 && k-from < most {
		r, n := utf8.DecodeLastRune(b.text[:from])
		if isBreak(r) {
			break
		}
		from -= n
	}
	for to < len(b.text) && to-k < most && breakAt(b.text, to) == 0 {
		to++
	}
	return b.text[from:to], k - from
}

// charAt is the span of the character at c.
func (b *builder) charAt(c cursor) acl.Span {
	start := c.pos
	if c.i < len(b.text) && breakAt(b.text, c.i) == 0 {
		c.step(b.text)
	}
	return acl.Span{Start: start, End: c.pos}
}

// startAt lets f start delta (negative) bytes from c, on the same line. Its end
// stays.
func (b *builder) startAt(f *fault, c cursor, delta int) {
	chars := uint32(0)
	wide := uint32(0)
	for i := c.i + delta; i < c.i; {
		n := nextRune(b.text, i) - i
		if n == 4 {
			wide += 4
		} else {
			wide += 2
		}
		chars++
		i += n
	}
	f.span.Start = c.pos
	f.span.Start.Column -= chars
	if c.wide {
		f.span.Start.Offset -= wide
	} else {
		f.span.Start.Offset -= uint32(-delta)
	}
}
