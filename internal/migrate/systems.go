package migrate

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// systemRules are about two systems of which inventories tell, whatever their products.
func systemRules() []Rule {
	return []Rule{
		{
			Kind: "full-name", Family: "systems", When: "where FirstnameLastnameOrder differs, or names do",
			Text: "Conditions on UserFullname hold names, which the setting FirstnameLastnameOrder puts together in another way in the new system.",
			Note: "full names as the new system has them", when: always, each: fullNames,
		},
		{
			Kind: "system-id", Family: "systems", When: "where ids of the two systems differ",
			Text: "The new system has the same queues, states and the like, by their names, under other ids. Conditions on ids hold the new ones.",
			Note: "ids of the new system", when: always, each: systemIDs,
		},
		{
			Kind: "not-there", Family: "systems", When: "where the new system lacks something",
			Text: "What an ACL names and the old system has may not be there in the new one. It is left, and told.",
			when: always, each: notThere,
		},
	}
}

// bothKnown reports whether there is an inventory of either system.
func (m *migration) bothKnown() bool { return m.FromInventory != nil && m.ToInventory != nil }

func fullNames(m *migration, d *draft) {
	if !m.bothKnown() {
		return
	}
	was, is := m.source(), m.destination()
	var pairs []pair
	for _, a := range was.Agents {
		pairs = append(pairs, pair{displayName(was, a), displayName(is, namesake(is, a))})
	}
	if !slices.ContainsFunc(pairs, func(p pair) bool { return p.old != p.new }) {
		return
	}
	for b := range d.match {
		for i := range d.match[b] {
			if c := &d.match[b][i]; c.attr == "UserFullname" && c.area != "CustomerUser" && c.v.Kind == acl.List {
				before := c.shown(b)
				m.translate(d, nil, &c.v, pairs, was.Complete("agents"), "full name")
				m.changed(d, c.span, before, c.shown(b))
			}
		}
	}
}

func systemIDs(m *migration, d *draft) {
	if !m.bothKnown() {
		return
	}
	for b := range d.match {
		for i := range d.match[b] {
			c := &d.match[b][i]
			n, ok := m.to.Names(&reading.List{Block: acl.BlockName(b), Area: c.area, Attr: c.attr})
			if !ok || n.By != reading.ByID || c.v.Kind != acl.List {
				continue
			}
			pairs, lost, complete := m.systemPairs(n.Kind)
			for k := range c.v.Items() {
				if _, rest := m.from.Split(c.v.Items()[k].Text); slices.Contains(lost, rest) {
					m.need(d, c.span, ValueUnknown, "", c.name(b)+": what has the id "+rest+" in the old system is not in the new one", "name what is to take its place, or take it out")
				}
			}
			if !slices.ContainsFunc(pairs, func(p pair) bool { return p.old != p.new }) {
				continue
			}
			before := c.shown(b)
			m.translate(d, nil, &c.v, pairs, complete, "id")
			m.changed(d, c.span, before, c.shown(b))
		}
	}
}

// systemPairs are the ids of a kind in the old system and in the new one, and those that
// are lost.
func (m *migration) systemPairs(kind string) (pairs []pair, lost []string, complete bool) {
	was, is := m.source(), m.destination()
	add := func(old, now string, there bool) {
		switch {
		case old == "":
		case there && now != "":
			pairs = append(pairs, pair{old, now})
		case is.Complete(kind):
			lost = append(lost, old)
		}
	}
	there := map[string]string{}
	for _, t := range things(is, kind) {
		if _, known := there[t.new]; !known {
			there[t.new] = t.old
		}
	}
	for _, t := range things(was, kind) {
		id, known := there[t.new]
		add(t.old, id, known)
	}
	return pairs, lost, was.Complete(kind)
}

// things are ids and names, of agents logins, of all of a kind.
func things(inv *inventory.Inventory, kind string) (out []pair) {
	if kind == "agents" {
		for _, a := range inv.Agents {
			out = append(out, pair{a.ID, a.Name})
		}
	} else if t := inv.Table(kind); t != nil {
		for _, e := range t.Entities {
			out = append(out, pair{e.ID, e.Name})
		}
	}
	return out
}

// kindOf is the kind of what an attribute of tickets, or a parameter, has the id of; "" for
// others.
func kindOf(attr string) string {
	if attr == "Owner" || attr == "Responsible" || attr == "User" {
		return "agents"
	}
	return product.KindOf(attr)
}

// notThere tells of names that the old system has and the new one has not.
func notThere(m *migration, d *draft) {
	if !m.bothKnown() {
		return
	}
	look := func(l *reading.List, v *acl.Value, span acl.Span, name, question string) {
		if field, ok := strings.CutPrefix(l.Attr, "DynamicField_"); ok && m.source().DynamicFieldByName(field) != nil && m.lacks("dynamic_fields", field) {
			m.need(d, span, ValueUnknown, question, name+": the new system has no dynamic field "+field, "make the field, or take this out")
			return
		}
		n, ok := m.to.Names(l)
		if !ok || n.By != reading.ByName {
			return
		}
		if group, ok := strings.CutPrefix(l.Attr, "Group_"); ok && group == "" {
			return
		}
		for i := range v.Items() {
			mod, rest := m.to.Split(v.Items()[i].Text)
			if v.Items()[i].Kind != acl.Undef && (mod == acl.Plain || mod == acl.Not) && exists(m.source(), n.Kind, rest) && m.lacks(n.Kind, rest) {
				m.need(d, span, ValueUnknown, question, name+": the new system has no "+n.Noun()+" "+reading.Shown(rest), "name what takes its place, or take it out")
			}
		}
	}
	for b := range d.match {
		for i := range d.match[b] {
			c := &d.match[b][i]
			look(&reading.List{Block: acl.BlockName(b), Area: c.area, Attr: c.attr}, &c.v, c.span, c.name(b), "")
		}
	}
	for i := range d.lists {
		if l := &d.lists[i]; l.isList() {
			look(&reading.List{Block: l.block, Area: l.area, Attr: l.sub}, &l.v, l.span, l.name(), l.question())
		}
	}
}

// lacks reports whether the new system certainly has nothing of a kind by a name.
func (m *migration) lacks(kind, name string) bool {
	return m.ToInventory.Complete(kind) && !exists(m.ToInventory, kind, name)
}

func exists(inv *inventory.Inventory, kind, name string) bool {
	switch kind {
	case "agents":
		return inv.AgentByLogin(name) != nil
	case "roles":
		return inv.RoleByName(name) != nil
	case "dynamic_fields":
		return inv.DynamicFieldByName(name) != nil
	case "customer_users":
		return inv.CustomerUserByLogin(name) != nil
	}
	t := inv.Table(kind)
	return t != nil && t.ByName(name) != nil
}

// sameThing is the id in the new system of what has one in the old; ok is false where that
// is not known to have it.
func (m *migration) sameThing(attr, id string) (now string, ok bool) {
	kind := kindOf(attr)
	if kind == "" || !m.bothKnown() {
		return id, true
	}
	pairs, lost, _ := m.systemPairs(kind)
	if i := slices.IndexFunc(pairs, func(p pair) bool { return p.old == id }); i >= 0 {
		return pairs[i].new, true
	}
	return id, !slices.Contains(lost, id)
}
