package perl

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// evaluator works out what the constant parts of a tree do. It follows every
// way that the code may take: what is under a condition, or in a loop, is done
// and marked as doubtful.
type evaluator struct {
	config  *Config
	src     *source
	globals map[string]any // *cell, *array, *hash
	subs    map[string]*node
	frame   *frame
	doubts  []acl.Doubt
	// dry: nothing is done to the ACLs and nothing is said; only what a loop
	// changes is found out.
	dry      int
	calls    int
	steps    int
	nesting  int
	pending  stretch // comments before the statement at hand
	problems []diag.Diagnostic
	strict   bool
	// plainACLs is how many assignments in the plain shape there are.
	plainACLs int
	utf8      bool
	modules   bool    // functions and classes of other files are there
	current   stretch // the statement at hand
}

// frame is one call of a function.
type frame struct {
	args  *array
	depth int
	// returned: what follows is never reached, from there on.
	returned bool
	at       stretch
	// perhaps: a return under a condition was passed.
	perhaps *acl.Doubt
	// unreached is the first statement behind a return.
	unreached *node
}

// Bounds on work: no configuration comes near.
const (
	maxSteps = 20_000_000
	maxCalls = 20
	// maxNesting bounds the stack: subscripts of subscripts have no brackets
	// around them.
	maxNesting = 50_000
)

// depth is how many conditions and loops are around.
func (e *evaluator) depth() int { return len(e.doubts) }

func (e *evaluator) doubt() *acl.Doubt {
	if len(e.doubts) == 0 {
		return nil
	}
	d := e.doubts[len(e.doubts)-1]
	return &d
}

func (e *evaluator) under(why string, at stretch, do func()) {
	e.doubts = append(e.doubts, acl.Doubt{Why: why, Place: e.src.place(at)})
	do()
	e.doubts = e.doubts[:len(e.doubts)-1]
}

func (e *evaluator) at(n *node) origin { return origin{e.src, n.stretch} }

// die notes that perl would die here.
func (e *evaluator) die(n *node, summary, detail string) {
	if e.dry > 0 || e.depth() > 0 {
		return
	}
	e.problems = append(e.problems, diag.Diagnostic{
		Rule: diag.PerlSyntax, Severity: diag.Error, Place: e.src.place(n.stretch), Summary: summary, Detail: detail,
	})
}

// block runs statements.
func (e *evaluator) block(n *node) {
	for _, s := range n.kids {
		f := e.frame
		if f.returned {
			if f.unreached == nil && e.dry == 0 {
				f.unreached = s
			}
			return
		}
		if f.perhaps != nil && e.depth() <= f.depth {
			d := *f.perhaps
			e.doubts = append(e.doubts, d)
			e.statement(s)
			e.doubts = e.doubts[:len(e.doubts)-1]
			continue
		}
		e.statement(s)
	}
}

func (e *evaluator) statement(n *node) {
	if e.steps++; e.steps > maxSteps {
		return
	}
	e.current = n.stretch
	switch n.op {
	case nPlain:
		e.plainACL(n)
	case nBlock:
		e.block(n)
	case nIf:
		e.conditional(n)
	case nLoop:
		e.loop(n)
	case nPackage:
		if len(n.kids) > 0 {
			e.block(n.kids[0])
		}
	case nSub, nUse:
	default:
		e.pending = n.comments
		e.effect(n)
		e.pending = stretch{}
	}
}

// effect evaluates an expression whose value nobody takes.
func (e *evaluator) effect(n *node) {
	switch n.op {
	case nLogic:
		e.logicEffect(n)
	case nTernary:
		yes, known := e.truth(n.kids[0])
		switch {
		case known && yes:
			e.effect(n.kids[1])
		case known:
			e.effect(n.kids[2])
		default:
			e.under("under a condition", n.kids[0].stretch, func() {
				e.guarded(func() { e.effect(n.kids[1]) })
				e.guarded(func() { e.effect(n.kids[2]) })
			})
		}
	case nSeq:
		for _, k := range n.kids {
			e.effect(k)
		}
	case nOpaque:
		e.opaque(n)
	case nCall:
		e.callEffect(n)
	case nMethod:
		e.methodEffect(n)
	case nUse:
	case nAssign:
		e.assign(n)
	case nConst, nNumber, nInterp:
	default:
		e.list(n)
	}
}

