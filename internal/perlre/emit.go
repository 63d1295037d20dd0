package perlre

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// variant is a kind of subject that a pattern is written out for. Most subjects
// are ASCII without a newline, and for them most patterns are small and go to
// package regexp.
type variant struct {
	ceiling rune // no character beyond this one: ASCII, Latin, or any
	newline bool // a newline somewhere
}

const (
	latin = 0x2FF
	// maxProgram bounds what a pattern may be written out to.
	maxProgram = 1 << 20
)

// variantOf tells what kind of subject this is.
func variantOf(subject string) variant {
	v := variant{ceiling: unicode.MaxASCII}
	for i := range len(subject) {
		switch b := subject[i]; {
		case b == '\n':
			v.newline = true
		case b >= 0xCC: // the first byte of all from U+0300 on
			v.ceiling = unicode.MaxRune
		case b >= utf8.RuneSelf && v.ceiling < latin:
			v.ceiling = latin
		}
	}
	return v
}

// index numbers the variants from 0 to 5.
func (v variant) index() int {
	i := 0
	switch v.ceiling {
	case unicode.MaxASCII:
	case latin:
		i = 1
	default:
		i = 2
	}
	if v.newline {
		i += 3
	}
	return i
}

func (v variant) ascii() bool { return v.ceiling == unicode.MaxASCII }

// emitter writes a tree as a pattern of package regexp or of the backtracking
// engine. Nothing is left to their own notions: classes are ranges, folding is
// written out, groups are captured only where something refers to them.
type emitter struct {
	strings.Builder
	variant
	back     bool // for the backtracking engine
	referred map[int]bool
	tooLarge bool
}

// automaton reports whether package regexp can decide the tree for such
// subjects.
func automaton(root *node, v variant) bool {
	return !root.any(func(n *node) bool {
		switch n.op {
		case opRepeat:
			return n.possessive
		case opLineStart, opEnd, opBreak, opCluster:
			return v.newline
		case opBoundary:
			return !v.ascii() && !n.ascii
		case opBackref, opAtomic, opLook, opIf, opCall, opAccept:
			return true
		}
		return false
	})
}

func (e *emitter) node(n *node) {
	switch n.op {
	case opEmpty:
		e.WriteString("(?:)")
	case opFail:
		e.set(nil)
	case opText:
		e.text(n)
	case opSet:
		e.set(n.set)
	case opCat:
		for _, s := range n.subs {
			e.node(s)
		}
	case opAlt:
		e.alternatives(n.subs)
	case opCapture:
		e.capture(n)
	case opRepeat:
		e.repeat(n)
	case opStart:
		e.WriteString(`\A`)
	case opVeryEnd:
		e.WriteString(`\z`)
	case opLineStart, opEnd, opLineEnd:
		e.line(n.op)
	case opBoundary:
		e.boundary(n)
	case opBreak:
		e.lineBreak()
	case opCluster:
		e.cluster()
	case opBackref, opIf, opAtomic, opLook:
		e.backtracking(n)
	}
}

// backtracking writes what only the backtracking engine has.
func (e *emitter) backtracking(n *node) {
	switch n.op {
	case opBackref:
		e.backref(n)
	case opIf:
		e.conditional(n)
	case opAtomic:
		e.group("(?>", n.subs[0])
	case opLook:
		open := "(?"
		if n.behind {
			open += "<"
		}
		if n.neg {
			open += "!"
		} else {
			open += "="
		}
		e.group(open, n.subs[0])
	}
}

func (e *emitter) group(open string, n *node) {
	e.WriteString(open)
	e.node(n)
	e.WriteString(")")
}

func (e *emitter) alternatives(subs []*node) {
	e.WriteString("(?:")
	for i, s := range subs {
		if i > 0 {
			e.WriteByte('|')
		}
		e.node(s)
	}
	e.WriteByte(')')
}

func (e *emitter) capture(n *node) {
	open := "(?:"
	if e.referred[n.group] {
		open = fmt.Sprintf("(?<%d>", n.group)
	}
	e.group(open, n.subs[0])
}

func (e *emitter) repeat(n *node) {
	if n.possessive {
		e.WriteString("(?>")
	}
	open := "(?:"
	if e.back && n.subs[0].any(isAtomic) {
		// The backtracking engine takes (?:(?>a+))? for the atomic loop (?>a*); it
		// keeps the two apart where a capture stands between them.
		open = "(?<loop>"
	}
	e.group(open, n.subs[0])
	switch {
	case n.max == infinite && n.min <= 1:
		e.WriteByte("*+"[n.min])
	case n.max == infinite:
		fmt.Fprintf(e, "{%d,}", n.min)
	default:
		fmt.Fprintf(e, "{%d,%d}", n.min, n.max)
	}
	if n.lazy {
		e.WriteByte('?')
	}
	if n.possessive {
		e.WriteByte(')')
	}
}

// isAtomic reports whether nothing in a node is tried a second way.
func isAtomic(n *node) bool { return n.op == opAtomic || n.op == opRepeat && n.possessive }

