package inventory

import (
	"maps"
	"slices"
	"strings"
)

// AgentByID finds an agent by UserID, nil where nobody has it.
func (inv *Inventory) AgentByID(id string) *Agent {
	for _, a := range inv.Agents {
		if a.ID != "" && sameID(a.ID, id) {
			return a
		}
	}
	return nil
}

// AgentByLogin finds an agent by login, nil where nobody has it.
func (inv *Inventory) AgentByLogin(login string) *Agent {
	for _, a := range inv.Agents {
		if a.Name == login {
			return a
		}
	}
	return nil
}

// CustomerUserByLogin finds a customer user, nil where nobody has the login. The
// products look logins of customers up without regard to case.
func (inv *Inventory) CustomerUserByLogin(login string) *CustomerUser {
	var folded *CustomerUser
	for _, u := range inv.CustomerUsers {
		if u.Name == login {
			return u
		}
		if folded == nil && strings.EqualFold(u.Name, login) {
			folded = u
		}
	}
	return folded
}

// CustomerByID finds a company, nil where there is none.
func (inv *Inventory) CustomerByID(id string) *Customer {
	for _, c := range inv.Customers {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// RoleByName finds a role, nil where there is none.
func (inv *Inventory) RoleByName(name string) *Role {
	for _, r := range inv.Roles {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// DynamicFieldByName finds a dynamic field by its name without prefix.
func (inv *Inventory) DynamicFieldByName(name string) *DynamicField {
	for _, f := range inv.DynamicFields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Permissions are the permissions of agents that exist: System::Permission.
func (inv *Inventory) Permissions() []string {
	return inv.list("System::Permission", "ro", "move_into", "create", "note", "owner", "priority", "rw")
}

// CustomerPermissions are those of customer users: System::Customer::Permission.
func (inv *Inventory) CustomerPermissions() []string {
	return inv.list("System::Customer::Permission", "ro", "rw")
}

// list is a setting that holds a list; a single value counts as a list of one.
func (inv *Inventory) list(setting string, otherwise ...string) []string {
	v, ok := inv.Settings[setting]
	switch {
	case !ok || v.Kind != List && v.Kind != Text:
		return otherwise
	case v.Kind == Text:
		return []string{v.Text}
	}
	items := make([]string, 0, len(v.List))
	for _, e := range v.List {
		items = append(items, e.Text)
	}
	return items
}

// AgentGroups are the names of the groups in which an agent has a permission,
// sorted: granted directly or by a valid role, rw standing for every
// permission, valid groups only (semantics, "Effective agent permission").
// Invalid agents have none. Unknown where the inventory does not say.
func (inv *Inventory) AgentGroups(a *Agent, permission string) Value {
	if !a.Valid() {
		return ListValue()
	}
	if !a.GroupsKnown {
		return UnknownValue("the inventory does not say which groups " + a.Name + " has")
	}
	names := inv.grant(nil, a.Groups, permission)
	for _, name := range a.Roles {
		r := inv.RoleByName(name)
		if r == nil {
			if inv.Complete("roles") {
				continue
			}
			return UnknownValue("the inventory does not say which groups the role " + name + " gives")
		}
		if r.Valid() {
			names = inv.grant(names, r.Groups, permission)
		}
	}
	slices.Sort(names)
	return ListValue(slices.Compact(names)...)
}

// Complete reports whether the inventory lists a kind, by its name in the file,
// in full: what it does not list does not exist.
func (inv *Inventory) Complete(kind string) bool { return inv.Listed[kind] && !inv.Open[kind] }

// grant appends the valid groups of grants that carry a permission.
func (inv *Inventory) grant(names []string, grants map[string][]string, permission string) []string {
	for _, key := range [...]string{permission, "rw"} {
		for _, g := range grants[key] {
			if inv.groupUsable(g) {
				names = append(names, g)
			}
		}
	}
	return names
}

// groupUsable: a group that is not listed exists where somebody grants it, unless
// the inventory lists all groups.
func (inv *Inventory) groupUsable(name string) bool {
	g := inv.Groups.ByName(name)
	if g == nil {
		return !inv.Groups.Complete()
	}
	return g.Valid()
}

// AgentRoles are the names of the valid roles of an agent, sorted.
func (inv *Inventory) AgentRoles(a *Agent) Value {
	if !a.Valid() {
		return ListValue()
	}
	if !a.GroupsKnown {
		return UnknownValue("the inventory does not say which roles " + a.Name + " has")
	}
	names := []string{}
	for _, name := range a.Roles {
		if r := inv.RoleByName(name); r == nil && !inv.Complete("roles") || r != nil && r.Valid() {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return ListValue(slices.Compact(names)...)
}

// AgentAttrs is what the engine's sections User, Owner and Responsible hold for
// an agent: the attributes, Group_<permission> for every permission, and Role.
func (inv *Inventory) AgentAttrs(a *Agent) Attrs {
	attrs := maps.Clone(a.Attrs)
	if attrs == nil {
		attrs = Attrs{}
	}
	for _, p := range inv.Permissions() {
		if _, told := attrs["Group_"+p]; !told {
			attrs["Group_"+p] = inv.AgentGroups(a, p)
		}
	}
	if _, told := attrs["Role"]; !told {
		attrs["Role"] = inv.AgentRoles(a)
	}
	return attrs
}

// AgentsWithPermission are the valid agents that have a permission in a group,
// in the order of the inventory. known is false where the groups of some agent
// are not known; such an agent is left out.
func (inv *Inventory) AgentsWithPermission(groupID, permission string) (agents []*Agent, known bool) {
	g := inv.Groups.ByID(groupID)
	if g == nil {
		return nil, inv.Groups.Complete()
	}
	known = inv.Complete("agents")
	for _, a := range inv.Agents {
		groups := inv.AgentGroups(a, permission)
		if groups.Kind == Unknown {
			known = false
			continue
		}
		if a.Valid() && slices.ContainsFunc(groups.List, func(v Value) bool { return v.Text == g.Name }) {
			agents = append(agents, a)
		}
	}
	return agents, known
}

// nameOrder is the setting FirstnameLastnameOrder.
func (inv *Inventory) nameOrder() string { return inv.Settings["FirstnameLastnameOrder"].Text }

// DisplayName is how a product writes the name of a person, by the setting
// FirstnameLastnameOrder, "0" to "9"; any other value counts as "0".
func DisplayName(order, first, last, login string) string {
	switch order {
	case "1":
		return last + ", " + first
	case "2":
		return first + " " + last + " (" + login + ")"
	case "3":
		return last + ", " + first + " (" + login + ")"
	case "4":
		return "(" + login + ") " + first + " " + last
	case "5":
		return "(" + login + ") " + last + ", " + first
	case "6":
		return last + " " + first
	case "7":
		return last + " " + first + " (" + login + ")"
	case "8":
		return "(" + login + ") " + last + " " + first
	case "9":
		return last + first
	}
	return first + " " + last
}

// DisplayName is how lists of owners show an agent: the name, and the
// out-of-office text where one is known (attribute OutOfOfficeMessage). Unknown
// where the inventory does not say the name.
func (inv *Inventory) DisplayName(a *Agent) Value {
	if full := a.Attr("UserFullname"); full.Kind == Text {
		return a.withAbsence(full.Text)
	}
	first, last := a.Attr("UserFirstname"), a.Attr("UserLastname")
	if first.Kind != Text || last.Kind != Text {
		return UnknownValue("the inventory does not say the name of " + a.Name)
	}
	return a.withAbsence(DisplayName(inv.nameOrder(), first.Text, last.Text, a.Name))
}

func (a *Agent) withAbsence(name string) Value {
	if away := a.Attrs["OutOfOfficeMessage"]; away.Kind == Text && away.Text != "" {
		return TextValue(name + " " + strings.TrimSpace(away.Text))
	}
	return TextValue(name)
}
