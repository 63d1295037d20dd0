package diff

// edit replaces lines from..to of the old text by lines at..end of the new one.
type edit struct{ from, to, at, end int }

// maxEdits bounds the edits that are looked for in a stretch of lines without any that is there
// once on both sides: time and memory grow with its square.
const maxEdits = 500

// lineEdits are the edits between two texts. Lines that are there once in both (names, mostly)
// hold the two together; between them the fewest edits are looked for.
func lineEdits(a, b []string) []edit {
	numbers := map[string]int32{}
	number := func(lines []string) []int32 {
		out := make([]int32, len(lines))
		for i, line := range lines {
			n, ok := numbers[line]
			if !ok {
				n = int32(len(numbers))
				numbers[line] = n
			}
			out[i] = n
		}
		return out
	}
	m := &matcher{a: number(a), b: number(b)}
	m.count = make([]seenLine, len(numbers))
	m.stretch(0, len(a), 0, len(b))
	return m.edits
}

// seenLine is how often a line is on either side of a stretch, and where.
type seenLine struct{ inA, inB, atA, atB int }

type matcher struct {
	a, b  []int32
	count []seenLine
	edits []edit
}

// add notes an edit; one that begins where the last one ends goes on with it.
func (m *matcher) add(e edit) {
	if e.from == e.to && e.at == e.end {
		return
	}
	if n := len(m.edits); n > 0 && m.edits[n-1].to == e.from && m.edits[n-1].end == e.at {
		m.edits[n-1].to, m.edits[n-1].end = e.to, e.end
		return
	}
	m.edits = append(m.edits, e)
}

// stretch compares a[i:j] with b[k:l].
func (m *matcher) stretch(i, j, k, l int) {
	for i < j && k < l && m.a[i] == m.b[k] {
		i, k = i+1, k+1
	}
	for i < j && k < l && m.a[j-1] == m.b[l-1] {
		j, l = j-1, l-1
	}
	if i == j || k == l {
		m.add(edit{i, j, k, l})
		return
	}
	anchors := m.anchors(i, j, k, l)
	if len(anchors) == 0 {
		m.fewest(i, j, k, l)
		return
	}
	for _, x := range anchors {
		m.stretch(i, x.atA, k, x.atB)
		i, k = x.atA+1, x.atB+1
	}
	m.stretch(i, j, k, l)
}

// anchors are lines that are there once on both sides: a longest row of them that is in one
// order.
func (m *matcher) anchors(i, j, k, l int) []seenLine {
	for x := i; x < j; x++ {
		m.count[m.a[x]] = seenLine{}
	}
	for x := k; x < l; x++ {
		m.count[m.b[x]] = seenLine{}
	}
	for x := i; x < j; x++ {
		s := &m.count[m.a[x]]
		s.inA, s.atA = s.inA+1, x
	}
	for x := k; x < l; x++ {
		s := &m.count[m.b[x]]
		s.inB, s.atB = s.inB+1, x
	}
	var once []seenLine
	for x := i; x < j; x++ {
		if s := m.count[m.a[x]]; s.inA == 1 && s.inB == 1 {
			once = append(once, s)
		}
	}
	return longestRow(once)
}

// longestRow is a longest row whose places in b rise, of lines whose places in a do.
func longestRow(once []seenLine) []seenLine {
	var piles []int // the last line of each length
	before := make([]int, len(once))
	for x, s := range once {
		lo, hi := 0, len(piles)
		for lo < hi {
			if mid := (lo + hi) / 2; once[piles[mid]].atB < s.atB {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		before[x] = -1
		if lo > 0 {
			before[x] = piles[lo-1]
		}
		if lo == len(piles) {
			piles = append(piles, x)
		} else {
			piles[lo] = x
		}
	}
	if len(piles) == 0 {
		return nil
	}
	row := make([]seenLine, len(piles))
	for n, x := len(piles)-1, piles[len(piles)-1]; n >= 0; n, x = n-1, before[x] {
		row[n] = once[x]
	}
	return row
}

// fewest finds the fewest edits (Myers), or replaces all where there are too many.
func (m *matcher) fewest(i, j, k, l int) {
	a, b := m.a[i:j], m.b[k:l]
	var trace [][]int // how far in a each number of edits reaches, on each diagonal -d, -d+2 … d
	for d := 0; d <= min(len(a)+len(b), maxEdits); d++ {
		row := make([]int, d+1)
		for n := range row {
			x := 0
			if d > 0 {
				x, _ = reached(trace[d-1], n)
			}
			y := x - (2*n - d)
			for x < len(a) && y < len(b) && a[x] == b[y] {
				x, y = x+1, y+1
			}
			row[n] = x
			if x >= len(a) && y >= len(b) {
				m.back(trace, n, i, k)
				return
			}
		}
		trace = append(trace, row)
	}
	m.add(edit{i, j, k, l})
}

// reached is where the n-th diagonal begins after one more edit, and whether that takes a line of
// a, and not of b.
func reached(before []int, n int) (x int, ofA bool) {
	if n == 0 || n < len(before) && before[n-1] < before[n] {
		return before[n], false
	}
	return before[n-1] + 1, true
}

// back follows a trace from its end, the n-th diagonal, and notes its edits.
func (m *matcher) back(trace [][]int, n, i, k int) {
	edits := make([]edit, len(trace))
	for d := len(trace); d > 0; d-- {
		x, ofA := reached(trace[d-1], n)
		y := x - (2*n - d)
		if ofA {
			edits[d-1] = edit{i + x - 1, i + x, k + y, k + y}
			n--
		} else {
			edits[d-1] = edit{i + x, i + x, k + y - 1, k + y}
		}
	}
	for _, e := range edits {
		m.add(e)
	}
}
