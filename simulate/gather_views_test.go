package simulate

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// drawAttrs is a table of attributes, of few names so that tables overlap.
func drawAttrs(t *rapid.T, label string) inventory.Attrs {
	values := []inventory.Value{
		{}, inventory.TextValue(""), inventory.TextValue("0"), inventory.TextValue("a"), inventory.TextValue("b"),
		inventory.ListValue(), inventory.ListValue("a"), inventory.UnknownValue("nobody says"), {Kind: inventory.Hash},
	}
	return rapid.MapOfN(rapid.SampledFrom([]string{
		"Queue", "QueueID", "State", "CustomerUserID", "Other", "DynamicField_A", "DynamicField_B", "DynamicField_TicketFreeText1",
		"TicketFreeText1", "DynamicField_ProcessManagementProcessID", "DynamicField_ProcessManagementActivityID",
	}), rapid.SampledFrom(values), 0, 8).Draw(t, label)
}

// TestViews: what sections show of the ticket and of the form is what walking
// through both, and writing them into tables of their own, comes to.
func TestViews(t *testing.T) {
	targets := []string{"otobo-11.0", "otrs-5.0.17", "otrs-3.1", "znuny-7.0"}
	same := func(t *rapid.T, what string, s Section, want inventory.Attrs) {
		if got, names := slices.Sorted(slices.Values(s.Names())), slices.Sorted(maps.Keys(want)); !slices.Equal(got, names) {
			t.Fatalf("%s has %q, want %q", what, got, names)
		}
		for _, name := range []string{"Queue", "QueueID", "State", "CustomerUserID", "Other", "TicketFreeText1", "no such", "Process", "DynamicField_A", "DynamicField_B"} {
			if got := s.Attr(name); !got.Equal(want[name]) || got.Why != want[name].Why {
				t.Fatalf("%s has %v as %s, want %v", what, got, name, want[name])
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		target, err := product.Parse(rapid.SampledFrom(targets).Draw(t, "target"))
		if err != nil {
			t.Fatal(err)
		}
		stored, form := drawAttrs(t, "ticket"), drawAttrs(t, "form")
		delete(form, "TicketFreeText1") // which of the two counts depends on perl's order of keys
		before := [2]inventory.Attrs{maps.Clone(stored), maps.Clone(form)}
		g := gatherer{
			engine: &Engine{target: target}, call: &Call{DynamicField: form}, inv: &inventory.Inventory{},
			now: DataSet{}, db: DataSet{}, ticketDB: stored, ticket: overlaid{base: stored},
		}
		g.process()
		g.dynamicFields()
		over := drawAttrs(t, "over")
		for _, name := range slices.Sorted(maps.Keys(over)) {
			g.ticket.set(name, over[name])
		}

		ticket := maps.Clone(stored)
		fields, fieldsDB := inventory.Attrs{}, inventory.Attrs{}
		for name, v := range form {
			ticket[name], fields[name] = v, v
			if old, ok := freeField(name); ok && target.Switches.FreeFields == product.FreeFieldsToo {
				ticket[old] = v
			}
		}
		content := func(name string, v inventory.Value) bool {
			filled := v.Kind == inventory.Unknown || v.Kind == inventory.Hash || v.Kind == inventory.List && len(v.List) > 0 ||
				v.Kind == inventory.Text && v.Text != "" && (v.Text != "0" || target.Switches.KeepsZeroField)
			return len(name) > 13 && name[:13] == "DynamicField_" && filled
		}
		for name, v := range ticket {
			if content(name, v) {
				fields[name] = v
			}
		}
		for name, v := range stored {
			if content(name, v) {
				fieldsDB[name] = v
			}
		}
		maps.Copy(ticket, over)
		process := inventory.Attrs{}
		for attr, field := range map[string]string{
			"ProcessEntityID": "DynamicField_ProcessManagementProcessID", "ActivityEntityID": "DynamicField_ProcessManagementActivityID",
		} {
			if given(stored[field]) {
				process[attr] = stored[field]
			}
		}
		same(t, "Ticket", &g.ticket, ticket)
		same(t, "DynamicField", g.now["DynamicField"], fields)
		same(t, "the stored DynamicField", g.db["DynamicField"], fieldsDB)
		same(t, "Process", g.now["Process"], process)
		same(t, "the stored Process", g.db["Process"], process)
		if got := [2]inventory.Attrs{stored, form}; !maps.EqualFunc(got[0], before[0], inventory.Value.Equal) || !maps.EqualFunc(got[1], before[1], inventory.Value.Equal) {
			t.Fatal("gathering has changed the ticket or the form")
		}
	})
}
