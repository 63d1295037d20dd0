package perlre

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"
)

// answer is a pattern with subjects that perl hits and misses.
type answer struct {
	pattern      string
	fold         bool
	hits, misses []string
}

func list(s ...string) []string { return s }

// answers holds a few cases of every construct. TestAnswersAgainstPerl asks perl
// itself whether they are right.
func answers() []answer {
	return []answer{
		// Texts and anchors.
		{`Raw`, false, list("Raw", "xRaw"), list("raw", "")},
		{`^Raw`, false, list("Raw", "Raw\n"), list("xRaw", "\nRaw")},
		{`Raw$`, false, list("Raw", "Raw\n", "xRaw"), list("Raw\n\n", "Raw ")},
		{`^Raw$`, false, list("Raw", "Raw\n"), list("xRaw", "Raw\n\n", "Raws")},
		{`\ARaw\z`, false, list("Raw"), list("Raw\n")},
		{`\ARaw\Z`, false, list("Raw", "Raw\n"), list("Raw\n\n")},
		{`^$`, false, list("", "\n"), list("a", "\n\n")},
		{`(?m)^b$`, false, list("b", "a\nb", "b\na"), list("ab", "a b")},
		{`(?m)^$`, false, list("", "\n\n", "\n", "a\n\nb"), list("a", "a\n")},
		{`$x|a`, false, list("a"), list("x", "$x")},
		{`a@b`, false, list("a@b"), list("ab")},
		{`\Qa.b\E`, false, list("Qa.bE", "QaxbE"), list("a.b")},
		{`\Gb`, false, list("b"), list("ab")},
		{`(?>1+)?1`, false, list("1", "11"), list("")},
		{`(?:1++)*1`, false, list("1"), list("")},
		{`^(?>1+){2}`, false, nil, list("11")},
		{`a\Kb`, false, list("ab"), list("b")},
		{`a$b`, false, nil, list("a$b", "ab")},
		{"(?:a$)\n", false, list("a\n"), list("a")},
		// Characters.
		{`\x41\x{42}\103\o{104}\x{ 45 }`, false, list("ABCDE"), list("abcde")},
		{`\N{U+e9}`, false, list("é"), list("e")},
		{`\cA`, false, list("\x01"), list("A")},
		{`\e\t\n\r\f\a`, false, list("\x1b\t\n\r\f\a"), list("e")},
		{`\x{110000}`, false, nil, list("", "a")},
		{`[^\x{110000}]`, false, list("a"), list("")},
		{`\08`, false, list("\x008"), list("8")},
		{`(a)\10`, false, list("a\x08"), list("aa")},
		{`\i\y\_`, false, list("iy_"), list("i")},
		{`.`, false, list("a", "😀"), list("", "\n")},
		{`(?s).`, false, list("\n"), list("")},
		{`\N`, false, list("a"), list("\n")},
		// Classes.
		{`[]a]`, false, list("]", "a"), list("b")},
		{`[^]a]`, false, list("b"), list("]", "a", "")},
		{`[a-]`, false, list("-", "a"), list("b")},
		{`[a\-z]`, false, list("-"), list("b")},
		{`[a-\d]`, false, list("-", "a", "5"), list("b")},
		{`[\w-]`, false, list("-", "é"), list(" ")},
		{`[[:upper:]]`, false, list("Ä"), list("ä", "1")},
		{`[[:upper:]]`, true, list("Ä", "ä"), list("1")},
		{`[[:^alpha:]]`, false, list("1"), list("ä")},
		{`[:alpha:]`, false, list(":", "a"), list("b")},
		{`[[:punct:]]`, false, list("$", "."), list("a", "€")},
		{`\p{Punct}`, false, list("."), list("$")},
		{`\h`, false, list(" ", "\t", "\u00a0"), list("\n")},
		{`\v`, false, list("\n", "\u2028"), list(" ")},
		{`\s`, false, list(" ", "\u00a0", "\v"), list("a")},
		{`\d`, false, list("1", "٣"), list("²")},
		{`\w`, false, list("é", "ÿ", "ß", "_", "名"), list("-", "€")},
		{`(?a)\w`, false, list("a"), list("é")},
		{`(?a)[[:alpha:]]`, false, list("a"), list("é")},
		{`\p{Lu}`, false, list("Ä"), list("ä")},
		{`\p{Lu}`, true, list("ä"), list("1")},
		{`\p{Greek}\p{Han}\p{^L}\PL`, false, list("Σ名12"), list("abcd")},
		{`\p{Is_Upper}\p{gc=Nd}\p{ alphabetic }`, false, list("A1a"), list("aaa")},
		{`[\N{U+41}-\x{43}]`, false, list("B"), list("D")},
		{`(?xx)[a b]`, false, list("a"), list(" ")},
		// Case.
		{`raw`, true, list("RAW", "raW"), list("rw")},
		{`ä`, true, list("Ä"), list("a")},
		{`k`, true, list("K", "\u212a"), list("c")},
		{`straße`, true, list("STRASSE", "STRAẞE", "strasse"), list("strase")},
		{`ss`, true, list("ß", "ſs"), list("s")},
		{`[ß]`, true, list("ss", "ẞ"), list("s")},
		{`[^ß]`, true, list("s"), list("ß", "ẞ")},
		{`ﬁ`, true, list("fi", "FI"), list("f")},
		{`σ`, true, list("ς", "Σ"), list("s")},
		{`i`, true, list("I"), list("İ", "ı")},
		{`(?aa)k`, true, list("K"), list("\u212a")},
		{`(?-i)raw`, true, list("raw"), list("RAW")},
		{`(?^:raw)`, true, list("raw"), list("RAW")},
		{`R(?i)a(?-i)w`, false, list("RAw", "Raw"), list("raw", "RaW")},
		{`(?:(?i)a)b`, false, list("Ab"), list("AB")},
		// Repetition.
		{`^a{2}$`, false, list("aa"), list("a", "aaa")},
		{`^a{,2}$`, false, list("", "aa"), list("aaa")},
		{`^a{ 1, 2 }$`, false, list("a", "aa"), list("aaa", "")},
		{`^a{x}$`, false, list("a{x}"), list("a")},
		{`^{1}$`, false, list(""), list("{1}", "a")},
		{`a{2,1}`, false, nil, list("a", "aa")},
		{`a*+a`, false, nil, list("aaa")},
		{`(?>a|ab)c`, false, list("ac"), list("abc")},
		{`a++b`, false, list("aab"), list("aa")},
		{`(a{100}){100}`, false, list(strings.Repeat("a", 10000)), list(strings.Repeat("a", 9999))},
		{`^(?:a?){12}a{12}$`, false, list(strings.Repeat("a", 12)), list(strings.Repeat("a", 11))},
		// References.
		{`(.)\1`, false, list("aa", "xßß"), list("ab")},
		{`(.)\1`, true, list("aA"), list("ab")},
		{`(?<n>a|b)\k<n>\k'n'\k{ n }\g{n}(?P=n)`, false, list("aaaaaa"), list("aaaaab")},
		{`(a)(b)\g{-1}\g-2`, false, list("abba"), list("abab")},
		{`(?|(a)|(b))\1`, false, list("aa", "bb"), list("ab")},
		{`(?<n>a)|(?<n>b)\k<n>`, false, list("a", "bb"), list("b")},
		{`(a)?\1b`, false, list("aab"), list("b", "ab")},
		{`(?:(a)|b)*\1`, false, list("aba", "aa"), list("ab", "b")},
		// Look-around, conditions, calls.
		{`^(?!.*Raw)`, false, list("x"), list("a Raw")},
		{`(?<=a|bc)d`, false, list("ad", "bcd"), list("cd")},
		{`(?<!a)b`, false, list("b", "bb"), list("ab")},
		{`(*pla:a)a`, false, list("a"), list("b")},
		{`^(?:(R)|x)(?(1)aw|y)$`, false, list("Raw", "xy"), list("Ry", "xaw")},
		{`^(?<n>R)?(?(<n>)aw|y)$`, false, list("Raw", "y"), list("aw")},
		{`^(?(?=R)Raw|x)$`, false, list("Raw", "x"), list("Rx")},
		{`^(?1)-(a|b)$`, false, list("a-b"), list("a-c")},
		{`^(?&n)(?(DEFINE)(?<n>a+))$`, false, list("aa"), list("b")},
		// The rest.
		{`a(?#c)b`, false, list("ab"), list("a")},
		{`(?x) a b # c`, false, list("ab"), list("a b")},
		{`\R`, false, list("\r\n", "\n"), list("a")},
		{`^\R\n`, false, list("\n\n"), list("\r\n")},
		{`^\X$`, false, list("a", "é", "\r\n"), list("ab")},
		{`\bHW\b`, false, list("HW", "a HW."), list("HWé", "_HW")},
		{`\B`, false, list("", "ab"), list("a")},
		{`(*FAIL)|a`, false, list("a"), list("b")},
		{`a(*ACCEPT)b`, false, list("a"), list("b")},
		{`(?n)(a)`, false, list("a"), list("b")},
	}
}

