package simulate

import (
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// older gathers as the engines up to OTRS 3.0 do: the ticket as it is stored,
// and of the other sections what the call names (semantics, "The two data
// sets").
func (g *gatherer) older() {
	sections := g.engine.target.Switches.Sections
	if id := g.param("UserID"); given(id) {
		g.now["User"] = g.agent(id, inventory.Value{})
	}
	if login := g.param("CustomerUserID"); given(login) && sections.Has("CustomerUser") {
		g.now["CustomerUser"] = g.customer(login)
	}
	for i := range sectionSources {
		src := &sectionSources[i]
		switch src.name {
		case "Queue", "Service", "Type":
		default:
			continue
		}
		if !sections.Has(src.name) {
			continue
		}
		if id := g.param(src.name + "ID"); given(id) {
			g.now[src.name] = src.find(g, id, inventory.Value{})
		} else if name := g.param(src.name); given(name) && (src.name != "Service" || g.engine.target.Switches.ServiceByName) {
			g.now[src.name] = src.find(g, inventory.Value{}, name)
		}
	}
}

// freeField is the old name of the dynamic field that replaced a free field.
func freeField(field string) (string, bool) {
	name, ok := strings.CutPrefix(field, "DynamicField_")
	return name, ok && product.IsFreeField(name)
}

// stored is the ticket as the target stores it: with free fields, dynamic fields
// or both, and without what it did not have yet.
func (g *gatherer) stored(t inventory.Attrs) inventory.Attrs {
	sw := &g.engine.target.Switches
	if sw.FreeFields == product.NoFreeFields {
		return t
	}
	t = maps.Clone(t)
	if sw.FreeFields == product.FreeFieldsOnly {
		for _, name := range product.FreeFieldNames() {
			if !t[name].Defined() {
				t[name] = inventory.TextValue("")
			}
		}
	}
	for _, field := range slices.Collect(maps.Keys(t)) {
		if name, ok := freeField(field); ok && t[field].Defined() {
			t[name] = t[field]
		}
		if sw.FreeFields == product.FreeFieldsOnly && strings.HasPrefix(field, "DynamicField_") {
			delete(t, field)
		}
	}
	if !sw.ArchiveFlag {
		delete(t, "ArchiveFlag")
	}
	if !sw.TicketKeys {
		for _, name := range []string{"Type", "Service", "SLA", "Responsible"} {
			delete(t, name)
			delete(t, name+"ID")
		}
	}
	return t
}

// actionDefaults is the setting that every action map begins with: that of the system, and
// what the configuration says in which the ACLs stand. Nil for engines without such maps.
func (e *Engine) actionDefaults(sys *System) map[string]inventory.Value {
	if e.target.Switches.ActionLists {
		return nil
	}
	return sys.Inventory.DefaultActions(e.defaultActions)
}
