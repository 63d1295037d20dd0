package report

import (
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/simulate"
)

// Story is what became of one value of one list, ACL by ACL.
type Story struct {
	Question string `json:"question"`
	Round    string `json:"round"`
	Value    string `json:"value"`
	ID       string `json:"id,omitempty"`
	// Also are other values of which the same is to be told.
	Also []string `json:"also,omitempty"`
	// Before is what earlier rounds of the form did to the value or its field.
	Before []RoundNote `json:"earlier_rounds,omitempty"`
	// Offered: yes, no, not asked where the form hides the field, or unknown where the candidates are assumed. Of an
	// unknown one the steps tell what would become of it.
	Offered    string   `json:"offered"`
	NotOffered string   `json:"not_offered,omitempty"` // why the screen never offers it
	Nearest    string   `json:"nearest,omitempty"`     // of the values that it offers
	Steps      []Step   `json:"steps"`
	Silent     []string `json:"matched_without_list"` // ACLs that have no list for the question
	Missed     []string `json:"not_matched"`          // ACLs that have one
	Behind     []string `json:"not_looked_at"`        // ACLs that have one
	StoppedBy  string   `json:"stopped_by,omitempty"`
	End        string   `json:"end"` // offered, gone, never offered, unknown, dies, not limited
	Unknown    []string `json:"unknown,omitempty"`
	Died       string   `json:"died,omitempty"`
	DiedIn     string   `json:"died_in,omitempty"`
	DiedAt     *Place   `json:"died_at,omitempty"`

	more int // of Missed, where not all are told
}

// Step is what one section of an ACL that matched did to the value.
type Step struct {
	ACL     string  `json:"acl"`
	Section string  `json:"section,omitempty"` // none where code computes what the ACL does
	What    string  `json:"what"`
	Item    *string `json:"item,omitempty"` // the item that names the value
	Place   Place   `json:"place"`
	Maybe   bool    `json:"maybe"`  // whether the ACL matches is not known
	Unsure  bool    `json:"unsure"` // whether the item hits is not known
	Before  string  `json:"before"` // left, gone, unknown
	After   string  `json:"after"`
}

// AddStory adds the story of a value to a simulation. notOffered is why the
// screen does not offer it, "" where nobody knows.
func (s *Simulation) AddStory(f *Form, a Answered, value, notOffered string) {
	x := a.Explanation
	t := x.Story(value)
	out := Story{
		Question: shortName(a.Asked), Round: a.Asked.Round, Value: value, ID: t.Candidate.ID, Offered: "yes",
		Steps: []Step{}, Silent: []string{}, Missed: []string{}, Behind: []string{},
	}
	if !t.Offered {
		out.Offered, out.NotOffered = "no", notOffered
		if a.Asked.AnyOther && notOffered == "" {
			t = x.IfOffered(value)
			out.Offered, out.NotOffered = "unknown", a.Asked.Why
		}
		out.Nearest = nearestCandidate(x, value)
	}
	var taker *acl.ACL
	if fate := takenFrom(x, value); fate != nil {
		taker = fate.By
	}
	out.Before = f.before(a.Asked, value, taker)
	for i := range t.Steps {
		out.Steps = append(out.Steps, step(&t.Steps[i]))
	}
	for _, a := range t.Silent {
		out.Silent = append(out.Silent, a.Name)
	}
	for _, a := range t.Missed {
		out.Missed = append(out.Missed, a.Name)
	}
	for _, a := range t.Behind {
		out.Behind = append(out.Behind, a.Name)
	}
	if x.StoppedBy != nil {
		out.StoppedBy = x.StoppedBy.Name
	}
	out.end(x, t)
	s.Stories = append(s.Stories, out)
}

func (s *Story) end(x *simulate.Explanation, t *simulate.Story) {
	switch {
	case x.Died != nil:
		p := Place{x.Died.Place.File, x.Died.Place.Span.Start.Line, x.Died.Place.Span.Start.Column}
		s.End, s.Died, s.DiedIn, s.DiedAt = "dies", x.Died.Message, x.Died.ACL, &p
	case s.Offered == "no":
		s.End = "never offered"
	case t.Maybe:
		s.End, s.Unknown = "unknown", x.Unknown
	case !t.Left:
		s.End = "gone"
	case !x.Returned && x.Undetermined == nil:
		s.End = "not limited"
	default:
		s.End = "offered"
	}
}

// nearestCandidate is the nearest of the values that the screen offers.
func nearestCandidate(x *simulate.Explanation, value string) string {
	var names []string
	for i := range x.Fates {
		if c := &x.Fates[i].Candidate; !c.Any && !c.Undef && c.Name != "" {
			names = append(names, c.Name)
		}
	}
	return diag.Nearest(value, names)
}

func step(t *simulate.Step) Step {
	s := Step{
		ACL: t.ACL.Name, What: t.Kind.String(), Place: place(t.ACL.File, t.ACL.Place().Span),
		Maybe: t.Maybe, Unsure: t.Unsure, Before: t.Before.String(), After: t.After.String(),
	}
	if t.Kind != simulate.StepComputed {
		s.Section = t.Section.String()
	}
	switch {
	case t.Item != nil:
		s.Item, s.Place = textOf(t.Item), place(t.ACL.File, t.Item.Span)
	case t.List != nil:
		s.Place = place(t.ACL.File, t.List.KeySpan)
	}
	return s
}
