package inventory

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
)

// entry is one entry of a list, with what was common to all kinds read.
type entry struct {
	name  string
	node  *yaml.Node
	attrs Attrs
	parts map[string]*yaml.Node
	// grants are the Group_<permission> keys; nil where there are none.
	grants map[string][]string
}

// entry reads an entry, a mapping or a name alone.
func (r *reader) entry(k kind, n *yaml.Node) (entry, bool) {
	e := entry{node: n, attrs: Attrs{}, parts: map[string]*yaml.Node{}}
	if n.Kind != yaml.MappingNode {
		name, ok := r.Text(n, "an entry of "+k.name)
		e.name = name
		e.attrs[k.key] = TextValue(name)
		return e, ok
	}
	for _, p := range r.Pairs(n, "an entry of "+k.name, nil) {
		permission, isGrant := strings.CutPrefix(p.Name, "Group_")
		switch {
		case k.grants && isGrant && permission != "":
			if e.grants == nil {
				e.grants = map[string][]string{}
			}
			e.grants[permission] = r.texts(p.Value, p.Name)
		case !k.knows(p.Name):
			valid := k.keys()
			if k.grants {
				valid = append(valid, "Group_ro", "Group_rw")
			}
			r.UnknownKey(p.Key, "an entry of "+k.name, valid)
		case p.Name == "Preferences":
			r.preferences(e.attrs, p.Value)
		case contains(k.parts, p.Name):
			e.parts[p.Name] = p.Value
		default:
			if v, ok := r.value(p.Value, p.Name); ok {
				e.attrs[p.Name] = v
			}
		}
	}
	if k.name == "attribute_relations" {
		r.relationName(&e)
	}
	name := e.attrs[k.key]
	if name.Kind != Text || name.Text == "" && k.name != "attribute_relations" {
		r.Report(diag.BadValue, n, "an entry of "+k.name+" has no "+k.key)
		return e, false
	}
	e.name = name.Text
	return e, true
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// preferences are further attributes, by names that only the installation knows.
func (r *reader) preferences(to Attrs, n *yaml.Node) {
	for _, p := range r.Mapping(n, "Preferences", nil) {
		if v, ok := r.value(p.Value, p.Name); ok {
			to[p.Name] = v
		}
	}
}

// textPart and textsPart read a part of an entry; without it nothing changes.
func (r *reader) textPart(e entry, part string, to *string) {
	if n, told := e.parts[part]; told {
		*to, _ = r.Text(n, part)
	}
}

func (r *reader) textsPart(e entry, part string, to *[]string) {
	if n, told := e.parts[part]; told {
		*to = r.texts(n, part)
	}
}

// entity is the common part of an entry.
func (e entry) entity(k kind) Entity {
	if _, told := e.attrs["ValidID"]; !told {
		e.attrs["ValidID"] = TextValue("1")
	}
	return Entity{ID: e.attrs[k.id].Text, Name: e.name, ValidID: e.attrs["ValidID"].Text, Attrs: e.attrs, Open: true}
}

func (r *reader) readEntity(k kind, e entry, t *Table) {
	entity := e.entity(k)
	id := strings.TrimLeft(entity.ID, "0")
	if other, taken := r.taken[k.name+" "+id]; taken && id != "" {
		r.Report(diag.DuplicateName, e.node, k.name+": "+ownfile.Quote(other)+" has "+k.id+" "+ownfile.Quote(entity.ID)+" already")
	}
	r.taken[k.name+" "+id] = entity.Name
	t.Entities = append(t.Entities, &entity)
}

func (r *reader) readRole(k kind, e entry) {
	r.inv.Roles = append(r.inv.Roles, &Role{Entity: e.entity(k), Groups: e.grants})
}

// readAgent: an agent whose entry tells neither groups nor roles has unknown ones.
func (r *reader) readAgent(k kind, e entry) {
	a := &Agent{Entity: e.entity(k), Groups: e.grants, GroupsKnown: e.grants != nil}
	if n, told := e.parts["Role"]; told {
		a.Roles, a.GroupsKnown = r.texts(n, "Role"), true
	}
	r.inv.Agents = append(r.inv.Agents, a)
}

func (r *reader) readCustomer(k kind, e entry) {
	c := &Customer{Entity: e.entity(k)}
	for context, to := range map[string]*map[string][]string{"Same": &c.GroupsSame, "Other": &c.GroupsOther} {
		n, told := e.parts[context]
		if !told {
			continue
		}
		*to = map[string][]string{}
		for _, p := range r.Mapping(n, context, nil) {
			permission, ok := strings.CutPrefix(p.Name, "Group_")
			if !ok || permission == "" {
				r.UnknownKey(p.Key, context, []string{"Group_ro", "Group_rw"})
				continue
			}
			(*to)[permission] = r.texts(p.Value, p.Name)
		}
	}
	r.inv.Customers = append(r.inv.Customers, c)
}

func (r *reader) readCustomerUser(k kind, e entry) {
	u := &CustomerUser{Entity: e.entity(k), Groups: e.grants, GroupsKnown: e.grants != nil}
	r.textsPart(e, "CustomerIDs", &u.CustomerIDs)
	r.inv.CustomerUsers = append(r.inv.CustomerUsers, u)
}

// readAction sorts a registered module to the interface that its name begins with.
func (r *reader) readAction(_ kind, e entry) {
	if strings.HasPrefix(e.name, "Customer") {
		r.inv.CustomerModules = append(r.inv.CustomerModules, e.name)
		return
	}
	r.inv.AgentModules = append(r.inv.AgentModules, e.name)
}
