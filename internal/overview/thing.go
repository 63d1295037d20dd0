package overview

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// thing is what attributes of several names hold: a queue, a state, an agent.
type thing struct {
	key string // what --uses calls it
	// names are the attributes that hold its name, conditions and questions
	// alike; a "*" at the end stands for the rest.
	names []string
	ids   []string // the attributes that hold its id
	byID  string   // what --uses calls it by id
	// apart: each attribute holds one of its own, so that only key means all.
	apart bool
	tree  bool // a name A::B is a child of A
	// other gives the names and ids under which an inventory has a value.
	other func(inv *inventory.Inventory, value string, byID bool) (names, ids []string)
	kind  string // of the inventory, for messages
}

// things are all that --uses knows by short names.
func things(processField, activityField string) []thing {
	inAreas := func(attr string) (names []string) {
		for _, area := range []string{"User", "Owner", "Responsible", "CustomerUser"} {
			names = append(names, area+"."+attr)
		}
		return names
	}
	field := func(name string) []string {
		return []string{"Ticket.DynamicField_" + name, "DynamicField.DynamicField_" + name}
	}
	entity := func(key, id, kind string) thing {
		return thing{
			key: key, kind: kind, names: []string{"Ticket." + key, key + ".Name"}, byID: key + "ID",
			ids: []string{"Ticket." + key + "ID", key + "." + id}, other: inTable(kind), tree: key == "Queue" || key == "Service",
		}
	}
	service := entity("Service", "ServiceID", "services")
	service.ids = append(service.ids, "SLA.ServiceIDs", "Service.ParentID")
	owner := person("Owner", "Ticket.NewOwner", "Ticket.OldOwner")
	responsible := person("Responsible", "Ticket.NewResponsible")
	user := person("User")
	user.names, user.ids = user.names[1:], user.ids[1:] // tickets have none
	return []thing{
		entity("Queue", "QueueID", "queues"), entity("State", "ID", "states"), entity("Priority", "ID", "priorities"),
		entity("Type", "ID", "types"), service, entity("SLA", "SLAID", "slas"),
		{key: "Lock", kind: "locks", names: []string{"Ticket.Lock"}, ids: []string{"Ticket.LockID"}, byID: "LockID", other: inTable("locks")},
		{key: "StateType", names: []string{"Ticket.StateType", "State.TypeName"}, ids: []string{"State.TypeID"}, other: stateType},
		// Before those that ask for them too.
		{key: "NewOwner", names: []string{"Ticket.NewOwner"}},
		{key: "OldOwner", names: []string{"Ticket.OldOwner"}},
		{key: "NewResponsible", names: []string{"Ticket.NewResponsible"}},
		owner, responsible, user,
		{key: "CustomerUser", kind: "customer_users", names: []string{"Ticket.CustomerUserID", "CustomerUser.UserLogin", "CustomerUser.UserID"}},
		{key: "CustomerID", kind: "customers", names: []string{"Ticket.CustomerID", "CustomerUser.UserCustomerID", "CustomerUser.UserCustomerIDs"}},
		{key: "Role", kind: "roles", names: inAreas("Role"), apart: true},
		{key: "Group", kind: "groups", names: inAreas("Group_*"), ids: []string{"Queue.GroupID", "Ticket.GroupID"}, other: inTable("groups"), byID: "GroupID", apart: true},
		{key: "Action", names: []string{"Frontend.Action"}},
		{key: "Process", names: append([]string{"Process.ProcessEntityID"}, field(processField)...), other: processID},
		{key: "Activity", names: append([]string{"Process.ActivityEntityID"}, field(activityField)...), other: activityID},
		{key: "ActivityDialog", names: []string{"Process.ActivityDialogEntityID"}, other: dialogID},
		{key: "Form"}, {key: "FormStd"},
	}
}

// person is an agent: conditions compare logins, most products' lists display
// names.
func person(key string, questions ...string) thing {
	return thing{
		key: key, kind: "agents", names: append([]string{"Ticket." + key, key + ".UserLogin", key + ".UserFullname"}, questions...),
		ids: []string{"Ticket." + key + "ID", key + ".UserID"}, byID: key + "ID", other: agent,
	}
}

// holds reports whether an attribute is among names.
func holds(names []string, attr string) bool {
	return slices.ContainsFunc(names, func(n string) bool {
		if start, ok := strings.CutSuffix(n, "*"); ok {
			return strings.HasPrefix(attr, start)
		}
		return n == attr
	})
}

