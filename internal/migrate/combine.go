package migrate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// combineRules are about several ACLs, and several sections of one, for one list.
//
// Up to OTRS 3.3 each ACL that matches begins with all values, and the last one's
// result counts: what its Possible names and what its PossibleNot does not name. From
// OTRS 4.0 ACLs build on each other, but a Possible begins with all values. So
//
//   - a Possible alone is what it was,
//   - a PossibleNot alone needs a Possible of everything before it where another ACL
//     may have taken values away,
//   - both together are one Possible: the union.
func combineRules() []Rule {
	newer := func(from, to *product.Switches) bool { return !from.Accumulate && to.Accumulate }
	return []Rule{
		{
			Kind: "emptied-sets", Family: "combination", When: "from OTRS 3.3, to 4.0 and later", Behaviour: true,
			Text: "Where sets of processes leave no active one, OTRS 3.3 offers all. With an inventory of the old system that lists its processes, an ACL behind the others does so where one of them, or two together, leave none.",
			Note: "where no process was left, all are offered", when: func(from, to *product.Switches) bool {
				return from.ProcessSets && to.Accumulate
			}, all: emptiedSets,
		},
		{
			Kind: "sets", Family: "combination", When: "from OTRS 3.2 and 3.3, to 4.0 and later", Behaviour: true,
			Text: "Several sets of processes or dialogs left what all allow. A Possible would begin anew, so it becomes a PossibleNot of all others.",
			Note: "sets of ids still intersect", when: func(from, to *product.Switches) bool {
				return (from.ProcessSets || from.DialogSets) && to.Accumulate
			}, each: idSets,
		},
		{
			Kind: "overruled", Family: "combination", When: "to OTRS 4.0 and later, from what is older", Behaviour: true,
			Text: "A list that never counted, since an ACL behind it always matches too and had the list alone, is taken away.",
			Note: "what another ACL always overruled is gone", when: newer, each: overruled,
		},
		{
			Kind: "stop", Family: "combination", When: "to OTRS 4.0 and later, from what is older", Behaviour: true,
			Text: "StopAfterMatch did nothing for actions, processes and dialogs up to OTRS 3.3. Where it would now, they go to an ACL of their own, or it goes.",
			Note: "it stops only where it did", when: newer, each: stops,
		},
		{
			Kind: "empty-field", Family: "combination", When: "from OTRS 3.0 and older, to OTRS 4.0 and later", Behaviour: true,
			Text: "An empty free field met a condition, and nothing is met by a dynamic field without a value. The ACL does without the condition. For all other values an ACL behind it undoes it, and what the ones before it said is said again.",
			Note: "an empty field still meets it", when: func(from, to *product.Switches) bool {
				return from.FreeFields == product.FreeFieldsOnly && to.Accumulate
			}, each: emptyFields,
		},
		{
			Kind: "union", Family: "combination", When: "to OTRS 4.0 and later, from what is older", Behaviour: true,
			Text: "Possible and PossibleNot of one ACL united up to OTRS 3.3: what the first names, and what the second does not name. One Possible says that.",
			Note: "Possible and PossibleNot united", when: newer, each: unions,
		},
		{
			Kind: "removes-falsy", Family: "combination", When: "to OTRS 4.0 and later, from what is older", Behaviour: true,
			Text: "PossibleNot cannot take 0 or the empty choice any more. A Possible of the rest does.",
			Note: "it still takes 0 and ''", when: func(from, to *product.Switches) bool { return !from.KeepsFalsy && to.KeepsFalsy }, each: removesFalsy,
		},
		{
			Kind: "last-wins", Family: "combination", When: "to OTRS 4.0 and later, from what is older", Behaviour: true,
			Text: "Up to OTRS 3.3 the last ACL that matches has the list alone. A Possible of everything makes it begin anew, where another one can match before it.",
			Note: "it begins anew, as the last one did", when: newer, each: lastWins,
		},
		{
			Kind: "empty-list", Family: "combination", When: "to OTRS 4.0 and later, from what is older",
			Text: "A list of actions in which nothing is forbidden says nothing.",
			when: newer, each: emptyLists,
		},
		{
			Kind: "builds-on", Family: "combination", When: "to OTRS 3.3 and older, from 4.0 and later",
			Text: "In the new engine the last ACL that matches has the list alone, and Possible and PossibleNot of one ACL unite.",
			Note: "one list for what two sections said", when: func(from, to *product.Switches) bool { return from.Accumulate && !to.Accumulate }, each: buildsOn,
		},
		{
			Kind: "keeps-falsy", Family: "combination", When: "to OTRS 3.3 and older, from 4.0 and later",
			Text: "PossibleNot takes 0 and the empty choice in old engines. Where it named them to no effect, they are left out.",
			Note: "0 and '' stay", when: func(from, to *product.Switches) bool { return from.KeepsFalsy && !to.KeepsFalsy }, each: keepsFalsy,
		},
		{
			Kind: "literally", Family: "combination", When: "where asked",
			Text: "Translated word by word: nothing is done about the way in which ACLs combine.",
			when: func(from, to *product.Switches) bool {
				return from.Accumulate != to.Accumulate || from.NegationOnLists != to.NegationOnLists
			}, each: literally,
		},
	}
}

