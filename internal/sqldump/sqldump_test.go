package sqldump

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// read returns the rows of tables t and u, one a line, and the findings.
func read(text string) (rows, findings string) {
	t := &Table{Name: "t", Columns: []string{"a", "b"}}
	u := &Table{Name: "u", Columns: []string{"a", "b", "c"}, Keep: []string{"b"}, Quiet: true}
	d := New("x.sql", []byte(text), t, u)
	var out []string
	for r := range d.Rows() {
		line := r.Table.Name
		if r.Database != "" {
			line = r.Database + "." + line
		}
		for _, c := range r.Columns {
			if v := r.Get(c); v != nil {
				line += " " + c + "=" + shown(v)
			}
		}
		out = append(out, line)
	}
	var said []string
	for _, f := range d.Diagnostics() {
		said = append(said, f.Place.Span.Start.String()+": "+f.Summary)
	}
	return strings.Join(out, "\n"), strings.Join(said, "\n")
}

func shown(v *Value) string {
	switch v.Kind {
	case Null:
		return "NULL"
	case Computed:
		return "…"
	case Number:
		return v.String()
	}
	return fmt.Sprintf("%q", v.String())
}

const (
	mysqlDump  = "-- MySQL dump\n"
	pgDump     = "-- PostgreSQL database dump\n"
	sqliteDump = "PRAGMA foreign_keys=OFF;\n"
	serverDump = "SET ANSI_NULLS ON\nGO\n"
)

// TestValues shows what each way to write a value comes to.
func TestValues(t *testing.T) {
	tests := []struct{ dump, value, want string }{
		{"", "1", "1"}, {"", "-1.5", "-1.5"}, {"", ".5e3", ".5e3"}, {"", "NULL", "NULL"}, {"", "null", "NULL"}, {"", "true", "1"}, {"", "FALSE", "0"},
		{"", "'a'", `"a"`}, {"", "''", `""`}, {"", "'it''s'", `"it's"`}, {"", "''''", `"'"`}, {"", `'a\b'`, `"a\\b"`}, {"", "'a\nb'", `"a\nb"`},
		{"", "N'a'", `"a"`}, {"", "('a')", `"a"`}, {"", " ( ( 'a' ) ) ", `"a"`}, {"", "/* x */ 'a' -- y\n", `"a"`}, {"", `"a"`, `"a"`},
		{"", "x'c3a4'", `"ä"`}, {"", "X''", `""`}, {"", "0xC3A4", `"ä"`}, {"", "b'01'", "…"},
		{"", "'a' || 'b' || 'c'", `"abc"`}, {"", "'a' || NULL", "…"}, {"", "'a' || now()", "…"}, {"", "1 + 1", "…"}, {"", "NULL IS NULL", "…"},
		{"", "CURRENT_TIMESTAMP", "…"}, {"", "now()", "…"}, {"", "f(1, 'x)', (2))", "…"}, {"", "@x", "…"}, {"", "@@session.x", "…"}, {"", "`b`", "…"}, {"", "DEFAULT", "…"},
		{"", "CASE WHEN 'a,)' THEN 1 END", "…"},
		{"", "CAST('a' AS char(3))", `"a"`}, {"", "CONVERT('a' USING utf8)", `"a"`}, {"", "convert(datetime, '2024')", `"2024"`}, {"", "cast(null as text)", "NULL"},
		{"", "DATE '2024-01-01'", `"2024-01-01"`}, {"", "to_date('2024', 'YYYY')", `"2024"`}, {"", "to_clob('a') || to_clob('b')", `"ab"`}, {"", "concat('a', 'b')", `"ab"`}, {"", "concat()", "…"},
		{"", "'a' COLLATE nocase", `"a"`},
		{"", "replace('a', 'a')", "…"}, {"", "replace('a', 'a', 'bb')", "…"}, {"", "replace('a', '', '')", `"a"`}, {"", "replace(x, 'a', 'b')", "…"},

		{mysqlDump, `'it\'s'`, `"it's"`}, {mysqlDump, `'\0\b\n\r\t\Z\\\"\'\q'`, `"\x00\b\n\r\t\x1a\\\"'q"`}, {mysqlDump, `'100\%\_'`, `"100\\%\\_"`},
		{mysqlDump, `_binary 'a'`, `"a"`}, {mysqlDump, `_binary'a'`, `"a"`}, {mysqlDump, `_utf8mb4 0x61`, `"a"`}, {mysqlDump, `_latin1 x'61'`, `"a"`}, {mysqlDump, `BINARY 'a'`, `"a"`},
		{mysqlDump, `"it's \"x\""`, `"it's \"x\""`}, {mysqlDump, "'a' 'b'", `"ab"`}, {mysqlDump, "'a' # c\n", `"a"`}, {mysqlDump, "2--1", "…"}, {mysqlDump, "'\\\\'", `"\\"`},

		{pgDump, `'a\b'`, `"a\\b"`}, {pgDump, `E'it\'s\n\t\\\101\x41\u00e4\U0001F600\v\q'`, `"it's\n\t\\AAä😀vq"`}, {pgDump, `e'\f\b'`, `"\f\b"`},
		{pgDump, `U&'\00e4\+01F600\\'`, `"ä😀\\"`}, {pgDump, `U&'\d83d\de00'`, `"😀"`}, {pgDump, `'a'::text`, `"a"`}, {pgDump, `'2024'::timestamp(0) without time zone`, `"2024"`}, {pgDump, `'{}'::text[]`, `"{}"`},
		{pgDump, `$$it's$$`, `"it's"`}, {pgDump, `$q$a$$b$q$`, `"a$$b"`}, {pgDump, `'a'::text || 'b'::text`, `"ab"`}, {pgDump, "'a'\n'b'", `"ab"`}, {pgDump, "TIMESTAMP '2024'", `"2024"`},
		{pgDump + "SET standard_conforming_strings = off;\n", `'it\'s'`, `"it's"`}, {pgDump + "set standard_conforming_strings to 'on';\n", `'a\'`, `"a\\"`},

		{sqliteDump, `replace('a\nb','\n',char(10))`, `"a\nb"`}, {sqliteDump, `replace(replace('\r\n','\r',char(13)),'\n',char(10))`, `"\r\n"`},
		{sqliteDump, `unistr('a\u000ab\\c')`, `"a\nb\\c"`}, {sqliteDump, `char(104,228,128512)`, `"hä😀"`}, {sqliteDump, `char('x')`, "…"}, {sqliteDump, `CAST(X'61' AS TEXT)`, `"a"`}, {sqliteDump, `unistr(x)`, "…"},
		{serverDump, `N'a[b'`, `"a[b"`}, {serverDump, `CAST(N'2024' AS DateTime)`, `"2024"`}, {serverDump, "[b]", "…"},
	}
	for _, tt := range tests {
		name := "t"
		if tt.dump == serverDump {
			name = "[dbo].[t]"
		}
		rows, findings := read(tt.dump + "INSERT INTO " + name + " VALUES (" + tt.value + ", 'next');\n")
		if name != "t" {
			name = "dbo.t"
		}
		if want := name + " a=" + tt.want + ` b="next"`; rows != want || findings != "" {
			t.Errorf("%s%s: got %s, want %s\n%s", tt.dump, tt.value, rows, want, findings)
		}
	}
}

