package perl

import "github.com/ticketacl/ticketacl/internal/acl"

// assign does an assignment of any kind and returns the value of scalar ones.
func (e *evaluator) assign(n *node) value {
	target, right := n.kids[0], n.kids[1]
	if n.text != "=" {
		return e.update(n.text, target, right, n)
	}
	switch {
	case target.op == nMy && (target.paren || target.kids[0].op == nVar && target.kids[0].sigil != "$"),
		target.op == nSeq && target.paren, target.op == nSlice,
		(target.op == nVar || target.op == nDeref) && (target.sigil == "@" || target.sigil == "%"):
		list := e.list(right)
		e.assignList(target, list)
		return value{kind: num, text: "1", at: e.at(n)}
	}
	v := e.scalar(right)
	e.store(target, v)
	return v
}

// update does .= ||= += and the like.
func (e *evaluator) update(op string, target, right, n *node) value {
	if (target.op == nVar || target.op == nDeref) && target.sigil == "@" {
		if a, _ := e.arrayOf(target, true); a != nil {
			a.unknown = e.because("the operator " + op)
		}
		return value{}
	}
	old := e.scalar(target)
	switch op {
	case "||=", "//=", "&&=":
		yes, known := old.truth()
		if op == "//=" {
			yes, known = old.kind != undef, old.kind != computed
		}
		if op == "&&=" {
			yes = !yes
		}
		switch {
		case known && yes:
			return old
		case known:
			v := e.scalar(right)
			e.store(target, v)
			return v
		}
		v := unknownValue("the operator "+op, e.at(n))
		e.under("under a condition", n.stretch, func() { e.store(target, e.scalar(right)) })
		return v
	}
	v := e.binary(op[:len(op)-1], old, e.scalar(right), n)
	e.store(target, v)
	return v
}

// assignList gives a list to arrays, hashes and several targets.
func (e *evaluator) assignList(target *node, list []value) {
	switch target.op {
	case nMy:
		if target.text != "local" {
			for _, k := range target.kids {
				e.declare(k, target.text)
			}
		}
		e.assignTargets(target.kids, list)
	case nSeq:
		e.assignTargets(target.kids, list)
	case nSlice:
		e.assignSlice(target, list)
	case nVar, nDeref:
		e.assignTargets([]*node{target}, list)
	}
}

func (e *evaluator) assignTargets(targets []*node, list []value) {
	sure := true // how many values there are before is known
	for _, t := range targets {
		switch {
		case t.op == nMy:
			e.assignList(t, list)
			list = nil
		case (t.op == nVar || t.op == nDeref) && t.sigil == "@":
			if a, _ := e.arrayOf(t, true); a != nil {
				e.setArray(a, list)
			}
			list = nil
		case (t.op == nVar || t.op == nDeref) && t.sigil == "%":
			if h, _ := e.hashOf(t, true); h != nil {
				e.setHash(h, list, t)
			}
			list = nil
		default:
			v := value{kind: undef, at: e.at(t)}
			if len(list) > 0 {
				if list[0].kind == computed {
					sure = false
				}
				v, list = list[0], list[1:]
			}
			if !sure && v.kind != computed {
				v = unknownValue("a list of unknown length", v.at)
			}
			if t.op == nCall && t.text == "undef" {
				continue
			}
			e.store(t, v)
		}
	}
}

func (e *evaluator) setArray(a *array, list []value) {
	if e.depth() > a.depth {
		a.unknown = e.doubtReason()
		return
	}
	a.items, a.unknown = append([]value(nil), list...), nil
}

func (e *evaluator) doubtText() string {
	if d := e.doubt(); d != nil {
		return "code " + d.Why
	}
	return "code"
}

// because is a reason in the statement at hand.
func (e *evaluator) because(why string) *reason {
	return &reason{why, e.src.place(e.current)}
}

// doubtReason is the condition or loop around, as a reason.
func (e *evaluator) doubtReason() *reason {
	r := e.because(e.doubtText())
	if d := e.doubt(); d != nil {
		r.at = d.Place
	}
	return r
}