// pairOf are the two lists of an ACL for a question.
func (d *draft) pairOf(question string) (possible, not *list) {
	return d.list(acl.Possible, question), d.list(acl.PossibleNot, question)
}

func unions(m *migration, d *draft) {
	for _, q := range d.questions() {
		possible, not := d.pairOf(q)
		if special(q) || possible == nil || not == nil {
			continue
		}
		before := possible.shown() + ", " + not.shown()
		rest, ok := m.none(&not.v)
		if !ok {
			m.need(d, not.span, Combination, q, before+" unite, and no item says what the second leaves", "list the values that are left")
			continue
		}
		if m.covers(&possible.v, &not.v) {
			rest = everything
		}
		items := slices.Clone(possible.v.Items())
		switch {
		case rest == everything:
			items = []acl.Value{item(everything)}
		case !slices.ContainsFunc(items, func(it acl.Value) bool { return it.Text == rest }):
			// What the negated item leaves includes most of what Possible names.
			items = append(slices.DeleteFunc(items, func(it acl.Value) bool {
				mod, _ := m.to.Split(it.Text)
				one := listOf(rest)
				return mod == acl.Plain && it.Kind != acl.Undef && m.hits(m.to, &one, it.Text)
			}), item(rest))
		}
		possible.v.SetItems(items)
		d.drop(acl.PossibleNot, q)
		m.changed(d, d.list(acl.Possible, q).span, before, d.list(acl.Possible, q).shown())
	}
}

// covers reports whether each item of a list certainly hits only what another list
// hits.
func (m *migration) covers(all, part *acl.Value) bool {
	return m.literal(m.to, part) && !slices.ContainsFunc(part.Items(), func(it acl.Value) bool { return !m.hits(m.to, all, it.Text) })
}

func removesFalsy(m *migration, d *draft) {
	for _, q := range d.questions() {
		possible, not := d.pairOf(q)
		if special(q) || possible != nil || not == nil {
			continue
		}
		if m.to.Hits(m.patterns, &not.v, "") == reading.No && m.to.Hits(m.patterns, &not.v, "0") == reading.No || !m.maySay(q) {
			continue
		}
		before, span := not.shown(), not.span
		rest, ok := m.none(&not.v)
		if !ok {
			m.need(d, span, Combination, q, before+" took 0 and the empty choice too, and no item says what is left", "list the values that are left")
			continue
		}
		area, sub := not.area, not.sub
		d.drop(acl.PossibleNot, q)
		d.put(acl.Possible, area, sub, listOf(rest), span)
		m.changed(d, span, before, d.list(acl.Possible, q).shown())
	}
}

// maySay reports whether 0 or the empty choice may be among the values of a question:
// only fields have such.
func (m *migration) maySay(question string) bool {
	sub, ok := cutPrefix(question, "Ticket.")
	if !ok {
		return false
	}
	if product.KindOf(sub) != "" {
		return false
	}
	f, complete := m.field(sub)
	return f == nil || !complete || f.PossibleNone || slices.Contains(f.Keys, "0") || slices.Contains(f.Keys, "")
}

