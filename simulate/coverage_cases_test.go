package simulate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// TestCoverageCases: which items are needed, in telling cases. Every call asks for
// the states A, B and C.
func TestCoverageCases(t *testing.T) {
	xs := func(values ...inventory.Value) []inventory.Value { return values }
	text := inventory.TextValue
	onX := func(name string, items []string, change ...[]any) *acl.ACL {
		return deployed(name, both(append(change, when("DynamicField", "DynamicField_X", items...))...)...)
	}
	for _, c := range []struct {
		name     string
		set      *acl.Set
		x        []inventory.Value // one call each
		needed   string            // items as "ACL item"
		unneeded string
	}{
		{"an item per value", set(onX("1", []string{"x", "y", "z"}, states("PossibleNot", "A"))), xs(text("x"), text("y")), "1 x, 1 y, 1 A", "1 z"},
		{"a condition holds by two items", set(onX("1", []string{"x", "[RegExp]^x"}, states("PossibleNot", "A"))), xs(text("x")), "1 A", "1 x, 1 [RegExp]^x"},
		{"and in another call by one", set(onX("1", []string{"x", "[RegExp]^x"}, states("PossibleNot", "A"))), xs(text("x"), text("xy")), "1 [RegExp]^x, 1 A", "1 x"},
		{"duplicates", set(onX("1", []string{"x", "x"}, states("PossibleNot", "A", "A"))), xs(text("x")), "", "1 x, 1 x, 1 A, 1 A"},
		{"one that does not match", set(onX("1", []string{"x"}, states("PossibleNot", "A"))), xs(text("y")), "", "1 x, 1 A"},
		{"one without a change", set(onX("1", []string{"x"})), xs(text("x")), "1 x", ""},
		{"shadowed by a pattern before it", set(deployed("1", states("PossibleNot", "[RegExp]^[AB]", "B", "C")...)), xs(text("x")), "1 [RegExp]^[AB], 1 C", "1 B"},
		{"gone before", set(deployed("1", states("PossibleNot", "A")...), deployed("2", states("PossibleNot", "A", "B")...)), xs(text("x")), "2 B", "1 A, 2 A"},
		{"undone later", set(deployed("1", states("PossibleNot", "A", "B")...), deployed("2", states("PossibleAdd", "A")...)), xs(text("x")), "1 B, 2 A", "1 A"},
		{"a Possible has the last word", set(deployed("1", states("Possible", "A", "B")...), deployed("2", states("Possible", "B")...)), xs(text("x")), "2 B", "1 A, 1 B"},
		{"nothing left to put back", set(deployed("1", states("PossibleAdd", "A", "Z")...)), xs(text("x")), "", "1 A, 1 Z"},
		{"a stop keeps the undoing away", set(stopping(onX("1", []string{"x"}, states("PossibleNot", "A"))), deployed("2", states("Possible", "A", "B")...)), xs(text("x")), "1 x, 1 A", "2 A, 2 B"},
		{"and where it does not stop", set(stopping(onX("1", []string{"x"}, states("PossibleNot", "A"))), deployed("2", states("Possible", "A", "B")...)), xs(text("x"), text("y")), "1 x, 1 A, 2 A, 2 B", ""},
		{"negations", set(onX("1", []string{"[Not]x", "[Not]y"}, states("PossibleNot", "[Not]A"))), xs(text("x")), "1 [Not]y, 1 [Not]A", "1 [Not]x"},
		{"negations hold each for the other's value", set(onX("1", []string{"[Not]x", "[Not]y"}, states("PossibleNot", "[Not]A"))), xs(text("z")), "1 [Not]A", "1 [Not]x, 1 [Not]y"},
		{"an attribute that is a list", set(onX("1", []string{"x", "y", "z"}, states("PossibleNot", "A"))), xs(inventory.ListValue("x", "y")), "1 A", "1 x, 1 y, 1 z"},
		{"and has less in another call", set(onX("1", []string{"x", "y", "z"}, states("PossibleNot", "A"))), xs(inventory.ListValue("x", "y"), inventory.ListValue("q", "y")), "1 y, 1 A", "1 x, 1 z"},
		{"a negation on a list", set(onX("1", []string{"[Not]x", "y"}, states("PossibleNot", "A"))), xs(inventory.ListValue("x", "y")), "1 y, 1 A", "1 [Not]x"},
		{"the item that the call dies on", set(onX("1", []string{"x", "[RegExp](", "[RegExp]["}, states("PossibleNot", "A"))), xs(text("x")), "1 [RegExp](", "1 x, 1 [RegExp][, 1 A"},
		{"one of a condition that fails", set(deployed("0", both(when("Frontend", "Action", "Nowhere"), states("Possible", "A"))...), onX("1", []string{"[RegExp]("})), xs(text("x")), "1 [RegExp](", "0 Nowhere, 0 A"},
		{"an unknown value", set(onX("1", []string{"x"}, states("PossibleNot", "A"))), xs(inventory.UnknownValue("nobody says X")), "1 x, 1 A", ""},
		{"unknown, and undone", set(onX("1", []string{"x"}, states("PossibleNot", "A", "B")), deployed("2", states("PossibleAdd", "A")...)), xs(inventory.UnknownValue("nobody says X")), "1 x, 1 B, 2 A", "1 A"},
		{"an empty pattern behind another item", set(deployed("1", states("PossibleNot", "A", "B", "[RegExp]")...)), xs(text("x")), "1 A, 1 B, 1 [RegExp]", ""},
		{"falsy values stay", set(deployed("1", states("PossibleNot", "0")...)), xs(text("x")), "", "1 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cover := simulate.Compile(c.set, product.Default(), simulate.Options{}).NewCoverage()
			for _, x := range c.x {
				call := about(askStates(), x)
				call.Data = append(call.Data, simulate.Candidate{ID: "9", Name: "0"})
				cover.Add(call, emptySystem())
			}
			var needed, unneeded []string
			for _, a := range cover.ACLs() {
				var items []simulate.ItemCoverage
				for _, k := range a.Conditions {
					items = append(items, k.Items...)
				}
				for _, k := range a.Changes {
					items = append(items, k.Items...)
				}
				for _, it := range items {
					if it.Needed {
						needed = append(needed, a.ACL.Name+" "+it.Item.Text)
					} else {
						unneeded = append(unneeded, a.ACL.Name+" "+it.Item.Text)
					}
				}
			}
			if !slices.Equal(needed, words(c.needed)) || !slices.Equal(unneeded, words(c.unneeded)) {
				t.Errorf("needed %q, unneeded %q", needed, unneeded)
			}
		})
	}
}

