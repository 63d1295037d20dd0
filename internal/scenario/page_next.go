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

// Next is the scenario of one more change on the page that this plan leads to: what
// was chosen before, as far as the screen has left it, and the new choice. Its
// calls are CallsOn of that page.
func (p *Plan) Next(name string, v inventory.Value) *Scenario {
	s := *p.run.s
	s.Moment, s.Changed, s.Form = Change, name, p.held(p.run.s.Form)
	p.put(s.Form, name, v)
	return &s
}

// held is a form with what the page has made of it.
func (p *Plan) held(form inventory.Attrs) inventory.Attrs {
	out := inventory.Attrs{}
	maps.Copy(out, form)
	left := p.Held()
	for _, element := range slices.Sorted(maps.Keys(left)) {
		p.put(out, element, left[element])
	}
	return out
}

// put sets an element of a form, by whatever name it is there.
func (p *Plan) put(form inventory.Attrs, element string, v inventory.Value) {
	for _, f := range p.Screen.Fields {
		if f.Name != element && !isFor(f, element) {
			continue
		}
		for old := range form {
			if old == f.Name || isFor(f, old) {
				delete(form, old)
			}
		}
	}
	form[element] = v
}

// Held is what the page has made of its form, by element: values that a browser
// sends in place of those that are stored, were preselected or chosen. What the
// screen emptied or filled is so; a list from which the chosen value is gone has
// its empty choice, or the first value where it has no empty one.
func (p *Plan) Held() inventory.Attrs {
	r := p.run
	held := inventory.Attrs{}
	if r == nil || r.screen.Setter {
		return held
	}
	maps.Copy(held, r.held)
	sent := *r.s
	sent.Moment = Save
	as, err := newRun(&sent, r.w, r.screen, r.held)
	if err != nil || p.Page == nil || p.Page.Refused || p.Unsettled != nil {
		return held
	}
	for i := range r.screen.Fields {
		f := r.screen.Fields[i]
		if e := as.fields[f.Name]; e.sent && f.Attr != "" && !f.Unsent {
			if as.chosen(e) {
				delete(held, f.Name)
			}
			if v := p.heldIn(f, e.value); !v.Equal(e.value) {
				held[f.Name] = v
			}
		}
	}
	for _, f := range as.shown() {
		name := "DynamicField_" + f.Name
		if was, sent := as.dynamic[name]; sent {
			if _, chosen := r.s.Form[name]; chosen {
				delete(held, name)
			}
			if v := p.heldInField(f, was); !v.Equal(was) {
				held[name] = v
			}
		}
	}
	return held
}

// heldIn is what a field of the ticket holds on the page, of which the browser
// had a value before.
func (p *Plan) heldIn(f product.Field, was inventory.Value) inventory.Value {
	f.Default = p.run.preselected(f)
	list := p.run.listOf(f.Attr)
	v, set := p.Page.Values[f.Name]
	if !set {
		v = was
	}
	if p.Moment != Change && !truthy(v) && f.Default != "" {
		v = p.run.idOf(kindOf(f.Attr), inventory.TextValue(f.Default)) // preselected after what was stored has gone
	}
	_, brought := p.Page.Delivered[list]
	answered := brought && p.Moment == Change
	if answered && f.Stored && !truthy(v) && !set {
		v = p.run.fields[f.Name].value
	}
	if !truthy(v) && !set && !(answered && f.Stored) {
		return v // blank as it was delivered
	}
	return p.chosenOf(list, v, p.Screen.HasBlank(&f, answered), strings.ToLower)
}

