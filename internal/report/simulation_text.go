package report

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// longList is from how many candidates on only their number is printed where
// the screen asks about many lists at once.
const longList = 14

// Text prints a simulation for people: who and what in one line, the ACLs in
// evaluation order with what decided, then each list.
func (s *Simulation) Text(out io.Writer, t *Terminal) {
	s.head(out, t)
	if s.Exempt {
		t.block(out, "", 0, strings.Fields(fmt.Sprintf("%s is UserID 1, whom the engine never restricts: every list stays as it is. "+
			"Name another agent to see what the ACLs do.", Clean(s.Person))))
		return
	}
	if len(s.Stories)+len(s.Looks) > 0 {
		s.why(out, t)
		if s.Saving != nil && s.Saving.All {
			s.Saving.text(out, t, s.short)
		}
	} else {
		s.acls(out, t)
		s.lists(out, t)
		s.rounds(out, t)
		if s.Saving != nil {
			s.Saving.text(out, t, s.short)
		}
		if s.Log != nil {
			s.Log.text(out, t, s.short)
		}
	}
	if s.TargetNote != "" && !slices.ContainsFunc(s.Notes, func(n string) bool { return strings.Contains(n, s.TargetNote) }) {
		fmt.Fprintln(out)
		t.block(out, "note:", 6, strings.Fields(s.Target+": "+s.TargetNote))
	}
	for _, n := range s.Notes {
		fmt.Fprintln(out)
		t.block(out, "note:", 6, strings.Fields(n))
	}
}

// person prints who is where, with what.
func (s *Simulation) person(out io.Writer, t *Terminal) {
	if s.Scenario != "" {
		fmt.Fprintln(out, t.name.Render(Clean(s.Scenario)))
	}
	parts := []string{s.Interface + " " + t.name.Render(shown(s.Person)), t.name.Render(s.Screen)}
	moment := map[string]string{"first": "first display", "change": "change", "save": "save"}[s.Moment]
	if s.Changed != "" {
		moment = "change of " + Clean(s.Changed)
	}
	parts = append(parts, moment)
	if len(s.Ticket) > 0 {
		parts = append(parts, "ticket "+attrsText(s.Ticket))
	} else {
		parts = append(parts, "nothing stored yet")
	}
	if len(s.Form) > 0 {
		parts = append(parts, "form "+attrsText(s.Form))
	}
	t.block(out, "", 0, dotted(parts))
}

func (s *Simulation) head(out io.Writer, t *Terminal) {
	s.person(out, t)
	target := s.Target
	if s.TargetAssumed {
		target += " (assumed)"
	}
	about := []string{"target " + target, "inventory " + Clean(s.Inventory)}
	if sources := s.sources(); sources != "" {
		about = append(about, "ACLs "+sources)
	}
	t.block(out, "", 0, dotted(about))
	fmt.Fprintln(out)
}

// dotted joins parts by dots and cuts them into pieces at their commas, so that
// a name stays beside its value.
func dotted(parts []string) []string {
	var pieces []string
	for i, p := range parts {
		if i > 0 {
			p = "· " + p
		}
		pieces = append(pieces, strings.SplitAfter(p, ", ")...)
	}
	for i := range pieces {
		pieces[i] = strings.TrimSuffix(pieces[i], " ")
	}
	return pieces
}

// files counts the files that the ACLs come from by their names.
func (s *Simulation) files() map[string]int {
	if s.fileNames == nil {
		s.fileNames = map[string]int{}
		seen := map[string]bool{}
		for i := range s.ACLs {
			if f := s.ACLs[i].Place.File; !seen[f] && len(s.ACLs[i].Relations) == 0 {
				seen[f] = true
				s.fileNames[filepath.Base(f)]++
				s.filePaths = append(s.filePaths, Clean(f))
			}
		}
	}
	return s.fileNames
}

// sources names the files of the ACLs; a folder's many are counted.
func (s *Simulation) sources() string {
	s.files()
	if len(s.filePaths) > 2 {
		return fmt.Sprintf("%d files", len(s.filePaths))
	}
	return strings.Join(s.filePaths, ", ")
}

