package convert

import (
	"fmt"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/sqldump"
	"github.com/ticketacl/ticketacl/internal/yamlx"
)

// exported lists the keys of an export in its order, each with the column that
// it comes from.
func exported() []struct{ key, column string } {
	return []struct{ key, column string }{
		{"ChangeBy", "change_by"},
		{"ChangeTime", "change_time"},
		{"Comment", "comments"},
		{"ConfigChange", "config_change"},
		{"ConfigMatch", "config_match"},
		{"CreateBy", "create_by"},
		{"CreateTime", "create_time"},
		{"Description", "description"},
		{"ID", "id"},
		{"Name", "name"},
		{"StopAfterMatch", "stop_after_match"},
		{"ValidID", "valid_id"},
	}
}

// sql reads the rows of the table acl in a dump. What comes out is what the
// system would export.
func (r *reader) sql(file string, data []byte) error {
	// Columns as every product creates them.
	acls := &sqldump.Table{Name: "acl", Columns: []string{"id", "name", "comments", "description", "valid_id", "stop_after_match",
		"config_match", "config_change", "create_time", "create_by", "change_time", "change_by"}}
	users := &sqldump.Table{Name: "users", Columns: []string{"id", "login", "pw", "title", "first_name", "last_name", "valid_id",
		"create_time", "create_by", "change_time", "change_by"}, Keep: []string{"id", "login"}, Quiet: true}
	dump := sqldump.New(file, data, acls, users)
	s := &dumpReader{reader: r, file: file, databases: map[string]bool{}, logins: map[[2]string]string{}}
	known := len(r.result.Diagnostics)
	rows := 0
	for row := range dump.Rows() {
		if row.Table == users {
			s.user(row)
			continue
		}
		rows++
		if s.row(row); s.refused >= maxOfRule {
			s.finding(diag.SQLSyntax, diag.Error, firstOf(row.Span()), "", "too many ACLs with mistakes in their YAML: what follows was not read", "")
			break
		}
	}
	s.resolve()
	r.result.Diagnostics = append(r.result.Diagnostics, dump.Diagnostics()...)
	r.result.Partial = r.result.Partial || dump.Partial()
	switch {
	case rows > 0 || dump.Has(acls.Name) && dump.Partial():
	case dump.Has(acls.Name):
		r.report(Diagnostic{Rule: diag.SQLSyntax, Severity: diag.Warning, Place: Place{File: file},
			Summary: "the table acl has no rows in this dump",
			Detail:  "either the system has no ACLs, or the dump has no data"})
	default:
		r.result.Partial = true
		r.report(Diagnostic{Rule: diag.SQLSyntax, Severity: diag.Error, Place: Place{File: file},
			Summary: "no table acl in this dump",
			Detail:  "dump the tables acl and users (for the logins) of the system's database"})
	}
	// No fix: what stands in the dump is a text within a text.
	for i := range r.result.Diagnostics[known:] {
		r.result.Diagnostics[known+i].Fixes = nil
	}
	return nil
}

// dumpReader reads the rows of one dump.
type dumpReader struct {
	*reader
	file      string
	databases map[string]bool      // that had ACLs, or another table of that name
	logins    map[[2]string]string // by database and id
	found     []dumped
	refused   int // sections that are no YAML
}

// dumped is an ACL with the database that it comes from.
type dumped struct {
	acl      *ACL
	database string
}

// database is where the last ACL was, as far as the dump says it.
func (s *dumpReader) database() string {
	if len(s.found) == 0 {
		return ""
	}
	return s.found[len(s.found)-1].database
}

func (s *dumpReader) user(row *sqldump.Row) {
	id, login := row.Get("id"), row.Get("login")
	if id != nil && login != nil && login.Kind == sqldump.Text {
		s.logins[[2]string{row.Database, id.String()}] = login.String()
	}
}

// row reads one row of the table acl.
func (s *dumpReader) row(row *sqldump.Row) {
	name := row.Get("name")
	first := !s.databases[row.Database]
	s.databases[row.Database] = true
	if name == nil || row.Get("config_match") == nil && row.Get("config_change") == nil {
		if first {
			s.finding(diag.SQLSyntax, diag.Warning, row.Span(), "", "a table acl without name and config_match: not one of ticket ACLs",
				"its rows are left out")
		}
		return
	}
	if before := s.database(); first && before != "" && row.Database != "" {
		s.finding(diag.SQLSyntax, diag.Warning, row.Span(), "",
			fmt.Sprintf("ACLs of another database: '%s' after '%s'", row.Database, before),
			"read as one set; dump one database for the ACLs of one system")
	}
	entry := Value{Kind: acl.Hash, Span: row.Span()}
	for _, e := range exported() {
		if v := row.Get(e.column); v != nil {
			entry.SetEntries(append(entry.Entries(), Entry{Key: e.key, Value: s.value(e.key, v, name.String())}))
		}
	}
	if !isNamed(&entry) || name.Kind == sqldump.Computed {
		s.result.Partial = true
		s.finding(diag.MissingName, diag.Error, name.Span(), "", "an ACL without a name that can be read: left out", "give it a name")
		return
	}
	a := newACL(s.file, &entry)
	s.validity(a, &entry, nil)
	s.block(a, "ConfigMatch", a.Meta.ConfigMatch, matchLevel)
	s.block(a, "ConfigChange", a.Meta.ConfigChange, changeLevel)
	s.result.Set.ACLs = append(s.result.Set.ACLs, a)
	s.found = append(s.found, dumped{a, row.Database})
}

