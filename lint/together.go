package lint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
	"github.com/ticketacl/ticketacl/simulate"
)

// What ACLs are to each other. The answers are exact on the values that the set
// names: together wants one that meets both, and where nobody can tell all of them
// say no, so that rules stay silent.
//
// An attribute under two names is one, and so are its value on the form and the
// stored one: what excludes the other in one of them seldom comes together in
// both.

// nature is what an ACL is to others.
type nature struct {
	// conditions by attribute, sorted; limits by question, sorted.
	conditions []condition
	limits     []limit
	// attributes has a bit for each attribute that a condition is about; two may
	// share one.
	attributes uint64
	// agents and customers: it can match only where one of them asks.
	agents, customers bool
	// apart: it matches never, or nobody knows when.
	apart bool
	stops bool
}

// condition is one list that an attribute must meet.
type condition struct {
	attribute int32
	block     acl.BlockName
	single    bool    // the attribute has one value at most
	exact     []int32 // the values, sorted, where it matches these and nothing else
	shared    bool    // both data sets have the same
	list      *acl.Value
}

// limit is what an ACL does to one question.
type limit struct {
	question int32
	special  bool // an Action, Process, …: no field of the ticket
	sections [3]*acl.Value
	named    []int32 // the texts that its items name
}

// relations knows natures, and the numbers of names and values.
type relations struct {
	*pass
	numbers map[string]int32
	names   []string
	order   []*view
	pools   map[int32][]int32 // see pool
	lists   []reading.List    // of the last ACL
}

// relations are made when the first rule asks for them.
func (p *pass) related() *relations {
	if p.relations == nil {
		p.relations = &relations{pass: p, numbers: map[string]int32{}}
	}
	return p.relations
}

// inOrder are the ACLs that the system deploys, in evaluation order; of one name
// only the one that counts.
func (p *pass) inOrder() []*view {
	r := p.related()
	if r.order != nil {
		return r.order
	}
	of := make(map[*acl.ACL]*view, len(p.views))
	for _, v := range p.views {
		of[v.ACL] = v
	}
	r.order = []*view{}
	for _, a := range p.in.Read.Set.Order() {
		if v := of[a]; v.counts {
			r.order = append(r.order, v)
		}
	}
	return r.order
}

func (r *relations) number(s string) int32 {
	n, ok := r.numbers[s]
	if !ok {
		n = int32(len(r.names))
		r.numbers[s] = n
		r.names = append(r.names, s)
	}
	return n
}

