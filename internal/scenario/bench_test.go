package scenario_test

import (
	"context"
	"fmt"
	"strconv"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// measured are the first n ACLs of a measured export.
func measured(tb testing.TB, n int) *convert.Set {
	tb.Helper()
	read, err := convert.Read(context.Background(), "../../testdata/speed/export1000.yml.gz", convert.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	read.Set.ACLs = read.Set.ACLs[:n]
	return read.Set
}

// largeWorld is the world of these, with an inventory of its own or without one.
func largeWorld(tb testing.TB, n int, described bool) *scenario.World {
	tb.Helper()
	target := product.Default()
	stock := inventory.Stock(target)
	inv := stock
	if described {
		own, _, err := inventory.Load("../../testdata/good/servicedesk.inventory.yml")
		if err != nil {
			tb.Fatal(err)
		}
		inv = own.Over(stock)
	}
	return scenario.NewWorld(simulate.Compile(measured(tb, n), target, simulate.Options{Inventory: inv}), inv, stock)
}

// usual is the nth of the scenarios that speed is measured with, no two of them
// alike: people in front of the screens that are used most, at all moments.
func usual(n int) *scenario.Scenario {
	text := inventory.TextValue
	pick := func(of ...string) string { return of[n/len(of)%len(of)] }
	s := &scenario.Scenario{
		Agent: &scenario.Person{Login: pick("jdoe", "netops", "hrdesk", "mmuster", "trainee", "appops", "rroe")},
		Ticket: inventory.Attrs{
			"TicketID": text(strconv.Itoa(n + 1)), "Title": text(fmt.Sprintf("Ticket %d", n)),
			"Queue": text(pick("Raw", "Misc", "Junk", "Postmaster")), "State": text(pick("new", "open", "pending reminder")),
			"Priority": text(pick("1 very low", "3 normal", "5 very high")), "Owner": text("root@localhost"), "Lock": text("unlock"),
			"DynamicField_Category": text(pick("hw", "sw")),
		},
	}
	change := func(screen string, moment scenario.Moment, form inventory.Attrs) {
		s.Screen, s.Moment, s.Form = screen, moment, form
	}
	switch n % 10 {
	case 0, 5:
		s.Screen = "AgentTicketZoom"
	case 1:
		s.Screen = "AgentTicketClose"
	case 2:
		s.Screen = "AgentTicketNote"
	case 3:
		s.Screen = "AgentTicketPriority"
	case 4:
		s.Screen, s.Ticket = "AgentTicketPhone", nil
	case 6:
		change("AgentTicketPriority", scenario.Change, inventory.Attrs{"Priority": text(pick("2 low", "4 high"))})
	case 7:
		change("AgentTicketClose", scenario.Save, inventory.Attrs{"State": text("closed successful")})
	case 8:
		change("AgentTicketPhone", scenario.Change, inventory.Attrs{"Queue": text(pick("Raw", "Misc", "Junk"))})
		s.Ticket = nil
	case 9:
		change("AgentTicketNote", scenario.Save, inventory.Attrs{"DynamicField_Category": text("sw")})
	}
	return s
}

// BenchmarkCalls measures whole scenarios, every question answered.
func BenchmarkCalls(b *testing.B) {
	for _, n := range []int{100, 1000} {
		for _, described := range []bool{true, false} {
			b.Run(fmt.Sprintf("acls=%d/inventory=%t", n, described), func(b *testing.B) {
				w := largeWorld(b, n, described)
				calls := 0
				b.ReportAllocs()
				b.ResetTimer()
				for i := range b.N {
					plan, err := scenario.Calls(usual(i), w)
					if err != nil {
						b.Fatal(err)
					}
					calls += len(plan.Asked)
				}
				b.ReportMetric(float64(calls)/float64(b.N), "calls")
			})
		}
	}
}
