package report

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
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
	for i, n := range l.Notes {
		if i == 0 {
			fmt.Fprintln(out)
		}
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
	t.parts(out, "  when", l.When, "conditions")
	if l.Always {
		t.block(out, "  when", 8, []string{"always"})
	}
	t.parts(out, "  then", l.Then, "lists")
	if len(l.Then) == 0 {
		t.block(out, "  then", 8, strings.Fields("nothing: it changes no list"))
	}
}

// firstParts is how many of too many conditions or changes are printed.
const firstParts = 5

// parts prints conditions or changes, one below the other. Those that matter
// come again with what they do: of very many the first are enough.
func (t *Terminal) parts(out io.Writer, head string, parts []string, kind string) {
	named, more := parts, 0
	if len(parts) > many {
		named, more = parts[:firstParts], len(parts)-firstParts
	}
	for _, p := range named {
		pieces := strings.Fields(Clean(p))
		if more > 0 {
			pieces = t.oneLine(pieces, t.Width-8)
		}
		t.block(out, head, 8, pieces)
		head = ""
	}
	if more > 0 {
		t.block(out, "", 8, strings.Fields(fmt.Sprintf("and %d more %s: ticketacl show prints all", more, kind)))
	}
}

// oneLine are the pieces that fit in a line of that width.
func (t *Terminal) oneLine(pieces []string, width int) []string {
	used := 0
	for i, p := range pieces {
		if used += lipgloss.Width(p) + 1; used > width-1 && i > 0 {
			return append(slices.Clone(pieces[:i]), "…")
		}
	}
	return pieces
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