func lastWins(m *migration, d *draft) {
	for _, q := range d.questions() {
		possible, not := d.pairOf(q)
		if q != "Action" && (special(q) || !m.isTicket(q)) || possible != nil || not == nil || d.never != "" || !d.deployed {
			continue
		}
		if before, _ := m.others(d, q); len(before) == 0 {
			continue
		}
		was := not.shown()
		area, sub, span := not.area, not.sub, not.span
		if len(not.v.Items()) == 0 {
			d.drop(acl.PossibleNot, q)
			was = "what ACLs before it left of " + q
		}
		d.put(acl.Possible, area, sub, listOf(everything), span)
		after := d.list(acl.Possible, q).shown()
		if not = d.list(acl.PossibleNot, q); not != nil {
			after += ", " + not.shown()
		}
		m.changed(d, span, was, after)
	}
}

func (m *migration) isTicket(question string) bool {
	_, ok := cutPrefix(question, "Ticket.")
	return ok
}

// emptyLists takes away what actionHash has left for lastWins.
func emptyLists(m *migration, d *draft) {
	if l := d.list(acl.PossibleNot, "Action"); l != nil && l.isList() && len(l.v.Items()) == 0 {
		d.drop(acl.PossibleNot, "Action")
	}
}

func buildsOn(m *migration, d *draft) {
	for _, q := range d.questions() {
		if _, behind := m.others(d, q); special(q) && d.stops && len(behind) > 0 {
			m.need(d, acl.Span{}, Combination, q, "StopAfterMatch does nothing for "+q+" on "+m.To.ID, "make it the last one that says something of it")
		}
		if m.To.Switches.ProcessSets && q == "Process" || m.To.Switches.DialogSets && q == "ActivityDialog" {
			m.need(d, acl.Span{}, ProcessSets, q, q+" is a set of ids on "+m.To.ID, "list ids, and check it where several ACLs leave nothing")
			continue
		}
		if q == "Action" {
			if before, _ := m.others(d, q); len(before) > 0 {
				m.need(d, acl.Span{}, Combination, q, "it builds on what '"+before[0].name+"' leaves, and will have the list alone", "write into it what the other one takes too")
			}
			continue
		}
		possible, not := d.pairOf(q)
		if possible != nil && not != nil {
			before := possible.shown() + ", " + not.shown()
			if m.literal(m.from, &possible.v) {
				possible.v.SetItems(slices.DeleteFunc(slices.Clone(possible.v.Items()), func(it acl.Value) bool {
					return it.Text != "" && it.Text != "0" && m.from.Hits(m.patterns, &not.v, it.Text) == reading.Yes
				}))
				d.drop(acl.PossibleNot, q)
				possible = d.list(acl.Possible, q)
				m.changed(d, possible.span, before, possible.shown())
				not = nil
			} else {
				m.need(d, not.span, Combination, q, before+" unite on "+m.To.ID, "list the values that are left")
			}
		}
		if before, _ := m.others(d, q); len(before) > 0 && (possible == nil || not != nil) {
			m.need(d, acl.Span{}, Combination, q, "it builds on what '"+before[0].name+"' leaves, and will have the list alone", "write into it what the other one takes too")
		}
	}
}

func keepsFalsy(m *migration, d *draft) {
	for i := range d.lists {
		l := &d.lists[i]
		if l.block != acl.PossibleNot || l.area != "Ticket" || !l.isList() {
			continue
		}
		before := l.shown()
		l.v.SetItems(slices.DeleteFunc(slices.Clone(l.v.Items()), func(it acl.Value) bool { return it.Text == "" || it.Text == "0" }))
		m.changed(d, l.span, before, l.shown())
		if m.maySay(l.question()) && (m.to.Hits(m.patterns, &l.v, "") != reading.No || m.to.Hits(m.patterns, &l.v, "0") != reading.No) {
			m.need(d, l.span, Combination, l.question(), l.name()+" takes 0 and the empty choice on "+m.To.ID, "name what it is to take")
		}
	}
}

func literally(m *migration, d *draft) {
	if m.Literal {
		m.need(d, acl.Span{}, LiteralTranslated, "", "translated word by word", "read it with those that match together with it")
	}
}
