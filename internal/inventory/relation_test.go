package inventory

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/ownfile"
)

// told is a relation in one line: attributes, then the rows with their places.
func told(rel *Relation) string {
	out := []string{rel.Place.String() + " " + rel.Attribute1 + ">" + rel.Attribute2}
	for i, row := range rel.Data {
		var cells []string
		for _, name := range slices.Compact([]string{rel.Attribute1, rel.Attribute2}) {
			if v, ok := row[name]; ok {
				cells = append(cells, fmt.Sprintf("%q", v))
			} else {
				cells = append(cells, "-")
			}
		}
		out = append(out, rel.Rows[i].Start.String()+" "+strings.Join(cells, ">"))
	}
	return strings.Join(out, "; ")
}

func TestParseRelation(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"Queue;State\nRaw;open\nRaw;new\n", `r.csv:1:1 Queue>State; 2:5 "Raw">"open"; 3:5 "Raw">"new"`},
		{"Queue;State\nRaw;open", `r.csv:1:1 Queue>State; 2:5 "Raw">"open"`},
		{"\xef\xbb\xbfQueue;State\r\nRäw;öpen\r\n", `r.csv:1:1 Queue>State; 2:5 "Räw">"öpen"`},
		{"Queue;State\rRaw;open\r", `r.csv:1:1 Queue>State; 2:5 "Raw">"open"`},
		{"\"Queue\";\"State\"\n\"a;b\nc \"\"d\"\"\";open\n;x", `r.csv:1:1 Queue>State; 3:10 "a;b\nc \"d\"">"open"; 4:2 "">"x"`},
		{"Queue;State\n Raw ; open \n", `r.csv:1:1 Queue>State; 2:7 " Raw ">" open "`},
		{"Queue;State\nRaw;open;more\n\nRaw\n", `r.csv:1:1 Queue>State; 2:5 "Raw">"open"; 3:1 "">-; 4:1 "Raw">-`},
		{"Queue;Queue\nRaw;Junk\nRaw\n", `r.csv:1:1 Queue>Queue; 2:5 "Junk"; 3:1 -`},
		{"Queue;State\n0;0\n", `r.csv:1:1 Queue>State; 2:3 "0">"0"`},

		{"", "r.csv:1:1 the file is empty"},
		{"Queue,State\nRaw,open\n", "r.csv:1:1 only semicolons separate columns"},
		{"Queue\tState\nRaw\topen\n", "r.csv:1:1 only semicolons separate columns"},
		{"Queue\nRaw\n", "r.csv:1:1 here it has 1 columns"},
		{"Queue;State;Type\na;b;c\n", "r.csv:1:1 here it has 3 columns"},
		{"\nQueue;State\n", "r.csv:1:1 here it has 1 columns"},
		{";State\na;b\n", "r.csv:1:1 an attribute without a name"},
		{"Queue;State\n", "r.csv:1:1 there is no row after the first"},
		{"Queue;State\na;b\"c\n", "r.csv:2:4 a quote inside a cell"},
		{"Queue;State\n \"a\";b\n", "r.csv:2:2 a quote inside a cell"},
		{"Queue;State\n\"a\"b;c\n", "r.csv:2:4 goes on after its closing quote"},
		{"Queue;State\na;\"b\nc;d\n", "r.csv:2:3 a quote that nothing closes"},
		{"\"Queue;State\n", "r.csv:1:1 a quote that nothing closes"},
		{"Queue;State\na;\xff\n", "r.csv:1:1 no UTF-8"},
		{"Queue;State\n" + strings.Repeat("\n", 11), "r.csv:12:1 more than 200000 rows"},
	} {
		rel, problem := parseRelation("r.csv", []byte(c.source), 10)
		if problem == nil {
			if got := told(&rel); got != c.want {
				t.Errorf("%q:\n got %s\nwant %s", c.source, got, c.want)
			}
			continue
		}
		place, part, _ := strings.Cut(c.want, " ")
		if problem.Place.String() != place || !strings.Contains(problem.Summary, part) {
			t.Errorf("%q:\n got %s %s\nwant %s", c.source, problem.Place, problem.Summary, c.want)
		}
	}
}

