package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// text prints a log: each question with the ACLs that left a line in it, what
// they met and did, and where the simulation parts from it.
func (l *Log) text(out io.Writer, t *Terminal, short func(Place) string) {
	fmt.Fprintln(out)
	fmt.Fprintln(out, t.name.Render("In the log"))
	head := fmt.Sprintf("%s · %s, %d about ACLs", Clean(l.File), count(l.Lines, "line"), l.Entries)
	t.block(out, "", 2, strings.Fields(head))
	switch {
	case len(l.Calls) == 0:
		t.block(out, "", 2, strings.Fields("no debug line about an ACL: is TicketACL::Debug::Enabled set, and its filter met?"))
	case l.Agrees:
		t.block(out, "", 2, append([]string{t.good.Render("as simulated:")}, strings.Fields("every call in it is one that the scenario makes here")...))
	}
	if l.UnreadCount > 0 {
		lines := make([]string, len(l.Unread))
		for i, n := range l.Unread {
			lines[i] = fmt.Sprint(n)
		}
		more := ""
		if l.UnreadCount > len(l.Unread) {
			more = ", …"
		}
		t.block(out, "  "+t.odd.Render("lines not understood:"), 24, append(listed(lines), strings.Fields(more)...))
	}
	if l.Truncated {
		t.block(out, "", 2, strings.Fields("there are more lines than are read; cut the log to one request"))
	}
	for i := range l.Calls {
		l.Calls[i].text(out, t, short)
	}
	l.ends(out, t, short)
}

// ends prints what concerns the whole log.
func (l *Log) ends(out io.Writer, t *Terminal, short func(Place) string) {
	if len(l.Unknown)+len(l.Missing) > 0 {
		fmt.Fprintln(out)
	}
	for _, u := range l.Unknown {
		why, where := "is in the log, not in the ACLs: another file, or changed since", ""
		if u.Validity != "" {
			why = "is in the log, but here it is " + u.Validity + " and takes no part"
		}
		if u.Place != nil {
			where = short(*u.Place)
		}
		t.blockAt(out, "", 2, append([]string{t.odd.Render(Clean(u.Name))}, strings.Fields(why+" ("+logLine(u.Line)+")")...), where)
	}
	if len(l.Missing) > 0 {
		t.block(out, "  asked here, not in the log:", 30, listed(l.Missing))
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (c *LogCall) text(out io.Writer, t *Terminal, short func(Place) string) {
	fmt.Fprintln(out)
	name := c.Question
	if name == "" {
		name = "a question that no line names"
	}
	head := []string{t.name.Render(Clean(name)), "·", "log", "line", fmt.Sprint(c.Line)}
	if c.Count > 1 {
		head = append(head, fmt.Sprintf("and %d more like it", c.Count-1))
	}
	t.block(out, "", 2, head)
	width := 8
	for i := range c.ACLs {
		width = max(width, min(lipgloss.Width(Clean(c.ACLs[i].Name)), t.Width/3))
	}
	for i := range c.ACLs {
		c.ACLs[i].text(out, t, width, short)
	}
	switch {
	case !c.Simulated:
		t.block(out, "    "+t.odd.Render("parts:"), 11, strings.Fields("the scenario asks no such question at this moment"))
	case len(c.Differences) == 0:
		t.block(out, "    "+t.good.Render("as simulated"), 4, nil)
	}
	for i := range c.Differences {
		d := &c.Differences[i]
		where := ""
		if d.Place != nil {
			where = short(*d.Place)
		}
		t.blockAt(out, "    "+t.odd.Render("parts:"), 11, strings.Fields(d.sentence()), where)
	}
	for _, why := range c.Undetermined {
		if len(c.Differences) == 0 {
			break // it differs in nothing that the log could hold
		}
		t.block(out, "    because", 12, strings.Fields("the simulation does not know it all: "+Clean(why)))
	}
}

func (a *LogACL) text(out io.Writer, t *Terminal, width int, short func(Place) string) {
	indent := 4 + width + 2
	name := "    " + t.name.Render(Clean(a.Name))
	if lipgloss.Width(name) > indent-2 {
		fmt.Fprintln(out, name)
		name = ""
	}
	line := func(pieces []string, at *Place) {
		where := ""
		if at != nil {
			where = short(*at)
		}
		t.blockAt(out, name, indent, pieces, where)
		name = ""
	}
	status := "no match"
	if a.Matched {
		status = "matched"
	}
	if len(a.Conditions) == 0 {
		line(append([]string{t.status(status)}, "no", "conditions"), a.Place)
	}
	for i := range a.Conditions {
		c := &a.Conditions[i]
		attr := c.Attr
		if c.Block == "PropertiesDatabase" {
			attr = "stored " + attr
		}
		text := Clean(attr) + " " + shown(c.Value)
		if c.Item != c.Value {
			text += " by " + shown(c.Item)
		}
		if i == 0 {
			text = t.status(status) + " " + text
		} else {
			text = pad("", statusWidth-1) + " " + text
		}
		line(strings.SplitAfterN(text, ", ", 2), c.Place)
	}
	for i := range a.Sections {
		s := &a.Sections[i]
		pieces := strings.Fields(s.Section + ":")
		if len(s.Kept) > 0 {
			pieces = append(append(pieces, "left"), listed(quoted(s.Kept))...)
		}
		if len(s.Gone) > 0 {
			if len(s.Kept) > 0 {
				pieces = append(pieces, "·")
			}
			pieces = append(append(pieces, "gone"), listed(quoted(s.Gone))...)
		}
		if len(s.Kept)+len(s.Gone) == 0 {
			pieces = append(pieces, "hits", "nothing")
		}
		line(pieces, s.Place)
	}
}

func quoted(values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = shown(v)
	}
	return out
}

// apart are the values that one item met, without the item where it is the same.
func apart(there, here []string) (string, string) {
	if len(there) == 1 && len(here) == 1 {
		item, a, _ := strings.Cut(there[0], " eq ")
		other, b, _ := strings.Cut(here[0], " eq ")
		if item == other {
			return shown(a), shown(b)
		}
	}
	return strings.Join(quoted(there), ", "), strings.Join(quoted(here), ", ")
}

// sentence is a difference in words.
func (d *LogDifference) sentence() string {
	name, attr := Clean(d.ACL), Clean(d.Attr)
	if d.Block == "PropertiesDatabase" {
		attr = "stored " + attr
	}
	there, here := strings.Join(quoted(d.There), ", "), strings.Join(quoted(d.Here), ", ")
	if d.Kind == "value" {
		there, here = apart(d.There, d.Here)
	}
	switch d.Kind {
	case "unknown ACL":
		return name + " takes no part here"
	case "match":
		if len(d.There) > 0 {
			return name + " matched in the log, not here"
		}
		return name + " matches here, not in the log"
	case "value":
		return name + ", " + attr + ": " + there + " in the log, " + here + " here"
	case "condition":
		if len(d.There) > 0 {
			return name + ", " + attr + ": held in the log (" + there + "), not here"
		}
		return name + ", " + attr + ": holds here (" + here + "), not in the log"
	case "section":
		if len(d.There) > 0 {
			return name + ", " + attr + ": used in the log, not here"
		}
		return name + ", " + attr + ": used here, not in the log"
	}
	what := "hits"
	if d.Kind == "candidates" {
		what = "offered"
	}
	var parts []string
	if there != "" {
		parts = append(parts, "only in the log "+there)
	}
	if here != "" {
		parts = append(parts, "only here "+here)
	}
	return name + ", " + attr + ", " + what + ": " + strings.Join(parts, "; ")
}
