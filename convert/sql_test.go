package convert

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// readSQL reads a dump.
func readSQL(tb testing.TB, file string, data []byte) *Result {
	tb.Helper()
	r := &reader{opts: Options{MaxSize: DefaultMaxSize}, result: &Result{Set: &Set{}}}
	if err := r.sql(file, data); err != nil {
		tb.Fatal(err)
	}
	return r.finish()
}

func dumps(tb testing.TB) []string {
	tb.Helper()
	files, err := filepath.Glob("../testdata/sql/*.sql")
	if err != nil || len(files) < 17 {
		tb.Fatalf("%d dumps, %v", len(files), err)
	}
	return files
}

func contentOf(tb testing.TB, file string) []byte {
	tb.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// readable shows cmp what values hold.
func readable() cmp.Option {
	type shown struct {
		Kind    acl.Kind
		Shared  int32
		Text    string
		Span    Span
		Items   []Value
		Entries []Entry
	}
	return cmp.Transformer("shown", func(v Value) shown {
		return shown{v.Kind, v.Shared, v.Text, v.Span, v.Items(), v.Entries()}
	})
}

// withoutPlaces is what was written, wherever it stands.
func withoutPlaces(v Value) Value {
	v.Span, v.Shared = Span{}, 0
	v.SetItems(slices.Clone(v.Items()))
	v.SetEntries(slices.Clone(v.Entries()))
	for i := range v.Items() {
		v.Items()[i] = withoutPlaces(v.Items()[i])
	}
	for i := range v.Entries() {
		v.Entries()[i].KeySpan = Span{}
		v.Entries()[i].Value = withoutPlaces(v.Entries()[i].Value)
	}
	return v
}

func entries(s *Set) []Value {
	var out []Value
	for _, a := range s.ACLs {
		out = append(out, withoutPlaces(a.Entry))
	}
	return out
}

// TestSQL holds every dump to the export of the same system, kinds, order and
// all.
func TestSQL(t *testing.T) {
	export, err := ReadBytes("acls.yml", contentOf(t, "../testdata/sql/acls.yml"))
	if err != nil || len(export.Diagnostics) > 0 {
		t.Fatal(err, export.Diagnostics)
	}
	for _, file := range dumps(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data := contentOf(t, file)
			if got := Detect(data); got != SQL {
				t.Errorf("taken for %s", got)
			}
			want := entries(export.Set)
			findings := ""
			switch filepath.Base(file) {
			case "sqlite-insert.sql": // without users
				replaceAll(want, "root@localhost", acl.Number, "1")
				replaceAll(want, "jürgen", acl.Number, "2")
			case "mariadb-dump-latin1.sql":
				rename(want, "300-Größe-€-\U0001F600", "300-Größe-€-?")
				rename(want, "¿Qué? 日本語", "¿Qué? ???")
				findings = "53:11: warning: byte 0xf6 is no UTF-8: such texts of this dump are read as Latin-1 (Windows-1252) [mojibake]"
			}
			r := readSQL(t, file, data)
			if got := lines(r.Diagnostics); got != findings || r.Partial {
				t.Errorf("partial %v, findings\n%s\nwant\n%s", r.Partial, got, findings)
			}
			if d := cmp.Diff(want, entries(r.Set), readable()); d != "" {
				t.Error(d)
			}
			for _, a := range r.Set.ACLs {
				if a.Form != acl.Export || a.File != file || a.Meta.ConfigMatch == nil || a.Meta.ValidID == nil {
					t.Errorf("%+v", a)
				}
			}
			checkPlaces(t, data, r)
		})
	}
}

// replaceAll gives the makers of ACLs another name.
func replaceAll(list []Value, old string, kind acl.Kind, text string) {
	for i := range list {
		for _, key := range []string{"CreateBy", "ChangeBy"} {
			if v := list[i].Get(key); v.Text == old {
				v.Kind, v.Text = kind, text
			}
		}
	}
}

// rename changes a Name or Description.
func rename(list []Value, old, text string) {
	for i := range list {
		for _, key := range []string{"Name", "Description"} {
			if v := list[i].Get(key); v.Text == old {
				v.Text = text
			}
		}
	}
}

// checkPlaces holds that everything of an ACL stands within its row, that each
// line and column is that of its offset, and that names and items that need no
// escape stand where their places say.
func checkPlaces(t testing.TB, data []byte, r *Result) {
	t.Helper()
	check := func(what string, s, in Span) {
		for _, p := range []Pos{s.Start, s.End} {
			if int(p.Offset) > len(data) {
				t.Fatalf("%s at %d of %d", what, p.Offset, len(data))
			}
			before := data[:p.Offset]
			line := before[bytes.LastIndexByte(before, '\n')+1:]
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
			if want := (Pos{Offset: p.Offset, Line: uint32(bytes.Count(before, []byte("\n")) + 1), Column: uint32(len([]rune(string(line))) + 1)}); p != want {
				t.Errorf("%s at %+v, want %+v", what, p, want)
			}
		}
		if s.Start.Before(in.Start) || in.End.Before(s.End) || s.End.Before(s.Start) {
			t.Errorf("%s at %v is outside of %v", what, s, in)
		}
	}
	var walk func(v *Value, in Span)
	walk = func(v *Value, in Span) {
		if !v.Span.IsValid() {
			t.Errorf("%s %q has no place", v.Kind, v.Text)
			return
		}
		check(v.Kind.String()+" "+v.Text, v.Span, in)
		if v.Kind == acl.String && plain(v.Text) {
			if got := string(data[v.Span.Start.Offset:v.Span.End.Offset]); !strings.Contains(got, v.Text) && !isHex(got) {
				t.Errorf("%q stands at %q", v.Text, got)
			}
		}
		for i := range v.Items() {
			walk(&v.Items()[i], v.Span)
		}
		for i := range v.Entries() {
			if e := &v.Entries()[i]; e.KeySpan.IsValid() {
				check("key "+e.Key, e.KeySpan, v.Span)
				if got := string(data[e.KeySpan.Start.Offset:e.KeySpan.End.Offset]); got != e.Key && !isHex(got) && plain(e.Key) {
					t.Errorf("key %q stands at %q", e.Key, got)
				}
			}
			walk(&v.Entries()[i].Value, v.Span)
		}
	}
	for _, a := range r.Set.ACLs {
		check(a.Name, a.NameSpan, a.Entry.Span)
		for i := range a.Entry.Entries() {
			e := &a.Entry.Entries()[i]
			if e.Key == "CreateBy" || e.Key == "ChangeBy" {
				e = &Entry{Key: e.Key, Value: Value{Span: e.Value.Span}} // the login stands elsewhere
			}
			walk(&e.Value, a.Entry.Span)
		}
	}
}

