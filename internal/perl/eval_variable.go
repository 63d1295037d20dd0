package perl

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
	case v.kind == undef && create && n.op == nElem && want == "{" && e.isSetting(n, "TicketAcl"):
		return e.firstACLs(0)
	case v.kind == undef && create:
		made := value{kind: listRef, list: &array{depth: e.depth()}, at: e.at(n)}
		if want == "{" {
			made = value{kind: hashRef, hash: &hash{depth: e.depth()}, at: e.at(n)}
		}
		e.store(n, made)
		return made
	case v.kind == computed && create && n.op == nElem && e.isSetting(n, "TicketAcl"):
		made := e.adopted(v)
		e.restore(n, made)
		return made
	case v.kind == computed && create && n.op == nElem && e.isSetting(n, defaultActions):
		made := e.adopted(v)
		e.store(n, made)
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

// isSetting reports whether an element is $Self->{name}.
func (e *evaluator) isSetting(n *node, name string) bool {
	if n.text != "{" {
		return false
	}
	h, _ := e.hashOf(n.kids[0], false)
	return h != nil && h == e.config.self && e.scalar(n.kids[1]).text == name
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
