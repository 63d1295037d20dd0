package scenario

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// enforcing is the recorded system with ACLs in force; each is written as
// "match | change", in YAML's flow style.
func enforcing(t testing.TB, acls ...string) *World {
	t.Helper()
	w := recordedWorld(t)
	var export strings.Builder
	for i, a := range acls {
		match, change, _ := strings.Cut(a, " | ")
		fmt.Fprintf(&export, "- Name: %d\n  ID: %d\n  ValidID: 1\n  ConfigMatch: %s\n  ConfigChange: %s\n", i+100, i+1, match, change)
	}
	read, err := convert.ReadBytes("acls.yml", []byte(export.String()))
	if err != nil {
		t.Fatal(err)
	}
	if len(read.Set.ACLs) != len(acls) {
		t.Fatalf("%v in\n%s", read.Diagnostics, export.String())
	}
	engine := simulate.Compile(read.Set, w.Target, simulate.Options{})
	w.Judge = func(a *Asked) *simulate.Answer { return engine.Ask(&a.Call, a.System) }
	w.Answer = func(a *Asked) []simulate.Candidate { return w.Judge(a).Left }
	return w
}

const storedTicket = "\nticket: {Queue: Support, State: open, Priority: 3 normal, Type: Incident, Service: IT, SLA: Gold, " +
	"Owner: agent1, Responsible: agent2, CustomerUserID: cust1, CustomerID: acme, Lock: unlock, DynamicField_Color: k_green, DynamicField_Size: l, DynamicField_Tags: [t_a]}"

// told are the outcomes of what was sent and is new.
func told(s *Saving) string {
	var out []string
	for _, v := range s.Sent {
		if v.Outcome != Unchanged {
			line := v.Attr + " " + v.Outcome.String()
			if v.Because != "" {
				line += " by " + v.Because
			}
			out = append(out, line)
		}
	}
	return strings.Join(out, ", ")
}

