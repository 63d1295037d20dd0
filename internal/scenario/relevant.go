package scenario

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/simulate"
)

// Relevant says what of a stored ticket bears on answers. A million tickets differ
// in their numbers and titles, and mostly in nothing that any ACL looks at.
type Relevant struct {
	// Ignored are attributes that no condition looks at and no screen asks for, Truth
	// those of which only counts whether they are true as Perl sees it.
	Ignored, Truth map[string]bool
	// Known tells of a value of the latter whether something is known about it: it is
	// told apart all the same.
	Known func(value string) bool
	// Fields tells of a dynamic field whether anything looks at it; nil: it does. One
	// that nothing looks at still is a field of forms: it bears on what Form and its
	// own question offer.
	Fields func(attr string) bool
}

// Ignores reports whether an attribute of a ticket bears on nothing. fields says
// that it is not asked which dynamic fields are shown, nor what one offers.
func (r *Relevant) Ignores(attr string, fields bool) bool {
	return r.Ignored[attr] || fields && r.Fields != nil && strings.HasPrefix(attr, "DynamicField_") && !r.Fields(attr)
}

// OnlyTruth reports whether of an attribute's value no more counts than that it is
// true, as it is.
func (r *Relevant) OnlyTruth(attr, value string) bool {
	return r.Truth[attr] && (r.Known == nil || !r.Known(value))
}

// RelevantTo is what bears on the answers of an engine in a system.
func RelevantTo(e *simulate.Engine, inv *inventory.Inventory) *Relevant {
	r := &Relevant{Ignored: map[string]bool{}, Truth: map[string]bool{}}
	if e.Relations() != nil {
		return r // their modules look at whatever the tables name
	}
	for _, attr := range []string{
		"TicketNumber", "Title", "Age", "Created", "CreateBy", "Changed", "ChangeBy", "UnlockTimeout", "UntilTime",
		"RealTillTimeNotUsed", "EscalationTime", "EscalationResponseTime", "EscalationUpdateTime", "EscalationSolutionTime",
	} {
		r.Ignored[attr] = true
	}
	// Of customer users that the inventory does not have nothing is known but the
	// login. Of the others their services count.
	r.Truth["TicketID"], r.Truth["CustomerUserID"], r.Ignored["CustomerID"] = true, true, true
	r.Known = func(value string) bool { return inv.CustomerUserByLogin(value) != nil }
	spoken := map[string]bool{}
	for _, f := range e.Fields() {
		spoken["DynamicField_"+f] = true
	}
	r.Fields = func(attr string) bool {
		return spoken[attr] || strings.Contains(attr, "Process") || inv.DynamicFieldByName(strings.TrimPrefix(attr, "DynamicField_")) != nil
	}
	e.Looked(func(area, attr string) {
		delete(r.Ignored, attr)
		delete(r.Truth, attr)
		if attr == "UserCustomerID" {
			delete(r.Ignored, "CustomerID")
		}
		if area == "CustomerUser" && (attr == "UserLogin" || !inv.Complete("customer_users")) {
			delete(r.Truth, "CustomerUserID") // reasons name who is not known
		}
	})
	return r
}