func TestAnswers(t *testing.T) {
	for _, c := range answers() {
		p, err := Compile(c.pattern, c.fold)
		if err != nil {
			t.Errorf("%q: %v", c.pattern, err)
			continue
		}
		for _, s := range c.hits {
			if hit, err := p.Match(s); !hit || err != nil {
				t.Errorf("%q ignoring case %v, on %.50q: %v, %v; want a hit", c.pattern, c.fold, s, hit, err)
			}
		}
		for _, s := range c.misses {
			if hit, err := p.Match(s); hit || err != nil {
				t.Errorf("%q ignoring case %v, on %.50q: %v, %v; want a miss", c.pattern, c.fold, s, hit, err)
			}
		}
	}
}

func TestAnswersAgainstPerl(t *testing.T) {
	peer := startPerl(t)
	for _, c := range answers() {
		for _, s := range append(c.hits, c.misses...) {
			got, err := peer.ask(c.pattern, c.fold, false, s)
			if err != nil {
				t.Fatal(err)
			}
			want := false
			for _, h := range c.hits {
				want = want || h == s
			}
			if got[0].died != "" || got[0].hit != want {
				t.Errorf("%q ignoring case %v, on %.50q: perl says %+v", c.pattern, c.fold, s, got[0])
			}
		}
	}
}

