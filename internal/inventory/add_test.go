package inventory

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadCSV(t *testing.T) {
	for _, c := range []struct {
		name, kind, csv string
		want            string // the entries, a line each
		ignored         string
	}{
		{"a table of the database", "queues",
			"id,name,group_id,valid_id,comments,create_time,create_by\n1,Postmaster,1,1,,2020,1\n12,\"Sales, B2B\",5,2,Old,2020,1\n",
			"{QueueID: 1, Name: Postmaster, GroupID: 1}\n{QueueID: 12, Name: 'Sales, B2B', GroupID: 5, ValidID: 2, Comment: Old}", ""},
		{"the administration's page, by tabs", "queues", "Name\tGroup\tComment\tValidity\nRaw\tusers\t\tvalid\nJunk\tusers\t\tinvalid-temporarily\n",
			"Raw\n{Name: Junk, ValidID: 3}", "Group"},
		{"keys of the inventory, by semicolons, with a mark", "states", "\xef\xbb\xbfID;Name;TypeName\n4;open;open\n", "{ID: 4, Name: open, TypeName: open}", ""},
		{"state types by id", "states", "\"id\",\"name\",\"type_id\",\"valid_id\"\n2,closed successful,3,1\n", "{ID: 2, Name: closed successful, TypeID: 3, TypeName: closed}", ""},
		{"agents, and no password", "agents", "id,login,pw,first_name,last_name,valid_id\n7,jdoe,secret,Jane,Doe,1\n",
			"{UserID: 7, UserLogin: jdoe, UserFirstname: Jane, UserLastname: Doe}", "pw"},
		{"a join: a row for each role", "agents", "login,role\njdoe,agent\nhannah,agent\njdoe,lead\n", "{UserLogin: jdoe, Role: [agent, lead]}\n{UserLogin: hannah, Role: [agent]}", ""},
		{"customer users", "customer_users", "login,email,customer_id,first_name,pw\nkim,kim@x.example,acme,Kim,x\n",
			"{UserLogin: kim, UserEmail: kim@x.example, UserCustomerID: acme, UserFirstname: Kim}", "pw"},
		{"customers", "customers", "customer_id,name,city,valid_id\nacme,Acme Inc.,Köln,1\n", "{CustomerID: acme, CustomerCompanyName: Acme Inc., CustomerCompanyCity: Köln}", ""},
		{"fields with their configuration", "dynamic_fields",
			"id,name,label,field_order,field_type,object_type,config,valid_id\n1,Color,Farbe,1,Dropdown,Ticket,\"---\nPossibleNone: 1\nPossibleValues:\n  '': '-'\n  b: Blue\n  r: 'Red, deep'\n\",1\n",
			"{Name: Color, Label: Farbe, FieldType: Dropdown, ObjectType: Ticket, PossibleNone: 1, PossibleValues: {b: Blue, r: 'Red, deep'}}", "id, field_order"},
		{"processes", "processes", "id,entity_id,name,state_entity_id,layout\n1,Process-1,Order,S3,x\n", "{EntityID: Process-1, Name: Order, State: FadeAway}", "id, layout"},
		{"roles", "roles", "id|name|valid_id\n1|agent|1\n\n", "{ID: 1, Name: agent}", ""},
		{"a number for a name stays a text", "types", "name\n007\nyes\n", "\"007\"\nyes", ""},
		{"NULL", "services", "id,name,comments\n3,Hardware,NULL\n4,Software,\\N\n", "{ServiceID: 3, Name: Hardware}\n{ServiceID: 4, Name: Software}", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, err := ReadCSV(c.kind, []byte(c.csv))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range rows.entries {
				got = append(got, flow(rows.entries[i].node(rows.kind)))
			}
			if diff := cmp.Diff(c.want, strings.Join(got, "\n")); diff != "" {
				t.Error(diff)
			}
			if got := strings.Join(rows.Ignored, ", "); got != c.ignored {
				t.Errorf("ignored %q, want %q", got, c.ignored)
			}
		})
	}
}

func TestReadCSVRefuses(t *testing.T) {
	for _, c := range [][3]string{
		{"queues", "", "the file is empty"},
		{"queues", "id;group\n1;2\n", "no column is the Name of queues"},
		{"queue", "name\nRaw\n", `there is no kind "queue"`},
		{"queues", "name\nB\xfcro\n", "no UTF-8"},
		{"queues", "name,valid_id\nRaw,maybe\n", `line 2: "maybe" is no validity`},
		{"dynamic_fields", "name,config\nColor,\"a: [\"\n", "line 2: the column config is no YAML"},
	} {
		if _, err := ReadCSV(c[0], []byte(c[1])); err == nil || !strings.Contains(err.Error(), c[2]) {
			t.Errorf("%q: %v, want %q", c[1], err, c[2])
		}
	}
}

