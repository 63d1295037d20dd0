package enginelog

import (
	"slices"
	"strings"
)

// Difference is one thing in which a logged call and a simulated one part.
type Difference struct {
	ACL  string
	Line int // in the log; 0 for what only the simulation has
	// Kind is the class of the difference.
	Kind DifferenceKind
	// Attr is the condition (Ticket.Queue, with its block) or the section.
	Block, Attr string
	There, Here []string // in the log, in the simulation
}

// DifferenceKind is a class of differences.
type DifferenceKind uint8

// The classes.
const (
	UnknownACL    DifferenceKind = iota // the set has no such ACL, or does not let it take part
	OtherMatch                          // it matched in one of the two only
	OtherValue                          // a condition met another value
	OtherHeld                           // a condition held in one of the two only
	OtherSection                        // a section was used in one of the two only
	OtherEffect                         // a section did something else to the candidates
	OtherOffering                       // the candidates themselves differ
)

func (k DifferenceKind) String() string {
	return [...]string{"unknown ACL", "match", "value", "condition", "section", "effect", "candidates"}[k]
}

// Compare names what differs between a logged and a simulated call of one
// question, in evaluation order. known says which ACLs take part here; the order
// of conditions, and of candidates within one section, is free.
func Compare(there, here *Call, known func(name string) bool) []Difference {
	var out []Difference
	empty := &ACL{}
	for _, name := range names(there, here) {
		a, b := find(there, name), find(here, name)
		switch {
		case a != nil && !known(name):
			out = append(out, Difference{ACL: name, Line: a.Line, Kind: UnknownACL})
			continue
		case a == nil:
			a = empty
		case b == nil:
			b = empty
		}
		out = append(out, compareACL(name, a, b)...)
	}
	return out
}

func names(calls ...*Call) []string {
	var all []string
	for _, c := range calls {
		for i := range c.ACLs {
			all = append(all, c.ACLs[i].Name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func find(c *Call, name string) *ACL {
	for i := range c.ACLs {
		if c.ACLs[i].Name == name {
			return &c.ACLs[i]
		}
	}
	return nil
}

func compareACL(name string, a, b *ACL) []Difference {
	out := compareConditions(name, a, b)
	if a.Matched != b.Matched {
		d := Difference{ACL: name, Line: a.Line, Kind: OtherMatch}
		if a.Matched {
			d.There = []string{"matched"}
		} else {
			d.Here = []string{"matched"}
		}
		return append(out, d)
	}
	for _, section := range []string{"Possible", "PossibleAdd", "PossibleNot"} {
		out = append(out, compareSection(name, section, a, b)...)
	}
	return out
}

// key is a condition without what it met.
func (c *Condition) key() string { return c.Block + "\x00" + c.Area + "." + c.Attr }

func compareConditions(name string, a, b *ACL) (out []Difference) {
	met := func(x *ACL, key string) (whats []string, line int) {
		for i := range x.Conditions {
			if c := &x.Conditions[i]; c.key() == key {
				whats = append(whats, c.What)
				if line == 0 {
					line = c.Line
				}
			}
		}
		slices.Sort(whats)
		return slices.Compact(whats), line
	}
	var keys []string
	for _, x := range []*ACL{a, b} {
		for i := range x.Conditions {
			keys = append(keys, x.Conditions[i].key())
		}
	}
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		there, line := met(a, key)
		here, _ := met(b, key)
		if slices.Equal(there, here) {
			continue
		}
		block, attr, _ := strings.Cut(key, "\x00")
		d := Difference{ACL: name, Line: line, Kind: OtherValue, Block: block, Attr: attr, There: there, Here: here}
		if len(there) == 0 || len(here) == 0 {
			d.Kind = OtherHeld
		}
		out = append(out, d)
	}
	return out
}

func compareSection(name, section string, a, b *ACL) []Difference {
	s, t := a.section(section), b.section(section)
	switch {
	case s == nil && t == nil:
		return nil
	case s == nil:
		return []Difference{{ACL: name, Kind: OtherSection, Attr: section, Here: []string{"used"}}}
	case t == nil:
		return []Difference{{ACL: name, Line: s.Line, Kind: OtherSection, Attr: section, There: []string{"used"}}}
	}
	all := func(x *Section) []string {
		return sorted(x.Added, x.Skipped, x.Removed, x.Left)
	}
	if there, here := all(s), all(t); !slices.Equal(there, here) {
		return []Difference{{ACL: name, Line: s.Line, Kind: OtherOffering, Attr: section, There: without(there, here), Here: without(here, there)}}
	}
	there, here := sorted(s.Added, s.Removed), sorted(t.Added, t.Removed)
	if slices.Equal(there, here) {
		return nil
	}
	return []Difference{{ACL: name, Line: s.Line, Kind: OtherEffect, Attr: section, There: without(there, here), Here: without(here, there)}}
}

func sorted(lists ...[]string) []string {
	all := slices.Concat(lists...)
	slices.Sort(all)
	return slices.Compact(all)
}

func without(list, other []string) []string {
	var out []string
	for _, v := range list {
		if _, there := slices.BinarySearch(other, v); !there {
			out = append(out, v)
		}
	}
	return out
}

// Pair holds one logged call against the simulated one that is most like it.
type Pair struct {
	There *Call
	Here  int // index of the simulated call, -1 for none
	Parts []Difference
}

// PairUp finds for each logged call the simulated call of the same question
// with the fewest differences. A call whose question no line names goes with
// any. Each simulated call serves as often as it is needed: a log may hold the
// same page several times.
func PairUp(there, here []Call, known func(name string) bool) []Pair {
	byQuestion := map[string][]int{}
	var all []int
	for i := range here {
		byQuestion[here[i].Question] = append(byQuestion[here[i].Question], i)
		all = append(all, i)
	}
	out := make([]Pair, len(there))
	for i := range there {
		p := Pair{There: &there[i], Here: -1}
		candidates := byQuestion[there[i].Question]
		if there[i].Question == "" {
			candidates = all
		}
		for _, n := range candidates {
			parts := Compare(&there[i], &here[n], known)
			if p.Here < 0 || len(parts) < len(p.Parts) {
				p.Here, p.Parts = n, parts
			}
			if len(p.Parts) == 0 {
				break
			}
		}
		out[i] = p
	}
	return out
}
