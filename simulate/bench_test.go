package simulate_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// stdSystem is the system of the measured cases.
func stdSystem(tb testing.TB) *simulate.System {
	tb.Helper()
	data, err := os.ReadFile("../testdata/golden/worlds/std.json")
	if err != nil {
		tb.Fatal(err)
	}
	inv, tickets, err := inventory.FromWorld(data)
	if err != nil {
		tb.Fatal(err)
	}
	return &simulate.System{Inventory: inv, Tickets: tickets}
}

// stateCall is the call that the original's speed was measured with.
func stateCall(sys *simulate.System) *simulate.Call {
	c := &simulate.Call{
		ReturnType: "Ticket", ReturnSubType: "State",
		Params: map[string]inventory.Value{
			"TicketID": inventory.TextValue("1"), "UserID": inventory.TextValue("2"),
			"Action": inventory.TextValue("AgentTicketZoom"),
		},
	}
	for _, s := range sys.Inventory.States.Entities {
		c.Data = append(c.Data, simulate.Candidate{ID: s.ID, Name: s.Name})
	}
	return c
}

// hash and list build values for tests.
func hash(kv ...any) acl.Value {
	v := acl.Value{Kind: acl.Hash}
	for i := 0; i < len(kv); i += 2 {
		v.SetEntries(append(v.Entries(), acl.Entry{Key: kv[i].(string), Value: kv[i+1].(acl.Value)}))
	}
	return v
}

func list(items ...string) acl.Value {
	v := acl.Value{Kind: acl.List}
	for _, s := range items {
		v.SetItems(append(v.Items(), acl.Value{Kind: acl.String, Text: s}))
	}
	return v
}

// deployed builds an ACL as the engine gets it: blocks by name.
func deployed(name string, blocks ...any) *acl.ACL {
	return acl.NewDeployed(name, hash(blocks...))
}

// generated is a set of realistic shape: two or three conditions and one
// change each. matching of them apply to ticket 1 of the measured system, the
// others do not.
func generated(matching, others int) *acl.Set {
	set := &acl.Set{}
	queues := []string{"Postmaster", "Junk", "Misc", "Alert", "HW", "SW"}
	n := matching + others
	every := n + 1
	if matching > 0 {
		every = n / matching
	}
	for i := range n {
		ticket := hash("Queue", list("Raw", fmt.Sprintf("Nope%d", i)))
		if i%every != 0 || i/every >= matching {
			q := queues[i%len(queues)]
			switch i % 3 {
			case 0:
				ticket = hash("Queue", list(q, fmt.Sprintf("Nope%d", i)), "State", list("open"))
			case 1:
				ticket = hash("Queue", list(q))
			case 2:
				ticket = hash("Queue", list("Raw"), "State", list("merged", "open"))
			}
		}
		properties := []any{"Ticket", ticket}
		switch i % 4 {
		case 1:
			properties = append(properties, "Priority", hash("Name", list("5 very high")))
		case 2:
			properties = append(properties, "Service", hash("Name", list("[regexp]^hardware")))
		case 3:
			properties = append(properties, "User", hash("Group_rw", list("users", fmt.Sprintf("group%d", i))))
		}
		change := []any{"PossibleNot", hash("Ticket", hash("State", list("[RegExp]^closed")))}
		switch i % 3 {
		case 1:
			change = []any{"Possible", hash("Ticket", hash("State", list("new", "open", "pending reminder")))}
		case 2:
			change = []any{"PossibleNot", hash("Action", list("AgentTicketClose"))}
		}
		set.ACLs = append(set.ACLs, deployed(fmt.Sprintf("%06d-acl", i), append([]any{"Properties", hash(properties...)}, change...)...))
	}
	return set
}

// BenchmarkCall measures one engine call, gathering left out, on sets of which
// 2 % match.
func BenchmarkCall(b *testing.B) {
	sys := stdSystem(b)
	call := stateCall(sys)
	for _, n := range []int{10, 100, 1000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("acls=%d", n), func(b *testing.B) {
			benchmarkCall(b, generated(max(1, n/50), n-max(1, n/50)), call, sys)
		})
	}
}

// BenchmarkCallFixedMatches adds only ACLs that do not match: 20 match in each set.
func BenchmarkCallFixedMatches(b *testing.B) {
	sys := stdSystem(b)
	call := stateCall(sys)
	for _, n := range []int{1000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("others=%d", n), func(b *testing.B) {
			benchmarkCall(b, generated(20, n), call, sys)
		})
	}
}

func benchmarkCall(b *testing.B, set *acl.Set, call *simulate.Call, sys *simulate.System) {
	facts := simulate.Compile(set, product.Default(), simulate.Options{}).Gather(call, sys)
	b.ReportAllocs()
	var a *simulate.Answer
	for b.Loop() {
		a = facts.Answer(nil)
	}
	b.ReportMetric(float64(len(a.Matched)), "matched")
}

// BenchmarkGather measures what happens before the call.
func BenchmarkGather(b *testing.B) {
	sys := stdSystem(b)
	call := stateCall(sys)
	for _, n := range []int{1000, 100_000} {
		b.Run(fmt.Sprintf("acls=%d", n), func(b *testing.B) {
			e := simulate.Compile(generated(n/50, n-n/50), product.Default(), simulate.Options{})
			b.ReportAllocs()
			for b.Loop() {
				e.Gather(call, sys)
			}
		})
	}
}

// BenchmarkCompile measures what is done once per set.
func BenchmarkCompile(b *testing.B) {
	for _, n := range []int{1000, 100_000} {
		b.Run(fmt.Sprintf("acls=%d", n), func(b *testing.B) {
			set := generated(n/50, n-n/50)
			for b.Loop() {
				simulate.Compile(set, product.Default(), simulate.Options{})
			}
		})
	}
}
