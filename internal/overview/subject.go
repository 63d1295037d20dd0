package overview

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// ticketNames are attributes of tickets in words. The others are called by
// their own names.
func ticketNames() map[string]string {
	return map[string]string{
		"Queue": "the ticket's queue", "State": "the ticket's state", "StateType": "the type of the ticket's state",
		"Priority": "the ticket's priority", "Type": "the ticket's type", "Service": "the ticket's service",
		"SLA": "the ticket's SLA", "Lock": "the ticket's lock", "Owner": "the login of the ticket's owner",
		"Responsible": "the login of the ticket's responsible agent", "CustomerID": "the ticket's customer (CustomerID)",
		"CustomerUserID": "the login of the ticket's customer user", "Title": "the ticket's title",
	}
}

// areaNames are what the areas describe.
func areaNames() map[string]string {
	return map[string]string{
		"Ticket": "the ticket", "Queue": "the ticket's queue", "Service": "the ticket's service", "Type": "the ticket's type",
		"Priority": "the ticket's priority", "SLA": "the ticket's SLA", "State": "the ticket's state", "Owner": "the ticket's owner",
		"Responsible": "the ticket's responsible agent", "User": "the acting agent", "CustomerUser": "the customer user",
	}
}

// subject is what a condition looks at, in words.
func subject(area, attr string) string {
	field, isField := strings.CutPrefix(attr, "DynamicField_")
	whose := areaNames()[area]
	switch {
	case isField && (area == "Ticket" || area == "DynamicField"):
		return "the dynamic field " + field
	case area == "Ticket" && ticketNames()[attr] != "":
		return ticketNames()[attr]
	case area == "Frontend" && attr == "Action":
		return "the screen"
	case area == "Process":
		if name, ok := map[string]string{
			"ProcessEntityID": "the process", "ActivityEntityID": "the activity", "ActivityDialogEntityID": "the activity dialog",
		}[attr]; ok {
			return name
		}
	case attr == "Name" && whose != "" && isEntity(area):
		return whose
	case attr == "TypeName" && area == "State":
		return "the type of the ticket's state"
	case attr == "UserLogin" && whose != "":
		return "the login of " + whose
	}
	if whose == "" {
		return area + "." + attr
	}
	return "the " + attr + " of " + whose
}

func isEntity(area string) bool {
	return slices.Contains([]string{"Queue", "Service", "Type", "Priority", "SLA", "State"}, area)
}

// source says where the value of a condition comes from, "" where there is
// only one place.
func source(block acl.BlockName, area, attr string) string {
	switch {
	case area == "User" || area == "Frontend":
		return ""
	case block == acl.PropertiesDatabase, area == "Ticket" && !followsForm(attr):
		return " (as stored)"
	}
	if area == "Process" {
		return " (as the screen says, else as stored)"
	}
	return " (as chosen on the form, else as stored)"
}

// followsForm reports whether a form can change what the engine sees of a
// ticket's attribute.
func followsForm(attr string) bool {
	if strings.HasPrefix(attr, "DynamicField_") {
		return true
	}
	return slices.Contains([]string{
		"Queue", "QueueID", "Service", "ServiceID", "Type", "TypeID", "Priority", "PriorityID", "SLA", "SLAID",
		"State", "StateID", "StateType", "Owner", "OwnerID", "Responsible", "ResponsibleID", "CustomerUserID", "CustomerID",
	}, attr)
}

// predicates are the items of a condition in words, each a way in which it
// holds.
func (r Reader) predicates(attr string, v *acl.Value) []string {
	var out []string
	plain := -1 // where plain values are gathered
	for i := range v.Items() {
		it := &v.Items()[i]
		if it.Kind == acl.Undef || !it.IsScalar() {
			out = append(out, "is "+r.shortItem(it, "not ")+", which nothing is")
			continue
		}
		text := reading.Told(it)
		m, rest := r.Split(text)
		if m == acl.Plain && !reading.IsListAttr(attr) {
			switch {
			case plain < 0:
				plain = len(out)
				out = append(out, "is "+reading.Shown(text))
			case strings.HasPrefix(out[plain], "is any of "):
				out[plain] += ", " + reading.Shown(text)
			default:
				out[plain] = "is any of " + strings.TrimPrefix(out[plain], "is ") + ", " + reading.Shown(text)
			}
			continue
		}
		if reading.IsListAttr(attr) {
			out = append(out, oneOf(attr, m, text, rest))
			continue
		}
		out = append(out, single(m, text, rest))
	}
	return out
}

// single is an item that a single value is compared with.
func single(m acl.Modifier, text, rest string) string {
	switch m {
	case acl.Not:
		return "is not " + reading.Shown(rest)
	case acl.NotAnything:
		return "is anything (" + reading.Shown(text) + ")"
	case acl.Plain:
		return "is " + reading.Shown(text)
	}
	if m.IsNegated() {
		return "does not match " + pattern(m, rest)
	}
	return "matches " + pattern(m, rest)
}

// oneOf is an item that the elements of a list are compared with: roles,
// groups, services of an SLA.
func oneOf(attr string, m acl.Modifier, text, rest string) string {
	thing, has, hasNot, which := "role", "has the role ", "does not have the role ", "has a role that matches "
	whichNot := "has no role that matches "
	if p, ok := strings.CutPrefix(attr, "Group_"); ok {
		thing, has, hasNot = "group", "has "+p+" in the group ", "does not have "+p+" in the group "
		which, whichNot = "has "+p+" in a group that matches ", "has "+p+" in no group that matches "
	} else if attr != "Role" {
		thing, has, hasNot, which, whichNot = attr, "holds ", "does not hold ", "holds what matches ", "holds nothing that matches "
	}
	switch m {
	case acl.Not:
		return hasNot + reading.Shown(rest)
	case acl.NotAnything:
		return "has any " + thing + " or none (" + reading.Shown(text) + ")"
	case acl.Plain:
		return has + reading.Shown(text)
	}
	if m.IsNegated() {
		return whichNot + pattern(m, rest)
	}
	return which + pattern(m, rest)
}

// owner is whose roles or groups a condition looks at; of any other attribute
// it is the attribute.
func owner(area, attr string) string {
	switch {
	case !reading.IsListAttr(attr):
	case areaNames()[area] != "":
		return areaNames()[area]
	default:
		return area
	}
	return subject(area, attr)
}
