package scenario

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/simulate"
)

// Notes say in words what the form did on its own while it asked, and what the
// page shows that nobody asked for again.
func (p *Plan) Notes() []string {
	var notes []string
	add := func(format string, args ...any) {
		if n := fmt.Sprintf(format, args...); !slices.Contains(notes, n) {
			notes = append(notes, n)
		}
	}
	if p.Refused {
		add("%s", p.RefusedNote())
		return notes
	}
	if u := p.Unsettled; u != nil {
		by := ""
		if len(u.ACLs) > 0 {
			by = " (" + strings.Join(u.ACLs, ", ") + ")"
		}
		add("the form never settles: %s changes again and again%s; after %d rounds the screen gives up and delivers nothing", strings.Join(u.Fields, ", "), by, maxRounds)
		return notes
	}
	for i := range p.Rounds {
		for _, e := range p.Rounds[i].Emptied {
			switch {
			case e.Hidden:
				add("Form hides %s: its value %s is emptied, and what depends on it is asked again", e.Field, p.inWords(e))
			case e.Filled && e.Asked >= 0 && p.Asked[e.Asked].Call.ReturnType == "Form":
				add("%s is shown again and gets its default, %s", e.Field, p.inWords(e))
			case e.Filled:
				add("%s is left with one choice, %s, and takes it", e.Field, p.inWords(e))
			case slices.Contains(p.Emptied, e.Field):
				add("the screen does not offer the %s that was chosen, and takes the field for empty", e.Field)
			case p.took(e):
				add("%s is no longer offered for %s: the field is emptied, and what depends on it is asked again", p.inWords(e), e.Field)
			}
		}
	}
	for _, m := range p.Missed {
		add("%s looks at %s, which the preselection does not know: a change makes nothing be asked again because of it", m.ACL.Name, m.Path)
	}
	if stale := p.Stale(); len(stale) > 0 {
		add("not asked again after this change, and left as the page had them: %s", strings.Join(stale, ", "))
	}
	if len(p.Uncertain) > 0 {
		var lists []string
		for _, i := range p.Uncertain {
			if q := strings.TrimPrefix(p.Asked[i].Call.Question(), "Ticket."); !slices.Contains(lists, q) {
				lists = append(lists, q)
			}
		}
		if len(p.Rounds) > 0 {
			add("the answer for %s is undetermined; the form goes on as if what may be left were left, and the system may do otherwise", strings.Join(lists, ", "))
		}
	}
	return notes
}

// took reports whether an ACL, and not the screen, took a value away.
func (p *Plan) took(e Emptied) bool {
	if e.Asked < 0 {
		return false
	}
	return slices.ContainsFunc(p.Asked[e.Asked].Call.Data, func(c simulate.Candidate) bool {
		return c.ID == e.Value.Text || slices.ContainsFunc(e.Value.List, func(v inventory.Value) bool { return v.Text == c.ID })
	})
}

// Stale are the lists that the page kept after a change, without the answer to it.
func (p *Plan) Stale() []string {
	if p.Moment != Change || p.Page == nil || p.Page.Refused || p.run == nil || !p.run.w.Preselection {
		return nil
	}
	return p.Page.Stale()
}

// inWords is a value of a form as people read it.
func (p *Plan) inWords(e Emptied) string {
	switch v := e.Value; v.Kind {
	case inventory.Text:
		if !strings.HasPrefix(e.Field, "DynamicField_") && p.run != nil {
			if name := p.run.nameOf(kindOf(e.Field), v); name.Kind == inventory.Text && name.Text != "" {
				return name.Text
			}
		}
		return v.Text
	case inventory.List:
		var items []string
		for _, e := range v.List {
			items = append(items, e.Text)
		}
		return strings.Join(items, ", ")
	}
	return "(not known)"
}

// RefusedNote says that a screen refuses itself, as far as that is known.
func (p *Plan) RefusedNote() string {
	for _, i := range p.Uncertain {
		if p.Asked[i].Call.ReturnType == "Action" {
			return p.Screen.Name + " may refuse to be used: whether its own Action is left is not known"
		}
	}
	return p.Screen.Name + " refuses to be used: its own Action is gone"
}
