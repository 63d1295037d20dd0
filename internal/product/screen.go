package product

import (
	"maps"
	"slices"
)

// Screen is what one screen, or one setter of the ticket API, asks the engine
// and with which parameters. It is data: package scenario walks through it
// with a person, a ticket and a form in hand.
//
// The tables were measured with OTOBO 11.0.6. The other products share the
// code by descent; see Target.ScreensAssumed.
type Screen struct {
	Name string
	// Action is what the screen reports as Frontend.Action where it differs
	// from Name: variants of a screen and code that runs inside another one.
	Action string
	// NoAction: a setter or a menu, which report no Action at all.
	NoAction bool
	Customer bool // of the customer interface
	// Setter marks a function of the ticket API that is called directly.
	Setter bool
	// StateTypes names the screen whose state types are offered, "" for Name.
	StateTypes string
	// WithTicket names the screen that takes over where a ticket is stored,
	// InDialog the one that does for a change in, or the sending of, a process
	// dialog that is part of this screen.
	WithTicket, InDialog string
	// Dialog: the fields shown are those of the process dialog.
	Dialog bool
	Fields []Field
	// First, Change and Save are asked when the screen is shown, after a change
	// in its form (by AJAX) and when the form is sent; Again when it is shown
	// once more after an error.
	First, Change, Save, Again []Stage
	// Reask says which questions a change asks again where preselection is on
	// and the deployed ACLs relate nothing: by changed element, "" for every
	// other one. A nil map: preselection changes nothing.
	Reask map[string][]string
	// RequiredLock: opening the screen locks the ticket first, and makes who opens
	// it its owner (setting RequiredLock of the screen).
	RequiredLock bool
	// Each says when the screen asks the same of every ticket that it shows or
	// changes.
	Each EachTicket
	// LeavesOutQueue: the page does not offer the queue in which the ticket is.
	LeavesOutQueue bool
	// OnPage are the lists of a page that is no form: subtypes of questions.
	OnPage []string
	// Menu are the entries of the page's menu, ArticleMenu those of an article: the
	// action, and after a colon what it does where it has several entries.
	Menu, ArticleMenu []string
}

// EachTicket says when a screen that is about several tickets asks for each.
type EachTicket uint8

// The ways: it is about one ticket; it asks for each that it shows; for each that
// it changes, when the form is sent.
const (
	OneTicket EachTicket = iota
	EachShown
	EachSaved
)

// EveryQuestion in a list of Screen.Reask stands for every question.
const EveryQuestion = "*"

// Reasks reports whether, with preselection on, a change of an element makes the
// screen itself ask a question again.
func (s *Screen) Reasks(element, question string) bool {
	questions, special := s.Reask[element]
	if !special {
		questions = s.Reask[""]
	}
	return slices.Contains(questions, EveryQuestion) || slices.Contains(questions, question)
}

// ActionName is the Action that the screen reports.
func (s *Screen) ActionName() string {
	if s.NoAction {
		return ""
	}
	if s.Action != "" {
		return s.Action
	}
	return s.Name
}

// Field is a field of a screen's form.
type Field struct {
	Attr string // the product's name of what is chosen: Queue, State, Customer, …
	Name string // the element of the form: Dest, NewStateID, …
	// Label: the form sends "ID||Name" (the queue lists of new tickets).
	Label bool
	// ByName: the value is a name, not an id.
	ByName bool
	// Off: not on the screen unless configured.
	Off bool
	// Initial is what the delivered page preselects.
	Initial []Source
	// Default names the entity preselected if Initial is not offered.
	Default string
	// Unsent: no browser sends the field.
	Unsent bool
	// Stored: in an answer to a change a blank choice stands for what is stored.
	Stored bool
	// Late: only the page preselects Initial; the questions of the first display
	// do not carry it.
	Late bool
	// Changes is the element that the page's script says has changed where it is
	// not the field itself: another customer user counts as another service.
	Changes string
}

// SourceKind says where a value is taken from.
type SourceKind uint8

// The sources.
const (
	FromForm     SourceKind = iota + 1 // the field of that name, as it stands
	FromFormSent                       // the same, and its blank value counts
	FromTicket                         // the attribute of the stored ticket
	FromConst
	FromNameOf   // the name of what the parameter of that name refers to
	FromFormName // the name of what the field of that name refers to
	FromIDOf     // the id of what the field of that name names
	FromEntity   // the id of the entity with that name ("states" …), see Table
	FromScenario // process, activity and dialog of the scenario
	FromQuestion // the sub-type asked for
	// FromTicketUnless is the stored attribute unless the field named by Table
	// has a value.
	FromTicketUnless
	// FromPosted is the field as it was sent, even where the screen has emptied
	// it since under another name.
	FromPosted
)

// Source is one place to take a value from. In a list the first true value
// (as Perl sees it) is taken.
type Source struct {
	Kind  SourceKind
	Name  string
	Table string // of FromNameOf, FromIDOf and FromEntity: kind of entity
}

// Params are parameters of an engine call. A nil list takes a parameter away.
type Params map[string][]Source

// Hash says what a stage passes as DynamicField. Screens share one hash
// between questions and the engine adds the stored values to it whenever
// TicketID is given, so that later questions carry more than earlier ones.
type Hash uint8

