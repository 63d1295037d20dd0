package grid

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// Bounds on what is made for one ACL.
const (
	maxScreens = 8 // for one question, where conditions name screens
	maxOthers  = 2 // screens that the conditions exclude
	maxTurns   = 3 // of telling what is still missing
	maxFailed  = 3 // pages of one kind on which it could not match
)

// aim makes scenarios for one ACL.
type aim struct {
	*maker
	acl  *acl.ACL
	mini *simulate.Engine // with this ACL alone
	// ofScreens: some condition is about the screen.
	ofScreens bool
	hits      []*hit
	// looks are kept while many others are held against the ACL; nil: none are.
	looks map[*hit]*look
}

// hit is a scenario in which an ACL matches, and how it was made.
type hit struct {
	page     *page
	question string
	who      *person
	tells    []tell
	made     *scenario.Scenario
}

// look is what a hit comes to. It is made when it is needed, for it is large.
type look struct {
	*hit
	asked *scenario.Asked
	told  *simulate.Explanation // by the ACL alone
	acl   *simulate.ACLReport
}

func (x *aim) look(h *hit) *look {
	if l, kept := x.looks[h]; kept {
		return l
	}
	l := x.anew(h)
	if x.looks != nil {
		x.looks[h] = l
	}
	return l
}

func (x *aim) anew(h *hit) *look {
	l := &look{hit: h, asked: x.plan(h.made, h.question)}
	if l.asked == nil {
		return nil
	}
	l.told = x.mini.ExplainAll(&l.asked.Call, l.asked.System)
	if l.acl = x.report(l.told); l.acl == nil {
		return nil
	}
	return l
}

// tell is what a scenario has to tell for a condition.
type tell struct {
	cond  *simulate.Condition
	value inventory.Value
}

// aimAll makes for each ACL scenarios in which it matches, then those in which one
// of its conditions does not hold or another item decides, then those in which two
// ACLs meet.
func (m *maker) aimAll() {
	var aims []*aim
	areas := m.areas()
	for _, a := range m.Engine.ACLs() {
		x := &aim{maker: m, acl: a}
		x.mini = simulate.Compile(&acl.Set{ACLs: []*acl.ACL{a}}, m.Engine.Target(), simulate.Options{WithInvalid: true, Checks: areas})
		x.find()
		aims = append(aims, x)
	}
	few := m.Limit == 0 || len(aims)*4 <= m.Limit
	for _, x := range aims {
		for i, h := range x.hits {
			// A set of many ACLs has no room for each of them on many screens.
			if few || i == 0 && !m.used[x.acl] {
				m.shoot(h.made)
			}
		}
	}
	for _, x := range aims {
		x.vary()
	}
	m.meet(aims)
	if !few {
		for _, x := range aims {
			for _, h := range x.hits {
				m.shoot(h.made)
			}
		}
	}
}

// pageKind tells pages apart: whose they are, and where values can be told.
type pageKind struct{ customer, stored, chosen bool }

func (p *page) kind() pageKind {
	return pageKind{p.screen.Customer, p.bare.Ticket != nil, p.bare.Moment != scenario.First}
}

// find finds the screens on which the ACL can be seen: one of each kind, and where
// conditions are about screens several.
func (x *aim) find() {
	for _, q := range x.Engine.Questions(x.acl) {
		tries := map[pageKind]int{}
		found := map[string]bool{}
		for _, p := range x.pages {
			switch {
			case p.asks(q) == nil, len(found) >= maxScreens:
				continue
			case x.ofScreens && found[p.screen.Name], !x.ofScreens && tries[p.kind()] >= maxFailed:
				continue
			}
			if h := x.at(p, q); h != nil {
				tries[p.kind()], found[p.screen.Name] = maxFailed, true
				x.hits = append(x.hits, h)
			} else if !x.ofScreens {
				tries[p.kind()]++
			}
		}
	}
	// One that matches, but never where it is asked, is seen at least.
	tries := map[pageKind]int{}
	for _, p := range x.pages {
		if len(x.hits) > 0 {
			return
		}
		if tries[p.kind()]++; !x.ofScreens && tries[p.kind()] > maxFailed {
			continue
		}
		if h := x.at(p, p.asked[0].Call.Question()); h != nil {
			x.hits = append(x.hits, h)
		}
	}
}

// areas are those that some condition looks at: the engine gathers them for all.
func (m *maker) areas() []string {
	var out []string
	for _, e := range m.engines {
		e.Looked(func(area, attr string) {
			for _, name := range []string{area, attr} {
				if !slices.Contains(out, name) {
					out = append(out, name)
				}
			}
		})
	}
	return out
}

