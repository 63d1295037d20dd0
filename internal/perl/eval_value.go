package perl

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
