package perl

import (
	"slices"
	"strconv"
	"strings"
)

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
