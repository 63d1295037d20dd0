package perlre

import (
	"slices"
	"sync"
	"unicode"
)

// foldMode says how a text is compared.
type foldMode uint8

const (
	foldNone  foldMode = iota
	foldAll            // /i: every character folds as Unicode says
	foldASCII          // /iaa: no ASCII character equals one beyond ASCII
)

// foldTable holds what case folding needs beyond package unicode.
type foldTable struct {
	multi map[rune][]rune // characters that fold to two or three, canonical ones
	inSeq runeSet         // characters that such a folding consists of, all cases
	cased runeSet         // characters with another one in their orbit
}

// folds builds the tables on first use; they never change.
var folds = sync.OnceValue(func() foldTable {
	t := foldTable{multi: multiFolds()}
	for c, seq := range t.multi {
		for i, r := range seq {
			seq[i] = canon(r)
		}
		t.multi[c] = seq
		for _, r := range seq {
			t.inSeq = append(t.inSeq, setOf(orbit(r)...)...)
		}
	}
	t.inSeq = t.inSeq.normal()
	later := laterRunes()
	for r := rune(0); r <= 0x1E943; r++ {
		if unicode.SimpleFold(r) != r && !later.has(r) {
			t.cased = append(t.cased, span{r, r})
		}
	}
	t.cased = t.cased.normal()
	return t
})

// orbit lists the characters that equal r when case is ignored, r included,
// comparing one character with one.
func orbit(r rune) []rune {
	out := []rune{r}
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		out = append(out, f)
	}
	return out
}

// canon names one character of r's orbit, the same for all of them.
func canon(r rune) rune { return slices.Min(orbit(r)) }

// fullFold gives what perl's fold of r consists of, in canonical characters.
func (t foldTable) fullFold(r rune) []rune {
	if seq, ok := t.multi[r]; ok {
		return seq
	}
	return []rune{canon(r)}
}

// isMulti reports whether r folds to several characters.
func (t foldTable) isMulti(r rune) bool {
	_, ok := t.multi[r]
	return ok
}

// singles lists the characters whose whole folding is the canonical c.
func (t foldTable) singles(c rune) []rune {
	var out []rune
	for _, r := range orbit(c) {
		if !t.isMulti(r) {
			out = append(out, r)
		}
	}
	return out
}

// close adds to a set the characters that equal one of its members.
func (t foldTable) close(s runeSet, mode foldMode) runeSet {
	out := slices.Clone(s)
	s.and(t.cased).each(func(r rune) {
		for _, o := range orbit(r) {
			if mode == foldASCII && (o <= unicode.MaxASCII) != (r <= unicode.MaxASCII) {
				continue
			}
			out = append(out, span{o, o})
		}
	})
	return out.normal()
}

