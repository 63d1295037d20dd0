package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/cli"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/migrate"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// TestMigrateSchemaTakesOutput validates real runs, and looks in each for what it is
// there for.
func TestMigrateSchemaTakesOutput(t *testing.T) {
	schema := schemaOf(t, "migrate")
	for _, tt := range []struct {
		args []string
		want []string
	}{
		{[]string{"002-mended.pm", "--from-target", "otrs-5.0", "--target", "otobo-11.0"}, []string{`"class": "new-parameters"`, `"title": "What a form passes as new"`, `"smallest"`, `"never-applied"`, `"kind": "split"`, `"from": 21`}},
		{[]string{"003.pm", "--from-target", "otrs-2.4", "--target", "otobo-11.0", "--literal"}, []string{`"literal": true`}},
		{[]string{"Export_ACL.yml", "--from-target", "otobo-11.0", "--target", "otrs-4.0", "--inventory", filepath.Join(seeds, "inventory.yml")}, []string{`"backwards": true`, `inventory.yml`}},
	} {
		var out, errOut bytes.Buffer
		args := append([]string{"migrate", filepath.Join(seeds, tt.args[0]), "--format", "json", "--limit", "150"}, tt.args[1:]...)
		if code := cli.Main(args, strings.NewReader(""), &out, &errOut); code > 1 {
			t.Errorf("%q: exit code %d: %s", args, code, errOut.String())
			continue
		}
		var doc any
		if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%q: %v", args, err)
		}
		for _, want := range tt.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%q: no %s", args, want)
			}
		}
	}
}

// TestMigrateLoudly: a difference without a class comes first in every format.
func TestMigrateLoudly(t *testing.T) {
	from, _ := product.Parse("otrs-3.3")
	to, _ := product.Parse("otobo-11.0")
	d := &diff.Difference{Question: "Ticket.State", Value: "open", Was: diff.Left, Is: diff.Gone, In: []int{1, 2}, Scenario: &scenario.Scenario{Screen: "AgentTicketNote", Agent: &scenario.Person{Login: "jdoe"}}}
	m := report.NewMigration(report.MigrationInput{
		Sources: []string{"a.pm"}, Set: &acl.Set{}, From: from, To: to, Form: "yaml", ValidID: 1, Result: &migrate.Result{Set: &acl.Set{}},
		Proof: &migrate.Proof{Behaviour: &diff.Behaviour{Scenarios: 10, Differing: 2}, Unnamed: []*diff.Difference{d}},
	})
	for _, format := range []string{"text", "markdown", "html"} {
		var out bytes.Buffer
		err := map[string]func() error{
			"text":     func() error { return m.Text(&out, report.NewTerminal(&out, "never")) },
			"markdown": func() error { return m.Markdown(&out) },
			"html":     func() error { return m.HTML(&out) },
		}[format]()
		if err != nil || !strings.Contains(out.String(), "NOT PROVED: in 2 scenarios") {
			t.Errorf("%s: %v\n%s", format, err, out.String())
		}
	}
}

// oldStyle is a Config.pm of 200 ACLs, of which most overrule each other.
func oldStyle(t testing.TB) (path string) {
	t.Helper()
	var config strings.Builder
	priorities := []string{"1 very low", "2 low", "3 normal", "4 high", "5 very high"}
	queues, states := []string{"Raw", "Junk", "Misc", "Postmaster"}, []string{"open", "new", "closed successful"}
	for i := range 200 {
		fmt.Fprintf(&config, "$Self->{TicketAcl}->{'%03d-ACL'} = { Properties => { Ticket => { Queue => ['%s'], Priority => ['%s'] } },\n", i, queues[i%4], priorities[i/4%5])
		fmt.Fprintf(&config, " Possible => { Ticket => { State => ['%s', '%s'] }, Action => { AgentTicketClose => %d, AgentTicketNote => 1 } } };\n", states[i%3], states[(i+1)%3], i%2)
	}
	path = filepath.Join(t.TempDir(), "Config.pm")
	if err := os.WriteFile(path, []byte(config.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestMigrateMany: 200 ACLs of the old style, with the proof as it comes. The report fits on
// some pages.
func TestMigrateMany(t *testing.T) {
	path, dir := oldStyle(t), t.TempDir()
	var out, errOut bytes.Buffer
	code := cli.Main([]string{"migrate", path, "--from-target", "otrs-3.3", "--target", "otobo-11.0", "-o", filepath.Join(dir, "out.yml"), "--report", filepath.Join(dir, "r.html")}, strings.NewReader(""), &out, &errOut)
	if code != 0 {
		t.Errorf("exit code %d\n%s%s", code, out.String(), errOut.String())
	}
	var text bytes.Buffer
	cli.Main([]string{"migrate", path, "--from-target", "otrs-3.3", "--target", "otobo-11.0", "--limit", "50"}, strings.NewReader(""), &text, &errOut)
	if lines := strings.Count(text.String(), "\n"); lines > 200 {
		t.Errorf("the report of 200 ACLs has %d lines:\n%s", lines, text.String())
	}
}

func BenchmarkMigrateMany(b *testing.B) {
	path := oldStyle(b)
	for b.Loop() {
		var out bytes.Buffer
		if code := cli.Main([]string{"migrate", path, "--from-target", "otrs-3.3", "--target", "otobo-11.0"}, strings.NewReader(""), &out, &out); code != 0 {
			b.Fatalf("exit code %d\n%s", code, out.String())
		}
	}
}
