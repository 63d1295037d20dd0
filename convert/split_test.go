package convert

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// splitAndJoined writes a set into a folder and reads that again.
func splitAndJoined(t *testing.T, set *Set, opts WriteOptions) (*Splitting, string) {
	t.Helper()
	dir := t.TempDir()
	s := Split(set, opts)
	seen := map[string]bool{}
	for _, f := range s.Files {
		if folded := strings.ToLower(f.Name); seen[folded] || strings.ContainsAny(f.Name, "/\\") || strings.HasPrefix(f.Name, "-") || strings.HasPrefix(f.Name, ".") || len(f.Name) > 200 {
			t.Fatalf("the name %q, beside %v", f.Name, seen)
		} else {
			seen[folded] = true
		}
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if s.Order != nil {
		if err := os.WriteFile(filepath.Join(dir, OrderFile), s.Order, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sources := map[string][]byte{}
	r, err := Read(t.Context(), dir, Options{Source: func(file string, data []byte) { sources[file] = data }})
	if err != nil {
		t.Fatal(err)
	}
	opts.Sources = sources
	return s, string(Write(r.Set, Export, opts).Data)
}

// oddExport is an export with odd names, values and comments, in any order, with
// or without IDs.
func oddExport(r *rand.Rand) string {
	set := oddSet(r)
	kept := set.ACLs[:0]
	for _, a := range set.ACLs {
		if a.Name != "" { // which the reader leaves out
			kept = append(kept, a)
		}
	}
	set.ACLs = kept
	opts := WriteOptions{By: "#by"}
	data := string(Write(set, Export, opts).Data)
	if len(set.ACLs) == 0 {
		return data
	}
	var lines []string
	kind, n := r.IntN(5), 0
	inText := false
	for line := range strings.Lines(data) {
		if strings.HasPrefix(line, "  ID: ") {
			n++
			switch kind {
			case 0:
				continue
			case 1:
				line = "  ID: 7\n"
			case 2:
				line = fmt.Sprintf("  ID: %d\n", 100-n)
			case 3:
				line = fmt.Sprintf("  ID: %d\n", 9+n)
			}
		}
		// Not inside of texts of several lines.
		key := strings.HasPrefix(line, "- ChangeBy: ") || strings.HasPrefix(line, "  ValidID: ") || strings.HasPrefix(line, "  CreateBy: ")
		inText = !key
		if !inText && r.IntN(2) == 0 {
			lines = append(lines, strings.Repeat(" ", r.IntN(3))+fmt.Sprintf("# %d it's #x %s\n", r.IntN(100), strings.TrimSpace(line)))
		}
		if !inText && r.IntN(3) == 0 {
			line = strings.TrimSuffix(line, "\n") + " # trailing\n"
		}
		lines = append(lines, line)
	}
	if r.IntN(2) == 0 {
		lines = append(lines, "# the end\n")
	}
	return strings.Join(lines, "")
}

// TestSplitAndJoin: split and join give the same bytes back, comments included.
func TestSplitAndJoin(t *testing.T) {
	for n := range 300 {
		text := oddExport(rand.New(rand.NewPCG(21, uint64(n))))
		r, err := ReadBytes("all.yml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		opts := writeOptions(t, "otobo-11.0")
		opts.Sources = map[string][]byte{"all.yml": []byte(text)}
		want := string(Write(r.Set, Export, opts).Data)
		s, got := splitAndJoined(t, r.Set, opts)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("export %d (-want +got):\n%s\n%s\norder %s", n, diff, text, s.Order)
		}
		for _, f := range s.Files {
			again, _, err := Canonical(f.Name, f.Data)
			if err != nil || string(again) != string(f.Data) {
				t.Fatalf("export %d: %s is not in canonical form (%v):\n%s", n, f.Name, err, f.Data)
			}
		}
	}
}

// TestSplitAndJoinPerl does the same with ACLs of Perl.
func TestSplitAndJoinPerl(t *testing.T) {
	for n := range 100 {
		set := oddSet(rand.New(rand.NewPCG(22, uint64(n))))
		set.ACLs = slices.DeleteFunc(set.ACLs, func(a *ACL) bool { return a.Name == "" })
		opts := writeOptions(t, "otobo-11.0")
		data := Write(set, Config, opts).Data
		r, err := ReadBytes("Config.pm", data)
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(r.Set.ACLs)
		opts.Sources = map[string][]byte{"Config.pm": data}
		want := string(Write(r.Set, Export, opts).Data)
		if _, got := splitAndJoined(t, r.Set, opts); want != got {
			t.Fatalf("set %d (-want +got):\n%s\n%s", n, cmp.Diff(want, got), data)
		}
	}
}

// TestSplitFiles: what a split file holds is of its ACL, and its name is that of
// its ACL, whatever else is in the set.
func TestSplitFiles(t *testing.T) {
	text := "---\n- ChangeBy: 'a #1'\n  Comment: |\n    text\n    # no comment\n  ID: 1\n  Name: one\n- Comment: 'Ticket #1, see wiki'\n  ID: 2\n  Name: two # is two\n# end\n"
	r, err := ReadBytes("a.yml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	opts := writeOptions(t, "otobo-11.0")
	opts.Sources = map[string][]byte{"a.yml": []byte(text)}
	s := Split(r.Set, opts)
	want := []string{"---\n- ChangeBy: 'a #1'\n  Comment: \"text\\n# no comment\\n\"\n  ID: 1\n  Name: one\n", "---\n- Comment: 'Ticket #1, see wiki'\n  ID: 2\n  # is two\n  Name: two\n# end\n"}
	for i, f := range s.Files {
		if diff := cmp.Diff(want[i], string(f.Data)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
	}
	if s.Order != nil {
		t.Errorf("an order that nobody needs:\n%s", s.Order)
	}

	// Names.
	for _, c := range []struct{ names, want string }{
		{"A", "A.yml"},
		{"A,a", "A.yml,a-ca978112.yml"},
		{"a,A", "a.yml,A-559aead0.yml"},
		{"x,x,x,x-2", "x.yml,x-2d711642.yml,x-2d711642-2.yml,x-2.yml"},
		{"-rf,CON,ä,.x", "rf-"},
		{"a-ca978112,A,a", "a-ca978112.yml,A.yml,a-ca978112-2.yml"},
		{strings.Repeat("n", 300), strings.Repeat("n", 100) + "-"},
	} {
		var acls []*ACL
		for name := range strings.SplitSeq(c.names, ",") {
			acls = append(acls, acl.NewDeployed(name, Value{Kind: acl.Hash}))
		}
		got := strings.Join(fileNames(acls), ",")
		if got != c.want && !(strings.HasSuffix(c.want, "-") && strings.HasPrefix(got, c.want)) {
			t.Errorf("%s: %s, want %s", c.names, got, c.want)
		}
	}
	if got := fileNames([]*ACL{acl.NewDeployed("", Value{Kind: acl.Hash})}); got[0] != "acl-e3b0c442.yml" {
		t.Errorf("no name: %s", got)
	}
}

// TestSplitOrder: IDs tell the order where they can, and the file of the order
// where they cannot.
func TestSplitOrder(t *testing.T) {
	for _, c := range []struct{ entries, order string }{
		{"[]\n", ""},
		{"- {Name: z, ID: 1}\n- {Name: a, ID: 2}\n", "no"},
		{"- {Name: z, ID: 2}\n- {Name: a, ID: 1}\n", "z.yml\na.yml\n"},
		{"- {Name: z, ID: 1}\n- {Name: a, ID: 1}\n", "z.yml\na.yml\n"},
		{"- {Name: z}\n- {Name: a}\n- {Name: m}\n", "z.yml\na.yml\nm.yml\n"},
		{"- {Name: a}\n- {Name: b}\n", "no"},
		{"- {Name: z, ID: 1, A: &x [1], B: *x}\n- {Name: a, ID: 2, A: &y {b: c}, B: *y, C: *y}\n", "no"},
	} {
		r, err := ReadBytes("a.yml", []byte(c.entries))
		if err != nil {
			t.Fatal(err)
		}
		opts := writeOptions(t, "otobo-11.0")
		s, got := splitAndJoined(t, r.Set, opts)
		if want := string(Write(r.Set, Export, opts).Data); got != want {
			t.Errorf("%s: joined\n%s", c.entries, got)
		}
		if order, needed := strings.CutPrefix(string(s.Order), orderMark); needed != (c.order != "no") || needed && order != c.order || needed && !IsOrder(s.Order) {
			t.Errorf("%s: order %q, want %q", c.entries, s.Order, c.order)
		}
	}
}

// TestSplitTellsLosses: what code makes is not in any file, and what was one
// value becomes several.
func TestSplitTellsLosses(t *testing.T) {
	opts := writeOptions(t, "otobo-11.0")
	for text, want := range map[string]string{
		"$Self->{TicketAcl}->{ok} = {};\n$Self->{TicketAcl}->{code} = { Properties => { Queue => { Name => [ $x ] } } };\n": "left out",
		"- {Name: a, ConfigMatch: &1 {Properties: {}}}\n- {Name: b, ConfigMatch: *1}\n":                                     "'b' has an anchor in common with 'a'",
	} {
		r, err := ReadBytes("x", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		s := Split(r.Set, opts)
		if len(s.Diagnostics) != 1 || !strings.Contains(s.Diagnostics[0].Summary, want) {
			t.Errorf("%s: %v", text, s.Diagnostics)
		}
	}
}

// TestSplitAndJoinMeasured does the same with exports of systems, as they are and
// with a comment before every line.
func TestSplitAndJoinMeasured(t *testing.T) {
	files, err := filepath.Glob("../testdata/deploy/*/*.yml")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	count := 0
	for _, f := range files {
		plain, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var commented strings.Builder
		for line := range strings.Lines(string(plain)) {
			fmt.Fprintf(&commented, "# before it's %s%s", line, line)
		}
		for _, text := range []string{string(plain), commented.String()} {
			r, err := ReadBytes(f, []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if r.Partial || r.Refused {
				continue
			}
			count++
			opts := writeOptions(t, "otobo-11.0")
			opts.Sources = map[string][]byte{f: []byte(text)}
			r.Set, _ = Completed(r.Set, opts)
			want := string(Write(r.Set, Export, opts).Data)
			if _, got := splitAndJoined(t, r.Set, opts); got != want {
				t.Errorf("%s (-want +got):\n%s", f, cmp.Diff(want, got))
			}
		}
	}
	if count < 60 {
		t.Errorf("%d texts", count)
	}
}

// TestCompleted: what is there stays, and an undef value counts as missing.
func TestCompleted(t *testing.T) {
	text := "- {Name: a, ID: 7, ValidID: ~}\n- {Name: b, ID: x, CreateBy: me, ValidID: 2}\n- {Name: c, ID: 1, ID: ~, ValidID: 3}\n"
	r, err := ReadBytes("a.yml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	opts := writeOptions(t, "otobo-11.0")
	opts.ValidID = 3
	before := string(Write(r.Set, Export, opts).Data)
	set, added := Completed(r.Set, opts)
	want := map[string]int{"ID": 1, "ValidID": 1, "CreateBy": 2, "CreateTime": 3, "ChangeBy": 3, "ChangeTime": 3}
	if diff := cmp.Diff(want, added); diff != "" {
		t.Error(diff)
	}
	var got []string
	for _, a := range set.ACLs {
		_, by := a.Created()
		got = append(got, fmt.Sprintf("%s %s %s %s", a.Name, a.Meta.ID.Text, a.Meta.ValidID.Text, by))
	}
	if diff := cmp.Diff([]string{"a 7 3 root@localhost", "b x 2 me", "c 8 3 root@localhost"}, got); diff != "" {
		t.Error(diff)
	}
	if after := string(Write(r.Set, Export, opts).Data); after != before {
		t.Errorf("the source changed:\n%s", after)
	}
	again, added := Completed(set, opts)
	if len(added) != 0 || len(again.ACLs) != 3 {
		t.Errorf("%v is added to what lacks nothing", added)
	}
}

// TestJoinedByHand: a folder in which people added and removed files keeps what
// can be kept of its order; what its file does not name comes last.
func TestJoinedByHand(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		OrderFile: orderMark + "z.yml\r\ngone.yml\n\n# and\n  m.yml\n", "a.yml": "- {Name: a, ID: 1, ValidID: 1}\n", "m.yml": "- {Name: m1, ValidID: 1}\n- {Name: m2, ValidID: 1}\n",
		"z.yml": "- {Name: z, ID: 9, ValidID: 1}\n", "b.yml": "- {Name: b, ValidID: 1}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r, err := Read(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, a := range r.Set.ACLs {
		names = append(names, a.Name)
	}
	if diff := cmp.Diff([]string{"z", "m1", "m2", "a", "b"}, names); diff != "" {
		t.Error(diff)
	}
}
