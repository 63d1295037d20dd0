package perl

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// callValues works out the functions that make constants of constants. Whatever
// else is called is named as what only the system can tell.
func (e *evaluator) callValues(n *node) []value {
	at := e.at(n)
	name := n.text
	if i := strings.LastIndex(name, "::"); i >= 0 && strings.HasPrefix(name, "Encode::") {
		name = name[i+2:]
	}
	switch name {
	case "lc", "uc", "lcfirst", "ucfirst", "quotemeta", "fc":
		if len(n.kids) == 1 {
			v := e.scalar(n.kids[0])
			if v.kind == str || v.kind == num {
				return []value{{kind: str, text: caseOf(name, v.text, e.utf8), at: at}}
			}
			return []value{unknownValue(v.why, at)}
		}
	case "join":
		return []value{e.join(n)}
	case "decode_utf8", "decode", "encode_utf8":
		return []value{e.recode(name, n)}
	case "bless":
		if len(n.kids) > 0 {
			return e.list(n.kids[0])
		}
	case "scalar":
		if len(n.kids) > 0 {
			e.arguments(n.kids[:len(n.kids)-1]) // for what they do
			return []value{e.scalar(n.kids[len(n.kids)-1])}
		}
	case "undef":
		if len(n.kids) > 0 {
			e.empty(n.kids[0])
		}
		return []value{{kind: undef, at: at}}
	case "eval":
		if len(n.kids) == 1 {
			if v := e.scalar(n.kids[0]); strings.Contains(v.text, "TicketAcl") {
				e.doubtAll("code in a string sets ACLs", n)
			}
		}
		return []value{unknownValue("code in a string", at)}
	case "defined", "exists":
		return []value{e.isThere(n)}
	case "shift", "pop":
		return []value{e.take(n)}
	case "push", "unshift", "delete", "return", "die", "exit":
		e.callEffect(n)
		return []value{unknownValue("a call of "+name, at)}
	case "reverse":
		list := e.arguments(n.kids)
		out := slices.Clone(list)
		slices.Reverse(out)
		return out
	case "sort":
		return e.sort(n)
	case "map":
		return e.mapped(n)
	}
	if sub := e.subs[n.text]; sub != nil && len(n.kids) == 0 {
		return []value{unknownValue("a call of "+n.text, at)}
	}
	e.outside(n, e.evaluated(n.kids))
	return []value{{kind: computed, text: "…", why: "a call of " + n.text, at: at, ofACLs: e.callOfACLs(n)}}
}

// evaluated are the arguments of a call without its blocks, which are gone
// through for what they do.
func (e *evaluator) evaluated(kids []*node) []*node {
	var out []*node
	for _, k := range kids {
		if k.op == nBlock {
			e.under("in a loop", k.stretch, func() { e.guarded(func() { e.block(k) }) })
			continue
		}
		out = append(out, k)
	}
	return out
}

func (e *evaluator) callOfACLs(n *node) bool {
	return n.text != "keys" && e.isOfACLs(n)
}

func (e *evaluator) join(n *node) value {
	list := e.arguments(n.kids)
	if len(list) == 0 {
		return value{kind: str, at: e.at(n)}
	}
	sep := list[0]
	var parts []value
	for i, v := range list[1:] {
		if i > 0 {
			parts = append(parts, sep)
		}
		parts = append(parts, v)
	}
	return joined(parts, e.at(n))
}

// recode does Encode's functions on constants.
func (e *evaluator) recode(name string, n *node) value {
	at := e.at(n)
	list := e.arguments(n.kids)
	if name == "decode" {
		if len(list) < 2 || !isUTF8Name(list[0].text) {
			return unknownValue("a call of decode", at)
		}
		list = list[1:]
	}
	if len(list) == 0 || list[0].kind != str && list[0].kind != num {
		return unknownValue("a call of "+n.text, at)
	}
	text := list[0].text
	if name == "encode_utf8" {
		return value{kind: str, text: latin1(text), at: at}
	}
	var b strings.Builder
	for _, r := range text {
		if r > 0xff {
			// Already characters: Encode leaves or refuses them by version.
			return value{kind: str, text: text, at: at}
		}
		b.WriteByte(byte(r))
	}
	return value{kind: str, text: strings.ToValidUTF8(b.String(), string(utf8.RuneError)), at: at}
}

