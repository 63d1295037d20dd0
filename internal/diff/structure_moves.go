package diff

import (
	"cmp"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// maxAsked bounds how often it is asked whether an order matters: where everything has moved, of each
// ACL the nearest ones are looked at.
const maxAsked = 5_000

// moves finds the smallest set of ACLs that moved, among those that are deployed in both sets:
// all others are in one order in both.
func (c *comparison) moves(pairs []pair, changes []*ACLChange, olds, news []*acl.ACL) {
	var both []int // places in pairs, in the order of the new set
	for i, p := range pairs {
		if p.old >= 0 && p.new >= 0 && olds[p.old].Validity() == acl.Valid && news[p.new].Validity() == acl.Valid {
			both = append(both, i)
		}
	}
	stays := stayers(both, pairs, changes)
	if len(stays) == len(both) {
		return
	}
	each := max(1, maxAsked/(len(both)-len(stays)))
	type couple struct{ a, b int }
	known := map[couple]Pass{}
	for i, m := range both {
		if stays[m] {
			continue
		}
		change := changes[m]
		change.Kind |= Moved
		look := func(k int) {
			if k < 0 || k >= len(both) || (i < k) == (pairs[m].old < pairs[both[k]].old) {
				return
			}
			if len(change.Passed) == each {
				change.PassedMore++
				return
			}
			at := couple{min(i, k), max(i, k)}
			pass, ok := known[at]
			if !ok {
				pass.Matters = reading.Unknown
				if c.options.Matter != nil {
					pass.Matters, pass.Why = c.options.Matter(news[pairs[m].new], news[pairs[both[k]].new])
				}
				known[at] = pass
			}
			pass.ACL, pass.Before = news[pairs[both[k]].new], i < k
			change.Passed = append(change.Passed, pass)
		}
		for n := 1; n < len(both); n++ {
			look(i - n)
			look(i + n)
		}
		slices.SortStableFunc(change.Passed, func(x, y Pass) int { return cmp.Compare(weight(x), weight(y)) })
	}
}

// weight sorts those first in which an order matters.
func weight(p Pass) int {
	return map[reading.Verdict]int{reading.Yes: 0, reading.Unknown: 1, reading.No: 2}[p.Matters]
}

// stayers is a longest row of pairs that are in one order in both sets, of those with the most
// that kept their names.
func stayers(both []int, pairs []pair, changes []*ACLChange) map[int]bool {
	type row struct{ weight, last int } // last: a place in both
	size := 0
	for _, i := range both {
		size = max(size, pairs[i].old+1)
	}
	best := make([]row, size+1) // a Fenwick tree over the places in the old order
	for i := range best {
		best[i].last = -1
	}
	before := make([]int, len(both))
	for k, i := range both {
		var top row
		top.last = -1
		for at := pairs[i].old; at > 0; at -= at & -at { // those before it in the old order
			if best[at].weight > top.weight {
				top = best[at]
			}
		}
		before[k] = top.last
		own := row{top.weight + len(both) + 1, k}
		if !changes[i].Kind.Has(Renamed) {
			own.weight++
		}
		for at := pairs[i].old + 1; at <= size; at += at & -at {
			if own.weight > best[at].weight {
				best[at] = own
			}
		}
	}
	var top row
	top.last = -1
	for at := size; at > 0; at -= at & -at {
		if best[at].weight > top.weight {
			top = best[at]
		}
	}
	out := make(map[int]bool, len(both))
	for k := top.last; k >= 0; k = before[k] {
		out[both[k]] = true
	}
	return out
}
