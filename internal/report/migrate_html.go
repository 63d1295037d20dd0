package report

import (
	_ "embed"
	"fmt"
	"io"
	"strings"
)

//go:embed migrate.html.tmpl
var migratePage string

// The page's own data: what is printed is clean already.
type (
	migrationPage struct {
		Title, From, To string
		Source          string
		Facts           []string
		Output          string
		Verdict, Class  string
		Numbers         []migrationNumber
		Parts           []migrationPart
		Nothing         bool // is left to a person
		Kinds           []migrationKindPart
		Rewritten       []migrationACLPart
		Lines           [][2]string
		Bounds          []string
		Proof           []migrationProofPart
		Next            []MigrationStep
		Unread          []string
	}
	migrationNumber struct{ Number, What, Class string }
	migrationPart   struct {
		Head, Text string
		Classes    []migrationNeedsPart
	}
	migrationNeedsPart struct {
		Class, Title, Text, Kind, Do string
		Groups                       []migrationNeedPart
	}
	migrationNeedPart struct {
		Text, Do string
		Parts    []migrationNeedNames
		Folded   string // how many there are, where they are many
	}
	migrationNeedNames struct {
		Differs string
		ACLs    [][2]string // name and place
		Many    string      // how many, where they are many
	}
	migrationKindPart struct{ Title, Kind, Count, Reason string }
	migrationACLPart  struct {
		Name, Became, Place string
		All                 string // the names, where they are many
		Rewrites            []migrationRewritePart
	}
	migrationRewritePart struct{ Kind, Place, Before, After string }
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
	page, err := pageTemplate("migrate", migratePage)
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
	n, _ := m.open()
	p.Nothing = n == 0
	p.numbers(m)
	for _, part := range m.parts() {
		x := migrationPart{Head: part.Head, Text: part.Text}
		for _, c := range part.Classes {
			x.Classes = append(x.Classes, c.page())
		}
		p.Parts = append(p.Parts, x)
	}
	for _, k := range m.kinds() {
		p.Kinds = append(p.Kinds, migrationKindPart{k.Title, k.Kind, Plural(k.ACLs, "ACL"), Clean(k.Reason)})
	}
	for _, g := range m.rewriteGroups() {
		a := g.ACLs[0]
		x := migrationACLPart{Name: someNames(g.names()), Became: Clean(a.became())}
		if len(g.ACLs) > mostNamed {
			x.All = strings.Join(g.names(), ", ")
		}
		place := func(*Place) string { return "" }
		if len(g.ACLs) == 1 {
			place = placeWords
		}
		x.Place = place(a.Place)
		last := ""
		for _, r := range a.Rewrites {
			title := r.title()
			if !r.Exact {
				title += " (see above)"
			}
			if n := len(x.Rewrites); n > 0 && last == title {
				title = ""
			} else {
				last = title
			}
			x.Rewrites = append(x.Rewrites, migrationRewritePart{title, place(r.Place), Clean(orElse(r.Before, "nothing")), Clean(orElse(r.After, "nothing"))})
		}
		p.Rewritten = append(p.Rewritten, x)
	}
	for _, l := range joined(m.Lines) {
		p.Lines = append(p.Lines, [2]string{Clean(l.where()), Clean(someNames(l.ACLs))})
	}
	p.proof(m)
	return p
}

// page is a class as the page shows it.
func (c *MigrationNeeds) page() migrationNeedsPart {
	x := migrationNeedsPart{Class: c.Class, Title: c.Title, Text: c.words(), Kind: "changed"}
	if !c.Differs {
		x.Kind = "same"
	}
	do := c.onlyDo()
	x.Do = Clean(sentence(upper(do)))
	for _, g := range c.groups() {
		y := migrationNeedPart{Text: Clean(sentence(upper(g.Text)))}
		if do == "" {
			y.Do = Clean(sentence(upper(g.Do)))
		}
		if len(g.Parts) > mostParts {
			y.Folded = Plural(len(needNames(g.all())), "ACL")
		}
		for _, part := range g.Parts {
			z := migrationNeedNames{Differs: Clean(part.Differs)}
			if len(part.At) > mostNamed && y.Folded == "" {
				z.Many = Plural(len(part.At), "ACL")
			}
			for _, n := range part.At {
				z.ACLs = append(z.ACLs, [2]string{Clean(orElse(n.ACL, "(the set)")), placeWords(n.Place)})
			}
			y.Parts = append(y.Parts, z)
		}
		x.Groups = append(x.Groups, y)
	}
	return x
}

// numbers are those that a customer asks for first.
func (p *migrationPage) numbers(m *Migration) {
	if len(m.Proof.Unnamed) > 0 {
		p.Class = "bad"
	} else if !m.Proof.whole() || !p.Nothing {
		p.Class = "odd"
	}
	add := func(n int, what, class string) {
		p.Numbers = append(p.Numbers, migrationNumber{fmt.Sprint(n), what, class})
	}
	add(m.ACLs.Source, "ACLs in the source", "")
	add(m.ACLs.Rewritten, "of them rewritten", "")
	add(m.ACLs.Result, "ACLs in the new set", "")
	n, _ := m.open()
	add(n, "left to a person", map[bool]string{true: "odd"}[n > 0])
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
		section(c.Title+": "+c.share(), c.Text+" The smallest:", "changed", []BehaviourDifference{c.Smallest})
	}
	section("Not known", "On one side nobody can tell.", "changed", m.Proof.Doubtful)
}

func placeWords(p *Place) string {
	if p == nil {
		return ""
	}
	return Clean(p.String())
}
