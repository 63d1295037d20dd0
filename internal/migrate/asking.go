package migrate

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// asking puts what one product's screens ask to both engines.
type asking struct {
	carry    *diff.Carry
	old, now diff.Side
	// id is the id in the new system of what has one in the old, of a kind as parameters
	// name it; ok is false where the new one has no such thing.
	id func(attr, id string) (now string, ok bool)
}

// alike reports whether both sets answer alike all that the old screens ask in the
// scenario of a difference, so that it comes from what the new ones ask; lacks is true where
// they ask with what the new system does not have.
func (k *asking) alike(d *diff.Difference) (alike, lacks bool) {
	plan, err := scenario.Calls(k.carry.Scenario(d.Scenario, false), k.old.World)
	if err != nil {
		return false, false
	}
	there, err := scenario.Calls(k.carry.Scenario(d.Scenario, true), k.now.World)
	if err != nil {
		return false, false
	}
	asked := 0
	for _, a := range plan.Answers() {
		if d.Question != "" && a.Call.Question() != d.Question {
			continue
		}
		asked++
		call, ok := k.carried(&a.Call)
		if !ok {
			return false, true
		}
		if !sameAnswer(k.old.Engine.Ask(&a.Call, a.System), k.now.Engine.Ask(call, systemOf(there, a))) {
			return false, false
		}
	}
	return asked > 0, false
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

// systemOf is the system of a plan as it is when it asks what another one does.
func systemOf(plan *scenario.Plan, a *scenario.Asked) *simulate.System {
	sys := a.System
	for i := range plan.Asked {
		switch o := &plan.Asked[i]; {
		case o.Call.Question() == a.Call.Question() && o.Setter == a.Setter:
			return o.System
		case i == 0:
			sys = o.System
		}
	}
	return sys
}

// carried is a call of the old screens as the new product would make it, with what the new
// system has; ok is false where that has no such thing.
func (k *asking) carried(c *simulate.Call) (call *simulate.Call, ok bool) {
	out := *c
	out.Params = maps.Clone(c.Params)
	for name, v := range out.Params {
		attr, isID := strings.CutSuffix(name, "ID")
		if !isID || v.Kind != inventory.Text || v.Text == "" {
			continue
		}
		if v.Text, ok = k.id(product.SectionOf(attr), v.Text); !ok {
			return nil, false
		}
		out.Params[name] = v
	}
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
	return &out, true
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