func TestAdd(t *testing.T) {
	const csv = "id,name,group_id\n2,Raw,1\n9,Sales,4\n"
	for _, c := range []struct {
		name, file string
		complete   bool
		want       string
		open       bool
	}{
		{"nothing there", "", false, "queues:\n- {QueueID: 2, Name: Raw, GroupID: 1}\n- {QueueID: 9, Name: Sales, GroupID: 4}\nopen: [queues]\n", true},
		{"nothing there, and complete", "", true, "queues:\n- {QueueID: 2, Name: Raw, GroupID: 1}\n- {QueueID: 9, Name: Sales, GroupID: 4}\n", false},
		{"another kind", "# Ours.\nproduct: otobo-11.0\nstates: [open] # all\n", true,
			"# Ours.\nproduct: otobo-11.0\nstates: [open] # all\n\nqueues:\n- {QueueID: 2, Name: Raw, GroupID: 1}\n- {QueueID: 9, Name: Sales, GroupID: 4}\n", false},
		{"comments stay",
			"queues:\n# the first\n- Postmaster # mail\n- {QueueID: 2, Name: Raw} # new ones\n# of the workshop\n- {Name: Shop,\n   QueueID: 8}\n\n# People.\nroles: [agent]\n", false,
			"queues:\n# the first\n- Postmaster # mail\n- {QueueID: 2, Name: Raw, GroupID: 1}  # new ones\n# of the workshop\n- {Name: Shop,\n   QueueID: 8}\n" +
				"- {QueueID: 9, Name: Sales, GroupID: 4}\n\n# People.\nroles: [agent]\n", false},
		{"blocks", "queues:\n  - Name: Raw\n    QueueID: 2   # two\n    Email: raw@x.example\n  - Name: Junk\n    QueueID: 3\n", false,
			"queues:\n  - {Name: Raw, QueueID: 2, Email: raw@x.example, GroupID: 1}\n  - Name: Junk\n    QueueID: 3\n  - {QueueID: 9, Name: Sales, GroupID: 4}\n", false},
		{"a list on one line", "queues: [Raw, Junk]\nroles: [agent]\n", false,
			"queues:\n- {Name: Raw, QueueID: 2, GroupID: 1}\n- Junk\n- {QueueID: 9, Name: Sales, GroupID: 4}\nroles: [agent]\n", false},
		{"nothing below the key", "queues:\nroles: [agent]\n", false,
			"queues:\n- {QueueID: 2, Name: Raw, GroupID: 1}\n- {QueueID: 9, Name: Sales, GroupID: 4}\nroles: [agent]\n", false},
		{"it was open", "open: [queues, roles]\nqueues:\n- {QueueID: 2, Name: Raw, GroupID: 1}\n- {QueueID: 9, Name: Sales, GroupID: 4}\n", true,
			"open: [roles]\nqueues:\n- {QueueID: 2, Name: Raw, GroupID: 1}\n- {QueueID: 9, Name: Sales, GroupID: 4}\n", false},
		{"it stays open", "open:\n- queues\n- roles\nqueues:\n- {QueueID: 2, Name: Raw, GroupID: 1}\n- {QueueID: 9, Name: Sales, GroupID: '4'}\n", false,
			"open:\n- queues\n- roles\nqueues:\n- {QueueID: 2, Name: Raw, GroupID: 1}\n- {QueueID: 9, Name: Sales, GroupID: '4'}\n", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, err := ReadCSV("queues", []byte(csv))
			if err != nil {
				t.Fatal(err)
			}
			got, err := Add([]byte(c.file), rows, c.complete)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, string(got.Text)); diff != "" {
				t.Error(diff)
			}
			if got.Open != c.open {
				t.Errorf("open: %t", got.Open)
			}
			inv, findings := Parse("x.yml", got.Text)
			if len(findings) > 0 || inv.Queues.ByName("Sales") == nil || inv.Queues.ByName("Raw").Attrs["GroupID"].Text != "1" || inv.Open["queues"] != c.open {
				t.Errorf("%v\n%s", findings, got.Text)
			}
			again, err := Add(got.Text, rows, c.complete)
			if err != nil || string(again.Text) != string(got.Text) || again.New+again.Changed > 0 {
				t.Errorf("once more: %v\n%s", err, again.Text)
			}
		})
	}
}

func TestAddRefuses(t *testing.T) {
	rows, err := ReadCSV("queues", []byte("name\nRaw\n"))
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{
		"{queues: [Junk]}\n": "stands in braces",
		"- Raw\n":            "is a mapping of kinds",
		"queues: {a: b}\n":   "queues is no list",
		"queues: [\n":        "",
	} {
		if _, err := Add([]byte(file), rows, false); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", file, err, want)
		}
	}
}
