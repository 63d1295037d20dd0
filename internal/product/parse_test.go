package product

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, id, family, version string }{
		{"otobo-11.0", "otobo-11.0", "otobo-11.0", "11.0.6"},
		{"otobo-10.1.4", "otobo-10.1.4", "otobo-10.1", "10.1.4"},
		{"otobo-10.1.11", "otobo-10.1.11", "otobo-10.1", "10.1.11"},
		{"znuny-6.4.3", "znuny-6.4.3", "znuny-6.4", "6.4.3"},
		{"otrs-6.0.19", "otrs-6.0.19", "otrs-6.0", "6.0.19"},
		{"otrs-ce-6.0", "otrs-ce-6.0", "otrs-ce-6.0", "6.0.41"},
		{"otrs-ce", "otrs-ce-6.0", "otrs-ce-6.0", "6.0.41"},
		{"otobo-10", "otobo-10.1", "otobo-10.1", "10.1.11"},
		{"otobo11", "otobo-11.0", "otobo-11.0", "11.0.6"},
		{"otobo11.0.3", "otobo-11.0.3", "otobo-11.0", "11.0.3"},
		{"otobo", "otobo-11.0", "otobo-11.0", "11.0.6"},
		{"znuny-7", "znuny-7.2", "znuny-7.2", "7.2.2"},
		{"znuny-6", "znuny-6.5", "znuny-6.5", "6.5.7"},
		{"OTOBO-11.0", "otobo-11.0", "otobo-11.0", "11.0.6"},
		{" otrs-6 ", "otrs-6.0", "otrs-6.0", "6.0.30"},
		{"otrs", "otrs-6.0", "otrs-6.0", "6.0.30"},
		{"otrs-7", "otrs-7.0", "otrs-7.0", "7.0.0"},
		{"otrs-4", "otrs-4.0", "otrs-4.0", "4.0.10"},
		{"otrs-3", "otrs-3.3", "otrs-3.3", "3.3.20"},
		{"otrs-3.1.4", "otrs-3.1.4", "otrs-3.1", "3.1.4"},
	} {
		got, err := Parse(c.name)
		if err != nil {
			t.Errorf("%q: %v", c.name, err)
			continue
		}
		if got.ID != c.id || got.Family != c.family || got.Version.String() != c.version {
			t.Errorf("%q is %s, %s, %s", c.name, got.ID, got.Family, got.Version)
		}
		if named := strings.Count(c.id, ".") == 2; got.Newest == named {
			t.Errorf("%q: newest is %t", c.name, got.Newest)
		}
	}
}

func TestParseUnknown(t *testing.T) {
	if _, err := Parse(""); err == nil || err.Error() != `unknown target ""; ticketacl targets lists what there is` {
		t.Error(err)
	}
	for name, nearest := range map[string]string{
		"otobo-12": "otobo-11.0", "otobo-11.1": "otobo-11.0", "otoba-11.0": "otobo-11.0", "zammad-6.0": "znuny-6.0",
		"11.0": "", "otobo-011": "otobo-1", "otobo-": "otobo-1", "otobo-11.0.": "otobo-11.0", "otobo-11.0.06": "otobo-11.0",
		"otobo-11.0.6.1": "otobo-11.0", "otobo-11.0.99999999999999999999": "", "otobo--11.0": "otobo-11.0", "znuny-7.0-beta1": "znuny-7",
	} {
		got, err := Parse(name)
		if err == nil {
			t.Errorf("%q is %s", name, got.ID)
			continue
		}
		if !strings.Contains(err.Error(), "did you mean "+nearest) {
			t.Errorf("%q: %v, want %s", name, err, nearest)
		}
	}
}

func TestAll(t *testing.T) {
	seen := map[string]bool{}
	for _, target := range All() {
		if seen[target.ID] {
			t.Errorf("%s twice", target.ID)
		}
		seen[target.ID] = true
		again := parsed(t, target.ID)
		if again.ID != target.ID || again.Switches != target.Switches || target.Newest != (strings.Count(target.ID, ".") < 2) {
			t.Errorf("%s parses as %s", target.ID, again.ID)
		}
	}
	for _, id := range []string{
		"otrs-2.0", "otrs-2.2", "otrs-2.3", "otrs-2.4", "otrs-3.0", "otrs-3.1.0", "otrs-3.1", "otrs-3.2", "otrs-3.3", "otrs-4.0", "otrs-5.0.8",
		"otrs-5.0", "otrs-7.0", "otrs-8.0", "otrs-6.0", "otrs-ce-6.0", "znuny-6.0", "znuny-6.1", "znuny-6.2", "znuny-6.3", "znuny-6.4", "znuny-6.5",
		"znuny-7.0", "znuny-7.1", "znuny-7.2", "otobo-10.0", "otobo-10.1", "otobo-11.0",
	} {
		if !seen[id] {
			t.Errorf("no %s", id)
		}
	}
	if Default().ID != "otobo-11.0" {
		t.Errorf("the default is %s", Default())
	}
}

func TestAssumed(t *testing.T) {
	for name, assumed := range map[string]bool{
		"otobo-11.0": false, "otobo-11.0.6": false, "otobo-11.0.7": true, "otrs-6.0": false, "znuny-7.0": false, "znuny-6.4": true, "otrs-7": true, "otrs-8.0.3": true, "otrs-2.0": false,
	} {
		if got := parsed(t, name).Assumed; (got != "") != assumed {
			t.Errorf("%s: assumed %q", name, got)
		}
	}
}
