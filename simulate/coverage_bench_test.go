package simulate_test

import (
	"fmt"
	"testing"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// BenchmarkCoverage measures 10,000 scenarios of 10 calls over 1,000 ACLs, of which
// 2 % match ticket 1.
func BenchmarkCoverage(b *testing.B) {
	sys := stdSystem(b)
	base := stateCall(sys)
	queues := sys.Inventory.Queues.Entities
	for _, unknown := range []bool{false, true} {
		b.Run(fmt.Sprintf("unknown=%t", unknown), func(b *testing.B) {
			e := simulate.Compile(generated(20, 980), product.Default(), simulate.Options{})
			for b.Loop() {
				c := e.NewCoverage()
				for i := range 100_000 {
					call := *base
					call.Params = map[string]inventory.Value{
						"TicketID": inventory.TextValue("1"), "UserID": inventory.TextValue("2"),
						"QueueID": inventory.TextValue(queues[i%len(queues)].ID),
					}
					if unknown && i%10 == 0 {
						call.Params["ServiceID"] = inventory.UnknownValue("nobody says it")
					}
					c.Add(&call, sys)
				}
				c.ACLs()
			}
		})
	}
	b.Run("answers alone", func(b *testing.B) {
		e := simulate.Compile(generated(20, 980), product.Default(), simulate.Options{})
		for b.Loop() {
			for range 100_000 {
				e.Ask(base, sys)
			}
		}
	})
}
