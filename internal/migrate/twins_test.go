package migrate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/migrate"
)

// TestTwins: where two agents have one name, a list that names it, or the login of one of
// them, is told as ambiguous, and whatever differs for that has the class.
func TestTwins(t *testing.T) {
	const system = `
settings: {FirstnameLastnameOrder: 0}
groups: [{ID: 1, Name: users}]
queues: [{QueueID: 2, Name: Raw, GroupID: 1}]
states: [{ID: 1, Name: new, TypeID: 1, TypeName: new}, {ID: 4, Name: open, TypeID: 2, TypeName: open}]
priorities: [{ID: 3, Name: 3 normal}]
roles: []
agents:
- {UserID: 1, UserLogin: root@localhost, UserFirstname: Admin, UserLastname: One, Group_rw: [users], Group_owner: [users], Group_responsible: [users], Role: []}
- {UserID: 2, UserLogin: jdoe, UserFirstname: Jane, UserLastname: Doe, Group_rw: [users], Group_owner: [users], Group_responsible: [users], Role: []}
- {UserID: 3, UserLogin: jdoe2, UserFirstname: Jane, UserLastname: Doe, Group_rw: [users], Group_owner: [users], Group_responsible: [users], Role: []}
- {UserID: 4, UserLogin: max, UserFirstname: Max, UserLastname: Roe, Group_rw: [users], Group_owner: [users], Group_responsible: [users], Role: []}
customer_users: []
dynamic_fields: []
processes: []
`
	inv, findings := inventory.Parse("twins.yml", []byte(system))
	for _, f := range findings {
		t.Fatal(f)
	}
	named := `a: PossibleNot => { Ticket => { NewOwner => ['Jane Doe'] } }
b: Possible => { Ticket => { Responsible => ['Jane Doe', 'Max Roe'] } }
c: Possible => { Ticket => { Owner => ['[RegExp]^Jane'] } }
d: Properties => { User => { UserLogin => ['max'] } }, Possible => { Ticket => { NewOwner => ['[Not]Jane Doe'] } }
e: Possible => { Ticket => { NewOwner => ['Max Roe'] } }`
	logins := strings.NewReplacer("Jane Doe", "jdoe", "Max Roe", "max", "^Jane", "^jdoe2").Replace(named)
	for _, c := range []struct {
		from, to, acls string
		class          migrate.ClassID
		words          string
		differs        []migrate.ClassID
	}{
		{"otrs-5.0.8", "znuny-7.0", named, migrate.SharedName, "'Jane Doe' is ambiguous, it is the name of jdoe and jdoe2", nil},
		{"otobo-11.0", "znuny-7.0", named, migrate.SharedName, "'Jane Doe' is ambiguous, it is the name of jdoe and jdoe2", nil},
		{"znuny-7.0", "otobo-11.0", logins, migrate.Ambiguous, "display name Jane Doe is that of jdoe", []migrate.ClassID{migrate.Ambiguous}},
		{"znuny-7.0", "otrs-5.0.8", logins, migrate.Ambiguous, "display name Jane Doe is that of jdoe", []migrate.ClassID{migrate.Ambiguous}},
	} {
		t.Run(c.from+" to "+c.to, func(t *testing.T) {
			set := perl(t, c.acls)
			o := migrate.Options{From: parse(t, c.from), To: parse(t, c.to), FromInventory: inv, ToInventory: inv}
			r, err := migrate.Migrate(set, o)
			if err != nil {
				t.Fatal(err)
			}
			var told []string
			for _, n := range r.Needs {
				switch n.Class {
				case migrate.Ambiguous, migrate.SharedName:
					if n.Class != c.class || !strings.Contains(n.Text, c.words) {
						t.Errorf("%s %s: %s", n.ACL, n.Class, n.Text)
					}
					told = append(told, n.ACL)
				}
			}
			if want := []string{"a", "b", "c", "d"}; !slices.Equal(told, want) {
				t.Errorf("%q are told as ambiguous, want %q", told, want)
			}
			p := prove(t, set, r, o, 300)
			if got := differing(p); !slices.Equal(got, c.differs) {
				t.Errorf("%v differ, want %v", got, c.differs)
			}
			for _, d := range p.Unnamed {
				t.Errorf("%s %q differs without a class", d.Question, d.Value)
			}
			for _, x := range p.Classes {
				for _, d := range x.Differences {
					if d.What == diff.InList && !slices.Contains([]string{"jdoe", "jdoe2", "Jane Doe", "(any other value)"}, d.Value) {
						t.Errorf("%s: %s is no twin", d.Question, d.Value)
					}
				}
			}
		})
	}
}
