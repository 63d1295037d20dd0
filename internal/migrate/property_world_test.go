package migrate_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// worldFile is a small system of which everything is known. The ids of processes and
// the order of names are its own.
const worldFile = `
settings: {FirstnameLastnameOrder: %s}
groups: [{ID: 1, Name: users}, {ID: 2, Name: admin}, {ID: 3, Name: desk}]
queues: [{QueueID: 1, Name: Postmaster, GroupID: 1}, {QueueID: 2, Name: Raw, GroupID: 1}, {QueueID: 3, Name: Junk, GroupID: 1}, {QueueID: 4, Name: "HW::Raw", GroupID: 2}]
states:
- {ID: 1, Name: new, TypeID: 1, TypeName: new}
- {ID: 2, Name: closed successful, TypeID: 3, TypeName: closed}
- {ID: 4, Name: open, TypeID: 2, TypeName: open}
- {ID: 6, Name: pending reminder, TypeID: 4, TypeName: pending reminder}
priorities: [{ID: 1, Name: 1 very low}, {ID: 3, Name: 3 normal}, {ID: 5, Name: 5 very high}]
types: [{ID: 1, Name: default}, {ID: 2, Name: Incident}]
services: [{ServiceID: 1, Name: Mail}, {ServiceID: 2, Name: Print}]
slas: [{SLAID: 1, Name: Gold, ServiceIDs: ['1']}]
locks: [{ID: 1, Name: unlock}, {ID: 2, Name: lock}]
roles: [{ID: 1, Name: admin}, {ID: 2, Name: desk}]
agents:
- {UserID: 1, UserLogin: root@localhost, UserFirstname: Admin, UserLastname: One, Group_rw: [users], Role: []}
- {UserID: 2, UserLogin: jdoe, UserFirstname: Jane, UserLastname: Doe, UserEmail: j@x, Group_rw: [users, desk], Role: [desk]}
- {UserID: 3, UserLogin: adm, UserFirstname: Ada, UserLastname: Min, UserEmail: a@x, Group_rw: [users, admin], Role: [admin, desk]}
- {UserID: 5, UserLogin: bob2, UserFirstname: Bob, UserLastname: Blue, UserEmail: b2@x, Group_rw: [], Role: []}
- {UserID: 4, UserLogin: bob, UserFirstname: Bob, UserLastname: Blue, UserEmail: b@x, Group_rw: [], Role: []}
customers: [{CustomerID: ACME, CustomerCompanyName: Acme}, {CustomerID: ECO, CustomerCompanyName: Eco}]
customer_users:
- {UserLogin: cu1, UserFirstname: C, UserLastname: One, UserEmail: c@x, UserCustomerID: ACME, Group_ro: [users]}
- {UserLogin: cu2, UserFirstname: D, UserLastname: Two, UserEmail: d@x, UserCustomerID: ECO, Group_ro: []}
dynamic_fields:
- {Name: ProcessManagementProcessID, FieldType: ProcessID}
- {Name: ProcessManagementActivityID, FieldType: ActivityID}
- {Name: Color, FieldType: Dropdown, PossibleNone: 1, PossibleValues: {r: Red, g: Green, '0': none at all}}
- {Name: Tags, FieldType: Multiselect, PossibleValues: {a: Alpha, b: Beta, c: Beta}}
- {Name: TicketFreeText1, FieldType: Dropdown, PossibleValues: {k1: Key One, k2: Key Two}}
- {Name: TicketFreeKey1, FieldType: Dropdown, PossibleNone: 1, PossibleValues: {p: Product, s: Serial}}
processes:
- EntityID: %[2]sP1
  Name: Order
  State: Active
  Activities:
  - {EntityID: %[2]sA1, Name: First, ActivityDialogs: [{EntityID: %[2]sAD1, Name: Ask, Interface: [AgentInterface, CustomerInterface]}, {EntityID: %[2]sAD2, Name: Tell, Interface: [AgentInterface, CustomerInterface]}]}
- {EntityID: %[2]sP2, Name: Leave, State: Active}
- {EntityID: %[2]sP3, Name: Trip, State: Active}
`

// side is one of the two systems.
type side struct {
	target *product.Target
	inv    *inventory.Inventory
	ids    string // before the ids of processes
}

func newSide(t testing.TB, id, order, ids string) *side {
	target, err := product.Parse(id)
	if err != nil {
		t.Fatal(err)
	}
	inv, findings := inventory.Parse("world.yml", fmt.Appendf(nil, worldFile, order, ids))
	for _, f := range findings {
		t.Fatal(f)
	}
	return &side{target, inv, ids}
}

