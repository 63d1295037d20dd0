package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// why prints the close looks, then the stories.
func (s *Simulation) why(out io.Writer, t *Terminal) {
	for i := range s.Looks {
		if i > 0 {
			fmt.Fprintln(out)
		}
		s.look(out, t, &s.Looks[i])
	}
	if len(s.Looks) > 0 && len(s.Stories) > 0 {
		fmt.Fprintln(out)
	}
	s.stories(out, t)
}

func (s *Simulation) look(out io.Writer, t *Terminal, l *Look) {
	t.blockAt(out, "", 0, []string{"why", t.name.Render(Clean(l.ACL))}, s.exact(l.Place))
	if l.Position == 0 {
		if l.Validity != "valid" {
			t.block(out, "", 2, strings.Fields("not deployed: it is "+l.Validity+", and takes no part"))
		} else {
			t.block(out, "", 2, strings.Fields("the screen asks no ACL at this moment"))
		}
		return
	}
	place := fmt.Sprintf("%d of %d in evaluation order", l.Position, l.Of)
	if l.Stops {
		place += " · stops the evaluation of every list that it changes"
	}
	t.block(out, "", 2, strings.Fields(place))
	for i := range l.Cases {
		s.lookCase(out, t, l, &l.Cases[i])
	}
	s.effects(out, t, l)
}

func (s *Simulation) lookCase(out io.Writer, t *Terminal, l *Look, c *LookCase) {
	head := []string{strings.TrimRight(t.status(c.Status), " ")}
	if len(l.Cases) > 1 || c.Stale {
		if c.Stale {
			head = append(head, "before", "this", "change,")
		}
		head = append(head, "when", "asked", "for")
		head = append(head, listed(cleaned(c.Questions))...)
	}
	if c.Before != "" {
		head[len(head)-1] += ":"
		head = append(head, strings.Fields(Clean(c.Before))...)
	}
	t.block(out, "", 2, head)
	for i := range c.Conditions {
		k := &c.Conditions[i]
		word, pieces := t.bad.Render("failed"), k.failed()
		switch k.Result {
		case "held":
			word, pieces = t.good.Render("held"), k.held()
		case "unknown":
			word = t.odd.Render("unknown")
		}
		t.blockAt(out, "    "+word, 13, strings.Split(pieces, " "), s.exact(k.Place))
	}
	switch {
	case c.Never != "":
		t.block(out, "", 4, append([]string{t.bad.Render("cannot match:")}, strings.Fields(Clean(c.Never))...))
	case len(c.Needs) > 0:
		s.nearest(out, t, c)
	case c.Status == "undetermined":
		t.block(out, "", 4, strings.Fields("it depends on whether an ACL before it stops"))
	case len(c.Conditions) == 0 && c.Status == "matched":
		t.block(out, "", 4, strings.Fields("it has no conditions"))
	}
}

// nearest prints what would have to change: first what cannot, then what was so
// until the form emptied it, then the rest.
func (s *Simulation) nearest(out io.Writer, t *Terminal, c *LookCase) {
	for i := range c.Needs {
		if n := &c.Needs[i]; n.Held {
			t.block(out, "", 2, strings.Fields("it lacks what the form itself has emptied"))
			break
		}
	}
	for i := range c.Needs {
		if n := &c.Needs[i]; n.Held {
			e := &n.Emptied.Change
			e.line(out, t, 4, fmt.Sprintf("%s held until round %d emptied %s %s: %s", n.Attr, n.Emptied.Round, e.Field, shown(e.Value), e.reason()), s.exact)
		}
	}
	now := "now"
	if c.Stale {
		now = "then"
	}
	part := func(head []string, cannot bool) {
		for i := range c.Needs {
			if n := &c.Needs[i]; (n.Cannot != "") == cannot && !n.Held {
				if head != nil {
					t.block(out, "", 2, head)
					head = nil
				}
				t.block(out, "", 4, n.pieces(t, now))
			}
		}
	}
	head := strings.Fields("it would match if")
	if c.Stale {
		head = strings.Fields("it would have matched if")
	}
	if slices.ContainsFunc(c.Needs, func(n Need) bool { return n.Held }) {
		head = strings.Fields("and it would match only if")
	}
	if slices.ContainsFunc(c.Needs, func(n Need) bool { return n.Cannot != "" }) {
		part([]string{t.bad.Render("cannot match"), "here:"}, true)
		head = strings.Fields("and it would match only if")
	}
	part(head, false)
}

