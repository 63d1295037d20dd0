package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// effective are the changes of an ACL that some question looks at.
func (p *pass) effective(v *view) []*reading.List {
	var all []*reading.List
	for i := range v.lists {
		if l := &v.lists[i]; !l.Block.IsMatch() && p.Effect(l) == reading.Applied && (l.Area != "Ticket" || p.Target.Asks(l.Attr)) {
			all = append(all, l)
		}
	}
	return all
}

// isCustomerScreen reports whether an action is one of the customer interface.
func (s *calls) isCustomerScreen(action string) bool {
	facts := s.target.Facts()
	return strings.HasPrefix(action, "Customer") && !slices.Contains(facts.AgentModules, action) &&
		!slices.ContainsFunc(s.asked, func(a call) bool { return a.action == action && !a.screen.Customer })
}

func agentAndCustomer(p *pass, v *view) {
	i := slices.IndexFunc(v.lists, func(l reading.List) bool { return l.Block.IsMatch() && l.Area == "User" && l.Attr != "" })
	if i < 0 {
		return
	}
	user := &v.lists[i]
	s := p.calls()
	notCustomer := func(name string) bool { return !s.isCustomerScreen(name) }
	if n := p.onScreens(v); len(n.names) > 0 && !slices.ContainsFunc(n.names, notCustomer) && onlyNamed(n.list) {
		d := p.find(v, user.Entry.KeySpan, fmt.Sprintf("customers use %s, and where they do no %s is set: %s", few(n.names), user.Name(), neverApplies),
			"look at CustomerUser, or name screens of agents")
		d.Related = []Related{{Place: acl.Place{File: v.File, Span: n.list.Value().Span}, Message: "the screens"}}
		return
	}
	changes := p.effective(v)
	of := slices.DeleteFunc(slices.Clone(changes), func(l *reading.List) bool { return !p.onlyForCustomers(l) })
	for _, l := range of {
		at, what := l.Entry.KeySpan, "this does nothing"
		if len(of) == len(changes) {
			at, what = user.Entry.KeySpan, "the ACL does nothing"
		}
		offer := "ask for " + l.Question()
		if l.Area == "Action" {
			offer = "offer these actions"
		}
		d := p.find(v, at, fmt.Sprintf("only screens of customers %s, and where they do no %s is set: %s", offer, user.Name(), what), "look at CustomerUser")
		if at == user.Entry.KeySpan {
			d.Related = []Related{{Place: acl.Place{File: v.File, Span: l.Entry.KeySpan}, Message: "the change"}}
			return
		}
	}
}

// onlyNamed reports whether a list of screens has no negation.
func onlyNamed(l *reading.List) bool {
	return !slices.ContainsFunc(l.Value().Items(), func(it acl.Value) bool {
		return !comparable(&it) || strings.HasPrefix(it.Text, "[Not")
	})
}

// onlyForCustomers reports whether screens of customers alone ask for a change.
func (p *pass) onlyForCustomers(l *reading.List) bool {
	s := p.calls()
	if l.Area == "Action" {
		return l.Block != acl.Possible && len(l.Value().Items()) > 0 && !slices.ContainsFunc(l.Value().Items(), func(it acl.Value) bool {
			m, _ := p.split(l, &it)
			return it.Kind != acl.String || m != acl.Plain || !s.isCustomerScreen(it.Text)
		})
	}
	asks, known := s.of(&onScreens{any: true, known: true}, l)
	return l.Area == "FormStd" && known && len(asks) > 0 && !slices.ContainsFunc(asks, func(a *call) bool { return !a.screen.Customer })
}

// few are names for a sentence, the first of them.
func few(names []string) string {
	switch n := len(names); {
	case n == 0:
		return "none"
	case n == 1:
		return names[0]
	case n <= 3:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	default:
		return fmt.Sprintf("%s, %s and %d others", names[0], names[1], n-2)
	}
}

// offersMore reports whether a screen that is named asks for more actions than its
// own.
func (s *calls) offersMore(n *onScreens) bool {
	return slices.ContainsFunc(s.asked, func(a call) bool {
		k := a.question.List.Kind
		return a.question.Type == "Action" && (k == product.ListAgentModules || k == product.ListTicketModules || k == product.ListCustomerModule) && s.among(n, &a)
	})
}

// hiddenScreen is an item with a screen of an ACL that is an action which it hides.
type hiddenScreen struct {
	at   *acl.Value
	name string
}

// oneName is the only text that an item matches; ok is false where there is no such.
func (p *pass) oneName(l *reading.List, it *acl.Value) (name string, ok bool) {
	if !comparable(it) || p.literal(l) {
		return it.Text, it.Kind == acl.String
	}
	texts, exact := p.related().namedBy(it)
	if !exact || len(texts) != 1 {
		return "", false
	}
	return texts[0], true
}

// hiddenScreens are those of an ACL, where its screens have no menu.
func (p *pass) hiddenScreens(v *view) []hiddenScreen {
	var hides []*reading.List
	for i := range v.lists {
		if l := &v.lists[i]; l.Block == acl.PossibleNot && l.Area == "Action" && l.Value().Kind == acl.List {
			hides = append(hides, l)
		}
	}
	if hides == nil {
		return nil
	}
	n := p.onScreens(v)
	if n.any || !n.known || p.calls().offersMore(&n) {
		return nil
	}
	var at []hiddenScreen
	items := n.list.Value().Items()
	for i := range items {
		name, one := p.oneName(n.list, &items[i])
		if one && slices.ContainsFunc(hides, func(l *reading.List) bool {
			return slices.ContainsFunc(l.Value().Items(), func(it acl.Value) bool {
				hidden, one := p.oneName(l, &it)
				return one && hidden == name
			})
		}) {
			at = append(at, hiddenScreen{&items[i], name})
		}
	}
	return at
}

