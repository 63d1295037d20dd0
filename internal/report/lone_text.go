package report

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// Text prints what is known of one ACL without a scenario.
func (l *Lone) Text(out io.Writer, t *Terminal) {
	t.blockAt(out, "", 0, []string{t.name.Render(Clean(l.ACL))}, l.exact(l.Place))
	target := l.Target
	if l.TargetAssumed {
		target += " (assumed)"
	}
	about := []string{"target " + target, "inventory " + Clean(l.Inventory)}
	switch {
	case len(l.Sources) > 2:
		about = append(about, fmt.Sprintf("ACLs %d files", len(l.Sources)))
	case len(l.Sources) > 0:
		about = append(about, "ACLs "+strings.Join(cleaned(l.Sources), ", "))
	}
	t.block(out, "", 0, dotted(about))
	fmt.Fprintln(out)
	t.block(out, "", 2, l.state(t))
	l.rule(out, t)
	l.asked(out, t)
	l.others(out, t, "stops before it", l.Before)
	l.others(out, t, "undoes it behind", l.Behind)
	told := l.everywhere()
	l.keptFrom(out, t, told)
	l.unoffered(out, t, told)
	l.acting(out, t, told)
	for _, n := range l.Notes {
		fmt.Fprintln(out)
		t.block(out, "note:", 6, strings.Fields(Clean(n)))
	}
}

func (l *Lone) exact(p Place) string {
	same := 0
	for _, f := range l.Sources {
		if filepath.Base(f) == filepath.Base(p.File) {
			same++
		}
	}
	if same < 2 {
		p.File = filepath.Base(p.File)
	}
	if p.Line == 0 || p.Column == 0 {
		return p.String()
	}
	return fmt.Sprintf("%s:%d", p, p.Column)
}

// state is whether it is in force, and at which place.
func (l *Lone) state(t *Terminal) []string {
	switch {
	case !l.Deployed:
		return append([]string{t.bad.Render("not deployed:")}, strings.Fields("it is "+l.Validity+"; what follows is what it would do if it were valid")...)
	case l.Doubt != "":
		return append([]string{t.odd.Render("perhaps in force:")}, strings.Fields(Clean(l.Doubt))...)
	}
	text := fmt.Sprintf("valid, %d of %d in evaluation order", l.Position, l.Of)
	if l.Stops {
		text += "; stops the evaluation of every list that it changes"
	}
	return strings.Fields(text)
}

func (l *Lone) rule(out io.Writer, t *Terminal) {
	head := "  when"
	for _, w := range l.When {
		t.block(out, head, 8, strings.Fields(Clean(w)))
		head = ""
	}
	if l.Always {
		t.block(out, head, 8, []string{"always"})
	}
	head = "  then"
	for _, w := range l.Then {
		t.block(out, head, 8, strings.Fields(Clean(w)))
		head = ""
	}
	if len(l.Then) == 0 {
		t.block(out, head, 8, strings.Fields("nothing: it changes no list"))
	}
}

// asked says who asks for what it changes.
func (l *Lone) asked(out io.Writer, t *Terminal) {
	if len(l.Lists) == 0 {
		return
	}
	fmt.Fprintln(out)
	fmt.Fprintln(out, "asked for by")
	width := 8
	for i := range l.Lists {
		width = max(width, min(lipgloss.Width(Clean(l.Lists[i].Question))+2, t.Width/3))
	}
	for i := range l.Lists {
		q := &l.Lists[i]
		head := "  " + t.name.Render(Clean(q.Question))
		if lipgloss.Width(head) > width {
			t.block(out, "", 2, []string{Clean(q.Question)})
			head = ""
		}
		switch {
		case len(q.Screens)+len(q.Own)+len(q.Setters) == 0:
			t.block(out, head, 2+width, append([]string{t.bad.Render("no screen:")}, strings.Fields("nothing that is known to ask ACLs asks for it")...))
			continue
		case len(q.Screens) > 0:
			t.block(out, head, 2+width, listed(cleaned(q.Screens)))
			head = ""
		}
		if len(q.Own) > 0 {
			t.block(out, head, 2+width, append(strings.Fields("about themselves only:"), listed(cleaned(q.Own))...))
			head = ""
		}
		if len(q.Setters) > 0 {
			t.block(out, head, 2+width, append([]string{"before", "storing:"}, listed(cleaned(q.Setters))...))
		}
	}
	if len(l.NeverAsk) > 0 {
		fmt.Fprintln(out)
		fmt.Fprintln(out, "never asked for by")
		t.block(out, "", 2, listed(cleaned(l.NeverAsk)))
	}
}

