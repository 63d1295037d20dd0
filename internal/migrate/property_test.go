package migrate_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/migrate"
	"github.com/ticketacl/ticketacl/internal/reading"
	"github.com/ticketacl/ticketacl/simulate"
)

// pairs are the ways that must hold.
func pairs() [][2]string {
	return [][2]string{
		{"otrs-3.3", "otobo-11.0"}, {"otrs-3.0", "otrs-6.0"}, {"otrs-2.4", "znuny-7.0"},
		{"otrs-5.0.8", "znuny-7.0"}, {"znuny-7.0", "otobo-11.0"}, {"otobo-11.0", "znuny-7.0"},
	}
}

// sets is how many random sets are tried for each pair.
func sets() int {
	if n, err := strconv.Atoi(os.Getenv("TICKETACL_MIGRATE_SETS")); err == nil {
		return n
	}
	return 16
}

// TestBehaviourStays: whatever the engine of the source says of a random set, the
// other one says of what it became, unless a Need of a class that differs names one of
// the ACLs that are at work.
func TestBehaviourStays(t *testing.T) {
	for _, p := range pairs() {
		t.Run(p[0]+" to "+p[1], func(t *testing.T) {
			t.Parallel()
			sum := &tally{classes: map[migrate.ClassID]int{}, kinds: map[migrate.Kind]int{}}
			for seed := range uint64(sets()) {
				from, to := newSide(t, p[0], fmt.Sprint(seed%10), ""), newSide(t, p[1], fmt.Sprint(seed/10%10), "")
				if seed%3 > 0 {
					to = newSide(t, p[1], fmt.Sprint(seed/10%10), "Process-0")
				}
				w := wild{rand.New(rand.NewPCG(seed, 7)), from}
				sum.try(t, seed, from, to, w.set(), nil)
			}
			sum.report(t)
		})
	}
}

// TestNobodyTells: without inventories, and word by word, more differs, and all of it
// is named.
func TestNobodyTells(t *testing.T) {
	for name, change := range map[string]func(*migrate.Options){
		"no inventory":     func(o *migrate.Options) { o.FromInventory, o.ToInventory = nil, nil },
		"the old system's": func(o *migrate.Options) { o.ToInventory = nil },
		"word by word":     func(o *migrate.Options) { o.Literal = true },
	} {
		differ := 0
		for _, p := range pairs() {
			t.Run(name+", "+p[0]+" to "+p[1], func(t *testing.T) {
				sum := &tally{classes: map[migrate.ClassID]int{}, kinds: map[migrate.Kind]int{}}
				for seed := range uint64(max(sets()/8, 5)) {
					from, to := newSide(t, p[0], "0", ""), newSide(t, p[1], "0", "")
					w := wild{rand.New(rand.NewPCG(seed, 8)), from}
					sum.try(t, seed, from, to, w.set(), change)
				}
				sum.sets = min(sum.sets, 50) // how much differs is no matter
				sum.report(t)
				differ += sum.differ
			})
		}
		if name == "word by word" && differ < 200 {
			t.Errorf("word by word only %d calls differ: the random sets are too tame", differ)
		}
	}
}

// TestDownwards: older engines can say less. All that differs is named.
func TestDownwards(t *testing.T) {
	for _, p := range [][2]string{{"otrs-6.0", "otrs-3.3"}, {"otobo-11.0", "otrs-3.0"}, {"znuny-7.0", "otrs-5.0.8"}, {"otrs-3.3", "otrs-2.4"}} {
		t.Run(p[0]+" to "+p[1], func(t *testing.T) {
			sum := &tally{classes: map[migrate.ClassID]int{}, kinds: map[migrate.Kind]int{}}
			for seed := range uint64(max(sets()/4, 10)) {
				from, to := newSide(t, p[0], "2", ""), newSide(t, p[1], "2", "")
				w := wild{rand.New(rand.NewPCG(seed, 12)), from}
				sum.try(t, seed, from, to, w.set(), nil)
			}
			sum.sets = 1 // how much differs is no matter
			sum.report(t)
		})
	}
}

// tally counts over all sets of a pair.
type tally struct {
	sets, calls, differ, unnamed, undetermined, died, grown int
	classes                                                 map[migrate.ClassID]int
	kinds                                                   map[migrate.Kind]int
}

func (s *tally) report(t *testing.T) {
	t.Helper()
	t.Logf("%d sets, %d calls, %d differ (%.2f%%), %d of them unnamed, %d undetermined, %d died before, %d sets more than three times as long",
		s.sets, s.calls, s.differ, 100*float64(s.differ)/float64(max(s.calls, 1)), s.unnamed, s.undetermined, s.died, s.grown)
	for _, c := range slices.SortedFunc(maps.Keys(s.classes), func(a, b migrate.ClassID) int { return s.classes[b] - s.classes[a] }) {
		t.Logf("%6d %s", s.classes[c], c)
	}
	t.Log(s.kinds)
	switch {
	case s.unnamed > 0:
		t.Errorf("%d differences that nothing names", s.unnamed)
	case s.sets >= 100 && s.differ*100 > s.calls:
		t.Errorf("%d of %d calls differ", s.differ, s.calls)
	case s.grown*20 > s.sets:
		t.Errorf("%d of %d sets are more than three times as long", s.grown, s.sets)
	case s.undetermined*50 > s.calls:
		t.Errorf("%d of %d calls are undetermined: the world is not closed", s.undetermined, s.calls)
	}
}

