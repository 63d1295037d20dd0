package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// Text prints the report for a terminal.
func (m *Migration) Text(to io.Writer, t *Terminal) error {
	out := &failing{out: to}
	m.outline(out, t)
	m.needsText(out, t)
	m.rewritesText(out, t)
	if len(m.Lines) > 0 {
		m.head(out, t, "To delete after the import, since it would override it")
		for _, l := range m.Lines {
			t.blockAt(out, "  ", 4, listed(shownEach(l.ACLs)), Clean(l.where()))
		}
	}
	m.proofText(out, t)
	m.nextText(out, t)
	return out.err
}

// Outline prints what the report is about, the proof and the next steps.
func (m *Migration) Outline(to io.Writer, t *Terminal) error {
	out := &failing{out: to}
	m.outline(out, t)
	if n := m.open(); n > 0 {
		var classes []string
		for _, c := range m.Needs {
			classes = append(classes, fmt.Sprintf("%s (%d)", c.Class, len(c.Needs)))
		}
		t.block(out, "For a person: ", 2, wordsIn(strings.Join(classes, ", ")))
	}
	style := t.good
	if len(m.Proof.Unnamed) > 0 {
		style = t.bad
	}
	t.block(out, style.Render("Proof:")+" ", 2, wordsIn(Clean(m.Proof.verdict())))
	return out.err
}

func (m *Migration) head(out io.Writer, t *Terminal, title string) {
	fmt.Fprintln(out)
	t.hanging(out, []string{t.name.Render(title)})
}

func (m *Migration) outline(out io.Writer, t *Terminal) {
	t.hanging(out, wordsIn(Clean(m.title())))
	for _, f := range m.facts() {
		t.block(out, "  ", 2, wordsIn(Clean(f)))
	}
	for _, u := range m.Unread {
		t.block(out, "  not read: ", 4, wordsIn(Clean(u)))
	}
	if m.Output != "" {
		t.withPath(out, "  written to", m.Output)
	}
}

func (m *Migration) needsText(out io.Writer, t *Terminal) {
	if len(m.Needs) == 0 {
		m.head(out, t, "Nothing is left to a person")
		return
	}
	m.head(out, t, "For a person to decide")
	for i := range m.Needs {
		c := &m.Needs[i]
		fmt.Fprintln(out)
		style := t.odd
		if !c.Differs {
			style = t.hushed
		}
		words := wordsIn(Clean(c.Text))
		if !c.Differs {
			words = append(words, wordsIn("Nothing behaves differently.")...)
		}
		t.block(out, "  "+style.Render(c.Class)+": ", 4, words)
		do := c.onlyDo()
		for _, g := range c.groups() {
			for _, n := range g.At {
				at := ""
				if n.Place != nil {
					at = Clean(n.Place.String())
				}
				name := n.ACL
				if name == "" {
					name = "(the set)"
				}
				t.blockAt(out, "    ", 6, wordsIn(Clean(shown(name))), at)
			}
			t.block(out, "      ", 6, wordsIn(Clean(sentence(upper(g.Text)))))
			if do == "" {
				t.block(out, "      To do: ", 6, wordsIn(Clean(sentence(g.Do))))
			}
		}
		if do != "" {
			t.block(out, "    To do: ", 6, wordsIn(Clean(sentence(do))))
		}
	}
}

func (m *Migration) rewritesText(out io.Writer, t *Terminal) {
	if len(m.Rewritten) == 0 {
		return
	}
	m.head(out, t, "What was rewritten")
	said := map[string]bool{}
	for i := range m.Rewritten {
		a := &m.Rewritten[i]
		fmt.Fprintln(out)
		at := ""
		if a.Place != nil {
			at = Clean(a.Place.String())
		}
		words := []string{t.name.Render(Clean(a.ACL))}
		if s := a.became(); s != "" {
			words[0] += ","
			words = append(words, wordsIn(Clean(s))...)
		}
		t.blockAt(out, "  ", 4, words, at)
		for _, r := range a.Rewrites {
			at := ""
			if r.Place != nil {
				at = Clean(r.Place.String())
			}
			kind := r.Kind
			if !r.Exact {
				kind += " (see above)"
			}
			t.blockAt(out, "    ", 4, []string{t.odd.Render(kind)}, at)
			for _, side := range [][2]string{{"before", r.Before}, {"now", r.After}} {
				text := side[1]
				if text == "" {
					text = "nothing"
				}
				t.block(out, "      "+side[0], 14, wordsIn(Clean(text)))
			}
			if !said[r.Kind] {
				said[r.Kind] = true
				t.block(out, "      why", 14, wordsIn(Clean(r.Reason)))
			}
		}
	}
}

func (m *Migration) proofText(out io.Writer, t *Terminal) {
	p := &m.Proof
	m.head(out, t, "The proof")
	style := t.good
	if len(p.Unnamed) > 0 {
		style = t.bad
	}
	words := wordsIn(Clean(p.verdict()))
	words[0] = style.Render(words[0])
	t.block(out, "  ", 2, words)
	for _, b := range p.bounds() {
		t.block(out, "  ", 2, wordsIn(Clean(b)))
	}
	section := func(head, text string, all []BehaviourDifference) {
		if len(all) == 0 {
			return
		}
		fmt.Fprintln(out)
		t.block(out, "  "+head+": ", 4, wordsIn(Clean(text)))
		for i := range all {
			fmt.Fprintln(out)
			all[i].text(out, t)
		}
	}
	section(t.bad.Render("no class names this"), "it differs, and nobody knows why. Nothing should be imported before somebody has looked.", p.Unnamed)
	for i := range p.Classes {
		c := &p.Classes[i]
		section(t.odd.Render(c.Class), c.share()+". "+c.Text+" The smallest:", []BehaviourDifference{c.Smallest})
	}
	section(t.odd.Render("not known"), "on one side nobody can tell.", p.Doubtful)
}

func (m *Migration) nextText(out io.Writer, t *Terminal) {
	m.head(out, t, "Next")
	for i, s := range m.Next {
		t.block(out, fmt.Sprintf("  %d. ", i+1), 5, wordsIn(Clean(s.Text)))
		for _, c := range s.Commands {
			for _, line := range broken(Clean(c), t.Width-5) {
				fmt.Fprintln(out, "     "+line)
			}
		}
	}
}

// broken is a command on as many lines as it takes, for a shell. Words stay whole.
func broken(command string, width int) []string {
	var out []string
	line := ""
	for _, w := range strings.Split(command, " ") {
		switch {
		case line == "":
			line = w
		case lipgloss.Width(line)+lipgloss.Width(w)+3 > width && strings.HasPrefix(w, "-"):
			out = append(out, line+" \\")
			line = "    " + w
		default:
			line += " " + w
		}
	}
	return append(out, line)
}
