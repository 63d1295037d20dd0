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
		for _, l := range joined(m.Lines) {
			t.blockAt(out, "  ", 4, listed(firstNames(shownEach(l.ACLs))), Clean(l.where()))
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
	for _, p := range m.parts() {
		var classes []string
		for _, c := range p.Classes {
			classes = append(classes, fmt.Sprintf("%s (%d)", c.Title, len(c.Needs)))
		}
		t.block(out, p.Head+": ", 2, wordsIn(strings.Join(classes, "; ")))
	}
	style := t.odd
	switch {
	case len(m.Proof.Unnamed) > 0:
		style = t.bad
	case m.Proof.whole():
		style = t.good
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
	if n, _ := m.open(); n == 0 {
		m.head(out, t, "Nothing is left to a person")
	}
	for _, p := range m.parts() {
		m.head(out, t, p.Head)
		if p.Text != "" {
			t.block(out, "  ", 2, wordsIn(p.Text))
		}
		for _, c := range p.Classes {
			c.print(out, t)
		}
	}
}

func (c *MigrationNeeds) print(out io.Writer, t *Terminal) {
	fmt.Fprintln(out)
	style := t.odd
	if !c.Differs {
		style = t.hushed
	}
	head := append(styled(style, wordsIn(c.Title)), t.hushed.Render("("+c.Class+"),"), Plural(len(c.Needs), "time"))
	if c.Scenarios > 0 {
		head[len(head)-1] += ","
		head = append(head, wordsIn("differs in "+Plural(c.Scenarios, "scenario"))...)
	}
	t.block(out, "  ", 2, head)
	t.block(out, "    ", 4, wordsIn(Clean(c.Text)))
	do := c.onlyDo()
	groups := c.groups()
	for i := range groups {
		g := &groups[i]
		t.block(out, "    ", 4, wordsIn(Clean(sentence(upper(g.Text)))))
		if len(g.Parts) > mostParts {
			t.block(out, "      ", 6, listed(firstNames(g.names())))
		} else {
			for _, p := range g.Parts {
				p.print(out, t)
			}
		}
		if do == "" {
			t.block(out, "      To do: ", 6, wordsIn(Clean(sentence(g.Do))))
		}
	}
	if do != "" {
		t.block(out, "    To do: ", 6, wordsIn(Clean(sentence(do))))
	}
}

func (p *needPart) print(out io.Writer, t *Terminal) {
	head := "      "
	if p.Differs != "" {
		head += Clean(p.Differs) + ": "
	}
	if len(p.At) > mostPlaced {
		t.block(out, head, 6, listed(firstNames(needNames(p.At))))
		return
	}
	for _, n := range p.At {
		at := ""
		if n.Place != nil {
			at = Clean(n.Place.String())
		}
		t.blockAt(out, head, 6, wordsIn(Clean(shown(orElse(n.ACL, "(the set)")))), at)
	}
}

// styled are words of which each is rendered, since lines are broken between them.
func styled(style lipgloss.Style, words []string) []string {
	for i := range words {
		words[i] = style.Render(words[i])
	}
	return words
}

func (m *Migration) rewritesText(out io.Writer, t *Terminal) {
	if len(m.Rewritten) == 0 {
		return
	}
	m.head(out, t, "What was rewritten")
	for _, k := range m.kinds() {
		fmt.Fprintln(out)
		t.block(out, "  ", 2, append(styled(t.odd, wordsIn(k.Title)), t.hushed.Render("("+k.Kind+"),"), Plural(k.ACLs, "ACL")))
		t.block(out, "    ", 4, wordsIn(Clean(k.Reason)))
	}
	groups := m.rewriteGroups()
	for i := range groups {
		fmt.Fprintln(out)
		if i == mostChanges {
			more := 0
			for _, g := range groups[i:] {
				more += len(g.ACLs)
			}
			t.block(out, "  ", 2, wordsIn("and "+Plural(more, "more ACL")+", which a report as JSON, Markdown or HTML has (--report FILE.html)"))
			return
		}
		groups[i].print(out, t)
	}
}

func (g *rewriteGroup) print(out io.Writer, t *Terminal) {
	a, alone := g.ACLs[0], len(g.ACLs) == 1
	place := func(p *Place) string {
		if p == nil || !alone {
			return ""
		}
		return Clean(p.String())
	}
	words := styled(t.name, listed(firstNames(g.names())))
	if s := a.became(); s != "" {
		words[len(words)-1] += ","
		words = append(words, wordsIn(Clean(s))...)
	}
	t.blockAt(out, "  ", 2, words, place(a.Place))
	for i, r := range a.Rewrites {
		if i == 0 || a.Rewrites[i-1].Kind != r.Kind || a.Rewrites[i-1].Exact != r.Exact {
			head := styled(t.odd, wordsIn(r.title()))
			if !r.Exact {
				head = append(head, "(see", "above)")
			}
			t.block(out, "    ", 4, head)
		}
		t.blockAt(out, "      before", 14, wordsIn(Clean(orElse(r.Before, "nothing"))), place(r.Place))
		t.block(out, "      now", 14, wordsIn(Clean(orElse(r.After, "nothing"))))
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
		section(t.odd.Render(c.Title)+" "+t.hushed.Render("("+c.Class+")"), c.share()+". "+c.Text+" The smallest:", []BehaviourDifference{c.Smallest})
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

// broken is a command on as many lines as it takes, for a shell. Flags stay with their
// values.
func broken(command string, width int) []string {
	var out []string
	line := ""
	for i, flag := range strings.Split(command, " -") { // each with its value
		switch {
		case i == 0:
			line = flag
		case lipgloss.Width(line)+lipgloss.Width(flag)+4 > width:
			out = append(out, line+" \\")
			line = "    -" + flag
		default:
			line += " -" + flag
		}
	}
	return append(out, line)
}
