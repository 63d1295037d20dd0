package convert

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/peer"
	"github.com/ticketacl/ticketacl/internal/product"
)

func writeOptions(t testing.TB, target string) WriteOptions {
	t.Helper()
	p, err := product.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	return WriteOptions{Target: p, Now: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC), By: "root@localhost"}
}

// TestDeploymentAsTheSystem writes what OTOBO's own dump wrote of the same
// exports, byte for byte; without Faithful one file differs, which perl refuses.
func TestDeploymentAsTheSystem(t *testing.T) {
	files, err := filepath.Glob("../testdata/deploy/visible/*.yml")
	if err != nil || len(files) != 30 {
		t.Fatalf("%d exports, %v", len(files), err)
	}
	mended := 0
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		r, err := ReadBytes(f, data)
		if err != nil {
			t.Fatal(err)
		}
		base := strings.TrimSuffix(f, ".yml")
		want, err := os.ReadFile(base + ".direct.pm")
		if err != nil {
			want, err = os.ReadFile(base + ".pm")
		}
		if err != nil {
			t.Fatal(err)
		}
		opts := writeOptions(t, "otobo-11.0")
		if got := Write(r.Set, Deployment, opts).Data; string(got) != string(want) {
			mended++
		}
		opts.Faithful = true
		if diff := cmp.Diff(string(want), string(Write(r.Set, Deployment, opts).Data)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f, diff)
		}
	}
	if mended != 1 {
		t.Errorf("%d files are mended, want 1", mended)
	}
}

// TestExportAgain writes exports that a system wrote as they were.
func TestExportAgain(t *testing.T) {
	files, err := filepath.Glob("../testdata/deploy/real/*/*.yml")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d exports, %v", len(files), err)
	}
	more, err := filepath.Glob("../testdata/deploy/visible/*.yml")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(files, more...) {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		r, err := ReadBytes(f, data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(data), string(Write(r.Set, Export, writeOptions(t, "otobo-11.0")).Data)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f, diff)
		}
	}
}

// oddTexts are names and values that break writers.
func oddTexts() []string {
	return []string{
		"Raw", "100-Example", "it's", `a"b`, `back\slash`, `ends with \`, "$x", "@y", "%z", "${a}[0]", "#h", "{", "}", "Ümläut", "名前", "😀", "a\nb", "\n", "a\tb",
		" lead", "trail ", "0", "1", "007", "1.5", "true", "null", "~", "[RegExp]^x", "[Not]a", "- a", "a: b", "'", `\'`, `\\`, "=> x", "};", "__END__", "=head1", "\u00a0", "\u2028",
		"\u0085", "a\rb", "\x07", "\ufeffx", "undef", "x # y", strings.Repeat("word ", 40), strings.Repeat("line\n", 12), "q{x}", "a::b", "-x", "!x", "&x", "*x", "%", "[x", "?",
	}
}

func oddValue(r *rand.Rand, depth int) Value {
	texts := oddTexts()
	switch n := r.IntN(8); {
	case n == 0:
		return Value{}
	case n < 4 && depth > 0:
		v := Value{Kind: acl.Hash}
		for range r.IntN(4) {
			key := texts[r.IntN(len(texts))]
			if v.Get(key) == nil {
				v.SetEntries(append(v.Entries(), Entry{Key: key, Value: oddValue(r, depth-1)}))
			}
		}
		return v
	case n < 6 && depth > 0:
		v := Value{Kind: acl.List}
		for range r.IntN(4) {
			v.SetItems(append(v.Items(), oddValue(r, depth-1)))
		}
		return v
	}
	return Value{Kind: acl.String, Text: texts[r.IntN(len(texts))]}
}

func oddSet(r *rand.Rand) *Set {
	texts := oddTexts()
	set := &Set{}
	used := map[string]bool{}
	for range 1 + r.IntN(4) {
		name := texts[r.IntN(len(texts))]
		if r.IntN(2) == 0 {
			name += texts[r.IntN(len(texts))]
		}
		if used[strings.ToLower(name)] || name == "0" { // which no import takes
			continue
		}
		used[strings.ToLower(name)] = true
		v := Value{Kind: acl.Hash}
		for b := range acl.BlockName(acl.NumBlocks) {
			if r.IntN(2) == 0 {
				block := oddValue(r, 4)
				if block.Kind == acl.Hash {
					v.SetEntries(append(v.Entries(), Entry{Key: b.String(), Value: block}))
				}
			}
		}
		set.ACLs = append(set.ACLs, acl.NewDeployed(name, v))
	}
	return set
}

