package perl

import (
	"strconv"
)

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
