package perlre

import (
	"slices"
	"sort"
	"unicode"
)

// span is a range of characters, both ends included.
type span struct{ lo, hi rune }

// runeSet is a set of characters: sorted spans that neither overlap nor touch.
type runeSet []span

func setOf(runes ...rune) runeSet {
	s := make(runeSet, 0, len(runes))
	for _, r := range runes {
		s = append(s, span{r, r})
	}
	return s.normal()
}

// normal sorts the spans and joins those that overlap or touch.
func (s runeSet) normal() runeSet {
	slices.SortFunc(s, func(a, b span) int {
		if a.lo != b.lo {
			return int(a.lo - b.lo)
		}
		return int(a.hi - b.hi)
	})
	out := s[:0]
	for _, sp := range s {
		if n := len(out); n > 0 && sp.lo <= out[n-1].hi+1 {
			out[n-1].hi = max(out[n-1].hi, sp.hi)
			continue
		}
		out = append(out, sp)
	}
	return out
}

func union(sets ...runeSet) runeSet {
	return slices.Concat(sets...).normal()
}

// not gives all other characters of Unicode.
func (s runeSet) not() runeSet {
	out := make(runeSet, 0, len(s)+1)
	next := rune(0)
	for _, sp := range s {
		if sp.lo > next {
			out = append(out, span{next, sp.lo - 1})
		}
		next = sp.hi + 1
	}
	if next <= unicode.MaxRune {
		out = append(out, span{next, unicode.MaxRune})
	}
	return out
}

func (s runeSet) and(t runeSet) runeSet {
	return union(s.not(), t.not()).not()
}

func (s runeSet) minus(t runeSet) runeSet { return s.and(t.not()) }

// upTo leaves out what lies beyond r.
func (s runeSet) upTo(r rune) runeSet {
	i := sort.Search(len(s), func(i int) bool { return s[i].hi > r })
	if i == len(s) {
		return s
	}
	out := slices.Clone(s[:i])
	if s[i].lo <= r {
		out = append(out, span{s[i].lo, r})
	}
	return out
}

func (s runeSet) has(r rune) bool {
	i := sort.Search(len(s), func(i int) bool { return s[i].hi >= r })
	return i < len(s) && s[i].lo <= r
}

// each calls f for every character that lies in one of the spans.
func (s runeSet) each(f func(rune)) {
	for _, sp := range s {
		for r := sp.lo; r <= sp.hi; r++ {
			f(r)
		}
	}
}

// fromTable gives the characters of a table of package unicode as Unicode 14,
// perl 5.36's, has them.
func fromTable(tables ...*unicode.RangeTable) runeSet {
	var s runeSet
	for _, t := range tables {
		for _, r := range t.R16 {
			s = appendStride(s, rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
		for _, r := range t.R32 {
			s = appendStride(s, rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
	}
	return s.normal().minus(laterRunes())
}

func appendStride(s runeSet, lo, hi, stride rune) runeSet {
	if stride == 1 {
		return append(s, span{lo, hi})
	}
	for r := lo; r <= hi; r += stride {
		s = append(s, span{r, r})
	}
	return s
}

// laterRunes are the characters that Unicode 15, that of this Go's tables, has
// and Unicode 14 has not.
func laterRunes() runeSet {
	return runeSet{
		{0xCF3, 0xCF3}, {0xECE, 0xECE}, {0x10EFD, 0x10EFF}, {0x1123F, 0x11241}, {0x11B00, 0x11B09}, {0x11F00, 0x11F10},
		{0x11F12, 0x11F3A}, {0x11F3E, 0x11F59}, {0x1342F, 0x1342F}, {0x13439, 0x13455}, {0x1B132, 0x1B132},
		{0x1B155, 0x1B155}, {0x1D2C0, 0x1D2D3}, {0x1DF25, 0x1DF2A}, {0x1E030, 0x1E06D}, {0x1E08F, 0x1E08F},
		{0x1E4D0, 0x1E4F9}, {0x1F6DC, 0x1F6DC}, {0x1F774, 0x1F776}, {0x1F77B, 0x1F77F}, {0x1F7D9, 0x1F7D9},
		{0x1FA75, 0x1FA77}, {0x1FA87, 0x1FA88}, {0x1FAAD, 0x1FAAF}, {0x1FABB, 0x1FABD}, {0x1FABF, 0x1FABF},
		{0x1FACE, 0x1FACF}, {0x1FADA, 0x1FADB}, {0x1FAE8, 0x1FAE8}, {0x1FAF7, 0x1FAF8}, {0x2B739, 0x2B739},
		{0x31350, 0x323AF},
	}
}