func plain(s string) bool {
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") == "" && len(s) > 3
}

// isHex tells what stands in a dump as hexadecimal digits or cut in two.
func isHex(s string) bool {
	return strings.Trim(s, "0123456789abcdefABCDEF") == "" || strings.Contains(s, "' || '")
}

// TestSQLPlaces shows where things stand.
func TestSQLPlaces(t *testing.T) {
	text := "INSERT INTO `acl` VALUES\n(1,'Größe',NULL,'',1,0,'---\\nProperties:\\n  Queue:\\n    Name: [it\\'s, ö, x]\\n','---\\nPossible: {Ticket: &a {State: [open]}}\\nPossibleAdd: {Ticket: *a}\\n',NOW(),1,'',1);\n"
	r := readSQL(t, "x.sql", []byte(text))
	if len(r.Diagnostics) > 0 || len(r.Set.ACLs) != 1 {
		t.Fatal(lines(r.Diagnostics))
	}
	a := r.Set.ACLs[0]
	var got []string
	note := func(s Span) {
		got = append(got, s.Start.String()+" "+text[s.Start.Offset:s.End.Offset])
	}
	note(a.Entry.Span)
	note(a.NameSpan)
	note(a.Blocks[acl.Properties].KeySpan)
	for i := range a.Block(acl.Properties).Get("Queue").Get("Name").Items() {
		note(a.Block(acl.Properties).Get("Queue").Get("Name").Items()[i].Span)
	}
	note(a.Block(acl.Possible).Get("Ticket").Span)
	note(a.Block(acl.PossibleAdd).Get("Ticket").Span)
	note(a.Block(acl.PossibleAdd).Get("Ticket").Get("State").Items()[0].Span)
	note(a.Meta.CreateTime.Span)
	want := []string{
		"2:1 " + text[25:len(text)-2], "2:4 'Größe'", "2:30 Properties", `2:64 it\'s`, "2:71 ö", "2:74 x",
		"2:108 {State: [open]}", "2:148 *a", "2:117 open", "2:155 NOW()",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if v := a.Meta.CreateTime; v.Kind != acl.Dynamic || v.Text != "…" {
		t.Errorf("%+v", v)
	}
}

// TestSQLOfWindows reads dumps that went through Windows: UTF-16 with a byte
// order mark, as PowerShell and SQL Server's tools have it, and CR LF.
func TestSQLOfWindows(t *testing.T) {
	for _, file := range dumps(t) {
		data := contentOf(t, file)
		want := readSQL(t, file, data)
		if strings.HasSuffix(file, "latin1.sql") {
			continue // is no text as a whole
		}
		for _, order := range []string{"little", "big"} {
			wide := []byte("\xff\xfe")
			if order == "big" {
				wide = []byte("\xfe\xff")
			}
			for _, u := range utf16.Encode([]rune(string(data))) {
				if order == "big" {
					wide = append(wide, byte(u>>8), byte(u))
				} else {
					wide = append(wide, byte(u), byte(u>>8))
				}
			}
			if got := Detect(wide); got != SQL {
				t.Errorf("%s, %s endian: taken for %s", file, order, got)
			}
			got := readSQL(t, file, wide)
			if d := cmp.Diff(entries(want.Set), entries(got.Set), readable()); d != "" {
				t.Errorf("%s, %s endian: %s", file, order, d)
			}
			for i, a := range got.Set.ACLs {
				b := want.Set.ACLs[i]
				at := a.NameSpan.Start
				if at.Line != b.NameSpan.Start.Line || at.Column != b.NameSpan.Start.Column ||
					int(at.Offset) != 2+2*len(utf16.Encode([]rune(string(data[:b.NameSpan.Start.Offset])))) {
					t.Errorf("%s, %s endian: %s at %+v, in UTF-8 at %+v", file, order, a.Name, at, b.NameSpan.Start)
				}
			}
		}
		// Texts that hold real line breaks change with them; the others do not.
		windows := append([]byte("\uFEFF"), bytes.ReplaceAll(bytes.ReplaceAll(data, []byte("\r"), nil), []byte("\n"), []byte("\r\n"))...)
		if got := readSQL(t, file, windows); names(got.Set) != names(want.Set) || len(got.Diagnostics) != 0 {
			t.Errorf("%s with CR LF: %s\n%s", file, names(got.Set), lines(got.Diagnostics))
		} else {
			checkPlaces(t, windows, got)
		}
	}
}
