package simulate

import (
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// older is what the engines up to OTRS 3.3 read in an ACL beside its lists for
// questions about tickets (semantics, "Families F1-F4").
type older struct {
	// actions is the hash of Possible.Action: names to 0 or 1.
	actions   []*acl.Entry
	actionKey *acl.Entry
	// actionShape is where perl dies on an Action that is no hash.
	actionShape *Death
	ids         [numIDSets]idLists
	// lists say the same in the form of lists, for whoever asks what an ACL names:
	// actions that it forbids, and the sets.
	lists []change
}

// told are the lists; none of an ACL that says nothing beside its lists for
// tickets.
func (o *older) told() []change {
	if o == nil {
		return nil
	}
	return o.lists
}

// takesOlder is Takes up to OTRS 3.3: what Possible names and what PossibleNot
// does not name is left together, but of actions and sets.
func (e *Engine) takesOlder(a *acl.ACL, question, value string) bool {
	in, listed, united := false, false, strings.HasPrefix(question, "Ticket.")
	for _, c := range e.changesOf(a, question) {
		named := slices.ContainsFunc(c.items, func(it item) bool { return it.names(value) == yes })
		switch {
		case named == (c.section == acl.Possible):
			in = in || united || !listed
		case !united:
			in = false
		}
		listed = true
	}
	return listed && !in
}

// touches reports whether the ACL says something beside its lists for tickets
// about what is asked for.
func (o *older) touches(returnType string) bool {
	if returnType == "Action" {
		return o.actions != nil
	}
	k, ok := idSetNamed(returnType)
	return ok && (o.ids[k].possible != nil || o.ids[k].not != nil)
}

// idSet is one of the two kinds of things that have a set.
type idSet uint8

const (
	processSet idSet = iota
	dialogSet
	numIDSets
)

func (k idSet) String() string { return [...]string{"Process", "ActivityDialog"}[k] }

// idLists are the ids that an ACL names under Possible and PossibleNot.
type idLists struct {
	possible, not       *acl.Entry
	possibleIDs, notIDs []string
}

// olderState is what an evaluation knows beside the list that it is asked for.
type olderState struct {
	actions map[string]inventory.Value
	sets    [numIDSets]idResult
}

// idResult is what ACLs said of processes or dialogs.
type idResult struct {
	allowed, denied []string
	restricted      bool // some ACL has said what is allowed
}

// applyOlder does what a matching ACL says: every one that has a list for the
// question starts from all candidates again, and what Possible names and what
// PossibleNot does not name come together. It reports whether there was a list.
func (r *run) applyOlder(rule *rule, asked [2]int) bool {
	if o := rule.older; o != nil {
		if r.facts.call.ReturnType == "Action" {
			if o.actionShape != nil {
				r.die(o.actionShape)
				return false
			}
			if o.actions != nil {
				before := r.actions
				r.actions = maps.Clone(r.facts.actionDefaults)
				for _, e := range o.actions {
					r.actions[e.Key] = inventoryValue(&e.Value)
				}
				r.toldMore(len(rule.changes), !maps.EqualFunc(before, r.actions, inventory.Value.Equal))
			}
		}
		for k := range numIDSets {
			r.takeIDs(k, &o.ids[k])
		}
	}
	used := false
	var in bitset
	for i := range rule.changes {
		c := &rule.changes[i]
		if c.question != asked[0] && c.question != asked[1] {
			continue
		}
		if c.shape != nil && (c.asking || len(r.facts.candidates) > 0) {
			r.die(c.shape)
			return false
		}
		if !used {
			used, in = true, newBitset(len(r.facts.candidates))
		}
		r.emit(Event{Kind: EventUsed, Block: c.section, List: c.key})
		r.beginOlder(i, in)
		hits := r.hits(c)
		if r.death != nil {
			return false
		}
		if c.section == acl.Possible {
			in.add(hits)
		} else {
			for n := range r.facts.candidates {
				if !hits.has(n) {
					in.set(n)
				}
			}
		}
		r.end(hits, in)
	}
	if used {
		r.in = in
	}
	return used
}

// asScreens leaves of a list of actions, processes or activity dialogs what
// screens leave: of actions all but those that the map forbids, for what it does
// not know is allowed; of the others those of the sets.
func (r *run) asScreens() {
	f := r.facts
	if r.death != nil || len(r.engine.rules) == 0 {
		return
	}
	var offered func(ids []string) []string
	has, sets := r.engine.sets, &OlderSets{f, r.sets}
	switch t := f.call.ReturnType; {
	case t == "Action":
		offered = func(names []string) []string {
			return slices.DeleteFunc(names, func(n string) bool {
				v, known := r.actions[n]
				return known && !v.IsTrue()
			})
		}
	case t == dialogSet.String() && has[dialogSet]:
		offered = sets.Dialogs
	case t == processSet.String() && has[processSet]:
		offered = sets.Processes
	default:
		return
	}
	names := make([]string, len(f.candidates))
	for i := range f.candidates {
		names[i] = f.candidates[i].Name
	}
	left := offered(slices.Clone(names))
	for n, name := range names {
		if !f.candidates[n].Any && !slices.Contains(left, name) {
			r.in.unset(n)
			r.returned = true
		}
	}
}

// take adds what one ACL says: the first set is what is allowed, further ones
// leave what both have; where that is nothing, the next one begins anew.
func (s *idResult) take(l *idLists) {
	if l.possible != nil {
		s.restricted = true
		if len(s.allowed) == 0 {
			s.allowed = slices.Clone(l.possibleIDs)
		} else {
			s.allowed = slices.DeleteFunc(s.allowed, func(id string) bool { return !slices.Contains(l.possibleIDs, id) })
		}
	}
	s.denied = append(s.denied, l.notIDs...)
}

func inventoryValue(v *acl.Value) inventory.Value {
	if v.Kind == acl.Undef {
		return inventory.Value{}
	}
	return inventory.TextValue(v.Text)
}

// OlderSets answer what OTRS 3.2 and 3.3 ask after a call: which processes and
// activity dialogs of a list are offered.
type OlderSets struct {
	facts *Facts
	sets  [numIDSets]idResult
}

// Processes returns those of the asked processes that are offered. A call that
// the engine does not look at restricts nothing. Else only active processes of
// the system are offered; where ACLs leave none of these, all that are asked for
// are (semantics, "Measured oddities of the old engines").
func (o *OlderSets) Processes(asked []string) []string {
	if o.facts == nil || len(o.facts.engine.rules) == 0 {
		return asked
	}
	offered := o.processes()
	if len(offered) == 0 {
		return asked
	}
	return slices.DeleteFunc(slices.Clone(asked), func(id string) bool { return !slices.Contains(offered, id) })
}

// processes are the active processes that ACLs leave.
func (o *OlderSets) processes() []string {
	var active []string
	for _, p := range o.facts.inv.Processes {
		if p.State == "Active" {
			active = append(active, p.ID)
		}
	}
	return o.sets[processSet].of(active)
}

// Dialogs returns those of the asked activity dialogs that are offered: of the
// activity that the call is about, none without one.
func (o *OlderSets) Dialogs(asked []string) []string {
	if o.facts == nil || len(o.facts.engine.rules) == 0 {
		return asked
	}
	known := o.known()
	return o.sets[dialogSet].of(slices.DeleteFunc(slices.Clone(asked), func(id string) bool { return !slices.Contains(known, id) }))
}

// dialogs are those of the activity that ACLs leave.
func (o *OlderSets) dialogs() []string { return o.sets[dialogSet].of(slices.Clone(o.known())) }

// known are the dialogs of the activity that the call is about.
func (o *OlderSets) known() []string {
	activity := o.facts.call.Params["ActivityEntityID"]
	if process := o.facts.Checks["Process"]; process != nil && !given(activity) {
		activity = process.Attr("ActivityEntityID")
	}
	var known []string
	for _, a := range o.facts.inv.Activities {
		if a.ID == activity.Text {
			known = a.Dialogs
		}
	}
	return known
}

// of leaves what is allowed, if anything says what is, and not denied.
func (s *idResult) of(ids []string) []string {
	return slices.DeleteFunc(ids, func(id string) bool {
		return s.restricted && !slices.Contains(s.allowed, id) || slices.Contains(s.denied, id)
	})
}

// compareListOlder decides a negated item on a list as OTRS 4.0 to 5.0.12 do:
// [Not] never matches, a pattern matches where some element does not contain it.
func (r *run) compareListOlder(it *item, list []inventory.Value) (matched bool, met string) {
	for i := range list {
		if !list[i].Defined() {
			return false, ""
		}
		if it.mod == acl.Not {
			continue
		}
		if r.compare(it, list[i].Text) == yes {
			return true, list[i].Text
		}
		if r.death != nil {
			return false, ""
		}
	}
	return false, ""
}
