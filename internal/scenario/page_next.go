package scenario

import (
	"maps"

	"github.com/ticketacl/ticketacl/internal/inventory"
)

// Next is the scenario of one more change on the page that this plan leads to: what
// was chosen before, as far as the screen has left it, and the new choice. Its
// calls are CallsOn of that page.
func (p *Plan) Next(name string, v inventory.Value) *Scenario {
	s := *p.run.s
	s.Moment, s.Changed, s.Form = Change, name, inventory.Attrs{}
	maps.Copy(s.Form, p.run.s.Form)
	set := func(element string, v inventory.Value) {
		for _, f := range p.Screen.Fields {
			if f.Name != element && !isFor(f, element) {
				continue
			}
			for old := range s.Form {
				if old == f.Name || isFor(f, old) {
					delete(s.Form, old)
				}
			}
		}
		s.Form[element] = v
	}
	if p.Moment == Change { // what the first display empties comes back blank anyway
		for element, left := range p.Page.Values {
			set(element, left)
		}
	}
	set(name, v)
	return &s
}
