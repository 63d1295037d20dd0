package project

import (
	"path"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		glob, name string
		want       bool
	}{
		{"", "anything", true},
		{"", "", true},
		{"*", "anything", true},
		{"*", "", false},
		{"103-Close", "103-Close", true},
		{"103-Close", "103-close", false},
		{"103-Close", "103-Close2", false},
		{"103-*", "103-", true},
		{"103-*", "103-a/b/c", true},
		{"103-*", "1103-a", false},
		{"*Close", "103-Close-Close", true},
		{"*a*b", "a1b1ab2b", true},
		{"*a*b", "a1b1ab2", false},
		{"1?3", "1/3", true},
		{"1?3", "1ü3", true},
		{"1?3", "13", false},
		{"10[1-3]-*", "102-x", true},
		{"10[1-3]-*", "104-x", false},
		{"10[!1-3]-*", "104-x", true},
		{"10[^1-3]-*", "103-x", false},
		{"[äö]", "ö", true},
		{"[a-]", "-", true},
		{"[-a]", "-", true},
		{`[\]]`, "]", true},
		{`[.-0]`, "/", true},
		{`\*`, "*", true},
		{`\*`, "a", false},
		{`a\[b]`, "a[b]", true},
		{"a]", "a]", true},
		{"[a", "a", false}, // the reader refuses it
	} {
		i := Ignore{Rule: "r", ACL: c.glob}
		if got := i.Matches("r", c.name); got != c.want {
			t.Errorf("%q stands for %q: %t", c.glob, c.name, got)
		}
		if i.Matches("other", c.name) {
			t.Errorf("%q stands for findings of another rule", c.glob)
		}
	}
}

func TestCheck(t *testing.T) {
	for in, want := range map[string]string{
		"103-*[a-z]?\\*": "",
		"]-!":            "",
		"a[":             `a [ is not closed; write \[ for the character`,
		"[a-":            `a [ is not closed; write \[ for the character`,
		`[a\`:            `a [ is not closed; write \[ for the character`,
		"[]":             `nothing stands between [ and ]; write \[ or \] for the characters`,
		"*[!]a":          `nothing stands between [ and ]; write \[ or \] for the characters`,
		`a\`:             `it ends with a lone \; write \\ for the character`,
		"[z-a]":          "the range z-a is the wrong way round",
	} {
		if got := glob(in).check(); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestAgainstPath: where no / is about, globs are those of package path, which
// has nothing against a range the wrong way round, and refuses a lone - in [].
func TestAgainstPath(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern := rapid.StringOfN(rapid.RuneFrom([]rune(`aabcä**?[]-^\`)), 0, 12, -1).Draw(t, "glob")
		name := rapid.StringOfN(rapid.RuneFrom([]rune(`aabcä-^[`)), 0, 10, -1).Draw(t, "name")
		wrong := glob(pattern).check()
		if strings.Contains(wrong, "wrong way round") {
			return
		}
		want, err := path.Match(pattern, name)
		if err == nil && wrong != "" {
			t.Fatalf("%q: %s", pattern, wrong)
		}
		if err == nil && glob(pattern).match(name) != want {
			t.Fatalf("%q stands for %q: want %t", pattern, name, want)
		}
	})
}
