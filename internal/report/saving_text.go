package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// text prints what sending the form comes to: what surprises, or every value.
func (s *Saving) text(out io.Writer, t *Terminal, short func(Place) string) {
	groups := groupSaved(s.Values, s.All)
	if len(groups) == 0 && !s.Asked && !s.All {
		return
	}
	fmt.Fprintln(out)
	fmt.Fprintln(out, t.name.Render("On save"))
	if len(s.Values)+len(s.Skipped) == 0 && !s.Asked {
		t.block(out, "", 2, strings.Fields("  nothing that ACLs could limit is sent: the screen shows none of the lists, or they are empty"))
		return
	}
	if s.Asked {
		s.form(out, t, short)
	}
	s.lines(out, t, groups, short)
	if len(s.Skipped) > 0 && s.All {
		t.block(out, "", 2, strings.Fields("  not tried, too many values: "+strings.Join(s.Skipped, ", ")))
	}
	if s.Note != "" && (len(groups) > 0 || s.Asked) {
		t.block(out, "  note:", 8, strings.Fields(s.Note))
	}
}

// form says what becomes of the form as it stands.
func (s *Saving) form(out io.Writer, t *Terminal, short func(Place) string) {
	head := ""
	switch {
	case s.Saves == nil:
		head = t.odd.Render("undetermined") + " whether the form is stored: " + Clean(s.Doubt)
	case *s.Saves && len(s.Form) == 0:
		head = "the form changes nothing"
	case *s.Saves:
		head = t.good.Render("everything is stored")
	case s.Ends == "field error":
		head = t.bad.Render("nothing is stored") + ", and the form comes back with an error at " + strings.Join(s.Errors, ", ")
	case s.Ends == "error":
		head = t.bad.Render("it ends with an error") + " before everything is stored"
	default:
		head = t.bad.Render("a part is not stored") + ", though the screen closes as if it were"
	}
	t.block(out, "", 2, strings.Fields("  form: "+head))
	s.lines(out, t, groupSaved(s.Form, true), short)
	if len(s.Form) > 0 && len(s.Values) > 0 && len(groupSaved(s.Values, s.All)) > 0 {
		t.block(out, "", 2, strings.Fields("  other values in its place:"))
	}
}

// savedGroup are values of one attribute with the same story.
type savedGroup struct {
	Saved
	names []string
}

func groupSaved(values []Saved, all bool) []*savedGroup {
	var out []*savedGroup
	for i := range values {
		v := &values[i]
		if !all && !v.Surprise {
			continue
		}
		at := slices.IndexFunc(out, func(g *savedGroup) bool { return g.same(v) })
		if at < 0 {
			out = append(out, &savedGroup{Saved: *v})
			at = len(out) - 1
		}
		out[at].names = append(out[at].names, shown(v.Name))
	}
	return out
}

func (g *savedGroup) same(v *Saved) bool {
	return g.Attr == v.Attr && g.Outcome == v.Outcome && g.Page == v.Page && g.Why == v.Why && g.Because == v.Because &&
		g.Action == v.Action && sameReason(g.By, v.By) && (g.By != nil || sameReason(g.HiddenBy, v.HiddenBy))
}

func sameReason(a, b *Reason) bool {
	return a == nil && b == nil || a != nil && b != nil && a.ACL == b.ACL && a.Section == b.Section && a.Place == b.Place
}

func (s *Saving) lines(out io.Writer, t *Terminal, groups []*savedGroup, short func(Place) string) {
	width := 10
	for _, g := range groups {
		width = max(width, min(lipgloss.Width(Clean(g.Attr))+2, t.Width/3))
	}
	last := ""
	for _, g := range groups {
		head := "  " + pad(t.name.Render(Clean(g.Attr)), width)
		if g.Attr == last {
			head = ""
		}
		last = g.Attr
		pieces := append(listed(g.names), "·")
		pieces = append(pieces, strings.Fields(g.story(t))...)
		where := ""
		if r := g.reason(); r != nil {
			where = short(r.Place)
		}
		t.blockAt(out, head, width+2, pieces, where)
	}
}

// reason is the ACL that matters: the one that refuses, else the one that hides.
func (g *savedGroup) reason() *Reason {
	if g.By != nil {
		return g.By
	}
	return g.HiddenBy
}

// story is what becomes of the values, and who says so.
func (g *savedGroup) story(t *Terminal) string {
	word := g.word()
	if g.Surprise {
		word = t.odd.Render("yet") + " " + word
	}
	switch g.Page {
	case "hidden":
		word = "hidden, " + word
	case "offered":
		word = "offered, " + word
	case "undetermined":
		word = "perhaps offered, " + word
	}
	var why []string
	if who := g.who(); who != "" {
		why = append(why, who)
	}
	if r := g.reason(); r != nil {
		by := Clean(r.ACL) + ", " + r.Section
		if r.Item != nil {
			by += " " + shown(*r.Item)
		}
		if g.By == nil {
			by = "hidden by " + by
		}
		why = append(why, by)
	}
	if g.Why != "" {
		why = append(why, Clean(g.Why))
	}
	if len(why) == 0 {
		return word
	}
	return word + ": " + strings.Join(why, "; ")
}

func (g *savedGroup) word() string {
	switch g.Outcome {
	case "unchanged":
		return "stored already"
	case "created":
		return "the new ticket has it"
	case "reset":
		return "stored, then reset"
	case "dropped":
		return "not stored"
	case "refused, error":
		return "refused with an error"
	case "refused, field error":
		return "refused with a field error"
	case "taken back":
		return "not stored, since the form takes it back"
	case "not reached":
		return "not stored, since the save ends before"
	}
	return g.Outcome
}

// who asked, and in which way that differs from the page.
func (g *savedGroup) who() string {
	switch {
	case g.Because != "":
		return "because of " + Clean(g.Because)
	case g.Outcome == "unchanged" || g.Outcome == "reset" || g.Outcome == "dropped" || g.Outcome == "taken back":
		return ""
	case g.Decider == "nobody":
		return "nobody asks"
	case g.AsRoot:
		return "asked as UserID 1, whom no ACL restricts"
	case g.Decider == "setter" && g.Action == "":
		return "the setter asks without Action"
	case g.Decider == "setter":
		return "the setter asks with Action"
	}
	return "the screen asks again"
}
