package grid

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// maxTriples bounds in how many ways three ACLs are brought together.
const maxTriples = 4000

// aim makes scenarios in which touched ACLs match: alone, with each ACL that bears on
// the same list, and with each pair of one that brings back or takes what the others
// do, and one that stops.
func (d *differ) aim(m *maker) {
	for i, side := range d.sides() {
		own := *m
		own.Engine, own.plans = side.Engine, map[string]*planned{}
		areas := own.areas()
		aims := map[*acl.ACL]*aim{}
		of := func(a *acl.ACL) *aim {
			if aims[a] == nil {
				x := &aim{maker: &own, acl: a}
				x.mini = simulate.Compile(&acl.Set{ACLs: []*acl.ACL{a}}, side.Engine.Target(), simulate.Options{WithInvalid: true, Checks: areas})
				aims[a] = x
			}
			return aims[a]
		}
		for _, a := range d.touched[i] {
			if d.spent() {
				return
			}
			x := of(a)
			x.find()
			for _, h := range x.hits {
				own.shoot(h.made)
			}
		}
		for _, a := range d.touched[i] {
			if d.spent() {
				return
			}
			of(a).vary()
		}
		d.partners(&own, i, of)
	}
}

// partners brings each touched ACL together with others.
func (d *differ) partners(m *maker, side int, of func(*acl.ACL) *aim) {
	e := m.Engine
	all := e.ACLs()
	order := map[*acl.ACL]int{}
	byQuestion := map[string][]*acl.ACL{}
	var stops []*acl.ACL
	for i, a := range all {
		order[a] = i
		for _, q := range e.Questions(a) {
			byQuestion[q] = append(byQuestion[q], a)
		}
		if a.Stops() {
			stops = append(stops, a)
		}
	}
	pairs, triples := maxPairs, maxTriples
	for _, a := range d.touched[side] {
		x := of(a)
		x.looks = map[*hit]*look{}
		for _, q := range e.Questions(a) {
			near := slices.Clone(byQuestion[q])
			// Neighbours first: there the order tells.
			slices.SortStableFunc(near, func(b, c *acl.ACL) int { return distance(order, a, b) - distance(order, a, c) })
			for _, b := range near {
				if pairs--; d.spent() || pairs < 0 {
					return
				}
				if b == a {
					continue
				}
				s := m.bring(x, of(b), q)
				if s == nil {
					continue
				}
				m.shoot(s)
				for _, c := range stops {
					if !e.Bears(c, q) || c == a || c == b || triples == 0 || d.spent() || !m.changesBoth(a, b, q) {
						continue
					}
					triples--
					m.third(s, x, of(b), of(c), q)
				}
			}
		}
		x.looks = nil
	}
}

func distance(order map[*acl.ACL]int, a, b *acl.ACL) int {
	if n := order[a] - order[b]; n >= 0 {
		return 2 * n
	}
	return 2*(order[b]-order[a]) - 1
}

// changesBoth: both have a list for the question, so that one may bring back what the
// other one takes.
func (m *maker) changesBoth(a, b *acl.ACL, q string) bool {
	return len(m.Engine.ListedIn(a, q)) > 0 && len(m.Engine.ListedIn(b, q)) > 0
}

// bring is a scenario in which two ACLs meet, nil where none was found.
func (m *maker) bring(a, b *aim, question string) (out *scenario.Scenario) {
	own := *m
	own.sink = func(s *scenario.Scenario) { out = s }
	own.both(a, b, question)
	return out
}

// third adds to a scenario in which two ACLs meet what a third one needs.
func (m *maker) third(s *scenario.Scenario, a, b, c *aim, question string) {
	asked := m.plan(s, question)
	if asked == nil {
		return
	}
	told := c.mini.ExplainAll(&asked.Call, asked.System)
	r := c.report(told)
	if r == nil {
		return
	}
	if r.Status != simulate.Matched {
		miss := told.Miss(r)
		if miss.Never != "" {
			return
		}
		for i := range miss.Needs {
			n := &miss.Needs[i]
			if n.Cannot != "" || !n.Value.Defined() {
				return
			}
			next, ok := m.World.Tell(s, n.Condition.Block, n.Condition.Area, n.Condition.Attr, n.Value)
			if !ok {
				return
			}
			s = next
		}
		m.finish(s)
	}
	if m.meets(s, question, a.acl, b.acl, c.acl) {
		m.shoot(s)
	}
}
