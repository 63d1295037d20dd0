package lint

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// setRules are the rules of the family Effect that look at several ACLs.
func setRules() []Rule {
	accumulates := func(t *product.Target) bool { return t.Switches.Accumulate }
	two := func(one, other string) Example {
		return Example{Marked: "- Name: 100-first\n  ValidID: 1\n" + one + "- Name: 200-second\n  ValidID: 1\n" + other}
	}
	const (
		everybody = "  ConfigMatch: ''\n"
		raw       = "  ConfigMatch:\n    Properties:\n      Ticket:\n        Queue: [Raw]\n"
		urgent    = "  ConfigMatch:\n    Properties:\n      Ticket:\n        Priority: [5 very high]\n"
		both      = "  ConfigMatch:\n    Properties:\n      Ticket:\n        Queue: [Raw]\n        Priority: [5 very high]\n"
		notClosed = "  ConfigChange:\n    PossibleNot:\n      Ticket:\n        State: [closed successful]\n"
	)
	state := func(section, items string) string {
		return "  ConfigChange:\n    " + section + ":\n      Ticket:\n        State: [" + items + "]\n"
	}
	return []Rule{
		{
			ID: diag.PossibleResets, Severity: diag.Warning,
			Title: "a later Possible that brings back what an earlier ACL took away",
			Text: "Possible starts again from all that the screen offers: what ACLs before it took away comes back where it is listed here. " +
				"Where the later condition is a special case of the earlier one, that is how \"hide for all, offer to some\" is written, and nothing is said. " +
				"Nor is it of a Possible of everything ([RegExp].*): that limits nothing, and is there to begin anew.\n\n" +
				"Take away with PossibleNot instead, or leave the value out of the list.",
			Bad:   two(raw+notClosed, urgent+state("Possible", "open, «closed successful»")),
			Good:  two(raw+notClosed, both+state("Possible", "open, closed successful")),
			On:    accumulates,
			check: check{set: possibleResets},
		},
		{
			ID: diag.LastWins, Severity: diag.Warning,
			Title: "two ACLs for one list, of which only the last counts",
			Text: "Up to OTRS 3.3 an ACL that matches replaces what all before it did to the same list: what they took away is offered again, " +
				"unless this one leaves it out too.\n\nWrite into the later list what is to be gone in both cases, or let the earlier ACL stop.",
			Bad: Example{Target: "otrs-3.3", File: "Config.pm", Marked: "$Self->{TicketAcl}->{'100'} = {\n    Properties => { Ticket => { Queue => ['Raw'] } },\n" +
				"    PossibleNot => { Ticket => { State => ['closed successful'] } },\n};\n$Self->{TicketAcl}->{'200'} = {\n    Properties => { Ticket => { Priority => ['5 very high'] } },\n" +
				"    PossibleNot => { Ticket => { «State» => ['removed'] } },\n};\n"},
			Good: Example{Target: "otrs-3.3", File: "Config.pm", Marked: "$Self->{TicketAcl}->{'100'} = {\n    Properties => { Ticket => { Queue => ['Raw'] } },\n" +
				"    PossibleNot => { Ticket => { State => ['closed successful'] } },\n};\n$Self->{TicketAcl}->{'200'} = {\n    Properties => { Ticket => { Priority => ['5 very high'] } },\n" +
				"    PossibleNot => { Ticket => { State => ['removed', 'closed successful'] } },\n};\n"},
			On:    func(t *product.Target) bool { return !t.Switches.Accumulate },
			check: check{set: lastWins},
		},
		{
			ID: diag.AddWithoutLimit, Severity: diag.Warning,
			Title: "a PossibleAdd of what nothing before it took away",
			Text: "PossibleAdd brings back values that the screen offers and ACLs before it took away. It can offer nothing else, and where nothing " +
				"was taken it does nothing.\n\nGive it a name behind the ACL that takes the value away, or leave it out.",
			Bad:   two(raw+"  ConfigChange:\n    PossibleAdd:\n      Ticket:\n        «State»: [closed successful]\n", everybody+notClosed),
			Good:  two(everybody+notClosed, raw+state("PossibleAdd", "closed successful")),
			On:    func(t *product.Target) bool { return t.Switches.PossibleAdd },
			check: check{set: addWithoutLimit},
		},
		{
			ID: diag.StopOrder, Severity: diag.Warning,
			Title: "an ACL behind one that stops, or a stop that stops nothing",
			Text: "An ACL with StopAfterMatch ends the evaluation of the lists that it limits, wherever it matches. What stands behind it for the same " +
				"list and a case that it covers is never reached; and where nothing stands behind it, it stops nothing.\n\n" +
				"Give the ACL that is to count a name before the other, or take StopAfterMatch out.",
			Bad:   two("  StopAfterMatch: 1\n"+everybody+notClosed, raw+"  ConfigChange:\n    PossibleNot:\n      Ticket:\n        «State»: [merged]\n"),
			Good:  two("  StopAfterMatch: 1\n"+raw+notClosed, everybody+"  ConfigChange:\n    PossibleNot:\n      Ticket:\n        State: [merged]\n"),
			check: check{set: stopOrder},
		},
		refusedRule(),
	}
}

// maxPairs bounds how many ACLs before one are compared with it, the nearest
// first.
const maxPairs = 30

// listOf is the list of an ACL for a question in a section, with its key; nil
// where it has none.
func (p *pass) listOf(v *view, question string, section acl.BlockName) *reading.List {
	lists := p.Lists(v.ACL)
	for i := range lists {
		if lists[i].Block == section && "? "+lists[i].Name() == question {
			return &lists[i]
		}
	}
	return nil
}

// hitting is the item of a list that matches a value, or nil.
func (r *relations) hitting(list *acl.Value, value string) *acl.Value {
	for i := range list.Items() {
		if v, _ := r.Matches(r.patterns, &list.Items()[i], value); v == reading.Yes {
			return &list.Items()[i]
		}
	}
	return nil
}

// eachLimit goes through what the ACLs of a set do to questions, in evaluation order.
func (r *relations) eachLimit(do func(v *view, l *limit)) {
	for _, v := range r.inOrder() {
		n := r.natureOf(v)
		for i := range n.limits {
			if !n.apart {
				do(v, &n.limits[i])
			}
		}
	}
}

// nearest looks at the ACLs before one that limit the same: the nearest one that does
// something, the value that shows it, and how many others do; nil where none does.
func (r *relations) nearest(b *view, l *limit, does func(a *view) (value int32, ok bool)) (by *view, value int32, others int) {
	before := r.before(l.question, b)
	for i := len(before) - 1; i >= 0 && len(before)-i <= maxPairs; i-- {
		switch v, ok := does(before[i]); {
		case !ok:
		case by == nil:
			by, value = before[i], v
		default:
			others++
		}
	}
	return by, value, others
}

// before are the ACLs that limit a question before one of them.
func (r *relations) before(question int32, v *view) []*view {
	vs := r.limiting(question)
	i, _ := slices.BinarySearchFunc(vs, r.natureOf(v).at, func(x *view, at int) int { return r.natureOf(x).at - at })
	return vs[:i]
}
