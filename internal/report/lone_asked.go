package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// mostRows is how many rows of lists and their screens are easier to read than
// rows of screens and their lists.
const mostRows = 4

// asked says who asks for what it changes.
func (l *Lone) asked(out io.Writer, t *Terminal) {
	if len(l.Lists) == 0 {
		return
	}
	fmt.Fprintln(out)
	fmt.Fprintln(out, "asked for by")
	rows := l.askedRows()
	if len(rows) > mostRows {
		l.askedByScreens(out, t)
	} else {
		askedByLists(out, t, rows)
	}
	if len(l.NeverAsk) > 0 {
		fmt.Fprintln(out)
		fmt.Fprintln(out, "never asked for by")
		t.block(out, "", 2, counted(l.NeverAsk, "others"))
	}
}

// askedRows puts lists together that the same screens ask for.
func (l *Lone) askedRows() []LoneList {
	var rows []LoneList
	for i := range l.Lists {
		q := l.Lists[i]
		q.Question = Clean(q.Question)
		at := slices.IndexFunc(rows, func(r LoneList) bool { return sameAskers(&r, &q) })
		if at < 0 {
			rows = append(rows, q)
		} else {
			rows[at].Question += ", " + q.Question
		}
	}
	return rows
}

func askedByLists(out io.Writer, t *Terminal, rows []LoneList) {
	width := 8
	for i := range rows {
		width = max(width, min(lipgloss.Width(rows[i].Question)+2, t.Width/3))
	}
	for i := range rows {
		q := &rows[i]
		head := "  " + t.name.Render(q.Question)
		if lipgloss.Width(head) > width {
			t.block(out, "", 2, strings.SplitAfter(q.Question, ", "))
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
			t.block(out, head, 2+width, append(strings.Fields("about themselves only:"), counted(q.Own, "screens")...))
			head = ""
		}
		if len(q.Setters) > 0 {
			t.block(out, head, 2+width, append([]string{"before", "storing:"}, listed(cleaned(q.Setters))...))
		}
	}
}

// askers are screens that ask for the same lists.
type askers struct {
	screens []string
	lists   []string
	alone   bool // they ask for nothing but whether they may be opened
}

// askedByScreens names each screen once, with all that it asks for.
func (l *Lone) askedByScreens(out io.Writer, t *Terminal) {
	var unasked []string
	for i := range l.Lists {
		if q := &l.Lists[i]; len(q.Screens)+len(q.Own)+len(q.Setters) == 0 {
			unasked = append(unasked, Clean(q.Question))
		}
	}
	if len(unasked) > 0 {
		t.block(out, "  "+t.bad.Render("no screen:")+" ", 4, listed(unasked))
	}
	for _, g := range l.askers() {
		names := listed(cleaned(g.screens))
		if g.alone {
			names = counted(g.screens, "screens")
		}
		names[len(names)-1] += ":"
		names = append(strings.Fields(names[0]), names[1:]...)
		for i := range names {
			names[i] = t.name.Render(names[i])
		}
		t.block(out, "  "+names[0]+" ", 4, append(names[1:], listed(g.lists)...))
	}
}

func (l *Lone) askers() []askers {
	const own = "their own Action"
	var screens []string
	lists := map[string][]string{}
	note := func(names []string, list string) {
		for _, n := range names {
			screens = appendNew(screens, n)
			lists[n] = append(lists[n], list)
		}
	}
	for _, q := range l.askedTogether() {
		note(q.Screens, q.Question)
		note(q.Own, own)
		for _, s := range q.Setters {
			if lists[s] == nil {
				note([]string{s}, "before storing "+q.Question)
			} else {
				note([]string{s}, q.Question)
			}
		}
	}
	var groups []askers
	for _, s := range screens {
		at := slices.IndexFunc(groups, func(g askers) bool { return slices.Equal(g.lists, lists[s]) })
		if at < 0 {
			groups = append(groups, askers{lists: lists[s], alone: slices.Equal(lists[s], []string{own})})
			at = len(groups) - 1
		}
		groups[at].screens = append(groups[at].screens, s)
	}
	return groups
}

// askedTogether are the lists as they are named where each comes many times:
// dynamic fields that are always asked for together are only counted.
func (l *Lone) askedTogether() []LoneList {
	var lists []LoneList
	fields, row := 0, -1
	for i := range l.Lists {
		q := l.Lists[i]
		q.Question = Clean(q.Question)
		if strings.HasPrefix(q.Question, "DynamicField_") {
			if fields++; row >= 0 {
				if !sameAskers(&lists[row], &q) {
					fields = -len(l.Lists)
				}
				continue
			}
			row = len(lists)
		}
		lists = append(lists, q)
	}
	switch {
	case fields > 1:
		lists[row].Question = fmt.Sprintf("%d dynamic fields", fields)
	case fields < 0:
		lists = slices.Clone(l.Lists)
		for i := range lists {
			lists[i].Question = Clean(lists[i].Question)
		}
	}
	return lists
}

// sameAskers reports whether two lists are asked for by the same.
func sameAskers(a, b *LoneList) bool {
	return slices.Equal(a.Screens, b.Screens) && slices.Equal(a.Own, b.Own) && slices.Equal(a.Setters, b.Setters)
}