// offers are what each question offers: the n-th of one side is the n-th of the other.
func (s *side) offers(question string) []string {
	sw := &s.target.Switches
	switch question {
	case "Ticket.State":
		return []string{"new", "closed successful", "open", "pending reminder"}
	case "Ticket.Queue":
		return []string{"Postmaster", "Raw", "Junk", "HW::Raw"}
	case "Ticket.Priority":
		return []string{"1 very low", "3 normal", "5 very high"}
	case "Ticket.Owner", "Ticket.NewOwner", "Ticket.Responsible":
		var out []string
		for _, a := range s.inv.Agents {
			if sw.UserLists == product.Logins {
				out = append(out, a.Name)
			} else {
				out = append(out, s.inv.DisplayName(a).Text)
			}
		}
		return out
	case "Action":
		split := "AgentSplitSelection"
		if !sw.SplitChecked {
			split = "AgentTicketPhone"
		}
		return []string{"AgentTicketZoom", "AgentTicketClose", "AgentTicketNote", "AgentTicketMove", "AgentTicketPrint", "AgentTicketPending", split}
	case "Process":
		return []string{s.ids + "P1", s.ids + "P2", s.ids + "P3"}
	case "ActivityDialog":
		return []string{s.ids + "AD1", s.ids + "AD2"}
	}
	f := s.inv.DynamicFieldByName(strings.TrimPrefix(strings.TrimPrefix(question, "Ticket."), "DynamicField_"))
	var out []string
	if f.PossibleNone {
		out = append(out, "")
	}
	for _, k := range f.Keys {
		if sw.FieldKeys {
			out = append(out, k)
		} else {
			out = append(out, f.Labels[k])
		}
	}
	return out
}

// asks are the questions that screens of a side ask, by the names of today.
func (s *side) asks() []string {
	out := []string{"Ticket.State", "Ticket.Queue", "Ticket.Priority", "Action", "Ticket.DynamicField_TicketFreeText1", "Ticket.DynamicField_TicketFreeKey1"}
	sw := &s.target.Switches
	if sw.FreeFields != product.FreeFieldsOnly {
		out = append(out, "Ticket.Owner", "Ticket.NewOwner", "Ticket.Responsible", "Ticket.DynamicField_Color", "Ticket.DynamicField_Tags")
	}
	if sw.SpecialTypes.Has("ActivityDialog") {
		out = append(out, "ActivityDialog")
	}
	if sw.SpecialTypes.Has("Process") {
		out = append(out, "Process")
	}
	return out
}

// own is a question by the name that a side has for it.
func (s *side) own(question string) string {
	if s.target.Switches.FreeFields == product.FreeFieldsOnly {
		return strings.Replace(question, "DynamicField_TicketFree", "TicketFree", 1)
	}
	return question
}

// moment is a person on a screen with a ticket and a form.
type moment struct {
	user, customer, action string
	ticket                 int
	params                 map[string]string
	fields                 inventory.Attrs
	activity               bool
}

func moments() []moment {
	var out []moment
	for _, user := range []string{"2", "3", "4"} {
		out = append(out,
			moment{user: user, action: "AgentTicketPhone"},
			moment{user: user, action: "AgentTicketPhone", params: map[string]string{"QueueID": "2", "StateID": "4", "NextStateID": "4", "PriorityID": "3", "CustomerUserID": "cu1"}},
			moment{user: user, action: "AgentTicketEmail", params: map[string]string{"QueueID": "4", "TypeID": "2", "PriorityID": "5", "CustomerUserID": "cu2"}, fields: inventory.Attrs{"DynamicField_Color": inventory.TextValue("r")}},
		)
		for ticket := 1; ticket <= 4; ticket++ {
			out = append(out,
				moment{user: user, action: "AgentTicketZoom", ticket: ticket, activity: true},
				moment{user: user, action: "AgentTicketNote", ticket: ticket, params: map[string]string{"QueueID": "stored", "StateID": "stored", "TypeID": "stored", "PriorityID": "stored", "CustomerUserID": "stored"}},
				moment{user: user, action: "AgentTicketClose", ticket: ticket, params: map[string]string{"QueueID": "stored", "StateID": "2", "TypeID": "stored", "PriorityID": "5", "CustomerUserID": "stored"}, fields: inventory.Attrs{"DynamicField_Color": inventory.TextValue("g"), "DynamicField_Tags": inventory.ListValue("a", "b")}},
				moment{user: user, action: "AgentTicketPending", ticket: ticket, params: map[string]string{"QueueID": "stored", "NewStateID": "6", "TypeID": "1", "CustomerUserID": "stored"}, fields: inventory.Attrs{"DynamicField_Color": inventory.TextValue("0"), "DynamicField_Tags": inventory.ListValue()}},
				moment{user: user, action: "AgentTicketMove", ticket: ticket, params: map[string]string{"QueueID": "3", "TypeID": "stored", "CustomerUserID": "stored"}},
			)
		}
	}
	for _, customer := range []string{"cu1", "cu2"} {
		out = append(out,
			moment{customer: customer, action: "CustomerTicketMessage", params: map[string]string{"QueueID": "2", "PriorityID": "3"}},
			moment{customer: customer, action: "CustomerTicketZoom", ticket: 1, params: map[string]string{"QueueID": "stored", "TypeID": "stored"}, activity: true},
		)
	}
	return out
}