// meaning is what the engine gets of a set: names, and blocks with their keys
// sorted, without those that are empty.
func meaning(set *Set) string {
	var b strings.Builder
	var show func(v *Value)
	show = func(v *Value) {
		switch v.Kind {
		case acl.Undef:
			b.WriteString("undef ")
		case acl.List:
			b.WriteString("[")
			for i := range v.Items() {
				show(&v.Items()[i])
			}
			b.WriteString("]")
		case acl.Hash:
			b.WriteString("{")
			entries := slices.Clone(v.Effective())
			slices.SortFunc(entries, func(x, y Entry) int { return strings.Compare(x.Key, y.Key) })
			for i := range entries {
				fmt.Fprintf(&b, "%q:", entries[i].Key)
				show(&entries[i].Value)
			}
			b.WriteString("}")
		default:
			fmt.Fprintf(&b, "%q ", v.Text)
		}
	}
	for _, a := range set.Order() {
		fmt.Fprintf(&b, "%q stops %v\n", a.Name, a.Stops())
		for block := range acl.BlockName(acl.NumBlocks) {
			if v := a.Block(block); v.Kind == acl.Hash && len(v.Entries()) > 0 {
				b.WriteString("  " + block.String() + " ")
				show(v)
				b.WriteString("\n")
			}
		}
	}
	return b.String()
}

// TestMeaningSurvives writes odd sets in each form for each frame and reads them
// again.
func TestMeaningSurvives(t *testing.T) {
	targets := []string{
		"otrs-4.0", "otrs-5.0.11", "otrs-5.0.12", "otrs-6.0", "otrs-ce-6.0", "znuny-6.0.30", "otobo-10.0.8", "otobo-10.0.9", "otobo-10.0.17", "otobo-10.1.4",
		"otobo-10.1.5", "otobo-11.0",
	}
	for n := range 150 {
		r := rand.New(rand.NewPCG(11, uint64(n)))
		set := oddSet(r)
		want := meaning(set)
		for _, target := range targets {
			for _, to := range []Output{Export, Deployment, Config, JSONList} {
				w := Write(set, to, writeOptions(t, target))
				again, err := ReadBytes("again", w.Data)
				if err != nil {
					t.Fatalf("set %d as %v for %s: %v\n%s", n, to, target, err, w.Data)
				}
				if diff := cmp.Diff(want, meaning(again.Set)); diff != "" || again.Partial {
					t.Fatalf("set %d as %v for %s (-want +got), partial %v:\n%s\n%s\n%v", n, to, target, again.Partial, diff, w.Data, again.Diagnostics)
				}
			}
		}
	}
}

