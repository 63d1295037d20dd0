package inventory

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// readField reads a dynamic field; PossibleValues is a mapping of key to label,
// in order, or a list of keys that are their own labels.
func (r *reader) readField(_ kind, e entry) {
	f := &DynamicField{Name: e.name, ValidID: "1"}
	if n, told := e.parts["FieldType"]; told {
		f.Type, _ = r.text(n, "FieldType")
	}
	if n, told := e.parts["ValidID"]; told {
		f.ValidID, _ = r.text(n, "ValidID")
	}
	if n, told := e.parts["PossibleNone"]; told {
		f.PossibleNone = r.flag(n, "PossibleNone")
	}
	for _, key := range []string{"ObjectType", "Label"} {
		if n, told := e.parts[key]; told {
			r.text(n, key) // held to its shape; nothing here needs it
		}
	}
	n, told := e.parts["PossibleValues"]
	switch {
	case !told:
	case n.Kind == yaml.SequenceNode:
		f.Keys = r.texts(n, "PossibleValues")
	default:
		f.Keys, f.Labels = []string{}, map[string]string{}
		for _, p := range r.pairs(r.mapping(n, "PossibleValues"), "PossibleValues") {
			if label, ok := r.text(p.value, p.name); ok {
				f.Keys = append(f.Keys, p.name)
				f.Labels[p.name] = label
			}
		}
	}
	r.inv.DynamicFields = append(r.inv.DynamicFields, f)
}

// readProcess reads a process with its activities and their dialogs. Each may
// be described once and be named by its entity id alone elsewhere.
func (r *reader) readProcess(_ kind, e entry) {
	p := &Process{ID: e.name, State: "Active"}
	if n, told := e.parts["Name"]; told {
		p.Name, _ = r.text(n, "Name")
	}
	if n, told := e.parts["State"]; told {
		p.State, _ = r.text(n, "State")
		if states := []string{"Active", "FadeAway", "Inactive"}; !slices.Contains(states, p.State) {
			r.report(diag.BadValue, n, "unknown state of a process "+quote(p.State)+"; did you mean "+diag.Nearest(p.State, states)+"?")
		}
	}
	if n, told := e.parts["Activities"]; told {
		for _, item := range r.list(n, "Activities") {
			if id, ok := r.readActivity(item); ok {
				p.Activities = append(p.Activities, id)
			}
		}
	}
	r.inv.Processes = append(r.inv.Processes, p)
}

func (r *reader) readActivity(n *yaml.Node) (id string, ok bool) {
	e, ok := r.entry(activityKind(), n)
	if !ok || n.Kind != yaml.MappingNode {
		return e.name, ok
	}
	a := &Activity{ID: e.name}
	if n, told := e.parts["Name"]; told {
		a.Name, _ = r.text(n, "Name")
	}
	if n, told := e.parts["ActivityDialogs"]; told {
		for _, item := range r.list(n, "ActivityDialogs") {
			if id, ok := r.readDialog(item); ok {
				a.Dialogs = append(a.Dialogs, id)
			}
		}
	}
	if !r.take("activity", a.ID) {
		r.report(diag.DuplicateName, n, "activity "+quote(a.ID)+" is described already; name it by its EntityID alone")
		return a.ID, true
	}
	r.inv.Activities = append(r.inv.Activities, a)
	return a.ID, true
}

func (r *reader) readDialog(n *yaml.Node) (id string, ok bool) {
	e, ok := r.entry(dialogKind(), n)
	if !ok || n.Kind != yaml.MappingNode {
		return e.name, ok
	}
	d := &ActivityDialog{ID: e.name}
	if n, told := e.parts["Name"]; told {
		d.Name, _ = r.text(n, "Name")
	}
	if n, told := e.parts["Interface"]; told {
		d.Interfaces = r.texts(n, "Interface")
	}
	if n, told := e.parts["Fields"]; told {
		d.Fields = r.texts(n, "Fields")
	}
	if !r.take("activity dialog", d.ID) {
		r.report(diag.DuplicateName, n, "activity dialog "+quote(d.ID)+" is described already; name it by its EntityID alone")
		return d.ID, true
	}
	r.inv.Dialogs = append(r.inv.Dialogs, d)
	return d.ID, true
}

// take notes a name of a kind; false where it is taken already.
func (r *reader) take(kind, name string) bool {
	_, taken := r.taken[kind+" "+name]
	r.taken[kind+" "+name] = name
	return !taken
}

func activityKind() kind {
	return kind{name: "Activities", id: "EntityID", key: "EntityID", parts: []string{"Name", "ActivityDialogs"}}
}

func dialogKind() kind {
	return kind{name: "ActivityDialogs", id: "EntityID", key: "EntityID", parts: []string{"Name", "Interface", "Fields"}}
}

// readScreen reads the settings of a screen. DynamicField is a list of the
// fields shown, or as in the product's own setting a mapping of fields to 0
// (off), 1 (shown) and 2 (required).
func (r *reader) readScreen(_ kind, e entry) {
	s := &Screen{Name: e.name, Fields: map[string]bool{}}
	if n, told := e.parts["StateType"]; told {
		s.StateTypes = r.texts(n, "StateType")
	}
	if n, told := e.parts["Permission"]; told {
		s.Permission, _ = r.text(n, "Permission")
	}
	for _, field := range screenFields() {
		if n, told := e.parts[field]; told {
			s.Fields[field] = r.flag(n, field)
		}
	}
	n, told := e.parts["DynamicField"]
	switch {
	case !told:
	case n.Kind == yaml.SequenceNode:
		s.DynamicFields = r.texts(n, "DynamicField")
	default:
		s.DynamicFields = []string{}
		for _, p := range r.pairs(r.mapping(n, "DynamicField"), "DynamicField") {
			r.screenField(s, p)
		}
	}
	r.inv.Screens = append(r.inv.Screens, s)
}

func (r *reader) screenField(s *Screen, p pair) {
	switch mode, ok := r.text(p.value, p.name); {
	case !ok || mode == "0":
	case mode == "1":
		s.DynamicFields = append(s.DynamicFields, p.name)
	case mode == "2":
		s.DynamicFields = append(s.DynamicFields, p.name)
		s.Required = append(s.Required, p.name)
	default:
		r.report(diag.BadValue, p.value, "a field of a screen is 0 (off), 1 (shown) or 2 (required), not "+quote(mode))
	}
}

// readRelation keeps an attribute relation as it is.
func (r *reader) readRelation(_ kind, e entry) {
	rel := Relation{Filename: e.name}
	for name, to := range map[string]*string{
		"ID": &rel.ID, "Priority": &rel.Priority, "Attribute1": &rel.Attribute1, "Attribute2": &rel.Attribute2,
	} {
		if n, told := e.parts[name]; told {
			*to, _ = r.text(n, name)
		}
	}
	if n, told := e.parts["Data"]; told {
		for _, item := range r.list(n, "Data") {
			row := map[string]string{}
			for _, p := range r.pairs(r.mapping(item, "a row of Data"), "a row of Data") {
				if s, ok := r.text(p.value, p.name); ok {
					row[p.name] = s
				}
			}
			rel.Data = append(rel.Data, row)
		}
	}
	r.inv.Relations = append(r.inv.Relations, rel)
}
