package diff_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/internal/suite"
	"github.com/ticketacl/ticketacl/simulate"
)

const smallWorld = `
product: otobo-11.0
settings: {Ticket::Type: 0, Ticket::Service: 0, Ticket::Responsible: 0}
groups: [{ID: 1, Name: users}]
queues: [{QueueID: 1, Name: Raw, GroupID: 1}, {QueueID: 2, Name: Desk, GroupID: 1}]
states:
- {ID: 1, Name: open, TypeID: 1, TypeName: open}
- {ID: 2, Name: closed, TypeID: 2, TypeName: closed}
priorities: [{ID: 1, Name: low}, {ID: 2, Name: high}]
locks: [{ID: 1, Name: unlock}, {ID: 2, Name: lock}]
agents:
- {UserID: 2, UserLogin: ann, UserFirstname: Ann, UserLastname: A, Group_rw: [users], Role: []}
- {UserID: 3, UserLogin: bob, UserFirstname: Bob, UserLastname: B, Group_rw: [users], Role: [boss]}
roles: [{ID: 1, Name: boss}]
customers: []
customer_users: []
dynamic_fields: []
processes: []
`

// system is a closed one for a target, or the stock one.
type system struct {
	target     *product.Target
	inv, stock *inventory.Inventory
}

func systemOf(t testing.TB, target, inv string) *system {
	t.Helper()
	s := &system{}
	var err error
	if s.target, err = product.Parse(target); err != nil {
		t.Fatal(err)
	}
	s.stock = inventory.Stock(s.target)
	if s.inv = s.stock; inv != "" {
		read, findings := inventory.Parse("closed", []byte(inv))
		if len(findings) > 0 {
			t.Fatal(findings)
		}
		s.inv = read.Over(s.stock)
	}
	return s
}

func (s *system) side(set *acl.Set) diff.Side {
	e := simulate.Compile(set, s.target, simulate.Options{Inventory: s.inv})
	return diff.Side{Engine: e, World: scenario.NewWorld(e, s.inv, s.stock)}
}

func set(t testing.TB, text string) *acl.Set {
	t.Helper()
	read, err := convert.Read(context.Background(), "-", convert.Options{Stdin: strings.NewReader("---\n" + text)})
	if err != nil || read.Partial {
		t.Fatal(err, read.Diagnostics)
	}
	return read.Set
}

// acls are lines of ACLs: name, match, change.
func acls(lines ...[3]string) string {
	var b strings.Builder
	for _, l := range lines {
		name, stop, _ := strings.Cut(l[0], "!")
		b.WriteString("- {Name: " + name + ", ValidID: 1, ConfigMatch: {" + l[1] + "}, ConfigChange: {" + l[2] + "}")
		if strings.HasSuffix(l[0], "!") && stop == "" {
			b.WriteString(", StopAfterMatch: 1")
		}
		b.WriteString("}\n")
	}
	return b.String()
}

// story is a difference in one line.
func story(d *diff.Difference) string {
	deeds := func(all []diff.Deed) string {
		var out []string
		for _, x := range all {
			out = append(out, x.ACL.Name+" "+x.Act.String())
		}
		return strings.Join(out, ", ")
	}
	return d.Scenario.Name + " | " + deeds(d.OldDeeds) + " | " + deeds(d.NewDeeds)
}

// TestWhatDiffers: what is told of one kind of change each.
func TestWhatDiffers(t *testing.T) {
	const (
		noClosed = "PossibleNot: {Ticket: {State: [closed]}}"
		noOther  = "PossibleNot: {Ticket: {State: [other]}}"
		noNote   = "PossibleNot: {Action: [AgentTicketNote]}"
	)
	for _, c := range []struct {
		name, old, new string
		screen         string
		want           []string
	}{
		{"taken away", acls([3]string{"a", "", noNote}), acls([3]string{"a", "", noNote}, [3]string{"b", "", noClosed}), "AgentTicketPhone", []string{"State: closed, left before, gone now |  | b takes"}},
		{"given back", acls([3]string{"a", "", noClosed}), acls([3]string{"a", "", noClosed}, [3]string{"b", "", "PossibleAdd: {Ticket: {State: [closed]}}"}), "AgentTicketPhone",
			[]string{"State: closed, gone before, left now | a takes | b brings back"}},
		{"stop", acls([3]string{"a", "", noOther}, [3]string{"b", "", noClosed}), acls([3]string{"a!", "", noOther}, [3]string{"b", "", noClosed}), "AgentTicketPhone",
			[]string{"State: closed, gone before, left now | b takes | a stops"}},
		{"no match any more", acls([3]string{"a", "", noClosed}), acls([3]string{"a", "Properties: {User: {Role: [boss]}}", noClosed}), "AgentTicketPhone",
			[]string{"State: closed, gone before, left now | a takes | a does not match"}},
		{"order", acls([3]string{"a", "", noClosed}, [3]string{"b", "", "Possible: {Ticket: {State: [closed]}}"}),
			acls([3]string{"c", "", noClosed}, [3]string{"b", "", "Possible: {Ticket: {State: [closed]}}"}), "AgentTicketPhone",
			[]string{"State: closed, left before, gone now | b brings back | c takes"}},
		{"a call that dies", acls([3]string{"a", "", noClosed}), acls([3]string{"a", "Properties: {Ticket: {Queue: ['[RegExp](']}}", noClosed}), "AgentTicketPriority", nil},
		{"nothing", acls([3]string{"a", "Properties: {Ticket: {Queue: [Raw]}}", noClosed}), acls([3]string{"a", "Properties: {Ticket: {Queue: ['[Not]Desk']}}", noClosed}), "AgentTicketClose", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := systemOf(t, "otobo-11.0", smallWorld)
			old, now := s.side(set(t, c.old)), s.side(set(t, c.new))
			b, err := diff.Behave(t.Context(), diff.BehaviourOptions{Old: old, New: now, Screens: []string{c.screen}})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range b.Differences {
				if d.What == diff.InList {
					got = append(got, story(d))
				}
			}
			if c.name == "a call that dies" {
				if !slices.ContainsFunc(b.Differences, func(d *diff.Difference) bool { return d.What == diff.Dies && d.Is == diff.Gone && d.New[0].Name == "a" }) {
					t.Errorf("no call dies: %d differences", len(b.Differences))
				}
				return
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("differences (-want +got):\n%s", diff)
			}
			if !b.Complete {
				t.Errorf("not complete: %s", b.Incomplete)
			}
		})
	}
}

