package migrate_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/migrate"
)

// oldSet is a Config.pm of many ACLs of the old style.
func oldSet(t testing.TB, n int) (*acl.Set, migrate.Options) {
	from, to := newSide(t, "otrs-3.3", "0", ""), newSide(t, "otobo-11.0", "1", "Process-0")
	w := wild{rand.New(rand.NewPCG(1, 2)), from}
	set := &acl.Set{}
	for i := range n {
		set.ACLs = append(set.ACLs, w.acl(fmt.Sprintf("%05d-ACL", i), from.asks()))
	}
	return set, migrate.Options{From: from.target, To: to.target, FromInventory: from.inv, ToInventory: to.inv}
}

func BenchmarkMigrate(b *testing.B) {
	for _, n := range []int{200, 1000} {
		set, o := oldSet(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := migrate.Migrate(set, o); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
