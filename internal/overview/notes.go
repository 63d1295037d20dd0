package overview

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// note is something that a reader of an ACL would get wrong.
type note struct {
	span acl.Span
	text string
}

// notes are what the engine of this target makes of an ACL that its words alone
// do not say, in the order of the ACL's lists.
func (r Reader) notes(a *acl.ACL, before Limits, hardly bool) []note {
	out := r.outside(a)
	all := r.Lists(a)
	stored := false
	for i := range all {
		l := &all[i]
		if l.Block.IsMatch() {
			out = append(out, r.conditionNotes(l)...)
			stored = stored || l.Block == acl.PropertiesDatabase && l.Attr != "" && l.Area != "User" && l.Area != "Frontend"
			continue
		}
		out = append(out, r.changeNotes(l)...)
	}
	if hardly {
		return out
	}
	out = append(out, r.locksOut(all)...)
	out = append(out, r.resets(all, before)...)
	if stored {
		out = append(out, note{text: "PropertiesDatabase looks at the ticket as it is stored: on screens that create one nothing is, and the ACL does not apply"})
	}
	return out
}

// outside are keys that stand where nobody reads them.
func (r Reader) outside(a *acl.ACL) []note {
	var out []note
	if unread := r.UnreadDatabase(a); unread != nil {
		text := r.Target.ID + " does not read PropertiesDatabase"
		if len(a.Block(acl.Properties).Entries()) == 0 {
			text += ": the ACL applies to everybody"
		}
		out = append(out, note{unread.Span, text})
	}
	if unread := r.UnreadActions(a); unread != nil {
		out = append(out, note{unread.Span, r.Target.ID + " does not read PossibleNot.Action: actions are a hash of 0 and 1 in Possible"})
	}
	if old := r.OldActions(a); old != nil && r.Target.Switches.ActionLists {
		out = append(out, note{old.Span, "Possible.Action is a hash, as up to OTRS 3.3: the import turns it into this PossibleNot.Action; what is deployed without an import is ignored"})
	}
	if a.Form == acl.Deployed {
		for _, e := range reading.Sorted(&a.Entry) {
			if _, ok := acl.BlockNamed(e.Key); !ok && e.Key != "StopAfterMatch" {
				out = append(out, note{e.KeySpan, "the engine does not read " + reading.Shown(e.Key) + "; it reads " + strings.Join(blockNames(), ", ") + ", StopAfterMatch"})
			}
		}
		return out
	}
	for _, section := range []struct {
		name  string
		value *acl.Value
		match bool
	}{{"ConfigMatch", a.Meta.ConfigMatch, true}, {"ConfigChange", a.Meta.ConfigChange, false}} {
		if section.value == nil {
			continue
		}
		for _, e := range reading.Sorted(section.value) {
			if b, ok := acl.BlockNamed(e.Key); !ok || b.IsMatch() != section.match {
				out = append(out, note{e.KeySpan, section.name + "." + e.Key + " is not deployed: the system reads " +
					strings.Join(blocksOf(section.match), ", ") + " there"})
			}
		}
	}
	return out
}

func blockNames() []string { return append(blocksOf(true), blocksOf(false)...) }

func blocksOf(match bool) []string {
	var names []string
	for b := range acl.BlockName(acl.NumBlocks) {
		if b.IsMatch() == match {
			names = append(names, b.String())
		}
	}
	return names
}

func (r Reader) conditionNotes(l *reading.List) []note {
	v := l.Value()
	if v.Kind != acl.List {
		return nil
	}
	out := r.itemNotes(v)
	if text := r.tautology(v, reading.IsListAttr(l.Attr)); text != "" {
		out = append(out, note{l.Entry.KeySpan, l.Where() + ": " + text})
	}
	negated := slices.IndexFunc(v.Items(), func(it acl.Value) bool {
		m, _ := r.Split(it.Text)
		return it.Kind == acl.String && m.IsNegated() && m != acl.NotAnything
	})
	switch {
	case negated < 0:
	case reading.IsListAttr(l.Attr) && r.Target.Switches.NegationOnLists == product.OldNegation:
		out = append(out, note{v.Items()[negated].Span, "on " + r.Target.ID + " a negated item does not work on lists: [Not] never holds, [NotRegExp] holds where one of them does not match"})
	case reading.MayBeUnset(l):
		out = append(out, note{v.Items()[negated].Span, "where " + l.Name() + " is not set, a negated item does not hold either"})
	}
	return out
}

// changeNotes say where a change does nothing, kills or does the unexpected.
func (r Reader) changeNotes(l *reading.List) []note {
	v := l.Value()
	where := l.Where()
	switch r.Effect(l) {
	case reading.Deadly:
		return []note{{v.Span, fmt.Sprintf("%s is a %s, not a %s: a screen that asks for it ends with an error", where, v.Kind, l.Wanted())}}
	case reading.Computed:
		return nil
	case reading.Ignored:
		return []note{{l.Entry.KeySpan, r.whyIgnored(l)}}
	}
	out := r.itemNotes(v)
	if l.Attr != "" && !r.Target.Asks(l.Attr) {
		out = append(out, note{l.Entry.KeySpan, "no screen ever asks for " + l.Name() + ", so " + where + " does nothing"})
	}
	if text := r.tautology(v, false); text != "" {
		out = append(out, note{l.Entry.KeySpan, where + ": " + text})
	}
	for i := range v.Items() {
		switch it := &v.Items()[i]; {
		case it.Kind == acl.Undef || !it.IsScalar() || it.Kind == acl.Dynamic:
		case l.Block == acl.PossibleNot && r.Target.Switches.KeepsFalsy && (it.Text == "" || it.Text == "0"):
			out = append(out, note{it.Span, "PossibleNot never takes " + reading.Shown(it.Text) + " away"})
		case l.Area == "Form" && strings.HasPrefix(it.Text, "DynamicField_"):
			out = append(out, note{it.Span, "Form names fields without DynamicField_, so nothing is " + reading.Shown(it.Text)})
		}
	}
	return out
}

// whyIgnored says why a change does nothing.
func (r Reader) whyIgnored(l *reading.List) string {
	where := l.Where()
	keys := r.Target.Keys()
	special := r.Target.Switches.SpecialTypes.Has(l.Area)
	switch v := l.Value(); {
	case l.Block == acl.PossibleAdd && !r.Target.Switches.PossibleAdd:
		return "the engine of " + r.Target.ID + " does not know PossibleAdd"
	case special && v.Kind == acl.List:
		return where + " is empty, and is ignored"
	case special && l.Area == "Action" && v.Kind == acl.Hash:
		return where + " is a hash, as up to OTRS 3.3, and is ignored on " + r.Target.ID
	case special:
		return where + " is a " + v.Kind.String() + ", not a list, and is ignored"
	case l.Area == "Ticket":
		return where + " is false, and is ignored"
	case r.Target.Asks(l.Area):
		return "the engine does not read " + where + "; it belongs below " + l.Block.String() + ".Ticket"
	}
	return "the engine of " + r.Target.ID + " does not read " + where + "; of " + l.Block.String() + " it reads " +
		strings.Join(keys.Questions[l.Block.String()], ", ")
}
