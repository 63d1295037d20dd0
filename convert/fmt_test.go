package convert

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/yamlx"
)

// checkCanonical holds that a canonical form is its own, and means what the text
// meant.
func checkCanonical(t *testing.T, data []byte) {
	t.Helper()
	once, _, err := Canonical("x.yml", data)
	if err != nil {
		return
	}
	twice, _, err := Canonical("x.yml", once)
	if err != nil || !bytes.Equal(once, twice) {
		t.Fatalf("not its own canonical form (%v):\n%s\nthen\n%s", err, once, twice)
	}
	before, after := yamlx.Load("x.yml", data), yamlx.Load("x.yml", once)
	if string(yamlx.Append(nil, &before.Root)) != string(yamlx.Append(nil, &after.Root)) {
		t.Fatalf("means something else:\n%s\nthen\n%s", data, once)
	}
}

func TestCanonical(t *testing.T) {
	files, err := filepath.Glob("../testdata/deploy/*/*.yml")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		checkCanonical(t, data)
		// With a comment in every line and between all of them.
		var commented strings.Builder
		for line := range strings.Lines(string(data)) {
			commented.WriteString("# before " + line)
			commented.WriteString(line)
		}
		checkCanonical(t, []byte(commented.String()))
	}
}

// FuzzCanonical does the same with any text.
func FuzzCanonical(f *testing.F) {
	for _, s := range []string{
		"# a\n- b: c # d\n  # e\n", "- {a: [1, 2], b: 'x # y'} # z\n", "- a: |\n    # no\n# yes\n", "[]\n# nothing\n", "- &x [a]\n- *x # again\n",
		"- ? a # b\n  : c # d\n", "- \"#\" # '#'\n- '#\n  #'\n", "-\n  # x\n  - y\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 1<<12 {
			checkCanonical(t, data)
		}
	})
}
