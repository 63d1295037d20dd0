package sqldump

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// FuzzSQL holds that no dump makes the reader panic or say something without a
// place in the file, that rows come in the order of the file, complete, each
// value within its row, and that the same dump gives the same again.
func FuzzSQL(f *testing.F) {
	files, err := filepath.Glob("../../testdata/sql/*.sql")
	if err != nil || len(files) == 0 {
		f.Fatal("no dumps: ", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, dump := range []string{"", mysqlDump, pgDump, sqliteDump, serverDump, "\ufeff", "\xff\xfe"} {
		for _, s := range []string{"INSERT INTO acl VALUES (1,'a\\'b',NULL),(2,x'61' ,U&'\\00e4');", "COPY acl (id) FROM stdin;\n1\n\\N\n\\.\n", "CREATE TABLE acl (id int);INSERT acl VALUES (replace('a','b',char(10)));", "INSERT [acl] VALUES (N'\xe4')\nGO\n"} {
			f.Add([]byte(dump + s))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		first, again := everything(t, data), everything(t, data)
		if first != again {
			t.Error("not stable")
		}
	})
}

// everything reads all tables that a dump of the seeds may have, and returns
// what there was.
func everything(t *testing.T, data []byte) string {
	tables := []*Table{{Name: "acl", Columns: []string{"id", "name", "comments"}}, {Name: "users", Columns: []string{"id", "login"}, Keep: []string{"login"}, Quiet: true}}
	d := New("x.sql", data, tables...)
	var out string
	var last acl.Span
	inside := func(what string, s, in acl.Span) {
		if !s.IsValid() || s.Start.Before(in.Start) || in.End.Before(s.End) || s.End.Before(s.Start) || int(s.End.Offset) > len(data) {
			t.Errorf("%s at %v, in %v", what, s, in)
		}
	}
	rows := 0
	for r := range d.Rows() {
		span := r.Span()
		inside("row", span, span)
		if rows > 0 && span.Start.Before(last.End) {
			t.Errorf("a row at %v behind one at %v", span, last)
		}
		last = span
		for _, c := range r.Columns {
			v := r.Get(c)
			if kept := r.Table.Keep == nil || c == "login"; (v != nil) != kept {
				t.Errorf("column %q is kept: %v", c, v != nil)
			}
			if v == nil {
				continue
			}
			inside(c, v.Span(), span)
			here := v.Span().Start
			for j := range v.String() {
				p := v.Pos(j)
				if p.Before(here) || v.Span().End.Before(p) {
					t.Errorf("byte %d of %q at %v, the one before at %v", j, v.String(), p, here)
				}
				here = p
			}
			out += fmt.Sprintf("%s %d %q %v\n", c, v.Kind, v.String(), v.Span())
		}
		rows++
	}
	for _, f := range d.Diagnostics() {
		inside(f.Summary, f.Place.Span, f.Place.Span)
		if f.Place.File != "x.sql" || f.Summary == "" || f.Rule == "" {
			t.Errorf("%+v", f)
		}
		out += fmt.Sprintln(f)
	}
	return out
}
