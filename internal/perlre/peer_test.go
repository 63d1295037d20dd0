package perlre

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// peerRequired reports whether a missing perl is a failure.
func peerRequired() bool {
	return slices.Contains(strings.Split(os.Getenv("TICKETACL_REQUIRE"), ","), "perl")
}

// pairs is how many random patterns with a subject are compared:
// TICKETACL_PAIRS, else 3,000.
func pairs(t testing.TB) int {
	t.Helper()
	text, ok := os.LookupEnv("TICKETACL_PAIRS")
	if !ok {
		return 3000
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("TICKETACL_PAIRS: %v", err)
	}
	return n
}

// TestAgainstPerl puts random patterns and subjects to perl and to this
// package.
func TestAgainstPerl(t *testing.T) {
	peer := startPerl(t)
	const perPattern = 6
	seed := uint64(20)
	if text := os.Getenv("TICKETACL_SEED"); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	g := newGenerator(seed)
	counts := make(map[verdict]int)
	for range pairs(t) / perPattern {
		pattern, fold, upgraded := g.pattern(), g.IntN(2) == 0, g.IntN(4) == 0
		if pattern == "" {
			continue
		}
		subjects := make([]string, perPattern)
		for i := range subjects {
			subjects[i] = g.subject()
		}
		wants, err := peer.ask(pattern, fold, upgraded, subjects...)
		if err != nil {
			t.Fatal(err)
		}
		p, compileErr := Compile(pattern, fold)
		for i, s := range subjects {
			v, problem := judge(p, compileErr, s, wants[i])
			counts[v]++
			if v == different {
				t.Errorf("%q ignoring case %v, on %q: %s", pattern, fold, s, problem)
			}
		}
	}
	t.Logf("seed %d: %d the same, %d not decided here, %d different; perl took too long %d times", seed, counts[same],
		counts[undecided], counts[different], peer.kills)
}
