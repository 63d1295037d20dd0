package cli_test

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/cli"
)

var updateDocs = flag.Bool("update-docs", false, "write what the examples of the guides print into them")

// TestGuides runs every "$ ticketacl" of the guides, and holds what it prints
// against what stands below it. What goes to standard error is not shown there.
func TestGuides(t *testing.T) {
	t.Chdir("../..")
	t.Setenv("COLUMNS", "80")
	for _, path := range []string{"docs/behaviour.md", "docs/diff.md", "docs/lint.md", "docs/testing.md", "docs/scale.md"} {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		const open = "```console\n$ ticketacl "
		var now strings.Builder
		rest, ran := string(data), 0
		for {
			before, after, ok := strings.Cut(rest, open)
			now.WriteString(before)
			if !ok {
				break
			}
			command, after, _ := strings.Cut(after, "\n")
			_, rest, ok = strings.Cut(after, "```\n")
			if !ok {
				t.Fatalf("%s: an example is not closed", path)
			}
			var out bytes.Buffer
			if code := cli.Main(words(command), strings.NewReader(""), &out, &bytes.Buffer{}); code > 1 {
				t.Errorf("%s: exit code %d: %s", path, code, command)
			}
			now.WriteString(open + command + "\n" + out.String() + "```\n")
			ran++
		}
		if ran == 0 {
			t.Errorf("%s has no examples", path)
		}
		if *updateDocs {
			if err := os.WriteFile(path, []byte(now.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if diff := cmp.Diff(string(data), now.String()); diff != "" {
			t.Errorf("%s: what it shows is not what is printed (-page +printed):\n%s", path, diff)
		}
	}
}
