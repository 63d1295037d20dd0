package inventory

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
)

// ticket is what the recorded TicketGet returned, with dynamic fields: names
// beside ids, and undef for every known field without a value.
func (w *world) ticket(inv *Inventory, f fields) (Attrs, error) {
	e, err := worldEntity("tickets", "TicketID", "Title", f, "DynamicField")
	if err != nil {
		return nil, err
	}
	t := e.Attrs
	maps.DeleteFunc(t, func(name string, _ Value) bool { return isFreeField(name) })
	var values fields
	if err := part(f, "DynamicField", &values); err != nil {
		return nil, err
	}
	for _, field := range inv.DynamicFields {
		t["DynamicField_"+field.Name] = Value{}
	}
	for name, raw := range values {
		v, err := jsonValue(raw)
		if err != nil {
			return nil, fmt.Errorf("DynamicField %s: %w", name, err)
		}
		t["DynamicField_"+name] = v
	}
	if _, told := t["TicketNumber"]; !told {
		t["TicketNumber"] = TextValue("2024010200000" + e.ID)
	}
	inv.nameTicket(t)
	return t, nil
}

// isFreeField reports whether an attribute is one of the free fields that
// tickets had before OTRS 3.1. TicketGet of later engines does not return them;
// their values are dynamic fields of the same names.
func isFreeField(name string) bool {
	for _, prefix := range []string{"TicketFreeKey", "TicketFreeText", "TicketFreeTime"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// nameTicket adds the names and the derived attributes of a stored ticket that
// is known by ids.
func (inv *Inventory) nameTicket(t Attrs) {
	for _, r := range []struct {
		id, name string
		table    *Table
	}{
		{"QueueID", "Queue", &inv.Queues}, {"StateID", "State", &inv.States}, {"PriorityID", "Priority", &inv.Priorities},
		{"TypeID", "Type", &inv.Types}, {"ServiceID", "Service", &inv.Services}, {"SLAID", "SLA", &inv.SLAs},
		{"LockID", "Lock", &inv.Locks},
	} {
		e := r.table.ByID(t[r.id].Text)
		if e == nil || t[r.id].Text == "" {
			continue
		}
		t[r.name] = TextValue(e.Name)
		switch r.id {
		case "QueueID":
			t["GroupID"] = e.Attr("GroupID")
		case "StateID":
			t["StateType"] = e.Attr("TypeName")
		}
	}
	for id, name := range map[string]string{"OwnerID": "Owner", "ResponsibleID": "Responsible"} {
		if a := inv.AgentByID(t[id].Text); a != nil {
			t[name] = TextValue(a.Name)
		}
	}
}

// part decodes one structured field of an entity, if it is there.
func part[T any](f fields, name string, to *T) error {
	raw, ok := f[name]
	if !ok {
		return nil
	}
	if err := json.Unmarshal(raw, to); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// jsonValue reads a recorded value: a string, a number (its digits), null, a
// list of these, or a structure of which only the fact is kept.
func jsonValue(raw json.RawMessage) (Value, error) {
	raw = bytes.TrimSpace(raw)
	switch {
	case len(raw) == 0 || bytes.Equal(raw, []byte("null")):
		return Value{}, nil
	case raw[0] == '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return TextValue(s), err
	case raw[0] == '[':
		var items []json.RawMessage
		if err := json.Unmarshal(raw, &items); err != nil {
			return Value{}, err
		}
		v := ListValue()
		for _, item := range items {
			e, err := jsonValue(item)
			if err != nil {
				return Value{}, err
			}
			v.List = append(v.List, e)
		}
		return v, nil
	case raw[0] == '{':
		return Value{Kind: Hash}, nil
	case bytes.Equal(raw, []byte("true")):
		return TextValue("1"), nil
	case bytes.Equal(raw, []byte("false")):
		return TextValue("0"), nil
	}
	return TextValue(string(raw)), nil
}
