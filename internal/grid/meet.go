package grid

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// Bounds on bringing ACLs together.
const (
	maxTriples  = 4000 // ways
	fewTouched  = 20   // ACLs, of which all is kept that they are held against
	ranksAtOnce = 8    // neighbours of one ACL, before it is the next one's turn
)

// pursuit is what is made for the touched ACLs of one set.
type pursuit struct {
	*maker
	d       *differ
	touched []*acl.ACL
	aims    map[*acl.ACL]*aim
	areas   []string
	order   map[string][]*acl.ACL // by question, as they are evaluated
	stops   []*acl.ACL
	pairs   int // ways that are left of bringing two together
	met     []pair
}

// pair is a scenario in which a touched ACL meets another one.
type pair struct {
	a, b     *aim
	question string
	made     *scenario.Scenario
}

// aim makes scenarios in which touched ACLs match: each list of each of them in turn,
// where it shows what the ACL does, whichever the limit; then like those but for one
// condition; then with each ACL that bears on the same list; then with each pair of one
// that brings back or takes what the others do, and one that stops. What comes later
// has to leave room.
func (d *differ) aim(m *maker) {
	var sides []*pursuit
	for i, side := range d.sides() {
		own := *m
		own.Engine, own.plans = side.Engine, map[string]*planned{}
		sides = append(sides, &pursuit{maker: &own, d: d, touched: d.touched[i], aims: map[*acl.ACL]*aim{}, areas: own.areas(), order: map[string][]*acl.ACL{}, pairs: maxPairs})
	}
	limit, from := d.Limit, d.out.Tried
	upTo := func(share float64, do func()) {
		if limit > 0 {
			d.Limit = from + int(float64(limit-from)*share)
		}
		if !d.spent() {
			do()
		}
		d.Limit = limit
	}
	upTo(1, func() { d.show(sides, upTo) })
	upTo(0.55, func() {
		inTurn(sides, func(p *pursuit, a *acl.ACL) { p.of(a).vary() })
	})
	upTo(0.7, func() {
		for _, p := range sides {
			p.findOrder()
		}
		for rank, some := 0, true; some && !d.spent(); rank += ranksAtOnce {
			some = false
			inTurn(sides, func(p *pursuit, a *acl.ACL) { some = p.partners(a, rank) || some })
		}
	})
	upTo(0.8, func() {
		for _, p := range sides {
			p.triples()
		}
	})
}

// inTurn does something for each touched ACL, of both sets in turn.
func inTurn(sides []*pursuit, do func(p *pursuit, a *acl.ACL)) {
	for i := range max(len(sides[0].touched), len(sides[1].touched)) {
		for _, p := range sides {
			if i < len(p.touched) && !p.d.spent() {
				do(p, p.touched[i])
			}
		}
	}
}

// show shows each list of each touched ACL once, then what is left of them.
func (d *differ) show(sides []*pursuit, upTo func(float64, func())) {
	var all []*showing
	n := max(1, len(sides[0].touched)+len(sides[1].touched))
	tries := mostTries
	if d.Limit > 0 {
		tries = min(max(2*d.Limit/n, leastTries), mostTries)
	}
	inTurn(sides, func(p *pursuit, a *acl.ACL) { all = append(all, d.showing(p.of(a), tries)) })
	round := func(turn int) (some bool) {
		for _, s := range all {
			if turn < len(s.lists) {
				some = true
				s.next(s.lists[turn])
			}
		}
		return some
	}
	for turn := 0; round(turn) && !d.spent(); turn++ {
	}
	upTo(0.4, func() {
		for some := true; some && !d.spent(); {
			some = false
			for _, s := range all {
				for _, l := range s.lists {
					some = s.next(l) || some
				}
			}
		}
	})
}

func (p *pursuit) of(a *acl.ACL) *aim {
	if p.aims[a] == nil {
		x := &aim{maker: p.maker, acl: a}
		x.mini = simulate.Compile(&acl.Set{ACLs: []*acl.ACL{a}}, p.Engine.Target(), simulate.Options{WithInvalid: true, Checks: p.areas})
		p.aims[a] = x
	}
	return p.aims[a]
}

func (p *pursuit) findOrder() {
	for _, a := range p.Engine.ACLs() {
		for _, q := range p.Engine.Questions(a) {
			p.order[q] = append(p.order[q], a)
		}
		if a.Stops() {
			p.stops = append(p.stops, a)
		}
	}
}

// partners brings a touched ACL together with some others, from the one of a rank on;
// false: there is none any more. Neighbours have the lowest ranks: there the order tells.
func (p *pursuit) partners(a *acl.ACL, rank int) (some bool) {
	x := p.of(a)
	if x.looks == nil {
		x.looks = map[*hit]*look{}
	}
	if len(p.touched) > fewTouched {
		defer func() { x.looks = nil }() // they are large
	}
	for _, q := range p.Engine.Questions(a) {
		list := p.order[q]
		at := slices.Index(list, a)
		for r := rank; r < rank+ranksAtOnce; r++ {
			if r >= 2*len(list) {
				break
			}
			some = true
			i := at + r/2 + 1
			if r%2 == 1 {
				i = at - r/2 - 1
			}
			if i < 0 || i >= len(list) {
				continue
			}
			if p.pairs--; p.d.spent() || p.pairs < 0 {
				return false
			}
			b := p.of(list[i])
			s := p.bring(x, b, q)
			if s == nil {
				continue
			}
			p.shoot(s)
			if p.changesBoth(a, b.acl, q) {
				p.met = append(p.met, pair{x, b, q, s})
			}
		}
	}
	return some
}

// triples brings an ACL that stops to each two that met.
func (p *pursuit) triples() {
	left := maxTriples
	for _, c := range p.stops {
		for _, met := range p.met {
			if left == 0 || p.d.spent() {
				return
			}
			if p.Engine.Bears(c, met.question) && c != met.a.acl && c != met.b.acl {
				left--
				p.third(met.made, met.a, met.b, p.of(c), met.question)
			}
		}
	}
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