// setHash gives a list of keys and values to a hash.
func (e *evaluator) setHash(h *hash, list []value, n *node) {
	if e.depth() > h.depth {
		h.unknown = e.doubtReason()
		if h == e.config.acls() {
			e.doubtAll("code "+e.doubt().Why+" sets them", n)
		}
		return
	}
	if e.dry > 0 && h == e.config.acls() {
		return
	}
	if h == e.config.acls() {
		e.config.wiped(h, e.at(n), list)
	}
	h.entries, h.index, h.unknown, h.open = nil, nil, nil, false
	e.fill(h, list)
}

// fill adds keys and values to a hash.
func (e *evaluator) fill(h *hash, list []value) {
	for i := 0; i < len(list); i++ {
		k := list[i]
		if k.isRef() {
			k = unknownValue("a reference as a key", k.at)
		}
		if k.kind == computed && k.text == "…" && i+1 < len(list) && !e.isPair(list, i) || k.kind == computed && i+1 == len(list) {
			// A list of unknown length: keys and values cannot be told apart.
			h.unknown = e.because(k.why)
			continue
		}
		v := value{kind: undef, at: k.at}
		if i+1 < len(list) {
			i++
			v = list[i]
		}
		h.put(k, v)
	}
}

// isPair reports whether an unknown key is followed by what can only be its
// value.
func (e *evaluator) isPair(list []value, i int) bool {
	return list[i].text != "…" || list[i+1].isRef()
}

// put adds a pair of a list; of equal keys the last one counts.
func (h *hash) put(k, v value) {
	h.add(entry{key: k.text, keyAt: k.at, v: v, computed: k.kind == computed})
}

// store sets what one scalar target stands for.
func (e *evaluator) store(target *node, v value) {
	switch target.op {
	case nMy:
		if len(target.kids) == 0 {
			return // my () x= 1
		}
		if target.text == "local" {
			// What is local to an element is over before anybody looks.
			if target.kids[0].op != nElem {
				e.store(target.kids[0], v)
			}
			return
		}
		for _, k := range target.kids {
			e.declare(k, target.text)
		}
		e.store(target.kids[0], v)
	case nVar:
		if target.sigil != "$" {
			return
		}
		if c, ok := e.variable(target).(*cell); ok {
			if e.depth() > c.depth {
				c.v = unknownValue(e.doubtText(), e.at(target))
				return
			}
			c.v = v
		}
	case nElem:
		e.storeElement(target, v)
	case nTernary:
		e.under("under a condition", target.stretch, func() { e.store(target.kids[1], v); e.store(target.kids[2], v) })
	case nDeref:
		if target.sigil == "$" {
			e.scalar(target.kids[0])
		}
	case nCall:
		if len(target.kids) > 0 {
			e.changed(target.kids[0], "a call of "+target.text)
		}
	case nLogic, nAssign, nSeq:
		for _, k := range target.kids {
			e.store(k, v)
		}
	}
}

func (e *evaluator) storeElement(target *node, v value) {
	key := e.key(target.kids[1])
	if target.text == "[" {
		a, why := e.arrayOf(target.kids[0], true)
		if a == nil {
			e.lost(target, why)
			return
		}
		i, ok := index(key, len(a.items))
		if !ok || e.depth() > a.depth || i > 100_000 {
			a.unknown = e.reason(key)
			return
		}
		for len(a.items) <= i {
			a.items = append(a.items, value{kind: undef, at: e.at(target)})
		}
		a.items[i] = v
		return
	}
	h, why := e.hashOf(target.kids[0], true)
	if h == nil {
		e.lost(target, why)
		return
	}
	e.setKey(h, key, v, target)
}

func (e *evaluator) reason(key value) *reason {
	if key.kind == computed {
		return e.because(key.why)
	}
	return e.doubtReason()
}

// lost: something is written to a place that nobody can tell.
func (e *evaluator) lost(target *node, why value) {
	if why.ofACLs {
		e.doubtAll("code changes ACLs of which nobody can tell which", target)
	}
}

