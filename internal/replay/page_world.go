package replay

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
)

// named is an entry of a page world: an id with a name and what else is told.
type named struct {
	ID, Name, Group, Type string
	GroupID               string            `json:"group_id"`
	ValidID               json.Number       `json:"valid_id"`
	ServiceIDs            []json.Number     `json:"service_ids"`
	Services              map[string]string // of customer users
	Login, Fullname       string
	Firstname, Lastname   string
	Email                 string
	CustomerID            string   `json:"customer_id"`
	MyQueues              []string `json:"my_queues"`
	Roles                 []string
	GroupsRW              []string            `json:"groups_rw"`
	Groups                map[string][]string // permission -> groups, effective
}

// pageField is a dynamic field of a page world.
type pageField struct {
	Name, Type string
	Config     struct {
		DefaultValue   json.RawMessage
		PossibleNone   json.RawMessage
		PossibleValues map[string]string
	}
}

// pageWorld is the system on which pages were recorded.
type pageWorld struct {
	Queues, States, SLAs, Agents, Roles []named
	Companies                           []named     `json:"customer_companies"`
	CustomerUsers                       []named     `json:"customer_users"`
	DynamicFields                       []pageField `json:"dynamic_fields"`
	Priorities, Services, Types, Groups map[string]string
	DefaultServices                     map[string]string   `json:"default_services"`
	FieldsOnPage                        map[string][]string `json:"fields_on_page"`
	Screens                             map[string]map[string]json.RawMessage
	Settings                            map[string]json.RawMessage
	// Baseline are first displays without any ACL: what the pages hold of which
	// no inventory speaks, such as the actions of a ticket's articles.
	Baseline map[string]map[string]json.RawMessage `json:"baseline_first_display"`
}

// isPageWorld reports whether a file of a world is one of pages.
func isPageWorld(data []byte) bool {
	var w struct {
		FieldsOnPage json.RawMessage `json:"fields_on_page"`
	}
	return json.Unmarshal(data, &w) == nil && w.FieldsOnPage != nil
}

// readPageWorld turns the file into an inventory. Attributes that it does not
// tell are unknown, not unset.
func readPageWorld(name string, data []byte) (*inventory.Inventory, *pageWorld, error) {
	w := &pageWorld{}
	if err := json.Unmarshal(data, w); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	inv := &inventory.Inventory{Name: name, Settings: map[string]inventory.Value{}, Listed: map[string]bool{}, Open: map[string]bool{}}
	for name, raw := range w.Settings {
		if v := settingValue(raw); v.Defined() {
			inv.Settings[name] = v
		}
	}
	w.tables(inv)
	w.people(inv)
	w.fields(inv)
	w.screens(inv)
	for _, kind := range []string{
		"queues", "states", "priorities", "types", "services", "slas", "locks", "groups", "roles", "agents", "customers",
		"customer_users", "dynamic_fields", "processes",
	} {
		inv.Listed[kind] = true
	}
	return inv, w, nil
}

// settingValue is a scalar or a list of scalars; any other structure is a hash,
// of which nothing is read here.
func settingValue(raw json.RawMessage) inventory.Value {
	var list []string
	var text string
	switch {
	case len(raw) == 0 || string(raw) == "null":
		return inventory.Value{}
	case json.Unmarshal(raw, &text) == nil:
		return inventory.TextValue(text)
	case json.Unmarshal(raw, &list) == nil:
		return inventory.ListValue(list...)
	case raw[0] == '{' || raw[0] == '[':
		return inventory.Value{Kind: inventory.Hash}
	}
	return inventory.TextValue(string(raw))
}

func (w *pageWorld) tables(inv *inventory.Inventory) {
	entity := func(t *inventory.Table, id, idKey, name string, more inventory.Attrs) {
		attrs := inventory.Attrs{idKey: inventory.TextValue(id), "Name": inventory.TextValue(name), "ValidID": inventory.TextValue("1")}
		maps.Copy(attrs, more)
		t.Entities = append(t.Entities, &inventory.Entity{ID: id, Name: name, ValidID: "1", Attrs: attrs, Open: true})
	}
	for _, t := range []struct {
		table       *inventory.Table
		kind, idKey string
		from        map[string]string
	}{
		{&inv.Priorities, "priorities", "ID", w.Priorities}, {&inv.Types, "types", "ID", w.Types},
		{&inv.Services, "services", "ServiceID", w.Services}, {&inv.Groups, "groups", "ID", w.Groups},
		{&inv.Locks, "locks", "ID", map[string]string{"1": "unlock", "2": "lock", "3": "tmp_lock"}},
		{&inv.Queues, "queues", "QueueID", nil}, {&inv.States, "states", "ID", nil}, {&inv.SLAs, "slas", "SLAID", nil},
	} {
		t.table.Kind, t.table.Listed = t.kind, true
		for _, id := range idOrder(t.from) {
			entity(t.table, id, t.idKey, t.from[id], nil)
		}
	}
	for _, q := range w.Queues {
		entity(&inv.Queues, q.ID, "QueueID", q.Name, inventory.Attrs{"GroupID": inventory.TextValue(q.GroupID)})
		if v := q.ValidID.String(); v != "" {
			last := inv.Queues.Entities[len(inv.Queues.Entities)-1]
			last.ValidID, last.Attrs["ValidID"] = v, inventory.TextValue(v)
		}
	}
	for _, s := range w.States {
		entity(&inv.States, s.ID, "ID", s.Name, inventory.Attrs{"TypeName": inventory.TextValue(s.Type)})
	}
	for _, s := range w.SLAs {
		var ids []string
		for _, id := range s.ServiceIDs {
			ids = append(ids, id.String())
		}
		entity(&inv.SLAs, s.ID, "SLAID", s.Name, inventory.Attrs{"ServiceIDs": inventory.ListValue(ids...)})
	}
}

