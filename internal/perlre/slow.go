package perlre

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Perl tries one way after the other, and remembers where a repetition without
// an upper bound has failed already: ^(\w+\s?)+$ is as fast as \w+ (measured).
// It cannot remember where it matters how often something was repeated: in a
// repetition with an upper bound, in what stands within one, and where a back
// reference or a condition on a group follows. There the number of ways counts.

const (
	// fewTimes is the upper bound below which the ways of a repetition are not
	// many: {1,8} takes a tenth of a second for 28 characters, {1,12} seconds.
	fewTimes = 10
	// fewTexts is the number of such texts below which their ways are not many,
	// where a round cannot take any number of them.
	fewTexts = 15
	// maxPlaces and maxWays bound the search for two ways.
	maxPlaces = 120
	maxWays   = 100000
	// maxExample bounds the values that are tried.
	maxExample = 500
)

// Slow finds a repetition for which perl can need exponential time: one text can
// be cut into its rounds in many ways, all of which are tried where the pattern
// does not match in the end. subject is a value that shows it, for the given
// number of rounds; offset is where the repetition starts.
func (p *Pattern) Slow() (subject func(rounds int) string, offset int, ok bool) {
	if p.isPlain || p.died != nil {
		return nil, 0, false
	}
	p.slow.once.Do(func() {
		s := &slowness{p: p}
		forgets := p.tree.any(func(n *node) bool { return n.op == opBackref || n.op == opIf })
		s.look(p.tree, forgets, nil, nil)
		p.slow.offset, p.slow.subject = s.offset, s.subject
		if s.subject == nil {
			s = &slowness{p: p, all: true}
			s.look(p.tree, false, nil, nil)
			p.slow.remembered = s.subject != nil
		}
	})
	return p.slow.subject, p.slow.offset, p.slow.subject != nil
}

// Remembers reports whether perl is quick with a pattern only because it
// remembers where a repetition has failed: without that one text could be cut into
// its rounds in exponentially many ways. Only what anybody can see is looked for, such
// as (a+)+ with something behind it.
func (p *Pattern) Remembers() bool {
	p.Slow()
	return p.slow.remembered
}

// slowFound is what Slow found, on first use.
type slowFound struct {
	once    sync.Once
	offset  int
	subject func(int) string
	// remembered: see Remembers.
	remembered bool
}

type slowness struct {
	p       *Pattern
	all     bool // look at repetitions without an upper bound too
	offset  int
	subject func(int) string
}

// look goes through a part. within: it is repeated a counted number of times.
// before and after are what surrounds it.
func (s *slowness) look(n *node, within bool, before, after []*node) {
	if s.subject != nil {
		return
	}
	switch n.op {
	case opCat:
		for i, sub := range n.subs {
			s.look(sub, within, slices.Concat(before, n.subs[:i]), slices.Concat(n.subs[i+1:], after))
		}
	case opAlt, opCapture:
		for _, sub := range n.subs {
			s.look(sub, within, before, after)
		}
	case opRepeat:
		s.repeat(n, within, before, after)
	}
}

func (s *slowness) repeat(n *node, within bool, before, after []*node) {
	body := n.subs[0]
	if n.possessive || n.max == 0 || n.define {
		return
	}
	// What is always equally long perl tries in one way only.
	if least, most := body.width(); s.all || least != most && (within || n.max != infinite) {
		pump, used, ok := twoWays(body)
		switch {
		case !ok || !many(n.max, used, most):
		case s.all && (len(after) == 0 || utf8.RuneCountInString(pump) > 2): // nothing can fail behind it, or it takes some thought to see
		case s.all:
			s.subject = func(rounds int) string { return strings.Repeat(pump, rounds) }
			return
		case s.shown(n, pump, before, after):
			return
		}
	}
	counted := n.min > 1 || n.max > 1 // {2,} counts too
	s.look(body, within || counted, before, slices.Concat([]*node{n}, after))
}

// many reports whether a repetition has enough rounds for its ways to be too
// many. used are those that a text takes which can be cut in two ways, longest is
// how long a round may be.
func many(times int, used [2]int, longest int) bool {
	switch {
	case times == infinite:
		return true
	case longest == infinite && used[0] != used[1]: // one round may take any number of such texts
		return times >= fewTimes
	}
	return times/max(used[0], used[1]) >= fewTexts
}

// shown looks for a value that the pattern does not match after all ways have
// been tried. One that is matched soon costs nothing.
func (s *slowness) shown(n *node, pump string, before, after []*node) bool {
	start, ok := example(before)
	if !ok {
		return false
	}
	round, ok := example([]*node{n.subs[0]})
	if !ok {
		return false
	}
	rest, ok := example(after)
	if !ok {
		return false
	}
	lead := start
	for i := 1; i < n.min && i < fewTimes; i++ {
		lead += round
	}
	// Where perl sees at once that a text is missing which the pattern needs, it
	// does not even begin: then a round and the rest have to stand behind.
	ends := []string{round + rest}
	if !slices.ContainsFunc(append(slices.Clone(after), n), func(n *node) bool {
		return n.any(func(n *node) bool { return n.op == opText })
	}) {
		ends = append(ends, rest)
	}
	for _, stop := range []string{"!", "\n\n!", "-", "0", "a"} {
		for _, end := range ends {
			subject := func(rounds int) string { return lead + strings.Repeat(pump, rounds) + stop + end }
			if s.missed(subject) {
				s.subject, s.offset = subject, n.pos
				return true
			}
		}
	}
	return false
}

// missed reports whether the pattern matches none of a few such values.
func (s *slowness) missed(subject func(int) string) bool {
	for _, rounds := range []int{1, 3, 6} {
		if hit, err := s.p.Match(subject(rounds)); hit || err != nil {
			return false
		}
	}
	return true
}

// example is a text that a sequence of parts takes, as short as is simple.
func example(nodes []*node) (string, bool) {
	out := ""
	for _, n := range nodes {
		switch n.op {
		case opText:
			out += string(n.text)
		case opSet:
			r, ok := anyOf(n.set)
			if !ok {
				return "", false
			}
			out += string(r)
		case opCat, opCapture:
			some, ok := example(n.subs)
			if !ok {
				return "", false
			}
			out += some
		case opAlt, opIf:
			some, ok := example(n.subs[len(n.subs)-1:])
			if !ok {
				return "", false
			}
			out += some
		case opRepeat:
			least, _ := n.subs[0].width()
			if least == 0 {
				continue // as good as nothing
			}
			if n.min > 0 && least > maxExample/n.min {
				return "", false
			}
			for range n.min {
				some, ok := example(n.subs)
				if !ok {
					return "", false
				}
				out += some
			}
		case opEmpty, opStart, opEnd, opVeryEnd, opLineStart, opLineEnd, opBackref, opLook, opBoundary:
			// Whether they hold is seen when the value is tried.
		default:
			return "", false
		}
	}
	return out, true
}

// anyOf is a member of a set, one that is easy to read if there is one.
func anyOf(set runeSet) (rune, bool) {
	for _, r := range "ax0A -" {
		if set.has(r) {
			return r, true
		}
	}
	if len(set) == 0 {
		return 0, false
	}
	return set[0].lo, true
}
