package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// locksOut looks for ACLs that take the screen away that shows a ticket, and that no
// later one gives back: who writes that knows what he does.
func locksOut(p *pass) {
	var lists []reading.List
	for _, v := range p.views {
		lists = p.AppendLists(lists[:0], v.ACL)
		if out := p.LocksOut(p.patterns, lists); len(out) > 0 && p.DiesIn(v.ACL, lists) == "" && p.NeverIn(v.ACL, lists) == "" {
			p.lockedOut(v, out)
		}
	}
}

func (p *pass) lockedOut(v *view, out []reading.LockedOut) {
	var last *Diagnostic
	for i, who := range out {
		where := who.List.Where()
		if p.OldActions(v.ACL) != nil { // as it was written
			where = "Possible.Action"
		}
		if p.related().givenBack(v, "? Action", who.Screen) {
			continue
		}
		if last != nil && out[0].Item == nil && who.Item == nil && i > 0 {
			last.Summary = "agents and customers cannot open tickets: " + where + " lacks " + out[0].Screen + " and " + who.Screen
			last.Detail = strings.Replace(last.Detail, "add it", "add them", 1)
			continue
		}
		if who.Item == nil {
			last = p.find(v, who.List.Entry.KeySpan, fmt.Sprintf("%s cannot open tickets: %s lacks %s", who.Who, where, who.Screen),
				"add it, and every other screen that is wanted; or list in PossibleNot what is to go")
			continue
		}
		last = p.find(v, who.Item.Span, fmt.Sprintf("%s cannot open tickets: %s takes %s away", who.Who, where, who.Screen), "leave it out, or deny access by groups")
	}
}

// maxGivers bounds how many ACLs are looked at that may give back what one took.
const maxGivers = 100

// given is a value of a question.
type given struct {
	question int32
	value    string
}

// givers are the ACLs that let a value in, or may do so for all that is known, in
// evaluation order.
func (r *relations) givers(question int32, value string) []*view {
	key := given{question, value}
	all, ok := r.pass.givers[key]
	if !ok {
		for _, w := range r.limiting(question) {
			n := r.natureOf(w)
			if n.apart || slices.ContainsFunc(n.limits, func(l limit) bool { return l.question == question && r.lets(&l, value) }) {
				all = append(all, w)
			}
		}
		if r.pass.givers == nil {
			r.pass.givers = map[given][]*view{}
		}
		r.pass.givers[key] = all
	}
	return all
}

// givenBack reports whether an ACL behind one, which may match together with it,
// gives a value back, or may do so for all that is known.
func (r *relations) givenBack(v *view, question, value string) bool {
	return r.gives(v, question, value, func(*view) bool { return true })
}

func (r *relations) gives(v *view, question, value string, counts func(*view) bool) bool {
	all := r.givers(r.number(question), value)
	first, _ := slices.BinarySearchFunc(all, r.natureOf(v).at+1, func(w *view, at int) int { return cmp.Compare(r.natureOf(w).at, at) })
	for i, w := range all[first:] {
		if i == maxGivers || r.natureOf(w).apart || counts(w) && r.together(v, w) {
			return true
		}
	}
	return false
}

// lets reports whether a limit lets in a value that was taken before.
func (r *relations) lets(l *limit, value string) bool {
	if r.Target.Switches.Accumulate {
		f := r.fate(l, r.number(value))
		return f == comes || f == unsure
	}
	return r.survives(l, r.number(value)) != reading.No
}

// actionsOf are the entries for actions of the change sections, as they were written.
func actionsOf(a *acl.ACL) (of [acl.NumBlocks]*acl.Entry) {
	for b := acl.Possible; b <= acl.PossibleNot; b++ {
		es := a.Block(b).Entries()
		for i := len(es) - 1; i >= 0 && of[b] == nil; i-- {
			if es[i].Key == "Action" {
				of[b] = &es[i]
			}
		}
	}
	return of
}

// styledWrong reports whether a section has actions in a form that the target does not
// read there.
func (p *pass) styledWrong(b acl.BlockName, e *acl.Entry) bool {
	switch {
	case e == nil:
		return false
	case p.Target.Switches.ActionLists:
		return e.Value.Kind == acl.Hash && len(e.Value.Entries()) > 0
	case b == acl.Possible:
		return e.Value.Kind == acl.List
	}
	return b == acl.PossibleNot && len(e.Value.Items())+len(e.Value.Entries()) > 0
}