func TestStatements(t *testing.T) {
	tests := []struct{ name, text, rows, findings string }{
		{"names of tables", "INSERT INTO t VALUES (1,2);\nINSERT INTO \"T\" VALUES (1,2);\ninsert into `t` values (1,2);\nINSERT INTO d.s.t VALUES (1,2);\nINSERT INTO [s].[t] VALUES (1,2);\nINSERT INTO tt VALUES (1,2);\nINSERT INTO t_sync VALUES (1,2);\nINSERT INTO t.x VALUES (1,2);\nINSERT INTO `t``` VALUES (1,2);\nINSERT INTO a.b.c.t VALUES (1,2);",
			"t a=1 b=2\nt a=1 b=2\nt a=1 b=2\nd.s.t a=1 b=2\ns.t a=1 b=2", ""},
		{"ways to insert", "REPLACE INTO t VALUES (1,2);INSERT IGNORE INTO t VALUES (3,4);INSERT OR REPLACE INTO t VALUES (5,6);INSERT LOW_PRIORITY t VALUE (7,8);\nINSERT INTO t VALUES ROW(1,2), ROW(3,4) AS new ON DUPLICATE KEY UPDATE a=1;INSERT INTO t (a,b) OVERRIDING SYSTEM VALUE VALUES (5,6) ON CONFLICT DO NOTHING;INSERT INTO t VALUES (7,8) RETURNING *",
			"t a=1 b=2\nt a=3 b=4\nt a=5 b=6\nt a=7 b=8\nt a=1 b=2\nt a=3 b=4\nt a=5 b=6\nt a=7 b=8", ""},
		{"columns", "INSERT INTO t (b, \"A\", `c`) VALUES (1, 2, 3);\nCREATE TABLE t (x int DEFAULT (1), `key` text DEFAULT 'a,b', KEY k (x), CONSTRAINT c CHECK (x > 0), z numeric(3,2));INSERT INTO t VALUES (1,2,3);INSERT INTO s.t VALUES (4,5,6);CREATE TABLE s.t (q int, r int);INSERT INTO s.t VALUES (7,8);CREATE TABLE IF NOT EXISTS t AS SELECT 1;",
			"t b=1 a=2 c=3\nt x=1 key=2 z=3\ns.t x=4 key=5 z=6\ns.t q=7 r=8", ""},
		{"kept columns", "INSERT INTO u VALUES (1,'b',3),(1,2),(1,'d',3);INSERT INTO u (b) VALUES ('e');", "u b=\"b\"\nu b=\"d\"\nu b=\"e\"", ""},
		{"databases", "USE `d`;\nINSERT INTO t VALUES (1,2);INSERT INTO s.t VALUES (3,4);\n\\connect \"e\"\nINSERT INTO t VALUES (5,6);\nSET search_path = s, pg_catalog;\nINSERT INTO t VALUES (7,8);",
			"d.t a=1 b=2\nd.s.t a=3 b=4\ne.t a=5 b=6\ne.s.t a=7 b=8", ""},
		{"what looks like rows", "-- INSERT INTO t VALUES (1,1);\n/* INSERT INTO t VALUES (1,1); */ /*!40000 INSERT INTO t VALUES (1,1) */;\nINSERT INTO x VALUES ('\nINSERT INTO t VALUES (1,1);\n');\nINSERT INTO t VALUES (1,2);",
			"t a=1 b=2", ""},
		{"MySQL's comments", mysqlDump + "# it's\nINSERT INTO x VALUES (5--'x'\n); INSERT INTO t VALUES (1, # it's\n2) -- it's\n;INSERT INTO t VALUES (3,4);", "t a=1 b=2\nt a=3 b=4", ""},
		{"MySQL's quotes", mysqlDump + "INSERT INTO `x` VALUES ('it\\'s;\\\\',\"a\\\"b;'\",'\\\\\\'');INSERT INTO t VALUES (1,'\\\\'),(2,'\\'');", "t a=1 b=\"\\\\\"\nt a=2 b=\"'\"", ""},
		{"MySQL's delimiter", mysqlDump + "DELIMITER ;;\nCREATE PROCEDURE p() BEGIN\n  INSERT INTO t VALUES (0,0);\nEND ;;\nINSERT INTO t VALUES (1,2) ;;\nDELIMITER ;\nINSERT INTO t VALUES (3,4);", "t a=1 b=2\nt a=3 b=4", ""},
		{"PostgreSQL's functions", pgDump + "CREATE FUNCTION f() RETURNS void AS $_$\nBEGIN\n  INSERT INTO t VALUES ($1,'it);\nEND;\n$_$ LANGUAGE plpgsql;\nSELECT E'it\\'s;', 'a\\', U&'\\';\nINSERT INTO t VALUES (1,2);", "t a=1 b=2", ""},
		{"psql's commands", "\\restrict it's\nINSERT INTO t VALUES (1,2);\n\\unrestrict it's\n", "t a=1 b=2", ""},
		{"COPY", pgDump + "COPY public.x (a, b) FROM stdin;\n1\tit's\nINSERT INTO t VALUES (0,0);\n\\\\.\n\\.\n\nCOPY public.t (b, a) FROM stdin;\n1\t\\N\n\t\\\\N\n\\t\\n\\r\\b\\f\\v\\\\\t\\101\\x41\\x\\q\nä\\\n€\t\\\t\n\\.\nCOPY public.t FROM stdin;\n\\.\nCOPY u FROM stdin;\n1\tx\t3\n1\t2\n\\.\nINSERT INTO t VALUES (1,2);",
			"public.t b=\"1\" a=NULL\npublic.t b=\"\" a=\"\\\\N\"\npublic.t b=\"\\t\\n\\r\\b\\f\\v\\\\\" a=\"AAxq\"\npublic.t b=\"ä\\n€\" a=\"\\t\"\nu b=\"x\"\nt a=1 b=2", ""},
		{"COPY with CR LF", "COPY t (a, b) FROM stdin;\r\n1\tx\r\n2\ty\\r\r\n\\.\r\nINSERT INTO t VALUES (1,2);", "t a=\"1\" b=\"x\"\nt a=\"2\" b=\"y\\r\"\nt a=1 b=2", ""},
		{"COPY of other kinds", "COPY t TO stdout;\nCOPY t FROM '/x';\nCOPY t (a, b) FROM stdin WITH (FORMAT csv);\n1,2\n\\.\nCOPY x FROM stdin WITH CSV;\n1\n\\.\nINSERT INTO t VALUES (1,2);", "t a=1 b=2",
			"3:1: rows of table t in another form than COPY's own: not read"},
		{"SQL Server's batches", serverDump + "INSERT [dbo].[x] ([a]) VALUES (N'it''s\nINSERTED\n')\nINSERT [dbo].[t] ([a], [b]) VALUES (1, N'a')\nINSERT [t] VALUES (2, N'b'), (3, N'c')\nGO\nPRINT 'it''s'\nINSERT INTO t VALUES (4, 5);\nGO 3\ngo", "dbo.t a=1 b=\"a\"\nt a=2 b=\"b\"\nt a=3 b=\"c\"\nt a=4 b=5", ""},
		{"byte order mark", "\ufeffINSERT INTO t VALUES (1,2), (1);", "t a=1 b=2", "1:29: a row of table t has 1 value, the table 2 columns: left out"},
		{"a missing comma", "INSERT INTO t VALUES (1,2) (3,4), (5,6)\nINSERT INTO t VALUES (7,8);", "t a=1 b=2\nt a=3 b=4\nt a=5 b=6\nt a=7 b=8",
			"1:28: a comma or ';' belongs behind a row\n2:1: a comma or ';' belongs behind a row"},
		{"a mistake in a row", "INSERT INTO t VALUES (1,2),(1 2,3),(3,4),(x'6g',1),(5,6),(,7)\n ,\n (7,8),9;INSERT INTO t VALUES (9,9);\nINSERT INTO t VALUES (0,0);", "t a=1 b=2\nt a=3 b=4\nt a=5 b=6\nt a=7 b=8\nt a=0 b=0",
			"1:31: a comma or ')' belongs behind a value\n1:43: a hexadecimal text has other letters, or no end\n1:59: a value belongs here\n3:8: a row belongs here"}, // and the rest of that line goes with it
		{"mistakes in columns", "INSERT INTO t (a, 1) VALUES (1,2);\nINSERT INTO t (a b) VALUES (1,2);\nINSERT INTO t VALUES (1,2);", "t a=1 b=2", "1:19: the name of a column belongs here\n2:18: a comma or ')' belongs behind the name of a column"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, findings := read(tt.text)
			if d := cmp.Diff(tt.rows, rows); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(tt.findings, findings); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestStopsEarly holds that whoever has enough rows gets no more.
func TestStopsEarly(t *testing.T) {
	for _, text := range []string{"INSERT INTO t VALUES (1),(2),(3);INSERT INTO t VALUES (4);", "COPY t FROM stdin;\n1\n2\n3\n\\.\nINSERT INTO t VALUES (4);"} {
		d := New("x.sql", []byte(text), &Table{Name: "t", Columns: []string{"a"}})
		n := 0
		for range d.Rows() {
			if n++; n == 2 {
				break
			}
		}
		if n != 2 {
			t.Errorf("%d rows of %q", n, text)
		}
	}
}

func TestDialect(t *testing.T) {
	mysql, pg := dialect{backslash: true, mysql: true}, dialect{dollar: true}
	for text, want := range map[string]dialect{
		"-- MariaDB dump 10.19":                           mysql,
		"/*!40101 SET NAMES utf8 */;":                     mysql,
		"/*M!999999\\- enable the sandbox mode */":        mysql,
		"INSERT INTO `acl` VALUES (1);":                   mysql,
		"CREATE TABLE acl (id int) ENGINE=InnoDB;":        mysql,
		"-- phpMyAdmin SQL Dump":                          mysql,
		"-- Adminer 4.8.1 MySQL 8 dump":                   mysql,
		"SET NAMES utf8;":                                 mysql,
		"-- PostgreSQL database dump\n-- MySQL dump":      pg,
		"COPY public.acl (id) FROM stdin;":                pg,
		"SET client_encoding = 'UTF8';":                   pg,
		"INSERT INTO acl VALUES ('x'::text);":             pg,
		"PRAGMA foreign_keys=OFF;":                        {},
		"BEGIN TRANSACTION;":                              {},
		`INSERT INTO acl VALUES (replace('\n',char(10)))`: {},
		"USE [otrs]\r\nGO\r\n":                            {batches: true},
		"INSERT [dbo].[acl] VALUES (1)":                   {batches: true},
		"INSERT INTO acl VALUES (1, 'a\n', '---\n');":     pg,
		`INSERT INTO acl VALUES (1, 'a\', '---');`:        pg,
		`INSERT INTO acl VALUES (1, '---\nProperties');`:  {dollar: true, backslash: true},
	} {
		got := dialectOf([]byte(text))
		if strings.Contains(text, `'a\'`) {
			want.backslash = true // who knows; MySQL's are the most
		}
		if got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

// TestBounds holds that what can be repeated without end ends in a finding.
func TestBounds(t *testing.T) {
	const n = 50_000
	for name, tt := range map[string]struct{ text, want string }{
		"parentheses":     {"INSERT INTO t VALUES (" + strings.Repeat("(", n), "more than 100 parentheses in each other"},
		"calls":           {"INSERT INTO t VALUES (" + strings.Repeat("f(", n), "more than 100 parentheses in each other"},
		"arguments":       {"INSERT INTO t VALUES (f(" + strings.Repeat("1,", n) + "1))", "a comma or ')' belongs here"},
		"values":          {"INSERT INTO t VALUES (" + strings.Repeat("1,", n) + "1)", "a row of table t has 50001 values, the table 2 columns: left out"},
		"columns":         {"INSERT INTO t (" + strings.Repeat("a,", n) + "a)", "more than 1000 columns"},
		"rows":            {"INSERT INTO t VALUES " + strings.Repeat("(),", n) + "()", "a row of table t has 0 values, the table 2 columns: left out"},
		"mistakes":        {"INSERT INTO t VALUES " + strings.Repeat("(a b c;),", n), "a row ends within its values"},
		"open comments":   {strings.Repeat("/* x\nINSERT \n", n), "this comment has no end"},
		"open quotes":     {strings.Repeat(mysqlDump+"INSERT INTO t VALUES ('\\'\n", n), "the quotes of this row do not pair: it goes on into the next statement"},
		"open COPYs":      {strings.Repeat("COPY t (a) FROM stdin;\n", n), "the rows of this COPY have no end"},
		"open dollars":    {strings.Repeat("SELECT $a$;\nINSERT INTO t VALUES ($b$,1);\n", 1) + strings.Repeat("SELECT $c", n), "this quote has no end"},
		"one long word":   {strings.Repeat("a", n), ""},
		"a long name":     {"INSERT INTO " + strings.Repeat("a", n) + " VALUES (1);", ""},
		"many delimiters": {strings.Repeat("DELIMITER x\n", n), ""},
		"nothing":         {"", ""},
	} {
		d := New("x.sql", []byte(tt.text), &Table{Name: "t", Columns: []string{"a", "b"}})
		for r := range d.Rows() {
			t.Errorf("%s: a row at %v", name, r.Span())
		}
		ds := d.Diagnostics()
		if tt.want == "" {
			if len(ds) != 0 {
				t.Errorf("%s: %v", name, ds[0])
			}
			continue
		}
		if len(ds) == 0 || len(ds) > MaxDiagnostics || ds[0].Summary != tt.want || !d.Partial() {
			t.Errorf("%s: %d findings, partial %v: %v", name, len(ds), d.Partial(), ds[:min(len(ds), 1)])
		}
		if len(ds) == MaxDiagnostics || strings.HasPrefix(name, "open c") {
			if detail := ds[len(ds)-1].Detail; !strings.Contains(detail, "more findings in this dump are not listed") && !strings.Contains(detail, "what follows was not read") {
				t.Errorf("%s: the last finding does not say that it is the last: %q", name, detail)
			}
		}
	}
}

func TestPlacesOfLongLines(t *testing.T) {
	for _, filling := range []string{"a", "ä", "€", "😀", "\xe4", "aä€😀\xff\xe2\x82"} {
		text := "x\n" + strings.Repeat(filling, 2000) + "\nzz"
		p := newPlaces([]byte(text), false)
		line, column := uint32(1), uint32(1)
		for i, r := range text {
			if got := p.pos(i); got != (acl.Pos{Offset: uint32(i), Line: line, Column: column}) {
				t.Fatalf("%q: byte %d at %+v, want %d:%d", filling, i, got, line, column)
			}
			if column++; r == '\n' {
				line, column = line+1, 1
			}
		}
		if a, b := p.pos(len(text)), p.pos(len(text)+5); a != b || a.Column != 3 {
			t.Errorf("%q: the end at %+v, behind it %+v", filling, a, b)
		}
	}
}
