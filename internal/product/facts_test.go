package product

import (
	"slices"
	"strings"
	"testing"
)

func TestFacts(t *testing.T) {
	for _, target := range All() {
		f := target.Facts()
		for _, modules := range [][]string{f.AgentModules, f.CustomerModules} {
			if len(modules) < 11 || !slices.IsSorted(modules) || len(slices.Compact(slices.Clone(modules))) != len(modules) {
				t.Errorf("%s: modules %v", target, modules)
			}
		}
		if f.Source == "" || f.ScreenPermission["AgentTicketNote"] != "note" {
			t.Errorf("%s: source %q, permission %q", target, f.Source, f.ScreenPermission["AgentTicketNote"])
		}
		if got := strings.Join(f.ScreenStateTypes["AgentTicketNote"], ","); got != "open,closed,pending reminder,pending auto" {
			t.Errorf("%s: state types %q", target, got)
		}
		if got := strings.Join(f.SystemPermissions, " "); got != "ro move_into create note owner priority rw" {
			t.Errorf("%s: permissions %q", target, got)
		}
		if got := strings.Join(f.CustomerPermissions, " "); got != "ro rw" {
			t.Errorf("%s: customer permissions %q", target, got)
		}
		for name, s := range f.Settings {
			if s.Text == "" && len(s.List) == 0 {
				t.Errorf("%s: setting %s is empty", target, name)
			}
		}
	}
}

func TestFactsAssumed(t *testing.T) {
	for name, want := range map[string]string{
		"otobo-11.0": "", "otrs-6.0": "", "znuny-7.0": "", "znuny-7.2": "znuny-7.0", "znuny-6.5.3": "otrs-6.0", "otrs-ce-6.0": "otrs-6.0",
	} {
		got := parsed(t, name).Facts().Assumed
		if (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s: assumed %q, want %s", name, got, want)
		}
	}
}

// TestModuleCounts holds the modules to the candidates measured in screens of
// OTOBO 11.0.
func TestModuleCounts(t *testing.T) {
	f := Default().Facts()
	for prefix, want := range map[string]int{"Agent": 71, "AgentTicket": 42} {
		got := 0
		for _, m := range f.AgentModules {
			if strings.HasPrefix(m, prefix) {
				got++
			}
		}
		if got != want {
			t.Errorf("%d modules begin with %s, measured %d", got, prefix, want)
		}
	}
	got := 0
	for _, m := range f.CustomerModules {
		if strings.HasPrefix(m, "Customer") {
			got++
		}
	}
	if got != 17 {
		t.Errorf("%d modules begin with Customer, measured 17", got)
	}
}

// TestFactsFile holds the embedded file to its own form.
func TestFactsFile(t *testing.T) {
	var last string
	columns := 0
	for line := range strings.Lines(factsFile) {
		field := strings.Fields(line)
		switch field[0] {
		case "#", "source":
			continue
		case "products":
			columns = len(field) - 1
			continue
		}
		if len(field) != 4 || len(field[0]) != columns || strings.Trim(field[0], "x.") != "" || !strings.Contains(field[0], "x") {
			t.Fatalf("malformed line %q", line)
		}
		key := strings.Join(field[1:], " ")
		if key <= last {
			t.Errorf("%q is not sorted, or there twice", key)
		}
		last = key
	}
}

func TestActions(t *testing.T) {
	for name, want := range map[string]int{
		"otrs-6.0": 35, "otrs-ce-6.0": 35, "znuny-7.0": 36, "otobo-10.0.10": 36, "otobo-10.0": 37, "otobo-10.1": 37, "otobo-11.0": 38,
	} {
		got := parsed(t, name).Actions()
		if len(got) != want || !slices.IsSorted(got) {
			t.Errorf("%s offers %d actions, want %d: %v", name, len(got), want, got)
		}
	}
}

func TestKeys(t *testing.T) {
	for name, want := range map[string]struct{ questions, last string }{
		"otrs-6.0":   {"Ticket Action Process ActivityDialog", "Responsible"},
		"znuny-7.2":  {"Ticket Action Process ActivityDialog", "NewResponsible"},
		"otobo-10.0": {"Ticket Action Process ActivityDialog Form", "Responsible"},
		"otobo-11.0": {"Ticket Action Process ActivityDialog Form FormStd", "Responsible"},
	} {
		k := parsed(t, name).Keys()
		for _, section := range []string{"Possible", "PossibleAdd", "PossibleNot"} {
			if got := strings.Join(k.Questions[section], " "); got != want.questions {
				t.Errorf("%s %s: %s", name, section, got)
			}
		}
		if n := len(k.TicketSubTypes); k.TicketSubTypes[n-2] != want.last || k.TicketSubTypes[n-1] != "DynamicField_" {
			t.Errorf("%s: sub-types %v", name, k.TicketSubTypes)
		}
		if slices.Contains(k.Areas["PropertiesDatabase"], "Frontend") || !slices.Contains(k.Areas["Properties"], "Frontend") {
			t.Errorf("%s: Frontend is offered in Properties only", name)
		}
		if len(k.Areas["Properties"]) != 14 {
			t.Errorf("%s: areas %v", name, k.Areas["Properties"])
		}
	}
	if got := strings.Join(parsed(t, "otobo-11.0").ReducibleFields(), " "); got != "Dropdown Multiselect WebService" {
		t.Errorf("reducible in OTOBO: %s", got)
	}
	if got := strings.Join(parsed(t, "znuny-7.2").ReducibleFields(), " "); got != "Dropdown Multiselect" {
		t.Errorf("reducible in Znuny: %s", got)
	}
}
