// Package overview says in words what one ACL does: in short for lists, in
// sentences, as data; and finds which ACLs speak of a value. It reads an ACL as
// one target does, and simulates nothing.
package overview

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
)

// Reader reads ACLs as one target does.
type Reader struct {
	target *product.Target
}

// For returns a Reader for a target.
func For(t *product.Target) Reader { return Reader{target: t} }

// list is one list of an ACL: a condition, or what one section does to one
// question. Where something else stands in the place of a list, hash or block,
// it is that, with the names below it left empty.
type list struct {
	block acl.BlockName
	area  string // Ticket, Queue, …; of changes Ticket, Action, …
	attr  string // of conditions, and of changes of Ticket
	entry *acl.Entry
}

func (l *list) value() *acl.Value { return &l.entry.Value }

// name is the attribute or question with its area: Ticket.Queue, Action.
func (l *list) name() string {
	switch {
	case l.area == "":
		return l.block.String()
	case l.attr == "":
		return l.area
	}
	return l.area + "." + l.attr
}

// wanted is what belongs where something else stands.
func (l *list) wanted() string {
	if l.area == "" || l.attr == "" && (l.block.IsMatch() || l.area == "Ticket") {
		return "hash"
	}
	return "list"
}

// isEmptyArea: {} in place of conditions.
func (l *list) isEmptyArea() bool { return l.attr == "" && l.area != "" && l.value().Kind == acl.Hash }

// deadly reports whether a condition has a shape on which the engine dies as
// soon as it looks at the ACL.
func (l *list) deadly() bool {
	switch l.value().Kind {
	case acl.Undef, acl.Dynamic:
		return false
	case acl.List:
		return l.wanted() != "list"
	case acl.Hash:
		return l.wanted() != "hash"
	}
	return true
}

// where is the list with its block: Properties.Ticket.Queue.
func (l *list) where() string {
	if l.area == "" {
		return l.block.String()
	}
	return l.block.String() + "." + l.name()
}

// question is what a change is for, as screens call it: Queue, Action.
func (l *list) question() string {
	if l.area == "Ticket" && l.attr != "" {
		return l.attr
	}
	return l.name()
}

// lists are the lists of an ACL in the order in which the engine looks at them.
// What an export leaves out or has as false is deployed as an empty hash, and
// null areas are skipped by every engine.
func (r Reader) lists(a *acl.ACL) []list {
	var out []list
	for b, block := range r.blocks(a) {
		b := acl.BlockName(b)
		if block == nil || isNothing(a, &block.Value) {
			continue
		}
		if block.Value.Kind != acl.Hash {
			out = append(out, list{block: b, entry: block})
			continue
		}
		for _, area := range sorted(&block.Value) {
			deep := b.IsMatch() || area.Key == "Ticket"
			switch {
			case area.Value.Kind == acl.Undef:
			case !deep || area.Value.Kind != acl.Hash || b.IsMatch() && len(area.Value.Entries()) == 0:
				out = append(out, list{block: b, area: area.Key, entry: area})
			default:
				for _, attr := range sorted(&area.Value) {
					out = append(out, list{block: b, area: area.Key, attr: attr.Key, entry: attr})
				}
			}
		}
	}
	return out
}

// isNothing reports whether a block is one that nobody wrote.
func isNothing(a *acl.ACL, v *acl.Value) bool {
	return v.Kind == acl.Undef || a.Form == acl.Export && v.Kind != acl.Dynamic && !v.IsTrue()
}

// sorted are the entries of a hash that count, by key.
func sorted(v *acl.Value) []*acl.Entry {
	effective := v.Effective()
	out := make([]*acl.Entry, len(effective))
	for i := range effective {
		out[i] = &effective[i]
	}
	slices.SortFunc(out, func(a, b *acl.Entry) int { return strings.Compare(a.Key, b.Key) })
	return out
}

// Always reports whether an ACL has no condition that the target reads, so that it applies to
// every ticket: its match blocks are missing or empty.
func (r Reader) Always(a *acl.ACL) bool {
	if a.Form == acl.Deployed && a.Entry.Kind != acl.Hash {
		return a.Entry.Kind == acl.Undef
	}
	for b := acl.Properties; b.IsMatch(); b++ {
		v := a.Block(b)
		if b == acl.PropertiesDatabase && r.unreadDatabase(a) != nil {
			continue
		}
		if !isNothing(a, v) && (v.Kind != acl.Hash || len(v.Entries()) > 0) {
			return false
		}
	}
	return true
}

// effect is what becomes of a change where the ACL matches.
type effect uint8

const (
	ignored effect = iota // no engine call looks at it, or it is no list that counts
	applied
	deadly   // it has a shape on which the call that asks for it ends
	computed // by code
)

// effect: engines know some sections and return types only. Of Ticket an empty
// list counts too, of everything else only a list with something in it; what is
// no list there is ignored, but kills under Ticket where it is true.
func (r Reader) effect(l *list) effect {
	v := l.value()
	special := r.target.Switches.SpecialTypes.Has(l.area)
	switch {
	case l.block == acl.PossibleAdd && !r.target.Switches.PossibleAdd:
		return ignored
	case l.block == acl.Possible && l.area == "Action" && v.Kind == acl.List && !r.target.Switches.ActionLists:
		return deadly
	case l.area != "" && l.area != "Ticket" && !special:
		return ignored
	case v.Kind == acl.Dynamic:
		return computed
	case l.area == "", l.area == "Ticket" && l.attr == "":
		return deadly
	case v.Kind == acl.List && (!special || len(v.Items()) > 0):
		return applied
	case !special && v.IsTrue():
		return deadly
	}
	return ignored
}

// split cuts an item into its modifier and the rest, as the target reads it.
func (r Reader) split(text string) (acl.Modifier, string) {
	m, rest := acl.SplitItem(text)
	switch {
	case m == acl.NotAnything && !r.target.Switches.NotAnything,
		m.IsNegated() && r.target.Switches.NegationOnLists == product.NoNegation:
		return acl.Plain, text
	}
	return m, rest
}

// isListAttr reports whether an attribute is a list by nature.
func isListAttr(attr string) bool {
	return attr == "Role" || attr == "ServiceIDs" || strings.HasPrefix(attr, "Group_")
}

// told is what can be told of a scalar: its text, "…" where there is none.
func told(v *acl.Value) string {
	if v.Kind == acl.Dynamic && v.Text == "" {
		return "…"
	}
	return v.Text
}

// Shown is a value as words have it: quoted where its edges would be hard to
// see among them.
func Shown(s string) string {
	if s == "" || strings.TrimSpace(s) != s || strings.ContainsAny(s, ",[]'") && !strings.HasPrefix(s, "[") {
		return "'" + s + "'"
	}
	return s
}
