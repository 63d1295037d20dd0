package scenario

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// Offering says whether the page that is sent lists a value.
type Offering uint8

// The offerings.
const (
	NoPage  Offering = iota // a function or a service: nothing is shown
	Offered                 // the page lists the value
	Hidden                  // ACLs took it away
	MaybeOffered
)

func (o Offering) String() string {
	return [...]string{"no page", "offered", "hidden", "undetermined"}[o]
}

// Value is one value that a screen offers or that ACLs hide, and what becomes
// of it when it is sent.
type Value struct {
	Attr      string // Queue, State, …, DynamicField_X
	Candidate simulate.Candidate
	Offering  Offering
	// Page is the question whose answer the page shows; nil for NoPage.
	Page *Asked
	Sent Sent
	// By is the question that decided on save; nil where nobody asks.
	By *Asked
}

// Surprising reports whether a person would not expect it: a value that ACLs
// hide is stored all the same, or one that the page offers is refused.
func (v *Value) Surprising() bool {
	switch o := v.Sent.Outcome; v.Offering {
	case Hidden:
		return o == Stored || o == Created
	case Offered:
		return o == RefusedSilently || o == RefusedError || o == RefusedField
	}
	return false
}

// Saves is what becomes of a scenario's form as it stands, and of each value
// that the screen offers or that ACLs hide.
type Saves struct {
	Plan   *Plan // of saving the form as it stands
	Values []Value
	// Skipped are lists of which too many values were candidates.
	Skipped []string
}

// SavesOf saves a scenario's form, and the same with one value after the other
// in it, each a save of its own, up to a number of values. nil where nothing can
// be sent from the screen.
func SavesOf(s *Scenario, w *World, limit int) (*Saves, error) {
	sent := asSent(s)
	plan, err := Calls(sent, w)
	if err != nil || plan.Saving == nil {
		return nil, err
	}
	out := &Saves{Plan: plan}
	lists, err := pageLists(s, w, &plan.Screen)
	if err != nil {
		return nil, err
	}
	tried := 0
	for _, l := range lists {
		if tried += len(l.asked.Call.Data); tried > limit {
			tried -= len(l.asked.Call.Data)
			out.Skipped = append(out.Skipped, l.attr)
			continue
		}
		for _, c := range l.asked.Call.Data {
			if c.Any {
				continue
			}
			v, err := valueSaved(sent, w, l, c)
			if err != nil {
				return nil, err
			}
			if v != nil {
				out.Values = append(out.Values, *v)
			}
		}
	}
	return out, nil
}

// FormSaved is what comes of sending a scenario's form as it stands, at whatever
// moment the scenario is; nil where nothing can be sent from the screen.
func FormSaved(s *Scenario, w *World) (*Saving, error) {
	plan, err := Calls(asSent(s), w)
	if err != nil {
		return nil, err
	}
	return plan.Saving, nil
}

// asSent is the scenario in which the form is sent.
func asSent(s *Scenario) *Scenario {
	sent := *s
	sent.Moment, sent.Expect = Save, nil
	if s.Moment != Save {
		sent.Changed = ""
	}
	return &sent
}

// shownList is what a page shows of one field.
type shownList struct {
	attr, element string
	rank          int // in the order of the form
	label, multi  bool
	asked         *Asked
	answer        *simulate.Answer // nil where there is no page
}

