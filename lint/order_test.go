package lint

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// TestOrder: what others hear is what the rules go by, with a list and a value that show it.
func TestOrder(t *testing.T) {
	c := closed{rand.New(rand.NewPCG(3, 1)), true, true}
	yes := 0
	for range 300 {
		read := setOf(t, strings.Replace(c.entry("NAME", true), "NAME", "1", 1)+strings.Replace(c.entry("NAME", true), "NAME", "2", 1))
		opts := Options{Target: product.Default()}
		p := newPass(&Input{Read: read}, &opts)
		want := p.orderMatters(p.views[0], p.views[1])
		o := NewOrder(read.Set, opts)
		got, why := o.Matters(read.Set.ACLs[0], read.Set.ACLs[1])
		back, _ := o.Matters(read.Set.ACLs[1], read.Set.ACLs[0])
		if (got == reading.Yes) != want || got != back || (why != "") != want && got != reading.Unknown {
			t.Fatalf("%v, the other way round %v, want %v: %q", got, back, want, why)
		}
		if want {
			yes++
		}
	}
	if yes < 50 {
		t.Errorf("only %d pairs depend on their order", yes)
	}
}

func TestOrderSays(t *testing.T) {
	const names = "- {Name: 1, ValidID: 1, ConfigMatch: '', ConfigChange: {Possible: {Ticket: {State: [open]}}}}\n" +
		"- {Name: 2, ValidID: 1, ConfigMatch: '', ConfigChange: {PossibleNot: {Ticket: {State: [open]}}}}\n" +
		"- {Name: 3, ValidID: 1, ConfigMatch: {Properties: {Ticket: {Queue: Raw}}}, ConfigChange: {PossibleNot: {Ticket: {State: [open]}}}}\n" +
		"- {Name: 4, ValidID: 1, ConfigMatch: '', ConfigChange: {PossibleNot: {Ticket: {Queue: [Raw]}}}}\n"
	set := setOf(t, names).Set
	o := NewOrder(set, Options{Target: product.Default()})
	for _, tt := range []struct {
		a, b int
		want reading.Verdict
		why  string
	}{
		{0, 1, reading.Yes, "both limit State and can match together; whether 'open' is left hangs on which comes first"},
		{0, 2, reading.Unknown, "nobody can tell what '3' does"},
		{0, 3, reading.No, ""},
	} {
		if got, why := o.Matters(set.ACLs[tt.a], set.ACLs[tt.b]); got != tt.want || why != tt.why {
			t.Errorf("%d and %d: %v, %q", tt.a+1, tt.b+1, got, why)
		}
	}
	if got, _ := o.Matters(set.ACLs[0], setOf(t, names).Set.ACLs[1]); got != reading.Unknown {
		t.Error("an ACL of another set is known")
	}
}
