package inventory

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
)

// readField reads a dynamic field; PossibleValues is a mapping of key to label,
// in order, or a list of keys that are their own labels.
func (r *reader) readField(_ kind, e entry) {
	f := &DynamicField{Name: e.name, ValidID: "1"}
	r.textPart(e, "FieldType", &f.Type)
	r.textPart(e, "ValidID", &f.ValidID)
	if n, told := e.parts["PossibleNone"]; told {
		f.PossibleNone = r.flag(n, "PossibleNone")
	}
	for _, key := range []string{"ObjectType", "Label"} {
		if n, told := e.parts[key]; told {
			r.Text(n, key) // held to its shape; nothing here needs it
		}
	}
	n, told := e.parts["PossibleValues"]
	switch {
	case !told:
	case n.Kind == yaml.SequenceNode:
		f.Keys = r.texts(n, "PossibleValues")
	default:
		f.Keys, f.Labels = []string{}, map[string]string{}
		for _, p := range r.Mapping(n, "PossibleValues", nil) {
			if label, ok := r.Text(p.Value, p.Name); ok {
				f.Keys = append(f.Keys, p.Name)
				f.Labels[p.Name] = label
			}
		}
	}
	r.inv.DynamicFields = append(r.inv.DynamicFields, f)
}

// readProcess reads a process with its activities and their dialogs. Each may
// be described once and be named by its entity id alone elsewhere.
func (r *reader) readProcess(_ kind, e entry) {
	p := &Process{ID: e.name, State: "Active"}
	r.textPart(e, "Name", &p.Name)
	if n, told := e.parts["State"]; told {
		p.State, _ = r.Text(n, "State")
		if states := []string{"Active", "FadeAway", "Inactive"}; !slices.Contains(states, p.State) {
			r.Report(diag.BadValue, n, "unknown state of a process "+ownfile.Quote(p.State)+diag.Meant(p.State, states))
		}
	}
	if n, told := e.parts["Activities"]; told {
		for _, item := range r.List(n, "Activities") {
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
	r.textPart(e, "Name", &a.Name)
	if n, told := e.parts["ActivityDialogs"]; told {
		for _, item := range r.List(n, "ActivityDialogs") {
			if id, ok := r.readDialog(item); ok {
				a.Dialogs = append(a.Dialogs, id)
			}
		}
	}
	if r.isFirst("activity", a.ID, n) {
		r.inv.Activities = append(r.inv.Activities, a)
	}
	return a.ID, true
}

func (r *reader) readDialog(n *yaml.Node) (id string, ok bool) {
	e, ok := r.entry(dialogKind(), n)
	if !ok || n.Kind != yaml.MappingNode {
		return e.name, ok
	}
	d := &ActivityDialog{ID: e.name}
	r.textPart(e, "Name", &d.Name)
	r.textsPart(e, "Interface", &d.Interfaces)
	r.textsPart(e, "Fields", &d.Fields)
	if r.isFirst("activity dialog", d.ID, n) {
		r.inv.Dialogs = append(r.inv.Dialogs, d)
	}
	return d.ID, true
}

// isFirst notes the id of what is described at n; false, with a finding, where
// another description has it.
func (r *reader) isFirst(kind, id string, n *yaml.Node) bool {
	_, taken := r.taken[kind+" "+id]
	if taken {
		r.Report(diag.DuplicateName, n, kind+" "+ownfile.Quote(id)+" is described already; name it by its EntityID alone")
	}
	r.taken[kind+" "+id] = id
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
	r.textsPart(e, "StateType", &s.StateTypes)
	r.textPart(e, "Permission", &s.Permission)
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
		for _, p := range r.Mapping(n, "DynamicField", nil) {
			r.screenField(s, p)
		}
	}
	r.inv.Screens = append(r.inv.Screens, s)
}

func (r *reader) screenField(s *Screen, p ownfile.Pair) {
	switch mode, ok := r.Text(p.Value, p.Name); {
	case !ok || mode == "0":
	case mode == "1":
		s.DynamicFields = append(s.DynamicFields, p.Name)
	case mode == "2":
		s.DynamicFields = append(s.DynamicFields, p.Name)
		s.Required = append(s.Required, p.Name)
	default:
		r.Report(diag.BadValue, p.Value, "a field of a screen is 0 (off), 1 (shown) or 2 (required), not "+ownfile.Quote(mode))
	}
}