// TestExpected: the old set passes what a smallest scenario expects, and the new one fails
// it; with a stock inventory too, where what is offered is assumed.
func TestExpected(t *testing.T) {
	for _, c := range []struct{ name, inv, old, new string }{
		{"closed", smallWorld, acls([3]string{"a", "Properties: {Ticket: {Queue: [Raw]}}", "PossibleNot: {Ticket: {State: [closed]}, Action: [AgentTicketNote]}"}),
			acls([3]string{"a", "Properties: {Ticket: {Queue: [Desk]}}", "PossibleNot: {Ticket: {State: [closed]}, Action: [AgentTicketNote]}"})},
		{"stock", "", acls([3]string{"a", "Properties: {Ticket: {DynamicField_Color: [red]}}", "Possible: {Ticket: {DynamicField_Size: [s, m]}}"}),
			acls([3]string{"a", "Properties: {Ticket: {DynamicField_Color: [red]}}", "Possible: {Ticket: {DynamicField_Size: [s, l]}}"})},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := systemOf(t, "otobo-11.0", c.inv)
			sets := [2]*acl.Set{set(t, c.old), set(t, c.new)}
			b, err := diff.Behave(t.Context(), diff.BehaviourOptions{Old: s.side(sets[0]), New: s.side(sets[1]), Screens: []string{"AgentTicketZoom", "AgentTicketNote", "AgentTicketFreeText"}, Limit: 3000})
			if err != nil {
				t.Fatal(err)
			}
			if len(b.Differences) == 0 {
				t.Fatal("nothing differs")
			}
			for _, d := range b.Differences {
				if d.Scenario.Expect == nil {
					t.Errorf("%s: nothing is expected", d.Scenario.Name)
					continue
				}
				for i, want := range []suite.Outcome{suite.Passed, suite.Failed} {
					side := s.side(sets[i])
					got := (&suite.Bench{Engine: side.Engine, World: side.World, Inventory: s.inv, Names: []string{"a"}}).Run(d.Scenario)
					if got.Outcome != want {
						t.Errorf("%s, set %d: %v, want %v: %+v\n%s", d.Scenario.Name, i+1, got.Outcome, want, got.Failures, written(t, d.Scenario))
					}
				}
			}
		})
	}
}

// TestNothingTouched: where nothing can differ nothing is tried, and that is a proof.
func TestNothingTouched(t *testing.T) {
	s := systemOf(t, "otobo-11.0", "")
	side := s.side(set(t, acls([3]string{"a", "", "PossibleNot: {Ticket: {State: [open]}}"})))
	b, err := diff.Behave(t.Context(), diff.BehaviourOptions{Old: side, New: side, Touched: []*acl.ACL{}})
	if err != nil || b.Scenarios != 0 || !b.Complete || len(b.Differences) > 0 {
		t.Errorf("%v %+v", err, b)
	}
}

// TestUnknown: what nobody knows is a difference of its own kind, with the reason; where it is
// unknown on both sides it is counted.
func TestUnknown(t *testing.T) {
	s := systemOf(t, "otobo-11.0", "")
	given := &scenario.Scenario{Name: "g", Screen: "AgentTicketClose", Agent: &scenario.Person{Login: "x"}, Ticket: inventory.Attrs{"State": inventory.TextValue("open")}}
	in := func(queue string) *acl.Set {
		return set(t, acls([3]string{"a", "Properties: {Ticket: {Queue: [" + queue + "]}}", "PossibleNot: {Ticket: {State: [closed successful]}}"}))
	}
	all := set(t, acls([3]string{"a", "", "PossibleNot: {Ticket: {State: [closed successful]}}"}))
	b, err := diff.Behave(t.Context(), diff.BehaviourOptions{Old: s.side(all), New: s.side(in("Raw")), Scenarios: []*scenario.Scenario{given}})
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Differences) != 1 || !b.Differences[0].Maybe() || len(b.Differences[0].Why) == 0 || b.Differences[0].Found != given {
		t.Errorf("%+v", b.Differences)
	}
	b, err = diff.Behave(t.Context(), diff.BehaviourOptions{Old: s.side(in("Raw")), New: s.side(in("Junk")), Scenarios: []*scenario.Scenario{given}})
	if err != nil || len(b.Differences) != 0 || b.Undetermined != 1 || len(b.Unknown) == 0 {
		t.Errorf("%v %+v", err, b)
	}
}
