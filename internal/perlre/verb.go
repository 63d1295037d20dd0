package perlre

import "strings"

// verb reads what starts with (*: backtracking verbs, and look-arounds and
// atomic groups in words. It stands on the asterisk.
func (p *parser) verb(pos int) *node {
	p.pos++
	start := p.pos
	upper := false
	for !p.end() && p.peek(0) != ')' && p.peek(0) != ':' {
		upper = upper || p.peek(0) >= 'A' && p.peek(0) <= 'Z'
		p.pos++
	}
	name := string(p.src[start:p.pos])
	arg := -1
	if p.peek(0) == ':' && !p.end() {
		arg = p.pos + 1
		for !p.end() && p.peek(0) != ')' {
			p.pos++
		}
	}
	if p.end() {
		p.fail("(*%s that is not closed", name)
	}
	switch name {
	case "F", "FAIL":
		p.next()
		return &node{op: opFail, pos: pos}
	case "ACCEPT":
		p.next()
		return &node{op: opAccept, pos: pos}
	case "COMMIT", "PRUNE", "SKIP", "THEN":
		p.unsupported(pos, "the backtracking verb (*%s)", name)
	case "", "MARK":
		if arg < 0 || arg == p.pos {
			if name == "" && arg < 0 {
				break
			}
			p.fail("(*MARK) without a name")
		}
		p.unsupported(pos, "the backtracking verb (*MARK)")
	case "sr", "script_run", "asr", "atomic_script_run":
		p.unsupported(pos, "a script run, (*%s:)", name)
	}
	if n, ok := p.wordGroup(pos, name, arg); ok {
		return n
	}
	p.pos++
	p.fail("(*%s, which perl does not know", name)
	return nil
}

// wordGroup reads (*pla:…) and its like.
func (p *parser) wordGroup(pos int, name string, arg int) (*node, bool) {
	n := &node{op: opLook, pos: pos}
	switch name {
	case "atomic":
		n.op = opAtomic
	case "pla", "positive_lookahead":
	case "nla", "negative_lookahead":
		n.neg = true
	case "plb", "positive_lookbehind":
		n.behind = true
	case "nlb", "negative_lookbehind":
		n.behind, n.neg = true, true
	default:
		return nil, false
	}
	if arg < 0 {
		p.fail("(*%s without a colon", strings.ToLower(name))
	}
	p.look++
	p.pos = arg
	n.subs = []*node{p.inner(pos, p.flags, false)}
	return n, true
}
