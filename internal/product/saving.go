package product

import "strings"

// Refusal is what a person sees of a value that is sent and not stored.
type Refusal uint8

// The refusals.
const (
	// RefusedSilently: the screen closes as if it had worked.
	RefusedSilently Refusal = iota + 1
	// RefusedError: an error page, or a service's error. What comes later is
	// not done; what came before stays.
	RefusedError
	// RefusedField: the form comes back with the field marked, and nothing at
	// all is stored.
	RefusedField
)

// Saving is how a screen, a setter or a web service treats what is sent to it.
// An attribute that is named nowhere and has no setter is stored as it is sent:
// nobody asks.
type Saving struct {
	// Creates: what is sent is what a new ticket begins with.
	Creates bool
	// Own says, by sub-type, how the screen answers a value that its own
	// question on save did not leave.
	Own map[string]Refusal
	// Setters is the same for the setters that it calls, "" for all others.
	Setters map[string]Refusal
	// FreeOrder: what is done before an error depends on the order of the
	// fields in the process dialog.
	FreeOrder bool
	// DropsFields: dynamic fields are looked at, and then not stored.
	DropsFields bool
	// ResetsOwner is the form element that unlocks the ticket: an event module
	// then gives it back to UserID 1, whatever owner was chosen, unless moving
	// the ticket has unlocked it before.
	ResetsOwner string
	// ClosingResets: a closed state unlocks too, after the owner was set.
	ClosingResets bool
	// FieldsAssumed: that a refused dynamic field ends in a field error was
	// measured on other screens.
	FieldsAssumed bool
	// MeasuredOn names the screen whose answer to a refused value was measured,
	// where that of this one was not.
	MeasuredOn string
}

// Saving says how the screen saves; nil where nothing is stored with it.
//
// Measured: a setter that refuses goes unnoticed, but for the queue of the
// screens that change a ticket and everything in a process dialog, which end in
// an error page; a screen asks only for dynamic fields, AgentTicketMove and
// CustomerTicketMessage for the queue too, and creating a ticket asks no setter.
func (s *Screen) Saving() *Saving {
	fields := map[string]Refusal{"DynamicField": RefusedField}
	with := func(sub string, r Refusal) map[string]Refusal {
		return map[string]Refusal{"DynamicField": RefusedField, sub: r}
	}
	silent := map[string]Refusal{"": RefusedSilently}
	queuePage := map[string]Refusal{"": RefusedSilently, "Queue": RefusedError}
	everyPage := map[string]Refusal{"": RefusedError}
	switch s.Name {
	case "AgentTicketPhone":
		return &Saving{Creates: true, Own: fields}
	case "AgentTicketEmail", "AgentTicketProcess":
		return &Saving{Creates: true, Own: fields, MeasuredOn: "AgentTicketPhone"}
	case "CustomerTicketMessage":
		return &Saving{Creates: true, Own: with("Queue", RefusedField), FieldsAssumed: true}
	case "GenericInterface TicketCreate", "GenericInterface TicketCreate (customer)", "TicketCreate":
		return &Saving{Creates: true}
	case "AgentTicketMove":
		return &Saving{Own: with("Queue", RefusedError), Setters: queuePage, DropsFields: true, FieldsAssumed: true}
	case "AgentTicketBulk":
		return &Saving{Setters: silent, ResetsOwner: "Unlock"}
	case "AgentTicketPhoneOutbound":
		return &Saving{Own: fields, Setters: silent, FieldsAssumed: true}
	case "AgentTicketCompose", "AgentTicketForward", "AgentTicketEmailOutbound", "AgentTicketPhoneInbound":
		return &Saving{Own: fields, Setters: silent, FieldsAssumed: true, MeasuredOn: "AgentTicketPhoneOutbound"}
	case "AgentTicketProcess (dialog of a ticket)":
		return &Saving{Own: fields, Setters: everyPage, FreeOrder: true, FieldsAssumed: true}
	case "CustomerTicketZoom":
		return &Saving{Own: fields, Setters: silent, FieldsAssumed: true}
	case "CustomerTicketProcess":
		return &Saving{Own: fields, Setters: everyPage, FreeOrder: true, FieldsAssumed: true, MeasuredOn: "AgentTicketProcess"}
	}
	switch {
	case s.changesTicket():
		return &Saving{Own: fields, Setters: queuePage, ClosingResets: true}
	case s.Setter:
		return &Saving{Setters: everyPage}
	}
	return nil
}

// HasBlank reports whether the list of a field has an empty choice: on the page
// as it is delivered, or in the answer to a change. Where it has none, a browser
// chooses the first value in place of one that is gone.
//
// Measured: the screens that change a ticket give a state to answer with, or have
// one preselected; new tickets and customers always have a priority and a state.
// Of process dialogs nobody knows: what was emptied stays so.
func (s *Screen) HasBlank(f *Field, answer bool) bool {
	switch {
	case f.Attr != "State" && f.Attr != "Priority" || s.Dialog || s.Name == "AgentTicketMove" || s.Name == "AgentTicketBulk":
		return true
	case s.changesTicket():
		return f.Attr == "Priority" || !answer && f.Default == ""
	}
	return false
}

// changesTicket: one of the family of screens that change one ticket.
func (s *Screen) changesTicket() bool {
	for i := range s.Fields {
		if s.Fields[i].Name == "NewOwnerID" {
			return true
		}
	}
	return false
}

// IsService reports whether this is an operation of the generic interface.
func (s *Screen) IsService() bool { return strings.HasPrefix(s.Name, serviceName) }
