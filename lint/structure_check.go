package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// anyScreen is what a condition of a deadly shape costs.
const anyScreen = "every screen that asks ACLs dies here"

func notAHash(p *pass, v *view) {
	e := &v.Entry
	if v.Form == acl.Deployed && e.Kind != acl.Hash && e.Kind != acl.Undef && e.Kind != acl.Dynamic {
		p.find(v, e.Span, fmt.Sprintf("the ACL is a %s, not a hash: %s", e.Kind, anyScreen), "write a hash with Properties and Possible, or remove the ACL")
	}
}

func notAList(p *pass, v *view, l *reading.List) {
	val := l.Value()
	switch {
	case l.Block.IsMatch() && l.Deadly():
		d := p.find(v, val.Span, fmt.Sprintf("%s is a %s, not a %s: %s", l.Where(), val.Kind, l.Wanted(), anyScreen), "write a "+l.Wanted())
		p.fixInBrackets(d, l)
	case !l.Block.IsMatch() && l.Area == "Action" && !val.IsScalar(): // see actionStyle
	case !l.Block.IsMatch() && p.Effect(l) == reading.Deadly:
		d := p.find(v, val.Span, fmt.Sprintf("%s is a %s, not a %s: the screen that asks for it dies here", l.Where(), val.Kind, l.Wanted()), "write a "+l.Wanted())
		p.fixInBrackets(d, l)
	case !l.Block.IsMatch() && p.Target.Switches.SpecialTypes.Has(l.Area) && val.IsTrue() && val.Kind != acl.List && val.Kind != acl.Dynamic:
		if l.Area == "Action" && !p.Target.Switches.ActionLists {
			return
		}
		d := p.find(v, val.Span, fmt.Sprintf("%s is a %s, not a list: the engine ignores it", l.Where(), val.Kind), "write a list")
		p.fixInBrackets(d, l)
	}
	if val.Kind != acl.List || l.Wanted() != "list" {
		return
	}
	for i := range val.Items() {
		if it := &val.Items()[i]; !it.IsScalar() {
			p.find(v, it.Span, fmt.Sprintf("a %s among the items of %s: nothing matches it", it.Kind, l.Where()), "write one item a value")
		}
	}
}

func emptyArea(p *pass, v *view) {
	for b := acl.Properties; b.IsMatch(); b++ {
		block := v.Block(b)
		if reading.IsNothing(v.ACL, block) || block.Kind != acl.Hash || b == acl.PropertiesDatabase && p.UnreadDatabase(v.ACL) != nil {
			continue
		}
		areas := block.Effective()
		if len(areas) == 0 || slices.ContainsFunc(areas, func(e acl.Entry) bool {
			return !e.Value.IsScalar() && len(e.Value.Entries())+len(e.Value.Items()) > 0 || e.Value.IsScalar() && e.Value.Kind != acl.Undef || e.Value.Kind == acl.List
		}) {
			continue
		}
		p.find(v, areas[0].KeySpan, fmt.Sprintf("%s has areas, but no condition in them: the ACL never applies", b), "write the condition, or leave the area out")
	}
}

func matchWithoutBlock(p *pass, v *view) {
	match := v.Meta.ConfigMatch
	if v.Form != acl.Export || match == nil || match.Kind != acl.Hash {
		return
	}
	for _, e := range match.Effective() {
		if _, isBlock := acl.BlockNamed(e.Key); isBlock || !product.IsArea(e.Key) {
			continue
		}
		effect := "it is not deployed"
		if p.Always(v.ACL) {
			effect += ", and the ACL applies to everybody"
		}
		p.find(v, e.KeySpan, fmt.Sprintf("%s stands directly under ConfigMatch: %s", e.Key, effect), "put it under Properties, or under PropertiesDatabase")
	}
}

func unconditional(p *pass, v *view) {
	if p.Always(v.ACL) && (v.Form == acl.Deployed || len(v.lists) > 0) {
		p.find(v, v.NameSpan, "no condition: the ACL applies to every ticket", "")
	}
}

