package perl

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// declare makes the variable of my, our or state.
func (e *evaluator) declare(n *node, how string) {
	if n.op != nVar || n.scope == nil {
		return
	}
	if how == "our" {
		n.scope.value = e.global(n.sigil + n.text)
		return
	}
	n.scope.value = e.fresh(n.sigil)
}

func (e *evaluator) fresh(sigil string) any {
	switch sigil {
	case "@":
		return &array{depth: e.depth()}
	case "%":
		return &hash{depth: e.depth()}
	}
	return &cell{depth: e.depth()}
}

// global is a package variable. What it holds nobody can tell until it is set.
func (e *evaluator) global(name string) any {
	if v, ok := e.globals[name]; ok {
		return v
	}
	why := "the variable " + name + ", which is not set in this file"
	r := &reason{why: why}
	var v any
	switch name[0] {
	case '@':
		v = &array{unknown: r}
	case '%':
		v = &hash{unknown: r}
	default:
		v = &cell{v: value{kind: computed, text: "…", why: why}}
	}
	e.globals[name] = v
	return v
}

// variable is what a variable refers to: *cell, *array or *hash.
func (e *evaluator) variable(n *node) any {
	sigil := n.sigil
	if sigil == "$#" {
		sigil = "@"
	}
	if n.text == "_" && sigil == "@" && n.scope == nil {
		if e.frame.args == nil {
			e.frame.args = &array{unknown: &reason{why: "the arguments of a function"}}
		}
		return e.frame.args
	}
	if n.scope == nil || n.scope.ours && n.scope.value == nil {
		return e.global(sigil + n.text)
	}
	if n.scope.value == nil {
		n.scope.value = e.fresh(sigil) // declared where nothing ran
	}
	return n.scope.value
}

// arrayOf is the array that a container stands for; nil where nobody can tell,
// with why.
func (e *evaluator) arrayOf(n *node, create bool) (*array, value) {
	switch n.op {
	case nVar:
		if a, ok := e.variable(&node{op: nVar, sigil: "@", text: n.text, scope: n.scope}).(*array); ok {
			return a, value{}
		}
	case nMy:
		if len(n.kids) == 1 {
			e.declare(n.kids[0], n.text)
			return e.arrayOf(n.kids[0], create)
		}
	case nDeref:
		v := e.reference(n.kids[0], "[", create)
		if v.kind == listRef {
			return v.list, value{}
		}
		return nil, v
	}
	return nil, unknownValue("code", e.at(n))
}

// hashOf is the hash that a container stands for.
func (e *evaluator) hashOf(n *node, create bool) (*hash, value) {
	switch n.op {
	case nVar:
		if h, ok := e.variable(&node{op: nVar, sigil: "%", text: n.text, scope: n.scope}).(*hash); ok {
			return h, value{}
		}
	case nMy:
		if len(n.kids) == 1 {
			e.declare(n.kids[0], n.text)
			return e.hashOf(n.kids[0], create)
		}
	case nDeref:
		v := e.reference(n.kids[0], "{", create)
		if v.kind == hashRef {
			return v.hash, value{}
		}
		return nil, v
	}
	return nil, unknownValue("code", e.at(n))
}

