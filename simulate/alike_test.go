package simulate_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// TestOneKindOneAnswer: calls of one kind have one answer. The kinds stay those of
// the set when an item of it is taken out.
func TestOneKindOneAnswer(t *testing.T) {
	met := 0
	rapid.Check(t, func(t *rapid.T) {
		s, calls := coverCase(t, false)
		w := wildWorld()
		for range 12 {
			_, call, sys := w.call(t)
			calls = append(calls, asked{call, sys})
		}
		e := simulate.Compile(s, product.Default(), simulate.Options{})
		less := e
		var items []place
		placesIn(s, func(at place, _ *acl.Value) { items = append(items, at) })
		if len(items) > 0 {
			less = simulate.Compile(withoutItem(s, rapid.SampledFrom(items).Draw(t, "item")), product.Default(), simulate.Options{GatherAll: true})
		}
		sorter := e.NewSorter()
		kinds := map[string][2]string{}
		for _, c := range calls {
			a, b := e.Ask(c.call, c.sys), less.Ask(c.call, c.sys)
			if a.Refused != simulate.NotRefused || len(a.Unknown)+len(b.Unknown) > 0 {
				continue
			}
			kind := c.call.Question() + offeredIn(c.call) + sorter.Kind(e.Gather(c.call, c.sys))
			now := [2]string{whole(a), whole(b)}
			was, known := kinds[kind]
			if known && was != now {
				t.Fatalf("two calls of one kind:\n%s\n%s", strings.Join(was[:], "\n"), strings.Join(now[:], "\n"))
			}
			if known {
				met++
			}
			kinds[kind] = now
		}
	})
	if met == 0 {
		t.Error("no two calls were of one kind")
	}
}

func offeredIn(c *simulate.Call) string {
	var b strings.Builder
	for i := range c.Data {
		b.WriteString("\x00" + c.Data[i].ID + "\x00" + c.Data[i].Name)
		if c.Data[i].Undef {
			b.WriteString("\x01")
		}
	}
	if c.Scalar != nil {
		b.WriteString(c.Scalar.Text)
	}
	return b.String()
}

// TestEachItem: for every item there is a value that it alone names, and one that
// none does.
func TestEachItem(t *testing.T) {
	s := aclSet(tree{"A": tree{
		"Properties": tree{
			"Ticket": tree{"Queue": []any{"Raw", "[RegExp]^Desk::[0-9]+$", "[Not]Junk"}}, "User": tree{"Role": []any{"a", "b"}},
		},
		"Possible": tree{"Ticket": tree{"State": []any{"open"}}},
	}})
	inv := &inventory.Inventory{}
	e := simulate.Compile(s, product.Default(), simulate.Options{})
	call := &simulate.Call{
		ReturnType: "Ticket", ReturnSubType: "State", Data: []simulate.Candidate{{ID: "1", Name: "open"}},
		Params: map[string]inventory.Value{"UserID": inventory.TextValue("2"), "Action": inventory.TextValue("AgentTicketNote")},
	}
	x := e.ExplainAll(call, &simulate.System{Inventory: inv})
	got := map[string][]string{}
	for _, n := range x.Each(&x.ACLs[0]) {
		item := "none"
		if n.Item != nil {
			item = n.Item.Text
		}
		v := n.Value.Text
		for _, one := range n.Value.List {
			v += "+" + one.Text
		}
		got[n.Condition.Attr] = append(got[n.Condition.Attr], item+": "+v)
	}
	for attr, want := range map[string]string{
		"Queue": "Raw: Raw, [RegExp]^Desk::[0-9]+$: Desk::1, [Not]Junk: Junk, none: something else",
		"Role":  "a: +a, b: +b, none: ",
	} {
		if s := strings.Join(got[attr], ", "); s != want {
			t.Errorf("%s: %s, want %s", attr, s, want)
		}
	}
}
