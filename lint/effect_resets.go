package lint

import (
	"fmt"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// possibleResets tells of each Possible that brings something back, once. One of everything
// is there for nothing else: it limits nothing, and makes ACLs behind each other as OTRS 3.3
// read them, where the last one had the list alone. So migrate writes it.
func possibleResets(p *pass) {
	r := p.related()
	r.eachLimit(func(b *view, l *limit) {
		if l.sections[0] != nil && !p.beginsAnew(l.sections[0]) {
			r.resets(b, l)
		}
	})
}

func (r *relations) resets(b *view, l *limit) {
	taker, value, n := r.nearest(b, l, func(a *view) (int32, bool) {
		if r.natureOf(a).apart || r.natureOf(a).stops || r.specialValue(b, a) && !r.specialValue(a, b) {
			return 0, false
		}
		return r.broughtBack(a, b, l)
	})
	if taker == nil {
		return
	}
	back := r.names[value]
	d := r.find(b, r.hitting(l.sections[0], back).Span,
		fmt.Sprintf("%s comes back: Possible starts again from all that is offered, and %s%s took it away", r.shownValue(value, l.sections[0]), shownName(taker.Name), others(n, false)),
		"leave it out, or use PossibleNot")
	d.Related = []Related{{Place: r.takenAt(taker, l.question, back), Message: "taken away here"}}
}

// broughtBack is a value that a takes away and b brings back in some situation.
func (r *relations) broughtBack(a, b *view, l *limit) (value int32, ok bool) {
	if !r.togetherOn(l.question, a, b) {
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
	for s := range r.scenes(l.question, a, b) {
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
	return r.orderOf(out[:min(len(out), max(maxCandidates, len(first[0].named)))])
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
	r.eachLimit(func(b *view, l *limit) {
		if name := r.names[l.question]; name != "? Process" && name != "? ActivityDialog" { // sets, which intersect
			r.replaces(b, l)
		}
	})
}

func (r *relations) replaces(b *view, l *limit) {
	replaced, value, n := r.nearest(b, l, func(a *view) (int32, bool) { return r.letsIn(a, b, l) })
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
	back := r.names[value]
	d := r.find(b, at, fmt.Sprintf("this replaces what %s%s did to the same list: %s offered again", shownName(replaced.Name), others(n, false), r.are(value, l)),
		"leave it out here too, or let the earlier ACL stop")
	d.Related = []Related{{Place: r.takenAt(replaced, l.question, back), Message: "taken away here"}}
}

// are is a value, or all that nobody names, at the start of what they are.
func (r *relations) are(value int32, l *limit) string {
	if r.names[value] == anotherValue {
		return "values that neither names are"
	}
	return r.shownValue(value, l.sections[:]...) + " is"
}

// letsIn is a value that a leaves out and b, which replaces what it did, offers again in
// some situation.
func (r *relations) letsIn(a, b *view, l *limit) (value int32, ok bool) {
	na := r.natureOf(a)
	stops := func(v *view) bool { return r.natureOf(v).stops && r.names[l.question] != "? Action" }
	if na.apart || stops(a) {
		return 0, false
	}
	la := na.limitOf(l.question)
	if !r.togetherOn(l.question, a, b) {
		return 0, false
	}
	named := append(r.candidates(l.question, la, l), r.number(anotherValue))
	i := slices.IndexFunc(named, func(n int32) bool { return r.survives(la, n) == reading.No && r.survives(l, n) == reading.Yes })
	if i < 0 {
		return 0, false
	}
	for s := range r.scenes(l.question, a, b) {
		if !slices.ContainsFunc(r.before(l.question, b), func(v *view) bool {
			m := r.matches(v, s)
			return m == reading.Unknown || m == reading.Yes && (stops(v) || r.natureOf(v).apart)
		}) {
			return named[i], true
		}
	}
	return 0, false
}
