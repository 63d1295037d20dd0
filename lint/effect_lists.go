package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// possibleAndNot looks for lists that unite with one another in one ACL.
func possibleAndNot(p *pass, v *view) {
	for i := range v.lists {
		l := &v.lists[i]
		if l.Block != acl.PossibleNot || l.Area != "Ticket" || !p.Target.Asks(l.Attr) || p.Effect(l) != reading.Applied {
			continue
		}
		k := slices.IndexFunc(v.lists, func(x reading.List) bool {
			return x.Block == acl.Possible && x.Area == l.Area && x.Attr == l.Attr && p.Effect(&x) == reading.Applied
		})
		if k < 0 || len(v.lists[k].Value().Items()) == 0 || p.hitsEverything(l.Value()) {
			continue // without items, Possible adds nothing; and PossibleNot of everything leaves Possible as it is
		}
		possible := &v.lists[k]
		d := p.find(v, l.Entry.KeySpan, fmt.Sprintf("Possible and PossibleNot of %s unite: %s", l.Question(), p.united(possible, l)),
			"write one of the two: Possible with all that stays, or PossibleNot with all that goes")
		d.Related = []Related{{Place: acl.Place{File: v.File, Span: possible.Entry.KeySpan}, Message: "Possible"}}
	}
}

// hitsEverything reports whether a list has an item that hits whatever a screen may offer,
// but for the empty choice.
func (p *pass) hitsEverything(list *acl.Value) bool {
	return p.beginsAnew(list) || p.hasPattern(list, ".", ".+", "^.+$", "^.", "^.+")
}

// beginsAnew reports whether a list has an item that hits every value, the empty one too: a
// Possible says with it that nothing is gone so far. A pattern without a text is none of
// these: it repeats whichever matched last.
func (p *pass) beginsAnew(list *acl.Value) bool {
	return p.hasPattern(list, ".*", "^", "$", "^.*", ".*$", "^.*$", "(.*)", "^(.*)$")
}

// hasPattern reports whether a list has one of some patterns, not negated.
func (p *pass) hasPattern(list *acl.Value, patterns ...string) bool {
	return slices.ContainsFunc(list.Items(), func(it acl.Value) bool {
		m, rest := p.Split(it.Text)
		return comparable(&it) && !m.IsNegated() && m.IsPattern() && slices.Contains(patterns, rest)
	})
}

// united says what two lists leave together.
func (p *pass) united(possible, not *reading.List) string {
	r := p.related()
	lets, plainly := r.textsOf(possible.Value())
	takes, exact := r.textsOf(not.Value())
	if !plainly || !exact {
		return "what PossibleNot does not hit is offered, whether Possible lists it or not"
	}
	var gone []string
	for i := range not.Value().Items() {
		it := &not.Value().Items()[i]
		texts, _ := r.namedBy(it)
		for _, text := range texts {
			if n := r.number(text); slices.Contains(takes, n) && !slices.Contains(lets, n) && !slices.Contains(gone, shownName(text)) {
				gone = append(gone, shownName(text))
			}
		}
	}
	if len(gone) == 0 {
		return "everything is offered"
	}
	return "everything but " + few(gone) + " is offered"
}

// cannotRemove looks for items of PossibleNot that hit nothing but what is never removed.
func cannotRemove(p *pass, v *view, l *reading.List, it *acl.Value) {
	if l.Block != acl.PossibleNot || p.Effect(l) != reading.Applied || !comparable(it) || it.Kind == acl.Bool {
		return // an unquoted false is told of elsewhere
	}
	texts, exact := p.related().namedBy(it)
	if m, _ := p.Split(it.Text); m.IsNegated() || !exact || len(texts) == 0 || slices.ContainsFunc(texts, func(s string) bool { return s != "" && s != "0" }) {
		return
	}
	for i := range v.lists {
		x := &v.lists[i]
		if x.Block == acl.Possible && x.Area == l.Area && x.Attr == l.Attr && p.Effect(x) == reading.Applied &&
			!slices.ContainsFunc(texts, func(s string) bool { return p.Hits(p.patterns, x.Value(), s) != reading.No }) {
			return // Possible has taken it already
		}
	}
	shown := make([]string, len(texts))
	for i, s := range texts {
		shown[i] = shownName(s)
	}
	p.find(v, it.Span, "PossibleNot never takes "+strings.Join(shown, " or ")+" away: it stays", "list in Possible what is to stay")
}