// TestRelations: rows in the inventory and in files beside it.
func TestRelations(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"rows.csv": "Queue;State\nRaw;open\n", "comma.csv": "Queue,State\nRaw,open\n", "more/rows.csv": "Type;State\nA;new\n",
		"i.yml": `attribute_relations:
- rows.csv
- {file: more/rows.csv, Priority: 3, Restrictive: 1}
- {Filename: other.csv, file: rows.csv, ID: 7}
- {Filename: inline.csv, Attribute1: Queue, Attribute2: State, Data: [{Queue: Raw, State: new}, {State: x}]}
- comma.csv
- absent.csv
- {file: rows.xlsx}
- {file: more}
- {file: rows.csv, Attribute1: Queue}
- {Filename: none.csv, Attribute1: Queue, Attribute2: State, Data: []}
- {Priority: 1}
`,
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	inv, findings, err := Load(filepath.Join(dir, "i.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i := range inv.Relations {
		rel := &inv.Relations[i]
		got = append(got, rel.Filename+" "+rel.ID+rel.Priority+" "+strings.ReplaceAll(told(rel), dir+string(filepath.Separator), ""))
	}
	want := []string{
		`rows.csv  rows.csv:1:1 Queue>State; 2:5 "Raw">"open"`,
		`rows.csv 3 ` + filepath.Join("more", "rows.csv") + `:1:1 Type>State; 2:3 "A">"new"`,
		`other.csv 7 rows.csv:1:1 Queue>State; 2:5 "Raw">"open"`,
		`inline.csv  i.yml:5:3 Queue>State; 5:91 "Raw">"new"; 5:105 ->"x"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !inv.Relations[1].Restrictive || inv.Relations[0].Restrictive {
		t.Error("Restrictive is lost, or where nobody said it")
	}
	var problems []string
	for _, d := range findings {
		problems = append(problems, strings.TrimPrefix(d.Place.String(), dir+string(filepath.Separator))+" "+d.Summary)
	}
	for i, part := range []string{
		"comma.csv:1:1 only semicolons", "i.yml:7:3 ", "i.yml:8:10 \"rows.xlsx\" is a workbook", "i.yml:9:10 ",
		"i.yml:10:32 Attribute1 comes from the file", "i.yml:11:3 an attribute relation has", "i.yml:12:3 an entry of attribute_relations has no Filename",
	} {
		if i >= len(problems) || !strings.HasPrefix(problems[i], part) {
			t.Errorf("finding %d is not %s: %q", i, part, problems)
		}
	}
}

// TestRelationFilesOfAText: an inventory that is no file reads none.
func TestRelationFilesOfAText(t *testing.T) {
	inv, findings := Parse("i.yml", []byte("attribute_relations: [/etc/hostname]"))
	if len(inv.Relations) > 0 || len(findings) != 1 || !strings.Contains(findings[0].Summary, "read only for an inventory that is a file") {
		t.Errorf("%v %v", inv.Relations, findings)
	}
}

// TestRelationsAreBounded: neither rows nor findings grow without end.
func TestRelationsAreBounded(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("rows.csv", "a;b\n"+strings.Repeat("\n", maxRelationRows/2+1))
	write("bad.csv", "a,b\n")
	path := write("i.yml", "attribute_relations:\n"+strings.Repeat("- rows.csv\n", 3)+strings.Repeat("- bad.csv\n", 300))
	inv, findings, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(inv.Relations) != 1 || len(findings) > 2*ownfile.MaxFindings+2 {
		t.Errorf("%d relations, %d findings", len(inv.Relations), len(findings))
	}
}

func FuzzParseRelation(f *testing.F) {
	for _, s := range []string{
		"Queue;State\nRaw;open\n", "\xef\xbb\xbfa;b\r\n\"x\"\"y\";z", "a;b\n\"", "a;b\n\n\n;", ";\n;\n", "a;a\nb\n\r\r\nc;d", "a,b\n1,2",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		rel, problem := parseRelation("r.csv", data, 1000)
		if problem != nil {
			if s := problem.Place.Span; !s.IsValid() || int(s.End.Offset) > len(data) {
				t.Fatalf("place %v of %d bytes", s, len(data))
			}
			return
		}
		if len(rel.Data) == 0 || len(rel.Data) != len(rel.Rows) || falsy(rel.Attribute1) || falsy(rel.Attribute2) {
			t.Fatalf("%+v", rel)
		}
		before := rel.Place.Span
		for i, row := range rel.Data {
			for name := range maps.Keys(row) {
				if name != rel.Attribute1 && name != rel.Attribute2 {
					t.Fatalf("row %d has %q", i, name)
				}
			}
			if s := rel.Rows[i]; s.End.Before(s.Start) || s.Start.Before(before.Start) || int(s.End.Offset) > len(data) {
				t.Fatalf("row %d is at %v, after %v", i, s, before)
			}
			before = rel.Rows[i]
		}
	})
}