func attrsText(attrs []Attr) string {
	var out []string
	for _, a := range attrs {
		values := make([]string, len(a.Values))
		for i, v := range a.Values {
			values[i] = shown(v)
		}
		out = append(out, a.Name+" "+strings.Join(values, "|"))
	}
	return strings.Join(out, ", ")
}

const statusWidth = 13

func (s *Simulation) acls(out io.Writer, t *Terminal) {
	nameWidth := 8
	for i := range s.ACLs {
		nameWidth = max(nameWidth, min(lipgloss.Width(Clean(s.ACLs[i].Name)), t.Width/3))
	}
	indent := 2 + nameWidth + 2
	for i := range s.ACLs {
		a := &s.ACLs[i]
		name := "  " + t.name.Render(Clean(a.Name))
		if lipgloss.Width(name) > indent-2 {
			fmt.Fprintln(out, name)
			name = ""
		}
		if !a.Deployed {
			t.block(out, name, indent, []string{pad("not deployed", statusWidth-1), a.Validity})
			continue
		}
		cases := a.readable()
		if len(cases) == 0 {
			t.block(out, name, indent, []string{"not asked"})
		}
		for j := range cases {
			c := &cases[j]
			pieces := []string{t.status(c.Status)}
			if j > 0 || len(cases) > 1 && len(c.Questions) <= 2*len(cases[1].Questions) {
				pieces = append(pieces, strings.Fields("for "+strings.Join(c.Questions, ", ")+":")...)
			}
			reason := c.reason()
			if last := len(pieces) - 1; len(reason) == 0 {
				pieces[last] = strings.TrimSuffix(pieces[last], ":")
			}
			pieces = append(pieces, reason...)
			if len(c.StoppedFor) > 0 {
				pieces = append(pieces, strings.Fields("· stops "+strings.Join(c.StoppedFor, ", "))...)
			}
			t.blockAt(out, name, indent, pieces, s.short(c.place(a)))
			name = ""
		}
	}
	if len(s.ACLs) == 0 {
		fmt.Fprintln(out, "  no ACLs")
	}
}

// readable are the cases of an ACL, those that would read the same put together.
func (a *ACL) readable() []ACLCase {
	var out []ACLCase
next:
	for _, c := range a.Cases {
		for i := range out {
			if o := &out[i]; o.Status == c.Status && slices.Equal(o.reason(), c.reason()) && o.place(a) == c.place(a) {
				o.Questions = append(slices.Clip(o.Questions), c.Questions...)
				o.StoppedFor = append(slices.Clip(o.StoppedFor), c.StoppedFor...)
				continue next
			}
		}
		out = append(out, c)
	}
	return out
}

func (t *Terminal) status(status string) string {
	style := t.hushed
	switch status {
	case "matched":
		style = t.good
	case "undetermined":
		style = t.odd
	case "dies":
		style = t.bad
	}
	return style.Render(pad(status, statusWidth-1))
}

// reason is what decided: of a match all conditions, else the first that
// failed, or that nobody can tell.
func (c *ACLCase) reason() []string {
	switch c.Status {
	case "not reached", "dies":
		return nil
	case "matched":
		if len(c.Conditions) == 0 {
			return strings.Fields("no conditions")
		}
		var parts []string
		for i := range c.Conditions {
			parts = append(parts, c.Conditions[i].held())
		}
		return strings.Split(strings.Join(parts, ", "), " ")
	}
	if d := c.deciding(); d != nil {
		return strings.Split(d.failed(), " ")
	}
	if c.Status == "undetermined" {
		return strings.Fields("it depends on whether an ACL before it stops")
	}
	return strings.Fields("an empty match block never holds")
}

func (c *ACLCase) deciding() *Condition {
	for _, want := range []string{"failed", "unknown"} {
		for i := range c.Conditions {
			if c.Conditions[i].Result == want {
				return &c.Conditions[i]
			}
		}
	}
	return nil
}

