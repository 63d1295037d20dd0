package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Markdown writes the sections for a merge request.
func (d *Diff) Markdown(out io.Writer) error {
	b := bufio.NewWriter(out)
	title := "ACLs: " + code(d.Old.Name) + " → " + code(d.New.Name)
	switch {
	case d.Drift:
		title = "ACLs in force in " + code(d.Old.Name) + ", and those of " + code(d.New.Name)
	case d.AsImport:
		title = "ACLs: " + code(d.Old.Name) + " → after an import of " + code(d.New.Name)
	}
	fmt.Fprintf(b, "### %s\n\n", title)
	if d.Structure != nil {
		d.Structure.markdown(b, d)
	}
	if d.Behaviour != nil {
		if err := d.Behaviour.Markdown(b); err != nil {
			return err
		}
	}
	if d.Hunks != nil && d.Hunks.Hunks != "" {
		fence := "```"
		for strings.Contains(d.Hunks.Hunks, fence) {
			fence += "`"
		}
		if d.Hunks.NotApplied != "" {
			fmt.Fprintf(b, "\ngit apply does not take the text: %s\n", cell(d.Hunks.NotApplied))
		}
		fmt.Fprintf(b, "\n<details><summary>text</summary>\n\n%sdiff\n%s%s\n\n</details>\n", fence, d.Hunks.Hunks, fence)
	}
	named := func(head string, list []DiffNamed) {
		if len(list) == 0 {
			return
		}
		fmt.Fprintf(b, "\n%s\n\n", head)
		for _, n := range list {
			why := ""
			if n.Why != "" {
				why = ": " + cell(n.Why)
			}
			fmt.Fprintf(b, "- **%s**%s (%s)\n", cell(n.Name), why, cell(n.Place.String()))
		}
	}
	named("To do by hand, for an import deletes nothing:", d.ByHand)
	named("In force from another file than the deployed one:", d.Overrides)
	for _, n := range d.Notes {
		fmt.Fprintf(b, "\n> %s\n", cell(n))
	}
	fmt.Fprintf(b, "\n<sub>target %s</sub>\n", cell(targetText(d.Target, d.TargetAssumed)))
	return b.Flush()
}

// code is a name as it stands.
func code(s string) string { return "`" + strings.ReplaceAll(Clean(s), "`", "'") + "`" }

func (s *DiffStructure) markdown(b *bufio.Writer, d *Diff) {
	fmt.Fprintf(b, "%s\n", cell(d.summary()))
	var texts []string
	if len(s.ACLs) > 0 {
		b.WriteByte('\n')
	}
	for i := range s.ACLs {
		a := &s.ACLs[i]
		if slices.Equal(a.Kinds, []string{"texts"}) {
			for _, t := range a.Texts {
				texts = append(texts, t.What+" of "+a.Name)
			}
			continue
		}
		at := a.New
		if at == nil {
			at = a.Old
		}
		note := ""
		if !a.Effect {
			note = ", no answer changes"
		}
		fmt.Fprintf(b, "- **%s** %s%s (%s)\n", cell(a.Name), cell(a.kinds(d)), note, cell(at.Place.String()))
		if a.Old == nil || a.New == nil {
			gist := a.gist
			if !at.Deployed {
				gist = "not deployed (" + at.Validity + "): " + gist
			}
			if at.Stops {
				gist += "; stops"
			}
			fmt.Fprintf(b, "  - %s\n", cell(gist))
			continue
		}
		under := "" // the list that further lines are about
		for _, l := range a.lines(d) {
			if l.what != "" {
				under = l.what
			}
			side := ""
			if l.side != "" {
				side = " **" + l.side + "**"
			}
			fmt.Fprintf(b, "  - %s%s: %s\n", cell(under), side, cell(strings.Join(l.words, " ")))
		}
	}
	for _, p := range []struct {
		head string
		of   []string
	}{
		{"Other texts only:", texts},
		{"Not deployed, so that a deployed set cannot have them:", undeployed(s.Undeployed)},
		{"Of these code computes a part that nobody can compare:", diffNames(s.Computed)},
	} {
		if len(p.of) > 0 {
			fmt.Fprintf(b, "\n%s %s\n", p.head, cell(strings.Join(p.of, ", ")))
		}
	}
}
