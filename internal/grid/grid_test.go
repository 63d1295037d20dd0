package grid_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/grid"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/internal/suite"
	"github.com/ticketacl/ticketacl/simulate"
)

const testdata = "../../testdata"

// system is a set and what exists around it.
type system struct {
	set        *acl.Set
	target     *product.Target
	inv, stock *inventory.Inventory
}

// bench is the system with a set in force.
func (s *system) bench(set *acl.Set) *suite.Bench {
	e := simulate.Compile(set, s.target, simulate.Options{Inventory: s.inv})
	b := &suite.Bench{Engine: e, World: scenario.NewWorld(e, s.inv, s.stock), Inventory: s.inv}
	for _, a := range set.ACLs {
		b.Names = append(b.Names, a.Name)
	}
	return b
}

func (s *system) grid(t *testing.T, o grid.Options) *grid.Grid {
	t.Helper()
	b := s.bench(s.set)
	o.Engine, o.World = b.Engine, b.World
	g, err := grid.Make(o)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func load(t *testing.T, aclFile, invFile, target string) *system {
	t.Helper()
	read, err := convert.ReadAll(t.Context(), []string{filepath.Join(testdata, aclFile)}, convert.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := &system{set: read.Set}
	if invFile != "" {
		inv, findings, err := inventory.Load(filepath.Join(testdata, invFile))
		if err != nil || len(findings) > 0 {
			t.Fatal(err, findings)
		}
		s.inv = inv
		if target == "" {
			target = inv.Product
		}
	}
	if s.target, err = product.Parse(target); err != nil {
		t.Fatal(err)
	}
	s.stock = inventory.Stock(s.target)
	if s.inv == nil {
		s.inv = s.stock
	} else {
		s.inv = s.inv.Over(s.stock)
	}
	return s
}

// systems are sets of every kind with what exists around them.
func systems() [][3]string {
	return [][3]string{
		{"good/small.yml", "good/small.inventory.yml", ""},
		{"good/servicedesk.yml", "good/servicedesk.inventory.yml", ""},
		{"good/owners.yml", "good/owners.inventory.yml", ""},
		{"good/process.yml", "good/process.inventory.yml", ""},
		{"good/otrs33.pm", "good/otrs33.inventory.yml", ""},
		{"good/ce.pm", "", "otrs-ce-6.0"},
		{"good/documented.yml", "", "otobo-11.0"},
		{"good/documented_otrs6.pm", "", "otrs-6.0"},
		{"good/documented_otrs24.pm", "", "otrs-2.4"},
		{"suites/repairshop/acls.yml", "suites/repairshop/inventory.yml", ""},
		{"seeds/Export_ACL.yml", "seeds/inventory.yml", "otobo-11.0"},
	}
}

func TestGridSizes(t *testing.T) {
	if os.Getenv("GRID_SIZES") == "" {
		t.Skip("figures")
	}
	for _, c := range systems() {
		s := load(t, c[0], c[1], c[2])
		start := time.Now()
		g := s.grid(t, grid.Options{Limit: 1000})
		t.Logf("%-28s %4d scenarios %3d people %3d screens %4d tickets; alike %d silent %d left %d; %v; unmet %s", c[0], len(g.Scenarios), g.People, g.Screens, g.Tickets, g.Alike, g.Silent, g.Left, time.Since(start).Round(time.Millisecond), strings.Join(g.Unmet, ", "))
	}
}
