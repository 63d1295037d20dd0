package replay

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// withRelations marks the recorded target whose engine ran with attribute
// relations, those of each case.
const withRelations = "-relations"

// relationModule is the end of the class by which a system registers them.
const relationModule = "::TicketAttributeRelations"

// relate reads the attribute relations of a case, and how it was asked.
func (c *Case) relate() {
	if request := c.line.Get("request"); request != nil {
		c.Call.Subaction = text(request, "Subaction")
	}
	list := c.line.Get("relations")
	if list == nil {
		return
	}
	for i := range list.Items() {
		from := &list.Items()[i]
		rel := inventory.Relation{
			ID: text(from, "ID"), Filename: text(from, "Filename"), Priority: text(from, "Priority"),
			Attribute1: text(from, "Attribute1"), Attribute2: text(from, "Attribute2"),
			Place: acl.Place{File: text(from, "Filename")},
		}
		if r := from.Get("Restrictive"); r != nil {
			rel.Restrictive = r.IsTrue()
		}
		if rows := from.Get("Data"); rows != nil {
			for n := range rows.Items() {
				row := map[string]string{}
				for _, e := range rows.Items()[n].Effective() {
					if e.Value.Kind != acl.Undef {
						row[e.Key] = e.Value.Text
					}
				}
				rel.Data = append(rel.Data, row)
			}
		}
		c.relations = append(c.relations, rel)
	}
}

// related is an inventory with the relations of the case, and the settings that
// they read.
func (c *Case) related(inv inventory.Inventory, config *acl.Value) inventory.Inventory {
	inv.Relations = c.relations
	for _, name := range []string{product.RelationScreens, product.RelationNone} {
		if v := config.Get(name); v != nil {
			inv.Settings[name] = datum(v)
		}
	}
	return inv
}

// isRelationModule reports whether a registered module is theirs.
func isRelationModule(m *acl.Value) bool {
	return strings.HasSuffix(text(m, "Module"), relationModule)
}

// isMade tells the ACLs that an engine makes of relations from those of its set.
func isMade(e *simulate.Engine) func(*acl.ACL) bool {
	related := e.Relations()
	return func(a *acl.ACL) bool {
		return slices.ContainsFunc(related, func(r simulate.Related) bool { return r.ACL == a })
	}
}

// setRelations writes the ACL module that an engine ran with, and what it read.
func setRelations(line *object, e Emitted) {
	if !e.Engine.Modules() {
		return
	}
	config, modules, module := object{}, object{}, object{}
	module.set("Module", str("Kernel::System::Ticket::Acl"+relationModule))
	modules.set("100-TicketAttributeRelations", module.value())
	config.set("Ticket::Acl::Module", modules.value())
	tables, screens, none := e.Engine.Tables()
	if len(tables) > 0 {
		config.set(product.RelationScreens, *screens)
		config.set(product.RelationNone, flag(none))
		line.set("relations", relationValues(tables))
	}
	line.set("config", config.value())
	if e.Call.Subaction != "" {
		request := object{}
		request.set("Subaction", str(e.Call.Subaction))
		line.set("request", request.value())
	}
}

func flag(on bool) acl.Value {
	if on {
		return acl.Value{Kind: acl.Number, Text: "1"}
	}
	return acl.Value{Kind: acl.Number, Text: "0"}
}

func relationValues(tables []*inventory.Relation) acl.Value {
	var out []acl.Value
	for _, t := range tables {
		o := object{}
		for _, f := range []struct{ name, value string }{
			{"ID", t.ID}, {"Filename", t.Filename}, {"Priority", t.Priority}, {"Attribute1", t.Attribute1}, {"Attribute2", t.Attribute2},
		} {
			o.set(f.name, str(f.value))
		}
		o.set("Restrictive", flag(t.Restrictive))
		var rows []acl.Value
		for _, row := range t.Data {
			cells := object{}
			for _, name := range slices.Compact([]string{t.Attribute1, t.Attribute2}) {
				if v, there := row[name]; there {
					cells.set(name, str(v))
				}
			}
			rows = append(rows, cells.value())
		}
		o.set("Data", acl.NewList(rows))
		out = append(out, o.value())
	}
	return acl.NewList(out)
}
