package simulate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// TestItems holds items against values of an attribute: measured vectors of
// OTRS 5.0.13 and later.
func TestItems(t *testing.T) {
	text := inventory.TextValue
	holed := inventory.Value{Kind: inventory.List, List: []inventory.Value{text("x"), {}, text("y")}}
	for _, c := range []struct {
		name  string
		items []string
		value inventory.Value
		want  bool
	}{
		{"equal", []string{"x"}, text("x"), true},
		{"case counts", []string{"X"}, text("x"), false},
		{"blanks count", []string{"x"}, text("x "), false},
		{"any item is enough", []string{"a", "x"}, text("x"), true},
		{"no items", nil, text("x"), false},
		{"an empty item and an empty value", []string{""}, text(""), true},
		{"0 is a value", []string{"0"}, text("0"), true},
		{"two negations of one value", []string{"[Not]x", "[Not]y"}, text("x"), true},
		{"one negation", []string{"[Not]x"}, text("x"), false},
		{"an empty negation", []string{"[Not]"}, text("x"), true},
		{"a misspelt negation always holds", []string{"[NotRegexp]x"}, text("x"), true},
		{"so does an unfinished one", []string{"[Not"}, text("[Not"), true},
		{"a misspelt pattern is literal", []string{"[Regexp]x"}, text("x"), false},
		{"and equal to itself", []string{"[Regexp]x"}, text("[Regexp]x"), true},
		{"a value that looks like a pattern", []string{"[RegExp]^x$"}, text("[RegExp]^x$"), true},
		{"one that looks like a broken pattern", []string{"[RegExp]("}, text("[RegExp]("), true},
		{"one that looks like a negation", []string{"[Not]x"}, text("[Not]x"), true},
		{"unset, not negated", []string{"x"}, inventory.Value{}, false},
		{"unset, negated", []string{"[Not]x"}, inventory.Value{}, false},
		{"unset, misspelt", []string{"[Nothing]"}, inventory.Value{}, false},
		{"list, one element is equal", []string{"y"}, inventory.ListValue("x", "y"), true},
		{"list, negation of a missing one", []string{"[Not]admin"}, inventory.ListValue("x", "y"), true},
		{"list, negation of one it has", []string{"[Not]admin"}, inventory.ListValue("x", "admin"), false},
		{"empty list, negated", []string{"[Not]admin"}, inventory.ListValue(), true},
		{"empty list, not negated", []string{"admin"}, inventory.ListValue(), false},
		{"empty list, misspelt", []string{"[Nothing]"}, inventory.ListValue(), true},
		{"list, negated pattern that hits one", []string{"[NotRegExp]^ad"}, inventory.ListValue("x", "admin"), false},
		{"list, negated pattern that hits none", []string{"[Notregexp]^AD"}, inventory.ListValue("x", "y"), true},
		{"list, misspelt", []string{"[NotRegexp]x"}, inventory.ListValue("x"), true},
		{"before an undefined element", []string{"x"}, holed, true},
		{"behind an undefined element", []string{"y"}, holed, false},
		{"an undefined element ends a negation", []string{"[Not]z"}, holed, false},
		{"a nested hash", []string{"[Not]x"}, inventory.Value{Kind: inventory.Hash}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := set(deployed("1", both(when("DynamicField", "DynamicField_X", c.items...), states("Possible", "A"))...))
			a := ask(s, about(askStates(), c.value), emptySystem())
			if a.Died != nil || a.Undetermined != nil {
				t.Fatalf("died %v, undetermined %v", a.Died, a.Undetermined)
			}
			if got := len(a.Matched) == 1; got != c.want {
				t.Errorf("holds: %t, want %t", got, c.want)
			}
		})
	}
}

// TestBlocks: when an ACL applies, from what its blocks come to.
func TestBlocks(t *testing.T) {
	yes, no := hash("DynamicField", hash("DynamicField_X", list("x"))), hash("DynamicField", hash("DynamicField_X", list("y")))
	empty := hash("Ticket", hash())
	for _, c := range []struct {
		name   string
		blocks []any
		want   bool
	}{
		{"no blocks", nil, true},
		{"empty Properties", []any{"Properties", hash()}, true},
		{"null blocks", []any{"Properties", null(), "PropertiesDatabase", null()}, true},
		{"both empty", []any{"Properties", hash(), "PropertiesDatabase", hash()}, true},
		{"an area without attributes", []any{"Properties", empty}, false},
		{"an area that is null", []any{"Properties", hash("Ticket", null())}, false},
		{"the same in the database block", []any{"PropertiesDatabase", empty}, false},
		{"Properties holds, an empty area in the other", []any{"Properties", yes, "PropertiesDatabase", empty}, false},
		{"Properties holds, the other is empty", []any{"Properties", yes, "PropertiesDatabase", hash()}, true},
		{"Properties does not hold", []any{"Properties", no}, false},
		{"only the database block, not matching", []any{"PropertiesDatabase", yes}, false},
		{"one of two attributes", []any{"Properties", hash("DynamicField", hash("DynamicField_X", list("x"), "DynamicField_Y", list("y")))}, false},
		{"one of two areas", []any{"Properties", hash("DynamicField", yes.Entries()[0].Value, "Queue", hash("Name", list("q")))}, false},
		{"an empty area beside one that holds", []any{"Properties", hash("DynamicField", yes.Entries()[0].Value, "Ticket", hash())}, true},
		{"an area nobody knows", []any{"Properties", hash("Endpoint", hash("Name", list("[Not]x")))}, false},
		{"an attribute that is null", []any{"Properties", hash("DynamicField", hash("DynamicField_X", null()))}, false},
		{"of a key written twice the last counts", []any{"Properties", hash("DynamicField", no.Entries()[0].Value, "DynamicField", yes.Entries()[0].Value)}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := set(deployed("1", both(c.blocks, states("Possible", "A"))...))
			a := ask(s, about(askStates(), inventory.TextValue("x")), emptySystem())
			if got := len(a.Matched) == 1; got != c.want || a.Died != nil {
				t.Errorf("matches: %t, want %t (died %v)", got, c.want, a.Died)
			}
		})
	}
	// A customer without a screen: nothing is gathered, the ACL applies all the same.
	call := askStates()
	call.Params = params("CustomerUserID", "cu")
	if a := ask(set(deployed("1", states("Possible", "A")...)), call, emptySystem()); len(a.Matched) != 1 {
		t.Error("an ACL without conditions does not apply to a bare customer call")
	}
}

