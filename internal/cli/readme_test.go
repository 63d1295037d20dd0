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

var updateReadme = flag.Bool("update-readme", false, "write what the README's example prints into it")

// TestReadmeExample runs the first command of the README and holds it against
// the output that is printed there.
func TestReadmeExample(t *testing.T) {
	t.Chdir("../..")
	t.Setenv("COLUMNS", "80")
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	const open = "```console\n$ go run ./cmd/ticketacl "
	before, rest, ok := strings.Cut(string(text), open)
	if !ok {
		t.Fatal("the README does not open with an example")
	}
	command, rest, _ := strings.Cut(rest, "\n")
	want, after, _ := strings.Cut(rest, "```\n")
	var out, errOut bytes.Buffer
	if code := cli.Main(words(command), strings.NewReader(""), &out, &errOut); code != 0 {
		t.Fatalf("exit code %d\n%s", code, errOut.String())
	}
	if *updateReadme {
		updated := before + open + command + "\n" + out.String() + "```\n" + after
		if err := os.WriteFile("README.md", []byte(updated), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("the README's output is not what the command prints (-README +printed):\n%s", diff)
	}
}

// words splits a command line as a shell does, single quotes included.
func words(line string) []string {
	var out []string
	word, quoted := "", false
	for _, r := range line + " " {
		switch {
		case r == '\'':
			quoted = !quoted
		case r == ' ' && !quoted:
			if word != "" {
				out = append(out, word)
			}
			word = ""
		default:
			word += string(r)
		}
	}
	return out
}
