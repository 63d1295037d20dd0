package lint

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// How long the rules about order look. An ACL is compared only with those behind
// it that limit the same and that people would expect before it: with the nearest
// few of each question, found in a bounded number of steps. So the number of
// comparisons is bounded by that of ACLs, whatever their names are.
const (
	orderSteps = 64 // looks at places behind one ACL, for one question
	orderTries = 8  // comparisons of one ACL with others
)

// ordered is an ACL among those that limit one question.
type ordered struct {
	v    *view
	at   int // its place in the evaluation order
	rank int // where people expect it
	next int // the next one that they expect before it; -1 for none
}

// misplaced calls found for every ACL that is evaluated before others that people
// expect before it, where it matters: with the nearest one, the number of others
// that were seen, and whether there may be still more. rank says where people
// expect a name; ok is false for one that has no place.
func (p *pass) misplaced(rank func(name string) (n int, ok bool), found func(v, nearest *view, others int, more bool)) {
	groups := map[int32][]ordered{} // by question
	var all []*view
	for _, v := range p.inOrder() {
		nature := p.related().natureOf(v)
		n, ok := rank(v.Name)
		if nature.apart || !ok {
			continue
		}
		for _, l := range nature.limits {
			groups[l.question] = append(groups[l.question], ordered{v: v, at: len(all), rank: n})
		}
		all = append(all, v)
	}
	for _, g := range groups {
		link(g)
	}
	for i, v := range all {
		var behind []ordered
		more := false
		for _, l := range p.related().natureOf(v).limits {
			var cut bool
			behind, cut = expectedBefore(groups[l.question], i, behind)
			more = more || cut
		}
		slices.SortFunc(behind, func(a, b ordered) int { return cmp.Compare(a.at, b.at) })
		behind = slices.CompactFunc(behind, func(a, b ordered) bool { return a.at == b.at })
		if len(behind) > orderTries {
			behind, more = behind[:orderTries], true
		}
		var nearest *view
		others := 0
		for k := range behind {
			switch {
			case !p.orderMatters(v, behind[k].v):
			case nearest == nil:
				nearest = behind[k].v
			default:
				others++
			}
		}
		if nearest != nil {
			found(v, nearest, others, more)
		}
	}
}

// link finds for each the next one of a smaller rank, from behind.
func link(g []ordered) {
	for i := len(g) - 1; i >= 0; i-- {
		k := i + 1
		for k >= 0 && k < len(g) && g[k].rank >= g[i].rank {
			k = g[k].next
		}
		if k >= len(g) {
			k = -1
		}
		g[i].next = k
	}
}

// expectedBefore appends the nearest ones of a group that stand behind an ACL and
// have a smaller rank. more: there may be others.
func expectedBefore(g []ordered, at int, to []ordered) (out []ordered, more bool) {
	i, _ := slices.BinarySearchFunc(g, at, func(o ordered, at int) int { return cmp.Compare(o.at, at) })
	rank, taken := g[i].rank, 0
	k := g[i].next
	for steps := 0; k >= 0 && k < len(g); steps++ {
		if steps == orderSteps || taken == orderTries {
			return to, true
		}
		if g[k].rank < rank {
			to = append(to, g[k])
			taken++
			k++
			continue
		}
		k = g[k].next // all between are expected behind that one
	}
	return to, false
}

// others is the end of a sentence about one of several.
func others(n int, more bool) string {
	switch {
	case n == 0:
		return ""
	case more:
		return fmt.Sprintf(" and at least %d more", n)
	}
	return fmt.Sprintf(" and %d more", n)
}

// numbering is the number that a name begins with: one that counts, not the first
// letter of a word such as 2nd.
var numbering = regexp.MustCompile(`^([0-9]+)[A-Za-z]?(?:[^\pL\pN]|$)`).FindStringSubmatch

// numberOf is the number of a name, and the digits that it is written in; 0
// digits for none.
func numberOf(name string) (n, digits int) {
	m := numbering(name)
	if m == nil {
		return 0, 0
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		n = math.MaxInt
	}
	return n, len(m[1])
}

