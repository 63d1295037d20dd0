package simulate

import (
	"cmp"
	"slices"
	"sync"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// maxKeys is how many conditions of one rule the index looks at together,
// maxTuples how many combinations of their items it stores for one rule.
const (
	maxKeys   = 4
	maxTuples = 64
)

// index tells for a call which rules can match at all, so that the time of a
// call follows the rules that apply and not the size of the set. It looks only
// at conditions of plain items: such a condition holds only if the attribute
// has one of the values that it names. Rules with the same attributes in such
// conditions share a table from values to rules.
//
// A rule that could end the call while it is looked at is never skipped.
type index struct {
	always []int32 // rules that no table can rule out, in order
	tables []table
	// literals numbers the texts of plain items, from 1.
	literals map[string]int32
	// keyed says which slots some table looks at.
	keyed []int
}

type table struct {
	slots [maxKeys]int32 // -1: not used
	rules map[tuple][]int32
	// partial are the same rules by a part of the slots, made when first an
	// attribute of the others is unknown: bit i of the number is set where slot i
	// is left out.
	partial *[1 << maxKeys]partial
}

type partial struct {
	once  sync.Once
	rules map[tuple][]int32
}

// tuple holds numbers of literals, one per slot of the table.
type tuple [maxKeys]int32

func buildIndex(e *Engine) *index {
	x := &index{literals: map[string]int32{}}
	tables := map[[maxKeys]int32]int{}
	keyed := map[int]bool{}
	for n := range e.rules {
		props := keyProperties(&e.rules[n])
		if len(props) == 0 {
			x.always = append(x.always, int32(n))
			continue
		}
		slots := [maxKeys]int32{-1, -1, -1, -1}
		for i, p := range props {
			slots[i] = int32(p.slot)
			p.indexed = true
			keyed[p.slot] = true
		}
		t, ok := tables[slots]
		if !ok {
			t = len(x.tables)
			tables[slots] = t
			x.tables = append(x.tables, table{slots: slots, rules: map[tuple][]int32{}, partial: new([1 << maxKeys]partial)})
		}
		x.addTuples(x.tables[t].rules, props, 0, tuple{}, int32(n))
	}
	for s := range keyed {
		x.keyed = append(x.keyed, s)
	}
	slices.Sort(x.keyed)
	return x
}

// keyProperties picks the conditions by which a rule is found: of plain items
// only, with few items, in the order of their slots.
func keyProperties(r *rule) []*property {
	if r.mayEndCall {
		return nil
	}
	var props []*property
	for b := range r.blocks {
		for i := range r.blocks[b].props {
			p := &r.blocks[b].props[i]
			if !slices.ContainsFunc(p.items, func(it item) bool { return it.undef || it.mod != acl.Plain }) {
				props = append(props, p)
			}
		}
	}
	slices.SortStableFunc(props, func(a, b *property) int { return cmp.Compare(len(a.items), len(b.items)) })
	tuples := 1
	for i, p := range props {
		tuples *= max(len(p.items), 1)
		if i == maxKeys || i > 0 && tuples > maxTuples {
			props = props[:i]
			break
		}
	}
	slices.SortFunc(props, func(a, b *property) int { return cmp.Compare(a.slot, b.slot) })
	return props
}

func (x *index) addTuples(rules map[tuple][]int32, props []*property, at int, t tuple, rule int32) {
	if at == len(props) {
		if list := rules[t]; len(list) == 0 || list[len(list)-1] != rule {
			rules[t] = append(list, rule)
		}
		return
	}
	for i := range props[at].items {
		text := props[at].items[i].text
		n, ok := x.literals[text]
		if !ok {
			n = int32(len(x.literals) + 1)
			x.literals[text] = n
		}
		t[at] = n
		x.addTuples(rules, props, at+1, t, rule)
	}
}

// visit appends the rules that can match these facts, in order. Conditions on
// what is unknown rule nothing out.
func (x *index) visit(f *Facts, rules []int32) []int32 {
	rules = append(rules, x.always...)
	for i := range x.tables {
		t := &x.tables[i]
		rules = t.find(f, t.known(f), 0, tuple{}, rules)
	}
	slices.Sort(rules)
	return slices.Compact(rules)
}

// known are the rules by those slots of a table whose attributes are known.
func (t *table) known(f *Facts) map[tuple][]int32 {
	out := 0
	for i, s := range t.slots {
		if s >= 0 && f.values[s].Kind == inventory.Unknown {
			out |= 1 << i
		}
	}
	if out == 0 {
		return t.rules
	}
	p := &t.partial[out]
	p.once.Do(func() {
		p.rules = map[tuple][]int32{}
		for key, rules := range t.rules {
			for i := range key {
				if out&(1<<i) != 0 {
					key[i] = 0
				}
			}
			p.rules[key] = append(p.rules[key], rules...)
		}
	})
	return p.rules
}

func (t *table) find(f *Facts, by map[tuple][]int32, at int, key tuple, rules []int32) []int32 {
	if at == maxKeys || t.slots[at] < 0 {
		return append(rules, by[key]...)
	}
	if f.values[t.slots[at]].Kind == inventory.Unknown {
		return t.find(f, by, at+1, key, rules)
	}
	for _, n := range f.literals[t.slots[at]] {
		key[at] = n
		rules = t.find(f, by, at+1, key, rules)
	}
	return rules
}

// resolve numbers the values of an attribute, as far as some plain item names
// them.
func (x *index) resolve(v *inventory.Value) []int32 {
	switch v.Kind {
	case inventory.Text:
		if n, ok := x.literals[v.Text]; ok {
			return []int32{n}
		}
	case inventory.List:
		var out []int32
		for i := range v.List {
			if !v.List[i].Defined() {
				break // the engine looks no further
			}
			if n, ok := x.literals[v.List[i].Text]; ok {
				out = append(out, n)
			}
		}
		return out
	}
	return nil
}
