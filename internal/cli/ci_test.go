package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/cli"
	"github.com/ticketacl/ticketacl/internal/peer"
)

// aProject is a repository with a folder of ACLs, one of them with a mistake, and
// a branch origin/main.
func aProject(t *testing.T) string {
	t.Helper()
	peer.Need(t, "git")
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "acls"), 0o755); err != nil {
		t.Fatal(err)
	}
	text := "- Name: 100-raw\n  ValidID: 1\n  ConfigMatch: {Properties: {Ticket: {Queue: Raw}}}\n  ConfigChange: {PossibleNot: {Action: [AgentTicketClose]}}\n"
	if err := os.WriteFile(filepath.Join(dir, "acls", "100-raw.yml"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"init", "-q", "."}, {"add", "."}, {"-c", "user.name=n", "-c", "user.email=e", "commit", "-qm", "first"}, {"update-ref", "refs/remotes/origin/main", "HEAD"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %s", args, out)
		}
	}
	return dir
}

// commandsIn are the commands of a text: lines that begin with ticketacl, or with it
// behind a dash.
func commandsIn(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "- ")
		if strings.HasPrefix(line, "ticketacl lint ") {
			out = append(out, strings.TrimPrefix(line, "ticketacl "))
		}
	}
	return out
}

// TestPipelines runs every command of the guide to pipelines and of its files, in the
// order in which they stand: each does what it is there for, and none is wrong use.
func TestPipelines(t *testing.T) {
	var all []string
	for _, path := range []string{"ci.md", "ci/gitlab-ci.yml"} {
		data, err := os.ReadFile(filepath.Join("../../docs", path))
		if err != nil {
			t.Fatal(err)
		}
		found := commandsIn(string(data))
		if len(found) == 0 {
			t.Errorf("%s has no commands", path)
		}
		all = append(all, found...)
	}
	t.Chdir(aProject(t))
	for _, command := range all {
		line, to, _ := strings.Cut(command, " > ")
		var out, errOut bytes.Buffer
		code := cli.Main(words(line), strings.NewReader(""), &out, &errOut)
		// The mistake is found, but where it was there before.
		want := 1
		if strings.Contains(line, "baseline") || strings.Contains(line, "--changed") {
			want = 0
		}
		if code != want {
			t.Errorf("%s: exit code %d, want %d\n%s", command, code, want, errOut.String())
		}
		if to != "" && (out.Len() == 0 || strings.HasSuffix(to, "json") && !json.Valid(out.Bytes())) {
			t.Errorf("%s: %s", command, out.String())
		}
	}
}

