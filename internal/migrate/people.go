package migrate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// peopleRules are about agents in lists.
func peopleRules() []Rule {
	return []Rule{
		{
			Kind: "display-name", Family: "people", When: "from Znuny 6.4.4 and later to others",
			Text: "Lists of owners and responsibles hold display names, by the new system's FirstnameLastnameOrder. Znuny compares logins from 6.4.4.",
			Note: "logins became display names", when: func(from, to *product.Switches) bool {
				return from.UserLists == product.Logins && to.UserLists == product.DisplayNames
			}, each: people,
		},
		{
			Kind: "login", Family: "people", When: "to Znuny 6.4.4 and later from others",
			Text: "Lists of owners and responsibles hold logins in Znuny from 6.4.4. Everybody else compares display names.",
			Note: "display names became logins", when: func(from, to *product.Switches) bool {
				return from.UserLists == product.DisplayNames && to.UserLists == product.Logins
			}, each: people,
		},
		{
			Kind: "name-order", Family: "people", When: "where FirstnameLastnameOrder differs, or names do",
			Text: "Lists of owners and responsibles hold display names, which the setting FirstnameLastnameOrder puts together in another way in the new system.",
			Note: "names as the new system shows them", when: func(from, to *product.Switches) bool {
				return from.UserLists == product.DisplayNames && to.UserLists == product.DisplayNames
			}, each: people,
		},
		{
			Kind: "new-responsible", Family: "people", When: "to Znuny 7.2.2 and later, or from it",
			Text: "Znuny asks for the responsible of action screens as NewResponsible from 7.2.2, all others as Responsible.",
			Note: "NewResponsible is Responsible", when: func(from, to *product.Switches) bool { return from.NewResponsible != to.NewResponsible }, each: newResponsible,
		},
		{
			Kind: "invalid-agents", Family: "people", When: "from OTRS 2.4 and older",
			Text: "Agents who are not valid had groups up to OTRS 2.4.",
			when: func(from, to *product.Switches) bool {
				return from.InvalidAgentsKeepGroups && !to.InvalidAgentsKeepGroups
			}, each: invalidAgents,
		},
	}
}

// displayName is what lists show of an agent, absence aside.
func displayName(inv *inventory.Inventory, a *inventory.Agent) string {
	here := *a
	here.Attrs = map[string]inventory.Value{}
	for name, v := range a.Attrs {
		if name != "OutOfOfficeMessage" {
			here.Attrs[name] = v
		}
	}
	return inv.DisplayName(&here).Text
}

// namesake is who has an agent's login in another system, or the agent where nobody has.
func namesake(inv *inventory.Inventory, a *inventory.Agent) *inventory.Agent {
	return cmp.Or(inv.AgentByLogin(a.Name), a)
}

// agents are what lists hold of each agent in the old system and in the new one.
func (m *migration) agents() (pairs []pair, complete bool) {
	was, is := m.source(), m.destination()
	for _, a := range was.Agents {
		p := pair{a.Name, a.Name}
		if m.From.Switches.UserLists == product.DisplayNames {
			p.old = displayName(was, a)
		}
		if m.To.Switches.UserLists == product.DisplayNames {
			p.new = displayName(is, namesake(is, a))
		}
		if p.old != "" && p.new != "" {
			pairs = append(pairs, p)
		}
	}
	return pairs, was.Complete("agents")
}

func people(m *migration, d *draft) {
	pairs, complete := m.agents()
	if m.From.Switches.UserLists == m.To.Switches.UserLists && !slices.ContainsFunc(pairs, func(p pair) bool { return p.old != p.new }) {
		return
	}
	for i := range d.lists {
		l := &d.lists[i]
		if l.area != "Ticket" || !l.isList() || !slices.Contains([]string{"Owner", "NewOwner", "OldOwner", "Responsible", "NewResponsible"}, l.sub) {
			continue
		}
		if l.sub == "OldOwner" {
			formerOwners(m, d, l)
			continue
		}
		what := "login"
		if m.To.Switches.UserLists == product.DisplayNames {
			what = "display name"
		}
		before, was := l.shown(), copied(&l.v)
		m.sharedNames(d, l, pairs)
		m.translate(d, l, &l.v, pairs, complete, what)
		m.strangers(d, l, &was, pairs, what)
		m.changed(d, l.span, before, l.shown())
	}
}