// nested runs the block of do or eval, whose return leaves it.
func (e *evaluator) nested(b *node) {
	before := *e.frame
	e.block(b)
	e.frame.returned, e.frame.unreached = before.returned, before.unreached
}

func (e *evaluator) logicEffect(n *node) {
	left, known := e.truth(n.kids[0])
	switch {
	case !known || n.text == "xor":
		e.under("under a condition", n.kids[0].stretch, func() { e.guarded(func() { e.effect(n.kids[1]) }) })
	case (n.text == "&&" || n.text == "and") == left:
		e.effect(n.kids[1])
	}
}

func (e *evaluator) truth(n *node) (yes, known bool) {
	if n == nil {
		return true, true
	}
	if n.op == nSeq && len(n.kids) == 0 {
		return false, true
	}
	v := e.scalar(n)
	return v.truth()
}

// conditional runs if and unless with their branches.
func (e *evaluator) conditional(n *node) {
	yes, known := e.truth(n.kids[0])
	if n.text == "unless" {
		yes = !yes
	}
	branch := func(b *node) {
		if b.op == nIf {
			e.conditional(b)
		} else {
			e.block(b)
		}
	}
	switch {
	case known && yes:
		branch(n.kids[1])
	case known:
		if other := n.kid(2); other != nil {
			branch(other)
		}
	default:
		at := n.stretch
		if n.kids[0] != nil {
			at = n.kids[0].stretch
		}
		e.under("under a condition", at, func() {
			e.guarded(func() { branch(n.kids[1]) })
			if other := n.kid(2); other != nil {
				e.guarded(func() { branch(other) })
			}
		})
	}
}

// guarded runs a branch that may not be taken: a return in it makes what
// follows doubtful only.
func (e *evaluator) guarded(do func()) {
	f := e.frame
	before := f.returned
	do()
	if f.returned && !before {
		f.returned = false
		if f.perhaps == nil {
			d := *e.doubt()
			d.Why = "behind a return under a condition"
			f.perhaps = &d
		}
	}
}

// loop runs the body of a loop once, as something that may happen any number of
// times. A first run finds out which variables it changes.
func (e *evaluator) loop(n *node) {
	head := n.kids[1]
	why := "in a loop"
	topic := "_"
	if v := n.kids[0]; v != nil {
		if v.op == nMy && len(v.kids) > 0 {
			v = v.kids[0]
		}
		topic = v.text
	}
	if head != nil {
		for _, b := range n.kids[2:] {
			if changes(b, topic) {
				for _, k := range append(flat(head), head) {
					if k.sigil == "@" {
						e.changed(k, "code in a loop")
					}
				}
			}
		}
	}
	e.under(why, n.stretch, func() {
		if v := n.kids[0]; v != nil {
			e.bindUnknown(v, head)
		}
		run := func() {
			if head != nil && head.op != nBlock {
				e.list(head)
			}
			if n.kids[0] == nil {
				e.setTopic(head)
			}
			for _, b := range n.kids[2:] {
				e.guarded(func() { e.block(b) })
			}
		}
		if e.dry == 0 {
			e.dry++
			run()
			e.dry--
		}
		run()
	})
}

