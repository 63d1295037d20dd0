package diff

import (
	"errors"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/perlre"
)

// lists compares the cells of the pair at hand.
func (c *comparison) lists(change *ACLChange) []*ListChange {
	var out []*ListChange
	x, y := c.before, c.after
	for len(x) > 0 || len(y) > 0 {
		var a, b *cell
		switch {
		case len(y) == 0:
			a = &x[0]
		case len(x) == 0:
			b = &y[0]
		default:
			switch order := x[0].compare(&y[0]); {
			case order < 0:
				a = &x[0]
			case order > 0:
				b = &y[0]
			default:
				a, b = &x[0], &y[0]
			}
		}
		if a != nil {
			x = x[1:]
		}
		if b != nil {
			y = y[1:]
		}
		if l := c.list(a, b); l != nil {
			if a != nil {
				l.Old = acl.Place{File: change.Old.File, Span: spanOf(a.entry)}
			}
			if b != nil {
				l.New = acl.Place{File: change.New.File, Span: spanOf(b.entry)}
			}
			for i := range l.Gone {
				l.Gone[i].Place = placed(l.Old, l.Gone[i].Value.Span)
			}
			for i := range l.Come {
				l.Come[i].Place = placed(l.New, l.Come[i].Value.Span)
			}
			out = append(out, l)
		}
	}
	return out
}

func spanOf(e *acl.Entry) acl.Span {
	if e.KeySpan.IsValid() {
		return e.KeySpan
	}
	return e.Value.Span
}

func placed(list acl.Place, span acl.Span) acl.Place {
	if span.IsValid() {
		list.Span = span
	}
	return list
}

// list compares one place in an ACL, of which one side may have nothing; nil where nothing differs.
func (c *comparison) list(a, b *cell) *ListChange {
	at := a
	if at == nil {
		at = b
	}
	l := &ListChange{Block: at.block, Area: at.area, Attr: at.attr, InOld: a != nil, InNew: b != nil}
	l.Unread = (a == nil || a.unread) && (b == nil || b.unread)
	var before, after []acl.Value
	if a != nil && a.isList() {
		before = a.items()
	} else if a != nil {
		l.OldShape = shape(&a.entry.Value)
	}
	if b != nil && b.isList() {
		after = b.items()
	} else if b != nil {
		l.NewShape = shape(&b.entry.Value)
	}
	if a != nil && b != nil {
		switch {
		case !a.isList() && !b.isList():
			if c.sameValue(&a.entry.Value, &b.entry.Value) {
				return nil
			}
			return l
		case a.isList() && b.isList() && slices.EqualFunc(before, after, func(v, w acl.Value) bool { return c.sameValue(&v, &w) }):
			return nil
		}
	}
	c.items(l, before, after)
	if a != nil && b != nil && a.isList() == b.isList() && len(l.Gone)+len(l.Come) == 0 {
		// Only their order differs, or how often they are there.
		if !c.ordered(before) {
			return nil
		}
		l.Order = true
	}
	return l
}

// items finds those that went and came. One is enough to match a list, so that how often it is
// there makes no difference.
func (c *comparison) items(l *ListChange, before, after []acl.Value) {
	const inOld, inNew = 1, 2
	has := make(map[string]uint8, len(before)+len(after))
	for i := range before {
		has[keyOf(&before[i])] |= inOld
	}
	for i := range after {
		has[keyOf(&after[i])] |= inNew
	}
	const told = 4
	collect := func(values []acl.Value, only uint8) (out []Item) {
		for i := range values {
			key := keyOf(&values[i])
			switch has[key] {
			case only:
				v := values[i]
				out = append(out, Item{Value: &v})
				has[key] |= told
			case inOld | inNew:
				l.Stay++
				c.computed = c.computed || hasDynamic(&values[i])
				has[key] |= told
			}
		}
		return out
	}
	l.Gone = collect(before, inOld)
	l.Come = collect(after, inNew)
}

// ordered reports whether the order of a list's items matters: an engine looks at one after the
// other until one matches, so that what ends the call, or takes over the pattern that matched last, may
// be reached or not (semantics, "Comparing one item with one value").
func (c *comparison) ordered(items []acl.Value) bool {
	return slices.ContainsFunc(items, func(it acl.Value) bool {
		if it.Kind == acl.Dynamic || it.Kind == acl.Undef || !it.IsScalar() {
			return it.Kind == acl.Dynamic
		}
		m, rest := c.reader.Split(it.Text)
		if !m.IsPattern() {
			return false
		}
		_, err := c.patterns.Compile(rest, m.IgnoresCase())
		var syntax *perlre.SyntaxError
		return errors.Is(err, perlre.ErrEmpty) || errors.As(err, &syntax)
	})
}
