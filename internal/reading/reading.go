// Package reading reads an ACL as one target does: the lists that its engine looks
// at, what a shape comes to, and whether an item matches a value. It simulates
// nothing and has no opinion; overview tells what it finds, lint what is wrong.
package reading

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
)

// Reader reads ACLs as one target does.
type Reader struct {
	Target *product.Target
}

// For returns a Reader for a target.
func For(t *product.Target) Reader { return Reader{Target: t} }

// List is one list of an ACL: a condition, or what one section does to one
// question. Where something else stands in the place of a list, hash or block,
// it is that, with the names below it left empty.
type List struct {
	Block acl.BlockName
	Area  string // Ticket, Queue, …; of changes Ticket, Action, …
	Attr  string // of conditions, and of changes of Ticket
	Entry *acl.Entry
}

func (l *List) Value() *acl.Value { return &l.Entry.Value }

// Name is the attribute or question with its area: Ticket.Queue, Action.
func (l *List) Name() string {
	switch {
	case l.Area == "":
		return l.Block.String()
	case l.Attr == "":
		return l.Area
	}
	return l.Area + "." + l.Attr
}

// Wanted is what belongs where something else stands.
func (l *List) Wanted() string {
	if l.Area == "" || l.Attr == "" && (l.Block.IsMatch() || l.Area == "Ticket") {
		return "hash"
	}
	return "list"
}

// IsEmptyArea: {} in place of conditions.
func (l *List) IsEmptyArea() bool { return l.Attr == "" && l.Area != "" && l.Value().Kind == acl.Hash }

// Deadly reports whether a condition has a shape on which the engine dies as
// soon as it looks at the ACL.
func (l *List) Deadly() bool {
	switch l.Value().Kind {
	case acl.Undef, acl.Dynamic:
		return false
	case acl.List:
		return l.Wanted() != "list"
	case acl.Hash:
		return l.Wanted() != "hash"
	}
	return true
}

// Where is the list with its block: Properties.Ticket.Queue.
func (l *List) Where() string {
	if l.Area == "" {
		return l.Block.String()
	}
	return l.Block.String() + "." + l.Name()
}

// Question is what a change is for, as screens call it: Queue, Action.
func (l *List) Question() string {
	if l.Area == "Ticket" && l.Attr != "" {
		return l.Attr
	}
	return l.Name()
}

// Lists are the lists of an ACL in the order in which the engine looks at them.
// What an export leaves out or has as false is deployed as an empty hash, and
// null areas are skipped by every engine.
func (r Reader) Lists(a *acl.ACL) []List { return r.AppendLists(nil, a) }

// AppendLists appends the lists of an ACL.
func (r Reader) AppendLists(out []List, a *acl.ACL) []List {
	var areaBuf, attrBuf [12]*acl.Entry
	for b, block := range r.Blocks(a) {
		b := acl.BlockName(b)
		if block == nil || IsNothing(a, &block.Value) {
			continue
		}
		if block.Value.Kind != acl.Hash {
			out = append(out, List{Block: b, Entry: block})
			continue
		}
		for _, area := range block.Value.AppendSorted(areaBuf[:0]) {
			deep := b.IsMatch() || area.Key == "Ticket"
			switch {
			case area.Value.Kind == acl.Undef:
			case !deep || area.Value.Kind != acl.Hash || b.IsMatch() && len(area.Value.Entries()) == 0:
				out = append(out, List{Block: b, Area: area.Key, Entry: area})
			default:
				for _, attr := range area.Value.AppendSorted(attrBuf[:0]) {
					out = append(out, List{Block: b, Area: area.Key, Attr: attr.Key, Entry: attr})
				}
			}
		}
	}
	return out
}

// IsNothing reports whether a block is one that nobody wrote.
func IsNothing(a *acl.ACL, v *acl.Value) bool {
	return v.Kind == acl.Undef || a.Form == acl.Export && v.Kind != acl.Dynamic && !v.IsTrue()
}

// Sorted are the entries of a hash that count, by key.
func Sorted(v *acl.Value) []*acl.Entry { return v.AppendSorted(nil) }

// Always reports whether an ACL has no condition that the target reads, so that it applies to
// every ticket: its match blocks are missing or empty.
func (r Reader) Always(a *acl.ACL) bool {
	if a.Form == acl.Deployed && a.Entry.Kind != acl.Hash {
		return a.Entry.Kind == acl.Undef
	}
	for b := acl.Properties; b.IsMatch(); b++ {
		v := a.Block(b)
		if b == acl.PropertiesDatabase && r.UnreadDatabase(a) != nil {
			continue
		}
		if !IsNothing(a, v) && (v.Kind != acl.Hash || len(v.Entries()) > 0) {
			return false
		}
	}
	return true
}

// Effect is what becomes of a change where the ACL matches.
type Effect uint8

// The effects.
const (
	Ignored Effect = iota // no engine call looks at it, or it is no list that counts
	Applied
	Deadly   // it has a shape on which the call that asks for it ends
	Computed // by code
)

// Effect tells what becomes of a change: engines know some sections and return types only. Of Ticket an empty
// list counts too, of everything else only a list with something in it; what is
// no list there is ignored, but kills under Ticket where it is true.
func (r Reader) Effect(l *List) Effect {
	v := l.Value()
	special := r.Target.Switches.SpecialTypes.Has(l.Area)
	switch {
	case l.Block == acl.PossibleAdd && !r.Target.Switches.PossibleAdd:
		return Ignored
	case l.Block == acl.Possible && l.Area == "Action" && v.Kind == acl.List && !r.Target.Switches.ActionLists:
		return Deadly
	case l.Area != "" && l.Area != "Ticket" && !special:
		return Ignored
	case v.Kind == acl.Dynamic:
		return Computed
	case l.Area == "", l.Area == "Ticket" && l.Attr == "":
		return Deadly
	case v.Kind == acl.List && (!special || len(v.Items()) > 0):
		return Applied
	case !special && v.IsTrue():
		return Deadly
	}
	return Ignored
}

// Split cuts an item into its modifier and the rest, as the target reads it.
func (r Reader) Split(text string) (acl.Modifier, string) {
	m, rest := acl.SplitItem(text)
	switch known := r.Target.Switches.Modifiers; {
	case m == acl.NotAnything && !r.Target.Switches.NotAnything,
		m.IsNegated() && known != product.Negations,
		known == product.NoModifiers:
		return acl.Plain, text
	}
	return m, rest
}

// IsListAttr reports whether an attribute is a list by nature.
func IsListAttr(attr string) bool {
	return attr == "Role" || attr == "ServiceIDs" || strings.HasPrefix(attr, "Group_")
}

// Told is what can be told of a scalar: its text, "…" where there is none.
func Told(v *acl.Value) string {
	if v.Kind == acl.Dynamic && v.Text == "" {
		return "…"
	}
	return v.Text
}

// Shown is a value as words have it: quoted where its edges would be hard to
// see among them, and where blanks are doubled.
func Shown(s string) string {
	if s == "" || strings.TrimSpace(s) != s || strings.Contains(s, "  ") || strings.ContainsAny(s, ",[]'") && !strings.HasPrefix(s, "[") {
		return "'" + s + "'"
	}
	return s
}
