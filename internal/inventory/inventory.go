package inventory

import "strings"

// Attrs are attributes by the product's own names (QueueID, TypeName,
// UserLogin, DynamicField_X).
type Attrs map[string]Value

// Entity is one queue, state, priority, type, service, SLA, lock, group or role.
type Entity struct {
	ID      string // "" where the inventory does not know it
	Name    string // full name, "A::B" for queues and services
	ValidID string // "1" is valid
	Attrs   Attrs  // ID and Name under their product names included
	// Open marks an entity of which only what Attrs holds is known; any other
	// attribute is Unknown instead of unset.
	Open bool
}

// Valid reports whether the entity is in use.
func (e *Entity) Valid() bool { return e.ValidID == "1" || e.ValidID == "" }

// Attr returns an attribute; what nobody told of an open entity is Unknown.
func (e *Entity) Attr(name string) Value {
	if v, ok := e.Attrs[name]; ok {
		return v
	}
	if e.Open {
		return UnknownValue("the inventory does not say " + name + " of " + e.Name)
	}
	return Value{}
}

// Table holds the entities of one kind.
type Table struct {
	Kind string // "queues", for messages
	// Listed means that the inventory speaks about this kind at all, Open that
	// it does so but not in full.
	Listed, Open bool
	Entities     []*Entity
}

// Complete reports whether what is not in the table does not exist.
func (t *Table) Complete() bool { return t.Listed && !t.Open }

// ByID finds an entity by its id, compared as the database does: numerically
// equal ids are the same ("02" and "2").
func (t *Table) ByID(id string) *Entity {
	for _, e := range t.Entities {
		if e.ID != "" && sameID(e.ID, id) {
			return e
		}
	}
	return nil
}

// ByName finds an entity by its full name, case-sensitively.
func (t *Table) ByName(name string) *Entity {
	for _, e := range t.Entities {
		if e.Name == name {
			return e
		}
	}
	return nil
}

func sameID(a, b string) bool {
	return a == b || strings.TrimLeft(a, "0") == strings.TrimLeft(b, "0") && strings.Trim(b, "0123456789") == ""
}

// Agent is a user of the agent interface.
type Agent struct {
	Entity                          // ID is UserID, Name is UserLogin
	Groups      map[string][]string // permission (ro, rw, …) -> groups given directly
	Roles       []string
	GroupsKnown bool // false: groups and roles are Unknown
}

// CustomerUser is a user of the customer interface.
type CustomerUser struct {
	Entity               // ID and Name are UserLogin
	CustomerIDs []string // further ids besides UserCustomerID
	Groups      map[string][]string
	GroupsKnown bool
}

// Customer is a company.
type Customer struct {
	Entity // ID is CustomerID
	// GroupsSame and GroupsOther are the grants in the contexts Same and Other.
	GroupsSame, GroupsOther map[string][]string
}

// Role is a role with the groups that it gives.
type Role struct {
	Entity
	Groups map[string][]string
}

// DynamicField is a dynamic field of tickets.
type DynamicField struct {
	Name         string // without prefix
	Type         string // Dropdown, Multiselect, Text, …; "" where unknown
	ValidID      string
	Keys         []string          // possible values in order
	Labels       map[string]string // key -> label
	PossibleNone bool
}

// Process, Activity and ActivityDialog are known by their entity ids.
type (
	Process struct {
		ID, Name, State string
		Activities      []string
	}
	Activity struct {
		ID, Name string
		Dialogs  []string // entity ids in order
	}
	ActivityDialog struct {
		ID, Name   string
		Interfaces []string // AgentInterface, CustomerInterface
		Fields     []string
	}
)

// Screen is what an administrator configured for one screen.
type Screen struct {
	Name          string   // Frontend.Action
	StateTypes    []string // nil: the product's default
	DynamicFields []string // shown, in order; nil: all fields
	Required      []string
	Permission    string
	Fields        map[string]bool // standard fields switched on or off (Queue, State, …)
}

// Inventory is what exists in one system.
type Inventory struct {
	Name    string // for messages: a file, or "stock otobo-11.0"
	Product string // target id, "" where it does not say
	Queues, States, Priorities, Types, Services,
	SLAs, Locks, Groups Table
	Roles           []*Role
	Agents          []*Agent
	Customers       []*Customer
	CustomerUsers   []*CustomerUser
	DynamicFields   []*DynamicField
	Processes       []*Process
	Activities      []*Activity
	Dialogs         []*ActivityDialog
	Screens         []*Screen
	Relations       []Relation // imported ticket attribute relations
	AgentModules    []string   // registered Agent* and Admin* modules; nil: the product's
	CustomerModules []string
	Settings        map[string]Value
	// Listed and Open say per kind (by its name in the file) whether the
	// inventory speaks about it, and whether in full. The Tables carry the same. Open
	// has DynamicField_<name> where the values of a field are not listed in full.
	Listed, Open map[string]bool
}

// ProcessNames are the names of processes, activities and dialogs by their
// entity ids.
func (inv *Inventory) ProcessNames() map[string]string {
	names := map[string]string{}
	for _, p := range inv.Processes {
		names[p.ID] = p.Name
	}
	for _, a := range inv.Activities {
		names[a.ID] = a.Name
	}
	for _, d := range inv.Dialogs {
		names[d.ID] = d.Name
	}
	return names
}

// Table is that of a kind which is a table, by its name in the file; nil for others.
func (inv *Inventory) Table(kind string) *Table {
	return map[string]*Table{
		"queues": &inv.Queues, "states": &inv.States, "priorities": &inv.Priorities, "types": &inv.Types, "services": &inv.Services,
		"slas": &inv.SLAs, "locks": &inv.Locks, "groups": &inv.Groups,
	}[kind]
}
