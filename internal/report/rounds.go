package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// Round is one pass of a form over its lists. A form asks again as long as it
// empties or fills fields.
type Round struct {
	Number  int           `json:"round"`
	Because []string      `json:"because"` // fields whose change made it ask; none on the first display
	Asked   []string      `json:"asked"`
	Changes []RoundChange `json:"changes"`
}

// RoundChange is what the form itself did to a field.
type RoundChange struct {
	Field string `json:"field"`
	Value string `json:"value"`
	// What: emptied (not offered any more), hidden (emptied, for Form hides the
	// field), filled, or gone (nobody chose it, and it is not in the list).
	What    string `json:"what"`
	ACL     string `json:"acl,omitempty"` // that took the value or the field
	Section string `json:"section,omitempty"`
	Place   *Place `json:"place,omitempty"`
}

// AddRounds fills Rounds, if any round changed something.
func (s *Simulation) AddRounds(f *Form) {
	p, changed := f.Plan, false
	for i := range p.Rounds {
		changed = changed || len(p.Rounds[i].Emptied) > 0
	}
	if !changed {
		return
	}
	for i := range p.Rounds {
		r := &p.Rounds[i]
		out := Round{Number: i + 1, Because: []string{}, Asked: []string{}, Changes: []RoundChange{}}
		for _, element := range r.Because {
			out.Because = appendNew(out.Because, p.Chosen(element))
		}
		for j := r.First; j < r.End; j++ {
			out.Asked = appendNew(out.Asked, shortName(&p.Asked[j]))
		}
		for _, e := range r.Emptied {
			out.Changes = append(out.Changes, roundChange(p, e, f.Explain))
		}
		s.Rounds = append(s.Rounds, out)
	}
}

func roundChange(p *scenario.Plan, e scenario.Emptied, explain func(*scenario.Asked) *simulate.Explanation) RoundChange {
	c := RoundChange{Field: e.Field, Value: p.Words(e), What: "emptied"}
	switch {
	case e.Filled:
		c.What = "filled"
		return c
	case e.Hidden:
		c.What = "hidden"
	}
	if e.Asked < 0 {
		return c
	}
	fates := explain(&p.Asked[e.Asked]).Fates
	for i := range fates {
		f := &fates[i]
		is := c.ACL == "" && slices.Contains(texts(&e.Value), f.Candidate.ID)
		if e.Hidden {
			is = "DynamicField_"+f.Candidate.Name == e.Field
		}
		if is && !f.Left && f.By != nil {
			c.by(f)
		}
	}
	return c
}

// by names the ACL that took a value.
func (c *RoundChange) by(f *simulate.Fate) {
	c.ACL, c.Section = f.By.Name, f.Section.String()
	if n := addFate(nil, Choice{}, f)[0]; n.Place.Line > 0 {
		c.Place = &n.Place
	}
}

func appendNew(list []string, s string) []string {
	for _, have := range list {
		if have == s {
			return list
		}
	}
	return append(list, s)
}

// maxRoundsShown: of a form that goes round and round the first ones tell all.
const maxRoundsShown = 6

// rounds prints what the form did while it asked.
func (s *Simulation) rounds(out io.Writer, t *Terminal) {
	if len(s.Rounds) == 0 {
		return
	}
	fmt.Fprintln(out)
	fmt.Fprintln(out, t.name.Render("Rounds of the form"))
	for i := range s.Rounds[:min(len(s.Rounds), maxRoundsShown)] {
		r := &s.Rounds[i]
		why := "asks "
		if len(r.Because) > 0 {
			why = strings.Join(r.Because, ", ") + " changed: asks "
		}
		asked := strings.Join(r.Asked, ", ")
		if asked == "" {
			asked = "nothing"
		}
		t.block(out, pad(fmt.Sprintf("  %d", r.Number), 6), 6, strings.Fields(Clean(why+asked)))
		for _, c := range r.Changes {
			c.text(out, t, s.short)
		}
	}
	if more := len(s.Rounds) - maxRoundsShown; more > 0 {
		t.block(out, "", 6, strings.Fields(fmt.Sprintf("      and %d rounds more", more)))
	}
}

func (c *RoundChange) text(out io.Writer, t *Terminal, short func(Place) string) {
	what := "is not offered any more, and emptied"
	switch c.What {
	case "hidden":
		what = "is emptied: Form hides the field"
	case "filled":
		what = "is put in"
	}
	c.line(out, t, 6, c.Field+" "+shown(c.Value)+" "+what, short)
}
