package perlre

import (
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// slow is far more than what any pattern and subject may take.
const slow = 10 * time.Second

func addSeeds(add func(pattern, subject string, fold bool)) {
	for _, c := range answers() {
		for _, s := range append(c.hits, c.misses...) {
			add(c.pattern, s, c.fold)
		}
	}
	for _, c := range syntaxErrors() {
		add(c.pattern, "a", false)
	}
	g := newGenerator(7)
	for range 200 {
		add(g.pattern(), g.subject(), g.IntN(2) == 0)
	}
}

// FuzzCompile looks for patterns that panic, take long or give an error of no
// known kind.
func FuzzCompile(f *testing.F) {
	addSeeds(func(pattern, _ string, fold bool) { f.Add(pattern, fold) })
	f.Fuzz(func(t *testing.T, pattern string, fold bool) {
		began := time.Now()
		_, err := Compile(pattern, fold)
		if d := time.Since(began); d > slow {
			t.Errorf("%q took %v", pattern, d)
		}
		checkError(t, pattern, err)
	})
}

// checkError holds that an error is of a known kind and that its place is
// within the pattern.
func checkError(t *testing.T, pattern string, err error) {
	t.Helper()
	var syntax *SyntaxError
	var unsupported *UnsupportedError
	var died *DiedError
	offset := 0
	switch {
	case err == nil, errors.Is(err, ErrEmpty):
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &unsupported):
		offset = unsupported.Offset
	case errors.As(err, &died):
		offset = died.Offset
	default:
		t.Errorf("%q: an error of another kind: %v", pattern, err)
	}
	if offset < 0 || offset > utf8.RuneCountInString(pattern) {
		t.Errorf("%q: %v: offset %d is outside", pattern, err, offset)
	}
}

// FuzzAgainstPerl compares one answer with perl's, where the reference perl is
// there; everywhere it looks for panics and for matches that take long.
func FuzzAgainstPerl(f *testing.F) {
	addSeeds(func(pattern, subject string, fold bool) { f.Add(pattern, subject, fold) })
	var reference *perl
	if hasReference() {
		reference = startPerl(f)
	}
	f.Fuzz(func(t *testing.T, pattern, subject string, fold bool) {
		if len(pattern) > 200 || len(subject) > 100 || !utf8.ValidString(pattern) || !utf8.ValidString(subject) {
			return
		}
		began := time.Now()
		p, compileErr := Compile(pattern, fold)
		checkError(t, pattern, compileErr)
		if compileErr == nil {
			_, err := p.Match(subject)
			checkError(t, pattern, err)
		}
		if d := time.Since(began); d > slow {
			t.Errorf("%q on %q took %v", pattern, subject, d)
		}
		if reference == nil || pattern == "" || strings.ContainsRune(pattern, 0) || isUnsupported(compileErr) {
			return
		}
		want, err := reference.ask(pattern, fold, false, subject)
		if err != nil {
			t.Fatal(err)
		}
		if v, problem := judge(p, compileErr, subject, want[0]); v == different {
			t.Errorf("%q ignoring case %v, on %q: %s", pattern, fold, subject, problem)
		}
	})
}

// hasReference reports whether the perl that this package follows is installed.
func hasReference() bool {
	version, err := exec.Command("perl", "-e", "print $^V").Output()
	return err == nil && strings.HasPrefix(string(version), referenceVersion+".")
}
