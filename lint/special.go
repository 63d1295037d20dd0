package lint

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// specialCase reports whether b certainly matches wherever a does.
func (r *relations) specialCase(a, b *view) bool { return r.isSpecial(a, b, false) }

// specialValue is the same where the form's value and the stored one count as one: whoever
// writes "hide for all, offer to some" means one ticket.
func (r *relations) specialValue(a, b *view) bool { return r.isSpecial(a, b, true) }

func (r *relations) isSpecial(a, b *view, oneValue bool) bool {
	m, n := r.natureOf(a), r.natureOf(b)
	if m.apart || n.apart || n.attributes&^m.attributes != 0 {
		return false
	}
	for _, exact := range []bool{true, false} { // patterns last: they cost most
		for k := range n.conditions {
			if y := &n.conditions[k]; (y.exact != nil) == exact && !r.impliedBy(m.conditions, y, oneValue) {
				return false
			}
		}
	}
	return true
}

// impliedBy reports whether one of some conditions, or all on the same value, imply y.
func (r *relations) impliedBy(conditions []condition, y *condition, oneValue bool) bool {
	var on []*condition
	for i := range conditions {
		x := &conditions[i]
		if x.attribute != y.attribute || x.block != y.block && !x.shared && !oneValue {
			continue
		}
		if r.implies(x, y) {
			return true
		}
		on = append(on, x)
	}
	return len(on) > 0 && y.single && r.implyTogether(on, y)
}

// implyTogether reports whether every value that meets all of some conditions meets y: on
// lists that name their texts one value of each kind shows it.
func (r *relations) implyTogether(on []*condition, y *condition) bool {
	var tried []int32
	naming := r.isNaming(y)
	for _, c := range on {
		if c.exact != nil && (tried == nil || len(c.exact) < len(tried)) {
			tried = c.exact
		}
		naming = naming && r.isNaming(c)
	}
	if tried == nil {
		if tried = r.pool(y.attribute); !naming || len(tried) >= maxTried {
			return false
		}
	}
	for _, n := range tried {
		if !slices.ContainsFunc(on, func(c *condition) bool { return r.met(c, n) != reading.Yes }) && r.met(y, n) != reading.Yes {
			return false
		}
	}
	return true
}

// isNaming reports whether what a condition matches hangs on texts alone that it names, the
// case of their letters perhaps aside.
func (r *relations) isNaming(c *condition) bool {
	return c.exact != nil || !slices.ContainsFunc(c.list.Items(), func(it acl.Value) bool {
		m, _ := r.Split(it.Text)
		switch {
		case it.Kind == acl.Undef:
			return false
		case !comparable(&it), m != acl.Plain && m != acl.Not && !m.IsPattern():
			return true
		}
		return r.isPattern(&it)
	})
}

// cases are a text in other cases: of what a pattern hits that does not look at case, one
// for all that some item may name, and one that none does.
func cases(text string) []string {
	lower, upper := strings.ToLower(text), strings.ToUpper(text)
	mixed := []rune(lower)
	if n := len(mixed) - 1; n > 0 {
		mixed[n] = []rune(strings.ToUpper(string(mixed[n])))[0]
	}
	return []string{text, lower, upper, string(mixed)}
}

// implies reports whether every value that meets x meets y: each item of x is
// one of y too, or a value that y hits.
func (r *relations) implies(x, y *condition) bool {
	switch {
	case x.exact != nil && y.exact != nil:
		return isSubset(x.exact, y.exact)
	case x.exact != nil && x.single:
		return !slices.ContainsFunc(x.exact, func(n int32) bool { return r.remembered(y.list, n) != reading.Yes })
	}
	for i := range x.list.Items() {
		if it := &x.list.Items()[i]; it.Kind != acl.Undef && !r.covered(it, x.single, y.list) {
			return false
		}
	}
	return true
}

// covered reports whether a list has an item, or hits the value that it is.
func (r *relations) covered(it *acl.Value, single bool, list *acl.Value) bool {
	if !comparable(it) {
		return false
	}
	texts, negated, listed := r.listing(it)
	for i := range list.Items() {
		to := &list.Items()[i]
		if !comparable(to) {
			continue
		}
		if to.Text == it.Text {
			return true
		}
		if !listed {
			continue
		}
		others, otherNegated, otherListed := r.listing(to)
		switch {
		case negated:
			// What is none of some texts is none of fewer.
			if otherNegated && otherListed && (single || r.Target.Switches.NegationOnLists == product.NewNegation) &&
				!slices.ContainsFunc(others, func(s string) bool { return !slices.Contains(texts, s) }) {
				return true
			}
		case single || !otherNegated:
			if !slices.ContainsFunc(texts, func(s string) bool { hit, _ := r.Matches(r.patterns, to, s); return hit != reading.Yes }) {
				return true
			}
		}
	}
	return false
}

// listing are the texts on which alone it hangs whether an item matches: it is one of them,
// or negated none.
func (r *relations) listing(it *acl.Value) (texts []string, negated, ok bool) {
	m, rest := r.Split(it.Text)
	switch {
	case m == acl.Plain, m == acl.Not:
		return []string{rest}, m == acl.Not, true
	case !m.IsPattern() || m.IgnoresCase():
		return nil, m.IsNegated(), false
	}
	if pattern, err := r.patterns.Compile(rest, false); err == nil {
		texts, ok = pattern.Texts()
	}
	return texts, m.IsNegated(), ok
}

// isSubset reports whether a sorted list is part of another.
func isSubset(a, b []int32) bool {
	for _, n := range a {
		i, ok := slices.BinarySearch(b, n)
		if !ok {
			return false
		}
		b = b[i+1:]
	}
	return true
}
