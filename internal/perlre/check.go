package perlre

import "slices"

// maxLookBehind is how far perl looks back at most.
const maxLookBehind = 255

// maxNodes bounds what calls of groups may unfold to.
const maxNodes = 5000

// checker finds, in a tree without syntax errors, what perl refuses after
// parsing and what this package cannot follow.
type checker struct {
	p        *parser
	refuse   error // the first refusal of this package
	referred map[int]bool
	ordered  bool // which way a part matches decides whether the whole does
	nodes    int
}

// check gives the tree to be matched, without calls, (*ACCEPT) and conditions
// on groups that do not exist. died is the call that recurs at once, where
// perl's answer on reaching it is to die.
func check(p *parser, root *node) (tree *node, died *node, referred map[int]bool, err error) {
	c := &checker{p: p, referred: make(map[int]bool)}
	if err := c.lookBehinds(root); err != nil {
		return nil, nil, nil, err
	}
	if len(p.calls) > 0 {
		// With a second call perl may see beforehand that nothing is long enough.
		if died = recursFirst(root, []int{0}); died != nil && (len(p.calls) > 1 || died == mustCall(root)) {
			died = nil
		}
		if died == nil {
			c.callsAndRefs(root)
		}
		root = c.inline(root, []int{0}, died != nil)
	}
	root = c.accept(root)
	c.order(root)
	c.loops(root)
	c.selfReferences(root, nil)
	c.looks(root)
	c.zeroTimes(root)
	return root, died, c.referred, c.refuse
}

func (c *checker) unsupported(n *node, construct string) {
	if c.refuse == nil {
		c.refuse = &UnsupportedError{Construct: construct, Offset: n.pos}
	}
}

// lookBehinds measures what stands in look-behinds.
func (c *checker) lookBehinds(root *node) error {
	var err error
	root.walk(func(n *node) {
		if n.op != opLook || !n.behind || err != nil {
			return
		}
		n.subs[0].walk(func(in *node) {
			switch in.op {
			case opCall, opAtomic, opIf, opAccept:
				c.unsupported(in, "this group within a look-behind")
			case opFail:
				c.unsupported(in, "what can never match, within a look-behind") // perl measures it in its own way
			case opRepeat:
				if _, most := in.subs[0].width(); in.max == 0 && most == infinite {
					c.unsupported(in, "an endless repetition that is left out, within a look-behind")
				}
				if in.possessive {
					c.unsupported(in, "a possessive quantifier within a look-behind")
				}
			case opCapture:
				if len(c.p.refs) > 0 {
					c.unsupported(in, "a group within a look-behind")
				}
			}
		})
		if c.refuse != nil {
			return
		}
		if _, most := n.subs[0].width(); most == infinite || most > maxLookBehind {
			err = &SyntaxError{Message: "a look-behind that may be longer than 255 characters", Offset: n.pos}
		}
	})
	if c.refuse != nil {
		return c.refuse
	}
	return err
}

// recursFirst gives the call that is the very first thing to be tried within
// the group that it calls.
func recursFirst(n *node, open []int) *node {
	switch n.op {
	case opCall:
		if slices.Contains(open, n.group) {
			return n
		}
	case opCat, opAlt:
		return recursFirst(n.subs[0], open)
	case opCapture:
		return recursFirst(n.subs[0], append(open, n.group))
	case opRepeat:
		// A call that must be made is something else: perl may see beforehand
		// that nothing is long enough.
		if n.min == 0 && n.max != 0 && !n.lazy {
			return recursFirst(n.subs[0], open)
		}
	}
	return nil
}

// mustCall gives the call that a pattern starts with, if it has to.
func mustCall(n *node) *node {
	switch n.op {
	case opCall:
		return n
	case opCat, opAlt, opCapture:
		return mustCall(n.subs[0])
	}
	return nil
}

// callsAndRefs refuses calls next to references: perl gives the groups back
// what they held before the call.
func (c *checker) callsAndRefs(root *node) {
	if root.any(func(n *node) bool { return n.op == opBackref || n.op == opIf }) {
		c.unsupported(c.p.calls[0], "a call of a group in a pattern with back references")
	}
}

