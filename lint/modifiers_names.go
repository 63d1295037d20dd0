package lint

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// knownNames are what lists can name, by kind: queues, states, agents, the keys of a
// dynamic field.
type knownNames struct {
	stock, given map[nameOf]bool
	byKind       map[string][]string // those given, in order
	fieldTypes   map[string]string   // of dynamic fields
	written      map[nameOf]bool     // plain items of the set; made when needed
	hits         map[hitKey][2]string
}

type nameOf struct{ kind, name string }

// hitKey is a pattern that is held against all names of a kind.
type hitKey struct {
	kind, pattern string
	ignoreCase    bool
}

// names gathers what is known to exist. Stock data tells what every system
// has, an inventory what this one has.
func (p *pass) names() *knownNames {
	if p.existing != nil {
		return p.existing
	}
	n := &knownNames{stock: map[nameOf]bool{}, given: map[nameOf]bool{}, byKind: map[string][]string{}, hits: map[hitKey][2]string{}, fieldTypes: map[string]string{}}
	for kind, all := range namesOf(inventory.Stock(p.Target)) {
		for _, name := range all {
			n.stock[nameOf{kind, name}] = true
		}
	}
	if inv := p.opts.Inventory; inv != nil {
		n.byKind = namesOf(inv)
		for kind, all := range n.byKind {
			for _, name := range all {
				n.given[nameOf{kind, name}] = true
			}
		}
		for _, f := range inv.DynamicFields {
			n.fieldTypes[f.Name] = f.Type
		}
	}
	p.existing = n
	return n
}

func namesOf(inv *inventory.Inventory) map[string][]string {
	all := map[string][]string{}
	for kind, table := range map[string]*inventory.Table{
		"Queue": &inv.Queues, "State": &inv.States, "Priority": &inv.Priorities, "Type": &inv.Types, "Service": &inv.Services,
		"SLA": &inv.SLAs, "Lock": &inv.Locks, "Group": &inv.Groups,
	} {
		for _, e := range table.Entities {
			all[kind] = append(all[kind], e.Name)
		}
	}
	for _, r := range inv.Roles {
		all["Role"] = append(all["Role"], r.Name)
	}
	for _, a := range inv.Agents {
		all["Agent"] = append(all["Agent"], a.Name)
	}
	for _, c := range inv.CustomerUsers {
		all["CustomerUser"] = append(all["CustomerUser"], c.Name)
	}
	for _, f := range inv.DynamicFields {
		all["DynamicField_"+f.Name] = f.Keys
	}
	return all
}

// kindOf is what the items of a list name, "" where that is nothing with names.
func kindOf(l *reading.List) string {
	switch attr := l.Attr; {
	case attr == "Role":
		return "Role"
	case strings.HasPrefix(attr, "Group_"):
		return "Group"
	case strings.HasPrefix(attr, "DynamicField_"):
		return attr
	case l.Area == "Ticket" && l.Block.IsMatch() && (attr == "Owner" || attr == "Responsible"):
		return "Agent"
	case l.Area == "Ticket" && attr == "CustomerUserID", l.Area == "CustomerUser" && attr == "UserLogin":
		return "CustomerUser"
	case l.Area == "Ticket":
		switch attr {
		case "Queue", "State", "Priority", "Type", "Service", "SLA", "Lock":
			return attr
		}
	case attr == "UserLogin":
		return "Agent"
	case attr == "Name":
		return l.Area
	}
	return ""
}

// exists reports whether a text is known to be a name of what a list names.
func (p *pass) exists(l *reading.List, text string) bool {
	key := nameOf{kindOf(l), text}
	return p.names().stock[key] || p.names().given[key]
}

// isName reports whether a text is a name of what a list names: one that is known,
// or one that the set itself uses. An item that looks like a pattern is
// none.
func (p *pass) isName(l *reading.List, text string) bool {
	if p.exists(l, text) {
		return true
	}
	n := p.names()
	if n.written == nil {
		n.written = map[nameOf]bool{}
		var lists []reading.List
		for _, v := range p.views {
			lists = p.AppendLists(lists[:0], v.ACL)
			for i := range lists {
				n.note(&lists[i])
			}
		}
	}
	return n.written[nameOf{kindOf(l), text}]
}

func (n *knownNames) note(l *reading.List) {
	kind := kindOf(l)
	if kind == "" || l.Value().Kind != acl.List {
		return
	}
	for i := range l.Value().Items() {
		it := &l.Value().Items()[i]
		if it.Kind == acl.String && !strings.HasPrefix(it.Text, "[") && !looksLikePattern(it.Text) {
			n.written[nameOf{kind, it.Text}] = true
		}
	}
}
