package lint_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/lint"
)

// TestFileFixes: what --fix makes of texts, letter by letter; then the rule is
// silent.
func TestFileFixes(t *testing.T) {
	const frame = "package Kernel::Config::Files::A;\nuse strict;\nsub Load {\n    my ($File, $Self) = @_;\n}\n"
	for _, c := range []struct {
		rule         lint.RuleID
		target, file string
		text, want   string
		keeps        bool
	}{
		{"empty-config", "", "a.yml", "- Name: a\n  ValidID: 1\n  ConfigMatch: {} # nothing\n", "- Name: a\n  ValidID: 1\n  ConfigMatch: '' # nothing\n", false},
		{"empty-config", "otrs-3.3", "a.yml", "- Name: a\n  ValidID: 1\n  ConfigMatch: { }\n  ConfigChange: {}\n", "- Name: a\n  ValidID: 1\n  ConfigMatch: ''\n  ConfigChange: ''\n", false},
		{"empty-config", "", "a.yml", "[{\"Name\": \"a\", \"ValidID\": 1, \"ConfigMatch\": {}}]\n", "[{\"Name\": \"a\", \"ValidID\": 1, \"ConfigMatch\": \"\"}]\n", false},
		{"missing-validity", "", "a.yml", "- Name: a\n  ConfigMatch: ''\n", "- Name: a\n  ConfigMatch: ''\n  ValidID: 1\n", true},
		{"yaml-alias", "", "a.yml", "- Name: a\n  ConfigMatch: {Properties: {Ticket: {Queue: &q [Raw, 'a b']}, Queue: {Name: *q}}}\n",
			"- Name: a\n  ConfigMatch: {Properties: {Ticket: {Queue: &q [Raw, 'a b']}, Queue: {Name: [Raw, 'a b']}}}\n", true},
		{"comment-breaks-deployment", "otrs-6.0", "a.yml", "- Name: a\n  Comment: \"one\\r\\ntwo \\n\\nthree\"\n", "- Name: a\n  Comment: \"one two three\"\n", true},
		{"perl-syntax", "", "a.pm", "$Self->{TicketAcl}->{a} = { Possible = {} };\n", "$Self->{TicketAcl}->{a} = { Possible => {} };\n", false},
		{"perl-syntax", "", "a.pm", "$Self->{TicketAcl}->{a} = { Possible => {}\n  PossibleNot => {} };\n", "$Self->{TicketAcl}->{a} = { Possible => {},\n  PossibleNot => {} };\n", false},
		{"concatenated-items", "", "a.pm", "$Self->{TicketAcl}->{a} = { Possible => { Action => [ 'A'.\n 'B' ] } };\n", "$Self->{TicketAcl}->{a} = { Possible => { Action => [ 'A',\n 'B' ] } };\n", false},
		{"package-name", "", "Kernel/Config/Files/A.pm", frame, strings.TrimSuffix(frame, "\n") + "\n1;\n", false},
		{"package-name", "", "Kernel/Config/Files/A.pm", frame + "\n__END__\ntext\n", frame + "1;\n\n__END__\ntext\n", false},
		{"package-name", "", "Kernel/Config/Files/A.pm", frame + "0;\n", "", false},
		{"version-marker", "otrs-5.0", "Kernel/Config/Files/A.pm", frame + "1;\n", "# VERSION:1.1\n" + frame + "1;\n", false},
		{"version-marker", "otrs-5.0", "Kernel/Config/Files/A.pm", "# mine\n" + frame + "1;\n", "# mine\n# VERSION:1.1\n" + frame + "1;\n", false},
	} {
		found := lintText(t, c.file, c.text, c.target, c.rule, nil)
		if len(found) == 0 {
			t.Errorf("%s is silent on\n%s", c.rule, c.text)
			continue
		}
		if c.want == "" {
			if len(found[0].Fixes) > 0 {
				t.Errorf("%s has a fix for\n%s", c.rule, c.text)
			}
			continue
		}
		if found[0].Fixes[0].Keeps != c.keeps {
			t.Errorf("%s: the fix keeps all answers: %t", c.rule, !c.keeps)
		}
		got, _ := lint.Mended(c.file, []byte(c.text), found)
		if string(got) != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.rule, got, c.want)
		}
		if again := lintText(t, c.file, string(got), c.target, c.rule, nil); len(again) > 0 {
			t.Errorf("%s speaks of\n%s\n%v", c.rule, got, again)
		}
	}
}

