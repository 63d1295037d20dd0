package migrate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
)

// keyRules are about keys that one of the engines does not read.
func keyRules() []Rule {
	return []Rule{
		{
			Kind: "ignored-key", Family: "keys", When: "everywhere",
			Text: "A part that the old engine did not read and the new one does is taken away: it never had an effect.",
			Note: "what was never read is gone", when: always, each: ignoredKeys,
		},
		{
			Kind: "unread-database", Family: "keys", When: "to OTRS 3.1.5 and later, from what is older",
			Text: "PropertiesDatabase was not read before OTRS 3.1.5. Its conditions are taken away, as they never held anybody up.",
			Note: "PropertiesDatabase was not read", when: func(from, to *product.Switches) bool { return !from.Database && to.Database }, each: unreadDatabase,
		},
		{
			Kind: "lost-key", Family: "keys", When: "everywhere",
			Text: "A list for a question that the new engine never asks is dropped. The ACL says so, and is switched off where it was all that it had.",
			Note: "a list that nobody asks for is gone", when: always, each: lostKeys,
		},
		{
			Kind: "free-item", Family: "keys", When: "to OTRS 4.0 and later, from what is older",
			Text: "An item without a text was the empty string in old engines, and is nothing in new ones.",
			Note: "null became ''", when: func(from, to *product.Switches) bool { return !from.UndefMatchesNothing && to.UndefMatchesNothing }, each: nullItems,
		},
		{
			Kind: "null-away", Family: "keys", When: "to OTRS 3.3 and older, from what is newer",
			Text: "An item without a text is nothing in new engines, and the empty string in old ones. It is taken away.",
			Note: "null is gone", when: func(from, to *product.Switches) bool { return from.UndefMatchesNothing && !to.UndefMatchesNothing }, each: nullsAway,
		},
		{
			Kind: "falsy-item", Family: "keys", When: "from OTRS 2.0",
			Text: "OTRS 2.0 never matched a value that is 0 or empty. Such items are taken away.",
			Note: "0 and '' never matched", when: func(from, to *product.Switches) bool { return !from.MatchesFalsy && to.MatchesFalsy }, each: falsyItems,
		},
	}
}

// ignoredKeys takes away what the old engine ignored and the new one reads.
func ignoredKeys(m *migration, d *draft) {
	for i := 0; i < len(d.lists); i++ {
		l := d.lists[i]
		was, is := m.reads(m.From, &l), m.reads(m.To, &l)
		if l.area == "Action" && !l.isList() {
			is = true // the import makes a list of a hash, and ACLs must not seem to meet in it
		}
		if was || !is || l.area == "Action" && l.block == acl.Possible && !m.From.Switches.ActionLists {
			continue
		}
		d.lists = slices.Delete(d.lists, i, i+1)
		i--
		m.changed(d, l.span, l.shown(), "")
	}
}

// reads reports whether the engine of a target reads a list.
func (m *migration) reads(t *product.Target, l *list) bool {
	sw := &t.Switches
	switch {
	case l.block == acl.PossibleAdd && !sw.PossibleAdd:
		return false
	case l.area == "Ticket":
		return true
	case !sw.SpecialTypes.Has(l.area):
		return false
	case l.area == "Action" && !sw.ActionLists:
		return l.block == acl.Possible
	case sw.DialogSets && l.area == "ActivityDialog", sw.ProcessSets && l.area == "Process":
		return l.isList()
	}
	return l.isList() && len(l.v.Items()) > 0
}

func unreadDatabase(m *migration, d *draft) {
	for i := range d.match[acl.PropertiesDatabase] {
		c := &d.match[acl.PropertiesDatabase][i]
		m.changed(d, c.span, c.shown(int(acl.PropertiesDatabase)), "")
	}
	d.match[acl.PropertiesDatabase] = nil
}

// lostKeys drops lists that the new engine knows no question for. Endpoints are
// screens, and have a rule of their own.
func lostKeys(m *migration, d *draft) {
	for i := 0; i < len(d.lists); i++ {
		l := d.lists[i]
		if l.area == "Ticket" && product.IsFree(l.sub) && m.From.Switches.FreeFields != product.FreeFieldsOnly && m.To.Switches.FreeFields == product.NoFreeFields {
			d.lists = slices.Delete(d.lists, i, i+1)
			i--
			m.changed(d, l.span, l.shown(), "")
			m.need(d, l.span, DeadList, "", "no screen of "+m.From.ID+" asks for "+l.name()+"; as a list for DynamicField_"+l.sub+" it would begin to act", "write it as one if that is meant")
			d.emptied = len(d.lists) == 0
			continue
		}
		switch {
		case l.area == "Ticket" || l.area == "Endpoint", l.area == "Action":
			if l.block != acl.PossibleAdd || m.To.Switches.PossibleAdd {
				continue
			}
		case m.To.Switches.SpecialTypes.Has(l.area) && (l.block != acl.PossibleAdd || m.To.Switches.PossibleAdd):
			continue
		}
		if !m.reads(m.From, &l) {
			continue
		}
		d.lists = slices.Delete(d.lists, i, i+1)
		i--
		if r := m.changed(d, l.span, l.shown(), ""); r != nil {
			r.Exact = false
		}
		text := m.To.ID + " does not read " + l.name() + ": " + shown(&l.v)
		if d.emptied = len(d.lists) == 0; d.emptied && m.To.HasEditor() {
			text += "; nothing else is left of the ACL, so that it is switched off"
		}
		m.need(d, l.span, KeyUnknown, l.question(), text, "find another way to the same end, or do without")
	}
}

func nullItems(m *migration, d *draft) {
	d.eachValue(func(name string, span acl.Span, v *acl.Value, _ *list, _ int) {
		before := shown(v)
		for i := range v.Items() {
			if v.Items()[i].Kind == acl.Undef {
				v.Items()[i] = acl.Value{Kind: acl.String, Span: v.Items()[i].Span}
			}
		}
		m.changed(d, span, name+": "+before, name+": "+shown(v))
	})
}

func nullsAway(m *migration, d *draft) {
	d.eachValue(func(name string, span acl.Span, v *acl.Value, _ *list, _ int) {
		before := shown(v)
		v.SetItems(slices.DeleteFunc(slices.Clone(v.Items()), func(it acl.Value) bool { return it.Kind == acl.Undef }))
		m.changed(d, span, name+": "+before, name+": "+shown(v))
	})
}

func falsyItems(m *migration, d *draft) {
	for b := range d.match {
		for i := range d.match[b] {
			c := &d.match[b][i]
			if c.v.Kind != acl.List || m.isList(c) != no {
				continue
			}
			before := c.shown(b)
			c.v.SetItems(slices.DeleteFunc(c.v.Items(), func(it acl.Value) bool { return it.Text == "" || it.Text == "0" }))
			m.changed(d, c.span, before, c.shown(b))
		}
	}
}

// eachValue visits every list of items, of conditions with their block and of
// sections.
func (d *draft) eachValue(visit func(name string, span acl.Span, v *acl.Value, l *list, block int)) {
	for b := range d.match {
		for i := range d.match[b] {
			if c := &d.match[b][i]; c.v.Kind == acl.List {
				visit(c.name(b), c.span, &c.v, nil, b)
			}
		}
	}
	for i := range d.lists {
		if l := &d.lists[i]; l.isList() {
			visit(l.name(), l.span, &l.v, l, -1)
		}
	}
}
