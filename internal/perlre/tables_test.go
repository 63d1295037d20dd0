package perlre

import (
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// TestUnicodeVersion fails when Go's tables move on: laterRunes then has to grow
// by what the new version added.
func TestUnicodeVersion(t *testing.T) {
	if unicode.Version != "15.0.0" {
		t.Errorf("Go's tables are those of Unicode %s: laterRunes lists what 15.0.0 added to 14", unicode.Version)
	}
}

// TestTablesAgainstPerl compares every property that this package has, and the
// folding of every character, with perl's.
func TestTablesAgainstPerl(t *testing.T) {
	path := startPerl(t).path
	names := strings.Fields(`alpha alnum ascii xposixblank xposixcntrl xposixdigit xposixgraph xposixlower xposixprint xposixpunct
		xposixspace xposixupper xposixword xposixxdigit posixalpha posixalnum posixblank posixcntrl posixdigit posixgraph
		posixlower posixprint posixpunct posixspace posixupper posixword posixxdigit any assigned alphabetic uppercase
		lowercase titlecase title cased whitespace spaceperl perlspace perlword word digit hexdigit hex asciihexdigit ahex
		dash ideographic ideo punct punctuation blank space horizspace vertspace graph print cntrl xdigit upper lower l& lc
		letter mark number symbol separator other uppercaseletter lowercaseletter titlecaseletter casedletter
		modifierletter otherletter nonspacingmark spacingmark enclosingmark decimalnumber letternumber othernumber
		connectorpunctuation dashpunctuation openpunctuation closepunctuation initialpunctuation finalpunctuation
		otherpunctuation mathsymbol currencysymbol modifiersymbol othersymbol spaceseparator lineseparator
		paragraphseparator control format surrogate privateuse unassigned gc=lu sc=greek scx=greek`)
	for name := range unicode.Categories {
		names = append(names, strings.ToLower(name))
	}
	for name := range unicode.Scripts {
		if name != "Common" && name != "Inherited" {
			names = append(names, looseName(name), "scx="+looseName(name), "sc="+looseName(name))
		}
	}
	out, err := exec.Command(path, append([]string{"testdata/tables.pl"}, names...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	toFold := make(map[rune][]rune)
	compared := 0
	for line := range strings.Lines(string(out)) {
		name, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		var numbers []rune
		for word := range strings.FieldsSeq(rest) {
			n, err := strconv.ParseInt(word, 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			numbers = append(numbers, rune(min(n, unicode.MaxRune+1)))
		}
		if name == "fold" {
			toFold[numbers[0]] = numbers[1:]
			continue
		}
		compared += compareSet(t, name, numbers)
	}
	compareFolds(t, toFold)
	t.Logf("%d properties, %d characters that fold", compared, len(toFold))
}

// compareSet compares a property with an inversion list.
func compareSet(t *testing.T, name string, inversion []rune) int {
	t.Helper()
	got, ok, _ := lookupProperty(name, false)
	if len(inversion) == 0 {
		if ok && len(got) > 0 {
			t.Errorf("%s: perl has no such property, or an empty one", name)
		}
		return 0
	}
	if !ok {
		t.Errorf("%s: missing", name)
		return 0
	}
	var want runeSet
	for i := 0; i < len(inversion); i += 2 {
		hi := rune(unicode.MaxRune)
		if i+1 < len(inversion) {
			hi = inversion[i+1] - 1
		}
		if inversion[i] <= hi {
			want = append(want, span{inversion[i], hi})
		}
	}
	want = want.normal()
	extra, lacking := got.minus(want), want.minus(got)
	if len(extra)+len(lacking) > 0 {
		t.Errorf("%s: too much %X, missing %X", name, extra, lacking)
	}
	return 1
}

// compareFolds holds that two characters have one folding here exactly where
// they have in perl.
func compareFolds(t *testing.T, fold map[rune][]rune) {
	t.Helper()
	table := folds()
	names := make(map[rune]rune) // canonical character to perl's
	for r := rune(0); r <= 0x1FFFF; r++ {
		want, ok := fold[r]
		if !ok {
			want = []rune{r}
		}
		var canonical []rune
		for _, w := range want {
			canonical = append(canonical, canon(w))
		}
		if got := table.fullFold(r); !slices.Equal(got, canonical) {
			t.Errorf("%U folds to %U, in perl to %U", r, got, want)
		}
		if len(want) > 1 || table.isMulti(r) {
			continue
		}
		if other, ok := names[canon(r)]; ok && other != want[0] && !laterRunes().has(r) {
			t.Errorf("%U folds as %U does, perl tells them apart", r, other)
		}
		names[canon(r)] = want[0]
	}
}
