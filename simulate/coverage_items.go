package simulate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// itemPlace says in which kind of list an item stands.
type itemPlace uint8

const (
	inCondition itemPlace = iota
	inChange
)

// coveredItem is one item of a list that takes part.
type coveredItem struct {
	rule   int
	of     itemPlace
	list   int // number of the condition or change list in its rule
	index  int // in its list
	source *acl.Value
	// item is nil in what engines up to OTRS 3.3 read beside the lists.
	item *item
	// block and prop say where a condition is.
	block, prop int
	// sole: the list is there only as long as it has this item.
	sole   bool
	needed bool
	// variant is the rule without the item, made when first it is tried.
	variant *without
}

// without is a rule that lacks one item, as compiling the set without it would make
// it.
type without struct {
	at   int
	rule rule
	// keys are the conditions by which the index would find it.
	keys []*property
}

// itemsOf lists the items of a rule.
func (e *Engine) itemsOf(n int) []*coveredItem {
	rule := &e.rules[n]
	var out []*coveredItem
	at := 0
	for b := range rule.blocks {
		for j := range rule.blocks[b].props {
			p := &rule.blocks[b].props[j]
			for k := range p.items {
				out = append(out, &coveredItem{rule: n, list: at, index: k, source: p.items[k].source, item: &p.items[k], block: b, prop: j})
			}
			at++
		}
	}
	for i := range rule.changes {
		c := &rule.changes[i]
		if c.related != nil {
			continue
		}
		for k := range c.items {
			out = append(out, &coveredItem{
				rule: n, of: inChange, list: i, index: k, source: c.items[k].source, item: &c.items[k],
				sole: len(c.items) == 1 && e.goesWhenEmpty(c),
			})
		}
	}
	if rule.older != nil {
		out = append(out, olderItems(n, rule)...)
	}
	return out
}

// goesWhenEmpty reports whether a change list counts only if there is something in
// it.
func (e *Engine) goesWhenEmpty(c *change) bool {
	return c.question != e.questionNumber(question{"Ticket", c.key.Key})
}

func olderItems(n int, rule *rule) []*coveredItem {
	var out []*coveredItem
	for k, e := range rule.older.actions {
		out = append(out, &coveredItem{rule: n, of: inChange, list: len(rule.changes), index: k, source: &e.Value})
	}
	for k := range numIDSets {
		for _, denied := range []bool{false, true} {
			key := rule.older.ids[k].possible
			if denied {
				key = rule.older.ids[k].not
			}
			if key == nil {
				continue
			}
			for i := range key.Value.Items() {
				out = append(out, &coveredItem{
					rule: n, of: inChange, list: rule.idList(k, denied), index: i, source: &key.Value.Items()[i],
				})
			}
		}
	}
	return out
}

// uniqueList numbers the list that lacks an item: it is like no other.
const uniqueList = -1

// lacking is the rule without the item.
func (e *Engine) lacking(it *coveredItem) *without {
	if it.variant != nil {
		return it.variant
	}
	w := &without{at: it.rule, rule: e.rules[it.rule]}
	r := &w.rule
	whole := r.numLists()
	for b := range r.blocks {
		r.blocks[b].props = slices.Clone(r.blocks[b].props)
		for j := range r.blocks[b].props {
			r.blocks[b].props[j].indexed = false
		}
	}
	switch {
	case it.of == inCondition:
		p := &r.blocks[it.block].props[it.prop]
		p.items, p.condition = lacksItem(p.items, it.index), uniqueList
	case it.list < len(r.changes):
		r.changes = slices.Clone(r.changes)
		c := &r.changes[it.list]
		c.items, c.list = lacksItem(c.items, it.index), uniqueList
		c.mayEndCall = slices.ContainsFunc(c.items, func(it item) bool { return it.mayEndCall() })
		if it.sole {
			r.changes = slices.Delete(r.changes, it.list, it.list+1)
		}
	default:
		r.older = r.older.lacking(it.list-whole, it.index)
	}
	r.mayEndCall = false
	r.setMayEndCall()
	w.keys = keyProperties(r)
	for _, p := range w.keys {
		p.indexed = true
	}
	it.variant = w
	return w
}

func lacksItem[T any](items []T, at int) []T {
	return slices.Delete(slices.Clone(items), at, at+1)
}

// lacking is what an ACL says beside its lists without an item; list is its number
// counted from the end of all.
func (o *older) lacking(list, index int) *older {
	out := *o
	list += 1 + 2*int(numIDSets)
	if list == 0 {
		out.actions = lacksItem(o.actions, index)
		return &out
	}
	ids := &out.ids[(list-1)/2]
	if list%2 == 1 {
		ids.possibleIDs = lacksItem(ids.possibleIDs, index)
	} else {
		ids.notIDs = lacksItem(ids.notIDs, index)
	}
	return &out
}

// among are the rules that the index would find if it knew the rule without the
// item instead.
func (w *without) among(f *Facts, rules []int32) []int32 {
	if f.bare {
		return rules
	}
	at, found := slices.BinarySearch(rules, int32(w.at))
	if found == w.isFound(f) {
		return rules
	}
	rules = slices.Clone(rules)
	if found {
		return slices.Delete(rules, at, at+1)
	}
	return slices.Insert(rules, at, int32(w.at))
}

// isFound reports whether the conditions of the index hold, as far as their
// attributes are known. One without items holds for nothing.
func (w *without) isFound(f *Facts) bool {
	return !slices.ContainsFunc(w.keys, func(p *property) bool {
		v := &f.values[p.slot]
		return len(p.items) == 0 || v.Kind != inventory.Unknown && !slices.ContainsFunc(p.items, func(it item) bool { return names(v, it.text) })
	})
}

// names reports whether an attribute is a string, or has it in its list as far as
// the engine looks.
func names(v *inventory.Value, text string) bool {
	switch v.Kind {
	case inventory.Text:
		return v.Text == text
	case inventory.List:
		for i := range v.List {
			if !v.List[i].Defined() {
				return false
			}
			if v.List[i].Text == text {
				return true
			}
		}
	}
	return false
}