// The ways.
const (
	HashKeep   Hash = iota // what the stage before left; none at first
	HashNone               // no parameter
	HashPosted             // new: what was posted; lists without a value are empty
	// HashTrue is HashPosted without values that Perl takes for false.
	HashTrue
	// HashShown: the stored values of the fields shown are set in the hash at
	// hand; without a ticket, their default values.
	HashShown
	// HashFill: the fields shown that the hash lacks are set to undef in it.
	HashFill
)

// CondKind is a condition on asking.
type CondKind uint8

// The conditions. The zero kind holds always.
const (
	IfParam        CondKind = iota + 1 // the parameter has a value
	IfOn                               // the field of that attribute is on the screen
	IfSent                             // the form field was sent
	IfChanged                          // it has a value that is not the stored one
	IfTicket                           // a ticket is stored
	IfProcess                          // the ticket is in a process
	IfDialog                           // the scenario names a process dialog
	IfElement                          // that form element is the one that changed
	IfOtherElement                     // it is not
	// IfSetting: the system setting has the value Attr, or nobody tells it.
	IfSetting
	// IfNew: the call names another value for the attribute, by id or by name.
	IfNew
	// IfSLALost: the stored SLA does not go with the service that it names.
	IfSLALost
)

// Cond is one condition.
type Cond struct {
	Kind CondKind
	Name string // parameter, attribute, form field or setting
	Attr string // of IfChanged the stored attribute, of IfSetting the value
}

// Stage is a group of questions that share their parameters.
type Stage struct {
	Round string // for people: "check", "page", "setter", …
	// Access: the screen refuses where the answer lacks its own Action.
	Access bool
	// Fields: Form and the dynamic fields, asked after the loop before it; where
	// a value of theirs goes, both are asked again.
	Fields bool
	Params Params
	Hash   Hash
	// Loop: asked again as long as a form value was not among what a question
	// offered, for then the screen empties it.
	Loop bool
	// Again names form fields that make the loop run once more if set.
	Again []string
	// PerDialog are the stages asked for each process dialog that the ticket
	// offers, each time with a hash of their own.
	PerDialog []Stage
	// System: asked as UserID 1, whom the engine never limits.
	System bool
	Setter bool
	If     Cond
	Ask    []Question
}

// ListKind says what a question offers.
type ListKind uint8

// The lists. The zero kind is the usual list of the question.
const (
	ListAllStates      ListKind = iota + 1 // all, not only those of the screen's types
	ListAllQueues                          // whatever the person may
	ListSelf                               // the screen itself
	ListAgentModules                       // Agent*
	ListTicketModules                      // AgentTicket*
	ListCustomerModule                     // Customer* (and the reply, see Switches.ZoomReply)
	ListUsers                              // agents with Permission in the queue at hand
	ListMyUsers                            // those of them with the queue among their own ones
	ListDialog                             // the scenario's own dialog
	ListStatesOf                           // states of the types of the screen named by Of
)

// List is what a question offers without ACLs.
type List struct {
	Kind       ListKind
	Permission string   // of users
	Of         string   // of ListStatesOf
	Queue      []Source // of users: whose group is asked; nil: that of the parameter QueueID
	ShowAll    string   // of ListMyUsers: the form field that lifts the limit
	All        Cond     // of ListMyUsers: lifts the limit too
}

// Question is one engine call.
type Question struct {
	Type string // ReturnType; "" is Ticket
	Sub  string // ReturnSubType; "DynamicField" asks for every reducible field shown
	// Params are added to those of the stage.
	Params Params
	// Bare: only the own parameters.
	Bare bool
	// Passed are the parameters that come of the stage's and these, by name; those
	// without sources are taken away.
	Passed []Param
	If     Cond
	List   List
	// Services: where the answer at hand asks for no services, they are asked for
	// here, unseen, for only a service that is offered has SLAs.
	Services bool
	// Field is the form field that must hold one of the answers.
	Field string
	// Stores: what a setter stores if the value passes, attribute -> parameter.
	Stores map[string]string
}

// Param is a parameter of an engine call.
type Param struct {
	Name    string
	Sources []Source
}

// With returns the parameters with others laid over them.
func (p Params) With(over Params) Params {
	all := maps.Clone(p)
	if all == nil {
		all = Params{}
	}
	maps.Copy(all, over)
	return all
}

// Reads reports whether the engine reads a parameter of that name. All other
// parameters that a screen passes decide nothing.
func Reads(param string) bool {
	switch param {
	case "UserID", "CustomerUserID", "Action", "TicketID",
		"QueueID", "Queue", "NewQueueID", "TypeID", "Type", "ServiceID", "Service", "SLAID", "SLA",
		"StateID", "State", "NextStateID", "NewStateID", "PriorityID", "Priority", "NewPriorityID",
		"OwnerID", "Owner", "NewOwnerID", "NewOwnerType", "OldOwnerID",
		"ResponsibleID", "Responsible", "NewResponsibleID",
		"ProcessEntityID", "ActivityEntityID", "ActivityDialogEntityID", "DynamicField":
		return true
	}
	return false
}
