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
