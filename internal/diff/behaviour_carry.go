package diff

import "github.com/ticketacl/ticketacl/internal/scenario"

// Carry says in the words of the new system what the old one says in others. Any of its
// functions may be nil: then both say the same.
type Carry struct {
	// Value is what the new system calls a candidate of the old one.
	Value func(question, value string) string
	// Back is what the old system calls a candidate of the new one.
	Back func(question, value string) string
	// Scenario is a scenario, whichever system it was made for, as one of them has it.
	Scenario func(s *scenario.Scenario, isNew bool) *scenario.Scenario
}

func (c *Carry) value(side int, question, value string) string {
	if c == nil || c.Value == nil || side == 1 {
		return value
	}
	return c.Value(question, value)
}

func (c *Carry) back(question, value string) string {
	if c == nil || c.Back == nil {
		return value
	}
	return c.Back(question, value)
}

// in is a scenario as one side has it.
func (b *behaving) in(side int, s *scenario.Scenario) *scenario.Scenario {
	if b.Carry == nil || b.Carry.Scenario == nil {
		return s
	}
	return b.Carry.Scenario(s, side == 1)
}

// Plainer reports whether the scenario of a difference tells less than that of another
// one, or as much of an agent.
func (d *Difference) Plainer(than *Difference) bool { return plainer(d.Scenario, than.Scenario) }
