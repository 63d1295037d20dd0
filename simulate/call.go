// Package simulate is the engine: it compiles a set of ticket ACLs for one
// target and answers the questions that the screens of OTRS, Znuny and OTOBO
// ask, with the reasons.
package simulate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/inventory"
)

// Candidate is one entry of the list that a screen would offer without ACLs.
// Only Name is ever compared with items, never the ID.
type Candidate struct {
	ID   string
	Name string
	// Undef marks an entry whose name is null in the caller's data.
	Undef bool
	// Any marks an entry that stands for all values that nobody has named: no
	// plain item is equal to it, and what a pattern says of it is unknown.
	Any bool
}

// Call is one call of the engine: one question with everything the screen
// passes along (semantics, "Input").
type Call struct {
	ReturnType    string // Ticket, Action, Process, ActivityDialog, Form, FormStd
	ReturnSubType string // State, Queue, DynamicField_X, …; "-" for all but Ticket
	// FreeField: where ReturnSubType is what a free field became, that is meant on products
	// that have free fields alone. Scenarios know free fields so on every product.
	FreeField bool
	// Data holds the candidates in the order in which the caller lists them.
	Data []Candidate
	// Scalar replaces Data in calls that pass something other than a hash:
	// a string, a list, or nothing (Kind Undef). nil for ordinary calls.
	Scalar *inventory.Value
	// Params are all other parameters by the engine's own names: UserID,
	// CustomerUserID, Action, TicketID, QueueID, NewStateID, Type, …. A
	// parameter that is passed as undef is there with Kind Undef. DynamicField
	// is not among them unless it is something other than a hash.
	Params map[string]inventory.Value
	// DynamicField is the hash of form values (DynamicField_X -> value); nil
	// where the caller passes none, empty where it passes an empty hash.
	DynamicField map[string]inventory.Value
	// Subaction is that of the web request which asks. Nothing looks at it but
	// attribute relations (see relatedList).
	Subaction string
}

// Question is the question as messages and scenarios name it: "Ticket.State",
// "Action", "Process".
func (c *Call) Question() string {
	if c.ReturnType == "Ticket" {
		return "Ticket." + c.ReturnSubType
	}
	return c.ReturnType
}

// System is the world around a call: what exists, and the stored tickets.
type System struct {
	Inventory *inventory.Inventory
	// Tickets maps a TicketID to what the product's TicketGet returns for it,
	// dynamic fields included, by the product's own names.
	Tickets map[string]inventory.Attrs
}

// LeavesAll reports whether all candidates of a call are left whatever the system
// holds: no ACL has a list for its question, and none could end the call or is in
// doubt.
func (e *Engine) LeavesAll(call *Call) bool {
	return e.calm && e.asked(call) == [2]int{-1, -1} && call.Scalar == nil && (len(call.Data) > 0 || call.ReturnType != "Action")
}

// isCalm reports whether no call can end in an exception, and everything that takes
// part is known.
func (e *Engine) isCalm() bool {
	return e.target.Switches.ActionLists && e.shape == nil && e.relations == nil && len(e.doubts) == 0 && !e.asScreens &&
		!slices.ContainsFunc(e.rules, func(r rule) bool { return r.mayEndCall || r.unclear.why != "" })
}

// Looked calls visit for every attribute that some condition of the set looks at.
func (e *Engine) Looked(visit func(area, attr string)) {
	for _, s := range e.slots {
		visit(s.area, s.attr)
	}
}
