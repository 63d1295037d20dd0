package acl

import "testing"

// TestSplitItem: every modifier, and what only looks like one.
func TestSplitItem(t *testing.T) {
	for _, c := range []struct {
		name, text string
		modifier   Modifier
		rest       string
	}{
		{"plain", "open", Plain, "open"},
		{"nothing", "", Plain, ""},
		{"a pattern", "[RegExp]^op", RegExp, "^op"},
		{"a pattern of any case", "[regexp]^op", RegExpIgnoreCase, "^op"},
		{"not", "[Not]open", Not, "open"},
		{"not a pattern", "[NotRegExp]^op", NotRegExp, "^op"},
		{"not a pattern of any case", "[Notregexp]^op", NotRegExpIgnoreCase, "^op"},
		{"an empty pattern", "[RegExp]", RegExp, ""},
		{"not nothing", "[Not]", Not, ""},

		{"a blank after the bracket belongs to the text", "[Not] open", Not, " open"},
		{"a blank after the bracket belongs to the pattern", "[RegExp] op", RegExp, " op"},
		{"a modifier counts once", "[Not][RegExp]open", Not, "[RegExp]open"},
		{"a bracket after a pattern's modifier", "[regexp][Oo]pen", RegExpIgnoreCase, "[Oo]pen"},

		{"Regexp", "[Regexp]open", Plain, "[Regexp]open"},
		{"regExp", "[regExp]open", Plain, "[regExp]open"},
		{"REGEXP", "[REGEXP]open", Plain, "[REGEXP]open"},
		{"RegExp without its bracket", "[RegExp", Plain, "[RegExp"},
		{"RegExp with a blank inside", "[RegExp ]open", Plain, "[RegExp ]open"},
		{"not in small letters", "[not]open", Plain, "[not]open"},
		{"NOT", "[NOT]open", Plain, "[NOT]open"},
		{"a blank in front", " [Not]open", Plain, " [Not]open"},
		{"a modifier in the middle", "open[Not]", Plain, "open[Not]"},
		{"a bracket alone", "[", Plain, "["},
		{"another word in brackets", "[open]", Plain, "[open]"},
		{"cut short", "[No", Plain, "[No"},

		{"Not without its bracket", "[Not", NotAnything, "[Not"},
		{"NotX", "[NotX", NotAnything, "[NotX"},
		{"NotX in brackets", "[NotX]open", NotAnything, "[NotX]open"},
		{"NotRegexp", "[NotRegexp]open", NotAnything, "[NotRegexp]open"},
		{"NotregExp", "[NotregExp]open", NotAnything, "[NotregExp]open"},
		{"Not with a blank inside", "[Not ]open", NotAnything, "[Not ]open"},
		{"NotRegExp without its bracket", "[NotRegExp", NotAnything, "[NotRegExp"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if m, rest := SplitItem(c.text); m != c.modifier || rest != c.rest {
				t.Errorf("%q is %q and %q, want %q and %q", c.text, m.Prefix(), rest, c.modifier.Prefix(), c.rest)
			}
		})
	}
}

func TestModifiers(t *testing.T) {
	for _, c := range []struct {
		m                             Modifier
		prefix                        string
		pattern, ignoresCase, negated bool
	}{
		{Plain, "", false, false, false},
		{RegExp, "[RegExp]", true, false, false},
		{RegExpIgnoreCase, "[regexp]", true, true, false},
		{Not, "[Not]", false, false, true},
		{NotRegExp, "[NotRegExp]", true, false, true},
		{NotRegExpIgnoreCase, "[Notregexp]", true, true, true},
		{NotAnything, "[Not", false, false, true},
	} {
		if got := c.m.Prefix(); got != c.prefix {
			t.Errorf("modifier %d is written %q, want %q", c.m, got, c.prefix)
		}
		if c.m.IsPattern() != c.pattern || c.m.IgnoresCase() != c.ignoresCase || c.m.IsNegated() != c.negated {
			t.Errorf("%q: pattern %t, ignores case %t, negated %t", c.prefix, c.m.IsPattern(), c.m.IgnoresCase(), c.m.IsNegated())
		}
	}
}
