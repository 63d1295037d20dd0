package product

// Negation is what `[Not…]` items do when the attribute is a list (behaviour
// "negation on lists").
type Negation uint8

// The generations of negation: an old one holds for each element that differs, so
// that it matches nearly always; a corrected one holds if no element is equal.
const (
	NoNegation Negation = iota
	OldNegation
	NewNegation
)

// UserNames is what the lists of owners and responsibles hold (behaviour
// "Owner / NewOwner / Responsible candidates compared as").
type UserNames uint8

// The two forms.
const (
	DisplayNames UserNames = iota
	Logins
)

// Quoting is how a deployed file writes an ACL's name (behaviour "Name quoting").
type Quoting uint8

// The three quotings: double quotes with only `"` escaped (Perl interpolates
// what is inside); single quotes with only `'` escaped; single quotes with `\`
// and `'` escaped.
const (
	DoubleQuotes Quoting = iota
	SingleQuotes
	EscapedSingleQuotes
)

// Sanitising is what deploying does to names, comments and logins before it
// writes them (behaviour "sanitised ZZZACL.pm").
type Sanitising uint8

// The ways: nothing at all; deleting CR, LF, backslash and both quotes from the
// name and line breaks from comments; cutting comments and logins to their
// first non-empty line.
const (
	NoSanitising Sanitising = iota
	DeleteCharacters
	FirstLine
)

// CopyNaming is how the editor names a copy (behaviour "Copy").
type CopyNaming uint8

// The two ways: "Name (Copy)"; "Name (copy) 1", counted up while taken.
const (
	CopySuffix CopyNaming = iota
	CopyCounter
)

// TypeSet is a set of return types other than Ticket.
type TypeSet uint8

// The special return types.
const (
	ActionType TypeSet = 1 << iota
	ProcessType
	ActivityDialogType
	FormType
	FormStdType
	EndpointType
)

func typeNames() [6]string {
	return [...]string{"Action", "Process", "ActivityDialog", "Form", "FormStd", "Endpoint"}
}

// Has reports whether the engine has a list of its own for a ReturnType.
func (s TypeSet) Has(returnType string) bool {
	for i, n := range typeNames() {
		if n == returnType {
			return s&(1<<i) != 0
		}
	}
	return false
}

