package yamlx

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/acl"
)

const (
	coreTag = "tag:yaml.org,2002:"
	perlTag = coreTag + "perl/"
)

// scalarKind says what YAML::XS makes of a scalar: kind and text, or why it
// dies. local means that the node has the tag "!", which the library drops.
func scalarKind(n *yaml.Node, local bool) (kind acl.Kind, text, dies string) {
	text = n.Value
	if local {
		return acl.String, text, ""
	}
	if n.Style&yaml.TaggedStyle != 0 {
		switch tag := n.LongTag(); {
		case tag == coreTag+"str":
			return acl.String, text, ""
		case tag == coreTag+"int", tag == coreTag+"float":
			if !looksLikeNumber(text) {
				return 0, "", "tag !!" + strings.TrimPrefix(tag, coreTag) + " on a text that is no number"
			}
			return acl.Number, text, ""
		case tag == coreTag+"null" && (text == "~" || text == "null" || text == ""):
			return acl.Undef, "", ""
		case strings.HasPrefix(tag, "!"),
			strings.HasPrefix(tag, perlTag+"scalar:") && len(tag) > len(perlTag+"scalar:"):
			return acl.String, text, ""
		case strings.HasPrefix(tag, perlTag+"regexp"), strings.HasPrefix(tag, perlTag+"code"):
			return 0, "", "tag " + n.ShortTag() + " makes a Perl object, which no ACL can hold"
		default:
			return 0, "", "tag " + n.ShortTag() + " does not go with a scalar"
		}
	}
	if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return acl.String, text, ""
	}
	kind, text = plainScalar(text)
	return kind, text, ""
}

// plainScalar says what YAML::XS makes of a scalar without quotes and tags.
func plainScalar(written string) (kind acl.Kind, text string) {
	switch written {
	case "", "~", "null":
		return acl.Undef, ""
	case "true":
		return acl.Bool, "1"
	case "false":
		return acl.Bool, ""
	}
	if looksLikeNumber(written) {
		return acl.Number, written
	}
	return acl.String, written
}

// collectionDies says why YAML::XS dies on the tag of a list or hash, "" where
// it does not. kind is "array" or "hash", core its tag of YAML ("seq", "map").
func collectionDies(n *yaml.Node, kind, core string) string {
	if n.Style&yaml.TaggedStyle == 0 {
		return ""
	}
	tag := n.LongTag()
	switch {
	case tag == coreTag+core, tag == perlTag+kind, strings.HasPrefix(tag, "!"),
		strings.HasPrefix(tag, perlTag+kind+":") && len(tag) > len(perlTag+kind+":"):
		return ""
	case kind == "hash" && (tag == perlTag+"ref" || tag == perlTag+"glob"):
		return "tag " + n.ShortTag() + " makes a Perl object, which no ACL can hold"
	case kind == "hash":
		return "tag " + n.ShortTag() + " does not go with a hash"
	}
	return "tag " + n.ShortTag() + " does not go with a list"
}

// looksLikeNumber is Perl's looks_like_number for what a plain scalar can hold.
func looksLikeNumber(s string) bool {
	if s != "" && s[0] > '9' && !startsInfOrNaN(s) {
		return false // most texts, and quickly
	}
	if s == "0 but true" {
		return true
	}
	const blanks = " \t\n\r\f\v"
	s = strings.TrimLeft(s, blanks)
	if len(s) > 1 && strings.TrimRight(s, blanks) == "-" {
		return true // a minus with blanks behind it is a number to Perl
	}
	s = strings.TrimRight(s, blanks)
	if s != "" && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	if s == "" {
		return false
	}
	if c := s[0]; c != '.' && (c < '0' || c > '9') {
		return startsInfOrNaN(s) && isInfOrNaN(strings.ToLower(s))
	}
	if strings.Contains(s, "#") {
		return isInfOrNaN(strings.ToLower(s))
	}
	before := digits(s)
	s = s[before:]
	if strings.HasPrefix(s, ".") {
		after := digits(s[1:])
		if before+after == 0 {
			return false
		}
		s = s[1+after:]
	}
	if s == "" {
		return true
	}
	if s[0] != 'e' && s[0] != 'E' {
		return false
	}
	s = s[1:]
	if s != "" && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	return s != "" && digits(s) == len(s)
}

// digits counts the leading digits of s.
func digits(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return i
		}
	}
	return len(s)
}

// startsInfOrNaN reports whether infinity or "not a number" may start so.
func startsInfOrNaN(s string) bool {
	if len(s) < len("inf") {
		return false
	}
	switch s[0] | 0x20 {
	case 'i':
		return s[1]|0x20 == 'n'
	case 'n':
		return s[1]|0x20 == 'a'
	case 'q', 's':
		return s[1]|0x20 == 'n' && s[2]|0x20 == 'a'
	}
	return false
}

// isInfOrNaN knows the spellings of infinity and of "not a number" that Perl
// takes, Windows' own included; s is in lower case and without its sign.
func isInfOrNaN(s string) bool {
	if rest, ok := strings.CutPrefix(s, "1"); ok {
		if s, ok = strings.CutPrefix(strings.TrimPrefix(rest, "."), "#"); !ok {
			return false
		}
		if zeros := strings.TrimRight(s, "0"); zeros == "ind" || zeros == "inf" {
			return true
		}
	}
	if s == "inf" || s == "infinity" {
		return true
	}
	s, ok := strings.CutPrefix(strings.TrimLeft(s[:min(1, len(s))], "qs")+s[min(1, len(s)):], "nan")
	if !ok {
		return false
	}
	if s != "" && (s[0] == 'q' || s[0] == 's') {
		s = s[1:]
	}
	if arg, ok := strings.CutPrefix(s, "("); ok {
		n := digits(arg)
		return n > 0 && strings.TrimLeft(arg[n:], " \t") == ")"
	}
	return s == ""
}
