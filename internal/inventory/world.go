package inventory

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// world is a recorded system: what the stub objects around the measured
// engines knew.
type world struct {
	Name             string
	Config           map[string]json.RawMessage
	Queues           []fields
	States           []fields
	Priorities       []fields
	Types            []fields
	Services         []fields
	SLAs             []fields
	Locks            []fields
	Groups           []fields
	Roles            []fields
	Users            []fields
	Tickets          []fields
	CustomerUsers    []fields `json:"customer_users"`
	CustomerCompany  []fields `json:"customer_companies"`
	DynamicFields    []string `json:"dynamic_fields"`
	Processes        map[string]worldProcess
	Activities       map[string]worldActivity
	ActivityDialogs  map[string]worldDialog `json:"activity_dialogs"`
	processesAreTold bool
}

type fields map[string]json.RawMessage

type worldProcess struct{ Name, State string }

type worldActivity struct {
	Name           string
	ActivityDialog map[string]string // position -> entity id
}

type worldDialog struct {
	Name      string
	Interface []string
}

// FromWorld reads a recorded system, a file of the measured cases, into an
// inventory and its stored tickets by TicketID. Attributes that the file leaves
// out have the values that the recorded objects gave them. The error is that of
// malformed JSON, or of a field of the wrong shape.
func FromWorld(data []byte) (*Inventory, map[string]Attrs, error) {
	var w world
	if err := json.Unmarshal(data, &w); err != nil {
		return nil, nil, fmt.Errorf("world: %w", err)
	}
	w.processesAreTold = w.Processes != nil
	inv := &Inventory{Name: w.Name, Settings: map[string]Value{}, Listed: map[string]bool{}, Open: map[string]bool{}}
	for name, raw := range w.Config {
		v, err := jsonValue(raw)
		if err != nil {
			return nil, nil, fmt.Errorf("world %s: config %s: %w", w.Name, name, err)
		}
		inv.Settings[name] = v
	}
	for _, read := range []func(*Inventory) error{w.tables, w.roles, w.agents, w.customers, w.fields} {
		if err := read(inv); err != nil {
			return nil, nil, fmt.Errorf("world %s: %w", w.Name, err)
		}
	}
	w.processes(inv)
	tickets := map[string]Attrs{}
	for _, f := range w.Tickets {
		t, err := w.ticket(inv, f)
		if err != nil {
			return nil, nil, fmt.Errorf("world %s: ticket: %w", w.Name, err)
		}
		tickets[t["TicketID"].Text] = t
	}
	return inv, tickets, nil
}

