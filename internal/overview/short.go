package overview

import (
	"fmt"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// Phrase is one condition or change in short: Ticket.Queue Raw, Queue only
// Alert.
type Phrase struct {
	name  string
	items []string
	join  string
	odd   string // in place of items, or what is wrong with them
}

// Text is the phrase with at most so many items; 0 is all of them.
func (p Phrase) Text(most int) string {
	items, more := p.items, ""
	if most > 0 && len(items) > most+1 {
		more = fmt.Sprintf("%s%d more", p.join, len(items)-most)
		items = items[:most]
	}
	out := p.name
	if len(items) > 0 {
		out += " " + strings.Join(items, p.join) + more
	}
	if p.odd != "" {
		out += " (" + p.odd + ")"
	}
	return out
}

// When are the conditions of an ACL in short, in the order of the engine; all
// of them have to hold. There is none where Always says so.
func (r Reader) When(a *acl.ACL) []Phrase {
	var out []Phrase
	all := r.Lists(a)
	for i := range all {
		if l := &all[i]; l.Block.IsMatch() {
			out = append(out, r.condition(l))
		}
	}
	switch {
	case a.Form == acl.Deployed && a.Entry.Kind == acl.Dynamic:
		out = append(out, Phrase{name: "…", odd: "computed by code"})
	case a.Form == acl.Deployed && a.Entry.Kind != acl.Hash && a.Entry.Kind != acl.Undef:
		out = append(out, Phrase{name: "never", odd: "dies: " + r.Dies(a)})
	case len(out) == 0 && !r.Always(a):
		out = append(out, Phrase{name: "never", odd: "a match block holds no condition"})
	}
	return out
}

func (r Reader) condition(l *reading.List) Phrase {
	p := Phrase{name: l.Name(), join: " or "}
	if l.Block == acl.PropertiesDatabase {
		p.name = "stored " + p.name
	}
	v := l.Value()
	switch {
	case v.Kind == acl.Dynamic:
		p.items = []string{reading.Told(v)}
	case l.IsEmptyArea():
		p.odd = "empty"
	case l.Deadly():
		p.odd = "dies: a " + v.Kind.String() + ", no " + l.Wanted()
	case len(v.Items()) == 0:
		p.odd = "nothing listed: never holds"
	}
	if p.odd == "" {
		for i := range v.Items() {
			p.items = append(p.items, r.shortItem(&v.Items()[i], "not "))
		}
	}
	return p
}

// Then are the changes of an ACL in short, in the order of the engine.
func (r Reader) Then(a *acl.ACL) []Phrase {
	var out []Phrase
	all := r.Lists(a)
	for i := range all {
		if l := &all[i]; !l.Block.IsMatch() {
			out = append(out, r.change(l))
		}
	}
	return out
}

func (r Reader) change(l *reading.List) Phrase {
	verb := [...]string{acl.Possible: "only", acl.PossibleAdd: "also", acl.PossibleNot: "not"}[l.Block]
	p := Phrase{name: l.Question() + " " + verb, join: ", "}
	v := l.Value()
	switch r.Effect(l) {
	case reading.Computed:
		p.items = []string{reading.Told(v)}
	case reading.Ignored:
		p.odd = "ignored"
	case reading.Deadly:
		p.odd = "dies: a " + v.Kind.String() + ", no " + l.Wanted()
	case reading.Applied:
		if len(v.Items()) == 0 {
			p.odd = "empty list"
		}
	}
	if v.Kind == acl.List {
		for i := range v.Items() {
			p.items = append(p.items, r.shortItem(&v.Items()[i], "all but "))
		}
	}
	return p
}

// shortItem is an item in few words; not is what stands before a value that it
// leaves out.
func (r Reader) shortItem(v *acl.Value, not string) string {
	if v.Kind == acl.Undef {
		return "null"
	}
	if !v.IsScalar() {
		return "a " + v.Kind.String()
	}
	text := reading.Told(v)
	m, rest := r.Split(text)
	switch m {
	case acl.Not:
		return not + reading.Shown(rest)
	case acl.NotAnything:
		return "anything " + reading.Shown(text)
	case acl.Plain:
		return reading.Shown(text)
	}
	word := "matching"
	if m.IsNegated() {
		word = "not matching"
	}
	return word + " " + pattern(m, rest)
}

// pattern is a Perl pattern in words.
func pattern(m acl.Modifier, rest string) string {
	if m.IgnoresCase() {
		return "/" + rest + "/ in any case"
	}
	return "/" + rest + "/"
}