func (l *Lone) others(out io.Writer, t *Terminal, title string, rivals []Rival) {
	if len(rivals) == 0 {
		return
	}
	fmt.Fprintln(out)
	fmt.Fprintln(out, title)
	names := make([]string, len(rivals))
	for i := range rivals {
		names[i] = rivals[i].ACL
	}
	indent := columns(t, names)
	for i := range rivals {
		r := &rivals[i]
		text := map[string]string{
			"stops": "stops", "starts anew": "starts anew", "brings back": "brings back in", "takes again": "takes again from",
		}[r.What] + " " + strings.Join(cleaned(r.Questions), ", ")
		if len(r.Values) > 0 {
			text += ": " + strings.Join(allShown(r.Values), ", ")
		}
		if r.Always {
			text += "; always"
		} else {
			text += "; when " + strings.Join(cleaned(r.When), ", ")
		}
		t.named(out, r.ACL, indent, strings.Fields(text), l.exact(r.Place))
	}
}

// keptFrom says what kept it from acting, and where.
func (l *Lone) keptFrom(out io.Writer, t *Terminal, told *screenSets) {
	if len(l.Lacks) == 0 {
		return
	}
	fmt.Fprintln(out)
	fmt.Fprintln(out, "does not act")
	for i := range l.Lacks {
		k := &l.Lacks[i]
		pieces := strings.Fields(Clean(k.Why))
		if len(k.Others) > 0 {
			pieces = append(pieces, append([]string{"·", "see"}, listed(cleaned(k.Others))...)...)
		}
		where := ""
		if k.Condition != "" {
			pieces = append([]string{t.name.Render(Clean(k.Condition)), "cannot", "hold:"}, pieces...)
			where = l.exact(k.Place)
		}
		t.blockAt(out, "", 2, pieces, where)
		t.block(out, "", 4, told.on(k.Screens))
	}
}

func (l *Lone) unoffered(out io.Writer, t *Terminal, told *screenSets) {
	if len(l.Values) == 0 {
		return
	}
	fmt.Fprintln(out)
	fmt.Fprintln(out, "names what is not offered")
	for i := range l.Values {
		v := &l.Values[i]
		pieces := []string{Clean(v.Question), t.name.Render(shown(v.Value))}
		if v.Everywhere {
			pieces = append(pieces, t.bad.Render("nowhere"))
		}
		pieces[len(pieces)-1] += ":"
		t.blockAt(out, "", 2, append(pieces, strings.Fields(Clean(v.Why))...), l.exact(v.Place))
		if !v.Everywhere {
			t.block(out, "", 4, told.on(v.Screens))
		}
	}
}

// acting prints the smallest scenario.
func (l *Lone) acting(out io.Writer, t *Terminal, told *screenSets) {
	fmt.Fprintln(out)
	if l.Acts == nil {
		if len(l.Lists) > 0 {
			t.block(out, "", 0, append([]string{t.bad.Render("no scenario")}, strings.Fields("was found in which it changes anything")...))
		} else {
			t.block(out, "", 0, strings.Fields("it has no list, and changes nothing whatever the scenario"))
		}
		return
	}
	a := l.Acts
	if len(l.ActsOn) > 1 {
		fmt.Fprintln(out, "can act")
		t.block(out, "", 2, told.on(l.ActsOn))
		fmt.Fprintln(out)
	}
	if len(l.ActsUnseen) > 0 {
		fmt.Fprintln(out, "can act unseen")
		t.block(out, "", 2, told.on(l.ActsUnseen))
		fmt.Fprintln(out)
	}
	t.block(out, "", 0, strings.Fields("the smallest scenario in which it acts, simulated"))
	for _, line := range a.Scenario {
		fmt.Fprintln(out, "  "+Clean(line))
	}
	line := func(word string, values []string) {
		if len(values) > 0 {
			t.block(out, "", 2, append([]string{t.name.Render(Clean(a.Question)), word}, listed(allShown(values))...))
		}
	}
	line("without", a.Gone)
	line("with", a.Back)
	if a.Unseen != "" {
		t.block(out, "", 2, append([]string{t.odd.Render("unseen"), "there:"}, strings.Fields(Clean(a.Unseen))...))
	}
	if a.Assumed != "" {
		t.block(out, "", 2, strings.Fields("candidates assumed: "+Clean(a.Assumed)))
	}
	if a.Saved != "" {
		t.block(out, "", 2, []string{"written", "to", Clean(a.Saved)})
	}
}
