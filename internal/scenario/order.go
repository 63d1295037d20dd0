package scenario

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/product"
)

// Rank orders questions as a screen shows what they are about, from top to
// bottom: first whether it may be used, then its fields, then what is chosen
// elsewhere.
func (p *Plan) Rank(a *Asked) int {
	order := displayed()
	switch a.Call.ReturnType {
	case "Action":
		return 0
	case "Ticket":
	default:
		return 2 + len(order) + slices.Index([]string{"Form", "FormStd", "ActivityDialog", "Process"}, a.Call.ReturnType)
	}
	sub := a.Call.ReturnSubType
	if strings.HasPrefix(sub, "DynamicField_") {
		return 1 + len(order)
	}
	// The screens that change a stored ticket show its queue further down.
	if sub == "Queue" && slices.ContainsFunc(p.Screen.Fields, func(f product.Field) bool { return f.Name == "NewOwnerID" }) {
		sub = "Queue of a ticket"
	}
	return 1 + slices.Index(order, sub)
}

func displayed() []string {
	return []string{
		"Type", "Queue", "Service", "SLA", "Queue of a ticket", "Owner", "NewOwner", "OldOwner", "Responsible", "NewResponsible", "State", "Priority",
	}
}

// Unseen says in a phrase why the list that a question is about cannot be seen on
// the screen, though the screen asks for it; "" where it can, or where that is
// not known.
func (p *Plan) Unseen(a *Asked) string {
	if a.Setter || a.Call.ReturnType != "Ticket" || p.Page == nil || p.Page.Visible == nil || p.run == nil {
		return ""
	}
	sub := a.Call.ReturnSubType
	if slices.Contains(p.Page.Visible, sub) {
		return ""
	}
	if strings.HasPrefix(sub, "DynamicField_") {
		return "Form hides this field"
	}
	if !slices.ContainsFunc(p.Screen.Fields, func(f product.Field) bool { return f.Attr != "" && p.run.listOf(f.Attr) == sub }) {
		return ""
	}
	return p.notThere()
}

// notThere is said of a field that a screen does not show.
func (p *Plan) notThere() string {
	if p.run.w.Inventory == nil || p.run.w.Inventory == p.run.w.Stock {
		return "not on the screen as it is after installation"
	}
	return "not on the screen"
}

// Chosen is the product's name of what an element of the form chooses: Queue for
// Dest.
func (p *Plan) Chosen(element string) string {
	if p.run == nil {
		return element
	}
	return p.run.attrOf(element)
}

// Words is the value of an Emptied as people read it.
func (p *Plan) Words(e Emptied) string { return p.inWords(e) }
