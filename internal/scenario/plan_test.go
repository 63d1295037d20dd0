package scenario

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

func recordedWorld(t testing.TB) *World {
	t.Helper()
	target := product.Default()
	return &World{Target: target, Inventory: recordedInventory(t), Stock: inventory.Stock(target)}
}

// plan makes the plan of the only scenario of a file that holds the given lines.
func plan(t testing.TB, w *World, lines string) *Plan {
	t.Helper()
	s := one(t, lines)
	p, err := Calls(s, w)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func one(t testing.TB, lines string) *Scenario {
	t.Helper()
	in := "scenarios:\n- " + strings.ReplaceAll(strings.TrimSpace(lines), "\n", "\n  ") + "\n"
	f, findings := Parse("f", []byte(in))
	if len(findings) > 0 || len(f.Scenarios) != 1 {
		t.Fatalf("%v in\n%s", findings, in)
	}
	return f.Scenarios[0]
}

// last is the last call for a question: the one that people see.
func last(t testing.TB, p *Plan, question string) *Asked {
	t.Helper()
	var found *Asked
	for i := range p.Asked {
		if p.Asked[i].Call.Question() == question {
			found = &p.Asked[i]
		}
	}
	if found == nil {
		t.Fatalf("%s is not asked", question)
	}
	return found
}

// brief are parameters in one line each, unknown ones by that word.
func brief(params map[string]inventory.Value, names ...string) map[string]string {
	got := map[string]string{}
	for _, n := range names {
		switch v := params[n]; v.Kind {
		case inventory.Text:
			got[n] = v.Text
		case inventory.Unknown:
			got[n] = "unknown"
		}
	}
	return got
}

func TestTicketCompleted(t *testing.T) {
	attrs := []string{
		"TicketID", "Queue", "QueueID", "GroupID", "State", "StateID", "StateType", "Owner", "OwnerID", "Service", "ServiceID",
		"CustomerUserID", "CustomerID",
	}
	unsaid := map[string]string{
		"TicketID": "1", "Queue": "unknown", "QueueID": "unknown", "GroupID": "unknown", "State": "unknown", "StateID": "unknown",
		"StateType": "unknown", "Owner": "unknown", "OwnerID": "unknown",
	}
	for _, test := range []struct {
		name, ticket string
		want         map[string]string
	}{
		{"nothing said", "{}", nil},
		{"names", "{Queue: Raw, State: pending reminder, Owner: agent2}", map[string]string{
			"Queue": "Raw", "QueueID": "2", "GroupID": "1", "State": "pending reminder", "StateID": "6",
			"StateType": "pending reminder", "Owner": "agent2", "OwnerID": "3",
		}},
		{"ids", "{TicketID: 17, QueueID: 8, StateID: 4, ServiceID: 2}", map[string]string{
			"TicketID": "17", "Queue": "Secret", "QueueID": "8", "GroupID": "4", "State": "open", "StateID": "4",
			"StateType": "open", "Service": "IT::Mail", "ServiceID": "2",
		}},
		{"a queue that nobody knows", "{Queue: Alert}", map[string]string{"Queue": "Alert", "QueueID": "unknown"}},
		{"an owner that nobody knows", "{Owner: jane}", map[string]string{"Owner": "jane", "OwnerID": "login:jane"}},
		{"written down counts", "{Queue: Raw, GroupID: 9, StateType: odd}", map[string]string{
			"Queue": "Raw", "QueueID": "2", "GroupID": "9", "StateType": "odd",
		}},
		{"a customer user alone", "{CustomerUserID: cust1}", map[string]string{"CustomerUserID": "cust1", "CustomerID": "unknown"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := plan(t, recordedWorld(t), "screen: AgentTicketNote\nagent: agent1\nticket: "+test.ticket)
			// What a ticket may do without is an empty string there.
			want := map[string]string{"ServiceID": "", "CustomerUserID": "", "CustomerID": ""}
			for _, m := range []map[string]string{unsaid, test.want} {
				for k, v := range m {
					want[k] = v
				}
			}
			if len(p.System.Tickets) != 1 {
				t.Fatalf("%d tickets", len(p.System.Tickets))
			}
			for id, ticket := range p.System.Tickets {
				if diff := cmp.Diff(want, brief(ticket, attrs...)); diff != "" {
					t.Error(diff)
				}
				if id != ticket["TicketID"].Text {
					t.Errorf("stored as %s", id)
				}
			}
		})
	}
}

func TestOpenEntities(t *testing.T) {
	w := recordedWorld(t)
	p := plan(t, w, "screen: AgentTicketNote\nagent: jane\nticket: {Queue: Alert, Owner: joe}\nform: {State: waiting}")
	q := p.System.Inventory.Queues.ByName("Alert")
	if q == nil || q.Attr("Email").Kind != inventory.Unknown {
		t.Errorf("queue Alert is %+v", q)
	}
	if w.Inventory.Queues.ByName("Alert") != nil || w.Inventory.AgentByLogin("jane") != nil {
		t.Error("the inventory was changed")
	}
	for _, login := range []string{"jane", "joe"} {
		a := p.System.Inventory.AgentByLogin(login)
		if a == nil || a.Attr("UserEmail").Kind != inventory.Unknown || p.System.Inventory.AgentByID(a.ID) != a {
			t.Errorf("agent %s is %+v", login, a)
		}
	}
	call := last(t, p, "Ticket.Priority").Call
	want := map[string]string{"StateID": "unknown", "NextStateID": "unknown", "UserID": "login:jane"}
	if diff := cmp.Diff(want, brief(call.Params, "StateID", "State", "NextStateID", "UserID")); diff != "" {
		t.Error(diff)
	}
	if name := call.Params["NextStateID"].Text; name != "waiting" {
		t.Errorf("the unknown id is that of %q", name)
	}
}

func TestPeople(t *testing.T) {
	w := recordedWorld(t)
	p := plan(t, w, "screen: AgentTicketNote\nagent: {UserLogin: agent1, Group_move_into: [restricted], Role: [boss]}\nticket: {}")
	a := p.System.Inventory.AgentByLogin("agent1")
	attrs := p.System.Inventory.AgentAttrs(a)
	if !attrs["Role"].Equal(inventory.ListValue("boss")) || attrs["Group_ro"].Kind != inventory.Unknown ||
		attrs["UserFirstname"].Text != "Ada" || a.ID != "2" {
		t.Errorf("inline person has %v", attrs)
	}
	if got := showData(last(t, p, "Ticket.Queue").Call.Data); got != "8=Secret" {
		t.Errorf("queues of an inline person: %s", got)
	}
	p = plan(t, w, "screen: CustomerTicketZoom\ncustomer: somebody\nticket: {}")
	if u := p.System.Inventory.CustomerUserByLogin("somebody"); u == nil || u.Attr("UserCustomerID").Kind != inventory.Unknown {
		t.Errorf("customer user is %+v", u)
	}
	for _, test := range []struct{ lines, want string }{
		{"screen: AgentTicketNote\ncustomer: cust1", "AgentTicketNote is a screen of agents: name an agent, not a customer"},
		{"screen: CustomerTicketZoom\nagent: agent1", "CustomerTicketZoom is a screen of customers: name a customer, not an agent"},
		{"screen: AgentTicketNotes\nagent: agent1", `there is no screen "AgentTicketNotes"; did you mean AgentTicketNote?`},
		{"screen: AgentTicketNote\nagent: agent1\nform: {Stat: open}", `AgentTicketNote has no field "Stat"; did you mean State?`},
		{"screen: AgentTicketMove\nagent: agent1\nform: {SLA: Gold}", `AgentTicketMove has no field "SLA"; did you mean State?`},
	} {
		_, err := Calls(one(t, test.lines), w)
		if err == nil || err.Error() != test.want {
			t.Errorf("%v, want %s", err, test.want)
		}
	}
}

// TestForms: chosen values reach the engine under the names of the screen, the
// others as the page was delivered.
func TestForms(t *testing.T) {
	const ticket = "ticket: {Queue: Support, State: open, Priority: 3 normal, Type: Incident, Service: IT, SLA: Gold, DynamicField_Color: k_green, DynamicField_Tags: [t_a]}\n"
	for _, test := range []struct {
		name, lines, question string
		want                  map[string]string // "" for a parameter that must be missing
	}{
		{
			"a name becomes an id", "screen: AgentTicketNote\n" + ticket + "form: {Priority: 4 high}", "Ticket.Queue",
			map[string]string{"PriorityID": "4", "NewPriorityID": "4", "QueueID": "5", "StateID": "4", "NextStateID": "4", "Type": "move_into"},
		},
		{
			"an id stays", "screen: AgentTicketNote\n" + ticket + "form: {NewQueueID: 7}", "Ticket.State",
			map[string]string{"QueueID": "7", "NewQueueID": "7", "PriorityID": "3"},
		},
		{
			"the product's name with ID", "screen: AgentTicketNote\n" + ticket + "form: {QueueID: 7}", "Ticket.State",
			map[string]string{"QueueID": "7", "NewQueueID": "7"},
		},
		{
			"the default state of the closing screen", "screen: AgentTicketClose\n" + ticket + "form: {Priority: 4 high}", "Ticket.Queue",
			map[string]string{"NewStateID": "2", "NextStateID": "2"},
		},
		{
			"its first display empties the stored state", "screen: AgentTicketClose\n" + ticket, "Form",
			map[string]string{"NextStateID": "", "QueueID": "5", "StateID": ""},
		},
		{
			"a new ticket with nothing chosen", "screen: AgentTicketPhone", "Ticket.Priority",
			map[string]string{"NextStateID": "4", "QueueID": "1", "PriorityID": "", "TicketID": ""},
		},
		{
			"a new ticket with a queue", "screen: AgentTicketPhone\nform: {Queue: Sales, CustomerUser: cust1}", "Ticket.Service",
			map[string]string{"NextStateID": "4", "QueueID": "7", "PriorityID": "3", "CustomerUserID": "cust1"},
		},
		{
			"the owner of a new ticket", "screen: AgentTicketEmail\nform: {Queue: Support, Owner: agent2}", "Ticket.State",
			map[string]string{"OwnerID": "3", "QueueID": "5"},
		},
		{
			"an owner who is not offered", "screen: AgentTicketEmail\nform: {Queue: Sales, Owner: agent2}", "Ticket.State",
			map[string]string{"OwnerID": "", "QueueID": "7"},
		},
		{
			"an explicit moment", "screen: AgentTicketNote\n" + ticket + "form: {State: closed successful}\nmoment: save", "Ticket.State",
			map[string]string{"StateID": "2", "Action": "", "QueueID": ""},
		},
		{
			"a setter by name", "screen: TicketQueueSet\n" + ticket + "form: {Queue: Sales}", "Ticket.Queue",
			map[string]string{"QueueID": "7", "Queue": "Sales", "Action": "", "Type": "move_into"},
		},
		{
			"a process dialog of a ticket",
			"screen: AgentTicketProcess\nprocess: {ProcessEntityID: Process-p1, ActivityEntityID: Activity-a1, ActivityDialogEntityID: ActivityDialog-d2}\n" + ticket,
			"Ticket.Priority",
			map[string]string{"ActivityDialogEntityID": "ActivityDialog-d2", "ActivityEntityID": "Activity-a1", "TicketID": "1", "Action": "AgentTicketProcess"},
		},
		{
			"a process that starts", "screen: AgentTicketProcess\nprocess: {ProcessEntityID: Process-p1}", "Ticket.Queue",
			map[string]string{"ActivityDialogEntityID": "ActivityDialog-d1", "ActivityEntityID": "Activity-a1", "Queue": "Raw", "TicketID": ""},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := plan(t, recordedWorld(t), test.lines+"\nagent: agent1")
			call := last(t, p, test.question).Call
			for name, want := range test.want {
				got := call.Params[name]
				if want == "" && truthy(got) || want != "" && got.Text != want {
					t.Errorf("%s is %s, want %q", name, show(got), want)
				}
			}
		})
	}
}

