package reading

import (
	"errors"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/perlre"
)

// Verdict is whether the engine finds that an item matches a value.
type Verdict uint8

// The verdicts.
const (
	No Verdict = iota
	Yes
	Unknown
)

func (v Verdict) String() string { return [...]string{"no", "yes", "unknown"}[v] }

// Patterns are compiled once for a search: sets have the same few again and
// again.
type Patterns map[patternKey]compiled

type patternKey struct {
	text       string
	ignoreCase bool
}

type compiled struct {
	pattern *perlre.Pattern
	err     error
}

// Compile is perlre.Compile, once for each pattern.
func (ps Patterns) Compile(text string, ignoreCase bool) (*perlre.Pattern, error) {
	key := patternKey{text, ignoreCase}
	c, ok := ps[key]
	if !ok {
		c.pattern, c.err = perlre.Compile(text, ignoreCase)
		ps[key] = c
	}
	return c.pattern, c.err
}

// Found compares an item's text or pattern with a value, negation aside. why
// explains unknown.
func (r Reader) Found(ps Patterns, m acl.Modifier, rest, value string) (v Verdict, why string) {
	if !m.IsPattern() {
		if rest == value {
			return Yes, ""
		}
		return No, ""
	}
	p, err := ps.Compile(rest, m.IgnoresCase())
	if err != nil {
		return Unknown, refusal(err)
	}
	switch hit, err := p.Match(value); {
	case err != nil:
		return Unknown, refusal(err)
	case hit:
		return Yes, ""
	}
	return No, ""
}

// refusal says why nobody can tell what a pattern hits.
func refusal(err error) string {
	var syntax *perlre.SyntaxError
	var died *perlre.DiedError
	if errors.As(err, &syntax) || errors.As(err, &died) {
		return "perl dies on the pattern: " + err.Error()
	}
	return err.Error()
}

// Matches decides whether an item matches one value (semantics, "Comparing one
// item with one value"). The whole text is compared before a pattern is tried.
func (r Reader) Matches(ps Patterns, it *acl.Value, value string) (v Verdict, why string) {
	switch {
	case it.Kind == acl.Undef || !it.IsScalar():
		return No, ""
	case it.Kind == acl.Dynamic:
		if excluded(it.Text, value) {
			return No, ""
		}
		return Unknown, "code computes it"
	}
	m, rest := r.Split(it.Text)
	if m == acl.NotAnything || !m.IsNegated() && it.Text == value {
		return Yes, ""
	}
	v, why = r.Found(ps, m, rest, value)
	if m.IsNegated() && v != Unknown {
		v = Yes - v
	}
	return v, why
}

// excluded reports whether what can be told of a computed item rules out that
// it has to do with a value: it is a plain text whose known parts the value
// does not have in this order.
func excluded(text, value string) bool {
	known := strings.Split(text, "…")
	if known[0] == "" || strings.HasPrefix(text, "[") {
		return false
	}
	rest, ok := strings.CutPrefix(value, known[0])
	for _, part := range known[1:] {
		i := strings.Index(rest, part)
		if i < 0 {
			return true
		}
		rest = rest[i+len(part):]
	}
	return !ok
}
