package simulate

import (
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// Explanation is an answer with its reasons.
type Explanation struct {
	*Answer
	ACLs []ACLReport // every ACL that takes part, in evaluation order
	// Fates are those of the candidates, in the order of the call.
	Fates []Fate

	engine *Engine
	facts  *Facts // nil where the engine looked at nothing
	sys    *System
}

// Status is what became of one ACL in one call.
type Status uint8

// The statuses.
const (
	NotMatched Status = iota
	Matched
	MaybeMatched // depends on what is unknown
	NotReached   // evaluation stopped, died or was refused before
	Died         // the call ended in it
)

func (s Status) String() string {
	return [...]string{"no match", "matched", "undetermined", "not reached", "dies"}[s]
}

// ACLReport is what one ACL did in one call.
type ACLReport struct {
	ACL        *acl.ACL
	Status     Status
	Used       bool // it changed the list that was asked for, or could have
	Conditions []Condition
}

// Condition is one condition with the value that it met.
type Condition struct {
	Block      acl.BlockName
	Area, Attr string
	List       *acl.Entry // the attribute as written, with its items
	Held       bool
	Uncertain  bool            // depends on what is unknown
	Met        inventory.Value // the attribute in this call
	Hit        *acl.Value      // the first item that matched, or nil
}

// Fate is what became of one candidate.
type Fate struct {
	Candidate Candidate
	Left      bool
	Maybe     bool // depends on what is unknown
	// By is the last ACL that changed whether the candidate is left: for one
	// that is gone the one that took it, for one that is left the one that
	// brought it back. nil where it was never touched.
	By      *acl.ACL
	Section acl.BlockName
	Item    *acl.Value // the item that did it; nil where Possible did not name it
	List    *acl.Entry // the list of the section, as written
}

// BroughtBack reports whether the candidate had been taken away and is left
// all the same.
func (f *Fate) BroughtBack() bool { return f.Left && f.By != nil }

// ExplainAll answers a call with all its reasons.
func (e *Engine) ExplainAll(call *Call, sys *System) *Explanation {
	x := &explainer{byACL: map[*acl.ACL]*ACLReport{}, hits: map[*acl.Entry]*acl.Value{}}
	x.out.ACLs = make([]ACLReport, len(e.rules))
	for i := range e.rules {
		x.out.ACLs[i] = ACLReport{ACL: e.rules[i].acl, Status: NotReached}
		x.byACL[e.rules[i].acl] = &x.out.ACLs[i]
	}
	a, facts := e.Explain(call, sys, x.event)
	x.out.Answer = a
	x.out.engine, x.out.facts, x.out.sys = e, facts, sys
	defer x.markDead(a)
	if facts == nil {
		for _, c := range call.Data {
			x.out.Fates = append(x.out.Fates, Fate{Candidate: c, Left: true})
		}
		return &x.out
	}
	if facts.dataShape() == nil {
		x.statuses(e, a)
	}
	x.fates(facts, a)
	return &x.out
}

// explainer turns the events of one evaluation into reports.
type explainer struct {
	out   Explanation
	byACL map[*acl.ACL]*ACLReport
	hits  map[*acl.Entry]*acl.Value
	// changes are the events that add, remove or reset, in order.
	changes []Event
	hit     *acl.Value // first item that hit in the condition being looked at
}

func (x *explainer) event(ev Event) {
	r := x.byACL[ev.ACL]
	switch ev.Kind {
	case EventProperty:
		if x.hit == nil {
			x.hit = ev.Item
		}
	case EventCondition:
		r.Conditions = append(r.Conditions, Condition{
			Block: ev.Block, Area: ev.Area, Attr: ev.Attr, List: ev.List,
			Held: ev.Held, Uncertain: ev.Uncertain, Met: ev.Value, Hit: x.hit,
		})
		x.hit = nil
	case EventUsed:
		r.Used = true
	case EventReset, EventAdded, EventRemoved:
		x.changes = append(x.changes, ev)
	}
}

// markDead names the ACL in which the call ended.
func (x *explainer) markDead(a *Answer) {
	for i := range x.out.ACLs {
		if r := &x.out.ACLs[i]; a.Died != nil && r.ACL.Name == a.Died.ACL && r.Status != Matched {
			r.Status = Died
		}
	}
}

func (x *explainer) statuses(e *Engine, a *Answer) {
	reached := len(e.rules)
	for i := range e.rules {
		switch e.rules[i].acl {
		case a.StoppedBy:
			reached = i + 1
		}
		if a.Died != nil && a.Died.ACL == e.rules[i].acl.Name {
			reached = i
		}
	}
	for i := range min(reached, len(x.out.ACLs)) {
		x.out.ACLs[i].Status = NotMatched
	}
	for _, m := range a.Matched {
		x.byACL[m].Status = Matched
	}
	if a.Undetermined != nil {
		for _, m := range a.Undetermined.MaybeMatched {
			x.byACL[m].Status = MaybeMatched
		}
	}
}

// fates replays the changes candidate by candidate.
func (x *explainer) fates(f *Facts, a *Answer) {
	if a.Died != nil {
		x.changes = nil // nobody sees them
	}
	maybe := map[Candidate]bool{}
	if a.Undetermined != nil {
		for _, c := range a.Undetermined.MaybeLeft {
			maybe[c] = true
		}
	}
	left := map[Candidate]bool{}
	for _, c := range a.Left {
		left[c] = true
	}
	for _, c := range f.candidates {
		fate := Fate{Candidate: c, Left: left[c], Maybe: maybe[c]}
		if !f.engine.target.Switches.Accumulate {
			x.olderFate(&fate)
			x.out.Fates = append(x.out.Fates, fate)
			continue
		}
		in := true
		for i, ev := range x.changes {
			was := in
			switch {
			case ev.Kind == EventReset:
				// A Possible that names the candidate does not take it away.
				in = in && x.readded(i, c)
			case ev.Candidate != c:
				continue
			case ev.Kind == EventAdded:
				in = true
			case c.Name != "" && c.Name != "0":
				in = false
			}
			if was != in {
				fate.By, fate.Section, fate.Item, fate.List = ev.ACL, ev.Block, ev.Item, ev.List
			}
		}
		x.out.Fates = append(x.out.Fates, fate)
	}
}

// readded reports whether the list that emptied everything at change i puts
// the candidate back itself.
func (x *explainer) readded(i int, c Candidate) bool {
	for _, ev := range x.changes[i+1:] {
		if ev.List != x.changes[i].List || ev.Kind == EventReset {
			return false
		}
		if ev.Candidate == c && ev.Kind == EventAdded {
			return true
		}
	}
	return false
}