func (s *tally) try(t *testing.T, seed uint64, from, to *side, set *acl.Set, change func(*migrate.Options)) {
	o := migrate.Options{From: from.target, To: to.target, FromInventory: from.inv, ToInventory: to.inv}
	if change != nil {
		change(&o)
	}
	r, err := migrate.Migrate(set, o)
	if err != nil {
		t.Fatal(err)
	}
	s.sets++
	if len(r.Set.ACLs) > 3*len(set.ACLs) {
		s.grown++
	}
	for _, x := range r.Rewrites {
		s.kinds[x.Kind]++
	}
	old := simulate.Compile(set, from.target, simulate.Options{Inventory: from.inv})
	now := simulate.Compile(r.Set, to.target, simulate.Options{Inventory: to.inv})
	oldSystem, newSystem := &simulate.System{Inventory: from.inv, Tickets: from.tickets()}, &simulate.System{Inventory: to.inv, Tickets: to.tickets()}
	for _, q := range both(from.asks(), to.asks()) {
		for _, m := range moments() {
			if q == "Action" && m.customer != "" && !(from.target.Switches.CustomerActionChecked && to.target.Switches.CustomerActionChecked) {
				continue // no screen of theirs asks
			}
			call, other := from.call(&m, q, oldSystem.Tickets), to.call(&m, q, newSystem.Tickets)
			if !from.target.Switches.Overlay { // what no screen passes decides nothing
				for _, name := range []string{"QueueID", "TypeID", "CustomerUserID"} {
					if !(m.customer != "" && name == "CustomerUserID") && !to.passes(m.action, q, name) {
						delete(call.Params, name)
						delete(other.Params, name)
					}
				}
			}
			before, after := old.Ask(call, oldSystem), now.Ask(other, newSystem)
			s.compare(t, seed, q, from, to, set, r, before, after, call, oldSystem.Tickets)
		}
	}
}

// compare counts one call.
func (s *tally) compare(t *testing.T, seed uint64, q string, from, to *side, set *acl.Set, r *migrate.Result, before, after *simulate.Answer, call *simulate.Call, tickets map[string]inventory.Attrs) {
	t.Helper()
	s.calls++
	switch {
	case before.Undetermined != nil && before.Undetermined.Data || after.Undetermined != nil && after.Undetermined.Data:
		s.undetermined++
		return
	case before.Died != nil:
		s.died++
		return
	case after.Died == nil && slices.Equal(leftIDs(before), leftIDs(after)):
		return
	}
	s.differ++
	class := named(r, []string{"", q, from.own(q), to.own(q)}, before, after, call, tickets[call.Params["TicketID"].Text])
	if s.classes[class]++; class == "" {
		s.unnamed++
	}
	if class == "" && s.unnamed <= 2 || class != "" && string(class) == os.Getenv("TICKETACL_MIGRATE_CLASS") && s.classes[class]%50 == 1 { // to look at some
		say := t.Logf
		if class == "" {
			say = t.Errorf
		}
		say("seed %d, %s, %v %v:\nbefore %q of %q by %q\nafter %q of %q by %q\n%s\n%s", seed, q, call.Params, call.DynamicField,
			leftNames(before), from.offers(q), names(before.Matched), leftNames(after), to.offers(q), names(after.Matched), dump(set), dump(r.Set))
	}
}

func leftIDs(a *simulate.Answer) []string {
	var out []string
	for _, c := range a.Left {
		out = append(out, c.ID)
	}
	return out
}

func leftNames(a *simulate.Answer) []string {
	var out []string
	if a.Died != nil {
		return []string{"died: " + a.Died.Message}
	}
	for _, c := range a.Left {
		out = append(out, c.Name)
	}
	return out
}

func names(acls []*acl.ACL) []string {
	var out []string
	for _, a := range acls {
		out = append(out, a.Name)
	}
	return out
}

// dump is a set as people read it.
func dump(set *acl.Set) string {
	var b strings.Builder
	for _, a := range set.Order() {
		fmt.Fprintf(&b, "  %s", a.Name)
		if a.Validity() != acl.Valid {
			fmt.Fprintf(&b, " (%s)", a.Validity())
		}
		for k := range acl.BlockName(acl.NumBlocks) {
			if v := a.Block(k); v.Kind != acl.Undef && a.Blocks[k] != nil {
				fmt.Fprintf(&b, " %s %s", k, text(v))
			}
		}
		if a.Stops() {
			b.WriteString(" stops")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func text(v *acl.Value) string {
	var parts []string
	switch v.Kind {
	case acl.List:
		for i := range v.Items() {
			parts = append(parts, text(&v.Items()[i]))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case acl.Hash:
		for _, e := range reading.Sorted(v) {
			parts = append(parts, e.Key+": "+text(&e.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case acl.Undef:
		return "~"
	}
	return "'" + v.Text + "'"
}
