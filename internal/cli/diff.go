package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// unified is what differs between two texts of a file, as git apply takes it from the
// working directory.
func unified(file string, old, text []byte) (string, error) {
	name, err := below(file)
	if err != nil {
		return "", err
	}
	return renumbered(udiff.Unified("a/"+name, "b/"+name, string(old), string(text))), nil
}

// below is a path as a diff names it, which git takes only for what is in the working
// directory or below.
func below(file string) (string, error) {
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

// hunk is the line that a hunk begins with.
var hunk = regexp.MustCompile(`^@@ -(\d+)(,\d+)? \+(\d+)(,\d+)? @@`)

// renumbered puts the lines right at which hunks start in the new text. The library
// counts them wrong behind a hunk with several edits, and git apply, which looks for what
// is there, may then find the wrong place.
func renumbered(diff string) string {
	var out strings.Builder
	more, inside := 0, false // lines that the hunks so far have added
	for line := range strings.SplitAfterSeq(diff, "\n") {
		m := hunk.FindStringSubmatch(line)
		switch {
		case m != nil:
			from, _ := strconv.Atoi(m[1])
			to := from + more
			if m[2] == ",0" { // it stands behind that line
				to++
			}
			if m[4] == ",0" {
				to--
			}
			inside = true
			line = fmt.Sprintf("@@ -%s%s +%d%s @@%s", m[1], m[2], to, m[4], line[len(m[0]):])
		case !inside: // the names of the files
		case strings.HasPrefix(line, "+"):
			more++
		case strings.HasPrefix(line, "-"):
			more--
		}
		out.WriteString(line)
	}
	return out.String()
}
