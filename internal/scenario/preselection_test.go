package scenario

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// TestPreselectionRules: what conditions look at makes what the ACL changes be
// asked again, by the names that the system knows.
func TestPreselectionRules(t *testing.T) {
	inv := recordedWorld(t).Inventory
	for line, want := range map[string]map[string][]string{
		"q: Properties.Queue.Name = Raw; Possible.Ticket.State = open":                                     {"Queue": {"State"}, "QueueID": {"State"}, "State": nil},
		"db: PropertiesDatabase.Ticket.Queue = Raw; PossibleAdd.Ticket.Owner = x":                          {"Queue": {"Owner", "NewOwner"}},
		"new: Properties.Queue.Name = Raw; PossibleNot.Ticket.NewOwner = x":                                {"Queue": nil},
		"cu: Properties.CustomerUser.UserLogin = x; Possible.Ticket.SLA = Gold":                            {"Service": {"SLA"}, "CustomerUser": {"SLA"}},
		"df: Properties.DynamicField.DynamicField_Color = x; Possible.Form = Size":                         {"DynamicField_Color": {"Form"}},
		"gone: Properties.DynamicField.DynamicField_Gone = x; Possible.Form = Size":                        {"DynamicField_Gone": nil},
		"user: Properties.User.UserLogin = x; Possible.Ticket.State = open":                                {"State": nil},
		"id: Properties.Ticket.QueueID = 1; Possible.Ticket.State = open":                                  {"Queue": nil},
		"act: Properties.Queue.Name = Raw; PossibleNot.Action = AgentTicketClose":                          {"Queue": nil},
		"two: Properties.Queue.Name = Raw; PropertiesDatabase.Type.Name = x; Possible.Ticket.Priority = x": {"Queue": {"Priority"}, "Type": {"Priority"}},
	} {
		p := NewPreselection(deployed(line), inv)
		for attr, questions := range want {
			if diff := cmp.Diff(questions, p.Related(attr)); diff != "" {
				t.Errorf("%s, %s: %s", line, attr, diff)
			}
		}
	}
}

// TestPreselectionMisses: names that the rules do not know are told apart: a
// condition makes nothing be asked again, a list is never asked again.
func TestPreselectionMisses(t *testing.T) {
	inv := recordedWorld(t).Inventory
	p := NewPreselection(deployed(
		"id: Properties.Ticket.QueueID = 1; Possible.Ticket.State = open",
		"st: Properties.Ticket.StateType = open; Possible.Ticket.Queue = Raw",
		"no: Properties.Queue.Name = Raw; PossibleNot.Ticket.NewOwner = x"), inv)
	var got []string
	for _, u := range p.Unknown {
		got = append(got, u.ACL.Name+" "+u.Path+map[bool]string{true: " changes"}[u.Changes])
	}
	if diff := cmp.Diff([]string{"id Properties.Ticket.QueueID", "st Properties.Ticket.StateType", "no PossibleNot.Ticket.NewOwner changes"}, got); diff != "" {
		t.Error(diff)
	}
	for attr, want := range map[string]int{"Queue": 1, "State": 1, "Type": 0, "NewOwner": 0} {
		if m := p.Missed(attr); len(m) != want {
			t.Errorf("%s: %d missed, want %d", attr, len(m), want)
		}
	}
}

// TestPreselect: the product has to know it, and the setting to leave it on.
func TestPreselect(t *testing.T) {
	w := recordedWorld(t)
	if w.Preselect(nil); !w.Preselection || w.Preselected == nil {
		t.Error("it is off where nothing switches it off")
	}
	w.Inventory.Settings["TicketACL::ACLPreselection"] = inventory.TextValue("0")
	if w.Preselect(nil); w.Preselection || w.Related != nil {
		t.Error("it is on although the setting says no")
	}
	otrs, err := product.Parse("otrs-6.0")
	if err != nil {
		t.Fatal(err)
	}
	w = &World{Target: otrs, Inventory: inventory.Stock(otrs)}
	if w.Preselect(nil); w.Preselection {
		t.Error("OTRS has none")
	}
}

// TestStaleLists: a list that no rule ties to what changed stays as it was, and
// so do fields that are hidden or shown.
func TestStaleLists(t *testing.T) {
	w := inForce(t, true,
		"100-tied: Properties.Priority.Name = 4 high; PossibleNot.Ticket.Type = Request",
		"200-id: Properties.Ticket.PriorityID = 4; PossibleNot.Ticket.State = open")
	p := plan(t, w, "screen: AgentTicketNote\nagent: agent1\nticket: {Queue: Raw, State: open, Priority: 3 normal, Type: Incident, CustomerUserID: cust1}\nform: {Priority: 4 high}")
	if diff := cmp.Diff([]string{"Incident", "Unclassified"}, p.Page.Names("Type")); diff != "" {
		t.Error(diff)
	}
	for _, list := range []string{"State", "Queue", "Priority", "DynamicField_Color"} {
		if _, brought := p.Page.Delivered[list]; brought || p.Page.From[list] == nil {
			t.Errorf("%s was brought: %v, from %v", list, brought, p.Page.From[list])
		}
	}
	want := []string{
		"200-id looks at Properties.Ticket.PriorityID, which the preselection does not know: a change makes nothing be asked again because of it",
		"not asked again after this change, and left as the page had them: DynamicField_Color, DynamicField_Size, DynamicField_Tags, NewOwner, Priority, Queue, Responsible, SLA, Service, State",
	}
	if diff := cmp.Diff(want, p.Notes()); diff != "" {
		t.Error(diff)
	}
}
