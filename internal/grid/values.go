package grid

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// otherValue stands for all values that nobody names.
const otherValue = "something else"

// Bounds on the values that are told apart without being named by anybody.
const (
	fewPeople = 8 // are all looked at
	fewKeys   = 4 // of a field with several values: all combinations of them
)

// tellers are the attributes of a scenario from which an attribute that a condition
// looks at comes: of tickets as they are stored, whatever fields call them.
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
		return inventory.Value{}, true
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

// kind is what conditions, lists and screens can tell of a value.
func (sp *space) kind(attr string, v inventory.Value) string {
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

// exist are the values that an attribute can have.
func (sp *space) exist(attr string, isStored bool) (out []inventory.Value, why string) {
	add := func(v inventory.Value) {
		if !slices.ContainsFunc(out, v.Equal) {
			out = append(out, v)
		}
	}
	texts := func() {
		for _, at := range sp.looked {
			if !slices.Contains(tellers(at[0], at[1]), attr) {
				continue
			}
			if sp.sorters.patterns(at[0], at[1]) {
				why = "patterns on " + at[0] + "." + at[1] + ", whose values are not all known"
			}
			if at[0] == "Ticket" && at[1] == attr || at[1] == "Name" || at[0] == "DynamicField" || at[1] == "UserLogin" {
				for _, text := range sp.texts(at[0], at[1]) {
					add(inventory.TextValue(text))
				}
			} else if why == "" {
				why = "what is not listed of " + attr + " may have any " + at[1]
			}
		}
		add(inventory.TextValue(otherValue))
	}
	kind := kindOf(attr)
	switch {
	case kind != "":
		t := sp.table(kind)
		for _, e := range everydayFirst(attr, t.Entities) {
			if e.Valid() || isStored && sp.special(attr, e) > 0 {
				add(inventory.TextValue(e.Name))
			}
		}
		for _, e := range t.Entities {
			if e.Valid() {
				add(inventory.TextValue(e.Name))
			}
		}
		if !t.Complete() {
			texts()
		}
		if attr == "Service" || attr == "SLA" {
			add(inventory.TextValue(""))
		}
	case attr == "Owner" || attr == "Responsible":
		for _, a := range sp.inv.Agents {
			if a.Valid() {
				add(inventory.TextValue(a.Name))
			}
		}
		if !sp.inv.Complete("agents") {
			texts()
		}
	case attr == "CustomerUserID":
		for _, u := range sp.inv.CustomerUsers {
			if u.Valid() {
				add(inventory.TextValue(u.Name))
			}
		}
		if !sp.inv.Complete("customer_users") {
			texts()
		}
		add(inventory.TextValue(""))
	case strings.HasPrefix(attr, "DynamicField_"):
		why = sp.field(attr, isStored, add, texts)
	default:
		texts()
	}
	return out, why
}

// field adds what a dynamic field can hold.
func (sp *space) field(attr string, isStored bool, add func(inventory.Value), texts func()) (why string) {
	f := sp.inv.DynamicFieldByName(strings.TrimPrefix(attr, "DynamicField_"))
	if isStored {
		add(inventory.Value{}) // not set
	}
	switch {
	case f == nil || f.Keys == nil && f.Type != "Checkbox":
		texts()
		for _, at := range sp.looked {
			if at[1] == attr && sp.sorters.patterns(at[0], at[1]) {
				why = "patterns on " + attr + ", whose values are not all known"
			}
		}
		return why
	case f.Type == "Checkbox":
		add(inventory.TextValue("0"))
		add(inventory.TextValue("1"))
		return ""
	case f.Type != "Multiselect":
		for _, k := range f.Keys {
			add(inventory.TextValue(k))
		}
		if !isStored && f.PossibleNone {
			add(inventory.TextValue(""))
		}
	default:
		if !isStored {
			add(inventory.ListValue())
		}
		why = sp.combinations(f, add)
	}
	if sp.inv.Open[attr] {
		texts()
	}
	return why
}

// combinations adds the lists of a field with several values: all of few keys, else one
// and two of them.
func (sp *space) combinations(f *inventory.DynamicField, add func(inventory.Value)) (why string) {
	if n := len(f.Keys); n <= fewKeys {
		for bits := 1; bits < 1<<n; bits++ {
			var keys []string
			for i, k := range f.Keys {
				if bits&(1<<i) != 0 {
					keys = append(keys, k)
				}
			}
			add(inventory.ListValue(keys...))
		}
		return ""
	}
	for i, k := range f.Keys {
		add(inventory.ListValue(k))
		for _, other := range f.Keys[i+1:] {
			add(inventory.ListValue(k, other))
		}
	}
	return "DynamicField_" + f.Name + " with more than two of its values at once"
}

// findLists are the ACLs that have a list for each question.
func (m *maker) findLists() map[string][]*acl.ACL {
	out := map[string][]*acl.ACL{}
	for _, e := range m.engines {
		for _, a := range e.ACLs() {
			for _, q := range e.Questions(a) {
				if !slices.Contains(out[q], a) {
					out[q] = append(out[q], a)
				}
			}
		}
	}
	return out
}