// reference is the reference that an expression yields. Where there is none
// yet, perl makes one.
func (e *evaluator) reference(n *node, want string, create bool) value {
	v := e.scalar(n)
	if v.kind == plain {
		v = e.thaw(v)
		e.restore(n, v)
	}
	switch {
	case v.kind == undef && create && n.op == nElem && want == "{" && e.isTicketACL(n):
		return e.firstACLs(0)
	case v.kind == undef && create:
		made := value{kind: listRef, list: &array{depth: e.depth()}, at: e.at(n)}
		if want == "{" {
			made = value{kind: hashRef, hash: &hash{depth: e.depth()}, at: e.at(n)}
		}
		e.store(n, made)
		return made
	case v.kind == computed && create && n.op == nElem && e.isTicketACL(n):
		made := e.adopted(v)
		e.restore(n, made)
		return made
	case v.kind == listRef && want == "{":
		e.die(n, "a list is used as a hash: perl dies when it loads this", "perl: Not a HASH reference")
	case v.kind == hashRef && want == "[":
		e.die(n, "a hash is used as a list: perl dies when it loads this", "perl: Not an ARRAY reference")
	case (v.kind == str || v.kind == num) && e.strict:
		e.die(n, "a string is used as a reference: perl dies when it loads this", "perl: Can't use string as a reference while \"strict refs\" in use")
	default:
		return v
	}
	if v.kind == hashRef && want == "{" || v.kind == listRef && want == "[" {
		return v
	}
	return value{kind: undef, at: v.at}
}

// isTicketACL reports whether an element is $Self->{TicketAcl}.
func (e *evaluator) isTicketACL(n *node) bool {
	if n.text != "{" {
		return false
	}
	h, _ := e.hashOf(n.kids[0], false)
	return h != nil && h == e.config.self && e.scalar(n.kids[1]).text == "TicketAcl"
}

// firstACLs makes TicketAcl itself. To have it without an ACL in it is the same
// as not to have it, so that no condition around puts it in doubt.
func (e *evaluator) firstACLs(room int) value {
	made := value{kind: hashRef, hash: &hash{entries: make([]entry, 0, room)}}
	self := e.config.self
	if i := self.find("TicketAcl"); i >= 0 {
		self.entries[i].v, self.entries[i].doubt = made, nil
	} else {
		self.add(entry{key: "TicketAcl", v: made})
	}
	return made
}

// adopted is a hash of which only what is set from here on is known.
func (e *evaluator) adopted(v value) value {
	return value{kind: hashRef, hash: &hash{unknown: &reason{v.why, v.at.place()}}, at: v.at}
}

// restore puts a thawed value where the frozen one was, so that changes last.
func (e *evaluator) restore(n *node, v value) {
	switch n.op {
	case nElem:
		if n.text == "{" {
			if h, _ := e.hashOf(n.kids[0], false); h != nil {
				key := e.scalar(n.kids[1])
				if i := h.find(key.text); i >= 0 {
					h.entries[i].v = v
				}
			}
		} else if a, _ := e.arrayOf(n.kids[0], false); a != nil {
			if i, ok := index(e.scalar(n.kids[1]), len(a.items)); ok && i < len(a.items) {
				a.items[i] = v
			}
		}
	case nVar:
		if c, ok := e.variable(n).(*cell); ok {
			c.v = v
		}
	}
}

// index is the element that a subscript means.
func index(v value, length int) (int, bool) {
	if v.kind != str && v.kind != num {
		return 0, false
	}
	i := int(numeric(v.text))
	if i < 0 {
		i += length
	}
	return i, i >= 0
}

// scalar evaluates an expression for one value.
func (e *evaluator) scalar(n *node) value {
	e.nesting++
	defer func() { e.nesting-- }()
	if e.steps++; e.steps > maxSteps || e.nesting > maxNesting {
		return unknownValue("too much code", e.at(n))
	}
	at := e.at(n)
	switch n.op {
	case nConst:
		return value{kind: str, text: n.text, at: at}
	case nNumber:
		return value{kind: num, text: n.text, at: at}
	case nInterp:
		parts := make([]value, len(n.kids))
		for i, k := range n.kids {
			parts[i] = e.scalar(k)
		}
		v := joined(parts, at)
		return v
	case nVar:
		return e.scalarVariable(n)
	case nMy:
		for _, k := range n.kids {
			e.declare(k, n.text)
		}
		if n.text == "local" || len(n.kids) == 0 {
			return value{kind: undef, at: at}
		}
		return e.scalar(n.kids[len(n.kids)-1])
	case nElem:
		return e.elementValue(n)
	case nDeref:
		return e.derefScalar(n)
	case nAnonHash:
		h := &hash{depth: e.depth()}
		e.fill(h, e.arguments(n.kids))
		return value{kind: hashRef, hash: h, at: at}
	case nAnonList:
		return value{kind: listRef, list: &array{items: e.arguments(n.kids), depth: e.depth()}, at: at}
	case nAnonSub:
		return value{kind: other, at: at, why: "a function"}
	case nSeq, nWords:
		if len(n.kids) == 0 {
			return value{kind: undef, at: at}
		}
		for _, k := range n.kids[:len(n.kids)-1] {
			e.effect(k)
		}
		return e.scalar(n.kids[len(n.kids)-1])
	case nAssign:
		return e.assign(n)
	case nLogic:
		return e.logic(n)
	case nTernary:
		return e.ternary(n)
	case nBinary:
		return e.binaryNode(n)
	case nUnary:
		return e.unary(n)
	case nCall, nListElem, nSlice:
		list := e.list(n)
		if len(list) == 0 {
			return value{kind: undef, at: at}
		}
		return list[len(list)-1]
	}
	return e.opaque(n)
}

