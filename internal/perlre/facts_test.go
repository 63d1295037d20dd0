package perlre

import (
	"slices"
	"strings"
	"testing"
)

func TestFacts(t *testing.T) {
	none := "-"
	for _, c := range []struct {
		pattern      string
		fold         bool
		texts, parts string // joined with a comma
		anchored     bool
	}{
		{pattern: `^Raw$`, texts: "Raw", parts: none, anchored: true},
		{pattern: `\ARaw\z`, texts: "Raw", parts: none, anchored: true},
		{pattern: `^(Raw|Junk)$`, texts: "Junk,Raw", parts: none, anchored: true},
		{pattern: `^(?:a|b)(c|d)$`, texts: "ac,ad,bc,bd", parts: none, anchored: true},
		{pattern: `^Raw|Junk$`, texts: none, parts: none, anchored: true},
		{pattern: `^Raw|Junk`, texts: none, parts: none},
		{pattern: `^pending auto close\+$`, texts: "pending auto close+", parts: none, anchored: true},
		{pattern: `^pending auto close+$`, texts: none, parts: none, anchored: true},
		{pattern: `^St. Peter$`, texts: none, parts: none, anchored: true},
		{pattern: `^$`, texts: "", parts: none, anchored: true},
		{pattern: `Raw`, texts: none, parts: "Raw"},
		{pattern: `(HW|SW)::x`, texts: none, parts: "HW::x,SW::x"},
		{pattern: `R[a]w`, texts: none, parts: "Raw"},
		{pattern: `R[ae]w`, texts: none, parts: none},
		{pattern: `.*HW.*`, texts: none, parts: none, anchored: true},
		{pattern: `\bHW`, texts: none, parts: none, anchored: true},
		{pattern: `[^x]*HW`, texts: none, parts: none},
		{pattern: `^Raw$`, fold: true, texts: none, parts: none, anchored: true},
		{pattern: `^123$`, fold: true, texts: "123", parts: none, anchored: true},
		{pattern: `^(Raw)+$`, texts: none, parts: none, anchored: true},
	} {
		p, err := Compile(c.pattern, c.fold)
		if err != nil {
			t.Fatalf("%s: %v", c.pattern, err)
		}
		joined := func(texts []string, ok bool) string {
			if !ok {
				return none
			}
			return strings.Join(texts, ",")
		}
		texts, ok := p.Texts()
		if got := joined(texts, ok); got != c.texts {
			t.Errorf("%s is for %q, want %q", c.pattern, got, c.texts)
		}
		for _, text := range texts {
			if hit, err := p.Match(text); !hit || err != nil {
				t.Errorf("%s does not hit %q", c.pattern, text)
			}
		}
		if got := joined(p.Parts()); got != c.parts {
			t.Errorf("%s has the parts %q, want %q", c.pattern, got, c.parts)
		}
		if p.Anchored() != c.anchored {
			t.Errorf("%s: anchored is %v", c.pattern, p.Anchored())
		}
	}
}

func TestPrefixes(t *testing.T) {
	for pattern, want := range map[string]string{
		`^Raw`: "Raw", `^Raw$`: "Raw", `^(Raw|Junk)::.*`: "Junk::,Raw::", `^Raw|^Junk`: "Raw,Junk", `^Raw|Junk`: "-", `^Ra?`: "R", `^Raw+`: "Ra", `Raw`: "-",
		`^`: "-", `^.*`: "-", `(^Raw)`: "Raw", `^(Raw|)x?`: "-", `^[R]aw`: "Raw", `^[RJ]`: "-", `(?m)^Raw`: "-",
	} {
		p, err := Compile(pattern, false)
		if err != nil {
			t.Fatal(err)
		}
		got := "-"
		if texts, ok := p.Prefixes(); ok {
			got = strings.Join(texts, ",")
		}
		if got != want {
			t.Errorf("%s: %q, want %q", pattern, got, want)
		}
	}
}

// TestTextsAreAll: of other values a pattern with texts hits none, and one with
// parts hits just those that have one.
func TestTextsAreAll(t *testing.T) {
	g := newGenerator(7)
	counted := 0
	for range 20000 {
		text := g.pattern()
		p, err := Compile(text, false)
		if err != nil {
			continue
		}
		texts, listed := p.Texts()
		parts, inParts := p.Parts()
		heads, anchored := p.Prefixes()
		if !listed && !inParts && !anchored {
			continue
		}
		counted++
		for range 5 {
			s := g.subject()
			hit, err := p.Match(s)
			if err != nil {
				continue
			}
			if want := slices.Contains(texts, strings.TrimSuffix(s, "\n")); listed && hit && !want {
				t.Errorf("%q hits %q, which is none of %q", text, s, texts)
			}
			if anchored && hit && !slices.ContainsFunc(heads, func(head string) bool { return strings.HasPrefix(s, head) }) {
				t.Errorf("%q hits %q, which begins with none of %q", text, s, heads)
			}
			if want := slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(s, part) }); inParts && hit != want {
				t.Errorf("%q on %q: %v, with the parts %q", text, s, hit, parts)
			}
		}
	}
	t.Logf("%d patterns", counted)
}

func TestHitsAll(t *testing.T) {
	for pattern, want := range map[string]bool{
		`.*`: true, `^.*`: true, `(.*)`: true, `x*`: true, `a?b*`: true, `x|.*`: true, `(?:a*)+`: true, `(?>a*+)`: true, `(?m)^.*`: true,
		`.`: false, `.+`: false, `^.*$`: false, `.*x`: false, `a*$`: false, `x|y`: false, `\b.*`: false, `.*(?=x)`: false, `(?(DEFINE)(x))y`: false,
	} {
		p, err := Compile(pattern, false)
		if err != nil {
			t.Fatalf("%s: %v", pattern, err)
		}
		if p.HitsAll() != want {
			t.Errorf("%s hits all: %v, want %v", pattern, !want, want)
		}
	}
}

// TestHitsAllHits: what is said to hit all hits whatever there is.
func TestHitsAllHits(t *testing.T) {
	g := newGenerator(31)
	found := 0
	for range 20000 {
		pattern := g.pattern()
		p, err := Compile(pattern, g.IntN(2) == 0)
		if err != nil || !p.HitsAll() {
			continue
		}
		found++
		for range 5 {
			text := g.subject()
			if hit, err := p.Match(text); err == nil && !hit {
				t.Fatalf("%q does not hit %q", pattern, text)
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d of such patterns", found)
	}
}
