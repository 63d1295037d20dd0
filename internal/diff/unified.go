package diff

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// contextLines is how many lines that are the same stand around what differs.
const contextLines = 3

// NoFile is what a diff has in place of a file that is not there.
const NoFile = "/dev/null"

// Unified is what differs between two texts of a file, as git apply takes it from the working
// directory; "" where nothing does.
func Unified(file string, old, text []byte) (string, error) {
	name, err := Below(file)
	if err != nil {
		return "", err
	}
	return Hunks("a/"+name, "b/"+name, string(old), string(text)), nil
}

// Below is a path as a diff names it, which git takes only for what is in the working
// directory or below.
func Below(file string) (string, error) {
	name := filepath.Clean(file)
	if filepath.IsAbs(name) {
		dir, err := os.Getwd()
		if err != nil {
			return "", err
		}
		if rel, err := filepath.Rel(dir, name); err == nil {
			name = rel
		}
	}
	if !filepath.IsLocal(name) {
		return "", fmt.Errorf("%s is not below this folder, and git apply takes no such path: go to a folder above it", file)
	}
	return filepath.ToSlash(name), nil
}

// Hunks are unified hunks under two names, "" where nothing differs.
func Hunks(from, to, old, text string) string {
	if old == text {
		return ""
	}
	a, b := splitLines(old), splitLines(text)
	edits := lineEdits(a, b)
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", from, to)
	for len(edits) > 0 {
		n := 1 // edits of this hunk
		for n < len(edits) && edits[n].from-edits[n-1].to <= 2*contextLines {
			n++
		}
		writeHunk(&out, a, b, edits[:n])
		edits = edits[n:]
	}
	return out.String()
}

func writeHunk(out *strings.Builder, a, b []string, edits []edit) {
	first, last := edits[0], edits[len(edits)-1]
	before := min(contextLines, first.from)
	after := min(contextLines, len(a)-last.to)
	fmt.Fprintf(out, "@@ -%s +%s @@\n", counted(first.from-before, last.to+after), counted(first.at-before, last.end+after))
	at := first.from - before
	for _, e := range edits {
		for ; at < e.from; at++ {
			writeLine(out, ' ', a[at])
		}
		for ; at < e.to; at++ {
			writeLine(out, '-', a[at])
		}
		for i := e.at; i < e.end; i++ {
			writeLine(out, '+', b[i])
		}
	}
	for ; at < last.to+after; at++ {
		writeLine(out, ' ', a[at])
	}
}

// counted is where lines are, from 1, and how many; of none it is the line before.
func counted(from, to int) string {
	switch to - from {
	case 0:
		return fmt.Sprintf("%d,0", from)
	case 1:
		return fmt.Sprint(from + 1)
	}
	return fmt.Sprintf("%d,%d", from+1, to-from)
}

func writeLine(out *strings.Builder, mark byte, line string) {
	out.WriteByte(mark)
	out.WriteString(line)
	if !strings.HasSuffix(line, "\n") {
		out.WriteString("\n\\ No newline at end of file\n")
	}
}

func splitLines(s string) []string {
	lines := strings.SplitAfter(s, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}