// opaque is what only the running system can tell; blocks in it are gone
// through for what they do.
func (e *evaluator) opaque(n *node) value {
	if n.text == "a method call" && !e.modules {
		e.die(n, "words in a row: perl takes them for a method call, and dies when it loads this", "put the text into quotes, or '#' before it")
	}
	for _, k := range n.kids {
		switch k.op {
		case nAnonSub:
			e.call(k.kids[0], nil)
		case nBlock:
			e.nested(k)
		default:
			e.list(k)
		}
	}
	switch n.op {
	case nMethod:
		return unknownValue("a call of "+n.text, e.at(n))
	case nOpaque:
		return unknownValue(n.text, e.at(n))
	}
	return unknownValue("code", e.at(n))
}

func (e *evaluator) scalarVariable(n *node) value {
	switch v := e.variable(n).(type) {
	case *cell:
		out := v.v
		if out.kind == computed && out.at.src == nil {
			out.at = e.at(n)
		}
		return out
	case *array:
		if v.unknown != nil {
			return v.unknown.value(e.at(n))
		}
		count := len(v.items)
		if n.sigil == "$#" {
			count--
		}
		for _, it := range v.items {
			if it.kind == computed {
				return unknownValue(it.why, e.at(n))
			}
		}
		return value{kind: num, text: strconv.Itoa(count), at: e.at(n)}
	case *hash:
		if v.uncertain() {
			return v.unknown.value(e.at(n))
		}
		return value{kind: num, text: strconv.Itoa(len(v.entries)), at: e.at(n)}
	}
	return unknownValue("code", e.at(n))
}

func (e *evaluator) elementValue(n *node) value {
	key := e.key(n.kids[1])
	if n.text == "[" {
		a, why := e.arrayOf(n.kids[0], true) // perl makes what it looks into

		switch {
		case a == nil:
			return e.elementOf(why, n)
		case a.unknown != nil:
			return a.unknown.value(e.at(n))
		}
		i, ok := index(key, len(a.items))
		for j := range a.items {
			if j <= i && a.items[j].kind == computed {
				return unknownValue(a.items[j].why, e.at(n))
			}
		}
		switch {
		case ok && i < len(a.items):
			return a.items[i]
		case key.kind == computed:
			return unknownValue(key.why, e.at(n))
		}
		return value{kind: undef, at: e.at(n)}
	}
	h, why := e.hashOf(n.kids[0], true)
	if h == nil {
		return e.elementOf(why, n)
	}
	ofACLs := h == e.config.acls()
	if key.kind == computed {
		return value{kind: computed, text: "…", why: key.why, at: e.at(n), ofACLs: ofACLs}
	}
	return e.valueOf(h, key, n)
}

