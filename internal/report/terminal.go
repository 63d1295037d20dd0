package report

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/term"
	"github.com/muesli/termenv"
)

// defaultWidth is the width of what is no terminal.
const defaultWidth = 80

// Terminal is where text is printed: how wide it is, and with which styles.
// Colour is only ever a second signal.
type Terminal struct {
	Width                        int
	live                         bool // somebody sits in front of it
	name, good, bad, odd, hushed lipgloss.Style
}

// ColorModes are the values of --color.
func ColorModes() []string { return []string{"auto", "always", "never"} }

// NewTerminal looks at where the output goes. color is one of ColorModes;
// NO_COLOR in the environment counts for auto.
func NewTerminal(out io.Writer, color string) *Terminal {
	t := &Terminal{Width: defaultWidth}
	isTerminal := false
	if f, ok := out.(*os.File); ok && term.IsTerminal(f.Fd()) {
		isTerminal, t.live = true, true
		if w, _, err := term.GetSize(f.Fd()); err == nil && w > 0 {
			t.Width = w
		}
	}
	if w, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && w > 0 {
		t.Width = w
	}
	t.Width = max(t.Width, 40)
	colors := color == "always" || color == "auto" && isTerminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(termenv.Ascii)
	if colors {
		r.SetColorProfile(termenv.ANSI)
	}
	t.name = r.NewStyle().Bold(colors)
	t.good = r.NewStyle().Foreground(lipgloss.Color("2"))
	t.bad = r.NewStyle().Foreground(lipgloss.Color("1"))
	t.odd = r.NewStyle().Foreground(lipgloss.Color("3"))
	t.hushed = r.NewStyle().Faint(colors)
	return t
}

// plainTerminal is a width without colour.
func plainTerminal(width int) *Terminal {
	t := NewTerminal(io.Discard, "never")
	t.Width = width
	return t
}

// Clean makes text of a file fit to print: control characters, and what turns
// the direction of text around, are shown as escapes.
func Clean(s string) string {
	if strings.IndexFunc(s, unprintable) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if unprintable(r) {
			q := strconv.QuoteRuneToASCII(r)
			b.WriteString(q[1 : len(q)-1])
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func unprintable(r rune) bool {
	return r == unicode.ReplacementChar || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
}

// shown is a value as it is printed: what would be hard to see is quoted.
func shown(s string) string {
	if s == "" || strings.TrimSpace(s) != s || strings.ContainsAny(s, ",[]'") && !strings.HasPrefix(s, "[") {
		return "'" + Clean(s) + "'"
	}
	return Clean(s)
}

// pad fills text up to a number of columns.
func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-lipgloss.Width(s)))
}

// block prints a line that starts with head and goes on with pieces, which are
// kept whole where they fit; further lines are indented by indent columns.
func (t *Terminal) block(out io.Writer, head string, indent int, pieces []string) {
	t.blockAt(out, head, indent, pieces, "")
}

// maxPiece bounds how much of one word is printed, in bytes; what is longer is
// nothing to read.
const maxPiece = 4000

func clip(p string) string {
	if len(p) <= maxPiece {
		return p
	}
	return strings.ToValidUTF8(p[:maxPiece], "") + fmt.Sprintf("… (%d bytes)", len(p))
}

// blockAt is block with a place, at the right edge where it fits, else on a
// line of its own.
func (t *Terminal) blockAt(out io.Writer, head string, indent int, pieces []string, place string) {
	line := pad(head, indent)
	used := lipgloss.Width(line)
	empty := true
	for _, p := range pieces {
		p = clip(p)
		w := lipgloss.Width(p)
		if !empty && used+1+w > t.Width {
			fmt.Fprintln(out, strings.TrimRight(line, " "))
			line, used, empty = strings.Repeat(" ", indent), indent, true
		}
		if !empty {
			line += " "
			used++
		}
		for empty && used+w > t.Width && w > t.Width-indent && t.Width > indent+10 {
			cut := cutAt(p, t.Width-used)
			fmt.Fprintln(out, strings.TrimRight(line+cut, " "))
			p = p[len(cut):]
			w = lipgloss.Width(p)
			line, used = strings.Repeat(" ", indent), indent
		}
		line += p
		used += w
		empty = false
	}
	line = strings.TrimRight(line, " ")
	if place != "" {
		gap := t.Width - lipgloss.Width(line) - lipgloss.Width(place)
		if gap < 2 {
			fmt.Fprintln(out, line)
			line, gap = "", max(indent, t.Width-lipgloss.Width(place))
		}
		line += strings.Repeat(" ", gap) + t.hushed.Render(place)
	}
	fmt.Fprintln(out, line)
}

// cutAt is the longest beginning of s that fits in width columns, at a blank
// where there is one. Styled text is never cut.
func cutAt(s string, width int) string {
	if strings.Contains(s, "\x1b") {
		return s
	}
	end, blank := 0, 0
	for i, r := range s {
		if lipgloss.Width(s[:i]+string(r)) > width {
			break
		}
		end = i + len(string(r))
		if r == ' ' {
			blank = end
		}
	}
	if blank > 0 && end < len(s) {
		return s[:blank]
	}
	if end == 0 {
		return s
	}
	return s[:end]
}

// listed turns values into pieces with commas.
func listed(values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = v
		if i < len(values)-1 {
			out[i] += ","
		}
	}
	return out
}
