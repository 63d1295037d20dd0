package grid

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// verdict is what became of a combination.
type verdict uint8

const (
	silent verdict = iota
	alike
	kept
)

// seen is one call of a scenario with its answer.
type seenCall struct {
	asked  *scenario.Asked
	answer *simulate.Answer
}

// offer keeps a scenario that asks something that the set can change, and that no
// kept one asks alike. byAnswer: that none is answered alike.
func (m *maker) offer(s *scenario.Scenario, byAnswer bool) (verdict, []seenCall) {
	m.tried++
	plan, err := scenario.Calls(s, m.World)
	if err != nil {
		m.grid.Silent++
		return silent, nil
	}
	var keys []string
	var calls []seenCall
	for _, a := range plan.Answers() {
		if !m.changed[a.Call.Question()] {
			continue
		}
		answer := m.World.Judge(a)
		if answer.Refused != simulate.NotRefused {
			continue
		}
		calls = append(calls, seenCall{a, answer})
		if byAnswer {
			keys = append(keys, answerKey(a, answer))
		} else {
			keys = append(keys, candidatesKey(a)+m.sorters[0].Kind(m.Engine.Gather(&a.Call, a.System)))
		}
	}
	if len(calls) == 0 {
		m.grid.Silent++
		return silent, nil
	}
	if !slices.ContainsFunc(keys, func(k string) bool { return !m.seen[k] }) {
		m.grid.Alike++
		return alike, calls
	}
	if m.full() {
		m.grid.Left++
		return alike, calls
	}
	for _, c := range calls {
		m.seen[answerKey(c.asked, c.answer)] = true
		m.note(c.answer)
	}
	for _, k := range keys {
		m.seen[k] = true
	}
	s.Name = m.name(s)
	m.grid.Scenarios = append(m.grid.Scenarios, s)
	return kept, calls
}

// note remembers which ACLs a kept scenario has seen at work.
func (m *maker) note(a *simulate.Answer) {
	for _, x := range a.Matched {
		m.matched[x] = true
	}
	for i, x := range a.Used {
		m.used[x] = true
		for _, y := range a.Used[i+1:] {
			m.together[[2]*acl.ACL{x, y}] = true
		}
	}
}

// candidatesKey is what is asked for, and what would be offered.
func candidatesKey(a *scenario.Asked) string {
	var b strings.Builder
	b.WriteString(a.Call.Question())
	for i := range a.Call.Data {
		b.WriteByte(2)
		b.WriteString(a.Call.Data[i].Name)
	}
	b.WriteByte(3)
	return b.String()
}

// answerKey is what is asked for, which ACLs decide it, and what is left.
func answerKey(a *scenario.Asked, answer *simulate.Answer) string {
	var b strings.Builder
	b.WriteString(a.Call.Question())
	for _, x := range answer.Used {
		b.WriteByte(4)
		b.WriteString(x.Name)
	}
	for i := range answer.Left {
		b.WriteByte(5)
		b.WriteString(answer.Left[i].Name)
	}
	return b.String()
}

// name says who does what with which ticket, and is given once.
func (m *maker) name(s *scenario.Scenario) string {
	parts := []string{s.Screen, personName(s)}
	if s.Ticket != nil {
		parts = append(parts, attrsName(s.Ticket, m.base))
	}
	if len(s.Form) > 0 {
		parts = append(parts, "chosen "+attrsName(s.Form, nil))
	}
	if p := s.Process; p != (scenario.Process{}) {
		var at []string
		for _, id := range []string{p.ProcessEntityID, p.ActivityEntityID, p.ActivityDialogEntityID} {
			if id != "" {
				at = append(at, id)
			}
		}
		parts = append(parts, "in "+strings.Join(at, ", "))
	}
	name := strings.Join(parts, " · ")
	if m.names[name]++; m.names[name] > 1 {
		name = fmt.Sprintf("%s (%d)", name, m.names[name])
	}
	return name
}

func personName(s *scenario.Scenario) string {
	p := s.Agent
	if p == nil {
		p = s.Customer
	}
	name := p.Login
	for _, attr := range slices.Sorted(maps.Keys(p.Attrs)) {
		if v := p.Attrs[attr]; attr != "UserLogin" && v.IsTrue() && v.Text != "-" && (v.Kind != inventory.List || len(v.List) > 0) {
			name += " " + attr + " " + valueName(v)
		}
	}
	return name
}

// attrsName tells the queue, the state and the priority first, and of the rest what
// is no everyday value.
func attrsName(attrs inventory.Attrs, everyday map[string]inventory.Value) string {
	var parts []string
	first := []string{"Queue", "State", "Priority"}
	for _, name := range first {
		if v, told := attrs[name]; told {
			parts = append(parts, valueName(v))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(attrs)) {
		if slices.Contains(first, name) || everyday[name].Defined() && everyday[name].Equal(attrs[name]) {
			continue
		}
		parts = append(parts, strings.TrimPrefix(name, "DynamicField_")+" "+valueName(attrs[name]))
	}
	return strings.Join(parts, ", ")
}

func valueName(v inventory.Value) string {
	switch {
	case v.Kind == inventory.List && len(v.List) > 0:
		var parts []string
		for _, e := range v.List {
			parts = append(parts, e.Text)
		}
		return strings.Join(parts, " + ")
	case v.Kind == inventory.Text && v.Text != "":
		return strings.Join(strings.Fields(v.Text), " ")
	}
	return "nothing"
}
