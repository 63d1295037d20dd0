package migrate

// Title is a heading for what a person has to look at, in words for who does not know
// the names of classes.
func (c ClassID) Title() string {
	switch c {
	case Unreadable:
		return "Made by code, or of a shape that is no list"
	case Died:
		return "Ended the page with an error"
	case NeverApplied:
		return "Never had an effect, and is switched off"
	case DeadList:
		return "A list that nobody asked for, left out"
	case Replaced:
		return "Replaced by another ACL of the same name"
	case ValueUnknown:
		return "Values that nothing translates"
	case Ambiguous:
		return "Values that are not one to one"
	case SharedName:
		return "Names that several agents bear"
	case EntityID:
		return "Ids of processes, activities and dialogs"
	case AreaFromTicket:
		return "Conditions that see the stored ticket too now"
	case FreeFieldEmpty:
		return "Free fields without a value"
	case StoredZero:
		return "A stored 0 in dynamic fields"
	case NewParameters:
		return "What a form passes as new"
	case EmptyCall:
		return "ACLs without conditions"
	case ListNegation:
		return "Negations on lists"
	case ModifierUnknown:
		return "Modifiers that the new product does not know"
	case Combination:
		return "ACLs that combine in another way"
	case ProcessSets:
		return "Sets of processes and dialogs"
	case Gathering:
		return "What conditions see of the form"
	case StoredTicket:
		return "The stored ticket and the form"
	case KeyUnknown:
		return "Parts that the new product does not read"
	case ScreenGone:
		return "Screens that are gone"
	case ScreenMerged:
		return "Screens that became one"
	case Endpoints:
		return "Endpoints of the external interface"
	case QuestionSplit:
		return "Lists that go by two names"
	case RelationsChained:
		return "Attribute relations that build on one another"
	case RelationsStored:
		return "Attribute relations on an emptied field"
	case TargetRelations:
		return "Attribute relations of the new system"
	case NameOrder:
		return "Names and the order of ACLs"
	case InvalidPersons:
		return "Agents who are not valid"
	case AreaUnknown:
		return "Conditions that the new product cannot hold"
	case LiteralTranslated:
		return "Translated word by word"
	case ScreensAsk:
		return "Screens that ask otherwise"
	}
	return ""
}

// Title is a heading for a kind of rewriting.
func (k Kind) Title() string {
	return map[Kind]string{
		"ignored-key":          "What was never read is gone",
		"unread-database":      "Conditions that were never read are gone",
		"lost-key":             "A list that the new product never asks for is gone",
		"free-item":            "Items without a text",
		"null-away":            "Items without a text are gone",
		"falsy-item":           "Items that never matched are gone",
		"stored-ticket":        "Conditions on the stored ticket",
		"form-away":            "Conditions on the form",
		"database-away":        "Conditions on the stored ticket",
		"screen-unnamed":       "Screens that name nothing of it",
		"area-passed":          "Conditions on what calls name",
		"stored-zero":          "A stored 0 in dynamic fields",
		"new-parameters":       "What a form passes as new",
		"area-unknown":         "Conditions that the new product cannot hold",
		"free-field":           "Free fields became dynamic fields",
		"field-key":            "Labels of dynamic fields became keys",
		"field-label":          "Keys of dynamic fields became labels",
		"dynamic-field":        "Dynamic fields became free fields",
		"plain-text":           "Plain text that looks like a modifier",
		"modifier-away":        "Modifiers in other words",
		"display-name":         "Logins became names",
		"login":                "Names became logins",
		"name-order":           "Names as the new system shows them",
		"new-responsible":      "The responsible by another name",
		"invalid-agents":       "Agents who are not valid",
		"set-item":             "Items that named nothing",
		"entity-id":            "Ids of the new system",
		"endpoint":             "Customers' screens of the new product",
		"customer-screen":      "Customers' screens became endpoints",
		"process-screen":       "Customers' screens of processes",
		"process-screen-apart": "Customers' screens of processes",
		"split-back":           "Splitting a ticket",
		"split":                "Splitting a ticket",
		"screen-gone":          "Screens that are gone",
		"name-for-id":          "Names in the place of ids",
		"action-default":       "Actions that are forbidden everywhere",
		"action-hash":          "Actions as a list",
		"action-list":          "Actions as a hash",
		"list-negation":        "Negations on lists",
		"list-negation-back":   "Negations on lists",
		"emptied-sets":         "Sets that leave no process",
		"sets":                 "Sets of processes and dialogs",
		"stop":                 "StopAfterMatch where it stopped nothing",
		"overruled":            "Lists that never counted are gone",
		"full-name":            "Names as the new system shows them",
		"system-id":            "Ids of the new system",
		"not-there":            "What the new system does not have",
		"empty-field":          "Free fields that may be empty",
		"union":                "Possible and PossibleNot became one list",
		"removes-falsy":        "0 and the empty choice",
		"last-wins":            "The last ACL still has the list alone",
		"empty-list":           "Lists that say nothing are gone",
		"builds-on":            "ACLs that build on each other",
		"keeps-falsy":          "0 and the empty choice",
		"literally":            "Translated word by word",
		"relation":             "Attribute relations became ACLs",
		"target-relation":      "Attribute relations of the new system",
		"gathering":            "Conditions that follow the form",
		"name-length":          "Names that were too long",
		"name-characters":      "Characters in names",
	}[k]
}