// TestEmptyConfigAsImported: the rule speaks of exactly what an import refuses for
// it.
func TestEmptyConfigAsImported(t *testing.T) {
	values := []string{"", "''", "{}", "~", "{Properties: {}}", "{Possible: {}}"}
	for _, to := range product.All() {
		if !to.HasEditor() {
			continue
		}
		for _, match := range values {
			for _, change := range values {
				text := "- Name: a\n  ValidID: 1\n  ConfigMatch: " + match + "\n  ConfigChange: " + change + "\n"
				read, err := convert.ReadBytes("a.yml", []byte(text))
				if err != nil {
					t.Fatal(err)
				}
				set, _ := convert.Import(read.Set, convert.WriteOptions{Target: to})
				if got, refused := len(lintText(t, "a.yml", text, to.ID, "empty-config", nil)) > 0, len(set.ACLs) == 0; got != refused {
					t.Errorf("%s: found is %t, refused is %t:\n%s", to, got, refused, text)
				}
			}
		}
	}
}

// TestEmptyConfigInDumps: what is in the database already is deployed.
func TestEmptyConfigInDumps(t *testing.T) {
	dump := "INSERT INTO acl (id, name, valid_id, config_match, config_change) VALUES (1, '100-a', 1, '--- {}\n', '---\nPossibleNot:\n  Action:\n  - AgentTicketClose\n');\n"
	if found := lintText(t, "dump.sql", dump, "", "empty-config", nil); len(found) > 0 {
		t.Error(found)
	}
}

// TestKnownOldIDs: an id that the inventory has is no old one.
func TestKnownOldIDs(t *testing.T) {
	inv, wrong := inventory.Parse("inventory.yml", []byte("processes:\n- {EntityID: P14, Name: Leave}\n"))
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	text := "- Name: a\n  ValidID: 1\n  ConfigMatch: {Properties: {Process: {ProcessEntityID: [P14, P15]}}}\n"
	if found := lintText(t, "a.yml", text, "", "old-entity-id", inv); len(found) != 1 || !strings.HasPrefix(found[0].Summary, "P15 ") {
		t.Error(found)
	}
}

// TestFilesOfHome: an installation's files are told once, by their reader.
func TestFilesOfHome(t *testing.T) {
	const load = "sub Load {\n    my ($File, $Self) = @_;\n    $Self->{TicketAcl}->{'100-a'} = {};\n}\n1;\n"
	for _, c := range []struct{ target, file, text, want string }{
		{"otrs-5.0", "A.pm", "package Kernel::Config::Files::A;\n" + load, "version-marker"},
		{"otobo-11.0", "A.pm", "package Kernel::Config::Files::A;\n" + load, ""},
		{"otobo-11.0", "A.pm", "package Kernel::Config::Files::B;\n" + load, "package-name"},
		{"otobo-11.0", "A.pm", "$Self->{TicketAcl}->{'100-a'} = {};\n", "package-name"},
		{"otrs-5.0", "A.pm", "$Self->{TicketAcl}->{'100-a'} = {};\n", ""},
	} {
		dir := t.TempDir()
		for name, text := range map[string]string{
			"Kernel/Config.pm":              "package Kernel::Config;\nsub Load { my $Self = shift; $Self->{Home} = '/opt'; }\n1;\n",
			"Kernel/Config/Files/" + c.file: c.text,
		} {
			path := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		to := target(t, c.target)
		sources := map[string][]byte{}
		read, err := convert.Home(context.Background(), dir, to, convert.Options{Source: func(file string, data []byte) { sources[file] = data }})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range lint.Lint(&lint.Input{Read: read, Sources: sources}, lint.Options{Target: to, Home: true, Except: []lint.RuleID{"no-effect"}}) {
			got = append(got, string(d.Rule))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s on %s: %v, want %s", c.text, c.target, got, c.want)
		}
	}
}
