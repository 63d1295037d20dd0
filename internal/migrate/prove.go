package migrate

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// ProofOptions say what a result is held against.
type ProofOptions struct {
	Options
	// Old is the source under its engine, New the result under the other one.
	Old, New diff.Side
	// Scenarios are those to compare in; nil: they are made of both sets and inventories.
	Scenarios []*scenario.Scenario
	// Limit bounds how many scenarios are simulated; see diff.BehaviourOptions.
	Limit int
	// Unread says what could not be read of the source or the inventories.
	Unread   []string
	Progress func(tried int)
}

// Proof is what differs between the source and the result, each under its engine.
type Proof struct {
	*diff.Behaviour
	// Classes are those of which something differs, in the order of Classes.
	Classes []Proven
	// Unnamed are differences that no class names.
	Unnamed []*diff.Difference
	// Doubtful are values of which nobody knows on one of the sides what becomes of them.
	Doubtful []*diff.Difference
}

// Proven is a class of which something differs.
type Proven struct {
	Class
	Scenarios   int // in how many
	Differences []*diff.Difference
	Smallest    *diff.Difference // the one with the smallest scenario
}

// Prove simulates both sets, each under its own engine, and says of all that differs
// which class of the result names it.
func Prove(ctx context.Context, r *Result, o ProofOptions) (*Proof, error) {
	carry := Carry(o.Options)
	b, err := diff.Behave(ctx, diff.BehaviourOptions{Old: o.Old, New: o.New, Scenarios: o.Scenarios, Limit: o.Limit, Unread: o.Unread, Carry: carry, Progress: o.Progress})
	if err != nil {
		return nil, err
	}
	m := &migration{Options: o.Options}
	n := newNaming(r, &asking{carry, o.Old, o.New, m.sameThing})
	p := &Proof{Behaviour: b}
	by := map[ClassID][]*diff.Difference{}
	var open []*diff.Difference
	for _, d := range b.Differences {
		if class := n.class(d); class != "" {
			by[class] = append(by[class], d)
		} else {
			open = append(open, d)
		}
	}
	for _, d := range open {
		switch class := n.follows(d, by); {
		case class != "":
			by[class] = append(by[class], d)
		case d.Maybe():
			p.Doubtful = append(p.Doubtful, d)
		default:
			p.Unnamed = append(p.Unnamed, d)
		}
	}
	for _, c := range Classes() {
		all := by[c.ID]
		if len(all) == 0 {
			continue
		}
		x := Proven{Class: c, Differences: all, Smallest: all[0], Scenarios: inScenarios(all)}
		for _, d := range all[1:] {
			if d.Plainer(x.Smallest) && !x.Smallest.Plainer(d) {
				x.Smallest = d
			}
		}
		p.Classes = append(p.Classes, x)
	}
	return p, nil
}

// inScenarios is in how many scenarios some of these differ.
func inScenarios(all []*diff.Difference) int {
	in := map[int]bool{}
	for _, d := range all {
		for _, n := range d.In {
			in[n] = true
		}
	}
	return len(in)
}

// UnnamedIn is in how many scenarios something differs that no class names.
func (p *Proof) UnnamedIn() int { return inScenarios(p.Unnamed) }

// naming finds the class of a difference.
type naming struct {
	result *Result
	origin map[string]string // of the ACLs of the result
	ask    *asking
}

func newNaming(r *Result, ask *asking) *naming {
	n := &naming{result: r, origin: map[string]string{}, ask: ask}
	for _, x := range r.Rewrites {
		for _, into := range x.Into {
			n.origin[into] = x.ACL
		}
	}
	return n
}