// plainItems are the numbers of the texts that the items of a list stand for,
// sorted; all reports whether the list matches these and nothing else.
func (r *relations) plainItems(v *acl.Value) (numbers []int32, all bool) {
	all = true
	for i := range v.Items() {
		it := &v.Items()[i]
		m, rest := r.Split(it.Text)
		switch {
		case !comparable(it):
			all = all && it.Kind == acl.Undef // nothing matches it
		case m == acl.Plain:
			numbers = append(numbers, r.number(it.Text))
		default:
			exact := m == acl.RegExp && alternatives.MatchString(rest)
			all = all && exact
			if exact {
				for _, text := range namedBy(m, rest) {
					numbers = append(numbers, r.number(text))
				}
			}
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers), all
}

// natureOf is the nature of an ACL.
func (r *relations) natureOf(v *view) *nature {
	if v.nature != nil {
		return v.nature
	}
	r.lists = r.AppendLists(r.lists[:0], v.ACL)
	n := &nature{stops: v.Stops(), apart: v.Doubt != nil || v.Computed || v.Entry.Kind == acl.Dynamic ||
		r.DiesIn(v.ACL, r.lists) != "" || r.NeverIn(v.ACL, r.lists) != ""}
	v.nature = n
	for i := range r.lists {
		l := &r.lists[i]
		switch {
		case l.Block.IsMatch():
			r.addCondition(n, l)
		case r.Effect(l) == reading.Applied:
			r.addLimit(n, l)
		case r.Effect(l) != reading.Ignored:
			n.apart = true
		}
	}
	n.apart = n.apart || n.agents && n.customers
	slices.SortFunc(n.conditions, func(a, b condition) int { return int(a.attribute - b.attribute) })
	slices.SortFunc(n.limits, func(a, b limit) int { return int(a.question - b.question) })
	return n
}

func (r *relations) addCondition(n *nature, l *reading.List) {
	if l.Attr == "" || l.Value().Kind != acl.List {
		n.apart = n.apart || l.Value().Kind == acl.Dynamic
		return
	}
	area, attr := simulate.SameAttribute(l.Area, l.Attr)
	c := condition{attribute: r.number(area + "." + attr), block: l.Block, list: l.Value(), single: r.isSingle(area, attr), shared: l.Area == "User" || l.Area == "Frontend"}
	var all bool
	if c.exact, all = r.plainItems(l.Value()); !all {
		c.exact = nil
	}
	n.attributes |= 1 << (uint32(c.attribute) % 64)
	n.conditions = append(n.conditions, c)
	switch {
	case l.Area == "User":
		n.agents = true
	case l.Area == "Frontend" && len(c.exact) > 0:
		agents, customers := false, false
		for _, s := range c.exact {
			customer := strings.HasPrefix(r.names[s], "Customer")
			agents, customers = agents || !customer, customers || customer
		}
		n.agents, n.customers = n.agents || !customers, n.customers || !agents
	}
}

// isSingle reports whether an attribute has one value at most. Of a field of
// unknown type that is taken for granted.
func (r *relations) isSingle(area, attr string) bool {
	if reading.IsListAttr(attr) || attr == "UserCustomerIDs" {
		return false
	}
	name, isField := strings.CutPrefix(attr, "DynamicField_")
	if inv := r.opts.Inventory; isField && inv != nil {
		for _, f := range inv.DynamicFields {
			if f.Name == name {
				return f.Type != "Multiselect"
			}
		}
	}
	return true
}

func (r *relations) addLimit(n *nature, l *reading.List) {
	q := r.number("? " + l.Name())
	i := slices.IndexFunc(n.limits, func(x limit) bool { return x.question == q })
	if i < 0 {
		i = len(n.limits)
		n.limits = append(n.limits, limit{question: q, special: l.Area != "Ticket"})
	}
	n.limits[i].sections[l.Block-acl.Possible] = l.Value()
	for k := range l.Value().Items() {
		if it := &l.Value().Items()[k]; comparable(it) {
			m, rest := r.Split(it.Text)
			for _, text := range namedBy(m, rest) {
				n.limits[i].named = append(n.limits[i].named, r.number(text))
			}
		}
	}
}

// together reports whether two ACLs may match in one and the same scenario.
func (r *relations) together(a, b *view) bool {
	m, n := r.natureOf(a), r.natureOf(b)
	if m.apart || n.apart || m.agents && n.customers || m.customers && n.agents {
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
	return true
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
	all := append(slices.Clone(x), y...)
	tried := r.pool(x[0].attribute)
	for i := range all {
		if all[i].exact != nil {
			tried = all[i].exact
			break
		}
	}
	return slices.ContainsFunc(tried, func(n int32) bool {
		return !slices.ContainsFunc(all, func(c condition) bool { return r.hits(c.list, r.names[n]) != reading.Yes })
	})
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
						m, rest := r.Split(it.Text)
						for _, text := range namedBy(m, rest) {
							if n := r.number(text); !slices.Contains(pool, n) {
								pool = append(pool, n)
							}
						}
					}
				}
				r.pools[c.attribute] = pool
			}
		}
	}
	return r.pools[attribute]
}

// alternatives is a pattern of whole texts, one or several.
var alternatives = regexp.MustCompile(`^\^(?:\(([^\\^$.|?*+()\[\]{}]*(?:\|[^\\^$.|?*+()\[\]{}]*)*)\)|([^\\^$.|?*+()\[\]{}]*))\$$`)

