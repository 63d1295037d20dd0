package grid

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// maxPairs bounds in how many ways two ACLs are brought together.
const maxPairs = 6000

// vary makes scenarios like those in which the ACL matches, but for one condition:
// each of its items decides once, and once none does.
func (x *aim) vary() {
	asked := map[*page]bool{}
	covered := map[string]bool{}
	for _, h := range x.hits {
		// Conditions are the same for all questions of a page.
		if asked[h.page] || covered[h.question] && !x.ofScreens {
			continue
		}
		asked[h.page] = true
		if first := !covered[h.question]; first {
			for _, a := range h.page.asked {
				covered[a.Call.Question()] = true
			}
			x.elsewhere(h)
			if l := x.look(h); l != nil {
				for _, n := range l.told.Each(l.acl) {
					x.varied(l, &n)
				}
			}
		}
	}
}

// varied is a hit with another value for one condition.
func (x *aim) varied(h *look, n *simulate.Need) {
	if !h.page.ofPerson(n.Condition) {
		if s := x.build(h.page, h.who, with(h.tells, n.Condition, n.Value)); s != nil {
			x.shoot(s)
		}
		return
	}
	who := x.someone(h.page, h.told, h.acl, func(c *simulate.Condition, of inventory.Attrs) (holds, asked bool) {
		switch {
		case c.List != n.Condition.List:
			return false, false
		case n.Item == nil:
			return !h.told.WouldHold(h.acl, c, of[c.Attr]), true
		}
		return has(of[c.Attr], n.Value), true
	})
	if who != nil {
		// Who it is was perhaps told by the scenario.
		tells := slices.DeleteFunc(slices.Clone(h.tells), func(t tell) bool { return h.page.ofPerson(t.cond) })
		if s := x.build(h.page, who, tells); s != nil {
			x.shoot(s)
		}
		return
	}
	if x.known(h.page) {
		return
	}
	if s := x.build(h.page, h.who, with(h.tells, n.Condition, n.Value)); s != nil {
		x.shoot(s)
	}
}

// has reports whether a value is, or holds, the one of another.
func has(v, want inventory.Value) bool {
	texts := func(v inventory.Value) []string {
		var out []string
		if v.Kind == inventory.Text {
			out = append(out, v.Text)
		}
		for _, e := range v.List {
			out = append(out, e.Text)
		}
		return out
	}
	mine := texts(v)
	return slices.ContainsFunc(texts(want), func(t string) bool { return slices.Contains(mine, t) })
}

// elsewhere puts what a hit tells on screens that the conditions exclude.
func (x *aim) elsewhere(h *hit) {
	if !x.ofScreens {
		return
	}
	left := maxOthers
	for _, p := range x.pages {
		if left == 0 || p.asks(h.question) == nil || (p.bare.Ticket != nil) != (h.page.bare.Ticket != nil) || p.screen.Customer != h.page.screen.Customer ||
			slices.ContainsFunc(x.hits, func(o *hit) bool { return o.page.screen == p.screen }) {
			continue
		}
		if s := x.build(p, h.who, h.tells); s != nil {
			x.shoot(s)
			left--
		}
	}
}

// meet brings two ACLs that change the same list into one call, neighbours first:
// there their order tells.
func (m *maker) meet(aims []*aim) {
	tries := maxPairs
	byQuestion := map[string][]*aim{}
	var questions []string
	for _, x := range aims {
		for _, q := range m.Engine.Questions(x.acl) {
			if byQuestion[q] == nil {
				questions = append(questions, q)
			}
			byQuestion[q] = append(byQuestion[q], x)
		}
	}
	longest := 0
	for _, list := range byQuestion {
		longest = max(longest, len(list))
	}
	for distance := 1; distance < longest; distance++ {
		for _, q := range questions {
			list := byQuestion[q]
			for i := 0; i+distance < len(list); i++ {
				a, b := list[i], list[i+distance]
				if m.together[[2]*acl.ACL{a.acl, b.acl}] {
					continue
				}
				if tries--; tries < 0 || m.full() {
					return
				}
				m.both(a, b, q)
			}
		}
	}
}

// both looks for a scenario in which two ACLs meet.
func (m *maker) both(a, b *aim, question string) {
	kinds := map[pageKind]bool{}
	for _, h := range a.hits {
		// Where many show the same, one of each kind stands for the others.
		if h.question != question || m.placed != nil && kinds[h.page.kind()] {
			continue
		}
		kinds[h.page.kind()] = true
		h := a.look(h)
		if h == nil {
			continue
		}
		e := b.mini.ExplainAll(&h.asked.Call, h.asked.System)
		r := b.report(e)
		miss := e.Miss(r)
		if miss.Never != "" {
			continue
		}
		who := h.who
		if !b.fits(h.page, e, r, who) {
			who = b.someone(h.page, e, r, nil)
			for _, p := range m.people(h.page.screen.Customer) {
				if b.fits(h.page, e, r, p) && a.fits(h.page, h.told, h.acl, p) {
					who = p
					break
				}
			}
		}
		if who == nil {
			continue
		}
		tells, possible := h.tells, true
		for i := range miss.Needs {
			n := &miss.Needs[i]
			if h.page.ofPerson(n.Condition) {
				continue
			}
			possible = possible && n.Cannot == "" && n.Value.Defined()
			tells = with(tells, n.Condition, n.Value)
		}
		if !possible {
			continue
		}
		s := m.build(h.page, who, tells)
		if s == nil || !m.meets(s, question, a.acl, b.acl) {
			continue
		}
		m.shoot(s)
		return
	}
}

// fits reports whether all conditions on the person hold.
func (x *aim) fits(p *page, e *simulate.Explanation, r *simulate.ACLReport, who *person) bool {
	for i := range r.Conditions {
		if c := &r.Conditions[i]; p.ofPerson(c) && !e.WouldHold(r, c, who.attrs[c.Attr]) {
			return false
		}
	}
	return true
}

// meets reports whether all these ACLs match in a scenario, or would but for their order.
func (m *maker) meets(s *scenario.Scenario, question string, all ...*acl.ACL) bool {
	p := m.planned(s, question)
	if p.asked == nil {
		return false
	}
	for _, a := range all {
		met, known := p.meets[a]
		if !known {
			met = m.Engine.Meets(a, &p.asked.Call, p.asked.System)
			p.meets[a] = met
		}
		if !met {
			return false
		}
	}
	return true
}

// planned is a call of a scenario, nil for none, and which ACLs it was found to meet.
type planned struct {
	asked *scenario.Asked
	meets map[*acl.ACL]bool
}

// mostPlans bounds how many calls are kept: each holds lists of candidates, of which large
// sets name thousands.
func (m *maker) mostPlans() int {
	return min(1000, max(100, 1<<20/max(1, len(m.Engine.ACLs()))))
}

func (m *maker) planned(s *scenario.Scenario, question string) *planned {
	key := ""
	if m.plans != nil {
		key = question + "\x01" + keyOf(s)
		if p := m.plans[key]; p != nil {
			return p
		}
	}
	p := &planned{m.plan(s, question), map[*acl.ACL]bool{}}
	if m.plans != nil {
		if len(m.plans) >= m.mostPlans() {
			clear(m.plans)
		}
		m.plans[key] = p
	}
	return p
}