// changed: something is changed in a way that is not worked out.
func (e *evaluator) changed(n *node, why string) {
	switch {
	case n.op == nMy && len(n.kids) == 1:
		e.list(n)
		e.changed(n.kids[0], why)
	case (n.op == nVar || n.op == nDeref) && n.sigil == "@":
		if a, _ := e.arrayOf(n, true); a != nil {
			a.unknown = e.because(why)
		}
	case n.op == nVar || n.op == nElem || n.op == nDeref:
		e.store(n, unknownValue(why, e.at(n)))
	case n.op == nSeq, n.op == nAssign:
		for _, k := range n.kids[:min(len(n.kids), 1)] {
			e.changed(k, why)
		}
	}
}

// changes reports whether code changes a scalar variable that stands for the
// elements of a list: its elements change with it.
func changes(n *node, name string) bool {
	if n == nil {
		return false
	}
	is := func(k *node) bool { return k.op == nVar && k.sigil == "$" && k.text == name }
	switch {
	case n.op == nAssign && is(n.kids[0]), n.op == nUnary && (n.text == "++" || n.text == "--") && is(n.kids[0]),
		n.op == nCall && (n.text == "chop" || n.text == "chomp" || n.text == "substr") && (len(n.kids) == 0 || is(n.kids[0])),
		n.op == nBinary && n.text == "=~" && is(n.kids[0]) && n.kids[1].text == substitution,
		n.op == nOpaque && n.text == substitution && name == "_":
		return true
	}
	for _, k := range n.kids {
		if changes(k, name) {
			return true
		}
	}
	return false
}

// substitution is what s and tr are called, which change what they are bound to.
const substitution = "a substitution"

// loopValue is what a loop variable holds: one of the list, nobody knows which.
func (e *evaluator) loopValue(head *node) value {
	v := value{kind: computed, text: "…", why: "the variable of a loop"}
	if head != nil {
		v.at = e.at(head)
		for _, k := range flat(head) {
			if e.isOfACLs(k) {
				v.ofACLs = true
			}
		}
	}
	return v
}

func (e *evaluator) bindUnknown(v, head *node) {
	if v.op == nMy {
		e.list(v)
		if len(v.kids) == 0 {
			return
		}
		v = v.kids[0]
	}
	if c, ok := e.variable(v).(*cell); ok {
		c.v = e.loopValue(head)
	}
}

func (e *evaluator) setTopic(head *node) {
	c := e.globalCell("$_")
	c.v = e.loopValue(head)
}

func (e *evaluator) globalCell(name string) *cell {
	c, ok := e.globals[name].(*cell)
	if !ok {
		c = &cell{v: unknownValue("the variable "+name+", which is not set here", origin{})}
		e.globals[name] = c
	}
	return c
}

// isOfACLs reports whether an expression yields ACLs or parts of them.
func (e *evaluator) isOfACLs(n *node) bool {
	switch n.op {
	case nDeref, nVar:
		if n.sigil == "%" || n.sigil == "@" {
			if h, _ := e.hashOf(n, false); h != nil && n.sigil == "%" {
				return h == e.config.acls()
			}
			return false
		}
		v := e.scalar(n)
		return v.ofACLs || v.hash != nil && v.hash == e.config.acls()
	case nCall:
		if n.text == "values" || n.text == "keys" || n.text == "each" || n.text == "sort" || n.text == "grep" || n.text == "map" {
			for _, k := range n.kids {
				if e.isOfACLs(k) {
					return n.text == "values" || n.text == "keys" || n.text == "sort" || n.text == "grep" || n.text == "map"
				}
			}
		}
	case nElem:
		v := e.scalar(n)
		return v.ofACLs
	}
	return false
}

// call runs a function of the file.
func (e *evaluator) call(sub *node, args []value) {
	if e.calls >= maxCalls || e.steps > maxSteps {
		return
	}
	outer := e.frame
	e.calls++
	e.frame = &frame{args: &array{items: args, depth: e.depth()}, depth: e.depth()}
	e.block(sub)
	e.unreached(e.frame)
	e.frame = outer
	e.calls--
}