// syntaxErrors are patterns that perl refuses, and the character where it stops.
func syntaxErrors() []struct {
	pattern string
	offset  int
} {
	return []struct {
		pattern string
		offset  int
	}{
		{`(`, 1}, {`)`, 1}, {`a)`, 2}, {`(?:a`, 1}, {`[a`, 1}, {`xä[a`, 3}, {`*`, 1}, {`a|*`, 3}, {`a**`, 3}, {`a{1}{2}`, 5},
		{`a{2,1}?`, 7}, {`a{01}`, 4}, {`x{99999}`, 7}, {`a{1,65535}`, 9}, {`\1`, 2}, {`(a)\2`, 5}, {`\g{1}`, 5}, {`\g`, 2},
		{`\g0`, 2}, {`\g{-1}`, 4}, {`\8`, 2}, {`\k<n>`, 4}, {`\k`, 2}, {`\k<`, 3}, {`(?<n`, 4}, {`(?<a-b>x)`, 4},
		{`(?<1a>x)`, 4}, {`(?z)a`, 3}, {`(?i-^)`, 5}, {`(?aaa)`, 5}, {`(?ua)`, 4}, {`(?-u)`, 4}, {`(?`, 2}, {`(?1)`, 4},
		{`(?+1)`, 5}, {`(?-1)`, 5}, {`(?&n)`, 4}, {`[z-a]`, 4}, {`[[:nope:]]`, 9}, {`[[.a.]]`, 6}, {`[\N]`, 3}, {`\x{`, 3},
		{`\o{`, 3}, {`\o{}`, 4}, {`\o9`, 2}, {`\c`, 2}, {`\cé`, 3}, {`\C`, 1}, {`\p`, 2}, {`\p{`, 3}, {`\p{Nope}`, 8},
		{`\p^L`, 3}, {`\d{x`, 3}, {`\t{x`, 3}, {`\b{`, 3}, {`\b{xx}`, 5}, {`\K*`, 3}, {`(*FOO)`, 6}, {`(*foo)`, 6},
		{`(*MARK)`, 6}, {`(?x)( ?:a)`, 7}, {`(?P!a)`, 4}, {`(?$a)`, 3}, {`(?(x)a)`, 4}, {`(?(1)a|b|c)`, 9},
		{`(?(DEFINE)a|b)`, 12}, {`\N{U+}`, 6}, {`(?=a\K)`, 6}, {`(?=`, 3}, {`(*ACCEPT`, 8}, {`(*pla)`, 5},
	}
}