// inline puts what a call stands for in its place. open lists the groups around
// the place. Where perl dies on the first call, calls are left out.
func (c *checker) inline(n *node, open []int, drop bool) *node {
	c.nodes++
	if c.nodes > maxNodes {
		c.unsupported(n, "calls of groups that unfold to too much")
		return n
	}
	if n.op == opCall {
		if drop {
			return &node{op: opEmpty, pos: n.pos}
		}
		if slices.Contains(open, n.group) {
			c.unsupported(n, "recursion")
			return n
		}
		body := c.p.groups[n.group]
		if c.p.branch {
			c.unsupported(n, "a call of a group in a pattern with a branch reset")
			return n
		}
		return c.inline(body.subs[0], append(slices.Clone(open), n.group), false)
	}
	if n.op == opCapture {
		open = append(slices.Clone(open), n.group)
	}
	if len(n.subs) == 0 {
		return n
	}
	out := *n
	out.subs = make([]*node, len(n.subs))
	for i, s := range n.subs {
		out.subs[i] = c.inline(s, open, drop)
	}
	return &out
}

// accept cuts the pattern off at an (*ACCEPT) that is not within a group.
func (c *checker) accept(root *node) *node {
	top := root
	switch root.op {
	case opAccept:
		return &node{op: opEmpty, pos: root.pos}
	case opCat:
		for i, s := range root.subs {
			if s.op == opAccept {
				top = concat(root.pos, root.subs[:i])
				break
			}
		}
	}
	top.walk(func(n *node) {
		if n.op == opAccept {
			c.unsupported(n, "(*ACCEPT) within a group")
		}
	})
	return top
}

// order notes what refers to groups, and whether the order of trying matters.
func (c *checker) order(root *node) {
	root.walk(func(n *node) {
		switch n.op {
		case opBackref, opIf:
			c.ordered = true
			for _, g := range n.groups {
				c.referred[g] = true
			}
		case opAtomic:
			c.ordered = true
		case opRepeat:
			c.ordered = c.ordered || n.possessive
		}
	})
}

// loops refuses repetitions of what may be empty where the order of trying
// matters: engines differ over when such a loop ends.
func (c *checker) loops(root *node) {
	if !c.ordered {
		return
	}
	root.walk(func(n *node) {
		if n.op != opRepeat || n.max == 0 || n.max == 1 {
			return
		}
		if least, most := n.subs[0].width(); least == 0 && most != 0 {
			c.unsupported(n, "a repetition of what may be empty, next to back references or atomic groups")
		}
	})
}

// selfReferences refuses references to a group from within it, and to groups
// within negative look-arounds: perl 5.36 does not forget what such a group
// held before it was tried again, or before the look-around failed.
func (c *checker) selfReferences(n *node, open []int) {
	switch {
	case n.op == opCapture:
		open = append(slices.Clone(open), n.group)
	case n.op == opLook && n.neg:
		n.walk(func(in *node) {
			if in.op == opCapture && c.referred[in.group] {
				c.unsupported(in, "a reference to a group within a negative look-around")
			}
		})
	}
	for _, g := range n.groups {
		if slices.Contains(open, g) {
			c.unsupported(n, "a reference to a group from within it")
		}
	}
	for _, s := range n.subs {
		c.selfReferences(s, open)
	}
}

// zeroTimes refuses {0} but where it is all of the pattern: in 5.36, \b1{0}\D
// hits "1x".
func (c *checker) zeroTimes(root *node) {
	root.walk(func(n *node) {
		if n.op == opRepeat && n.max == 0 && !n.define && n != root {
			c.unsupported(n, "the quantifier {0}")
		}
	})
}

// looks refuses what perl 5.36 itself gets wrong: its search for a first
// character takes one that a look-ahead, or an atomic group within a
// look-around, only allows for one that is required: (?=x*)\w misses "a".
func (c *checker) looks(root *node) {
	root.walk(func(n *node) {
		if n.op != opLook {
			return
		}
		if !n.neg && !n.behind && optional(n.subs[0]) {
			c.unsupported(n, "a look-ahead for what may be empty")
		}
		n.subs[0].walk(func(in *node) {
			if in.op == opAtomic || in.op == opRepeat && in.possessive {
				c.unsupported(in, "an atomic group or possessive quantifier within a look-around")
			}
		})
	})
}

// optional reports whether a part may take up nothing or something. Alternatives
// count one by one: perl gets (?=x|$) right.
func optional(n *node) bool {
	if n.op == opAlt {
		return slices.ContainsFunc(n.subs, optional)
	}
	least, most := n.width()
	return least == 0 && most != 0
}
