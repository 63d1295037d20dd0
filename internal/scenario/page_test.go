package scenario

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/inventory"
)

// TestPageRefused: a screen whose Action is gone asks for nothing else.
func TestPageRefused(t *testing.T) {
	for acl, screens := range map[string]map[string]bool{
		"x: PossibleNot.Action = AgentTicketNote":                   {"AgentTicketNote": true, "AgentTicketClose": false, "AgentTicketZoom": false},
		"x: Possible.Action = AgentTicketNote":                      {"AgentTicketNote": false, "AgentTicketClose": true, "AgentTicketZoom": true},
		"x: PossibleNot.Action = [Not]AgentTicketMove":              {"AgentTicketZoom": true, "AgentTicketMove": false},
		"x: Properties.Queue.Name = Junk; Possible.Action = Nobody": {"AgentTicketZoom": false, "AgentTicketQueue": false},
	} {
		w := inForce(t, false, acl)
		for screen, refused := range screens {
			p := plan(t, w, "screen: "+screen+"\nagent: agent1\nticket: {Queue: Raw}")
			if p.Refused != refused || p.Page.Refused != refused {
				t.Errorf("%s: %s is refused: %v", acl, screen, p.Refused)
			}
			if refused && (len(p.Asked) != 1 || len(p.Page.Lists) > 0 || len(p.Page.Menu(p.Screen.Menu)) > 0) {
				t.Errorf("%s: %s still asks %d questions and shows %v", acl, screen, len(p.Asked), p.Page.Lists)
			}
		}
	}
}

// TestZoomPage: what the menus keep, and the box to move the ticket.
func TestZoomPage(t *testing.T) {
	p := plan(t, inForce(t, false, "x: PossibleNot.Action = AgentTicketMove, AgentSplitSelection, AgentTicketMarkSeenUnseen, AgentTicketHistory"),
		"screen: AgentTicketZoom\nagent: agent1\nticket: {Queue: Raw}")
	menu := strings.Join(p.Page.Menu(p.Screen.Menu), " ")
	if strings.Contains(menu, "History") || !strings.Contains(menu, "AgentTicketMarkSeenUnseen:Seen") || p.Page.MoveBox() {
		t.Errorf("menu %s, move box %v", menu, p.Page.MoveBox())
	}
	if diff := cmp.Diff([]string{"AgentTicketBounce", "AgentTicketForward", "AgentTicketMarkSeenUnseen:Unseen", "AgentTicketPrint", "AgentTicketZoom:MarkAsImportant"},
		p.Page.ArticleMenu(p.Screen.ArticleMenu)); diff != "" {
		t.Error(diff)
	}
}

// TestMoveLeavesQueueOut: on display only; the answer to a change has it again.
func TestMoveLeavesQueueOut(t *testing.T) {
	w := inForce(t, false)
	text := "screen: AgentTicketMove\nagent: agent1\nticket: {Queue: Raw}"
	if names := plan(t, w, text).Page.Names("Queue"); strings.Contains(strings.Join(names, " "), "Raw") || len(names) == 0 {
		t.Errorf("first %v", names)
	}
	if names := plan(t, w, text+"\nform: {Priority: 4 high}").Page.Names("Queue"); !strings.Contains(strings.Join(names, " "), "Raw") {
		t.Errorf("after a change %v", names)
	}
}

