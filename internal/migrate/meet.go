package migrate

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// truth is what is known of something.
type truth uint8

const (
	no truth = iota
	yes
	unknown
)

// isList reports whether an attribute holds several values.
func (m *migration) isList(c *cond) truth {
	switch {
	case reading.IsListAttr(c.attr), c.attr == "UserCustomerIDs":
		return yes
	case c.area != "Ticket" && c.area != "DynamicField" || !strings.HasPrefix(c.attr, "DynamicField_"):
		return no
	}
	f, _ := m.field(c.attr)
	switch {
	case f == nil || f.Type == "":
		return unknown
	case f.Type == "Multiselect":
		return yes
	}
	return no
}

// mayMeet reports whether two ACLs may match in one call of the old engine. Only
// where they certainly do not it says so: rules about the order of ACLs stand on it.
func (m *migration) mayMeet(a, b *draft) bool {
	for i := range a.was {
		if acl.BlockName(i) == acl.PropertiesDatabase && !m.From.Switches.Database {
			continue
		}
		for k := range a.was[i] {
			c := &a.was[i][k]
			if c.attr == "" || m.isList(c) != no {
				continue
			}
			for j := range b.was {
				if acl.BlockName(j) == acl.PropertiesDatabase && !m.From.Switches.Database || i != j && c.area != "User" && c.area != "Frontend" {
					continue
				}
				for n := range b.was[j] {
					if o := &b.was[j][n]; o.area == c.area && o.attr == c.attr && m.apart(&c.v, &o.v) {
						return false
					}
				}
			}
		}
	}
	return true
}

// apart reports whether certainly no value meets both of two lists.
func (m *migration) apart(a, b *acl.Value) bool {
	for range 2 {
		if m.literal(m.from, a) && !slices.ContainsFunc(a.Items(), func(it acl.Value) bool { return m.from.Hits(m.patterns, b, it.Text) != reading.No }) {
			return true
		}
		a, b = b, a
	}
	return false
}

// others are the ACLs in force that have a list for a question and may match
// together with one: those before it, but for those that stop, and those behind.
func (m *migration) others(d *draft, question string) (before, behind []*draft) {
	seen := false
	for _, o := range m.live() {
		switch {
		case o == d:
			seen = true
		case o.from == d.from, !o.verbatim && (!o.limits(question) || !m.mayMeet(o, d)):
		case seen:
			behind = append(behind, o)
		case !o.stops || special(question) || m.From.Switches.Accumulate: // else this one has no turn
			before = append(before, o)
		}
	}
	return before, behind
}