// TestShapes puts each kind of value in each place: what ends the call, and
// which questions it ends.
func TestShapes(t *testing.T) {
	kinds := []struct {
		name string
		v    acl.Value
	}{{"scalar", str("x")}, {"false scalar", str("")}, {"list", list("x")}, {"empty list", list()}, {"hash", hash()}, {"null", null()}}
	for _, c := range []struct {
		place string
		put   func(acl.Value) *acl.ACL
		dies  string // kinds that end the question about states
	}{
		{"the ACL", func(v acl.Value) *acl.ACL { return written("1", v) }, "scalar, false scalar, list, empty list"},
		{"Properties", func(v acl.Value) *acl.ACL { return deployed("1", "Properties", v) }, "scalar, false scalar, list, empty list"},
		{"PropertiesDatabase", func(v acl.Value) *acl.ACL { return deployed("1", "PropertiesDatabase", v) }, "scalar, false scalar, list, empty list"},
		{"an area", func(v acl.Value) *acl.ACL { return deployed("1", "Properties", hash("Queue", v)) }, "scalar, false scalar, list, empty list"},
		{"Ticket", func(v acl.Value) *acl.ACL { return deployed("1", "Properties", hash("Ticket", v)) }, "scalar, false scalar, list, empty list"},
		{"an attribute", func(v acl.Value) *acl.ACL { return deployed("1", "Properties", hash("Queue", hash("Name", v))) }, "scalar, false scalar, hash"},
		{"Possible", func(v acl.Value) *acl.ACL { return deployed("1", "Possible", v) }, "scalar, false scalar, list, empty list"},
		{"Possible.Ticket", func(v acl.Value) *acl.ACL { return deployed("1", "Possible", hash("Ticket", v)) }, "scalar, false scalar, list, empty list"},
		{"Possible.Ticket.State", func(v acl.Value) *acl.ACL { return deployed("1", "Possible", hash("Ticket", hash("State", v))) }, "scalar, hash"},
		{"PossibleNot.Ticket.Queue", func(v acl.Value) *acl.ACL { return deployed("1", "PossibleNot", hash("Ticket", hash("Queue", v))) }, ""},
		{"PossibleNot.Action", func(v acl.Value) *acl.ACL { return deployed("1", "PossibleNot", hash("Action", v)) }, ""},
	} {
		for _, k := range kinds {
			t.Run(c.place+" as "+k.name, func(t *testing.T) {
				a := ask(set(c.put(k.v)), askStates(), emptySystem())
				want := slices.Contains(strings.Split(c.dies, ", "), k.name)
				if (a.Died != nil) != want {
					t.Fatalf("died %v, want %t", a.Died, want)
				}
				if a.Died != nil && (a.Died.ACL != "1" || a.Died.Error() == "" || a.Returned) {
					t.Errorf("died %+v, returned %t", a.Died, a.Returned)
				}
			})
		}
	}
}

// TestDeaths: a broken pattern ends the call where it is compared with
// something, and only there.
func TestDeaths(t *testing.T) {
	broken, x := "[RegExp](", inventory.TextValue("x")
	condition := deployed("1", both(when("DynamicField", "DynamicField_X", "x", broken), states("Possible", "A"))...)
	for _, c := range []struct {
		name  string
		set   *acl.Set
		value inventory.Value
		dies  bool
	}{
		{"behind an item that hits", set(condition), x, true},
		{"beside a condition that fails", set(deployed("1", "Properties", hash(
			"Frontend", hash("Action", list("no")), "DynamicField", hash("DynamicField_X", list(broken))))), x, true},
		{"of an ACL behind one that stops", set(stopping(deployed("0", states("Possible", "A")...)), condition), x, false},
		{"against nothing", set(condition), inventory.Value{}, false},
		{"against an empty list", set(condition), inventory.ListValue(), false},
		{"behind an undefined element", set(condition), inventory.Value{Kind: inventory.List, List: []inventory.Value{{}, x}}, false},
		{"in a list of changes", set(deployed("1", states("PossibleNot", "A", "B", "C", broken)...)), x, true},
		{"in a list for another question", set(deployed("1", "Possible", hash("Ticket", hash("Queue", list(broken))))), x, false},
		{"in an ACL that does not match", set(deployed("1", both(when("Frontend", "Action", "no"), states("Possible", broken))...)), x, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := ask(c.set, about(askStates(), c.value), emptySystem())
			if (a.Died != nil) != c.dies {
				t.Errorf("died %v, want %t", a.Died, c.dies)
			}
		})
	}
	call := askStates()
	call.Data, call.Scalar = nil, &inventory.Value{Kind: inventory.List}
	if a := ask(set(), call, emptySystem()); a.Died == nil {
		t.Error("candidates in a list do not end the call")
	}
	call = askStates()
	call.Data = nil
	if a := ask(set(deployed("1", "Possible", hash("Ticket", hash("State", str("x"))))), call, emptySystem()); a.Died != nil {
		t.Error("a scalar in place of a list ends a call without candidates")
	}
}
