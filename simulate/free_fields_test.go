package simulate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/simulate"
)

// TestFreeFields: on products that have free fields alone questions by name mean these by
// what they became, and a call is literal unless it says so.
func TestFreeFields(t *testing.T) {
	s := set(
		deployed("1", "PossibleNot", hash("Ticket", hash("TicketFreeText1", list("r")))),
		deployed("2", "PossibleNot", hash("Ticket", hash("DynamicField_TicketFreeText1", list("g")))),
	)
	const question = "Ticket.DynamicField_TicketFreeText1"
	for _, c := range []struct {
		target, sub string
		free        bool
		left, named string
		asks        []string // of the first ACL
	}{
		{"otrs-3.0", "TicketFreeText1", false, "g b", "r", []string{question}},
		{"otrs-3.0", "DynamicField_TicketFreeText1", false, "r b", "r", []string{question}},
		{"otrs-3.0", "DynamicField_TicketFreeText1", true, "g b", "r", []string{question}},
		{"otobo-11.0", "DynamicField_TicketFreeText1", true, "r b", "g", []string{"Ticket.TicketFreeText1"}},
		{"otobo-11.0", "DynamicField_TicketFreeText1", false, "r b", "g", []string{"Ticket.TicketFreeText1"}},
	} {
		e := simulate.Compile(s, targetNamed(c.target), simulate.Options{})
		a := e.Ask(&simulate.Call{ReturnType: "Ticket", ReturnSubType: c.sub, FreeField: c.free, Params: params("UserID", "2"), Data: data("r", "g", "b")}, emptySystem())
		if got := strings.Join(namesOf(a.Left), " "); got != c.left {
			t.Errorf("%s, %s, %v: left %q, want %q", c.target, c.sub, c.free, got, c.left)
		}
		if got := strings.Join(e.Named(question), " "); got != c.named {
			t.Errorf("%s names %q, want %q", c.target, got, c.named)
		}
		if got := e.Questions(e.ACLs()[0]); !slices.Equal(got, c.asks) {
			t.Errorf("%s asks %q, want %q", c.target, got, c.asks)
		}
	}
}
