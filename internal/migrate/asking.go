package migrate

import (
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

func (k *asking) question(q string) string { return k.carry.Question(q) }

// alike reports whether both sets answer alike all that the old screens ask in the
// scenario of a difference, so that it comes from what the new ones ask.
func (k *asking) alike(d *diff.Difference) bool {
	plan, err := scenario.Calls(k.carry.Scenario(d.Scenario, false), k.old.World)
	if err != nil {
		return false
	}
	asked := 0
	for _, a := range plan.Answers() {
		if d.Question != "" && k.question(a.Call.Question()) != d.Question {
			continue
		}
		asked++
		before, after := k.old.Engine.Ask(&a.Call, a.System), k.now.Engine.Ask(k.renamed(&a.Call), a.System)
		if (before.Died == nil) != (after.Died == nil) || (before.Undetermined == nil) != (after.Undetermined == nil) || !slices.Equal(before.Left, after.Left) {
			return false
		}
	}
	return asked > 0
}

// renamed is a call of the old product by the new one's name of its question.
func (k *asking) renamed(c *simulate.Call) *simulate.Call {
	q := k.question(c.Question())
	sub, ok := strings.CutPrefix(q, "Ticket.")
	if q == c.Question() || !ok {
		return c
	}
	out := *c
	out.ReturnSubType = sub
	return &out
}
