package inventory

import (
	"slices"
	"strings"
)

// Columns that are no attribute by themselves: a group, what is allowed there, and whether it is.
const (
	columnGroup      = "group"
	columnPermission = "permission"
	columnGranted    = "granted"
)

// shownColumn is an attribute as messages call it.
func shownColumn(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

// cutLast cuts a column's table off its name: groups.name.
func cutLast(head string) (table, name string, ok bool) {
	i := strings.LastIndexByte(head, '.')
	if i < 0 {
		return "", head, false
	}
	return head[:i], head[i+1:], true
}

// grantColumn is the column of a kind that has groups; "" where it is none.
func grantColumn(head string) string {
	name := strings.TrimSpace(head)
	table, name, of := cutLast(name)
	if of && loose(name) == "name" && strings.HasPrefix(loose(table), "group") {
		return columnGroup
	}
	switch loose(name) {
	case "group", "groups", "groupname":
		return columnGroup
	case "permission", "permissionkey":
		return columnPermission
	case "permissionvalue":
		return columnGranted
	}
	const prefix = "group_"
	if len(name) <= len(prefix) || !strings.EqualFold(name[:len(prefix)], prefix) {
		return ""
	}
	permission := name[len(prefix):]
	known := new(Inventory).Permissions()
	if i := slices.IndexFunc(known, func(p string) bool { return strings.EqualFold(p, permission) }); i >= 0 {
		return "Group_" + known[i]
	}
	if strings.HasPrefix(name, "Group_") && loose(permission) != "id" {
		return "Group_" + permission // one of the system's own
	}
	return ""
}

// isAudit: columns that every table has and nobody asks for.
func isAudit(head string) bool {
	switch loose(head) {
	case "createtime", "createby", "changetime", "changeby", "changed", "created":
		return true
	}
	return false
}

func loose(s string) string {
	return strings.ToLower(strings.NewReplacer("_", "", " ", "", "-", "").Replace(strings.TrimSpace(s)))
}

// column is the attribute that a column holds, "" where none does. Passwords are none.
func (k kind) column(head string) string {
	name := loose(head)
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:] // queue.name
	}
	if isAudit(name) || name == "pw" || name == "userpassword" {
		return ""
	}
	if k.grants {
		if of := grantColumn(head); of != "" {
			return of
		}
	}
	prefix := map[string]string{"agents": "User", "customer_users": "User", "customers": "CustomerCompany"}[k.name]
	switch name {
	case "id":
		if k.id == k.key { // a number that nobody asks for
			return ""
		}
		return k.id
	case "validity", "valid":
		name = "validid"
	case "comments":
		name = "comment"
	case "calendarname":
		name = "calendar"
	case "username", "login":
		if prefix == "User" {
			return k.key
		}
	case "firstname", "lastname":
		if prefix == "User" {
			name = "user" + name
		}
	case "type", "statetype":
		if k.name == "states" {
			return "TypeName"
		} else if k.name == "dynamic_fields" {
			return "FieldType"
		}
	case "stateentityid":
		return map[bool]string{true: "State"}[k.name == "processes"]
	case "config":
		return map[bool]string{true: "config"}[k.name == "dynamic_fields"]
	case "customerid":
		if k.name == "customer_users" {
			return "UserCustomerID"
		}
	case "role", "roles", "rolename":
		return map[string]string{"agents": "Role", "roles": "Name"}[k.name]
	case "name", k.name, strings.TrimSuffix(k.name, "s"):
		if prefix == "CustomerCompany" {
			return "CustomerCompanyName"
		}
		if k.key == "Name" || k.name != "agents" && k.name != "customer_users" && k.knows("Name") {
			return "Name"
		}
		if k.key == "Action" || k.name == "actions" {
			return k.key
		}
		return ""
	}
	for _, key := range k.keys() {
		if key == "Preferences" {
			continue
		}
		if f := loose(key); f == name || prefix != "" && f == strings.ToLower(prefix)+name {
			return key
		}
	}
	return ""
}

// csvHeads are columns that the kind may have, for messages.
func (k kind) csvHeads() []string {
	heads := []string{"name", "valid_id"}
	switch {
	case k.name == "agents":
		heads = []string{"login", "first_name", "last_name", "valid_id"}
	case k.name == "customer_users":
		heads = []string{"login", "customer_id", "valid_id"}
	case k.name == "customers":
		heads = []string{"customer_id", "name", "valid_id"}
	case k.name == "processes":
		heads = []string{"entity_id", "name", "state_entity_id"}
	case k.name == "dynamic_fields":
		heads = []string{"name", "field_type", "config", "valid_id"}
	}
	if k.id != "" && k.id != k.key {
		heads = append([]string{"id"}, heads...)
	}
	return heads
}