// place is where the deciding condition is written, or the ACL.
func (c *ACLCase) place(a *ACL) Place {
	p := a.Place
	if c.Status == "matched" {
		if len(c.Conditions) > 0 {
			p = c.Conditions[0].Place
		}
	} else if d := c.deciding(); d != nil {
		p = d.Place
	}
	return p
}

// short is a place with the file's name alone where that tells the files of
// the set apart.
func (s *Simulation) short(p Place) string {
	base := filepath.Base(p.File)
	if s.files()[base] > 1 {
		return p.String()
	}
	return Place{base, p.Line, p.Column}.String()
}

// String is file:line.
func (p Place) String() string {
	if p.Line == 0 {
		return Clean(p.File)
	}
	return fmt.Sprintf("%s:%d", Clean(p.File), p.Line)
}

func (c *Condition) attr() string {
	if c.Block == "PropertiesDatabase" {
		return "stored " + c.Attr
	}
	return c.Attr
}

func (c *Condition) held() string {
	if c.Hit == nil || len(c.Met) == 1 && *c.Hit == c.Met[0] {
		return c.attr() + " " + c.met()
	}
	return c.attr() + " " + c.met() + " by " + shown(*c.Hit)
}

func (c *Condition) failed() string {
	wants := make([]string, len(c.Items))
	for i, it := range c.Items {
		wants[i] = "null, which nothing matches"
		if it != nil {
			wants[i] = titled(*it, c.title(*it))
		}
	}
	want := ", wants " + strings.Join(wants, " or ")
	if len(c.Items) == 0 {
		want = ", and an empty list never holds"
	}
	switch {
	case c.Unknown != "":
		return c.attr() + " is unknown (" + Clean(c.Unknown) + ")" + want
	case c.Result == "unknown":
		return c.attr() + " is " + c.met() + want + ", which cannot be decided"
	case !c.IsSet:
		return c.attr() + " is unset" + want
	}
	return c.attr() + " is " + c.met() + want
}

func (c *Condition) met() string {
	if c.Unknown != "" {
		return "unknown"
	}
	values := make([]string, len(c.Met))
	for i, v := range c.Met {
		values[i] = titled(v, c.title(v))
	}
	if c.IsList {
		return "[" + strings.Join(values, ", ") + "]"
	}
	return strings.Join(values, ", ")
}

// lists prints the lists that ACLs changed, then the names of the others.
func (s *Simulation) lists(out io.Writer, t *Terminal) {
	alone := len(s.Questions) == 1
	width := 10
	var changed []*Question
	plain := map[string][]string{}
	for i := range s.Questions {
		q := &s.Questions[i]
		if kind := q.plain(); kind != "" && !alone {
			plain[kind] = append(plain[kind], q.label())
			continue
		}
		width = max(width, lipgloss.Width(q.label())+2)
		changed = append(changed, q)
	}
	for i, q := range changed {
		if i > 0 && q.Died != "" && q.Died == changed[i-1].Died {
			continue // said with the one before
		}
		fmt.Fprintln(out)
		if same := sameDeath(changed[i:]); len(same) > 1 {
			t.block(out, t.bad.Render("dies:"), 6, listed(same))
		}
		q.text(out, t, alone, width, s.short)
	}
	if len(plain) > 0 {
		fmt.Fprintln(out)
	}
	for _, kind := range []string{nothingGone, notLimited, offersNothing} {
		if names := plain[kind]; len(names) > 0 {
			t.block(out, kind, len(offersNothing)+1, listed(names))
		}
	}
}

// sameDeath are the labels of the first questions that die of one thing.
func sameDeath(qs []*Question) []string {
	var labels []string
	for _, q := range qs {
		if q.Died == "" || q.Died != qs[0].Died {
			break
		}
		labels = append(labels, q.label())
	}
	return labels
}

// What can be said of lists that need no lines of their own.
const (
	nothingGone   = "nothing gone:"
	notLimited    = "not limited:"
	offersNothing = "offers nothing:"
)