// line writes the anchors that newlines matter to.
func (e *emitter) line(kind op) {
	switch {
	case !e.newline && kind == opLineStart:
		e.WriteString(`\A`)
	case !e.newline:
		e.WriteString(`\z`)
	case kind == opLineStart:
		// Perl does not count the end of the text as the start of a line.
		e.WriteString(`(?:\A|(?<=\n)(?!\z))`)
	case kind == opEnd:
		e.WriteString(`(?=\n?\z)`)
	case e.back:
		e.WriteString(`(?=\n|\z)`)
	default:
		e.WriteString(`(?m:$)`)
	}
}

// boundary writes \b and \B by what counts as a word.
func (e *emitter) boundary(n *node) {
	if !e.back {
		if n.neg {
			e.WriteString(`\B`)
		} else {
			e.WriteString(`\b`)
		}
		return
	}
	word := emitter{variant: e.variant, back: true}
	set := words()
	if n.ascii {
		set = set.and(asciiSet())
	}
	word.set(set)
	w := word.String()
	if n.neg {
		fmt.Fprintf(e, "(?:(?<=%[1]s)(?=%[1]s)|(?<!%[1]s)(?!%[1]s))", w)
	} else {
		fmt.Fprintf(e, "(?:(?<=%[1]s)(?!%[1]s)|(?<!%[1]s)(?=%[1]s))", w)
	}
}

func (e *emitter) lineBreak() {
	if !e.newline {
		e.set(vertical())
		return
	}
	e.WriteString(`(?>\r\n|`)
	e.set(vertical())
	e.WriteByte(')')
}

// cluster writes \X for subjects whose clusters are single characters, but for
// CR LF; Match refuses the others.
func (e *emitter) cluster() {
	if !e.newline {
		e.set(anyRune())
		return
	}
	e.WriteString(`(?>\r\n|`)
	e.set(anyRune())
	e.WriteByte(')')
}

// backref writes a reference: the first of the groups that is set.
func (e *emitter) backref(n *node) {
	mode := ""
	if n.fold != foldNone {
		mode = "i"
	}
	for _, g := range n.groups {
		fmt.Fprintf(e, `(?(%[1]d)(?%[2]s:\k<%[1]d>)|`, g, mode)
	}
	e.WriteString("(?!)")
	e.WriteString(strings.Repeat(")", len(n.groups)))
}

// conditional writes a choice by whether one of the groups is set.
func (e *emitter) conditional(n *node) {
	for _, g := range n.groups {
		fmt.Fprintf(e, "(?(%d)(?:", g)
		e.node(n.subs[0])
		e.WriteString(")|(?:")
	}
	e.node(n.subs[1])
	e.WriteString(strings.Repeat("))", len(n.groups)))
}

// set writes a class.
func (e *emitter) set(s runeSet) {
	s = s.upTo(e.ceiling)
	if e.Len() > maxProgram {
		e.tooLarge = true
		return
	}
	switch {
	case len(s) == 0 && e.back:
		e.WriteString("(?!)")
		return
	case len(s) == 0:
		e.WriteString(`[^\x00-\x{10FFFF}]`)
		return
	case s[0] == span{0, e.ceiling}:
		e.WriteString("(?s:.)")
		return
	}
	e.WriteByte('[')
	for _, sp := range s {
		// No subject holds half of a surrogate pair.
		if sp.lo >= 0xD800 && sp.lo <= 0xDFFF {
			sp.lo = 0xE000
		}
		if sp.hi >= 0xD800 && sp.hi <= 0xDFFF {
			sp.hi = 0xD7FF
		}
		if sp.lo > sp.hi {
			continue
		}
		e.rune(sp.lo)
		if sp.hi > sp.lo {
			e.WriteByte('-')
			e.rune(sp.hi)
		}
	}
	e.WriteByte(']')
}

// rune writes a character so that it is nothing but itself, within brackets too.
func (e *emitter) rune(r rune) {
	switch {
	case isAlpha(r), isDigit(r), r > 0xFF:
		e.WriteRune(r)
	default:
		fmt.Fprintf(e, `\x%02x`, r)
	}
}

// text writes a run of characters.
func (e *emitter) text(n *node) {
	t := folds()
	switch n.fold {
	case foldNone:
		for _, r := range n.text {
			if r > e.ceiling {
				e.set(nil)
				continue
			}
			e.rune(r)
		}
		return
	case foldASCII:
		for _, r := range n.text {
			e.set(t.close(setOf(r), foldASCII))
		}
		return
	}
	f := t.foldText(n.text)
	for i := 0; i < len(f); {
		end := t.clusterEnd(f, i)
		e.cluster1(t, f[i:end])
		i = end
	}
}

// cluster1 writes a part of a folded text whose characters belong together.
func (e *emitter) cluster1(t foldTable, f []rune) {
	if len(f) == 1 {
		e.set(setOf(t.singles(f[0])...))
		return
	}
	e.WriteString("(?:")
	for i, parts := range t.splits(f) {
		if i > 0 {
			e.WriteByte('|')
		}
		for _, part := range parts {
			if len(part) == 1 {
				e.set(setOf(t.singles(part[0])...))
			} else {
				e.set(setOf(t.foldingTo(part)...))
			}
		}
	}
	e.WriteByte(')')
}
