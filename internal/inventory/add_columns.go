package inventory

import (
	"strings"
)

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
		return map[bool]string{true: "Role"}[k.name == "agents"]
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
