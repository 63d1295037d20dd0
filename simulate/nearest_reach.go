package simulate

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

const fieldPrefix = "DynamicField_"

func fieldName(attr string) (string, bool) {
	name, ok := strings.CutPrefix(attr, fieldPrefix)
	return name, ok && name != ""
}

func isField(attr string) bool { return strings.HasPrefix(attr, fieldPrefix) }

// outOfReach says why an attribute is never there in a call like this one, or
// why it can have no other value; "" where it could (semantics, "The two data
// sets"). What is known to be there is within reach.
func (s *seeker) outOfReach(p *property) string {
	met := &s.explanation.facts.values[p.slot]
	if why := s.deadNegation(p, met); why != "" {
		return why
	}
	if p.area == "Frontend" {
		return s.noScreen(p, met)
	}
	if met.Defined() && met.Kind != inventory.Unknown {
		return ""
	}
	if why := s.notYet(p); why != "" {
		return why
	}
	call := s.explanation.facts.call
	stored := given(call.Params["TicketID"])
	agent := given(call.Params["UserID"])
	switch p.area {
	case "Ticket":
		return s.noTicketAttr(p, stored)
	case "DynamicField":
		if !isField(p.attr) {
			return "names of dynamic fields begin with DynamicField_ there"
		}
	case "User":
		switch {
		case !agent:
			return "a customer asks, and there is no agent"
		case !s.hasPermission(p.attr, s.explanation.sys.Inventory.Permissions()):
			return "agents have no permission of that name"
		}
	case "Owner", "Responsible":
		if !s.hasPermission(p.attr, s.explanation.sys.Inventory.Permissions()) {
			return "agents have no permission of that name"
		}
	case "CustomerUser":
		switch {
		case p.attr == "Role":
			return "customer users have no roles"
		case !s.hasPermission(p.attr, s.explanation.sys.Inventory.CustomerPermissions()):
			return "customer users have no permission of that name"
		}
	case "Process":
		if !slices.Contains([]string{"ProcessEntityID", "ActivityEntityID", "ActivityDialogEntityID"}, p.attr) {
			return "there is no such attribute of processes"
		}
		if p.attr == "ActivityDialogEntityID" && p.set == checksDatabase {
			return "no ticket stores a dialog"
		}
	case "Queue", "Service", "Type", "Priority", "SLA", "State":
	default:
		return "there is no area " + p.area
	}
	if p.set == checksDatabase && p.area != "User" && !stored {
		return notStored
	}
	return ""
}

// deadNegation: in OTRS 4.0 to 5.0.12 [Not] matches no list.
func (s *seeker) deadNegation(p *property, met *inventory.Value) string {
	t := s.explanation.engine.target
	if t.Switches.NegationOnLists != product.OldNegation || !p.isList && met.Kind != inventory.List || len(p.items) == 0 ||
		slices.ContainsFunc(p.items, func(it item) bool { return it.mod != acl.Not }) {
		return ""
	}
	return "[Not] never matches a list such as this one on " + t.ID
}

// notYet says why an older engine never has an attribute, or has not in a call
// like this one (semantics, "The two data sets" and appendix A).
func (s *seeker) notYet(p *property) string {
	sw := &s.explanation.engine.target.Switches
	id := s.explanation.engine.target.ID
	switch {
	case !sw.Sections.Has(p.area) && slices.Contains(product.Default().Switches.Sections.Names(), p.area):
		return id + " knows no area " + p.area
	case p.attr == "Role" && !sw.Database:
		return id + " knows no roles"
	case p.area == "Ticket" && isField(p.attr) && sw.FreeFields == product.FreeFieldsOnly:
		return id + " knows no dynamic fields"
	case sw.Overlay:
		return ""
	}
	call := s.explanation.facts.call
	switch p.area {
	case "Ticket":
		if !given(call.Params["TicketID"]) {
			return notStored + ", and " + id + " does not look at the form"
		}
	case "Queue", "Type", "Service":
		if !given(call.Params[p.area+"ID"]) && (!given(call.Params[p.area]) || p.area == "Service" && !sw.ServiceByName) {
			return "this question names no " + strings.ToLower(p.area) + ", and " + id + " has no other"
		}
	case "CustomerUser":
		if !given(call.Params["CustomerUserID"]) {
			return "this question names no customer user, and " + id + " has no other"
		}
	}
	return ""
}

// hint says what has to be known to fulfil a need: a parameter Type of another
// meaning keeps the ticket's own type out.
func (s *seeker) hint(p *property) string {
	call := s.explanation.facts.call
	if _, present := call.Params["Type"]; p.area == "Type" && p.set == checks && present && !given(call.Params["TypeID"]) {
		return "only a type chosen in the form counts here, not the ticket's"
	}
	return ""
}

const notStored = "no ticket is stored when this is asked"

// noScreen: what the screen reports about itself is fixed.
func (s *seeker) noScreen(p *property, met *inventory.Value) string {
	switch {
	case p.attr == "Endpoint" && s.explanation.engine.target.Switches.SpecialTypes.Has("Endpoint"):
		return "no screen with an endpoint is known here"
	case p.attr != "Action":
		return "Frontend has nothing but Action"
	case !met.Defined():
		return "this question is asked without an Action"
	case !slices.ContainsFunc(s.existing(p), func(name string) bool { return s.holdsWith(p, inventory.TextValue(name)) }):
		return "no module that is registered has such a name"
	}
	return ""
}

// noTicketAttr: most of a ticket is there only once it is stored; what the form
// overlays is there before.
func (s *seeker) noTicketAttr(p *property, stored bool) string {
	if _, free := freeField(fieldPrefix + p.attr); free && s.explanation.engine.target.Switches.FreeFields != product.NoFreeFields {
		if stored {
			return ""
		}
		return notStored
	}
	if !isTicketAttr(p.attr) {
		return "tickets have no such attribute"
	}
	t := thingOf(p)
	overlaid := t.area != "Ticket" || isField(p.attr)
	switch {
	case stored, p.set == checks && isField(p.attr):
		return ""
	case p.set == checks && overlaid && s.explanation.engine.needs.has(t.area):
		return ""
	case p.set == checks && overlaid:
		return "no ticket is stored, and the form counts only where some ACL has conditions on " + t.area
	}
	return notStored
}

// isTicketAttr reports whether stored tickets have an attribute of that name.
func isTicketAttr(name string) bool {
	return isField(name) || strings.HasPrefix(name, "Escalation") || slices.Contains(inventory.TicketAttributes(), name)
}

// hasPermission: Group_<permission> is there for the permissions of the system.
func (s *seeker) hasPermission(attr string, all []string) bool {
	if !strings.HasPrefix(attr, groupPrefix) {
		return true
	}
	_, ok := permission(attr, all)
	return ok
}
