package scenario

import (
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// FormSaved is what comes of sending a scenario's form as it stands, at whatever
// moment the scenario is; nil where nothing can be sent from the screen.
func FormSaved(s *Scenario, w *World) (*Saving, error) {
	_, plan, err := asSent(s, w)
	if err != nil || plan == nil {
		return nil, err
	}
	return plan.Saving, nil
}

// asSent is the plan of sending the form as it stands, nil where nothing can be
// sent. Values that were chosen and that the page took back are not sent: they
// are told all the same.
func asSent(s *Scenario, w *World) (*sender, *Plan, error) {
	from, err := sentFrom(s, w)
	if err != nil || from == nil {
		return nil, nil, err
	}
	plan, err := from.send(from.sent)
	if err != nil || plan.Saving == nil {
		return nil, nil, err
	}
	if from.page != nil && s.Moment != Save {
		plan.Saving.Sent = append(plan.Saving.Sent, from.page.takenBack()...)
	}
	return from, plan, nil
}

// takenBack are the values of the scenario's form that the page did not keep.
func (p *Plan) takenBack() []Sent {
	var out []Sent
	left := p.Held()
	for i := range p.Screen.Fields {
		f := &p.Screen.Fields[i]
		e := p.run.fields[f.Name]
		if _, gone := left[f.Name]; !gone || f.Attr == "" || !p.run.chosen(e) || !truthy(e.posted) {
			continue
		}
		name := e.posted.Text
		if !f.ByName {
			name = p.run.nameOf(kindOf(f.Attr), e.posted).Text
		}
		out = append(out, Sent{Attr: f.Attr, Element: f.Name, Value: e.posted, Name: name, By: -1, Outcome: TakenBack, Why: p.whoTook(f.Attr)})
	}
	for _, f := range p.run.shown() {
		name := "DynamicField_" + f.Name
		v := p.run.s.Form[name]
		if _, gone := left[name]; gone && filled(v) {
			out = append(out, Sent{Attr: name, Element: name, Value: v, Name: v.Text, By: -1, Outcome: TakenBack, Why: p.whoTook(name)})
		}
	}
	return out
}

// sender sends forms from one page.
type sender struct {
	w      *World
	screen *product.Screen // that takes what is sent
	page   *Plan           // of the page; nil where there is none
	sent   *Scenario       // the form as it stands
	held   inventory.Attrs // see Plan.Held
	// onPurpose: the form is sent as it stands, whatever the page makes of it.
	onPurpose bool
}

// sentFrom finds the page from which a scenario's form is sent. What it has made
// of the form is sent, but for values that a scenario sends on purpose (moment
// Save). nil where the screen delivers no page at all.
func sentFrom(s *Scenario, w *World) (*sender, error) {
	sent := *s
	sent.Moment, sent.Expect = Save, nil
	if s.Moment != Save {
		sent.Changed = ""
	}
	from := &sender{w: w, sent: &sent, screen: w.screen(s.Screen), onPurpose: s.Moment == Save}
	if from.screen == nil {
		_, err := Calls(s, w)
		return nil, err
	}
	from.screen = variant(from.screen, &sent, w)
	if from.screen.Setter {
		return from, nil
	}
	var err error
	if from.page, err = Calls(asShown(s, from.screen), w); err != nil {
		return nil, err
	}
	switch {
	case from.page.Unsettled != nil && from.page.Moment == First:
		return nil, nil
	case s.Posted || from.page.Screen.Name != from.screen.Name:
	case s.Moment == Save:
		from.held = from.page.Held()
	default:
		from.held, sent.Form = from.page.run.held, from.page.held(s.Form)
	}
	return from, nil
}

// send is the plan of sending a form.
func (f *sender) send(s *Scenario) (*Plan, error) {
	return callsOf(s, f.w, f.screen, nil, f.held)
}

// whoTook says in words why the form gave up a value right after it was chosen.
func (p *Plan) whoTook(attr string) string {
	for _, round := range p.Rounds {
		for _, e := range round.Emptied {
			if e.Field == attr && !e.Filled {
				if e.Hidden {
					return "Form hides the field once it is chosen"
				}
				return "it is no longer offered once it is chosen"
			}
		}
	}
	return "another value takes its place once it is chosen"
}
