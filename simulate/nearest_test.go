package simulate_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// untyped is a value as the reference has it.
func untyped(v inventory.Value) any {
	switch v.Kind {
	case inventory.Text:
		return v.Text
	case inventory.List:
		out := []any{}
		for _, e := range v.List {
			out = append(out, untyped(e))
		}
		return out
	}
	return nil
}

// changed is a call of the reference with the changes that a miss names.
func changed(c *refCall, m *simulate.Miss) *refCall {
	out := *c
	put := func(to *tree, n *simulate.Need) {
		all := maps.Clone(*to)
		area, _ := all[n.Condition.Area].(tree)
		area = maps.Clone(area)
		if area == nil {
			area = tree{}
		}
		area[n.Condition.Attr] = untyped(n.Value)
		all[n.Condition.Area] = area
		*to = all
	}
	for i := range m.Needs {
		if n := &m.Needs[i]; n.Condition.Block == acl.Properties {
			put(&out.checks, n)
		} else {
			put(&out.db, n)
		}
	}
	return &out
}

// TestNearestMissIsTrue: with the changes that it names the ACL matches, by an
// engine that is written straight from the reference; where it says that
// something cannot hold, no value that the random world knows makes it match.
func TestNearestMissIsTrue(t *testing.T) {
	tally := map[string]int{}
	checkUntil(t, func() bool { return metAll(tally, "certain", "several", "cannot", "never") }, func(t *rapid.T) {
		w := wildWorld()
		w.broken = rapid.IntRange(0, 4).Draw(t, "broken") == 0
		acls := w.acls(t)
		ref, call, sys := w.call(t)
		x := simulate.Compile(aclSet(acls), product.Default(), simulate.Options{}).ExplainAll(call, sys)
		if x.Died != nil {
			return
		}
		for i := range x.ACLs {
			r := &x.ACLs[i]
			if r.Status != simulate.NotMatched {
				continue
			}
			a, _ := acls[r.ACL.Name].(tree)
			m := x.Miss(r)
			switch {
			case m.Never != "":
				tally["never"]++
				for _, n := range m.Needs {
					t.Errorf("ACL %s never matches, and needs %v", r.ACL.Name, n)
				}
				continue
			case len(m.Needs) == 0:
				t.Fatalf("ACL %s does not match and lacks nothing", r.ACL.Name)
			case !m.Certain():
				tally["cannot"]++
				continue
			}
			tally["certain"]++
			if len(m.Needs) > 1 {
				tally["several"]++
			}
			if !refMatches(a, changed(ref, m)) {
				for _, n := range m.Needs {
					t.Logf("%s %s.%s: %v", n.Condition.Block, n.Condition.Area, n.Condition.Attr, untyped(n.Value))
				}
				t.Errorf("ACL %s does not match with the change that it is said to need", r.ACL.Name)
			}
			for k := range m.Needs { // and needs every one of them
				one := *m
				one.Needs = append(append([]simulate.Need{}, m.Needs[:k]...), m.Needs[k+1:]...)
				if refMatches(a, changed(ref, &one)) {
					t.Errorf("ACL %s matches without the change of %s", r.ACL.Name, m.Needs[k].Condition.Attr)
				}
			}
		}
	})
	t.Log(tally)
	for _, kind := range []string{"certain", "several", "cannot", "never"} {
		if tally[kind] == 0 {
			t.Errorf("no miss was %s", kind)
		}
	}
}

