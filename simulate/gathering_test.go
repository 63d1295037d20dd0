package simulate_test

import (
	"maps"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/simulate"
)

// entity is one entry of a table.
func entity(id, name string, kv ...string) *inventory.Entity {
	e := &inventory.Entity{ID: id, Name: name, ValidID: "1", Attrs: params(kv...)}
	e.Attrs["Name"] = inventory.TextValue(name)
	return e
}

// ticket9 is the system of the measured gathering vectors: ticket 9 in queue
// Raw, of type Incident, open, owned by u5, of customer ACME's user cu.
func ticket9() *simulate.System {
	table := func(kind string, entities ...*inventory.Entity) inventory.Table {
		return inventory.Table{Kind: kind, Listed: true, Entities: entities}
	}
	agent := func(id, login string) *inventory.Agent {
		return &inventory.Agent{Entity: inventory.Entity{
			ID: id, Name: login, ValidID: "1", Attrs: params("UserID", id, "UserLogin", login),
		}, GroupsKnown: true}
	}
	inv := &inventory.Inventory{
		Listed: map[string]bool{"agents": true, "customer_users": true, "customers": true, "processes": true},
		Queues: table("queues", entity("2", "Raw", "QueueID", "2"), entity("3", "HW", "QueueID", "3")),
		Types:  table("types", entity("1", "Incident", "ID", "1"), entity("2", "Problem", "ID", "2")),
		States: table("states", entity("4", "open", "ID", "4", "TypeName", "open"),
			entity("2", "closed successful", "ID", "2", "TypeName", "closed")),
		Agents: []*inventory.Agent{agent("5", "u5"), agent("7", "u7")},
		CustomerUsers: []*inventory.CustomerUser{{Entity: inventory.Entity{
			ID: "cu", Name: "cu", ValidID: "1", Attrs: params("UserLogin", "cu", "UserCustomerID", "ACME"),
		}, GroupsKnown: true}},
	}
	ticket := params(
		"TicketID", "9", "Queue", "Raw", "QueueID", "2", "Type", "Incident", "TypeID", "1", "State", "open", "StateID", "4",
		"StateType", "open", "Owner", "u5", "OwnerID", "5", "CustomerID", "ACME", "CustomerUserID", "cu",
		"DynamicField_Zero", "0", "DynamicField_E", "", "DynamicField_M", "m",
	)
	return &simulate.System{Inventory: inv, Tickets: map[string]inventory.Attrs{"9": ticket}}
}

