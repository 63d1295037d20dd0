package deploy

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/peer"
	"github.com/ticketacl/ticketacl/internal/product"
)

func target(t *testing.T, name string) *product.Target {
	t.Helper()
	p, err := product.Parse(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestDiffers: every single thing that a plan was thought out from keeps it from being done.
func TestDiffers(t *testing.T) {
	made := func() *Plan {
		return &Plan{
			Version: "1", Target: "otobo-11.0", Options: Options{Path: "ZZZACL.pm"}, Content: "text",
			Read:    []Read{{"a.yml", "1"}, {"b.yml", "2"}},
			Present: State{SHA256: NoFile}, Result: State{SHA256: Sum([]byte("text"))},
			Guards: []Guard{{Name: "lint", Outcome: Passed, Summary: "no errors"}},
		}
	}
	if why := made().Differs(made()); len(why) > 0 {
		t.Errorf("the same plan: %v", why)
	}
	for _, c := range []struct {
		want   string
		change func(*Plan)
	}{
		{"it was made by ticketacl 1, this is 2", func(p *Plan) { p.Version = "2" }},
		{"the target was otobo-11.0, it is otobo-10.1", func(p *Plan) { p.Target = "otobo-10.1" }},
		{"ZZZACL.pm is not what it was: none then, 0123456789ab now", func(p *Plan) { p.Present.SHA256 = "0123456789abcdef" }},
		{"ZZZACL.pm had mode  and owner , it has 0600 and a:b", func(p *Plan) { p.Present.Mode, p.Present.Owner = "0600", "a:b" }},
		{"a.yml has changed", func(p *Plan) { p.Read[0].SHA256 = "3" }},
		{"b.yml counted then, and does not now", func(p *Plan) { p.Read = p.Read[:1] }},
		{"c.yml counts now, and did not then", func(p *Plan) { p.Read = append(p.Read, Read{"c.yml", "3"}) }},
		{"what would be written is not what the plan holds", func(p *Plan) { p.Result.SHA256 = "4" }},
		{"the guards do not end as they did", func(p *Plan) { p.Guards[0].Outcome = Stopped }},
		{"the guards do not end as they did", func(p *Plan) { p.Guards[0].Details = []string{"x"} }},
	} {
		now := made()
		c.change(now)
		if why := made().Differs(now); !slices.Equal(why, []string{c.want}) {
			t.Errorf("%q, want %q", why, c.want)
		}
	}
	edited := made()
	edited.Content = "other"
	if why := edited.Differs(made()); len(why) != 1 {
		t.Errorf("an edited plan: %v", why)
	}
}

func TestMatches(t *testing.T) {
	f := &File{Exists: true, Data: []byte("x")}
	sum := Sum(f.Data)
	for _, c := range []struct {
		file *File
		sum  string
		same bool
		bad  bool
	}{
		{f, sum, true, false}, {f, "sha256:" + sum, true, false}, {f, strings.ToUpper(sum), true, false}, {f, sum[:12], true, false},
		{f, sum[:11], false, true}, {f, sum + "0", false, true}, {f, "", false, true}, {f, "not a sum at all", false, true},
		{f, "000000000000", false, false}, {f, NoFile, false, false}, {&File{}, NoFile, true, false}, {&File{}, sum, false, false},
	} {
		if same, err := Matches(c.file, c.sum); same != c.same || (err != nil) != c.bad {
			t.Errorf("%q: %t %v", c.sum, same, err)
		}
	}
}

// TestFits: where systems load files from, and what these must be called.
func TestFits(t *testing.T) {
	for _, c := range []struct {
		path    string
		outcome Outcome
		want    string
	}{
		{"/opt/otobo/Kernel/Config/Files/ZZZACL.pm", Passed, "Kernel::Config::Files::ZZZACL is what the path wants"},
		{"/opt/otobo/Kernel/Config/Files/ZZZZACL.pm", Passed, "loaded after ZZZACL.pm"},
		{"/opt/otobo/Kernel/Config/Files/ACLs.pm", Passed, "loaded before ZZZACL.pm"},
		{"/opt/otobo/Kernel/Config/Files/ZZZZTicket.pm", Passed, "loaded before ZZZACL.pm"},
		{"/opt/otobo/Kernel/Config/Files/ZZZ-ACL.pm", Stopped, "no name that a system loads"},
		{"/opt/otobo/Kernel/Config/Files/ZZZACL.pl", Stopped, "no name that a system loads"},
		{"/opt/otobo/Kernel/Config/Files/User/ZZZACL.pm", Stopped, "no system loads it from there"},
		{"/opt/otobo/MyKernel/Config/Files/ZZZACL.pm", Stopped, "no system loads it from there"},
		{"ZZZACL.pm", Stopped, "no system loads it from there"},
	} {
		g := Fits(c.path)
		if g.Outcome != c.outcome || !strings.Contains(g.Summary+strings.Join(g.Details, ""), c.want) {
			t.Errorf("%s: %+v", c.path, g)
		}
	}
}

// TestFitsInstallation: the target is what is installed there, or acts and writes like it.
func TestFitsInstallation(t *testing.T) {
	home := t.TempDir()
	folder := filepath.Join(home, "Kernel", "Config", "Files")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		release, target string
		want            Outcome
	}{
		{"", "otobo-11.0", Skipped},
		{"PRODUCT = OTOBO\nVERSION = 11.0.6\n", "otobo-11.0", Passed},
		{"PRODUCT = OTOBO\nVERSION = 11.0.x\n", "otobo-11.0.2", Passed},
		{"PRODUCT = OTOBO\nVERSION = 10.1.11\n", "otobo-11.0", Stopped},
		{"PRODUCT = OTOBO\nVERSION = 10.1.4\n", "otobo-10.1", Stopped}, // whose frame has changed since
		{"PRODUCT = Znuny\nVERSION = 7.0.19\n", "otobo-11.0", Stopped},
		{"PRODUCT = Znuny\nVERSION = 7.0.19\n", "znuny-7.0", Passed},
		{"PRODUCT = Mine\nVERSION = 1\n", "znuny-7.0", Skipped},
	} {
		if c.release != "" {
			if err := os.WriteFile(filepath.Join(home, "RELEASE"), []byte(c.release), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if g := FitsInstallation(filepath.Join(folder, "ZZZACL.pm"), target(t, c.target)); g.Outcome != c.want {
			t.Errorf("%q, %s: %+v", c.release, c.target, g)
		}
	}
}

// TestReadsBack: what is written is what was read; what the system's own deployment would change is
// told, and a writer that loses something stops it.
func TestReadsBack(t *testing.T) {
	otobo := target(t, "otobo-11.0")
	const path = "/opt/otobo/Kernel/Config/Files/ZZZACL.pm"
	for _, c := range []struct {
		name, yaml string
		harm       func([]byte) []byte
		want       Outcome
		details    int
	}{
		{"as it is", "- {Name: a, ValidID: 1, ConfigChange: {Possible: {Ticket: {State: [open, new]}}}}\n- {Name: b, ValidID: 2}\n", nil, Passed, 0},
		{"a mark that deploying deletes", "- {Name: a, ValidID: 1, ConfigChange: {Possible: {Ticket: {State: ['x[empty]']}}}}\n", nil, Passed, 1},
		{"an item is lost", "- {Name: a, ValidID: 1, ConfigChange: {Possible: {Ticket: {State: [open, new]}}}}\n",
			func(b []byte) []byte { return []byte(strings.Replace(string(b), "'open',", "", 1)) }, Stopped, 0},
		{"broken", "- {Name: a, ValidID: 1}\n", func(b []byte) []byte { return []byte(strings.Replace(string(b), "};", "}}", 1)) }, Stopped, 1},
		{"another package", "- {Name: a, ValidID: 1}\n", func(b []byte) []byte { return []byte(strings.Replace(string(b), "ZZZACL;", "ZZZZACL;", 1)) }, Stopped, 1},
		{"nothing", "[]\n", nil, Passed, 0},
	} {
		read, err := convert.ReadBytes("acls.yml", []byte(c.yaml))
		if err != nil {
			t.Fatal(err)
		}
		w := convert.Write(read.Set, convert.Deployment, convert.WriteOptions{Target: otobo})
		data := w.Data
		if c.harm != nil {
			data = c.harm(data)
		}
		if g, _ := ReadsBack(read.Set, w, path, data, otobo); g.Outcome != c.want || len(g.Details) < c.details {
			t.Errorf("%s: %+v", c.name, g)
		}
	}
}

// TestCompiles: perl says of every target's frame that it compiles, and of a broken one that it does not;
// nothing around the file runs.
func TestCompiles(t *testing.T) {
	peer.Need(t, "perl")
	read, err := convert.ReadBytes("acls.yml", []byte("- {Name: \"a'b\\\\c\", ValidID: 1, Comment: 'x $VAR1 y', ConfigChange: {Possible: {Ticket: {State: [open]}}}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range product.All() {
		if !p.HasEditor() {
			continue
		}
		data := convert.Write(read.Set, convert.Deployment, convert.WriteOptions{Target: p}).Data
		if g := Compiles(t.Context(), "ZZZACL.pm", data); g.Outcome != Passed {
			t.Errorf("%s: %+v", p, g)
		}
	}
	t.Setenv("PERL5OPT", "-Mnonsense")
	t.Setenv("PERL5LIB", t.TempDir())
	if g := Compiles(t.Context(), "ZZZACL.pm", []byte("package Kernel::Config::Files::ZZZACL;\nuse strict;\nsub Load {}\n1;\n")); g.Outcome != Passed {
		t.Errorf("%+v", g)
	}
	g := Compiles(t.Context(), "ZZZACL.pm", []byte("package X;\nuse strict;\n$VAR1 = 1;\n"))
	if g.Outcome != Stopped || !strings.Contains(strings.Join(g.Details, "\n"), `Global symbol "$VAR1"`) {
		t.Errorf("%+v", g)
	}
	t.Setenv("PATH", "")
	if g := Compiles(t.Context(), "ZZZACL.pm", nil); g.Outcome != Skipped {
		t.Errorf("%+v", g)
	}
}

// TestLinted: errors stop it by their rules, in a fixed order; who allows one is told, and told too where
// that was for nothing.
func TestLinted(t *testing.T) {
	found := func(rule diag.Rule, severity diag.Severity, n int) (out []diag.Diagnostic) {
		for i := range n {
			out = append(out, diag.Diagnostic{Rule: rule, Severity: severity, Summary: "wrong", Place: acl.Place{File: "a.yml", Span: acl.Span{Start: acl.Pos{Line: uint32(i + 1), Column: 1}}}})
		}
		return out
	}
	all := slices.Concat(found("z", diag.Error, 7), found("a", diag.Error, 1), found("m", diag.Warning, 3))
	got := Linted(all, []Allow{{"a", "because"}, {"q", "never"}})
	if len(got) != 3 || got[0].Outcome != Allowed || got[0].Summary != "1 error of a: because" ||
		got[1].Outcome != Stopped || !strings.HasPrefix(got[1].Summary, "7 errors of z") || len(got[1].Details) != maxFindings+1 || got[2].Outcome != Told {
		t.Errorf("%+v", got)
	}
	if got := Linted(found("m", diag.Warning, 3), nil); len(got) != 1 || got[0].Outcome != Passed || !strings.Contains(got[0].Summary, "3 findings") {
		t.Errorf("%+v", got)
	}
}

// TestAfter: what is printed are commands of the target, and of no other.
func TestAfter(t *testing.T) {
	for _, c := range []struct {
		target    string
		has, lack []string
	}{
		{"otobo-11.0", []string{"S3", "bin/otobo.Daemon.pl stop", "Maint::Cache::Delete", "Web servers load the file with the next request."}, []string{"bin/otrs.", "bin/znuny."}},
		{"otobo-10.0", []string{"bin/otobo.Daemon.pl stop"}, []string{"S3"}},
		{"znuny-7.0", []string{"bin/znuny.Daemon.pl start", "Apache2::Reload"}, []string{"bin/otrs.", "otobo", "preselection", "S3"}},
		{"znuny-6.5", []string{"bin/otrs.Daemon.pl start"}, []string{"bin/znuny."}},
		{"otrs-4.0", []string{"bin/otrs.Scheduler.pl -a stop"}, []string{"Daemon.pl", "once a minute"}},
	} {
		var text strings.Builder
		for _, a := range After("/x/ZZZACL.pm", target(t, c.target), false) {
			text.WriteString(a.Text + "\n" + strings.Join(a.Commands, "\n") + "\n")
		}
		for _, s := range append(c.has, "overwrites ZZZACL.pm", "ZZZZACL.pm", "every node") {
			if !strings.Contains(text.String(), s) {
				t.Errorf("%s: no %q in\n%s", c.target, s, text.String())
			}
		}
		for _, s := range c.lack {
			if strings.Contains(text.String(), s) {
				t.Errorf("%s: %q in\n%s", c.target, s, text.String())
			}
		}
	}
}
