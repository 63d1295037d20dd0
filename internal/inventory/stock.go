package inventory

import (
	"slices"
	"strconv"

	"github.com/ticketacl/ticketacl/internal/product"
)

// Stock is what every fresh installation of a target has (semantics, "Stock
// data"), and no more: its only agent is the exempt UserID 1, and there are no
// services, SLAs, roles or customers.
//
// A real system has more than that, so the stock inventory lists no kind in full
// but the locks, which no screen can add to: a queue, state or agent that it
// does not have is one of which only the name is known, not one that does not
// exist. For the same reason its entities are open: an administrator may have
// changed what is not identity (id, name, type of a state, group of a queue), so
// other attributes are unknown.
func Stock(t *product.Target) *Inventory {
	inv := &Inventory{
		Name: "stock " + t.ID, Product: t.ID,
		Settings: map[string]Value{}, Listed: map[string]bool{}, Open: map[string]bool{},
	}
	facts := t.Facts()
	for name, s := range facts.Settings {
		inv.Settings[name] = TextValue(s.Text)
		if s.List != nil {
			inv.Settings[name] = ListValue(s.List...)
		}
	}
	inv.Groups = stockTable("groups", "ID", "users", "admin", "stats")
	if t.Switches.TimeAccounting {
		inv.Groups.add("ID", "timeaccounting_webservice")
	}
	inv.Queues = stockTable("queues", "QueueID", "Postmaster", "Raw", "Junk", "Misc")
	for _, q := range inv.Queues.Entities {
		q.Attrs["GroupID"] = TextValue("1")
	}
	inv.Priorities = stockTable("priorities", "ID", "1 very low", "2 low", "3 normal", "4 high", "5 very high")
	inv.Types = stockTable("types", "ID", "Unclassified")
	inv.Locks = stockTable("locks", "ID", "unlock", "lock", "tmp_lock")
	inv.Locks.Open = false
	inv.stockStates()
	for _, table := range []*Table{&inv.Groups, &inv.Queues, &inv.Priorities, &inv.Types, &inv.Locks, &inv.States} {
		inv.Listed[table.Kind], inv.Open[table.Kind] = true, table.Open
	}
	inv.stockRoot(t.Switches.RootFirstname, t.Switches.RootLastname)
	for _, name := range []string{"ProcessManagementProcessID", "ProcessManagementActivityID"} {
		inv.DynamicFields = append(inv.DynamicFields, &DynamicField{Name: name, ValidID: "1"})
	}
	inv.AgentModules, inv.CustomerModules = facts.AgentModules, facts.CustomerModules
	for _, kind := range []string{"agents", "dynamic_fields", "actions"} {
		inv.Listed[kind], inv.Open[kind] = true, true
	}
	return inv
}

// OnlyStock reports whether an inventory lists nothing but what every fresh installation has, and
// not all: it tells no more of a system than that.
func (inv *Inventory) OnlyStock(stock *Inventory) bool {
	for _, k := range kinds() {
		if !inv.Listed[k.name] {
			continue
		}
		known := map[string]bool{}
		for _, n := range stockEntries(stock, k.name) {
			known[nameIn(k, n)] = true
		}
		if !inv.Open[k.name] && k.name != "locks" || !inv.allIn(k.name, known) {
			return false
		}
	}
	return true
}

// allIn reports whether all entries of a kind are valid and among some names; false of kinds that no
// fresh installation has.
func (inv *Inventory) allIn(kindName string, known map[string]bool) bool {
	isOther := func(e *Entity) bool { return !known[e.Name] || !e.Valid() }
	for _, t := range []*Table{&inv.Queues, &inv.States, &inv.Priorities, &inv.Types, &inv.Services, &inv.SLAs, &inv.Locks, &inv.Groups} {
		if t.Kind == kindName {
			return !slices.ContainsFunc(t.Entities, isOther)
		}
	}
	switch kindName {
	case "agents":
		return !slices.ContainsFunc(inv.Agents, func(a *Agent) bool { return isOther(&a.Entity) })
	case "dynamic_fields":
		return !slices.ContainsFunc(inv.DynamicFields, func(f *DynamicField) bool { return !known[f.Name] || f.Keys != nil })
	}
	return false
}

func stockTable(kind, idKey string, names ...string) Table {
	t := Table{Kind: kind, Listed: true, Open: true}
	for _, name := range names {
		t.add(idKey, name)
	}
	return t
}

// add appends an open, valid entity whose id is its position.
func (t *Table) add(idKey, name string) {
	id := strconv.Itoa(len(t.Entities) + 1)
	t.Entities = append(t.Entities, &Entity{
		ID: id, Name: name, ValidID: "1", Open: true,
		Attrs: Attrs{idKey: TextValue(id), "Name": TextValue(name), "ValidID": TextValue("1")},
	})
}

func (inv *Inventory) stockStates() {
	types := []string{"new", "open", "closed", "pending reminder", "pending auto", "removed", "merged"}
	inv.States = Table{Kind: "states", Listed: true, Open: true}
	for _, s := range []struct {
		name   string
		typeID int
	}{
		{"new", 1}, {"closed successful", 3}, {"closed unsuccessful", 3}, {"open", 2}, {"removed", 6},
		{"pending reminder", 4}, {"pending auto close+", 5}, {"pending auto close-", 5}, {"merged", 7},
	} {
		inv.States.add("ID", s.name)
		attrs := inv.States.Entities[len(inv.States.Entities)-1].Attrs
		attrs["TypeID"] = TextValue(strconv.Itoa(s.typeID))
		attrs["TypeName"] = TextValue(types[s.typeID-1])
	}
}

func (inv *Inventory) stockRoot(first, last string) {
	const login = "root@localhost"
	root := &Agent{
		Entity: Entity{ID: "1", Name: login, ValidID: "1", Open: true, Attrs: Attrs{
			"UserID": TextValue("1"), "UserLogin": TextValue(login), "ValidID": TextValue("1"),
			"UserFirstname": TextValue(first), "UserLastname": TextValue(last),
			"UserFullname": TextValue(DisplayName(inv.nameOrder(), first, last, login)),
		}},
		// An administrator may have given it more, so it is not closed.
		Groups:      map[string][]string{"rw": {"users", "admin", "stats"}},
		GroupsKnown: false,
	}
	inv.Agents = append(inv.Agents, root)
}

// Over fills the kinds that an inventory does not speak about from another one,
// such as the stock data of its target, and returns the result; inv itself is
// not changed, and entries are shared. A setting that inv does not tell is
// taken from below as well.
func (inv *Inventory) Over(below *Inventory) *Inventory {
	merged := *inv
	merged.Listed, merged.Open = map[string]bool{}, map[string]bool{}
	for kind, listed := range inv.Listed {
		merged.Listed[kind], merged.Open[kind] = listed, inv.Open[kind]
	}
	for of, open := range inv.Open {
		merged.Open[of] = open
	}
	merged.Settings = map[string]Value{}
	for _, from := range []*Inventory{below, inv} {
		for name, v := range from.Settings {
			merged.Settings[name] = v
		}
	}
	if merged.Product == "" {
		merged.Product = below.Product
	}
	for _, k := range kinds() {
		if !inv.Listed[k.name] && below.Listed[k.name] && k.share != nil {
			k.share(&merged, below)
			merged.Listed[k.name], merged.Open[k.name] = true, below.Open[k.name]
		}
	}
	return &merged
}