// recorded are the attributes that the recorded objects give every entity of a kind.
func recorded(kind string) Attrs {
	const time = "2024-01-01 00:00:00"
	texts := map[string][]string{
		"queues": {
			"Calendar", "", "ChangeTime", time, "Comment", "", "CreateTime", time, "DefaultSignKey", "",
			"Email", "otobo@localhost", "FirstResponseNotify", "0", "FirstResponseTime", "0",
			"FollowUpID", "1", "FollowUpLock", "0", "RealName", "OTOBO System", "SalutationID", "1",
			"SignatureID", "1", "SolutionNotify", "0", "SolutionTime", "0", "SystemAddressID", "1",
			"UnlockTimeout", "0", "UpdateNotify", "0", "UpdateTime", "0",
		},
		"states":     {"ChangeTime", time, "Comment", "", "CreateTime", time},
		"priorities": {"ChangeBy", "1", "ChangeTime", time, "CreateBy", "1", "CreateTime", time},
		"types":      {"ChangeBy", "1", "ChangeTime", time, "CreateBy", "1", "CreateTime", time},
		"services":   {"ChangeBy", "1", "ChangeTime", time, "Comment", "", "CreateBy", "1", "CreateTime", time},
		"slas": {
			"Calendar", "", "ChangeBy", "1", "ChangeTime", time, "Comment", "", "CreateBy", "1", "CreateTime", time,
			"FirstResponseNotify", "0", "FirstResponseTime", "0", "SolutionNotify", "0", "SolutionTime", "0",
			"UpdateNotify", "0", "UpdateTime", "0",
		},
		"agents": {
			"AdminCommunicationLogPageShown", "25", "AdminDynamicFieldsOverviewPageShown", "250",
			"ChangeTime", time, "CreateTime", time, "UserCreateNextMask", "",
			"UserMarkTicketSeenRedirectURL", "", "UserMarkTicketUnseenRedirectURL", "", "UserPw", "x",
			"UserRefreshTime", "0", "UserTicketOverviewMediumPageShown", "20",
			"UserTicketOverviewPreviewPageShown", "15", "UserTicketOverviewSmallPageShown", "25", "UserTitle", "",
		},
		"customer_users": {
			"ChangeBy", "1", "ChangeTime", time, "CreateBy", "1", "CreateTime", time, "Source", "CustomerUser",
			"UserCity", "", "UserComment", "", "UserCountry", "", "UserFax", "", "UserMobile", "",
			"UserPassword", "x", "UserPhone", "", "UserRefreshTime", "0", "UserShowTickets", "25",
			"UserStreet", "", "UserTitle", "", "UserZip", "",
		},
		"tickets": {
			"Age", "3600", "ArchiveFlag", "n", "ChangeBy", "1", "Changed", "2024-01-02 03:04:05",
			"CreateBy", "1", "Created", "2024-01-02 03:04:05", "EscalationResponseTime", "0",
			"EscalationSolutionTime", "0", "EscalationTime", "0", "EscalationUpdateTime", "0",
			"RealTillTimeNotUsed", "0", "SLAID", "", "ServiceID", "", "UnlockTimeout", "0", "UntilTime", "0",
		},
	}
	a := Attrs{}
	for i := 0; i < len(texts[kind]); i += 2 {
		a[texts[kind][i]] = TextValue(texts[kind][i+1])
	}
	if kind != "tickets" {
		a["ValidID"] = TextValue("1")
	}
	return a
}

// worldEntity reads one entity; keys are read by whoever knows them.
func worldEntity(kind, idKey, nameKey string, f fields, keys ...string) (Entity, error) {
	e := Entity{Attrs: recorded(kind)}
	for name, raw := range f {
		if slices.Contains(keys, name) {
			continue
		}
		v, err := jsonValue(raw)
		if err != nil {
			return e, fmt.Errorf("%s: %s: %w", kind, name, err)
		}
		e.Attrs[name] = v
	}
	e.ID, e.Name, e.ValidID = e.Attrs[idKey].Text, e.Attrs[nameKey].Text, e.Attrs["ValidID"].Text
	return e, nil
}

func (w *world) tables(inv *Inventory) error {
	for _, t := range []struct {
		table *Table
		kind  string
		id    string
		from  []fields
	}{
		{&inv.Queues, "queues", "QueueID", w.Queues},
		{&inv.States, "states", "ID", w.States},
		{&inv.Priorities, "priorities", "ID", w.Priorities},
		{&inv.Types, "types", "ID", w.Types},
		{&inv.Services, "services", "ServiceID", w.Services},
		{&inv.SLAs, "slas", "SLAID", w.SLAs},
		{&inv.Locks, "locks", "ID", w.Locks},
		{&inv.Groups, "groups", "ID", w.Groups},
	} {
		*t.table = Table{Kind: t.kind, Listed: true}
		inv.Listed[t.kind] = true
		for _, f := range t.from {
			e, err := worldEntity(t.kind, t.id, "Name", f)
			if err != nil {
				return err
			}
			t.table.Entities = append(t.table.Entities, &e)
		}
	}
	for _, s := range inv.Services.Entities {
		parent, short := "", s.Name
		if i := strings.LastIndex(strings.TrimSuffix(s.Name, ":"), "::"); i >= 0 && i+2 < len(s.Name) {
			parent, short = s.Name[:i], s.Name[i+2:]
			s.Attrs["ParentID"] = TextValue("")
			if p := inv.Services.ByName(parent); p != nil {
				s.Attrs["ParentID"] = TextValue(p.ID)
			}
		}
		s.Attrs["NameShort"] = TextValue(short)
	}
	return nil
}

