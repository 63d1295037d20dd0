package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/sergi/go-diff/diffmatchpatch"
)

// print prints hunks: byte for byte where nobody sits in front of them, so that git apply takes them; where
// there is colour, with the words that changed within a line marked.
func (x *DiffText) print(out io.Writer, t *Terminal) {
	switch {
	case !t.colored() && !t.live:
		fmt.Fprint(out, x.Hunks)
		return
	case !t.colored():
		for line := range strings.Lines(x.Hunks) {
			fmt.Fprintln(out, Clean(strings.TrimSuffix(line, "\n")))
		}
		return
	}
	var gone, come []string
	flush := func() {
		a, b := changedWords(t, gone, come)
		for _, line := range append(a, b...) {
			fmt.Fprintln(out, line)
		}
		gone, come = nil, nil
	}
	for _, l := range hunkLines(x.Hunks) {
		switch {
		case l.mark == '-':
			if len(come) > 0 {
				flush()
			}
			gone = append(gone, l.text)
			continue
		case l.mark == '+':
			come = append(come, l.text)
			continue
		}
		flush()
		switch {
		case l.mark == ' ':
			fmt.Fprintln(out, " "+l.text)
		case strings.HasPrefix(l.text, "@@"), strings.HasPrefix(l.text, "\\"):
			fmt.Fprintln(out, t.hushed.Render(l.text))
		default:
			fmt.Fprintln(out, t.name.Render(l.text))
		}
	}
	flush()
}

// hunkLine is a line of a hunk; of what is none, such as the names of files, the mark is 0.
type hunkLine struct {
	mark byte
	text string // fit to print
}

// hunkLines cuts hunks into lines. The names of files stand before the first hunk of each,
// whose numbers say how many lines are its own.
func hunkLines(hunks string) []hunkLine {
	var out []hunkLine
	before, after := 0, 0 // lines of this hunk to come
	for line := range strings.Lines(hunks) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case before+after > 0 && line != "" && line[0] != '\\':
			if line[0] != '+' {
				before--
			}
			if line[0] != '-' {
				after--
			}
			out = append(out, hunkLine{line[0], Clean(line[1:])})
			continue
		case strings.HasPrefix(line, "@@ "):
			head := strings.Fields(line)
			before, after = linesOf(head[1]), linesOf(head[2])
		}
		out = append(out, hunkLine{0, Clean(line)})
	}
	return out
}

// linesOf is how many lines a side of a hunk has.
func linesOf(side string) int {
	_, n, ok := strings.Cut(side, ",")
	if !ok {
		return 1
	}
	count, _ := strconv.Atoi(n)
	return count
}

// colored reports whether the terminal has colours.
func (t *Terminal) colored() bool { return t.bad.Render("x") != "x" }

// changedWords paints lines that went and lines that came in their place, with the words
// that differ in bold.
func changedWords(t *Terminal, gone, come []string) (a, b []string) {
	for _, side := range wordDiff(gone, come) {
		style, mark := t.bad, "-"
		if side.come {
			style, mark = t.good, "+"
		}
		line := style.Render(mark)
		for _, p := range side.parts {
			s := style
			if p.differs && side.paired {
				s = style.Reverse(true)
			}
			line += paint(s, p.text)
		}
		if side.come {
			b = append(b, line)
		} else {
			a = append(a, line)
		}
	}
	return a, b
}

// paint renders text with its blanks, which the style would trim.
func paint(s lipgloss.Style, text string) string {
	if text == "" {
		return ""
	}
	return s.Inline(true).Render(text)
}

// wordLine is a line of a hunk in parts.
type wordLine struct {
	come   bool
	paired bool // there is a line on the other side
	parts  []wordPart
}

type wordPart struct {
	text    string
	differs bool
}

// wordDiff cuts lines into the words that stay and those that differ; the n-th that went is compared with
// the n-th that came.
func wordDiff(gone, come []string) []wordLine {
	var out []wordLine
	var later []wordLine
	for i := range max(len(gone), len(come)) {
		switch {
		case i >= len(gone):
			later = append(later, wordLine{come: true, parts: []wordPart{{come[i], true}}})
		case i >= len(come):
			out = append(out, wordLine{parts: []wordPart{{gone[i], true}}})
		default:
			a, b := wordsOfLine(gone[i], come[i])
			out = append(out, wordLine{paired: true, parts: a})
			later = append(later, wordLine{come: true, paired: true, parts: b})
		}
	}
	return append(out, later...)
}

// wordsOfLine compares two lines word by word.
func wordsOfLine(old, text string) (a, b []wordPart) {
	numbers := map[string]rune{}
	var words []string
	number := func(line string) []rune {
		var out []rune
		for _, w := range splitWords(line) {
			n, ok := numbers[w]
			if !ok {
				n = rune(len(words) + 1)
				if n >= 0xD800 { // no characters beyond
					n += 0x800
				}
				numbers[w] = n
				words = append(words, w)
			}
			out = append(out, n)
		}
		return out
	}
	x, y := number(old), number(text)
	const most = 2000 // words, which no line that people read has
	if len(x) > most || len(y) > most {
		return []wordPart{{old, true}}, []wordPart{{text, true}}
	}
	word := func(s string) string {
		var b strings.Builder
		for _, n := range s {
			if n >= 0xD800 {
				n -= 0x800
			}
			b.WriteString(words[n-1])
		}
		return b.String()
	}
	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // the same every time
	for _, e := range d.DiffMainRunes(x, y, false) {
		text := word(e.Text)
		switch e.Type {
		case diffmatchpatch.DiffEqual:
			a, b = append(a, wordPart{text, false}), append(b, wordPart{text, false})
		case diffmatchpatch.DiffDelete:
			a = append(a, wordPart{text, true})
		case diffmatchpatch.DiffInsert:
			b = append(b, wordPart{text, true})
		}
	}
	return a, b
}

// splitWords cuts a line between words, blanks and other characters.
func splitWords(line string) []string {
	kind := func(r rune) int {
		switch {
		case r == ' ' || r == '\t':
			return 0
		case r < 0x80 && !strings.ContainsRune("_-.", r) && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z'):
			return 1
		}
		return 2
	}
	var out []string
	from, last := 0, -1
	for i, r := range line {
		k := kind(r)
		if i > 0 && (k != last || k == 1) {
			out = append(out, line[from:i])
			from = i
		}
		last = k
	}
	if from < len(line) {
		out = append(out, line[from:])
	}
	return out
}
