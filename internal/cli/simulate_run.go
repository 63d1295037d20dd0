package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/replay"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// simulate answers what the screen of one scenario asks, or only some of it.
func (b *bench) simulate(s *scenario.Scenario, ask, why []string) (*report.Simulation, error) {
	wishes, err := b.wishes(why)
	if err != nil {
		return nil, err
	}
	return b.tell(s, ask, wishes)
}

// tell is simulate with what somebody wants to know in particular.
func (b *bench) tell(s *scenario.Scenario, ask []string, wishes []wish) (*report.Simulation, error) {
	plan, err := scenario.Calls(s, b.world)
	if err != nil {
		return nil, err
	}
	asked := plan.Answers()
	slices.SortStableFunc(asked, func(a, c *scenario.Asked) int { return plan.Rank(a) - plan.Rank(c) })
	if asked, err = chosen(asked, ask, plan.Screen.Name); err != nil {
		return nil, err
	}
	r := b.describe(s, plan)
	var answers []report.Answered
	var asRoot []string
	for _, a := range asked {
		e := b.engine.ExplainAll(&a.Call, a.System)
		switch {
		case e.Refused != simulate.RefusedExempt:
		case a.Setter:
			asRoot = append(asRoot, strings.TrimPrefix(a.Call.Question(), "Ticket."))
		default:
			r.Exempt = true
		}
		answers = append(answers, report.Answered{Asked: a, Explanation: e, Unseen: plan.Unseen(a)})
	}
	if len(asRoot) > 0 && !r.Exempt {
		r.Notes = append(r.Notes, "this screen saves as UserID 1, whom no ACL restricts: "+strings.Join(asRoot, ", "))
	}
	if len(asked) == 0 {
		r.Notes = append(r.Notes, plan.Screen.Name+" asks no ACL at this moment")
	}
	r.AddAnswers(b.engine.Order(b.set), b.engine.ACLs(), answers)
	markRelations(r, b.engine)
	form := &report.Form{
		Plan: plan, Explain: func(a *scenario.Asked) *simulate.Explanation { return b.engine.ExplainAll(&a.Call, a.System) },
	}
	r.AddRounds(form)
	r.AddTitles(b.inventory.ProcessNames())
	if !r.Exempt {
		if r.Saving, err = b.saving(s, plan, ask); err != nil {
			return nil, err
		}
	}
	if b.log != nil {
		r.Log = b.logged(plan, ask)
	}
	return r, b.fulfil(r, form, answers, wishes)
}

// chosen keeps the questions that --ask names.
func chosen(asked []*scenario.Asked, ask []string, screen string) ([]*scenario.Asked, error) {
	if len(ask) == 0 {
		return asked, nil
	}
	var out []*scenario.Asked
	for _, q := range ask {
		found := false
		for _, a := range asked {
			if a.Call.Question() == q {
				out, found = append(out, a), true
			}
		}
		if !found {
			var names []string
			for _, a := range asked {
				if n := strings.TrimPrefix(a.Call.Question(), "Ticket."); !slices.Contains(names, n) {
					names = append(names, n)
				}
			}
			return nil, fmt.Errorf("%s does not ask %s at this moment; it asks %s", screen, strings.TrimPrefix(q, "Ticket."), strings.Join(names, ", "))
		}
	}
	return out, nil
}

// describe is who and what, before any answer.
func (b *bench) describe(s *scenario.Scenario, plan *scenario.Plan) *report.Simulation {
	r := &report.Simulation{
		Scenario: s.Name, Target: b.target.ID, TargetAssumed: b.assumed, TargetNote: b.target.Assumed,
		Inventory: b.inventory.Name, Screen: plan.Screen.Name, Moment: plan.Moment.String(), Changed: s.Changed,
		Ticket: told(s.Ticket), Form: told(s.Form), ACLs: []report.ACL{}, Questions: []report.Question{},
	}
	person := s.Agent
	r.Interface = "agent"
	if plan.Screen.Customer {
		r.Interface, person = "customer", s.Customer
	}
	if person != nil {
		r.Person = person.Login
		if r.Person == "" {
			r.Person = person.Attrs["UserLogin"].Text
		}
	}
	r.Notes = append(slices.Clone(b.notes), scenario.Unlisted(s, b.inventory)...)
	if s.Expect != nil {
		r.Notes = append(r.Notes, "what the scenario expects is not compared by simulate")
	}
	r.Notes = append(r.Notes, plan.Notes()...)
	if plan.Assumed != "" {
		r.Notes = append(r.Notes, plan.Assumed)
	}
	return r
}

// told are attributes in a fixed order: those that say most about a ticket
// first.
func told(attrs inventory.Attrs) []report.Attr {
	first := []string{"TicketID", "TicketNumber", "Queue", "State", "Priority", "Type", "Service", "SLA", "Owner", "Responsible"}
	rank := func(name string) int {
		if i := slices.Index(first, name); i >= 0 {
			return i
		}
		return len(first)
	}
	names := slices.Sorted(maps.Keys(attrs))
	slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
	var out []report.Attr
	for _, n := range names {
		a := report.Attr{Name: n, Values: []string{}}
		switch v := attrs[n]; v.Kind {
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

// emit prints the engine calls of one scenario, in the order of the screen, or
// those of them that are asked for.
func (b *bench) emit(out io.Writer, s *scenario.Scenario, ask []string) error {
	plan, err := scenario.Calls(s, b.world)
	if err != nil {
		return err
	}
	name := s.Name
	if name == "" {
		name = plan.Screen.Name
	}
	for i := range plan.Asked {
		a := &plan.Asked[i]
		if len(ask) > 0 && !slices.Contains(ask, a.Call.Question()) {
			continue
		}
		err := replay.Emit(out, replay.Emitted{
			ID: fmt.Sprintf("%s %d", name, i+1), Round: a.Round, Engine: b.engine, Call: &a.Call, System: a.System,
		})
		if err != nil {
			return failure{err}
		}
	}
	return nil
}
