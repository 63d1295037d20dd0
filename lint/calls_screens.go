package lint

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// onScreens are the screens that an ACL's conditions on Frontend.Action leave.
type onScreens struct {
	any   bool // there is no such condition
	known bool // of all of them it is known what they ask
	names []string
	list  *reading.List
}

// onScreens are the screens that the conditions of an ACL leave.
func (p *pass) onScreens(v *view) onScreens {
	n := onScreens{any: true, known: true}
	for i := range v.lists {
		l := &v.lists[i]
		if !l.Block.IsMatch() || l.Area != "Frontend" {
			continue
		}
		if l.Attr != "Action" || l.Value().Kind != acl.List || !n.any {
			return onScreens{}
		}
		n.any, n.list = false, l
		for k := range l.Value().Items() {
			p.addScreens(&n, l, &l.Value().Items()[k])
		}
	}
	return n
}

func (p *pass) addScreens(n *onScreens, l *reading.List, it *acl.Value) {
	s := p.calls()
	add := func(name string) {
		if !slices.Contains(n.names, name) {
			n.names = append(n.names, name)
		}
		n.known = n.known && s.knows(name)
	}
	switch m, _ := p.split(l, it); {
	case it.Kind == acl.Undef:
	case !comparable(it), m.IsNegated():
		n.known = false
	case m == acl.Plain:
		add(it.Text)
	default:
		all := p.patternScreens(s, it)
		n.known = n.known && all != nil
		for _, name := range all {
			add(name)
		}
	}
}

// patternScreens are the screens that a pattern hits; nil where nobody can tell.
func (p *pass) patternScreens(s *calls, it *acl.Value) []string {
	hit, ok := s.hit[it.Text]
	if ok {
		return hit
	}
	hit = []string{}
	for _, name := range append(slices.Clone(s.actions), s.modules...) {
		switch v, _ := p.Matches(p.patterns, it, name); {
		case v == reading.Unknown:
			hit = nil
		case v == reading.Yes && hit != nil:
			hit = append(hit, name)
		}
	}
	s.hit[it.Text] = hit
	return hit
}

// knows reports whether the table has what a screen asks.
func (s *calls) knows(action string) bool {
	if action == "CustomerTicketProcess" && !s.target.Switches.CustomerProcessMerged {
		return false // there it is a screen of its own
	}
	return slices.Contains(s.actions, action)
}

// of are the questions of the screens that are named for a change; nil, false where
// nobody can tell all of them.
func (s *calls) of(n *onScreens, l *reading.List) (asks []*call, known bool) {
	all, known := s.asking(l), s.knowsAll(n, l)
	if n.any {
		return all, known
	}
	for _, a := range all {
		if s.among(n, a) {
			asks = append(asks, a)
		}
	}
	return asks, known
}

// knowsAll reports whether the table has all questions of some screens for a change.
func (s *calls) knowsAll(n *onScreens, l *reading.List) bool {
	return n.known && !(s.target.Switches.BulkDynamicFields && strings.HasPrefix(l.Attr, "DynamicField_") && slices.Contains(n.names, "AgentTicketBulk"))
}

// among reports whether a question is one of a screen that is named. What reports
// another Action than its own was measured on one product only.
func (s *calls) among(n *onScreens, a *call) bool {
	return n.any || slices.Contains(n.names, a.action) || a.action != "" && s.target.ScreensAssumed() != "" && slices.Contains(n.names, a.screen.ActionName())
}
