package inventory

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// autoselect is the setting by which a field takes the only value that is left.
const autoselect = "TicketACL::Autoselect"

// AutoselectKeys are the form elements that the setting names, but for dynamic
// fields.
func AutoselectKeys() []string {
	return []string{"Dest", "NewResponsibleID", "NewUserID", "NextStateID", "PriorityID", "SLAID", "ServiceID", "TypeID"}
}

// settings reads the system's configuration. What is nested is read as the
// products write it in one name too: A: {B: 1} is A###B: 1.
func (r *reader) settings(n *yaml.Node) {
	for _, p := range r.Mapping(n, "settings", nil) {
		if key, own := strings.CutPrefix(p.Name, autoselect); own && (key == "" || strings.HasPrefix(key, "###")) {
			r.autoselect(strings.TrimPrefix(key, "###"), p.Key, p.Value)
		}
		if p.Value.Kind == yaml.MappingNode { // a hash, such as an ACL module's
			r.nested(p.Name, p.Value)
		} else if v, ok := r.value(p.Value, p.Name); ok {
			r.set(p.Name, v, p.Key)
		}
	}
}

// nested sets what a hash holds, as far as it can be told as one value.
func (r *reader) nested(name string, n *yaml.Node) {
	r.set(name, Value{Kind: Hash}, n)
	for _, p := range r.Pairs(n, name, nil) {
		full := name + "###" + p.Name
		single := func(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode }
		switch {
		case p.Value.Kind == yaml.MappingNode:
			r.nested(full, p.Value)
		case single(p.Value) || p.Value.Kind == yaml.SequenceNode && !slices.ContainsFunc(p.Value.Content, func(n *yaml.Node) bool { return !single(n) }):
			if v, ok := r.value(p.Value, full); ok {
				r.set(full, v, p.Key)
			}
		}
	}
}

func (r *reader) set(name string, v Value, at *yaml.Node) {
	if old, there := r.inv.Settings[name]; there && v.Kind != Hash && !old.Equal(v) {
		r.Report(diag.DuplicateKey, at, name+" has another value above")
		return
	}
	r.inv.Settings[name] = v
}

// autoselect checks the setting of that name: what nothing reads would be
// ignored without a word. key is what follows the name, "" for the whole.
func (r *reader) autoselect(key string, at, n *yaml.Node) {
	field, ofFields := strings.CutPrefix(key, "DynamicField")
	hash := key == "" || ofFields && field == ""
	switch {
	case hash && n.Kind == yaml.MappingNode:
		for _, p := range r.Pairs(n, autoselect, nil) {
			r.autoselect(strings.TrimPrefix(key+"###"+p.Name, "###"), p.Key, p.Value)
		}
		return
	case hash:
		r.Report(diag.BadValue, n, autoselect+" is a mapping, such as {TypeID: 1, DynamicField: {Color: 1}}")
		return
	case ofFields && strings.HasPrefix(field, "###"):
	case !slices.Contains(AutoselectKeys(), key):
		r.Report(diag.UnknownKey, at, fmt.Sprintf("%s knows no %s%s", autoselect, key, diag.Meant(key, append(AutoselectKeys(), "DynamicField"))))
		return
	}
	if v, ok := r.Text(n, autoselect+"###"+key); ok && v != "0" && v != "1" && v != "2" && v != "" {
		r.Report(diag.BadValue, n, autoselect+"###"+key+" is 0 (off), 1 (chosen where nothing else is left) or 2 (and hidden), not "+v)
	}
}