// misses writes what an ACL lacks in one line.
func misses(m *simulate.Miss) string {
	if m.Never != "" {
		return "never: " + m.Never
	}
	var out []string
	for _, n := range m.Needs {
		text := n.Condition.Area + "." + n.Condition.Attr
		if n.Condition.Block == acl.PropertiesDatabase {
			text = "stored " + text
		}
		switch {
		case n.Cannot != "":
			text += " cannot: " + n.Cannot
		case !n.Value.Defined():
			text += " unknown value"
		case len(n.Add)+len(n.Drop) > 0:
			text += fmt.Sprintf(" +%q -%q", n.Add, n.Drop)
		default:
			text += fmt.Sprintf(" = %v", untyped(n.Value))
		}
		if n.Item != nil {
			text += " by " + n.Item.Text
		}
		if n.Hint != "" {
			text += " (" + n.Hint + ")"
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

// TestNearestMiss: which change is named, and what is said where none helps.
func TestNearestMiss(t *testing.T) {
	onX := func(items ...string) *acl.ACL {
		return deployed("1", when("DynamicField", "DynamicField_X", items...)...)
	}
	props := func(area, attr string, items ...string) *acl.ACL { return deployed("1", when(area, attr, items...)...) }
	withX := func(v inventory.Value) *simulate.Call { return about(askStates(), v) }
	text, list := inventory.TextValue, inventory.ListValue
	screen := askStates()
	screen.Params = params("UserID", "2", "Action", "AgentTicketNote")
	customer := askStates()
	customer.Params = params("CustomerUserID", "kim")
	typed := askStates()
	typed.Params = params("UserID", "2", "Type", "move_into")
	for _, c := range []struct {
		name string
		acl  *acl.ACL
		call *simulate.Call
		want string
	}{
		{"the first literal item", onX("[RegExp]^q", "a", "b"), withX(text("x")), "DynamicField.DynamicField_X = a by a"},
		{"unset", onX("a"), withX(inventory.Value{}), "DynamicField.DynamicField_X = a by a"},
		{"unknown", onX("a"), withX(inventory.UnknownValue("nobody says X")), "DynamicField.DynamicField_X = a by a"},
		{"a value for a pattern", onX("[RegExp]^ab+[0-9]{2}$"), withX(text("x")), "DynamicField.DynamicField_X = ab11 by [RegExp]^ab+[0-9]{2}$"},
		{"no value for a pattern", onX(`[RegExp]^(?<!a)b(?=c)$`), withX(text("x")), `DynamicField.DynamicField_X unknown value by [RegExp]^(?<!a)b(?=c)$`},
		{"another value", onX("[Not]x"), withX(text("x")), "DynamicField.DynamicField_X = something else by [Not]x"},
		{"one more in a list", onX("a"), withX(list("x", "y")), `DynamicField.DynamicField_X +["a"] -[] by a`},
		{"one less in a list", onX("[Not]x"), withX(list("x", "y")), `DynamicField.DynamicField_X +[] -["x"] by [Not]x`},
		{"an empty list of items", onX(), withX(text("x")), "DynamicField.DynamicField_X cannot: an empty list never holds"},
		{"nothing but null", deployed("1", "Properties", hash("DynamicField", hash("DynamicField_X", acl.NewList([]acl.Value{null()})))),
			withX(text("x")), "DynamicField.DynamicField_X cannot: nothing matches null"},
		{"an area without conditions", deployed("1", "Properties", hash("Ticket", hash()), "PropertiesDatabase", hash("Frontend", hash("Action", acl.Value{Kind: acl.List}))),
			askStates(), "never: Properties has areas without conditions, and such a block never holds"},
		{"both blocks", deployed("1", both(when("DynamicField", "DynamicField_X", "a"), []any{"PropertiesDatabase", hash("DynamicField", hash("DynamicField_X", acl.NewList([]acl.Value{str("b")})))})...),
			withX(text("x")), "DynamicField.DynamicField_X = a by a, stored DynamicField.DynamicField_X cannot: no ticket is stored when this is asked"},
		{"one thing under two names", deployed("1", "Properties", hash(
			"Queue", hash("Name", acl.NewList([]acl.Value{str("[RegExp]^M")})),
			"Ticket", hash("Queue", acl.NewList([]acl.Value{str("Raw"), str("Misc")})))), askStates(),
			"Queue.Name = Misc by [RegExp]^M, Ticket.Queue = Misc by Misc"},
		{"one thing that cannot be both", deployed("1", "Properties", hash(
			"Queue", hash("Name", acl.NewList([]acl.Value{str("Raw")})),
			"Ticket", hash("Queue", acl.NewList([]acl.Value{str("Misc")})))), askStates(),
			"Queue.Name cannot: no value is known with which all conditions on it hold, Ticket.Queue cannot: no value is known with which all conditions on it hold"},
		{"another screen", props("Frontend", "Action", "AgentTicketClose"), screen, "Frontend.Action = AgentTicketClose by AgentTicketClose"},
		{"no screen", props("Frontend", "Action", "AgentTicketClosed"), screen, "Frontend.Action cannot: no module that is registered has such a name"},
		{"no Action", props("Frontend", "Action", "AgentTicketClose"), askStates(), "Frontend.Action cannot: this question is asked without an Action"},
		{"no endpoint", props("Frontend", "Endpoint", "x"), screen, "Frontend.Endpoint cannot: Frontend has nothing but Action"},
		{"roles of customer users", props("CustomerUser", "Role", "x"), customer, "CustomerUser.Role cannot: customer users have no roles"},
		{"an agent where a customer asks", props("User", "UserLogin", "x"), customer, "User.UserLogin cannot: a customer asks, and there is no agent"},
		{"no such area", props("Users", "UserLogin", "x"), screen, "Users.UserLogin cannot: there is no area Users"},
		{"no prefix", props("DynamicField", "X", "x"), screen, "DynamicField.X cannot: names of dynamic fields begin with DynamicField_ there"},
		{"no such attribute", props("Ticket", "Colour", "x"), screen, "Ticket.Colour cannot: tickets have no such attribute"},
		{"nothing stored", props("Ticket", "Lock", "lock"), screen, "Ticket.Lock cannot: no ticket is stored when this is asked"},
		{"what nobody gathers", props("Ticket", "StateType", "closed"), screen,
			"Ticket.StateType cannot: no ticket is stored, and the form counts only where some ACL has conditions on State"},
		{"a hidden type", props("Type", "Name", "Incident"), typed,
			"Type.Name = Incident by Incident (only a type chosen in the form counts here, not the ticket's)"},
		{"no such permission", props("User", "Group_write", "users"), screen, "User.Group_write cannot: agents have no permission of that name"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := simulate.Compile(set(c.acl), product.Default(), simulate.Options{}).ExplainAll(c.call, &simulate.System{Inventory: inventory.Stock(product.Default())})
			if got := misses(x.Miss(&x.ACLs[0])); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestOutOfReachOfOlderEngines: what an old engine never has, or has not in a
// call, is not advised.
func TestOutOfReachOfOlderEngines(t *testing.T) {
	form := &simulate.Call{ReturnType: "Ticket", ReturnSubType: "State", Params: params("UserID", "2", "Action", "AgentTicketNote", "QueueID", "2"),
		Data: []simulate.Candidate{{ID: "1", Name: "new"}}}
	stored := &simulate.Call{ReturnType: "Ticket", ReturnSubType: "State", Params: params("UserID", "2", "TicketID", "9"),
		Data: []simulate.Candidate{{ID: "1", Name: "new"}}}
	for _, c := range []struct {
		target, area, attr string
		call               *simulate.Call
		want               string
	}{
		{"otrs-2.2", "CustomerUser", "UserLogin", stored, "otrs-2.2 knows no area CustomerUser"},
		{"otrs-2.4", "Type", "Name", stored, "otrs-2.4 knows no area Type"},
		{"otrs-3.0", "State", "Name", stored, "otrs-3.0 knows no area State"},
		{"otrs-3.1", "Process", "ProcessEntityID", stored, "otrs-3.1 knows no area Process"},
		{"otrs-3.1.4", "User", "Role", stored, "otrs-3.1.4 knows no roles"},
		{"otrs-3.0", "Ticket", "DynamicField_X", stored, "otrs-3.0 knows no dynamic fields"},
		{"otrs-3.0", "Ticket", "Queue", form, "no ticket is stored when this is asked, and otrs-3.0 does not look at the form"},
		{"otrs-3.0", "Queue", "Name", stored, "this question names no queue, and otrs-3.0 has no other"},
		{"otrs-3.0", "CustomerUser", "UserLogin", form, "this question names no customer user, and otrs-3.0 has no other"},
		{"otrs-3.0", "Ticket", "TicketFreeKey1", form, "no ticket is stored when this is asked, and otrs-3.0 does not look at the form"},
		{"otrs-3.0", "Ticket", "TicketFreeKey1", stored, ""},
		{"otrs-3.2", "Ticket", "TicketFreeKey1", stored, "tickets have no such attribute"},
		{"otrs-3.0", "Ticket", "Queue", stored, ""},
		{"otrs-4.0", "User", "Role", stored, "[Not] never matches a list such as this one on otrs-4.0"},
		{"otrs-8.0", "Frontend", "Endpoint", stored, "no screen with an endpoint is known here"},
	} {
		target, err := product.Parse(c.target)
		if err != nil {
			t.Fatal(err)
		}
		item := "zz"
		if c.target == "otrs-4.0" {
			item = "[Not]zz"
		}
		a := deployed("1", "Properties", hash(c.area, hash(c.attr, acl.NewList([]acl.Value{str(item)}))))
		sys := &simulate.System{Inventory: inventory.Stock(target), Tickets: map[string]inventory.Attrs{"9": {"Queue": inventory.TextValue("Raw")}}}
		x := simulate.Compile(set(a), target, simulate.Options{}).ExplainAll(c.call, sys)
		m := x.Miss(&x.ACLs[0])
		if len(m.Needs) != 1 || m.Needs[0].Cannot != c.want {
			t.Errorf("%s, %s.%s: %s, want %q", c.target, c.area, c.attr, misses(m), c.want)
		}
	}
}
