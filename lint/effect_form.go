package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

func knowsForm(p *pass, question string) bool { return p.Target.Switches.SpecialTypes.Has(question) }

// formScreen looks for screens that do not ask which fields they show.
func formScreen(p *pass, v *view) {
	named := namedScreens(v.lists)
	if named == nil {
		return
	}
	for _, question := range []string{"Form", "FormStd"} {
		k := slices.IndexFunc(v.lists, func(l reading.List) bool {
			return !l.Block.IsMatch() && l.Area == question && p.Effect(&l) == reading.Applied
		})
		if k < 0 || !knowsForm(p, question) {
			continue
		}
		p.unasked(v, &v.lists[k], named)
	}
}

// unasked reports the screens of a condition that do not ask for a list. Where
// they ask for something else that the ACL changes it is the list that is wrong, if none
// of them asks for it.
func (p *pass) unasked(v *view, l *reading.List, named []*acl.Value) {
	t := p.screenTable()
	asked, useful := false, false
	var dead []*acl.Value
	for _, it := range named {
		switch {
		case !t.actions[it.Text], t.asked[l.Area][it.Text]: // nobody knows, or it asks
			asked = true
		case p.changesThere(v, l.Area, it.Text):
			useful = true
		default:
			dead = append(dead, it)
		}
	}
	ask := "ask for it: " + few(p.askingFor(l.Area, ""))
	if useful && !asked {
		p.find(v, l.Entry.KeySpan, fmt.Sprintf("none of the screens in Frontend.Action asks for %s: %s does nothing", l.Area, l.Where()), ask)
		return
	}
	for _, it := range dead {
		p.find(v, it.Span, fmt.Sprintf("%s does not ask for %s: the ACL does nothing there", it.Text, l.Area), ask)
	}
}

// changesThere reports whether a screen asks for something else that an ACL changes.
func (p *pass) changesThere(v *view, but, action string) bool {
	t := p.screenTable()
	return slices.ContainsFunc(v.lists, func(l reading.List) bool {
		return !l.Block.IsMatch() && l.Area != but && t.asked[questionOf(&l)][action] && p.Effect(&l) != reading.Ignored
	})
}

// formStdItem looks for what FormStd does not know.
func formStdItem(p *pass, v *view, l *reading.List, it *acl.Value) {
	if l.Block.IsMatch() || l.Area != "FormStd" || !comparable(it) || p.Effect(l) != reading.Applied {
		return
	}
	if m, rest := p.Split(it.Text); m == acl.Plain && rest != "Article" {
		p.find(v, it.Span, "FormStd knows Article alone: "+reading.Shown(it.Text)+" is nothing there", "write Article; dynamic fields belong under Form")
	}
}

// hiddenMandatory looks for fields that are hidden on screens that require them.
func hiddenMandatory(p *pass) {
	r := p.related()
	t := p.screenTable()
	q := r.number("? Form")
	var lists []reading.List
	for _, v := range r.limiting(q) {
		n := r.natureOf(v)
		if n.apart {
			continue
		}
		k := slices.IndexFunc(n.limits, func(l limit) bool { return l.question == q })
		lists = p.AppendLists(lists[:0], v.ACL)
		var found []hidden
		for _, s := range p.opts.Inventory.Screens {
			if len(s.Required) == 0 || !t.asked["Form"][s.Name] || !p.mayBeOn(v, lists, s.Name) {
				continue
			}
			for _, field := range s.Required {
				if r.fate(&n.limits[k], r.number(field)) != goes || r.gives(v, "? Form", field, func(w *view) bool {
					return p.OnScreen(p.patterns, p.Lists(w.ACL), s.Name) != reading.No
				}) {
					continue
				}
				found = p.addHidden(found, lists, field, s.Name)
			}
		}
		for _, h := range found {
			summary := fmt.Sprintf("%s is hidden on %s, where it is required: the form may not be sent", few(h.fields), few(h.screens))
			if len(h.fields) > 1 {
				summary = fmt.Sprintf("%s are hidden on %s, where they are required: the form may not be sent", few(h.fields), few(h.screens))
			}
			p.find(v, h.at, summary, "show it there, or do not require it")
		}
	}
}

// mayBeOn reports whether an ACL applies on a screen, as far as its conditions on people and
// screens go.
func (p *pass) mayBeOn(v *view, lists []reading.List, action string) bool {
	agents, customers := reading.Who(lists)
	n := p.related().natureOf(v)
	isCustomer := strings.HasPrefix(action, "Customer")
	return (isCustomer && customers || !isCustomer && agents) && p.OnScreen(p.patterns, lists, action) == reading.Yes &&
		!(n.stored && p.related().createsTicket(action))
}

// hidden are fields that one place hides.
type hidden struct {
	at              acl.Span
	fields, screens []string
}

func (p *pass) addHidden(found []hidden, lists []reading.List, field, screen string) []hidden {
	var at acl.Span
	for i := range lists {
		l := &lists[i]
		if l.Block.IsMatch() || l.Area != "Form" || p.Effect(l) != reading.Applied {
			continue
		}
		if l.Block == acl.Possible {
			at = l.Entry.KeySpan
		}
		if it := p.related().hitting(l.Value(), field); l.Block == acl.PossibleNot && it != nil {
			at = it.Span
		}
	}
	k := slices.IndexFunc(found, func(h hidden) bool { return h.at == at })
	if k < 0 {
		k = len(found)
		found = append(found, hidden{at: at})
	}
	if !slices.Contains(found[k].fields, field) {
		found[k].fields = append(found[k].fields, field)
	}
	if !slices.Contains(found[k].screens, screen) {
		found[k].screens = append(found[k].screens, screen)
	}
	return found
}