// TestProblemMatcher: one of its patterns takes every compact line apart, those without a
// line too, and gives each a severity that GitHub knows.
func TestProblemMatcher(t *testing.T) {
	data, err := os.ReadFile("../../docs/ci/problem-matcher.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		ProblemMatcher []struct {
			Owner, Severity string
			Pattern         []struct {
				Regexp                                      string
				File, Line, Column, Severity, Message, Code int
			}
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	t.Chdir(aProject(t))
	for name, text := range map[string]string{
		"acls/110-twice.yml": "- Name: 110-twice\n  ValidID: 1\n  ConfigMatch: {Properties: {Ticket: {Queue: [Raw, Raw]}}}\n  ConfigChange: {PossibleNot: {Action: [AgentTicketNote]}}\n",
		"acls/120-root.yml":  "Name: 120-root\nValidID: 1\nConfigChange: {PossibleNot: {Action: [AgentTicketPriority]}}\n",
		"acls/130-text.yml":  "",
	} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	cli.Main([]string{"lint", "acls/", "nothing.yml", "--format", "compact"}, strings.NewReader(""), &out, &bytes.Buffer{})
	var got []string
	for line := range strings.Lines(out.String()) {
		for _, matcher := range file.ProblemMatcher {
			p := matcher.Pattern[0]
			m := regexp.MustCompile(p.Regexp).FindStringSubmatch(strings.TrimSuffix(line, "\n"))
			if m == nil {
				continue
			}
			severity := matcher.Severity
			if p.Severity > 0 {
				severity = m[p.Severity]
			}
			got = append(got, strings.Join([]string{m[p.File], m[p.Line], m[p.Column], severity, m[p.Code]}, " "))
		}
	}
	want := []string{
		"acls/100-raw.yml 3 46 error not-a-list", "acls/110-twice.yml 3 52 notice duplicate-item", "acls/120-root.yml 1 1 error yaml-root", "acls/130-text.yml   error yaml-root", "nothing.yml   error unreadable",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s\nof\n%s", diff, out.String())
	}
}

// TestAction runs the last step of the action, as its runner would.
func TestAction(t *testing.T) {
	data, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	var action struct {
		Inputs map[string]struct{ Default string }
		Runs   struct {
			Steps []struct {
				Name, Run string
				Env       map[string]string
			}
		}
	}
	if err := yaml.Unmarshal(data, &action); err != nil {
		t.Fatal(err)
	}
	peer.Need(t, "bash")
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Fatal(err)
	}
	step := action.Runs.Steps[len(action.Runs.Steps)-1]
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	tools := t.TempDir()
	wrapper := "#!" + bash + "\nexec -a ticketacl " + self + " \"$@\"\n"
	if err := os.WriteFile(filepath.Join(tools, "ticketacl"), []byte(wrapper), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		with map[string]string
		code int
		out  string
	}{
		{map[string]string{"paths": "acls/", "target": "otobo-11.0"}, 1, "::error file=acls/100-raw.yml,line=3,"},
		{map[string]string{"paths": "acls/ acls/100-raw.yml", "fail-on": "error"}, 1, "::error "},
		{map[string]string{"paths": "acls/", "changed": "origin/main"}, 0, ""},
		{map[string]string{"paths": "empty.yml\nacls/\n"}, 1, "::error file=acls/100-raw.yml,line=3,"},
		{map[string]string{"paths": "  acls/  \r\n\r\n"}, 1, "::error file=acls/100-raw.yml,line=3,"},
		{map[string]string{"paths": "my acls/\nempty.yml\n"}, 1, "::error file=my acls/100-raw.yml,line=3,"},
		{map[string]string{"paths": "$(touch pwned)"}, 3, ""},
		{map[string]string{"paths": "--fix\nacls/"}, 3, "::error "},
		{nil, 2, ""},
	} {
		cmd := exec.Command(bash, "-e", "-o", "pipefail", "-c", step.Run)
		cmd.Dir = aProject(t)
		cmd.Env = append(os.Environ(), "RUNNER_TEMP="+tools)
		if err := errors.Join(
			os.WriteFile(filepath.Join(cmd.Dir, "empty.yml"), []byte("[]\n"), 0o644),
			os.CopyFS(filepath.Join(cmd.Dir, "my acls"), os.DirFS(filepath.Join(cmd.Dir, "acls"))),
		); err != nil {
			t.Fatal(err)
		}
		for name, value := range step.Env {
			input := strings.TrimSuffix(strings.TrimPrefix(value, "${{ inputs."), " }}")
			of, ok := action.Inputs[input]
			if !ok {
				t.Fatalf("there is no input %s", input)
			}
			given, ok := c.with[input]
			if !ok {
				given = of.Default
			}
			cmd.Env = append(cmd.Env, name+"="+given)
		}
		out, err := cmd.Output()
		if code := cmd.ProcessState.ExitCode(); code != c.code || !strings.Contains(string(out), c.out) {
			t.Errorf("%v: exit code %d, want %d: %s %v", c.with, code, c.code, out, err)
		}
		if _, err := os.Stat(filepath.Join(cmd.Dir, "pwned")); err == nil {
			t.Errorf("%v was run", c.with)
		}
	}
}

// TestHooks: each hook runs once, and looks at what the project file names as a whole; what
// is no ACL beside them stays as it is.
func TestHooks(t *testing.T) {
	data, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct {
		ID, Entry, Files, Language string
		PassFilenames              *bool `yaml:"pass_filenames"`
	}
	if err := yaml.Unmarshal(data, &hooks); err != nil || len(hooks) != 2 {
		t.Fatal(err)
	}
	t.Chdir(aProject(t))
	foreign := map[string]string{"acls/inventory.yml": "queues:   [Raw]\n", "acls/site.yml": "- hosts:   all\n", "acls/.ticketacl.yaml": "target: otobo-11.0\nacls: .\n"}
	for name, text := range foreign {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	twin, err := os.ReadFile("acls/100-raw.yml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("acls/110-twin.yml", bytes.ReplaceAll(twin, []byte(": Raw"), []byte(": [Raw]")), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Chdir("acls")
	for _, h := range hooks {
		if h.PassFilenames == nil || *h.PassFilenames || h.Language != "golang" {
			t.Errorf("%s is run file by file", h.ID)
		}
		files := regexp.MustCompile(h.Files)
		for name, want := range map[string]bool{"acls/100-raw.yml": true, "Export_ACL.yml": true, ".ticketacl.yaml": true, "docs/acls.md": false} {
			if files.MatchString(name) != want {
				t.Errorf("%s on %s: %t", h.ID, name, !want)
			}
		}
		var out, errOut bytes.Buffer
		code := cli.Main(words(strings.TrimPrefix(h.Entry, "ticketacl ")), strings.NewReader(""), &out, &errOut)
		if code > 1 || !strings.Contains(errOut.String(), "note: these hold no ACLs, and are left alone: inventory.yml, site.yml") {
			t.Errorf("%s: exit code %d: %s", h.ID, code, errOut.String())
		}
		if h.ID == "ticketacl-lint" && !strings.Contains(out.String(), "[duplicate-name]") {
			t.Errorf("two ACLs of one name are not found:\n%s", out.String())
		}
	}
	for name, text := range foreign {
		if got, err := os.ReadFile(filepath.Base(name)); err != nil || string(got) != text {
			t.Errorf("%s is now %q", name, got)
		}
	}
}