// tickets are those that are stored.
func (s *side) tickets() map[string]inventory.Attrs {
	ticket := func(id, queue, queueID, state, stateID, kind, priority, priorityID, typ, typeID, customer, company string) inventory.Attrs {
		a := inventory.Attrs{}
		for i, v := range []string{id, queue, queueID, state, stateID, kind, priority, priorityID, typ, typeID, customer, company, "1 title", "unlock", "1", "jdoe", "2", "adm", "3"} {
			a[[]string{"TicketID", "Queue", "QueueID", "State", "StateID", "StateType", "Priority", "PriorityID", "Type", "TypeID", "CustomerUserID", "CustomerID", "Title", "Lock", "LockID", "Owner", "OwnerID", "Responsible", "ResponsibleID"}[i]] = inventory.TextValue(v)
		}
		return a
	}
	one := ticket("1", "Raw", "2", "new", "1", "new", "3 normal", "3", "default", "1", "cu1", "ACME")
	two := ticket("2", "HW::Raw", "4", "open", "4", "open", "5 very high", "5", "Incident", "2", "cu2", "OTHER")
	three := ticket("3", "Junk", "3", "closed successful", "2", "closed", "1 very low", "1", "default", "1", "cu1", "ECO")
	two["DynamicField_Color"], two["DynamicField_TicketFreeText1"] = inventory.TextValue("r"), inventory.TextValue("k1")
	two["DynamicField_Tags"] = inventory.ListValue("a", "c")
	three["DynamicField_TicketFreeText1"], three["DynamicField_TicketFreeKey1"] = inventory.TextValue("k2"), inventory.TextValue("p")
	for _, t := range []inventory.Attrs{one, two, three} {
		for _, f := range []string{"TicketFreeText1", "TicketFreeKey1"} {
			if !t["DynamicField_"+f].Defined() {
				t["DynamicField_"+f] = inventory.TextValue("s")
			}
		}
	}
	three["DynamicField_Color"] = inventory.TextValue("g")
	four := maps.Clone(two)
	four["TicketID"], four["DynamicField_Color"] = inventory.TextValue("4"), inventory.TextValue("0")
	four["State"], four["StateID"], four["StateType"] = inventory.TextValue("pending reminder"), inventory.TextValue("6"), inventory.TextValue("pending reminder")
	delete(four, "DynamicField_TicketFreeKey1")
	delete(four, "CustomerUserID")
	for name, id := range map[string]string{"DynamicField_ProcessManagementProcessID": "P1", "DynamicField_ProcessManagementActivityID": "A1"} {
		one[name] = inventory.TextValue(s.ids + id)
	}
	return map[string]inventory.Attrs{"1": one, "2": two, "3": three, "4": four}
}

// call is a question at a moment.
func (s *side) call(m *moment, question string, tickets map[string]inventory.Attrs) *simulate.Call {
	c := &simulate.Call{ReturnType: question, ReturnSubType: "-", Params: map[string]inventory.Value{}}
	if sub, ok := strings.CutPrefix(s.own(question), "Ticket."); ok {
		c.ReturnType, c.ReturnSubType = "Ticket", sub
	}
	for i, name := range s.offers(question) {
		c.Data = append(c.Data, simulate.Candidate{ID: fmt.Sprint(i + 1), Name: name})
	}
	set := func(name, v string) { c.Params[name] = inventory.TextValue(v) }
	if m.user != "" {
		set("UserID", m.user)
	} else {
		set("CustomerUserID", m.customer)
	}
	set("Action", m.action)
	if question == "Ticket.Queue" {
		set("Type", map[bool]string{true: "move_into", false: "create"}[m.ticket > 0])
	}
	if m.ticket > 0 {
		set("TicketID", fmt.Sprint(m.ticket))
	}
	for name, v := range m.params {
		if question == "Action" {
			break // menus and screens ask with the ticket alone
		}
		if v == "stored" {
			v = tickets[fmt.Sprint(m.ticket)][name].Text
		}
		set(name, v)
	}
	if m.activity || question == "ActivityDialog" {
		set("ActivityEntityID", s.ids+"A1")
		set("ProcessEntityID", s.ids+"P1")
	}
	if m.fields != nil && s.target.Switches.Overlay && c.ReturnType == "Ticket" {
		c.DynamicField = m.fields
	}
	return c
}

// passes reports whether some screen passes a parameter that counts when it asks.
func (s *side) passes(action, question, name string) bool {
	for _, screen := range s.target.Screens() {
		for _, stages := range [][]product.Stage{screen.First, screen.Change, screen.Save, screen.Again} {
			for _, st := range stages {
				for _, q := range st.Ask {
					if screen.ActionName() != action || q.Type != "" || "Ticket."+q.Sub != question && !(q.Sub == "DynamicField" && strings.HasPrefix(question, "Ticket.DynamicField_")) {
						continue
					}
					for _, p := range q.Passed {
						if p.Name == name && !(len(p.Sources) == 1 && p.Sources[0].Name == "0") {
							return true
						}
					}
				}
			}
		}
	}
	return false
}

func both(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return !slices.Contains(b, s) })
}
