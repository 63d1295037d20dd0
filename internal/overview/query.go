package overview

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// Query asks which items hit one value of one thing, whatever attribute holds
// it.
type Query struct {
	Attribute, Value string // as asked
	// Unlisted says that the inventory lists no such value; "" where it does, or
	// need not.
	Unlisted string

	names, ids []string // attributes that hold its name and its id
	values     []string // the names that it has, the asked one first
	idValues   []string
	tree       bool
	children   []string // names of known children
	childIDs   []string
}

// NewQuery reads ATTRIBUTE=VALUE. The attribute is a thing by its short name
// (Queue), or one of its attributes (Ticket.Queue, Queue.Name, QueueID), which
// stand for all of them; a dynamic field with or without prefix; or any other
// attribute of any system or of these ACLs. inv may be nil.
func (r Reader) NewQuery(text string, acls []*acl.ACL, inv *inventory.Inventory) (*Query, error) {
	key, value, ok := strings.Cut(text, "=")
	if !ok || key == "" {
		return nil, fmt.Errorf("%s: ATTRIBUTE=VALUE is expected, such as Queue=Raw or User.Role=admin", text)
	}
	q := &Query{Attribute: key, Value: value}
	processField, activityField := "ProcessManagementProcessID", "ProcessManagementActivityID"
	if inv != nil {
		if v := inv.Settings["Process::DynamicFieldProcessManagementProcessID"]; v.IsTrue() {
			processField = v.Text
		}
		if v := inv.Settings["Process::DynamicFieldProcessManagementActivityID"]; v.IsTrue() {
			activityField = v.Text
		}
	}
	all := things(processField, activityField)
	mentioned := r.attributes(acls)
	switch i := slices.IndexFunc(all, func(t thing) bool { return t.isCalled(key) }); {
	case i >= 0:
		q.of(&all[i], inv)
	case strings.HasPrefix(key, "Group_"):
		for _, area := range []string{"User", "Owner", "Responsible", "CustomerUser"} {
			q.names = append(q.names, area+"."+key)
		}
		q.values = []string{value}
	case r.fieldCalled(key, mentioned, inv) != "":
		q.names, q.values = r.fieldCalled(key, mentioned, inv).names(), []string{value}
	case slices.Contains(mentioned, key), slices.Contains(knownAttributes(r.Target), key):
		q.names, q.values = []string{key}, []string{value}
	default:
		return nil, fmt.Errorf("%s: there is no attribute %s%s", text, key, diag.Meant(key, r.keys(all, mentioned, inv)))
	}
	return q, nil
}

// isCalled reports whether --uses means the thing by a name.
func (t *thing) isCalled(key string) bool {
	return t.key == key || t.byID != "" && t.byID == key ||
		!t.apart && (slices.Contains(t.names, key) || slices.Contains(t.ids, key))
}

// of fills the query with what is known of a thing and its value.
func (q *Query) of(t *thing, inv *inventory.Inventory) {
	byID := q.Attribute == t.byID || slices.Contains(t.ids, q.Attribute)
	q.names, q.ids, q.tree = append(slices.Clone(t.names), t.key), t.ids, t.tree
	if byID {
		q.idValues = []string{q.Value}
	} else {
		q.values = []string{q.Value}
	}
	if inv == nil {
		return
	}
	if t.other != nil {
		names, ids := t.other(inv, q.Value, byID)
		q.values, q.idValues = union(q.values, names), union(q.idValues, ids)
		if len(names) == 0 && t.kind != "" && inv.Listed[t.kind] {
			q.Unlisted = fmt.Sprintf("%s lists no %s %s", inv.Name, t.key, q.Value)
			if byID {
				q.Unlisted = fmt.Sprintf("%s lists no %s with the id %s", inv.Name, t.key, q.Value)
			} else if near := namesOf(inv, t.kind); len(near) > 0 {
				q.Unlisted += diag.Meant(q.Value, near)
			}
		}
	}
	if !t.tree {
		return
	}
	for _, e := range tableOf(inv, t.kind).Entities {
		for _, v := range q.values {
			if strings.HasPrefix(e.Name, v+"::") {
				q.children = append(q.children, e.Name)
				if e.ID != "" {
					q.childIDs = append(q.childIDs, e.ID)
				}
			}
		}
	}
}

func namesOf(inv *inventory.Inventory, kind string) []string {
	var names []string
	for _, e := range tableOf(inv, kind).Entities {
		names = append(names, e.Name)
	}
	if kind == "agents" {
		for _, a := range inv.Agents {
			names = append(names, a.Name)
		}
	}
	return names
}

// union appends what is not there yet.
func union(list, more []string) []string {
	for _, m := range more {
		if !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list
}

// dynamicField is the name of a dynamic field, without prefix.
type dynamicField string

// fieldOf is the dynamic field that an attribute holds, "" where it is another.
func fieldOf(attr string) dynamicField {
	for _, start := range []string{"Ticket.DynamicField_", "DynamicField.DynamicField_", "DynamicField."} {
		if name, ok := strings.CutPrefix(attr, start); ok {
			return dynamicField(name)
		}
	}
	return ""
}

// names are the attributes that hold the field. The third is never set, but
// people write it.
func (f dynamicField) names() []string {
	name := string(f)
	return []string{"Ticket.DynamicField_" + name, "DynamicField.DynamicField_" + name, "DynamicField." + name, "DynamicField_" + name}
}

// fieldCalled is the dynamic field that --uses means, "" where it means none.
// Without prefix it has to be one that somebody knows.
func (r Reader) fieldCalled(key string, mentioned []string, inv *inventory.Inventory) dynamicField {
	if name, ok := strings.CutPrefix(key, "DynamicField_"); ok {
		return dynamicField(name)
	}
	if f := fieldOf(key); f != "" {
		return f
	}
	if f := dynamicField(key); f.isKnown(mentioned, inv) {
		return f
	}
	return ""
}

func (f dynamicField) isKnown(mentioned []string, inv *inventory.Inventory) bool {
	if inv != nil && inv.DynamicFieldByName(string(f)) != nil {
		return true
	}
	return slices.ContainsFunc(f.names(), func(n string) bool { return slices.Contains(mentioned, n) })
}

// keys are the names that --uses knows, for messages.
func (r Reader) keys(all []thing, mentioned []string, inv *inventory.Inventory) []string {
	var keys []string
	for i := range all {
		t := &all[i]
		keys = append(keys, t.key)
		if t.byID != "" {
			keys = append(keys, t.byID)
		}
		if !t.apart {
			keys = append(append(keys, t.names...), t.ids...)
		}
	}
	keys = append(keys, "Group_ro", "Group_rw")
	for _, n := range mentioned {
		if f := fieldOf(n); f != "" {
			keys = append(keys, "DynamicField_"+string(f), string(f))
		}
	}
	if inv != nil {
		for _, f := range inv.DynamicFields {
			keys = append(keys, "DynamicField_"+f.Name, f.Name)
		}
	}
	return append(append(keys, mentioned...), knownAttributes(r.Target)...)
}