// TestDynamicFields: what was chosen hides what is stored, even when blank;
// screens that drop blank values bring the stored one back.
func TestDynamicFields(t *testing.T) {
	const ticket = "ticket: {DynamicField_Color: k_green, DynamicField_Tags: [t_a], DynamicField_Size: l}\n"
	for _, test := range []struct {
		name, lines, want string
	}{
		{"stored values are posted", "screen: AgentTicketNote\nform: {Priority: 4 high}\n", `"k_green" ["t_a"] "l"`},
		{"a list", "screen: AgentTicketNote\nform: {DynamicField_Tags: [t_b, t_c]}\n", `"k_green" ["t_b", "t_c"] "l"`},
		{"one of a list", "screen: AgentTicketNote\nform: {DynamicField_Tags: t_b}\n", `"k_green" ["t_b"] "l"`},
		{"nothing of a list", "screen: AgentTicketNote\nform: {DynamicField_Tags: []}\n", `"k_green" [] "l"`},
		{"blank", "screen: AgentTicketNote\nform: {DynamicField_Color: ''}\n", `"" ["t_a"] "l"`},
		{"blank where blanks are dropped", "screen: AgentTicketPhoneInbound\nform: {DynamicField_Color: ''}\n", `"k_green" ["t_a"] "l"`},
		{"first display with a list", "screen: AgentTicketMove\nmoment: first\n", `"k_green" [] "l"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := plan(t, recordedWorld(t), test.lines+ticket+"agent: agent1")
			hash := last(t, p, "Ticket.DynamicField_Size").Call.DynamicField
			got := show(hash["DynamicField_Color"]) + " " + show(hash["DynamicField_Tags"]) + " " + show(hash["DynamicField_Size"])
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// TestCandidates: options, else the inventory, else what can be assumed.
func TestCandidates(t *testing.T) {
	w := recordedWorld(t)
	p := plan(t, w, "screen: AgentTicketNote\nagent: agent1\nticket: {Queue: Raw}\noptions: {State: [open, odd], DynamicField_Color: [x]}")
	a := last(t, p, "Ticket.State")
	if got, want := showData(a.Call.Data), "4=open, odd=odd"; got != want || a.From != FromOptions || a.AnyOther {
		t.Errorf("options: %s from %v, want %s", got, a.From, want)
	}
	if a := last(t, p, "Ticket.DynamicField_Color"); showData(a.Call.Data) != "x=x" {
		t.Errorf("options of a dynamic field: %s", showData(a.Call.Data))
	}
	if a := last(t, p, "Ticket.Queue"); a.From != FromInventory || strings.Contains(showData(a.Call.Data), "Secret") || len(a.Call.Data) != 7 {
		t.Errorf("inventory: %s from %v", showData(a.Call.Data), a.From)
	}
	stock := &World{Target: w.Target, Inventory: &inventory.Inventory{}, Stock: w.Stock, Named: func(q string) []string {
		return map[string][]string{"Ticket.Priority": {"3 normal", "urgent"}}[q]
	}, Fields: []string{"Color"}}
	p = plan(t, stock, "screen: AgentTicketNote\nagent: jdoe\nticket: {Queue: Raw}")
	a = last(t, p, "Ticket.Priority")
	want := "1=1 very low, 2=2 low, 3=3 normal, 4=4 high, 5=5 very high, =(any other value), urgent=urgent"
	sorted := strings.Split(want, ", ")
	slices.Sort(sorted)
	if got := showData(a.Call.Data); a.From != Assumed || !a.AnyOther || a.Why == "" || got != strings.Join(sorted, ", ") {
		t.Errorf("assumed: %s from %v", got, a.From)
	}
	if n := a.Call.Data[len(a.Call.Data)-1].Name; n != AnyOther {
		t.Errorf("the last candidate is %q", n)
	}
	if a := last(t, p, "Ticket.DynamicField_Color"); a.From != Assumed {
		t.Errorf("a field that only the set names is %v", a.From)
	}
	p = plan(t, w, "screen: AgentTicketNote\nagent: agent1\nticket: {Queue: Raw}")
	if a := last(t, p, "Ticket.OldOwner"); a.From != Assumed {
		t.Errorf("former owners are %v", a.From)
	}
}

// TestSetters: one that is asked later sees what those before it stored.
func TestSetters(t *testing.T) {
	p := plan(t, recordedWorld(t), `screen: AgentTicketNote
agent: {UserLogin: agent1, UserID: 2, Group_rw: [users, restricted], Group_move_into: [users, restricted]}
ticket: {Queue: Support, State: open, Priority: 3 normal, Type: Incident}
form: {Type: Request, Queue: Secret, State: closed successful}
moment: save`)
	var got []string
	for _, a := range p.Asked {
		if !a.Setter {
			continue
		}
		for _, ticket := range a.System.Tickets {
			got = append(got, a.Call.ReturnSubType+": "+ticket["Type"].Text+", "+ticket["Queue"].Text+", "+ticket["GroupID"].Text+", "+ticket["StateType"].Text)
		}
	}
	want := []string{"Type: Incident, Support, 1, open", "Queue: Request, Support, 1, open", "State: Request, Secret, 4, open"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if ticket := p.System.Tickets["1"]; ticket["Type"].Text != "Incident" {
		t.Errorf("the plan's own ticket was changed to %v", ticket["Type"])
	}
}

// TestAnswers: a value that the engine takes away is emptied, and everything is
// asked again without it.
func TestAnswers(t *testing.T) {
	w := recordedWorld(t)
	w.Answer = func(a *Asked) []simulate.Candidate {
		if a.Call.Question() == "Ticket.Priority" {
			return a.Call.Data[:1]
		}
		return a.Call.Data
	}
	p := plan(t, w, "screen: AgentTicketNote\nagent: agent1\nticket: {Queue: Raw, Priority: 3 normal}\nform: {Priority: 4 high}")
	var queues []string
	for _, a := range p.Asked {
		if a.Call.Question() == "Ticket.Queue" {
			queues = append(queues, a.Call.Params["PriorityID"].Text)
		}
	}
	if diff := cmp.Diff([]string{"4", ""}, queues); diff != "" {
		t.Error(diff)
	}
	w = recordedWorld(t)
	w.Answer = func(a *Asked) []simulate.Candidate { return nil } // nothing is ever offered
	if p := plan(t, w, "screen: AgentTicketNote\nagent: agent1\nticket: {Queue: Raw}\nform: {Priority: 4 high}"); len(p.Asked) > 10*maxRounds {
		t.Errorf("%d questions", len(p.Asked))
	}
}

// TestSwitchedOff: attributes that a system does not use are not asked for.
func TestSwitchedOff(t *testing.T) {
	w := recordedWorld(t)
	w.Inventory.Settings["Ticket::Service"] = inventory.TextValue("0")
	p := plan(t, w, "screen: AgentTicketNote\nagent: agent1\nticket: {Queue: Raw, Service: IT}")
	for _, a := range p.Asked {
		if q := a.Call.Question(); q == "Ticket.Service" || q == "Ticket.SLA" {
			t.Errorf("%s is asked", q)
		}
	}
}

// TestPreselection: what the deployed ACLs relate is asked again too.
func TestPreselection(t *testing.T) {
	w := recordedWorld(t)
	w.Preselection = true
	w.Related = func(element string) []string {
		return map[string][]string{"Priority": {"State"}}[element]
	}
	for lines, want := range map[string][]string{
		"form: {Priority: 4 high}":                               {"Action", "Ticket.OldOwner", "Ticket.State"},
		"form: {Priority: 4 high, Title: x}":                     nil,
		"form: {Priority: 4 high, Type: Request}\nchanged: Type": {"Action", "Ticket.OldOwner"},
	} {
		p, err := Calls(one(t, "screen: AgentTicketNote\nagent: agent1\nticket: {Queue: Raw}\n"+lines), w)
		if want == nil {
			if err == nil {
				t.Errorf("%s: no error", lines)
			}
			continue
		}
		var got []string
		for _, a := range p.Asked {
			got = append(got, a.Call.Question())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", lines, diff)
		}
	}
}

// TestSystemAddress: where system addresses are chosen, no queue is asked for.
func TestSystemAddress(t *testing.T) {
	w := recordedWorld(t)
	w.Inventory.Settings["Ticket::Frontend::NewQueueSelectionType"] = inventory.TextValue("SystemAddress")
	for _, a := range plan(t, w, "screen: AgentTicketPhone\nagent: agent1").Asked {
		if a.Call.Question() == "Ticket.Queue" {
			t.Error("the queue is asked for")
		}
	}
}

func TestNames(t *testing.T) {
	if m, err := ParseMoment("save"); m != Save || err != nil {
		t.Errorf("save is %v, %v", m, err)
	}
	if _, err := ParseMoment("after an error"); err == nil {
		t.Error("files can name the display after an error")
	}
	for _, name := range []string{"Queue", "DynamicField_X", "EscalationTime"} {
		if err := CheckTicketKey(name); err != nil {
			t.Error(err)
		}
	}
	if err := CheckTicketKey("Queu"); err == nil || err.Error() != "Queu: tickets have no such attribute; did you mean Queue?" {
		t.Errorf("Queu: %v", err)
	}
}

// TestEveryScreen: each screen of each target makes a plan at each moment, with
// and without a ticket, on a system of which nothing is known.
func TestEveryScreen(t *testing.T) {
	for _, target := range product.All() {
		w := &World{Target: target, Stock: inventory.Stock(target)}
		for _, screen := range target.Screens() {
			for _, moment := range []Moment{First, Change, Save, AfterError} {
				for _, ticket := range []inventory.Attrs{nil, {}} {
					s := &Scenario{Screen: screen.Name, Moment: moment, Ticket: ticket}
					if screen.Customer {
						s.Customer = &Person{Login: "c"}
					} else {
						s.Agent = &Person{Login: "a"}
					}
					p, err := Calls(s, w)
					if err != nil {
						t.Fatalf("%s %s %v: %v", target, screen.Name, moment, err)
					}
					for _, a := range p.Asked {
						if ty := a.Call.ReturnType; ty != "Ticket" && !target.Switches.SpecialTypes.Has(ty) {
							t.Errorf("%s %s asks %s", target, screen.Name, ty)
						}
					}
				}
			}
		}
	}
}
