package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Text prints the sections for people: what differs first, and what differs in texts alone last.
func (d *Diff) Text(out io.Writer, t *Terminal) {
	if d.Drift && !d.Different && d.Structure != nil && len(d.Unread) == 0 {
		t.block(out, "", 0, wordsIn(Clean(d.silent())))
		return
	}
	if onlyText := d.Hunks != nil && d.Structure == nil && d.Behaviour == nil; !onlyText {
		d.head(out, t)
	}
	if d.Structure != nil {
		d.structure(out, t)
	}
	if d.Behaviour != nil {
		fmt.Fprintln(out)
		d.Behaviour.Text(out, t)
	}
	if d.Hunks != nil {
		if d.Structure != nil || d.Behaviour != nil {
			fmt.Fprintln(out)
		}
		d.Hunks.print(out, t)
	}
	named := func(head, about string, list []DiffNamed) {
		if len(list) == 0 {
			return
		}
		fmt.Fprintln(out)
		t.block(out, "", 0, wordsIn(head))
		for i := range list {
			words := []string{t.name.Render(Clean(list[i].Name))}
			if list[i].Why != "" {
				words[0] += ":"
				words = append(words, wordsIn(Clean(list[i].Why))...)
			}
			t.blockAt(out, "", 2, words, Clean(list[i].Place.String()))
		}
	}
	named("to do by hand, for an import deletes nothing:", "", d.ByHand)
	named("in force from another file than the deployed one:", "", d.Overrides)
	for _, n := range d.Notes {
		fmt.Fprintln(out)
		t.block(out, "note:", 6, wordsIn(Clean(n)))
	}
}

func (d *Diff) head(out io.Writer, t *Terminal) {
	side := func(what string, s DiffSide) string {
		return what + " " + Clean(s.Name) + ", " + Plural(s.ACLs, "ACL")
	}
	before, after := "old:", "new:"
	if d.Drift {
		before, after = "in force:", "would be:"
	}
	if d.AsImport {
		after = "after an import of"
	}
	t.block(out, "", 0, dotted([]string{side(before, d.Old), side(after, d.New), "target " + targetText(d.Target, d.TargetAssumed)}))
}

func (d *Diff) structure(out io.Writer, t *Terminal) {
	s := d.Structure
	t.block(out, "", 0, wordsIn(d.summary()))
	var texts []string
	for i := range s.ACLs {
		a := &s.ACLs[i]
		if slices.Equal(a.Kinds, []string{"texts"}) {
			for _, x := range a.Texts {
				texts = append(texts, x.What+" of "+Clean(a.Name))
			}
			continue
		}
		fmt.Fprintln(out)
		d.acl(out, t, a)
	}
	for _, p := range []struct {
		head string
		of   []string
	}{
		{"other texts only:", texts},
		{"not deployed, so that a deployed set cannot have them:", undeployed(s.Undeployed)},
		{"of these code computes a part that nobody can compare:", diffNames(s.Computed)},
	} {
		if len(p.of) > 0 {
			fmt.Fprintln(out)
			t.block(out, "", 2, append(wordsIn(p.head), listed(p.of)...))
		}
	}
}

func diffNames(list []DiffNamed) []string {
	var out []string
	for _, n := range list {
		out = append(out, shown(n.Name))
	}
	return out
}

func undeployed(list []DiffNamed) []string {
	var out []string
	for _, n := range list {
		out = append(out, shown(n.Name)+" ("+n.Why+")")
	}
	return out
}

func (d *Diff) acl(out io.Writer, t *Terminal, a *DiffACL) {
	at := a.New
	if at == nil {
		at = a.Old
	}
	kinds := a.kinds(d)
	style := t.odd
	switch {
	case a.Old == nil:
		style = t.good
	case a.New == nil:
		style = t.bad
	}
	words := []string{t.name.Render(Clean(a.Name))}
	if !a.Effect {
		words = append(words, "(no", "answer", "changes)")
	}
	t.blockAt(out, style.Render(kinds), max(9, len(kinds)+2), words, Clean(at.Place.String()))
	if a.Old == nil || a.New == nil {
		gist := Clean(a.gist)
		if !at.Deployed {
			gist = "not deployed (" + at.Validity + "): " + gist
		}
		if at.Stops {
			gist += "; stops"
		}
		t.block(out, "", 2, strings.Fields(gist))
		return
	}
	for _, l := range a.lines(d) {
		d.line(out, t, &l)
	}
}

func (d *Diff) line(out io.Writer, t *Terminal, l *diffLine) {
	if l.what != "" && (l.side != "" || len(l.what) > 12) {
		t.block(out, "  "+Clean(l.what), 4, nil)
		l.what = ""
	}
	head, indent := "  "+pad(Clean(l.what), 8)+" ", 11
	switch gone, come := d.sides(); {
	case l.side == gone:
		head, indent = "    "+t.bad.Render(gone)+" ", 6+max(len(gone), len(come))-1
	case l.side == come:
		head, indent = "    "+t.good.Render(come)+" ", 6+max(len(gone), len(come))-1
	case l.place != nil && l.what == "":
		head, indent = "    ", 4
	}
	if l.place == nil {
		t.block(out, head, indent, l.words)
		return
	}
	t.blockAt(out, head, indent, l.words, Clean(l.place.String()))
}