// key is the value of a subscript; several are joined, as perl does.
func (e *evaluator) key(n *node) value {
	if n.op != nSeq || n.paren || len(n.kids) < 2 {
		return e.scalar(n)
	}
	sep := value{kind: str, text: "\x1c"}
	var parts []value
	for i, v := range e.arguments(n.kids) {
		if i > 0 {
			parts = append(parts, sep)
		}
		parts = append(parts, v)
	}
	return joined(parts, e.at(n))
}

// valueOf is the value of a key.
func (e *evaluator) valueOf(h *hash, key value, n *node) value {
	if i := h.find(key.text); i >= 0 {
		if d := h.entries[i].doubt; d != nil && e.depth() <= h.depth {
			return value{kind: computed, text: "…", why: "code " + d.Why, at: e.at(n), ofACLs: h == e.config.acls()}
		}
		return e.copy(h.entries[i].v)
	}
	for i := range h.entries {
		if h.entries[i].computed && mayBe(h.entries[i].key, key.text) {
			return unknownValue("a key that code makes", e.at(n))
		}
	}
	if h == e.config.self && key.text == "TicketAcl" {
		return value{kind: undef, at: e.at(n)}
	}
	if h.uncertain() {
		return h.unknown.value(e.at(n))
	}
	return value{kind: undef, at: e.at(n)}
}

// copy hands out a value that stays where it is, too.
func (e *evaluator) copy(v value) value {
	e.config.copied = e.config.copied || v.kind == plain
	return v
}

// elementOf is an element of something that is no list or hash.
func (e *evaluator) elementOf(of value, n *node) value {
	if of.kind == computed {
		return value{kind: computed, text: "…", why: of.why, at: e.at(n), ofACLs: of.ofACLs}
	}
	return value{kind: undef, at: e.at(n)}
}

func (e *evaluator) derefScalar(n *node) value {
	switch n.sigil {
	case "@", "$#":
		a, _ := e.arrayOf(&node{op: nDeref, sigil: "@", stretch: n.stretch, kids: n.kids}, false)
		if a == nil || a.unknown != nil {
			return unknownValue("code", e.at(n))
		}
		count := len(a.items)
		if n.sigil == "$#" {
			count--
		}
		return value{kind: num, text: strconv.Itoa(count), at: e.at(n)}
	case "%":
		h, _ := e.hashOf(n, false)
		if h == nil || h.uncertain() {
			return unknownValue("code", e.at(n))
		}
		return value{kind: num, text: strconv.Itoa(len(h.entries)), at: e.at(n)}
	}
	e.scalar(n.kids[0])
	return unknownValue("a reference to a variable", e.at(n))
}

func (e *evaluator) logic(n *node) value {
	left := e.scalar(n.kids[0])
	yes, known := left.truth()
	switch n.text {
	case "//":
		yes, known = left.kind != undef, left.kind != computed
		fallthrough
	case "||", "or":
		if known && yes {
			return left
		}
	case "&&", "and":
		if known && !yes {
			return left
		}
	case "xor":
		known = false
	}
	if known {
		return e.scalar(n.kids[1])
	}
	e.under("under a condition", n.kids[0].stretch, func() { e.guarded(func() { e.scalar(n.kids[1]) }) })
	return unknownValue(left.why, e.at(n))
}

func (e *evaluator) ternary(n *node) value {
	cond := e.scalar(n.kids[0])
	yes, known := cond.truth()
	switch {
	case known && yes:
		return e.scalar(n.kids[1])
	case known:
		return e.scalar(n.kids[2])
	}
	e.under("under a condition", n.kids[0].stretch, func() {
		e.guarded(func() { e.scalar(n.kids[1]) })
		e.guarded(func() { e.scalar(n.kids[2]) })
	})
	return unknownValue("a condition", e.at(n))
}

func (e *evaluator) binaryNode(n *node) value {
	if n.text == "x" && n.kids[0].paren {
		list := e.list(n)
		if len(list) == 0 {
			return value{kind: undef, at: e.at(n)}
		}
		return list[len(list)-1]
	}
	v := e.binary(n.text, e.scalar(n.kids[0]), e.scalar(n.kids[1]), n)
	if n.text == "=~" && n.kids[1].text == substitution {
		e.changed(n.kids[0], substitution)
	}
	return v
}

