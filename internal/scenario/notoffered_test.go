package scenario

import (
	"testing"

	"github.com/ticketacl/ticketacl/internal/inventory"
)

// TestNotOffered: why a screen does not offer a value.
func TestNotOffered(t *testing.T) {
	w := func() *World {
		inv, _, err := inventory.Load("../../testdata/seeds/inventory.yml")
		if err != nil {
			t.Fatal(err)
		}
		world := recordedWorld(t)
		world.Inventory = inv.Over(world.Stock)
		world.Inventory.Name = "inventory.yml"
		world.Inventory.States.ByName("pending reminder").ValidID = "2"
		return world
	}
	const note = "screen: AgentTicketNote\nagent: jdoe\nticket: {Queue: Raw}"
	for _, c := range []struct{ name, lines, question, value, want string }{
		{"another state type", note, "Ticket.State", "new", "it has no states of the type new"},
		{"an invalid state", note, "Ticket.State", "pending reminder", "the state is invalid"},
		{"no such state", note, "Ticket.State", "opne", "inventory.yml lists no such state"},
		{"no right", note, "Ticket.Queue", "HW", "jdoe has no right move_into in its group hardware"},
		{"no such priority", note, "Ticket.Priority", "6 utmost", "inventory.yml lists no such priority"},
		{"the label of a field", note, "Ticket.DynamicField_Field1", "nothing", "it is no possible value of the field"},
		{"a login", note, "Ticket.NewOwner", "hannah", "the list holds names, not logins: hannah is shown as Hannah Ware"},
		{"an owner without right", note, "Ticket.NewOwner", "Nobody Knows", "inventory.yml lists no such agent"},
		{"no such module", "screen: AgentTicketZoom\nagent: jdoe\nticket: {Queue: Raw}", "Action", "AgentTicketShut", "no module of that name is registered"},
		{"the other interface", "screen: AgentTicketZoom\nagent: jdoe\nticket: {Queue: Raw}", "Action", "CustomerTicketZoom", "it belongs to the other interface"},
		{"itself only", note, "Action", "AgentTicketZoom", "the screen asks about other actions only"},
		{"options", note + "\noptions: {State: [open]}", "Ticket.State", "new", "the scenario's options do not name it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := plan(t, w(), c.lines)
			if got := p.NotOffered(last(t, p, c.question), c.value); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
