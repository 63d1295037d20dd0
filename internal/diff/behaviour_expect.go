package diff

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// expect puts into the scenario of a difference what the old set does, as an expectation
// that it passes and the new one fails; nothing where none can say it.
func (b *behaving) expect(d *Difference) {
	x, f := b.shows(d.Scenario, d)
	s := d.Scenario.Clone()
	s.Name, s.Expect = d.name(), nil
	if x != nil {
		s.Expect = b.expectation(d, x, f)
	}
	d.Scenario = s
}

func (b *behaving) expectation(d *Difference, x *both, f *found) *scenario.Expect {
	e := &scenario.Expect{Questions: map[string]scenario.Offer{}}
	c := call{f.question, f.ticket, f.setter}
	old, asked := x.lists[0][c]
	switch {
	case d.Was == Unknown:
		return nil // the old set would not pass what nobody knows
	case d.What == Saves:
		saves := d.Was == Left
		e.Saves = &saves
	case d.What == InList && asked && !d.AnyOther && !f.setter && x.first(0, c):
		if d.Was == Left {
			e.Questions[d.Question] = scenario.Offer{Has: []string{d.Value}}
		} else {
			e.Questions[d.Question] = scenario.Offer{Lacks: []string{d.Value}}
		}
	case d.What == Dies && d.Was == Left && asked && !f.setter && x.first(0, c) && len(old.answer.Left) > 0:
		e.Questions[d.Question] = scenario.Offer{Has: []string{old.answer.Left[0].Name}}
	default:
		was, is := matched(x, 0), matched(x, 1)
		if slices.Equal(was, is) {
			return nil
		}
		e.Matched = &scenario.Offer{Exact: true, Has: was}
	}
	return e
}

// first reports whether a call is the one that an expectation of its question is held
// against.
func (b *both) first(side int, c call) bool {
	for _, o := range b.order {
		if _, asked := b.lists[side][o]; asked && o.question == c.question && !o.setter {
			return o == c
		}
	}
	return false
}

// matched are the ACLs that match when the scenario is played.
func matched(x *both, side int) []string {
	var out []string
	for _, c := range x.order {
		l, asked := x.lists[side][c]
		if !asked {
			continue
		}
		var a *simulate.Answer = l.answer
		for _, m := range a.Matched {
			if !slices.Contains(out, m.Name) {
				out = append(out, m.Name)
			}
		}
	}
	slices.Sort(out)
	return out
}

// name says what differs.
func (d *Difference) name() string {
	where := strings.TrimPrefix(d.Question, "Ticket.")
	value := d.Value
	if d.AnyOther {
		value = "any other value"
	}
	switch d.What {
	case Saves:
		return "Whether the form is stored"
	case Settles:
		return "Whether the form comes to an end"
	case Dies:
		return where + ": whether asking ends in an error"
	}
	word := map[State]string{Gone: "gone", Left: "left", Unknown: "unknown"}
	if value == "" {
		value = "the empty value"
	}
	return where + ": " + value + ", " + word[d.Was] + " before, " + word[d.Is] + " now"
}