// binary works out an operator of two constants.
func (e *evaluator) binary(op string, a, b value, n *node) value {
	at := e.at(n)
	if op == "." {
		v := joined([]value{a, b}, at)
		if n.op == nBinary && n.kids[0].isString() && n.kids[1].isString() && e.crossesLine(n) {
			v.dot = n.dot
		}
		return v
	}
	for _, v := range []value{a, b} {
		if v.kind == computed {
			return unknownValue(v.why, at)
		}
		if v.isRef() {
			return unknownValue("a calculation with a reference", at)
		}
	}
	truth := func(yes bool) value {
		if yes {
			return value{kind: str, text: "1", at: at}
		}
		return value{kind: str, at: at}
	}
	x, y := numeric(a.text), numeric(b.text)
	switch op {
	case "x":
		count := int(min(max(y, 0), 1e6))
		if len(a.text)*count > maxText {
			return unknownValue("a very long text", at)
		}
		return value{kind: str, text: strings.Repeat(a.text, count), at: at}
	case "+":
		return number(x+y, at)
	case "-":
		return number(x-y, at)
	case "*":
		return number(x*y, at)
	case "/":
		if y != 0 {
			return number(x/y, at)
		}
	case "%":
		if m := math.Trunc(y); m != 0 {
			r := math.Mod(math.Trunc(x), m)
			if r != 0 && (r < 0) != (m < 0) {
				r += m
			}
			return number(r, at)
		}
	case "**":
		return number(math.Pow(x, y), at)
	case "<=>":
		return number(float64(cmp.Compare(x, y)), at)
	case "cmp":
		return number(float64(strings.Compare(a.text, b.text)), at)
	case "eq":
		return truth(a.text == b.text)
	case "ne":
		return truth(a.text != b.text)
	case "lt":
		return truth(a.text < b.text)
	case "gt":
		return truth(a.text > b.text)
	case "le":
		return truth(a.text <= b.text)
	case "ge":
		return truth(a.text >= b.text)
	case "==":
		return truth(x == y)
	case "!=":
		return truth(x != y)
	case "<":
		return truth(x < y)
	case ">":
		return truth(x > y)
	case "<=":
		return truth(x <= y)
	case ">=":
		return truth(x >= y)
	}
	return unknownValue("the operator "+op, at)
}

func number(f float64, at origin) value {
	if f == 0 {
		return value{kind: num, text: "0", at: at} // and no -0
	}
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return value{kind: num, text: strconv.FormatFloat(f, 'f', -1, 64), at: at}
	}
	return value{kind: num, text: floatText(f), at: at}
}

// crossesLine reports whether the operands of a dot stand in different lines.
func (e *evaluator) crossesLine(n *node) bool {
	between := stretch{n.kids[0].end, n.kids[1].off}
	return between.valid() && strings.Contains(e.src.text[between.off:between.end], "\n")
}

func (e *evaluator) unary(n *node) value {
	at := e.at(n)
	switch n.text {
	case "\\":
		return e.referenceTo(n.kids[0], at)
	case "!":
		yes, known := e.truth(n.kids[0])
		switch {
		case !known:
			return unknownValue("a condition", at)
		case yes:
			return value{kind: str, at: at}
		}
		return value{kind: str, text: "1", at: at}
	case "-":
		v := e.scalar(n.kids[0])
		switch {
		case v.kind == computed || v.isRef():
			return unknownValue(v.why, at)
		case v.kind == str && v.text != "" && (isWordStart(v.text[0]) || v.text[0] >= utf8.RuneSelf):
			return value{kind: str, text: "-" + v.text, at: at}
		case v.kind == str && strings.HasPrefix(v.text, "-") && len(v.text) > 1 && isWordStart(v.text[1]):
			return value{kind: str, text: "+" + v.text[1:], at: at}
		}
		if digits := strings.Trim(v.text, "0123456789"); digits == "" && len(v.text) < 20 && v.text <= "9223372036854775808" || digits == "" && len(v.text) < 19 {
			if v.text = strings.TrimLeft(v.text, "0"); v.text == "" {
				return value{kind: num, text: "0", at: at}
			}
			return value{kind: num, text: "-" + v.text, at: at}
		}
		return number(-numeric(v.text), at)
	case "++", "--":
		e.store(n.kids[0], unknownValue("counting", at))
		return unknownValue("counting", at)
	}
	e.scalar(n.kids[0])
	return unknownValue("the operator "+n.text, at)
}

