package report

import (
	"bufio"
	"cmp"
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
// condition a branch that is taken where it holds and one where it fails, an item one
// that is taken where it is needed, and a line is hit where something in it was.
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

// lcovAt is where a branch stands, the n-th of an ACL there, and how many ways it has:
// another target may read the same file otherwise.
type lcovAt struct {
	line, column uint32
	n, ways      int
}

func lcovFile(w io.Writer, acls []*ACLCovered) {
	lines := map[uint32]int{}
	line := func(at uint32, hits int) { lines[at] = max(lines[at], hits) }
	// One ACL of several sets is one function.
	functions, at := map[string]int{}, map[string]uint32{}
	branches := map[lcovAt][]int{}
	reached := map[lcovAt]bool{}
	var there map[Place]int // of one ACL
	branch := func(p Place, came bool, taken ...int) {
		k := lcovAt{p.Line, p.Column, there[p], len(taken)}
		there[p]++
		if branches[k] == nil {
			branches[k] = make([]int, len(taken))
		}
		for i, n := range taken {
			branches[k][i] += n
		}
		reached[k] = reached[k] || came
	}
	// A needed item was hit as often as its list did something.
	list := func(items []ItemCovered, came bool, times int) {
		for _, it := range items {
			n := 0
			if it.Needed {
				n = max(1, times)
			}
			line(it.Place.Line, n)
			branch(it.Place, came, n)
		}
	}
	for _, a := range acls {
		name := strings.NewReplacer("\n", " ", "\r", " ", ",", ";").Replace(a.Name)
		functions[name] += a.Matched
		at[name] = a.Place.Line
		line(a.Place.Line, a.Matched)
		there = map[Place]int{}
		for i := range a.Conditions {
			k := &a.Conditions[i]
			came := k.Held+k.Failed+k.Unknown > 0
			branch(k.Place, came, k.Held, k.Failed)
			line(k.Place.Line, k.Held)
			list(k.Items, came, k.Held)
		}
		for i := range a.Changes {
			k := &a.Changes[i]
			line(k.Place.Line, k.Changed)
			list(k.Items, k.Used > 0, k.Changed)
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
	found, block, last := 0, 0, uint32(0)
	for _, b := range slices.SortedFunc(maps.Keys(branches), func(a, b lcovAt) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column), a.n-b.n, a.ways-b.ways)
	}) {
		if block++; b.line != last { // blocks are counted by line
			block, last = 0, b.line
		}
		for i, taken := range branches[b] {
			times := "-" // nobody came to it
			if reached[b] {
				times = fmt.Sprint(taken)
			}
			if found++; taken > 0 {
				hit++
			}
			fmt.Fprintf(w, "BRDA:%d,%d,%d,%s\n", max(1, b.line), block, i, times)
		}
	}
	fmt.Fprintf(w, "BRF:%d\nBRH:%d\n", found, hit)
	hit = 0
	for _, n := range slices.Sorted(maps.Keys(lines)) {
		fmt.Fprintf(w, "DA:%d,%d\n", max(1, n), lines[n])
		if lines[n] > 0 {
			hit++
		}
	}
	fmt.Fprintf(w, "LF:%d\nLH:%d\n", len(lines), hit)
}
