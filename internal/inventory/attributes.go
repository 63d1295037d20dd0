package inventory

import "slices"

// areaKinds are the kinds whose entries the areas of conditions show.
func areaKinds() map[string]string {
	return map[string]string{
		"Queue": "queues", "State": "states", "Priority": "priorities", "Type": "types", "Service": "services", "SLA": "slas",
		"User": "agents", "Owner": "agents", "Responsible": "agents", "CustomerUser": "customer_users",
	}
}

// Attributes are the names that conditions on an area can have on every system,
// sorted; nil for areas that are no entries of a kind. Preferences add more.
// Group_<permission> is not among them.
func Attributes(area string) []string {
	name, ok := areaKinds()[area]
	if !ok {
		return nil
	}
	for _, k := range kinds() {
		if k.name != name {
			continue
		}
		names := append([]string{k.key, k.id}, k.attrs...)
		switch k.name {
		case "agents":
			names = append(names, "Role")
		case "customer_users":
			names = append(names, "CustomerCompanyName", "CustomerID")
		}
		slices.Sort(names)
		return slices.Compact(names)
	}
	return nil
}

// TicketAttributes are the names that stored tickets have on every system.
// Escalation times and dynamic fields come on top.
func TicketAttributes() []string {
	return []string{
		"TicketID", "TicketNumber", "Title", "State", "StateID", "StateType", "Priority", "PriorityID", "Lock", "LockID",
		"Queue", "QueueID", "GroupID", "CustomerID", "CustomerUserID", "Owner", "OwnerID", "Responsible", "ResponsibleID",
		"Type", "TypeID", "Service", "ServiceID", "SLA", "SLAID", "Age", "Created", "CreateTimeUnix", "Changed", "CreateBy",
		"ChangeBy", "ArchiveFlag", "UnlockTimeout", "UntilTime", "RealTillTimeNotUsed", "CreateTime", "FirstResponse",
		"FirstLock", "FirstResponseTime", "UpdateTime", "SolutionTime", "SolutionInMin", "Closed",
	}
}
