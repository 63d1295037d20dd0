// Package scenario is one person on one screen with one ticket: the file that
// describes it, and the engine calls that it becomes. What a screen asks, and
// when, is data of package product; this package walks through it.
package scenario

import (
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// Moment says when a screen asks.
type Moment uint8

// The moments. AfterError is the display that follows a form with mistakes;
// files do not name it.
const (
	First Moment = iota
	Change
	Save
	AfterError
)

func (m Moment) String() string {
	return [...]string{"first", "change", "save", "after an error"}[m]
}

// Person is who uses the screen: a login, or attributes written in place.
type Person struct {
	Login  string
	Attrs  inventory.Attrs // of an inline person: all that is known of it
	Inline bool
}

// Process is where in a process the scenario is. Ids or names.
type Process struct {
	ProcessEntityID, ActivityEntityID, ActivityDialogEntityID string
}

// Scenario is one person on one screen with one ticket.
type Scenario struct {
	Name   string
	Place  acl.Place
	Skip   string // why it is not tested; "" for one that is
	Screen string
	// Agent or Customer is the person; the other one is nil.
	Agent, Customer *Person
	// Ticket is what is stored, as far as it was written down; nil where
	// nothing is stored yet.
	Ticket inventory.Attrs
	// Form is what was chosen: by the product's names (Priority: a name,
	// PriorityID: an id) or by the names of the form's elements.
	Form inventory.Attrs
	// Posted: Form is everything that was sent; nothing is completed.
	Posted  bool
	Moment  Moment
	Changed string // the element that changed, by either kind of name
	Process Process
	// Options are the candidates of questions, by full name ("Ticket.State").
	Options map[string][]string
	Expect  *Expect
}

// Stored reports whether a ticket is stored.
func (s *Scenario) Stored() bool { return s.Ticket != nil }

// Expect is what a scenario is expected to do.
type Expect struct {
	Place acl.Place
	// Matched and Used are ACLs by name: as with a list of values exactly these, or
	// some of them (has) and not others (lacks). nil: nothing is expected.
	Matched, Used         *Offer
	NotMatched, StoppedBy Names
	Saves                 *bool // whether saving stores all that is sent
	Undetermined          Doubt
	Questions             map[string]Offer // by full name
}

// Doubt says what becomes of an expectation of which nobody can tell whether it
// holds.
type Doubt uint8

// The doubts.
const (
	DoubtFails   Doubt = iota
	DoubtAllowed       // it does not fail
	DoubtWanted        // some answer has to be undetermined
	DoubtRefused       // no answer may be, whatever is expected of it
)

// Names is a list of names that may be absent: nothing expected is not the
// same as an empty list.
type Names struct {
	Place acl.Place
	Given bool
	List  []string
}

// Offer is what is expected of one list: a question's, or one of ACLs.
type Offer struct {
	Place acl.Place
	// Exact: the list is Has and nothing else.
	Exact      bool
	Has, Lacks []string
}

// Empty reports whether nothing is expected.
func (e *Expect) Empty() bool {
	return e.Matched == nil && e.Used == nil && !e.NotMatched.Given && !e.StoppedBy.Given && e.Saves == nil && len(e.Questions) == 0 &&
		(e.Undetermined == DoubtFails || e.Undetermined == DoubtAllowed)
}