func actionIsTheScreen(p *pass, v *view) {
	s := p.calls()
	for _, hidden := range p.hiddenScreens(v) {
		name := hidden.name
		effect := name + " asks for no action: nothing is hidden"
		if p.Target.Switches.Overlay && slices.ContainsFunc(s.asked, func(a call) bool { return a.action == name && a.question.Type == "Action" }) {
			effect = name + " asks only whether it may be opened itself: it refuses, but menus still show it"
		}
		menu := "AgentTicketZoom"
		if s.isCustomerScreen(name) {
			menu = "CustomerTicketZoom"
		}
		p.find(v, hidden.at.Span, effect, "name the screens with the menu, such as "+menu+", or leave the condition out")
	}
}

// questionNotAsked looks at ACLs that name their screens.
func questionNotAsked(p *pass, v *view) {
	n := p.onScreens(v)
	if n.any || !n.known || len(n.names) == 0 || p.isDead(v) {
		return
	}
	s := p.calls()
	var asks []*call
	certain := true
	for _, l := range p.effective(v) {
		of, known := s.of(&n, l)
		asks, certain = append(asks, of...), certain && known
		if len(of) > 0 || !known || l.Area == "Form" || l.Area == "FormStd" || l.Area == "Action" && len(p.hiddenScreens(v)) > 0 {
			continue
		}
		hint := "name a screen that asks for it"
		if instead := s.askedInstead(&n, l); instead != "" {
			hint = "write " + instead + ", which " + verb(n.names, "it asks", "they ask") + " for"
		} else if by := s.askedBy(l); len(by) > 0 {
			hint = "it is asked for by " + few(by)
		} else if l.Area == "Process" || l.Area == "ActivityDialog" {
			hint = "leave the condition on Frontend.Action out"
		}
		d := p.find(v, l.Entry.KeySpan, fmt.Sprintf("%s never %s for %s: this does nothing", few(n.names), verb(n.names, "asks", "ask"), l.Question()), hint)
		d.Related = []Related{{Place: acl.Place{File: v.File, Span: n.list.Value().Span}, Message: "the screens"}}
	}
	if len(asks) == 0 || !certain {
		return
	}
	p.notPassed(v, &n, asks)
}

func verb(names []string, one, many string) string {
	if len(names) == 1 {
		return one
	}
	return many
}

// askedInstead is the question of another name for the same thing that the screens ask.
func (s *calls) askedInstead(n *onScreens, l *reading.List) string {
	for _, alike := range [][]string{{"Owner", "NewOwner"}, {"Owner", "OldOwner"}, {"Responsible", "NewResponsible"}} {
		for i, name := range alike {
			other := reading.List{Block: l.Block, Area: "Ticket", Attr: alike[1-i]}
			if l.Area == "Ticket" && name == l.Attr {
				if of, _ := s.of(n, &other); len(of) > 0 {
					return other.Attr
				}
			}
		}
	}
	return ""
}

// askedBy are the screens that ask for a change.
func (s *calls) askedBy(l *reading.List) []string {
	var names []string
	for _, a := range s.asking(l) {
		if a.action != "" && !slices.Contains(names, a.action) {
			names = append(names, a.action)
		}
	}
	return names
}

// notPassed looks for conditions on what the named screens never pass.
func (p *pass) notPassed(v *view, n *onScreens, asks []*call) {
	s := p.calls()
	if p.Target.ScreensAssumed() != "" {
		// Which question carries what was measured elsewhere: what the screen passes
		// with any counts.
		known := asks
		for i := range s.asked {
			a := &s.asked[i]
			if s.among(n, a) && slices.ContainsFunc(known, func(b *call) bool { return a.screen == b.screen }) {
				asks = append(asks, a)
			}
		}
	}
	for i := range v.lists {
		l := &v.lists[i]
		if !l.Block.IsMatch() || l.Attr == "" || l.Area == "Frontend" || l.Area == "User" || !p.Target.Switches.Sections.Has(l.Area) ||
			p.isExtension(l) || p.attributeMeant(l.Area, l.Attr) != "" || s.isTypeHidden(l, asks) || p.onCreation(n, l) ||
			p.prefixed(l) != "" || !p.mayBeThere(l) { // of which another rule speaks

			continue
		}
		if !slices.ContainsFunc(asks, func(a *call) bool { return s.brings(a, l.Block, l.Area, l.Attr).Defined() }) {
			what := "no " + l.Name()
			if l.Block == acl.PropertiesDatabase {
				what = "no stored ticket"
			}
			d := p.find(v, l.Entry.KeySpan, fmt.Sprintf("%s %s %s when it asks for this: %s", few(n.names), verb(n.names, "passes", "pass"), what, neverApplies), "leave the condition out, or name a screen that knows it")
			if len(n.names) > 1 {
				d.Summary = strings.Replace(d.Summary, "when it asks", "when they ask", 1)
			}
			d.Related = []Related{{Place: acl.Place{File: v.File, Span: n.list.Value().Span}, Message: "the screens"}}
		}
	}
}
