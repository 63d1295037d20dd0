package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

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

// TestProblemMatcher: it takes every compact line apart.
func TestProblemMatcher(t *testing.T) {
	data, err := os.ReadFile("../../docs/ci/problem-matcher.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		ProblemMatcher []struct {
			Pattern []struct {
				Regexp                                      string
				File, Line, Column, Severity, Message, Code int
			}
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	p := file.ProblemMatcher[0].Pattern[0]
	t.Chdir(aProject(t))
	var out bytes.Buffer
	cli.Main([]string{"lint", "acls/", "--format", "compact"}, strings.NewReader(""), &out, &bytes.Buffer{})
	m := regexp.MustCompile(p.Regexp).FindStringSubmatch(strings.TrimSpace(out.String()))
	if m == nil || m[p.File] != "acls/100-raw.yml" || m[p.Line] != "3" || m[p.Column] != "46" || m[p.Severity] != "error" || m[p.Code] != "not-a-list" {
		t.Errorf("%q of %q", m, out.String())
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
		{map[string]string{"paths": "$(touch pwned)"}, 3, ""},
		{nil, 2, ""},
	} {
		cmd := exec.Command(bash, "-e", "-o", "pipefail", "-c", step.Run)
		cmd.Dir = aProject(t)
		cmd.Env = append(os.Environ(), "RUNNER_TEMP="+tools)
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

// TestHooks: the hooks run commands that there are, on the files that they name.
func TestHooks(t *testing.T) {
	data, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct{ ID, Entry, Files, Language string }
	if err := yaml.Unmarshal(data, &hooks); err != nil || len(hooks) == 0 {
		t.Fatal(err)
	}
	t.Chdir(aProject(t))
	for _, h := range hooks {
		files := regexp.MustCompile(h.Files)
		for name, want := range map[string]bool{"acls/100-raw.yml": true, "Export_ACL.yml": true, "acl/a.yaml": true, "inventory.yml": false, "docs/acls.md": false} {
			if files.MatchString(name) != want {
				t.Errorf("%s on %s: %t", h.ID, name, !want)
			}
		}
		var out, errOut bytes.Buffer
		if code := cli.Main(append(words(strings.TrimPrefix(h.Entry, "ticketacl ")), "acls/100-raw.yml"), strings.NewReader(""), &out, &errOut); code > 1 {
			t.Errorf("%s: exit code %d: %s", h.ID, code, errOut.String())
		}
	}
}
