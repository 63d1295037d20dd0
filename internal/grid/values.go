package grid

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// otherValue stands for all values that nobody names.
const otherValue = "something else"

// Bounds on the values that are told apart without being named by anybody.
const (
	fewPeople = 8 // are all looked at
	fewKeys   = 4 // of a field with several values: all combinations of them
)

// tellers are the attributes of a scenario from which an attribute that a condition
// looks at comes: of tickets as they are stored, whatever fields call them, with the
// dynamic fields that free fields became.
func tellers(area, attr string) []string {
	switch area {
	case "Ticket":
		switch attr {
		case "StateType":
			return []string{"State"}
		case "GroupID", "UnlockTimeout":
			return []string{"Queue"}
		case "CustomerUserID":
			return []string{attr}
		case "CustomerID":
			return []string{"CustomerUserID", attr}
		}
		if name := strings.TrimSuffix(attr, "ID"); name != attr && isReference(name) {
			return []string{name}
		}
		if product.IsFreeField(attr) {
			return []string{"DynamicField_" + attr}
		}
		if scenario.CheckTicketKey(attr) != nil {
			return nil
		}
		return []string{attr}
	case "DynamicField":
		return []string{attr}
	case "CustomerUser":
		return []string{"CustomerUserID"}
	}
	if isReference(area) {
		return []string{area}
	}
	return nil
}

func isReference(name string) bool {
	return product.KindOf(name) != "" || name == "Lock" || name == "Owner" || name == "Responsible"
}

func kindOf(attr string) string {
	if attr == "Lock" {
		return "locks"
	}
	return product.KindOf(attr)
}

// derive is what a condition meets where an attribute of the scenario has a value;
// known is false where that cannot be told from the inventory.
func (m *maker) derive(teller string, v inventory.Value, area, attr string) (met inventory.Value, known bool) {
	if !v.Defined() || v.Kind == inventory.Text && v.Text == "" {
		return inventory.Value{}, !product.IsFreeField(attr) // empty ones were ''
	}
	of := func(attrs inventory.Attrs, name string) (inventory.Value, bool) {
		met, ok := attrs[name]
		return met, ok && met.Kind != inventory.Unknown
	}
	switch {
	case teller == "Owner" || teller == "Responsible":
		if area == "Ticket" && attr == teller {
			return v, true
		}
		a := m.inv.AgentByLogin(v.Text)
		if a == nil {
			return v, false
		}
		if area == "Ticket" {
			return inventory.TextValue(a.ID), a.ID != ""
		}
		return of(m.inv.AgentAttrs(a), attr)
	case teller == "CustomerUserID":
		if area == "Ticket" && attr == teller {
			return v, true
		}
		if m.inv.CustomerUserByLogin(v.Text) == nil {
			return v, area == "CustomerUser" && attr == "UserLogin"
		}
		if area == "Ticket" {
			attr = "UserCustomerID"
		}
		return of(m.inv.CustomerUserAttrs(v.Text), attr)
	case kindOf(teller) == "":
		return v, true
	}
	if area == "Ticket" && attr == teller || area == teller && attr == "Name" {
		return v, true
	}
	t := m.table(kindOf(teller))
	e := t.ByName(v.Text)
	switch {
	case e == nil:
		return v, false
	case attr == teller+"ID" || area != "Ticket" && attr == "ID":
		return inventory.TextValue(e.ID), e.ID != ""
	case area == "Ticket" && attr == "StateType":
		attr = "TypeName"
	}
	met = e.Attr(attr)
	return met, met.Kind != inventory.Unknown
}

// looks are the attributes that conditions of either set look at.
func (m *maker) looks() (out [][2]string) {
	for _, e := range m.engines {
		e.Looked(func(area, attr string) {
			if at := [2]string{area, attr}; !slices.Contains(out, at) {
				out = append(out, at)
			}
		})
	}
	return out
}

// universe are the values of one attribute of scenarios, one of each kind that
// conditions and lists can tell apart, the everyday one first. stored: as tickets have
// it, else as forms choose it. why says why there may be others; "" where not.
func (sp *space) universe(attr string, isStored bool) (values []inventory.Value, why string) {
	key := attr
	if isStored {
		key = "=" + attr
	}
	if known, ok := sp.values[key]; ok {
		return known.values, known.why
	}
	all, why := sp.exist(attr, isStored)
	if base, ok := sp.base[attr]; ok {
		if at := slices.IndexFunc(all, base.Equal); at > 0 {
			all = slices.Concat(all[at:at+1], all[:at], all[at+1:])
		}
	}
	kinds := map[string]bool{}
	for _, v := range all {
		if k := sp.kind(attr, v); !kinds[k] {
			kinds[k] = true
			values = append(values, v)
		}
	}
	sp.values[key] = known{values, why}
	return values, why
}

// asMet is what conditions can tell of a value.
func (sp *space) asMet(attr string, v inventory.Value) string {
	var b strings.Builder
	for _, at := range sp.looked {
		if slices.Contains(tellers(at[0], at[1]), attr) {
			met, known := sp.derive(attr, v, at[0], at[1])
			if !known {
				b.WriteString(v.Text)
			}
			b.WriteString(sp.sorters.kindOf(at[0], at[1], met))
			b.WriteByte(0)
		}
	}
	return b.String()
}

// kind is what conditions, lists and screens can tell of a value.
func (sp *space) kind(attr string, v inventory.Value) string {
	var b strings.Builder
	b.WriteString(sp.asMet(attr, v))
	question := "Ticket." + attr
	for _, q := range []string{question, "Ticket.New" + attr} {
		for _, e := range sp.engines {
			for _, a := range sp.lists[q] {
				for _, section := range e.ListedIn(a, q) {
					if _, named := e.NamedIn(a, q, section, v.Text); named {
						b.WriteByte('+')
					} else {
						b.WriteByte('-')
					}
				}
			}
		}
	}
	if !v.Defined() || v.Text == "" && v.Kind == inventory.Text {
		b.WriteString("empty")
	}
	switch attr {
	case "Service", "SLA", "CustomerUserID", "Owner", "Responsible":
		b.WriteString(v.Text) // what else is offered hangs on them
	case "Lock":
		b.WriteString(v.Text) // opening a page locks
	case "Queue", "State":
		if e := sp.table(kindOf(attr)).ByName(v.Text); e != nil {
			b.WriteString(e.Attr("GroupID").Text + e.Attr("TypeName").Text) // what is offered hangs on them
		}
	}
	return b.String()
}
