package inventory

import (
	"fmt"
	"os"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
	"github.com/ticketacl/ticketacl/internal/product"
)

// Load reads an inventory file, and the files that it names. The error says that the file could not be read
// at all; what is wrong in it are findings.
func Load(path string) (*Inventory, []diag.Diagnostic, error) {
	data, err := ownfile.Load(path)
	if err != nil {
		return nil, nil, err
	}
	inv, findings := parse(path, data, loadRegular(os.Stat))
	return inv, findings, nil
}

// Parse reads an inventory, a YAML file with one list per kind. It returns what
// could be read, and a finding for everything else: unknown keys (with the
// nearest valid one), values of the wrong shape, names that occur twice.
//
// Entries are open: an attribute that an entry does not tell is unknown, not
// unset (write null for the latter). A valid entry need not say ValidID. Files
// that the inventory names are not read; see Load.
func Parse(name string, data []byte) (*Inventory, []diag.Diagnostic) {
	return parse(name, data, nil)
}

// ParseWith is Parse, with what reads the files that the inventory names.
func ParseWith(name string, data []byte, load func(path string) ([]byte, error)) (*Inventory, []diag.Diagnostic) {
	return parse(name, data, load)
}

func parse(name string, data []byte, load func(path string) ([]byte, error)) (*Inventory, []diag.Diagnostic) {
	r := &reader{
		Reader: format().NewReader(name, data), taken: map[string]string{}, load: load,
		inv: &Inventory{Name: name, Settings: map[string]Value{}, Listed: map[string]bool{}, Open: map[string]bool{}},
	}
	findings := append(append(r.Read(r.root), r.inFiles...), r.untold...)
	diag.Sort(findings)
	return r.inv, findings
}

// root reads the top level.
func (r *reader) root(n *yaml.Node) {
	if ownfile.IsNull(n) {
		return
	}
	if n.Kind != yaml.MappingNode {
		r.Report(diag.YAMLRoot, n, "an inventory is a mapping of kinds, not "+ownfile.Shape(n))
		return
	}
	all := kinds()
	for _, p := range r.Pairs(n, "", nil) {
		switch p.Name {
		case "product":
			r.product(p.Value)
		case "open":
			r.open(p.Value, all)
		case "settings":
			r.settings(p.Value)
		default:
			if k, ok := kindNamed(all, p.Name); ok {
				r.entries(k, p.Value)
				continue
			}
			r.UnknownKey(p.Key, "an inventory", topKeys())
		}
	}
	r.derive()
}

func kindNamed(all []kind, name string) (kind, bool) {
	for _, k := range all {
		if k.name == name {
			return k, true
		}
	}
	return kind{}, false
}

// topKeys are the keys of the top level.
func topKeys() []string {
	keys := []string{"product", "open", "settings"}
	for _, k := range kinds() {
		keys = append(keys, k.name)
	}
	return keys
}

// Keys are the keys of the top level of an inventory: its kinds among them.
func Keys() []string { return topKeys() }

func (r *reader) product(n *yaml.Node) {
	name, ok := r.Text(n, "product")
	if !ok {
		return
	}
	t, err := product.Parse(name)
	if err != nil {
		r.Report(diag.BadValue, n, err.Error())
		return
	}
	r.inv.Product = t.ID
}

func (r *reader) open(n *yaml.Node, all []kind) {
	for _, item := range r.List(n, "open") {
		name, ok := r.Text(item, "open")
		if !ok {
			continue
		}
		field, ofField := strings.CutPrefix(name, "DynamicField_")
		if _, known := kindNamed(all, name); !known && (!ofField || field == "") {
			r.UnknownKey(item, "open", topKeys()[3:])
			continue
		}
		r.inv.Open[name] = true
	}
}

// entries reads the list of one kind: mappings, or names alone.
// Nothing below the name, but for comments, is no list: whoever wants to say that there is
// none writes [].
func (r *reader) entries(k kind, n *yaml.Node) {
	if ownfile.IsNull(n) {
		r.untold = append(r.untold, diag.Diagnostic{
			Rule: diag.BadValue, Severity: diag.Warning, Place: r.Place(n), Summary: k.name + " has nothing below it: it counts as not told",
			Detail: "write " + k.name + ": [] if there is none, or take it out",
		})
		return
	}
	r.inv.Listed[k.name] = true
	seen := map[string]bool{}
	for _, item := range r.List(n, k.name) {
		e, ok := r.entry(k, item)
		if !ok {
			continue
		}
		if seen[e.name] && k.name != "attribute_relations" {
			r.Report(diag.DuplicateName, item, fmt.Sprintf("%s has %q already", k.name, e.name))
			continue
		}
		seen[e.name] = true
		k.read(r, k, e)
	}
	r.inv.none(k.name)
}

// none makes an empty list of actions differ from one that nobody told.
func (inv *Inventory) none(kind string) {
	if kind != "actions" {
		return
	}
	if inv.AgentModules == nil {
		inv.AgentModules = []string{}
	}
	if inv.CustomerModules == nil {
		inv.CustomerModules = []string{}
	}
}

// derive completes what depends on other entries and on settings.
func (r *reader) derive() {
	inv := r.inv
	for _, t := range []struct {
		table *Table
		kind  string
	}{
		{&inv.Queues, "queues"}, {&inv.States, "states"}, {&inv.Priorities, "priorities"}, {&inv.Types, "types"},
		{&inv.Services, "services"}, {&inv.SLAs, "slas"}, {&inv.Locks, "locks"}, {&inv.Groups, "groups"},
	} {
		t.table.Kind, t.table.Listed, t.table.Open = t.kind, inv.Listed[t.kind], inv.Open[t.kind]
	}
	for _, a := range inv.Agents {
		first, last := a.Attrs["UserFirstname"], a.Attrs["UserLastname"]
		if _, told := a.Attrs["UserFullname"]; !told && first.Kind == Text && last.Kind == Text {
			a.Attrs["UserFullname"] = TextValue(DisplayName(inv.nameOrder(), first.Text, last.Text, a.Name))
		}
	}
	companies := inv.companies()
	for _, u := range inv.CustomerUsers {
		u.complete(inv, companies)
	}
}
