package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed migrate.html.tmpl
var migratePage string

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
	if len(m.Needs) == 0 {
		fmt.Fprintln(out, "\n## Nothing is left to a person")
	} else {
		fmt.Fprintln(out, "\n## For a person to decide")
	}
	for i := range m.Needs {
		m.Needs[i].markdown(out)
	}
	if len(m.Rewritten) > 0 {
		fmt.Fprintln(out, "\n## What was rewritten")
	}
	for i := range m.Rewritten {
		a := &m.Rewritten[i]
		head := cell(a.ACL)
		if s := a.became(); s != "" {
			head += ", " + cell(s)
		}
		fmt.Fprintf(out, "\n### %s\n\n", head)
		if a.Place != nil {
			fmt.Fprintf(out, "%s\n\n", code(a.Place.String()))
		}
		for _, r := range a.Rewrites {
			at := ""
			if r.Place != nil {
				at = " (" + code(r.Place.String()) + ")"
			}
			fmt.Fprintf(out, "- **%s**%s: %s\n", cell(r.Kind), at, cell(r.Reason))
			fmt.Fprintf(out, "  - before: %s\n  - now: %s\n", codeOrNothing(r.Before), codeOrNothing(r.After))
		}
	}
	if len(m.Lines) > 0 {
		fmt.Fprintln(out, "\n## To delete after the import\n\nThese lines would override what is imported.")
		fmt.Fprintln(out)
		for _, l := range m.Lines {
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
	note := ""
	if !c.Differs {
		note = " Nothing behaves differently."
	}
	fmt.Fprintf(out, "\n### %s\n\n%s%s\n\n", cell(c.Class), cell(c.Text), note)
	for _, g := range c.groups() {
		var at []string
		for _, n := range g.At {
			s := "**" + cell(orElse(n.ACL, "(the set)")) + "**"
			if n.Place != nil {
				s += " (" + code(n.Place.String()) + ")"
			}
			at = append(at, s)
		}
		fmt.Fprintf(out, "- [ ] %s: %s\n  To do: %s\n", strings.Join(at, ", "), cell(sentence(g.Text)), cell(sentence(g.Do)))
	}
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
		section(c.Class+": "+c.share(), c.Text+" The smallest:", []BehaviourDifference{c.Smallest})
	}
	section("Not known", "On one side nobody can tell.", p.Doubtful)
}

// The page's own data: what is printed is clean already.
type (
	migrationPage struct {
		Title, From, To string
		Source          string
		Facts           []string
		Output          string
		Verdict, Class  string
		Numbers         []migrationNumber
		Needs           []migrationNeedsPart
		Rewritten       []migrationACLPart
		Lines           [][2]string
		Bounds          []string
		Proof           []migrationProofPart
		Next            []MigrationStep
		Unread          []string
	}
	migrationNumber    struct{ Number, What, Class string }
	migrationNeedsPart struct {
		Class, Text, Kind string
		Groups            []migrationNeedPart
	}
	migrationNeedPart struct {
		ACLs     [][2]string // name and place
		Text, Do string
	}
	migrationACLPart struct {
		Name, Became, Place string
		Rewrites            []migrationRewritePart
	}
	migrationRewritePart struct{ Kind, Place, Before, After, Reason string }
	migrationProofPart   struct {
		Head, Text, Class string
		Differences       []migrationDifferencePart
	}
	migrationDifferencePart struct {
		Words, Values, Class string
		Lines                []behaviourLine
	}
)

// HTML writes one page that needs nothing else.
func (m *Migration) HTML(out io.Writer) error {
	page, err := template.New("migrate").Parse(migratePage)
	if err != nil {
		return err
	}
	return page.Execute(out, m.page())
}

