package migrate_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/migrate"
)

// relation is a table of an attribute and what its values allow of another one.
func relation(w wild, name, first, second string, values, allowed []string) inventory.Relation {
	r := inventory.Relation{Filename: name + ".csv", Priority: fmt.Sprint(w.IntN(3)), Attribute1: first, Attribute2: second}
	for range 1 + w.IntN(6) {
		r.Data = append(r.Data, map[string]string{first: pick(w, values...), second: pick(w, allowed...)})
	}
	return r
}

// TestRelations: attribute relations act as ACLs did, between the others.
func TestRelations(t *testing.T) {
	sum := &tally{classes: map[migrate.ClassID]int{}, kinds: map[migrate.Kind]int{}}
	made := 0
	for seed := range uint64(max(sets()/2, 10)) {
		from, to := newSide(t, "znuny-7.0", "2", ""), newSide(t, "otobo-11.0", "2", "")
		w := wild{rand.New(rand.NewPCG(seed, 11)), from}
		all := []inventory.Relation{
			relation(w, "states", "Queue", "State", from.offers("Ticket.Queue"), from.offers("Ticket.State")),
			relation(w, "more", "Priority", "State", from.offers("Ticket.Priority"), from.offers("Ticket.State")),
			relation(w, "colors", "DynamicField_Tags", "DynamicField_Color", []string{"a", "b", "c"}, []string{"r", "g", "0", ""}),
			relation(w, "chained", "State", "Priority", from.offers("Ticket.State"), from.offers("Ticket.Priority")),
		}
		w.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
		from.inv.Relations = all[:1+w.IntN(3)]
		if w.chance(3) {
			from.inv.Settings["Core::TicketAttributeRelations::AlwaysPossibleNone"] = inventory.TextValue(pick(w, "0", "1"))
		}
		set := w.set()
		r, err := migrate.Migrate(set, migrate.Options{From: from.target, To: to.target, FromInventory: from.inv, ToInventory: to.inv})
		if err != nil {
			t.Fatal(err)
		}
		made += len(slices.DeleteFunc(r.Rewrites, func(x *migrate.Rewrite) bool { return x.Kind != "relation" }))
		sum.try(t, seed, from, to, set, nil)
	}
	sum.sets, sum.grown = 1, 0 // they become many, and how much differs is no matter
	sum.report(t)
	if made == 0 {
		t.Error("no relation became an ACL")
	}
}
