package simulate_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// hidden is an attribute that the engine is not told, with all the values that
// it could have as far as the items of the set can tell them apart.
type hidden struct {
	area, attr string
	isList     bool
	mayBeUnset bool
	literals   []string
}

// hiddenAttrs are a plain attribute, a dynamic field with several values, and
// the roles of the acting agent, who has roles even if there are none.
func hiddenAttrs() []hidden {
	return []hidden{
		{"Ticket", "Title", false, true, []string{"a", "x", "xy", ""}},
		{"Ticket", "DynamicField_L", true, true, []string{"a", "x"}},
		{"User", "Role", true, false, []string{"a", "y"}},
	}
}

// others are values that no item names: for every answer that the patterns of
// these tests can give there is one. Patterns of which one implies the other
// have no place here; what hits both is then taken to be possible apart, and an
// answer may be called undetermined that is not.
func others() []string { return []string{"q", "xq", "qy", "xqy", "M", "xm", "my", "xMy"} }

func (h hidden) values() []inventory.Value {
	var out []inventory.Value
	if h.mayBeUnset {
		out = append(out, inventory.Value{})
	}
	if !h.isList {
		for _, s := range slices.Concat(h.literals, others()) {
			out = append(out, inventory.TextValue(s))
		}
		return out
	}
	rests := [][]string{nil, {"q"}, {"xq"}, {"qy"}, {"xq", "qy"}, {"m"}, {"xq", "M"}, {"qy", "m"}, {"xq", "qy", "m"}}
	for subset := range 1 << len(h.literals) {
		var named []string
		for i, s := range h.literals {
			if subset&(1<<i) != 0 {
				named = append(named, s)
			}
		}
		for _, rest := range rests {
			out = append(out, inventory.ListValue(slices.Concat(named, rest)...))
		}
	}
	return out
}

// items draws a list of items for a hidden attribute.
func (h hidden) items(t *rapid.T) any {
	var all []any
	for _, s := range h.literals {
		all = append(all, s, s, "[Not]"+s)
	}
	all = append(all, "[RegExp]^x", "[RegExp]y$", "[NotRegExp]^x", "[regexp]m", "[Nothing]", nil)
	if rapid.IntRange(0, 30).Draw(t, "refused") == 0 {
		all = append(all, "[RegExp](")
	}
	return rapid.SliceOfN(rapid.SampledFrom(all), 1, 2).Draw(t, h.attr)
}

// give builds the system in which the attributes have some values.
func give(hs []hidden, values []inventory.Value) *simulate.System {
	agent := &inventory.Agent{Entity: inventory.Entity{ID: "2", Name: "agent", ValidID: "1", Attrs: params("UserID", "2", "UserLogin", "agent")}}
	ticket := params("Lock", "unlock")
	for i, h := range hs {
		if h.area == "User" {
			if values[i].Kind != inventory.Unknown { // it is by itself
				agent.Attrs[h.attr] = values[i]
			}
			continue
		}
		ticket[h.attr] = values[i]
	}
	inv := &inventory.Inventory{Listed: map[string]bool{"agents": true}, Agents: []*inventory.Agent{agent}}
	return &simulate.System{Inventory: inv, Tickets: map[string]inventory.Attrs{"9": ticket}}
}

// every calls visit with every combination of values.
func every(hs []hidden, visit func([]inventory.Value)) {
	values := make([]inventory.Value, len(hs))
	var walk func(int)
	walk = func(at int) {
		if at == len(hs) {
			visit(values)
			return
		}
		for _, v := range hs[at].values() {
			values[at] = v
			walk(at + 1)
		}
	}
	walk(0)
}

func gist(a *simulate.Answer) string {
	if a.Died != nil {
		return "died"
	}
	return fmt.Sprint(a.Returned, idsOf(a.Left), aclNames(a.Matched), aclNames(a.Used))
}

// TestUndetermined: an answer is undetermined exactly if the values that an
// unknown attribute could have lead to different answers.
func TestUndetermined(t *testing.T) {
	tally := map[bool]int{}
	checkUntil(t, func() bool { return metAll(tally, true, false) }, func(t *rapid.T) {
		hs := rapid.SampledFrom([][]hidden{
			{hiddenAttrs()[0]}, {hiddenAttrs()[1]}, {hiddenAttrs()[2]}, {hiddenAttrs()[0], hiddenAttrs()[1]}, {hiddenAttrs()[0], hiddenAttrs()[2]},
		}).Draw(t, "hidden")
		acls := tree{}
		for i := range rapid.IntRange(1, 4).Draw(t, "acls") {
			blocks := tree{}
			for _, block := range []string{"Properties", "PropertiesDatabase"} {
				if block == "PropertiesDatabase" && rapid.IntRange(0, 3).Draw(t, "database") > 0 {
					continue
				}
				areas := tree{}
				for _, h := range hs {
					if rapid.IntRange(0, 3).Draw(t, "asks "+h.attr) > 0 {
						if areas[h.area] == nil {
							areas[h.area] = tree{}
						}
						areas[h.area].(tree)[h.attr] = h.items(t)
					}
				}
				if rapid.IntRange(0, 5).Draw(t, "known") == 0 {
					areas["Frontend"] = tree{"Action": []any{"Nowhere"}}
				}
				blocks[block] = areas
			}
			blocks[rapid.SampledFrom([]string{"Possible", "PossibleNot", "PossibleAdd"}).Draw(t, "section")] = tree{
				"Ticket": tree{"State": anyOf([]any{"A"}, []any{"B"}, []any{"A", "B"}).Draw(t, "states")},
			}
			acls[string(rune('1'+i))] = blocks
		}
		e := simulate.Compile(aclSet(acls), product.Default(), simulate.Options{})
		call := askStates()
		call.Params = params("UserID", "2", "TicketID", "9", "Action", "AgentTicketZoom")
		unknown := make([]inventory.Value, len(hs))
		for i, h := range hs {
			unknown[i] = inventory.UnknownValue("nobody says " + h.attr)
		}
		got := e.Ask(call, give(hs, unknown))
		answers := map[string][]inventory.Value{}
		every(hs, func(values []inventory.Value) {
			a := e.Ask(call, give(hs, values))
			if a.Undetermined != nil {
				t.Fatalf("undetermined with everything known: %q", a.Unknown)
			}
			answers[gist(a)] = slices.Clone(values)
		})
		differ := len(answers) > 1
		tally[differ]++
		switch {
		case differ && got.Undetermined == nil:
			t.Errorf("too sure: says %s, but there is\n%+v", gist(got), answers)
		case !differ && got.Undetermined != nil:
			t.Errorf("too cautious: always %s, but has doubts %+v", gist(got), *got.Undetermined)
		case !differ && answers[gist(got)] == nil:
			t.Errorf("says %s, but it is always %v", gist(got), answers)
		}
	})
	if tally[true] == 0 || tally[false] == 0 {
		t.Errorf("%d of the random calls are undetermined, %d are not", tally[true], tally[false])
	}
}
