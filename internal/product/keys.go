package product

import (
	"slices"
	"strings"
)

// Keys are the keys that the editor of a target offers (semantics, "Editor
// keys"), in the order in which it offers them.
type Keys struct {
	MatchBlocks    []string            // Properties, PropertiesDatabase
	ChangeSections []string            // Possible, PossibleAdd, PossibleNot
	Areas          map[string][]string // match block -> User, Queue, …
	Questions      map[string][]string // change section -> Ticket, Action, …
	// TicketSubTypes are the sub-types of Ticket that any screen ever asks (see
	// Asks); "DynamicField_" stands for every name that begins so, and the names
	// of free fields have a number behind them.
	TicketSubTypes []string
}

// Keys returns the keys of a target.
func (t *Target) Keys() Keys {
	areas := []string{
		"User", "CustomerUser", "Queue", "Service", "Type", "Priority", "SLA", "State",
		"Owner", "Process", "Responsible", "DynamicField", "Ticket",
	}
	areas = slices.DeleteFunc(areas, func(a string) bool { return !t.Switches.Sections.Has(a) })
	k := Keys{
		MatchBlocks: []string{"Properties", "PropertiesDatabase"},
		// PropertiesDatabase.Frontend works although no editor offers it.
		Areas: map[string][]string{
			"Properties":         append([]string{"Frontend"}, areas...),
			"PropertiesDatabase": areas,
		},
		ChangeSections: []string{"Possible"},
		Questions:      map[string][]string{},
	}
	entities, people, free := subTypes()
	k.TicketSubTypes = entities[:]
	if !t.Switches.Database {
		k.MatchBlocks = k.MatchBlocks[:1]
		delete(k.Areas, "PropertiesDatabase")
	}
	if t.Switches.PossibleAdd {
		k.ChangeSections = append(k.ChangeSections, "PossibleAdd")
	}
	k.ChangeSections = append(k.ChangeSections, "PossibleNot")
	for _, section := range k.ChangeSections {
		special := t.Switches.SpecialTypes
		if section == "PossibleNot" && !t.Switches.ActionLists {
			special &^= ActionType // of the hash only Possible is read
		}
		k.Questions[section] = append([]string{"Ticket"}, special.Names()...)
	}
	if t.Switches.FreeFields == FreeFieldsOnly {
		k.TicketSubTypes = append(k.TicketSubTypes, free[:]...)
		return k
	}
	k.TicketSubTypes = append(k.TicketSubTypes, people[:]...)
	if t.Switches.NewResponsible {
		k.TicketSubTypes = append(k.TicketSubTypes, "NewResponsible")
	}
	k.TicketSubTypes = append(k.TicketSubTypes, "DynamicField_")
	return k
}

// subTypes are the sub-types of Ticket: those of every target, those that came with
// dynamic fields, and free fields, which have a number behind them.
func subTypes() (entities [6]string, people, free [4]string) {
	return [...]string{"Queue", "State", "Priority", "Type", "Service", "SLA"},
		[...]string{"Owner", "NewOwner", "OldOwner", "Responsible"},
		[...]string{"TicketFreeKey", "TicketFreeText", "ArticleFreeKey", "ArticleFreeText"}
}

// Asks reports whether some screen asks for a sub-type of Ticket.
func (t *Target) Asks(subType string) bool {
	entities, people, free := subTypes()
	if slices.Contains(entities[:], subType) {
		return true
	}
	if t.Switches.FreeFields == FreeFieldsOnly {
		return IsFree(subType) && slices.ContainsFunc(free[:], func(kind string) bool { return strings.HasPrefix(subType, kind) })
	}
	field, isField := strings.CutPrefix(subType, "DynamicField_")
	return slices.Contains(people[:], subType) || subType == "NewResponsible" && t.Switches.NewResponsible || isField && field != ""
}

// IsArea reports whether some target knows an area of conditions of that name.
func IsArea(name string) bool {
	names := sectionNames()
	return slices.Contains(names[:], name)
}

// SectionOf is the section that engines gather for a key of conditions (semantics, "Steps",
// the required set): the key without ID, Name or Login behind it, and without Next,
// New or Old before it.
func SectionOf(key string) string {
	for _, suffix := range []string{"ID", "Name", "Login"} {
		if rest, ok := strings.CutSuffix(key, suffix); ok {
			key = rest
			break
		}
	}
	for _, prefix := range []string{"Next", "New", "Old"} {
		if rest, ok := strings.CutPrefix(key, prefix); ok {
			return rest
		}
	}
	return key
}

// Modifiers are the prefixes of items that the editor offers.
func (t *Target) Modifiers() []string {
	switch t.Switches.Modifiers {
	case NoModifiers:
		return nil
	case Patterns:
		return []string{"[RegExp]", "[regexp]"}
	}
	return []string{"[Not]", "[RegExp]", "[regexp]", "[NotRegExp]", "[Notregexp]"}
}

// ReducibleFields are the types of dynamic fields whose possible values a
// screen asks the engine about.
func (t *Target) ReducibleFields() []string {
	if t.Switches.WebServiceFields {
		return []string{"Dropdown", "Multiselect", "WebService"}
	}
	return []string{"Dropdown", "Multiselect"}
}