// plain says which of these a list is, "" where it needs its own lines.
func (q *Question) plain() string {
	switch {
	case q.Died != "" || q.Undetermined || len(q.Gone)+len(q.Back) > 0:
		return ""
	case q.Candidates == 0:
		return offersNothing
	case q.Limited:
		return nothingGone
	}
	return notLimited
}

// label is the question as scenarios write it.
func (q *Question) label() string { return Clean(q.Name) }

// refuses: the screen asked for its own name and did not get it.
func (q *Question) refuses() bool {
	return q.Name == "Action" && q.Candidates == 1 && len(q.Gone) == 1
}

// text prints one list. alone: it is the only one, so nothing is left out.
func (q *Question) text(out io.Writer, t *Terminal, alone bool, width int, short func(Place) string) {
	head := pad(t.name.Render(q.label()), width)
	line := func(word string, pieces []string, at ...Place) {
		where := ""
		if len(at) > 0 {
			where = short(at[0])
		}
		t.blockAt(out, pad(head, width)+word, width+6, pieces, where)
		head = ""
	}
	switch {
	case q.Died != "":
		line(t.bad.Render("dies"), strings.Fields(Clean(q.Died)+" · "+Clean(q.DiedIn)+"; the page shows an error"), *q.DiedAt)
		return
	case q.plain() == offersNothing:
		line("", strings.Fields("the screen offers nothing here"))
	case q.plain() == notLimited:
		line("left", append([]string{"all:"}, listed(choiceNames(q.Left))...))
	default:
		q.outcome(t, alone, line)
	}
	if q.Unseen != "" {
		t.block(out, "", width, strings.Fields(Clean(q.Unseen)))
	}
	if q.From == "assumed" {
		note := "candidates assumed"
		if q.FromNote != "" {
			note += ": " + q.FromNote
		}
		t.block(out, "", width, strings.Fields(Clean(note)))
	}
}

// outcome prints what is left, gone, brought back and not known.
func (q *Question) outcome(t *Terminal, alone bool, line func(string, []string, ...Place)) {
	left := listed(choiceNames(q.Left))
	switch {
	case q.refuses():
		left = strings.Fields(t.bad.Render("nothing") + ", so the screen does not open")
	case len(q.Left) == 0 && len(q.Maybe) == 0:
		left = []string{t.bad.Render("nothing")}
	case len(q.Left) == 0:
		left = []string{"nothing", "for", "certain"}
	case len(q.Left) >= longList && !alone:
		left = strings.Fields(fmt.Sprintf("%d of %d", len(q.Left), q.Candidates))
	}
	line("left", left)
	for _, f := range q.Gone {
		line("gone", f.pieces(), f.Place)
	}
	for _, f := range q.Back {
		line("back", f.pieces(), f.Place)
	}
	if len(q.Maybe) > 0 {
		line(t.odd.Render("may"), append([]string{"be", "left:"}, listed(choiceNames(q.Maybe))...))
	}
	if q.Undetermined {
		line(t.odd.Render("undetermined"), nil)
		for _, why := range q.Unknown {
			line("", strings.Fields("because "+Clean(why)))
		}
	}
	if q.StoppedBy != "" {
		line("stop", strings.Fields("after "+Clean(q.StoppedBy)))
	}
}

func choiceNames(cs []Choice) []string {
	out := make([]string, len(cs))
	for i, c := range cs {
		out[i] = titled(c.Name, c.Title)
	}
	return out
}

// titled is an id with what people call it.
func titled(id, title string) string {
	if title == "" || title == id {
		return shown(id)
	}
	return shown(id) + " (" + Clean(title) + ")"
}

func (f *Fate) pieces() []string {
	pieces := listed(choiceNames(f.Choices))
	if f.ACL == "" {
		return pieces
	}
	by := "· " + Clean(f.ACL) + ", " + f.Section
	if f.Item != nil {
		by += " " + shown(*f.Item)
	}
	return append(pieces, strings.Fields(by)...)
}
