package migrate_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/migrate"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// sideOf is a set as a product plays it; nil: what a fresh installation has.
func sideOf(set *acl.Set, t *product.Target, given *inventory.Inventory) diff.Side {
	stock := inventory.Stock(t)
	inv := stock
	if given != nil {
		inv = given.Over(stock)
	}
	e := simulate.Compile(set, t, simulate.Options{Inventory: inv, Ways: 256})
	return diff.Side{Engine: e, World: scenario.NewWorld(e, inv, stock)}
}

func prove(t testing.TB, set *acl.Set, r *migrate.Result, o migrate.Options, limit int) *migrate.Proof {
	t.Helper()
	p, err := migrate.Prove(t.Context(), r, migrate.ProofOptions{Options: o, Old: sideOf(set, o.From, o.FromInventory), New: sideOf(r.Set, o.To, o.ToInventory), Limit: limit})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func differing(p *migrate.Proof) []migrate.ClassID {
	out := []migrate.ClassID{}
	for _, c := range p.Classes {
		out = append(out, c.ID)
	}
	return out
}

// TestProveSeeds: on the scenarios of the grid nothing differs but what a form passes as
// new, which one of the engines sees.
func TestProveSeeds(t *testing.T) {
	for _, c := range []struct {
		seed, from, to string
		classes        []migrate.ClassID
	}{
		{"003.pm", "otrs-2.4", "otobo-11.0", []migrate.ClassID{}},
		{"002-mended.pm", "otrs-5.0", "znuny-7.0", []migrate.ClassID{migrate.NewParameters}},
		{"002-mended.pm", "otrs-5.0", "otobo-11.0", []migrate.ClassID{migrate.NewParameters}},
	} {
		t.Run(c.seed+" to "+c.to, func(t *testing.T) {
			t.Parallel()
			set := readSeed(t, c.seed)
			o := migrate.Options{From: parse(t, c.from), To: parse(t, c.to)}
			r, err := migrate.Migrate(set, o)
			if err != nil {
				t.Fatal(err)
			}
			p := prove(t, set, r, o, 400)
			if p.Scenarios < 400 || p.Calls < p.Scenarios {
				t.Errorf("only %d scenarios with %d calls", p.Scenarios, p.Calls)
			}
			if got := differing(p); !slices.Equal(got, c.classes) || len(p.Unnamed)+len(p.Doubtful) > 0 {
				t.Errorf("%v differ, want %v; %d unnamed, %d doubtful", got, c.classes, len(p.Unnamed), len(p.Doubtful))
			}
			for _, x := range p.Classes {
				if x.Scenarios == 0 || x.Scenarios > p.Differing || x.Smallest == nil {
					t.Errorf("%s: %d scenarios of %d, smallest %v", x.ID, x.Scenarios, p.Differing, x.Smallest)
				}
			}
		})
	}
}

// TestProveTells: what is broken on purpose differs, and no class names it.
func TestProveTells(t *testing.T) {
	set := readSeed(t, "003.pm")
	o := migrate.Options{From: parse(t, "otrs-2.4"), To: parse(t, "otobo-11.0")}
	r, err := migrate.Migrate(set, o)
	if err != nil {
		t.Fatal(err)
	}
	r.Set.ACLs = slices.DeleteFunc(slices.Clone(r.Set.ACLs), func(a *acl.ACL) bool { return a.Name == "ACL-Name-5" })
	p := prove(t, set, r, o, 150)
	if len(p.Unnamed) == 0 || p.UnnamedIn() == 0 {
		t.Errorf("an ACL is missing, and %d of %d scenarios differ", p.Differing, p.Scenarios)
	}
	for _, d := range p.Unnamed {
		if d.Scenario == nil || len(d.Old) == 0 {
			t.Errorf("%s %s: no scenario, or nobody responsible", d.Question, d.Value)
		}
	}
}

// TestProveRandom: on random sets in a closed world, whatever a scenario shows to differ
// has a class, few scenarios differ, and few sets grow to more than three times as many
// ACLs.
func TestProveRandom(t *testing.T) {
	for _, pair := range pairs() {
		t.Run(pair[0]+" to "+pair[1], func(t *testing.T) {
			t.Parallel()
			sum := &proved{classes: map[migrate.ClassID]int{}}
			for seed := range uint64(max(sets()/8, 2)) {
				from, to := newSide(t, pair[0], "0", ""), newSide(t, pair[1], fmt.Sprint(seed%10), "Process-0")
				set := wild{rand.New(rand.NewPCG(seed, 21)), from}.set()
				o := migrate.Options{From: from.target, To: to.target, FromInventory: from.inv, ToInventory: to.inv}
				r, err := migrate.Migrate(set, o)
				if err != nil {
					t.Fatal(err)
				}
				sum.add(t, seed, set, r, prove(t, set, r, o, 150))
			}
			sum.report(t)
		})
	}
}

// proved counts over all sets of a pair.
type proved struct {
	sets, grown, scenarios, differ int
	classes                        map[migrate.ClassID]int
}

func (s *proved) add(t *testing.T, seed uint64, set *acl.Set, r *migrate.Result, p *migrate.Proof) {
	t.Helper()
	s.sets, s.scenarios, s.differ = s.sets+1, s.scenarios+p.Scenarios, s.differ+p.Differing
	if len(r.Set.ACLs) > 3*len(set.ACLs) {
		s.grown++
	}
	for _, c := range p.Classes {
		s.classes[c.ID] += c.Scenarios
	}
	for i, d := range p.Unnamed {
		if i > 2 {
			break
		}
		was, is := names(d.Old), names(d.New)
		t.Errorf("seed %d: %s %q, %s before, %s now, by %q and %q, through %q: %s of %d\n%s\n%s", seed, d.Question, d.Value, d.Was, d.Is, was, is, d.Through, d.Scenario.Name, d.Count, dump(set), dump(r.Set))
	}
	// A class that differs is one that the report has beforehand.
	for _, c := range p.Classes {
		if !slices.ContainsFunc(r.Needs, func(n *migrate.Need) bool { return n.Class == c.ID && !n.Off }) {
			t.Errorf("seed %d: %s differs, of which the report has nothing", seed, c.ID)
		}
	}
}

// report fails where more differs than may. What differs comes in lumps, of a few sets
// each, so that a handful of sets says nothing of how much.
func (s *proved) report(t *testing.T) {
	t.Helper()
	percent := 100 * float64(s.differ) / float64(max(s.scenarios, 1))
	t.Logf("%d sets, %d of %d scenarios differ (%.2f %%): %v; %d sets more than three times as long", s.sets, s.differ, s.scenarios, percent, s.classes, s.grown)
	most := 2.5
	if s.sets >= 100 {
		most = 1
	}
	if s.sets >= 20 && percent > most {
		t.Errorf("%.2f %% of the scenarios differ, more than %v %%", percent, most)
	}
	if s.grown*20 > s.sets {
		t.Errorf("%d of %d sets are more than three times as long", s.grown, s.sets)
	}
}