func TestSaving(t *testing.T) {
	sales := "{} | {PossibleNot: {Ticket: {Queue: [Sales]}}}"
	high := "{} | {PossibleNot: {Ticket: {Priority: [4 high]}}}"
	red := "{} | {PossibleNot: {Ticket: {DynamicField_Color: [k_red]}}}"
	agent := "\nagent: agent1\nmoment: save"
	tests := []struct {
		name, acl, scenario, want string
		saves, known              bool
	}{
		{"nothing forbidden", "{} | {}", "screen: AgentTicketNote" + agent + storedTicket + "\nform: {Priority: 4 high, Owner: agent2}",
			"Priority stored, Owner stored", true, true},
		{"a setter refuses unseen", high, "screen: AgentTicketNote" + agent + storedTicket + "\nform: {Priority: 4 high, Owner: agent2}",
			"Priority refused silently, Owner stored", false, true},
		{"an error page ends the save", sales,
			"screen: AgentTicketNote" + agent + storedTicket + "\nform: {Queue: Sales, Type: Request, Priority: 4 high, Owner: agent2}",
			"Queue refused, error, Priority not reached by Queue, Type stored, Owner not reached by Queue", false, true},
		{"a field error keeps everything back", red, "screen: AgentTicketNote" + agent + storedTicket + "\nform: {Priority: 4 high, DynamicField_Color: k_red}",
			"Priority refused, field error by DynamicField_Color, DynamicField_Color refused, field error", false, true},
		{"an empty choice is not refused", "{} | {Possible: {Ticket: {DynamicField_Color: [k_red]}}}",
			"screen: AgentTicketNote" + agent + storedTicket + "\nform: {DynamicField_Color: ''}", "DynamicField_Color stored", true, true},
		{"the setter does not see the form", "{Properties: {Priority: {Name: [4 high]}}} | {PossibleNot: {Ticket: {Type: [Request]}}}",
			"screen: AgentTicketNote" + agent + storedTicket + "\nform: {Type: Request, Priority: 4 high}", "Priority stored, Type stored", true, true},
		{"the setter sees what was stored before", "{Properties: {Queue: {Name: [Sales]}}} | {PossibleNot: {Ticket: {State: [closed successful]}}}",
			"screen: AgentTicketNote" + agent + storedTicket + "\nform: {Queue: Sales, State: closed successful}",
			"Queue stored, State refused silently", false, true},
		{"without Action", "{Properties: {Frontend: {Action: [AgentTicketNote]}}} | {PossibleNot: {Ticket: {Priority: [4 high], Type: [Request]}}}",
			"screen: AgentTicketNote" + agent + storedTicket + "\nform: {Type: Request, Priority: 4 high}",
			"Priority stored, Type refused silently", false, true},
		{"moved, with a field error", "{} | {PossibleNot: {Ticket: {Queue: [Sales], DynamicField_Color: [k_red]}}}",
			"screen: AgentTicketMove" + agent + storedTicket + "\nform: {Queue: Misc, DynamicField_Color: k_red}",
			"Queue refused, field error by DynamicField_Color, DynamicField_Color refused, field error", false, true},
		{"moved: no dynamic field is stored", "{} | {}",
			"screen: AgentTicketMove" + agent + storedTicket + "\nform: {Queue: Misc, DynamicField_Color: k_red}",
			"Queue stored, DynamicField_Color dropped", false, true},
		{"bulk gives the ticket back", "{} | {}", "screen: AgentTicketBulk" + agent + storedTicket + "\nform: {Owner: agent2}", "Owner reset", false, true},
		{"bulk, told not to unlock", "{} | {}", "screen: AgentTicketBulk" + agent + storedTicket + "\nform: {Owner: agent2, Unlock: 0}", "Owner stored", true, true},
		{"bulk, moved first", "{} | {}", "screen: AgentTicketBulk" + agent + storedTicket + "\nform: {Owner: agent2, Queue: Misc}", "Queue stored, Owner stored", true, true},
		{"closing gives it back too", "{} | {}", "screen: AgentTicketClose" + agent + storedTicket + "\nform: {Owner: agent2, State: closed successful}",
			"State stored, Owner reset", false, true},
		{"created, nobody asks", high, "screen: AgentTicketPhone" + agent + "\nform: {Priority: 4 high}",
			"State created, Priority created, DynamicField_Size created", true, true},
		{"created by a customer", sales, "screen: CustomerTicketMessage\ncustomer: cust1\nmoment: save\nform: {Queue: Sales}",
			"Queue refused, field error, Priority refused, field error by Queue, DynamicField_Size refused, field error by Queue", false, true},
		{"a customer's reply", high, "screen: CustomerTicketZoom\ncustomer: cust1\nmoment: save" + storedTicket + "\nform: {Priority: 4 high}",
			"Priority stored", true, true},
		{"the screen itself is taken away", "{} | {PossibleNot: {Action: [AgentTicketNote]}}",
			"screen: AgentTicketNote" + agent + storedTicket + "\nform: {Priority: 4 high}", "Priority refused, error", false, true},
		{"a process dialog", high, "screen: AgentTicketProcess" + agent + storedTicket +
			"\nprocess: {ProcessEntityID: Process-p1, ActivityEntityID: Activity-a1, ActivityDialogEntityID: ActivityDialog-d2}\nform: {Priority: 4 high, Owner: agent2, Queue: Misc}",
			"Queue stored, Priority refused, error, Owner undetermined by Priority", false, true},
		{"unknown for certain", "{Properties: {Ticket: {Title: [urgent]}}} | {PossibleNot: {Ticket: {Priority: [4 high]}}}",
			"screen: AgentTicketNote" + agent + storedTicket + "\nform: {Priority: 4 high, State: new}", "State stored, Priority undetermined", false, false},
		{"the call dies", "{Properties: {Ticket: {Queue: Raw}}} | {PossibleNot: {Ticket: {Type: [Request]}}}",
			"screen: AgentTicketBulk" + agent + storedTicket + "\nform: {Type: Request}", "Type refused silently", false, true},
		{"a setter", high, "screen: TicketPrioritySet" + agent + storedTicket + "\nform: {Priority: 4 high}", "Priority refused, error", false, true},
		{"a setter for what is stored already", high, "screen: TicketPrioritySet" + agent + storedTicket + "\nform: {Priority: 3 normal}", "", true, true},
		{"a queue without the right", "{} | {}", "screen: TicketQueueSet" + agent + storedTicket + "\nform: {QueueID: 8}", "Queue refused, error", false, true},
		{"a service taken away is not looked at", "{} | {Possible: {Ticket: {Service: [HR]}}}",
			"screen: TicketServiceSet" + agent + storedTicket + "\nform: {ServiceID: ''}", "", true, true},
		{"a service of that name does not exist", "{} | {}", "screen: TicketServiceSet" + agent + storedTicket + "\nform: {Service: no such}", "Service stored", true, true},
		{"by web service", high, "screen: GenericInterface TicketUpdate" + agent + storedTicket + "\nform: {Priority: 4 high, Queue: Misc, Owner: agent2}",
			"Queue undetermined, Priority refused, error, Owner not reached by Priority", false, true},
		{"by web service, new", high, "screen: GenericInterface TicketCreate" + agent + "\nform: {Priority: 4 high}", "Priority created", true, true},
		{"by web service, a customer", high, "screen: GenericInterface TicketUpdate (customer)\ncustomer: cust1\nmoment: save" + storedTicket + "\nform: {Priority: 4 high}",
			"Priority stored", true, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := plan(t, enforcing(t, tt.acl), tt.scenario)
			if p.Saving == nil {
				t.Fatal("nothing is sent")
			}
			if got := told(p.Saving); got != tt.want {
				t.Errorf("got  %s\nwant %s\n%+v", got, tt.want, p.Saving)
			}
			if saves, known := p.Saving.Saves(); saves && known != (tt.saves && tt.known) || known != tt.known {
				t.Errorf("saves %t, known %t", saves, known)
			}
		})
	}
}

