package overview

import (
	"errors"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/perlre"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// itemNotes are about single items.
func (r Reader) itemNotes(v *acl.Value) []note {
	var out []note
	for i := range v.Items() {
		it := &v.Items()[i]
		switch {
		case it.Kind == acl.Undef:
			out = append(out, note{it.Span, "nothing matches null"})
			continue
		case !it.IsScalar():
			out = append(out, note{it.Span, "a " + it.Kind.String() + " among the items: nothing matches it"})
			continue
		case it.Kind == acl.Dynamic:
			continue
		}
		if text := r.itemNote(it.Text); text != "" {
			out = append(out, note{it.Span, text})
		}
	}
	return out
}

func (r Reader) itemNote(text string) string {
	m, rest := r.Split(text)
	switch {
	case m == acl.NotAnything:
		return reading.Shown(text) + " has no known modifier, and everything that begins with [Not matches any value" + r.modifierMeant(text)
	case m == acl.Plain && isSlip(text):
		return reading.Shown(text) + " has no known modifier and is compared as it stands" + r.modifierMeant(text)
	case !m.IsPattern():
		return ""
	}
	_, err := perlre.Compile(rest, m.IgnoresCase())
	var syntax *perlre.SyntaxError
	switch {
	case errors.Is(err, perlre.ErrEmpty):
		return m.Prefix() + " without a pattern repeats whatever pattern matched last in the web server's process"
	case errors.As(err, &syntax):
		return "perl dies on " + reading.Shown(text) + ": " + err.Error()
	}
	return ""
}

// isSlip reports whether a plain item begins with what was probably meant to be
// a modifier.
func isSlip(text string) bool {
	_, ok := reading.SlipOf(text)
	return ok
}

func (r Reader) modifierMeant(text string) string {
	if end := strings.IndexByte(text, ']'); end >= 0 {
		text = text[:end+1]
	}
	return diag.Meant(text, r.Target.Modifiers())
}

// tautology says what a list comes to that holds for every value, "" for any
// other: one item is enough, and two of them leave nothing out.
func (r Reader) tautology(v *acl.Value, isList bool) string {
	at := r.Tautology(reading.Patterns{}, v.Items())
	if at == nil {
		return ""
	}
	var items []string
	negated := true
	for _, i := range at {
		text := v.Items()[i].Text
		m, _ := r.Split(text)
		items, negated = append(items, reading.Shown(text)), negated && m.IsNegated()
	}
	both := strings.Join(items, " or ")
	if isList && negated {
		return "one item is enough, so " + both + " fails only where both are there"
	}
	return "one item is enough, and " + both + " holds for every value"
}
