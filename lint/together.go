package lint

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// together reports whether two ACLs may match in one and the same scenario.
func (r *relations) together(a, b *view) bool {
	m, n := r.natureOf(a), r.natureOf(b)
	if m.apart || n.apart || m.parted(n) {
		return false
	}
	x, y := m.conditions, n.conditions
	for len(x) > 0 && len(y) > 0 {
		switch {
		case x[0].attribute < y[0].attribute:
			x = x[1:]
		case x[0].attribute > y[0].attribute:
			y = y[1:]
		default:
			// All conditions of one attribute.
			i, k := sameAttribute(x), sameAttribute(y)
			if !r.meetable(x[:i], y[:k]) {
				return false
			}
			x, y = x[i:], y[k:]
		}
	}
	return !m.codes && !n.codes || r.oneEntity(m.conditions, n.conditions)
}

// parted reports whether what two ACLs are about never happens at once.
func (n *nature) parted(m *nature) bool {
	return m.agents && n.customers || m.customers && n.agents || m.stored && n.creates || m.creates && n.stored
}

// sameAttribute is how many conditions at the start are on one attribute.
func sameAttribute(cs []condition) int {
	i := 1
	for i < len(cs) && cs[i].attribute == cs[0].attribute {
		i++
	}
	return i
}

// meetable reports whether conditions of two ACLs on one attribute can hold at once.
func (r *relations) meetable(x, y []condition) bool {
	if len(x) == 1 && len(y) == 1 && x[0].single && x[0].exact != nil && y[0].exact != nil {
		return meet(x[0].exact, y[0].exact)
	}
	if !x[0].single {
		for i := range x {
			for k := range y {
				if r.excludeLists(&x[i], &y[k]) {
					return false
				}
			}
		}
		return true
	}
	tried := r.pool(x[0].attribute)
	for _, cs := range [][]condition{x, y} {
		for i := range cs {
			if cs[i].exact != nil {
				tried = cs[i].exact
			}
		}
	}
	return slices.ContainsFunc(tried, func(n int32) bool { return r.metBy(x, n) && r.metBy(y, n) })
}

// metBy reports whether a value certainly meets all of some conditions.
func (r *relations) metBy(cs []condition, value int32) bool {
	for i := range cs {
		if r.met(&cs[i], value) != reading.Yes {
			return false
		}
	}
	return true
}

// excludeLists reports whether no list of values meets both of two conditions: a
// negated item holds where no element is what it names.
func (r *relations) excludeLists(x, y *condition) bool {
	return r.Target.Switches.NegationOnLists == product.NewNegation &&
		(x.exact != nil && r.isNegated(y.list) && r.meetsNone(x.exact, y.list) ||
			y.exact != nil && r.isNegated(x.list) && r.meetsNone(y.exact, x.list))
}

// anotherValue stands for all that nobody names.
const anotherValue = "another value"

// maxTried bounds how many values of an attribute are tried where two conditions
// are patterns both.
const maxTried = 200

// pool is the values of an attribute that the set names, and one that it does not.
func (r *relations) pool(attribute int32) []int32 {
	if r.pools == nil {
		r.pools = map[int32][]int32{}
		another := r.number(anotherValue)
		for _, v := range r.inOrder() {
			for _, c := range r.natureOf(v).conditions {
				pool := r.pools[c.attribute]
				if pool == nil {
					pool = append(pool, another)
				}
				for i := range c.list.Items() {
					if it := &c.list.Items()[i]; comparable(it) && len(pool) < maxTried {
						texts, _ := r.namedBy(it)
						if m, _ := r.Split(it.Text); m.IgnoresCase() {
							for _, text := range texts {
								texts = append(texts, cases(text)...)
							}
						}
						for _, text := range texts {
							if n := r.number(text); !slices.Contains(pool, n) {
								pool = append(pool, n)
							}
						}
					}
				}
				r.pools[c.attribute] = pool
			}
		}
		if r.codes {
			r.addEntities()
		}
	}
	return r.pools[attribute]
}

// namedBy are the texts that an item names: its own, or those of a pattern that hits
// some texts only. exact: it matches these and nothing else.
func (r *relations) namedBy(it *acl.Value) (texts []string, exact bool) {
	m, rest := r.Split(it.Text)
	if !m.IsPattern() {
		return []string{rest}, m == acl.Plain
	}
	if pattern, err := r.patterns.Compile(rest, m.IgnoresCase()); err == nil {
		if texts, listed := pattern.Texts(); listed {
			return texts, m == acl.RegExp
		}
	}
	return []string{strings.Trim(rest, "^$")}, false
}

// isNegated reports whether a list has negated items only.
func (r *relations) isNegated(list *acl.Value) bool {
	for i := range list.Items() {
		it := &list.Items()[i]
		if m, _ := r.Split(it.Text); !comparable(it) || !m.IsNegated() || m == acl.NotAnything {
			return false
		}
	}
	return true
}

// meet reports whether two sorted lists have something in common.
func meet(a, b []int32) bool {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			return true
		}
	}
	return false
}

// meetsNone reports whether certainly none of some values matches a list.
func (r *relations) meetsNone(values []int32, list *acl.Value) bool {
	return !slices.ContainsFunc(values, func(n int32) bool { return r.remembered(list, n) != reading.No })
}

// metKey is a list and a value.
type metKey struct {
	list  *acl.Value
	value int32
}

// met reports whether a value meets a condition on an attribute with one value. What
// patterns say is remembered.
func (r *relations) met(c *condition, value int32) reading.Verdict {
	if c.exact != nil {
		if _, ok := slices.BinarySearch(c.exact, value); ok {
			return reading.Yes
		}
		return reading.No
	}
	return r.remembered(c.list, value)
}

func (r *relations) remembered(list *acl.Value, value int32) reading.Verdict {
	v, ok := r.memory[metKey{list, value}]
	if !ok {
		v = r.hits(list, r.names[value])
		r.memory[metKey{list, value}] = v
	}
	return v
}

// hits reports whether a list has an item that matches a value.
func (r *relations) hits(list *acl.Value, value string) reading.Verdict {
	hit := reading.No
	for i := range list.Items() {
		v, _ := r.Matches(r.patterns, &list.Items()[i], value)
		if v == reading.Yes {
			return v
		}
		hit = max(hit, v)
	}
	return hit
}

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
		m, rest := r.Split(it.Text)
		switch {
		case it.Kind == acl.Undef:
			return false
		case !comparable(&it), m != acl.Plain && m != acl.Not && !m.IsPattern():
			return true
		case !m.IsPattern():
			return false
		}
		pattern, err := r.patterns.Compile(rest, m.IgnoresCase())
		if err != nil {
			return true
		}
		_, listed := pattern.Texts()
		return !listed
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
