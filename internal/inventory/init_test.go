package inventory

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
)

// TestTemplateOfEveryTarget: it can be read, says what the stock data does, and takes no
// kind for complete but locks.
func TestTemplateOfEveryTarget(t *testing.T) {
	for _, target := range product.All() {
		text, doubts := Template(target, nil)
		inv, findings := Parse("inventory.yml", text)
		if len(findings) > 0 || len(doubts) > 0 {
			t.Fatalf("%s: %v %v", target.ID, findings, doubts)
		}
		stock := Stock(target)
		for _, kind := range []string{"queues", "states", "groups", "priorities", "types", "locks"} {
			want, got := tableNamed(stock, kind), tableNamed(inv, kind)
			if diff := cmp.Diff(entityNames(want), entityNames(got)); diff != "" {
				t.Errorf("%s: %s: %s", target.ID, kind, diff)
			}
			if got.Complete() != (kind == "locks") {
				t.Errorf("%s: %s complete: %t", target.ID, kind, got.Complete())
			}
		}
		if inv.Product != target.ID || len(inv.Agents) != 1 || len(inv.DynamicFields) != len(stock.DynamicFields) || len(inv.Settings) > 0 {
			t.Errorf("%s: product %s, %d agents, settings %v", target.ID, inv.Product, len(inv.Agents), inv.Settings)
		}
	}
}

func tableNamed(inv *Inventory, kind string) *Table {
	return map[string]*Table{
		"queues": &inv.Queues, "states": &inv.States, "groups": &inv.Groups, "priorities": &inv.Priorities, "types": &inv.Types, "locks": &inv.Locks,
	}[kind]
}

// list is a list of an ACL.
func list(block, area, attr string, items ...string) [3]acl.Entry {
	var values []acl.Value
	for _, text := range items {
		values = append(values, acl.Value{Kind: acl.String, Text: text})
	}
	last := acl.Entry{Key: attr, Value: acl.NewList(values)}
	return [3]acl.Entry{{Key: block}, {Key: area}, last}
}

// setOf is a set with an ACL for each list.
func setOf(lists ...[3]acl.Entry) *acl.Set {
	set := &acl.Set{}
	for _, l := range lists {
		b, _ := acl.BlockNamed(l[0].Key)
		a := &acl.ACL{Name: "100", Form: acl.Deployed, File: "x.pm"}
		a.Blocks[b] = &acl.Entry{Key: l[0].Key, Value: acl.NewHash([]acl.Entry{{Key: l[1].Key, Value: acl.NewHash([]acl.Entry{l[2]})}})}
		set.ACLs = append(set.ACLs, a)
	}
	return set
}

