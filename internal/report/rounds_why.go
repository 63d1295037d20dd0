package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// Form is what a screen asked, round by round, and who explains it.
type Form struct {
	Plan    *scenario.Plan
	Explain Explain
}

// RoundNote is what an earlier round of the form did to a value or its field.
type RoundNote struct {
	Round  int         `json:"round"`
	Change RoundChange `json:"change"`
}

// last is the call in the plan that gave an answer; -1 for one that the screen
// would give, and for a list that is still that of the page before.
func (f *Form) last(a *scenario.Asked) int {
	for i := len(f.Plan.Asked) - 1; i >= 0; i-- {
		if f.same(&f.Plan.Asked[i], a) {
			return i
		}
	}
	return -1
}

func (f *Form) same(a, b *scenario.Asked) bool {
	return a.Call.Question() == b.Call.Question() && a.Setter == b.Setter &&
		(a.Call.ReturnType == "Ticket" || a.Call.Params["TicketID"].Text == b.Call.Params["TicketID"].Text)
}

// stale reports whether an answer is that of the page before a change.
func (f *Form) stale(a *scenario.Asked) bool {
	return f.last(a) < 0 && slices.Contains(f.Plan.Stale(), shortName(a))
}

// ofValue is what the rounds did to a field because of the value that it held.
func (f *Form) ofValue(question, value string) []RoundNote {
	var notes []RoundNote
	p := f.Plan
	for i := range p.Rounds {
		for _, e := range p.Rounds[i].Emptied {
			ours := "Ticket."+e.Field == question
			if !e.Hidden && e.Asked >= 0 {
				ours = p.Asked[e.Asked].Call.Question() == question || ours && e.Filled
			}
			if ours && (e.Hidden || p.Words(e) == value || slices.Contains(texts(&e.Value), value)) {
				notes = append(notes, RoundNote{i + 1, roundChange(p, e, f.Explain)})
			}
		}
	}
	return notes
}

// ofList is what became of a value in the lists of earlier rounds, where that is
// another story than that of the last one.
func (f *Form) ofList(a *scenario.Asked, value string, now *acl.ACL) []RoundNote {
	var notes []RoundNote
	end := f.last(a)
	for i := range f.Plan.Rounds {
		r := &f.Plan.Rounds[i]
		for j := r.First; j < min(r.End, end); j++ {
			was := &f.Plan.Asked[j]
			if !f.same(was, a) {
				continue
			}
			fate := takenFrom(f.Explain(was), value)
			if fate == nil || fate.By == now {
				continue
			}
			n := RoundNote{i + 1, RoundChange{Field: shortName(a), Value: value, What: "gone"}}
			n.Change.by(fate)
			notes = append(notes, n)
		}
	}
	return notes
}

// takenFrom is how a value was taken; nil where it was not.
func takenFrom(x *simulate.Explanation, value string) *simulate.Fate {
	if f := fateOf(x, value, value); f != nil && !f.Left && f.By != nil {
		return f
	}
	return nil
}

// before is what earlier rounds did to a value of a list, in their order.
func (f *Form) before(a *scenario.Asked, value string, now *acl.ACL) []RoundNote {
	notes := f.ofValue(a.Call.Question(), value)
	for _, n := range f.ofList(a, value, now) {
		if !slices.ContainsFunc(notes, func(o RoundNote) bool { return o.Round == n.Round && o.Change.What == "emptied" }) {
			notes = append(notes, n)
		}
	}
	slices.SortStableFunc(notes, func(a, b RoundNote) int { return a.Round - b.Round })
	return notes
}

// AddHidden adds the story of a value whose list was not asked for because the
// form hides the field; false where it is no such field.
func (s *Simulation) AddHidden(f *Form, question, value string) bool {
	notes := f.ofValue(question, value)
	if !slices.ContainsFunc(notes, func(n RoundNote) bool { return n.Change.What == "hidden" }) {
		return false
	}
	s.Stories = append(s.Stories, Story{
		Question: strings.TrimPrefix(question, "Ticket."), Value: value, Before: notes, Offered: "not asked", End: "gone",
		Steps: []Step{}, Silent: []string{}, Missed: []string{}, Behind: []string{},
	})
	return true
}

// lost says of a condition that fails which round emptied what it looks at, and
// whether it held before that.
func (f *Form) lost(a *scenario.Asked, r *simulate.ACLReport, c *simulate.Condition) (*RoundNote, bool) {
	at := f.last(a)
	if at < 0 || c.Block == acl.PropertiesDatabase {
		return nil, false
	}
	field := fieldOf(c)
	p := f.Plan
	var note *RoundNote
	held := false
	for i := range p.Rounds {
		round := &p.Rounds[i]
		for _, e := range round.Emptied {
			switch {
			case e.Field != field || max(e.Asked, round.First) >= at:
			case e.Filled:
				note, held = nil, false
			default:
				note = &RoundNote{i + 1, roundChange(p, e, f.Explain)}
				held = false
				for j := max(e.Asked, round.First); j >= round.First && !held; j-- {
					held = heldIn(f.Explain(&p.Asked[j]), r.ACL, c)
				}
			}
		}
	}
	return note, held
}

func heldIn(x *simulate.Explanation, a *acl.ACL, c *simulate.Condition) bool {
	for i := range x.ACLs {
		if x.ACLs[i].ACL != a {
			continue
		}
		return slices.ContainsFunc(x.ACLs[i].Conditions, func(was simulate.Condition) bool {
			return was.List == c.List && was.Block == c.Block && was.Held && !was.Uncertain
		})
	}
	return false
}

// fieldOf is the field of a form that a condition looks at.
func fieldOf(c *simulate.Condition) string {
	switch {
	case c.Area == "DynamicField" || strings.HasPrefix(c.Attr, "DynamicField_"):
		return c.Attr
	case c.Area == "Ticket" && c.Attr == "StateType":
		return "State"
	case c.Area == "Ticket":
		return strings.TrimSuffix(c.Attr, "ID")
	}
	return c.Area
}

// told prints what earlier rounds did.
func (s *Simulation) told(out io.Writer, t *Terminal, y *Story) {
	for i := range y.Before[:min(len(y.Before), maxRoundsShown)] {
		n := &y.Before[i].Change
		round := y.Before[i].Round
		text := fmt.Sprintf("round %d of the form ", round)
		switch {
		case n.What == "gone":
			text = fmt.Sprintf("in round %d of the form it is gone", round)
		case n.What == "filled":
			text += "puts it in"
		case n.Value != y.Value:
			text += "empties " + shown(n.Value) + ": " + n.reason()
		default:
			text += "empties it: " + n.reason()
		}
		n.line(out, t, 2, text, s.exact)
	}
	if more := len(y.Before) - maxRoundsShown; more > 0 {
		t.block(out, "", 2, strings.Fields(fmt.Sprintf("and so in %d rounds more", more)))
	}
}

// reason is why a field was emptied.
func (c *RoundChange) reason() string {
	if c.What == "hidden" {
		return "Form hides the field"
	}
	return "it is not offered any more"
}

// line prints what a round did, and by which ACL.
func (c *RoundChange) line(out io.Writer, t *Terminal, indent int, text string, short func(Place) string) {
	if c.ACL != "" {
		text += " · " + c.ACL + ", " + c.Section
	}
	where := ""
	if c.Place != nil {
		where = short(*c.Place)
	}
	t.blockAt(out, strings.Repeat(" ", indent), indent, strings.Fields(Clean(text)), where)
}
