package lint

import (
	"fmt"
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
				"Where the later condition is a special case of the earlier one, that is how \"hide for all, offer to some\" is written, and nothing is said.\n\n" +
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

// possibleResets tells of each Possible that brings something back, once.
func possibleResets(p *pass) {
	r := p.related()
	for _, b := range p.inOrder() {
		n := r.natureOf(b)
		if n.apart {
			continue
		}
		for i := range n.limits {
			if l := &n.limits[i]; l.sections[0] != nil {
				r.resets(b, l)
			}
		}
	}
}

func (r *relations) resets(b *view, l *limit) {
	before := r.before(l.question, b)
	var taker *view
	var number int32
	others := 0
	for i := len(before) - 1; i >= 0 && len(before)-i <= maxPairs; i-- {
		a := before[i]
		if r.natureOf(a).apart || r.natureOf(a).stops || r.specialCase(b, a) && !r.specialCase(a, b) {
			continue
		}
		value, ok := r.broughtBack(a, b, l)
		switch {
		case !ok:
		case taker == nil:
			taker, number = a, value
		default:
			others++
		}
	}
	if taker == nil {
		return
	}
	back := r.names[number]
	at := r.hitting(l.sections[0], back)
	d := r.find(b, at.Span, fmt.Sprintf("%s comes back: Possible starts again from all that is offered, and %s%s took it away", reading.Shown(back), shownName(taker.Name), andMore(others)),
		"leave it out, or use PossibleNot")
	d.Related = []Related{{Place: r.takenAt(taker, l.question, back), Message: "taken away here"}}
}

func andMore(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" (and %d more)", n)
}

// before are the ACLs that limit a question before one of them.
func (r *relations) before(question int32, v *view) []*view {
	vs := r.limiting(question)
	i, _ := slices.BinarySearchFunc(vs, r.natureOf(v).at, func(x *view, at int) int { return r.natureOf(x).at - at })
	return vs[:i]
}

// broughtBack is a value that a takes away and b brings back in some situation.
func (r *relations) broughtBack(a, b *view, l *limit) (value int32, ok bool) {
	if !r.together(a, b) {
		return 0, false
	}
	la := r.natureOf(a).limitOf(l.question)
	named := l.listed[0]
	if named == nil {
		named = r.candidates(l.question, l, la)
	}
	var candidates []int32
	for _, n := range named {
		if r.fate(la, n) == goes && r.fate(l, n) == comes && r.hitsNumber(l, 0, n) == reading.Yes {
			candidates = append(candidates, n)
		}
	}
	if candidates == nil {
		return 0, false
	}
	for s := range r.scenes(a, b) {
		for _, n := range candidates {
			if r.bringsBack(a, b, l.question, n, s) {
				return n, true
			}
		}
	}
	return 0, false
}

// bringsBack follows one value through the ACLs of a question.
func (r *relations) bringsBack(a, b *view, question, value int32, s scene) bool {
	steps, ok := r.story(question, value, s)
	if !ok {
		return false
	}
	took := false // a did, and nobody has brought it back since
	for _, st := range steps {
		switch {
		case st.v == b:
			return took
		case st.v == a:
			took = st.fate == goes
		case st.fate == comes:
			took = false
		}
	}
	return false
}

// maxCandidates bounds how many values of a question are looked at for two ACLs.
const maxCandidates = 60

// candidates are values that ACLs name for a question: those of some first.
func (r *relations) candidates(question int32, first ...*limit) []int32 {
	var out []int32
	for _, l := range first {
		out = append(out, l.named...)
	}
	for _, v := range r.limiting(question) {
		if len(out) >= maxCandidates {
			break
		}
		if l := r.natureOf(v).limitOf(question); l != nil {
			out = append(out, l.named...)
		}
	}
	return out[:min(len(out), max(maxCandidates, len(first[0].named)))]
}

