package migrate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// screensAsk tells of the screens that ask otherwise in the new product for what ACLs
// limit. What comes of it depends on what people choose, which only the proof tries.
func (m *migration) screensAsk() {
	old := map[string]product.Screen{}
	for _, s := range m.From.Screens() {
		old[s.Name] = s
	}
	before, after := scenario.Preselects(m.From, m.source()), scenario.Preselects(m.To, m.destination())
	var screens, lists []string
	for _, now := range m.To.Screens() {
		was, both := old[now.Name]
		if !both {
			continue
		}
		differ := false
		for _, question := range askOtherwise(&was, &now, before != after) {
			for _, q := range m.limited(&now, question) {
				differ = true
				if q = strings.TrimPrefix(q, "Ticket."); !slices.Contains(lists, q) {
					lists = append(lists, q)
				}
			}
		}
		if name := now.ActionName(); differ && !slices.Contains(screens, name) {
			screens = append(screens, name)
		}
	}
	if len(screens) == 0 {
		return
	}
	slices.Sort(screens)
	slices.Sort(lists)
	text := fmt.Sprintf("for %s these ask otherwise on %s than on %s: %s", strings.Join(lists, ", "), m.To.ID, m.From.ID, strings.Join(screens, ", "))
	if partly := m.To; before != after {
		if before {
			partly = m.From
		}
		text += "; after a change " + partly.ID + " asks again for those lists alone that an ACL ties to what changed, and leaves the other ones as they were shown"
	}
	m.result.Needs = append(m.result.Needs, &Need{Class: ScreensAsk, Text: text, Do: "try these screens in both systems"})
}

// limited are the lists of ACLs in force for a question of a screen, by full name.
func (m *migration) limited(s *product.Screen, question string) (out []string) {
	for _, d := range m.live() {
		if c := d.condition(int(acl.Properties), "Frontend", "Action"); c != nil && m.to.Hits(m.patterns, &c.v, s.ActionName()) == reading.No {
			continue
		}
		for _, q := range d.questions() {
			if q == question || question == "Ticket.DynamicField" && strings.HasPrefix(q, "Ticket.DynamicField_") {
				out = append(out, q)
			}
		}
	}
	return out
}

// askOtherwise are the questions that both of two screens ask, and not alike: by full name,
// Ticket.DynamicField for those about fields. partly: after a change one of them asks for a
// part of what the other one does.
func askOtherwise(was, now *product.Screen, partly bool) (out []string) {
	a, b := asks(was), asks(now)
	if partly && now.Reask != nil {
		for q := range asksIn(now.Change) {
			b[q] += "partly"
		}
	}
	for q, calls := range b {
		if a[q] != "" && a[q] != calls {
			out = append(out, q)
		}
	}
	slices.Sort(out)
	return out
}

// asks is how a screen asks each of its questions, as a text to compare.
func asks(s *product.Screen) map[string]string {
	out := map[string]string{}
	for _, stages := range [][]product.Stage{s.First, s.Change, s.Save, s.Again} {
		for q, calls := range asksIn(stages) {
			out[q] += calls + "\n"
		}
	}
	return out
}

func asksIn(stages []product.Stage) map[string]string {
	out := map[string]string{}
	for i := range stages {
		st := &stages[i]
		for q, calls := range asksIn(st.PerDialog) {
			out[q] += calls
		}
		for k := range st.Ask {
			q := &st.Ask[k]
			name := q.Type
			if name == "" {
				name = "Ticket." + q.Sub
			}
			out[name] += fmt.Sprintln(st.Round, st.Access, st.Fields, st.Loop, st.Again, st.System, st.Setter, st.Hash, st.If, q.If, q.Bare, q.List, q.Passed, q.Field)
		}
	}
	return out
}
