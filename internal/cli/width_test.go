package cli_test

import (
	"bytes"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"

	"github.com/ticketacl/ticketacl/internal/cli"
)

// TestTextFitsTheTerminal: no line of the seeds' simulations is wider than the
// terminal, and none ends in a blank.
func TestTextFitsTheTerminal(t *testing.T) {
	for _, width := range []int{60, 80, 120, 200} {
		t.Setenv("COLUMNS", strconv.Itoa(width))
		var out, errOut bytes.Buffer
		args := []string{"simulate", filepath.Join(seeds, "scenarios.yml")}
		if code := cli.Main(args, strings.NewReader(""), &out, &errOut); code != 0 {
			t.Fatalf("exit code %d: %s", code, errOut.String())
		}
		widest := 0
		for line := range strings.Lines(out.String()) {
			line = strings.TrimSuffix(line, "\n")
			w := lipgloss.Width(line)
			widest = max(widest, w)
			if w > width {
				t.Errorf("%d of %d columns: %s", w, width, line)
			}
			if strings.TrimRight(line, " ") != line {
				t.Errorf("a blank at the end at %d columns: %q", width, line)
			}
		}
		if widest < min(width, 80)-10 {
			t.Errorf("of %d columns at most %d are used", width, widest)
		}
	}
}
