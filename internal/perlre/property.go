package perlre

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

// propertyList names the properties that perl 5.36 knows, loosely written; those
// that start with "in" or "is" are left out.
//
//go:embed properties.txt
var propertyList string

// knownProperties tells a property that this package lacks from one that perl
// does not know either.
var knownProperties = sync.OnceValue(func() map[string]bool {
	known := make(map[string]bool)
	for name := range strings.FieldsSeq(propertyList) {
		known[name] = true
	}
	return known
})

// Sets that several names stand for, those of Unicode rules; the larger ones are
// made once. Nobody changes a set.
var digits = sync.OnceValue(func() runeSet { return fromTable(unicode.Nd) })
var alphabetic = sync.OnceValue(func() runeSet {
	// These became alphabetic with Unicode 15.
	return fromTable(unicode.L, unicode.Nl, unicode.Other_Alphabetic).
		minus(setOf(0xC04, 0xF82, 0xF83, 0x11080, 0x11081))
})
var uppercase = sync.OnceValue(func() runeSet { return fromTable(unicode.Lu, unicode.Other_Uppercase) })
var lowercase = sync.OnceValue(func() runeSet {
	// These became lower case with Unicode 15.
	return fromTable(unicode.Ll, unicode.Other_Lowercase).minus(setOf(0x10FC, 0xA7F2, 0xA7F3, 0xA7F4, 0xAB69))
})
var cased = sync.OnceValue(func() runeSet { return union(uppercase(), lowercase(), fromTable(unicode.Lt)) })
var spaces = sync.OnceValue(func() runeSet { return fromTable(unicode.White_Space) })

func vertical() runeSet   { return runeSet{{0x0A, 0x0D}, {0x85, 0x85}, {0x2028, 0x2029}} }
func horizontal() runeSet { return spaces().minus(vertical()) }
func asciiSet() runeSet   { return runeSet{{0, unicode.MaxASCII}} }
func anyRune() runeSet    { return runeSet{{0, unicode.MaxRune}} }
func controls() runeSet   { return fromTable(unicode.Cc) }
func casedLetter() runeSet {
	return fromTable(unicode.Lu, unicode.Ll, unicode.Lt)
}

var assigned = sync.OnceValue(func() runeSet {
	return fromTable(unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf, unicode.Co,
		unicode.Cs)
})

var words = sync.OnceValue(func() runeSet {
	return union(alphabetic(), fromTable(unicode.M, unicode.Nd, unicode.Pc, unicode.Join_Control))
})

var graphic = sync.OnceValue(func() runeSet {
	return assigned().minus(union(spaces(), controls(), fromTable(unicode.Cs)))
})

// punctuation is that of [[:punct:]]; \p{Punct} leaves out ASCII's symbols.
var punctuation = sync.OnceValue(func() runeSet {
	return union(fromTable(unicode.P), setOf([]rune("$+<=>^`|~")...))
})

func hexDigits() runeSet { return fromTable(unicode.Hex_Digit) }

// namedSet gives the set of a POSIX class or of the property of that name, for
// Unicode rules. fold is whether case is ignored, which makes both cases of one.
func namedSet(name string, fold bool) (runeSet, bool) {
	switch name {
	case "alpha":
		return alphabetic(), true
	case "alnum":
		return union(alphabetic(), digits()), true
	case "ascii":
		return asciiSet(), true
	case "blank":
		return horizontal(), true
	case "cntrl":
		return controls(), true
	case "digit":
		return digits(), true
	case "graph":
		return graphic(), true
	case "lower":
		if fold {
			return cased(), true
		}
		return lowercase(), true
	case "print":
		return union(graphic(), fromTable(unicode.Zs)), true
	case "punct":
		return punctuation(), true
	case "space":
		return spaces(), true
	case "upper":
		if fold {
			return cased(), true
		}
		return uppercase(), true
	case "word":
		return words(), true
	case "xdigit":
		return hexDigits(), true
	}
	return nil, false
}

// lookupProperty looks a \p{…} up. name is as written, without a leading ^.
// The results: found; or known to perl only (ok false, known true); or neither.
func lookupProperty(name string, fold bool) (set runeSet, ok, known bool) {
	loose := looseName(name)
	if kind, value, found := cutProperty(loose); found {
		if set, ok := category(value, fold); ok && (kind == "gc" || kind == "generalcategory" || kind == "category") {
			return set, true, true
		}
		if set, ok := scriptExtensions(value); ok && (kind == "scx" || kind == "scriptextensions") {
			return set, true, true
		}
		if set, ok := script(value); ok && (kind == "sc" || kind == "script") {
			return set, true, true
		}
		return nil, false, true
	}
	if short, found := strings.CutPrefix(loose, "is"); found && short != "" && short != "c" {
		if strings.HasPrefix(short, "is") || short == "l" && strings.Contains(name, "_") {
			return nil, false, true
		}
		set, ok, _ := lookupProperty(short, fold)
		return set, ok, true // perl asks for a sub of that name
	}
	switch {
	case loose == "initialpunctuation", strings.HasPrefix(loose, "inscriptional"):
	case strings.HasPrefix(loose, "in"):
		return nil, false, true // a block, or a sub of that name
	case loose == "l" && strings.Contains(name, "_"):
		return nil, false, true // L_ is not L
	case !knownProperties()[loose]:
		// What holds "::" names a sub; numbers have spellings of their own.
		return nil, false, oddName(name)
	}
	if set, ok := plainProperty(loose, fold); ok {
		return set, true, true
	}
	if set, ok := category(loose, fold); ok {
		return set, true, true
	}
	if set, ok := scriptExtensions(loose); ok {
		return set, true, true
	}
	return nil, false, true
}

