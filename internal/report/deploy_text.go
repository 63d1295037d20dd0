package report

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"github.com/ticketacl/ticketacl/internal/deploy"
)

// Text writes the plan for somebody who has to decide.
func (d *Deployment) Text(out io.Writer, t *Terminal) error {
	w := &failing{out: out}
	what := strings.Join(d.Plan.Options.Sources, " ")
	if d.Plan.Options.Rollback != "" {
		what = "backup " + d.beside(d.Plan.Options.Rollback)
	}
	if what == "" {
		what = "the project's ACLs"
	}
	t.withPath(w, "deploy "+Clean(what)+" to", d.Plan.Options.Path)
	t.hanging(w, wordsIn("target "+d.Plan.Target))
	fmt.Fprintln(w)
	d.state(w, t, "now", &d.Plan.Present)
	d.state(w, t, "then", &d.Plan.Result)
	if d.State == DeployDone {
		fmt.Fprintln(w, "\nNothing to do: the file is there already, byte for byte.")
	} else {
		d.changes(w, t)
		d.noticed(w, t)
	}
	fmt.Fprintln(w, "\nGuards")
	for i := range d.Plan.Guards {
		d.guard(w, t, &d.Plan.Guards[i])
	}
	d.sentences(w, t, "In this installation", d.Plan.Overriding)
	d.sentences(w, t, "Notes", d.Plan.Notes)
	d.verdict(w, t)
	return w.err
}

// beside is a path as it is shown next to that of the file.
func (d *Deployment) beside(path string) string {
	if filepath.Dir(path) == filepath.Dir(d.Plan.Options.Path) {
		return filepath.Base(path)
	}
	return path
}

// withPath prints words and a path, which is never broken: somebody will copy it.
func (t *Terminal) withPath(out io.Writer, words, path string) {
	path = Clean(path)
	if lipgloss.Width(words)+1+lipgloss.Width(path) <= t.Width {
		fmt.Fprintln(out, words+" "+path)
		return
	}
	t.hanging(out, wordsIn(words))
	fmt.Fprintln(out, "    "+path)
}

func (d *Deployment) sentences(out io.Writer, t *Terminal, title string, all []string) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintln(out, "\n"+title)
	for _, n := range all {
		words := wordsIn(Clean(n))
		t.block(out, "  "+words[0]+" ", 4, words[1:])
	}
}

func (d *Deployment) state(out io.Writer, t *Terminal, when string, s *deploy.State) {
	if s.SHA256 == deploy.NoFile {
		t.block(out, "  "+when, 8, wordsIn("nothing is deployed yet: there is no such file"))
		return
	}
	words := []string{Plural(s.ACLs, "ACL") + ",", Plural(s.Bytes, "byte")}
	if s.Mode != "" {
		words[1] += ","
		words = append(words, "mode "+s.Mode)
	}
	if s.Owner != "" {
		words[len(words)-1] += ","
		words = append(words, s.Owner)
	}
	words[len(words)-1] += ","
	t.block(out, "  "+when, 8, append(words, "SHA-256 "+s.SHA256[:12]))
}

// changes are what differs between the two files, in short.
func (d *Deployment) changes(out io.Writer, t *Terminal) {
	fmt.Fprintln(out, "\nWhat changes")
	if len(d.Changes) == 0 {
		t.block(out, "  ", 4, wordsIn("no ACL differs; the file does, in comments, times or layout"))
		return
	}
	for i := range d.Changes {
		c := &d.Changes[i]
		words := wordsIn(Clean(shown(c.ACL)))
		if c.Was != "" {
			words = append(words, wordsIn("(was "+Clean(shown(c.Was))+")")...)
		}
		if len(c.Parts) > 0 {
			words = append(words, wordsIn("· "+Clean(strings.Join(c.Parts, "; ")))...)
		}
		t.block(out, "  "+strings.Join(c.Kinds, ", ")+" ", 12, words)
	}
	if d.Same > 0 {
		t.block(out, "  the same ", 12, []string{Plural(d.Same, "ACL")})
	}
}

