package grid

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// Bounds on drawing combinations.
const (
	drawsPerBlock = 12 // at once
	triesPerDraw  = 8  // before another one is found
	valuesPerDraw = 16 // at random, of an attribute
	scansInVain   = 3  // of all values of an attribute, before only some are tried
	leastCounted  = 50 // combinations of a block, before it is one of those that are drawn from
)

// share divides the room that is left among the screens, then among the blocks of each:
// what has few combinations is tried in full and leaves the rest to the others, of
// what has more some are drawn.
func (sp *space) share() {
	screens := map[string][]*block{}
	counts := map[string]int{}
	var names []string
	const many = 1 << 40
	room := 0
	if sp.differ.Limit > 0 {
		room = leastCounted + 4*sp.room()/max(1, len(sp.blocks))
	}
	for _, b := range sp.blocks {
		if b.count == uncounted {
			b.count = sp.count(b, room)
		}
		if b.count == 0 {
			continue
		}
		name := b.bare.Screen
		if screens[name] == nil {
			names = append(names, name)
		}
		screens[name] = append(screens[name], b)
		if counts[name] += b.count; b.count == tooMany {
			counts[name] += many
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(counts[a], counts[b]) })
	left := func(of, among int) int { return (of - sp.out.Tried + among - 1) / among }
	for i, name := range names {
		until := sp.out.Tried + left(sp.differ.Limit, len(names)-i)
		blocks := screens[name]
		slices.SortStableFunc(blocks, func(a, b *block) int {
			return cmp.Compare(uint(a.count), uint(b.count)) // tooMany is the most
		})
		for k, b := range blocks {
			room := left(until, len(blocks)-k)
			if sp.differ.Limit == 0 && b.count != tooMany || b.count != tooMany && b.count <= room {
				sp.walk(b, 0, 0, sp.put)
				continue
			}
			sp.large = append(sp.large, b)
			sp.differ.large[name] = true
			if sp.differ.Limit > 0 {
				sp.draw(b, room)
			}
		}
	}
}

// draw tries some combinations of a block, for one touched ACL after the other; false:
// there was none that was not tried.
func (sp *space) draw(b *block, n int) (found bool) {
	if b.drawn == nil {
		b.drawn = newAssignment(sp, b)
		b.random = rand.New(rand.NewPCG(1, uint64(len(sp.blocks))))
	}
	for range n {
		if sp.differ.spent() {
			return found
		}
		for range triesPerDraw {
			before := sp.out.Tried
			if sp.drawOne(b); sp.out.Tried > before {
				found = true
				break
			}
		}
	}
	return found
}

// drawOne decides one attribute after the other so that the ACL whose turn it is may
// match.
func (sp *space) drawOne(b *block) {
	a, r := b.drawn, b.random
	if len(a.conditions) == 0 {
		return
	}
	b.turn++
	turn := b.turn % len(a.conditions)
	c, looks := a.conditions[turn], a.looksAt(turn)
	first := r.IntN(len(b.people))
	for i := range b.people {
		a.who = b.people[(first+i)%len(b.people)]
		if a.decide(0); c.MayHold(a.met) {
			break
		}
	}
	for i := range b.dims {
		if !looks[stored(b.dims[i].attr)] {
			a.values[i] = b.dims[i].values[r.IntN(len(b.dims[i].values))]
		} else if !a.drawValue(i, turn, r) {
			return
		}
	}
	if a.decide(len(b.dims)); a.isOne() && c.MayHold(a.met) {
		sp.put(a.scenario())
	}
}

// drawValue decides an attribute so that some conditions may still hold; false where no
// value does. Few of very many may: those that did before come after some at random.
func (a *assignment) drawValue(dim, turn int, r *rand.Rand) bool {
	values, c := a.b.dims[dim].values, a.conditions[turn]
	is := func(i int) bool {
		a.values[dim] = values[i]
		a.decide(dim + 1)
		return c.MayHold(a.met)
	}
	start := r.IntN(len(values))
	for k := range min(len(values), valuesPerDraw) {
		if is((start + k) % len(values)) {
			return true
		}
	}
	if len(values) <= valuesPerDraw {
		return false
	}
	key := [2]int{turn, dim}
	if held := a.held[key]; len(held) > 0 {
		for k := range held {
			if is(held[(start+k)%len(held)]) {
				return true
			}
		}
	}
	if a.inVain[key] >= scansInVain {
		return false
	}
	var held []int
	for i := range values {
		if is(i) {
			held = append(held, i)
		}
	}
	if a.held == nil {
		a.held, a.inVain = map[[2]int][]int{}, map[[2]int]int{}
	}
	if a.held[key] = held; len(held) == 0 {
		a.inVain[key]++
	}
	return len(held) > 0 && is(held[start%len(held)])
}

// sample draws more from the blocks that were too large, each screen in turn, until the
// limit is used up or nothing new is found.
func (sp *space) sample() {
	for round := 0; len(sp.large) > 0 && !sp.differ.spent(); round++ {
		found := false
		for _, b := range sp.large {
			found = sp.draw(b, drawsPerBlock) || found
		}
		if !found || sp.differ.Limit == 0 && round > 50 {
			return
		}
	}
}