// class is that of the Need which best fits what ACLs do to a difference, or that of the
// screens; "" where none does.
func (n *naming) class(d *diff.Difference) ClassID {
	if d.What == diff.Dies && d.Was == diff.Gone {
		return Died
	}
	if len(d.Old)+len(d.New) == 0 && n.ask.sets(d.Question) {
		if n.result.tells(ProcessSets) {
			return ProcessSets // no ACL acts on it: it is the engine alone
		}
		return ScreensAsk // of which no ACL is to be told
	}
	acls := map[string]int{}      // bits: 1 at work before, 2 after
	failed := map[string]string{} // what an ACL looks at in vain on one of the sides
	for i, all := range [][]*acl.ACL{d.Old, d.New} {
		for _, a := range all {
			acls[cmp.Or(n.origin[a.Name], a.Name)] |= 1 << i
		}
	}
	for _, deeds := range [][]diff.Deed{d.OldDeeds, d.NewDeeds} {
		for i := range deeds {
			x := &deeds[i]
			for _, a := range []*acl.ACL{x.ACL, x.Before} {
				if a != nil {
					acls[cmp.Or(n.origin[a.Name], a.Name)] |= 0
				}
			}
			if c := x.Condition; c != nil {
				failed[cmp.Or(n.origin[x.ACL.Name], x.ACL.Name)] = subject(c.Area, c.Attr)
			}
		}
	}
	best, rank := ClassID(""), 0
	for _, need := range n.result.Needs {
		at, involved := acls[need.ACL]
		switch {
		case !need.Differs(), need.Class == ScreensAsk, need.ACL != "" && !involved, need.Question != "" && !about(need.Question, d.Question):
			continue
		case matching(need.Class) && (at == 3 || special(d.Question) && need.Class == NewParameters):
			continue // it matches on both sides; nobody passes anything as new there
		case matching(need.Class) && len(need.on) > 0 && failed[need.ACL] != "" && !slices.Contains(need.on, failed[need.ACL]):
			continue // something else is why it does not match
		}
		r := 1
		if need.Question != "" {
			r = 2
		}
		if slices.Contains(need.on, failed[need.ACL]) {
			r = 3
		}
		if r > rank {
			best, rank = need.Class, r
		}
	}
	if best != "" {
		return best
	}
	switch alike, lacks := n.ask.alike(d); {
	case alike:
		return ScreensAsk
	case lacks && len(d.Old)+len(d.New) == 0 && n.result.tells(ValueUnknown):
		return ValueUnknown // no ACL acts on it: it is not there
	}
	return ""
}

// tells reports whether a result has a need of a class, of what is in force.
func (r *Result) tells(class ClassID) bool {
	return slices.ContainsFunc(r.Needs, func(n *Need) bool { return n.Class == class && !n.Off })
}

// subject is what a condition looks at, whichever area and key it goes by: State for
// Ticket.StateType, TicketFreeText1 for that field, however it is called.
func subject(area, attr string) string {
	switch {
	case strings.HasPrefix(attr, "DynamicField_"):
		return strings.TrimPrefix(attr, "DynamicField_")
	case area == "Process":
		return strings.TrimSuffix(attr, "EntityID")
	case area != "Ticket":
		return area
	case attr == "CustomerID":
		return "CustomerUser"
	}
	return strings.TrimSuffix(strings.TrimSuffix(attr, "Type"), "ID")
}

// matching reports whether a class is about whether an ACL matches.
func matching(c ClassID) bool {
	return slices.Contains([]ClassID{AreaFromTicket, FreeFieldEmpty, StoredZero, NewParameters, EmptyCall, Gathering, StoredTicket, AreaUnknown, InvalidPersons}, c)
}

// about reports whether a question of a Need, which may have the name that the old product
// has for a free field, is that of a difference. What a form comes to may hang on every one.
func about(question, of string) bool {
	if sub, ok := strings.CutPrefix(question, "Ticket."); ok && product.IsFree(sub) {
		question = "Ticket.DynamicField_" + sub
	}
	return of == "" || question == of
}

// follows is the class of a list on which a form hangs that is stored on one side only, or
// that of a list which is asked for before; "" where there is none.
func (n *naming) follows(d *diff.Difference, by map[ClassID][]*diff.Difference) ClassID {
	if d.What == diff.InList && d.Through == "" {
		return ""
	}
	for _, c := range Classes() {
		for _, x := range by[c.ID] {
			if (x.What == diff.InList || x.What == diff.Dies) && slices.ContainsFunc(d.In, func(i int) bool { return slices.Contains(x.In, i) }) {
				return c.ID
			}
		}
	}
	return ""
}
