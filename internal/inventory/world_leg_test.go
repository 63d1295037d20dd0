package inventory

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFromWorldLegacy reads the system of the older engines: values "0", unset
// free fields, processes, an invalid agent.
func TestFromWorldLegacy(t *testing.T) {
	inv, tickets := testWorld(t, "leg")
	for id, want := range map[string]Attrs{
		"61": {
			"Queue": TextValue("Raw"), "GroupID": TextValue("1"), "StateType": TextValue("new"), "Owner": TextValue("lea"),
			"SLA": TextValue("SLA A"), "Service": TextValue("Mail::Spam"), "TicketFreeKey1": {},
			"DynamicField_TicketFreeKey1": TextValue("Product"),
			"DynamicField_Tags":           ListValue("a", "b"), "TicketNumber": TextValue("202401020000061"),
		},
		"62": {
			"Queue": TextValue("0"), "Priority": TextValue("0"), "Service": TextValue("0"), "Owner": TextValue("0"),
			"CustomerID": TextValue("0"), "Title": TextValue("0"), "DynamicField_Zero": TextValue(""),
			"DynamicField_TicketFreeText2": {}, "DynamicField_Tags": ListValue("0", ""),
		},
		"63": {
			"ServiceID": TextValue(""), "Service": {}, "SLAID": TextValue(""), "SLA": {}, "Owner": TextValue("ina"),
			"CustomerUserID": TextValue(""), "DynamicField_Tags": ListValue(), "DynamicField_Zero": {},
		},
	} {
		for name, v := range want {
			if got := tickets[id][name]; !got.Equal(v) {
				t.Errorf("ticket %s: %s is %v, want %v", id, name, got, v)
			}
		}
	}
	ina := inv.AgentByLogin("ina")
	if got := inv.AgentGroups(ina, "rw"); !got.Equal(ListValue()) {
		t.Errorf("an invalid agent has %v", got)
	}
	lea := inv.AgentByLogin("lea")
	if got := inv.AgentGroups(lea, "note"); !got.Equal(ListValue("desk", "users")) {
		t.Errorf("lea has %v", got)
	}
	for name, want := range map[string]Value{"UserFlag": TextValue("0"), "UserNote": TextValue(""), "NoSuch": {}} {
		if got := lea.Attr(name); !got.Equal(want) {
			t.Errorf("preference %s is %v", name, got)
		}
	}
	var states []string
	for _, p := range inv.Processes {
		states = append(states, p.ID[:2]+" "+p.State)
	}
	if diff := cmp.Diff([]string{"P1 Inactive", "P3 Active", "Pr FadeAway", "Pr Active"}, states); diff != "" {
		t.Error(diff)
	}
	for _, a := range inv.Activities {
		if a.Name == "Check" && (len(a.Dialogs) != 3 || a.Dialogs[2] != "AD1") {
			t.Errorf("dialogs of Check: %v", a.Dialogs)
		}
	}
}

func TestFromWorldSettings(t *testing.T) {
	inv, _ := testWorld(t, "cg")
	if got := inv.Settings["CustomerGroupSupport"]; !got.Equal(TextValue("1")) {
		t.Errorf("a number in config reads as %v", got)
	}
	data := `{"name": "w", "config": {"FirstnameLastnameOrder": 3, "System::Permission": ["ro", "own", "rw"]}, "groups": [{"ID": "1", "Name": "g"}],
		"users": [{"UserID": "2", "UserLogin": "jdoe", "UserFirstname": "Jane", "UserLastname": "Doe", "Groups": {"own": ["g"]}}]}`
	own, _, err := FromWorld([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	attrs := own.AgentAttrs(own.Agents[0])
	for name, want := range map[string]Value{
		"UserFullname": TextValue("Doe, Jane (jdoe)"), "UserEmail": TextValue("jdoe"), "Group_own": ListValue("g"),
		"Group_ro": ListValue(), "Group_note": {}, "Role": ListValue(),
	} {
		if !attrs[name].Equal(want) {
			t.Errorf("%s is %v, want %v", name, attrs[name], want)
		}
	}
}

func TestFromWorldErrors(t *testing.T) {
	for _, data := range []string{
		"", "[]", "{", `{"queues": 1}`, `{"users": [{"Groups": []}]}`, `{"tickets": [{"DynamicField": 1}]}`,
		`{"roles": [{"Groups": {"rw": "x"}}]}`, `{"customer_users": [{"CustomerIDs": 1}]}`, `{"users": [{"Preferences": 1}]}`,
	} {
		if _, _, err := FromWorld([]byte(data)); err == nil {
			t.Errorf("%q: no error", data)
		}
	}
	if _, _, err := FromWorld([]byte(`{"queues": [null], "tickets": [{}], "users": [{}]}`)); err != nil {
		t.Error(err)
	}
}
