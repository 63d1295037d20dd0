package migrate

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
)

// negationRules are about negated items on attributes with several values.
func negationRules() []Rule {
	return []Rule{
		{
			Kind: "list-negation", Family: "negation", When: "from OTRS 4.0 to 5.0.12, to 5.0.13 and later", Behaviour: true,
			Text: "On roles, groups and multiselects [Not] never matched before OTRS 5.0.13, and [NotRegExp] matched if some value differs. The first is left out, the second becomes a pattern that some value meets.",
			Note: "negations on lists say what they did", when: func(from, to *product.Switches) bool {
				return from.NegationOnLists == product.OldNegation && to.NegationOnLists == product.NewNegation
			}, each: listNegation,
		},
		{
			Kind: "list-negation-back", Family: "negation", When: "from OTRS 5.0.13 and later, to what is older",
			Text: "Negations on roles, groups and multiselects do something else before OTRS 5.0.13.",
			when: func(from, to *product.Switches) bool {
				return from.NegationOnLists == product.NewNegation && to.NegationOnLists != product.NewNegation
			}, each: listNegationBack,
		},
	}
}

func listNegation(m *migration, d *draft) {
	for b := range d.match {
		for i := range d.match[b] {
			c := &d.match[b][i]
			if c.v.Kind != acl.List {
				continue
			}
			kind := m.isList(c)
			if kind == no {
				continue
			}
			before, items := c.shown(b), []acl.Value{}
			negated := false
			for k := range c.v.Items() {
				it := c.v.Items()[k]
				mod, rest := m.from.Split(it.Text)
				if it.Kind == acl.Undef || !mod.IsNegated() {
					items = append(items, it)
					continue
				}
				negated = true
				if kind == unknown {
					items = append(items, it)
					m.need(d, c.span, ListNegation, "", c.name(b)+": nobody tells whether the field has several values, for which "+it.Text+" says something else now", "give an inventory with the field")
					continue
				}
				switch mod {
				case acl.Not: // never
				case acl.NotRegExp:
					it.Text = "[RegExp]" + lacking(rest)
					items = append(items, it)
				case acl.NotRegExpIgnoreCase:
					it.Text = "[regexp]" + lacking(rest)
					items = append(items, it)
				}
			}
			if !negated {
				continue
			}
			if len(items) == 0 {
				d.never = c.shown(b) + " never matches on " + m.From.ID + ": it is a list"
				continue
			}
			c.v.SetItems(items)
			m.changed(d, c.span, before, c.shown(b))
		}
	}
}

// lacking is a pattern that hits what another one does not.
func lacking(pattern string) string {
	if rest, ok := strings.CutPrefix(pattern, "^"); ok && !strings.ContainsAny(rest, "|") {
		return "^(?!" + rest + ")"
	}
	return "^(?!.*(?:" + pattern + "))"
}

func listNegationBack(m *migration, d *draft) {
	for b := range d.match {
		for i := range d.match[b] {
			c := &d.match[b][i]
			for k := range c.v.Items() {
				it := &c.v.Items()[k]
				if mod, _ := m.from.Split(it.Text); mod.IsNegated() && m.isList(c) != no {
					m.need(d, c.span, ListNegation, "", c.name(b)+": "+it.Text+" says something else on "+m.To.ID, "name the values that are meant")
				}
			}
		}
	}
}