// tableOf is the table of a kind.
func tableOf(inv *inventory.Inventory, kind string) *inventory.Table {
	for _, t := range []*inventory.Table{&inv.Queues, &inv.States, &inv.Priorities, &inv.Types, &inv.Services, &inv.SLAs, &inv.Locks, &inv.Groups} {
		if t.Kind == kind {
			return t
		}
	}
	return &inventory.Table{Kind: kind}
}

func inTable(kind string) func(*inventory.Inventory, string, bool) ([]string, []string) {
	return func(inv *inventory.Inventory, value string, byID bool) (names, ids []string) {
		t := tableOf(inv, kind)
		e := t.ByName(value)
		if byID {
			e = t.ByID(value)
		}
		if e == nil {
			return nil, nil
		}
		if e.ID != "" {
			ids = []string{e.ID}
		}
		return []string{e.Name}, ids
	}
}

func agent(inv *inventory.Inventory, value string, byID bool) (names, ids []string) {
	for _, a := range inv.Agents {
		display := inv.DisplayName(a)
		if byID && a.ID != value || !byID && a.Name != value && (display.Kind != inventory.Text || display.Text != value) {
			continue
		}
		names = append(names, a.Name)
		if display.Kind == inventory.Text {
			names = append(names, display.Text)
		}
		if a.ID != "" {
			ids = append(ids, a.ID)
		}
	}
	return names, ids
}

func stateType(inv *inventory.Inventory, value string, _ bool) (names, ids []string) {
	for _, s := range inv.States.Entities {
		if id := s.Attr("TypeID"); s.Attr("TypeName").Text == value && id.Kind == inventory.Text && !slices.Contains(ids, id.Text) {
			names, ids = []string{value}, append(ids, id.Text)
		}
	}
	return names, ids
}

// The entity ids of processes, activities and dialogs are what attributes hold;
// people know them by names.
func processID(inv *inventory.Inventory, value string, _ bool) (names, ids []string) {
	for _, p := range inv.Processes {
		if p.Name == value || p.ID == value {
			names = append(names, p.ID)
		}
	}
	return names, nil
}

func activityID(inv *inventory.Inventory, value string, _ bool) (names, ids []string) {
	for _, a := range inv.Activities {
		if a.Name == value || a.ID == value {
			names = append(names, a.ID)
		}
	}
	return names, nil
}

func dialogID(inv *inventory.Inventory, value string, _ bool) (names, ids []string) {
	for _, d := range inv.Dialogs {
		if d.Name == value || d.ID == value {
			names = append(names, d.ID)
		}
	}
	return names, nil
}

// attributes are all attributes that some condition of the ACLs looks at, and
// all questions that they change.
func (r Reader) attributes(acls []*acl.ACL) []string {
	seen := map[string]bool{}
	var out []string
	for _, a := range acls {
		all := r.Lists(a)
		for i := range all {
			if n := all[i].Name(); all[i].Area != "" && !seen[n] {
				seen[n] = true
				out = append(out, n)
			}
		}
	}
	slices.Sort(out)
	return out
}

// knownAttributes are attributes that any system has, besides those of things.
func knownAttributes(t *product.Target) []string {
	var out []string
	add := func(area string, attrs ...string) {
		for _, a := range attrs {
			out = append(out, area+"."+a)
		}
	}
	escalation := []string{"Calendar", "FirstResponseTime", "UpdateTime", "SolutionTime"}
	add("Ticket", "Title", "TicketID", "TicketNumber", "GroupID", "Age", "Created", "Changed", "CreateBy", "ChangeBy",
		"ArchiveFlag", "UnlockTimeout", "UntilTime", "EscalationTime")
	add("Queue", append(escalation, "GroupID", "Email", "RealName", "SystemAddressID", "SalutationID", "SignatureID",
		"FollowUpID", "FollowUpLock", "UnlockTimeout", "DefaultSignKey", "Comment", "ValidID")...)
	add("Service", "ParentID", "NameShort", "Comment", "ValidID", "TypeID", "Criticality")
	add("SLA", append(escalation, "ServiceIDs", "Comment", "ValidID")...)
	add("State", "TypeID", "Comment", "ValidID")
	add("Type", "ValidID")
	add("Priority", "ValidID")
	for _, area := range []string{"User", "Owner", "Responsible"} {
		add(area, "UserID", "UserLogin", "UserTitle", "UserFirstname", "UserLastname", "UserFullname", "UserEmail", "Role", "ValidID")
		for _, p := range t.Facts().SystemPermissions {
			add(area, "Group_"+p)
		}
	}
	add("CustomerUser", "UserFirstname", "UserLastname", "UserFullname", "UserEmail", "ValidID")
	for _, p := range t.Facts().CustomerPermissions {
		add("CustomerUser", "Group_"+p)
	}
	return out
}
