package cli_test

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"

	"github.com/ticketacl/ticketacl/internal/cli"
)

// TestListsFitTheTerminal: no line of list and show is wider than the terminal,
// but those that stand as they are written, and none ends in a blank.
func TestListsFitTheTerminal(t *testing.T) {
	t.Chdir("../../testdata")
	all := filepath.Join("seeds", "Export_ACL.yml")
	source := regexp.MustCompile(`^ *\d+ \|`)
	for _, width := range []int{60, 80, 120, 200} {
		t.Setenv("COLUMNS", strconv.Itoa(width))
		for _, args := range [][]string{
			{"list", all}, {"list", all, "--uses", "Queue=Raw", "--uses", "State=open", "--uses", "Role=admin"}, {"show", "--all", "--acls", all},
			{"list", "deploy/visible/016.yml", "deploy/visible/027.yml"},
		} {
			var out, errOut bytes.Buffer
			if code := cli.Main(args, strings.NewReader(""), &out, &errOut); code != 0 {
				t.Fatalf("%q: exit code %d: %s", args, code, errOut.String())
			}
			for line := range strings.Lines(out.String()) {
				line = strings.TrimSuffix(line, "\n")
				if w := lipgloss.Width(line); w > width && !source.MatchString(line) {
					t.Errorf("%d of %d columns: %s", w, width, line)
				}
				if strings.TrimRight(line, " ") != line {
					t.Errorf("a blank at the end at %d columns: %q", width, line)
				}
			}
		}
	}
}
