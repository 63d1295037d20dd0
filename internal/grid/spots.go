package grid

import (
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// spot is a screen at a place and a moment, as far as combinations are made for it.
type spot struct {
	screen *product.Screen // as it takes the scenario: perhaps a variant
	bare   *scenario.Scenario
	// fields are what can be chosen, as a form names it; carried also those that nobody
	// sees and that hold what is stored.
	fields, carried []string
	asked           map[string]bool // questions
	// passes are the parameters that calls carry for what no field chooses.
	passes map[string]bool
}

func (s *spot) has(field string) bool { return slices.Contains(s.fields, field) }

// spots are those of all screens.
func (m *maker) spots() []*spot {
	var out []*spot
	screens := m.World.Screens()
	for i := range screens {
		screen := &screens[i]
		people := m.people(screen.Customer)
		if len(people) == 0 || m.Screens != nil && !slices.Contains(m.Screens, screen.Name) {
			continue
		}
		pages := m.pagesOf(screen)
		var plain []*spot // of a ticket in no process
		for _, bare := range pages {
			if len(bare.Form) > 0 || !m.sensible(bare) {
				continue
			}
			if bare.Process != (scenario.Process{}) && bare.Ticket != nil && !scenario.InProcesses(screen) {
				for _, s := range plain { // where it is asked the same
					c := *s
					c.bare = s.bare.Clone()
					c.bare.Process = bare.Process
					out = append(out, &c)
				}
				continue
			}
			made := m.moments(screen, bare, pages, people[0])
			if bare.Ticket != nil && bare.Process == (scenario.Process{}) {
				plain = made
			}
			out = append(out, made...)
		}
	}
	return out
}

// moments are those of a screen at one place.
func (m *maker) moments(screen *product.Screen, bare *scenario.Scenario, pages []*scenario.Scenario, who *person) []*spot {
	put := func(s *scenario.Scenario) *scenario.Scenario {
		c := s.Clone()
		who.on(c, screen.Customer)
		return c
	}
	first := put(bare)
	m.finish(first)
	plan, err := scenario.Calls(first, m.quick)
	if err != nil {
		m.unasked[screen.Name] = err
		return nil
	}
	var fields, carried []string
	for i := range plan.Screen.Fields {
		attr := plan.Screen.Fields[i].Attr
		if attr != "" {
			carried = append(carried, attr)
		}
		seen := plan.Page != nil && (slices.Contains(plan.Page.Visible, attr) || slices.Contains(plan.Page.Visible, "New"+attr))
		if attr != "" && !slices.Contains(fields, attr) && (seen || attr == "CustomerUser" || plan.Screen.Setter) {
			fields = append(fields, attr)
		}
	}
	if plan.Page != nil && len(fields) > 0 && !plan.Screen.Setter {
		for _, name := range plan.Page.Visible {
			if strings.HasPrefix(name, "DynamicField_") && !slices.Contains(fields, name) {
				fields = append(fields, name)
			}
		}
	}
	moments := []scenario.Moment{scenario.First, scenario.Change, scenario.Save}
	if screen.Setter {
		moments = []scenario.Moment{scenario.Change} // of which they know but one
		if len(fields) == 0 {
			moments = []scenario.Moment{scenario.First}
		}
	}
	var out []*spot
	for _, moment := range moments {
		if moment != scenario.First && len(fields) == 0 {
			break
		}
		s := &spot{bare: bare.Clone(), fields: fields, carried: slices.Concat(carried, fields), asked: map[string]bool{}, passes: map[string]bool{}}
		s.bare.Moment = moment
		if moment == scenario.First {
			s.bare.Form = nil
		}
		if m.survey(s, put, pages) {
			out = append(out, s)
		}
	}
	return out
}

// survey finds what a spot asks: as it is, with each field chosen, and with all.
func (m *maker) survey(s *spot, put func(*scenario.Scenario) *scenario.Scenario, pages []*scenario.Scenario) bool {
	var all []*scenario.Scenario
	if s.bare.Moment != scenario.Change {
		all = append(all, put(s.bare))
	}
	if s.bare.Moment != scenario.First {
		filled := s.bare.Clone()
		filled.Form = inventory.Attrs{}
		for _, p := range pages {
			if len(p.Form) > 0 && (p.Ticket != nil) == (s.bare.Ticket != nil) && p.Process == s.bare.Process {
				maps.Copy(filled.Form, p.Form)
			}
		}
		others := filled.Clone()
		for _, f := range s.fields {
			// Some questions are asked only where the value is another one than is stored.
			some := m.someValues(f)
			if _, told := filled.Form[f]; !told {
				filled.Form[f] = some[0]
			}
			others.Form[f] = some[len(some)-1]
			for _, v := range some {
				one := s.bare.Clone()
				one.Form = inventory.Attrs{f: v}
				all = append(all, put(one))
			}
		}
		all = append(all, put(filled), put(others))
	}
	for _, x := range all {
		m.finish(x)
		plan, err := scenario.Calls(x, m.quick)
		if err != nil {
			continue
		}
		s.screen = &plan.Screen
		for i := range plan.Asked {
			c := &plan.Asked[i].Call
			s.asked[c.Question()] = true
			for name, v := range c.Params {
				if v.Kind != inventory.Text || !m.everyday(name, v.Text) {
					s.passes[name] = true
				}
			}
		}
	}
	return s.screen != nil && len(s.asked) > 0
}

// someValues are one or two that could be chosen in a field, the everyday one first.
func (m *maker) someValues(field string) (out []inventory.Value) {
	if v, ok := m.base[stored(field)]; ok {
		out = append(out, v)
	}
	if t := m.table(kindOf(field)); t != nil {
		for _, e := range t.Entities {
			if v := inventory.TextValue(e.Name); e.Valid() && len(out) < 2 && !slices.ContainsFunc(out, v.Equal) {
				out = append(out, v)
			}
		}
	}
	if field == "Owner" || field == "Responsible" {
		for _, p := range m.agents {
			if v := inventory.TextValue(p.is.Login); len(out) < 2 && !slices.ContainsFunc(out, v.Equal) {
				out = append(out, v)
			}
		}
	}
	if len(out) == 0 {
		out = append(out, inventory.TextValue("-"))
	}
	return out
}

// stored is what a ticket calls that which a field chooses.
func stored(field string) string {
	if field == "CustomerUser" {
		return "CustomerUserID"
	}
	return field
}

// everyday reports whether a parameter is what the everyday ticket has.
func (m *maker) everyday(param, value string) bool {
	for _, attr := range []string{param, strings.TrimSuffix(param, "ID")} {
		v, ok := m.base[attr]
		switch {
		case !ok:
		case v.Text == value:
			return true
		case m.table(product.KindOf(attr)) != nil:
			if e := m.table(product.KindOf(attr)).ByName(v.Text); e != nil && e.ID == value {
				return true
			}
		}
	}
	return false
}

func (m *maker) table(kind string) *inventory.Table {
	switch kind {
	case "queues":
		return &m.inv.Queues
	case "states":
		return &m.inv.States
	case "priorities":
		return &m.inv.Priorities
	case "types":
		return &m.inv.Types
	case "services":
		return &m.inv.Services
	case "slas":
		return &m.inv.SLAs
	case "locks":
		return &m.inv.Locks
	}
	return nil
}