// hasWrongActions reports whether action-style speaks of an ACL.
func (p *pass) hasWrongActions(a *acl.ACL) bool {
	of := actionsOf(a)
	for b := acl.Possible; b <= acl.PossibleNot; b++ {
		if p.styledWrong(b, of[b]) {
			return true
		}
	}
	return false
}

// actionStyle looks for hashes where lists are read, and for the reverse.
func actionStyle(p *pass, v *view) {
	of := actionsOf(v.ACL)
	for b := acl.Possible; b <= acl.PossibleNot; b++ {
		e := of[b]
		if !p.styledWrong(b, e) {
			continue
		}
		where := b.String() + ".Action"
		switch {
		case !p.Target.Switches.ActionLists && b == acl.Possible:
			p.find(v, e.KeySpan, where+" is a list, as from OTRS 4 on: where the ACL matches, screens die that ask for actions",
				"write a hash: the name => 0 for what is to go; what it does not name stays")
		case !p.Target.Switches.ActionLists:
			p.find(v, e.KeySpan, fmt.Sprintf("%s does not read %s: it takes nothing away", p.Target.ID, where), "write Possible.Action, a hash: the name => 0 for what is to go")
		case v.Form == acl.Export && b == acl.Possible:
			d := p.find(v, e.KeySpan, p.imported(v, of[acl.PossibleNot]), "write the list itself")
			d.Severity = diag.Warning
		default:
			p.find(v, e.KeySpan, where+" is a hash, as up to OTRS 3.3: the engine ignores it", p.asList(e))
		}
	}
}

// imported says what an import makes of a hash of actions.
func (p *pass) imported(v *view, not *acl.Entry) string {
	var names []string
	for i := range v.lists {
		if l := &v.lists[i]; l.Block == acl.PossibleNot && l.Area == "Action" {
			for k := range l.Value().Items() {
				names = append(names, l.Value().Items()[k].Text)
			}
		}
	}
	summary := "Possible.Action is a hash: the import makes PossibleNot.Action of it, with " + few(names)
	if len(names) == 0 {
		summary = "Possible.Action is a hash in which nothing is 0: the import drops it"
	}
	if not != nil && not.Value.IsTrue() {
		summary += ", in place of the PossibleNot.Action that is there"
	}
	return summary
}

// asList is the hint how a hash of actions is written today.
func (p *pass) asList(e *acl.Entry) string {
	var zero []string
	for _, of := range reading.Sorted(&e.Value) {
		if of.Value.IsScalar() && of.Value.Kind != acl.Dynamic && !of.Value.IsTrue() {
			zero = append(zero, of.Key)
		}
	}
	if len(zero) == 0 {
		return "write a list of names"
	}
	return "write a list; of what is 0 here PossibleNot.Action: " + few(zero)
}

// sideEffect looks for actions that do more, or less, than their names tell.
func sideEffect(p *pass, v *view, l *reading.List, it *acl.Value) {
	if l.Block != acl.PossibleNot || l.Area != "Action" || !comparable(it) || p.Effect(l) != reading.Applied {
		return
	}
	if it.Text != "AgentTicketMove" && it.Text != "AgentTicketPhone" {
		return
	}
	if agents, _ := reading.Who(v.lists); !agents {
		return
	}
	switch it.Text {
	case "AgentTicketMove":
		p.find(v, it.Span, "AgentTicketMove takes the menu entries Spam and Delete with it: they go by its name", "")
	case "AgentTicketPhone":
		if p.Hits(p.patterns, l.Value(), splitSelection) != reading.No || p.OnScreen(p.patterns, v.lists, "AgentTicketZoom") == reading.No {
			return
		}
		summary := "Split stays, for it goes by AgentSplitSelection: this takes the telephone ticket out of its choice"
		if !p.Target.Switches.SplitChecked {
			summary = "Split stays, for it goes by AgentSplitSelection, and what it offers obeys no ACL"
		}
		p.find(v, it.Span, summary, "list AgentSplitSelection too, if Split is to go")
	}
}

const splitSelection = "AgentSplitSelection"
