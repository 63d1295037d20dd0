package suite_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/grid"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/internal/suite"
	"github.com/ticketacl/ticketacl/simulate"
)

// net is a set with what exists around it.
type net struct {
	set        *acl.Set
	target     *product.Target
	inv, stock *inventory.Inventory
}

func readNet(t *testing.T, acls, inv, target string) *net {
	t.Helper()
	read, err := convert.ReadAll(t.Context(), []string{filepath.Join("../../testdata", acls)}, convert.Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := &net{set: read.Set}
	if inv != "" {
		given, findings, err := inventory.Load(filepath.Join("../../testdata", inv))
		if err != nil || len(findings) > 0 {
			t.Fatal(err, findings)
		}
		n.inv, target = given, given.Product
	}
	if n.target, err = product.Parse(target); err != nil {
		t.Fatal(err)
	}
	n.stock = inventory.Stock(n.target)
	if n.inv = n.stock; inv != "" {
		given, _, _ := inventory.Load(filepath.Join("../../testdata", inv))
		n.inv = given.Over(n.stock)
	}
	return n
}

func (n *net) bench(set *acl.Set) *suite.Bench {
	e := simulate.Compile(set, n.target, simulate.Options{Inventory: n.inv})
	b := &suite.Bench{Engine: e, World: scenario.NewWorld(e, n.inv, n.stock), Inventory: n.inv}
	for _, a := range set.ACLs {
		b.Names = append(b.Names, a.Name)
	}
	return b
}

// recorded makes a grid and writes down what it does today.
func (n *net) recorded(t *testing.T, o grid.Options) []*scenario.Scenario {
	t.Helper()
	b := n.bench(n.set)
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
func (n *net) notices(t *testing.T, scenarios []*scenario.Scenario, set *acl.Set) bool {
	t.Helper()
	r := suite.NewRecorder(n.bench(set))
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
	for i, c := range [][3]string{
		{"good/small.yml", "good/small.inventory.yml", ""},
		{"good/servicedesk.yml", "good/servicedesk.inventory.yml", ""},
		{"good/owners.yml", "good/owners.inventory.yml", ""},
		{"good/process.yml", "good/process.inventory.yml", ""},
		{"good/otrs33.pm", "good/otrs33.inventory.yml", ""},
		{"good/ce.pm", "", "otrs-ce-6.0"},
		{"good/documented.yml", "", "otobo-11.0"},
		{"suites/repairshop/acls.yml", "suites/repairshop/inventory.yml", ""},
	} {
		if !all && (c[0] == "good/servicedesk.yml" || c[0] == "good/owners.yml") {
			continue // large ones take their time
		}
		n := readNet(t, c[0], c[1], c[2])
		small := n.recorded(t, grid.Options{Limit: 1000})
		var large []*scenario.Scenario
		here, there := 0, 0
		for _, m := range mutants(n.set, rand.New(rand.NewPCG(uint64(i), 9)), count) {
			if n.notices(t, small, m.set) {
				here++
				there++
				continue
			}
			if large == nil {
				large = n.recorded(t, grid.Options{Limit: limit, Every: true})
			}
			if n.notices(t, large, m.set) {
				there++
				t.Logf("%s: not noticed: %s", c[0], m.what)
			}
		}
		t.Logf("%s: %d scenarios notice %d of the %d changes that a larger grid (%d) notices", c[0], len(small), here, there, len(large))
		noticed, noticeable = noticed+here, noticeable+there
	}
	if noticed*10 < noticeable*9 {
		t.Errorf("%d of %d changes noticed, want nine in ten", noticed, noticeable)
	}
}

// TestRecordedDoubt: what is certain is recorded, and what is not is allowed.
func TestRecordedDoubt(t *testing.T) {
	n := readNet(t, "good/small.yml", "good/small.inventory.yml", "")
	r := suite.NewRecorder(n.bench(n.set))
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
	if got := n.bench(n.set).Run(s); got.Outcome != suite.Passed {
		t.Errorf("%v: %+v", got.Outcome, got.Failures)
	}
	if changes, err := r.Compare(s); err != nil || len(changes) > 0 {
		t.Errorf("compared: %+v, %v", changes, err)
	}
}
