package scenario

import (
	"testing"

	"github.com/ticketacl/ticketacl/internal/inventory"
)

// TestOwnersOffered holds what the screens of the recorded system offered as
// owner and responsible, without and with Ticket::ChangeOwnerToEveryone: with a
// queue chosen those who have it among their own queues; with none chosen
// nobody, or everybody by that setting; all with the right, or everybody by
// that setting, after "show all" and when a ticket is split. agent3 has a
// right in no queue but Secret.
func TestOwnersOffered(t *testing.T) {
	const (
		none     = ""
		sales    = "2=Ada Lovelace"
		support  = "3=Bob Builder"
		right    = "1=- -, 2=Ada Lovelace, 3=Bob Builder"
		everyone = "1=- -, 2=Ada Lovelace, 3=Bob Builder, 4=Cy Other"
		ticket   = "\nticket: {Queue: Support, State: open, Priority: 3 normal, Owner: agent1, Responsible: agent2}"
	)
	for _, c := range []struct {
		name, lines, question string
		without, with         string // the setting; "-" for what nobody measured
	}{
		{"a new ticket, shown first, owner", "screen: AgentTicketPhone", "Ticket.Owner", none, everyone},
		{"a new ticket, shown first, responsible", "screen: AgentTicketPhone", "Ticket.Responsible", none, everyone},
		{"a new ticket, nothing chosen, owner", "screen: AgentTicketPhone\nform: {Priority: 4 high}", "Ticket.Owner", none, everyone},
		{"a new ticket, nothing chosen, responsible", "screen: AgentTicketPhone\nform: {Priority: 4 high}", "Ticket.Responsible", none, everyone},
		{"a new ticket, a queue, owner", "screen: AgentTicketPhone\nform: {Queue: Support}", "Ticket.Owner", support, support},
		{"a new ticket, a queue, responsible", "screen: AgentTicketPhone\nform: {Queue: Support}", "Ticket.Responsible", support, support},
		{"a new ticket, another queue", "screen: AgentTicketPhone\nform: {Queue: Sales}", "Ticket.Owner", sales, sales},
		{"a new ticket, a queue that nobody chose as his own", "screen: AgentTicketPhone\nform: {Queue: Raw}", "Ticket.Owner", none, none},
		{"a new ticket by e-mail, a queue", "screen: AgentTicketEmail\nform: {Queue: Support}", "Ticket.Owner", support, "-"},
		{"a new ticket by e-mail, nothing chosen", "screen: AgentTicketEmail\nform: {Priority: 4 high}", "Ticket.Owner", none, "-"},
		{"all owners", "screen: AgentTicketPhone\nform: {Queue: Support, OwnerAll: 1}", "Ticket.Owner", right, everyone},
		{"all owners are not all responsibles", "screen: AgentTicketPhone\nform: {Queue: Support, OwnerAll: 1}", "Ticket.Responsible", support, support},
		{"all responsibles", "screen: AgentTicketPhone\nform: {Queue: Support, ResponsibleAll: 1}", "Ticket.Responsible", right, everyone},
		{"all responsibles are not all owners", "screen: AgentTicketPhone\nform: {Queue: Support, ResponsibleAll: 1}", "Ticket.Owner", support, support},
		{"a split, owner", "screen: AgentTicketPhone" + ticket, "Ticket.Owner", right, everyone},
		{"a split, responsible", "screen: AgentTicketPhone" + ticket, "Ticket.Responsible", right, everyone},
		{"a move, shown first", "screen: AgentTicketMove" + ticket, "Ticket.NewOwner", none, everyone},
		{"a move, no queue yet", "screen: AgentTicketMove\nform: {Priority: 4 high}" + ticket, "Ticket.NewOwner", none, everyone},
		{"a move, a queue", "screen: AgentTicketMove\nform: {Queue: Sales}" + ticket, "Ticket.NewOwner", sales, sales},
		{"a move, all owners", "screen: AgentTicketMove\nform: {Queue: Sales, OwnerAll: 1}" + ticket, "Ticket.NewOwner", right, everyone},
		{"a note, shown first, owner", "screen: AgentTicketNote" + ticket, "Ticket.NewOwner", right, "-"},
		{"a note, shown first, responsible", "screen: AgentTicketNote" + ticket, "Ticket.Responsible", right, "-"},
		{"a note, another queue", "screen: AgentTicketNote\nform: {Queue: Sales}" + ticket, "Ticket.NewOwner", right, "-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for setting, want := range map[string]string{"": c.without, "0": c.without, "1": c.with} {
				if want == "-" {
					continue
				}
				w := recordedWorld(t)
				if setting != "" {
					w.Inventory.Settings["Ticket::ChangeOwnerToEveryone"] = inventory.TextValue(setting)
				}
				a := last(t, plan(t, w, c.lines+"\nagent: agent1"), c.question)
				if got := showData(a.Call.Data); got != want || a.From != FromInventory || a.AnyOther {
					t.Errorf("setting %q offers %q from %v, want %q", setting, got, a.From, want)
				}
			}
		})
	}
}

// TestOwnersOfferedUnknown: everybody is offered for certain only where the
// inventory lists every agent.
func TestOwnersOfferedUnknown(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*inventory.Inventory)
		from   Origin
	}{
		{"all listed", func(*inventory.Inventory) {}, FromInventory},
		{"more than the listed ones", func(i *inventory.Inventory) { i.Open = map[string]bool{"agents": true} }, Assumed},
		{"none listed", func(i *inventory.Inventory) { delete(i.Listed, "agents") }, Assumed},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := recordedWorld(t)
			w.Inventory.Settings["Ticket::ChangeOwnerToEveryone"] = inventory.TextValue("1")
			c.change(w.Inventory)
			a := last(t, plan(t, w, "screen: AgentTicketPhone\nagent: agent1"), "Ticket.Owner")
			if a.From != c.from || a.AnyOther != (c.from == Assumed) {
				t.Errorf("from %v, others possible: %t (%s)", a.From, a.AnyOther, a.Why)
			}
		})
	}
}

// TestOwnersOfferedNamed: of whom a list may hold, what ACLs name counts where somebody is
// called so, absent or not, or where more agents may be there than those that are listed.
func TestOwnersOfferedNamed(t *testing.T) {
	for _, c := range []struct {
		name string
		open bool
		want string
	}{
		{"all listed", false, "=(any other value), Ada Lovelace *** away=Ada Lovelace *** away, Ada Lovelace=Ada Lovelace"},
		{"more than the listed ones", true, "=(any other value), Ada Lovelace *** away=Ada Lovelace *** away, Ada Lovelace=Ada Lovelace, Lovelace, Ada=Lovelace, Ada"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := recordedWorld(t)
			w.Inventory.Open = map[string]bool{"agents": c.open}
			for _, a := range w.Inventory.Agents {
				delete(a.Attrs, "MyQueues")
			}
			w.Named = func(string) []string { return []string{"Ada Lovelace", "Lovelace, Ada", "Ada Lovelace *** away"} }
			a := last(t, plan(t, w, "screen: AgentTicketPhone\nagent: agent1\nform: {Queue: Support}"), "Ticket.Owner")
			if got := showData(a.Call.Data); got != c.want || a.From != Assumed {
				t.Errorf("%s from %v, want %s", got, a.From, c.want)
			}
		})
	}
}
