package migrate

import (
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
)

// itemRules are about items that the two engines read differently.
func itemRules() []Rule {
	return []Rule{
		{
			Kind: "plain-text", Family: "items", When: "to engines that know more modifiers",
			Text: "An item that was plain text to the old engine, and is a modifier to the new one, becomes a pattern for that text.",
			Note: "what was plain text stays it", when: func(from, to *product.Switches) bool {
				return from.Modifiers != to.Modifiers || from.NotAnything != to.NotAnything
			}, each: plainText,
		},
		{
			Kind: "modifier-away", Family: "items", When: "to engines that know fewer modifiers",
			Text: "A negation that the new engine does not know becomes a pattern that says the same.",
			Note: "negations became patterns", when: func(from, to *product.Switches) bool {
				return from.Modifiers > to.Modifiers || from.NotAnything && !to.NotAnything
			}, each: modifierAway,
		},
	}
}

func plainText(m *migration, d *draft) {
	d.eachValue(func(name string, span acl.Span, v *acl.Value, _ *list, _ int) {
		before := shown(v)
		m.keepPlain(v)
		m.changed(d, span, name+": "+before, name+": "+shown(v))
	})
}

// keepPlain says in a pattern what the new engine would take for a modifier.
func (m *migration) keepPlain(v *acl.Value) {
	for i := range v.Items() {
		it := &v.Items()[i]
		was, _ := m.from.Split(it.Text)
		is, _ := m.to.Split(it.Text)
		if it.Kind != acl.Undef && was == acl.Plain && is != acl.Plain {
			it.Kind, it.Text = acl.String, "[RegExp]"+exactly(it.Text)
		}
	}
}

func modifierAway(m *migration, d *draft) {
	lists := map[*acl.Value]truth{}
	for b := range d.match {
		for i := range d.match[b] {
			lists[&d.match[b][i].v] = m.isList(&d.match[b][i])
		}
	}
	d.eachValue(func(name string, span acl.Span, v *acl.Value, l *list, _ int) {
		before := shown(v)
		for i := range v.Items() {
			it := &v.Items()[i]
			was, rest := m.from.Split(it.Text)
			is, _ := m.to.Split(it.Text)
			if it.Kind == acl.Undef || was == is {
				continue
			}
			if was == acl.Plain {
				continue
			}
			text, ok := "", m.To.Switches.Modifiers >= product.Patterns && (!was.IsNegated() || lists[v] == no || l != nil)
			switch was {
			case acl.NotAnything:
				text = everything
			case acl.Not:
				text = "[RegExp]^(?!" + quoted(rest) + `\z)`
			case acl.NotRegExp:
				text = "[RegExp]^(?!.*(?:" + rest + "))"
			case acl.NotRegExpIgnoreCase:
				text = "[regexp]^(?!.*(?:" + rest + "))"
			default:
				ok = false
			}
			if !ok {
				m.need(d, span, ModifierUnknown, "", name+": "+m.To.ID+" takes "+it.Text+" for plain text", "list the values that it hits")
				continue
			}
			it.Text = text
		}
		m.changed(d, span, name+": "+before, name+": "+shown(v))
	})
}
