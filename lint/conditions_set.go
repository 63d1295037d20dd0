package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

const neverApplies = "the ACL never applies"

// neverSet looks for attributes that no call brings, whatever it passes. What
// unknown-key, unlikely-attribute and dynamicfield-prefix speak of is left to them.
func neverSet(p *pass, v *view, l *reading.List) {
	switch {
	case !l.Block.IsMatch() || l.Attr == "" || !p.Target.Switches.Sections.Has(l.Area), p.isExtension(l),
		l.Area == "Process" && !slices.Contains(processAttributes(), l.Attr),
		l.Area == "Frontend" && l.Attr != "Action" && l.Attr != "Endpoint",
		p.prefixed(l) != "", p.attributeMeant(l.Area, l.Attr) != "":
		return
	case l.Area == "Frontend" && l.Attr == "Action":
		p.neverReported(v, l)
		return
	case p.mayBeThere(l):
		return
	}
	why, hint := p.whyNeverSet(l)
	d := p.find(v, l.Entry.KeySpan, why+": "+neverApplies, hint)
	if permission, ok := strings.CutPrefix(l.Attr, "Group_"); ok && !p.permissionsTold(l.Area) && slices.Contains(p.knownPermissions(), permission) {
		d.Severity = diag.Warning // it may have been added
	}
}

// isDead reports whether an ACL never applies anyway: where that is the fault, one reason is
// enough. A name without its prefix is no such reason, for that is soon mended.
func (p *pass) isDead(v *view) bool {
	return p.DiesIn(v.ACL, v.lists) != "" || p.NeverIn(v.ACL, v.lists) != "" || slices.ContainsFunc(v.lists, func(l reading.List) bool {
		return l.Block.IsMatch() && l.Attr != "" && !p.isExtension(&l) && p.prefixed(&l) == "" && !p.mayBeThere(&l)
	})
}

func (p *pass) isExtension(l *reading.List) bool {
	return slices.Contains(p.opts.Extensions.Areas, l.Area) || slices.Contains(p.opts.Extensions.Attributes[l.Area], l.Attr)
}

// mayBeThere reports whether some call may bring an attribute.
func (p *pass) mayBeThere(l *reading.List) bool {
	switch l.Area {
	case "Ticket":
		if !slices.Contains(inventory.TicketAttributes(), l.Attr) && p.Target.Switches.FreeFields != product.NoFreeFields {
			return true
		}
	case "State", "Priority", "Type": // which have no preferences
		return slices.Contains(p.attributes(l.Area), l.Attr)
	}
	return p.calls().everBrings(l.Block, l.Area, l.Attr).Defined()
}

// isEscalation reports whether a ticket that escalates may have such an attribute.
func isEscalation(attr string) bool {
	return slices.ContainsFunc([]string{"Escalation", "FirstResponse", "Update", "Solution"}, func(begin string) bool { return strings.HasPrefix(attr, begin) })
}

// neverReported looks for what is an action in lists and no screen.
func (p *pass) neverReported(v *view, l *reading.List) {
	const reply = "CustomerTicketZoomReply"
	if !p.Target.Switches.ZoomReply || l.Value().Kind != acl.List {
		return
	}
	for i := range l.Value().Items() {
		if it := &l.Value().Items()[i]; it.Kind == acl.String && it.Text == reply {
			p.find(v, it.Span, "no screen reports "+reply+": this item never matches", "write CustomerTicketZoom, the screen that asks for it")
		}
	}
}

// whyNeverSet says why an attribute is never there, and what to write instead.
func (p *pass) whyNeverSet(l *reading.List) (why, hint string) {
	permission, isGroup := strings.CutPrefix(l.Attr, "Group_")
	switch {
	case l.Area == "Frontend":
		return p.Target.ID + " never sets Frontend.Endpoint", "write Frontend.Action; endpoints are of OTRS 7 and 8"
	case l.Area == "CustomerUser" && l.Attr == "Role":
		return "customer users have no roles", "write CustomerUser.Group_rw with groups, or another attribute of the customer user"
	case l.Attr == "Role":
		return p.Target.ID + " does not gather roles", "write " + l.Area + ".Group_rw with groups"
	case isGroup:
		all, setting := p.permissions(l.Area)
		hint = "there is Group_" + strings.Join(all, ", Group_")
		if setting == customerPermissions && len(permission) > 0 || slices.Contains(p.knownPermissions(), permission) {
			hint += "; others have to be in " + setting
		} else {
			hint += "; groups are the items"
		}
		return fmt.Sprintf("%s have no permission %s, so %s is never set", people(l.Area), reading.Shown(permission), l.Name()), hint
	case l.Area == "Process":
		return "no ticket stores " + l.Name(), "put it under Properties"
	}
	known := p.attributes(l.Area)
	if near := diag.Nearest(l.Attr, known); diag.IsNear(l.Attr, near) {
		hint = "did you mean " + near + "?"
	}
	if l.Area == "Ticket" && strings.HasPrefix(l.Attr, "TicketFree") {
		return p.Target.ID + " has no free fields", "write DynamicField_" + l.Attr + ", if that is what the field became"
	}
	if slices.Contains(inventory.TicketAttributes(), l.Attr) {
		return p.Target.ID + " has no " + l.Name(), hint
	}
	return fmt.Sprintf("there is no %s in %s, so it is never set", reading.Shown(l.Attr), l.Area), hint
}