// TestOpeningLocks: some screens lock the ticket before they ask, and a change
// finds it so.
func TestOpeningLocks(t *testing.T) {
	seen := func(w *World, lines string) (lock, owner inventory.Value) {
		p := plan(t, w, "agent: agent1\n"+lines)
		last := p.Asked[len(p.Asked)-1].System.Tickets["1"]
		return last["Lock"], last["Owner"]
	}
	for lines, want := range map[string][2]string{
		"screen: AgentTicketClose\nticket: {Queue: Raw, Lock: unlock, Owner: agent2}":                           {"lock", "agent1"},
		"screen: AgentTicketClose\nticket: {Queue: Raw, Lock: unlock, Owner: agent2}\nform: {Priority: 4 high}": {"lock", "agent1"},
		"screen: AgentTicketClose\nticket: {Queue: Raw, Lock: lock, Owner: agent2}":                             {"lock", "agent2"},
		"screen: AgentTicketClose\nticket: {Queue: Raw, Owner: agent1}":                                         {"lock", "agent1"},
		"screen: AgentTicketNote\nticket: {Queue: Raw, Lock: unlock, Owner: agent2}":                            {"unlock", "agent2"},
	} {
		lock, owner := seen(inForce(t, false), lines)
		if lock.Text != want[0] || owner.Text != want[1] {
			t.Errorf("%s: %v, %v", lines, lock, owner)
		}
	}
	if _, owner := seen(inForce(t, false), "screen: AgentTicketClose\nticket: {Queue: Raw, Owner: agent2}"); owner.Kind != inventory.Unknown {
		t.Errorf("nobody says whether the ticket was locked, yet its owner is %v", owner)
	}
	w := inForce(t, false)
	w.Inventory.Settings["Ticket::Frontend::AgentTicketClose###RequiredLock"] = inventory.TextValue("0")
	if lock, _ := seen(w, "screen: AgentTicketClose\nticket: {Queue: Raw, Lock: unlock}"); lock.Text != "unlock" {
		t.Errorf("locked although the setting says no: %v", lock)
	}
}

// TestServicesOfCustomer: a customer user has services, or the default ones, or
// nobody says which.
func TestServicesOfCustomer(t *testing.T) {
	w := inForce(t, false)
	u := *w.Inventory.CustomerUserByLogin("cust1")
	w.Inventory.CustomerUsers = []*inventory.CustomerUser{&u}
	page := func(services *inventory.Value, customer string) []string {
		u.Attrs = inventory.Attrs{"UserLogin": inventory.TextValue("cust1")}
		if services != nil {
			u.Attrs["Services"] = *services
		}
		return plan(t, w, "screen: AgentTicketNote\nagent: agent1\nticket: {Queue: Raw, CustomerUserID: '"+customer+"'}").Page.Names("Service")
	}
	own, none := inventory.ListValue("HR"), inventory.ListValue()
	for _, c := range []struct {
		services *inventory.Value
		customer string
		want     []string
	}{
		{nil, "cust1", []string{"HR", "IT", "IT::Mail"}}, {&own, "cust1", []string{"HR"}}, {&none, "cust1", []string{}}, {&own, "", []string{}},
	} {
		if diff := cmp.Diff(c.want, page(c.services, c.customer)); diff != "" {
			t.Errorf("%v of %q: %s", c.services, c.customer, diff)
		}
	}
}

// TestNext: a chain of changes on one page.
func TestNext(t *testing.T) {
	w := inForce(t, true,
		"100-high: Properties.Priority.Name = 4 high; PossibleNot.Ticket.Type = Incident",
		"200-none: Properties.Queue.Name = Sales; PossibleNot.Ticket.Priority = 5 very high")
	p := plan(t, w, "screen: AgentTicketNote\nagent: agent1\nticket: {Queue: Raw, State: open, Priority: 3 normal, Type: Incident, CustomerUserID: ''}")
	step := func(name, value string) {
		t.Helper()
		next, err := CallsOn(p.Next(name, inventory.TextValue(value)), w, p.Page)
		if err != nil {
			t.Fatal(err)
		}
		p = next
	}
	step("Priority", "4 high")
	if diff := cmp.Diff([]string{"Type"}, slices.Sorted(maps.Keys(p.Page.Delivered))); diff != "" {
		t.Error(diff)
	}
	if v := p.Page.Values["TypeID"]; v.Kind != inventory.Text || v.Text != "" {
		t.Errorf("the type that went is %v", v)
	}
	step("Queue", "Sales")
	last := p.Asked[len(p.Asked)-1].Call
	if last.Params["TypeID"].Text != "" || last.Params["PriorityID"].Text != "4" || last.Params["QueueID"].Text != "7" {
		t.Errorf("%v", last.Params)
	}
	if diff := cmp.Diff([]string{"Request", "Unclassified"}, p.Page.Names("Type")); diff != "" {
		t.Errorf("the type's list was not asked again: %s", diff)
	}
	if diff := cmp.Diff([]string{"1 very low", "2 low", "3 normal", "4 high"}, p.Page.Names("Priority")); diff != "" {
		t.Error(diff)
	}
}
