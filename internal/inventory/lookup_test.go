package inventory

import (
	"strings"
	"testing"
)

// parsed is an inventory from lines that have to be sound.
func parsed(t *testing.T, in string) *Inventory {
	t.Helper()
	inv, findings := Parse("i.yml", []byte(in))
	if len(findings) > 0 {
		t.Fatal(findings[0])
	}
	return inv
}

// TestIDs: ids are compared as numbers where they are numbers; what has no id
// is not found by one.
func TestIDs(t *testing.T) {
	inv := parsed(t, `
queues: [without, {Name: two, QueueID: 2}, {Name: ten, QueueID: 10}, {Name: seven, QueueID: 007}]
agents: [without, {UserLogin: two, UserID: 2}]
`)
	for id, want := range map[string][2]string{
		"2": {"two", "two"}, "002": {"two", "two"}, "10": {"ten", ""}, "7": {"seven", ""}, "007": {"seven", ""},
		"": {}, "0": {}, "1": {}, "20": {}, "x": {}, "two": {}, "without": {},
	} {
		var got [2]string
		if e := inv.Queues.ByID(id); e != nil {
			got[0] = e.Name
		}
		if a := inv.AgentByID(id); a != nil {
			got[1] = a.Name
		}
		if got != want {
			t.Errorf("%q finds queue and agent %q, want %q", id, got, want)
		}
	}
	named := &Table{Entities: []*Entity{{ID: "x", Name: "letter"}, {ID: "0x", Name: "zero and letter"}}}
	for id, want := range map[string]string{"x": "letter", "0x": "zero and letter"} {
		if e := named.ByID(id); e == nil || e.Name != want {
			t.Errorf("%q finds %v, want %s: words are compared as they are", id, e, want)
		}
	}
}

// TestCustomerLogins: case is of no importance, but the very login comes first.
func TestCustomerLogins(t *testing.T) {
	inv := parsed(t, "customer_users: [Kim, KIM, kim, lee]")
	for login, want := range map[string]string{"kim": "kim", "KIM": "KIM", "Kim": "Kim", "kIM": "Kim", "LEE": "lee", "le": ""} {
		got := ""
		if u := inv.CustomerUserByLogin(login); u != nil {
			got = u.Name
		}
		if got != want {
			t.Errorf("%s finds %q, want %q", login, got, want)
		}
	}
}

func TestPermissions(t *testing.T) {
	for _, c := range []struct{ settings, agents, customers string }{
		{"{}", "ro move_into create note owner priority rw", "ro rw"},
		{"{System::Permission: [ro, rw, close], System::Customer::Permission: [rw]}", "ro rw close", "rw"},
		{"{System::Permission: rw, System::Customer::Permission: ro}", "rw", "ro"},
		{"{System::Permission: [], System::Customer::Permission: []}", "", ""},
		{"{System::Permission: {a: rw}, System::Customer::Permission: {a: rw}}", "ro move_into create note owner priority rw", "ro rw"},
	} {
		inv := parsed(t, "settings: "+c.settings)
		if got := strings.Join(inv.Permissions(), " "); got != c.agents {
			t.Errorf("%s: permissions of agents %q, want %q", c.settings, got, c.agents)
		}
		if got := strings.Join(inv.CustomerPermissions(), " "); got != c.customers {
			t.Errorf("%s: permissions of customers %q, want %q", c.settings, got, c.customers)
		}
	}
}

