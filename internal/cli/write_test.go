package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWriteOwn: files of our own are replaced in one step, others are kept, and
// nothing is left behind where it fails.
func TestWriteOwn(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.yml")
	for _, text := range []string{"one\n", "two\n"} {
		if err := writeOwn(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != ownMark+text {
			t.Errorf("%q %v", got, err)
		}
	}
	other := filepath.Join(dir, "other.yml")
	if err := os.WriteFile(other, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(dir, "folder")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	refused := func(t *testing.T, path, want string) {
		t.Helper()
		if err := writeOwn(path, []byte("x")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
	refused(t, other, "was not written by ticketacl")
	refused(t, folder, "is a folder: name a file in it")
	refused(t, filepath.Join(dir, "none", "a.yml"), "there is no folder")
	if got, _ := os.ReadFile(other); string(got) != "mine" {
		t.Errorf("the other file is now %q", got)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 3 {
		t.Errorf("%v left, %v", entries, err)
	}
	t.Run("link", func(t *testing.T) {
		link := filepath.Join(dir, "link.yml")
		if err := os.Symlink(path, link); err != nil {
			t.Skip(err)
		}
		refused(t, link, "is a symbolic link to "+path+": name that file, or remove the link")
		if got, err := os.ReadFile(path); err != nil || string(got) != ownMark+"two\n" {
			t.Errorf("what the link leads to is now %q, %v", got, err)
		}
	})
}

// TestFrom: a path as a file in another folder names it.
func TestFrom(t *testing.T) {
	for _, c := range [][3]string{
		{"x.yml", "a.yml", "a.yml"}, {"sub/x.yml", "a.yml", "../a.yml"}, {"sub/x.yml", "sub/a.yml", "a.yml"}, {"sub/x.yml", "HEAD:a.yml", "HEAD:../a.yml"},
		{"x.yml", "/a.yml", "/a.yml"}, {"x.yml", "-", ""}, {"x.yml", "", ""},
	} {
		if got := from(c[0], c[1]); got != c[2] {
			t.Errorf("%s from %s: %q, want %q", c[1], c[0], got, c[2])
		}
		if c[2] != "" && beside(c[0], from(c[0], c[1])) != c[1] {
			t.Errorf("%s from %s leads to %s", c[1], c[0], beside(c[0], from(c[0], c[1])))
		}
	}
}