func (e *evaluator) referenceTo(n *node, at origin) value {
	switch {
	case n.op == nMy && !n.paren:
		e.declare(n.kids[0], n.text)
		return e.referenceTo(n.kids[0], at)
	case (n.op == nVar || n.op == nDeref) && n.sigil == "@":
		a, why := e.arrayOf(n, true)
		if a == nil {
			return unknownValue(why.why, at)
		}
		return value{kind: listRef, list: a, at: at}
	case (n.op == nVar || n.op == nDeref) && n.sigil == "%":
		h, why := e.hashOf(n, true)
		if h == nil {
			return unknownValue(why.why, at)
		}
		return value{kind: hashRef, hash: h, at: at}
	}
	e.list(n)
	e.changed(n, "code that has a reference to it")
	return value{kind: other, at: at, why: "a reference to a variable"}
}

// list evaluates an expression for any number of values.
func (e *evaluator) list(n *node) []value {
	if e.steps++; e.steps > maxSteps {
		return []value{unknownValue("too much code", e.at(n))}
	}
	switch n.op {
	case nSeq, nWords:
		return e.arguments(n.kids)
	case nVar, nDeref:
		switch n.sigil {
		case "@":
			a, why := e.arrayOf(n, false)
			return e.arrayItems(a, why, n)
		case "%":
			h, why := e.hashOf(n, false)
			return e.hashItems(h, why, n)
		}
	case nMy:
		if n.text != "local" {
			for _, k := range n.kids {
				e.declare(k, n.text)
			}
			if len(n.kids) == 1 && n.kids[0].op == nVar {
				return e.list(n.kids[0])
			}
		}
		return nil
	case nTernary:
		cond := e.scalar(n.kids[0])
		if yes, known := cond.truth(); known {
			if yes {
				return e.list(n.kids[1])
			}
			return e.list(n.kids[2])
		}
	case nAssign:
		v := e.assign(n)
		if t := n.kids[0]; t.op == nMy || t.sigil == "@" || t.sigil == "%" {
			return nil
		}
		return []value{v}
	case nBinary:
		if n.text == "x" && n.kids[0].paren || n.text == "x" && n.kids[0].op == nWords {
			return e.repeat(n)
		}
		if n.text == ".." {
			return e.span(n)
		}
	case nSlice:
		return e.sliceItems(n)
	case nListElem:
		return e.listElements(n)
	case nCall:
		return e.callValues(n)
	case nUnary:
		if n.text == "\\" && n.kids[0].op == nSeq && n.kids[0].paren {
			var out []value
			for _, k := range n.kids[0].kids {
				out = append(out, e.referenceTo(k, e.at(k)))
			}
			return out
		}
	}
	return []value{e.scalar(n)}
}

func (e *evaluator) arrayItems(a *array, why value, n *node) []value {
	switch {
	case a == nil && why.kind == computed:
		return []value{{kind: computed, text: "…", why: why.why, at: e.at(n), ofACLs: why.ofACLs}}
	case a == nil:
		return nil
	case a.unknown != nil:
		return []value{a.unknown.value(e.at(n))}
	}
	return a.items
}

