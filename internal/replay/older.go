package replay

import (
	"fmt"
	"maps"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/simulate"
)

// defaultActions is the setting with which the action maps of engines up to OTRS
// 3.3 begin.
const defaultActions = "TicketACL::Default::Action"

// configured is the case's system with the settings of its own.
func (c *Case) configured(sys *simulate.System) *simulate.System {
	config := c.line.Get("config")
	if config == nil {
		return sys
	}
	defaults := config.Get(defaultActions)
	if defaults == nil && c.relations == nil {
		return sys
	}
	own, inv := *sys, *sys.Inventory
	inv.Settings = maps.Clone(inv.Settings)
	if inv.Settings == nil {
		inv.Settings = map[string]inventory.Value{}
	}
	if defaults != nil {
		for _, e := range defaults.Effective() {
			inv.Settings[defaultActions+"###"+e.Key] = datum(&e.Value)
		}
	}
	inv = c.related(inv, config)
	own.Inventory = &inv
	return &own
}

// compareOlder compares the answers to what screens ask beside the list: the
// action map, and of OTRS 3.2 and 3.3 processes and activity dialogs.
func (c *Case) compareOlder(a *simulate.Answer, expect *acl.Value) string {
	if want := expect.Get("action_data"); want != nil && want.Kind == acl.Hash {
		got := a.Actions
		if got == nil {
			got = map[string]inventory.Value{}
			if a.Returned { // whatever was asked for last
				for _, x := range a.Left {
					if got[x.ID] = inventory.TextValue(x.Name); x.Undef {
						got[x.ID] = inventory.Value{}
					}
				}
			}
		}
		if diff := compareActions(got, want); diff != "" {
			return diff
		}
	}
	asked := c.line.Get("ask")
	if asked == nil {
		return ""
	}
	if want, processes := expect.Get("process_data"), asked.Get("processes"); want != nil && processes != nil {
		var ids []string
		for _, e := range processes.Effective() {
			ids = append(ids, e.Key)
		}
		var names []string
		for _, e := range want.Effective() {
			names = append(names, e.Key)
		}
		if diff := compareIDs("process_data", a.Older.Processes(ids), names); diff != "" {
			return diff
		}
	}
	if want, dialogs := expect.Get("activity_dialog_data"), asked.Get("activity_dialogs"); want != nil && dialogs != nil {
		return compareIDs("activity_dialog_data", a.Older.Dialogs(texts(dialogs)), texts(want))
	}
	return ""
}

func compareActions(got map[string]inventory.Value, want *acl.Value) string {
	there := map[string]string{}
	for _, e := range want.Effective() {
		there[e.Key] = e.Value.Kind.String() + " " + e.Value.Text
		if e.Value.Kind != acl.Undef {
			there[e.Key] = e.Value.Text
		}
	}
	here := map[string]string{}
	for name, v := range got {
		here[name] = v.Text
		if !v.Defined() {
			here[name] = acl.Undef.String() + " "
		}
	}
	if !maps.Equal(there, here) {
		return fmt.Sprintf("action_data: %v there, %v here", there, here)
	}
	return ""
}

func texts(v *acl.Value) []string {
	var out []string
	for i := range v.Items() {
		out = append(out, v.Items()[i].Text)
	}
	return out
}

func compareIDs(what string, got, want []string) string {
	got, want = slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))
	if !slices.Equal(got, want) {
		return fmt.Sprintf("%s: %q there, %q here", what, want, got)
	}
	return ""
}
