package simulate

import (
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// sectionSource says where a section comes from: the first true parameter,
// else the ticket. What comes from a parameter overwrites the matching names
// of Ticket too.
type sectionSource struct {
	name   string // of the section, and of its name in Ticket
	nameID string // of its id there
	// ids are parameters with an id, in the order in which they count.
	ids []idParam
	// byName is a parameter with a name.
	byName string
	// lazyDB: the stored section too is only filled where some ACL asks for it.
	lazyDB bool
	// overlay are attributes of Ticket, and those of the section that replace them.
	overlay []replacement
	find    func(g *gatherer, id, name inventory.Value) Section
}

type replacement struct{ attr, from string }

// idParam is a parameter that carries an id.
type idParam struct {
	name string
	// when tells whether the parameter counts in this call.
	when func(g *gatherer) bool
}

func always(*gatherer) bool { return true }

func ownerType(want string) func(*gatherer) bool {
	return func(g *gatherer) bool { return g.param("NewOwnerType").Text == want }
}

var sectionSources = [...]sectionSource{
	{
		name: "Queue", nameID: "QueueID", byName: "Queue", lazyDB: true,
		ids: []idParam{
			{"QueueID", always},
			{"NewQueueID", func(g *gatherer) bool { return g.engine.target.Switches.NewQueueID }},
		},
		overlay: []replacement{{"Queue", "Name"}, {"QueueID", "QueueID"}},
		find:    tableFinder(func(inv *inventory.Inventory) *inventory.Table { return &inv.Queues }, "QueueID"),
	},
	{
		name: "Service", nameID: "ServiceID", byName: "Service", lazyDB: true,
		ids:     []idParam{{"ServiceID", always}},
		overlay: []replacement{{"Service", "Name"}, {"ServiceID", "ServiceID"}},
		find:    tableFinder(func(inv *inventory.Inventory) *inventory.Table { return &inv.Services }, "ServiceID"),
	},
	{
		name: "Type", nameID: "TypeID", byName: "Type", lazyDB: true,
		ids:     []idParam{{"TypeID", always}},
		overlay: []replacement{{"Type", "Name"}, {"TypeID", "ID"}},
		find:    tableFinder(func(inv *inventory.Inventory) *inventory.Table { return &inv.Types }, "ID"),
	},
	{
		name: "Priority", nameID: "PriorityID", byName: "Priority",
		ids:     []idParam{{"PriorityID", always}, {"NewPriorityID", always}},
		overlay: []replacement{{"Priority", "Name"}, {"PriorityID", "ID"}},
		find:    tableFinder(func(inv *inventory.Inventory) *inventory.Table { return &inv.Priorities }, "ID"),
	},
	{
		name: "SLA", nameID: "SLAID", byName: "SLA",
		ids:     []idParam{{"SLAID", always}},
		overlay: []replacement{{"SLA", "Name"}, {"SLAID", "SLAID"}},
		find:    tableFinder(func(inv *inventory.Inventory) *inventory.Table { return &inv.SLAs }, "SLAID"),
	},
	{
		name: "State", nameID: "StateID", byName: "State",
		ids: []idParam{
			{"StateID", always}, {"NextStateID", always},
			{"NewStateID", func(g *gatherer) bool { return g.engine.target.Switches.NewStateID }},
		},
		overlay: []replacement{{"State", "Name"}, {"StateID", "ID"}, {"StateType", "TypeName"}},
		find:    tableFinder(func(inv *inventory.Inventory) *inventory.Table { return &inv.States }, "ID"),
	},
	{
		name: "Owner", nameID: "OwnerID", byName: "Owner",
		ids: []idParam{
			{"OwnerID", always}, {"NewOwnerID", ownerType("New")}, {"OldOwnerID", ownerType("Old")},
		},
		overlay: []replacement{{"Owner", "UserLogin"}, {"OwnerID", "UserID"}},
		find:    (*gatherer).agent,
	},
	{
		name: "Responsible", nameID: "ResponsibleID", byName: "Responsible",
		ids:     []idParam{{"ResponsibleID", always}, {"NewResponsibleID", always}},
		overlay: []replacement{{"Responsible", "UserLogin"}, {"ResponsibleID", "UserID"}},
		find:    (*gatherer).agent,
	},
}

// section fills one section of both sets.
func (g *gatherer) section(src *sectionSource) {
	required := g.engine.needs.has(src.name)
	storedID, storedName := g.ticketDB[src.nameID], g.ticketDB[src.name]
	if given(storedID) && (required || !src.lazyDB) {
		g.db[src.name] = src.find(g, storedID, storedName)
	}
	if !required {
		return
	}
	for _, p := range src.ids {
		if v := g.param(p.name); given(v) && p.when(g) {
			g.overlay(src, src.find(g, v, inventory.Value{}))
			return
		}
	}
	name := g.param(src.byName)
	if src.name == "Type" {
		// Other calls use the parameter Type for a permission or a field. It
		// counts as a ticket type only if there is one of that name, but its
		// mere presence keeps the ticket's type out.
		if _, present := g.call.Params["Type"]; present {
			if given(name) && g.typeExists(name) {
				g.overlay(src, src.find(g, inventory.Value{}, name))
			}
			return
		}
	}
	if given(name) {
		g.overlay(src, src.find(g, inventory.Value{}, name))
		return
	}
	if id := g.ticket.Attr(src.nameID); given(id) {
		g.now[src.name] = src.find(g, id, g.ticket.Attr(src.name))
	}
}

func (g *gatherer) overlay(src *sectionSource, s Section) {
	g.now[src.name] = s
	for _, o := range src.overlay {
		g.ticket.set(o.attr, s.Attr(o.from))
	}
}

func (g *gatherer) typeExists(name inventory.Value) bool {
	e := g.inv.Types.ByName(name.Text)
	return e != nil && e.Valid()
}

// tableFinder finds sections in one table of the inventory. id is what the
// product calls the id inside the section.
func tableFinder(table func(*inventory.Inventory) *inventory.Table, id string) func(*gatherer, inventory.Value, inventory.Value) Section {
	return func(g *gatherer, wantID, wantName inventory.Value) Section {
		t := table(g.inv)
		var e *inventory.Entity
		switch {
		case wantID.Kind == inventory.Text:
			e = t.ByID(wantID.Text)
		case wantName.Kind == inventory.Text:
			e = t.ByName(wantName.Text)
		case wantID.Text != "": // of an unknown id the name may be known
			wantName = inventory.TextValue(wantID.Text)
			e = t.ByName(wantID.Text)
		}
		if e != nil {
			return entitySection{e}
		}
		if t.Complete() && wantID.Kind != inventory.Unknown {
			return attrs{}
		}
		known := attrs{}
		what := "one of the " + t.Kind
		if wantID.Kind == inventory.Text {
			known[id] = wantID
			what += " with id " + wantID.Text
		}
		if wantName.Kind == inventory.Text {
			known["Name"] = wantName
			what = wantName.Text
		}
		why := "the inventory does not know " + what
		if len(known) == 0 && wantID.Why != "" {
			why = wantID.Why
		}
		return unknownSection{known, why, wantID.Why + wantName.Why}
	}
}
