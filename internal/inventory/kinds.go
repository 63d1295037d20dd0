package inventory

import "slices"

// kind is one kind of thing of which an inventory has a list.
type kind struct {
	name string // in the file
	id   string // the key of the entry's id, "" where the name is all there is
	key  string // the key of the entry's name, which the short form gives
	// attrs are the other attributes, by the product's own names.
	attrs []string
	// parts are keys with a structure of their own.
	parts []string
	// grants: Group_<permission> keys are allowed.
	grants bool
	// free: Preferences holds more attributes, by names of the installation.
	free bool

	read  func(r *reader, k kind, e entry)
	share func(to, from *Inventory) // takes the whole kind over
}

func (k kind) knows(key string) bool {
	return key == k.id || key == k.key || slices.Contains(k.attrs, key) || slices.Contains(k.parts, key) ||
		k.free && key == "Preferences"
}

// keys are all keys of an entry, for messages and the schema.
func (k kind) keys() []string {
	keys := slices.Concat([]string{k.key}, k.attrs, k.parts)
	if k.id != "" && k.id != k.key {
		keys = append(keys, k.id)
	}
	if k.free {
		keys = append(keys, "Preferences")
	}
	slices.Sort(keys)
	return keys
}

// kinds are all kinds with lists of entries, in the order of the documentation.
func kinds() []kind {
	audit := func(more ...string) []string {
		return append(more, "ValidID", "Comment", "CreateTime", "CreateBy", "ChangeTime", "ChangeBy")
	}
	escalation := []string{
		"Calendar", "FirstResponseTime", "FirstResponseNotify", "UpdateTime", "UpdateNotify", "SolutionTime", "SolutionNotify",
	}
	table := func(name, id string, of func(*Inventory) *Table, attrs ...string) kind {
		return kind{
			name: name, id: id, key: "Name", attrs: audit(attrs...), free: true,
			read:  func(r *reader, k kind, e entry) { r.readEntity(k, e, of(r.inv)) },
			share: func(to, from *Inventory) { *of(to) = *of(from) },
		}
	}
	return []kind{
		table("queues", "QueueID", func(i *Inventory) *Table { return &i.Queues }, append(escalation,
			"GroupID", "Email", "RealName", "SystemAddressID", "SalutationID", "SignatureID", "FollowUpID", "FollowUpLock",
			"UnlockTimeout", "DefaultSignKey")...),
		table("states", "ID", func(i *Inventory) *Table { return &i.States }, "TypeID", "TypeName", "Color"),
		table("priorities", "ID", func(i *Inventory) *Table { return &i.Priorities }, "Color"),
		table("types", "ID", func(i *Inventory) *Table { return &i.Types }),
		table("services", "ServiceID", func(i *Inventory) *Table { return &i.Services }, "ParentID", "NameShort", "TypeID", "Type", "Criticality"),
		table("slas", "SLAID", func(i *Inventory) *Table { return &i.SLAs }, append(escalation, "ServiceIDs", "TypeID", "Type", "MinTimeBetweenIncidents")...),
		table("locks", "ID", func(i *Inventory) *Table { return &i.Locks }),
		table("groups", "ID", func(i *Inventory) *Table { return &i.Groups }),
		{
			name: "roles", id: "ID", key: "Name", attrs: audit(), grants: true,
			read: (*reader).readRole, share: func(to, from *Inventory) { to.Roles = from.Roles },
		},
		{
			name: "agents", id: "UserID", key: "UserLogin", grants: true, free: true, parts: []string{"Role"},
			attrs: []string{
				"UserTitle", "UserFirstname", "UserLastname", "UserFullname", "UserEmail", "UserMobile", "UserLanguage",
				"OutOfOfficeMessage", "ValidID", "CreateTime", "ChangeTime",
			},
			read: (*reader).readAgent, share: func(to, from *Inventory) { to.Agents = from.Agents },
		},
		{
			name: "customers", id: "CustomerID", key: "CustomerID", free: true, parts: []string{"Same", "Other"},
			attrs: []string{"ValidID", "CustomerCompanyName", "CustomerCompanyStreet", "CustomerCompanyZIP", "CustomerCompanyCity",
				"CustomerCompanyCountry", "CustomerCompanyURL", "CustomerCompanyComment"},
			read: (*reader).readCustomer, share: func(to, from *Inventory) { to.Customers = from.Customers },
		},
		{
			name: "customer_users", id: "UserLogin", key: "UserLogin", grants: true, free: true, parts: []string{"CustomerIDs"},
			attrs: []string{
				"UserTitle", "UserFirstname", "UserLastname", "UserFullname", "UserEmail", "UserCustomerID", "UserCustomerIDs",
				"UserPhone", "UserFax", "UserMobile", "UserStreet", "UserZip", "UserCity", "UserCountry", "UserComment",
				"UserLanguage", "Source", "ValidID", "CreateTime", "CreateBy", "ChangeTime", "ChangeBy",
			},
			read: (*reader).readCustomerUser, share: func(to, from *Inventory) { to.CustomerUsers = from.CustomerUsers },
		},
		{
			name: "dynamic_fields", key: "Name", parts: []string{"FieldType", "ObjectType", "Label", "PossibleValues", "PossibleNone", "ValidID"},
			read: (*reader).readField, share: func(to, from *Inventory) { to.DynamicFields = from.DynamicFields },
		},
		{
			name: "processes", id: "EntityID", key: "EntityID", parts: []string{"Name", "State", "Activities"},
			read: (*reader).readProcess, share: func(to, from *Inventory) {
				to.Processes, to.Activities, to.Dialogs = from.Processes, from.Activities, from.Dialogs
			},
		},
		{
			name: "screens", key: "Action", parts: append([]string{"StateType", "DynamicField", "Permission"}, screenFields()...),
			read: (*reader).readScreen, share: func(to, from *Inventory) { to.Screens = from.Screens },
		},
		{
			name: "actions", key: "Name",
			read: (*reader).readAction, share: func(to, from *Inventory) {
				to.AgentModules, to.CustomerModules = from.AgentModules, from.CustomerModules
			},
		},
		{
			name: "attribute_relations", key: "Filename", parts: []string{"ID", "Priority", "Attribute1", "Attribute2", "Restrictive", "Data", "file"},
			read: (*reader).readRelation, share: func(to, from *Inventory) { to.Relations = from.Relations },
		},
	}
}

// screenFields are the standard fields that a screen's settings switch on.
func screenFields() []string {
	return []string{"Title", "Type", "Service", "SLA", "Queue", "Owner", "Responsible", "State", "Priority", "Note"}
}
