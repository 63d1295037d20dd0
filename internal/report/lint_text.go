package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// hang is by how much what belongs to a finding is indented, in columns.
const hang = 4

// Text writes the findings for people: what is wrong where, the line with carets
// under the place, what to do, other places that explain it, and what --fix does.
func (l *Lint) Text(out io.Writer, t *Terminal) error {
	w := &failing{out: out}
	digits := 4
	for i := range l.Findings {
		digits = max(digits, len(strconv.Itoa(int(l.Findings[i].Place.Span.Start.Line))))
	}
	for i := range l.Findings {
		if i > 0 {
			fmt.Fprintln(w)
		}
		d := &l.Findings[i]
		place := Clean(d.Place.String()) + ":"
		words := append([]string{place, t.severity(d.Severity).Render(d.Severity.String() + ":")}, wordsIn(Clean(d.Summary))...)
		t.hanging(w, append(words, t.hushed.Render("["+Clean(string(d.Rule))+"]")))
		if s := l.sourceLine(d.Place); s != nil {
			s.text(w, t, digits, t.severity(d.Severity))
		}
		indent := strings.Repeat(" ", hang)
		for paragraph := range strings.SplitSeq(d.Detail, "\n") {
			if words := wordsIn(Clean(paragraph)); len(words) > 0 {
				t.block(w, indent, hang, words)
			}
		}
		for k := range d.Related {
			r := &d.Related[k]
			t.below(w, append(wordsIn(Clean(r.Message)+":"), Clean(r.Place.String())))
		}
		for _, f := range d.Fixes {
			t.below(w, append([]string{"fix:"}, wordsIn(Clean(f.Title))...))
		}
	}
	return w.err
}

func (t *Terminal) severity(s diag.Severity) lipgloss.Style {
	return [...]lipgloss.Style{diag.Info: t.hushed, diag.Warning: t.odd, diag.Error: t.bad}[s]
}

// hanging prints pieces with all lines but the first indented. The first piece
// is a place, which is never broken: terminals and editors go there.
func (t *Terminal) hanging(out io.Writer, pieces []string) {
	line, used := pieces[0], lipgloss.Width(pieces[0])
	for _, p := range pieces[1:] {
		p = clip(p)
		w := lipgloss.Width(p)
		if used+1+w > t.Width {
			fmt.Fprintln(out, line)
			line, used = strings.Repeat(" ", hang-1), hang-1
		}
		for w > t.Width-hang && !strings.Contains(p, "\x1b") {
			cut := cutAt(p, t.Width-hang)
			fmt.Fprintln(out, line+" "+cut)
			p = p[len(cut):]
			w = lipgloss.Width(p)
		}
		line += " " + p
		used += 1 + w
	}
	fmt.Fprintln(out, line)
}

// below prints words that belong to a finding.
func (t *Terminal) below(out io.Writer, words []string) {
	t.block(out, strings.Repeat(" ", hang)+clip(words[0])+" ", hang+2, words[1:])
}

// tabWidth is how many columns a tab takes at most.
const tabWidth = 4

// cells are the characters of a text as they are printed: what is unprintable as
// an escape, tabs as blanks.
func cells(text string) []string {
	var out []string
	column := 0
	for _, r := range text {
		c := Clean(string(r))
		if r == '\t' {
			c = strings.Repeat(" ", tabWidth-column%tabWidth)
		}
		column += lipgloss.Width(c)
		out = append(out, c)
	}
	return out
}

// text prints the line with its number, and carets under the place. Of a long
// one what is around the place is printed.
func (s *SourceLine) text(out io.Writer, t *Terminal, digits int, style lipgloss.Style) {
	line := cells(s.Text)
	from, to := min(s.from, len(line)), min(s.to, len(line))
	gutter := fmt.Sprintf(" %*d | ", digits, s.Line)
	left, right := window(line, from, to, t.Width-len(gutter), s.Column > 1, s.cut)
	shown := strings.Join(line[left:right], "")
	before := strings.Join(line[left:min(from, right)], "")
	under := lipgloss.Width(strings.Join(line[left:min(max(to, from), right)], "")) - lipgloss.Width(before)
	if left > 0 || s.Column > 1 {
		shown, before = "…"+shown, "…"+before
	}
	if right < len(line) || s.cut {
		shown += "…"
	}
	fmt.Fprintln(out, strings.TrimRight(gutter+shown, " "))
	carets := strings.Repeat("^", max(1, under))
	fmt.Fprintf(out, " %s | %s%s\n", strings.Repeat(" ", digits), strings.Repeat(" ", lipgloss.Width(before)), style.Render(carets))
}

// window chooses what is shown of a line that is too long: the place with as much
// before it as behind it, or its beginning. openLeft and openRight tell that the
// line goes on beyond it anyway.
func window(line []string, from, to, width int, openLeft, openRight bool) (left, right int) {
	total := 0
	for _, c := range line {
		total += lipgloss.Width(c)
	}
	room := func() int { // without the signs that something is left out
		n := width
		if openLeft || left > 0 {
			n--
		}
		if openRight || right < len(line) {
			n--
		}
		return max(n, 10)
	}
	left, right = 0, len(line)
	if total <= room() {
		return left, right
	}
	left, right = from, from
	before := max((room()-lipgloss.Width(strings.Join(line[from:to], "")))/2, min(width/4, 10))
	for used := 0; left > 0; left-- {
		if used += lipgloss.Width(line[left-1]); used > before {
			break
		}
	}
	used := lipgloss.Width(strings.Join(line[left:from], ""))
	for right < len(line) {
		w := lipgloss.Width(line[right])
		if right++; used+w > room() {
			right--
			break
		}
		used += w
	}
	for left > 0 { // where the end is in sight there is room before it
		w := lipgloss.Width(line[left-1])
		if left--; used+w > room() {
			left++
			break
		}
		used += w
	}
	return left, right
}

// wordsIn are the words of a text, that lines are broken between: single blanks part them, and
// several belong to what is quoted.
func wordsIn(text string) []string {
	var out []string
	inside := false // behind several blanks
	for _, piece := range strings.Split(strings.Trim(text, " "), " ") {
		switch {
		case piece == "" && len(out) > 0:
			out[len(out)-1] += " "
			inside = true
		case inside:
			out[len(out)-1] += " " + piece
			inside = false
		case piece != "":
			out = append(out, piece)
		}
	}
	return out
}