// heldInField is the same for a dynamic field.
func (p *Plan) heldInField(f *inventory.DynamicField, was inventory.Value) inventory.Value {
	name := "DynamicField_" + f.Name
	v, set := p.Page.Values[name]
	switch {
	case p.Page.shown != nil && !p.Page.shown[name]:
		if set {
			return v
		}
		return blank(was)
	case !set:
		v = was
	}
	switch all, listed := p.Page.Lists[name]; {
	case !listed || !slices.Contains(p.run.reducible(), name):
		return v
	case f.Type == "Multiselect":
		if v.Kind != inventory.List || p.open(name) {
			return v
		}
		left := inventory.ListValue()
		for _, one := range v.List {
			if contains(all, func(c simulate.Candidate) bool { return c.ID == one.Text }) {
				left.List = append(left.List, one)
			}
		}
		if len(left.List) == len(v.List) {
			return v
		}
		return left
	default:
		hasBlank := contains(all, func(c simulate.Candidate) bool { return c.ID == "" && !c.Any })
		return p.chosenOf(name, v, hasBlank, func(key string) string { return labelOf(f, key) })
	}
}

// open: nobody knows all that a list of the page offers.
func (p *Plan) open(list string) bool {
	return p.Page.Uncertain[list] || contains(p.Page.Lists[list], func(c simulate.Candidate) bool { return c.Any })
}

// chosenOf is the choice that a list shows for a value: it, the empty choice or
// the first value in the order of the page.
func (p *Plan) chosenOf(list string, v inventory.Value, hasBlank bool, order func(name string) string) inventory.Value {
	all, listed := p.Page.Lists[list]
	isBlank := v.Kind == inventory.Undef || v.Kind == inventory.Text && v.Text == ""
	is := func(c simulate.Candidate) bool {
		if v.Kind == inventory.Unknown {
			return c.Name == v.Text
		}
		return c.ID == v.Text && !c.Any
	}
	switch {
	case !listed || isBlank && hasBlank || !isBlank && (contains(all, is) || p.open(list)):
		return v
	case hasBlank:
		return inventory.TextValue("")
	case p.open(list):
		return inventory.UnknownValue("nobody knows which value of " + list + " the page shows first")
	}
	var first *simulate.Candidate
	for i := range all {
		if c := &all[i]; c.ID != "" && (first == nil || order(c.Name) < order(first.Name)) {
			first = c
		}
	}
	if first == nil {
		return inventory.TextValue("")
	}
	return inventory.TextValue(first.ID)
}

// firstKey is the value that the page of a dynamic field lists first: the
// products sort what is shown of them.
func firstKey(f *inventory.DynamicField, keys []string) string {
	return slices.MinFunc(keys, func(a, b string) int { return cmp.Compare(labelOf(f, a), labelOf(f, b)) })
}

func labelOf(f *inventory.DynamicField, key string) string {
	return strings.ToLower(cmp.Or(f.Labels[key], key))
}

// delivered is the page from which a scenario's form is changed or sent, and what
// it has made of the fields that nobody touched; nothing where the form is told in
// full, and where there is no page.
func delivered(s *Scenario, w *World, screen *product.Screen, before *Page) (*Page, inventory.Attrs, error) {
	if w.Answer == nil || screen.Setter || s.Moment != Save && (s.Moment != Change || before != nil) || s.Moment == Save && s.Posted {
		return before, nil, nil
	}
	shown := asShown(s, screen)
	if s.Moment == Change {
		shown.Moment, shown.Form, shown.Changed, shown.Posted = First, nil, "", false
	}
	plan, err := Calls(shown, w)
	if err != nil {
		return nil, nil, err
	}
	if s.Moment == Change {
		before = plan.Page
	}
	if s.Posted || plan.Screen.Name != screen.Name {
		return before, nil, nil
	}
	return before, plan.Held(), nil
}

// asShown is the scenario whose page is sent: as it is delivered, or as the last
// change has left it.
func asShown(s *Scenario, screen *product.Screen) *Scenario {
	shown := *s
	shown.Expect = nil
	if s.Moment == Save {
		shown.Moment = Change
		if len(s.Form) == 0 || len(screen.Change) == 0 {
			shown.Moment, shown.Changed = First, ""
		}
	}
	return &shown
}
