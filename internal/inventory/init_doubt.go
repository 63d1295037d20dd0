package inventory

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// Doubt is a name that is plainly another one, mistyped.
type Doubt struct {
	Kind  string // queues, …, or DynamicField_<name> for a value
	Name  string
	Near  string    // what it nearly is
	Place acl.Place // where it stands first
	// LeftOut: it is the rarer of the two by far, or the other is in every fresh
	// installation, so that it is not taken for a name.
	LeftOut bool
	count   int
	other   int // how often Near is used
}

// words say why it is doubted.
func (d Doubt) words() string {
	where := ""
	if d.Place.File != "" {
		where = fmt.Sprintf(" (%s)", d.Place)
	}
	if !d.LeftOut {
		return fmt.Sprintf("%s%s, nearly %s: is one of them a slip?", times(d.count), where, d.Near)
	}
	return fmt.Sprintf("%s%s, and %s %s: a slip? If not, list it", times(d.count), where, d.Near, times(d.other))
}

func sortDoubts(ds []Doubt) {
	slices.SortStableFunc(ds, func(a, b Doubt) int {
		return cmp.Or(cmp.Compare(a.Place.File, b.Place.File), cmp.Compare(a.Place.Span.Start.Line, b.Place.Span.Start.Line), cmp.Compare(a.Name, b.Name))
	})
}

// doubtful finds names of a kind that are nearly others.
func (c *collector) doubtful(kind string, u *uses) []Doubt {
	var found []Doubt
	for _, pair := range slips(u.order) {
		a, b := pair[1], pair[0]
		x, y := u.names[a], u.names[b]
		switch {
		case x.stock && y.stock, x.parent != "" && y.parent != "":
			continue
		case c.surer(a, x, b, y):
			a, b, x, y = b, a, y, x
		}
		found = append(found, Doubt{
			Kind: kind, Name: a, Near: b, Place: x.first, LeftOut: c.surer(b, y, a, x), count: x.count, other: y.count,
		})
	}
	sortDoubts(found)
	return found
}

// surer reports whether of two names that are nearly one the first is right: every
// fresh installation has it, it is used far more often, or words elsewhere are like it.
func (c *collector) surer(a string, x *use, b string, y *use) bool {
	switch {
	case x.stock != y.stock:
		return x.stock
	case x.count >= 3*y.count, x.count > 1 && y.count == 1:
		return true
	case y.count > x.count:
		return false
	}
	return c.told(a, b) > c.told(b, a)
}

// told is how often the words of a name that another one does not have occur in all
// that the ACLs say.
func (c *collector) told(name, other string) int {
	n := 0
	others := wordsOf(other)
	for _, w := range wordsOf(name) {
		if !slices.Contains(others, w) {
			n += c.words[w]
		}
	}
	return n
}

// slips are the pairs of names of which one is plainly the other, mistyped. Those that
// can be share a form with at most one letter left out.
func slips(names []string) [][2]string {
	byForm := map[string][]int{}
	var pairs [][2]string
	seen := map[[2]int]bool{}
	for i, name := range names {
		for _, form := range forms(name) {
			for _, k := range byForm[form] {
				if k != i && !seen[[2]int{k, i}] && diag.IsSlip(names[k], name) {
					seen[[2]int{k, i}] = true
					pairs = append(pairs, [2]string{names[k], name})
				}
			}
			if len(byForm[form]) < 50 { // more are no slips, but a scheme
				byForm[form] = append(byForm[form], i)
			}
		}
	}
	return pairs
}

// forms are a name without blanks and case, and the same without one of its letters.
func forms(name string) []string {
	rs := []rune(diag.Loose(name))
	if len(rs) > 100 {
		return nil
	}
	out := []string{string(rs)}
	for i := range rs {
		if i == 0 || rs[i] != rs[i-1] {
			out = append(out, string(rs[:i])+string(rs[i+1:]))
		}
	}
	return out
}
