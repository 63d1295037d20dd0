package simulate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// maxProposals bounds how many values are tried for one condition.
const maxProposals = 400

// proposals are values that an attribute could have for a condition to hold, the
// likeliest first: the literal items, what exists and a pattern hits, a string
// made for a pattern, something else for what must not be.
func (s *seeker) proposals(p *property, group []*property) []inventory.Value {
	met := s.explanation.facts.values[p.slot]
	var texts []string
	for _, q := range group {
		if q == p {
			texts = append(slices.Clone(literals(q)), texts...)
		} else {
			texts = append(texts, literals(q)...)
		}
	}
	if len(group) == 0 {
		texts = literals(p)
	}
	exist := s.existing(p)
	if p.area == "Frontend" {
		texts = slices.DeleteFunc(texts, func(t string) bool { return !slices.Contains(exist, t) })
	}
	// What exists comes before what somebody wrote.
	there := func(text string) bool { return slices.Contains(exist, text) }
	slices.SortStableFunc(texts, func(a, b string) int {
		switch {
		case there(a) == there(b):
			return 0
		case there(a):
			return -1
		}
		return 1
	})
	for i := range p.items {
		for _, name := range exist {
			if p.items[i].names(name) == yes {
				texts = append(texts, name)
			}
		}
	}
	for _, q := range group {
		for i := range q.items {
			if it := &q.items[i]; it.mod.IsPattern() && it.pattern != nil && it.positive() {
				if text := it.example(); text != "" {
					texts = append(texts, text)
				}
			}
		}
	}
	texts = append(texts, exist...)
	if p.area != "Frontend" {
		texts = append(texts, "something else", "-")
	}
	var out []inventory.Value
	single := !p.isList || isField(p.attr) && !s.hasSeveral(p.attr)
	if met.Kind != inventory.List && single {
		for _, t := range texts {
			out = append(out, inventory.TextValue(t))
		}
	}
	if met.Kind == inventory.List || p.isList && met.Kind != inventory.Text {
		out = append(out, s.lists(p, &met, texts)...)
	}
	return out[:min(len(out), maxProposals)]
}

// hasSeveral reports whether a dynamic field is known to hold lists.
func (s *seeker) hasSeveral(attr string) bool {
	name, _ := fieldName(attr)
	f := s.explanation.sys.Inventory.DynamicFieldByName(name)
	return f != nil && f.Type == "Multiselect"
}

// lists are changes of a list: without what must not be in it, with one more,
// that one alone, none at all.
func (s *seeker) lists(p *property, met *inventory.Value, texts []string) []inventory.Value {
	var kept, all []string
	for _, e := range met.List {
		if !e.Defined() {
			continue
		}
		all = append(all, e.Text)
		if !slices.ContainsFunc(p.items, func(it item) bool { return it.mod.IsNegated() && it.names(e.Text) == no }) {
			kept = append(kept, e.Text)
		}
	}
	out := []inventory.Value{}
	// A field that holds an empty list is not stored at all.
	empty := len(kept) == 0 && met.Kind != inventory.List && isField(p.attr)
	if !empty && slices.ContainsFunc(p.items, func(it item) bool { return it.mod.IsNegated() }) {
		out = append(out, inventory.ListValue(kept...))
	}
	for _, t := range texts {
		if !slices.Contains(all, t) {
			out = append(out, inventory.ListValue(append(slices.Clone(all), t)...))
		}
	}
	for _, t := range texts {
		out = append(out, inventory.ListValue(t))
	}
	return append(out, inventory.ListValue())
}

// literals are the items of a condition that name a value.
func literals(p *property) []string {
	var out []string
	for i := range p.items {
		if it := &p.items[i]; !it.undef && it.mod == acl.Plain && it.text != "" {
			out = append(out, it.text)
		}
	}
	return out
}

// existing are the values of an attribute that somebody or something has.
func (s *seeker) existing(p *property) []string {
	var out []string
	seen := map[string]bool{"": true}
	add := func(v inventory.Value) {
		for _, e := range append([]inventory.Value{v}, v.List...) {
			if e.Kind == inventory.Text && !seen[e.Text] {
				seen[e.Text] = true
				out = append(out, e.Text)
			}
		}
	}
	inv := s.explanation.sys.Inventory
	t := thingOf(p)
	switch t.area {
	case "User", "Owner", "Responsible":
		for _, a := range inv.Agents {
			if a.Valid() {
				add(agentSection{inv, a, true}.Attr(t.attr))
			}
		}
	case "CustomerUser":
		for _, u := range inv.CustomerUsers {
			add(customerSection{inv, u}.Attr(t.attr))
		}
	case "Frontend":
		for _, name := range slices.Concat(s.explanation.engine.reported(), inv.AgentModules, inv.CustomerModules) {
			add(inventory.TextValue(name))
		}
	case "Process":
		addProcesses(inv, t.attr, add)
	case "Ticket":
		if name, ok := fieldName(t.attr); ok {
			if f := inv.DynamicFieldByName(name); f != nil {
				for _, k := range f.Keys {
					add(inventory.TextValue(k))
				}
			}
		}
		if t.attr == "Lock" || t.attr == "LockID" {
			addEntities(&inv.Locks, map[string]string{"Lock": "Name", "LockID": "ID"}[t.attr], add)
		}
	default:
		if table := tableOf(inv, t.area); table != nil {
			addEntities(table, t.attr, add)
		}
	}
	return out
}

// reported are the names that screens of a target report: those that are known
// to ask ACLs, and every registered module.
func reported(t *product.Target) []string {
	var out []string
	for _, s := range t.Screens() {
		if name := s.ActionName(); name != "" {
			out = append(out, name)
		}
	}
	facts := t.Facts()
	return slices.Concat(out, facts.AgentModules, facts.CustomerModules)
}

func addEntities(t *inventory.Table, attr string, add func(inventory.Value)) {
	for _, e := range t.Entities {
		if !e.Valid() {
			continue
		}
		if attr == "Name" {
			add(inventory.TextValue(e.Name))
			continue
		}
		add(e.Attr(attr))
	}
}

func addProcesses(inv *inventory.Inventory, attr string, add func(inventory.Value)) {
	switch attr {
	case "ProcessEntityID":
		for _, p := range inv.Processes {
			add(inventory.TextValue(p.ID))
		}
	case "ActivityEntityID":
		for _, a := range inv.Activities {
			add(inventory.TextValue(a.ID))
		}
	case "ActivityDialogEntityID":
		for _, d := range inv.Dialogs {
			add(inventory.TextValue(d.ID))
		}
	}
}

// tableOf is the table that a section is read from, nil for the other sections.
func tableOf(inv *inventory.Inventory, area string) *inventory.Table {
	switch area {
	case "Queue":
		return &inv.Queues
	case "State":
		return &inv.States
	case "Priority":
		return &inv.Priorities
	case "Type":
		return &inv.Types
	case "Service":
		return &inv.Services
	case "SLA":
		return &inv.SLAs
	}
	return nil
}
