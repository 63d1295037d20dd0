package overview

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// Limits are the names of ACLs by the questions whose lists they limit.
type Limits map[string][]string

// Add notes what an ACL limits.
func (ls Limits) Add(r Reader, a *acl.ACL) {
	all := r.lists(a)
	for i := range all {
		l := &all[i]
		if l.block.IsMatch() || l.block == acl.PossibleAdd || r.effect(l) != applied {
			continue
		}
		if names := ls[l.question()]; len(names) == 0 || names[len(names)-1] != a.Name {
			ls[l.question()] = append(names, a.Name)
		}
	}
}

// resets says of which lists Possible brings back what ACLs before it took.
func (r Reader) resets(all []list, before Limits) []note {
	if !r.target.Switches.Accumulate {
		return nil
	}
	var taken []string
	var first acl.Span
	for i := range all {
		l := &all[i]
		names := before[l.question()]
		if l.block != acl.Possible || len(names) == 0 || r.effect(l) != applied || len(l.value().Items()) == 0 {
			continue
		}
		if taken == nil {
			first = l.entry.KeySpan
		}
		taken = append(taken, question(l)+" ("+atMost(names, 3)+")")
	}
	if taken == nil {
		return nil
	}
	return []note{{first, "Possible starts again from all that the screen offers: what ACLs before it took comes back where it is listed here, of " +
		strings.Join(taken, ", ")}}
}

// locksOut says who cannot open tickets any more: the screen that shows one
// asks for its own name, and does not open without it.
func (r Reader) locksOut(all []list, agents, customers bool) []note {
	var out []note
	for _, who := range []struct {
		are          bool
		name, screen string
	}{{agents, "agents", "AgentTicketZoom"}, {customers, "customers", "CustomerTicketZoom"}} {
		if who.are && r.takes(all, who.screen) {
			out = append(out, note{text: "where it applies, " + who.name + " cannot open tickets: it takes " + who.screen + " away"})
		}
	}
	return out
}

// takes reports whether an ACL certainly takes an action from the screen of
// that name.
func (r Reader) takes(all []list, action string) bool {
	if s := screensOf(all); s != nil && !slices.ContainsFunc(s.value().Items(), func(it acl.Value) bool { return it.Text == action }) {
		return false
	}
	left := yes
	ps := patterns{}
	for i := range all {
		l := &all[i]
		if l.block.IsMatch() || l.area != "Action" || r.effect(l) != applied {
			continue
		}
		hit := no
		for k := range l.value().Items() {
			if v, _ := r.matches(ps, &l.value().Items()[k], action); v != no && hit != yes {
				hit = v
			}
		}
		switch {
		case hit == unknown:
			return false
		case l.block == acl.Possible:
			left = hit
		case hit == yes && l.block == acl.PossibleAdd:
			left = yes
		case hit == yes:
			left = no
		}
	}
	return left == no
}

// atMost lists the first names and counts the others.
func atMost(names []string, most int) string {
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
