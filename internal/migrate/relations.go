package migrate

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// relationRules are about attribute relations, which Znuny knows from 6.2.1.
func relationRules() []Rule {
	return []Rule{
		{
			Kind: "relation", Family: "relations", When: "from Znuny 6.2.1 and later, to others",
			Text: "Attribute relations act as ACLs. One says what is possible without a value of the first attribute, and one for each value gives what belongs to it.",
			Note: "made of attribute relations", when: func(from, to *product.Switches) bool { return from.AttributeRelations && !to.AttributeRelations }, all: relations,
		},
		{
			Kind: "target-relation", Family: "relations", When: "to Znuny 6.2.1 and later, from others",
			Text: "The attribute relations of the new system act between the ACLs.",
			when: func(from, to *product.Switches) bool { return !from.AttributeRelations && to.AttributeRelations }, all: targetRelations,
		},
	}
}

func targetRelations(m *migration) {
	if m.ToInventory == nil || len(m.ToInventory.Relations) == 0 {
		return
	}
	for _, d := range m.live() {
		for _, q := range d.questions() {
			if slices.ContainsFunc(m.ToInventory.Relations, func(r inventory.Relation) bool { return q == "Ticket."+r.Attribute2 }) {
				m.need(d, acl.Span{}, TargetRelations, q, "attribute relations of the new system limit "+q+" too", "look at both together")
			}
		}
	}
}

// relations makes ACLs of attribute relations (semantics, "ACL modules").
func relations(m *migration) {
	if m.FromInventory == nil {
		return
	}
	all := slices.Clone(m.FromInventory.Relations)
	slices.SortStableFunc(all, func(a, b inventory.Relation) int { return cmp.Compare(rank(&a), rank(&b)) })
	var attrs []string
	for i := range all {
		if !slices.Contains(attrs, all[i].Attribute2) {
			attrs = append(attrs, all[i].Attribute2)
		}
	}
	for n, attr := range attrs {
		m.relation(n, attr, all)
	}
}

func rank(r *inventory.Relation) float64 {
	if f, err := strconv.ParseFloat(r.Priority, 64); err == nil {
		return f
	}
	return 1e9
}

// relation makes those of one limited attribute.
func (m *migration) relation(n int, attr string, all []inventory.Relation) {
	name := strconv.Itoa(10000+n) + "-TicketAttributeRelations"
	question := "Ticket." + attr
	if old := slices.IndexFunc(m.drafts, func(d *draft) bool { return d.name == name }); old >= 0 {
		m.drafts = slices.Delete(m.drafts, old, old+1) // it was replaced
	}
	base := &draft{from: name, name: name, deployed: true, touched: true}
	screens := m.relationScreens()
	base.match[0] = []cond{{area: "Frontend", attr: "Action", v: screens}}
	base.was = base.match
	none := true
	if v, told := m.FromInventory.Settings[product.RelationNone]; told && v.Defined() {
		none = v.IsTrue()
	}
	possible := listOf()
	if none {
		possible = listOf("")
	}
	base.lists = []list{{block: acl.Possible, area: "Ticket", sub: attr, v: possible}}
	m.changed(base, acl.Span{}, "attribute relations for "+attr, base.lists[0].shown())
	var made []*draft
	for i := range all {
		r := &all[i]
		if r.Attribute2 != attr {
			continue
		}
		chained := r.Restrictive || slices.ContainsFunc(all, func(o inventory.Relation) bool { return o.Attribute2 == r.Attribute1 })
		if chained {
			m.need(base, acl.Span{}, RelationsChained, question, r.Filename+" builds on another relation, or narrows one", "write ACLs for it by hand")
			continue
		}
		if strings.HasPrefix(r.Attribute1, "DynamicField_") {
			m.need(base, acl.Span{}, RelationsStored, question, "where a form empties "+r.Attribute1+", "+r.Filename+" went by what is stored", "nothing, if that is no matter")
		}
		made = append(made, m.valuesOf(base, r)...)
	}
	if len(made) == 0 && len(base.needs) > 0 {
		// With none of its values written it would leave nothing of the list.
		m.result.Needs = append(m.result.Needs, base.needs...)
		return
	}
	m.insert(base)
	for i, d := range made {
		d.name = fmt.Sprintf("%s-%03d", name, i+1)
		m.insert(d)
	}
}

// relationScreens are the screens on which relations act, as far as the new product
// has them.
func (m *migration) relationScreens() acl.Value {
	names := product.StockRelationScreens()
	if v, told := m.FromInventory.Settings[product.RelationScreens]; told {
		names = nil
		for _, e := range v.List {
			names = append(names, e.Text)
		}
	}
	inv := m.destination()
	known := slices.Concat(modules(m.To), inv.AgentModules, inv.CustomerModules)
	left := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !slices.Contains(known, n) })
	if len(left) == 0 {
		left = names
	}
	return listOf(left...)
}

// valuesOf are the ACLs for the values of a relation's first attribute: what belongs
// to each is added to what is there.
func (m *migration) valuesOf(base *draft, r *inventory.Relation) []*draft {
	var values []string
	gives := map[string][]string{}
	for _, row := range r.Data {
		v := row[r.Attribute1]
		if !slices.Contains(values, v) {
			values = append(values, v)
		}
		if give, there := row[r.Attribute2]; there && !slices.Contains(gives[v], give) {
			gives[v] = append(gives[v], give)
		}
	}
	var out []*draft
	for _, v := range values {
		if v == "" || len(gives[v]) == 0 {
			continue // an empty value is none
		}
		d := base.clone("")
		d.match[0] = append(d.match[0], cond{area: "Ticket", attr: r.Attribute1, v: listOf(v)})
		d.was = d.match
		d.lists = []list{{block: acl.PossibleAdd, area: "Ticket", sub: r.Attribute2, v: listOf(gives[v]...)}}
		m.changed(d, acl.Span{}, r.Filename+": "+r.Attribute1+" "+v, d.lists[0].shown())
		out = append(out, d)
	}
	return out
}
