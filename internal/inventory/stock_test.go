package inventory

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/product"
)

func entityNames(t *Table) []string {
	var names []string
	for _, e := range t.Entities {
		names = append(names, e.Name)
	}
	return names
}

func TestStock(t *testing.T) {
	for _, target := range product.All() {
		inv := Stock(target)
		if inv.Product != target.ID {
			t.Errorf("%s: product is %q", target, inv.Product)
		}
		for _, c := range []struct {
			table *Table
			want  []string
		}{
			{&inv.Queues, []string{"Postmaster", "Raw", "Junk", "Misc"}},
			{&inv.States, []string{
				"new", "closed successful", "closed unsuccessful", "open", "removed", "pending reminder",
				"pending auto close+", "pending auto close-", "merged",
			}},
			{&inv.Priorities, []string{"1 very low", "2 low", "3 normal", "4 high", "5 very high"}},
			{&inv.Types, []string{"Unclassified"}},
			{&inv.Locks, []string{"unlock", "lock", "tmp_lock"}},
			{&inv.Services, nil},
			{&inv.SLAs, nil},
		} {
			if diff := cmp.Diff(c.want, entityNames(c.table)); diff != "" {
				t.Errorf("%s %s: %s", target, c.table.Kind, diff)
			}
			if c.table.Complete() != (c.table == &inv.Locks) {
				t.Errorf("%s: %s is listed in full: %t", target, c.table.Kind, c.table.Complete())
			}
		}
		if len(inv.Agents) != 1 || inv.Agents[0].ID != "1" || len(inv.Roles)+len(inv.Customers)+len(inv.CustomerUsers) != 0 {
			t.Errorf("%s: people are %v", target, inv.Agents)
		}
		if len(inv.AgentModules) == 0 || len(inv.CustomerModules) == 0 {
			t.Errorf("%s: no registered modules", target)
		}
	}
}

func TestStockByProduct(t *testing.T) {
	for id, want := range map[string]struct {
		root   string
		groups []string
	}{
		"otrs-6.0":    {"Admin OTRS", []string{"users", "admin", "stats"}},
		"otrs-ce-6.0": {"Admin OTRS", []string{"users", "admin", "stats"}},
		"znuny-6.5":   {"Admin OTRS", []string{"users", "admin", "stats"}},
		"znuny-7.0":   {"Admin OTRS", []string{"users", "admin", "stats", "timeaccounting_webservice"}},
		"otobo-11.0":  {"- -", []string{"users", "admin", "stats"}},
	} {
		target, err := product.Parse(id)
		if err != nil {
			t.Fatal(err)
		}
		inv := Stock(target)
		if got := inv.DisplayName(inv.Agents[0]).Text; got != want.root {
			t.Errorf("%s: UserID 1 is shown as %q, want %q", id, got, want.root)
		}
		if diff := cmp.Diff(want.groups, entityNames(&inv.Groups)); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
	}
}

func TestStockAttributes(t *testing.T) {
	inv := Stock(product.Default())
	raw := inv.Queues.ByName("Raw")
	for name, want := range map[string]Value{"QueueID": TextValue("2"), "GroupID": TextValue("1"), "ValidID": TextValue("1")} {
		if got := raw.Attr(name); !got.Equal(want) {
			t.Errorf("Raw: %s is %v", name, got)
		}
	}
	if got := raw.Attr("RealName"); got.Kind != Unknown {
		t.Errorf("an administrator sets RealName, and here it is %v", got)
	}
	if got := inv.States.ByName("pending auto close-").Attr("TypeName"); got.Text != "pending auto" {
		t.Errorf("TypeName is %v", got)
	}
	if inv.Queues.ByName("No such") != nil || inv.Queues.Complete() {
		t.Error("a queue that is not stock must be unknown, not missing")
	}
}

func TestOver(t *testing.T) {
	file, _ := Parse("i.yml", []byte("queues: [Sales]\nopen: [queues]\nsettings: {FirstnameLastnameOrder: 1}"))
	stock := Stock(product.Default())
	inv := file.Over(stock)
	if diff := cmp.Diff([]string{"Sales"}, entityNames(&inv.Queues)); diff != "" {
		t.Errorf("a kind that the file lists: %s", diff)
	}
	if len(inv.States.Entities) != 9 || !inv.Listed["states"] || !inv.Open["states"] || !inv.Open["queues"] {
		t.Error("a kind that the file does not list comes from below, open")
	}
	if inv.Settings["FirstnameLastnameOrder"].Text != "1" || inv.Settings["System::Permission"].Kind != List {
		t.Errorf("settings are %v", inv.Settings)
	}
	if len(file.States.Entities) != 0 || file.Listed["states"] || len(file.Settings) != 1 || stock.Settings["FirstnameLastnameOrder"].Text != "0" {
		t.Error("Over changed what it was given")
	}
	if inv.Product != "otobo-11.0" || len(inv.Agents) != 1 || len(inv.AgentModules) == 0 {
		t.Errorf("product %q, agents %v", inv.Product, inv.Agents)
	}
}

// TestOnlyStock: what somebody adds, takes out or lists in full makes an inventory tell something.
func TestOnlyStock(t *testing.T) {
	stock := Stock(product.Default())
	template, _ := Template(product.Default(), nil)
	for text, want := range map[string]bool{
		string(template):                  true,
		"":                                true,
		"queues: [Raw]\nopen: [queues]\n": true,
		"settings: {FirstnameLastnameOrder: 1}\n":                                true,
		"queues: [Raw]\n":                                                        false,
		"queues: [Raw, Sales]\nopen: [queues]\n":                                 false,
		"queues: [{Name: Junk, ValidID: 2}]\nopen: [queues]\n":                   false,
		"roles: [agent]\nopen: [roles]\n":                                        false,
		string(template) + "roles: [agent]\n":                                    false,
		"agents: [root@localhost]\nopen: [agents]\n":                             true,
		"agents: [root@localhost, jdoe]\nopen: [agents]\n":                       false,
		"dynamic_fields: [ProcessManagementProcessID]\nopen: [dynamic_fields]\n": true,
	} {
		inv, findings := Parse("i.yml", []byte(text))
		if len(findings) > 0 {
			t.Fatal(findings)
		}
		if got := inv.OnlyStock(stock); got != want {
			t.Errorf("%t of\n%s", got, text)
		}
	}
}
