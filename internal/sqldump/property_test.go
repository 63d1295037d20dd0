package sqldump

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// style writes a text as some database does, and names its dump.
type style struct {
	name, dump string
	write      func(s string) string
}

func styles() []style {
	double := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	backslashes := strings.NewReplacer("\\", `\\`, "'", `\'`, "\"", `\"`, "\n", `\n`, "\r", `\r`, "\x00", `\0`, "\x1a", `\Z`)
	each := func(format string) func(string) string {
		return func(s string) string {
			var b strings.Builder
			for _, r := range s {
				fmt.Fprintf(&b, format, r)
			}
			return b.String()
		}
	}
	return []style{
		{"standard", sqliteDump, double},
		{"MySQL", mysqlDump, func(s string) string { return "'" + backslashes.Replace(s) + "'" }},
		{"MySQL binary", mysqlDump, func(s string) string { return "_binary '" + backslashes.Replace(s) + "'" }},
		{"MySQL doubled", mysqlDump, func(s string) string {
			return "'" + strings.ReplaceAll(strings.ReplaceAll(s, `\`, `\\`), "'", "''") + "'"
		}},
		{"hexadecimal", mysqlDump, func(s string) string { return fmt.Sprintf("0x%X", s) }},
		{"quoted hexadecimal", pgDump, func(s string) string { return fmt.Sprintf("x'%x'", s) }},
		{"PostgreSQL", pgDump, double},
		{"PostgreSQL with backslashes", pgDump, func(s string) string {
			return "E" + strings.ReplaceAll(double(strings.ReplaceAll(s, `\`, `\\`)), "\n", `\n`)
		}},
		{"PostgreSQL's letters", pgDump, func(s string) string { return "E'" + each(`\U%08X`)(s) + "'" }},
		{"letters by number", pgDump, func(s string) string { return "U&'" + each(`\+%06X`)(s) + "'" }},
		{"cast", pgDump, func(s string) string { return double(s) + "::text" }},
		{"joined", pgDump, func(s string) string {
			n := len(s) / 2
			for !utf8.RuneStart((s + "x")[n]) {
				n--
			}
			return "(" + double(s[:n]) + "||" + double(s[n:]) + ")"
		}},
		{"SQLite's line breaks", sqliteDump, func(s string) string {
			return "replace(replace(" + strings.NewReplacer("\n", "<LF>", "\r", "<CR>").Replace(double(s)) + ",'<CR>',char(13)),'<LF>',char(10))"
		}},
		{"SQL Server", serverDump, func(s string) string { return "N" + double(s) }},
	}
}

// texts draws texts of what is special somewhere.
func texts() *rapid.Generator[string] {
	part := rapid.SampledFrom([]string{"'", "''", "\"", "\\", "\\\\", "\n", "\r\n", "\t", ";", ",", "(", ")", "),(", "--", "-- ", "/*", "*/", "#", "$$", "$a$", "\\.", "\n\\.\n", "\\N", "\\n", "\\x41", "%", "_",
		"`", "[", "]", "||", "::", "NULL", "INSERT INTO t VALUES (1,2);", "\nINSERT INTO t VALUES (1,2);", "\nGO\n", "a", "bc", "ä", "€", "😀", "\ufeff", "\x00", "\x1a", "\x7f"})
	return rapid.Map(rapid.SliceOfN(part, 0, 12), func(p []string) string { return strings.Join(p, "") })
}

// TestWrittenAndRead writes random rows in every style and reads them back,
// each text with each of its plain letters at its place.
func TestWrittenAndRead(t *testing.T) {
	for _, s := range styles() {
		t.Run(s.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				rows := rapid.SliceOfN(rapid.SliceOfN(texts(), 2, 2), 1, 4).Draw(t, "rows")
				var b strings.Builder
				b.WriteString(s.dump)
				table := rapid.SampledFrom([]string{"t", "T", "s.t"}).Draw(t, "table")
				together := rapid.Bool().Draw(t, "together")
				fmt.Fprintf(&b, "INSERT INTO other VALUES (%s);\n", s.write(rows[0][0]))
				for i, r := range rows {
					if i == 0 || !together {
						fmt.Fprintf(&b, "INSERT INTO %s VALUES\n", table)
					}
					end := ";\n"
					if together && i < len(rows)-1 {
						end = ",\n"
					}
					fmt.Fprintf(&b, "(%s, %s)%s", s.write(r[0]), s.write(r[1]), end)
				}
				fmt.Fprintf(&b, "INSERT INTO other VALUES (%s);\n", s.write(rows[0][1]))
				text := b.String()
				d := New("x.sql", []byte(text), &Table{Name: "t", Columns: []string{"a", "b"}})
				n := 0
				for r := range d.Rows() {
					for i, c := range r.Columns {
						if n < len(rows) {
							checkValue(t, text, r.Get(c), rows[n][i])
						}
					}
					n++
				}
				if n != len(rows) || len(d.Diagnostics()) > 0 {
					t.Fatalf("%q: %d rows of %d, %v", text, n, len(rows), d.Diagnostics())
				}
			})
		})
	}
}

// TestCopiedAndRead does the same with PostgreSQL's COPY.
func TestCopiedAndRead(t *testing.T) {
	escaped := strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(texts(), 2, 2), 0, 4).Draw(t, "rows")
		var lines string
		for _, r := range rows {
			lines += escaped.Replace(r[0]) + "\t" + escaped.Replace(r[1]) + "\n"
		}
		text := pgDump + "COPY other (a, b) FROM stdin;\n" + lines + "\\.\n\nCOPY s.t (a, b) FROM stdin;\n" + lines + "\\.\n"
		d := New("x.sql", []byte(text), &Table{Name: "t"})
		n := 0
		for r := range d.Rows() {
			for i, c := range r.Columns {
				checkValue(t, text, r.Get(c), rows[n][i])
			}
			n++
		}
		if n != len(rows) || len(d.Diagnostics()) > 0 {
			t.Fatalf("%q: %d rows of %d, %v", text, n, len(rows), d.Diagnostics())
		}
	})
}

// checkValue holds that a value is what was written, and that the places of its
// characters go forward within its own; a letter that no style changes stands
// there itself, but where it is written by number.
func checkValue(t *rapid.T, text string, v *Value, want string) {
	if v.Kind != Text || v.String() != want {
		t.Fatalf("%q: got %q, want %q", text, v.String(), want)
	}
	span := v.Span()
	source := text[span.Start.Offset:span.End.Offset]
	byNumber := strings.HasPrefix(strings.ToLower(source), "0x") || strings.HasPrefix(source, "x'") || strings.Contains(source, `\U0`) || strings.HasPrefix(source, "U&")
	last := span.Start
	for i, r := range want {
		p := v.Pos(i)
		if p.Before(last) || span.End.Before(p) {
			t.Fatalf("%q: character %d of %q at %v, the one before at %v, all in %v", text, i, want, p, last, span)
		}
		last = p
		if here := text[p.Offset:]; strings.ContainsRune("abcä€😀", r) && !byNumber && !strings.HasPrefix(here, string(r)) {
			t.Fatalf("%q: character %d of %q at %v, where %.10q is", text, i, want, p, here)
		}
	}
	if end := v.Pos(len(want)); end.Before(last) || span.End.Before(end) {
		t.Fatalf("%q: the end of %q at %v, all in %v", text, want, end, span)
	}
}
