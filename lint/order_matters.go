package lint

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/reading"
)

// orderMatters reports whether two ACLs may match together, and some answer would
// be another one if they changed places.
func (p *pass) orderMatters(a, b *view) bool {
	r := p.related()
	m, n := r.natureOf(a), r.natureOf(b)
	for i, k := 0, 0; i < len(m.limits) && k < len(n.limits); {
		switch x, y := &m.limits[i], &n.limits[k]; {
		case x.question < y.question:
			i++
		case x.question > y.question:
			k++
		default:
			if _, parts := r.conflict(x, y, m.stops, n.stops); parts && r.togetherOn(x.question, a, b) {
				return true
			}
			i, k = i+1, k+1
		}
	}
	return false
}

// conflict reports whether what two ACLs do to a question depends on their order,
// where a screen offers the values that they name, and another; value is one that shows it.
func (r *relations) conflict(x, y *limit, xStops, yStops bool) (value int32, parts bool) {
	name := r.names[x.question]
	if !r.Target.Switches.Accumulate {
		// The last one wins; processes and dialogs intersect, and actions never stop.
		if x.special && name != "? Action" || !x.special && xStops != yStops {
			return 0, false
		}
	}
	for _, of := range []*limit{x, y} {
		for _, n := range of.named {
			if r.parts(x, y, n, xStops, yStops) {
				return n, true
			}
		}
	}
	value = r.number(anotherValue)
	return value, r.parts(x, y, value, xStops, yStops)
}

// fate is what an ACL does to one value.
type fate uint8

const (
	stays fate = iota
	goes
	comes
	unsure
)

// of is what a limit does to one value.
func (r *relations) fate(l *limit, number int32) fate {
	value := r.names[number]
	f := stays
	for s, section := range l.sections {
		if section == nil {
			continue
		}
		hit := r.hitsNumber(l, s, number)
		switch {
		case hit == reading.Unknown:
			return unsure
		case s == 0 && hit == reading.Yes, s == 1 && hit == reading.Yes:
			f = comes
		case s == 0:
			f = goes
		case s == 2 && hit == reading.Yes && (!r.Target.Switches.KeepsFalsy || value != "" && value != "0"):
			f = goes
		}
	}
	return f
}

// parts reports whether the fate of one value depends on the order.
func (r *relations) parts(x, y *limit, value int32, xStops, yStops bool) bool {
	if !r.Target.Switches.Accumulate {
		a, b := r.survives(x, value), r.survives(y, value)
		return a != reading.Unknown && b != reading.Unknown && a != b
	}
	a, b := r.fate(x, value), r.fate(y, value)
	if a == unsure || b == unsure {
		return false
	}
	run := func(first, second fate, stops bool) bool {
		there := first != goes
		if !stops && second != stays {
			there = second == comes
		}
		return there
	}
	return run(a, b, xStops) != run(b, a, yStops)
}

// survives: up to OTRS 3.3 Possible and PossibleNot of one ACL unite.
func (r *relations) survives(l *limit, value int32) reading.Verdict {
	left := reading.No
	if l.sections[0] != nil {
		left = r.hitsNumber(l, 0, value)
	}
	if l.sections[2] != nil && left != reading.Yes {
		switch r.hitsNumber(l, 2, value) {
		case reading.No:
			left = reading.Yes
		case reading.Unknown:
			left = reading.Unknown
		}
	}
	return left
}

// hitsNumber reports whether a section of a limit hits a value.
func (r *relations) hitsNumber(l *limit, section int, value int32) reading.Verdict {
	if values := l.listed[section]; values != nil {
		if _, ok := slices.BinarySearch(values, value); ok {
			return reading.Yes
		}
		return reading.No
	}
	return r.remembered(l.sections[section], value)
}
