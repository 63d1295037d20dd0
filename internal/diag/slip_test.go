package diag

import "testing"

func TestIsSlip(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Hardwrae", "Hardware", true},
		{"Hardware::Labtop", "Hardware::Laptop", true},
		{"Hardwar", "Hardware", true},
		{"Raww", "Raw", true},
		{"Rwa", "Raw", true},
		{"raw", "Raw", true},
		{"closed  successful", "closed successful", true},
		{"Büro ", "büro", true},
		{"Postmaster", "Postmaster", false},
		{"Row", "Raw", false},
		{"HR", "HW", false},
		{"Team A", "Team B", false},
		{"Support::DE", "Support::DK", false},
		{"Level 1", "Level 2", false},
		{"Level 1", "Level 11", false},
		{"3 normal", "5 normal", false},
		{"pending auto close+", "pending auto close-", false},
		{"Import", "Export", false},
		{"Sale", "Sales", true}, // whoever has both says so in the inventory
		{"open", "reopened", false},
		{"closed successful", "closed unsuccessful", false},
		{"1st Level", "2nd Level", false},
		{"", "a", false},
		{"- -", "-", false},
	} {
		if IsSlip(c.a, c.b) != c.want || IsSlip(c.b, c.a) != c.want {
			t.Errorf("%q and %q: %t and %t, want %t", c.a, c.b, IsSlip(c.a, c.b), IsSlip(c.b, c.a), c.want)
		}
	}
}