// dropsEmptyChoice looks for lists that leave a field without its empty choice.
func dropsEmptyChoice(p *pass) {
	fields := map[string]bool{}
	for _, f := range p.opts.Inventory.DynamicFields {
		if f.PossibleNone && f.Type == "Dropdown" && !alwaysRequired(p.opts.Inventory, f.Name) {
			fields["DynamicField_"+f.Name] = true
		}
	}
	if len(fields) == 0 {
		return
	}
	r := p.related()
	var lists []reading.List
	for _, v := range p.views {
		lists = p.AppendLists(lists[:0], v.ACL)
		for i := range lists {
			l := &lists[i]
			if l.Block != acl.Possible || l.Area != "Ticket" || !fields[l.Attr] || p.Effect(l) != reading.Applied || len(l.Value().Items()) == 0 ||
				r.hits(l.Value(), "") != reading.No || p.bringsEmpty(lists, l.Attr) || v.counts && r.givenBack(v, "? "+l.Name(), "") {
				continue
			}
			p.find(v, l.Entry.KeySpan, fmt.Sprintf("%s lacks '': where the ACL applies, %s must be filled in", l.Where(), strings.TrimPrefix(l.Attr, "DynamicField_")),
				"add '', unless that is wanted")
		}
	}
}

// bringsEmpty reports whether PossibleAdd of the same ACL gives a field's empty choice back.
func (p *pass) bringsEmpty(lists []reading.List, attr string) bool {
	return slices.ContainsFunc(lists, func(l reading.List) bool {
		return l.Block == acl.PossibleAdd && l.Area == "Ticket" && l.Attr == attr && p.Effect(&l) == reading.Applied && p.Hits(p.patterns, l.Value(), "") != reading.No
	})
}

// alwaysRequired reports whether all screens of an inventory that have a field require it.
func alwaysRequired(inv *inventory.Inventory, field string) bool {
	required := false
	for _, s := range inv.Screens {
		if slices.Contains(s.Required, field) {
			required = true
		} else if slices.Contains(s.DynamicFields, field) {
			return false
		}
	}
	return required
}

// halfOwner looks for owners that are limited on some screens only: Owner is asked
// for by those that create tickets, NewOwner and OldOwner by those that change one.
func halfOwner(p *pass) {
	if p.isLone() {
		return
	}
	r := p.related()
	var lists []reading.List
	for _, v := range p.inOrder() {
		if r.natureOf(v).apart {
			continue
		}
		lists = p.AppendLists(lists[:0], v.ACL)
		if agents, _ := reading.Who(lists); !agents {
			continue
		}
		creating, changing := p.limitOf(lists, "Owner"), cmp.Or(p.limitOf(lists, "NewOwner"), p.limitOf(lists, "OldOwner"))
		switch {
		case creating != nil && changing == nil:
			p.half(v, lists, creating, "NewOwner", "OldOwner")
		case creating == nil && changing != nil:
			p.half(v, lists, changing, "Owner")
		}
	}
}

// limitOf is the list by which an ACL limits a question of Ticket, nil where it does not.
func (p *pass) limitOf(lists []reading.List, question string) *reading.List {
	for i := range lists {
		l := &lists[i]
		if (l.Block == acl.Possible || l.Block == acl.PossibleNot) && l.Area == "Ticket" && l.Attr == question && p.Effect(l) == reading.Applied {
			return l
		}
	}
	return nil
}

// half reports a limit where nobody limits the other questions, on screens on which
// the ACL applies.
func (p *pass) half(v *view, lists []reading.List, l *reading.List, open ...string) {
	var on []string
	for _, question := range open {
		if !p.Target.Asks(question) || p.limitedElsewhere(v, question) {
			return
		}
		for _, action := range p.askingFor(question, "Owner") {
			if p.OnScreen(p.patterns, lists, action) == reading.Yes && !slices.Contains(on, action) {
				on = append(on, action)
			}
		}
	}
	if len(on) == 0 {
		return
	}
	p.find(v, l.Entry.KeySpan, fmt.Sprintf("%s is limited, %s not: %s still %s everybody", l.Attr, strings.Join(open, " and "), few(on), verb(on, "offers", "offer")),
		"limit "+strings.Join(open, " and ")+" too")
}

// limitedElsewhere reports whether an ACL that may match together with one limits a
// question.
func (p *pass) limitedElsewhere(v *view, question string) bool {
	r := p.related()
	q := r.number("? Ticket." + question)
	for i, w := range r.limiting(q) {
		if i == maxGivers || r.natureOf(w).apart {
			return true
		}
		for _, l := range r.natureOf(w).limits {
			if l.question == q && (l.sections[0] != nil || l.sections[2] != nil) && r.together(v, w) {
				return true
			}
		}
	}
	return false
}
