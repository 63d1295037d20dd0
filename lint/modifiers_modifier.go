package lint

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

func unknownModifier(p *pass, v *view, l *reading.List, it *acl.Value) {
	if it.Kind != acl.String || !strings.HasPrefix(strings.TrimLeft(it.Text, " \t"), "[") || !p.compared(l) {
		return
	}
	m, rest := p.split(l, it)
	slip, isSlip := reading.SlipOf(it.Text)
	shown := reading.Shown(it.Text)
	switch {
	case m == acl.NotAnything:
		d := p.find(v, it.Span, shown+" matches every value, as all that begins with [Not and is no modifier: "+ever(l), "")
		if isSlip {
			p.meant(v, d, l, it, slip)
			return
		}
		d.Detail = "for the text itself write [RegExp]^" + quoted(it.Text) + "$"
	case m == acl.Plain && isSlip:
		d := p.find(v, it.Span, shown+" has no modifier that "+p.Target.ID+" knows here: it is compared as it stands, and equals no value", "")
		p.meant(v, d, l, it, slip)
	case m == acl.Plain:
	case m.IsPattern() && strings.HasPrefix(strings.TrimLeft(rest, " "), "^") && strings.HasPrefix(rest, " "):
		effect := "it hits nothing"
		if m.IsNegated() {
			effect += ", and " + ever(l)
		}
		d := p.find(v, it.Span, "the blank behind "+m.Prefix()+" belongs to the pattern: "+effect, "remove the blank")
		p.fixItem(v, d, it, m.Prefix()+strings.TrimLeft(rest, " "))
	case m == acl.Not && rest != strings.TrimLeft(rest, " \t"):
		d := p.find(v, it.Span, "the blank behind [Not] belongs to the text, which equals no value: "+ever(l), "remove the blank")
		p.fixItem(v, d, it, m.Prefix()+strings.TrimLeft(rest, " \t"))
	case m == acl.Not:
		p.twice(v, l, it, rest)
	}
}

// twice reports a modifier behind [Not], where it is part of the text.
func (p *pass) twice(v *view, l *reading.List, it *acl.Value, rest string) {
	second, pattern := p.Split(rest)
	if !second.IsPattern() || second.IsNegated() {
		return
	}
	meant := acl.NotRegExp
	if second.IgnoresCase() {
		meant = acl.NotRegExpIgnoreCase
	}
	d := p.find(v, it.Span, second.Prefix()+" behind [Not] belongs to the text, which equals no value: "+ever(l), "write "+meant.Prefix())
	p.fixItem(v, d, it, meant.Prefix()+pattern)
}

// meant says what a slip may have been meant for, and mends it where that is one
// thing only.
func (p *pass) meant(v *view, d *Diagnostic, l *reading.List, it *acl.Value, s reading.Slip) {
	meant := s.Meant[0]
	known, _ := p.Split(meant.Prefix() + s.Rest)
	switch {
	case p.literal(l):
		d.Detail = "list the ids: " + l.Where() + " knows no modifiers on " + p.Target.ID
	case known != meant && p.Target.Switches.Modifiers == product.NoModifiers:
		d.Detail = p.Target.ID + " knows no modifiers: list the values"
	case known != meant:
		d.Detail = p.Target.ID + " knows no negations: list the values, or write [RegExp]^(?!…) with what is not to match"
	case len(s.Meant) > 1:
		d.Detail = "did you mean " + meant.Prefix() + ", or " + s.Meant[1].Prefix() + ", which ignores case?"
	default:
		d.Detail = "did you mean " + meant.Prefix() + "?"
		p.fixItem(v, d, it, meant.Prefix()+s.Rest)
	}
}

// negationOnList speaks on targets with the old negation only.
func negationOnList(p *pass, v *view, l *reading.List, it *acl.Value) {
	m, rest := p.split(l, it)
	if !m.IsNegated() || m == acl.NotAnything || !p.isList(l) || !p.compared(l) {
		return
	}
	summary := m.Prefix() + rest + " never matches: " + l.Name() + " is a list, and on " + p.Target.ID + " [Not] matches none"
	if m != acl.Not {
		summary = m.Prefix() + rest + " matches where one element of " + l.Name() + " is not hit, on " + p.Target.ID + " even if another is"
	}
	p.find(v, it.Span, summary, "list what is to match")
}

func negationUndefined(p *pass, v *view, l *reading.List) {
	if !l.Block.IsMatch() || l.Value().Kind != acl.List || !reading.MayBeUnset(l) || reading.IsListAttr(l.Attr) {
		return
	}
	items := l.Value().Items()
	for i := range items {
		m, rest := p.split(l, &items[i])
		if !m.IsNegated() || m == acl.NotAnything {
			continue
		}
		if p.compared(l) && p.NeverHolds(l) == "" {
			p.find(v, items[i].Span, "where "+l.Name()+" is not set, "+m.Prefix()+rest+" does not hold either",
				"nothing to do, if tickets without it are not meant")
		}
		return // once for each list
	}
}

func negationTautology(p *pass, v *view, l *reading.List) {
	if l.Wanted() != "list" || l.Value().Kind != acl.List || p.literal(l) {
		return
	}
	items := l.Value().Items()
	isList := p.isList(l)
	at := p.Tautology(p.patterns, items)
	if at == nil || !p.compared(l) {
		return
	}
	negated, last := true, at[0]
	var texts []string
	for _, i := range at {
		m, _ := p.Split(items[i].Text)
		if m == acl.NotAnything {
			return // said of the item
		}
		negated, last = negated && m.IsNegated(), max(last, i)
		texts = append(texts, reading.Shown(items[i].Text))
	}
	if isList && p.Target.Switches.NegationOnLists == product.OldNegation {
		return // negation-on-list speaks
	}
	pair := strings.Join(texts, " or ")
	if len(texts) > 3 {
		pair = texts[0] + " or another item"
	}
	summary := "one item is enough, and " + pair + " matches every value: " + ever(l)
	switch {
	case !negated:
	case p.mayBeList(l) && !isList:
		summary += ", but for one that has all of these at once"
	case isList:
		summary = "one item is enough: " + pair + " fails only where all of these are in " + l.Name()
	}
	hint := "leave one of them out"
	if negated {
		hint = p.joined(items)
	}
	d := p.find(v, items[last].Span, summary, hint)
	if isList && negated {
		d.Severity = diag.Warning
	}
	for _, i := range at {
		if i != last {
			d.Related = append(d.Related, Related{Place: acl.Place{File: v.File, Span: items[i].Span}, Message: "the other one"})
			break
		}
	}
	p.fixJoined(v, d, items)
}

// joined says how to write a list of negations.
func (p *pass) joined(items []acl.Value) string {
	if text, ok := p.oneNegation(items); ok && len(text) <= 60 {
		return "for none of them write " + text
	}
	return "write one negation of all: [NotRegExp]^(…|…)$"
}

// oneNegation is a list of nothing but [Not] as one item.
func (p *pass) oneNegation(items []acl.Value) (string, bool) {
	var texts []string
	for i := range items {
		m, rest := p.Split(items[i].Text)
		if items[i].Kind != acl.String || m != acl.Not {
			return "", false
		}
		texts = append(texts, quoted(rest))
	}
	return "[NotRegExp]^(" + strings.Join(texts, "|") + ")$", len(texts) > 1
}
