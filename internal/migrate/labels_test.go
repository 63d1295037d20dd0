package migrate_test

import (
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/migrate"
)

// TestLabels: what an old list names is what the old system shows, whatever the new one
// calls its keys.
func TestLabels(t *testing.T) {
	field := func(target, values string) *inventory.Inventory {
		inv, findings := inventory.Parse("i", []byte("product: "+target+"\ndynamic_fields: [{Name: TicketFreeText1, FieldType: Dropdown, PossibleValues: "+values+"}]\n"))
		for _, f := range findings {
			t.Error(f)
		}
		return inv
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"other labels", "{r: r, b: b}", "{r: Red, b: Blue}", "['r']"},
		{"labels on both", "{'1': r, '2': b}", "{'1': Red, '2': Blue}", "['1']"},
		{"other keys", "{r: r, b: b}", "{'1': r, '2': b}", "['1']"},
		{"the new one alone", "", "{'1': r, '2': b}", "['1']"},
		{"the old one alone", "{'1': r, '2': b}", "", "['1']"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := migrate.Options{From: parse(t, "otrs-2.4"), To: parse(t, "znuny-7.0")}
			if c.old != "" {
				o.FromInventory = field("otrs-2.4", c.old)
			}
			if c.new != "" {
				o.ToInventory = field("znuny-7.0", c.new)
			}
			r, err := migrate.Migrate(perl(t, `a: Possible => { Ticket => { TicketFreeText1 => ['r'] } }`), o)
			if err != nil {
				t.Fatal(err)
			}
			if got := dump(r.Set); !strings.Contains(got, "DynamicField_TicketFreeText1: "+c.want) {
				t.Errorf("%s, want %s", got, c.want)
			}
			for _, n := range r.Needs {
				t.Errorf("%s: %s", n.Class, n.Text)
			}
		})
	}
}
