package perlre

import "slices"

// maxTexts bounds the texts that Texts and Parts write out.
const maxTexts = 64

// Texts are all values that the pattern hits, a final newline aside, where they
// can be listed: the pattern is anchored at both ends, and has nothing but
// texts and alternatives in between.
func (p *Pattern) Texts() (texts []string, ok bool) {
	if p.died != nil {
		return nil, false
	}
	nodes := []*node{p.tree}
	if p.tree.op == opCat {
		nodes = p.tree.subs
	}
	if len(nodes) < 2 || nodes[0].op != opStart || nodes[len(nodes)-1].op != opEnd && nodes[len(nodes)-1].op != opVeryEnd {
		return nil, false
	}
	return texted(nodes[1 : len(nodes)-1])
}

// Parts are texts of which each value has one that the pattern hits, and no
// other: the pattern is nothing but texts and alternatives.
func (p *Pattern) Parts() (texts []string, ok bool) {
	if p.died != nil {
		return nil, false
	}
	return texted([]*node{p.tree})
}

// Prefixes are texts of which every value that the pattern hits begins with one:
// each of its alternatives is anchored at the start, with a text behind.
func (p *Pattern) Prefixes() (texts []string, ok bool) {
	if p.died != nil {
		return nil, false
	}
	return prefixes(p.tree)
}

func prefixes(n *node) ([]string, bool) {
	switch n.op {
	case opCapture:
		return prefixes(n.subs[0])
	case opAlt:
		var all []string
		for _, s := range n.subs {
			some, ok := prefixes(s)
			if !ok || len(all)+len(some) > maxTexts {
				return nil, false
			}
			all = append(all, some...)
		}
		return all, true
	case opCat:
		if n.subs[0].op != opStart {
			return nil, false
		}
		all := []string{""}
		for end := 2; end <= len(n.subs); end++ {
			more, ok := texted(n.subs[1:end])
			if !ok {
				break
			}
			all = more
		}
		return all, !slices.Contains(all, "")
	}
	return nil, false
}

// texted lists what a sequence of parts can stand for.
func texted(nodes []*node) ([]string, bool) {
	all := []string{""}
	for _, n := range nodes {
		var next []string
		switch n.op {
		case opEmpty:
			continue
		case opText:
			if n.fold != foldNone {
				return nil, false
			}
			next = []string{string(n.text)}
		case opCapture, opCat:
			var ok bool
			if next, ok = texted(n.subs); !ok {
				return nil, false
			}
		case opAlt:
			for _, s := range n.subs {
				some, ok := texted([]*node{s})
				if !ok || len(next)+len(some) > maxTexts {
					return nil, false
				}
				next = append(next, some...)
			}
		default:
			return nil, false
		}
		if len(all)*len(next) > maxTexts {
			return nil, false
		}
		var joined []string
		for _, a := range all {
			for _, b := range next {
				joined = append(joined, a+b)
			}
		}
		all = joined
	}
	slices.Sort(all)
	return slices.Compact(all), true
}

// Anchored reports whether the pattern says where in a value it has to stand:
// each of its alternatives has an anchor, a boundary or a look-around, or takes
// whatever is around it with a .* of its own.
func (p *Pattern) Anchored() bool { return anchored(p.tree) }

func anchored(n *node) bool {
	switch n.op {
	case opStart, opLineStart, opEnd, opLineEnd, opVeryEnd, opBoundary, opLook, opFail:
		return true
	case opAlt, opIf:
		return !slices.ContainsFunc(n.subs, func(s *node) bool { return !anchored(s) })
	case opCat, opCapture, opAtomic:
		return slices.ContainsFunc(n.subs, anchored)
	case opRepeat:
		return isAnything(n) || n.min > 0 && anchored(n.subs[0])
	}
	return false
}

// isAnything reports whether a part is .* or .+ or the like.
func isAnything(n *node) bool {
	s := n.subs[0]
	return n.max == infinite && s.op == opSet && len(s.set.not().minus(setOf('\n'))) == 0
}

// HitsAll reports whether the pattern hits every text, as .* does. False says nothing.
func (p *Pattern) HitsAll() bool {
	if p.died != nil {
		return false
	}
	n := p.tree
	if n.op == opCat && len(n.subs) > 0 && (n.subs[0].op == opStart || n.subs[0].op == opLineStart) {
		n = concat(n.pos, n.subs[1:])
	}
	return fitsAnywhere(n)
}

// fitsAnywhere reports whether a part fits at any place of any text, whatever it takes up.
func fitsAnywhere(n *node) bool {
	switch n.op {
	case opEmpty:
		return true
	case opRepeat:
		return !n.define && (n.min == 0 || fitsAnywhere(n.subs[0]))
	case opCat:
		return !slices.ContainsFunc(n.subs, func(s *node) bool { return !fitsAnywhere(s) })
	case opAlt:
		return slices.ContainsFunc(n.subs, fitsAnywhere)
	case opCapture, opAtomic:
		return fitsAnywhere(n.subs[0])
	}
	return false
}
