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
		return o == RefusedSilently || o == RefusedError || o == RefusedField || o == TakenBack
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
	from, plan, err := asSent(s, w)
	if err != nil || plan == nil {
		return nil, err
	}
	out := &Saves{Plan: plan}
	lists, err := from.lists()
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
			v, err := from.value(l, c)
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

// shownList is what a page shows of one field.
type shownList struct {
	attr, element string
	rank          int // in the order of the form
	label, multi  bool
	asked         *Asked
	answer        *simulate.Answer // nil where there is no page
}

// lists are those of the page from which the form is sent.
func (f *sender) lists() ([]shownList, error) {
	if f.page == nil {
		return setterLists(f.sent, f.w, f.screen)
	}
	plan, w := f.page, f.w
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
	r, err := newRun(s, w, screen, nil)
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
		case "Owner", "Responsible": // nobody asks, and every agent will do
			a.Call.Data = r.agents(r.inv.Agents, true).data
			out = append(out, shownList{attr: attr, element: f.Name, asked: a})
			continue
		}
		r.offer(a, l)
		out = append(out, shownList{attr: attr, element: f.Name, asked: a})
	}
	if !screen.IsService() {
		return out, nil
	}
	for _, f := range r.shown() {
		name := "DynamicField_" + f.Name
		a := &Asked{Call: simulate.Call{ReturnType: "Ticket", ReturnSubType: name, Data: r.dynamicField(f.Name).data}}
		out = append(out, shownList{attr: name, element: name, multi: f.Type == "Multiselect", asked: a})
	}
	return out, nil
}

// value sends the form with one other value in it. One that the page offers is
// chosen first: the page answers that as it does any change.
func (f *sender) value(l shownList, c simulate.Candidate) (*Value, error) {
	v := &Value{Attr: l.attr, Candidate: c}
	if l.answer != nil {
		v.Page = l.asked
		v.Offering = Hidden
		is := func(x simulate.Candidate) bool { return x == c }
		switch d := l.answer.Undetermined; {
		case d != nil && (d.MaybeDies || d.Exhausted || d.Data && contains(d.MaybeLeft, is)):
			v.Offering = MaybeOffered
		case l.answer.Died == nil && contains(l.answer.Left, is):
			v.Offering = Offered
		}
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
	one := *f.sent
	one.Form = f.form(l, value)
	if f.changes(v, l) {
		next, err := CallsOn(f.page.Next(l.element, value), f.w, f.page.Page)
		if err != nil {
			return nil, err
		}
		v.Sent = Sent{Attr: l.attr, Element: l.element, Value: value, Name: c.Name, By: -1}
		if next.Unsettled != nil {
			v.Sent.Outcome, v.Sent.Why = Undetermined, "the form never settles after this choice, and what is sent from it was not measured"
			return v, nil
		}
		one.Form = next.held(next.run.s.Form)
		for name, chosen := range f.sent.Form {
			if f.onPurpose && !l.names(name) {
				next.put(one.Form, name, chosen)
			}
		}
		if !one.Form[l.element].Equal(value) {
			v.Sent.Outcome, v.Sent.Why = TakenBack, next.whoTook(l.attr)
			return v, nil
		}
	}
	plan, err := f.send(&one)
	if err != nil || plan.Saving == nil {
		return nil, err
	}
	i := slices.IndexFunc(plan.Saving.Sent, func(x Sent) bool { return x.Attr == l.attr })
	if i < 0 {
		return nil, nil // an empty choice: nothing is sent
	}
	v.Sent = plan.Saving.Sent[i]
	v.By = plan.By(&v.Sent)
	return v, nil
}

// form is the form as it stands with one other value in it.
func (f *sender) form(l shownList, value inventory.Value) inventory.Attrs {
	form := maps.Clone(f.sent.Form)
	if form == nil {
		form = inventory.Attrs{}
	}
	maps.DeleteFunc(form, func(name string, _ inventory.Value) bool { return l.names(name) })
	form[l.element] = value
	return form
}

// names reports whether a form chooses the value of this list by a name.
func (l *shownList) names(name string) bool {
	return name == l.attr || name == l.attr+"ID" || name == "New"+l.attr || name == l.element
}

// changes reports whether choosing a value makes the page ask again.
func (f *sender) changes(v *Value, l shownList) bool {
	if f.page == nil || v.Offering != Offered || len(f.screen.Change) == 0 || f.page.Screen.Name != f.screen.Name || f.sent.Posted {
		return false
	}
	if e := f.page.run.fields[l.element]; e != nil {
		return e.value.Text != v.Candidate.ID
	}
	return true
}