// pieces is what one attribute would have to be.
func (n *Need) pieces(t *Terminal, when string) []string {
	attr := n.Attr
	if n.Block == "PropertiesDatabase" {
		attr = "stored " + attr
	}
	now := "unset"
	switch {
	case n.Why != "":
		now = "unknown: " + Clean(n.Why)
	case n.IsSet && n.IsList:
		now = "[" + strings.Join(allShown(n.Met), ", ") + "]"
	case n.IsSet:
		now = strings.Join(allShown(n.Met), ", ")
	}
	var text string
	switch {
	case n.Cannot != "":
		return append([]string{Clean(attr), t.bad.Render("cannot hold:")}, strings.Fields(Clean(n.Cannot))...)
	case !n.Known && n.Item == nil:
		text = "had another value"
	case !n.Known:
		text = "had a value that " + shown(*n.Item) + " matches; none is known"
	case n.IsList && len(n.Add)+len(n.Drop) > 0:
		text = n.listChange()
	case n.IsList && len(n.Value) == 0:
		text = "were an empty list"
	case n.IsList:
		text = "were [" + strings.Join(allShown(n.Value), ", ") + "]"
	default:
		text = "were " + strings.Join(allShown(n.Value), ", ")
		if n.Attr == "Frontend.Action" {
			text += ", on that screen"
		}
		if n.Item != nil && len(n.Value) == 1 && *n.Item != n.Value[0] {
			text += ", by " + shown(*n.Item)
		}
	}
	if n.Unlisted {
		text += ", which the inventory does not list"
	}
	if n.Hint != "" {
		now += "; " + n.Hint
	}
	if e := n.Emptied; e != nil && e.Change.What == "hidden" {
		now += fmt.Sprintf("; round %d of the form hides the field, by %s", e.Round, e.Change.ACL)
	}
	return strings.Fields(Clean(attr) + " " + text + " (" + when + " " + now + ")")
}

func (n *Need) listChange() string {
	var parts []string
	if len(n.Add) > 0 {
		parts = append(parts, "contained "+strings.Join(allShown(n.Add), ", "))
	}
	if len(n.Drop) > 0 {
		parts = append(parts, "lacked "+strings.Join(allShown(n.Drop), ", "))
	}
	return strings.Join(parts, " and ")
}

func allShown(values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = shown(v)
	}
	return out
}

// effects prints what an ACL that matched did to each list.
func (s *Simulation) effects(out io.Writer, t *Terminal, l *Look) {
	matched := slices.ContainsFunc(l.Cases, func(c LookCase) bool { return c.Status == "matched" || c.Status == "undetermined" })
	if len(l.Lists) == 0 {
		t.block(out, "", 2, append(strings.Fields("it has no list for any question of this screen:"), listed(cleaned(l.Asked))...))
		return
	}
	if !matched {
		return
	}
	if len(l.Effects) == 0 {
		t.block(out, "", 2, append(strings.Fields("the screen offers nothing that it could take or bring in:"), listed(cleaned(l.Lists))...))
	}
	for i := range l.Effects {
		e := &l.Effects[i]
		head := []string{Clean(e.Question), "·", e.Section}
		if e.Maybe {
			head = append(head, "if", "it", "matches")
		}
		t.blockAt(out, "", 2, head, s.exact(e.Place))
		line := func(word string, list []Moved) {
			for i := range list {
				m := &list[i]
				pieces := listed(allShown(m.Values))
				if m.Item != nil && (len(m.Values) > 1 || *m.Item != m.Values[0]) {
					pieces = append(pieces, "by", shown(*m.Item))
				}
				t.block(out, "    "+word, 17, pieces)
			}
		}
		line("takes", e.Gone)
		line("brings back", e.Back)
		line("may change", e.Unsure)
		if len(e.Gone)+len(e.Back)+len(e.Unsure) == 0 {
			t.block(out, "", 4, strings.Fields("changes nothing"))
		}
		if e.Stopped {
			t.block(out, "", 4, strings.Fields("and the evaluation stops for this list"))
		}
	}
}
