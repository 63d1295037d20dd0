package report

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// Saving is what comes of sending the form of a screen.
type Saving struct {
	Screen string `json:"screen"`
	// Saves: the form as it stands is stored in full; nil where that depends
	// on what is not known. Doubt then says why.
	Saves *bool  `json:"saves,omitempty"`
	Doubt string `json:"doubt,omitempty"`
	// Ends is how sending the form as it stands ends: done, error, field error,
	// undetermined.
	Ends   string   `json:"ends"`
	Errors []string `json:"error_fields,omitempty"` // form elements
	// Asked: the scenario is about sending the form, so that it is printed.
	Asked bool    `json:"asked"`
	Form  []Saved `json:"form"` // what is sent and not stored already
	// All: every value is printed, not only what surprises.
	All     bool     `json:"all"`
	Values  []Saved  `json:"values"`
	Skipped []string `json:"skipped,omitempty"` // lists with too many values
	Note    string   `json:"note,omitempty"`    // what nobody has measured
}

// Saved is one value and what becomes of it when it is sent.
type Saved struct {
	Attr     string  `json:"attribute"`
	ID       string  `json:"id,omitempty"`
	Name     string  `json:"name"`
	Page     string  `json:"page,omitempty"` // offered, hidden, undetermined, no page
	HiddenBy *Reason `json:"hidden_by,omitempty"`
	Outcome  string  `json:"outcome"`
	Stored   bool    `json:"stored"`
	Surprise bool    `json:"surprise"`
	// Decider is who looks at the value: nobody, the screen, a setter.
	Decider  string  `json:"decider"`
	Question string  `json:"question,omitempty"`
	Action   string  `json:"action,omitempty"` // that the question carries
	AsRoot   bool    `json:"as_root,omitempty"`
	By       *Reason `json:"by,omitempty"` // what refused it
	// Because is the attribute whose own value ended the save.
	Because string `json:"because,omitempty"`
	Why     string `json:"why,omitempty"`
}

// Reason is an ACL, its section and the item that did it.
type Reason struct {
	ACL     string  `json:"acl"`
	Section string  `json:"section"`
	Item    *string `json:"item,omitempty"`
	Place   Place   `json:"place"`
}

// Explain answers a question with its reasons.
type Explain func(*scenario.Asked) *simulate.Explanation

// NewSaving describes what sending a form comes to.
func NewSaving(s *scenario.Saves, explain Explain, asked, all bool) *Saving {
	plan := s.Plan
	out := &Saving{
		Screen: plan.Screen.Name, Form: []Saved{}, Values: []Saved{}, Asked: asked, All: all,
		Errors: plan.Saving.Errors, Skipped: s.Skipped, Note: plan.Saving.Assumed, Ends: ends(plan.Saving),
	}
	if saves, known := plan.Saving.Saves(); known {
		out.Saves = &saves
	} else {
		out.Doubt = plan.Saving.Doubt
	}
	pages := map[*scenario.Asked]*simulate.Explanation{}
	for _, sent := range plan.Saving.Sent {
		if sent.Outcome == scenario.Unchanged {
			continue
		}
		v := scenario.Value{Attr: sent.Attr, Sent: sent}
		v.Candidate = simulate.Candidate{ID: v.Sent.Value.Text, Name: v.Sent.Name}
		v.By = plan.By(&v.Sent)
		told := savedValue(&v, explain, pages)
		if told.Page = ""; told.ID == told.Name {
			told.ID = ""
		}
		out.Form = append(out.Form, told)
	}
	for i := range s.Values {
		out.Values = append(out.Values, savedValue(&s.Values[i], explain, pages))
	}
	return out
}

func ends(s *scenario.Saving) string {
	switch {
	case len(s.Errors) > 0:
		return "field error"
	case s.Refused != 0:
		return "error"
	case s.Doubt != "":
		return "undetermined"
	}
	return "done"
}

func savedValue(v *scenario.Value, explain Explain, pages map[*scenario.Asked]*simulate.Explanation) Saved {
	o := v.Sent.Outcome
	out := Saved{
		Attr: v.Attr, ID: v.Candidate.ID, Name: v.Candidate.Name, Page: v.Offering.String(),
		Outcome: o.String(), Stored: o.IsStored(), Surprise: v.Surprising(), Decider: "nobody",
		Because: v.Sent.Because, Why: v.Sent.Why,
	}
	var hides *simulate.Fate
	if v.Page != nil && v.Offering == scenario.Hidden {
		if pages[v.Page] == nil {
			pages[v.Page] = explain(v.Page)
		}
		if hides = fateOf(pages[v.Page], v.Candidate.ID, v.Candidate.Name); hides != nil {
			out.HiddenBy = reasonOf(hides)
		}
	}
	if v.By == nil {
		return out
	}
	out.Decider = "screen"
	if v.By.Setter {
		out.Decider = "setter"
	}
	out.Question, out.Action = shortName(v.By), v.By.Call.Params["Action"].Text
	out.AsRoot = v.By.Call.Params["UserID"].Text == "1"
	switch o {
	case scenario.RefusedSilently, scenario.RefusedError, scenario.RefusedField, scenario.NotReached:
		if f := fateOf(explain(v.By), v.Sent.Against, v.Sent.Against); f != nil && f.By != nil {
			out.By = reasonOf(f)
		} else if f == nil && out.Why == "" {
			out.Why = "the question does not offer the value, whatever the ACLs say"
		}
	case scenario.Stored, scenario.Created:
		if hides != nil && !out.AsRoot {
			out.Why = unmatched(explain(v.By), hides.By)
		}
	}
	return out
}

// fateOf is what became of a candidate, by its id or by its name.
func fateOf(e *simulate.Explanation, id, name string) *simulate.Fate {
	for i := range e.Fates {
		if f := &e.Fates[i]; f.Candidate.ID == id && !f.Candidate.Any {
			return f
		}
	}
	for i := range e.Fates {
		if f := &e.Fates[i]; f.Candidate.Name == name && !f.Candidate.Any {
			return f
		}
	}
	return nil
}

func reasonOf(f *simulate.Fate) *Reason {
	if f.By == nil {
		return nil
	}
	r := &Reason{ACL: f.By.Name, Section: f.Section.String()}
	switch {
	case f.Item != nil:
		r.Item, r.Place = textOf(f.Item), place(f.By.File, f.Item.Span)
	case f.List != nil:
		r.Place = place(f.By.File, f.List.KeySpan)
	}
	return r
}

// unmatched says why an ACL that hides a value on the page lets it pass when it
// is saved: the first of its conditions that does not hold there.
func unmatched(e *simulate.Explanation, by *acl.ACL) string {
	for i := range e.ACLs {
		r := &e.ACLs[i]
		if r.ACL != by || r.Status == simulate.Matched {
			continue
		}
		for j := range r.Conditions {
			if c := condition(r.ACL, &r.Conditions[j]); c.Result == "failed" {
				text, _, _ := strings.Cut(c.failed(), ", wants")
				return by.Name + " does not match there: " + text
			}
		}
		return by.Name + " does not match there"
	}
	return ""
}
