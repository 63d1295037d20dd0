package perl

// op is what a node of the tree does.
type op uint8

const (
	nConst    op = iota // text
	nNumber             // text, as perl prints it
	nInterp             // kids joined
	nVar                // sigil and text
	nMy                 // text my, our, local or state; kids are variables
	nElem               // text [ or {: container, subscript
	nSlice              // text [ or {, sigil @ or %: container, list
	nListElem           // (list)[list]
	nDeref              // sigil: reference
	nAnonHash           // {…}
	nAnonList           // […]
	nAnonSub            // sub {…}
	nSeq                // list of terms, with or without parentheses
	nWords              // qw: kids are constants
	nCall               // text: arguments
	nMethod             // text: object, arguments
	nUnary              // text: operand
	nBinary             // text: two operands
	nAssign             // text is the operator: target, value
	nLogic              // text: && || // and or xor
	nTernary            // condition, then, else
	nOpaque             // text says what: patterns, commands, files
	nBlock              // statements
	nIf                 // condition, block, else; text if or unless
	nLoop               // text says which: declared variable or nil, head, block
	nSub                // text is the name: block
	nPackage            // text is the name: block or none
	nUse                // text is the module
	nPlain              // an assignment in the plain shape of the products: plain
)

// node is one piece of the tree.
type node struct {
	op    op
	sigil string
	text  string
	stretch
	kids []*node
	// paren: it stood in parentheses, which makes a list of it.
	paren bool
	plain *plainACL
	scope *variable // of nVar: what it refers to, nil for globals
	dot   stretch   // of a concatenation: where its dot stands
	// comments are the stretch of blanks and comments before a statement.
	comments stretch
}

func (n *node) kid(i int) *node {
	if i < len(n.kids) {
		return n.kids[i]
	}
	return nil
}

// isString reports whether n is a constant in quotes.
func (n *node) isString() bool { return n.op == nConst || n.op == nInterp }
