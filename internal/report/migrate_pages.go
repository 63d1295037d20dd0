package report

import (
	"fmt"
	"io"
	"strings"
)

// Markdown writes the report for a wiki or a merge request.
func (m *Migration) Markdown(to io.Writer) error {
	out := &failing{out: to}
	fmt.Fprintf(out, "# %s\n\n", cell(m.title()))
	for _, f := range m.facts() {
		fmt.Fprintf(out, "- %s\n", cell(f))
	}
	for _, u := range m.Unread {
		fmt.Fprintf(out, "- not read: %s\n", cell(u))
	}
	if m.Output != "" {
		fmt.Fprintf(out, "- Written to %s.\n", code(m.Output))
	}
	fmt.Fprintf(out, "- **Proof:** %s\n", cell(m.Proof.verdict()))
	if n, _ := m.open(); n == 0 {
		fmt.Fprintln(out, "\n## Nothing is left to a person")
	}
	for _, p := range m.parts() {
		fmt.Fprintf(out, "\n## %s\n", p.Head)
		if p.Text != "" {
			fmt.Fprintf(out, "\n%s\n", p.Text)
		}
		for _, c := range p.Classes {
			c.markdown(out)
		}
	}
	if len(m.Rewritten) > 0 {
		fmt.Fprintln(out, "\n## What was rewritten")
		fmt.Fprintln(out)
	}
	for _, k := range m.kinds() {
		fmt.Fprintf(out, "- **%s** (%s), %s: %s\n", cell(k.Title), code(k.Kind), Plural(k.ACLs, "ACL"), cell(k.Reason))
	}
	for _, g := range m.rewriteGroups() {
		a := g.ACLs[0]
		head := cell(someNames(g.names()))
		if s := a.became(); s != "" {
			head += ", " + cell(s)
		}
		fmt.Fprintf(out, "\n### %s\n\n", head)
		switch {
		case len(g.ACLs) > mostNamed:
			fmt.Fprintf(out, "%s\n\n", cell(strings.Join(g.names(), ", ")))
		case len(g.ACLs) == 1 && a.Place != nil:
			fmt.Fprintf(out, "%s\n\n", code(a.Place.String()))
		}
		for _, r := range a.Rewrites {
			at := ""
			if r.Place != nil && len(g.ACLs) == 1 {
				at = " (" + code(r.Place.String()) + ")"
			}
			if !r.Exact {
				at += ", see above"
			}
			fmt.Fprintf(out, "- **%s**%s\n", cell(r.title()), at)
			fmt.Fprintf(out, "  - before: %s\n  - now: %s\n", codeOrNothing(r.Before), codeOrNothing(r.After))
		}
	}
	if len(m.Lines) > 0 {
		fmt.Fprintln(out, "\n## To delete after the import\n\nThese lines would override what is imported.")
		fmt.Fprintln(out)
		for _, l := range joined(m.Lines) {
			fmt.Fprintf(out, "- %s: %s\n", code(l.where()), cell(strings.Join(l.ACLs, ", ")))
		}
	}
	m.Proof.markdown(out)
	fmt.Fprintln(out, "\n## Next")
	fmt.Fprintln(out)
	for i, s := range m.Next {
		fmt.Fprintf(out, "%d. %s\n", i+1, cell(s.Text))
		for _, c := range s.Commands {
			fmt.Fprintf(out, "\n   ```sh\n   %s\n   ```\n", Clean(c))
		}
	}
	return out.err
}

func codeOrNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return code(s)
}

func (c *MigrationNeeds) markdown(out io.Writer) {
	fmt.Fprintf(out, "\n### %s (%s)\n\n%s\n\n", cell(c.Title), code(c.Class), cell(c.words()))
	do := c.onlyDo()
	groups := c.groups()
	for i := range groups {
		g := &groups[i]
		parts := make([]string, len(g.Parts))
		for i, p := range g.Parts {
			var at []string
			for _, n := range p.At {
				s := "**" + cell(orElse(n.ACL, "(the set)")) + "**"
				if n.Place != nil && len(p.At) <= mostPlaced {
					s += " (" + code(n.Place.String()) + ")"
				}
				at = append(at, s)
			}
			if parts[i] = strings.Join(at, ", "); p.Differs != "" {
				parts[i] = cell(p.Differs) + ": " + parts[i]
			}
		}
		switch {
		case len(parts) > mostParts:
			fmt.Fprintf(out, "- [ ] **%s**: %s\n", cell(strings.Join(g.names(), ", ")), cell(sentence(g.Text)))
		case len(parts) == 1:
			fmt.Fprintf(out, "- [ ] %s: %s\n", parts[0], cell(sentence(g.Text)))
		default:
			fmt.Fprintf(out, "- [ ] %s\n", cell(sentence(upper(g.Text))))
			for _, p := range parts {
				fmt.Fprintf(out, "  - %s\n", p)
			}
		}
		if do == "" {
			fmt.Fprintf(out, "\n  To do: %s\n", cell(sentence(g.Do)))
		}
	}
	if do != "" {
		fmt.Fprintf(out, "\nTo do: %s\n", cell(sentence(do)))
	}
}

// words say what the class is about, and how much of the proof differs for it.
func (c *MigrationNeeds) words() string {
	if c.Scenarios == 0 {
		return c.Text
	}
	return c.Text + " In the proof it differs in " + Plural(c.Scenarios, "scenario") + "."
}

func (p *MigrationProof) markdown(out io.Writer) {
	fmt.Fprintf(out, "\n## The proof\n\n%s\n", cell(p.verdict()))
	for _, b := range p.bounds() {
		fmt.Fprintf(out, "\n> %s\n", cell(b))
	}
	section := func(head, text string, all []BehaviourDifference) {
		if len(all) == 0 {
			return
		}
		fmt.Fprintf(out, "\n### %s\n\n%s\n", cell(head), cell(text))
		for i := range all {
			d := &all[i]
			values := ""
			if len(d.Values) > 0 {
				values = ": " + cell(strings.Join(shownEach(d.values()), ", "))
			}
			fmt.Fprintf(out, "\n- **%s**%s\n", cell(d.words), values)
			for _, l := range d.lines() {
				at := ""
				if l.Place != "" {
					at = " (" + l.Place + ")"
				}
				fmt.Fprintf(out, "  - %s: %s\n", l.Word, cell(l.Text+at))
			}
		}
	}
	section("No class names this", "It differs, and nobody knows why. Nothing should be imported before somebody has looked.", p.Unnamed)
	for i := range p.Classes {
		c := &p.Classes[i]
		section(c.Title+": "+c.share(), c.Text+" The smallest:", []BehaviourDifference{c.Smallest})
	}
	section("Not known", "On one side nobody can tell.", p.Doubtful)
}
