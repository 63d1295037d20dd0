package simulate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/simulate"
)

// TestDoubts: what an undetermined answer says about itself.
func TestDoubts(t *testing.T) {
	x := inventory.UnknownValue("nobody says X")
	onX := func(name string, items []string, change ...[]any) *acl.ACL {
		return deployed(name, both(append(change, when("DynamicField", "DynamicField_X", items...))...)...)
	}
	broken := onX("1", []string{"[RegExp]("}, states("Possible", "A"))
	for _, c := range []struct {
		name                string
		set                 *acl.Set
		doubts              string // "" where the answer is certain
		maybeLeft, maybeACL []string
	}{
		{"a change that hangs on it", set(onX("1", []string{"x"}, states("PossibleNot", "A"))), "data acls", []string{"A"}, []string{"1"}},
		{"a change that changes nothing", set(onX("1", []string{"x"}, states("PossibleNot", "Z"))), "data acls", nil, []string{"1"}},
		{"no change at all", set(onX("1", []string{"x"})), "acls", nil, []string{"1"}},
		{"another condition fails anyway", set(deployed("1", both([]any{"Properties", hash(
			"DynamicField", hash("DynamicField_X", list("x")), "Ticket", hash("Title", list("t")))}, states("Possible", "A"))...)), "", nil, nil},
		{"nothing can match", set(onX("1", nil, states("Possible", "A"))), "", nil, nil},
		{"behind an ACL that stops", set(stopping(deployed("0", states("Possible", "A")...)), onX("1", []string{"x"}, states("PossibleNot", "A"))), "", nil, nil},
		{"in the last word of another", set(onX("1", []string{"x"}, states("PossibleNot", "A")), deployed("2", states("Possible", "A")...)), "acls", nil, []string{"1"}},
		{"it may end the call", set(broken), "data acls dies", nil, nil},
		{"an empty pattern in a change", set(deployed("1", states("PossibleNot", "[RegExp]")...)), "data", []string{"A", "B", "C"}, nil},
		{"an empty pattern whose answer is the same", set(deployed("1", states("PossibleNot", "[RegExp]", "[NotRegExp]")...)), "", nil, nil},
		{"a pattern that perl may die on", set(deployed("1", states("PossibleAdd", "[RegExp](?R)?Z")...)), "data acls dies", nil, nil},
		{"the same in a condition that fails anyway", set(deployed("1", both([]any{"Properties", hash(
			"Ticket", hash("Title", list("t")), "User", hash("UserLogin", list("u")))}, states("Possible", "[RegExp](?R)?Z"))...)), "", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			call := about(askStates(), x)
			a := ask(c.set, call, emptyTicketSystem(call))
			got := ""
			var left, acls []string
			if d := a.Undetermined; d != nil {
				for _, part := range []struct {
					is   bool
					name string
				}{{d.Data, " data"}, {d.ACLs, " acls"}, {d.MaybeDies, " dies"}, {d.Exhausted, " exhausted"}} {
					if part.is {
						got += part.name
					}
				}
				got = got[1:]
				left, acls = namesOf(d.MaybeLeft), aclNames(d.MaybeMatched)
				if len(a.Unknown) == 0 {
					t.Error("no reason is given")
				}
			}
			if got != c.doubts || !slices.Equal(left, c.maybeLeft) || c.maybeACL != nil && !slices.Equal(acls, c.maybeACL) {
				t.Errorf("doubts %q, maybe left %q, maybe matched %q", got, left, acls)
			}
		})
	}
}

// emptyTicketSystem is a system in which the acting agent is nobody special.
func emptyTicketSystem(c *simulate.Call) *simulate.System {
	agent := &inventory.Agent{Entity: inventory.Entity{ID: c.Params["UserID"].Text, Name: "agent", ValidID: "1", Attrs: params("UserLogin", "agent")}}
	return &simulate.System{Inventory: &inventory.Inventory{Agents: []*inventory.Agent{agent}}}
}