// TestCoverageSole: a list of a special question counts only as long as there is
// something in it.
func TestCoverageSole(t *testing.T) {
	s := set(deployed("1", "Possible", hash("Action", list("Z"))), deployed("2", "Possible", hash("Action", list("A"))))
	call := askStates()
	call.ReturnType, call.ReturnSubType = "Action", "-"
	cover := simulate.Compile(s, product.Default(), simulate.Options{}).NewCoverage()
	cover.Add(call, emptySystem())
	acls := cover.ACLs()
	// Without Z the first ACL is not used, though the second has the last word.
	if !acls[0].Changes[0].Items[0].Needed || !acls[1].Changes[0].Items[0].Needed {
		t.Errorf("%+v", acls)
	}
	if k := acls[0].Changes[0]; k.Question != "Action" || k.Used != 1 || k.Changed != 1 || acls[1].Changes[0].Changed != 1 {
		t.Errorf("%+v", acls)
	}
}

func words(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, ", ")
}

// TestCoverageInDoubt: an ACL that may be there, and then ends the call by its shape,
// matches in no way; what keeps it from being looked at decides all the same.
func TestCoverageInDoubt(t *testing.T) {
	a := deployed("1", "Properties", hash("Frontend", hash("Action", list("a")), "Ticket", str("x")), "Possible", hash("Ticket", hash("State", list("A"))))
	a.Doubt = &acl.Doubt{Why: "under a condition"}
	call := askStates()
	call.Params = params("UserID", "2", "Action", "a")
	cover := simulate.Compile(set(a), product.Default(), simulate.Options{}).NewCoverage()
	if answer := cover.Add(call, emptySystem()); answer.Undetermined == nil || !answer.Undetermined.MaybeDies {
		t.Fatalf("%+v", answer)
	}
	if k := cover.ACLs()[0]; !k.Conditions[0].Items[0].Needed || k.Changes[0].Items[0].Needed {
		t.Errorf("%+v", k)
	}
}
