package overview

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
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
	all := r.lists(a)
	stored := false
	for i := range all {
		l := &all[i]
		if l.block.IsMatch() {
			out = append(out, r.conditionNotes(l)...)
			stored = stored || l.block == acl.PropertiesDatabase && l.attr != "" && l.area != "User" && l.area != "Frontend"
			continue
		}
		out = append(out, r.changeNotes(l)...)
	}
	if hardly {
		return out
	}
	agents, customers := whoOf(all)
	out = append(out, r.locksOut(all, agents, customers)...)
	out = append(out, r.resets(all, before)...)
	if stored {
		out = append(out, note{text: "PropertiesDatabase looks at the ticket as it is stored: on screens that create one nothing is, and the ACL does not apply"})
	}
	return out
}

// outside are keys that stand where nobody reads them.
func (r Reader) outside(a *acl.ACL) []note {
	var out []note
	if unread := r.unreadDatabase(a); unread != nil {
		text := r.target.ID + " does not read PropertiesDatabase"
		if len(a.Block(acl.Properties).Entries()) == 0 {
			text += ": the ACL applies to everybody"
		}
		out = append(out, note{unread.Span, text})
	}
	if unread := r.unreadActions(a); unread != nil {
		out = append(out, note{unread.Span, r.target.ID + " does not read PossibleNot.Action: actions are a hash of 0 and 1 in Possible"})
	}
	if old := r.oldActions(a); old != nil && r.target.Switches.ActionLists {
		out = append(out, note{old.Span, "Possible.Action is a hash, as up to OTRS 3.3: the import turns it into this PossibleNot.Action; what is deployed without an import is ignored"})
	}
	if a.Form == acl.Deployed {
		for _, e := range sorted(&a.Entry) {
			if _, ok := acl.BlockNamed(e.Key); !ok && e.Key != "StopAfterMatch" {
				out = append(out, note{e.KeySpan, "the engine does not read " + Shown(e.Key) + "; it reads " + strings.Join(blockNames(), ", ") + ", StopAfterMatch"})
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
		for _, e := range sorted(section.value) {
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

func (r Reader) conditionNotes(l *list) []note {
	v := l.value()
	if v.Kind != acl.List {
		return nil
	}
	out := r.itemNotes(v)
	if text := r.tautology(v, isListAttr(l.attr)); text != "" {
		out = append(out, note{l.entry.KeySpan, l.where() + ": " + text})
	}
	negated := slices.IndexFunc(v.Items(), func(it acl.Value) bool {
		m, _ := r.split(it.Text)
		return it.Kind == acl.String && m.IsNegated() && m != acl.NotAnything
	})
	switch {
	case negated < 0:
	case isListAttr(l.attr) && r.target.Switches.NegationOnLists == product.OldNegation:
		out = append(out, note{v.Items()[negated].Span, "on " + r.target.ID + " a negated item does not work on lists: [Not] never holds, [NotRegExp] holds where one of them does not match"})
	case mayBeUnset(l):
		out = append(out, note{v.Items()[negated].Span, "where " + l.name() + " is not set, a negated item does not hold either"})
	}
	return out
}

// mayBeUnset: many a ticket has no such thing.
func mayBeUnset(l *list) bool {
	return slices.Contains([]string{"Service", "SLA", "CustomerUser", "Process", "DynamicField"}, l.area) || l.area == "Ticket" &&
		(strings.HasPrefix(l.attr, "Service") || strings.HasPrefix(l.attr, "SLA") || strings.HasPrefix(l.attr, "DynamicField_") ||
			strings.HasPrefix(l.attr, "Customer"))
}

// changeNotes say where a change does nothing, kills or does the unexpected.
func (r Reader) changeNotes(l *list) []note {
	v := l.value()
	where := l.where()
	switch r.effect(l) {
	case deadly:
		return []note{{v.Span, fmt.Sprintf("%s is a %s, not a %s: a screen that asks for it ends with an error", where, v.Kind, l.wanted())}}
	case computed:
		return nil
	case ignored:
		return []note{{l.entry.KeySpan, r.whyIgnored(l)}}
	}
	out := r.itemNotes(v)
	if subs := r.target.Keys().TicketSubTypes; l.attr != "" && !slices.Contains(subs, l.attr) && !strings.HasPrefix(l.attr, "DynamicField_") {
		out = append(out, note{l.entry.KeySpan, "no screen ever asks for " + l.name() + ", so " + where + " does nothing"})
	}
	if text := r.tautology(v, false); text != "" {
		out = append(out, note{l.entry.KeySpan, where + ": " + text})
	}
	for i := range v.Items() {
		switch it := &v.Items()[i]; {
		case it.Kind == acl.Undef || !it.IsScalar() || it.Kind == acl.Dynamic:
		case l.block == acl.PossibleNot && r.target.Switches.KeepsFalsy && (it.Text == "" || it.Text == "0"):
			out = append(out, note{it.Span, "PossibleNot never takes " + Shown(it.Text) + " away"})
		case l.area == "Form" && strings.HasPrefix(it.Text, "DynamicField_"):
			out = append(out, note{it.Span, "Form names fields without DynamicField_, so nothing is " + Shown(it.Text)})
		}
	}
	return out
}

// whyIgnored says why a change does nothing.
func (r Reader) whyIgnored(l *list) string {
	where := l.where()
	keys := r.target.Keys()
	special := r.target.Switches.SpecialTypes.Has(l.area)
	switch v := l.value(); {
	case l.block == acl.PossibleAdd && !r.target.Switches.PossibleAdd:
		return "the engine of " + r.target.ID + " does not know PossibleAdd"
	case special && v.Kind == acl.List:
		return where + " is empty, and is ignored"
	case special && l.area == "Action" && v.Kind == acl.Hash:
		return where + " is a hash, as up to OTRS 3.3, and is ignored on " + r.target.ID
	case special:
		return where + " is a " + v.Kind.String() + ", not a list, and is ignored"
	case l.area == "Ticket":
		return where + " is false, and is ignored"
	case slices.Contains(keys.TicketSubTypes, l.area) || strings.HasPrefix(l.area, "DynamicField_"):
		return "the engine does not read " + where + "; it belongs below " + l.block.String() + ".Ticket"
	}
	return "the engine of " + r.target.ID + " does not read " + where + "; of " + l.block.String() + " it reads " +
		strings.Join(keys.Questions[l.block.String()], ", ")
}
