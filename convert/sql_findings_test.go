package convert

import (
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// TestSQLTellsNothing holds that nothing of other tables gets out.
func TestSQLTellsNothing(t *testing.T) {
	secret := "hunter2"
	for name, text := range map[string]string{
		"another table": "INSERT INTO users VALUES (1,'root','" + secret + "',NULL,'a','b',1,NOW(),1,NOW(),1);\nINSERT INTO acl VALUES (1);\n",
		"unclosed":      "INSERT INTO users VALUES (1,'root','" + secret + ");\nINSERT INTO acl VALUES (1);\n",
		"too few":       "INSERT INTO users VALUES (1,'" + secret + "');\n",
		"copy":          "COPY users (id, login, pw) FROM stdin;\n1\troot\t" + secret + "\n",
		"no statement":  secret + "'" + secret + ";\n" + secret,
	} {
		r := readSQL(t, "x.sql", []byte(text))
		if len(r.Diagnostics) == 0 {
			t.Errorf("%s: no finding", name)
		}
		for _, d := range r.Diagnostics {
			if strings.Contains(d.Summary+d.Detail+d.ACL, secret) {
				t.Errorf("%s: %+v", name, d)
			}
		}
	}
}

func TestSQLFindings(t *testing.T) {
	const create = "CREATE TABLE acl (id int, name varchar(9), config_match text, config_change text, valid_id int, PRIMARY KEY (id));\n"
	tests := []struct {
		name, text  string
		names, want string
		partial     bool
	}{
		{"no table", "-- MySQL dump\nINSERT INTO acl_sync VALUES (1,'not_sync');\nINSERT INTO `acl_ticket_attribute_relations` VALUES (1);\nINSERT INTO x.acl_ VALUES (1);", "",
			"-: error: no table acl in this dump [sql-syntax]", true},
		{"no rows", create, "", "-: warning: the table acl has no rows in this dump [sql-syntax]", false},
		{"columns of CREATE TABLE", create + "INSERT INTO acl VALUES (1,'a','','',1),(2,'b','---\nProperties: {}\n','',3);", "a, b", "", false},
		{"every way to name it", create + "insert into `ACL` values (1,'a','','',1);INSERT INTO \"Acl\" VALUES (1,'b','','',1);INSERT INTO [dbo].[acl] VALUES (1,'c','','',1);REPLACE INTO otrs . acl VALUES (1,'d','','',1);INSERT acl VALUES (1,'e','','',1)",
			"a, b, c, d, e", "2:161: warning: ACLs of another database: 'otrs' after 'dbo' [sql-syntax]", false},
		{"wrong number", create + "INSERT INTO acl VALUES (1,'a','','',1),(2,'b','',''),\n (3,'c','','',1,1),(4,'d','','',1),();\n", "a, d",
			"2:40: error: a row of table acl has 4 values, the table 5 columns: left out [sql-syntax]\n" +
				"3:2: error: a row of table acl has 6 values, the table 5 columns: left out [sql-syntax]\n" +
				"3:36: error: a row of table acl has 0 values, the table 5 columns: left out [sql-syntax]", true},
		{"stock order", "INSERT INTO acl VALUES (1,'a',NULL,NULL,1,0,NULL,'',NULL,1,NULL,1),(2,'b',NULL,NULL,1,0,NULL,NULL,1,NULL,1);", "a",
			"1:68: error: a row of table acl has 11 values, the table 12 columns: left out [sql-syntax]", true},
		{"COPY", "COPY public.acl (name, valid_id, config_match) FROM stdin;\na\t1\t---\\nProperties: {}\\n\nb\t1\nc\\\\\t2\t\\N\n\\.\n", `a, c\`,
			"3:1: error: a row of table acl has 2 values, the table 3 columns: left out [sql-syntax]", true},
		{"mistakes in YAML", create + "INSERT INTO acl VALUES (1,'a','---\nProperties:\n  Queue: [Not]x\n','---\nPossible: {Ticket: {State: {}, State: []}}\n',1);", "a",
			"4:10: error: text behind ']': an item that starts with a bracket needs quotes [yaml-syntax]\n" +
				"6:32: error: key 'State' is here twice: the last one wins [duplicate-key]", true},
		{"sections", create + "INSERT INTO acl VALUES (1,'a','--- [x]','---\nproperties: {}\nTicket: {}\n',1),(2,'b','--- x','---\n...\n---\nPossible: {}\n',1),(3,'c','0',0,2),(4,'d','# nothing','--- ~',2);", "a, b, c, d",
			"2:36: error: ConfigMatch is a list, a hash belongs here: the system deploys the ACL without it [not-a-list]\n" +
				"3:1: error: 'properties' is no key of ConfigChange: the system ignores it [unknown-key]\n" +
				"4:1: error: 'Ticket' is no key of ConfigChange: the system ignores it [unknown-key]\n" +
				"5:18: error: ConfigMatch is a string, a hash belongs here: the system deploys the ACL without it [not-a-list]\n" +
				"6:1: warning: document 1 of 2 is not read: the last one counts [yaml-root]", true},
		{"names", create + "INSERT INTO acl VALUES (1,'','','',1),(2,NULL,'','',1),(3,uuid(),'','',1),(4,'0','','',1),(5,'a','','',1),(6,'A','','',1),(7,'a','','',1);", "a, A, a",
			"2:27: error: an ACL without a name that can be read: left out [missing-name]\n" +
				"2:42: error: an ACL without a name that can be read: left out [missing-name]\n" +
				"2:59: error: an ACL without a name that can be read: left out [missing-name]\n" +
				"2:78: error: an ACL without a name that can be read: left out [missing-name]\n" +
				"2:110: error: 'a' and 'A' differ only in case: the system refuses the second [duplicate-name]\n" +
				"2:126: error: the name 'a' is here twice: the import refuses this one, or lets it overwrite the other [duplicate-name]", true},
		{"computed section", create + "INSERT INTO acl VALUES (1,'a',load_file('x'),@x,1);", "a",
			"2:31: error: ConfigMatch is an expression that only the database can tell: not read [sql-syntax]\n" +
				"2:46: error: ConfigChange is an expression that only the database can tell: not read [sql-syntax]", true},
		{"no validity", "INSERT INTO acl (name, config_match) VALUES ('a', '');", "a", "1:46: warning: no ValidID: imported as valid [missing-validity]", false},
		{"another acl", "INSERT INTO acl (id, role) VALUES (1, 'x'), (2, 'y');", "", "1:35: warning: a table acl without name and config_match: not one of ticket ACLs [sql-syntax]", false},
		{"two databases", "USE `otrs`;\nINSERT INTO acl (name, valid_id, config_match) VALUES ('a', 1, '');\nUSE otobo;\nINSERT INTO acl (name, valid_id, config_match) VALUES ('b', 1, ''), ('c', 1, '');\n", "a, b, c",
			"4:55: warning: ACLs of another database: 'otobo' after 'otrs' [sql-syntax]", false},
		{"a mistake within", create + "INSERT INTO acl VALUES (1,'a','','',1),(2,'b','' '',1),(3,'c' 4,'','',1),(4,'d','','',1) (5,'e','','',1),(6,'f','','',1),(7,;\nINSERT INTO acl VALUES (8,'g','','',1)", "a, d, e, f, g",
			"2:40: error: a row of table acl has 4 values, the table 5 columns: left out [sql-syntax]\n" +
				"2:63: error: a comma or ')' belongs behind a value [sql-syntax]\n" +
				"2:90: error: a comma or ';' belongs behind a row [sql-syntax]\n" +
				"2:125: error: a value belongs here [sql-syntax]", true},
		{"an unclosed quote", create + "INSERT INTO acl VALUES (1,'a','','',1),\n(2,'b,'','',1);\nINSERT INTO acl VALUES (3,'c','','',1);\n", "a, c",
			"3:1: error: the quotes of this row do not pair: it goes on into the next statement [sql-syntax]", true},
		{"cut off in a text", create + "INSERT INTO acl VALUES (1,'a','','',1),(2,'b','---\nPro", "a", "2:47: error: this quote has no end [sql-syntax]", true},
		{"cut off in a row", create + "INSERT INTO acl VALUES (1,'a','','',1),(2,'b',", "a", "2:47: error: the dump ends within a row [sql-syntax]", true},
		{"cut off in COPY", "COPY acl (name, valid_id, config_match) FROM stdin;\na\t1\t\n", "", "1:1: error: the rows of this COPY have no end [sql-syntax]", true},
		{"cut off in a comment", create + "INSERT INTO acl VALUES (1,'a','','',1);\n/* x", "a", "3:1: error: this comment has no end [sql-syntax]", true},
		{"a query", create + "INSERT INTO acl SELECT * FROM old;\nINSERT INTO acl (id, name) (SELECT 1, 'x');INSERT INTO acl SET name='x';INSERT INTO acl VALUES (1,'a','','',1);", "a",
			"2:1: error: rows of table acl that are no plain VALUES: not read [sql-syntax]\n" +
				"3:1: error: rows of table acl that are no plain VALUES: not read [sql-syntax]\n" +
				"3:44: error: rows of table acl that are no plain VALUES: not read [sql-syntax]", true},
		{"changes", "DELETE FROM acl;\n" + create + "INSERT INTO acl VALUES (1,'a','','',1);UPDATE acl SET name='b';DELETE FROM `acl_sync`;\nDELETE FROM `acl` WHERE id=1;TRUNCATE TABLE acl;", "a",
			"3:40: warning: a statement that changes rows of table acl is not followed [sql-syntax]\n" +
				"4:1: warning: a statement that changes rows of table acl is not followed [sql-syntax]\n" +
				"4:30: warning: a statement that changes rows of table acl is not followed [sql-syntax]", true},
		{"NUL and worse", "INSERT INTO `acl` (name, valid_id, config_match) VALUES ('a\x00\x07',1,'--- \\0'),('b\xff',1,'---\nProperties: {Queue: {Name: [\xe4]}}\n');", "a\x00\x07, bÿ",
			"1:71: error: control character U+0000 [yaml-syntax]\n1:79: warning: byte 0xff is no UTF-8: such texts of this dump are read as Latin-1 (Windows-1252) [mojibake]", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := readSQL(t, "x.sql", []byte(tt.text))
			if got := names(r.Set); got != tt.names {
				t.Errorf("read %q, want %q", got, tt.names)
			}
			if got := lines(r.Diagnostics); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if r.Partial != tt.partial {
				t.Errorf("partial %v", r.Partial)
			}
			for _, d := range r.Diagnostics {
				if len(d.Fixes) > 0 || d.Place.File != "x.sql" || d.Rule == diag.YAMLSyntax && d.ACL == "" {
					t.Errorf("%+v", d)
				}
			}
		})
	}
}