// TestTemplateFrom: what the ACLs name is listed, nothing else, and what is plainly a slip
// is not.
func TestTemplateFrom(t *testing.T) {
	q := func(items ...string) [3]acl.Entry { return list("Properties", "Ticket", "Queue", items...) }
	for _, c := range []struct {
		name     string
		set      *acl.Set
		kind     string
		want     []string // beside the stock's
		doubts   string   // names that are left out, and those that are listed with a ? behind
		contains string   // in the text
	}{
		{"plain names, negations and patterns of nothing but names", setOf(q("HW", "[Not]SW", "[RegExp]^(Sales|Support)$", "[RegExp]^Lab", "[regexp]^x$", "^Odd.*", "", " y", "[Regexp]z")),
			"queues", []string{"HW", "SW", "Sales", "Support"}, "", ""},
		{"a parent is there with its child", setOf(q("A::B::C")), "queues", []string{"A", "A::B", "A::B::C"}, "", "- A  # above A::B::C"},
		{"the rarer is the slip", setOf(q("Hardware"), q("Hardware"), q("Hardwrae")), "queues", []string{"Hardware"}, "Hardwrae", "# - Hardwrae  # once"},
		{"what every system has is right", setOf(q("Postmatser"), q("Postmatser")), "queues", nil, "Postmatser", "# - Postmatser  # twice"},
		{"one of two is a slip", setOf(q("Hardware"), q("Hardwrae")), "queues", []string{"Hardware", "Hardwrae"}, "Hardwrae?", "nearly Hardware: is one of them a slip?"},
		{"its parent tells", setOf(q("Hardware::Laptop"), q("Hardwrae")), "queues", []string{"Hardware", "Hardware::Laptop"}, "Hardwrae", ""},
		{"colons are miscounted", setOf(q("Support::Linux"), q("Support::Linux"), q("Support::Linux"), q("Support:Linux")), "queues", []string{"Support", "Support::Linux"}, "Support:Linux",
			"# - 'Support:Linux'  # once (x.pm), and Support::Linux 3 times: a slip? If not, list it"},
		{"a name below a slip", setOf(q("Service Desk::First Level"), q("Service Desk::First Level"), q("Service Dsek::Second Level")), "queues",
			[]string{"Service Desk", "Service Desk::First Level"}, "Service Dsek::Second Level", "# - 'Service Dsek::Second Level'  # once (x.pm), below Service Dsek: a slip? If not, list it"},
		{"the name above a slip", setOf(q("Service Desk::First Level"), q("Service Desk::First Level"), q("Service Dsek::First Level")), "queues",
			[]string{"Service Desk", "Service Desk::First Level"}, "Service Dsek::First Level", "# - Service Dsek  #"},
		{"the names above a slip", setOf(q("Desk::Linux::Servers"), q("Desk::Linux::Servers"), q("Desk::Lniux::Servers"), q("Desk::Other")), "queues",
			[]string{"Desk", "Desk::Linux", "Desk::Linux::Servers", "Desk::Other"}, "Desk::Lniux::Servers", "# - 'Desk::Lniux'  #"},
		{"nobody knows which name above is right", setOf(q("Service Desk::First Level"), q("Service Dsek::Second Level")), "queues",
			[]string{"Service Desk", "Service Desk::First Level", "Service Dsek", "Service Dsek::Second Level"}, "Service Dsek?", "nearly Service Desk: is one of them a slip?"},
		{"another kind tells", setOf(q("Network"), q("Netwrok"), list("Properties", "User", "Role", "Network Team")), "queues", []string{"Network"}, "Netwrok", ""},
		{"two teams", setOf(q("Team A"), q("Team A"), q("Team A"), q("Team B"), q("Level 1", "Level 2")), "queues", []string{"Level 1", "Level 2", "Team A", "Team B"}, "", ""},
		{"states keep those of every system", setOf(list("Possible", "Ticket", "State", "open", "solved")), "states", []string{"solved"}, "", "- {ID: 4, Name: open, TypeID: 2, TypeName: open}"},
		{"fields and values", setOf(list("Possible", "Ticket", "DynamicField_Color", "r", "b", "")), "dynamic_fields", []string{"Color"}, "", "- {Name: Color, PossibleValues: [b, r]}  # once"},
		{"a value that is a slip", setOf(list("Possible", "Ticket", "DynamicField_Size", "large"), list("Properties", "DynamicField", "DynamicField_Size", "large"),
			list("Properties", "DynamicField", "DynamicField_Size", "lareg")), "dynamic_fields", []string{"Size"}, "lareg", "- {Name: Size, PossibleValues: [large]}"},
		{"display names are no logins", setOf(list("Possible", "Ticket", "Owner", "Jane Doe")), "agents", nil, "", "# The ACLs also have display names: Jane Doe"},
		{"logins", setOf(list("Properties", "User", "UserLogin", "jdoe")), "agents", []string{"jdoe"}, "", ""},
		{"a name that is hard to write", setOf(q("a: b, #1\n- c: d")), "queues", []string{"a: b, #1\n- c: d"}, "", ""},
		{"roles and groups", setOf(list("Properties", "User", "Role", "lead"), list("Properties", "CustomerUser", "Group_ro", "vip")), "groups", []string{"vip"}, "", "- lead  # once"},
	} {
		t.Run(c.name, func(t *testing.T) {
			target := product.Default()
			text, doubts := Template(target, c.set)
			inv, findings := Parse("inventory.yml", text)
			if len(findings) > 0 {
				t.Fatalf("%v\n%s", findings, text)
			}
			stock := map[string]bool{}
			for _, n := range stockEntries(Stock(target), c.kind) {
				k, _ := kindNamed(kinds(), c.kind)
				stock[nameIn(k, n)] = true
			}
			var got []string
			for _, name := range namesOf(inv, c.kind) {
				if !stock[name] {
					got = append(got, name)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s\n%s", diff, text)
			}
			if !inv.Open[c.kind] {
				t.Error("nobody knows whether that is all")
			}
			var doubted []string
			for _, d := range doubts {
				doubted = append(doubted, d.Name+map[bool]string{false: "?"}[d.LeftOut])
			}
			if got := strings.Join(doubted, " "); got != c.doubts || !strings.Contains(string(text), c.contains) {
				t.Errorf("doubts %q, want %q and %q\n%s", got, c.doubts, c.contains, text)
			}
		})
	}
}

func namesOf(inv *Inventory, kind string) []string {
	var out []string
	switch kind {
	case "agents":
		for _, a := range inv.Agents {
			out = append(out, a.Name)
		}
	case "dynamic_fields":
		for _, f := range inv.DynamicFields {
			out = append(out, f.Name)
		}
	default:
		out = entityNames(tableNamed(inv, kind))
	}
	return out
}

// TestSlipsAreFoundQuickly: many names, few pairs.
func TestSlipsAreFoundQuickly(t *testing.T) {
	var all []string
	for i := range 20_000 {
		all = append(all, "Customer "+strings.Repeat(string(rune('a'+i%26)), 3)+" "+strings.Repeat("x", i%7)+string(rune('A'+i%25))+string(rune('a'+i/800)))
	}
	all = append(all, "Hardware", "Hardwrae")
	for _, p := range slips(all) {
		if p == [2]string{"Hardware", "Hardwrae"} {
			return
		}
	}
	t.Error("not found")
}
