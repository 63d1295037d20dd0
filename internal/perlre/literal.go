package perlre

import "strings"

// literal is a pattern that is nothing but a text, perhaps anchored.
type literal struct {
	text    string
	start   bool // must stand at the start
	end     bool // must stand at the end or before a final newline
	veryEnd bool // must stand at the very end
}

// plainText recognises a literal.
func plainText(root *node) (literal, bool) {
	var l literal
	var text strings.Builder
	nodes := []*node{root}
	if root.op == opCat {
		nodes = root.subs
	}
	for _, n := range nodes {
		switch n.op {
		case opEmpty:
		case opStart:
			if text.Len() > 0 || l.end || l.veryEnd {
				return literal{}, false
			}
			l.start = true
		case opEnd:
			l.end = true
		case opVeryEnd:
			l.veryEnd = true
		case opText:
			if n.fold != foldNone || l.end || l.veryEnd {
				return literal{}, false
			}
			text.WriteString(string(n.text))
		default:
			return literal{}, false
		}
	}
	l.text = text.String()
	return l, true
}

func (l literal) match(s string) bool {
	switch {
	case l.veryEnd:
		return l.ends(s)
	case l.end:
		return l.ends(s) || strings.HasSuffix(s, "\n") && l.ends(s[:len(s)-1])
	case l.start:
		return strings.HasPrefix(s, l.text)
	}
	return strings.Contains(s, l.text)
}

// ends reports whether the text stands at the end of s, and is all of it where
// it has to stand at the start too.
func (l literal) ends(s string) bool {
	if l.start {
		return s == l.text
	}
	return strings.HasSuffix(s, l.text)
}