// TestGathering holds the measured gathering vectors, with and without the
// module that makes Znuny gather everything.
func TestGathering(t *testing.T) {
	const stored, created = "9", ""
	mentions := func(area, attr string) *acl.ACL { return deployed("other", when(area, attr, "no such")...) }
	database := func(area, attr string, items ...string) []any {
		return []any{"PropertiesDatabase", hash(area, hash(attr, list(items...)))}
	}
	for _, c := range []struct {
		name         string
		conditions   []any
		other        *acl.ACL
		ticket       string
		params       []string
		otobo, znuny bool
	}{
		{"type, and a call with a permission for Type", when("Type", "Name", "Incident"), nil, stored, []string{"Type", "move_into"}, false, false},
		{"type, and a call with a type for Type", when("Type", "Name", "Problem"), nil, stored, []string{"Type", "Problem"}, true, true},
		{"the ticket's type, same call", when("Ticket", "Type", "Incident"), nil, stored, []string{"Type", "move_into"}, true, true},
		{"the stored type, same call", database("Type", "Name", "Incident"), nil, stored, []string{"Type", "move_into"}, true, true},
		{"customer of a new ticket", when("Ticket", "CustomerID", "ACME"), nil, created, []string{"CustomerUserID", "cu"}, false, true},
		{"customer of a new ticket, customers are asked for elsewhere", when("Ticket", "CustomerID", "ACME"), mentions("CustomerUser", "UserLogin"), created, []string{"CustomerUserID", "cu"}, true, true},
		{"customer user of a new ticket", when("Ticket", "CustomerUserID", "cu"), nil, created, []string{"CustomerUserID", "cu"}, true, true},
		{"type of the form's state", when("Ticket", "StateType", "closed"), nil, stored, []string{"StateID", "2"}, false, true},
		{"the stored type of state stays", when("Ticket", "StateType", "open"), nil, stored, []string{"StateID", "2"}, true, false},
		{"type of the form's state, states are asked for elsewhere", when("Ticket", "StateType", "closed"), mentions("State", "Name"), stored, []string{"StateID", "2"}, true, true},
		{"the same through Ticket.State", when("Ticket", "StateType", "closed"), mentions("Ticket", "NextStateID"), stored, []string{"StateID", "2"}, true, true},
		{"new queue", when("Queue", "Name", "HW"), nil, stored, []string{"NewQueueID", "3"}, true, true},
		{"QueueID counts before NewQueueID", when("Queue", "Name", "Raw"), nil, stored, []string{"NewQueueID", "3", "QueueID", "2"}, true, true},
		{"new state", when("State", "Name", "closed successful"), nil, stored, []string{"NewStateID", "2"}, true, true},
		{"new owner without a type", when("Owner", "UserLogin", "u7"), nil, stored, []string{"NewOwnerID", "7"}, false, false},
		{"new owner", when("Owner", "UserLogin", "u7"), nil, stored, []string{"NewOwnerID", "7", "NewOwnerType", "New"}, true, true},
		{"old owner", when("Owner", "UserLogin", "u7"), nil, stored, []string{"OldOwnerID", "7", "NewOwnerType", "Old"}, true, true},
		{"owner of the ticket", when("Ticket", "Owner", "u5"), nil, stored, nil, true, true},
		{"a stored 0", when("DynamicField", "DynamicField_Zero", "0"), nil, stored, nil, true, true},
		{"a stored 0, of the ticket", when("Ticket", "DynamicField_Zero", "0"), nil, stored, nil, true, true},
		{"a stored empty string", when("DynamicField", "DynamicField_E", ""), nil, stored, nil, false, false},
		{"a stored empty string, of the ticket", when("Ticket", "DynamicField_E", ""), nil, stored, nil, true, true},
		{"a field without its prefix", when("DynamicField", "M", "m"), nil, stored, nil, false, false},
		{"roles of customers", when("CustomerUser", "Role", "[Not]x"), nil, stored, nil, false, false},
		{"the user of a customer session", when("User", "UserLogin", "[Not]x"), nil, stored, nil, false, false},
		{"the stored queue of a new ticket", database("Ticket", "Queue", "[Not]x"), nil, created, []string{"QueueID", "2"}, false, false},
		{"the stored queue of a ticket, whatever the form says", database("Ticket", "Queue", "Raw"), nil, stored, []string{"QueueID", "3"}, true, true},
		{"the form's queue", when("Ticket", "Queue", "HW"), nil, stored, []string{"QueueID", "3"}, true, true},
		{"an end point", when("Frontend", "Endpoint", "[Not]x"), nil, stored, nil, false, false},
		{"the screen, as stored", database("Frontend", "Action", "AgentTicketZoom"), nil, stored, nil, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			acls := set(deployed("1", both(c.conditions, states("Possible", "A"))...))
			if c.other != nil {
				acls.ACLs = append(acls.ACLs, c.other)
			}
			call := askStates()
			call.Params = params("CustomerUserID", "cu", "Action", "AgentTicketZoom")
			if c.ticket != "" {
				call.Params = params("CustomerUserID", "cu", "Action", "AgentTicketZoom", "TicketID", c.ticket)
			}
			maps.Copy(call.Params, params(c.params...))
			for id, want := range map[string]bool{"otobo-11.0": c.otobo, "otrs-6.0": c.otobo, "znuny-6.2": c.znuny, "znuny-7.0": c.znuny} {
				a := simulate.Compile(acls, targetNamed(id), simulate.Options{}).Ask(call, ticket9())
				if got := a.Returned; got != want || a.Undetermined != nil || a.Died != nil {
					t.Errorf("%s: matches %t, want %t", id, got, want)
				}
			}
			// Without the module Znuny gathers as the others do.
			e := simulate.Compile(acls, targetNamed("znuny-7.0"), simulate.Options{WithoutModules: true})
			if got := e.Ask(call, ticket9()).Returned; got != c.otobo {
				t.Errorf("znuny-7.0 without modules: matches %t, want %t", got, c.otobo)
			}
		})
	}
}

// TestPatchLevels: parameters that older patch levels do not know.
func TestPatchLevels(t *testing.T) {
	call := askStates()
	call.Params = params("UserID", "5", "TicketID", "9", "NewQueueID", "3")
	acls := set(deployed("1", both(when("Queue", "Name", "HW"), states("Possible", "A"))...))
	for id, want := range map[string]bool{"otrs-6.0.18": false, "otrs-6.0.19": true, "otobo-10.0.1": true} {
		if got := simulate.Compile(acls, targetNamed(id), simulate.Options{}).Ask(call, ticket9()).Returned; got != want {
			t.Errorf("%s: %t", id, got)
		}
	}
	closed := askStates()
	closed.Params = params("UserID", "5", "TicketID", "9", "StateID", "2")
	acls = set(deployed("1", both(when("Ticket", "StateType", "closed"), states("Possible", "A"))...))
	opts := simulate.Options{Checks: []string{"State"}}
	if !simulate.Compile(acls, targetNamed("otobo-11.0"), opts).Ask(closed, ticket9()).Returned {
		t.Error("a module that asks for State does not switch it on")
	}
}
