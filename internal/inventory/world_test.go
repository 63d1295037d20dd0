package inventory

import (
	"bufio"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// testWorld reads a recorded system of the tests.
func testWorld(t testing.TB, name string) (*Inventory, map[string]Attrs) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "worlds", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	inv, tickets, err := FromWorld(data)
	if err != nil {
		t.Fatal(err)
	}
	return inv, tickets
}

// TestFromWorldRecorded holds every entity that a real OTOBO 11.0 gathered for a
// recorded system to what the adapter makes of that system, attribute by
// attribute and in both directions.
func TestFromWorldRecorded(t *testing.T) {
	file, err := os.Open(filepath.Join("testdata", "recorded.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	seen := 0
	for lines.Scan() {
		var r struct {
			World, Section, ID string
			Attrs              fields
		}
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		inv, tickets := testWorld(t, r.World)
		got := section(inv, tickets, r.Section, r.ID)
		want := Attrs{}
		for name, raw := range r.Attrs {
			if want[name], err = jsonValue(raw); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(want)) {
			if !got[name].Equal(want[name]) {
				t.Errorf("%s %s %s: %s is %v, recorded %v", r.World, r.Section, r.ID, name, got[name], want[name])
			}
		}
		for _, name := range slices.Sorted(maps.Keys(got)) {
			if _, ok := want[name]; !ok && got[name].Defined() {
				t.Errorf("%s %s %s: %s is %v, recorded without it", r.World, r.Section, r.ID, name, got[name])
			}
		}
		seen++
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if seen < 60 {
		t.Errorf("only %d recorded entities", seen)
	}
}

// section is what the adapter says about an entity of an engine section.
func section(inv *Inventory, tickets map[string]Attrs, name, id string) Attrs {
	table := map[string]*Table{
		"Queue": &inv.Queues, "Service": &inv.Services, "SLA": &inv.SLAs,
		"Type": &inv.Types, "Priority": &inv.Priorities, "State": &inv.States,
	}[name]
	switch {
	case table != nil:
		if e := table.ByID(id); e != nil {
			return e.Attrs
		}
	case name == "Ticket":
		return tickets[id]
	case name == "CustomerUser":
		return inv.CustomerUserAttrs(id)
	case name == "User":
		if a := inv.AgentByID(id); a != nil {
			return inv.AgentAttrs(a)
		}
	}
	return nil
}
