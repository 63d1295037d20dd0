package project

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
	"github.com/ticketacl/ticketacl/internal/perlre"
	"github.com/ticketacl/ticketacl/internal/product"
)

func options() Options {
	return Options{Rules: []string{
		"unconditional", "name-scheme", "order-mixed-width", "unanchored-pattern", "copy-name", "duplicate-name",
	}}
}

func full(t testing.TB) (*File, []byte) {
	t.Helper()
	path := filepath.Join("testdata", "full.yaml")
	f, findings, err := Load(path, options())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range findings {
		t.Error(d.Error())
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return f, data
}

// marked is the text of a file that a place marks.
func marked(data []byte, p acl.Place) string {
	return string(data[p.Span.Start.Offset:p.Span.End.Offset])
}

func TestFull(t *testing.T) {
	f, data := full(t)
	noPlaces := cmp.Options{cmpopts.IgnoreTypes(acl.Place{}), cmpopts.IgnoreUnexported(File{}), cmpopts.IgnoreTypes(&perlre.Pattern{})}
	want := &File{
		Name: filepath.Join("testdata", "full.yaml"),
		Severities: []Severity{
			{Rule: "order-mixed-width", Off: true}, {Rule: "unanchored-pattern", Severity: diag.Warning},
			{Rule: "copy-name", Severity: diag.Info}, {Rule: "duplicate-name", Severity: diag.Error},
		},
		Ignores: []Ignore{
			{Rule: "unconditional", ACL: "103-*", Reason: "hides Close for everybody on purpose"},
			{Rule: "name-scheme", Reason: "the names are those of the old system"},
		},
		Names: &Scheme{Text: `^\d{3}-`},
		Extensions: Extensions{
			Areas:      []string{"FAQ"},
			Attributes: map[string][]string{"Ticket": {"DynamicThing"}, "FAQ": {"Category", "Language"}},
			Actions:    []string{"AgentTicketMasterSlave"},
		},
		Default: "test",
		Systems: []string{"test", "prod", "bare"},
	}
	if diff := cmp.Diff(want, f, noPlaces); diff != "" {
		t.Error(diff)
	}
	s, err := f.System("prod")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		place acl.Place
		want  string
	}{
		{f.Severities[1].Place, "unanchored-pattern"},
		{f.Ignores[0].Place, "unconditional"},
		{f.Ignores[0].ACLPlace, "'103-*'"},
		{f.Ignores[1].ACLPlace, ""},
		{f.Names.Place, `'^\d{3}-'`},
		{s.TargetPlace, "otobo-10.1.4"},
		{s.Inventory.Place, "/srv/inv-prod.yml"},
		{s.ACLs[1].Place, "more/"},
	} {
		if got := marked(data, c.place); got != c.want {
			t.Errorf("a place marks %q, want %q", got, c.want)
		}
	}
	for name, want := range map[string]bool{"103-x": true, "13-x": false} {
		if got, err := f.Names.Pattern.Match(name); got != want || err != nil {
			t.Errorf("%s follows the scheme: %t, %v", name, got, err)
		}
	}
}

// names are the paths as they are opened.
func names(ps []Path) string {
	var ns []string
	for _, p := range ps {
		ns = append(ns, filepath.ToSlash(p.Name))
	}
	return strings.Join(ns, " ")
}

