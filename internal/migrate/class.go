package migrate

// ClassID is the name of a class of what a person has to look at.
type ClassID string

// Class is a kind of thing that is left to a person.
type Class struct {
	ID   ClassID
	Text string
	// Differs: the result may behave differently from the source where an ACL
	// matches that has a Need of this class.
	Differs bool
}

// The classes.
const (
	Unreadable        ClassID = "unreadable"
	Died              ClassID = "died"
	NeverApplied      ClassID = "never-applied"
	DeadList          ClassID = "dead-list"
	Replaced          ClassID = "replaced"
	ValueUnknown      ClassID = "value-unknown"
	Ambiguous         ClassID = "ambiguous"
	SharedName        ClassID = "shared-name"
	EntityID          ClassID = "entity-id"
	AreaFromTicket    ClassID = "area-from-ticket"
	FreeFieldEmpty    ClassID = "free-field-empty"
	StoredZero        ClassID = "stored-zero"
	NewParameters     ClassID = "new-parameters"
	EmptyCall         ClassID = "empty-call"
	ListNegation      ClassID = "list-negation"
	ModifierUnknown   ClassID = "modifier-unknown"
	Combination       ClassID = "combination"
	ProcessSets       ClassID = "process-sets"
	Gathering         ClassID = "gathering"
	StoredTicket      ClassID = "stored-ticket"
	KeyUnknown        ClassID = "key-unknown"
	ScreenGone        ClassID = "screen-gone"
	ScreenMerged      ClassID = "screen-merged"
	Endpoints         ClassID = "endpoint"
	QuestionSplit     ClassID = "question-split"
	RelationsChained  ClassID = "relations-chained"
	RelationsStored   ClassID = "relations-stored"
	TargetRelations   ClassID = "target-relations"
	NameOrder         ClassID = "name-order"
	InvalidPersons    ClassID = "invalid-agents"
	AreaUnknown       ClassID = "area-unknown"
	LiteralTranslated ClassID = "literal"
	ScreensAsk        ClassID = "screens"
)

// Classes are all of them, in the order in which people should read them.
func Classes() []Class {
	return []Class{
		{Unreadable, "The ACL holds what no list can be made of, or code makes it. It is left as it stands.", true},
		{Died, "A list of the old set ended the page with an error. It has an effect now.", true},
		{NeverApplied, "The ACL had no effect: it matched nothing, or another one overruled all that it said. It is kept, switched off, lest it begins to have one.", false},
		{DeadList, "A list that no screen of the old product asked for either. It is left out, lest it begins to act under another name.", false},
		{Replaced, "Another ACL of that name replaced it. It is left out.", false},
		{ValueUnknown, "A value that nothing tells the new form of: it is left as it stands.", true},
		{Ambiguous, "Several values of the old system are one in the new one, or none; the list hits more, or less, than it did.", true},
		{SharedName, "A name that several agents bear, who are told apart now. The list says of all of them what it said of the name.", false},
		{EntityID, "An old id of a process, activity or dialog of which nobody tells the new one.", true},
		{AreaFromTicket, "Up to OTRS 3.0 the areas Queue, Service, Type and CustomerUser hold only what the call names. Now the stored ticket fills them where it names nothing, and the ACL applies there too, on screens that name it at times. No condition asks whether a call names something. Screens of which no call does are told by the fields with which they are delivered, unless the old inventory says which they have.", true},
		{FreeFieldEmpty, "A free field without a value was the empty string, and matched. A dynamic field without one is nothing, and matches nothing.", true},
		{StoredZero, "Up to OTRS 5.0.17 the area DynamicField has no stored 0, and later it has. Where a form may pass a 0 too, no condition tells the two apart.", true},
		{NewParameters, "Where a form passes a queue, state or activity as new, only one of the engines sees it, which is named; the other one sees what is stored. No condition asks how a value came there.", true},
		{EmptyCall, "Up to OTRS 2.2 an ACL without conditions did not apply to a call that brings nothing to look at.", true},
		{ListNegation, "A negation on an attribute of which nobody tells whether it is a list. On lists it means something else in the new engine.", true},
		{ModifierUnknown, "An item with a modifier that the new engine takes for plain text, and no other item says the same.", true},
		{Combination, "ACLs that can match together combine in another way in the new engine, and no list says what they did.", true},
		{ProcessSets, "OTRS 3.2 and 3.3 read processes and dialogs as sets. Where nothing is left of these they begin anew or offer all, and neither inactive processes are offered nor dialogs of no activity that is named; lists do none of this.", true},
		{Gathering, "What the condition sees of the form hangs on other ACLs in one of the engines.", true},
		{StoredTicket, "One of the engines cannot tell the stored ticket from the form.", true},
		{KeyUnknown, "A part of the ACL that the new engine does not read. It is dropped.", true},
		{ScreenGone, "The ACL is about screens that the new product does not have.", false},
		{ScreenMerged, "Customers' process tickets are on another screen in the new product, which asks for actions and dialogs in its own name.", true},
		{Endpoints, "OTRS 7 and 8 ask for customers' screens by endpoints. Of that only the documentation is known, and nothing can be simulated.", true},
		{QuestionSplit, "One list of the old product is asked for by two names in the new one, or the reverse.", true},
		{RelationsChained, "Attribute relations that build on one another are more than ACLs can say; they are left out.", true},
		{RelationsStored, "Where a form empties the field that an attribute relation begins with, the relation went by the stored value. The ACLs go by the form.", true},
		{TargetRelations, "The new system has attribute relations. They act between the ACLs.", true},
		{NameOrder, "A name has to change, and no name like it keeps the ACL's place in the order.", true},
		{InvalidPersons, "Up to OTRS 2.4 agents who are not valid kept their groups.", true},
		{AreaUnknown, "The new engine knows no such area: the ACL applies no more.", true},
		{LiteralTranslated, "Translated word by word, as asked. The engines combine ACLs differently.", true},
		{ScreensAsk, "The screens of the two products ask otherwise: with other values, at another moment, or to enforce the answer. What the old ones ask, both sets answer alike, but for processes and dialogs that OTRS 3.2 and 3.3 offer otherwise where no ACL is about them. What comes of it only the proof finds.", true},
	}
}

// Decides reports whether a person has to decide something, and not only to try it: what
// the screens of a product ask no ACL changes.
func (c ClassID) Decides() bool { return c != ScreensAsk }

// class finds a class by its id.
func class(id ClassID) (Class, bool) {
	for _, c := range Classes() {
		if c.ID == id {
			return c, true
		}
	}
	return Class{}, false
}

// Differs reports whether the result may behave differently for it.
func (n *Need) Differs() bool {
	c, ok := class(n.Class)
	return ok && c.Differs
}