func TestSyntaxErrors(t *testing.T) {
	for _, c := range syntaxErrors() {
		_, err := Compile(c.pattern, false)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%q: %v, want a syntax error", c.pattern, err)
			continue
		}
		if syntax.Offset != c.offset {
			t.Errorf("%q: %v at %d, want %d", c.pattern, err, syntax.Offset, c.offset)
		}
	}
	// Of these perl names no place.
	for _, pattern := range list(`\`, `a\`, `(?#`, `(?{1})`, `(??{1})`, `(?<=a+)b`, `(?<=\X)b`, `(?<=a{256})b`, `(?R`, `(?(?{1})a)`) {
		var syntax *SyntaxError
		if _, err := Compile(pattern, false); !errors.As(err, &syntax) {
			t.Errorf("%q: %v, want a syntax error", pattern, err)
		}
	}
}

// TestSyntaxErrorsAgainstPerl holds the places against perl's own marks.
func TestSyntaxErrorsAgainstPerl(t *testing.T) {
	peer := startPerl(t)
	for _, c := range syntaxErrors() {
		got, err := peer.ask(c.pattern, false, false, "a")
		if err != nil {
			t.Fatal(err)
		}
		runes := []rune(c.pattern)
		mark := "m/" + string(runes[:c.offset]) + " <-- HERE " + string(runes[c.offset:]) + "/"
		if !strings.Contains(got[0].died, mark) {
			t.Errorf("%q: want %s, perl says %q", c.pattern, mark, got[0].died)
		}
	}
}

func TestUnsupported(t *testing.T) {
	for _, pattern := range list(`(a(?1)?b)`, `a(*SKIP)b`, `a(*THEN)b`, `(*MARK:x)a`, `(?l)a`, `(?[ [a] ])`, `\b{wb}`,
		`\N{LATIN SMALL LETTER A}`, `\N{U+41.42}`, `\p{Emoji}`, `\p{InLatin1}`, `\p{IsMine}`, `(*sr:a)`, `(?(R)a|b)`,
		`(?:a(*ACCEPT)|b)c`, `(?:a|b*)*+c`, `(?=a*+)b`, `(?(?=a)b)`, "a\x00", "a\xff", strings.Repeat("a", 9000),
		strings.Repeat("(", 300)+strings.Repeat(")", 300), `(?<ä>a)`, `[[:Alpha:]]`, `(a)(?1)\1`,
		// Where perl 5.36 contradicts its own documentation, or dies of a panic.
		`(?=x*)\w`, `^++b`, `\b1{0}\D`, `(?<!){2,}1`, `[^\w\W]?`, `(a?(?(1)b))`, `(?!(a)b)\1`, `(?(?!)|0)`, `[[:alpha;]`, `[[:a:]]`,
		`(.(?(DEFINE)a)){2}`, `\p{L_}`) {
		var unsupported *UnsupportedError
		if _, err := Compile(pattern, false); !errors.As(err, &unsupported) {
			t.Errorf("%.40q: %v, want it unsupported", pattern, err)
		}
	}
}

