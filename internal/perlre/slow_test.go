package perlre

import (
	"strings"
	"testing"
	"time"
)

// slowPatterns are patterns for which perl can need exponential time.
func slowPatterns() []string {
	return []string{
		`^(?:\w+){1,100}$`, `^(a+){1,100}$`, `^(?:\w+\s?){2,60}$`, `(?:\w+\s?){2,60}$`, `^(?:\w+){20}END`, `^(?:\w{1,3}\.?){1,60}$`,
		`^(a|aa){1,60}$`, `^(?:ab?a?){1,60}$`, `^(?:a|ab?a?){2,60}$`, `^(?:[a-z]+-?){1,40}$`, `^(?:\w+(?:-\w+)*){1,30}$`, `^(?:\w+){1,60}?$`,
		`^(?:(?:\w+)+-?){2}$`, `^(?:(?:\w+)+-?){1,2}$`, `^(?:(?:\w+ ?)+,){3}`, `^(?:(?:\w+ ?)*,?){3}$`, `^(?:(?:\w+)+-?){2,}$`, `^(?:.+,?){1,30}$`,
		`^(a+)+\1$`, `^(?<n>a+)+\k<n>$`, `^([A-Z])-(?:\w+ ?)+\1$`, `^(x)?(?:a+)+(?(1)b|c)$`, `^x(?:\w+){10}$`,
	}
}

// quickPatterns are those that look like them, each with what would be pumped
// and what stands behind it.
func quickPatterns() [][3]string {
	return [][3]string{
		// Without an upper bound, perl remembers where it has failed.
		{`(a+)+$`, "a", "b"}, {`^(\w+\s?)+$`, "a", "!"}, {`^(a|a)+$`, "a", "b"}, {`^(\w+\s)+$`, "a ", "!"}, {`^(a*)*$`, "a", "b"},
		{`^(?:(?:\w+)+-?)?$`, "a", "!"}, {`^(?:\w+(?:-\w+)*)+$`, "a", "!"}, {`^(?=(?:\w+)+$)`, "a", "!"}, {`x|^(?:\w+)+$`, "a", "!"}, {`^(?:\w+){2,}$`, "a", "!"},
		// One way only.
		{`^(?:\w+\s){2,60}$`, "a ", "!"}, {`^(?:\w{3}\.?){1,60}$`, "aaa", "!"}, {`^(a|b){1,60}$`, "ab", "!"}, {`^(?:a|b|cd){1,60}$`, "abcd", "!"},
		{`^(?:\w|\d){1,60}$`, "1", "!"}, {`^(?:ab+){1,60}$`, "abb", "!"}, {`^(a|b)+\1$`, "ab", "!"}, {`^(\d+)-\1$`, "1", "!"},
		// Few rounds, or nothing that could fail.
		{`^(?:\w+ ?){1,3}$`, "a", "!"}, {`^(?:\w+\s?){2,60}`, "a", "!"}, {`.*x.*`, "a", ""}, {`^.*x.*y.*$`, "x", ""},
		{`^(a+)+\1`, "a", "b"}, {`^(?>(?:\w+){1,30})$`, "a", "!"}, {`^(?:\w+){1,30}+$`, "a", "!"}, {`^Raw(::|$)`, "Raw", ""}, {`^(Raw|Junk)$`, "Raw", ""},
	}
}

func TestSlow(t *testing.T) {
	for _, pattern := range slowPatterns() {
		p, err := Compile(pattern, false)
		if err != nil {
			t.Fatalf("%s: %v", pattern, err)
		}
		subject, _, ok := p.Slow()
		if !ok {
			t.Errorf("%s is not found slow", pattern)
			continue
		}
		t.Logf("%s: %q", pattern, subject(3))
	}
	for _, c := range quickPatterns() {
		p, err := Compile(c[0], false)
		if err != nil {
			t.Fatalf("%s: %v", c[0], err)
		}
		if subject, _, ok := p.Slow(); ok {
			t.Errorf("%s is found slow, with %q", c[0], subject(3))
		}
	}
}

// TestSlowOnAnything: the search ends soon on whatever there is, and what it
// shows is not matched.
func TestSlowOnAnything(t *testing.T) {
	patterns := []string{
		`(?:(?:){60000}){60000}a`, `((((a{60}){60}){60}){60}b?){10,}c`, `(?:((((a{60}){60}){60}){60})?b?){1,20}c`, `^(?:\w{1,65000}\s?){1,65000}$`,
		`^(?:` + strings.Repeat(`(?:\w+|\d+)?`, 100) + `){1,50}$`, strings.Repeat(`(?:\w+\s?)+`, 300) + `$`,
		strings.Repeat(`(?:`, 100) + `a` + strings.Repeat(`+){1,20}`, 100) + `$`,
	}
	g := newGenerator(11)
	for range 5000 {
		patterns = append(patterns, g.pattern())
	}
	found := 0
	for i, text := range patterns {
		p, err := Compile(text, i%2 == 1)
		if err != nil {
			continue
		}
		start := time.Now()
		subject, _, ok := p.Slow()
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%q takes %v", text, took)
		}
		if ok {
			found++
			if hit, err := p.Match(subject(3)); hit || err != nil {
				t.Errorf("%q: %q is hit %v, %v", text, subject(3), hit, err)
			}
		}
	}
	t.Logf("%d found", found)
}

// TestSlowAgainstPerl: perl does not come to an end where this package says so,
// and does where it says nothing.
func TestSlowAgainstPerl(t *testing.T) {
	peer := startPerl(t)
	// Each costs four seconds: all of them where many pairs are asked for.
	every := 8
	if pairs(t) > 3000 {
		every = 1
	}
	for i, pattern := range slowPatterns() {
		if i%every != 0 {
			continue
		}
		p, err := Compile(pattern, false)
		if err != nil {
			t.Fatal(err)
		}
		subject, _, ok := p.Slow()
		if !ok {
			continue // said by TestSlow
		}
		got, err := peer.ask(pattern, false, false, subject(25))
		if err != nil || !got[0].timeout {
			t.Errorf("perl is quick with %s for %q: %v %v", pattern, subject(25), got, err)
		}
	}
	for _, c := range quickPatterns() {
		got, err := peer.ask(c[0], false, false, strings.Repeat(c[1], 60)+c[2])
		if err != nil || got[0].timeout {
			t.Errorf("perl takes long with %s: %v", c[0], err)
		}
	}
}