// value is what an export has under a key.
func (s *dumpReader) value(key string, v *sqldump.Value, name string) Value {
	switch key {
	case "ConfigMatch", "ConfigChange":
		return s.config(key, v, name)
	}
	out := Value{Kind: acl.String, Text: v.String(), Span: v.Span()}
	switch {
	case v.Kind == sqldump.Computed:
		out.Kind, out.Text = acl.Dynamic, "…"
	case key == "StopAfterMatch" && !out.IsTrue():
		out.Kind, out.Text = acl.Number, "0"
	case key == "Description" && !out.IsTrue():
		out.Text = ""
	case v.Kind == sqldump.Null:
		out.Kind = acl.Undef
	case key == "ID" || key == "ValidID" || key == "StopAfterMatch" || key == "CreateBy" || key == "ChangeBy":
		if isDigits(out.Text) {
			out.Kind = acl.Number
		}
	}
	return out
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// config reads the YAML of a section, and gives everything in it its place in
// the dump. Like the system it takes what is false for no section; of what it
// cannot read the system has none either.
func (s *dumpReader) config(key string, v *sqldump.Value, name string) Value {
	span := v.Span()
	switch {
	case v.Kind == sqldump.Computed:
		s.result.Partial = true
		s.finding(diag.SQLSyntax, diag.Error, span, name, key+" is an expression that only the database can tell: not read",
			"dump the table with its values written out")
		return Value{Span: span}
	case len(v.Bytes()) == 0 || string(v.Bytes()) == "0":
		return Value{Kind: acl.String, Span: span}
	}
	doc := yamlx.Load(s.file, v.Bytes())
	for _, d := range doc.Diagnostics {
		d.ACL = name
		if d.Rule == diag.YAMLRoot {
			d.Detail = "" // it speaks of a file
		}
		if !d.Place.Span.IsValid() {
			d.Place.Span = span
		} else {
			place(&d.Place.Span, v)
		}
		for i := range d.Related {
			place(&d.Related[i].Place.Span, v)
		}
		s.report(d)
	}
	s.result.Partial = s.result.Partial || doc.Refused || doc.Documents > 1
	if doc.Refused {
		s.refused++
		return Value{Span: span}
	}
	placeAll(&doc.Root, v, map[*Value]bool{})
	if !doc.Root.Span.IsValid() {
		doc.Root.Span = span
	}
	return doc.Root
}

// place moves a span of a value's own text to where it stands in the dump.
func place(span *Span, in *sqldump.Value) {
	for _, p := range []*Pos{&span.Start, &span.End} {
		if p.IsValid() {
			*p = in.Pos(int(p.Offset))
		}
	}
}

// placeAll does so with all spans of a value. What aliases share is one thing
// in memory, and is moved once.
func placeAll(v *Value, in *sqldump.Value, moved map[*Value]bool) {
	place(&v.Span, in)
	once := func(first *Value) bool {
		if v.Shared == 0 {
			return true
		}
		done := moved[first]
		moved[first] = true
		return !done
	}
	if len(v.Items()) > 0 && once(&v.Items()[0]) {
		for i := range v.Items() {
			placeAll(&v.Items()[i], in, moved)
		}
	}
	if len(v.Entries()) > 0 && once(&v.Entries()[0].Value) {
		for i := range v.Entries() {
			place(&v.Entries()[i].KeySpan, in)
			placeAll(&v.Entries()[i].Value, in, moved)
		}
	}
}

// block looks at a section as it stands in the database: the system deploys an
// ACL without what is no hash.
func (s *dumpReader) block(a *ACL, key string, v *Value, l level) {
	switch {
	case v == nil:
	case v.Kind == acl.Hash:
		s.keys(a, v, l)
	case v.IsTrue():
		s.finding(diag.NotAList, diag.Error, v.Span, a.Name,
			fmt.Sprintf("%s is a %s, a hash belongs here: the system deploys the ACL without it", key, v.Kind), "it holds "+strings.Join(l.known(), ", "))
	}
}

// resolve puts logins for the ids of users, as an export does; what the dump
// does not know stays a number.
func (s *dumpReader) resolve() {
	for _, f := range s.found {
		for _, v := range []*Value{f.acl.Meta.CreateBy, f.acl.Meta.ChangeBy} {
			if v == nil {
				continue
			}
			if login, ok := s.logins[[2]string{f.database, v.Text}]; ok {
				v.Kind, v.Text = acl.String, login
			}
		}
	}
}

func (s *dumpReader) finding(rule Rule, severity Severity, span Span, name, summary, detail string) {
	s.report(Diagnostic{Rule: rule, Severity: severity, Place: Place{File: s.file, Span: span}, ACL: name, Summary: summary, Detail: detail})
}
