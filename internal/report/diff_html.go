package report

import (
	_ "embed"
	"html/template"
	"io"
	"slices"
	"strings"
)

//go:embed diff.html.tmpl
var diffPage string

// HTML writes one page that needs nothing else, for people who decide on a change.
func (d *Diff) HTML(out io.Writer) error {
	page, err := pageTemplate("diff", diffPage)
	if err != nil {
		return err
	}
	p := d.page()
	if d.Behaviour != nil {
		if p.Behaviour, err = d.Behaviour.HTML(); err != nil {
			return err
		}
	}
	return page.Execute(out, p)
}

// pageTemplate reads the template of a page. In it, place writes a place that is broken
// behind the names of folders first.
func pageTemplate(name, text string) (*template.Template, error) {
	place := func(at string) template.HTML {
		return template.HTML(strings.ReplaceAll(template.HTMLEscapeString(at), "/", "/<wbr>"))
	}
	return template.New(name).Funcs(template.FuncMap{"place": place}).Parse(text)
}

// htmlDiff is what the page is made of.
type htmlDiff struct {
	Title, Sides, Target string
	Summary              string
	ACLs                 []htmlDiffACL
	Texts                []string
	Lists                []htmlDiffList
	Behaviour            template.HTML
	Hunks                []htmlHunkLine
	NotApplied           string // why git apply does not take the hunks
	Notes                []string
}

type htmlDiffACL struct {
	Name, Kinds, Class, Place, Note, Gist string
	Lines                                 []htmlDiffLine
}

type htmlDiffLine struct{ What, Side, Class, Text, Place string }

// htmlDiffList is a list of ACLs with something about each.
type htmlDiffList struct {
	Head string
	ACLs []htmlDiffNamed
}

type htmlDiffNamed struct{ Name, Why, Place string }

type htmlHunkLine struct {
	Class, Mark string
	Parts       []htmlHunkPart
}

type htmlHunkPart struct {
	Text    string
	Differs bool
}

func (d *Diff) page() *htmlDiff {
	p := &htmlDiff{Title: "ACL changes", Target: targetText(d.Target, d.TargetAssumed)}
	p.Sides = Clean(d.Old.Name) + " (" + Plural(d.Old.ACLs, "ACL") + ") → " + Clean(d.New.Name) + " (" + Plural(d.New.ACLs, "ACL") + ")"
	switch {
	case d.Drift:
		p.Title = "ACLs in force that are not as they should be"
	case d.AsImport:
		p.Title = "ACL changes of an import"
	}
	if s := d.Structure; s != nil {
		p.Summary = d.summary()
		for i := range s.ACLs {
			if a := &s.ACLs[i]; !slices.Equal(a.Kinds, []string{"texts"}) {
				p.ACLs = append(p.ACLs, d.htmlACL(a))
			} else {
				for _, t := range a.Texts {
					p.Texts = append(p.Texts, t.What+" of "+Clean(a.Name)+": "+d.became(shown(t.Old), shown(t.New)))
				}
			}
		}
		p.list("Not deployed, so that a deployed set cannot have them", s.Undeployed)
		p.list("Of these code computes a part that nobody can compare", s.Computed)
	}
	p.list("To do by hand, for an import deletes nothing", d.ByHand)
	p.list("In force from another file than the deployed one", d.Overrides)
	if d.Hunks != nil {
		p.Hunks, p.NotApplied = htmlHunks(d.Hunks.Hunks), Clean(d.Hunks.NotApplied)
	}
	for _, n := range d.Notes {
		p.Notes = append(p.Notes, Clean(n))
	}
	return p
}

func (p *htmlDiff) list(head string, of []DiffNamed) {
	if len(of) == 0 {
		return
	}
	l := htmlDiffList{Head: head}
	for _, n := range of {
		l.ACLs = append(l.ACLs, htmlDiffNamed{Clean(n.Name), Clean(n.Why), Clean(n.Place.String())})
	}
	p.Lists = append(p.Lists, l)
}

func (d *Diff) htmlACL(a *DiffACL) htmlDiffACL {
	at := a.New
	if at == nil {
		at = a.Old
	}
	x := htmlDiffACL{Name: Clean(a.Name), Kinds: a.kinds(d), Class: "changed", Place: Clean(at.Place.String())}
	switch {
	case a.Old == nil:
		x.Class = "added"
	case a.New == nil:
		x.Class = "removed"
	}
	if !a.Effect {
		x.Note = "no answer changes"
	}
	if a.Old == nil || a.New == nil {
		x.Gist = Clean(a.gist)
		if !at.Deployed {
			x.Gist = "not deployed (" + at.Validity + "): " + x.Gist
		}
		if at.Stops {
			x.Gist += "; stops"
		}
		return x
	}
	for _, l := range a.lines(d) {
		y := htmlDiffLine{What: Clean(l.what), Side: l.side, Text: strings.Join(l.words, " ")}
		switch gone, come := d.sides(); l.side {
		case gone:
			y.Class = "removed"
		case come:
			y.Class = "added"
		}
		if l.place != nil {
			y.Place = Clean(l.place.String())
		}
		x.Lines = append(x.Lines, y)
	}
	return x
}

// htmlHunks are the lines of hunks, with the words that differ marked.
func htmlHunks(hunks string) []htmlHunkLine {
	var out []htmlHunkLine
	var gone, come []string
	flush := func() {
		for _, l := range wordDiff(gone, come) {
			x := htmlHunkLine{Class: "removed", Mark: "-"}
			if l.come {
				x.Class, x.Mark = "added", "+"
			}
			for _, part := range l.parts {
				x.Parts = append(x.Parts, htmlHunkPart{part.text, part.differs && l.paired})
			}
			out = append(out, x)
		}
		gone, come = nil, nil
	}
	for _, l := range hunkLines(hunks) {
		switch {
		case l.mark == '-':
			if len(come) > 0 {
				flush()
			}
			gone = append(gone, l.text)
		case l.mark == '+':
			come = append(come, l.text)
		default:
			flush()
			x := htmlHunkLine{Mark: " ", Parts: []htmlHunkPart{{Text: l.text}}}
			if l.mark == 0 {
				x.Class, x.Mark = "head", ""
			}
			out = append(out, x)
		}
	}
	flush()
	return out
}