func emptyConditionList(p *pass, v *view, l *reading.List) {
	val := l.Value()
	if !l.Block.IsMatch() || l.Attr == "" || val.Kind != acl.Undef && (val.Kind != acl.List || len(val.Items()) > 0) {
		return
	}
	at := val.Span
	if val.Kind == acl.Undef || !at.IsValid() {
		at = l.Entry.KeySpan
	}
	p.find(v, at, l.Where()+" lists nothing: the ACL never applies", "list the values, or leave the attribute out")
}

func emptyPossible(p *pass, v *view, l *reading.List) {
	if l.Block != acl.Possible || l.Area == "" || l.Area == "Ticket" && l.Attr == "" || l.Value().Kind != acl.List || len(l.Value().Items()) > 0 {
		return
	}
	switch {
	case l.Area == "Ticket" && p.Target.Asks(l.Attr):
		p.find(v, l.Value().Span, l.Where()+" lists nothing: "+l.Attr+" is left empty", "list what is to stay, or leave the list out")
	case p.Target.Switches.SpecialTypes.Has(l.Area) && p.Effect(l) != reading.Deadly:
		p.find(v, l.Value().Span, l.Where()+" lists nothing: the engine ignores it", "list what is to stay, or leave the list out")
	}
}

func nullItem(p *pass, v *view, l *reading.List) {
	if l.Value().Kind != acl.List || l.Wanted() != "list" {
		return
	}
	for k := range l.Value().Items() {
		it := &l.Value().Items()[k]
		if it.Kind != acl.Undef {
			continue
		}
		d := p.find(v, it.Span, "an undefined item in "+l.Where()+": nothing matches it, and every comparison is an error in the log", "remove it; for the text write '~' or 'null'")
		p.fixRemoved(d, l.Value(), k)
	}
}

func duplicateItems(p *pass, v *view, l *reading.List) {
	if l.Value().Kind != acl.List || l.Wanted() != "list" {
		return
	}
	items := l.Value().Items()
	known := newFirsts(items)
	for i := range items {
		k := known.of(i)
		if k == i {
			continue
		}
		d := p.find(v, items[i].Span, fmt.Sprintf("%s is in %s twice", reading.Shown(items[i].Text), l.Where()), "remove one")
		d.Related = []Related{{Place: acl.Place{File: v.File, Span: items[k].Span}, Message: "here first"}}
		p.fixRemoved(d, l.Value(), i)
		if d.Fixes != nil {
			d.Fixes[0].Keeps = true
		}
	}
}

// firsts finds for each item of a list the first that is the same.
type firsts struct {
	items []acl.Value
	first map[string]int // nil for a short list
}

func newFirsts(items []acl.Value) firsts {
	f := firsts{items: items}
	const few = 12
	if len(items) > few {
		f.first = map[string]int{}
		for i := range items {
			if _, ok := f.first[items[i].Text]; !ok && comparable(&items[i]) {
				f.first[items[i].Text] = i
			}
		}
	}
	return f
}

func (f firsts) of(i int) int {
	if !comparable(&f.items[i]) {
		return i
	}
	if f.first != nil {
		return f.first[f.items[i].Text]
	}
	for k := range i {
		if comparable(&f.items[k]) && f.items[k].Text == f.items[i].Text {
			return k
		}
	}
	return i
}

// comparable reports whether an item is a known string.
func comparable(it *acl.Value) bool {
	return it.IsScalar() && it.Kind != acl.Undef && it.Kind != acl.Dynamic
}

func sameItemBoth(p *pass, v *view) {
	for i := range v.lists {
		l := &v.lists[i]
		if l.Block != acl.Possible || l.Value().Kind != acl.List || p.Effect(l) != reading.Applied {
			continue
		}
		for k := range v.lists {
			not := &v.lists[k]
			if not.Block == acl.PossibleNot && not.Area == l.Area && not.Attr == l.Attr && not.Value().Kind == acl.List {
				p.inBoth(v, l, not)
			}
		}
	}
}

