package lint

import (
	"fmt"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// notEnforced looks for limits of what a form offers that nobody holds what is
// sent to.
func notEnforced(p *pass, v *view, l *reading.List) {
	if l.Block == acl.PossibleAdd || l.Block.IsMatch() || l.Area != "Ticket" || p.Effect(l) != reading.Applied || !p.Target.Asks(l.Attr) {
		return
	}
	switch s := p.savingOf(v, questionOf(l)); {
	case len(s.unchecked) == 0:
	case !s.checked:
		p.find(v, l.Entry.KeySpan, fmt.Sprintf("nothing checks %s when it is saved: what is sent is stored", l.Attr), "")
	case s.unchecked[0] == webServices:
		p.find(v, l.Entry.KeySpan, fmt.Sprintf("web services store any %s that is sent", l.Attr), "")
	default:
		p.find(v, l.Entry.KeySpan, fmt.Sprintf("%s %s any %s that is sent", few(s.unchecked), verb(s.unchecked, "stores", "store"), l.Attr), "")
	}
}

const webServices = "web services"

// savings are the screens that store what is sent for a list, and those that check it.
type savings struct {
	unchecked []string
	checked   bool
}

// savingOf finds them for an ACL; it is the same for all that apply on the same screens.
func (p *pass) savingOf(v *view, question string) *savings {
	t := p.screenTable()
	anywhere := !slices.ContainsFunc(v.lists, func(l reading.List) bool { return l.Block.IsMatch() && l.Area == "Frontend" })
	agents, customers := reading.Who(v.lists)
	on := map[string]bool{}
	for action := range t.actions {
		on[action] = anywhere || p.OnScreen(p.patterns, v.lists, action) == reading.Yes
	}
	key := fmt.Sprint(question, anywhere, agents, customers)
	if !anywhere {
		for _, action := range sortedNames(t.actions) {
			if on[action] {
				key += " " + action
			}
		}
	}
	if s := t.savings[key]; s != nil {
		return s
	}
	s := &savings{}
	t.savings[key] = s
	for i := range t.all {
		screen := &t.all[i]
		switch how := screen.Saving(); {
		case how == nil, screen.Setter, screen.Customer && !customers, !screen.Customer && !agents, how.DropsFields && question == "DynamicField":
		case !t.offers(screen, question, on):
		case t.enforces(screen, how, question, anywhere, on):
			s.checked = true
		case !slices.Contains(s.unchecked, screen.ActionName()):
			s.unchecked = append(s.unchecked, screen.ActionName())
		}
	}
	if question == "DynamicField" && anywhere && agents && len(s.unchecked) == 0 {
		s.unchecked = append(s.unchecked, webServices)
	}
	return s
}

// offers reports whether a screen asks for a list on a page on which the ACL applies.
func (t *screens) offers(s *product.Screen, question string, on map[string]bool) bool {
	return slices.ContainsFunc(t.askings, func(a asking) bool {
		return a.screen == s && a.question == question && !a.onSave && !a.system && on[a.action]
	})
}

// enforces reports whether a screen, or a setter that it calls, asks again when the
// form is sent, in a way that the ACL applies to.
func (t *screens) enforces(s *product.Screen, how *product.Saving, question string, anywhere bool, on map[string]bool) bool {
	return slices.ContainsFunc(t.askings, func(a asking) bool {
		switch {
		case a.screen != s, a.question != question, !a.onSave, a.system:
			return false
		case a.setter:
			return how.Setters != nil && (anywhere || on[a.action])
		}
		return how.Own[question] != 0 && on[a.action]
	})
}