// TestToldGroups: what is told of a person counts before what grants give, and
// asking changes nothing.
func TestToldGroups(t *testing.T) {
	inv := parsed(t, `
groups: [g, h]
roles: [{Name: boss, Group_rw: [h]}]
agents: [{UserLogin: a, Group_rw: [g], Role: [boss, boss]}]
customer_users: [{UserLogin: c, UserCustomerID: "", Group_rw: [g]}]
settings: {CustomerGroupSupport: 1, CustomerGroupAlwaysGroups: []}
`)
	a, c := inv.Agents[0], inv.CustomerUsers[0]
	if got := inv.AgentAttrs(a); names(got["Group_ro"]) != "g h" || names(got["Role"]) != "boss" {
		t.Errorf("by grants the agent has %q and %q", names(got["Group_ro"]), names(got["Role"]))
	}
	if _, changed := a.Attrs["Group_ro"]; changed {
		t.Error("asking for the attributes changed the agent")
	}
	if got := names(inv.CustomerUserAttrs("c")["Group_ro"]); got != "g" {
		t.Errorf("by grants the customer user has %q", got)
	}
	if _, changed := c.Attrs["Group_ro"]; changed {
		t.Error("asking for the attributes changed the customer user")
	}
	a.Attrs["Group_ro"], a.Attrs["Role"], c.Attrs["Group_ro"] = ListValue("told"), ListValue("chief"), ListValue("told")
	if got := inv.AgentAttrs(a); names(got["Group_ro"]) != "told" || names(got["Role"]) != "chief" || names(got["Group_rw"]) != "g h" {
		t.Errorf("the agent has %q, %q and %q", names(got["Group_ro"]), names(got["Role"]), names(got["Group_rw"]))
	}
	if got := inv.CustomerUserAttrs("c"); names(got["Group_ro"]) != "told" || names(got["Group_rw"]) != "g" {
		t.Errorf("the customer user has %q and %q", names(got["Group_ro"]), names(got["Group_rw"]))
	}
	if got := names(inv.AgentAttrs(&Agent{Entity: Entity{Name: "bare"}, GroupsKnown: true})["Group_rw"]); got != "" {
		t.Errorf("an agent without attributes has %q", got)
	}
}

