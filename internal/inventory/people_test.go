package inventory

import (
	"strings"
	"testing"
)

func TestDisplayName(t *testing.T) {
	for order, want := range map[string]string{
		"":  "Jane Doe",
		"0": "Jane Doe",
		"1": "Doe, Jane",
		"2": "Jane Doe (jdoe)",
		"3": "Doe, Jane (jdoe)",
		"4": "(jdoe) Jane Doe",
		"5": "(jdoe) Doe, Jane",
		"6": "Doe Jane",
		"7": "Doe Jane (jdoe)",
		"8": "(jdoe) Doe Jane",
		"9": "DoeJane",
	} {
		if got := DisplayName(order, "Jane", "Doe", "jdoe"); got != want {
			t.Errorf("order %q gives %q, want %q", order, got, want)
		}
	}
}

// names is a list as one string, or why it is unknown.
func names(v Value) string {
	if v.Kind == Unknown {
		return "unknown: " + v.Why
	}
	var s []string
	for _, e := range v.List {
		s = append(s, e.Text)
	}
	return strings.Join(s, " ")
}

func TestAgentGroups(t *testing.T) {
	const people = `
groups: [users, stats, {Name: old, ValidID: 2}]
roles:
- {Name: reader, Group_ro: [stats]}
- {Name: owner, Group_rw: [stats]}
- {Name: gone, ValidID: 3, Group_rw: [users]}
agents:
- {UserLogin: direct, Group_note: [users], Group_rw: [old]}
- {UserLogin: reads, Role: [reader]}
- {UserLogin: owns, Group_ro: [users], Role: [owner, gone]}
- {UserLogin: missing, Role: [nobody knows]}
- {UserLogin: invalid, ValidID: 2, Group_rw: [users], Role: [owner]}
- {UserLogin: none, Group_ro: []}
- silent
`
	for _, c := range []struct{ extra, login, permission, want string }{
		{"", "direct", "note", "users"},
		{"", "direct", "ro", ""},
		{"", "direct", "rw", ""}, // of an invalid group
		{"", "reads", "ro", "stats"},
		{"", "reads", "rw", ""},
		{"", "owns", "ro", "stats users"},
		{"", "owns", "move_into", "stats"},
		{"", "owns", "Role", "owner"},
		{"", "missing", "ro", ""},
		{"", "missing", "Role", ""},
		{"", "invalid", "rw", ""},
		{"", "invalid", "Role", ""},
		{"", "none", "ro", ""},
		{"", "silent", "ro", "unknown: the inventory does not say which groups silent has"},
		{"", "silent", "Role", "unknown: the inventory does not say which roles silent has"},
		{"open: [roles]", "missing", "ro", "unknown: the inventory does not say which groups the role nobody knows gives"},
		{"open: [roles]", "missing", "Role", "nobody knows"},
		{"open: [groups]", "direct", "rw", ""},
	} {
		inv, findings := Parse("i.yml", []byte(people+c.extra))
		if len(findings) > 0 {
			t.Fatal(findings[0])
		}
		a := inv.AgentByLogin(c.login)
		got := inv.AgentGroups(a, c.permission)
		if c.permission == "Role" {
			got = inv.AgentRoles(a)
		}
		if names(got) != c.want {
			t.Errorf("%s %s %s: %q, want %q", c.extra, c.login, c.permission, names(got), c.want)
		}
	}
}

func TestAgentGroupsOfUnlistedGroups(t *testing.T) {
	inv, _ := Parse("i.yml", []byte("agents: [{UserLogin: a, Group_rw: [b, a, b]}]"))
	if got := names(inv.AgentGroups(inv.AgentByLogin("a"), "ro")); got != "a b" {
		t.Errorf("got %q: an inventory without groups takes those granted as they are", got)
	}
}