func TestSystem(t *testing.T) {
	const top = "target: otobo-11.0\nacls: [a.yml, b]\ntogether: true\ninventory: i.yml\nscenarios: t\n"
	for _, c := range []struct {
		name, in, system string
		want             string // system target acls together inventory scenarios
	}{
		{"empty", "", "", " -  false  "},
		{"top level", top, "", " otobo-11.0 p/a.yml p/b true p/i.yml p/t"},
		{"top level next to systems", top + "systems: {a: {}}\n", "", " otobo-11.0 p/a.yml p/b true p/i.yml p/t"},
		{"nothing of its own", top + "systems: {a: }\n", "a", "a otobo-11.0 p/a.yml p/b true p/i.yml p/t"},
		{"default", top + "systems: {a: {}, b: {}}\nsystem: b\n", "", "b otobo-11.0 p/a.yml p/b true p/i.yml p/t"},
		{"default before the systems", "system: b\nsystems: {a: {}, b: {}}\n", "", "b -  false  "},
		{"not the default", "system: b\nsystems: {a: {}, b: {}}\n", "a", "a -  false  "},
		{"target", top + "systems: {a: {target: znuny-7.0}}\n", "a", "a znuny-7.0 p/a.yml p/b true p/i.yml p/t"},
		{"acls", top + "systems: {a: {acls: x}}\n", "a", "a otobo-11.0 p/x true p/i.yml p/t"},
		{"no acls", top + "systems: {a: {acls: []}}\n", "a", "a otobo-11.0  true p/i.yml p/t"},
		{"together", top + "systems: {a: {together: false}}\n", "a", "a otobo-11.0 p/a.yml p/b false p/i.yml p/t"},
		{"inventory", top + "systems: {a: {inventory: ../j.yml}}\n", "a", "a otobo-11.0 p/a.yml p/b true j.yml p/t"},
		{"scenarios", top + "systems: {a: {scenarios: [/u, v]}}\n", "a", "a otobo-11.0 p/a.yml p/b true p/i.yml /u p/v"},
		{"systems first", "systems: {a: {inventory: j}}\n" + top, "a", "a otobo-11.0 p/a.yml p/b true p/j p/t"},
		{"number as a name", "systems: {1: {inventory: j}}\n", "1", "1 -  false p/j "},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, findings := Parse(filepath.Join("p", FileName), []byte(c.in), Options{})
			if len(findings) > 0 {
				t.Fatal(findings)
			}
			s, err := f.System(c.system)
			if err != nil {
				t.Fatal(err)
			}
			target, together := "-", "false"
			if s.Target != nil {
				target = s.Target.ID
			}
			if s.Together {
				together = "true"
			}
			got := strings.Join([]string{
				s.System, target, names(s.ACLs), together, filepath.ToSlash(s.Inventory.Name), names(s.Scenarios),
			}, " ")
			if got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestUnknownSystem(t *testing.T) {
	for in, want := range map[string]string{
		"systems: {test: {}, prod: {}}": `f: unknown system "tset"; did you mean test?`,
		"":                              `f: unknown system "tset"; the file has no systems`,
	} {
		f, findings := Parse("f", []byte(in), Options{})
		if len(findings) > 0 {
			t.Fatal(findings)
		}
		if s, err := f.System("tset"); err == nil || err.Error() != want || !cmp.Equal(s, Settings{}) {
			t.Errorf("%q: %+v, %v, want %s", in, s, err, want)
		}
	}
}

// TestPaths: relative to the file, wherever that is, and never what another
// working directory would read otherwise.
func TestPaths(t *testing.T) {
	for _, c := range []struct{ file, written, want string }{
		{".ticketacl.yaml", "a.yml", "a.yml"},
		{".ticketacl.yaml", "./a//b/", "a/b"},
		{".ticketacl.yaml", "../a", "../a"},
		{".ticketacl.yaml", "/a/../b", "/a/../b"},
		{"../../.ticketacl.yaml", "a.yml", "../../a.yml"},
		{"/p/q/.ticketacl.yaml", "../a.yml", "/p/a.yml"},
		{".ticketacl.yaml", "'-'", "./-"},
		{".ticketacl.yaml", "HEAD:a.yml", "./HEAD:a.yml"},
		{"p/.ticketacl.yaml", "'Kunde: A.yml'", "./p/Kunde: A.yml"},
		{"/p/.ticketacl.yaml", "'Kunde: A.yml'", "/p/Kunde: A.yml"},
		{".ticketacl.yaml", "true", "true"},
		{".ticketacl.yaml", "007", "007"},
	} {
		f, findings := Parse(filepath.FromSlash(c.file), []byte("inventory: "+c.written), Options{})
		if len(findings) > 0 {
			t.Fatal(findings)
		}
		s, _ := f.System("")
		if got := filepath.ToSlash(s.Inventory.Name); got != c.want {
			t.Errorf("%s in %s is %s, want %s", c.written, c.file, got, c.want)
		}
		if strings.Trim(c.written, "'") != s.Inventory.Written {
			t.Errorf("written as %s, kept as %s", c.written, s.Inventory.Written)
		}
	}
}

func TestTargets(t *testing.T) {
	for _, target := range product.All() {
		f, findings := Parse("f", []byte("target: "+target.ID), Options{})
		if len(findings) > 0 {
			t.Fatal(findings)
		}
		if s, _ := f.System(""); s.Target == nil || s.Target.ID != target.ID {
			t.Errorf("%s reads as %v", target.ID, s.Target)
		}
	}
}

func TestLoadErrors(t *testing.T) {
	dir := t.TempDir()
	if _, _, err := Load(filepath.Join(dir, FileName), Options{}); !os.IsNotExist(err) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// TestHostile: what would take minutes or fill a screen by its size alone.
func TestHostile(t *testing.T) {
	many := func(s string, n int) string { return strings.Repeat(s, n) }
	for name, in := range map[string]string{
		"findings":         "acls: [" + many("~, ", 50_000) + "]",
		"one long line":    "ignores: [" + many("{rule: copy-name, acl: b, reason: c}, ", 100_000) + "~]",
		"long names":       many("systems: {? "+many("a", 100_000)+"\n: {}}\n", 5),
		"long target":      "target: otobo-" + many("1", 1_000_000),
		"long pattern":     "names: " + many("(a|b)*", 100_000),
		"long system":      "system: " + many("a", 1_000_000),
		"unknown areas":    "extensions: {areas: [" + many("x, ", 30_000) + "], attributes: {" + many("y: [], ", 30_000) + "}}",
		"unknown rules":    "severities: {" + many("y: off, ", 50_000) + "}",
		"deep":             many("[", 20_000),
		"control in words": "systems: {\"a\\e[2J\": {}}",
	} {
		_, findings := Parse("f", []byte(in), options())
		if len(findings) == 0 {
			t.Errorf("%s: no finding", name)
		}
		if len(findings) > ownfile.MaxFindings+1 {
			t.Errorf("%s: %d findings", name, len(findings))
		}
		for _, d := range findings {
			if len(d.Summary) > 2500 || strings.ContainsAny(d.Summary, "\n\x1b") {
				t.Errorf("%s: a finding of %d bytes: %.100q", name, len(d.Summary), d.Summary)
			}
		}
	}
}