// namedBy are the texts that an item names: its own, or those of a pattern of whole
// texts.
func namedBy(m acl.Modifier, rest string) []string {
	if !m.IsPattern() {
		return []string{rest}
	}
	if a := alternatives.FindStringSubmatch(rest); a != nil && !m.IgnoresCase() {
		return strings.Split(a[1]+a[2], "|")
	}
	return []string{strings.Trim(rest, "^$")}
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
	return !slices.ContainsFunc(values, func(n int32) bool { return r.hits(list, r.names[n]) != reading.No })
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
func (r *relations) specialCase(a, b *view) bool {
	m, n := r.natureOf(a), r.natureOf(b)
	if m.apart || n.apart || n.attributes&^m.attributes != 0 {
		return false
	}
	for _, exact := range []bool{true, false} { // patterns last: they cost most
		for k := range n.conditions {
			if y := &n.conditions[k]; (y.exact != nil) == exact && !r.impliedBy(m.conditions, y) {
				return false
			}
		}
	}
	return true
}

// impliedBy reports whether one of some conditions implies y.
func (r *relations) impliedBy(conditions []condition, y *condition) bool {
	for i := range conditions {
		x := &conditions[i]
		if x.attribute == y.attribute && (x.block == y.block || x.shared) && r.implies(x, y) {
			return true
		}
	}
	return false
}

// implies reports whether every value that meets x meets y: each item of x is
// one of y too, or a value that y hits.
func (r *relations) implies(x, y *condition) bool {
	if x.exact != nil && y.exact != nil {
		return isSubset(x.exact, y.exact)
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
	m, _ := r.Split(it.Text)
	for i := range list.Items() {
		to := &list.Items()[i]
		if comparable(to) && to.Text == it.Text {
			return true
		}
		if other, _ := r.Split(to.Text); m != acl.Plain || !single && other.IsNegated() {
			continue
		}
		if hit, _ := r.Matches(r.patterns, to, it.Text); hit == reading.Yes {
			return true
		}
	}
	return false
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

// orderMatters reports whether two ACLs may match together, and some answer would
// be another one if they changed places.
func (p *pass) orderMatters(a, b *view) bool {
	r := p.related()
	m, n := r.natureOf(a), r.natureOf(b)
	for i, k := 0, 0; i < len(m.limits) && k < len(n.limits); {
		switch x, y := &m.limits[i], &n.limits[k]; {
		case x.question < y.question:
			i++
		case x.question > y.question:
			k++
		default:
			if r.conflict(x, y, m.stops, n.stops) && r.together(a, b) {
				return true
			}
			i, k = i+1, k+1
		}
	}
	return false
}

// conflict reports whether what two ACLs do to a question depends on their order,
// where a screen offers the values that they name, and another.
func (r *relations) conflict(x, y *limit, xStops, yStops bool) bool {
	name := r.names[x.question]
	if !r.Target.Switches.Accumulate {
		// The last one wins; processes and dialogs intersect, and actions never stop.
		if x.special && name != "? Action" || !x.special && xStops != yStops {
			return false
		}
	}
	for _, of := range []*limit{x, y} {
		for _, n := range of.named {
			if r.parts(x, y, r.names[n], xStops, yStops) {
				return true
			}
		}
	}
	return r.parts(x, y, anotherValue, xStops, yStops)
}

// fate is what an ACL does to one value.
type fate uint8

const (
	stays fate = iota
	goes
	comes
	unsure
)

// of is what a limit does to one value.
func (r *relations) fate(l *limit, value string) fate {
	f := stays
	for s, section := range l.sections {
		if section == nil {
			continue
		}
		hit := r.hits(section, value)
		switch {
		case hit == reading.Unknown:
			return unsure
		case s == 0 && hit == reading.Yes, s == 1 && hit == reading.Yes:
			f = comes
		case s == 0:
			f = goes
		case s == 2 && hit == reading.Yes && (!r.Target.Switches.KeepsFalsy || value != "" && value != "0"):
			f = goes
		}
	}
	return f
}

// parts reports whether the fate of one value depends on the order.
func (r *relations) parts(x, y *limit, value string, xStops, yStops bool) bool {
	if !r.Target.Switches.Accumulate {
		a, b := r.survives(x, value), r.survives(y, value)
		return a != reading.Unknown && b != reading.Unknown && a != b
	}
	a, b := r.fate(x, value), r.fate(y, value)
	if a == unsure || b == unsure {
		return false
	}
	run := func(first, second fate, stops bool) bool {
		there := first != goes
		if !stops && second != stays {
			there = second == comes
		}
		return there
	}
	return run(a, b, xStops) != run(b, a, yStops)
}

// survives: up to OTRS 3.3 Possible and PossibleNot of one ACL unite.
func (r *relations) survives(l *limit, value string) reading.Verdict {
	left := reading.No
	if possible := l.sections[0]; possible != nil {
		left = r.hits(possible, value)
	}
	if not := l.sections[2]; not != nil && left != reading.Yes {
		switch r.hits(not, value) {
		case reading.No:
			left = reading.Yes
		case reading.Unknown:
			left = reading.Unknown
		}
	}
	return left
}
