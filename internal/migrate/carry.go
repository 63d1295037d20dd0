package migrate

import (
	"maps"
	"slices"

	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// Carry says in the words of the new system what the old one says in others: values of
// lists, ids of processes in scenarios.
func Carry(o Options) *diff.Carry {
	m := &migration{Options: o}
	agents, _ := m.agents()
	ids := m.entityIDsOf()
	values := func(pairs []pair) func(string) string {
		names := map[string]string{}
		for _, p := range pairs {
			names[p.old] = p.new
		}
		return func(v string) string {
			if n, known := names[v]; known {
				return n
			}
			return v
		}
	}
	back := func(pairs []pair) []pair {
		out := make([]pair, len(pairs))
		for i, p := range pairs {
			out[len(pairs)-1-i] = pair{p.new, p.old} // the first of several counts
		}
		return out
	}
	person, id := values(agents), values(ids)
	personBack, idBack := values(back(agents)), values(back(ids))
	name := func(q, v string, person, id func(string) string) string {
		switch q {
		case "Ticket.Owner", "Ticket.NewOwner", "Ticket.Responsible", "Ticket.NewResponsible":
			return person(v)
		case "Process", "ActivityDialog":
			return id(v)
		}
		return v
	}
	return &diff.Carry{
		Value: func(q, v string) string { return name(q, v, person, id) },
		Back:  func(q, v string) string { return name(q, v, personBack, idBack) },
		Scenario: func(s *scenario.Scenario, isNew bool) *scenario.Scenario {
			if isNew {
				return m.inOther(s, id)
			}
			return m.inOther(s, idBack)
		},
	}
}

// inOther is a scenario with other ids of processes: where it is, what is stored, what is
// offered.
func (m *migration) inOther(s *scenario.Scenario, id func(string) string) *scenario.Scenario {
	p := scenario.Process{
		ProcessEntityID: id(s.Process.ProcessEntityID), ActivityEntityID: id(s.Process.ActivityEntityID), ActivityDialogEntityID: id(s.Process.ActivityDialogEntityID),
	}
	stored := map[string]inventory.Value{}
	for name, v := range s.Ticket {
		if v.Kind == inventory.Text && m.isProcessField(name) && id(v.Text) != v.Text {
			stored[name] = inventory.TextValue(id(v.Text))
		}
	}
	options := map[string][]string{}
	for _, q := range []string{"Process", "ActivityDialog"} {
		for i, v := range s.Options[q] {
			if id(v) == v {
				continue
			}
			if options[q] == nil {
				options[q] = slices.Clone(s.Options[q])
			}
			options[q][i] = id(v)
		}
	}
	if p == s.Process && len(stored)+len(options) == 0 {
		return s
	}
	c := s.Clone()
	c.Process = p
	c.Options = maps.Clone(s.Options)
	maps.Copy(c.Options, options)
	for name, v := range stored {
		c.Ticket[name] = v
	}
	return c
}
