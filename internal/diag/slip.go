package diag

import (
	"slices"
	"strings"
	"unicode"
)

// Loose is a text without what is easily got wrong: case, blanks, hyphens and
// underscores. Texts of one loose form differ in nothing else.
func Loose(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' || r == '_' {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// LooseColons is Loose with one colon for several: those of full names are often miscounted.
func LooseColons(s string) string {
	s = Loose(s)
	for strings.Contains(s, "::") {
		s = strings.ReplaceAll(s, "::", ":")
	}
	return s
}

// IsSlip reports whether one of two names is plainly the other, mistyped: they
// differ in case, blanks and the number of colons only, or in one letter of a longer word that was left out,
// added, doubled or hit wrongly, or in two that changed places. Names that
// differ in a digit, or in a short word, are rather two.
func IsSlip(a, b string) bool {
	if a == b || len(a) > 200 || len(b) > 200 || max(len(a)-len(b), len(b)-len(a)) > 16 {
		return false
	}
	if loose := LooseColons(a); loose == LooseColons(b) {
		return loose != ""
	}
	x, y := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	from := 0
	for from < len(x) && from < len(y) && x[from] == y[from] {
		from++
	}
	toX, toY := len(x), len(y)
	for toX > from && toY > from && x[toX-1] == y[toY-1] {
		toX, toY = toX-1, toY-1
	}
	p, q := x[from:toX], y[from:toY]
	if !letters(p) || !letters(q) {
		return false
	}
	m, n := wordAround(x, from, toX), wordAround(y, from, toY)
	switch {
	case len(p) == 2 && len(q) == 2:
		return p[0] == q[1] && p[1] == q[0] && m > 2
	case len(p)+len(q) == 1 && from > 0 && x[from-1] == slices.Concat(p, q)[0]: // doubled
		return min(m, n) > 2
	}
	return len(p) <= 1 && len(q) <= 1 && max(m, n) > 4
}

func letters(rs []rune) bool {
	for _, r := range rs {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// wordAround is the length of the word in which a stretch stands.
func wordAround(rs []rune, from, to int) int {
	for from > 0 && unicode.IsLetter(rs[from-1]) {
		from--
	}
	for to < len(rs) && unicode.IsLetter(rs[to]) {
		to++
	}
	return to - from
}
