package perl

import (
	"cmp"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

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
