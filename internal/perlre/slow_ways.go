package perlre

import "slices"

// place is one character of a body that is repeated.
type place struct {
	set  int   // into rounds.sets
	next []int // places that can follow in the same round
	last bool  // the round may end here
}

// rounds gathers the places of a body.
type rounds struct {
	places []place
	sets   []runeSet
	shared map[[2]int]rune // by two sets: a character of both, -1 for none
	failed bool
}

// stretch is what a part of a body can start and end with.
type stretch struct {
	first, last []int
	empty       bool
}

func (r *rounds) add(set runeSet) stretch {
	if len(r.places) >= maxPlaces {
		r.failed = true
		return stretch{}
	}
	k := slices.IndexFunc(r.sets, func(s runeSet) bool { return slices.Equal(s, set) })
	if k < 0 {
		k = len(r.sets)
		r.sets = append(r.sets, set)
	}
	r.places = append(r.places, place{set: k})
	at := []int{len(r.places) - 1}
	return stretch{first: at, last: at}
}

func (r *rounds) link(from, to []int) {
	for _, f := range from {
		for _, t := range to {
			if !slices.Contains(r.places[f].next, t) {
				r.places[f].next = append(r.places[f].next, t)
			}
		}
	}
}

func (r *rounds) then(a, b stretch) stretch {
	r.link(a.last, b.first)
	out := stretch{first: a.first, last: b.last, empty: a.empty && b.empty}
	if a.empty {
		out.first = slices.Concat(a.first, b.first)
	}
	if b.empty {
		out.last = slices.Concat(a.last, b.last)
	}
	return out
}

func (r *rounds) part(n *node) stretch {
	if r.failed {
		return stretch{}
	}
	switch n.op {
	case opEmpty:
		return stretch{empty: true}
	case opText:
		out := stretch{empty: true}
		for _, c := range n.text {
			set := setOf(c)
			if n.fold != foldNone {
				set = folds().close(set, n.fold)
			}
			out = r.then(out, r.add(set))
		}
		return out
	case opSet:
		return r.add(n.set)
	case opCapture:
		return r.part(n.subs[0])
	case opCat:
		out := stretch{empty: true}
		for _, s := range n.subs {
			out = r.then(out, r.part(s))
		}
		return out
	case opAlt:
		out := stretch{}
		for _, s := range n.subs {
			e := r.part(s)
			out.first, out.last, out.empty = append(out.first, e.first...), append(out.last, e.last...), out.empty || e.empty
		}
		return out
	case opRepeat:
		if !n.possessive {
			return r.repeated(n)
		}
	}
	// What else there is may decide which way is taken.
	r.failed = true
	return stretch{}
}

// repeated writes a repetition out.
func (r *rounds) repeated(n *node) stretch {
	out := stretch{empty: true}
	if _, most := n.subs[0].width(); most == 0 {
		return out
	}
	for range n.min {
		if out = r.then(out, r.part(n.subs[0])); r.failed {
			return out
		}
	}
	if n.max == infinite {
		more := r.part(n.subs[0])
		r.link(more.last, more.first)
		more.empty = true
		return r.then(out, more)
	}
	tail := stretch{empty: true}
	for i := n.min; i < n.max && !r.failed; i++ {
		tail = r.then(r.part(n.subs[0]), tail) // from the last one on: each but needs those before it
		tail.empty = true
	}
	return r.then(out, tail)
}

// way is where two ways through the rounds of a body have come to. They differ
// once one has begun a round where the other has not, or stands elsewhere.
type way struct {
	a, b   int // -1 before the first round
	differ bool
}

// twoWays looks for a text that rounds of a body can take in two ways. used are
// the numbers of rounds that they have.
func twoWays(body *node) (pump string, used [2]int, ok bool) {
	r := &rounds{shared: map[[2]int]rune{}}
	all := r.part(body)
	if r.failed {
		return "", used, false
	}
	for _, l := range all.last {
		r.places[l].last = true
	}
	type step struct {
		from int // into seen
		char rune
		used [2]int // rounds begun
		way
	}
	seen := []step{{from: -1, way: way{a: -1, b: -1}}}
	known := map[way]bool{seen[0].way: true}
	tries := 0
	for i := 0; i < len(seen); i++ {
		now := seen[i]
		if now.differ && r.places[now.a].last && r.places[now.b].last {
			var text []rune
			for k := i; seen[k].from >= 0; k = seen[k].from {
				text = append(text, seen[k].char)
			}
			slices.Reverse(text)
			return string(text), now.used, true
		}
		for _, a := range r.onward(now.a, all.first) {
			for _, b := range r.onward(now.b, all.first) {
				if tries++; tries > maxWays {
					return "", used, false
				}
				next := way{a.to, b.to, now.differ || a != b}
				if known[next] {
					continue
				}
				char := r.both(r.places[a.to].set, r.places[b.to].set)
				if char < 0 {
					continue
				}
				known[next] = true
				used := now.used
				if a.new {
					used[0]++
				}
				if b.new {
					used[1]++
				}
				seen = append(seen, step{i, char, used, next})
			}
		}
	}
	return "", used, false
}

// onwards is one step: to a place, perhaps of the next round.
type onwards struct {
	to  int
	new bool
}

func (r *rounds) onward(from int, first []int) []onwards {
	var out []onwards
	if from >= 0 {
		for _, t := range r.places[from].next {
			out = append(out, onwards{to: t})
		}
	}
	if from < 0 || r.places[from].last {
		for _, t := range first {
			out = append(out, onwards{to: t, new: true})
		}
	}
	return out
}

// both is a character of two sets, -1 where there is none.
func (r *rounds) both(a, b int) rune {
	key := [2]int{min(a, b), max(a, b)}
	char, ok := r.shared[key]
	if !ok {
		if char, ok = anyOf(r.sets[a].and(r.sets[b])); !ok {
			char = -1
		}
		r.shared[key] = char
	}
	return char
}
