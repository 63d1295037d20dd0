package simulate

import (
	"regexp/syntax"
	"strings"
)

// maxExample bounds the string that is made for a pattern.
const maxExample = 200

// example makes a short string that the pattern of an item hits; "" where the
// pattern is not of the plain kind for which that is easy. The item itself is
// the judge of what was made.
func (it *item) example() string { return it.sample(yes) }

// sample is like example for what an item is to say of the text: no, where a negated
// pattern is to hit it.
func (it *item) sample(names outcome) string {
	flags := syntax.Perl
	if it.mod.IgnoresCase() {
		flags |= syntax.FoldCase
	}
	re, err := syntax.Parse(it.rest, flags)
	if err != nil {
		return ""
	}
	var b strings.Builder
	write(&b, re)
	if text := b.String(); text != "" && len(text) <= maxExample && it.names(text) == names {
		return text
	}
	return ""
}

// write appends the shortest that an expression hits, as near as that is easy.
func write(b *strings.Builder, re *syntax.Regexp) {
	if b.Len() > maxExample {
		return
	}
	switch re.Op {
	case syntax.OpLiteral:
		b.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		b.WriteRune(pleasant(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteByte('x')
	case syntax.OpCapture, syntax.OpPlus:
		write(b, re.Sub[0])
	case syntax.OpRepeat:
		for range re.Min {
			write(b, re.Sub[0])
		}
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			write(b, sub)
		}
	case syntax.OpAlternate:
		write(b, re.Sub[0])
	}
}

// pleasant is a character of a class that reads well: a small letter, a digit,
// a capital, else the first of the class.
func pleasant(ranges []rune) rune {
	for _, wanted := range []string{"abcdefghijklmnopqrstuvwxyz", "1234567890", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "-_ "} {
		for _, r := range wanted {
			for i := 0; i+1 < len(ranges); i += 2 {
				if ranges[i] <= r && r <= ranges[i+1] {
					return r
				}
			}
		}
	}
	if len(ranges) > 0 {
		return ranges[0]
	}
	return 'x'
}
