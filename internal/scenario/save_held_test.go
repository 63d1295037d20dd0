package scenario

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestHeldIsSent: what the page holds after its rounds is what is sent.
func TestHeldIsSent(t *testing.T) {
	const red = "{Properties: {Priority: {Name: [2 low]}}} | {Possible: {Ticket: {DynamicField_Color: ['', k_red]}}}"
	for _, c := range []struct {
		name, acl, form, moment string
		want                    []string // what is sent and not stored already
		saves                   bool
	}{
		{"emptied", red, "{Priority: 2 low}", "change", []string{"Priority 2 low stored", "DynamicField_Color  stored"}, true},
		{"emptied before it was sent", red, "{Priority: 2 low}", "save", []string{"Priority 2 low stored", "DynamicField_Color  stored"}, true},
		{
			"sent on purpose", red, "{Priority: 2 low, DynamicField_Color: k_green}", "save",
			[]string{"Priority 2 low refused, field error", "DynamicField_Color k_green refused, field error"}, false,
		},
		{
			"taken back", red, "{Priority: 2 low, DynamicField_Color: k_green}", "change",
			[]string{"Priority 2 low stored", "DynamicField_Color  stored", "DynamicField_Color k_green taken back"}, false,
		},
		{
			"the first of what is left", "{Properties: {Priority: {Name: [2 low]}}} | {Possible: {Ticket: {DynamicField_Color: [k_red, k_blue]}}}",
			"{Priority: 2 low}", "change", []string{"Priority 2 low stored", "DynamicField_Color k_blue stored"}, true,
		},
		{
			"a first display", "{} | {PossibleNot: {Ticket: {DynamicField_Color: [k_green]}}}",
			"{Priority: 2 low}", "change", []string{"Priority 2 low stored", "DynamicField_Color  stored"}, true,
		},
	} {
		w := enforcing(t, c.acl)
		s, err := FormSaved(one(t, "screen: AgentTicketNote\nagent: agent1\nmoment: "+c.moment+
			"\nticket: {Queue: Support, State: open, Priority: 3 normal, Type: Incident, CustomerUserID: cust1, DynamicField_Color: k_green, DynamicField_Size: l}\nform: "+c.form), w)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, v := range s.Sent {
			if v.Outcome != Unchanged {
				got = append(got, fmt.Sprintf("%s %s %s", v.Attr, v.Name, v.Outcome))
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if saves, known := s.Saves(); saves != c.saves || !known {
			t.Errorf("%s: saves %t, known %t", c.name, saves, known)
		}
	}
}

// TestAnyOrder: a call that sets several values ends as it does in every order, or
// it is not known how.
func TestAnyOrder(t *testing.T) {
	w := enforcing(t,
		"{Properties: {Ticket: {Queue: [Sales]}}} | {PossibleNot: {Ticket: {Priority: [4 high]}}}",
		"{} | {PossibleNot: {Ticket: {Type: [Request]}}}")
	for form, want := range map[string]string{
		"{Queue: Misc, Priority: 4 high}":  "Queue stored, Priority stored, saves true true",
		"{Queue: Sales, Priority: 2 low}":  "Queue stored, Priority stored, saves true true",
		"{Queue: Sales, Priority: 4 high}": "Queue stored, Priority undetermined, saves true false",
		"{Queue: Sales, Type: Request}":    "Queue undetermined, Type refused, error, saves false true",
	} {
		s, err := FormSaved(one(t, "screen: GenericInterface TicketUpdate\nagent: agent1"+storedTicket+"\nform: "+form), w)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, v := range s.Sent {
			got += fmt.Sprintf("%s %s, ", v.Attr, v.Outcome)
		}
		saves, known := s.Saves()
		if got += fmt.Sprint("saves ", saves, " ", known); got != want {
			t.Errorf("%s: %s, want %s", form, got, want)
		}
	}
}

func TestPermuted(t *testing.T) {
	var all [][]int
	if !permuted([]int{1, 2, 3}, func(o []int) bool { all = append(all, o); return true }) || len(all) != 6 {
		t.Errorf("orders %v", all)
	}
	slices.SortFunc(all, slices.Compare)
	if len(slices.CompactFunc(all, slices.Equal)) != 6 {
		t.Errorf("orders %v", all)
	}
	if permuted([]int{1, 2}, func([]int) bool { return false }) {
		t.Error("the end came early, and was not told")
	}
}
