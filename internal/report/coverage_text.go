package report

import (
	"fmt"
	"io"
	"strings"
)

// CoverageText prints for people what the scenarios did not exercise: gaps only,
// and the ACLs that no scenario touches.
func (t *Tests) CoverageText(out io.Writer, term *Terminal) {
	for _, c := range t.Coverage {
		if t.TellsCoverage {
			fmt.Fprintln(out)
		}
		c.text(out, term, t.TellsCoverage)
	}
}

func (c *Coverage) text(out io.Writer, t *Terminal, gaps bool) {
	style := t.good
	if c.Hit < c.Points {
		style = t.bad
	}
	target := c.Target
	if c.TargetAssumed {
		target += " (assumed)"
	}
	pieces := []string{style.Render(fmt.Sprintf("%d %%", c.percent())), "·", fmt.Sprintf("%d of %d points", c.Hit, c.Points), "·", "ACLs", Clean(c.ACLs), "·", "target", target}
	t.block(out, t.name.Render("coverage"), 10, pieces)
	if !gaps {
		return
	}
	var untouched []string
	for _, a := range c.Covered {
		if !a.touched() {
			untouched = append(untouched, Clean(a.Name))
			continue
		}
		lacks := a.lacks()
		if len(lacks) == 0 {
			continue
		}
		head := []string{t.name.Render(Clean(a.Name)), "·", "matched", Plural(a.Matched, "time")}
		t.blockAt(out, "", 2, head, a.Place.String())
		for _, l := range lacks {
			words, what, ok := strings.Cut(l.text, ": ")
			line := []string{t.odd.Render(words)}
			if ok {
				line = append(line, strings.Fields(Clean(what))...)
			}
			t.blockAt(out, "", 4, line, lineColumn(l.at))
		}
	}
	if len(untouched) > 0 {
		t.block(out, "", 2, append([]string{t.bad.Render("no scenario touches:")}, listed(untouched)...))
	}
}

// lineColumn is a place in a file that stands above.
func lineColumn(p Place) string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }
