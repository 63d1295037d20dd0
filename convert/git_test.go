package convert

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/peer"
)

// repository makes a repository with two commits and returns its folder.
func repository(t *testing.T) string {
	t.Helper()
	peer.Need(t, "git")
	dir := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		cmd.Env = append(cmd.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null",
			"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.org")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "--quiet")
	write(t, dir, map[string]string{
		"acls/b.yml": "- {Name: B, ValidID: 1}\n", "acls/a.yml": "- {Name: A, ValidID: 1}\n", "acls/x.txt": "x",
		"acls/.hidden.yml": "x", "acls/deep/c.yml": "- {Name: C, ValidID: 1}\n", "top.yml": "- {Name: old, ValidID: 1}\n",
		"ordered/a.yml": "- {Name: A, ValidID: 1}\n", "ordered/b.yml": "- {Name: B, ValidID: 1}\n", "ordered/" + OrderFile: "b.yml\na.yml\n",
		"ids/a.yml": "- {Name: A, ID: 2, ValidID: 1}\n", "ids/b.yml": "- {Name: B, ID: 1, ValidID: 1}\n", "none/" + OrderFile: "",
		"packed.yml": string(zipped(t, "- {Name: packed, ValidID: 1}\n")), "empty/x.txt": "x", "ü ö.yml": "- {Name: ü, ValidID: 1}\n",
	})
	git("add", ".")
	git("commit", "--quiet", "-m", "one")
	git("tag", "v1")
	write(t, dir, map[string]string{"top.yml": "- {Name: new, ValidID: 1}\n"})
	git("commit", "--quiet", "-am", "two")
	write(t, dir, map[string]string{"top.yml": "- {Name: staged, ValidID: 1}\n"})
	git("add", "top.yml")
	return dir
}

func TestRevisions(t *testing.T) {
	dir := repository(t)
	for _, tt := range []struct{ from, path, want, files string }{
		{"", "HEAD:top.yml", "new", "HEAD:top.yml"},
		{"", "HEAD~1:top.yml", "old", "HEAD~1:top.yml"},
		{"", "v1:top.yml", "old", "v1:top.yml"},
		{"", ":top.yml", "staged", ":top.yml"},
		{"", "v1:acls", "A, B", "v1:acls/a.yml v1:acls/b.yml"},
		{"", "v1:acls/", "A, B", "v1:acls/a.yml v1:acls/b.yml"},
		{"", "v1:ordered", "B, A", "v1:ordered/a.yml v1:ordered/b.yml"},
		{"", "v1:ids", "B, A", "v1:ids/a.yml v1:ids/b.yml"},
		{"", "v1:none", "", ""},
		{"", "v1:packed.yml", "packed", "v1:packed.yml"},
		{"", "v1:ü ö.yml", "ü", "v1:ü ö.yml"},
		{"", "v1:", "packed, old, ü", "v1:packed.yml v1:top.yml v1:ü ö.yml"},
		{"acls", "HEAD:top.yml", "new", "HEAD:top.yml"},
		{"acls", "HEAD:./a.yml", "A", "HEAD:./a.yml"},
		{"acls", "HEAD:./", "A, B", "HEAD:./a.yml HEAD:./b.yml"},
		{"acls", "HEAD:../top.yml", "new", "HEAD:../top.yml"},
	} {
		r, err := Read(context.Background(), tt.path, Options{Dir: filepath.Join(dir, tt.from)})
		if err != nil {
			t.Errorf("%s: %v", tt.path, err)
			continue
		}
		if names(r.Set) != tt.want || strings.Join(r.Files, " ") != tt.files {
			t.Errorf("%s: %s from %s", tt.path, names(r.Set), strings.Join(r.Files, " "))
		}
	}
}

func TestRevisionErrors(t *testing.T) {
	dir := repository(t)
	for path, want := range map[string]string{
		"nope:top.yml":     `nope:top.yml: no such file, and git knows no revision "nope"`,
		"HEAD:missing.yml": `HEAD:missing.yml: no "missing.yml" in revision HEAD (paths count from the top of the repository; './' starts from here)`,
		":missing.yml":     `:missing.yml: no "missing.yml" in the index (paths count from the top of the repository; './' starts from here)`,
		"HEAD:empty":       `HEAD:empty: no *.yml, *.yaml, *.pm or *.pl file in this folder`,
		"--help:top.yml":   `--help:top.yml: no such file or directory`,
	} {
		if _, err := Read(context.Background(), path, Options{Dir: dir}); err == nil || err.Error() != want {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := Read(context.Background(), "HEAD:top.yml", Options{Dir: dir, MaxSize: 10}); err == nil || err.Error() != "HEAD:top.yml: larger than 10 bytes" {
		t.Errorf("%v", err)
	}
	if _, err := Read(context.Background(), "HEAD:top.yml", Options{Dir: t.TempDir()}); err == nil || !strings.Contains(err.Error(), "no git repository here") {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, "HEAD:top.yml", Options{Dir: dir}); err == nil {
		t.Error("read in spite of a cancelled context")
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Read(context.Background(), "HEAD:top.yml", Options{Dir: dir}); err == nil || !strings.Contains(err.Error(), "git, which is not on the PATH") {
		t.Errorf("%v", err)
	}
}