func (w *world) roles(inv *Inventory) error {
	inv.Listed["roles"] = true
	for _, f := range w.Roles {
		e, err := worldEntity("roles", "ID", "Name", f, "Groups")
		if err != nil {
			return err
		}
		r := &Role{Entity: e}
		if err := part(f, "Groups", &r.Groups); err != nil {
			return err
		}
		inv.Roles = append(inv.Roles, r)
	}
	return nil
}

func (w *world) agents(inv *Inventory) error {
	inv.Listed["agents"] = true
	for _, f := range w.Users {
		e, err := worldEntity("agents", "UserID", "UserLogin", f, "Groups", "Roles", "Preferences")
		if err != nil {
			return err
		}
		a := &Agent{Entity: e, GroupsKnown: true}
		var preferences fields
		if err := cmp.Or(part(f, "Groups", &a.Groups), part(f, "Roles", &a.Roles), part(f, "Preferences", &preferences)); err != nil {
			return err
		}
		for name, raw := range preferences {
			v, err := jsonValue(raw)
			if err != nil {
				return fmt.Errorf("preference %s: %w", name, err)
			}
			a.Attrs[name] = v
		}
		if !a.Attrs["UserEmail"].IsTrue() {
			a.Attrs["UserEmail"] = TextValue(a.Name) // as the product does
		}
		a.Attrs["UserFullname"] = TextValue(DisplayName(inv.nameOrder(), a.Attrs["UserFirstname"].Text, a.Attrs["UserLastname"].Text, a.Name))
		inv.Agents = append(inv.Agents, a)
	}
	return nil
}

func (w *world) customers(inv *Inventory) error {
	inv.Listed["customers"], inv.Listed["customer_users"] = true, true
	for _, f := range w.CustomerCompany {
		e, err := worldEntity("customers", "CustomerID", "CustomerCompanyName", f, "Groups", "GroupsOther")
		if err != nil {
			return err
		}
		c := &Customer{Entity: e}
		if err := cmp.Or(part(f, "Groups", &c.GroupsSame), part(f, "GroupsOther", &c.GroupsOther)); err != nil {
			return err
		}
		inv.Customers = append(inv.Customers, c)
	}
	companies := inv.companies()
	for _, f := range w.CustomerUsers {
		e, err := worldEntity("customer_users", "UserLogin", "UserLogin", f, "Groups", "CustomerIDs")
		if err != nil {
			return err
		}
		u := &CustomerUser{Entity: e, GroupsKnown: true}
		if err := cmp.Or(part(f, "Groups", &u.Groups), part(f, "CustomerIDs", &u.CustomerIDs)); err != nil {
			return err
		}
		u.complete(inv, companies)
		inv.CustomerUsers = append(inv.CustomerUsers, u)
	}
	return nil
}

func (w *world) fields(inv *Inventory) error {
	inv.Listed["dynamic_fields"] = true
	for _, name := range w.DynamicFields {
		inv.DynamicFields = append(inv.DynamicFields, &DynamicField{Name: name, ValidID: "1"})
	}
	return nil
}

func (w *world) processes(inv *Inventory) {
	inv.Listed["processes"] = true
	for _, id := range slices.Sorted(maps.Keys(w.Processes)) {
		p := w.Processes[id]
		inv.Processes = append(inv.Processes, &Process{ID: id, Name: p.Name, State: p.State})
	}
	for _, id := range slices.Sorted(maps.Keys(w.Activities)) {
		a := &Activity{ID: id, Name: w.Activities[id].Name}
		dialogs := w.Activities[id].ActivityDialog
		positions := slices.SortedFunc(maps.Keys(dialogs), func(x, y string) int {
			i, _ := strconv.Atoi(x)
			j, _ := strconv.Atoi(y)
			return cmp.Or(cmp.Compare(i, j), cmp.Compare(x, y))
		})
		for _, p := range positions {
			a.Dialogs = append(a.Dialogs, dialogs[p])
		}
		inv.Activities = append(inv.Activities, a)
	}
	for _, id := range slices.Sorted(maps.Keys(w.ActivityDialogs)) {
		d := w.ActivityDialogs[id]
		inv.Dialogs = append(inv.Dialogs, &ActivityDialog{ID: id, Name: d.Name, Interfaces: d.Interface})
	}
}
