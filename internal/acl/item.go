package acl

import "strings"

// Modifier is the bracketed word at the start of an item.
type Modifier uint8

// The modifiers that engines of OTRS 4 and later know. NotAnything stands for
// every other text that starts with "[Not": from OTRS 5.0.13 on it matches
// whatever it is compared with.
const (
	Plain Modifier = iota
	RegExp
	RegExpIgnoreCase
	Not
	NotRegExp
	NotRegExpIgnoreCase
	NotAnything
)

var modifierPrefix = [...]string{"", "[RegExp]", "[regexp]", "[Not]", "[NotRegExp]", "[Notregexp]", "[Not"}

// Prefix is the modifier as it is written.
func (m Modifier) Prefix() string { return modifierPrefix[m] }

// IsPattern reports whether the rest of the item is a Perl pattern.
func (m Modifier) IsPattern() bool {
	return m == RegExp || m == RegExpIgnoreCase || m == NotRegExp || m == NotRegExpIgnoreCase
}

// IgnoresCase reports whether the pattern is matched with Perl's /i.
func (m Modifier) IgnoresCase() bool { return m == RegExpIgnoreCase || m == NotRegExpIgnoreCase }

// IsNegated reports whether the item holds where its text does not.
func (m Modifier) IsNegated() bool { return m >= Not }

// SplitItem cuts an item into its modifier and the rest, as the engines of
// today read it. For Plain and NotAnything the rest is the whole item.
func SplitItem(text string) (Modifier, string) {
	if !strings.HasPrefix(text, "[") {
		return Plain, text
	}
	for m := RegExp; m < NotAnything; m++ {
		if rest, ok := strings.CutPrefix(text, m.Prefix()); ok {
			return m, rest
		}
	}
	if strings.HasPrefix(text, NotAnything.Prefix()) {
		return NotAnything, text
	}
	return Plain, text
}
