package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
	"github.com/ticketacl/ticketacl/simulate"
)

// maxPool bounds how many values of an attribute or question are tried.
const maxPool = 24

// differs asks the engine about two forms of a set with the same ACLs, and names a
// question that they answer differently; "" where they answer all alike. An ACL that alone
// does the same in both does the same among others; so those that are not as they were are
// asked alone, in worlds in which their conditions hold, and the same with one attribute
// after the other at all values that they name, at another and unset.
func differs(before, after *acl.Set, target *product.Target) string {
	if len(before.ACLs) != len(after.ACLs) {
		return "their number"
	}
	patterns := reading.Patterns{}
	for i, a := range before.ACLs {
		b := after.ACLs[i]
		if acl.Equal(&a.Entry, &b.Entry) && a.Name == b.Name {
			continue
		}
		if a.Name != b.Name || a.Validity() != b.Validity() {
			return "the name or validity of " + a.Name
		}
		one := func(a *acl.ACL) *simulate.Engine {
			return simulate.Compile(&acl.Set{ACLs: []*acl.ACL{a}}, target, simulate.Options{})
		}
		pr := prober{
			Reader: reading.For(target), pools: map[string][]string{}, patterns: patterns, target: target,
			engines: [2]*simulate.Engine{one(a), one(b)},
		}
		pr.collect(a)
		pr.collect(b)
		for _, form := range []*acl.ACL{a, b} {
			if where := pr.acl(form); where != "" {
				return where
			}
		}
		if a.Stops() != b.Stops() {
			return "StopAfterMatch of " + a.Name
		}
	}
	return ""
}

// prober asks two engines the same.
type prober struct {
	reading.Reader
	target    *product.Target
	pools     map[string][]string // values by attribute, candidates by question
	questions []string
	patterns  reading.Patterns
	engines   [2]*simulate.Engine
}

// attribute is the name of a condition's attribute, the same for all its names.
func attribute(l *reading.List) string {
	area, attr := simulate.SameAttribute(l.Area, l.Attr)
	return area + "." + attr
}

// collect takes the values that an ACL names.
func (pr *prober) collect(a *acl.ACL) {
	all := pr.Lists(a)
	for i := range all {
		l := &all[i]
		key := "? " + l.Name()
		if l.Block.IsMatch() {
			key = attribute(l)
		}
		for k := range l.Value().Items() {
			if it := &l.Value().Items()[k]; comparable(it) {
				_, rest := pr.Split(it.Text)
				pr.add(key, rest)
				pr.add(key, strings.TrimSuffix(strings.TrimPrefix(rest, "^"), "$"))
			}
		}
		if !l.Block.IsMatch() && l.Area != "" && !slices.Contains(pr.questions, key) {
			pr.questions = append(pr.questions, key)
		}
	}
}

func (pr *prober) add(key, value string) {
	if pool := pr.pools[key]; len(pool) < maxPool && !slices.Contains(pool, value) {
		pr.pools[key] = append(pool, value)
	}
}

// world is what attributes hold.
type world map[string]inventory.Value

// acl looks for a difference in the worlds of one ACL.
func (pr *prober) acl(a *acl.ACL) string {
	all := pr.Lists(a)
	base := world{}
	for i := range all {
		if l := &all[i]; l.Block.IsMatch() && l.Attr != "" {
			if v, ok := pr.meeting(l); ok {
				base[attribute(l)] = v
			}
		}
	}
	if where := pr.world(base); where != "" {
		return where
	}
	for i := range all {
		l := &all[i]
		if !l.Block.IsMatch() || l.Attr == "" {
			continue
		}
		key := attribute(l)
		met := base[key]
		for _, value := range append(slices.Clone(pr.pools[key]), anotherValue) {
			base[key] = heldBy(l.Attr, value)
			if where := pr.world(base); where != "" {
				return where
			}
		}
		delete(base, key)
		if where := pr.world(base); where != "" {
			return where
		}
		base[key] = met
	}
	return ""
}

// heldBy is a value as an attribute holds it.
func heldBy(attr, value string) inventory.Value {
	if reading.IsListAttr(attr) {
		return inventory.ListValue(value)
	}
	return inventory.TextValue(value)
}

// meeting is a value that a condition matches.
func (pr *prober) meeting(l *reading.List) (inventory.Value, bool) {
	for _, value := range append(slices.Clone(pr.pools[attribute(l)]), anotherValue) {
		for k := range l.Value().Items() {
			if v, _ := pr.Matches(pr.patterns, &l.Value().Items()[k], value); v == reading.Yes {
				return heldBy(l.Attr, value), true
			}
		}
	}
	return inventory.Value{}, false
}

// world asks both engines every question that the sets change.
func (pr *prober) world(w world) string {
	for _, q := range pr.questions {
		call := &simulate.Call{ReturnType: strings.TrimPrefix(q, "? "), ReturnSubType: "-"}
		if sub, ok := strings.CutPrefix(call.ReturnType, "Ticket."); ok {
			call.ReturnType, call.ReturnSubType = "Ticket", sub
		}
		for i, name := range append(slices.Clone(pr.pools[q]), anotherValue, "") {
			call.Data = append(call.Data, simulate.Candidate{ID: fmt.Sprint(i + 1), Name: name})
		}
		var said [2]string
		for i, e := range pr.engines {
			facts := e.FactsOf(call, func(_ acl.BlockName, area, attr string) inventory.Value {
				area, attr = simulate.SameAttribute(area, attr)
				return w[area+"."+attr]
			})
			said[i] = spoken(facts.Answer(nil))
		}
		if said[0] != said[1] {
			return strings.TrimPrefix(q, "? ")
		}
	}
	return ""
}

// spoken is what an answer comes to, as a text to compare. What OTRS 3.2 and 3.3 make
// of processes and dialogs is asked apart, and is left out.
func spoken(a *simulate.Answer) string {
	var left []string
	for _, c := range a.Left {
		left = append(left, c.ID)
	}
	return fmt.Sprint(a.Died != nil, a.Undetermined != nil, a.Returned, left, a.Actions)
}