// shoot offers a scenario that was made for an ACL.
func (m *maker) shoot(s *scenario.Scenario) {
	if m.sink != nil {
		m.sink(s)
		return
	}
	if m.full() {
		m.grid.Left++
		return
	}
	if was, _ := m.offer(s, false); was == kept {
		m.aimed = append(m.aimed, s)
	}
}

// report is what the ACL alone did in a call.
func (x *aim) report(e *simulate.Explanation) *simulate.ACLReport {
	for i := range e.ACLs {
		if e.ACLs[i].ACL == x.acl {
			return &e.ACLs[i]
		}
	}
	return nil
}

// ofPerson reports whether a condition is about who is on the page.
func (p *page) ofPerson(c *simulate.Condition) bool {
	return c.Area == "User" || c.Area == "CustomerUser" && p.screen.Customer && c.Block == acl.Properties
}

// at makes a scenario on a page in which the ACL matches when a question is asked;
// nil where there is none.
func (x *aim) at(p *page, question string) *hit {
	h, asked := &hit{page: p, question: question, who: p.who}, p.asks(question)
	for range maxTurns {
		told := x.mini.ExplainAll(&asked.Call, asked.System)
		r := x.report(told)
		if r == nil || told.Refused != simulate.NotRefused {
			return nil
		}
		for i := range r.Conditions {
			x.ofScreens = x.ofScreens || r.Conditions[i].Area == "Frontend"
		}
		if h.made != nil && r.Status == simulate.Matched {
			return h
		}
		miss := told.Miss(r)
		if miss.Never != "" {
			return nil
		}
		if h.made == nil {
			if h.who = x.someone(p, told, r, nil); h.who == nil {
				if h.who = p.who; x.known(p) {
					return nil
				}
			}
		}
		for i := range miss.Needs {
			n := &miss.Needs[i]
			switch {
			case p.ofPerson(n.Condition) && h.who != p.who && h.made == nil:
				continue
			case n.Cannot != "", !n.Value.Defined():
				return nil
			}
			h.tells = with(h.tells, n.Condition, n.Value)
		}
		if h.made = x.build(p, h.who, h.tells); h.made == nil {
			return nil
		}
		if asked = x.plan(h.made, question); asked == nil {
			return nil
		}
	}
	return nil
}

// plan is the call for a question in a scenario, nil where there is none.
func (m *maker) plan(s *scenario.Scenario, question string) *scenario.Asked {
	plan, err := scenario.Calls(s, m.quick)
	if err != nil {
		return nil
	}
	for _, a := range plan.Answers() {
		if a.Call.Question() == question {
			return a
		}
	}
	return nil
}

// known reports whether nobody can be made up for a page.
func (m *maker) known(p *page) bool {
	if p.screen.Customer {
		return !m.invented[1]
	}
	return !m.invented[0]
}

// someone is the first person with whom all conditions on the person hold, but for
// one that instead decides.
func (x *aim) someone(p *page, e *simulate.Explanation, r *simulate.ACLReport, instead func(c *simulate.Condition, of inventory.Attrs) (holds, asked bool)) *person {
	for _, who := range x.people(p.screen.Customer) {
		ok := true
		for i := range r.Conditions {
			c := &r.Conditions[i]
			if !p.ofPerson(c) {
				continue
			}
			if instead != nil {
				if holds, asked := instead(c, who.attrs); asked {
					ok = ok && holds
					continue
				}
			}
			ok = ok && e.WouldHold(r, c, who.attrs[c.Attr])
		}
		if ok {
			return who
		}
	}
	return nil
}

// with puts a value for a condition among those that are told.
func with(tells []tell, c *simulate.Condition, v inventory.Value) []tell {
	out := slices.Clone(tells)
	for i := range out {
		if out[i].cond.Block == c.Block && out[i].cond.Area == c.Area && out[i].cond.Attr == c.Attr {
			out[i].value = v
			return out
		}
	}
	return append(out, tell{c, v})
}

// build makes the scenario that tells all that; nil where none can. What is stored
// is told first, since what else is told of the same goes into the form then.
func (m *maker) build(p *page, who *person, tells []tell) *scenario.Scenario {
	s := p.with(who)
	for _, block := range []acl.BlockName{acl.PropertiesDatabase, acl.Properties} {
		for _, t := range tells {
			if t.cond.Block != block {
				continue
			}
			told, ok := m.World.Tell(s, t.cond.Block, t.cond.Area, t.cond.Attr, t.value)
			if !ok {
				return nil
			}
			s = told
		}
	}
	m.finish(s)
	return s
}
