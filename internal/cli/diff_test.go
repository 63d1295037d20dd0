package cli

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/peer"
)

// TestUnified: git apply makes of the old text the new one, in texts full of lines that
// are the same, and diff -u writes the same heads.
func TestUnified(t *testing.T) {
	peer.Need(t, "git")
	dir := t.TempDir()
	t.Chdir(dir)
	if out, err := exec.Command("git", "init", "-q", ".").CombinedOutput(); err != nil {
		t.Fatalf("%s", out)
	}
	r := rand.New(rand.NewPCG(5, 1))
	for range 150 {
		var old, text strings.Builder
		for range r.IntN(60) {
			line := fmt.Sprintf("%c\n", 'a'+r.IntN(3))
			switch r.IntN(8) {
			case 0:
				old.WriteString(line) // removed
			case 1:
				text.WriteString(line) // added
			case 2:
				old.WriteString(line)
				text.WriteString("-- " + line)
			default:
				old.WriteString(line)
				text.WriteString(line)
			}
		}
		if r.IntN(4) == 0 {
			old.WriteString("no end")
		}
		if old.Len() == 0 || text.Len() == 0 || old.String() == text.String() {
			continue
		}
		if err := os.WriteFile("f.yml", []byte(old.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		diff, err := unified("./f.yml", []byte(old.String()), []byte(text.String()))
		if err != nil {
			t.Fatal(err)
		}
		// Without any context to look for, only the numbers count.
		cmd := exec.Command("git", "apply", "--unidiff-zero", "-")
		cmd.Stdin = strings.NewReader(diff)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s\n%s", out, diff)
		}
		got, err := os.ReadFile("f.yml")
		if err != nil || string(got) != text.String() {
			t.Fatalf("%v\n%s\nmakes\n%s\nnot\n%s", err, diff, got, text.String())
		}
	}
}

func TestBelow(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for file, want := range map[string]string{
		"a.yml": "a.yml", "./a.yml": "a.yml", "b/../a.yml": "a.yml", filepath.Join(dir, "b", "a.yml"): "b/a.yml", "../a.yml": "", "/a.yml": "",
	} {
		if got, err := below(file); got != want || (err != nil) != (want == "") {
			t.Errorf("%s: %q, %v", file, got, err)
		}
	}
}
