package overview

import (
	"regexp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// How says in which way an item has to do with a value.
type How uint8

// The ways, the one that says most last.
const (
	none How = iota
	// Any: what is no known modifier but begins with [Not matches any value.
	Any
	// Other: the item leaves out other values, and so matches this one.
	Other
	// Child: it names a child of it, Misc::Sub.
	Child
	// May: nobody can tell; Hit.Why says why.
	May
	// ByPattern: its pattern hits the value.
	ByPattern
	// Negated: it leaves the value out, by name or by pattern.
	Negated
	// ByID: it is the value's id.
	ByID
	// Exact: it is the value.
	Exact
)

func (h How) String() string {
	return [...]string{"", "any", "other", "child", "may", "pattern", "negated", "id", "exact"}[h]
}

// Hit is one item that has to do with the value of a query.
type Hit struct {
	ACL       *acl.ACL
	Block     string // "" where code computes the whole ACL
	Attribute string // Ticket.Queue, Action; "" where code computes the whole block
	Item      string // as written; of what code computes what can be told
	How       How
	// Matches says whether the engine finds that the item matches the value:
	// yes, no, unknown.
	Matches  string
	Compared string // what the item was compared with: a name, an id
	Why      string // of May why, else what else is to be known about the item
	Place    acl.Place
}

// search is one query put to one set.
type search struct {
	Reader
	*Query
	patterns reading.Patterns
	hits     []Hit
}

// Uses finds every item of the ACLs that has to do with the value of a query,
// in the order of the ACLs.
func (r Reader) Uses(q *Query, acls []*acl.ACL) []Hit {
	s := &search{Reader: r, Query: q, patterns: reading.Patterns{}}
	if s.tree {
		s.knowChildren(acls)
	}
	for _, a := range acls {
		s.acl(a)
	}
	return s.hits
}

// knowChildren adds the children that the ACLs themselves name.
func (s *search) knowChildren(acls []*acl.ACL) {
	for _, a := range acls {
		all := s.Lists(a)
		for i := range all {
			if !holds(s.names, all[i].Name()) {
				continue
			}
			for _, it := range all[i].Value().Items() {
				m, rest := s.Split(it.Text)
				if (m == acl.Plain || m == acl.Not) && s.isChild(rest) {
					s.children = union(s.children, []string{rest})
				}
			}
		}
	}
}

func (s *search) isChild(name string) bool {
	return s.tree && slices.ContainsFunc(s.values, func(v string) bool { return strings.HasPrefix(name, v+"::") })
}

func (s *search) acl(a *acl.ACL) {
	if a.Form == acl.Deployed && a.Entry.Kind == acl.Dynamic {
		s.hits = append(s.hits, Hit{ACL: a, Item: reading.Told(&a.Entry), How: May, Matches: reading.Unknown.String(), Why: "code computes the ACL", Place: a.Place()})
		return
	}
	all := s.Lists(a)
	for i := range all {
		s.list(a, &all[i])
	}
}

func (s *search) list(a *acl.ACL, l *reading.List) {
	v := l.Value()
	byName, byID := holds(s.names, l.Name()), holds(s.ids, l.Name())
	if v.Kind == acl.Dynamic && l.Wanted() == "hash" {
		if s.mayHold(l) {
			s.add(a, l, v, Hit{How: May, Matches: reading.Unknown.String(), Why: "code computes it"})
		}
		return
	}
	if !byName && !byID {
		return
	}
	switch v.Kind {
	case acl.List:
		for i := range v.Items() {
			s.item(a, l, &v.Items()[i], byID, "")
		}
	case acl.Hash:
		if l.Area == "Action" { // names with 0 and 1, as up to OTRS 3.3
			for _, e := range reading.Sorted(v) {
				s.item(a, l, &acl.Value{Kind: acl.String, Text: e.Key, Span: e.KeySpan}, byID, "a hash of actions, not a list")
			}
		}
	case acl.Undef:
	case acl.Dynamic:
		s.item(a, l, v, byID, "")
	default:
		s.item(a, l, v, byID, "no list where one belongs")
	}
}

// mayHold reports whether below a computed hash an attribute may stand that the
// query is about.
func (s *search) mayHold(l *reading.List) bool {
	if l.Area == "" {
		return true
	}
	return slices.ContainsFunc(slices.Concat(s.names, s.ids), func(n string) bool { return strings.HasPrefix(n, l.Area+".") })
}

// oldOwner is how lists of former owners begin: their number.
var oldOwner = regexp.MustCompile(`^[0-9]+: `)

// item compares one item with every name, or every id, that the value has, and
// keeps what says most.
func (s *search) item(a *acl.ACL, l *reading.List, it *acl.Value, byID bool, why string) {
	if it.Kind == acl.Undef || !it.IsScalar() {
		return
	}
	values, children := s.values, s.children
	if byID {
		values, children = s.idValues, s.childIDs
	}
	var best Hit
	keep := func(h Hit) {
		if h.How > best.How {
			best = h
		}
	}
	for _, v := range values {
		if l.Name() == "Ticket.OldOwner" && !oldOwner.MatchString(v) {
			numbered := "1: " + v
			if n := oldOwner.FindString(it.Text); n != "" {
				numbered = n + v
			}
			keep(s.compare(it, numbered, byID))
		}
		keep(s.compare(it, v, byID))
	}
	if best.How < Child && len(values) > 0 && s.namesChild(it, children) {
		matched, _ := s.Matches(s.patterns, it, values[0])
		best = Hit{How: Child, Matches: matched.String(), Compared: values[0]}
	}
	if best.How == none {
		return
	}
	if best.Why == "" {
		best.Why = why
	}
	s.add(a, l, it, best)
}

// compare says how an item has to do with one name or id.
func (s *search) compare(it *acl.Value, value string, byID bool) Hit {
	h := Hit{Compared: value}
	if it.Kind == acl.Dynamic {
		if v, why := s.Matches(s.patterns, it, value); v == reading.Unknown {
			h.How, h.Matches, h.Why = May, v.String(), why
		}
		return h
	}
	m, rest := s.Split(it.Text)
	found, why := s.Found(s.patterns, m, rest, value)
	matched, _ := s.Matches(s.patterns, it, value)
	h.Matches = matched.String()
	switch {
	case m == acl.NotAnything:
		h.How = Any
	case !m.IsNegated() && it.Text == value:
		h.How = Exact
		if byID {
			h.How = ByID
		}
	case found == reading.Unknown:
		h.How, h.Why = May, why
	case m.IsNegated() && found == reading.Yes:
		h.How = Negated
	case m.IsNegated():
		h.How = Other
	case found == reading.Yes:
		h.How = ByPattern
	}
	return h
}

// namesChild reports whether an item names a child of the value: one that is
// known, or a pattern whose text begins with the parent's name.
func (s *search) namesChild(it *acl.Value, children []string) bool {
	if !s.tree || it.Kind == acl.Dynamic {
		return false
	}
	m, rest := s.Split(it.Text)
	if m == acl.NotAnything {
		return false
	}
	if m.IsPattern() {
		plain := strings.ReplaceAll(rest, `\`, "")
		if slices.ContainsFunc(s.values, func(v string) bool { return strings.Contains(plain, v+"::") }) {
			return true
		}
	} else if s.isChild(rest) {
		return true
	}
	return slices.ContainsFunc(children, func(c string) bool {
		found, _ := s.Found(s.patterns, m, rest, c)
		return found == reading.Yes
	})
}

func (s *search) add(a *acl.ACL, l *reading.List, it *acl.Value, h Hit) {
	h.ACL, h.Block, h.Item = a, l.Block.String(), reading.Told(it)
	if l.Area != "" {
		h.Attribute = l.Name()
	}
	h.Place = acl.Place{File: a.File, Span: it.Span}
	if !it.Span.IsValid() {
		h.Place.Span = l.Entry.KeySpan
	}
	if !h.Place.Span.IsValid() {
		h.Place = a.Place()
	}
	s.hits = append(s.hits, h)
}

// Mentions reports whether a text is part of an ACL, whatever its case: of its
// name, its comment or description, an attribute (Ticket.Queue), or an item as
// it is written.
func (r Reader) Mentions(a *acl.ACL, text string) bool {
	text = strings.ToLower(text)
	has := func(s string) bool { return strings.Contains(strings.ToLower(s), text) }
	if has(a.Name) || has(a.Comment()) || a.Meta.Description != nil && has(a.Meta.Description.Text) {
		return true
	}
	all := r.Lists(a)
	return slices.ContainsFunc(all, func(l reading.List) bool { return l.Area != "" && has(l.Name()) || below(l.Value(), has) })
}

// below reports whether a text or key of a value is one.
func below(v *acl.Value, is func(string) bool) bool {
	if v.IsScalar() {
		return v.Kind != acl.Undef && is(v.Text)
	}
	return slices.ContainsFunc(v.Items(), func(it acl.Value) bool { return below(&it, is) }) ||
		slices.ContainsFunc(v.Entries(), func(e acl.Entry) bool { return is(e.Key) || below(&e.Value, is) })
}
