// Package samples reads the sets of testdata with what exists around them, to try
// things on. Only tests import it.
package samples

import (
	"path/filepath"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/internal/suite"
	"github.com/ticketacl/ticketacl/simulate"
)

// Dir is testdata as a package below internal sees it.
const Dir = "../../testdata"

// Files are a set and an inventory below Dir. Without an inventory there is the stock
// installation; without a target that of the inventory counts, else the default.
type Files struct{ ACLs, Inventory, Target string }

// All are sets of every kind.
func All() []Files {
	return []Files{
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
		{"seeds/Export_ACL.yml", "seeds/inventory.yml", ""},
	}
}

// IsLarge reports whether what is done with the set takes long.
func (f Files) IsLarge() bool {
	return f.ACLs == "good/servicedesk.yml" || f.ACLs == "good/owners.yml"
}

// System is a set and what exists around it.
type System struct {
	Set        *acl.Set
	Target     *product.Target
	Inv, Stock *inventory.Inventory
}

// Load reads both files.
func (f Files) Load(t testing.TB) *System {
	t.Helper()
	read, err := convert.Read(t.Context(), filepath.Join(Dir, f.ACLs), convert.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, target := &System{Set: read.Set, Target: product.Default()}, f.Target
	if f.Inventory != "" {
		inv, findings, err := inventory.Load(filepath.Join(Dir, f.Inventory))
		if err != nil || len(findings) > 0 {
			t.Fatal(err, findings)
		}
		if s.Inv = inv; target == "" {
			target = inv.Product
		}
	}
	if target != "" {
		if s.Target, err = product.Parse(target); err != nil {
			t.Fatal(err)
		}
	}
	s.Stock = inventory.Stock(s.Target)
	if s.Inv == nil {
		s.Inv = s.Stock
	} else {
		s.Inv = s.Inv.Over(s.Stock)
	}
	return s
}

// Bench is the system with a set in force, its own or another.
func (s *System) Bench(set *acl.Set) *suite.Bench {
	e := simulate.Compile(set, s.Target, simulate.Options{Inventory: s.Inv})
	b := &suite.Bench{Engine: e, World: scenario.NewWorld(e, s.Inv, s.Stock), Inventory: s.Inv}
	for _, a := range set.ACLs {
		b.Names = append(b.Names, a.Name)
	}
	return b
}
