package report

import (
	"cmp"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/simulate"
)

// Coverage is what the scenarios of a run exercised of one set of ACLs. A point is
// an ACL that matched, a condition that held, one that failed, a list that changed
// something, or an item on which some answer hangs.
type Coverage struct {
	ACLs          string        `json:"acls"` // where they are
	Inventory     string        `json:"inventory"`
	Target        string        `json:"target"`
	TargetAssumed bool          `json:"target_assumed"`
	Points        int           `json:"points"`
	Hit           int           `json:"hit"`
	Covered       []*ACLCovered `json:"covered"` // in evaluation order
}

// ACLCovered is one ACL of it.
type ACLCovered struct {
	Name       string             `json:"name"`
	Place      Place              `json:"place"`
	Reached    int                `json:"reached"` // calls that came to it
	Matched    int                `json:"matched"`
	Maybe      int                `json:"maybe_matched"`
	Used       int                `json:"used"`
	Stopped    int                `json:"stopped"`
	Died       int                `json:"died"`
	Conditions []ConditionCovered `json:"conditions"`
	Changes    []ChangeCovered    `json:"changes"`
}

// ConditionCovered is one condition.
type ConditionCovered struct {
	Block   string        `json:"block"`
	Attr    string        `json:"attribute"` // Ticket.Queue
	Place   Place         `json:"place"`
	Held    int           `json:"held"`
	Failed  int           `json:"failed"`
	Unknown int           `json:"unknown"`
	Items   []ItemCovered `json:"items"`
}

// ChangeCovered is one list of changes.
type ChangeCovered struct {
	Section  string        `json:"section"`
	Question string        `json:"question"`
	Place    Place         `json:"place"`
	Used     int           `json:"used"`
	Changed  int           `json:"changed"` // times it changed the list
	Items    []ItemCovered `json:"items"`
}

// ItemCovered is one item: without a needed one some answer would be another.
type ItemCovered struct {
	Item   *string `json:"item"`
	Place  Place   `json:"place"`
	Needed bool    `json:"needed"`
}

// AddCoverage adds what was exercised of a set.
func (t *Tests) AddCoverage(c *Coverage, all []simulate.ACLCoverage) {
	c.Covered = []*ACLCovered{}
	for i := range all {
		c.add(&all[i])
	}
	for _, a := range c.Covered {
		a.points(func(hit bool, _ string, _ Place) {
			c.Points++
			if hit {
				c.Hit++
			}
		})
	}
	t.Coverage = append(t.Coverage, c)
}

func (c *Coverage) add(a *simulate.ACLCoverage) {
	out := &ACLCovered{
		Name: a.ACL.Name, Place: placeOf(a.ACL.Place()), Reached: a.Reached, Matched: a.Matched, Maybe: a.MaybeMatched,
		Used: a.Used, Stopped: a.Stopped, Died: a.Died, Conditions: []ConditionCovered{}, Changes: []ChangeCovered{},
	}
	listPlace := func(e *acl.Entry) Place {
		if e == nil {
			return out.Place
		}
		return place(a.ACL.File, e.KeySpan)
	}
	for i := range a.Conditions {
		k := &a.Conditions[i]
		out.Conditions = append(out.Conditions, ConditionCovered{
			Block: k.Block.String(), Attr: k.Area + "." + k.Attr, Place: listPlace(k.List), Held: k.Held, Failed: k.Failed,
			Unknown: k.Uncertain, Items: itemsCovered(a.ACL.File, k.Items),
		})
	}
	for i := range a.Changes {
		k := &a.Changes[i]
		out.Changes = append(out.Changes, ChangeCovered{
			Section: k.Section.String(), Question: k.Question, Place: listPlace(k.List), Used: k.Used, Changed: k.Changed,
			Items: itemsCovered(a.ACL.File, k.Items),
		})
	}
	c.Covered = append(c.Covered, out)
}

func itemsCovered(file string, items []simulate.ItemCoverage) []ItemCovered {
	out := []ItemCovered{}
	for _, it := range items {
		out = append(out, ItemCovered{textOf(it.Item), place(file, it.Item.Span), it.Needed})
	}
	return out
}

// points visits every point of an ACL, with what is said of one that was not hit.
func (a *ACLCovered) points(visit func(hit bool, lack string, at Place)) {
	visit(a.Matched > 0, "never matched", a.Place)
	for i := range a.Conditions {
		k := &a.Conditions[i]
		visit(k.Held > 0, "never held: "+k.Attr, k.Place)
		visit(k.Failed > 0, "never failed: "+k.Attr, k.Place)
		for _, it := range k.Items {
			visit(it.Needed, "not needed: "+it.text()+" in "+k.Attr, it.Place)
		}
	}
	for i := range a.Changes {
		k := &a.Changes[i]
		name := k.Section + " of " + bare(k.Question)
		visit(k.Changed > 0, "changed nothing: "+name, k.Place)
		for _, it := range k.Items {
			visit(it.Needed, "not needed: "+it.text()+" in "+name, it.Place)
		}
	}
}

func (it *ItemCovered) text() string {
	if it.Item == nil {
		return "null"
	}
	return shown(*it.Item)
}

// touched reports whether any scenario may have met the ACL.
func (a *ACLCovered) touched() bool { return a.Matched+a.Maybe+a.Died > 0 }

// percent is how much was hit, rounded down so that 100 means all.
func (c *Coverage) percent() int {
	if c.Points == 0 {
		return 100
	}
	return 100 * c.Hit / c.Points
}

// CoveragePercent is the least of all sets: what a bound is held against. It is
// 100 only where every point was hit.
func (t *Tests) CoveragePercent() int {
	least := 100
	for _, c := range t.Coverage {
		least = min(least, c.percent())
	}
	return least
}

// lacks are the points that were not hit, in the order of the file.
func (a *ACLCovered) lacks() []lack {
	var out []lack
	a.points(func(hit bool, text string, at Place) {
		if !hit {
			out = append(out, lack{text, at})
		}
	})
	slices.SortStableFunc(out, func(x, y lack) int {
		return cmp.Or(cmp.Compare(x.at.Line, y.at.Line), cmp.Compare(x.at.Column, y.at.Column))
	})
	return out
}

type lack struct {
	text string
	at   Place
}
