package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/cli"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

const suites = "../../testdata/suites"

// tested runs ticketacl test and returns its results.
func tested(t *testing.T, code int, args ...string) *report.Tests {
	t.Helper()
	var out, errOut bytes.Buffer
	args = append([]string{"test", "--project", "", "--format", "json"}, args...)
	if got := cli.Main(args, strings.NewReader(""), &out, &errOut); got != code {
		t.Fatalf("%q: exit code %d, want %d: %s", args, got, code, errOut.String())
	}
	var results report.Tests
	if err := json.Unmarshal(out.Bytes(), &results); err != nil {
		t.Fatal(err)
	}
	return &results
}

// TestSuites: what documents say, and what they say wrongly, is tested in full, and
// everything of it holds.
func TestSuites(t *testing.T) {
	for _, c := range []struct {
		folder, target  string
		passed, skipped int
	}{
		{"otobo", "otobo-11.0", 145, 2},
		{"otrs5", "otrs-5.0", 91, 0},
		{"otrs2", "otrs-2.2", 58, 0},
		{"repairshop", "otobo-11.0", 531, 0},
	} {
		t.Run(c.folder, func(t *testing.T) {
			got := tested(t, 0, filepath.Join(suites, c.folder))
			if got.Passed != c.passed || got.SkippedTests != c.skipped || got.Bare > 0 {
				t.Errorf("%d passed, %d skipped, %d without expectation, want %d and %d", got.Passed, got.SkippedTests, got.Bare, c.passed, c.skipped)
			}
			names := map[string]bool{}
			for _, s := range got.Scenarios {
				if s.Target != c.target || s.TargetAssumed {
					t.Errorf("%s: %s: target %s, want %s", s.Place, s.Name, s.Target, c.target)
				}
				if at := s.Place.File + s.Name; names[at] {
					t.Errorf("%s: %s is there twice", s.Place, s.Name)
				} else {
					names[at] = true
				}
			}
		})
	}
}

// TestSuiteMistakes: every file that the guide shows failing fails.
func TestSuiteMistakes(t *testing.T) {
	files := scenarioFiles(t, "mistakes")
	if len(files) == 0 {
		t.Fatal("no files")
	}
	for _, f := range files {
		if got := tested(t, 1, f); got.Passed+got.Broken > 0 {
			t.Errorf("%s: %d passed, %d could not be run", f, got.Passed, got.Broken)
		}
	}
}

// TestNothingTested: a file without scenarios is no success.
func TestNothingTested(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty.yml")
	if err := os.WriteFile(empty, []byte("scenarios: []\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	tested(t, 1, empty)
	tested(t, 0, empty, "--allow-empty")
}

func scenarioFiles(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(suites, folder, "*.scenarios.yml"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestSuitesAreOfTheSchemas: an editor has nothing to say about the files.
func TestSuitesAreOfTheSchemas(t *testing.T) {
	for pattern, name := range map[string]string{"*.scenarios.yml": "scenario", "inventory.yml": "inventory"} {
		schema, err := jsonschema.NewCompiler().Compile("../../docs/schema/" + name + ".schema.json")
		if err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(suites, "*", pattern))
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			var doc any
			if err := yaml.Unmarshal(data, &doc); err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal(doc)
			if err != nil {
				t.Fatal(err)
			}
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value); err != nil {
				t.Errorf("%s: %v", f, err)
			}
			head := "# yaml-language-server: $schema=../../../docs/schema/" + name + ".schema.json\n"
			if !strings.HasPrefix(string(data), head) {
				t.Errorf("%s does not name its schema", f)
			}
		}
	}
}

// TestRepairShopIsClean: lint finds nothing in the shop's ACLs, not even to tell.
func TestRepairShopIsClean(t *testing.T) {
	var out, errOut bytes.Buffer
	shop := filepath.Join(suites, "repairshop")
	args := []string{"lint", "--project", "", filepath.Join(shop, "acls.yml"), "--inventory", filepath.Join(shop, "inventory.yml"), "--target", "otobo-11.0", "--fail-on", "info"}
	if code := cli.Main(args, strings.NewReader(""), &out, &errOut); code != 0 {
		t.Errorf("exit code %d: %s%s", code, out.String(), errOut.String())
	}
}

// change is somebody who brings a ticket from one state to another.
type change struct{ who, from, to string }

// TestRepairShopTable: the guide's table is what the ten lines expect, and every
// change that it allows or forbids is sent from a screen and by a web service.
func TestRepairShopTable(t *testing.T) {
	allowed, states := guideTable(t)
	if len(states) != 7 || len(allowed) != 27 {
		t.Fatalf("%d states, %d changes in the table", len(states), len(allowed))
	}
	offered := map[change]bool{}
	for _, s := range scenariosOf(t, "states") {
		for _, to := range s.Expect.Questions["Ticket.State"].Has {
			offered[change{s.Agent.Login, s.Ticket["State"].Text, to}] = true
		}
	}
	if diff := cmp.Diff(allowed, offered, cmp.AllowUnexported(change{})); diff != "" {
		t.Errorf("the ten lines (-guide +lines):\n%s", diff)
	}
	sent := map[string]map[change]bool{"AgentTicketNote": {}, "TicketStateSet": {}}
	for _, s := range scenariosOf(t, "saves") {
		if sent[s.Screen] == nil || s.Form["State"].Text == "" {
			continue
		}
		c := change{s.Agent.Login, s.Ticket["State"].Text, s.Form["State"].Text}
		sent[s.Screen][c] = true
		if allowed[c] != *s.Expect.Saves {
			t.Errorf("%s: %v is allowed: %t", s.Name, c, allowed[c])
		}
	}
	for screen, is := range sent {
		for _, who := range []string{"vera", "boris"} {
			for _, from := range states {
				for _, to := range states {
					if c := (change{who, from, to}); from != to && !is[c] {
						t.Errorf("%s: nobody sends %v", screen, c)
					}
				}
			}
		}
	}
}

func scenariosOf(t *testing.T, name string) []*scenario.Scenario {
	t.Helper()
	f, findings, err := scenario.Load(filepath.Join(suites, "repairshop", name+".scenarios.yml"))
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	return f.Scenarios
}

// guideTable reads the table of the guide: what both may do, and what the board
// may do besides.
func guideTable(t *testing.T) (allowed map[change]bool, states []string) {
	t.Helper()
	_, table, ok := strings.Cut(readGuide(t), "| from | volunteers and board | board only |\n|---|---|---|\n")
	if !ok {
		t.Fatal("the guide has no table")
	}
	allowed = map[change]bool{}
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 5 {
			break
		}
		from := strings.TrimSpace(cells[1])
		states = append(states, from)
		for i, people := range [][]string{{"vera", "boris"}, {"boris"}} {
			for _, to := range strings.Split(cells[i+2], ",") {
				for _, who := range people {
					if to = strings.TrimSpace(to); to != "" {
						allowed[change{who, from, to}] = true
					}
				}
			}
		}
	}
	return allowed, states
}
