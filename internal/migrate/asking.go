package migrate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// asking puts what one product's screens ask to both engines.
type asking struct {
	carry    *diff.Carry
	old, now diff.Side
}

// alike reports whether both sets answer alike all that the old screens ask in the
// scenario of a difference, so that it comes from what the new ones ask.
func (k *asking) alike(d *diff.Difference) bool {
	plan, err := scenario.Calls(k.carry.Scenario(d.Scenario, false), k.old.World)
	if err != nil {
		return false
	}
	asked := 0
	for _, a := range plan.Answers() {
		if d.Question != "" && a.Call.Question() != d.Question {
			continue
		}
		asked++
		before, after := k.old.Engine.Ask(&a.Call, a.System), k.now.Engine.Ask(k.carried(&a.Call), a.System)
		if !sameAnswer(before, after) {
			return false
		}
	}
	return asked > 0
}

// sameAnswer reports whether as much is known of two answers, and that is one and the same.
// Which ACLs match is no part of it: on one side others may, of which it is not known, and
// that need not matter for what is left.
func sameAnswer(a, b *simulate.Answer) bool {
	x, y := cmp.Or(a.Undetermined, &simulate.Doubts{}), cmp.Or(b.Undetermined, &simulate.Doubts{})
	return (a.Died == nil) == (b.Died == nil) && x.MaybeDies == y.MaybeDies && x.Data == y.Data && x.Exhausted == y.Exhausted &&
		slices.EqualFunc(a.Left, b.Left, same) && slices.EqualFunc(x.MaybeLeft, y.MaybeLeft, same)
}

// same reports whether two candidates of one call are one, whatever they are called.
func same(a, b simulate.Candidate) bool {
	return a.ID == b.ID && a.Any == b.Any && a.Undef == b.Undef && (a.ID != "" || a.Name == b.Name)
}

// carried is a call of the old screens as the new product would make it.
func (k *asking) carried(c *simulate.Call) *simulate.Call {
	out := *c
	out.Data = slices.Clone(c.Data)
	q := c.Question()
	keys := k.now.Engine.Target().Switches.FieldKeys && !k.old.Engine.Target().Switches.FieldKeys && strings.HasPrefix(q, "Ticket.DynamicField_")
	for i := range out.Data {
		switch d := &out.Data[i]; {
		case keys && d.ID != "":
			d.Name = d.ID
		case d.Name != "":
			d.Name = k.carry.Value(q, d.Name)
		}
	}
	return &out
}

// sets reports whether one of the two engines alone reads a question as a set of ids.
func (k *asking) sets(question string) bool {
	from, to := k.old.Engine.Target().Switches, k.now.Engine.Target().Switches
	switch question {
	case "Process":
		return from.ProcessSets != to.ProcessSets
	case "ActivityDialog":
		return from.DialogSets != to.DialogSets
	}
	return false
}
