package scenario

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// Compared is one recorded call and what became of it.
type Compared struct {
	Recorded int // index, -1 for a call that nobody recorded
	Planned  int // index, -1 for a call that the plan lacks
	Question string
	// Differ are the differences in words; none where the two are the same to
	// the engine.
	Differ []string
}

// CompareCalls holds a plan to the calls of a recording: the same questions in
// the same order, with the same parameters as far as the engine reads them and
// the same candidates as far as they are known. An undefined and an empty
// parameter are the same to the engine. The order of the questions about
// dynamic fields within a run of them is that of a Perl hash, and free.
func CompareCalls(planned []Asked, recorded []simulate.Call) []Compared {
	ours := order(len(planned), func(i int) string { return planned[i].Call.Question() })
	theirs := order(len(recorded), func(i int) string { return recorded[i].Question() })
	// An overview asks for every ticket on it, a scenario has one.
	sameTicket := func(a, b inventory.Value) bool { return !a.Defined() || !b.Defined() || a.Equal(b) }
	pairs := align(len(ours), len(theirs), func(i, j int) bool {
		a, c := &planned[ours[i]].Call, &recorded[theirs[j]]
		return a.Question() == c.Question() && sameTicket(a.Params["TicketID"], c.Params["TicketID"])
	})
	var all []Compared
	for _, p := range pairs {
		switch {
		case p[0] < 0:
			c := recorded[theirs[p[1]]]
			all = append(all, Compared{theirs[p[1]], -1, c.Question(), []string{"not planned"}})
		case p[1] < 0:
			c := planned[ours[p[0]]]
			all = append(all, Compared{-1, ours[p[0]], c.Call.Question(), []string{"not recorded"}})
		default:
			a, c := &planned[ours[p[0]]], &recorded[theirs[p[1]]]
			all = append(all, Compared{theirs[p[1]], ours[p[0]], c.Question(), differences(a, c)})
		}
	}
	return all
}

// order sorts runs of questions about dynamic fields by name.
func order(n int, question func(int) string) []int {
	idx := make([]int, n)
	for i := range idx {
		idx[i] = i
	}
	for i := 0; i < n; {
		j := i
		for j < n && strings.HasPrefix(question(j), "Ticket.DynamicField_") {
			j++
		}
		slices.SortStableFunc(idx[i:j], func(a, b int) int { return strings.Compare(question(a), question(b)) })
		i = j + 1
	}
	return idx
}

// align is the longest common subsequence of two lists, as pairs of indices with
// -1 for what the other lacks.
func align(n, m int, same func(i, j int) bool) [][2]int {
	length := make([][]int, n+1)
	for i := range length {
		length[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if same(i, j) {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	var pairs [][2]int
	for i, j := 0, 0; i < n || j < m; {
		switch {
		case i < n && j < m && same(i, j):
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case j == m || i < n && length[i+1][j] >= length[i][j+1]:
			pairs = append(pairs, [2]int{i, -1})
			i++
		default:
			pairs = append(pairs, [2]int{-1, j})
			j++
		}
	}
	return pairs
}

func differences(a *Asked, c *simulate.Call) []string {
	var differ []string
	names := map[string]bool{}
	for n := range a.Call.Params {
		names[n] = true
	}
	for n := range c.Params {
		names[n] = true
	}
	for _, n := range slices.Sorted(maps.Keys(names)) {
		if !product.Reads(n) {
			continue
		}
		p, q := plain(a.Call.Params[n]), plain(c.Params[n])
		if !p.Equal(q) {
			differ = append(differ, fmt.Sprintf("%s: planned %s, recorded %s", n, show(p), show(q)))
		}
	}
	differ = append(differ, hashDifferences(a.Call.DynamicField, c.DynamicField)...)
	if a.From != Assumed {
		if p, q := showData(a.Call.Data), showData(c.Data); p != q {
			differ = append(differ, fmt.Sprintf("candidates: planned %s, recorded %s", p, q))
		}
	}
	return differ
}

// hashDifferences: a key counts although its value is empty, for it hides what
// is stored; an empty string and undef hide it alike.
func hashDifferences(p, q map[string]inventory.Value) []string {
	var differ []string
	names := map[string]bool{}
	for n := range p {
		names[n] = true
	}
	for n := range q {
		names[n] = true
	}
	for _, n := range slices.Sorted(maps.Keys(names)) {
		v, ours := p[n]
		w, theirs := q[n]
		if ours != theirs || !plain(v).Equal(plain(w)) {
			differ = append(differ, fmt.Sprintf("%s: planned %s, recorded %s", n, showKey(v, ours), showKey(w, theirs)))
		}
	}
	return differ
}

// plain makes undef and the empty string one.
func plain(v inventory.Value) inventory.Value {
	if v.Kind == inventory.Undef {
		return inventory.TextValue("")
	}
	return v
}

func showKey(v inventory.Value, there bool) string {
	if !there {
		return "no key"
	}
	return show(v)
}

func show(v inventory.Value) string {
	switch v.Kind {
	case inventory.Text:
		return fmt.Sprintf("%q", v.Text)
	case inventory.List:
		var items []string
		for _, e := range v.List {
			items = append(items, show(e))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case inventory.Unknown:
		return "unknown (" + v.Why + ")"
	case inventory.Hash:
		return "a structure"
	}
	return "undef"
}

func showData(data []simulate.Candidate) string {
	var all []string
	for _, c := range data {
		all = append(all, c.ID+"="+c.Name)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}
