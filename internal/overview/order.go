package overview

import (
	"fmt"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// Limits are the names of ACLs by the questions whose lists they limit.
type Limits map[string][]string

// Add notes what an ACL limits.
func (ls Limits) Add(r Reader, a *acl.ACL) {
	all := r.Lists(a)
	for i := range all {
		l := &all[i]
		if l.Block.IsMatch() || l.Block == acl.PossibleAdd || r.Effect(l) != reading.Applied {
			continue
		}
		if names := ls[l.Question()]; len(names) == 0 || names[len(names)-1] != a.Name {
			ls[l.Question()] = append(names, a.Name)
		}
	}
}

// resets says of which lists Possible brings back what ACLs before it took.
func (r Reader) resets(all []reading.List, before Limits) []note {
	if !r.Target.Switches.Accumulate {
		return nil
	}
	var taken []string
	var first acl.Span
	for i := range all {
		l := &all[i]
		names := before[l.Question()]
		if l.Block != acl.Possible || len(names) == 0 || r.Effect(l) != reading.Applied || len(l.Value().Items()) == 0 {
			continue
		}
		if taken == nil {
			first = l.Entry.KeySpan
		}
		taken = append(taken, question(l)+" ("+atMost(names, 3)+")")
	}
	if taken == nil {
		return nil
	}
	return []note{{first, "Possible starts again from all that the screen offers: what ACLs before it took comes back where it is listed here, of " +
		strings.Join(taken, ", ")}}
}

// locksOut says who cannot open tickets any more.
func (r Reader) locksOut(all []reading.List) []note {
	var out []note
	for _, who := range r.LocksOut(reading.Patterns{}, all) {
		out = append(out, note{text: "where it applies, " + who.Who + " cannot open tickets: it takes " + who.Screen + " away"})
	}
	return out
}

// atMost lists the first names and counts the others.
func atMost(names []string, most int) string {
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
