package project

import (
	"strings"
	"unicode/utf8"
)

// glob stands for names of ACLs. Unlike in paths, / is a character like others.
type glob string

// check says what is wrong with a glob; "" where nothing is.
func (g glob) check() string {
	for rest := string(g); rest != ""; {
		if rest[0] == '*' {
			rest = rest[1:]
			continue
		}
		_, after, wrong := one(rest, 0)
		if wrong != "" {
			return wrong
		}
		rest = after
	}
	return ""
}

// match reports whether the whole of a name is what the glob stands for. It goes
// back to the last * only: what an earlier one could take more, that one can.
func (g glob) match(name string) bool {
	rest := string(g)
	var star, from string // after the last *, in the glob and in the name
	starred := false
	for rest != "" || name != "" {
		if strings.HasPrefix(rest, "*") {
			rest = rest[1:]
			star, from, starred = rest, name, true
			continue
		}
		if rest != "" && name != "" {
			c, size := utf8.DecodeRuneInString(name)
			if hit, after, _ := one(rest, c); hit {
				rest, name = after, name[size:]
				continue
			}
		}
		if !starred || from == "" {
			return false
		}
		_, size := utf8.DecodeRuneInString(from)
		from = from[size:]
		rest, name = star, from
	}
	return true
}

// one compares a character with the first element of a glob that is no *, and
// returns what follows that element.
func one(glob string, c rune) (hit bool, rest, wrong string) {
	switch glob[0] {
	case '?':
		return true, glob[1:], ""
	case '[':
		return class(glob, c)
	}
	at, rest, wrong := char(glob)
	return at == c && wrong == "", rest, wrong
}

// char is one character, taken as it is after a backslash.
func char(glob string) (c rune, rest, wrong string) {
	if glob[0] == '\\' {
		if glob = glob[1:]; glob == "" {
			return 0, "", `it ends with a lone \; write \\ for the character`
		}
	}
	c, size := utf8.DecodeRuneInString(glob)
	return c, glob[size:], ""
}

// class compares with one of several characters: [abc], [a-z], [!a-z], [^a-z].
func class(glob string, c rune) (hit bool, rest, wrong string) {
	const open = `a [ is not closed; write \[ for the character`
	rest = glob[1:]
	negated := strings.HasPrefix(rest, "!") || strings.HasPrefix(rest, "^")
	if negated {
		rest = rest[1:]
	}
	for n := 0; ; n++ {
		switch {
		case rest == "":
			return false, "", open
		case rest[0] == ']' && n > 0:
			return hit != negated, rest[1:], ""
		case rest[0] == ']':
			return false, "", `nothing stands between [ and ]; write \[ or \] for the characters`
		}
		var low, high rune
		if low, rest, wrong = char(rest); wrong != "" {
			return false, "", open
		}
		high = low
		if len(rest) > 1 && rest[0] == '-' && rest[1] != ']' {
			if high, rest, wrong = char(rest[1:]); wrong != "" {
				return false, "", open
			}
		}
		if high < low {
			return false, "", "the range " + string(low) + "-" + string(high) + " is the wrong way round"
		}
		hit = hit || low <= c && c <= high
	}
}
