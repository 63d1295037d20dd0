package perlre

// op is the kind of a node.
type op uint8

const (
	opEmpty     op = iota
	opFail         // (*FAIL) and what can never match, which subs keeps for its width
	opText         // a run of characters, compared as one
	opSet          // one character out of a set
	opCat          // one after the other
	opAlt          // the first that fits
	opCapture      // (…)
	opRepeat       // {min,max}
	opStart        // \A, and ^ without /m
	opLineStart    // ^ with /m
	opEnd          // \Z, and $ without /m
	opLineEnd      // $ with /m
	opVeryEnd      // \z
	opBoundary     // \b and \B
	opBreak        // \R
	opCluster      // \X
	opBackref      // \1, \k<n>
	opAtomic       // (?>…)
	opLook         // look-around
	opIf           // (?(…)…|…)
	opCall         // (?1), (?&n), (?R)
	opAccept       // (*ACCEPT)
)

// infinite is the upper bound of a repetition that has none.
const infinite = -1

// node is a part of a pattern.
type node struct {
	op   op
	pos  int // characters from the start of the pattern
	subs []*node

	text []rune   // opText
	fold foldMode // opText, opBackref; opSet: how its characters were widened

	set runeSet // opSet

	min, max   int  // opRepeat
	lazy       bool // opRepeat
	possessive bool // opRepeat
	define     bool // opRepeat of groups to be called: (?(DEFINE)…)

	group  int    // opCapture, opCall: number; 0 is the whole pattern for a call
	groups []int  // opBackref, opIf: the first of these that is set counts
	name   string // opBackref, opCall, opIf: to be looked up at the end
	after  int    // of those: where perl notices that there is no such group

	neg    bool // opBoundary, opLook
	behind bool // opLook
	ascii  bool // opBoundary: \w of ASCII only
}

func (n *node) walk(f func(*node)) {
	f(n)
	for _, s := range n.subs {
		s.walk(f)
	}
}

// any reports whether f holds for the node or one below it.
func (n *node) any(f func(*node) bool) bool {
	if f(n) {
		return true
	}
	for _, s := range n.subs {
		if s.any(f) {
			return true
		}
	}
	return false
}

// hopeless reports whether a single part can never match.
func (n *node) hopeless() bool {
	switch n.op {
	case opFail:
		return true
	case opSet:
		return len(n.set) == 0
	case opLook:
		return n.neg && n.subs[0].op == opEmpty
	}
	return false
}

func concat(pos int, nodes []*node) *node {
	switch len(nodes) {
	case 0:
		return &node{op: opEmpty, pos: pos}
	case 1:
		return nodes[0]
	}
	return &node{op: opCat, pos: pos, subs: nodes}
}

// width gives the least and greatest number of characters that a node takes up;
// max is infinite where there is no bound or none that is known. It counts as
// perl does when it looks at a look-behind: a text that ignores case takes up
// as many characters as its folding has, or fewer.
func (n *node) width() (least, most int) {
	switch n.op {
	case opText:
		if n.fold == foldNone {
			return len(n.text), len(n.text)
		}
		t, long, short := folds(), 0, 0
		for _, r := range n.text {
			long += len(t.fullFold(r))
		}
		for i, f := 0, t.foldText(n.text); i < len(f); short++ {
			i += t.longestAt(f, i)
		}
		return short, long
	case opSet:
		return 1, 1
	case opBreak:
		return 1, 2
	case opCluster:
		return 1, infinite
	case opBackref, opCall:
		return 0, infinite
	case opCat, opCapture, opAtomic, opFail:
		for _, s := range n.subs {
			l, m := s.width()
			least, most = least+l, addWidth(most, m)
		}
		return least, most
	case opAlt, opIf:
		for i, s := range n.subs {
			l, m := s.width()
			if i == 0 {
				least, most = l, m
				continue
			}
			least = min(least, l)
			if m == infinite || most == infinite {
				most = infinite
			} else {
				most = max(most, m)
			}
		}
		return least, most
	case opRepeat:
		l, m := n.subs[0].width()
		least = clampWidth(l * n.min)
		switch {
		case m == 0 || n.max == 0:
			return least, 0
		case m == infinite || n.max == infinite:
			return least, infinite
		}
		return least, clampWidth(m * n.max)
	}
	return 0, 0
}

// clampWidth keeps products of nested repetitions from running over.
func clampWidth(w int) int { return min(w, 1<<30) }

func addWidth(a, b int) int {
	if a == infinite || b == infinite {
		return infinite
	}
	return clampWidth(a + b)
}
