package report

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/internal/suite"
)

func behaviourScenario(s *scenario.Scenario) BehaviourScenario {
	out := BehaviourScenario{
		Name: s.Name, Screen: s.Screen, Moment: s.Moment.String(), Agent: plainPerson(s.Agent), Customer: plainPerson(s.Customer),
		Stored: s.Stored(), Ticket: plainAttrs(s.Ticket), Form: plainAttrs(s.Form),
	}
	for _, q := range sortedKeys(s.Options) {
		out.Options = append(out.Options, BehaviourAttr{suite.Short(q), append([]string{}, s.Options[q]...)})
	}
	for _, id := range []string{s.Process.ProcessEntityID, s.Process.ActivityEntityID, s.Process.ActivityDialogEntityID} {
		if id != "" {
			out.Process = append(out.Process, id)
		}
	}
	out.words = scenarioWords(s)
	return out
}

// scenarioWords says in one line what a scenario is.
func scenarioWords(s *scenario.Scenario) string {
	who := "agent "
	p := s.Agent
	if p == nil {
		who, p = "customer ", s.Customer
	}
	parts := []string{s.Screen}
	if p != nil {
		more := attrWords(p.Attrs)
		if !p.Inline {
			more = Clean(p.Login)
		}
		parts = append(parts, who+more)
	}
	if len(s.Ticket) > 0 {
		parts = append(parts, "ticket "+attrWords(s.Ticket))
	}
	if len(s.Form) > 0 {
		parts = append(parts, "chosen "+attrWords(s.Form))
	}
	if s.Moment == scenario.Save {
		parts = append(parts, "sent")
	}
	var at []string
	for _, id := range []string{s.Process.ProcessEntityID, s.Process.ActivityEntityID, s.Process.ActivityDialogEntityID} {
		if id != "" {
			at = append(at, Clean(id))
		}
	}
	if len(at) > 0 {
		parts = append(parts, "in "+strings.Join(at, ", "))
	}
	for _, q := range sortedKeys(s.Options) {
		parts = append(parts, suite.Short(q)+" offering "+strings.Join(shownEach(s.Options[q]), ", "))
	}
	return strings.Join(parts, " · ")
}

func attrWords(attrs inventory.Attrs) string {
	var parts []string
	for _, name := range sortedKeys(attrs) {
		parts = append(parts, strings.TrimPrefix(name, "DynamicField_")+" "+valueWords(attrs[name]))
	}
	return strings.Join(parts, ", ")
}

func valueWords(v inventory.Value) string {
	switch {
	case v.Kind == inventory.List && len(v.List) > 0:
		var parts []string
		for _, e := range v.List {
			parts = append(parts, shown(e.Text))
		}
		return strings.Join(parts, " + ")
	case v.Kind == inventory.Text && v.Text != "":
		return shown(v.Text)
	}
	return "nothing"
}

func sortedKeys[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func plainPerson(p *scenario.Person) *BehaviourPerson {
	if p == nil {
		return nil
	}
	return &BehaviourPerson{p.Login, plainAttrs(p.Attrs)}
}

func plainAttrs(attrs inventory.Attrs) []BehaviourAttr {
	var out []BehaviourAttr
	for _, name := range sortedKeys(attrs) {
		a := BehaviourAttr{Name: name, Values: []string{}}
		switch v := attrs[name]; v.Kind {
		case inventory.Text:
			a.Values = append(a.Values, v.Text)
		case inventory.List:
			for _, e := range v.List {
				a.Values = append(a.Values, e.Text)
			}
		}
		out = append(out, a)
	}
	return out
}
