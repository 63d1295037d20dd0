package report

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// stories prints what --why asks for, in place of ACLs and lists.
func (s *Simulation) stories(out io.Writer, t *Terminal) {
	for i := range s.Stories {
		if i > 0 {
			fmt.Fprintln(out)
		}
		s.story(out, t, &s.Stories[i])
	}
}

// columns is how names of ACLs stand in front of what is said of them: names up
// to a third of the line beside it, longer ones above it.
func columns(t *Terminal, names []string) int {
	width := 8
	for _, n := range names {
		width = max(width, min(lipgloss.Width(Clean(n)), t.Width/3))
	}
	return 2 + width + 2
}

// named prints a name in its column and what is said of it beside.
func (t *Terminal) named(out io.Writer, name string, indent int, pieces []string, place string) {
	head := "  " + t.name.Render(Clean(name))
	if lipgloss.Width(head) > indent-2 {
		t.block(out, "", 2, []string{Clean(name)})
		head = ""
	}
	t.blockAt(out, head, indent, pieces, place)
}

func (s *Simulation) story(out io.Writer, t *Terminal, y *Story) {
	title := []string{"why", Clean(y.Question), t.name.Render(shown(y.Value))}
	for _, v := range y.Also {
		title[len(title)-1] += ","
		title = append(title, t.name.Render(shown(v)))
	}
	t.block(out, "", 0, title)
	var names []string
	for i := range y.Steps {
		names = append(names, y.Steps[i].ACL)
	}
	indent := columns(t, names)
	s.told(out, t, y)
	offer := y.offer(t)
	if len(y.Before) > 0 && y.Offered != "not asked" {
		offer = append([]string{"asked", "last:"}, offer...)
	}
	t.block(out, "", 2, offer)
	for i := range y.Steps {
		p := &y.Steps[i]
		t.named(out, p.ACL, indent, p.pieces(t, y.Value), s.exact(p.Place))
	}
	if len(y.Steps) == 0 && y.Died == "" && y.Offered != "not asked" {
		t.block(out, "", 2, strings.Fields("no ACL that matched has a list for "+Clean(y.Question)))
	}
	if y.StoppedBy != "" {
		t.block(out, "", 2, strings.Fields(Clean(y.StoppedBy)+" stops the evaluation here"))
	}
	if len(y.Behind) > 0 {
		t.block(out, "", 2, append([]string{"not", "looked", "at:"}, listed(cleaned(y.Behind))...))
	}
	t.block(out, "", 2, y.ending(t))
	for _, why := range y.Unknown {
		t.block(out, "", 4, strings.Fields("because "+Clean(why)))
	}
	s.missed(out, t, y)
}

// exact is a place with its column.
func (s *Simulation) exact(p Place) string {
	if s.files()[filepath.Base(p.File)] < 2 {
		p.File = filepath.Base(p.File)
	}
	if p.Line == 0 || p.Column == 0 {
		return p.String()
	}
	return fmt.Sprintf("%s:%d", p, p.Column)
}

func cleaned(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = Clean(n)
	}
	return out
}

// offer is whether the screen offers the value, before any ACL.
func (y *Story) offer(t *Terminal) []string {
	switch y.Offered {
	case "yes":
		return strings.Fields("the screen offers it")
	case "not asked":
		return strings.Fields("the field is hidden, and its list is not asked for")
	case "unknown":
		return strings.Fields("whether the screen offers it is not known: " + Clean(y.NotOffered) + "; if it does:")
	}
	text := "never offers it"
	if y.NotOffered != "" {
		text += ": " + Clean(y.NotOffered)
	}
	pieces := append([]string{"the", "screen", t.bad.Render("never"), "offers"}, strings.Fields(strings.TrimPrefix(text, "never offers "))...)
	if y.Nearest != "" {
		pieces[len(pieces)-1] += ";"
		pieces = append(pieces, "nearest", "is", shown(y.Nearest))
	}
	return pieces
}

// pieces is what a step did.
func (p *Step) pieces(t *Terminal, value string) []string {
	what := map[string]string{
		"kept":                  "keeps it",
		"not named by Possible": "does not name it: gone",
		"brought back":          "brings it back",
		"removed":               "removes it",
		"spared":                "names it in vain: '' and 0 are never removed",
		"not named":             "does not touch it",
		"no change":             "names it, as it is there already",
		"in vain":               "names it in vain: no ACL adds what is not offered",
		"computed by code":      "does what code computes",
		"united":                "names it in vain: its Possible keeps what it names",
		"back anew":             "starts from the whole list and does not name it: back",
	}[p.What]
	if p.What == "not named by Possible" && p.Before == "gone" {
		what = "does not name it"
	}
	if p.What == "no change" && p.Before == "gone" {
		what = "names it, and it is gone already"
	}
	var pieces []string
	if p.Maybe {
		pieces = append(pieces, "if", "it", "matches,")
	}
	if p.Unsure {
		pieces = append(pieces, "if", "the", "item", "hits,")
	}
	if p.Section != "" {
		pieces = append(pieces, p.Section)
	}
	style := t.hushed
	switch p.After {
	case "left":
		style = t.good
	case "unknown":
		style = t.odd
	case "gone":
		style = t.bad
	}
	for _, w := range strings.Fields(what) {
		pieces = append(pieces, style.Render(w))
	}
	if p.Item != nil && *p.Item != value {
		pieces[len(pieces)-1] += ","
		pieces = append(pieces, "by", shown(*p.Item))
	}
	return pieces
}

// ending is what there is at the end.
func (y *Story) ending(t *Terminal) []string {
	switch y.End {
	case "dies":
		text := Clean(y.Died) + " · " + Clean(y.DiedIn) + ", " + y.DiedAt.String() + "; the page shows an error"
		return append([]string{t.bad.Render("dies:")}, strings.Fields(text)...)
	case "never offered":
		return []string{"in", "the", "end", t.bad.Render("not"), "there"}
	case "gone":
		return []string{"in", "the", "end", t.bad.Render("gone")}
	case "unknown":
		return []string{"in", "the", "end", t.odd.Render("undetermined")}
	}
	return []string{"in", "the", "end", t.good.Render("left")}
}

// missed names the ACLs that have a list for the question and did not match,
// with what decided.
func (s *Simulation) missed(out io.Writer, t *Terminal, y *Story) {
	if len(y.Missed) == 0 {
		return
	}
	t.block(out, "", 2, strings.Fields("did not match, and has a list for "+Clean(y.Question)+":"))
	indent := columns(t, y.Missed)
	for _, name := range y.Missed {
		for i := range s.ACLs {
			a := &s.ACLs[i]
			if a.Name != name {
				continue
			}
			for j := range a.Cases {
				if c := &a.Cases[j]; slices.Contains(c.Questions, y.Question) && c.Status == "no match" {
					t.named(out, name, indent, c.reason(), s.exact(c.place(a)))
					break
				}
			}
		}
	}
	if y.more > 0 {
		t.block(out, "", 2, strings.Fields(fmt.Sprintf("… and %d more", y.more)))
	}
}