// TestServiceOfSLA: a new service removes an SLA that does not go with it, and
// only such a one.
func TestServiceOfSLA(t *testing.T) {
	for form, want := range map[string][]string{
		"{Service: HR}": {"Ticket.SLA", "Ticket.Service"}, "{Service: 'IT::Mail'}": {"Ticket.Service"},
		"{ServiceID: 1}": nil, "{Service: 'IT::Mail', SLA: Silver}": {"Ticket.Service", "Ticket.SLA"},
	} {
		p := plan(t, enforcing(t, "{} | {PossibleNot: {Ticket: {Service: [HR]}}}"),
			"screen: GenericInterface TicketUpdate\nagent: agent1"+storedTicket+"\nform: "+form)
		var got []string
		for _, a := range p.Asked {
			got = append(got, a.Call.Question())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", form, diff)
		}
	}
}

// TestSavesOf: what a page hides and what becomes of it.
func TestSavesOf(t *testing.T) {
	w := enforcing(t,
		"{} | {PossibleNot: {Ticket: {Queue: [Sales], NewOwner: [Bob Builder]}}}",
		"{Properties: {Frontend: {Action: [AgentTicketNote]}}} | {PossibleNot: {Ticket: {State: [closed successful], Service: [HR]}}}",
		"{Properties: {Priority: {Name: [5 very high]}}} | {PossibleNot: {Ticket: {Priority: [5 very high]}}}")
	s := one(t, "screen: AgentTicketNote\nagent: agent1"+storedTicket)
	saves, err := SavesOf(s, w, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range saves.Values {
		if v.Offering == Hidden || v.Surprising() {
			got = append(got, fmt.Sprintf("%s %s: %s, %s, surprising %t", v.Attr, v.Candidate.Name, v.Offering, v.Sent.Outcome, v.Surprising()))
		}
	}
	slices.Sort(got)
	want := []string{
		"Owner Bob Builder: hidden, stored, surprising true",
		"Priority 5 very high: offered, taken back, surprising true",
		"Queue Sales: hidden, refused, error, surprising false",
		"Service HR: hidden, refused silently, surprising false",
		"State closed successful: hidden, stored, surprising true",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if few, err := SavesOf(s, w, 3); err != nil || len(few.Skipped) == 0 || len(few.Values) > 3 {
		t.Errorf("%d values, skipped %q, %v", len(few.Values), few.Skipped, err)
	}
	if none, err := SavesOf(one(t, "screen: AgentTicketZoom\nagent: agent1"+storedTicket), w, 10); none != nil || err != nil {
		t.Errorf("the zoom screen saves %v, %v", none, err)
	}
}

// TestFormSaved: the form as it stands, at any moment.
func TestFormSaved(t *testing.T) {
	w := enforcing(t, "{} | {PossibleNot: {Ticket: {Priority: [4 high], DynamicField_Color: [k_red]}}}")
	for form, wants := range map[string][2]string{
		"{Priority: 5 very high, State: pending reminder}": {"true ", "true "},
		"{Priority: 4 high, State: pending reminder}":      {"false Priority", "false Priority"},
		// A page empties the field; sent on purpose, it stops the whole.
		"{DynamicField_Color: k_red, Type: Request}": {"false DynamicField_Color", "false Type DynamicField_Color"},
	} {
		for i, moment := range []string{"change", "save"} {
			want := wants[i]
			s, err := FormSaved(one(t, "screen: AgentTicketNote\nagent: agent1\nmoment: "+moment+storedTicket+"\nform: "+form), w)
			if err != nil {
				t.Fatal(err)
			}
			saves, _ := s.Saves()
			var lost []string
			for _, v := range s.Lost() {
				lost = append(lost, v.Attr)
			}
			if got := fmt.Sprint(saves, " ", strings.Join(lost, " ")); got != want {
				t.Errorf("%s at %s: %s", form, moment, got)
			}
		}
	}
}

// TestEverySaving: each screen that stores names questions that it asks.
func TestEverySaving(t *testing.T) {
	for _, target := range product.All() {
		for _, s := range target.Screens() {
			how := s.Saving()
			if how == nil {
				for _, st := range s.Save {
					if st.Setter && s.Name != "AgentTicketMerge" {
						t.Errorf("%s: %s calls a setter, and nothing is said about it", target, s.Name)
					}
				}
				continue
			}
			asked := map[string]bool{}
			for _, st := range s.Save {
				for _, q := range st.Ask {
					asked[q.Sub] = asked[q.Sub] || st.Round == "save"
				}
			}
			for sub := range how.Own {
				if !asked[sub] {
					t.Errorf("%s: %s refuses %s, and never asks", target, s.Name, sub)
				}
			}
		}
	}
}
