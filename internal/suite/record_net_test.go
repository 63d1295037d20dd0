package suite_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/grid"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/samples"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/internal/suite"
)

// recorded makes a grid and writes down what it does today.
func recorded(t *testing.T, n *samples.System, o grid.Options) []*scenario.Scenario {
	t.Helper()
	b := n.Bench(n.Set)
	o.Engine, o.World = b.Engine, b.World
	g, err := grid.Make(o)
	if err != nil {
		t.Fatal(err)
	}
	r := suite.NewRecorder(b)
	for _, s := range g.Scenarios {
		if s.Expect, err = r.Record(s); err != nil {
			t.Fatal(err)
		}
		if changes, err := r.Compare(s); err != nil || len(changes) > 0 {
			t.Fatalf("%s: recorded, and at once another: %v %+v", s.Name, err, changes)
		}
	}
	return g.Scenarios
}

// notices reports whether some scenario does something else with another set.
func notices(t *testing.T, n *samples.System, scenarios []*scenario.Scenario, set *acl.Set) bool {
	t.Helper()
	r := suite.NewRecorder(n.Bench(set))
	for _, s := range scenarios {
		changes, err := r.Compare(s)
		if err != nil {
			t.Fatal(err)
		}
		if len(changes) > 0 {
			return true
		}
	}
	return false
}

// mutant is a set with one thing another, and a word for what it is.
type mutant struct {
	what string
	set  *acl.Set
}

// mutants are what can be done to a set: an ACL left out, an item left out, the
// names of two ACLs swapped.
func mutants(set *acl.Set, random *rand.Rand, n int) []mutant {
	live := slices.DeleteFunc(set.Order(), func(a *acl.ACL) bool { return a.Validity() != acl.Valid })
	var out []mutant
	with := func(what string, change map[*acl.ACL]*acl.ACL) {
		m := &acl.Set{Doubts: set.Doubts}
		for _, a := range set.ACLs {
			switch b, changed := change[a]; {
			case !changed:
				m.ACLs = append(m.ACLs, a)
			case b != nil:
				m.ACLs = append(m.ACLs, b)
			}
		}
		out = append(out, mutant{what, m})
	}
	for len(out) < n {
		a := live[random.IntN(len(live))]
		switch len(out) % 3 {
		case 0:
			with("drop "+a.Name, map[*acl.ACL]*acl.ACL{a: nil})
		case 1:
			c, what := withoutOne(a, random)
			if c == nil {
				c, what = a, "nothing"
			}
			with(what+" of "+a.Name, map[*acl.ACL]*acl.ACL{a: c})
		case 2:
			b := live[random.IntN(len(live))]
			x, y := *a, *b
			x.Name, y.Name = b.Name, a.Name
			with("swap "+a.Name+" and "+b.Name, map[*acl.ACL]*acl.ACL{a: &x, b: &y})
		}
	}
	return out
}

// withoutOne is an ACL without one of its items.
func withoutOne(a *acl.ACL, random *rand.Rand) (*acl.ACL, string) {
	var lists int
	var walk func(v *acl.Value, visit func(*acl.Value))
	walk = func(v *acl.Value, visit func(*acl.Value)) {
		switch v.Kind {
		case acl.List:
			if len(v.Items()) > 0 {
				visit(v)
			}
		case acl.Hash:
			entries := slices.Clone(v.Entries())
			for i := range entries {
				walk(&entries[i].Value, visit)
			}
			v.SetEntries(entries)
		}
	}
	c := *a
	each := func(visit func(*acl.Value)) {
		for b := range c.Blocks {
			if a.Blocks[b] == nil {
				continue
			}
			e := *a.Blocks[b]
			walk(&e.Value, visit)
			c.Blocks[b] = &e
		}
	}
	each(func(*acl.Value) { lists++ })
	if lists == 0 {
		return nil, ""
	}
	at, what := random.IntN(lists), ""
	each(func(v *acl.Value) {
		if at--; at == -1 {
			items := slices.Clone(v.Items())
			i := random.IntN(len(items))
			what = fmt.Sprintf("drop item %q", items[i].Text)
			v.SetItems(slices.Delete(items, i, i+1))
		}
	})
	return &c, what
}

// TestRecordedNet: of the changes to a set that any scenario of a larger grid
// notices, the recorded scenarios notice nine in ten.
func TestRecordedNet(t *testing.T) {
	count, limit, all := 9, 1500, os.Getenv("RECORD_NET") != ""
	if all {
		count, limit = 45, 4000
	}
	var noticed, noticeable int
	for i, c := range samples.All() {
		if !all && c.IsLarge() {
			continue
		}
		n := c.Load(t)
		small := recorded(t, n, grid.Options{Limit: 1000})
		var large []*scenario.Scenario
		here, there := 0, 0
		for _, m := range mutants(n.Set, rand.New(rand.NewPCG(uint64(i), 9)), count) {
			if notices(t, n, small, m.set) {
				here++
				there++
				continue
			}
			if large == nil {
				large = recorded(t, n, grid.Options{Limit: limit, Every: true})
			}
			if notices(t, n, large, m.set) {
				there++
				t.Logf("%s: not noticed: %s", c.ACLs, m.what)
			}
		}
		t.Logf("%s: %d scenarios notice %d of the %d changes that a larger grid (%d) notices", c.ACLs, len(small), here, there, len(large))
		noticed, noticeable = noticed+here, noticeable+there
	}
	if noticed*10 < noticeable*9 {
		t.Errorf("%d of %d changes noticed, want nine in ten", noticed, noticeable)
	}
}

// TestRecordedDoubt: what is certain is recorded, and what is not is allowed.
func TestRecordedDoubt(t *testing.T) {
	n := samples.Files{ACLs: "good/small.yml", Inventory: "good/small.inventory.yml"}.Load(t)
	r := suite.NewRecorder(n.Bench(n.Set))
	s := &scenario.Scenario{
		Screen: "AgentTicketNote", Agent: &scenario.Person{Login: "jdoe"},
		Ticket: inventory.Attrs{"Queue": inventory.TextValue("Billing")}, // and no state
	}
	e, err := r.Record(s)
	if err != nil {
		t.Fatal(err)
	}
	if e.Undetermined != scenario.DoubtAllowed {
		t.Error("it is not allowed to be undetermined")
	}
	if e.Matched == nil || slices.Contains(e.Matched.Has, "010-closed-is-closed") || !slices.Contains(e.Matched.Has, "210-billing-states") {
		t.Errorf("matched: %+v", e.Matched)
	}
	s.Expect = e
	if got := n.Bench(n.Set).Run(s); got.Outcome != suite.Passed {
		t.Errorf("%v: %+v", got.Outcome, got.Failures)
	}
	if changes, err := r.Compare(s); err != nil || len(changes) > 0 {
		t.Errorf("compared: %+v, %v", changes, err)
	}
}