// takenAt is where an ACL takes a value away: the item of PossibleNot that hits it, else the
// key of Possible.
func (r *relations) takenAt(a *view, question int32, value string) acl.Place {
	if l := r.listOf(a, r.names[question], acl.PossibleNot); l != nil {
		if it := r.hitting(l.Value(), value); it != nil {
			return acl.Place{File: a.File, Span: it.Span}
		}
	}
	if l := r.listOf(a, r.names[question], acl.Possible); l != nil {
		return acl.Place{File: a.File, Span: l.Entry.KeySpan}
	}
	return a.Place()
}

// lastWins tells of each list that replaces an earlier one, once.
func lastWins(p *pass) {
	r := p.related()
	for _, b := range p.inOrder() {
		n := r.natureOf(b)
		if n.apart {
			continue
		}
		for i := range n.limits {
			l := &n.limits[i]
			if name := r.names[l.question]; name == "? Process" || name == "? ActivityDialog" {
				continue // sets, which intersect
			}
			r.replaces(b, l)
		}
	}
}

func (r *relations) replaces(b *view, l *limit) {
	before := r.before(l.question, b)
	var replaced *view
	var back string
	others := 0
	for i := len(before) - 1; i >= 0 && len(before)-i <= maxPairs; i-- {
		a := before[i]
		value, ok := r.letsIn(a, b, l)
		switch {
		case !ok:
		case replaced == nil:
			replaced, back = a, value
		default:
			others++
		}
	}
	if replaced == nil {
		return
	}
	section := acl.PossibleNot
	if l.sections[0] != nil {
		section = acl.Possible
	}
	at := b.NameSpan
	if list := r.listOf(b, r.names[l.question], section); list != nil {
		at = list.Entry.KeySpan
	}
	d := r.find(b, at, fmt.Sprintf("this replaces what %s%s did to the same list: %s offered again", shownName(replaced.Name), andMore(others), are(back)),
		"leave it out here too, or let the earlier ACL stop")
	d.Related = []Related{{Place: r.takenAt(replaced, l.question, back), Message: "taken away here"}}
}

// are is a value, or all that nobody names, at the start of what they are.
func are(value string) string {
	if value == anotherValue {
		return "values that neither names are"
	}
	return reading.Shown(value) + " is"
}

// letsIn is a value that a leaves out and b, which replaces what it did, offers again in
// some situation.
func (r *relations) letsIn(a, b *view, l *limit) (string, bool) {
	na := r.natureOf(a)
	stops := func(v *view) bool { return r.natureOf(v).stops && r.names[l.question] != "? Action" }
	if na.apart || stops(a) {
		return "", false
	}
	la := na.limitOf(l.question)
	if !r.together(a, b) {
		return "", false
	}
	named := append(r.candidates(l.question, la, l), r.number(anotherValue))
	i := slices.IndexFunc(named, func(n int32) bool { return r.survives(la, n) == reading.No && r.survives(l, n) == reading.Yes })
	if i < 0 {
		return "", false
	}
	value := r.names[named[i]]
	for s := range r.scenes(a, b) {
		if !slices.ContainsFunc(r.before(l.question, b), func(v *view) bool {
			m := r.matches(v, s)
			return m == reading.Unknown || m == reading.Yes && (stops(v) || r.natureOf(v).apart)
		}) {
			return value, true
		}
	}
	return "", false
}

// isLone reports whether nothing can be said of what is not there: an export of one ACL
// is a part of something, and code may add more.
func (p *pass) isLone() bool { return len(p.in.Read.Set.ACLs) < 2 || len(p.in.Read.Set.Doubts) > 0 }

// addWithoutLimit tells of each PossibleAdd that has nothing to bring back.
func addWithoutLimit(p *pass) {
	if p.isLone() {
		return
	}
	r := p.related()
	for _, b := range p.inOrder() {
		n := r.natureOf(b)
		if n.apart {
			continue
		}
		for i := range n.limits {
			l := &n.limits[i]
			if l.sections[1] == nil || l.sections[0] != nil || r.mayHaveLimited(b, l) {
				continue
			}
			if list := p.listOf(b, r.names[l.question], acl.PossibleAdd); list != nil {
				p.find(b, list.Entry.KeySpan, "nothing before this ACL takes away what it adds: it does nothing", "name it behind the ACL that does, or remove it")
			}
		}
	}
}