func (e *evaluator) hashItems(h *hash, why value, n *node) []value {
	switch {
	case h == nil && why.kind == computed:
		return []value{{kind: computed, text: "…", why: why.why, at: e.at(n), ofACLs: why.ofACLs}}
	case h == nil:
		return nil
	}
	var out []value
	for i := range h.entries {
		en := &h.entries[i]
		if en.computed || en.doubt != nil {
			return []value{unknownValue("code", e.at(n))}
		}
		if h.find(en.key) == i {
			out = append(out, value{kind: str, text: en.key, at: en.keyAt}, e.copy(en.v))
		}
	}
	if h.uncertain() {
		out = append(out, h.unknown.value(e.at(n)))
	}
	return out
}

const maxItems = 100_000

func (e *evaluator) repeat(n *node) []value {
	list := e.list(n.kids[0])
	times := e.scalar(n.kids[1])
	count := int(min(max(numeric(times.text), 0), maxItems))
	if times.kind != str && times.kind != num || len(list)*count > maxItems {
		return []value{unknownValue("a repetition", e.at(n))}
	}
	return slices.Repeat(list, count)
}

// span is a range of numbers.
func (e *evaluator) span(n *node) []value {
	from, to := e.scalar(n.kids[0]), e.scalar(n.kids[1])
	if from.kind == str && to.kind == str && !isInteger(from) && from.text != "" {
		return e.letters(from.text, to.text, n)
	}
	a, b := numeric(from.text), numeric(to.text)
	if !isInteger(from) || !isInteger(to) || b-a > maxItems {
		return []value{unknownValue("a range", e.at(n))}
	}
	var out []value
	for ; a <= b; a++ {
		out = append(out, number(a, e.at(n)))
	}
	return out
}

// letters is a range of texts, each the successor of the one before.
func (e *evaluator) letters(from, to string, n *node) []value {
	var out []value
	for s := from; len(s) <= len(to) && len(out) < maxItems; s = successor(s) {
		if strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
			return []value{unknownValue("a range", e.at(n))}
		}
		out = append(out, value{kind: str, text: s, at: e.at(n)})
		if s == to {
			break
		}
	}
	return out
}

// successor is what ++ makes of letters and digits.
func successor(s string) string {
	b := []byte(s)
	for i := len(b) - 1; i >= 0; i-- {
		switch b[i] {
		case 'z':
			b[i] = 'a'
		case 'Z':
			b[i] = 'A'
		case '9':
			b[i] = '0'
		default:
			b[i]++
			return string(b)
		}
	}
	first := map[byte]string{'a': "a", 'A': "A", '0': "1"}[b[0]]
	return first + string(b)
}

func isInteger(v value) bool {
	if v.kind != str && v.kind != num {
		return false
	}
	_, err := strconv.Atoi(v.text)
	return err == nil
}

func (e *evaluator) sliceItems(n *node) []value {
	if n.sigil == "%" {
		return []value{unknownValue("a slice of keys and values", e.at(n))}
	}
	var out []value
	for _, key := range e.arguments(n.kids[1:]) {
		at := key.at.stretch
		k := &node{op: nConst, text: key.text, stretch: at}
		if key.kind == computed {
			return []value{unknownValue(key.why, e.at(n))}
		}
		out = append(out, e.elementValue(&node{op: nElem, text: n.text, stretch: n.stretch, kids: []*node{n.kids[0], k}}))
	}
	return out
}

func (e *evaluator) listElements(n *node) []value {
	list := e.list(n.kids[0])
	for _, v := range list {
		if v.kind == computed {
			return []value{unknownValue(v.why, e.at(n))}
		}
	}
	var out []value
	for _, key := range e.arguments(n.kids[1:]) {
		i, ok := index(key, len(list))
		switch {
		case key.kind == computed:
			return []value{unknownValue(key.why, e.at(n))}
		case ok && i < len(list):
			out = append(out, list[i])
		default:
			out = append(out, value{kind: undef, at: e.at(n)})
		}
	}
	return out
}
