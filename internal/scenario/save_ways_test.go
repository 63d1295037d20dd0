package scenario_test

import (
	"context"
	"slices"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// TestSavesInFewWays: what was not tried is not known. With few ways of filling in what is
// unknown nothing is certain of a form that more ways leave open.
func TestSavesInFewWays(t *testing.T) {
	const good = "../../testdata/good/servicedesk"
	read, err := convert.Read(context.Background(), good+".yml", convert.Options{})
	if err != nil {
		t.Fatal(err)
	}
	read.Set.ACLs = slices.DeleteFunc(read.Set.ACLs, func(a *convert.ACL) bool { return a.Name == "603-Fields-Approval" })
	own, _, err := inventory.Load(good + ".inventory.yml")
	if err != nil {
		t.Fatal(err)
	}
	target := product.Default()
	stock := inventory.Stock(target)
	inv := own.Over(stock)
	world := func(ways int) *scenario.World {
		return scenario.NewWorld(simulate.Compile(read.Set, target, simulate.Options{Inventory: inv, Ways: ways}), inv, stock)
	}
	few, many := world(512), world(0)
	f, _, err := scenario.Load(good + ".scenarios.yml")
	if err != nil {
		t.Fatal(err)
	}
	granted := &scenario.Scenario{
		Name: "granted", Screen: "AgentTicketCompose", Agent: &scenario.Person{Login: "jdoe"}, Ticket: inventory.Attrs{},
		Form: inventory.Attrs{"DynamicField_Approval": inventory.TextValue("granted")}, Moment: scenario.Save,
	}
	all := []*scenario.Scenario{granted}
	for _, s := range f.Scenarios {
		if s.Ticket == nil {
			continue
		}
		whole, bare := s.Clone(), s.Clone()
		whole.Moment, bare.Moment, bare.Ticket = scenario.Save, scenario.Save, inventory.Attrs{}
		all = append(all, whole, bare)
	}
	open, certain := 0, 0
	for _, s := range all {
		x, err := scenario.Calls(s, few)
		if err != nil || x.Saving == nil {
			continue
		}
		y, err := scenario.Calls(s, many)
		if err != nil {
			t.Fatal(err)
		}
		was, known := x.Saving.Saves()
		is, sure := y.Saving.Saves()
		switch {
		case known && (!sure || was != is):
			t.Errorf("%s: stored %v for certain; in more ways %v, known %v", s.Name, was, is, sure)
		case known:
			certain++
		default:
			open++
		}
	}
	if t.Logf("%d open, %d certain", open, certain); open == 0 || certain == 0 {
		t.Error("the scenarios do not tell them apart")
	}
}