func orderNotNumeric(p *pass) {
	widest := 0
	for _, v := range p.inOrder() {
		_, digits := numberOf(v.Name)
		widest = max(widest, digits)
	}
	p.misplaced(func(name string) (int, bool) {
		n, digits := numberOf(name)
		return n, digits > 0
	}, func(v, nearest *view, n int, more bool) {
		d := p.find(v, v.NameSpan, fmt.Sprintf("evaluated before %s%s: names are compared as text, not by their numbers", shownName(nearest.Name), others(n, more)),
			fmt.Sprintf("write all numbers with %d digits", widest))
		d.Related = []Related{{Place: nearest.Place(), Message: "evaluated after it"}}
	})
}

// orderMixedWidth finds the first name whose number is not as wide as most are.
// One finding tells of a set; where order-not-numeric speaks of an ACL, it has
// said more.
func orderMixedWidth(p *pass) {
	widths := map[int]int{}
	for _, v := range p.inOrder() {
		if _, digits := numberOf(v.Name); digits > 0 && !v.Computed {
			widths[digits]++
		}
	}
	if len(widths) < 2 {
		return
	}
	usual := 0
	for digits, n := range widths {
		if n > widths[usual] || n == widths[usual] && digits > usual {
			usual = digits
		}
	}
	told := map[acl.Place]bool{}
	for i := range p.findings {
		if p.findings[i].Rule == diag.OrderNotNumeric {
			told[p.findings[i].Place] = true
			for _, r := range p.findings[i].Related {
				told[r.Place] = true
			}
		}
	}
	var first *view
	n := 0
	for _, v := range p.inOrder() {
		_, digits := numberOf(v.Name)
		if digits == 0 || digits == usual || v.Computed || told[v.Place()] {
			continue
		}
		if first == nil {
			first = v
		} else {
			n++
		}
	}
	if first != nil {
		_, digits := numberOf(first.Name)
		p.find(first, first.NameSpan, fmt.Sprintf("a number of %s%s, where those of most names have %d: names are compared as text", digitsOf(digits), others(n, false), usual),
			"write all numbers with the same number of digits")
	}
}

func digitsOf(n int) string {
	if n == 1 {
		return "1 digit"
	}
	return fmt.Sprintf("%d digits", n)
}

func orderCase(p *pass) {
	order := p.inOrder()
	keys := make([]string, 0, len(order))
	key := make(map[string]string, len(order))
	for _, v := range order {
		k := readingKey(v.Name)
		key[v.Name] = k
		keys = append(keys, k)
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	p.misplaced(func(name string) (int, bool) {
		n, ok := slices.BinarySearch(keys, key[name])
		return n, ok
	}, func(v, nearest *view, n int, more bool) {
		d := p.find(v, v.NameSpan, fmt.Sprintf("evaluated before %s%s: capitals, _ and umlauts have an order of their own", shownName(nearest.Name), others(n, more)),
			"begin both names with a number, or write them in one case")
		d.Related = []Related{{Place: nearest.Place(), Message: "evaluated after it"}}
	})
}

// readingKey sorts as people read names: without case, letters with marks at the
// letter, and _ before letters.
func readingKey(name string) string {
	var b strings.Builder
	for _, r := range name {
		r = unicode.ToLower(r)
		if r == '_' {
			r = '/' // before digits and letters, like all that separates words, and behind the others
		}
		if plain, ok := letterOf(r); ok {
			b.WriteString(plain)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// letterOf is the letter under which dictionaries have one with a mark.
func letterOf(r rune) (string, bool) {
	if r < 0x80 {
		return "", false
	}
	for _, group := range []struct{ marked, plain string }{
		{"äáàâãåāăą", "a"}, {"çćč", "c"}, {"ďđ", "d"}, {"éèêëēęě", "e"}, {"íìîïī", "i"}, {"ł", "l"}, {"ñńň", "n"}, {"öóòôõøőō", "o"},
		{"řŕ", "r"}, {"śšş", "s"}, {"ß", "ss"}, {"ťţ", "t"}, {"üúùûűūů", "u"}, {"ýÿ", "y"}, {"žźż", "z"}, {"æ", "ae"}, {"œ", "oe"},
	} {
		if strings.ContainsRune(group.marked, r) {
			return group.plain, true
		}
	}
	return "", false
}
