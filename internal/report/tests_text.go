package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// testsText prints results for people: what failed with the reason, and at the
// end how many there were.
type testsText struct {
	*Tests
	out     *failing
	t       *Terminal
	verbose bool
}

// Text prints for people as results come. verbose: also what passed.
func (t *Tests) Text(out io.Writer, term *Terminal, verbose bool) *testsText {
	return &testsText{t, &failing{out: out}, term, verbose}
}

func (w *testsText) Scenario(s *Tested) error {
	w.target(s)
	switch {
	case s.fails:
	case s.Outcome == "passed" && !w.verbose && len(s.Notes) == 0:
		return w.out.err
	}
	style := w.t.bad
	switch s.Outcome {
	case "passed":
		style = w.t.good
	case "skipped", "no expectation":
		style = w.t.hushed
	case "undetermined":
		style = w.t.odd
	}
	pieces := strings.Fields(Clean(s.Name))
	if s.Skip != "" {
		pieces = append(append(pieces, "·"), strings.Fields(Clean(s.Skip))...)
	}
	word := s.Outcome
	if word == "no expectation" {
		word, pieces = "untested", append(pieces, "·", "nothing", "is", "expected")
	}
	w.t.blockAt(w.out, style.Render(word), 14, pieces, s.Place.String())
	for i := range s.Failures {
		w.failure(&s.Failures[i])
	}
	for _, n := range s.Notes {
		w.t.block(w.out, "  note:", 8, strings.Fields(Clean(n)))
	}
	if s.fails {
		fmt.Fprintln(w.out)
	}
	return w.out.err
}

// failure prints what was expected against what there is.
func (w *testsText) failure(f *TestFailure) {
	indent := 16
	what := Clean(f.What)
	if f.What == "" || f.Message != "" && len(f.Want)+len(f.Lacks) == 0 {
		w.t.block(w.out, "  "+w.t.name.Render(what), indent, strings.Fields(Clean(f.Message)))
		w.because(f)
		return
	}
	if lipgloss.Width(what) > indent-4 {
		w.t.block(w.out, "", 2, []string{w.t.name.Render(what)})
		what = ""
	}
	head := func() string {
		defer func() { what = "" }()
		return "  " + w.t.name.Render(what)
	}
	line := func(word string, values []string, mark func(string) string) {
		pieces := []string{word}
		for i, v := range values {
			p := shown(v)
			if mark != nil {
				p = mark(v)
			}
			if i < len(values)-1 {
				p += ","
			}
			pieces = append(pieces, p)
		}
		if len(values) == 0 {
			pieces = append(pieces, "nothing")
		}
		w.t.block(w.out, head(), indent, pieces)
	}
	missing := func(v string) string {
		if slices.Contains(f.Missing, v) {
			return w.t.bad.Render(shown(v))
		}
		return shown(v)
	}
	extra := func(v string) string {
		if slices.Contains(f.Extra, v) {
			return w.t.bad.Render(shown(v))
		}
		return shown(v)
	}
	if f.Exact {
		line("expected", f.Want, missing)
	}
	if f.Message != "" {
		w.t.block(w.out, head(), indent, strings.Fields(Clean(f.Message)))
	} else if f.Exact {
		line("there is", f.Got, extra)
	}
	if len(f.Missing) > 0 {
		line("missing", f.Missing, nil)
	}
	if len(f.Extra) > 0 {
		word := "not expected"
		if !f.Exact {
			word = "there all the same"
		}
		line(word, f.Extra, nil)
	}
	if len(f.Maybe) > 0 && f.Message == "" {
		line("not known", f.Maybe, nil)
	}
	w.because(f)
}

// because prints why something is not known, and the stories of wrong values.
func (w *testsText) because(f *TestFailure) {
	for _, why := range f.Why {
		if slices.ContainsFunc(f.Stories, func(y Story) bool { return slices.Contains(y.Unknown, why) }) {
			continue // a story says so
		}
		w.t.block(w.out, "", 18, strings.Fields("because "+Clean(why)))
	}
	if f.told == nil {
		return
	}
	narrow := *w.t
	narrow.Width = max(40, w.t.Width-4)
	var text bytes.Buffer
	f.told.shorter().why(&text, &narrow)
	for line := range strings.Lines(text.String()) {
		if strings.TrimSpace(line) == "" {
			fmt.Fprintln(w.out)
			continue
		}
		fmt.Fprint(w.out, "    ", line)
	}
	if f.Untold > 0 {
		w.t.block(w.out, "", 4, strings.Fields(fmt.Sprintf("… and %d more", f.Untold)))
	}
}

// summary is how many scenarios there were of each outcome.
func (t *Tests) summary() string {
	var parts []string
	add := func(n int, words string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, words))
		}
	}
	add(t.Failed, "failed")
	add(t.Undetermined, "undetermined")
	add(t.Broken, "broken")
	add(t.Passed, "passed")
	add(t.SkippedTests, "skipped")
	add(t.Bare, "without an expectation")
	add(t.NotRun, "not run")
	if len(parts) == 0 {
		parts = []string{"no scenario"}
	}
	return strings.Join(parts, ", ")
}

// maxMissed is how many ACLs that did not match a failure names.
const maxMissed = 6

// shorter tells which ACLs did not match once for each list, and not of all where
// they are many.
func (s *Simulation) shorter() *Simulation {
	out := *s
	out.Stories = slices.Clone(s.Stories)
	var last []string
	for i := range out.Stories {
		y := &out.Stories[i]
		missed := y.Missed
		switch {
		case i > 0 && slices.Equal(missed, last):
			y.Missed = nil
		case len(missed) > maxMissed:
			y.Missed = missed[:maxMissed:maxMissed]
			y.more = len(missed) - maxMissed
		}
		last = missed
	}
	return &out
}

func (w *testsText) End() error {
	style := w.t.good
	if w.Fails() {
		style = w.t.bad
	}
	pieces := strings.Fields(w.summary())
	pieces[0] = style.Render(pieces[0])
	if len(w.order) > 0 {
		pieces = append(pieces, "·", "target")
		pieces = append(pieces, listed(w.order)...)
	}
	w.t.block(w.out, "", 0, pieces)
	w.CoverageText(w.out, w.t)
	return w.out.err
}
