package inventory

import "testing"

// TestGroupsThatAreNotListed: what a grant gives in a group that the inventory
// does not list, or that is not in use.
func TestGroupsThatAreNotListed(t *testing.T) {
	const people = `
roles:
- {Name: reader, Group_ro: [nowhere, users, old]}
agents:
- {UserLogin: direct, Group_ro: [nowhere, users, old]}
- {UserLogin: all, Group_rw: [nowhere, users, old]}
- {UserLogin: reads, Role: [reader]}
customer_users:
- {UserLogin: kim, UserCustomerID: "", Group_ro: [nowhere, users, old]}
settings: {CustomerGroupSupport: 1}
`
	const groups = "groups: [users, stats, {Name: old, ValidID: 2}]\n"
	for _, c := range []struct{ name, groups, want string }{
		{"a list in full", groups, "users"},
		{"a list that is open", groups + "open: [groups]\n", "nowhere users"},
		{"no list", "", "nowhere old users"},
		{"an empty list in full", "groups: []\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			inv, findings := Parse("i.yml", []byte(c.groups+people))
			if len(findings) > 0 {
				t.Fatal(findings[0])
			}
			for _, login := range []string{"direct", "all", "reads"} {
				a := inv.AgentByLogin(login)
				if got := names(inv.AgentGroups(a, "ro")); got != c.want {
					t.Errorf("%s has %q, want %q", login, got, c.want)
				}
				if got := names(inv.AgentAttrs(a)["Group_ro"]); got != c.want {
					t.Errorf("attribute Group_ro of %s is %q, want %q", login, got, c.want)
				}
				if got := names(inv.AgentGroups(a, "note")); got != c.want && login == "all" || got != "" && login != "all" {
					t.Errorf("%s may note in %q", login, got)
				}
			}
			if got := names(inv.CustomerUserGroups(inv.CustomerUserByLogin("kim"), "ro")); got != c.want {
				t.Errorf("customer user kim has %q, want %q", got, c.want)
			}
		})
	}
}

// TestAgentsOfUnlistedGroups: whether the agents of a group are known for
// certain.
func TestAgentsOfUnlistedGroups(t *testing.T) {
	const agents = "agents: [{UserLogin: a, Group_rw: [g]}, {UserLogin: b, ValidID: 2, Group_rw: [g]}, {UserLogin: c, Group_rw: [h]}]\n"
	const groups = "groups: [{Name: g, ID: 1}, {Name: h, ID: 2}]\n"
	for _, c := range []struct {
		name, in, id string
		want         int
		known        bool
	}{
		{"a listed group", groups + agents, "1", 1, true},
		{"a listed group, its id with zeros", groups + agents, "01", 1, true},
		{"a group that a complete list lacks", groups + agents, "9", 0, true},
		{"a group that an open list lacks", groups + agents + "open: [groups]", "9", 0, false},
		{"a listed group, agents open", groups + agents + "open: [agents]", "1", 1, false},
		{"a listed group, no agents told", groups, "1", 0, false},
		{"no groups told", agents, "1", 0, false},
	} {
		inv, findings := Parse("i.yml", []byte(c.in))
		if len(findings) > 0 {
			t.Fatal(findings[0])
		}
		got, known := inv.AgentsWithPermission(c.id, "owner")
		if len(got) != c.want || known != c.known {
			t.Errorf("%s: %d agents, known %t, want %d, %t", c.name, len(got), known, c.want, c.known)
		}
	}
}