// multiFolds lists the characters that fold to several (CaseFolding.txt, status
// F, Unicode 14).
func multiFolds() map[rune][]rune {
	return map[rune][]rune{
		0x00DF: {0x0073, 0x0073}, 0x0130: {0x0069, 0x0307}, 0x0149: {0x02BC, 0x006E}, 0x01F0: {0x006A, 0x030C},
		0x0390: {0x03B9, 0x0308, 0x0301}, 0x03B0: {0x03C5, 0x0308, 0x0301}, 0x0587: {0x0565, 0x0582},
		0x1E96: {0x0068, 0x0331}, 0x1E97: {0x0074, 0x0308}, 0x1E98: {0x0077, 0x030A}, 0x1E99: {0x0079, 0x030A},
		0x1E9A: {0x0061, 0x02BE}, 0x1E9E: {0x0073, 0x0073}, 0x1F50: {0x03C5, 0x0313},
		0x1F52: {0x03C5, 0x0313, 0x0300}, 0x1F54: {0x03C5, 0x0313, 0x0301}, 0x1F56: {0x03C5, 0x0313, 0x0342},
		0x1F80: {0x1F00, 0x03B9}, 0x1F81: {0x1F01, 0x03B9}, 0x1F82: {0x1F02, 0x03B9}, 0x1F83: {0x1F03, 0x03B9},
		0x1F84: {0x1F04, 0x03B9}, 0x1F85: {0x1F05, 0x03B9}, 0x1F86: {0x1F06, 0x03B9}, 0x1F87: {0x1F07, 0x03B9},
		0x1F88: {0x1F00, 0x03B9}, 0x1F89: {0x1F01, 0x03B9}, 0x1F8A: {0x1F02, 0x03B9}, 0x1F8B: {0x1F03, 0x03B9},
		0x1F8C: {0x1F04, 0x03B9}, 0x1F8D: {0x1F05, 0x03B9}, 0x1F8E: {0x1F06, 0x03B9}, 0x1F8F: {0x1F07, 0x03B9},
		0x1F90: {0x1F20, 0x03B9}, 0x1F91: {0x1F21, 0x03B9}, 0x1F92: {0x1F22, 0x03B9}, 0x1F93: {0x1F23, 0x03B9},
		0x1F94: {0x1F24, 0x03B9}, 0x1F95: {0x1F25, 0x03B9}, 0x1F96: {0x1F26, 0x03B9}, 0x1F97: {0x1F27, 0x03B9},
		0x1F98: {0x1F20, 0x03B9}, 0x1F99: {0x1F21, 0x03B9}, 0x1F9A: {0x1F22, 0x03B9}, 0x1F9B: {0x1F23, 0x03B9},
		0x1F9C: {0x1F24, 0x03B9}, 0x1F9D: {0x1F25, 0x03B9}, 0x1F9E: {0x1F26, 0x03B9}, 0x1F9F: {0x1F27, 0x03B9},
		0x1FA0: {0x1F60, 0x03B9}, 0x1FA1: {0x1F61, 0x03B9}, 0x1FA2: {0x1F62, 0x03B9}, 0x1FA3: {0x1F63, 0x03B9},
		0x1FA4: {0x1F64, 0x03B9}, 0x1FA5: {0x1F65, 0x03B9}, 0x1FA6: {0x1F66, 0x03B9}, 0x1FA7: {0x1F67, 0x03B9},
		0x1FA8: {0x1F60, 0x03B9}, 0x1FA9: {0x1F61, 0x03B9}, 0x1FAA: {0x1F62, 0x03B9}, 0x1FAB: {0x1F63, 0x03B9},
		0x1FAC: {0x1F64, 0x03B9}, 0x1FAD: {0x1F65, 0x03B9}, 0x1FAE: {0x1F66, 0x03B9}, 0x1FAF: {0x1F67, 0x03B9},
		0x1FB2: {0x1F70, 0x03B9}, 0x1FB3: {0x03B1, 0x03B9}, 0x1FB4: {0x03AC, 0x03B9}, 0x1FB6: {0x03B1, 0x0342},
		0x1FB7: {0x03B1, 0x0342, 0x03B9}, 0x1FBC: {0x03B1, 0x03B9}, 0x1FC2: {0x1F74, 0x03B9},
		0x1FC3: {0x03B7, 0x03B9}, 0x1FC4: {0x03AE, 0x03B9}, 0x1FC6: {0x03B7, 0x0342},
		0x1FC7: {0x03B7, 0x0342, 0x03B9}, 0x1FCC: {0x03B7, 0x03B9}, 0x1FD2: {0x03B9, 0x0308, 0x0300},
		0x1FD3: {0x03B9, 0x0308, 0x0301}, 0x1FD6: {0x03B9, 0x0342}, 0x1FD7: {0x03B9, 0x0308, 0x0342},
		0x1FE2: {0x03C5, 0x0308, 0x0300}, 0x1FE3: {0x03C5, 0x0308, 0x0301}, 0x1FE4: {0x03C1, 0x0313},
		0x1FE6: {0x03C5, 0x0342}, 0x1FE7: {0x03C5, 0x0308, 0x0342}, 0x1FF2: {0x1F7C, 0x03B9},
		0x1FF3: {0x03C9, 0x03B9}, 0x1FF4: {0x03CE, 0x03B9}, 0x1FF6: {0x03C9, 0x0342},
		0x1FF7: {0x03C9, 0x0342, 0x03B9}, 0x1FFC: {0x03C9, 0x03B9}, 0xFB00: {0x0066, 0x0066},
		0xFB01: {0x0066, 0x0069}, 0xFB02: {0x0066, 0x006C}, 0xFB03: {0x0066, 0x0066, 0x0069},
		0xFB04: {0x0066, 0x0066, 0x006C}, 0xFB05: {0x0073, 0x0074}, 0xFB06: {0x0073, 0x0074},
		0xFB13: {0x0574, 0x0576}, 0xFB14: {0x0574, 0x0565}, 0xFB15: {0x0574, 0x056B}, 0xFB16: {0x057E, 0x0576},
		0xFB17: {0x0574, 0x056D},
	}
}

// foldText gives the folding of a whole text.
func (t foldTable) foldText(text []rune) []rune {
	out := make([]rune, 0, len(text))
	for _, r := range text {
		out = append(out, t.fullFold(r)...)
	}
	return out
}

// sequencesAt lists the lengths of the foldings of single characters that stand
// at f[i:].
func (t foldTable) sequencesAt(f []rune, i int) []int {
	var out []int
	for n := 2; n <= 3 && i+n <= len(f); n++ {
		if len(t.foldingTo(f[i:i+n])) > 0 {
			out = append(out, n)
		}
	}
	return out
}

// longestAt gives the greatest number of characters from f[i] on that a single
// character may stand for.
func (t foldTable) longestAt(f []rune, i int) int {
	n := 1
	for _, k := range t.sequencesAt(f, i) {
		n = k
	}
	return n
}

// foldingTo lists the characters that fold to this sequence, sorted.
func (t foldTable) foldingTo(seq []rune) []rune {
	if !t.inSeq.has(seq[0]) {
		return nil
	}
	var out []rune
	for c, s := range t.multi {
		if slices.Equal(s, seq) {
			out = append(out, c)
		}
	}
	slices.Sort(out)
	return out
}

// clusterEnd gives the end of the part of f from i on that no folding of a
// single character reaches across.
func (t foldTable) clusterEnd(f []rune, i int) int {
	end := i + 1
	for ; i < end; i++ {
		end = max(end, i+t.longestAt(f, i))
	}
	return end
}

// splits lists the ways to divide f into what single characters stand for.
func (t foldTable) splits(f []rune) [][][]rune {
	if len(f) == 0 {
		return [][][]rune{nil}
	}
	var out [][][]rune
	for _, n := range append([]int{1}, t.sequencesAt(f, 0)...) {
		for _, rest := range t.splits(f[n:]) {
			out = append(out, append([][]rune{f[:n]}, rest...))
		}
	}
	return out
}

// maxCluster bounds how many characters may belong together by their folding:
// the ways to read them grow with it exponentially.
const maxCluster = 8

// checkClusters refuses texts with more.
func checkClusters(root *node) error {
	t := folds()
	var err error
	root.walk(func(n *node) {
		if n.op != opText || n.fold != foldAll || err != nil {
			return
		}
		f := t.foldText(n.text)
		for i := 0; i < len(f); {
			end := t.clusterEnd(f, i)
			if end-i > maxCluster {
				err = &UnsupportedError{Construct: "a text with many readings when case is ignored", Offset: n.pos}
				return
			}
			i = end
		}
	})
	return err
}
