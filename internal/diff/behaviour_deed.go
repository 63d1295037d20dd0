package diff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// Act is what an ACL has to do with a difference.
type Act uint8

// The acts.
const (
	Takes     Act = iota // its section takes the value
	Brings               // its section brings the value back
	MayAct               // whether it matches, or names the value, is not known
	Stops                // it stops the evaluation before the ACL that acts on the other side
	NoMatch              // it acts on the other side, and does not match here
	Kills                // the call dies in it
	Unsettles            // it makes a form go round
)

func (a Act) String() string {
	return [...]string{"takes", "brings back", "may act", "stops", "does not match", "dies", "unsettles"}[a]
}

// Deed is what one ACL does to a value, or does not.
type Deed struct {
	Act Act
	ACL *acl.ACL
	// Place is that of the item, the list or the ACL.
	Place   acl.Place
	Section acl.BlockName // of Takes and Brings
	// Item is the first that names the value; nil where Possible names it not.
	Item *acl.Value
	// Before is the ACL that Stops keeps from its turn.
	Before *acl.ACL
	// Condition is the first that does not hold, of NoMatch; nil where that is not known.
	Condition *simulate.Condition
}

// responsible reports whether the ACL is to be named for the difference.
func (d *Deed) responsible() bool { return d.Act != NoMatch }

// blame finds who is responsible for what differs, on both sides.
func (b *behaving) blame(d *Difference, t thing, x *both) {
	var deeds [2][]Deed
	var told [2]*simulate.Explanation
	for i, s := range b.sides {
		deeds[i], told[i] = b.deedsOf(i, s, t, x)
	}
	for i := range b.sides {
		for _, other := range deeds[1-i] {
			if told[i] != nil && other.responsible() {
				deeds[i] = append(deeds[i], absent(told[i], other.ACL.Name, t.value)...)
			}
		}
	}
	d.OldDeeds, d.NewDeeds = deeds[0], deeds[1]
	d.Old, d.New = names(deeds[0]), names(deeds[1])
}

func names(deeds []Deed) []*acl.ACL {
	var out []*acl.ACL
	for i := range deeds {
		if a := deeds[i].ACL; deeds[i].responsible() && a != nil && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}

func (b *behaving) deedsOf(i int, s *side, t thing, x *both) ([]Deed, *simulate.Explanation) {
	explain := func(a *scenario.Asked) *simulate.Explanation {
		return s.Engine.ExplainAll(&a.Call, a.System)
	}
	switch t.what {
	case Settles:
		var out []Deed
		if u := x.plans[i].Unsettled; u != nil {
			for _, a := range s.Engine.ACLs() {
				if slices.Contains(u.ACLs, a.Name) {
					out = append(out, Deed{Act: Unsettles, ACL: a, Place: a.Place()})
				}
			}
		}
		return out, nil
	case Saves:
		p := x.plans[i]
		var told *simulate.Explanation
		for k := range p.Saving.Sent {
			sent := &p.Saving.Sent[k]
			if by := p.By(sent); !sent.Outcome.IsStored() && by != nil {
				e := explain(by)
				if deeds := refusing(p, sent, by, e); len(deeds) > 0 {
					return deeds, e
				}
				told = cmp.Or(told, e)
			}
		}
		if told != nil {
			return nil, told
		}
		if p.Saving.By >= 0 && p.Saving.By < len(p.Asked) {
			e := explain(&p.Asked[p.Saving.By])
			return of(e, p.Screen.ActionName()), e
		}
		return nil, nil
	}
	l, ok := x.lists[i][call{t.question, t.ticket, t.setter}]
	if !ok {
		return nil, nil
	}
	e := x.told[i][l.asked]
	if e == nil {
		e = explain(l.asked)
		x.told[i][l.asked] = e
	}
	if e.Died != nil {
		for k := range e.ACLs {
			if a := e.ACLs[k].ACL; a.Name == e.Died.ACL {
				return []Deed{{Act: Kills, ACL: a, Place: e.Died.Place}}, e
			}
		}
		return nil, e
	}
	for k := range l.asked.Call.Data {
		if c := &l.asked.Call.Data[k]; c.Any == t.any && !c.Undef && x.name(i, call{question: t.question}, *c) == t.value {
			return ofCandidate(e, c), e
		}
	}
	return nil, e
}

// refusing are the deeds for which a value that is sent is not stored. What the question
// refused may be the value of another field: the form comes back for that one, and nothing
// of it is stored.
func refusing(p *scenario.Plan, sent *scenario.Sent, by *scenario.Asked, e *simulate.Explanation) []Deed {
	switch by.Call.ReturnType {
	case "Form": // which hides the field
		return of(e, strings.TrimPrefix(cmp.Or(sent.Because, sent.Attr), "DynamicField_"))
	case "Action":
		return of(e, p.Screen.ActionName())
	}
	value := cmp.Or(sent.Against, sent.Value.Text)
	for i := range e.Fates {
		if c := &e.Fates[i].Candidate; c.ID == value && value != "" && !c.Undef && !c.Any {
			return ofCandidate(e, c)
		}
	}
	if sent.Against == "" && sent.Name != "" {
		value = sent.Name
	}
	return of(e, value)
}

func of(e *simulate.Explanation, name string) []Deed {
	for i := range e.Fates {
		if c := &e.Fates[i].Candidate; c.Name == name && !c.Undef && !c.Any {
			return ofCandidate(e, c)
		}
	}
	return nil
}

// ofCandidate are the deeds that decide about a candidate.
func ofCandidate(e *simulate.Explanation, c *simulate.Candidate) []Deed {
	var out []Deed
	story := e.StoryOf(c)
	for i := range story.Steps {
		s := &story.Steps[i]
		d := Deed{ACL: s.ACL, Section: s.Section, Item: s.Item, Place: placeOf(s)}
		switch {
		case s.Maybe || s.Unsure || s.Kind == simulate.StepComputed:
			if s.Before == s.After && s.After != simulate.MaybeLeft {
				continue
			}
			d.Act = MayAct
		case s.After == s.Before:
			continue
		case s.After == simulate.IsGone:
			d.Act, out = Takes, nil
		default:
			d.Act, out = Brings, nil
		}
		out = append(out, d)
	}
	return out
}

func placeOf(s *simulate.Step) acl.Place {
	switch {
	case s.Item != nil && s.Item.Span.IsValid():
		return acl.Place{File: s.ACL.File, Span: s.Item.Span}
	case s.List != nil && s.List.KeySpan.IsValid():
		return acl.Place{File: s.ACL.File, Span: s.List.KeySpan}
	}
	return s.ACL.Place()
}

// absent says why an ACL that acts on the other side does not here: it does not match,
// or another one stops before it. Nothing where it is not there, or does not touch the
// value.
func absent(e *simulate.Explanation, name, value string) []Deed {
	for i := range e.ACLs {
		r := &e.ACLs[i]
		if r.ACL.Name != name {
			continue
		}
		switch {
		case r.Status == simulate.NotReached && e.StoppedBy != nil:
			return []Deed{{Act: Stops, ACL: e.StoppedBy, Place: e.StoppedBy.Place(), Before: r.ACL}}
		case r.Status == simulate.NotMatched:
			d := Deed{Act: NoMatch, ACL: r.ACL, Place: r.ACL.Place()}
			for k := range r.Conditions {
				if c := &r.Conditions[k]; !c.Held && !c.Uncertain {
					d.Condition = c
					break
				}
			}
			return []Deed{d}
		}
	}
	return nil
}