// TestDoubtfulSubjects holds what only some subjects make unknown.
func TestDoubtfulSubjects(t *testing.T) {
	for _, c := range []struct {
		pattern, decided, doubtful string
		fold                       bool
	}{
		{`s+s`, "ss", "ß", true},
		{`\xdf`, "s", "ss", true},
		{`\xdf`, "ß", "éss", true},
		{`[İs]`, "s", "ẞ", true},
		{`ſ|İ`, "s", "ß", true},
		{`(.)\1`, "ss", "ßss", true},
		{`\X`, "é", "e\u0301", false},
		{`a|s`, "s", "ß", true},
		{`a*b`, "aab", "\xff", false},
		{`^(a|aa)+$x|(?=b)`, "aab", strings.Repeat("a", 40000), false},
		{`^(?=(?:a|aa)+$)`, "aa", strings.Repeat("a", 60) + "b", false},
	} {
		p, err := Compile(c.pattern, c.fold)
		if err != nil {
			t.Errorf("%q: %v", c.pattern, err)
			continue
		}
		if _, err := p.Match(c.decided); err != nil {
			t.Errorf("%q on %q: %v", c.pattern, c.decided, err)
		}
		var unsupported *UnsupportedError
		if hit, err := p.Match(c.doubtful); !errors.As(err, &unsupported) {
			t.Errorf("%q on %.40q: %v, %v; want it undecided", c.pattern, c.doubtful, hit, err)
		}
	}
}

func TestEmpty(t *testing.T) {
	if _, err := Compile("", false); !errors.Is(err, ErrEmpty) {
		t.Errorf("the empty pattern: %v", err)
	}
	for _, pattern := range list("(?:)", "(?#x)", "|", "(?i)") {
		p, err := Compile(pattern, true)
		if err != nil {
			t.Fatal(err)
		}
		if hit, err := p.Match("x"); !hit || err != nil {
			t.Errorf("%q: %v, %v", pattern, hit, err)
		}
	}
}

func TestDied(t *testing.T) {
	p, err := Compile(`(?R)?a`, false)
	if err != nil {
		t.Fatal(err)
	}
	var died *DiedError
	if _, err := p.Match("a"); !errors.As(err, &died) {
		t.Errorf("on a: %v", err)
	}
	if _, err := p.Match("b"); !isUnsupported(err) {
		t.Errorf("on b: %v", err)
	}
}

// TestBoundedTime puts patterns to subjects that they take exponential time
// for.
func TestBoundedTime(t *testing.T) {
	subject := strings.Repeat("a", 60) + "b"
	for _, pattern := range list(`^(a+)+$`, `^(a|aa)+$`, `(a*)*\1c`, `^(?=(a+)+$)`, `(?:(a+)+)+\1c`, `(.*)*.*\1d`) {
		began := time.Now()
		p, err := Compile(pattern, false)
		if err == nil {
			_, err = p.Match(subject)
		}
		if d := time.Since(began); d > time.Second {
			t.Errorf("%q took %v (%v)", pattern, d, err)
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	patterns := list(`^R`, `(a)\1`, `\bé`, `ss|x+$`)
	subjects := list("Raw", "aa", "é", "ß", "x\n", "")
	var wg sync.WaitGroup
	for _, pattern := range patterns {
		p, err := Compile(pattern, true)
		if err != nil {
			t.Fatal(err)
		}
		for range 8 {
			wg.Go(func() {
				for _, s := range subjects {
					p.Match(s) //nolint:errcheck // the race detector judges
				}
			})
		}
	}
	wg.Wait()
}

// TestNoAllocation holds the common kinds of patterns to no memory per match.
func TestNoAllocation(t *testing.T) {
	for _, pattern := range list(`Raw`, `^Raw`, `Raw$`, `^Raw$`, `\ARaw\z`, `^(1|Raw)`, `^HW::.*`) {
		p, err := Compile(pattern, false)
		if err != nil {
			t.Fatal(err)
		}
		if n := testing.AllocsPerRun(100, func() { p.Match("HW::Raw") }); n > 0 { //nolint:errcheck // counted, not judged
			t.Errorf("%q: %v allocations a match", pattern, n)
		}
	}
}