// Changed takes over what differs between the two files.
func (d *Deployment) Changed(s *DiffStructure) {
	d.Same = s.Same
	for i := range s.ACLs {
		a := &s.ACLs[i]
		d.Changes = append(d.Changes, DeployChange{ACL: a.Name, Was: a.OldName, Kinds: a.Kinds, Parts: inShort(a)})
	}
}

// inShort is what differs in one ACL; of one that only one file has its name says enough.
func inShort(a *DiffACL) []string {
	parts := []string{}
	if a.Old == nil || a.New == nil {
		return parts
	}
	if a.Stop {
		parts = append(parts, map[bool]string{true: "stops now", false: "stops no more"}[a.New.Stops])
	}
	for i := range a.Lists {
		l := &a.Lists[i]
		part := l.Block + " " + l.Name
		for _, x := range []struct {
			verb  string
			items []DiffItem
		}{{"gains", l.Come}, {"loses", l.Gone}} {
			if len(x.items) == 0 {
				continue
			}
			var names []string
			for _, it := range x.items {
				text := "undef"
				if it.Text != nil {
					text = shown(*it.Text)
				}
				names = append(names, text)
			}
			part += " " + x.verb + " " + strings.Join(names, ", ")
		}
		if l.Order {
			part += " in another order"
		}
		parts = append(parts, part)
	}
	for _, p := range a.Passed {
		part := "now " + p.Now + " " + shown(p.Name)
		if p.Matters == "yes" {
			part += ", which matters"
		}
		parts = append(parts, part)
	}
	return parts
}

// outcomeWidth is that of the longest outcome with a blank.
const outcomeWidth = len("stopped") + 1

func (d *Deployment) guard(out io.Writer, t *Terminal, g *deploy.Guard) {
	style := map[deploy.Outcome]lipgloss.Style{
		deploy.Passed: t.good, deploy.Stopped: t.bad, deploy.Allowed: t.odd, deploy.Skipped: t.odd, deploy.Told: t.hushed,
	}[g.Outcome]
	head := "  " + style.Render(pad(string(g.Outcome), outcomeWidth)) + pad(g.Name, 14)
	t.block(out, head, 2+outcomeWidth+14, wordsIn(Clean(g.Summary)))
	for _, detail := range g.Details {
		t.block(out, strings.Repeat(" ", 2+outcomeWidth), 2+outcomeWidth+2, wordsIn(Clean(detail)))
	}
}

// verdict is the last line: whether it can be done.
func (d *Deployment) verdict(out io.Writer, t *Terminal) {
	switch d.State {
	case DeployStopped:
		var names []string
		for _, g := range d.Plan.Stopped() {
			if len(names) == 0 || names[len(names)-1] != g.Name {
				names = append(names, g.Name)
			}
		}
		fmt.Fprintln(out)
		t.hanging(out, append([]string{t.bad.Render("Stopped") + " by"}, wordsIn(strings.Join(names, ", ")+": nothing is written.")...))
	case DeployPlanned:
		fmt.Fprintln(out, "\nNothing speaks against it.")
	}
}

// Aftermath writes what was done, and what there is to do next.
func (d *Deployment) Aftermath(out io.Writer, t *Terminal) error {
	w := &failing{out: out}
	fmt.Fprintln(w)
	t.withPath(w, t.good.Render("Deployed:"), d.Plan.Options.Path)
	if d.Backup != "" {
		t.withPath(w, "  the old file is kept as", d.beside(d.Backup))
	}
	for _, r := range d.Removed {
		t.withPath(w, "  removed what a run that was killed had left:", d.beside(r))
	}
	for _, r := range d.Remarks {
		t.block(w, "  ", 4, wordsIn(Clean(r)))
	}
	fmt.Fprintln(w)
	d.after(w, t)
	return w.err
}

func (d *Deployment) after(out io.Writer, t *Terminal) {
	for _, a := range d.Plan.After {
		t.block(out, "", 2, wordsIn(Clean(a.Text)))
		for _, c := range a.Commands {
			fmt.Fprintln(out, "    "+Clean(c))
		}
	}
}
