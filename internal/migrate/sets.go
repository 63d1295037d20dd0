package migrate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// setArea reports whether the old engine reads a list as a set of ids.
func (m *migration) setArea(area string) bool {
	return m.From.Switches.ProcessSets && area == "Process" || m.From.Switches.DialogSets && area == "ActivityDialog"
}

func idSets(m *migration, d *draft) {
	for _, area := range []string{"Process", "ActivityDialog"} {
		if m.setArea(area) && d.limits(area) {
			m.aloneSet(d, area)
		}
	}
	for i := range d.lists {
		l := &d.lists[i]
		if !m.setArea(l.area) || !l.isList() || givesBack(l) {
			continue
		}
		if l.area != "Process" || !m.setsKept {
			m.need(d, l.span, ProcessSets, l.area, l.area+" was a set of ids", "check it where several ACLs leave nothing")
		}
		before, behind := m.others(d, l.area)
		possible := func(o *draft) bool { l := o.list(acl.Possible, l.area); return l != nil && !givesBack(l) }
		if l.block != acl.Possible || len(l.v.Items()) > 0 && len(before) == 0 && !slices.ContainsFunc(behind, possible) {
			continue // a list without items would be ignored
		}
		if len(l.v.Items()) == 0 && len(before) == 0 && l.area == "Process" {
			// Alone it came to all of them, and before others they began anew.
			was, span, area := l.shown(), l.span, l.area
			d.drop(acl.Possible, area)
			m.changed(d, span, was, "")
			idSets(m, d)
			return
		}
		all, ok := m.none(&l.v)
		if !ok {
			continue
		}
		was, v, span := l.shown(), listOf(all), l.span
		if len(l.v.Items()) == 0 {
			v = listOf(everything)
		}
		area := l.area
		if not := d.list(acl.PossibleNot, area); not != nil {
			v.SetItems(append(slices.Clone(v.Items()), not.v.Items()...))
		}
		d.put(acl.PossibleNot, area, "", v, span)
		d.drop(acl.Possible, area)
		m.changed(d, span, was, d.list(acl.PossibleNot, area).shown())
		idSets(m, d) // the lists have moved
		return
	}
}

// aloneSet is for an ACL that meets no other one for processes or dialogs: what its
// sets came to is known where they leave nothing.
func (m *migration) aloneSet(d *draft, area string) {
	if before, behind := m.others(d, area); len(before)+len(behind) > 0 {
		return
	}
	possible, not := d.pairOf(area)
	switch inv := m.source(); {
	case area == "ActivityDialog" && possible != nil && len(possible.v.Items()) == 0:
		before, span := possible.shown(), possible.span
		d.drop(acl.Possible, area)
		d.put(acl.PossibleNot, area, "", listOf(everything), span)
		m.changed(d, span, before, d.list(acl.PossibleNot, area).shown())
	case area == "Process" && (inv.Complete("processes") || possible != nil && len(possible.v.Items()) == 0):
		// The ids are those of the new system by now.
		ids := m.entityIDsOf()
		for _, p := range inv.Processes {
			id := p.ID
			if i := slices.IndexFunc(ids, func(x pair) bool { return x.old == id }); i >= 0 {
				id = ids[i].new
			}
			if p.State == "Active" && (possible == nil || m.names(&possible.v, id)) && (not == nil || !m.names(&not.v, id)) {
				return
			}
		}
		// None is left, so that all were offered.
		for _, l := range []*list{possible, not} {
			if l != nil {
				m.changed(d, l.span, l.shown(), "")
			}
		}
		d.drop(acl.Possible, area)
		d.drop(acl.PossibleNot, area)
	}
}

// special reports whether a question never stopped the old engines.
func special(question string) bool {
	return question == "Action" || question == "Process" || question == "ActivityDialog"
}

func stops(m *migration, d *draft) {
	if !d.stops || d.never != "" {
		return
	}
	ticket, stopping := false, false
	for _, q := range d.questions() {
		if !special(q) {
			ticket = true
			continue
		}
		_, behind := m.others(d, q)
		stopping = stopping || len(behind) > 0
	}
	switch {
	case !stopping:
		return
	case !ticket:
		d.stops = false
		m.changed(d, acl.Span{}, "StopAfterMatch: 1", "StopAfterMatch: 0")
		return
	}
	name, ok := m.after(d, " (actions)")
	if !ok {
		m.need(d, acl.Span{}, NameOrder, "", "it stops for actions, processes and dialogs too now, and no name for an ACL of their own comes behind it", "rename it, and migrate again")
		return
	}
	c := d.clone(name)
	c.lists = slices.Clone(d.lists)
	c.lists = slices.DeleteFunc(c.lists, func(l list) bool { return !special(l.question()) })
	d.lists = slices.DeleteFunc(d.lists, func(l list) bool { return special(l.question()) })
	m.changed(d, acl.Span{}, "one ACL with StopAfterMatch", "'"+c.name+"' for actions, without StopAfterMatch")
	c.notes = slices.Clone(d.notes)
	m.insert(c)
}

// overruled takes away lists whose result another ACL always replaced.
func overruled(m *migration, d *draft) {
	if d.never != "" || !d.deployed {
		return
	}
	var dead []string
	by := ""
	for _, q := range d.questions() {
		if q != "Action" && !m.isTicket(q) || d.stops && !special(q) {
			continue
		}
		_, behind := m.others(d, q)
		if i := slices.IndexFunc(behind, func(o *draft) bool { return !o.verbatim && m.always(d, o) }); i >= 0 {
			dead, by = append(dead, q), behind[i].from
		}
	}
	if len(dead) > 0 && len(dead) == len(d.questions()) {
		d.never = "it matched, but all of its lists were overruled by '" + by + "'"
		d.offNote = "its lists were always overruled"
		return
	}
	for _, q := range dead {
		for _, block := range []acl.BlockName{acl.Possible, acl.PossibleNot} {
			l := d.list(block, q)
			if l == nil {
				continue
			}
			if q != "Action" || len(l.v.Items()) > 0 { // else it is told that nothing is left of the hash
				m.changed(d, l.span, l.shown()+", which '"+by+"' always overruled", "")
			}
			d.drop(block, q)
		}
	}
}

// always reports whether an ACL certainly matches wherever another one does.
func (m *migration) always(d, other *draft) bool {
	for b := range other.was {
		if acl.BlockName(b) == acl.PropertiesDatabase && !m.From.Switches.Database {
			continue
		}
		for i := range other.was[b] {
			c := &other.was[b][i]
			if c.attr == "" && c.v.Kind == acl.Hash {
				return false
			}
			if !slices.ContainsFunc(d.was[b], func(o cond) bool {
				return o.area == c.area && o.attr == c.attr && (shown(&o.v) == shown(&c.v) || m.isList(c) == no && m.literal(m.from, &o.v) && !slices.ContainsFunc(o.v.Items(), func(it acl.Value) bool { return !m.hits(m.from, &c.v, it.Text) }))
			}) {
				return false
			}
		}
	}
	return true
}
