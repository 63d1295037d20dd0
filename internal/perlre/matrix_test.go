package perlre

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"testing"
)

// measured is what perl said of one pattern: the subjects that it hits, by
// index, or the message it died with.
type measured struct {
	Died string `json:"died"`
	Hits []int  `json:"hits"`
}

type matrixRow struct {
	Subjects []string  `json:"subjects"`
	Pattern  string    `json:"pattern"`
	Exact    *measured `json:"RegExp"`
	Fold     *measured `json:"regexp"`
}

func readMatrix(t testing.TB) (subjects []string, rows []matrixRow) {
	t.Helper()
	f, err := os.Open("testdata/matrix.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var row matrixRow
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		if row.Subjects != nil {
			subjects = row.Subjects
			continue
		}
		rows = append(rows, row)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return subjects, rows
}

// TestMatrix holds every measured answer: what perl refuses is refused, and no
// answer is another one than perl's. What is left undecided is counted, and the
// bound stays where it is.
func TestMatrix(t *testing.T) {
	const most = 7 // of 296 patterns, those not decided for every subject
	subjects, rows := readMatrix(t)
	var dead, equal, refused int
	for _, row := range rows {
		if row.Exact.Died != "" {
			dead++
		}
		full := true
		for _, m := range []struct {
			fold bool
			want *measured
		}{{false, row.Exact}, {true, row.Fold}} {
			if m.want.Died != "" {
				if !dies(row.Pattern, m.fold, subjects) {
					t.Errorf("%q ignoring case %v: perl dies: %s", row.Pattern, m.fold, m.want.Died)
				}
				continue
			}
			full = compareRow(t, row.Pattern, m.fold, subjects, m.want.Hits) && full
		}
		switch {
		case row.Exact.Died != "":
		case full:
			equal++
		default:
			refused++
		}
	}
	t.Logf("%d patterns: perl dies of %d; of the others %d are decided for all subjects, %d are not", len(rows), dead,
		equal, refused)
	if refused > most {
		t.Errorf("%d patterns are not decided for all subjects, at most %d should be", refused, most)
	}
}

// compareRow reports whether all subjects were decided.
func compareRow(t *testing.T, pattern string, fold bool, subjects []string, hits []int) bool {
	t.Helper()
	p, err := Compile(pattern, fold)
	if isUnsupported(err) {
		t.Logf("%q ignoring case %v: %v", pattern, fold, err)
		return false
	}
	if err != nil {
		t.Errorf("%q ignoring case %v: %v", pattern, fold, err)
		return false
	}
	full := true
	for i, s := range subjects {
		hit, err := p.Match(s)
		switch {
		case isUnsupported(err):
			t.Logf("%q ignoring case %v, on %q: %v", pattern, fold, s, err)
			full = false
		case err != nil:
			t.Errorf("%q ignoring case %v, on %q: %v", pattern, fold, s, err)
		case hit != slices.Contains(hits, i):
			t.Errorf("%q ignoring case %v, on %q: %v, perl says otherwise", pattern, fold, s, hit)
		}
	}
	return full
}

// dies reports whether a pattern is refused as perl refuses it, or dies on one
// of the subjects.
func dies(pattern string, fold bool, subjects []string) bool {
	p, err := Compile(pattern, fold)
	var syntax *SyntaxError
	if errors.As(err, &syntax) {
		return true
	}
	if err != nil {
		return false
	}
	return slices.ContainsFunc(subjects, func(s string) bool {
		_, err := p.Match(s)
		var died *DiedError
		return errors.As(err, &died)
	})
}
