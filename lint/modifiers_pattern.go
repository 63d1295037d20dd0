package lint

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/perlre"
	"github.com/ticketacl/ticketacl/internal/reading"
)

func invalidPattern(p *pass, v *view, l *reading.List, it *acl.Value) {
	x, ok := p.patternOf(l, it)
	if !ok {
		return
	}
	dies := "the screen that asks for " + l.Question() + " dies"
	if l.Block.IsMatch() {
		dies = anyScreen
	}
	var syntax *perlre.SyntaxError
	switch {
	case errors.As(x.err, &syntax):
		p.find(v, it.Span, fmt.Sprintf("perl refuses the pattern, %s: %s", syntax.Message, dies),
			fmt.Sprintf("perl stops reading behind character %d of the pattern", syntax.Offset))
	case x.err == nil && x.compiled.MayDie():
		p.find(v, it.Span, "perl may die on a group that calls itself without end: "+dies, "end the recursion")
	}
}

func emptyPattern(p *pass, v *view, l *reading.List, it *acl.Value) {
	if x, ok := p.patternOf(l, it); ok && errors.Is(x.err, perlre.ErrEmpty) {
		p.find(v, it.Span, x.modifier.Prefix()+" without a pattern repeats whatever pattern matched last in the web server's process",
			"write the pattern, '' for the empty value, or [RegExp]. for any other")
	}
}

func unsupportedPattern(p *pass, v *view, l *reading.List, it *acl.Value) {
	x, ok := p.patternOf(l, it)
	var unsupported *perlre.UnsupportedError
	if ok && errors.As(x.err, &unsupported) {
		p.find(v, it.Span, "what the pattern hits is not decided here: "+unsupported.Construct, "perl takes it, but answers that depend on it are undetermined")
	}
}

func slowPattern(p *pass, v *view, l *reading.List, it *acl.Value) {
	x, ok := p.patternOf(l, it)
	if !ok || x.err != nil {
		return
	}
	subject, _, slow := x.compiled.Slow()
	if !slow {
		if x.compiled.Remembers() {
			d := p.find(v, it.Span, "one value fits into the rounds of a repetition in many ways: perl is quick here only because it remembers which have failed",
				"make each round begin or end with something that it has nowhere else")
			d.Severity = diag.Info
		}
		return
	}
	p.find(v, it.Span, fmt.Sprintf("perl tries exponentially many ways: its process hangs on a value such as %s", reading.Shown(subject(2)+"…")),
		"make each round begin or end with something that it has nowhere else, or repeat without an upper bound")
}

func needlessPattern(p *pass, v *view, l *reading.List, it *acl.Value) {
	x, ok := p.patternOf(l, it)
	if !ok || x.err != nil || mayEndInNewline(l) {
		return
	}
	texts, listed := x.compiled.Texts()
	if !listed || len(texts) != 1 || texts[0] == "" || texts[0][0] == '[' {
		return
	}
	plain := texts[0]
	if x.modifier.IsNegated() {
		if p.mayBeList(l) && p.oldNegation() {
			return
		}
		plain = acl.Not.Prefix() + plain
	}
	d := p.find(v, it.Span, "the pattern hits one text only: "+reading.Shown(plain)+" says the same", "write "+reading.Shown(plain))
	if fix := p.fixItem(v, d, it, plain); fix != nil {
		fix.Keeps = true
	}
}

// mayEndInNewline reports whether values of an attribute may end with a line
// break, before which $ matches too. What screens offer never does.
func mayEndInNewline(l *reading.List) bool {
	return l.Block.IsMatch() && (l.Attr == "Title" || strings.HasPrefix(l.Attr, "DynamicField_") || strings.HasSuffix(l.Attr, "Comment"))
}