// unreached says so where ACLs stand behind a return.
func (e *evaluator) unreached(f *frame) {
	if f.unreached == nil || e.dry > 0 || !f.unreached.valid() || !strings.Contains(e.src.text[f.unreached.off:f.unreached.end], "TicketAcl") {
		return
	}
	e.problems = append(e.problems, diag.Diagnostic{
		Rule: diag.LoadOrder, Severity: diag.Warning, Place: e.src.place(stretch{f.unreached.off, f.unreached.off + 1}),
		Summary: "never reached: the function returns before", Detail: "move it before the return, or delete it",
		Related: []diag.Related{{Place: e.src.place(f.at), Message: "it returns here"}},
	})
}

// header is what a deployment wrote before the ACL that the statement at hand
// sets.
func (e *evaluator) header() acl.Header {
	at := e.pending
	e.pending = stretch{} // of one ACL only
	if !at.valid() {
		return ""
	}
	text := e.src.text[at.off:at.end]
	if at.off > e.src.begin().off && e.src.text[at.off-1] != '\n' { // behind something else
		_, text, _ = strings.Cut(text, "\n")
	}
	return acl.HeaderOf(text)
}

// callEffect runs a call as a statement.
func (e *evaluator) callEffect(n *node) {
	switch n.text {
	case "return", "exit", "die":
		for _, k := range n.kids {
			e.list(k)
		}
		if n.text != "return" && e.depth() > e.frame.depth {
			return // where that happens nothing is loaded at all
		}
		e.frame.returned, e.frame.at = true, n.stretch
	case "push", "unshift":
		e.push(n)
	case "delete":
		for _, k := range n.kids {
			e.remove(k)
		}
	case "undef":
		if len(n.kids) > 0 {
			e.empty(n.kids[0])
		}
	case "map", "grep":
		if len(n.kids) > 0 && n.kids[0].op == nBlock {
			list := &node{op: nSeq, stretch: n.stretch, kids: n.kids[1:]}
			e.loop(&node{op: nLoop, stretch: n.stretch, kids: []*node{nil, list, n.kids[0]}})
		}
	case "splice", "chomp", "chop":
		for _, k := range n.kids {
			e.changed(k, "a call of "+n.text)
		}
	case "pop", "shift", "lock", "eval":
		e.list(n)
	default:
		if sub := e.subs[n.text]; sub != nil {
			e.call(sub, e.arguments(n.kids))
			return
		}
		e.outside(n, n.kids)
	}
}

func (e *evaluator) arguments(kids []*node) []value {
	var out []value
	for _, k := range kids {
		list := e.list(k)
		if len(out)+len(list) > maxItems && len(list) > 1 {
			return []value{unknownValue("a very long list", e.at(k))}
		}
		e.steps += len(list)
		out = append(out, list...)
	}
	return out
}

// methodEffect runs a method of the file, such as $Self->LoadACLs().
func (e *evaluator) methodEffect(n *node) {
	if sub := e.subs[n.text]; sub != nil {
		e.call(sub, e.arguments(n.kids))
		return
	}
	e.outside(n, n.kids)
}

// outside: code that is not in this file gets hold of ACLs.
func (e *evaluator) outside(n *node, kids []*node) {
	acls := e.config.acls()
	for _, k := range kids {
		for _, v := range e.list(k) {
			switch {
			case acls != nil && v.hash == acls, v.ofACLs:
				e.doubtAll("code outside this file gets hold of the ACLs", n)
			case v.hash != nil && v.hash != e.config.self:
				v.hash.unknown = &reason{"code outside this file, which could change it", e.src.place(n.stretch)}
			case v.list != nil:
				v.list.unknown = &reason{"code outside this file, which could change it", e.src.place(n.stretch)}
			}
		}
	}
}

// doubtAll: nothing about the ACLs is sure any more.
func (e *evaluator) doubtAll(why string, n *node) {
	if e.dry > 0 {
		return
	}
	e.config.doubts = append(e.config.doubts, acl.Doubt{Why: why, Place: e.src.place(n.stretch)})
}
