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

// Sets that several names stand for. All are those of Unicode rules.
func digits() runeSet { return fromTable(unicode.Nd) }
func alphabetic() runeSet {
	// These became alphabetic with Unicode 15.
	return fromTable(unicode.L, unicode.Nl, unicode.Other_Alphabetic).
		minus(setOf(0xC04, 0xF82, 0xF83, 0x11080, 0x11081))
}
func uppercase() runeSet { return fromTable(unicode.Lu, unicode.Other_Uppercase) }
func lowercase() runeSet {
	// These became lower case with Unicode 15.
	return fromTable(unicode.Ll, unicode.Other_Lowercase).minus(setOf(0x10FC, 0xA7F2, 0xA7F3, 0xA7F4, 0xAB69))
}
func cased() runeSet      { return union(uppercase(), lowercase(), fromTable(unicode.Lt)) }
func spaces() runeSet     { return fromTable(unicode.White_Space) }
func vertical() runeSet   { return runeSet{{0x0A, 0x0D}, {0x85, 0x85}, {0x2028, 0x2029}} }
func horizontal() runeSet { return spaces().minus(vertical()) }
func asciiSet() runeSet   { return runeSet{{0, unicode.MaxASCII}} }
func anyRune() runeSet    { return runeSet{{0, unicode.MaxRune}} }
func controls() runeSet   { return fromTable(unicode.Cc) }
func casedLetter() runeSet {
	return fromTable(unicode.Lu, unicode.Ll, unicode.Lt)
}

func assigned() runeSet {
	return fromTable(unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf, unicode.Co,
		unicode.Cs)
}

func words() runeSet {
	return union(alphabetic(), fromTable(unicode.M, unicode.Nd, unicode.Pc, unicode.Join_Control))
}

func graphic() runeSet {
	return assigned().minus(union(spaces(), controls(), fromTable(unicode.Cs)))
}

// punctuation is that of [[:punct:]]; \p{Punct} leaves out ASCII's symbols.
func punctuation() runeSet {
	return union(fromTable(unicode.P), setOf([]rune("$+<=>^`|~")...))
}

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

// property is what \p{…} stands for.
type property struct {
	set    runeSet
	script bool // by Script_Extensions: unknown for characters shared between scripts
}

// property looks a \p{…} up. name is as written, without a leading ^.
// The results: found; or known to perl only (ok false, known true); or neither.
func lookupProperty(name string, fold bool) (p property, ok, known bool) {
	loose := looseName(name)
	if kind, value, found := cutProperty(loose); found {
		if set, ok := category(value, fold); ok && (kind == "gc" || kind == "generalcategory" || kind == "category") {
			return property{set: set}, true, true
		}
		if set, ok := script(value); ok && (kind == "scx" || kind == "scriptextensions") {
			return property{set: set, script: true}, true, true
		}
		if set, ok := script(value); ok && (kind == "sc" || kind == "script") {
			return property{set: set}, true, true
		}
		return property{}, false, true
	}
	if short, found := strings.CutPrefix(loose, "is"); found && short != "" && short != "c" {
		if strings.HasPrefix(short, "is") || short == "l" && strings.Contains(name, "_") {
			return property{}, false, true
		}
		p, ok, _ := lookupProperty(short, fold)
		return p, ok, true // perl asks for a sub of that name
	}
	switch {
	case loose == "initialpunctuation", strings.HasPrefix(loose, "inscriptional"):
	case strings.HasPrefix(loose, "in"):
		return property{}, false, true // a block, or a sub of that name
	case loose == "l" && strings.Contains(name, "_"):
		return property{}, false, true // L_ is not L
	case !knownProperties()[loose]:
		// What holds "::" names a sub; numbers have spellings of their own.
		return property{}, false, oddName(name)
	}
	if set, ok := plainProperty(loose, fold); ok {
		return property{set: set}, true, true
	}
	if set, ok := category(loose, fold); ok {
		return property{set: set}, true, true
	}
	if set, ok := script(loose); ok {
		return property{set: set, script: true}, true, true
	}
	return property{}, false, true
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

// sharedScripts are the characters that belong to several scripts, or to others
// than their own (ScriptExtensions.txt, Unicode 14): \p{Greek} takes in some.
func sharedScripts() runeSet {
	return runeSet{
		{0x342, 0x342}, {0x345, 0x345}, {0x363, 0x36F}, {0x483, 0x487}, {0x60C, 0x60C}, {0x61B, 0x61C}, {0x61F, 0x61F},
		{0x640, 0x640}, {0x64B, 0x655}, {0x660, 0x669}, {0x670, 0x670}, {0x6D4, 0x6D4}, {0x951, 0x952}, {0x964, 0x96F},
		{0x9E6, 0x9EF}, {0xA66, 0xA6F}, {0xAE6, 0xAEF}, {0xBE6, 0xBF3}, {0xCE6, 0xCEF}, {0x1040, 0x1049},
		{0x10FB, 0x10FB}, {0x1735, 0x1736}, {0x1802, 0x1803}, {0x1805, 0x1805}, {0x1CD0, 0x1CFA}, {0x1DC0, 0x1DC1},
		{0x1DF8, 0x1DF8}, {0x1DFA, 0x1DFA}, {0x202F, 0x202F}, {0x20F0, 0x20F0}, {0x2E43, 0x2E43}, {0x3001, 0x3003},
		{0x3006, 0x3006}, {0x3008, 0x3011}, {0x3013, 0x301F}, {0x302A, 0x302D}, {0x3030, 0x3035}, {0x3037, 0x3037},
		{0x303C, 0x303F}, {0x3099, 0x309C}, {0x30A0, 0x30A0}, {0x30FB, 0x30FC}, {0x3190, 0x319F}, {0x31C0, 0x31E3},
		{0x3220, 0x3247}, {0x3280, 0x32B0}, {0x32C0, 0x32CB}, {0x32FF, 0x32FF}, {0x3358, 0x3370}, {0x337B, 0x337F},
		{0x33E0, 0x33FE}, {0xA66F, 0xA66F}, {0xA700, 0xA707}, {0xA830, 0xA839}, {0xA8F1, 0xA8F1}, {0xA8F3, 0xA8F3},
		{0xA92E, 0xA92E}, {0xA9CF, 0xA9CF}, {0xFD3E, 0xFD3F}, {0xFDF2, 0xFDF2}, {0xFDFD, 0xFDFD}, {0xFE45, 0xFE46},
		{0xFF61, 0xFF65}, {0xFF70, 0xFF70}, {0xFF9E, 0xFF9F}, {0x10100, 0x10102}, {0x10107, 0x10133},
		{0x10137, 0x1013F}, {0x102E0, 0x102FB}, {0x10AF2, 0x10AF2}, {0x11301, 0x11301}, {0x11303, 0x11303},
		{0x1133B, 0x1133C}, {0x11FD0, 0x11FD1}, {0x11FD3, 0x11FD3}, {0x1BCA0, 0x1BCA3}, {0x1D360, 0x1D371},
		{0x1F250, 0x1F251},
	}
}
