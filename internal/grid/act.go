package grid

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// Bounds on the search for what shows one ACL.
const (
	leastTries  = 16 // pages, for one ACL of very many
	mostTries   = 160
	maxShown    = 12 // scenarios for one list
	maxOthersOn = 4  // people that are tried where the first one shows nothing
)

// showing looks, list by list, for scenarios in which one touched ACL matches and its
// list holds what it acts on.
type showing struct {
	*aim
	d     *differ
	tries int
	lists []*shownList
}

// shownList is one question for which the ACL has lists, and how far it was looked at.
type shownList struct {
	question string
	pages    []*page // those left, the ones that hold what the ACL acts on first
	rest     int     // of pages: how many of the last ones hold nothing of it
	acts     map[string]string
	shown    map[string]bool // what was acted on in a scenario
	hits     int
	differs  bool // the sets answer otherwise in one of them
	failed   map[pageKind]int
}

func (d *differ) showing(x *aim, tries int) *showing {
	s := &showing{aim: x, d: d, tries: tries}
	conditions := x.Engine.ConditionsOf(x.acl)
	for _, q := range x.Engine.Questions(x.acl) {
		l := &shownList{question: q, acts: map[string]string{}, shown: map[string]bool{}, failed: map[pageKind]int{}}
		var rest []*page
		for _, p := range x.pages {
			switch {
			case p.asks(q) == nil || conditions != nil && !conditions.MayHold(x.onPage(p)):
			case len(s.acted(l, p.asked)) > 0:
				l.pages = append(l.pages, p)
			default:
				rest = append(rest, p)
			}
		}
		l.rest = len(rest)
		l.pages = append(spreadOut(l.pages), spreadOut(rest)...)
		s.lists = append(s.lists, l)
	}
	return s
}

// spreadOut takes of each screen the first page, then of each the second, and pages of all
// kinds in turn: an engine may look at what is chosen where another one looks at what is
// stored.
func spreadOut(pages []*page) []*page {
	turn, of := map[*page]int{}, map[string]int{}
	for _, p := range pages {
		turn[p] = of[p.screen.Name]
		of[p.screen.Name]++
	}
	slices.SortStableFunc(pages, func(a, b *page) int { return turn[a] - turn[b] })
	kinds := map[pageKind]int{}
	for _, p := range pages {
		turn[p] = kinds[p.kind()]
		kinds[p.kind()]++
	}
	slices.SortStableFunc(pages, func(a, b *page) int { return turn[a] - turn[b] })
	return pages
}

// onPage are the values that conditions meet on every scenario of a page.
func (m *maker) onPage(p *page) func(block acl.BlockName, area, attr string) ([]inventory.Value, bool) {
	return func(_ acl.BlockName, area, attr string) ([]inventory.Value, bool) {
		switch {
		case area == "Frontend" && attr == "Action":
			// Some calls report the screen that a form leads to.
			return []inventory.Value{inventory.TextValue(p.screen.ActionName()), {}}, p.screen.WithTicket == "" && p.screen.InDialog == ""
		case area == "Process", m.tellsPlace(attr):
			return m.atPlace(p.screen, p.bare.Process, area, attr)
		}
		return nil, false
	}
}

// acted are the values of a list's calls on which the ACL acts, by section.
func (s *showing) acted(l *shownList, asked []*scenario.Asked) (out []string) {
	for _, a := range asked {
		if a.Call.Question() != l.question {
			continue
		}
		for i := range a.Call.Data {
			name := a.Call.Data[i].Name
			how, known := l.acts[name]
			if !known {
				how = s.actsOn(l.question, name)
				l.acts[name] = how
			}
			if how != "" {
				out = append(out, how)
			}
		}
	}
	return out
}

// actsOn is "" where the ACL does nothing to a value; what it does to all that it does
// not name is one thing.
func (s *showing) actsOn(question, name string) string {
	for _, section := range s.Engine.ListedIn(s.acl, question) {
		_, named := s.Engine.NamedIn(s.acl, question, section, name)
		switch {
		case section == acl.Possible && !named:
			return "others"
		case section != acl.Possible && named:
			return string(section) + "\x00" + name
		}
	}
	return ""
}

// next shows a list once more; false: nothing is left to be shown.
func (s *showing) next(l *shownList) bool {
	for len(l.pages) > 0 && s.tries > 0 && l.hits < maxShown && !s.d.spent() {
		p := l.pages[0]
		rest := len(l.pages) <= l.rest
		l.pages = l.pages[1:]
		switch {
		case rest && len(l.shown) > 0, l.failed[p.kind()] >= maxFailed && !s.ofScreens && p.bare.Process == (scenario.Process{}):
			continue
		case !rest && l.differs && !slices.ContainsFunc(s.acted(l, p.asked), func(v string) bool { return !l.shown[v] }):
			continue // shows nothing new
		}
		s.tries--
		h := s.at(p, l.question)
		if h == nil {
			l.failed[p.kind()]++
			continue
		}
		s.show(l, h)
		return true
	}
	return false
}

// show tries a hit, and as other people while nothing differs.
func (s *showing) show(l *shownList, h *hit) {
	l.hits++
	s.hits = append(s.hits, h)
	s.shoot(h.made)
	asked := s.askedIn(h.made)
	for _, v := range s.acted(l, asked) {
		l.shown[v] = true
	}
	if l.differs = l.differs || s.differ(asked); l.differs {
		return
	}
	k := s.look(h)
	if k == nil {
		return
	}
	left := maxOthersOn
	for _, who := range s.people(h.page.screen.Customer) {
		if left == 0 || s.d.spent() {
			return
		}
		if who == h.who || !s.fits(h.page, k.told, k.acl, who) {
			continue
		}
		left--
		made := s.build(h.page, who, h.tells)
		if made == nil {
			continue
		}
		s.shoot(made)
		if l.differs = s.differ(s.askedIn(made)); l.differs {
			return
		}
	}
}

// askedIn is all that a scenario asks.
func (m *maker) askedIn(x *scenario.Scenario) []*scenario.Asked {
	plan, err := scenario.Calls(x, m.quick)
	if err != nil {
		return nil
	}
	return plan.Answers()
}

// differ reports whether the sets answer some of the calls otherwise.
func (s *showing) differ(asked []*scenario.Asked) bool {
	same := func(a, b simulate.Candidate) bool { return a.Name == b.Name }
	return slices.ContainsFunc(asked, func(a *scenario.Asked) bool {
		if !s.changed[a.Call.Question()] {
			return false
		}
		x, y := s.d.Old.World.Judge(a), s.d.New.World.Judge(a)
		return (x.Died == nil) != (y.Died == nil) || !slices.EqualFunc(x.Left, y.Left, same)
	})
}
