package migrate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
)

// gatherRules are about what the engine fills only if some ACL asks for it.
func gatherRules() []Rule {
	lazy := func(s *product.Switches) bool { return !s.GatherAll && !s.AttributeRelations }
	return []Rule{{
		Kind: "gathering", Family: "gathering", When: "between engines that fill all data and those that fill what ACLs ask for",
		Text: "Ticket.StateType, and Ticket.CustomerID and CustomerUserID, follow the form only if some ACL asks for State or CustomerUser, or always. The condition is put where it sees what it saw.",
		Note: "it sees of the form what it saw", when: func(from, to *product.Switches) bool {
			return from.Overlay && to.Overlay && (lazy(from) || lazy(to))
		}, all: gathering,
	}}
}

// follows are the attributes of Ticket that follow the form only where a section is
// filled that does not bear their name.
func follows() []pair { return []pair{{"StateType", "State"}, {"CustomerID", "CustomerUser"}} }

func gathering(m *migration) {
	was, is := m.mentioned(true), m.mentioned(false)
	for _, f := range follows() {
		attr, section := f.old, f.new
		before, after := slices.Contains(was, section) || fillsAll(m.From), slices.Contains(is, section) || fillsAll(m.To)
		if before == after {
			continue
		}
		for _, d := range m.drafts {
			c := d.condition(0, "Ticket", attr)
			if c == nil || d.verbatim {
				continue
			}
			text := c.shown(0)
			switch {
			case !before && m.To.Switches.Database:
				m.move(d, 0, 1, func(x *cond) bool { return x.area != "Ticket" || x.attr != attr })
			case before && attr == "StateType" && d.condition(0, "State", "TypeName") == nil:
				c.area, c.attr = "State", "TypeName"
				m.changed(d, c.span, text, c.shown(0))
			case before && !slices.ContainsFunc(d.match[0], func(x cond) bool { return x.area == section }):
				d.match[0] = append(d.match[0], cond{area: section, v: acl.Value{Kind: acl.Hash}})
				m.changed(d, c.span, text, text+", Properties."+section+": {}")
			}
		}
	}
}

func fillsAll(t *product.Target) bool {
	return t.Switches.GatherAll || t.Switches.AttributeRelations
}

// mentioned are the sections that conditions of the ACLs in force ask for.
func (m *migration) mentioned(source bool) []string {
	var out []string
	for _, d := range m.drafts {
		if !d.deployed || !source && d.never != "" {
			continue
		}
		match := d.match
		if source {
			match = d.was
		}
		inner := slices.ContainsFunc(match[0], func(c cond) bool { return c.area == "Ticket" })
		for b := range match {
			for _, c := range match[b] {
				out = append(out, product.SectionOf(c.area))
				if c.area == "Ticket" && inner {
					out = append(out, product.SectionOf(c.attr))
				}
			}
		}
	}
	return out
}
