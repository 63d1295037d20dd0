package perlre

import (
	"math/rand/v2"
	"strings"
)

// generator makes random patterns and subjects out of few characters, so that
// they hit each other often.
type generator struct{ *rand.Rand }

func newGenerator(seed uint64) generator {
	return generator{rand.New(rand.NewPCG(seed, 1))}
}

func (g generator) pick(of ...string) string { return of[g.IntN(len(of))] }

// letters are what patterns and subjects share; some equal several others when
// case is ignored.
func (g generator) letter() string {
	if g.IntN(4) > 0 {
		return g.pick("a", "b", "a", "b", "A", "s", "1", " ")
	}
	return g.pick("S", "k", "ß", "ẞ", "ſ", "K", "é", "É", "i", "İ", "ı", "\n", "-", "_", ":", "ÿ", "Σ", "ς", "fi", "ﬁ", "x",
		"名", "😀", "st", "ﬆ", "µ", "\r\n", "\u0307", "ʼn", "ŉ", "B", "Ж", "٣", "{", "}", "]")
}

func (g generator) subject() string {
	var b strings.Builder
	for range g.IntN(7) {
		b.WriteString(g.letter())
	}
	if g.IntN(12) == 0 {
		b.WriteByte('\n')
	}
	return b.String()
}

// pattern makes a pattern that is mostly well formed; some are broken on
// purpose.
func (g generator) pattern() string {
	s := g.alternatives(3)
	switch g.IntN(12) {
	case 0: // cut
		r := []rune(s)
		if len(r) > 1 {
			s = string(r[:1+g.IntN(len(r)-1)])
		}
	case 1: // one character more
		r := []rune(s)
		i := g.IntN(len(r) + 1)
		s = string(r[:i]) + g.pick("(", ")", "[", "]", "{", "}", "*", "+", "?", "\\", "|", "^", "$", "-", ":", "<", "#",
			",", "1", "=", "!", "&", "R", "P") + string(r[i:])
	}
	return s
}

func (g generator) alternatives(depth int) string {
	s := g.sequence(depth)
	for g.IntN(4) == 0 {
		s += "|" + g.sequence(depth)
	}
	return s
}

func (g generator) sequence(depth int) string {
	var b strings.Builder
	for range g.IntN(5) {
		b.WriteString(g.atom(depth))
		if g.IntN(3) == 0 {
			b.WriteString(g.quantifier())
		}
	}
	return b.String()
}

func (g generator) quantifier() string {
	q := g.pick("*", "+", "?", "{2}", "{1,2}", "{,2}", "{0}", "{2,}", "{ 1, 3 }", "*", "+", "?", "{x", "{2,1}")
	return q + g.pick("", "", "", "?", "+")
}

func (g generator) atom(depth int) string {
	if depth > 0 && g.IntN(3) == 0 {
		return g.group(depth - 1)
	}
	switch g.IntN(10) {
	case 0:
		return g.pick("^", "$", `\A`, `\z`, `\Z`, `\b`, `\B`, `\G`, `\K`)
	case 1:
		return g.pick(".", `\d`, `\D`, `\w`, `\W`, `\s`, `\S`, `\h`, `\v`, `\V`, `\H`, `\N`, `\R`, `\X`)
	case 2:
		return g.class()
	case 3:
		return g.pick(`\1`, `\2`, `\g1`, `\g{-1}`, `\k<n>`, `\g{n}`, `(?P=n)`, `(?1)`, `(?&n)`, `(?R)`, `\10`, `(?-1)`, `(?+1)`)
	case 4:
		return g.pick(`\x61`, `\x{df}`, `\xdf`, `\xe9`, `\141`, `\0`, `\n`, `\t`, `\e`, `\cA`, `\o{141}`, `\N{U+e9}`, `\.`,
			`\-`, `\_`, `\\`, `\Q`, `\E`, `\u`, `\i`, `\x{17f}`, `\x{110000}`, `\p{L}`, `\p{Lu}`, `\P{Ll}`, `\p{IsUpper}`,
			`\p{Greek}`, `\pN`, `\p{Alphabetic}`, `(*FAIL)`, `(*ACCEPT)`, `\8`, "#", "@", "(?#c)", `\p{^L}`)
	}
	var b strings.Builder
	for range 1 + g.IntN(2) {
		b.WriteString(g.letter())
	}
	return b.String()
}

func (g generator) group(depth int) string {
	open := g.pick("(", "(", "(", "(?:", "(?:", "(?>", "(?=", "(?!", "(?<=", "(?<!", "(?|", "(?<n>", "(?i:", "(?i)(",
		"(?x: ", "(?s:", "(?m:", "(?-i:", "(?^:", "(?a:", "(?aa:", "(?u:", "(?n:", "(?(1)", "(?(<n>)", "(?(?=a)", "(?(?=a)b|", "(?(?!a)b|", "(?(?<=a)b|", "(?(?<!a)b|", "(*pla:",
		"(*atomic:", "(?(DEFINE)", "(?P<n>", "(?'m'", "(?ms)(", "(?ia:", "(?iaa:", "(?xx:")
	return open + g.alternatives(depth) + ")"
}

func (g generator) class() string {
	var b strings.Builder
	b.WriteString(g.pick("[", "[", "[^"))
	for range 1 + g.IntN(3) {
		if g.IntN(3) == 0 {
			b.WriteString(g.pick(`a-z`, `A-Z`, `0-9`, `\d`, `\w`, `\W`, `\s`, `\S`, `[:alpha:]`, `[:^digit:]`, `[:upper:]`,
				`[:punct:]`, `\x{df}`, `\xdf`, `à-ÿ`, `-`, `\]`, `\b`, `\n`, `\p{Lu}`, `\P{L}`, `[`, `^`, `a-\d`, `\h`, `\v`, `\N{U+df}`,
				`\101`, `[:`, `:]`, `[.`, `[=`, `[:word:]`, `[:foo:]`, `[:lower:]`, `[:space:]`, `ſ-ʀ`, `.`, `$`, ` `))
			continue
		}
		b.WriteString(g.letter())
	}
	b.WriteString("]")
	return b.String()
}