// mayHaveLimited reports whether some ACL before b may take away what it adds.
func (r *relations) mayHaveLimited(b *view, l *limit) bool {
	for _, a := range r.before(l.question, b) {
		la := r.natureOf(a).limitOf(l.question)
		if la == nil || r.natureOf(a).apart {
			return true
		}
		if r.exclusive(a, b) {
			continue
		}
		if !l.isListed(1) || !la.isListed(0) || !la.isListed(2) {
			return true // a pattern hits more than the set names
		}
		for _, n := range append(append(slices.Clone(l.named), la.named...), r.number(anotherValue)) {
			if f := r.fate(la, n); (f == goes || f == unsure) && r.hitsNumber(l, 1, n) != reading.No {
				return true
			}
		}
	}
	return false
}

// isListed reports whether a section matches certain texts and nothing else; none does.
func (l *limit) isListed(section int) bool {
	return l.sections[section] == nil || l.listed[section] != nil
}

// exclusive reports whether two ACLs certainly never match together.
func (r *relations) exclusive(a, b *view) bool {
	m, n := r.natureOf(a), r.natureOf(b)
	if m.apart || n.apart {
		return false
	}
	if m.parted(n) {
		return true
	}
	for i := range m.conditions {
		for k := range n.conditions {
			x, y := &m.conditions[i], &n.conditions[k]
			if x.attribute == y.attribute && r.excludes(x, y) {
				return true
			}
		}
	}
	return false
}

// excludes reports whether certainly nothing meets both of two conditions on one
// attribute.
func (r *relations) excludes(x, y *condition) bool {
	switch {
	case !x.single:
		return r.excludeLists(x, y)
	case x.exact != nil && y.exact != nil:
		return !meet(x.exact, y.exact)
	case x.exact != nil:
		return r.meetsNone(x.exact, y.list)
	case y.exact != nil:
		return r.meetsNone(y.exact, x.list)
	}
	return false
}

// stopOrder tells of lists that are never reached, and of stops that stop nothing.
func stopOrder(p *pass) {
	r := p.related()
	for _, v := range p.inOrder() {
		n := r.natureOf(v)
		if n.apart {
			continue
		}
		for i := range n.limits {
			r.unreached(v, &n.limits[i])
		}
		if n.stops && !p.isLone() {
			r.stopsNothing(v, n)
		}
	}
}

// canStop reports whether StopAfterMatch counts for a question: never for actions up to
// OTRS 3.3, nor for the sets of processes and dialogs there.
func (r *relations) canStop(l *limit) bool { return r.Target.Switches.Accumulate || !l.special }

func (r *relations) unreached(v *view, l *limit) {
	if !r.canStop(l) {
		return
	}
	before := r.before(l.question, v)
	for i := len(before) - 1; i >= 0 && len(before)-i <= maxPairs; i-- {
		a := before[i]
		if n := r.natureOf(a); n.apart || !n.stops || !r.specialCase(v, a) {
			continue
		}
		at := v.NameSpan
		for s := acl.Possible; s <= acl.PossibleNot; s++ {
			if list := r.listOf(v, r.names[l.question], s); list != nil {
				at = list.Entry.KeySpan
				break
			}
		}
		d := r.find(v, at, shownName(a.Name)+" stops before it wherever this ACL matches: it never does anything here", "give it a name before that one")
		d.Related = []Related{{Place: a.Place(), Message: "stops"}}
		return
	}
}

func (r *relations) stopsNothing(v *view, n *nature) {
	able := false
	for i := range n.limits {
		l := &n.limits[i]
		if !r.canStop(l) {
			continue
		}
		able = true
		all := r.limiting(l.question)
		for _, later := range all[len(r.before(l.question, v))+1:] {
			if !r.exclusive(v, later) {
				return
			}
		}
	}
	summary := "nothing behind this ACL limits the same: it stops nothing"
	if !able {
		summary = "StopAfterMatch counts for fields of the ticket only: it stops nothing"
	}
	at := v.NameSpan
	if stop := v.Meta.StopAfterMatch; stop != nil {
		at = stop.Span
	}
	r.find(v, at, summary, "leave StopAfterMatch out")
}
