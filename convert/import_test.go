package convert

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/product"
)

// masked takes out what two imports never have in common.
func masked(text []byte) string {
	s := regexp.MustCompile(`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`).ReplaceAllString(string(text), "TIME")
	return regexp.MustCompile(`(?m)^  ID: \d+$`).ReplaceAllString(s, "  ID: N")
}

// TestImportAsMeasured imports what was imported into a real system, and holds
// what it then deployed, exported again and refused.
func TestImportAsMeasured(t *testing.T) {
	count := 0
	for _, kind := range []string{"visible", "handwritten"} {
		log, err := os.ReadFile("../testdata/deploy/real/" + kind + ".jsonl")
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(bytes.NewReader(log))
		for lines.Scan() {
			var measured struct {
				File   string
				Import *struct {
					ACLErrors, AddedACLs, Message string
					Success                       int
				}
				Died string `json:"import_died"`
			}
			if err := json.Unmarshal(lines.Bytes(), &measured); err != nil {
				t.Fatal(err)
			}
			count++
			read := func(name string) []byte {
				data, err := os.ReadFile("../testdata/deploy/" + name)
				if err != nil {
					t.Fatal(err)
				}
				return data
			}
			file := kind + "/" + measured.File
			r, err := ReadBytes(file+".yml", read(file+".yml"))
			if err != nil {
				t.Fatal(err)
			}
			set := r.Set
			opts := writeOptions(t, "otobo-11.0")
			opts.Faithful = true
			if r.Refused {
				set = &Set{}
			}
			got, findings := Import(set, opts)
			for _, c := range []struct {
				what string
				to   Output
				want []byte
			}{
				{"exported again", Export, read("real/" + file + ".export.yml")},
				{"deployed", Deployment, read("real/" + file + ".pm")},
			} {
				if diff := cmp.Diff(masked(c.want), masked(Write(got, c.to, opts).Data)); diff != "" {
					t.Errorf("%s %s (-want +got):\n%s\n%v", file, c.what, diff, findings)
				}
			}
			if measured.Import == nil || measured.Import.Success == 0 {
				continue
			}
			var added, refused []string
			for _, a := range got.ACLs {
				added = append(added, a.Name)
			}
			for _, d := range findings {
				if strings.Contains(d.Summary, "is refused") {
					refused = append(refused, d.ACL)
				}
			}
			if got := strings.Join(added, ", "); got != measured.Import.AddedACLs {
				t.Errorf("%s: added %q, want %q", file, got, measured.Import.AddedACLs)
			}
			want := strings.FieldsFunc(measured.Import.ACLErrors, func(r rune) bool { return r == ',' || r == ' ' })
			slices.Sort(want)
			slices.Sort(refused)
			if diff := cmp.Diff(want, refused, cmp.Transformer("none", func(s []string) []string { return append([]string{}, s...) })); diff != "" {
				t.Errorf("%s: refused (-want +got):\n%s", file, diff)
			}
		}
	}
	if count != 40 {
		t.Errorf("%d imports, want 40", count)
	}
}

// TestImportOfPerl: what an export cannot hold, and what code makes, is said.
func TestImportOfPerl(t *testing.T) {
	r, err := ReadBytes("a.pm", []byte("$Self->{TicketAcl}->{ok} = { Weird => {} };\n$Self->{TicketAcl}->{code} = { Properties => { Queue => { Name => [ $x ] } } };\n"))
	if err != nil {
		t.Fatal(err)
	}
	set, findings := Import(r.Set, writeOptions(t, "otobo-11.0"))
	if len(set.ACLs) != 1 || len(findings) != 2 || !strings.HasPrefix(findings[0].Summary, "'Weird'") || !strings.HasPrefix(findings[1].Summary, "'code' is left out: code makes it") {
		t.Errorf("%d ACLs, %v", len(set.ACLs), findings)
	}
}

// TestImportOver: with the box for overwriting ticked, ACLs of the same name become what the
// import says (semantics, "Import"): what it leaves out has its default, and nothing is deleted.
func TestImportOver(t *testing.T) {
	target := product.Default()
	read := func(text string) *Set {
		r, err := ReadBytes("f.yml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return r.Set
	}
	has := read("- {ID: 7, Name: a, ValidID: 3, StopAfterMatch: 1, Comment: x, Description: y, ConfigMatch: {Properties: {Ticket: {Queue: [Raw]}}}, ConfigChange: {Possible: {Action: [x]}}}\n" +
		"- {ID: 8, Name: b, ValidID: 1, ConfigMatch: '', ConfigChange: {Possible: {Action: [x]}}}\n")
	tests := []struct {
		name, imported string
		want           string // names with validity and stop
		refused        int
	}{
		{"nothing", "[]\n", "a=3! b=1", 0},
		{"defaults", "- {Name: a, ConfigChange: {Possible: {Action: [y]}}}\n", "a=1 b=1", 0},
		{"a new one", "- {Name: c, ValidID: 2, ConfigChange: {Possible: {Action: [y]}}}\n", "a=3! b=1 c=2", 0},
		{"capitals", "- {Name: A, ValidID: 2}\n", "a=3! b=1", 1},
		{"twice in the file", "- {Name: c, ValidID: 2}\n- {Name: c, ValidID: 1, StopAfterMatch: 1}\n", "a=3! b=1 c=1!", 0},
		{"an empty match", "- {Name: a, ConfigMatch: {}}\n", "a=3! b=1", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ImportOver(has, read(tt.imported), WriteOptions{Target: target})
			var names []string
			for _, a := range got.Set.ACLs {
				s := a.Name + "=" + a.Meta.ValidID.Text
				if a.Stops() {
					s += "!"
				}
				names = append(names, s)
			}
			if text := strings.Join(names, " "); text != tt.want || len(got.Refused) != tt.refused {
				t.Errorf("%s, %d refused; want %s, %d", text, len(got.Refused), tt.want, tt.refused)
			}
		})
	}
	if len(has.ACLs) != 2 || !has.ACLs[0].Stops() {
		t.Error("what there was has changed")
	}
}
