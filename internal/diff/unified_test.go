package diff

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/internal/peer"
)

// lines are texts full of lines that are the same, and a change of one.
func textsOf(t *rapid.T) (old, text string) {
	line := rapid.Custom(func(t *rapid.T) string { return fmt.Sprintf("%c\n", 'a'+rapid.IntRange(0, 5).Draw(t, "line")) })
	var a, b strings.Builder
	for range rapid.IntRange(0, 80).Draw(t, "lines") {
		l := line.Draw(t, "l")
		switch rapid.IntRange(0, 9).Draw(t, "edit") {
		case 0:
			a.WriteString(l)
		case 1:
			b.WriteString(l)
		case 2:
			a.WriteString(l)
			b.WriteString("-- " + l)
		default:
			a.WriteString(l)
			b.WriteString(l)
		}
	}
	if rapid.Bool().Draw(t, "no end") {
		a.WriteString("end")
	}
	if rapid.Bool().Draw(t, "no end") {
		b.WriteString("end")
	}
	return a.String(), b.String()
}

// TestHunks: applying the hunks to the old text gives the new one, and the edits are the
// fewest, or nearly.
func TestHunks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, text := textsOf(t)
		hunks := Hunks("a/x", "b/x", old, text)
		got, err := applied(old, hunks)
		if err != nil || got != text {
			t.Fatalf("%v\nold:\n%s\nwant:\n%s\ngot:\n%s\nhunks:\n%s", err, old, text, got, hunks)
		}
	})
}

// TestFewest: without lines that are there once, the number of edits is that of the table
// of longest common rows.
func TestFewest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SliceOfN(rapid.Int32Range(0, 3), 0, 40).Draw(t, "a")
		b := rapid.SliceOfN(rapid.Int32Range(0, 3), 0, 40).Draw(t, "b")
		m := &matcher{a: a, b: b}
		m.fewest(0, len(a), 0, len(b))
		common := make([][]int, len(a)+1)
		common[0] = make([]int, len(b)+1)
		for i := range a {
			common[i+1] = make([]int, len(b)+1)
			for k := range b {
				common[i+1][k+1] = max(common[i][k+1], common[i+1][k])
				if a[i] == b[k] {
					common[i+1][k+1] = common[i][k] + 1
				}
			}
		}
		n := 0
		for _, e := range m.edits {
			n += e.to - e.from + e.end - e.at
		}
		if want := len(a) + len(b) - 2*common[len(a)][len(b)]; n != want {
			t.Fatalf("%v to %v takes %d lines, want %d: %v", a, b, n, want, m.edits)
		}
	})
}

// TestTooManyEdits: where nothing is in common in one order, time is bounded.
func TestTooManyEdits(t *testing.T) {
	var a, b strings.Builder
	for i := range 40_000 {
		a.WriteString([]string{"x\n", "y\n", "z\n"}[i*i%7%3])
		b.WriteString([]string{"y\n", "z\n", "x\n"}[i*i*i%11%3])
	}
	hunks := Hunks("a/x", "b/x", a.String(), b.String())
	if got, err := applied(a.String(), hunks); err != nil || got != b.String() {
		t.Fatal(err)
	}
}

// applied applies hunks as they say: every number and every line of the old text counts.
func applied(old, hunks string) (string, error) {
	if hunks == "" {
		return old, nil
	}
	lines := splitLines(old)
	var out strings.Builder
	at, written := 0, 0
	rest := splitLines(hunks)[2:]
	for n := 0; n < len(rest); {
		var from, count, to, length int
		head := strings.Fields(rest[n])
		from, count = span(head[1])
		to, length = span(head[2])
		if count == 0 {
			from++
		}
		if length == 0 {
			to++
		}
		for ; at < from-1; at++ {
			out.WriteString(lines[at])
			written++
		}
		if written != to-1 {
			return "", fmt.Errorf("%s: the new text is at line %d", strings.TrimSpace(rest[n]), written+1)
		}
		for n++; n < len(rest) && rest[n][0] != '@'; n++ {
			line := rest[n][1:]
			if n+1 < len(rest) && rest[n+1][0] == '\\' {
				line = strings.TrimSuffix(line, "\n")
			}
			switch rest[n][0] {
			case ' ', '-':
				if at >= len(lines) || lines[at] != line {
					return "", fmt.Errorf("line %d is not %q", at+1, line)
				}
				at, count = at+1, count-1
			}
			if c := rest[n][0]; c == ' ' || c == '+' {
				out.WriteString(line)
				written, length = written+1, length-1
			}
		}
		if count != 0 || length != 0 {
			return "", fmt.Errorf("a hunk has other lengths than it says")
		}
	}
	for ; at < len(lines); at++ {
		out.WriteString(lines[at])
	}
	return out.String(), nil
}

func span(s string) (from, count int) {
	count = 1
	if _, err := fmt.Sscanf(s[1:], "%d,%d", &from, &count); err != nil {
		fmt.Sscanf(s[1:], "%d", &from)
		count = 1
	}
	return from, count
}

// TestGitApplies: git apply makes of the old text the new one, where only the numbers of
// the hunks count.
func TestGitApplies(t *testing.T) {
	peer.Need(t, "git")
	t.Chdir(t.TempDir())
	if out, err := exec.Command("git", "init", "-q", ".").CombinedOutput(); err != nil {
		t.Fatalf("%s", out)
	}
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		old, text := textsOf(t)
		if n++; n > 60 || old == "" || text == "" || old == text {
			return
		}
		if err := os.WriteFile("f.yml", []byte(old), 0o644); err != nil {
			t.Fatal(err)
		}
		hunks, err := Unified("./f.yml", []byte(old), []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("git", "apply", "--unidiff-zero", "-")
		cmd.Stdin = strings.NewReader(hunks)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s\n%s", out, hunks)
		}
		if got, err := os.ReadFile("f.yml"); err != nil || string(got) != text {
			t.Fatalf("%v: got\n%s\nwant\n%s\nhunks\n%s", err, got, text, hunks)
		}
	})
}

func TestBelow(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for file, want := range map[string]string{
		"a.yml": "a.yml", "./a.yml": "a.yml", "b/../a.yml": "a.yml", filepath.Join(dir, "b", "a.yml"): "b/a.yml", "../a.yml": "", "/a.yml": "",
	} {
		if got, err := Below(file); got != want || (err != nil) != (want == "") {
			t.Errorf("%s: %q, %v", file, got, err)
		}
	}
}
