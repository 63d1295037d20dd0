package lint

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/perlre"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

func (p *pass) oldNegation() bool { return p.Target.Switches.NegationOnLists == product.OldNegation }

// metacharacters are those that a name may have, and that mean something in a
// pattern.
const metacharacters = "+.()[]|*?{}^$"

func unescapedMetacharacter(p *pass, v *view, l *reading.List, it *acl.Value) {
	x, ok := p.patternOf(l, it)
	if !ok {
		return
	}
	var syntax *perlre.SyntaxError
	if errors.As(x.err, &syntax) {
		return // invalid-pattern speaks
	}
	start, body, end := anchors(x.pattern)
	name, meant, ok := literally(body)
	if !ok || meant == "" || !p.isName(l, name) {
		return
	}
	effect := "it is hit by other values too"
	if x.err == nil {
		switch hit, err := x.compiled.Match(name); {
		case err != nil:
		case !hit:
			effect = "the pattern does not hit " + reading.Shown(name) + " itself"
		default:
			effect = "the pattern hits more than " + reading.Shown(name)
			if other := p.otherHit(l, x.compiled, name); other != "" {
				effect = "the pattern hits " + reading.Shown(other) + " too"
			}
		}
	}
	escaped := start + quoted(name) + end
	d := p.find(v, it.Span, fmt.Sprintf("%s in %s is no plain text: %s", strings.Join(strings.Split(meant, ""), " and "), x.modifier.Prefix()+x.pattern, effect),
		"write "+x.modifier.Prefix()+escaped)
	p.fixItem(v, d, it, x.modifier.Prefix()+escaped)
}

// otherHit is another known name that a pattern hits, "" where there is none.
func (p *pass) otherHit(l *reading.List, pattern *perlre.Pattern, name string) string {
	first := ""
	for _, all := range []map[nameOf]bool{p.names().stock, p.names().given} {
		for key := range all {
			if key.kind != kindOf(l) || key.name == name || first != "" && key.name > first {
				continue
			}
			if hit, err := pattern.Match(key.name); err == nil && hit {
				first = key.name
			}
		}
	}
	return first
}

// anchors cuts a pattern into what anchors it and what is in between.
func anchors(pattern string) (start, body, end string) {
	body = pattern
	for _, a := range []string{"^", `\A`} {
		if rest, ok := strings.CutPrefix(body, a); ok {
			start, body = a, rest
			break
		}
	}
	for _, a := range []string{"$", `\z`, `\Z`} {
		rest, ok := strings.CutSuffix(body, a)
		slashes := len(rest) - len(strings.TrimRight(rest, `\`))
		if ok && slashes%2 == 0 {
			end, body = a, rest
			break
		}
	}
	return start, body, end
}

// literally is a pattern taken for a text, with what its backslashes are before,
// and the metacharacters that it has without one. ok is false for escapes that
// no text can be meant with.
func literally(body string) (name, meant string, ok bool) {
	var b strings.Builder
	escaped := false
	for _, r := range body {
		switch {
		case escaped && (r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'):
			return "", "", false
		case escaped:
			escaped = false
		case r == '\\':
			escaped = true
			continue
		case strings.ContainsRune(metacharacters, r) && !strings.ContainsRune(meant, r):
			meant += string(r)
		}
		b.WriteRune(r)
	}
	return b.String(), meant, !escaped
}

// isPatternLike finds what only patterns have: .* and .+ at an end, a repeated class of
// digits or letters, a repeated \d, alternatives in parentheses before $.
var isPatternLike = regexp.MustCompile(`\.\*|^\.\+|\.\+$|\[(?:0-9|a-z|A-Z)+\][+*{?]|\\[dws][+*{]|\([^()]+\|[^()]+\)\$$`).MatchString

// looksLikePattern reports whether a plain text can only have been meant as a
// pattern.
func looksLikePattern(text string) bool {
	return len(text) > 1 && (text[0] == '^' || strings.ContainsAny(text, `*+]{\$`) && isPatternLike(text))
}

func patternWithoutModifier(p *pass, v *view, l *reading.List, it *acl.Value) {
	if m, _ := p.split(l, it); m != acl.Plain || it.Kind != acl.String || !looksLikePattern(it.Text) {
		return
	}
	text := it.Text
	if _, isSlip := reading.SlipOf(text); isSlip || strings.HasPrefix(text, "[") && !strings.Contains(text, "]") ||
		p.literal(l) || !p.compared(l) || p.exists(l, text) {
		return
	}
	if _, err := p.patterns.Compile(text, false); err != nil {
		return
	}
	d := p.find(v, it.Span, reading.Shown(text)+" is compared as it stands, and equals no value", "write [RegExp]"+text)
	p.fixItem(v, d, it, acl.RegExp.Prefix()+text)
}
