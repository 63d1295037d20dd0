package migrate

import (
	"regexp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// processRules are about processes, activities and dialogs.
func processRules() []Rule {
	return []Rule{{
		Kind: "set-item", Family: "processes", When: "from OTRS 3.2 and 3.3, to 4.0 and later",
		Text: "In the sets of ids of OTRS 3.2 and 3.3 nothing is a modifier. What looks like one named nothing.",
		Note: "what looks like a modifier named nothing", when: func(from, to *product.Switches) bool { return (from.ProcessSets || from.DialogSets) && to.Accumulate }, each: plainSet,
	}, {
		Kind: "entity-id", Family: "processes", When: "everywhere",
		Text: "Processes, activities and dialogs have other ids in the new system. They are found by the same name in both inventories, or given.",
		Note: "ids of processes are the new ones", when: always, each: entityIDs,
	}}
}

// entityIDsOf are the ids of the old system with those of the new one.
func (m *migration) entityIDsOf() []pair {
	return slices.DeleteFunc(m.toldIDs(), func(p pair) bool { return p.new == "" })
}

// toldIDs are the ids of the old system of which somebody tells something: those of the
// new one, or "" where it has nothing called so.
func (m *migration) toldIDs() []pair {
	var pairs []pair
	add := func(old, new string) {
		i := slices.IndexFunc(pairs, func(p pair) bool { return p.old == old })
		switch {
		case i < 0:
			pairs = append(pairs, pair{old, new})
		case pairs[i].new == "":
			pairs[i].new = new
		}
	}
	for old, new := range m.IDs {
		add(old, new)
	}
	slices.SortFunc(pairs, func(a, b pair) int { return strings.Compare(a.old, b.old) })
	if m.FromInventory == nil {
		return pairs
	}
	for _, p := range sameNames(m.FromInventory, m.destination()) {
		add(p.old, p.new)
	}
	return pairs
}

// sameNames are the ids of one system with those that the other one has for the same
// process, activity or dialog: by id, else by a name that is there once in each; "" where
// it has none.
func sameNames(from, to *inventory.Inventory) (pairs []pair) {
	type named struct{ kind, id, name string }
	all := func(inv *inventory.Inventory) (out []named) {
		for _, p := range inv.Processes {
			out = append(out, named{"process", p.ID, p.Name})
		}
		for _, a := range inv.Activities {
			out = append(out, named{"activity", a.ID, a.Name})
		}
		for _, d := range inv.Dialogs {
			out = append(out, named{"dialog", d.ID, d.Name})
		}
		return out
	}
	olds, news := all(from), all(to)
	for _, o := range olds {
		var found []string
		for _, n := range news {
			if n.kind == o.kind && n.name == o.name && n.name != "" {
				found = append(found, n.id)
			}
		}
		same := slices.ContainsFunc(news, func(n named) bool { return n.id == o.id })
		once := 0
		for _, x := range olds {
			if x.kind == o.kind && x.name == o.name {
				once++
			}
		}
		switch {
		case same:
			pairs = append(pairs, pair{o.id, o.id})
		case len(found) == 1 && once == 1:
			pairs = append(pairs, pair{o.id, found[0]})
		default:
			pairs = append(pairs, pair{o.id, ""})
		}
	}
	return pairs
}

// SameNames are the ids of processes, activities and dialogs of one system with those that
// another one has for the same names, for Options.IDs; "" where it has none.
func SameNames(from, to *inventory.Inventory) map[string]string {
	ids := map[string]string{}
	for _, p := range sameNames(from, to) {
		ids[p.old] = p.new
	}
	return ids
}

// oldID is an id as processes had it before OTRS 4.
var oldID = regexp.MustCompile(`^(P|A|AD)\d+$`)

// isProcessField reports whether an attribute is one of the dynamic fields that hold ids
// of processes and activities.
func (m *migration) isProcessField(attr string) bool {
	process, activity := (&scenario.World{Inventory: m.source()}).ProcessFields()
	return attr == process || attr == activity
}

func entityIDs(m *migration, d *draft) {
	told, pairs := m.toldIDs(), m.entityIDsOf()
	one := func(name string, span acl.Span, v *acl.Value, l *list) {
		for i := range v.Items() {
			it := &v.Items()[i]
			_, rest := m.from.Split(it.Text)
			question := ""
			if l != nil {
				question = l.question()
			}
			switch i := slices.IndexFunc(told, func(p pair) bool { return p.old == rest }); {
			case i >= 0 && told[i].new == "":
				m.need(d, span, EntityID, question, name+": the new system has nothing, or more than one, of the name of "+rest, "give its id by hand (--id OLD=NEW), or take it away")
			case i < 0 && oldID.MatchString(rest) && m.To.Switches.ActionLists:
				m.need(d, span, EntityID, question, name+": "+rest+" is an id as before OTRS 4, and nobody tells the new one", "give inventories of both systems, or its id by hand (--id OLD=NEW)")
			}
		}
		if !slices.ContainsFunc(pairs, func(p pair) bool { return p.old != p.new }) {
			return
		}
		before := shown(v)
		if m.translate(d, l, v, pairs, true, "id") {
			m.changed(d, span, name+": "+before, name+": "+shown(v))
		}
	}
	for b := range d.match {
		for i := range d.match[b] {
			if c := &d.match[b][i]; c.v.Kind == acl.List && (c.area == "Process" || m.isProcessField(c.attr)) {
				one(c.name(b), c.span, &c.v, nil)
			}
		}
	}
	for i := range d.lists {
		if l := &d.lists[i]; l.isList() && (l.area == "Process" || l.area == "ActivityDialog") {
			one(l.name(), l.span, &l.v, l)
		}
	}
}

// plainSet is for sets of ids, in which nothing is a modifier: an item that looks like
// one names nothing, and is left out where there are others.
func plainSet(m *migration, d *draft) {
	for i := range d.lists {
		l := &d.lists[i]
		if !m.setArea(l.area) || !l.isList() {
			continue
		}
		before := l.shown()
		var left []acl.Value
		for _, it := range l.v.Items() {
			if mod, _ := m.to.Split(it.Text); mod == acl.Plain {
				left = append(left, it)
			}
		}
		if len(left) == 0 && len(l.v.Items()) > 0 && l.block == acl.Possible {
			left = []acl.Value{item("[RegExp]" + exactly(l.v.Items()[0].Text))}
		}
		l.v.SetItems(left)
		m.changed(d, l.span, before, l.shown())
	}
}
