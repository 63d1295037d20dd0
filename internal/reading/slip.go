package reading

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// Slip is the beginning of an item that was probably meant to be a modifier.
type Slip struct {
	Written string // what stands there, as far as it was meant for one
	Rest    string // what follows it
	// Meant are the modifiers that it may have been, the only one where nobody can
	// doubt it.
	Meant []acl.Modifier
}

// SlipOf finds such a beginning. An item that begins with another word in
// brackets, such as a queue named [intern], has none.
func SlipOf(text string) (s Slip, ok bool) {
	trimmed := strings.TrimLeft(text, " \t")
	if !strings.HasPrefix(trimmed, "[") {
		return Slip{}, false
	}
	if end := strings.IndexByte(trimmed, ']'); end > 0 {
		s.Rest = trimmed[end+1:]
		s.Meant = meant(strings.TrimSpace(trimmed[1:end]))
	}
	if s.Meant == nil {
		s.unclosed(trimmed)
	}
	if s.Meant == nil {
		return Slip{}, false
	}
	s.Written = text[:len(text)-len(s.Rest)]
	return s, true
}

// unclosed finds a modifier for patterns that lacks its closing bracket.
func (s *Slip) unclosed(text string) {
	for _, m := range []acl.Modifier{acl.RegExp, acl.RegExpIgnoreCase, acl.NotRegExp, acl.NotRegExpIgnoreCase} {
		rest, ok := strings.CutPrefix(text, strings.TrimSuffix(m.Prefix(), "]"))
		if ok && (rest == "" || !isLetter(rest[0])) {
			s.Rest, s.Meant = rest, []acl.Modifier{m}
		}
	}
}

func isLetter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

// meant are the modifiers that a word may stand for. Those for patterns differ
// only in the case of two letters, and one of them must be clearly nearer.
func meant(word string) []acl.Modifier {
	lower := strings.ToLower(word)
	if len(lower) != len(word) {
		return nil
	}
	rest, negated := strings.CutPrefix(lower, "not")
	rest = strings.TrimLeft(rest, " -_")
	var either []acl.Modifier
	switch {
	case lower == "not":
		return []acl.Modifier{acl.Not}
	case !isRegExp(rest):
		return nil
	case negated:
		either = []acl.Modifier{acl.NotRegExp, acl.NotRegExpIgnoreCase}
	default:
		either = []acl.Modifier{acl.RegExp, acl.RegExpIgnoreCase}
	}
	// Of regexp and RegExp the R and the E tell which was meant.
	letters := word[len(word)-len(rest):]
	x := strings.LastIndexAny(letters, "xX")
	switch {
	case letters == rest:
		return either[1:]
	case letters[0] == 'R' && x > 1 && letters[x-1] == 'E' && letters != strings.ToUpper(letters):
		return either[:1]
	}
	return either
}

// isRegExp reports whether a word in small letters is regexp, or a slip of it.
func isRegExp(word string) bool {
	switch word {
	case "regexp", "regex", "regexpr", "regexps", "regx", "regxp", "regep", "regeyp", "regepx", "regxep", "rexexp", "reqexp",
		"rgexp", "reegexp", "reggexp", "regeexp", "regexxp", "regexpp", "reg-exp", "reg exp", "reg_exp", "reg-ex", "reg ex", "reg_ex":
		return true
	}
	return false
}