func isUTF8Name(s string) bool {
	switch strings.ToLower(s) {
	case "utf8", "utf-8", "utf-8-strict":
		return true
	}
	return false
}

// isThere does defined and exists.
func (e *evaluator) isThere(n *node) value {
	at := e.at(n)
	if len(n.kids) != 1 {
		return unknownValue("a call of "+n.text, at)
	}
	v := e.scalar(n.kids[0])
	switch {
	case v.kind == computed:
		return unknownValue(v.why, at)
	case v.kind != undef:
		return value{kind: num, text: "1", at: at}
	case n.text == "defined":
		return value{kind: str, at: at}
	}
	return unknownValue("a call of exists", at)
}

// take does shift and pop.
func (e *evaluator) take(n *node) value {
	var a *array
	why := value{kind: computed, why: "code"}
	if len(n.kids) == 0 {
		a, _ = e.variable(&node{op: nVar, sigil: "@", text: "_"}).(*array)
	} else {
		a, why = e.arrayOf(n.kids[0], false)
	}
	switch {
	case a == nil:
		return unknownValue(why.why, e.at(n))
	case a.unknown != nil:
		return a.unknown.value(e.at(n))
	case e.depth() > a.depth:
		a.unknown = e.doubtReason()
		return a.unknown.value(e.at(n))
	case len(a.items) == 0:
		return value{kind: undef, at: e.at(n)}
	}
	if n.text == "shift" {
		v := a.items[0]
		a.items = a.items[1:]
		return v
	}
	v := a.items[len(a.items)-1]
	a.items = a.items[:len(a.items)-1]
	return v
}

// sort does sort without a block, of constants.
func (e *evaluator) sort(n *node) []value {
	kids := n.kids
	if len(kids) > 0 && kids[0].op == nBlock {
		return []value{unknownValue("a call of sort with a block", e.at(n))}
	}
	var list []value
	if len(kids) == 1 && kids[0].op == nCall && kids[0].text == "keys" && len(kids[0].kids) == 1 {
		h, why := e.hashOf(kids[0].kids[0], false)
		items := e.hashItems(h, why, n)
		if len(items)%2 == 1 {
			return items[len(items)-1:]
		}
		for i := 0; i < len(items); i += 2 {
			list = append(list, items[i])
		}
	} else {
		list = slices.Clone(e.arguments(kids))
	}
	for _, v := range list {
		if v.kind != str && v.kind != num {
			return []value{unknownValue(v.why, e.at(n))}
		}
	}
	slices.SortStableFunc(list, func(a, b value) int { return strings.Compare(a.text, b.text) })
	return list
}

// mapped does map with a block of one expression, over constants.
func (e *evaluator) mapped(n *node) []value {
	unknown := []value{unknownValue("a call of map", e.at(n))}
	if len(n.kids) < 2 {
		return unknown
	}
	body := n.kids[0]
	if changes(body, "_") {
		for _, k := range n.kids[1:] {
			e.changed(k, "code in map")
		}
	}
	list := e.arguments(n.kids[1:])
	simple := !changes(body, "_") && (body.op != nBlock || len(body.kids) == 1 && isExpression(body.kids[0]))
	for _, v := range list {
		simple = simple && v.kind != computed
	}
	if !simple || len(list) > maxItems {
		e.evaluated(n.kids[:1])
		return unknown
	}
	if body.op == nBlock {
		body = body.kids[0]
	}
	topic := e.globalCell("$_")
	save := topic.v
	var out []value
	for _, v := range list {
		topic.v = v
		out = append(out, e.list(body)...)
	}
	topic.v = save
	return out
}

func isExpression(n *node) bool {
	switch n.op {
	case nBlock, nIf, nLoop, nSub, nUse, nPackage, nPlain:
		return false
	}
	return true
}
