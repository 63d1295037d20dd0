package simulate_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

func explain(s *acl.Set, c *simulate.Call) *simulate.Explanation {
	return simulate.Compile(s, product.Default(), simulate.Options{}).ExplainAll(c, emptySystem())
}

// statuses tells what became of each ACL; a star marks those that were used.
func statuses(x *simulate.Explanation) string {
	var out []string
	for _, r := range x.ACLs {
		s := r.ACL.Name + " " + r.Status.String()
		if r.Used {
			s += "*"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

// fates tells what became of each candidate, and by whom.
func fates(x *simulate.Explanation) string {
	var out []string
	for _, f := range x.Fates {
		s := f.Candidate.Name
		if !f.Left {
			s = "-" + s
		}
		if f.Maybe {
			s += "?"
		}
		if f.By != nil {
			s += " by " + f.By.Name + " " + f.Section.String()
			if f.Item != nil {
				s += " " + f.Item.Text
			}
		}
		if f.BroughtBack() {
			s += " back"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

// TestExplanation: what is told of ACLs and candidates.
func TestExplanation(t *testing.T) {
	x, unknown := inventory.TextValue("x"), inventory.UnknownValue("nobody says X")
	onX := func(name string, items []string, change ...[]any) *acl.ACL {
		return deployed(name, both(append(change, when("DynamicField", "DynamicField_X", items...))...)...)
	}
	one := deployed("1", states("Possible", "A")...)
	exempt := about(askStates(), x)
	exempt.Params = params("UserID", "1")
	listed := askStates()
	listed.Data, listed.Scalar = nil, &inventory.Value{Kind: inventory.List}
	for _, c := range []struct {
		name           string
		set            *acl.Set
		call           *simulate.Call
		statuses, fate string
	}{
		{"matched and not", set(onX("1", []string{"x"}, states("PossibleNot", "A")), onX("2", []string{"y"}, states("Possible", "C"))), about(askStates(), x),
			"1 matched*, 2 no match", "-A by 1 PossibleNot A, B, C"},
		{"matched without a list for the question", set(onX("1", []string{"x"})), about(askStates(), x), "1 matched", "A, B, C"},
		{"Possible does not name it", set(one), askStates(), "1 matched*", "A, -B by 1 Possible, -C by 1 Possible"},
		{"brought back by PossibleAdd", set(one, deployed("2", states("PossibleAdd", "[RegExp]B")...)), askStates(),
			"1 matched*, 2 matched*", "A, B by 2 PossibleAdd [RegExp]B back, -C by 1 Possible"},
		{"brought back by Possible", set(deployed("1", states("PossibleNot", "A")...), deployed("2", states("Possible", "A", "B")...)), askStates(),
			"1 matched*, 2 matched*", "A by 2 Possible A back, B, -C by 2 Possible"},
		{"stopped", set(stopping(deployed("1", states("Possible", "A", "B")...)), deployed("2", states("PossibleNot", "A")...)), askStates(),
			"1 matched*, 2 not reached", "A, B, -C by 1 Possible"},
		{"died in a condition", set(one, onX("2", []string{"[RegExp]("}), deployed("3")), about(askStates(), x),
			"1 matched*, 2 dies, 3 not reached", "A, B, C"},
		{"died in a change", set(deployed("2", states("Possible", "[RegExp](")...), deployed("3")), askStates(), "2 matched*, 3 not reached", "A, B, C"},
		{"died of a shape", set(one, deployed("2", "Properties", list())), askStates(), "1 not reached, 2 dies", "A, B, C"},
		{"died of its candidates", set(one), listed, "1 not reached", ""},
		{"refused", set(one), exempt, "1 not reached", "A, B, C"},
		{"undetermined", set(onX("1", []string{"x"}, states("PossibleNot", "A")), onX("2", []string{"y"}), deployed("3")), about(askStates(), unknown),
			"1 undetermined, 2 undetermined, 3 matched", "A?, B, C"},
		{"of false names nothing is taken", set(deployed("1", states("PossibleNot", "0", "A")...)),
			&simulate.Call{ReturnType: "Ticket", ReturnSubType: "State", Data: data("0", "A"), Params: params("UserID", "2")}, "1 matched*", "0, -A by 1 PossibleNot A"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := explain(c.set, c.call)
			if s := statuses(got); s != c.statuses {
				t.Errorf("ACLs: %s\nwant: %s", s, c.statuses)
			}
			if s := fates(got); s != c.fate {
				t.Errorf("candidates: %s\nwant: %s", s, c.fate)
			}
		})
	}
}

// TestConditions: every condition is told with the value that it met and the
// first item that hit.
func TestConditions(t *testing.T) {
	call := askStates()
	call.Params = params("UserID", "2", "Action", "AgentTicketZoom")
	call.DynamicField = map[string]inventory.Value{
		"DynamicField_L": inventory.ListValue("a", "b"), "DynamicField_U": inventory.UnknownValue("nobody says U"),
	}
	s := set(deployed("1", "Properties", hash(
		"DynamicField", hash("DynamicField_L", list("x", "[RegExp]^b", "b"), "DynamicField_U", list("u"), "DynamicField_N", list("[Not]n")),
		"Frontend", hash("Action", list("AgentTicketMove"))), "PropertiesDatabase", hash("Frontend", hash("Action", list("AgentTicketZoom")))),
		deployed("2", when("Ticket", "DynamicField_U", "u")...))
	x := explain(s, call)
	var got []string
	for _, r := range x.ACLs {
		for _, c := range r.Conditions {
			line := fmt.Sprintf("%s %s.%s.%s held %t uncertain %t met %d", r.ACL.Name, c.Block, c.Area, c.Attr, c.Held, c.Uncertain, c.Met.Kind)
			if c.Hit != nil {
				line += " hit " + c.Hit.Text
			}
			if c.List.Key != c.Attr {
				line += " of list " + c.List.Key
			}
			got = append(got, line)
		}
	}
	want := []string{
		"1 Properties.DynamicField.DynamicField_L held true uncertain false met 2 hit [RegExp]^b",
		"1 Properties.DynamicField.DynamicField_N held false uncertain false met 0",
		"1 Properties.DynamicField.DynamicField_U held false uncertain true met 4",
		"1 Properties.Frontend.Action held false uncertain false met 1",
		"1 PropertiesDatabase.Frontend.Action held true uncertain false met 1 hit AgentTicketZoom",
		"2 Properties.Ticket.DynamicField_U held false uncertain true met 4",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestNamed: the values and fields that a set speaks of.
func TestNamed(t *testing.T) {
	s := set(
		deployed("1", "Possible", hash("Ticket", hash("State", list("open", "[Not]new", "[RegExp]^closed", "[Nothing]", "")), "Action", list("AgentTicketMove")),
			"Properties", hash("Ticket", hash("State", list("merged"), "Owner", list("login")), "State", hash("Name", list("[Not]removed"), "TypeName", list("closed")))),
		deployed("2", "PossibleNot", hash("Ticket", hash("Owner", list("Jane Doe"), "DynamicField_X", list("a"), "DynamicField_", list("e"))),
			"PropertiesDatabase", hash("DynamicField", hash("DynamicField_X", list("b")), "Ticket", hash("DynamicField_Y", list("c")))),
	)
	e := simulate.Compile(s, product.Default(), simulate.Options{})
	for question, want := range map[string]string{
		"Ticket.State": "merged new open removed", "Ticket.Owner": "Jane Doe", "Action": "AgentTicketMove", "Ticket.DynamicField_X": "a b",
		"Ticket.DynamicField_Y": "c", "Ticket.Queue": "", "Process": "",
	} {
		if got := strings.Join(e.Named(question), " "); got != want {
			t.Errorf("%s: %q, want %q", question, got, want)
		}
	}
	if got := strings.Join(e.Fields(), " "); got != "X Y" {
		t.Errorf("fields %q", got)
	}
	if names := aclNames(e.ACLs()); !slices.Equal(names, []string{"1", "2"}) || e.Target().ID != product.Default().ID {
		t.Errorf("%q for %s", names, e.Target())
	}
}

// TestConcurrent: one engine answers from several goroutines.
func TestConcurrent(t *testing.T) {
	sys := stdSystem(t)
	call := stateCall(sys)
	s := generated(20, 200)
	s.ACLs = append(s.ACLs, deployed("zz", both(when("Ticket", "Title", "[regexp](?<!x)y", "[NotRegExp]^(.)\\1"), states("PossibleNot", "[RegExp]^(.).*\\1"))...))
	e := simulate.Compile(s, product.Default(), simulate.Options{})
	want := gist(e.Ask(call, sys))
	facts := e.Gather(call, sys)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if got := gist(e.Ask(call, sys)); got != want {
					t.Errorf("another answer: %s, want %s", got, want)
				}
				if got := gist(facts.Answer(nil)); got != want {
					t.Errorf("another answer from the same facts: %s, want %s", got, want)
				}
				if got := gist(e.ExplainAll(call, sys).Answer); got != want {
					t.Errorf("another answer, explained: %s, want %s", got, want)
				}
			}
		})
	}
	wg.Wait()
}

// TestAllocations: what a call allocates does not depend on the ACLs that do
// not match.
func TestAllocations(t *testing.T) {
	sys := stdSystem(t)
	call := stateCall(sys)
	allocations := func(others int) (n float64, matched int) {
		s := generated(20, 0)
		for i := range others {
			s.ACLs = append(s.ACLs, deployed(fmt.Sprintf("other%d", i), both([]any{"Properties", hash("Ticket", hash(
				"Queue", list("Raw", "Junk"), "State", list(fmt.Sprintf("state %d", i), "merged")))}, states("PossibleNot", "new"))...))
		}
		facts := simulate.Compile(s, product.Default(), simulate.Options{}).Gather(call, sys)
		return testing.AllocsPerRun(50, func() { matched = len(facts.Answer(nil).Matched) }), matched
	}
	few, matchedFew := allocations(1000)
	many, matchedMany := allocations(20_000)
	if matchedFew != 20 || matchedMany != 20 {
		t.Fatalf("%d and %d ACLs match, want 20", matchedFew, matchedMany)
	}
	if few != many {
		t.Errorf("%v allocations beside 1,000 others, %v beside 20,000", few, many)
	}
}