func (m *Migration) page() *migrationPage {
	p := &migrationPage{
		Title: Clean(m.title()), From: m.From, To: m.To, Source: Clean(strings.Join(m.Sources, ", ")), Output: Clean(m.Output), Verdict: Clean(m.Proof.verdict()), Class: "good",
		Next: m.Next,
	}
	for _, f := range m.facts() {
		p.Facts = append(p.Facts, Clean(f))
	}
	for _, u := range m.Unread {
		p.Unread = append(p.Unread, Clean(u))
	}
	for _, b := range m.Proof.bounds() {
		p.Bounds = append(p.Bounds, Clean(b))
	}
	p.numbers(m)
	for i := range m.Needs {
		c := &m.Needs[i]
		x := migrationNeedsPart{Class: c.Class, Text: c.Text, Kind: "changed"}
		if !c.Differs {
			x.Kind = "same"
			x.Text += " Nothing behaves differently."
		}
		for _, g := range c.groups() {
			y := migrationNeedPart{Text: Clean(sentence(upper(g.Text))), Do: Clean(sentence(upper(g.Do)))}
			for _, n := range g.At {
				y.ACLs = append(y.ACLs, [2]string{Clean(orElse(n.ACL, "(the set)")), placeWords(n.Place)})
			}
			x.Groups = append(x.Groups, y)
		}
		p.Needs = append(p.Needs, x)
	}
	for i := range m.Rewritten {
		a := &m.Rewritten[i]
		x := migrationACLPart{Name: Clean(a.ACL), Became: Clean(a.became()), Place: placeWords(a.Place)}
		for _, r := range a.Rewrites {
			x.Rewrites = append(x.Rewrites, migrationRewritePart{r.Kind, placeWords(r.Place), Clean(orElse(r.Before, "nothing")), Clean(orElse(r.After, "nothing")), Clean(r.Reason)})
		}
		p.Rewritten = append(p.Rewritten, x)
	}
	for _, l := range m.Lines {
		p.Lines = append(p.Lines, [2]string{Clean(l.where()), Clean(strings.Join(l.ACLs, ", "))})
	}
	p.proof(m)
	return p
}

// numbers are those that a customer asks for first.
func (p *migrationPage) numbers(m *Migration) {
	if len(m.Proof.Unnamed) > 0 {
		p.Class = "bad"
	} else if m.Proof.Differing > 0 {
		p.Class = "odd"
	}
	add := func(n int, what, class string) {
		p.Numbers = append(p.Numbers, migrationNumber{fmt.Sprint(n), what, class})
	}
	add(m.ACLs.Source, "ACLs in the source", "")
	add(m.ACLs.Rewritten, "of them rewritten", "")
	add(m.ACLs.Result, "ACLs in the new set", "")
	add(m.open(), "left to a person", map[bool]string{true: "odd"}[m.open() > 0])
	add(m.Proof.Scenarios, "scenarios simulated", "")
	add(m.Proof.Differing, "of them differ", map[bool]string{true: p.Class}[m.Proof.Differing > 0])
}

func (p *migrationPage) proof(m *Migration) {
	section := func(head, text, class string, all []BehaviourDifference) {
		if len(all) == 0 {
			return
		}
		x := migrationProofPart{Head: head, Text: text, Class: class}
		for i := range all {
			d := &all[i]
			x.Differences = append(x.Differences, migrationDifferencePart{Clean(d.words), strings.Join(shownEach(d.values()), ", "), class, d.lines()})
		}
		p.Proof = append(p.Proof, x)
	}
	section("No class names this", "It differs, and nobody knows why. Nothing should be imported before somebody has looked.", "removed", m.Proof.Unnamed)
	for i := range m.Proof.Classes {
		c := &m.Proof.Classes[i]
		section(c.Class+": "+c.share(), c.Text+" The smallest:", "changed", []BehaviourDifference{c.Smallest})
	}
	section("Not known", "On one side nobody can tell.", "changed", m.Proof.Doubtful)
}

func placeWords(p *Place) string {
	if p == nil {
		return ""
	}
	return Clean(p.String())
}