func unanchoredPattern(p *pass, v *view, l *reading.List, it *acl.Value) {
	x, ok := p.patternOf(l, it)
	if !ok || x.err != nil || x.compiled.Anchored() {
		return
	}
	detail := "write ^ before it, $ behind it, or both; .* where it may stand anywhere"
	if whole, inside, shown := p.hitsInside(l, x); shown {
		p.find(v, it.Span, fmt.Sprintf("%s hits %s, and inside a word %s too", x.modifier.Prefix()+x.pattern, reading.Shown(whole), reading.Shown(inside)), detail)
		return
	}
	if p.opts.asked(p.rule) {
		p.find(v, it.Span, x.modifier.Prefix()+x.pattern+" hits every value that has it anywhere", detail)
	}
}

// hitsInside finds a name that a pattern hits as a word, and one that it hits
// only where a word has begun before.
func (p *pass) hitsInside(l *reading.List, x item) (whole, inside string, ok bool) {
	kind := kindOf(l)
	if p.opts.Inventory == nil || kind == "" {
		return "", "", false
	}
	n := p.names()
	key := hitKey{kind, x.pattern, x.modifier.IgnoresCase()}
	found, done := n.hits[key]
	if !done {
		if parts, listed := x.compiled.Parts(); listed {
			for _, name := range n.byKind[kind] {
				switch hit, within := standsIn(name, parts); {
				case !hit:
				case within && found[1] == "":
					found[1] = name
				case !within && found[0] == "":
					found[0] = name
				}
			}
		}
		n.hits[key] = found
	}
	return found[0], found[1], found[0] != "" && found[1] != ""
}

// standsIn reports whether a name has one of some texts, and whether only behind
// the first letter of a word.
func standsIn(name string, parts []string) (hit, within bool) {
	within = true
	for _, part := range parts {
		for from := 0; part != ""; {
			i := strings.Index(name[from:], part)
			if i < 0 {
				break
			}
			i += from
			hit = true
			if i == 0 || !isWordByte(name[i-1]) || !isWordByte(part[0]) {
				within = false
			}
			from = i + 1
		}
	}
	return hit, within
}

func isWordByte(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80
}

// suspiciousGroup is a group, or words with | between them, that somebody wrote
// into a class.
var suspiciousGroup = regexp.MustCompile(`\([\pL\d |:]*[\pL\d]{2,}[\pL\d |:]*\)|[\pL\d]{3,}[\pL\d ]*\|[\pL\d ]*[\pL\d]{3,}`).MatchString

func suspiciousClass(p *pass, v *view, l *reading.List, it *acl.Value) {
	if !strings.Contains(it.Text, "[^") {
		return
	}
	x, ok := p.patternOf(l, it)
	var syntax *perlre.SyntaxError
	if !ok || errors.As(x.err, &syntax) {
		return
	}
	for _, class := range negatedClasses(x.pattern) {
		if !suspiciousGroup(class) && !p.isWord(l, class) {
			continue
		}
		hint := "for all but some words write [RegExp]^(?!(…|…)$)"
		if knowsNegations(p.Target) {
			hint = "for all but some words write [NotRegExp]^(…|…)$"
		}
		p.find(v, it.Span, "[^"+class+"] is one character that is none of these, not a word", hint)
		return
	}
}

// isWord reports whether what is in a class is a name.
func (p *pass) isWord(l *reading.List, class string) bool {
	letters := strings.IndexFunc(class, func(r rune) bool { return !(r == ' ' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x80) }) < 0
	return letters && len(class) >= 3 && p.isName(l, class)
}

// negatedClasses are the contents of the negated classes of a valid pattern.
func negatedClasses(pattern string) []string {
	var out []string
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			i++
		case '[':
			start := i + 1
			negated := start < len(pattern) && pattern[start] == '^'
			if negated {
				start++
			}
			end := classEnd(pattern, start)
			if negated && end > start {
				out = append(out, pattern[start:end])
			}
			i = end
		}
	}
	return out
}

// classEnd is where the bracket that closes a class stands. One that comes first
// is a member.
func classEnd(pattern string, start int) int {
	for i := start; i < len(pattern); i++ {
		switch {
		case pattern[i] == '\\':
			i++
		case pattern[i] == ']' && i > start:
			return i
		case strings.HasPrefix(pattern[i:], "[:"):
			if end := strings.Index(pattern[i:], ":]"); end > 0 {
				i += end + 1
			}
		}
	}
	return len(pattern)
}