// strangers leaves in a list what named no agent in the old system and names one in the new
// one: nobody knows who was meant.
func (m *migration) strangers(d *draft, l *list, was *acl.Value, pairs []pair, what string) {
	for i := range was.Items() {
		it := &was.Items()[i]
		mod, rest := m.from.Split(it.Text)
		if it.Kind == acl.Undef || mod != acl.Plain || rest == "" || slices.ContainsFunc(pairs, func(p pair) bool { return p.old == rest }) ||
			slices.ContainsFunc(l.v.Items(), func(x acl.Value) bool { return x.Kind != acl.Undef && x.Text == it.Text }) {
			continue
		}
		l.v.SetItems(append(l.v.Items(), *it))
		m.need(d, l.span, ValueUnknown, l.question(), l.name()+": "+reading.Shown(rest)+" named nobody in the old system, and is a "+what+" in the new one",
			"take it away to keep what it did, or make sure of who is meant")
	}
}

// sharedNames tells of names in a list that several agents bear, who come apart.
func (m *migration) sharedNames(d *draft, l *list, pairs []pair) {
	seen := map[string]bool{}
	for _, p := range pairs {
		var all []string
		for _, o := range pairs {
			if o.old == p.old && !slices.Contains(all, o.new) {
				all = append(all, o.new)
			}
		}
		if len(all) < 2 || seen[p.old] {
			continue
		}
		seen[p.old] = true
		if slices.ContainsFunc(l.v.Items(), func(it acl.Value) bool {
			mod, rest := m.from.Split(it.Text)
			hit, _ := m.from.Found(m.patterns, mod, rest, p.old)
			return it.Kind != acl.Undef && hit == reading.Yes
		}) {
			m.need(d, l.span, SharedName, l.question(), l.name()+": '"+p.old+"' is ambiguous, it is the name of "+strings.Join(all, " and "), "take out those who were not meant")
		}
	}
}

// formerOwners are compared by a number and their display names on every product.
func formerOwners(m *migration, d *draft, l *list) {
	was, is := m.source(), m.destination()
	if slices.ContainsFunc(was.Agents, func(a *inventory.Agent) bool {
		other := is.AgentByLogin(a.Name)
		return other != nil && displayName(is, other) != displayName(was, a)
	}) {
		m.need(d, l.span, ValueUnknown, l.question(), l.name()+" holds names as the old system shows them", "write them as the new one does")
	}
}

func newResponsible(m *migration, d *draft) {
	for _, block := range []acl.BlockName{acl.Possible, acl.PossibleAdd, acl.PossibleNot} {
		old, now := d.list(block, "Ticket.Responsible"), d.list(block, "Ticket.NewResponsible")
		switch {
		case m.To.Switches.NewResponsible && old != nil:
			if now != nil {
				d.drop(block, "Ticket.NewResponsible")
				old = d.list(block, "Ticket.Responsible")
			}
			d.put(block, "Ticket", "NewResponsible", copied(&old.v), old.span)
			added := d.list(block, "Ticket.NewResponsible")
			m.changed(d, added.span, "", added.shown())
		case m.From.Switches.NewResponsible && now != nil:
			before, text, span := now.shown(), shown(&now.v), now.span
			if old == nil {
				d.put(block, "Ticket", "Responsible", copied(&now.v), span)
			}
			if old == nil || shown(&old.v) != text {
				m.need(d, span, QuestionSplit, "Ticket.Responsible", m.To.ID+" asks for one list where "+m.From.ID+" had Responsible and NewResponsible", "make two ACLs by Frontend.Action if they must differ")
			}
			d.drop(block, "Ticket.NewResponsible")
			m.changed(d, span, before, d.list(block, "Ticket.Responsible").shown())
		}
	}
}

func invalidAgents(m *migration, d *draft) {
	for i := range d.match[acl.Properties] {
		c := &d.match[acl.Properties][i]
		if len(c.attr) > 6 && c.attr[:6] == "Group_" && c.area != "CustomerUser" && slices.ContainsFunc(m.source().Agents, func(a *inventory.Agent) bool { return !a.Valid() }) {
			m.need(d, c.span, InvalidPersons, "", c.name(0)+" held for agents who are not valid", "nothing, if nobody logs in as one")
		}
	}
}