func (p *pass) inBoth(v *view, l, not *reading.List) {
	in := map[string]*acl.Value{}
	for i := range l.Value().Items() {
		if it := &l.Value().Items()[i]; comparable(it) {
			in[it.Text] = it
		}
	}
	does := "it is not offered"
	if !p.Target.Switches.Accumulate {
		does = "it is offered"
	}
	for i := range not.Value().Items() {
		it := &not.Value().Items()[i]
		if first := in[it.Text]; first != nil && comparable(it) {
			d := p.find(v, it.Span, fmt.Sprintf("%s is in Possible and in PossibleNot of %s: %s", reading.Shown(it.Text), l.Name(), does), "leave it in one of them")
			d.Related = []Related{{Place: acl.Place{File: v.File, Span: first.Span}, Message: "in Possible"}}
		}
	}
}

func noEffect(p *pass, v *view) {
	if v.Form == acl.Deployed && v.Entry.Kind != acl.Hash && v.Entry.Kind != acl.Undef {
		return
	}
	for i := range v.lists {
		l := &v.lists[i]
		if l.Block.IsMatch() {
			continue
		}
		// Of the ticket's fields an empty list counts too: Possible empties the field,
		// and StopAfterMatch stops.
		if l.Value().Kind != acl.List || len(l.Value().Items()) > 0 || l.Block == acl.Possible || l.Area == "Ticket" && v.Stops() {
			return
		}
	}
	if hasUnread(v.ACL) || p.hasWrongActions(v.ACL) {
		return // the key is wrong, not the ACL
	}
	p.find(v, v.NameSpan, "no change section has a list in it: the ACL does nothing", "say what to limit, or remove the ACL")
}

// hasUnread reports whether an ACL has something under a key that is no change
// section.
func hasUnread(a *acl.ACL) bool {
	in := &a.Entry
	if a.Form == acl.Export {
		if in = a.Meta.ConfigChange; in == nil {
			return slices.ContainsFunc(a.Entry.Entries(), func(e acl.Entry) bool { return strings.EqualFold(e.Key, "ConfigChange") })
		}
	}
	if in.IsTrue() && in.Kind != acl.Hash || in.Kind == acl.Dynamic {
		return true
	}
	return slices.ContainsFunc(in.Entries(), func(e acl.Entry) bool {
		b, ok := acl.BlockNamed(e.Key)
		if ok {
			return !b.IsMatch() && (e.Value.Kind == acl.Hash && hasNulls(&e.Value) || !e.Value.IsScalar() && e.Value.Kind != acl.Hash)
		}
		return e.Key != "StopAfterMatch"
	})
}

// hasNulls reports whether something stands under a hash that no list is made of.
func hasNulls(v *acl.Value) bool {
	return slices.ContainsFunc(v.Entries(), func(e acl.Entry) bool { return e.Value.Kind == acl.Dynamic })
}

func deadAttribute(p *pass, v *view, l *reading.List) {
	if l.Block.IsMatch() || l.Area != "Ticket" || l.Attr == "" || p.Target.Asks(l.Attr) || slices.Contains(p.opts.Extensions.Attributes["Ticket"], l.Attr) || p.prefixed(l) != "" {
		return // of the last dynamicfield-prefix speaks
	}
	hint := "limit what screens ask for: " + strings.Join(p.Target.Keys().TicketSubTypes, ", ")
	if meant := p.askedInstead(l.Attr); meant != "" {
		hint = "limit " + meant + " instead"
	}
	p.find(v, l.Entry.KeySpan, fmt.Sprintf("no screen ever asks for %s: %s does nothing", l.Name(), l.Where()), hint)
}

// askedInstead is the sub-type that somebody may have meant by one that is never
// asked, "" where nobody can tell.
func (p *pass) askedInstead(attr string) string {
	if attr == "StateType" {
		return "State, by the names of the states"
	}
	trimmed := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(attr, "New"), "Next"), "ID")
	if trimmed != attr && p.Target.Asks(trimmed) {
		if strings.HasSuffix(attr, "ID") {
			return trimmed + ", by name"
		}
		return trimmed
	}
	for _, s := range p.Target.Keys().TicketSubTypes {
		if strings.EqualFold(s, attr) || strings.EqualFold(s+"s", attr) {
			return s
		}
	}
	if near := diag.Nearest(attr, p.Target.Keys().TicketSubTypes); near != "DynamicField_" && diag.IsNear(attr, near) {
		return near
	}
	return ""
}
