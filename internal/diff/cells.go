package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// cell is what an ACL has in one place: the list of an attribute, or whatever stands there.
type cell struct {
	block      acl.BlockName
	area, attr string
	entry      *acl.Entry
	unread     bool
}

func (c *cell) compare(d *cell) int {
	return cmp.Or(cmp.Compare(c.block, d.block), strings.Compare(c.area, d.area), strings.Compare(c.attr, d.attr))
}

// appendCells appends all that an ACL says, in the order of the engine. Nothing is there for
// what no engine tells from a key that is missing: in an export blocks that are false, and of changes what
// is null or an empty hash.
func (c *comparison) appendCells(out []cell, a *acl.ACL) []cell {
	for b, e := range c.reader.Deployed(a) {
		block := acl.BlockName(b)
		if e == nil || reading.IsNothing(a, &e.Value) {
			continue
		}
		if e.Value.Kind != acl.Hash {
			out = append(out, c.cell(a, block, "", "", e))
			continue
		}
		for _, area := range reading.Sorted(&e.Value) {
			v := &area.Value
			deep := block.IsMatch() || area.Key == "Ticket"
			switch {
			case !block.IsMatch() && v.Kind == acl.Undef:
			case !deep || v.Kind != acl.Hash || block.IsMatch() && len(v.Entries()) == 0:
				out = append(out, c.cell(a, block, area.Key, "", area))
			default:
				for _, attr := range reading.Sorted(v) {
					if block.IsMatch() || attr.Value.Kind != acl.Undef {
						out = append(out, c.cell(a, block, area.Key, attr.Key, attr))
					}
				}
			}
		}
	}
	return out
}

func (c *comparison) cell(a *acl.ACL, block acl.BlockName, area, attr string, e *acl.Entry) cell {
	l := reading.List{Block: block, Area: area, Attr: attr, Entry: e}
	out := cell{block: block, area: area, attr: attr, entry: e}
	switch {
	case block == acl.PropertiesDatabase:
		out.unread = !c.reader.Target.Switches.Database
	case block.IsMatch():
	case c.reader.OldActions(a) == &e.Value && !c.reader.Target.Switches.ActionLists: // the hash that these engines read
	case block == acl.PossibleNot && area == "Action" && c.reader.UnreadActions(a) != nil:
		out.unread = true
	default:
		out.unread = c.reader.Effect(&l) == reading.Ignored
	}
	return out
}

// isList reports whether what stands in a cell is read item by item: a list, or the hash of
// actions of old engines.
func (c *cell) isList() bool {
	return c.entry.Value.Kind == acl.List && (c.attr != "" || !c.block.IsMatch() && c.area != "" && c.area != "Ticket") || c.isActionHash()
}

func (c *cell) isActionHash() bool {
	return c.block == acl.Possible && c.area == "Action" && c.entry.Value.Kind == acl.Hash
}

// items are those of a cell that isList.
func (c *cell) items() []acl.Value {
	if !c.isActionHash() {
		return c.entry.Value.Items()
	}
	var out []acl.Value
	for _, e := range reading.Sorted(&c.entry.Value) {
		allowed := "0"
		if e.Value.IsTrue() {
			allowed = "1"
		}
		out = append(out, acl.Value{Kind: acl.String, Text: e.Key + ": " + allowed, Span: e.KeySpan})
	}
	return out
}

// appendKey appends what tells a value from all that engines take for another one.
func appendKey(out []byte, v *acl.Value) []byte {
	switch v.Kind {
	case acl.Undef:
		return append(out, "u"...)
	case acl.Dynamic:
		return strconv.AppendQuote(append(out, 'd'), v.Text)
	case acl.List:
		out = append(out, '[')
		for i := range v.Items() {
			out = append(appendKey(out, &v.Items()[i]), ',')
		}
		return append(out, ']')
	case acl.Hash:
		out = append(out, '{')
		for _, e := range reading.Sorted(v) {
			out = append(strconv.AppendQuote(out, e.Key), ':')
			out = append(appendKey(out, &e.Value), ',')
		}
		return append(out, '}')
	}
	return strconv.AppendQuote(out, v.Text)
}

func keyOf(v *acl.Value) string {
	if v.Kind == acl.String || v.Kind == acl.Number || v.Kind == acl.Bool {
		return "=" + v.Text
	}
	return string(appendKey(nil, v))
}

// sameValue reports whether engines take two values for the same. What code computes is taken for
// that where the same can be told of it; computed hears of it.
func (c *comparison) sameValue(a, b *acl.Value) bool {
	if a.Kind == acl.Dynamic && b.Kind == acl.Dynamic {
		c.computed = true
	}
	if a.Kind != acl.Hash && a.Kind != acl.List {
		return a.IsScalar() == b.IsScalar() && (a.Kind == acl.Undef) == (b.Kind == acl.Undef) && (a.Kind == acl.Dynamic) == (b.Kind == acl.Dynamic) && a.Text == b.Text
	}
	if a.Kind != b.Kind {
		return false
	}
	if hasDynamic(a) {
		c.computed = true
	}
	return string(appendKey(nil, a)) == string(appendKey(nil, b))
}

func hasDynamic(v *acl.Value) bool {
	return v.Kind == acl.Dynamic ||
		slices.ContainsFunc(v.Items(), func(it acl.Value) bool { return hasDynamic(&it) }) ||
		slices.ContainsFunc(v.Entries(), func(e acl.Entry) bool { return hasDynamic(&e.Value) })
}

// shape says what stands in a cell that is no list.
func shape(v *acl.Value) string {
	switch v.Kind {
	case acl.Undef:
		return "null"
	case acl.List:
		return fmt.Sprintf("a list of %d", len(v.Items()))
	case acl.Hash:
		if len(v.Entries()) == 0 {
			return "{}"
		}
		var keys []string
		for _, e := range reading.Sorted(v) {
			keys = append(keys, e.Key)
		}
		return "a hash of " + strings.Join(keys, ", ")
	case acl.Dynamic:
		return "computed by code"
	}
	return "the " + v.Kind.String() + " " + reading.Shown(v.Text)
}
