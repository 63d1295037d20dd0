package inventory

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

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
	// below is the name above this one that is the slip; it stands for the doubt in that, which is
	// not told by itself.
	below  string
	hushed bool
	over   bool // all that stands below it is a slip
	count  int
	other  int // how often Near is used
}

// words say why it is doubted.
func (d Doubt) words() string {
	where := ""
	if d.Place.File != "" {
		where = fmt.Sprintf(" (%s)", d.Place)
	}
	if d.over {
		return "above nothing but slips; if it exists, list it"
	}
	if d.below != "" {
		return fmt.Sprintf("%s%s, below %s: a slip? If not, list it", times(d.count), where, d.below)
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
		case x.stock && y.stock:
			continue
		case c.surer(a, x, b, y):
			a, b, x, y = b, a, y, x
		}
		found = append(found, Doubt{
			Kind: kind, Name: a, Near: b, Place: u.placeOf(x), LeftOut: c.surer(b, y, a, x), hushed: x.parent != "", count: x.count, other: y.count,
		})
	}
	found = u.withKin(kind, found)
	sortDoubts(found)
	return found
}

// placeOf is where a name stands first; of one that was made of a longer one where that does.
func (u *uses) placeOf(x *use) acl.Place {
	if longer := u.names[x.parent]; x.parent != "" && longer != nil {
		return longer.first
	}
	return x.first
}

// withKin leaves out what stands below a slip, and what stands above slips alone. Names that
// were made of longer ones are told where no doubt in a longer one says the same.
func (u *uses) withKin(kind string, found []Doubt) []Doubt {
	left := map[string]Doubt{}
	for _, d := range found {
		if d.LeftOut {
			left[d.Name] = d
		}
	}
	below := map[string]bool{} // slips of longer names say it
	for _, name := range u.order {
		x := u.names[name]
		if _, out := left[name]; out || x.stock {
			continue
		}
		for above := range ancestors(name) {
			slip, out := left[above]
			if !out {
				continue
			}
			d := Doubt{
				Kind: kind, Name: name, Near: slip.Near + name[len(above):], Place: u.placeOf(x), LeftOut: true, hushed: x.parent != "", below: above, count: x.count,
			}
			left[name] = d
			found = append(found, d)
			break
		}
	}
	for _, d := range found {
		for above := range ancestors(d.Name) {
			below[above] = true
		}
	}
	for _, name := range u.order {
		x := u.names[name]
		if _, out := left[name]; out || x.parent == "" || !below[name] || !u.onlyAbove(name, left) {
			continue
		}
		found = append(found, Doubt{Kind: kind, Name: name, Near: u.above(name, left), Place: u.placeOf(x), LeftOut: true, hushed: true, count: x.count, over: true})
	}
	for i := range found {
		found[i].hushed = found[i].hushed && (found[i].LeftOut || below[found[i].Name])
	}
	return found
}

// onlyAbove reports whether all names below one are left out.
func (u *uses) onlyAbove(name string, left map[string]Doubt) bool {
	return !slices.ContainsFunc(u.order, func(other string) bool {
		_, out := left[other]
		return !out && u.names[other].parent == "" && strings.HasPrefix(other, name+"::")
	})
}

// above is what the name above slips was to be.
func (u *uses) above(name string, left map[string]Doubt) string {
	for _, other := range u.order {
		if d, out := left[other]; out && strings.HasPrefix(other, name+"::") {
			for above := range ancestors(d.Near) {
				if strings.Count(above, "::") == strings.Count(name, "::") {
					return above
				}
			}
		}
	}
	return ""
}

// ancestors are the full names above one, the nearest first.
func ancestors(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := strings.LastIndex(name, "::"); i > 0; i = strings.LastIndex(name, "::") {
			if name = name[:i]; !yield(name) {
				return
			}
		}
	}
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
	rs := []rune(diag.LooseColons(name))
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