// idOrder are the keys of a table by number.
func idOrder(m map[string]string) []string {
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return cmp.Or(cmp.Compare(x, y), cmp.Compare(a, b))
	})
}

func (w *pageWorld) people(inv *inventory.Inventory) {
	entity := func(id, name string, attrs inventory.Attrs) inventory.Entity {
		for k, v := range attrs {
			if v.Kind == inventory.Text && v.Text == "" {
				delete(attrs, k)
			}
		}
		return inventory.Entity{ID: id, Name: name, ValidID: "1", Attrs: attrs, Open: true}
	}
	text := inventory.TextValue
	for _, r := range w.Roles {
		inv.Roles = append(inv.Roles, &inventory.Role{
			Entity: entity(r.ID, r.Name, inventory.Attrs{"ID": text(r.ID), "Name": text(r.Name)}),
			Groups: map[string][]string{"rw": r.GroupsRW},
		})
	}
	for _, a := range w.Agents {
		inv.Agents = append(inv.Agents, &inventory.Agent{
			Entity: entity(a.ID, a.Login, inventory.Attrs{
				"UserID": text(a.ID), "UserLogin": text(a.Login), "UserFullname": text(a.Fullname),
				"UserFirstname": text(a.Firstname), "UserLastname": text(a.Lastname), "UserEmail": text(a.Email),
				"MyQueues": inventory.ListValue(a.MyQueues...),
			}),
			Groups: a.Groups, Roles: a.Roles, GroupsKnown: true,
		})
	}
	for _, c := range w.Companies {
		inv.Customers = append(inv.Customers, &inventory.Customer{
			Entity: entity(c.ID, c.Name, inventory.Attrs{"CustomerID": text(c.ID), "CustomerCompanyName": text(c.Name)}),
		})
	}
	for _, s := range inv.Services.Entities {
		if _, standard := w.DefaultServices[s.ID]; standard {
			s.Attrs["DefaultService"] = text("1")
		}
	}
	for _, u := range w.CustomerUsers {
		attrs := inventory.Attrs{
			"UserID": text(u.Login), "UserLogin": text(u.Login), "UserCustomerID": text(u.CustomerID), "UserFullname": text(u.Fullname),
			"UserFirstname": text(u.Firstname), "UserLastname": text(u.Lastname), "UserEmail": text(u.Email),
		}
		var services []string
		for _, id := range idOrder(u.Services) {
			services = append(services, u.Services[id])
		}
		attrs["Services"] = inventory.ListValue(services...)
		inv.CustomerUsers = append(inv.CustomerUsers, &inventory.CustomerUser{
			Entity: entity(u.Login, u.Login, attrs), Groups: u.Groups, GroupsKnown: true,
		})
	}
}

func (w *pageWorld) fields(inv *inventory.Inventory) {
	for _, f := range w.DynamicFields {
		d := &inventory.DynamicField{Name: f.Name, Type: f.Type, ValidID: "1", PossibleNone: settingValue(f.Config.PossibleNone).IsTrue()}
		if f.Config.PossibleValues != nil {
			d.Keys, d.Labels = slices.Sorted(maps.Keys(f.Config.PossibleValues)), f.Config.PossibleValues
		}
		if v := settingValue(f.Config.DefaultValue); v.Defined() {
			inv.Settings["DynamicField::"+f.Name+"::DefaultValue"] = v
		}
		inv.DynamicFields = append(inv.DynamicFields, d)
	}
}

// screens: what the administrator switched on, and further settings of a screen
// under the names that the products give them.
func (w *pageWorld) screens(inv *inventory.Inventory) {
	on := func(s *inventory.Screen, attr string, v bool) { s.Fields[attr] = v }
	for _, name := range slices.Sorted(maps.Keys(w.FieldsOnPage)) {
		s := &inventory.Screen{Name: name, Fields: map[string]bool{}, DynamicFields: []string{}}
		for _, attr := range []string{"Queue", "State", "Priority", "Type", "Service", "SLA", "Owner", "Responsible"} {
			on(s, attr, slices.Contains(w.FieldsOnPage[name], attr) || slices.Contains(w.FieldsOnPage[name], "New"+attr))
		}
		for _, f := range w.FieldsOnPage[name] {
			if field, ok := strings.CutPrefix(f, "DynamicField_"); ok {
				s.DynamicFields = append(s.DynamicFields, field)
			}
		}
		config := w.Screens[name]
		if v := settingValue(config["StateType"]); v.Kind == inventory.List {
			s.StateTypes = []string{}
			for _, t := range v.List {
				s.StateTypes = append(s.StateTypes, t.Text)
			}
		}
		for key, raw := range config {
			if v := settingValue(raw); v.Kind == inventory.Text {
				inv.Settings["Ticket::Frontend::"+name+"###"+key] = v
			}
		}
		inv.Screens = append(inv.Screens, s)
	}
}
