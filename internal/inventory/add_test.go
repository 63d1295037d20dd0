package inventory

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

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
		{"groups of agents, in columns", "agents", "login,Group_rw,group_ro,Group_bounce\njdoe,\"users, admin\",stats,\njdoe,vip,,x\n",
			"{UserLogin: jdoe, Group_rw: [users, admin, vip], Group_ro: [stats], Group_bounce: [x]}", ""},
		{"groups of roles, a row each", "roles", "roles.name,groups.name\nagent,users\n", "agent", "groups.name"},
		{"groups of roles, with permissions", "roles", "id,role,group_name,permission_key,permission_value\n1,agent,users,rw,1\n1,agent,stats,ro,1\n1,agent,admin,rw,0\n1,agent,vip,rw,1\n",
			"{ID: 1, Name: agent, Group_rw: [users, vip], Group_ro: [stats]}", ""},
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
			rows, err := ReadCSV(c.kind, "x.csv", []byte(c.csv))
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
		{"queues", "\xff\xfea", "begins as UTF-16 and is none"},
	} {
		if _, err := ReadCSV(c[0], "x.csv", []byte(c[1])); err == nil || !strings.Contains(err.Error(), c[2]) {
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
			"queues:\n  - Name: Raw\n    QueueID: 2   # two\n    Email: raw@x.example\n    GroupID: 1\n  - Name: Junk\n    QueueID: 3\n  - {QueueID: 9, Name: Sales, GroupID: 4}\n", false},
		{"a list on one line", "queues: [Raw, Junk]\nroles: [agent]\n", false,
			"queues:\n- {Name: Raw, QueueID: 2, GroupID: 1}\n- Junk\n- {QueueID: 9, Name: Sales, GroupID: 4}\nroles: [agent]\n", false},
		{"nothing below the key", "queues:\nroles: [agent]\n", false,
			"queues:\n- {QueueID: 2, Name: Raw, GroupID: 1}\n- {QueueID: 9, Name: Sales, GroupID: 4}\nroles: [agent]\n\nopen: [queues]\n", true},
		{"lines that end as on Windows", "# Ours.\r\nqueues:\r\n- Junk\r\nroles: [agent]\r\n", false,
			"# Ours.\r\nqueues:\r\n- Junk\r\n- {QueueID: 2, Name: Raw, GroupID: 1}\r\n- {QueueID: 9, Name: Sales, GroupID: 4}\r\nroles: [agent]\r\n", false},
		{"comments in an entry that changes",
			"queues:\n# head\n- # first\n  Name: Raw # the name\n  # its group\n  GroupID: 7 # seven\n  # foot\n# next\n- {Name: Sales, # by mail\n   # and telephone\n   QueueID: 9} # end\n# last\n", false,
			"queues:\n# head\n- # first\n  Name: Raw # the name\n  # its group\n  GroupID: 1  # seven\n  QueueID: 2\n  # foot\n# next\n- {Name: Sales, QueueID: 9, GroupID: 4}  # end\n  # by mail\n  # and telephone\n# last\n", false},
		{"quotes and signs are no comments", "queues:\n- Name: 'Raw'\n  Comment: 'a #1' # two\n  GroupID: '#x' # three\n", false,
			"queues:\n- Name: 'Raw'\n  Comment: 'a #1' # two\n  GroupID: 1  # three\n  QueueID: 2\n- {QueueID: 9, Name: Sales, GroupID: 4}\n", false},
		{"comments of lists on one line", "queues: [Raw, # new\n  Junk] # all\nopen: [queues, # not yet\n  roles] # people\n", true,
			"queues:  # new\n# all\n- {Name: Raw, QueueID: 2, GroupID: 1}\n- Junk\n- {QueueID: 9, Name: Sales, GroupID: 4}\n# people\nopen: [roles]  # not yet\n", false},
		{"it was open", "open: [queues, roles]\nqueues:\n- {QueueID: 2, Name: Raw, GroupID: 1}\n- {QueueID: 9, Name: Sales, GroupID: 4}\n", true,
			"open: [roles]\nqueues:\n- {QueueID: 2, Name: Raw, GroupID: 1}\n- {QueueID: 9, Name: Sales, GroupID: 4}\n", false},
		{"it stays open", "open:\n- queues\n- roles\nqueues:\n- {QueueID: 2, Name: Raw, GroupID: 1}\n- {QueueID: 9, Name: Sales, GroupID: '4'}\n", false,
			"open:\n- queues\n- roles\nqueues:\n- {QueueID: 2, Name: Raw, GroupID: 1}\n- {QueueID: 9, Name: Sales, GroupID: '4'}\n", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, err := ReadCSV("queues", "x.csv", []byte(csv))
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

// TestReadCSVFinds: what is damaged is told with its line, and no row at fault becomes an
// entry.
func TestReadCSVFinds(t *testing.T) {
	for _, c := range []struct {
		name, kind, csv string
		want            string // findings, a line each
		left            string // names of the entries
		damaged         bool
	}{
		{"a quote that nothing closes", "queues", "id,name\n1,Raw\n2,\"Sales\n3,Junk\n", "3:3 a quote that nothing closes", "Raw", true},
		{"a quote that the next one closes", "queues", "id,name,group_id\n1,\"Sales,5\n2,\"Raw\",1\n3,Junk,1\n", "3:4 a quoted cell goes on after its closing quote: a quote inside is written twice", "", true},
		{"a quote that swallows a row", "queues", "id,name,group_id\n1,\"Sales\n2,Raw\",1\n3,Junk,1\n",
			`2:1 the name "Sales\n2,Raw" has a line break or another control character in it: a quote that is not closed?`, "Junk", false},
		{"a row that is too long", "queues", "id,name\n1,Sales, B2B\n2,Raw,\n", "2:1 the row has 3 cells, the first row 2", "Raw", false},
		{"a row without a name", "queues", "id,name\n1,\n,,\n\n2,Raw\n", "2:1 the row has no Name", "Raw", false},
		{"a second id", "queues", "id,name\n1,Raw\n2,Raw\n1,Raw\n", `3:1 "Raw" has another QueueID in line 2`, "Raw", false},
		{"an id twice", "queues", "id,name\n1,Raw\n01,Junk\n", `3:1 "Junk" has the QueueID 1, which "Raw" has in line 2`, "Raw", false},
		{"two logins of one id", "agents", "id,login\n7,jdoe\n7,hannah\n", `3:1 "hannah" has the UserID 7, which "jdoe" has in line 2`, "jdoe", false},
		{"a column twice", "queues", "queue.name,groups.name\nRaw,users\n", `1:12 two columns are Name, "queue.name" and "groups.name"`, "Raw", true},
		{"ids that are none", "queues", "id,name,group_id\nx,Raw,1\n2,Junk,users\n3,Misc,\n", "2:1 \"x\" is no QueueID: ids are numbers\n3:1 \"users\" is no GroupID: ids are numbers", "Misc", false},
		{"a validity that is none", "queues", "name,valid_id\nRaw,maybe\nJunk,valid\n", `2:1 "maybe" is no validity: there are 1 (valid), 2 (invalid) and 3 (invalid-temporarily)`, "Junk", false},
		{"types that are none", "states", "name,type_id\na,3\nb,12\nc,closed\n",
			"3:1 no system as it comes has a state type 12: add a column with its name, type_name\n4:1 \"closed\" is no TypeID: ids are numbers", "a", false},
		{"names of types", "states", "name,type\na,closed\nb,clsoed\nc,3\nd,ours\n",
			"3:1 \"clsoed\" is no type that systems have as they come; did you mean closed?\n4:1 \"3\" is a number, and no name of a state type: name the column type_id", "a d", false},
		{"no YAML", "dynamic_fields", "name,config\nColor,\"a: [\"\nSize,\"PossibleValues: {a: A}\"\n", "2:1 the column config is no YAML", "Size", false},
		{"values that nobody can read", "dynamic_fields", "name,config\nColor,\"PossibleValues: {a: {b: c}}\"\nSize,\"PossibleValues: {a: ~}\"\nOk,\"PossibleValues: {a: A}\"\n",
			"2:1 the column config has PossibleValues that cannot be read: \"a\" is there twice, or has no label\n3:1 the column config has PossibleValues that cannot be read: \"a\" is there twice, or has no label", "Ok", false},
		{"a state of a process", "processes", "entity_id,name,state_entity_id\nP1,a,S7\nP2,b,S1\n", `2:1 unknown state of a process "S7"; there is Active, FadeAway, Inactive`, "P2", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, err := ReadCSV(c.kind, "x.csv", []byte(c.csv))
			if err != nil {
				t.Fatal(err)
			}
			var found, left []string
			for _, d := range rows.Findings {
				found = append(found, strings.TrimPrefix(d.Error(), "x.csv:"))
			}
			for i := range rows.entries {
				left = append(left, rows.entries[i].name)
			}
			got := strings.ReplaceAll(strings.Join(found, "\n"), ": ", " ")
			if diff := cmp.Diff(strings.ReplaceAll(c.want, ": ", " "), got); diff != "" {
				t.Error(diff)
			}
			if got := strings.Join(left, " "); got != c.left || rows.Damaged != c.damaged {
				t.Errorf("left %q, damaged %t", got, rows.Damaged)
			}
		})
	}
}

// utf16Of is a text with a byte order mark.
func utf16Of(s string, order binary.AppendByteOrder) string {
	var out []byte
	for _, u := range utf16.Encode([]rune("\ufeff" + s)) {
		out = order.AppendUint16(out, u)
	}
	return string(out)
}

// TestReadCSVForms: what spreadsheets write is read, whatever its lines end with.
func TestReadCSVForms(t *testing.T) {
	const plain = "id;name\n1;Büro, Süd\n2;Raw\n"
	for name, text := range map[string]string{
		"plain": plain, "a line sep=": "sep=;\n" + plain, "with CR LF": "SEP=;\r\n" + strings.ReplaceAll(plain, "\n", "\r\n"), "CR alone": strings.ReplaceAll(plain, "\n", "\r"),
		"UTF-16, little end first": utf16Of(plain, binary.LittleEndian), "UTF-16, big end first": utf16Of(plain, binary.BigEndian),
		"another separator": "sep=|\n" + strings.ReplaceAll(plain, ";", "|"), "quoted": strings.ReplaceAll(plain, "Büro, Süd", `"Büro, Süd"`),
	} {
		rows, err := ReadCSV("queues", "x.csv", []byte(text))
		if err != nil || len(rows.Findings) > 0 || rows.Len() != 2 || rows.entries[0].name != "Büro, Süd" || rows.entries[0].id(rows.kind) != "1" {
			t.Errorf("%s: %v %+v", name, err, rows)
		}
	}
}

// TestAddFinds: an id that another entry of the inventory keeps is told.
func TestAddFinds(t *testing.T) {
	const file = "queues:\n- {QueueID: 2, Name: Raw}\n- {QueueID: 9, Name: Sales}\n"
	for csv, want := range map[string]string{
		"id,name\n9,Marketing\n4,New\n":        `x.csv:2:1: "Marketing" has the QueueID 9, which the inventory has for "Sales" (line 3)`,
		"id,name\n09,Marketing\n4,New\n":       `x.csv:2:1: "Marketing" has the QueueID 9, which the inventory has for "Sales" (line 3)`,
		"id,name\n9,Marketing\n4,New\n8,Sales": "", // that has moved
		"id,name\n9,Sales\n4,New\n":            "",
	} {
		rows, err := ReadCSV("queues", "x.csv", []byte(csv))
		if err != nil {
			t.Fatal(err)
		}
		added, err := Add([]byte(file), rows, false)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, d := range added.Findings {
			got += d.Error()
		}
		if _, findings := Parse("i.yml", added.Text); got != want || len(findings) > 0 || !strings.Contains(string(added.Text), "New") {
			t.Errorf("%q: %s, %v\n%s", csv, got, findings, added.Text)
		}
	}
}

func TestAddRefuses(t *testing.T) {
	rows, err := ReadCSV("queues", "x.csv", []byte("name\nRaw\n"))
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