// setKey sets a key of a hash. Under a condition the old value stays, and both
// are in doubt.
func (e *evaluator) setKey(h *hash, key, v value, n *node) {
	acls := h == e.config.acls()
	isACLs := h == e.config.self && key.text == "TicketAcl"
	if e.dry > 0 && (acls || isACLs || h.entries != nil && e.partOfACLs(h)) {
		return
	}
	ent := entry{key: key.text, keyAt: key.at, v: v, computed: key.kind == computed}
	if acls {
		ent.header = e.header()
	}
	sure := e.depth() <= h.depth && !ent.computed
	if isACLs {
		e.config.replaced(e, v, n, sure)
	}
	if !sure {
		ent.doubt = e.doubt()
		if !ent.computed {
			if i := h.find(key.text); i >= 0 && h.entries[i].doubt == nil {
				h.entries[i].doubt = &acl.Doubt{Why: "perhaps replaced", Place: e.src.place(n.stretch)}
			}
		}
		h.add(ent)
		return
	}
	if i := h.find(key.text); i >= 0 && h.entries[i].doubt == nil {
		if acls {
			e.config.overridden(h.entries[i], ent)
		}
		h.entries[i] = ent
		return
	}
	if h.find(key.text) >= 0 {
		h.remove(key.text)
	}
	h.add(ent)
}

// partOfACLs is cheap and errs on the side of no: a loop's dry run must not add
// to the ACLs themselves; what is below them becomes uncertain either way.
func (e *evaluator) partOfACLs(*hash) bool { return false }

// assignSlice sets several keys or indexes.
func (e *evaluator) assignSlice(target *node, list []value) {
	keys := e.arguments(target.kids[1:])
	if target.text == "[" {
		if a, _ := e.arrayOf(target.kids[0], true); a != nil {
			a.unknown = e.because("a slice")
		}
		return
	}
	h, why := e.hashOf(target.kids[0], true)
	if h == nil {
		e.lost(target, why)
		return
	}
	for i, k := range keys {
		v := value{kind: undef, at: k.at}
		if i < len(list) {
			v = list[i]
		}
		e.setKey(h, k, v, target)
	}
}

// push adds to an array.
func (e *evaluator) push(n *node) {
	if len(n.kids) == 0 {
		return
	}
	list := e.arguments(n.kids[1:])
	a, why := e.arrayOf(n.kids[0], true)
	switch {
	case a == nil:
		e.lost(n, why)
	case e.depth() > a.depth:
		a.unknown = e.doubtReason()
	case n.text == "push":
		a.items = append(a.items, list...)
	default:
		a.items = append(append([]value(nil), list...), a.items...)
	}
}

// remove deletes a key.
func (e *evaluator) remove(n *node) {
	if n.op != nElem && n.op != nSlice || n.text != "{" {
		e.list(n)
		return
	}
	h, why := e.hashOf(n.kids[0], false)
	if h == nil {
		e.lost(n, why)
		return
	}
	for _, key := range e.arguments(n.kids[1:]) {
		e.removeKey(h, key, n)
	}
}

func (e *evaluator) removeKey(h *hash, key value, n *node) {
	acls := h == e.config.acls()
	if e.dry > 0 {
		return
	}
	if h == e.config.self && key.text == "TicketAcl" {
		e.config.replaced(e, value{kind: undef}, n, e.depth() == 0)
	}
	switch {
	case key.kind == computed && acls:
		e.doubtAll("code deletes an ACL of which nobody can tell which", n)
	case key.kind == computed:
		h.unknown = e.because(key.why)
	case e.depth() > h.depth:
		if i := h.find(key.text); i >= 0 {
			h.entries[i].doubt = &acl.Doubt{Why: "perhaps deleted", Place: e.src.place(n.stretch)}
		}
	default:
		if i := h.find(key.text); i >= 0 && acls {
			e.config.deleted(h.entries[i], e.at(n))
		}
		h.remove(key.text)
	}
}

// empty does undef of something.
func (e *evaluator) empty(n *node) {
	if (n.op == nVar || n.op == nDeref) && n.sigil != "$" {
		e.assignList(n, nil)
		return
	}
	e.store(n, value{kind: undef, at: e.at(n)})
}
