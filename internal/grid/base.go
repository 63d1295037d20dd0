package grid

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// findBase is a ticket about which nothing is special: of each kind the first that
// the fewest items of conditions name. It tells what screens need and conditions
// look at, so that answers are certain.
func (m *maker) findBase() {
	for _, area := range []string{"Ticket", "DynamicField"} {
		for _, attr := range m.looked(area) {
			name, field := strings.CutPrefix(attr, "DynamicField_")
			if field && !m.tellsPlace(attr) && m.inv.DynamicFieldByName(name) == nil && !slices.Contains(m.fields, attr) {
				m.fields = append(m.fields, attr)
			}
		}
	}
	m.base = map[string]inventory.Value{}
	m.companies = slices.Contains(m.looked("Ticket"), "CustomerID")
	for _, k := range []struct {
		attr   string
		table  *inventory.Table
		always bool
	}{
		{"Queue", &m.inv.Queues, true}, {"State", &m.inv.States, true}, {"Priority", &m.inv.Priorities, true}, {"Lock", &m.inv.Locks, true},
		{"Type", &m.inv.Types, m.bears("Type")}, {"Service", &m.inv.Services, m.bears("Service") || m.bears("SLA")}, {"SLA", &m.inv.SLAs, m.bears("SLA")},
	} {
		if !k.always {
			continue
		}
		best, least := "", 0
		for _, e := range everydayFirst(k.attr, k.table.Entities) {
			if n := m.special(k.attr, e); e.Valid() && (best == "" || n < least) {
				best, least = e.Name, n
			}
		}
		if best != "" {
			m.base[k.attr] = inventory.TextValue(best)
		}
	}
	if m.bears("Service") || m.bears("SLA") || m.bears("CustomerUser") || len(m.looked("CustomerUser")) > 0 || m.bears("CustomerUserID") || m.bears("CustomerID") {
		// Of somebody made up nothing would be known there.
		if len(m.customers) > 0 && (!m.invented[1] || m.changed["Ticket.Service"] && !m.ofCustomers()) {
			m.base["CustomerUserID"] = inventory.TextValue(m.customers[0].is.Login)
		}
	}
	for _, attr := range []string{"Owner", "Responsible"} {
		if m.bears(attr) && len(m.agents) > 0 {
			m.base[attr] = inventory.TextValue(m.agents[0].is.Login)
		}
	}
	for _, attr := range m.looked("Ticket") {
		switch {
		case attr == "Title":
			m.base[attr] = inventory.TextValue("A ticket")
		case attr == "ArchiveFlag":
			m.base[attr] = inventory.TextValue("n")
		case strings.HasPrefix(attr, "Escalation"), attr == "UntilTime", attr == "RealTillTimeNotUsed", attr == "UnlockTimeout", attr == "Age":
			m.base[attr] = inventory.TextValue("0")
		}
	}
}

// everydayFirst puts what tickets usually have before the rest: the priority in the
// middle, and no state of tickets that nobody sees, where there is another.
func everydayFirst(attr string, all []*inventory.Entity) []*inventory.Entity {
	switch attr {
	case "Priority":
		at := (len(all) - 1) / 2
		if at > 0 {
			return slices.Concat(all[at:], all[:at])
		}
	case "State":
		seen := slices.DeleteFunc(slices.Clone(all), func(e *inventory.Entity) bool {
			t := e.Attr("TypeName").Text
			return !e.Valid() || t == "removed" || t == "merged"
		})
		if len(seen) > 0 {
			return seen
		}
	}
	return all
}

// bears reports whether conditions look at something of tickets, or the set changes
// the list of it.
func (m *maker) bears(what string) bool {
	if m.changed["Ticket."+what] || len(m.looked(what)) > 0 {
		return true
	}
	for _, attr := range m.looked("Ticket") {
		if attr == what || attr == what+"ID" {
			return true
		}
	}
	return false
}

// special counts the items that name something of an entity.
func (m *maker) special(attr string, e *inventory.Entity) int {
	n := m.sorters.named("Ticket", attr, e.Name) + m.sorters.named(attr, "Name", e.Name)
	if e.ID != "" {
		n += m.sorters.named("Ticket", attr+"ID", e.ID)
	}
	if t := e.Attr("TypeName"); attr == "State" && t.Kind == inventory.Text {
		n += m.sorters.named("Ticket", "StateType", t.Text) + m.sorters.named("State", "TypeName", t.Text)
	}
	return n
}

// ofCustomers reports whether conditions look at customers.
func (m *maker) ofCustomers() bool {
	return len(m.looked("CustomerUser")) > 0 || m.bears("CustomerUserID") || m.bears("CustomerID")
}

// finish tells what nobody has told: of a stored ticket, and of fields on a form of
// which nobody knows what the page shows in them.
func (m *maker) finish(s *scenario.Scenario) {
	if s.Moment == scenario.Change {
		for _, attr := range m.fields {
			if _, told := s.Form[attr]; !told {
				if s.Form == nil {
					s.Form = inventory.Attrs{}
				}
				s.Form[attr] = inventory.TextValue("-")
			}
		}
	}
	if s.Ticket == nil {
		return
	}
	for name, v := range m.base {
		_, told := s.Ticket[name]
		_, byID := s.Ticket[strings.TrimSuffix(name, "ID")+"ID"]
		if !told && !byID {
			s.Ticket[name] = v
		}
	}
	if _, told := s.Ticket["CustomerID"]; !told && m.companies {
		// Nothing but the ticket tells it, and it usually is that of the customer user.
		if v := m.inv.CustomerUserAttrs(s.Ticket["CustomerUserID"].Text)["UserCustomerID"]; v.Kind == inventory.Text {
			s.Ticket["CustomerID"] = v
		}
	}
	// Usually; where two sets are held against each other every ticket counts.
	if _, service := s.Ticket["Service"]; !service && m.sink == nil {
		delete(s.Ticket, "SLA")
	}
}