// TestPerlLoadsDeployments: the real perl loads what is written for each frame,
// and sees what the reader sees.
func TestPerlLoadsDeployments(t *testing.T) {
	perl := peer.Perl(t)
	dir := t.TempDir()
	for _, target := range []string{"otrs-3.3", "otrs-4.0", "otrs-5.0.11", "otrs-5.0.12", "otrs-6.0", "otrs-ce-6.0", "znuny-6.0.30", "znuny-7.0", "otobo-10.0.8", "otobo-10.0.9", "otobo-10.0.17", "otobo-10.1.4", "otobo-10.1.5", "otobo-11.0"} {
		var files []string
		for n := range 25 {
			w := Write(oddSet(rand.New(rand.NewPCG(12, uint64(n)))), Deployment, writeOptions(t, target))
			file := filepath.Join(dir, fmt.Sprintf("%s-%d.pm", target, n))
			if err := os.WriteFile(file, w.Data, 0o600); err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
		out, err := exec.Command(perl, append([]string{"../testdata/perl/load.pl"}, files...)...).Output()
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(out) {
			if !bytes.Contains(line, []byte(`"compiles":1`)) || bytes.Contains(line, []byte(`"died"`)) {
				t.Errorf("%s: %s", target, line)
			}
		}
	}
}

// TestFrames holds what stands around the ACLs, target by target.
func TestFrames(t *testing.T) {
	otrs := "# OTRS config file (automatically generated)\n# VERSION:1.1\npackage Kernel::Config::Files::ZZZACL;\nuse strict;\nuse warnings;\n"
	otobo := strings.Replace(otrs, "OTRS", "OTOBO", 1)
	load := "use utf8;\nsub Load {\n    my ($File, $Self) = @_;\n\n"
	critic := "no warnings 'redefine'; ## no critic\n"
	long := "no warnings 'redefine'; ## no critic qw(TestingAndDebugging::ProhibitNoWarnings)\n"
	for target, want := range map[string][2]string{
		"otrs-3.3":      {otrs + load, "}\n1;\n"},
		"otrs-4.0":      {otrs + "no warnings 'redefine';\n" + load, "}\n1;\n"},
		"otrs-5.0.11":   {otrs + "no warnings 'redefine';\n" + load, "}\n1;\n"},
		"otrs-5.0.12":   {otrs + "no warnings 'redefine';\n" + load, "}\n1;\n"},
		"otrs-6.0":      {otrs + critic + load, "    return;\n}\n1;\n"},
		"otrs-ce-6.0":   {otrs + critic + load, "    return;\n}\n1;\n"},
		"znuny-6.0.43":  {otrs + critic + load, "    return;\n}\n1;\n"},
		"znuny-6.0.44":  {otrs + critic + load, "    return;\n}\n1;\n"},
		"otobo-10.0.8":  {otobo + critic + load, "    return;\n}\n1;\n"},
		"otobo-10.0.9":  {otobo + long + load, "    return;\n}\n1;\n"},
		"otobo-10.0.17": {otobo + long + load, "    return;\n}\n1;\n"},
		"otobo-10.1.4":  {otobo + long + load, "    return;\n}\n1;\n"},
		"otobo-10.1.5":  {otobo + long + load, "\n\n    return;\n}\n1;\n"},
		"otobo-11.0":    {otobo + long + load, "\n\n    return;\n}\n1;\n"},
	} {
		if got := string(Write(&Set{}, Deployment, writeOptions(t, target)).Data); got != want[0]+want[1] {
			t.Errorf("%s:\n%s, want\n%s", target, got, want[0]+want[1])
		}
	}
}

// TestNamesAndComments holds how targets quote names and keep comments in one
// line, as the system does and mended.
func TestNamesAndComments(t *testing.T) {
	name, comment := "a'b\"c\\d$e@f\\", "one\n\ntwo"
	a := acl.NewDeployed(name, Value{Kind: acl.Hash})
	a.Meta.Comment = &Value{Kind: acl.String, Text: comment}
	for target, want := range map[string]struct{ faithful, mended, comment string }{
		"otrs-5.0.11":   {`"a'b\"c\d$e@f\"`, `'a\'b"c\\d$e@f\\'`, "# Comment: one two\n"},
		"otrs-6.0":      {`'a\'b"c\d$e@f\'`, `'a\'b"c\\d$e@f\\'`, "# Comment: one two\n"},
		"znuny-7.0":     {`'abcd$e@f'`, `'abcd$e@f'`, "# Comment: onetwo\n"},
		"otobo-10.0.16": {`'a\'b"c\d$e@f\'`, `'a\'b"c\\d$e@f\\'`, "# Comment: one two\n"},
		"otobo-11.0":    {`'a\'b"c\\d$e@f\\'`, `'a\'b"c\\d$e@f\\'`, "# Comment: one\n"},
	} {
		opts := writeOptions(t, target)
		mended := Write(&Set{ACLs: []*ACL{a}}, Deployment, opts)
		opts.Faithful = true
		faithful := Write(&Set{ACLs: []*ACL{a}}, Deployment, opts)
		for _, c := range []struct {
			w    *Written
			name string
		}{{faithful, want.faithful}, {mended, want.mended}} {
			if !strings.Contains(string(c.w.Data), "$Self->{TicketAcl}->{"+c.name+"} = {\n") {
				t.Errorf("%s: want the name %s in\n%s", target, c.name, c.w.Data)
			}
		}
		if !strings.Contains(string(mended.Data), want.comment) {
			t.Errorf("%s: want %q in\n%s", target, want.comment, mended.Data)
		}
		if string(mended.Data) != string(faithful.Data) && len(mended.Diagnostics) == 0 {
			t.Errorf("%s: mended without a word", target)
		}
	}
}
