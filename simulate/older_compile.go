package simulate

import (
	"github.com/ticketacl/ticketacl/internal/acl"
)

// olderSection reads Possible or PossibleNot.
func (c *compiler) olderSection(a *acl.ACL, b acl.BlockName, block *acl.Value, r *rule) {
	die := func(q question, span acl.Span, what string, asking bool) {
		r.changes = append(r.changes, change{
			question: c.question(q), section: b, asking: asking, shape: shapeDeath(a, span, what),
		})
	}
	if r.older == nil {
		r.older = &older{}
	}
	switch block.Kind {
	case acl.Undef:
		return
	case acl.Hash:
	case acl.Dynamic:
		r.unclear.mayChange(a, block, "")
		return
	default:
		die(question{kind: "Ticket"}, block.Span, b.String()+" is a "+block.Kind.String()+", not a hash", true)
		return
	}
	for _, kind := range sortedEntries(block) {
		v := &kind.Value
		set, isSet := idSetNamed(kind.Key)
		isSet = isSet && c.engine.sets[set]
		switch {
		case kind.Key == "Ticket":
			c.ticketLists(a, b, v, r, die)
		case kind.Key == "Action" && b == acl.Possible:
			switch {
			case v.Kind == acl.Dynamic:
				r.unclear.mayChange(a, v, "Action")
			case v.Kind == acl.Hash:
				r.older.actions, r.older.actionKey = sortedEntries(v), kind
				if r.older.actions == nil {
					r.older.actions = []*acl.Entry{}
				}
				forbidden := change{question: c.question(question{kind: "Action"}), section: acl.PossibleNot, key: kind}
				for _, e := range r.older.actions {
					if !e.Value.IsTrue() {
						forbidden.items = append(forbidden.items, item{source: &e.Value, text: e.Key, rest: e.Key})
					}
				}
				r.older.lists = append(r.older.lists, forbidden)
			case v.Kind != acl.Undef:
				r.older.actionShape = shapeDeath(a, v.Span, b.String()+".Action is a "+v.Kind.String()+", not a hash")
			}
		case isSet:
			c.olderIDs(a, b, kind, r, set)
		}
	}
}

func idSetNamed(name string) (idSet, bool) {
	for k := range numIDSets {
		if k.String() == name {
			return k, true
		}
	}
	return 0, false
}

func (c *compiler) olderIDs(a *acl.ACL, b acl.BlockName, key *acl.Entry, r *rule, set idSet) {
	v, lists, u := &key.Value, &r.older.ids[set], &r.unclear
	switch {
	case isDynamicList(v):
		u.mayChange(a, v, key.Key)
		return
	case v.Kind != acl.List:
		return
	}
	var ids []string
	for i := range v.Items() {
		ids = append(ids, v.Items()[i].Text)
	}
	list := change{question: c.question(question{kind: key.Key}), section: b, key: key}
	for i := range v.Items() {
		text := v.Items()[i].Text
		list.items = append(list.items, item{source: &v.Items()[i], text: text, rest: text})
	}
	r.older.lists = append(r.older.lists, list)
	if b == acl.Possible {
		lists.possible, lists.possibleIDs = key, ids
	} else {
		lists.not, lists.notIDs = key, ids
	}
}