// TestExhausted: with too much unknown an answer is undetermined.
func TestExhausted(t *testing.T) {
	s := set()
	call := askStates()
	call.DynamicField = map[string]inventory.Value{}
	for i := range 20 {
		name := fmt.Sprintf("DynamicField_%d", i)
		call.DynamicField[name] = inventory.UnknownValue("nobody says " + name)
		s.ACLs = append(s.ACLs, deployed(name, when("DynamicField", name, "x")...))
	}
	a := ask(s, call, emptySystem())
	if a.Undetermined == nil || !a.Undetermined.Exhausted || !a.Undetermined.Data {
		t.Errorf("doubts %+v", a.Undetermined)
	}
	// Where no ACL can match whatever they are, it does not matter.
	for i := range s.ACLs {
		s.ACLs[i] = deployed(s.ACLs[i].Name, "Properties", hash("Zz", hash("x", list("y")), "DynamicField", hash(s.ACLs[i].Name, list("x"))))
	}
	if a := ask(s, call, emptySystem()); a.Undetermined != nil {
		t.Errorf("doubts %+v", a.Undetermined)
	}
}

// TestSlowPattern: a pattern on which matches are given up costs that once, not
// once for each value and each way of filling in what is unknown.
func TestSlowPattern(t *testing.T) {
	const hostile = "[RegExp]^(?=(a+)+b)\\1$"
	call := askStates()
	call.Data = nil
	for i := range 12 {
		call.Data = append(call.Data, simulate.Candidate{ID: string(rune('a' + i)), Name: strings.Repeat("a", 40+i) + "!"})
	}
	s := set(deployed("1", states("PossibleNot", hostile)...), deployed("2", states("PossibleAdd", hostile)...))
	a := ask(s, call, emptySystem())
	if len(a.Left) != len(call.Data) || a.Died != nil {
		t.Errorf("%d left, died %v", len(a.Left), a.Died)
	}
	if len(a.Unknown) != 1 || !strings.Contains(a.Unknown[0], "takes too long") {
		t.Errorf("unknown: %q", a.Unknown)
	}
}

// TestUnknownApart: what is unknown for the same reason need not be the same
// value: the groups of one agent by permission, two people, two queues.
func TestUnknownApart(t *testing.T) {
	sys := give(nil, nil)
	sys.Inventory.Agents[0].Attrs["UserLogin"] = inventory.TextValue("agent")
	sys.Tickets["9"]["OwnerID"] = inventory.UnknownValue("nobody says the owner")
	sys.Tickets["9"]["ResponsibleID"] = inventory.UnknownValue("nobody says who is responsible")
	sys.Tickets["9"]["QueueID"] = inventory.UnknownValue("nobody says the queue")
	call := askStates()
	call.Params = params("UserID", "2", "TicketID", "9")
	call.Params["QueueID"] = inventory.UnknownValue("nobody says the chosen queue")
	for _, c := range []struct {
		name       string
		conditions []any
	}{
		{"groups by permission", []any{"Properties", hash("User", hash("Group_ro", list("users"), "Group_rw", list("[Not]users")))}},
		{"owner and responsible", []any{"Properties", hash("Owner", hash("UserEmail", list("a")), "Responsible", hash("UserEmail", list("b")))}},
		{"chosen and stored queue", []any{"Properties", hash("Queue", hash("Name", list("a"))), "PropertiesDatabase", hash("Queue", hash("Name", list("b")))}},
	} {
		a := ask(set(deployed("1", both(c.conditions, states("Possible", "A"))...)), call, sys)
		if a.Undetermined == nil {
			t.Errorf("%s: certain, and may be either", c.name)
		}
	}
	same := deployed("1", both([]any{"Properties", hash("User", hash("Role", list("x"))), "PropertiesDatabase", hash("User", hash("Role", list("[Not]x")))}, states("Possible", "A"))...)
	if a := ask(set(same), call, sys); a.Undetermined != nil {
		t.Errorf("the roles of one agent differ from themselves: %+v", a.Undetermined)
	}
}
