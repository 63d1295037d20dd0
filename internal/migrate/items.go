package migrate

import (
	"regexp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// everything is the item that every value matches.
const everything = "[RegExp].*"

func item(text string) acl.Value { return acl.Value{Kind: acl.String, Text: text} }

func listOf(texts ...string) acl.Value {
	items := make([]acl.Value, len(texts))
	for i, t := range texts {
		items[i] = item(t)
	}
	return acl.NewList(items)
}

// shown is a list as a report prints it.
func shown(v *acl.Value) string {
	switch v.Kind {
	case acl.List:
		parts := make([]string, len(v.Items()))
		for i := range v.Items() {
			parts[i] = reading.Shown(v.Items()[i].Text)
			if v.Items()[i].Kind == acl.Undef {
				parts[i] = "~"
			}
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case acl.Hash:
		var parts []string
		for _, e := range reading.Sorted(v) {
			parts = append(parts, e.Key+": "+shown(&e.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case acl.Undef:
		return "~"
	}
	return v.Text
}

func (c *cond) shown(block int) string { return c.name(block) + ": " + shown(&c.v) }

func (l *list) shown() string { return l.name() + ": " + shown(&l.v) }

// quoted is a text as a pattern that hits it: what is special in Perl is escaped, but
// for blanks and signs that are not.
func quoted(text string) string { return regexp.QuoteMeta(text) }

// exactly is a pattern that hits some texts alone: a $ would hit a line break behind them.
func exactly(texts ...string) string {
	patterns := make([]string, len(texts))
	for i := range texts {
		patterns[i] = quoted(texts[i])
	}
	if len(patterns) == 1 {
		return "^" + patterns[0] + `\z`
	}
	return "^(" + strings.Join(patterns, "|") + `)\z`
}

// refers knows patterns whose meaning hangs on where in a pattern they stand.
var refers = regexp.MustCompile(`\\[1-9gkK]|\(\?[^:=!imsx^]|\(\*`)

// none is one item that matches what no item of a list does, as the new engine reads
// it; ok is false where none says that.
func (m *migration) none(v *acl.Value) (text string, ok bool) {
	var literals, patterns []string
	fold := false
	for i := range v.Items() {
		it := &v.Items()[i]
		if it.Kind == acl.Undef {
			continue // nothing is
		}
		mod, rest := m.to.Split(it.Text)
		switch {
		case mod == acl.Plain:
			if !slices.Contains(literals, rest) {
				literals = append(literals, rest)
			}
		case mod.IsNegated() && len(v.Items()) == 1 && mod != acl.NotAnything:
			return map[acl.Modifier]string{acl.Not: "", acl.NotRegExp: "[RegExp]", acl.NotRegExpIgnoreCase: "[regexp]"}[mod] + rest, true
		case mod.IsNegated(), rest == "", refers.MatchString(rest):
			return "", false
		case mod.IgnoresCase():
			fold = true
			patterns = append(patterns, "(?i:"+rest+")")
		default:
			patterns = append(patterns, rest)
		}
	}
	switch {
	case len(literals) == 0 && len(patterns) == 0:
		return everything, true
	case len(patterns) == 0 && len(literals) == 1 && literals[0] != "":
		return "[Not]" + literals[0], true
	case len(patterns) == 0:
		return "[NotRegExp]" + exactly(literals...), true
	case len(patterns) == 1 && len(literals) == 0 && fold:
		return "[Notregexp]" + strings.TrimSuffix(strings.TrimPrefix(patterns[0], "(?i:"), ")"), true
	case len(patterns) == 1 && len(literals) == 0:
		return "[NotRegExp]" + patterns[0], true
	}
	if len(literals) > 0 {
		patterns = append(patterns, exactly(literals...))
	}
	return "[NotRegExp]" + strings.Join(patterns, "|"), true
}

// hits reports whether some item of a list certainly matches a value.
func (m *migration) hits(r reading.Reader, v *acl.Value, value string) bool {
	return r.Hits(m.patterns, v, value) == reading.Yes
}

// pair is a value of the old system and what it is in the new one.
type pair struct{ old, new string }

// translate turns the items of a list from old values into new ones. complete: there
// are no other old values. It tells what it could not, and reports whether anything
// changed.
func (m *migration) translate(d *draft, l *list, v *acl.Value, pairs []pair, complete bool, what string) bool {
	before := shown(v)
	span, question := v.Span, ""
	where := ""
	if l != nil {
		span, question, where = l.span, l.question(), l.name()+": "
	}
	var out []acl.Value
	add := func(text string, of *acl.Value) {
		if !slices.ContainsFunc(out, func(x acl.Value) bool { return x.Text == text && x.Kind == acl.String }) {
			out = append(out, acl.Value{Kind: acl.String, Text: text, Span: of.Span})
		}
	}
	was := copied(v)
	for i := range was.Items() {
		it := &was.Items()[i]
		mod, rest := m.from.Split(it.Text)
		if it.Kind == acl.Undef || mod == acl.NotAnything || !mod.IsPattern() && rest == "" {
			out = append(out, *it)
			continue
		}
		news, same := m.newsOf(it, pairs)
		switch {
		case !mod.IsPattern() && len(news) == 0:
			known := slices.ContainsFunc(pairs, func(p pair) bool { return p.new == rest })
			switch {
			case !complete:
				out = append(out, *it)
				m.need(d, span, ValueUnknown, question, where+"nothing tells what "+reading.Shown(rest)+" is as "+what, "give an inventory that has it, or write it yourself")
			case known && mod == acl.Plain:
				// It named nothing, and would name something now.
			default:
				out = append(out, *it)
			}
		case !mod.IsPattern() && mod != acl.Not:
			for _, n := range news {
				add(n, it)
			}
		case mod == acl.Not && len(news) == 1:
			add("[Not]"+news[0], it)
		case mod == acl.Not:
			add("[NotRegExp]"+exactly(news...), it)
		case !complete:
			out = append(out, *it)
			m.need(d, span, ValueUnknown, question, where+"nobody knows all that "+it.Text+" hits", "give an inventory that lists all of them, or write "+what+"s yourself")
		case same:
			out = append(out, *it)
		case !mod.IsNegated():
			for _, n := range news {
				add(n, it)
			}
		case len(news) == 0:
			add(everything, it)
		default:
			add("[NotRegExp]"+exactly(news...), it)
		}
	}
	v.SetItems(out)
	is := copied(v)
	m.keepPlain(&is) // as plainText leaves it
	for _, p := range pairs {
		if m.hits(m.from, &was, p.old) == m.hits(m.to, &is, p.new) {
			continue
		}
		text := reading.Shown(p.old) + " cannot be told apart as " + what
		var others []string
		for _, o := range pairs {
			if o.new == p.new && o.old != p.old && !slices.Contains(others, reading.Shown(o.old)) {
				others = append(others, reading.Shown(o.old))
			}
		}
		if len(others) > 0 {
			text = what + " " + reading.Shown(p.new) + " is that of " + reading.Shown(p.old) + " and of " + strings.Join(others, ", ")
		}
		m.need(d, span, Ambiguous, question, where+text, "make the "+what+"s differ, or look at the ACL by hand")
		break
	}
	return shown(v) != before
}

// newsOf are the new values of those that an item names, a negated one those that it
// excludes. same: the item as it stands hits the same.
func (m *migration) newsOf(it *acl.Value, pairs []pair) (news []string, same bool) {
	mod, rest := m.from.Split(it.Text)
	same = true
	for _, p := range pairs {
		hit, _ := m.from.Found(m.patterns, mod, rest, p.old)
		after, _ := m.to.Found(m.patterns, mod, rest, p.new)
		same = same && hit == after
		if hit == reading.Yes && !slices.Contains(news, p.new) {
			news = append(news, p.new)
		}
	}
	return news, same
}
