package migrate

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// fieldRules are about free and dynamic fields.
func fieldRules() []Rule {
	return []Rule{
		{
			Kind: "free-field", Family: "fields", When: "to OTRS 3.1 and later",
			Text: "Free fields became dynamic fields in OTRS 3.1: TicketFreeText1 is DynamicField_TicketFreeText1.",
			Note: "free fields are dynamic fields", when: func(from, to *product.Switches) bool {
				return from.FreeFields != product.NoFreeFields && to.FreeFields == product.NoFreeFields || from.FreeFields == product.FreeFieldsOnly && to.FreeFields != from.FreeFields
			}, each: freeFields,
		},
		{
			Kind: "field-key", Family: "fields", When: "from OTRS 3.1 and older, to OTRS 3.2 and later",
			Text: "Lists for dynamic fields held what the screen shows up to OTRS 3.1, and hold the keys now. Patterns become the keys that they hit.",
			Note: "shown values became keys", when: func(from, to *product.Switches) bool { return !from.FieldKeys && to.FieldKeys },
			each: func(m *migration, d *draft) { fieldValues(m, d, false) },
		},
		{
			Kind: "field-label", Family: "fields", When: "to OTRS 3.1 and older, from OTRS 3.2 and later",
			Text: "Lists for dynamic fields hold what the screen shows up to OTRS 3.1.",
			Note: "keys became shown values", when: func(from, to *product.Switches) bool { return from.FieldKeys && !to.FieldKeys },
			each: func(m *migration, d *draft) { fieldValues(m, d, true) },
		},
		{
			Kind: "dynamic-field", Family: "fields", When: "to OTRS 3.0 and older",
			Text: "What were free fields are free fields again.",
			Note: "dynamic fields are free fields", when: func(from, to *product.Switches) bool {
				return from.FreeFields != product.FreeFieldsOnly && to.FreeFields == product.FreeFieldsOnly
			}, each: freeAgain,
		},
	}
}

func freeFields(m *migration, d *draft) {
	for b := range d.match {
		for i := range d.match[b] {
			c := &d.match[b][i]
			if c.area != "Ticket" || !product.IsFree(c.attr) {
				continue
			}
			if m.From.Switches.FreeFields == product.FreeFieldsOnly && m.from.Hits(m.patterns, &c.v, "") != reading.No {
				if c.empty = m.To.Switches.Accumulate && !m.Literal && b == 1; !c.empty {
					m.needsEmpty(d, b, c)
				}
			}
			name := "DynamicField_" + c.attr
			before := c.shown(b)
			if other := d.condition(b, "Ticket", name); other != nil {
				if c.empty {
					m.needsEmpty(d, b, c)
				}
				if both, ok := m.both(&c.v, &other.v); ok {
					other.v = both
					c.attr = ""
				}
				m.changed(d, c.span, before, other.shown(b))
				continue
			}
			c.attr = name
			m.changed(d, c.span, before, c.shown(b))
		}
		d.match[b] = slices.DeleteFunc(d.match[b], func(c cond) bool { return c.area == "Ticket" && c.attr == "" && c.v.Kind == acl.List })
	}
	for i := range d.lists {
		l := &d.lists[i]
		if l.area != "Ticket" || !product.IsFree(l.sub) {
			continue
		}
		if m.From.Switches.FreeFields == product.FreeFieldsToo {
			continue // nobody asked for it any more: see lostKeys
		}
		before := l.shown()
		l.sub = "DynamicField_" + l.sub
		m.changed(d, l.span, before, l.shown())
	}
}

func freeAgain(m *migration, d *draft) {
	free := func(attr string) (string, bool) {
		name, ok := strings.CutPrefix(attr, "DynamicField_")
		return name, ok && product.IsFree(name)
	}
	for b := range d.match {
		for i := range d.match[b] {
			c := &d.match[b][i]
			name, ok := free(c.attr)
			before := c.shown(b)
			switch {
			case c.area != "Ticket" || !strings.HasPrefix(c.attr, "DynamicField_"):
			case !ok || d.condition(b, "Ticket", name) != nil:
				m.need(d, c.span, AreaUnknown, "", m.To.ID+" has no dynamic fields: the ACL applies no more", "write the condition on a free field")
			default:
				c.attr = name
				m.changed(d, c.span, before, c.shown(b))
				if m.to.Hits(m.patterns, &c.v, "") != reading.No {
					m.need(d, c.span, FreeFieldEmpty, "", c.name(b)+" matches where the field is empty", "check whether it should", subject(c.area, c.attr))
				}
			}
		}
	}
	for i := range d.lists {
		if l := &d.lists[i]; l.area == "Ticket" {
			if name, ok := free(l.sub); ok {
				before := l.shown()
				l.sub = name
				m.changed(d, l.span, before, l.shown())
			}
		}
	}
}

// field is the definition of a dynamic field, of the new system where that has one, nil where
// nobody gives one.
func (m *migration) field(attr string) (f *inventory.DynamicField, complete bool) {
	return fieldIn(attr, m.destination(), m.source())
}

// fieldIn is the definition of a dynamic field in the first inventory that has one, nil where
// none does.
func fieldIn(attr string, of ...*inventory.Inventory) (f *inventory.DynamicField, complete bool) {
	name := strings.TrimPrefix(attr, "DynamicField_")
	for _, inv := range of {
		if f := inv.DynamicFieldByName(name); f != nil && (f.Type != "" || f.Keys != nil) {
			return f, !inv.Open[attr]
		}
	}
	return nil, false
}

// keyOf is the key of a field that the old system shows by a label: of the same name where
// the new field has that, else the one that is labelled so, else as it was.
func keyOf(f *inventory.DynamicField, key, label string) string {
	if f == nil || slices.Contains(f.Keys, key) {
		return key
	}
	for _, k := range f.Keys {
		if f.Labels[k] == label {
			return k
		}
	}
	return key
}

// fieldValues turns labels into keys, or back. What is shown is told by the system that shows
// it.
func fieldValues(m *migration, d *draft, labels bool) {
	for i := range d.lists {
		l := &d.lists[i]
		if l.area != "Ticket" || !l.isList() || !strings.HasPrefix(l.sub, "DynamicField_") {
			continue
		}
		other, _ := fieldIn(l.sub, m.destination())
		f, complete := fieldIn(l.sub, m.source(), m.destination())
		if labels {
			f, complete = m.field(l.sub)
		}
		if f == nil {
			m.need(d, l.span, ValueUnknown, l.question(), "no inventory says the values of "+l.sub, "give an inventory with the field, and migrate again")
			continue
		}
		var pairs []pair
		if f.PossibleNone {
			pairs = append(pairs, pair{})
		}
		for _, k := range f.Keys {
			label := f.Labels[k]
			if label == "" {
				label = k
			}
			p := pair{label, keyOf(other, k, label)}
			if labels {
				p = pair{k, label}
			}
			pairs = append(pairs, p)
		}
		before := l.shown()
		what := "key"
		if labels {
			what = "shown value"
		}
		if m.translate(d, l, &l.v, pairs, complete, what) {
			m.changed(d, l.span, before, l.shown())
		}
	}
}
