package report

import (
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// Text prints the list for people: two or more lines for each ACL, the second
// of them what it limits, and when. Where values were asked for it prints where
// they are used instead.
func (l *List) Text(out io.Writer, t *Terminal) {
	l.head(out, t)
	digits := len(strconv.Itoa(l.of))
	if len(l.Uses) > 0 {
		l.usesText(out, t, digits)
	} else {
		fmt.Fprintln(out)
		width := l.nameWidth(t)
		for _, n := range l.kept {
			a := l.listed(n)
			l.title(out, t, a, digits, width)
			t.block(out, "", digits+4, strings.Fields(Clean(a.gist)))
		}
	}
	for _, n := range l.Notes {
		fmt.Fprintln(out)
		t.block(out, "note:", 6, strings.Fields(Clean(n)))
	}
}

// head says how many ACLs of which files are read for which target.
func (l *List) head(out io.Writer, t *Terminal) {
	count := Plural(l.of, "ACL")
	if len(l.Uses) == 0 && len(l.kept) < l.of {
		count = fmt.Sprintf("%d of %s", len(l.kept), count)
	}
	t.block(out, "", 0, dotted([]string{count, l.sources(), "target " + targetText(l.Target, l.TargetAssumed)}))
}

func targetText(id string, assumed bool) string {
	if assumed {
		return id + " (assumed)"
	}
	return id
}

// sources names the files that were read; a folder's many are counted.
func (l *List) sources() string {
	if len(l.files) > 2 {
		return Plural(len(l.files), "file")
	}
	var names []string
	for _, f := range l.files {
		names = append(names, Clean(f))
	}
	return strings.Join(names, ", ")
}

// Plural is a number with what it counts: "1 file", "2 files".
func Plural(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}

// nameWidth is the width of the column of names. Those that would take more
// than half of a line get a line of their own.
func (l *List) nameWidth(t *Terminal) int {
	width := 0
	for _, n := range l.kept {
		if w := lipgloss.Width(Clean(n.acl.Name)); w <= t.Width/2 {
			width = max(width, w)
		}
	}
	return width
}

// short is a place with the file's name alone where that tells the files of the
// list apart.
func (l *List) short(p Place) string {
	if l.bases == nil {
		l.bases = map[string]int{}
		seen := map[string]bool{}
		for _, n := range l.kept {
			if f := n.acl.Place().File; !seen[f] {
				seen[f] = true
				l.bases[filepath.Base(f)]++
			}
		}
	}
	if base := filepath.Base(p.File); l.bases[base] == 1 {
		p.File = base
	}
	return p.String()
}

// title is the line that names an ACL.
func (l *List) title(out io.Writer, t *Terminal, a *Listed, digits, width int) {
	number, name := fmt.Sprintf("  %*d  ", digits, a.Position), Clean(a.Name)
	if lipgloss.Width(name) > width {
		t.block(out, number, digits+4, []string{name})
		t.blockAt(out, "", digits+4, a.status(t), l.short(a.Place))
	} else {
		t.blockAt(out, number+t.name.Render(name), digits+4+width+2, a.status(t), l.short(a.Place))
	}
	if a.Doubt != nil {
		t.block(out, "", digits+4, strings.Fields("conditional: "+Clean(a.Doubt.Why)+" ("+a.Doubt.Place.exact()+")"))
	}
}

// status is whether the ACL is in force and stops the evaluation.
func (a *Listed) status(t *Terminal) []string {
	words := []string{a.Validity}
	if !a.Deployed {
		words = []string{t.odd.Render("not deployed") + " (" + a.Validity + ")"}
	}
	if a.Stops {
		words = append(words, "stops")
	}
	if a.Computed {
		words = append(words, t.odd.Render("computed"))
	}
	return dotted(words)
}

// exact is the place with its column, as editors take it.
func (p Place) exact() string {
	if p.Line == 0 {
		return Clean(p.File)
	}
	return fmt.Sprintf("%s:%d:%d", Clean(p.File), p.Line, p.Column)
}

// usesText prints for each value the ACLs that use it with the items that do.
func (l *List) usesText(out io.Writer, t *Terminal, digits int) {
	byPosition := make(map[int]numbered, len(l.kept))
	for _, n := range l.kept {
		byPosition[n.position] = n
	}
	width := l.nameWidth(t)
	for i := range l.Uses {
		u := &l.Uses[i]
		if len(u.Hits) == 0 {
			continue
		}
		acls := map[int]bool{}
		for _, h := range u.Hits {
			acls[h.Position] = true
		}
		fmt.Fprintln(out)
		title := t.name.Render(Clean(u.Attribute + "=" + u.Value))
		t.block(out, "", 0, dotted([]string{title, Plural(len(u.Hits), "item") + " in " + Plural(len(acls), "ACL")}))
		last := 0
		for _, h := range u.Hits {
			if h.Position != last {
				l.title(out, t, l.listed(byPosition[h.Position]), digits, width)
				last = h.Position
			}
			h.text(out, t, digits+4)
		}
	}
}

func (h *Hit) text(out io.Writer, t *Terminal, indent int) {
	where := strings.TrimSpace(h.Block + " " + Clean(h.Attribute))
	if where == "" {
		where = "the whole ACL"
	}
	pieces := append(strings.Fields(where), t.name.Render(shown(h.Item)))
	pieces = append(pieces, strings.Fields("· "+Clean(h.words()))...)
	t.blockAt(out, strings.Repeat(" ", indent)+pieces[0]+" ", indent+2, pieces[1:], h.Place.exact())
}

// words say how the item has to do with the value.
func (h *Hit) words() string {
	words := h.How
	switch h.How {
	case "any":
		words = "matches any value"
	case "other":
		words = "negated, and matches it"
	case "may":
		return "may hit (" + h.Why + ")"
	case "child":
		if h.Matches == "yes" {
			words = "child, and matches it"
		}
	}
	if h.Compared != "" {
		words += " " + shown(h.Compared)
	}
	if h.Why != "" {
		words += " (" + h.Why + ")"
	}
	return words
}