// Names returns the types in the order in which editors offer them.
func (s TypeSet) Names() []string {
	var names []string
	for i, n := range typeNames() {
		if s&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return names
}

// Switches is how a patch level differs from others. Each field names the
// behaviour of the reference that it stands for. The zero value is the oldest
// behaviour; the rows of switchRows turn it into a patch level's own.
type Switches struct {
	Engine
	Screens
	Frame
	Editor
	Schema
	Stock
}

// SectionSet is a set of areas that the engine gathers.
type SectionSet uint16

// The areas.
const (
	FrontendSection SectionSet = 1 << iota
	TicketSection
	UserSection
	QueueSection
	CustomerUserSection
	ServiceSection
	TypeSection
	DynamicFieldSection
	PrioritySection
	SLASection
	StateSection
	OwnerSection
	ResponsibleSection
	ProcessSection
)

func sectionNames() [14]string {
	return [...]string{
		"Frontend", "Ticket", "User", "Queue", "CustomerUser", "Service", "Type",
		"DynamicField", "Priority", "SLA", "State", "Owner", "Responsible", "Process",
	}
}

// Has reports whether the engine knows an area of that name.
func (s SectionSet) Has(area string) bool {
	names := sectionNames()
	for i, n := range names {
		if n == area {
			return s&(1<<i) != 0
		}
	}
	return false
}

// Names returns the areas in the order in which they came.
func (s SectionSet) Names() []string {
	var names []string
	all := sectionNames()
	for i, n := range all {
		if s&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return names
}

// ModifierSet is what items of lists may begin with (behaviour "modifiers").
type ModifierSet uint8

// The generations of modifiers: none, so that every item is a literal;
// [RegExp] and [regexp]; those and [Not], [NotRegExp] and [Notregexp].
const (
	NoModifiers ModifierSet = iota
	Patterns
	Negations
)

// FreeFields is how tickets have the free fields TicketFreeKey, TicketFreeText
// and TicketFreeTime (behaviour "free fields").
type FreeFields uint8

// The three ways: free fields and no dynamic ones; dynamic fields that are there
// by their old names too; dynamic fields only.
const (
	FreeFieldsOnly FreeFields = iota
	FreeFieldsToo
	NoFreeFields
)

// Engine is what one engine call does.
type Engine struct {
	// Sections are the areas that conditions can look at.
	Sections SectionSet
	// Database: conditions of PropertiesDatabase count, and agents have roles.
	// Before, an ACL with nothing else applies to everybody.
	Database bool
	// Overlay: what the form sends hides what is stored; before, Ticket is the
	// stored ticket, and Queue, Service, Type and CustomerUser are only what
	// the call names.
	Overlay bool
	// Modifiers: see ModifierSet.
	Modifiers ModifierSet
	// MatchesFalsy: an attribute that is "0" or "" can match.
	MatchesFalsy bool
	// UndefMatchesNothing: an undefined candidate or item is equal to nothing;
	// before, it is the empty string.
	UndefMatchesNothing bool
	// FreeFields: see FreeFields.
	FreeFields FreeFields
	// ServiceByName: a call names the service by its name too.
	ServiceByName bool
	// EmptySetsApply: an ACL applies to a call that brings nothing to look at;
	// before, only once an earlier one has looked for something.
	EmptySetsApply bool
	// ArchiveFlag: tickets have an archive flag.
	ArchiveFlag bool
	// TicketKeys: tickets have a type, service, SLA and responsible.
	TicketKeys bool
	// InvalidAgentsKeepGroups: agents who are not valid have groups.
	InvalidAgentsKeepGroups bool
	// DialogSets and ProcessSets: ActivityDialog and Process of the change
	// sections are sets of ids that a question of its own asks for.
	DialogSets, ProcessSets bool
	// Accumulate: several ACLs for one attribute build on each other; else
	// the last match wins, and Possible and PossibleNot of one ACL unite.
	Accumulate bool
	// PossibleAdd: the change section exists.
	PossibleAdd bool
	// ActionLists: Action restrictions are lists; else a hash of 0 and 1.
	ActionLists bool
	// KeepsFalsy: PossibleNot cannot remove a candidate whose string is "" or "0".
	KeepsFalsy bool
	// NegationOnLists: see Negation.
	NegationOnLists Negation
	// NotAnything: an item that begins with "[Not" and is no known modifier
	// always matches; else it is literal.
	NotAnything bool
	// GatherAll: every section is filled whatever the ACLs ask for; else lazy,
	// unless an ACL module (AttributeRelations) makes it gather everything.
	GatherAll bool
	// KeepsZeroField: section DynamicField keeps a stored "0".
	KeepsZeroField bool
	// NewQueueID, NewStateID and ActivityEntityID: the parameters are known.
	NewQueueID, NewStateID, ActivityEntityID bool
	// SpecialTypes are the return types besides Ticket.
	SpecialTypes TypeSet
	// ModuleSubTypeFilter: the ReturnSubType filter of ACL modules works.
	ModuleSubTypeFilter bool
	// AttributeRelations: the implicit ACLs of TicketAttributeRelations.
	AttributeRelations bool
	// LogsEveryUse: the debug log names the use of Possible for Action, Process
	// and ActivityDialog too (gotcha 104).
	LogsEveryUse bool
}

// Screens is what screens ask and offer.
type Screens struct {
	// UserLists: Owner, NewOwner and Responsible candidates compared as.
	UserLists UserNames
	// FieldKeys: values of dynamic fields are compared by key; before, by what is
	// shown.
	FieldKeys bool
	// NewResponsible: the ActionCommon family asks NewResponsible instead of
	// Responsible.
	NewResponsible bool
	// Preselection: only elements that the deployed ACLs relate to the changed
	// one are asked again.
	Preselection bool
	// CompanyGroups: customer companies grant groups, in contexts.
	CompanyGroups bool
	// ActionChecked and CustomerActionChecked: agents' and customers' screens that
	// are opened ask for their own name, and do not open without it; before, only
	// menus know of actions.
	ActionChecked, CustomerActionChecked bool
	// SplitChecked: the split selection honours ACLs (6.0.6, its targets 6.0.9).
	SplitChecked bool
	// SearchTypes: AgentTicketSearch restricts ticket types too.
	SearchTypes bool
	// MovePassesAction: every call of AgentTicketMove carries its Action.
	MovePassesAction bool
	// OverviewTicketID: article actions in overviews pass the TicketID.
	OverviewTicketID bool
	// ProcessActivity: every call of AgentTicketProcess passes ActivityEntityID.
	ProcessActivity bool
	// ToolBarProcess: the process item of the tool bar honours ACLs.
	ToolBarProcess bool
	// BulkDynamicFields: AgentTicketBulk asks for dynamic fields.
	BulkDynamicFields bool
	// CustomerProcessMerged: CustomerTicketProcess is gone; its code runs in
	// CustomerTicketMessage and CustomerTicketZoom and reports their Action.
	CustomerProcessMerged bool
	// ProcessForm: process screens ask Form.
	ProcessForm bool
	// ZoomReply: CustomerTicketZoom adds CustomerTicketZoomReply to its actions.
	ZoomReply bool
	// WebServiceFields: dynamic fields of type WebService can be reduced.
	WebServiceFields bool
}

// Frame is the file that deploying writes around and between the ACLs
// (semantics, "ZZZACL.pm").
type Frame struct {
	Header      string // first line, without line end
	NoWarnings  string // the no-warnings line; "" where there is none
	Return      bool   // "    return;" before the closing brace
	BlankLines  int    // more blank lines before it
	NameQuoting Quoting
	Sanitising  Sanitising
	// BrokenFileDies: a broken file stops the whole system; else it is
	// skipped with a message on STDERR (behaviour "broken ZZZ file").
	BrokenFileDies bool
	// EvaluatesUnmarked: a configuration file without "# VERSION:1.1" in its
	// first eight lines is evaluated as it stands, and its Load is never called
	// (behaviour "How files are loaded").
	EvaluatesUnmarked bool
}

// Editor is what the administration screen does.
type Editor struct {
	// ExportAllValidities: "export all" includes invalid-temporarily.
	ExportAllValidities bool
	CopyNaming          CopyNaming
	// NewACLValidity is the validity preselected for a new ACL (1 valid,
	// 3 invalid-temporarily); 0 where nothing is.
	NewACLValidity int
	// UnchangedSaveSkipped: saving an ACL as it is does not mark it for deployment.
	UnchangedSaveSkipped bool
}

// Schema is how the database differs.
type Schema struct {
	GroupTable string // to be quoted where the server reserves the word
	UserTable  string
	NameMax    int // length of acl.name
	// GroupUserValue: group_user has a column permission_value.
	GroupUserValue bool
}

// Stock is how fresh installations differ.
type Stock struct {
	RootFirstname, RootLastname string // of UserID 1
	// TimeAccounting: the group timeaccounting_webservice exists, with id 4.
	TimeAccounting bool
}