func TestAgentsWithPermission(t *testing.T) {
	inv, _ := testWorld(t, "std")
	for _, c := range []struct{ group, permission, want string }{
		{"1", "rw", "root@localhost anna"},
		{"1", "ro", "root@localhost anna bert"},
		{"4", "note", "bert Carla.C"},
		{"4", "move_into", "anna Carla.C"},
		{"6", "ro", ""}, // invalid
		{"99", "ro", ""},
	} {
		agents, known := inv.AgentsWithPermission(c.group, c.permission)
		var logins []string
		for _, a := range agents {
			logins = append(logins, a.Name)
		}
		if got := strings.Join(logins, " "); got != c.want || !known {
			t.Errorf("group %s, %s: %q (known %t), want %q", c.group, c.permission, got, known, c.want)
		}
	}
	silent, _ := Parse("i.yml", []byte("groups: [{Name: g, ID: 1}]\nagents: [a, {UserLogin: b, Group_ro: [g]}]"))
	if agents, known := silent.AgentsWithPermission("1", "ro"); known || len(agents) != 1 {
		t.Errorf("agents whose groups nobody told count as known: %v", agents)
	}
}

func TestCustomerIDs(t *testing.T) {
	for _, c := range []struct{ entry, want string }{
		{"UserCustomerID: A", "A"},
		{"UserCustomerID: A, CustomerIDs: [C, B, A]", "A B C"},
		{"UserCustomerID: A, UserCustomerIDs: B;C", "B C A"},
		{`UserCustomerID: A, UserCustomerIDs: "B,C"`, "B C A"},
		{"UserCustomerID: A, UserCustomerIDs: B|A", "B A"},
		{"UserCustomerID: A, UserCustomerIDs: B", "B A"},
		{"CustomerIDs: []", ""},
	} {
		inv, findings := Parse("i.yml", []byte("customer_users: [{UserLogin: u, "+c.entry+"}]"))
		if len(findings) > 0 {
			t.Fatal(findings[0])
		}
		if got := strings.Join(inv.CustomerIDs(inv.CustomerUsers[0]), " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.entry, got, c.want)
		}
	}
}

func TestCustomerUserGroups(t *testing.T) {
	const base = `
groups: [users, info, vip, {Name: old, ValidID: 2}]
customers:
- {CustomerID: A, Same: {Group_ro: [vip]}, Other: {Group_rw: [info]}}
customer_users:
- {UserLogin: u, UserCustomerID: A, Group_rw: [old]}
- {UserLogin: w, UserCustomerID: "", Group_ro: [info]}
- silent
settings: `
	for _, c := range []struct{ settings, login, permission, want string }{
		{"{}", "u", "rw", "info users vip"},
		{"{}", "nobody", "ro", "info users vip"},
		{"{CustomerGroupSupport: 1}", "u", "ro", "users vip"},
		{"{CustomerGroupSupport: 1}", "u", "rw", "users"},
		{"{CustomerGroupSupport: 1}", "w", "ro", "info users"},
		{"{CustomerGroupSupport: 1}", "nobody", "ro", "users"},
		{"{CustomerGroupSupport: 1, CustomerGroupAlwaysGroups: []}", "w", "rw", ""},
		{"{CustomerGroupSupport: 1, CustomerGroupCompanyAlwaysGroups: [info]}", "u", "rw", "info users"},
		{"{CustomerGroupSupport: 1, CustomerGroupAlwaysGroups: [no such]}", "w", "rw", ""},
		{"{CustomerGroupSupport: 1}", "silent", "ro", "unknown: the inventory does not say which groups silent has"},
	} {
		inv, findings := Parse("i.yml", []byte(base+c.settings))
		if len(findings) > 0 {
			t.Fatal(findings[0])
		}
		if got := names(inv.CustomerUserGroups(inv.CustomerUserByLogin(c.login), c.permission)); got != c.want {
			t.Errorf("%s %s %s: %q, want %q", c.settings, c.login, c.permission, got, c.want)
		}
	}
}

func TestDeriveOnlyFromWhatIsTold(t *testing.T) {
	inv, _ := Parse("i.yml", []byte("customer_users: [{UserLogin: u, UserFirstname: U}]\nagents: [{UserLogin: a, UserLastname: A}]"))
	u, a := inv.CustomerUsers[0], inv.Agents[0]
	for name, v := range map[string]Value{
		"UserFullname": u.Attr("UserFullname"), "UserMailString": u.Attr("UserMailString"),
		"CustomerCompanyValidID": u.Attr("CustomerCompanyValidID"), "agent": inv.DisplayName(a),
	} {
		if v.Kind != Unknown {
			t.Errorf("%s is %v, from nothing", name, v)
		}
	}
}
