package diag

import (
	"slices"
	"strings"
)

// Nearest returns the name that differs least from what somebody wrote, for
// messages about unknown names; "" where there is none to choose from. Of
// equally near ones the first wins.
func Nearest(written string, names []string) string {
	if len(written) > 200 { // hostile input; nothing is near it
		written = written[:200]
	}
	best, nearest := -1, ""
	for _, n := range names {
		if d := distance([]rune(fold(written)), []rune(fold(n))); best < 0 || d < best {
			best, nearest = d, n
		}
	}
	return nearest
}

// Meant is the end of a message about an unknown name: "; did you mean X?" with
// the nearest one, if the two have enough in common. Else what there is, as far as that
// is little.
func Meant(written string, names []string) string {
	if near := Nearest(written, names); near != "" && hasInCommon(written, near) {
		return "; did you mean " + near + "?"
	}
	if all := strings.Join(names, ", "); all != "" && len(names) <= maxListed && len(all) <= maxListedText {
		return "; there is " + all
	}
	return ""
}

// hasInCommon reports whether half of two names is the same, one is in the other, or
// what is written is nearly how the other begins.
func hasInCommon(written, name string) bool {
	a, b := fold(written[:min(len(written), 200)]), fold(name)
	x, y := []rune(a), []rune(b)
	row := distances(x, y)
	return row[len(y)] <= max(len(x), len(y))/2 || slices.Min(row) <= len(x)/3 && len(x) > 2 ||
		min(len(x), len(y)) > 2 && (strings.Contains(a, b) || strings.Contains(b, a))
}

// Bounds on a list of all names in one message.
const (
	maxListed     = 12
	maxListedText = 90
)

// IsNear reports whether one name could be a slip of the pen for the other: at most
// a third of it is another, or it begins the other.
func IsNear(written, name string) bool {
	a, b := fold(written[:min(len(written), 200)]), fold(name)
	return distance([]rune(a), []rune(b)) <= max(2, len([]rune(b))/3) || len(a) > 2 && strings.HasPrefix(b, a)
}

// fold makes case and the usual separators the smallest of differences.
func fold(s string) string {
	b := []byte(s)
	for i, c := range b {
		switch {
		case 'A' <= c && c <= 'Z':
			b[i] = c + 'a' - 'A'
		case c == '_' || c == ' ':
			b[i] = '-'
		}
	}
	return string(b)
}

// distance counts insertions, deletions and replacements (Levenshtein).
func distance(a, b []rune) int { return distances(a, b)[len(b)] }

// distances are those of a to all that b begins with.
func distances(a, b []rune) []int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range b {
			cost := diagonal
			if r != s {
				cost = min(diagonal, row[j], row[j+1]) + 1 // row[j] is of this line already
			}
			diagonal = row[j+1]
			row[j+1] = cost
		}
	}
	return row
}