func people(area string) string {
	if area == "CustomerUser" {
		return "customer users"
	}
	return "agents"
}

const (
	agentPermissions    = "System::Permission"
	customerPermissions = "System::Customer::Permission"
)

// permissions are those that somebody may have, and the setting that says so.
func (p *pass) permissions(area string) (all []string, setting string) {
	inv := p.calls().system.Inventory
	if area == "CustomerUser" {
		return inv.CustomerPermissions(), customerPermissions
	}
	return inv.Permissions(), agentPermissions
}

// permissionsTold reports whether the inventory says which there are.
func (p *pass) permissionsTold(area string) bool {
	_, setting := p.permissions(area)
	if p.opts.Inventory == nil {
		return false
	}
	_, told := p.opts.Inventory.Settings[setting]
	return told
}

// knownPermissions are those that some screen asks for.
func (p *pass) knownPermissions() []string {
	facts := p.Target.Facts()
	return slices.Concat(facts.SystemPermissions, slices.Collect(maps.Values(facts.ScreenPermission)))
}

// prefixed is the name that a dynamic field should have where a list has it without
// DynamicField_, or with it twice; "" where it is right as it is.
func (p *pass) prefixed(l *reading.List) string {
	const prefix = "DynamicField_"
	if p.isExtension(l) || l.Attr == "" {
		return ""
	}
	if field, ok := strings.CutPrefix(l.Attr, prefix); ok && (l.Area == "Ticket" || l.Area == "DynamicField") {
		if strings.HasPrefix(field, prefix) && field != prefix && !(p.opts.Inventory != nil && p.isField(field)) {
			return field
		}
		return ""
	}
	switch {
	case l.Block.IsMatch() && l.Area == "DynamicField":
		return prefix + l.Attr
	case l.Area == "Ticket" && !slices.Contains(inventory.TicketAttributes(), l.Attr) && !p.Target.Asks(l.Attr) &&
		(p.opts.Inventory != nil && p.isField(l.Attr) || p.usesField(prefix+l.Attr)):
		return prefix + l.Attr
	}
	return ""
}

// usesField reports whether some ACL has a list about a dynamic field under its right name.
func (p *pass) usesField(name string) bool {
	if p.usedFields == nil {
		p.usedFields = map[string]bool{}
		var lists []reading.List
		for _, v := range p.views {
			lists = p.AppendLists(lists[:0], v.ACL)
			for i := range lists {
				if strings.HasPrefix(lists[i].Attr, "DynamicField_") {
					p.usedFields[lists[i].Attr] = true
				}
			}
		}
	}
	return p.usedFields[name]
}

// isField reports whether the inventory has a dynamic field of that name.
func (p *pass) isField(name string) bool {
	_, ok := p.names().fieldTypes[name]
	return ok
}

func dynamicFieldPrefix(p *pass, v *view, l *reading.List) {
	name := p.prefixed(l)
	switch {
	case !l.Block.IsMatch() && name == "":
		p.formPrefix(v, l)
		return
	case name == "", l.Block.IsMatch() && !p.Target.Switches.Sections.Has(l.Area):
		return
	}
	why := "names of dynamic fields begin with DynamicField_ there"
	if strings.HasPrefix(l.Attr, "DynamicField_") {
		why = "no dynamic field is called " + name
	}
	effect := fmt.Sprintf("%s is never set, for %s: %s", l.Name(), why, neverApplies)
	if !l.Block.IsMatch() {
		effect = fmt.Sprintf("no screen asks for %s, for %s: this list does nothing", l.Name(), why)
	}
	d := p.find(v, l.Entry.KeySpan, effect, "write "+name)
	if v.areaEntry(l).Value.Get(name) == nil {
		p.fixKey(d, l.Entry.KeySpan, l.Attr, name)
	}
}

// formPrefix looks at lists of fields that a form shows.
func (p *pass) formPrefix(v *view, l *reading.List) {
	if l.Area != "Form" || p.Effect(l) != reading.Applied {
		return
	}
	effect := "it hides nothing"
	switch l.Block {
	case acl.Possible:
		effect = "the field is hidden"
	case acl.PossibleAdd:
		effect = "it brings back nothing"
	}
	items := l.Value().Items()
	for i := range items {
		it := &items[i]
		m, rest := p.split(l, it)
		begin := ""
		if m.IsPattern() {
			begin = "^"
		}
		field, ok := strings.CutPrefix(rest, begin+"DynamicField_")
		if it.Kind != acl.String || !ok || field == "" || m.IsNegated() || p.opts.Inventory != nil && p.isField("DynamicField_"+field) {
			continue
		}
		d := p.find(v, it.Span, "fields have no DynamicField_ before their names in Form: "+effect, "write "+m.Prefix()+begin+field)
		p.fixItem(v, d, it, m.Prefix()+begin+field)
	}
}
