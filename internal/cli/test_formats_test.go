package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/ticketacl/ticketacl/internal/cli"
	"github.com/ticketacl/ticketacl/internal/peer"
)

// ofEveryKind are scenario files with every outcome.
func ofEveryKind(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	abs := func(name string) string {
		path, err := filepath.Abs(filepath.Join(seeds, name))
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	path := filepath.Join(dir, "all.scenarios.yml")
	text := "acls: " + abs("Export_ACL.yml") + "\ninventory: " + abs("inventory.yml") + `
base: {screen: AgentTicketNote, agent: jdoe, ticket: {Queue: Raw, State: open}}
scenarios:
- {name: passed, expect: {State: [open, pending reminder]}}
- {name: 'failed # <&> "quoted"', expect: {State: [open], matched: {has: [104-Example-ACL]}, Action: {lacks: [AgentTicketNote]}}}
- {name: undetermined, expect: {matched: {has: [100-Example-ACL]}}}
- {name: broken, screen: AgentTicketNoot, expect: {matched: []}}
- {name: skipped, skip: 'later # on', expect: {matched: []}}
- {name: nothing expected}
`
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func testOutput(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, errOut bytes.Buffer
	if code := cli.Main(append([]string{"test"}, args...), strings.NewReader(""), &out, &errOut); code != 1 {
		t.Fatalf("exit code %d: %s", code, errOut.String())
	}
	return out.Bytes()
}

// TestTestSchema holds the JSON of results, coverage included, to its schema.
func TestTestSchema(t *testing.T) {
	schema := schemaOf(t, "test")
	out := testOutput(t, ofEveryKind(t), "--format", "json", "--coverage")
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Error(err)
	}
	var got struct {
		Passed, Failed, Undetermined, Broken, Skipped int
		WithoutExpectation                            int `json:"without_expectation"`
		Coverage                                      []struct{ Covered []any }
		Scenarios                                     []struct {
			Failures []struct{ Stories, Looks []any }
		}
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if got.Passed != 1 || got.Failed != 1 || got.Undetermined != 1 || got.Broken != 1 || got.Skipped != 1 || got.WithoutExpectation != 1 {
		t.Errorf("%+v", got)
	}
	if len(got.Coverage) != 1 || len(got.Coverage[0].Covered) == 0 {
		t.Error("no coverage")
	}
	stories, looks := 0, 0
	for _, s := range got.Scenarios {
		for _, f := range s.Failures {
			stories, looks = stories+len(f.Stories), looks+len(f.Looks)
		}
	}
	if stories == 0 || looks == 0 {
		t.Errorf("%d stories, %d looks", stories, looks)
	}
}

// TestTAP is what prove makes of results: it counts what fails, and skips what is
// skipped.
func TestTAP(t *testing.T) {
	perl := peer.Perl(t)
	path := filepath.Join(t.TempDir(), "out.tap")
	if err := os.WriteFile(path, testOutput(t, ofEveryKind(t), "--format", "tap"), 0o644); err != nil {
		t.Fatal(err)
	}
	script := `use TAP::Parser; my $p = TAP::Parser->new({source => shift}); $p->run; ` +
		`print join(",", $p->tests_run, "failed=" . scalar($p->failed), "skipped=" . scalar($p->skipped), "errors=" . scalar(() = $p->parse_errors));`
	out, err := exec.Command(perl, "-e", script, path).CombinedOutput()
	if got := string(out); err != nil || got != "6,failed=3,skipped=2,errors=0" {
		t.Errorf("%v: %s", err, got)
	}
}

// TestGenhtml: genhtml takes the coverage of exports and of Perl files, and finds
// what is in it.
func TestGenhtml(t *testing.T) {
	peer.Need(t, "genhtml")
	dir := t.TempDir()
	info := filepath.Join(dir, "coverage.info")
	t.Chdir("../..")
	var out, errOut bytes.Buffer
	args := []string{"test", "testdata/seeds/scenarios.yml", "testdata/suites/otrs2", "--coverage-lcov", info}
	if code := cli.Main(args, strings.NewReader(""), &out, &errOut); code > 1 {
		t.Fatalf("exit code %d: %s", code, errOut.String())
	}
	cmd := exec.Command("genhtml", "--branch-coverage", "-o", filepath.Join(dir, "page"), info)
	text, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	for _, want := range []string{"lines......: ", "functions..: ", "branches...: "} {
		if !strings.Contains(string(text), want) || strings.Contains(string(text), want+"no data") {
			t.Errorf("genhtml found no %s\n%s", want, text)
		}
	}
}