func TestAgentDisplayName(t *testing.T) {
	for _, c := range []struct{ name, agent, want string }{
		{"first and last name", "UserFirstname: Jane, UserLastname: Doe", "Doe, Jane"},
		{"a full name", "UserFirstname: Jane, UserLastname: Doe, UserFullname: J. D.", "J. D."},
		{"a full name alone", "UserFullname: J. D.", "J. D."},
		{"no last name", "UserFirstname: Jane", "unknown"},
		{"no first name", "UserLastname: Doe", "unknown"},
		{"out of office", "UserFirstname: Jane, UserLastname: Doe, OutOfOfficeMessage: ' *** away *** '", "Doe, Jane *** away ***"},
		{"out of office, a full name", "UserFullname: J. D., OutOfOfficeMessage: '*** away ***'", "J. D. *** away ***"},
		{"not out of office", "UserFirstname: Jane, UserLastname: Doe, OutOfOfficeMessage: ''", "Doe, Jane"},
	} {
		inv := parsed(t, "agents: [{UserLogin: jdoe, "+c.agent+"}]\nsettings: {FirstnameLastnameOrder: 1}")
		v := inv.DisplayName(inv.Agents[0])
		got := v.Text
		if v.Kind == Unknown {
			got = "unknown"
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCompanyGroups(t *testing.T) {
	const base = `
groups: [users, info, vip, {Name: old, ValidID: 2}]
customers: [{CustomerID: A, Same: {Group_ro: [vip, old]}, Other: {Group_rw: [info]}}]
settings: {CustomerGroupCompanyAlwaysGroups: [users, no such], CustomerGroupSupport: `
	for _, c := range []struct {
		name, support, customer string
		other                   bool
		want                    string
	}{
		{"the same company", "1", "A", false, "users vip"},
		{"other companies", "1", "A", true, "info"},
		{"a company nobody knows", "1", "B", false, "users"},
		{"others than a company nobody knows", "1", "B", true, ""},
		{"switched off", "0", "A", false, "info users vip"},
		{"switched off, other companies", "0", "B", true, "info users vip"},
	} {
		got := parsed(t, base+c.support+"}").CompanyGroups(c.customer, "ro", c.other)
		var have []string
		for _, g := range []string{"info", "no such", "old", "users", "vip"} {
			if got[g] {
				have = append(have, g)
			}
		}
		if s := strings.Join(have, " "); s != c.want || len(got) != len(have) {
			t.Errorf("%s: %q, want %q (%v)", c.name, s, c.want, got)
		}
	}
}

// TestCustomersOfUnlistedGroups: without group support customers have all
// groups, which has to be a list in full.
func TestCustomersOfUnlistedGroups(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"groups: [g, users]", "g users"},
		{"groups: [g, users]\nopen: [groups]", "unknown: the inventory does not list all groups"},
		{"product: otobo-11.0", "unknown: the inventory does not list all groups"},
		{"groups: [g]\nopen: [groups]\nsettings: {CustomerGroupSupport: 1}", "users"},
		{"groups: [g]\nsettings: {CustomerGroupSupport: 1}", ""},
	} {
		if got := names(parsed(t, c.in).CustomerUserGroups(nil, "ro")); got != c.want {
			t.Errorf("%s: %q, want %q", c.in, got, c.want)
		}
	}
}

// TestCompanyOfCustomerUser: the company's fields are the user's too, but for
// its validity, which has a name of its own.
func TestCompanyOfCustomerUser(t *testing.T) {
	const users = `
customer_users:
- {UserLogin: u, ValidID: 1, UserCustomerID: A, UserFirstname: U, UserLastname: "", UserEmail: u@a.example}
- {UserLogin: lost, UserCustomerID: B, UserFirstname: L, UserLastname: M}
- silent
`
	const customers = "customers: [{CustomerID: A, CustomerCompanyName: Firm, ValidID: 2}]\n"
	for _, c := range []struct{ name, in, login, attr, want string }{
		{"a field of the company", customers, "u", "CustomerCompanyName", "Firm"},
		{"the company's validity", customers, "u", "CustomerCompanyValidID", "2"},
		{"the user's own validity", customers, "u", "ValidID", "1"},
		{"no blank at the end of a full name", customers, "u", "UserFullname", "U"},
		{"mail", customers, "u", "UserMailString", `"U" <u@a.example>`},
		{"mail of one whose address nobody told", customers, "lost", "UserMailString", "unknown"},
		{"validity of no company", customers, "lost", "CustomerCompanyValidID", "unset"},
		{"validity of no company, open list", customers + "open: [customers]\n", "lost", "CustomerCompanyValidID", "unknown"},
		{"validity of a company nobody told", customers, "silent", "CustomerCompanyValidID", "unknown"},
	} {
		v := parsed(t, c.in+users).CustomerUserByLogin(c.login).Attr(c.attr)
		got := v.Text
		switch v.Kind {
		case Unknown:
			got = "unknown"
		case Undef:
			got = "unset"
		}
		if got != c.want {
			t.Errorf("%s: %s of %s is %q, want %q", c.name, c.attr, c.login, got, c.want)
		}
	}
}

// TestSeparators: of several separators the semicolon counts, then the comma.
func TestSeparators(t *testing.T) {
	for list, want := range map[string]string{
		"B,C;D": "B,C D", "B|C;D": "B|C D", "B|C,D": "B|C D", "B;;C": "B C", "B;C;B": "B C", "": "",
	} {
		u := &CustomerUser{Entity: Entity{Attrs: Attrs{"UserCustomerIDs": TextValue(list)}}}
		if got := strings.Join((&Inventory{}).CustomerIDs(u), " "); got != want {
			t.Errorf("%q is %q, want %q", list, got, want)
		}
	}
}

// TestValid: what nobody told the validity of is in use.
func TestValid(t *testing.T) {
	for id, want := range map[string]bool{"": true, "1": true, "2": false, "3": false, "0": false} {
		if got := (&Entity{ValidID: id}).Valid(); got != want {
			t.Errorf("ValidID %q is in use: %t", id, got)
		}
	}
}
