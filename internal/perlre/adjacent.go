package perlre

import (
	"slices"
	"unicode"
)

// A character such as ß equals two when case is ignored, and perl compares text
// by text: whether the two may lie in different parts of a pattern depends on
// how perl lays the parts out. acrossTexts finds the characters for which that
// question comes up; Match refuses subjects that hold one.

// maxPairs bounds the work of looking at neighbours.
const maxPairs = 200000

// edges are the texts that a part of a pattern can start and end with.
type edges struct {
	first, last []int // into neighbours.texts
	empty       bool  // the part may take up nothing
}

// neighbours gathers which texts of a pattern can follow each other.
type neighbours struct {
	table foldTable
	texts [][]rune // folded
	risky runeSet
	left  int
}

func acrossTexts(root *node) runeSet {
	if !root.any(func(n *node) bool { return n.op == opText && n.fold == foldAll }) {
		return nil
	}
	nb := &neighbours{table: folds(), left: maxPairs}
	nb.part(root)
	if nb.left < 0 {
		for c := range nb.table.multi {
			nb.risky = append(nb.risky, span{c, c})
		}
	}
	return nb.risky.normal()
}

func (nb *neighbours) part(n *node) edges {
	switch n.op {
	case opText:
		if n.fold != foldAll {
			// Perl joins a text that has no case with its neighbours too, but no
			// character folds to what lies in it.
			return edges{}
		}
		nb.texts = append(nb.texts, nb.table.foldText(n.text))
		i := []int{len(nb.texts) - 1}
		return edges{first: i, last: i}
	case opSet, opBreak, opCluster, opFail:
		return edges{}
	case opCat:
		return nb.sequence(n.subs)
	case opAlt, opIf:
		var all edges
		for _, s := range n.subs {
			e := nb.part(s)
			all.first = append(all.first, e.first...)
			all.last = append(all.last, e.last...)
			all.empty = all.empty || e.empty
		}
		return all
	case opCapture, opAtomic:
		return nb.part(n.subs[0])
	case opLook:
		nb.part(n.subs[0])
	case opRepeat:
		e := nb.part(n.subs[0])
		if n.max != 1 && n.max != 0 {
			nb.meet(e.last, e.first)
		}
		e.empty = e.empty || n.min == 0
		return e
	}
	return edges{empty: true}
}

func (nb *neighbours) sequence(parts []*node) edges {
	all := edges{empty: true}
	for _, s := range parts {
		e := nb.part(s)
		nb.meet(all.last, e.first)
		if all.empty {
			all.first = append(slices.Clone(all.first), e.first...)
		}
		if e.empty {
			all.last = append(slices.Clone(all.last), e.last...)
		} else {
			all.last = e.last
		}
		all.empty = all.empty && e.empty
	}
	return all
}

// meet notes what could reach from one of the texts left into one of those
// right.
func (nb *neighbours) meet(left, right []int) {
	for _, l := range left {
		for _, r := range right {
			if nb.left--; nb.left < 0 {
				return
			}
			nb.reach(nb.texts[l], nb.texts[r])
		}
	}
}

func (nb *neighbours) reach(left, right []rune) {
	if !nb.table.inSeq.has(left[len(left)-1]) || !nb.table.inSeq.has(right[0]) {
		return
	}
	for c, seq := range nb.table.multi {
		for i := 1; i < len(seq); i++ {
			n, m := min(len(left), i), min(len(right), len(seq)-i)
			if slices.Equal(left[len(left)-n:], seq[i-n:i]) && slices.Equal(right[:m], seq[i:i+m]) {
				nb.risky = append(nb.risky, span{c, c})
			}
		}
	}
}

// choices lists the folded texts that stand in alternatives. Perl 5.36 looks for
// those in a way of its own and lets one end within the folding of a character.
func choices(root *node) [][]rune {
	var out [][]rune
	root.walk(func(n *node) {
		if n.op != opAlt {
			return
		}
		n.walk(func(in *node) {
			switch {
			case in.op == opText && in.fold == foldAll:
				out = append(out, folds().foldText(in.text))
			case in.op == opSet && in.fold == foldAll:
				// A class may become a text.
				in.set.and(folds().inSeq).each(func(r rune) { out = append(out, []rune{canon(r)}) })
			}
		})
	})
	return out
}

// endsWithin reports whether one of the texts stands in the folded subject so
// that it ends within the folding of a character.
func (t foldTable) endsWithin(texts [][]rune, subject string) bool {
	var folded []rune
	var within []int // places within the folding of a character
	for _, r := range subject {
		f := t.fullFold(r)
		for i := 1; i < len(f); i++ {
			within = append(within, len(folded)+i)
		}
		folded = append(folded, f...)
	}
	return slices.ContainsFunc(within, func(end int) bool {
		return slices.ContainsFunc(texts, func(text []rune) bool {
			return len(text) <= end && slices.Equal(folded[end-len(text):end], text)
		})
	})
}

// ambiguous reports whether, ignoring case, a part of the subject may equal
// another of which it is not the same characters one by one.
func (t foldTable) ambiguous(subject string) bool {
	var inside [][2]rune // pairs within the folding of a single character
	for _, r := range subject {
		for i, seq := 0, t.multi[r]; i+1 < len(seq); i++ {
			inside = append(inside, [2]rune{seq[i], seq[i+1]})
		}
	}
	if len(inside) == 0 {
		return false
	}
	var before rune = -1
	for _, r := range subject {
		f := t.fullFold(r)
		if slices.Contains(inside, [2]rune{before, f[0]}) {
			return true
		}
		before = f[len(f)-1]
	}
	return t.differ(subject)
}

// differ reports whether two different characters of the subject fold to
// several that have a pair in common.
func (t foldTable) differ(subject string) bool {
	pairs := make(map[[2]rune]rune)
	for _, r := range subject {
		for i, seq := 0, t.multi[r]; i+1 < len(seq); i++ {
			pair := [2]rune{seq[i], seq[i+1]}
			if other, ok := pairs[pair]; ok && other != r {
				return true
			}
			pairs[pair] = r
		}
	}
	return false
}

// alone reports whether a character is a cluster of its own next to others of
// which the same holds.
func alone(r rune) bool {
	if !unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S, unicode.Z) || laterRunes().has(r) {
		return false
	}
	joining := runeSet{
		{0xD4E, 0xD4E}, {0xE33, 0xE33}, {0xEB3, 0xEB3}, {0x1100, 0x11FF}, {0xA960, 0xA97C}, {0xAC00, 0xD7FB},
		{0xFF9E, 0xFF9F}, {0x111C2, 0x111C3}, {0x1193F, 0x1193F}, {0x11941, 0x11941}, {0x11A3A, 0x11A3A},
		{0x11A84, 0x11A89}, {0x11D46, 0x11D46}, {0x1F1E6, 0x1F1FF}, {0x1F3FB, 0x1F3FF},
	}
	return !joining.has(r)
}

// doubleS reports whether the subject holds what equals ß when case is ignored,
// and is not ß.
func doubleS(subject string) bool {
	before := false
	for _, r := range subject {
		s := r == 's' || r == 'S' || r == 'ſ'
		if r == 'ẞ' || s && before {
			return true
		}
		before = s
	}
	return false
}
