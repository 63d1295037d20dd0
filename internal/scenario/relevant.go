package scenario

import (
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/simulate"
)

// Relevant says what of a stored ticket bears on answers. A million tickets differ
// in their numbers and titles, and mostly in nothing that any ACL looks at.
type Relevant struct {
	// Ignored are attributes that no condition looks at and no screen asks for, Truth
	// those of which only counts whether they are true as Perl sees it.
	Ignored, Truth map[string]bool
	// Known are values of the latter that something is known about: they are told
	// apart all the same.
	Known map[string]bool
}

// RelevantTo is what bears on the answers of an engine in a system.
func RelevantTo(e *simulate.Engine, inv *inventory.Inventory) *Relevant {
	r := &Relevant{Ignored: map[string]bool{}, Truth: map[string]bool{}, Known: map[string]bool{}}
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
	for _, u := range inv.CustomerUsers {
		r.Known[u.Name] = true
	}
	e.Looked(func(area, attr string) {
		delete(r.Ignored, attr)
		delete(r.Truth, attr)
		switch {
		case attr == "UserCustomerID":
			delete(r.Ignored, "CustomerID")
		case area == "CustomerUser" && attr == "UserLogin":
			delete(r.Truth, "CustomerUserID")
		}
	})
	return r
}