// oddName reports what may be a name that the list does not hold in this
// spelling: one that names a sub, a fraction, a wildcard.
func oddName(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool {
		return !isAlpha(r) && !isDigit(r) && r != '_' && r != '-' && r != ' '
	})
}

func cutProperty(loose string) (kind, value string, found bool) {
	i := strings.IndexAny(loose, "=:")
	if i < 0 || strings.HasPrefix(loose[i:], "::") {
		return "", "", false
	}
	return loose[:i], loose[i+1:], true
}

// looseName drops what perl ignores in a property's name.
func looseName(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == ' ' || r >= '\t' && r <= '\r' {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

func plainProperty(loose string, fold bool) (runeSet, bool) {
	switch loose {
	case "punct", "punctuation", "posixdigit", "digit", "cntrl":
		// Handled below or by category: [[:punct:]] is another set.
	default:
		if set, ok := namedSet(loose, fold); ok {
			return set, true
		}
	}
	if base, ok := strings.CutPrefix(loose, "xposix"); ok {
		return namedSet(base, fold)
	}
	if base, ok := strings.CutPrefix(loose, "posix"); ok && base != "ascii" {
		if base == "upper" || base == "lower" {
			return asciiCase(base, fold), true
		}
		set, ok := namedSet(base, false)
		return set.and(asciiSet()), ok
	}
	switch loose {
	case "any", "unicode":
		return anyRune(), true
	case "assigned":
		return assigned(), true
	case "alphabetic":
		return alphabetic(), true
	case "uppercase":
		return namedSet("upper", fold)
	case "lowercase":
		return namedSet("lower", fold)
	case "titlecase", "title":
		if fold {
			return cased(), true
		}
		return fromTable(unicode.Lt), true
	case "cased":
		return cased(), true
	case "whitespace", "wspace", "spaceperl", "xperlspace":
		return spaces(), true
	case "perlspace":
		return spaces().and(asciiSet()), true
	case "perlword":
		return words().and(asciiSet()), true
	case "w":
		return words(), true
	case "horizspace":
		return horizontal(), true
	case "vertspace":
		return vertical(), true
	case "digit":
		return digits(), true
	case "hexdigit", "hex":
		return hexDigits(), true
	case "asciihexdigit", "ahex":
		return hexDigits().and(asciiSet()), true
	case "dash":
		return fromTable(unicode.Dash), true
	case "ideographic", "ideo":
		return fromTable(unicode.Ideographic), true
	}
	return nil, false
}

func asciiCase(base string, fold bool) runeSet {
	switch {
	case fold:
		return runeSet{{'A', 'Z'}, {'a', 'z'}}
	case base == "upper":
		return runeSet{{'A', 'Z'}}
	}
	return runeSet{{'a', 'z'}}
}

// category gives a general category by its short or long loose name.
func category(loose string, fold bool) (runeSet, bool) {
	short, ok := map[string]string{
		"letter": "l", "mark": "m", "combiningmark": "m", "number": "n", "punctuation": "p", "punct": "p",
		"symbol": "s", "separator": "z", "other": "c", "uppercaseletter": "lu", "lowercaseletter": "ll",
		"titlecaseletter": "lt", "casedletter": "lc", "modifierletter": "lm", "otherletter": "lo",
		"nonspacingmark": "mn", "spacingmark": "mc", "enclosingmark": "me", "decimalnumber": "nd",
		"letternumber": "nl", "othernumber": "no", "connectorpunctuation": "pc", "dashpunctuation": "pd",
		"openpunctuation": "ps", "closepunctuation": "pe", "initialpunctuation": "pi", "finalpunctuation": "pf",
		"otherpunctuation": "po", "mathsymbol": "sm", "currencysymbol": "sc", "modifiersymbol": "sk",
		"othersymbol": "so", "spaceseparator": "zs", "lineseparator": "zl", "paragraphseparator": "zp",
		"control": "cc", "cntrl": "cc", "format": "cf", "surrogate": "cs", "privateuse": "co", "unassigned": "cn",
	}[loose]
	if !ok {
		short = loose
	}
	switch short {
	case "lc", "l&":
		return casedLetter(), true
	case "lu", "ll", "lt":
		if fold {
			return casedLetter(), true
		}
	case "cn":
		return assigned().not(), true
	case "c":
		return union(fromTable(unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs), assigned().not()), true
	case "":
		return nil, false
	}
	t, ok := unicode.Categories[strings.ToUpper(short[:1])+short[1:]]
	if !ok || len(short) > 2 {
		return nil, false
	}
	return fromTable(t), true
}

// script gives a script by its long loose name.
func script(loose string) (runeSet, bool) {
	switch loose {
	case "common", "inherited":
		return nil, false // what others share: Script_Extensions take much of it away
	}
	for name, t := range unicode.Scripts {
		if looseName(name) == loose {
			return fromTable(t), true
		}
	}
	return nil, false
}

// scriptList says, for each script, which characters are used for it without
// being its own (ScriptExtensions.txt, Unicode 14).
//
//go:embed scripts.txt
var scriptList string

// scriptExtensions gives the characters that a script is used for, which is
// what perl takes \p{Greek} for.
func scriptExtensions(loose string) (runeSet, bool) {
	set, ok := script(loose)
	if !ok {
		return nil, false
	}
	for line := range strings.Lines(scriptList) {
		words := strings.Fields(line)
		if words[0] != loose {
			continue
		}
		var more runeSet
		for _, word := range words[1:] {
			lo, hi, isRange := strings.Cut(word, "-")
			if !isRange {
				hi = lo
			}
			more = append(more, span{hexRune(lo), hexRune(hi)})
		}
		return union(set, more), true
	}
	return set, true
}

func hexRune(digits string) rune {
	v := rune(0)
	for _, r := range digits {
		v = v*16 + hexValue(r)
	}
	return v
}
