package diff

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
)

// pairs finds which ACLs of two sets are one, by name, by the name that a deployment writes, and
// then by content. They are in the order of the new set, those that are gone behind the
// one that they stood behind.
func (c *comparison) pairs(olds, news []*acl.ACL) []pair {
	partner := make([]int, len(olds)) // of an old one, among the new
	taken := make([]bool, len(news))
	for i := range partner {
		partner[i] = -1
	}
	// Both are sorted by name; of a name that nobody knows to count there may be several.
	for i, k := 0, 0; i < len(olds) && k < len(news); {
		switch order := strings.Compare(olds[i].Name, news[k].Name); {
		case order < 0:
			i++
		case order > 0:
			k++
		default:
			partner[i], taken[k] = k, true
			i, k = i+1, k+1
		}
	}
	c.match(olds, news, partner, taken, c.deployedName)
	c.match(olds, news, partner, taken, c.content)
	return inOrder(partner, taken)
}

// match pairs those that are left and have the same key, each with the first one.
func (c *comparison) match(olds, news []*acl.ACL, partner []int, taken []bool, key func(a, like *acl.ACL) string) {
	if !slices.Contains(taken, false) || !slices.Contains(partner, -1) {
		return
	}
	left := map[string][]int{}
	for i, p := range partner {
		if k := key(olds[i], news[0]); p < 0 && k != "" {
			left[k] = append(left[k], i)
		}
	}
	for i, is := range taken {
		if is {
			continue
		}
		if k := key(news[i], olds[0]); k != "" && len(left[k]) > 0 {
			partner[left[k][0]], taken[i] = i, true
			left[k] = left[k][1:]
		}
	}
}

// deployedName is the name of an ACL in force: what an export calls another way in a set that
// is deployed is the same ACL.
func (c *comparison) deployedName(a, like *acl.ACL) string {
	if !c.oldHas && !c.newHas || a.Computed || a.Form == like.Form {
		return ""
	}
	if a.Form == acl.Deployed {
		return a.Name
	}
	name, fate := convert.DeployedName(a.Name, &c.options.Target.Switches.Frame)
	if fate != convert.NameChanged {
		return a.Name
	}
	return name
}

// deployedAs reports whether one of two names is what a deployment makes of the other.
func (c *comparison) deployedAs(x, y *acl.ACL) bool {
	a, b := c.deployedName(x, y), c.deployedName(y, x)
	return a != "" && a == b
}

// content is what an ACL does, "" where that is nothing, or code computes a part of it: validity
// and texts aside.
func (c *comparison) content(a, _ *acl.ACL) string {
	if a.Computed || a.Doubt != nil || hasDynamic(&a.Entry) {
		return ""
	}
	cells := c.appendCells(nil, a)
	if len(cells) == 0 {
		return ""
	}
	var out []byte
	for i := range cells {
		x := &cells[i]
		out = append(out, byte('0'+x.block))
		out = append(out, x.area+"\x00"+x.attr+"\x00"...)
		if !x.isList() {
			out = appendKey(out, &x.entry.Value)
			continue
		}
		var keys []string
		items := x.items()
		for k := range items {
			keys = append(keys, keyOf(&items[k]))
		}
		if !c.ordered(items) {
			slices.Sort(keys)
			keys = slices.Compact(keys)
		}
		for _, k := range keys {
			out = append(out, k+"\x01"...)
		}
	}
	if a.Stops() {
		out = append(out, "stops"...)
	}
	return string(out)
}

// inOrder are the pairs in the order of the new set, with what is gone behind what it
// stood behind.
func inOrder(partner []int, taken []bool) []pair {
	of := make([]int, len(taken))
	for i := range of {
		of[i] = -1
	}
	gone := map[int][]int{} // by the place of the new one that they stood behind, -1 for none
	last := -1
	for i, p := range partner {
		if p < 0 {
			gone[last] = append(gone[last], i)
			continue
		}
		of[p], last = i, p
	}
	out := make([]pair, 0, len(taken)+len(partner))
	leave := func(behind int) {
		for _, i := range gone[behind] {
			out = append(out, pair{i, -1})
		}
	}
	leave(-1)
	for k, i := range of {
		out = append(out, pair{i, k})
		leave(k)
	}
	return out
}
