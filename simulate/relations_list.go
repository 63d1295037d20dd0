package simulate

import (
	"maps"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// relatedList is the list of one attribute that attribute relations make anew
// for every call. What the recorded calls show:
//
//   - What counts of a first attribute is Checks.Ticket: the form's value over
//     the stored one, always by name, a dynamic field by its keys. "0" is a
//     value. Of several values each allows its own.
//   - A relation whose first attribute has no value at all adds nothing, and
//     takes its second attribute for empty: relations after it that depend on
//     that one add nothing either, whatever the form holds.
//   - Relations of one second attribute add up. One whose first attribute an
//     earlier relation limits counts only values that are allowed there.
//   - A restrictive relation leaves of the values before it those that it allows
//     as well.
//   - The empty choice comes first, unless a setting says otherwise. Without any
//     value the list is empty, and every candidate goes.
//
// What no recorded call tells is as the product's source has it: where Checks
// has no value, the stored ticket counts (a field that the form has emptied),
// but not when a form asks after a change; an empty list of allowed values
// limits nothing; a restrictive relation counts without a value too, allowing
// nothing, and keeps the empty choice of either list; an empty element of a list
// is a value.
type relatedList struct {
	relations *relations
	attr      string
	acl       *acl.ACL
	tables    []*relationTable // that bear on it, in order
}

// items is the list for what an attribute holds; values is empty where it holds
// nothing.
func (l *relatedList) items(values func(attr string) []string) []item {
	allowed, empty := map[string][]item{}, map[string]bool{}
	for _, t := range l.tables {
		held := values(t.Attribute1)
		if (len(held) == 0 || empty[t.Attribute1]) && !t.Restrictive {
			empty[t.Attribute2] = true
			continue
		}
		if before := allowed[t.Attribute1]; len(before) > 0 {
			held = slices.DeleteFunc(slices.Clone(held), func(v string) bool { return !hasText(before, v) })
		}
		var found []item
		for i := range t.rows {
			if row := &t.rows[i]; slices.Contains(held, row.value) && !hasText(found, row.item.text) {
				found = append(found, row.item)
			}
		}
		before, told := allowed[t.Attribute2]
		switch {
		case t.Restrictive && len(before) > 0:
			found = narrowed(before, found, l.relations.noneItem)
		case !told && l.relations.none:
			found = append([]item{l.relations.noneItem}, found...)
		default:
			found = append(slices.Clip(before), found...)
		}
		allowed[t.Attribute2] = found
	}
	list, told := allowed[l.attr]
	if !told && l.relations.none {
		return []item{l.relations.noneItem}
	}
	return list
}

func hasText(items []item, text string) bool {
	return slices.ContainsFunc(items, func(it item) bool { return it.text == text })
}

// narrowed is what two lists have in common, and the empty choice of either. The
// system lists every value once for each of the two, and its log shows it.
func narrowed(before, found []item, none item) []item {
	byText := func(items []item) map[string]item {
		out := map[string]item{}
		for _, it := range items {
			if _, there := out[it.text]; !there {
				out[it.text] = it
			}
		}
		return out
	}
	a, b := byText(before), byText(found)
	var out []item
	for _, list := range []map[string]item{a, b} {
		for _, text := range slices.Sorted(maps.Keys(list)) {
			_, inA := a[text]
			_, inB := b[text]
			switch {
			case text == "":
				out = append(out, none)
			case inA && inB:
				out = append(out, list[text])
			}
		}
	}
	return out
}

// ajaxUpdate is the Subaction with which a form asks after a change.
const ajaxUpdate = "AJAXUpdate"

// held is what counts of a first attribute. read turns a value into a list of
// its own.
func (l *relatedList) held(f *Facts, attr string, read func(attr string, v inventory.Value) []string) []string {
	values := read(attr, f.Checks["Ticket"].Attr(attr))
	if len(values) > 0 || f.call.Subaction == ajaxUpdate || !given(f.Checks["Ticket"].Attr("TicketID")) {
		return values
	}
	return read(attr, f.ChecksDatabase["Ticket"].Attr(attr))
}

// heldBy are the values that a known attribute has. An empty string is none, an
// empty element of a list is one.
func heldBy(v inventory.Value) []string {
	switch v.Kind {
	case inventory.Text:
		if v.Text != "" {
			return []string{v.Text}
		}
	case inventory.List:
		out := make([]string, len(v.List))
		for i := range v.List {
			out[i] = v.List[i].Text
		}
		return out
	}
	return nil
}

// listed is a change with the list that it has in this call, filled in where it
// hangs on something unknown.
func (r *run) listed(c *change) *change {
	known := map[string][]string{}
	return c.related.change(c, c.related.items(func(attr string) []string {
		values, told := known[attr]
		if !told {
			values = c.related.held(r.facts, attr, func(attr string, v inventory.Value) []string {
				if v.Kind == inventory.Unknown {
					return r.assumed(c.related, attr, v)
				}
				return heldBy(v)
			})
			known[attr] = values
		}
		return values
	}))
}

// listed is the same for whoever asks later. What hangs on something unknown
// keeps every value that could be in its list, and is doubtful.
func (f *Facts) listed(c *change) *change {
	doubtful := false
	items := c.related.items(func(attr string) []string {
		return c.related.held(f, attr, func(_ string, v inventory.Value) []string {
			doubtful = doubtful || v.Kind == inventory.Unknown
			return heldBy(v)
		})
	})
	if doubtful {
		out := *c
		out.doubtful = true
		return &out
	}
	return c.related.change(c, items)
}

func (l *relatedList) change(c *change, items []item) *change {
	out, key := *c, *c.key
	values := make([]acl.Value, len(items))
	for i := range items {
		values[i] = *items[i].source
	}
	span := key.Value.Span
	key.Value = acl.NewList(values)
	key.Value.Span = span
	out.items, out.key = items, &key
	return &out
}