// pageLists are the lists of the page from which the form is sent: as it is
// delivered, or as the last change left it.
func pageLists(s *Scenario, w *World, screen *product.Screen) ([]shownList, error) {
	if screen.Setter {
		return setterLists(s, w, screen)
	}
	shown := *s
	shown.Expect = nil
	if shown.Moment == Save {
		shown.Moment = First
		if len(s.Form) > 0 && len(screen.Change) > 0 {
			shown.Moment = Change
		}
	}
	plan, err := Calls(&shown, w)
	if err != nil {
		return nil, err
	}
	var out []shownList
	for list, a := range plan.Page.From {
		if _, onPage := plan.Page.Lists[list]; !onPage {
			continue
		}
		if l, ok := fieldOf(plan, a); ok {
			l.asked, l.answer = a, w.judge(a)
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(a, b shownList) int { return cmp.Or(a.rank-b.rank, strings.Compare(a.attr, b.attr)) })
	return out, nil
}

// fieldOf is the field of the form whose list a question fills.
func fieldOf(plan *Plan, a *Asked) (shownList, bool) {
	sub := a.Call.ReturnSubType
	if a.Setter || a.Call.ReturnType != "Ticket" {
		return shownList{}, false
	}
	r := plan.run
	if field, ok := strings.CutPrefix(sub, "DynamicField_"); ok {
		for i, f := range r.shown() {
			if f.Name == field {
				return shownList{attr: sub, element: sub, rank: len(plan.Screen.Fields) + i, multi: f.Type == "Multiselect"}, true
			}
		}
		return shownList{}, false
	}
	if sub == "OldOwner" {
		return shownList{}, false
	}
	attr := strings.TrimPrefix(sub, "New")
	for i, f := range plan.Screen.Fields {
		if f.Attr == attr && r.on(f) {
			return shownList{attr: attr, element: f.Name, rank: i, label: f.Label}, true
		}
	}
	return shownList{}, false
}

// setterLists are the values that exist: functions and services show none.
func setterLists(s *Scenario, w *World, screen *product.Screen) ([]shownList, error) {
	r, err := newRun(s, w, screen)
	if err != nil {
		return nil, err
	}
	var out []shownList
	for _, f := range screen.Fields {
		attr, isID := strings.CutSuffix(f.Attr, "ID")
		if !isID {
			continue
		}
		a := &Asked{Call: simulate.Call{ReturnType: "Ticket", ReturnSubType: attr, Params: map[string]inventory.Value{}}}
		l := product.List{Kind: product.ListAllStates}
		switch attr {
		case "Queue":
			l.Kind = product.ListAllQueues
		case "SLA":
			a.Call.Params["ServiceID"] = r.ticket["ServiceID"]
		case "Owner", "Responsible":
			continue // nobody asks, and every agent will do
		}
		r.offer(a, l)
		out = append(out, shownList{attr: attr, element: f.Name, asked: a})
	}
	return out, nil
}

// valueSaved sends the form with one other value in it.
func valueSaved(s *Scenario, w *World, l shownList, c simulate.Candidate) (*Value, error) {
	one := *s
	one.Form = maps.Clone(s.Form)
	if one.Form == nil {
		one.Form = inventory.Attrs{}
	}
	for _, name := range []string{l.attr, l.attr + "ID", "New" + l.attr, l.element} {
		delete(one.Form, name)
	}
	value := inventory.TextValue(c.ID)
	if l.label {
		value.Text += "||" + c.Name
	}
	if l.multi {
		value = inventory.ListValue()
		if c.ID != "" {
			value = inventory.ListValue(c.ID)
		}
	}
	one.Form[l.element] = value
	plan, err := Calls(&one, w)
	if err != nil || plan.Saving == nil {
		return nil, err
	}
	v := &Value{Attr: l.attr, Candidate: c}
	if l.answer != nil {
		v.Page = l.asked
		v.Offering = Hidden
		is := func(x simulate.Candidate) bool { return x == c }
		switch d := l.answer.Undetermined; {
		case d != nil && (d.MaybeDies || d.Data && contains(d.MaybeLeft, is)):
			v.Offering = MaybeOffered
		case l.answer.Died == nil && contains(l.answer.Left, is):
			v.Offering = Offered
		}
	}
	i := slices.IndexFunc(plan.Saving.Sent, func(x Sent) bool { return x.Attr == l.attr })
	if i < 0 {
		return nil, nil // an empty choice: nothing is sent
	}
	v.Sent = plan.Saving.Sent[i]
	if v.Sent.By >= 0 {
		v.By = &plan.Asked[v.Sent.By]
	}
	return v, nil
}
