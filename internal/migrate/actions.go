package migrate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// actionRules are about the hash of actions that engines up to OTRS 3.3 read.
func actionRules() []Rule {
	lists := func(from, to *product.Switches) bool { return !from.ActionLists && to.ActionLists }
	return []Rule{
		{
			Kind: "action-default", Family: "actions", When: "to OTRS 4.0 and later, from what is older",
			Text: "What TicketACL::Default::Action forbids has no effect any more. An ACL says it, and every hash of actions begins with it.",
			Note: "TicketACL::Default::Action counts in", when: lists, all: actionDefaults,
		},
		{
			Kind: "action-hash", Family: "actions", When: "to OTRS 4.0 and later, from what is older",
			Text: "Possible.Action was a hash of 0 and 1, in which only 0 did something. It is the list of these in PossibleNot now.",
			Note: "the Action hash became PossibleNot", when: lists, each: actionHash,
		},
		{
			Kind: "action-list", Family: "actions", When: "to OTRS 3.3 and older, from OTRS 4.0 and later",
			Text: "Lists of actions become the hash of 0 and 1 that old engines read.",
			Note: "actions became a hash", when: func(from, to *product.Switches) bool { return from.ActionLists && !to.ActionLists }, each: actionList,
		},
	}
}

// defaults are the actions that TicketACL::Default::Action forbids, sorted.
func (m *migration) defaults() []string {
	var out []string
	for action, v := range m.FromInventory.DefaultActions(m.defaultActions) {
		if !v.IsTrue() {
			out = append(out, action)
		}
	}
	slices.Sort(out)
	return out
}

func cutPrefix(s, prefix string) (string, bool) {
	if len(s) > len(prefix) && s[:len(prefix)] == prefix {
		return s[len(prefix):], true
	}
	return "", false
}

func actionDefaults(m *migration) {
	forbidden := m.defaults()
	if len(forbidden) == 0 || !slices.ContainsFunc(m.drafts, func(d *draft) bool { return d.deployed }) {
		return
	}
	for _, d := range m.live() {
		l := d.list(acl.Possible, "Action")
		if l == nil || l.v.Kind != acl.Hash {
			continue
		}
		before := l.shown()
		for _, name := range forbidden {
			if l.v.Get(name) == nil {
				l.v.SetEntries(append(slices.Clone(l.v.Entries()), acl.Entry{Key: name, Value: acl.Value{Kind: acl.Number, Text: "0"}}))
			}
		}
		m.changed(d, l.span, before, l.shown())
	}
	d := &draft{from: "TicketACL::Default::Action", name: "000-Default-Actions", deployed: true, touched: true}
	if first := m.drafts[0].name; first <= d.name {
		d.name = "!" + d.name
		if first <= d.name {
			m.need(d, acl.Span{}, NameOrder, "Action", "no name sorts before "+first, "name it so that it comes first")
		}
	}
	d.lists = []list{{block: acl.PossibleNot, area: "Action", v: listOf(forbidden...)}}
	m.changed(d, acl.Span{}, "TicketACL::Default::Action", d.lists[0].shown())
	m.insert(d)
}

func actionHash(m *migration, d *draft) {
	l := d.list(acl.Possible, "Action")
	if l == nil {
		return
	}
	span, before := l.span, l.shown()
	switch l.v.Kind {
	case acl.Hash:
	case acl.Undef:
		d.drop(acl.Possible, "Action")
		return
	default:
		m.need(d, span, Died, "Action", before+" is no hash: "+m.From.ID+" ended the page on it", "check that the list says what is meant")
		return
	}
	var names []acl.Value
	for _, e := range reading.Sorted(&l.v) {
		if !e.Value.IsTrue() && !m.gone(e.Key) {
			names = append(names, acl.Value{Kind: acl.String, Text: e.Key, Span: e.KeySpan})
		}
	}
	d.drop(acl.Possible, "Action")
	// The list is there even where it is empty: the ACL has a say about actions.
	d.put(acl.PossibleNot, "Action", "", acl.NewList(names), span)
	after := ""
	if len(names) > 0 {
		after = d.list(acl.PossibleNot, "Action").shown()
	}
	m.changed(d, span, before, after)
}

func actionList(m *migration, d *draft) {
	possible, not := d.list(acl.Possible, "Action"), d.list(acl.PossibleNot, "Action")
	if possible == nil && not == nil {
		return
	}
	before, span := "", acl.Span{}
	for _, l := range []*list{possible, not} {
		if l != nil {
			before, span = before+l.shown()+" ", l.span
		}
	}
	var entries []acl.Entry
	for _, name := range slices.Compact(slices.Sorted(slices.Values(slices.Concat(modules(m.To), named(possible), named(not))))) {
		allowed := possible == nil || m.hits(m.from, &possible.v, name)
		allowed = allowed && (not == nil || !m.hits(m.from, &not.v, name))
		if !allowed {
			entries = append(entries, acl.Entry{Key: name, Value: acl.Value{Kind: acl.Number, Text: "0"}})
		}
	}
	d.drop(acl.Possible, "Action")
	d.drop(acl.PossibleNot, "Action")
	d.put(acl.Possible, "Action", "", acl.NewHash(entries), span)
	m.changed(d, span, before, d.list(acl.Possible, "Action").shown())
}

// named are the plain texts of a list.
func named(l *list) []string {
	var out []string
	if l != nil {
		for i := range l.v.Items() {
			if mod, rest := acl.SplitItem(l.v.Items()[i].Text); mod == acl.Plain {
				out = append(out, rest)
			}
		}
	}
	return out
}
