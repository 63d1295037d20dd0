package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// formChanges is what a change of a form makes a system ask again.
type formChanges struct {
	on    bool
	rules *scenario.Preselection
	// unknown are where each ACL has names that the rules do not know.
	unknown map[*acl.ACL]map[string]bool
	asked   map[string][]*call // see askedOnChange
}

// changes are those of the system in which the ACLs are in force.
func (p *pass) changes() *formChanges {
	if p.formChanges != nil {
		return p.formChanges
	}
	w := &scenario.World{Target: p.Target, Inventory: p.opts.Inventory, Stock: inventory.Stock(p.Target)}
	var deployed []*acl.ACL
	for _, v := range p.inOrder() {
		deployed = append(deployed, v.ACL)
	}
	w.Preselect(deployed)
	c := &formChanges{on: w.Preselection, rules: w.Preselected, unknown: map[*acl.ACL]map[string]bool{}, asked: map[string][]*call{}}
	if c.on {
		for _, u := range c.rules.Unknown {
			if c.unknown[u.ACL] == nil {
				c.unknown[u.ACL] = map[string]bool{}
			}
			c.unknown[u.ACL][u.Path] = true
		}
	}
	p.formChanges = c
	return c
}

// preselection looks for conditions and lists that a change of a form does not make
// ask again.
func preselection(p *pass) {
	changes := p.changes()
	var lists []reading.List
	for _, v := range p.inOrder() {
		if unknown := changes.unknown[v.ACL]; unknown != nil && !p.related().natureOf(v).apart {
			lists = p.AppendLists(lists[:0], v.ACL)
			p.unfollowed(&view{ACL: v.ACL, lists: lists, counts: v.counts}, unknown)
		}
	}
}

// unfollowed tells of what the rules do not know of an ACL, where that matters.
func (p *pass) unfollowed(v *view, unknown map[string]bool) {
	told := map[string]bool{}
	for i := range v.lists {
		l := &v.lists[i]
		attr := changeable(l)
		if l.Block != acl.Properties || attr == "" || !p.gathersForm(l) {
			continue
		}
		for _, change := range p.effective(v) {
			if change.Area != "Ticket" && change.Area != "Form" || !unknown[l.Where()] && !unknown[change.Where()] {
				continue
			}
			screen := p.stale(v, l, attr, change)
			if screen == "" {
				continue
			}
			at, name, hint := l.Entry.KeySpan, l.Name(), "write "+instead(l)
			if !unknown[l.Where()] {
				at, name, hint = change.Entry.KeySpan, change.Name(), "limit "+strings.TrimPrefix(change.Attr, "New")+" here too: both are asked again together"
			}
			if told[name] {
				continue
			}
			told[name] = true
			p.find(v, at, fmt.Sprintf("when %s changes on %s, %s is not asked again: the preselection does not know %s", attr, screen, change.Question(), name), hint)
		}
	}
}

// changeable is what a condition looks at that a form can change, by the product's
// name; "" where it is nothing of that kind.
func changeable(l *reading.List) string {
	standard := []string{"Queue", "State", "Priority", "Type", "Service", "SLA", "Owner", "Responsible"}
	switch {
	case l.Attr == "":
		return ""
	case slices.Contains(standard, l.Area), l.Area == "CustomerUser":
		return l.Area
	case strings.HasPrefix(l.Attr, "DynamicField_") && (l.Area == "Ticket" || l.Area == "DynamicField"):
		return l.Attr
	case l.Area != "Ticket":
		return ""
	case l.Attr == "StateType":
		return "State"
	case l.Attr == "CustomerID", l.Attr == "CustomerUserID":
		return "CustomerUser"
	}
	if attr := strings.TrimSuffix(l.Attr, "ID"); slices.Contains(standard, attr) {
		return attr
	}
	return ""
}

// instead is a condition for the same that the preselection knows.
func instead(l *reading.List) string {
	switch attr := changeable(l); {
	case l.Attr == "StateType":
		return "State.TypeName"
	case attr == "CustomerUser" && l.Attr == "CustomerID":
		return "CustomerUser.UserCustomerID"
	case attr == "CustomerUser":
		return "CustomerUser.UserLogin"
	case strings.HasPrefix(attr, "DynamicField_"):
		return "the name of a field that exists"
	default:
		return "Ticket." + attr + ", by name"
	}
}

// stale is a screen on which a change of an attribute does not make a list be asked
// again, "" where there is none for certain: the form has both, the condition looks at
// it, and preselection is in force there. Which fields a process dialog has nobody
// knows.
func (p *pass) stale(v *view, l *reading.List, attr string, change *reading.List) string {
	question := change.Question()
	if question == attr || slices.Contains(p.changes().rules.Related(attr), question) {
		return ""
	}
	for _, a := range p.askedOnChange(change) {
		element := p.elementOf(a.screen, attr)
		if element != "" && !a.screen.Reasks(element, question) && p.OnScreen(p.patterns, v.lists, a.action) == reading.Yes &&
			p.mayHold(v, a) && isFrom(p.calls().brings(a, l.Block, l.Area, l.Attr), fromForm) {
			return a.screen.ActionName()
		}
	}
	return ""
}

// askedOnChange are the questions for a list that a change in a form may ask again,
// where preselection is in force.
func (p *pass) askedOnChange(change *reading.List) []*call {
	question := change.Question()
	c := p.changes()
	all, ok := c.asked[question]
	if !ok {
		asked := p.calls().asked
		for i := range asked {
			if a := &asked[i]; a.change && a.about(change) && a.screen.Reask != nil && !a.screen.Dialog && p.shows(a.screen, question) {
				all = append(all, a)
			}
		}
		c.asked[question] = all
	}
	return all
}

// elementOf is the element of a screen's form that a change of an attribute is told
// of, "" where the form is not known to have the field.
func (p *pass) elementOf(s *product.Screen, attr string) string {
	if field, isField := strings.CutPrefix(attr, "DynamicField_"); isField {
		if p.showsField(s, field) {
			return attr
		}
		return ""
	}
	k := slices.IndexFunc(s.Fields, func(f product.Field) bool { return f.Attr == attr })
	if k < 0 || !p.isOn(s, &s.Fields[k]) {
		return ""
	}
	return cmp.Or(s.Fields[k].Changes, s.Fields[k].Name)
}

// shows reports whether a form has the field that a question is about.
func (p *pass) shows(s *product.Screen, question string) bool {
	if question == "Form" || strings.HasPrefix(question, "DynamicField_") {
		return true // what is limited is somewhere
	}
	attr := strings.TrimPrefix(strings.TrimPrefix(question, "New"), "Old")
	k := slices.IndexFunc(s.Fields, func(f product.Field) bool { return f.Attr == attr })
	return k >= 0 && p.isOn(s, &s.Fields[k])
}

// showsField reports whether an inventory says that a screen has a dynamic field.
func (p *pass) showsField(s *product.Screen, field string) bool {
	inv := p.opts.Inventory
	return inv != nil && slices.ContainsFunc(inv.Screens, func(c *inventory.Screen) bool {
		return c.Name == s.ActionName() && slices.Contains(c.DynamicFields, field)
	})
}
