package report

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// CoverageLCOVMark and CoverageHTMLMark are how these files begin.
const (
	CoverageLCOVMark = "TN:\n"
	CoverageHTMLMark = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Coverage of ticket ACLs</title>\n"
)

// CoverageLCOV writes what genhtml and editors read: an ACL is a function, a
// condition a branch that is taken where it holds and one where it fails, and a
// line is hit where something in it was.
func (t *Tests) CoverageLCOV(out io.Writer) error {
	w := bufio.NewWriter(out)
	byFile := map[string][]*ACLCovered{}
	for _, c := range t.Coverage {
		for _, a := range c.Covered {
			byFile[a.Place.File] = append(byFile[a.Place.File], a)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(byFile)) {
		fmt.Fprintf(w, "TN:\nSF:%s\n", strings.NewReplacer("\n", " ", "\r", " ").Replace(file))
		lcovFile(w, byFile[file])
		fmt.Fprintln(w, "end_of_record")
	}
	return w.Flush()
}

func lcovFile(w io.Writer, acls []*ACLCovered) {
	lines := map[uint32]int{}
	line := func(at uint32, hits int) { lines[at] = max(lines[at], hits) }
	// One ACL of several sets is one function.
	functions, at := map[string]int{}, map[string]uint32{}
	type branch struct {
		line  uint32
		block int
	}
	branches := map[branch][2]int{}
	reached := map[branch]bool{}
	for _, a := range acls {
		name := strings.NewReplacer("\n", " ", "\r", " ", ",", ";").Replace(a.Name)
		functions[name] += a.Matched
		at[name] = a.Place.Line
		line(a.Place.Line, a.Matched)
		onLine := map[uint32]int{}
		for i := range a.Conditions {
			k := &a.Conditions[i]
			b := branch{k.Place.Line, onLine[k.Place.Line]}
			onLine[k.Place.Line]++
			taken := branches[b]
			branches[b] = [2]int{taken[0] + k.Held, taken[1] + k.Failed}
			reached[b] = reached[b] || k.Held+k.Failed+k.Unknown > 0
			line(k.Place.Line, k.Held)
			lcovItems(line, k.Items, k.Held)
		}
		for i := range a.Changes {
			line(a.Changes[i].Place.Line, a.Changes[i].Changed)
			lcovItems(line, a.Changes[i].Items, a.Changes[i].Changed)
		}
	}
	hit := 0
	names := slices.SortedFunc(maps.Keys(functions), func(a, b string) int {
		if at[a] != at[b] {
			return int(at[a]) - int(at[b])
		}
		return strings.Compare(a, b)
	})
	for _, name := range names {
		fmt.Fprintf(w, "FN:%d,%s\n", max(1, at[name]), name)
	}
	for _, name := range names {
		fmt.Fprintf(w, "FNDA:%d,%s\n", functions[name], name)
		if functions[name] > 0 {
			hit++
		}
	}
	fmt.Fprintf(w, "FNF:%d\nFNH:%d\n", len(names), hit)
	hit = 0
	order := slices.SortedFunc(maps.Keys(branches), func(a, b branch) int {
		if a.line != b.line {
			return int(a.line) - int(b.line)
		}
		return a.block - b.block
	})
	for _, b := range order {
		for i, taken := range branches[b] {
			times := "-" // nobody came to it
			if reached[b] {
				times = fmt.Sprint(taken)
			}
			if taken > 0 {
				hit++
			}
			fmt.Fprintf(w, "BRDA:%d,%d,%d,%s\n", max(1, b.line), b.block, i, times)
		}
	}
	fmt.Fprintf(w, "BRF:%d\nBRH:%d\n", 2*len(order), hit)
	hit = 0
	for _, n := range slices.Sorted(maps.Keys(lines)) {
		fmt.Fprintf(w, "DA:%d,%d\n", max(1, n), lines[n])
		if lines[n] > 0 {
			hit++
		}
	}
	fmt.Fprintf(w, "LF:%d\nLH:%d\n", len(lines), hit)
}

// lcovItems: a needed item was hit as often as its list did something.
func lcovItems(line func(uint32, int), items []ItemCovered, times int) {
	for _, it := range items {
		n := 0
		if it.Needed {
			n = max(1, times)
		}
		line(it.Place.Line, n)
	}
}
