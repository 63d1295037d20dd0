package simulate

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// This file is about the ACLs that Znuny makes of imported attribute relations
// (semantics, "ACL modules"). What 150 recorded calls show:
//
//   - There is one ACL for each attribute that some relation limits, its second
//     one, however many relations limit it. They are numbered from 10000 in the
//     order of Priority (equal ones stay as they are), are there in every call,
//     whatever it asks, and replace deployed ACLs of their names.
//   - Their only condition is Frontend.Action in the screens of a setting: a call
//     without an Action never matches. They never stop the evaluation. Their
//     Possible takes what earlier names left, and later names work on its result.
//   - Only the list in Possible depends on the call; see relatedList.

// relationSuffix is how the names of these ACLs end.
const relationSuffix = "-TicketAttributeRelations"

// firstRelation is the number of the first of them.
const firstRelation = 10000

// relations are those of one system, ready to be asked.
type relations struct {
	tables []relationTable // by priority
	lists  []*relatedList  // by the number in their names
	// replaced are deployed ACLs whose names they take.
	replaced []*acl.ACL
	none     bool // the empty choice is always possible
	noneItem item
}

// relationTable is one relation with its rows.
type relationTable struct {
	*inventory.Relation
	rows []relationRow
}

// relationRow allows a value of the second attribute where the first has a
// value. A cell that is missing equals the empty string; as an item it is undef.
type relationRow struct {
	value string
	item  item
}

// relationsOf reads the relations of an inventory, nil where there are none or
// the target knows none.
func (c *compiler) relationsOf(opts Options) *relations {
	if opts.Inventory == nil || len(opts.Inventory.Relations) == 0 || !c.engine.modules {
		return nil
	}
	rs := &relations{none: true}
	if v, told := opts.Inventory.Settings[product.RelationNone]; told && v.Defined() {
		rs.none = v.IsTrue()
	}
	rs.noneItem = compileItem(&acl.Value{Kind: acl.String}, c.rules)
	for i := range opts.Inventory.Relations {
		rs.tables = append(rs.tables, relationTable{Relation: &opts.Inventory.Relations[i]})
	}
	slices.SortStableFunc(rs.tables, func(a, b relationTable) int { return cmp.Compare(a.rank(), b.rank()) })
	files := map[string]string{} // attribute -> file of its ACL
	for i := range rs.tables {
		t := &rs.tables[i]
		if _, known := files[t.Attribute2]; !known {
			files[t.Attribute2] = t.Place.File
			rs.lists = append(rs.lists, &relatedList{relations: rs, attr: t.Attribute2})
		}
		for n, row := range t.Data {
			v := acl.Value{}
			if text, there := row[t.Attribute2]; there {
				v.Kind, v.Text = acl.String, text
			}
			if n < len(t.Rows) && t.Place.File == files[t.Attribute2] { // an item has no file but its ACL's
				v.Span = t.Rows[n]
			}
			t.rows = append(t.rows, relationRow{row[t.Attribute1], compileItem(&v, c.rules)})
		}
	}
	screens := relationScreens(opts.Inventory)
	for n, l := range rs.lists {
		l.tables = rs.bearingOn(l.attr)
		l.acl = l.asACL(strconv.Itoa(firstRelation+n)+relationSuffix, screens)
	}
	return rs
}

// rank orders by Priority. Without one a relation comes last, as an import
// without one appends it.
func (t *relationTable) rank() float64 {
	if t.Priority == "" {
		return math.Inf(1)
	}
	return perlNumber(t.Priority)
}

// bearingOn are the tables that decide what is left of an attribute: those that
// limit it, and those that limit what these depend on.
func (rs *relations) bearingOn(attr string) []*relationTable {
	bears := map[string]bool{attr: true}
	var out []*relationTable
	for i := len(rs.tables) - 1; i >= 0; i-- {
		if t := &rs.tables[i]; bears[t.Attribute2] {
			bears[t.Attribute1] = true
			out = append(out, t)
		}
	}
	slices.Reverse(out)
	return out
}

// relationScreens are the screens on which relations act, as the setting has
// them.
func relationScreens(inv *inventory.Inventory) acl.Value {
	v, told := inv.Settings[product.RelationScreens]
	switch {
	case !told:
		v = inventory.ListValue(product.StockRelationScreens()...)
	case !v.Defined():
		v = inventory.ListValue()
	}
	switch v.Kind {
	case inventory.Text:
		return acl.Value{Kind: acl.String, Text: v.Text}
	case inventory.Hash:
		return acl.Value{Kind: acl.Hash}
	}
	var items []acl.Value
	for _, e := range v.List {
		items = append(items, acl.Value{Kind: acl.String, Text: e.Text})
	}
	return acl.NewList(items)
}

// asACL is the ACL as it is deployed, but that its list holds every value that
// any call could find there.
func (l *relatedList) asACL(name string, screens acl.Value) *acl.ACL {
	var of *relationTable
	var values []acl.Value
	seen := map[string]bool{}
	add := func(it *item) {
		if v := *it.source; !seen[v.Text] {
			seen[v.Text] = true
			values = append(values, v)
		}
	}
	if l.relations.none {
		add(&l.relations.noneItem)
	}
	for _, t := range l.tables {
		if t.Attribute2 != l.attr {
			continue
		}
		if of == nil {
			of = t
		}
		for i := range t.rows {
			add(&t.rows[i].item)
		}
	}
	at := of.Place.Span
	for i := range screens.Items() {
		screens.Items()[i].Span = at
	}
	hash := func(key string, v acl.Value) acl.Value {
		if v.Kind != acl.Undef {
			v.Span = at
		}
		return acl.NewHash([]acl.Entry{{Key: key, KeySpan: at, Value: v}})
	}
	body := acl.NewHash([]acl.Entry{
		{Key: "Properties", KeySpan: at, Value: hash("Frontend", hash("Action", screens))},
		{Key: "Possible", KeySpan: at, Value: hash("Ticket", hash(l.attr, acl.NewList(values)))},
		{Key: "StopAfterMatch", KeySpan: at, Value: acl.Value{Kind: acl.Number, Text: "0"}},
	})
	body.Span = at
	a := acl.NewDeployed(name, body)
	a.File, a.NameSpan = of.Place.File, at
	return a
}

// among puts the ACLs at their places between those of a set that are in force,
// in the order of their names, and takes out those whose names they take.
func (rs *relations) among(order []*acl.ACL) []*acl.ACL {
	if rs == nil {
		return order
	}
	out := make([]*acl.ACL, 0, len(order)+len(rs.lists))
	for _, a := range order {
		if slices.ContainsFunc(rs.lists, func(l *relatedList) bool { return l.acl.Name == a.Name }) {
			rs.replaced = append(rs.replaced, a)
			continue
		}
		out = append(out, a)
	}
	for _, l := range rs.lists {
		out = append(out, l.acl)
	}
	slices.SortStableFunc(out, func(a, b *acl.ACL) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// tie makes the list of a rule depend on the call, if relations made the rule.
func (c *compiler) tie(r *rule) {
	rs := c.engine.relations
	if rs == nil {
		return
	}
	for _, l := range rs.lists {
		if r.acl != l.acl {
			continue
		}
		for i := range r.changes {
			// Not even an equal list hits the same values.
			key := "related\x00" + l.attr
			c.lists[key] = len(c.lists)
			r.changes[i].related, r.changes[i].list = l, c.lists[key]
		}
	}
}
