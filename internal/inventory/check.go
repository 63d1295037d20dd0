package inventory

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
	"github.com/ticketacl/ticketacl/internal/product"
)

// Checked is what is wrong with an inventory, and what it does not tell.
type Checked struct {
	Findings []diag.Diagnostic
	Missing  []string // a sentence each
}

// Check looks at an inventory file: what cannot be read, what does not go together, and
// what answers and rules would be surer with. t is the target where the file names
// none.
func Check(path string, data []byte, t *product.Target) *Checked {
	inv, findings := parse(path, data, loadRegular(os.Stat))
	c := &checker{inv: inv, target: t, entries: map[string]map[string]*yaml.Node{}}
	c.out.Findings = findings
	if inv.Product != "" {
		if named, err := product.Parse(inv.Product); err == nil {
			c.target = named
		}
	}
	r := format().NewReader(path, data)
	c.place = r
	r.Read(func(root *yaml.Node) {
		c.nodes(root)
		c.tables()
		c.people()
		c.fields()
		c.twins()
	})
	c.missing()
	diag.Sort(c.out.Findings)
	return &c.out
}

type checker struct {
	inv     *Inventory
	target  *product.Target
	place   *ownfile.Reader
	entries map[string]map[string]*yaml.Node // by kind and name
	out     Checked
}

// nodes finds the entries' places.
func (c *checker) nodes(root *yaml.Node) {
	if root.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		k, ok := kindNamed(kinds(), root.Content[i].Value)
		if !ok {
			continue
		}
		c.entries[k.name] = map[string]*yaml.Node{}
		for _, item := range root.Content[i+1].Content {
			if name := nameIn(k, item); c.entries[k.name][name] == nil {
				c.entries[k.name][name] = item
			}
		}
	}
}

// find notes what is wrong with a value of an entry, or with the entry.
func (c *checker) find(severity diag.Severity, rule diag.Rule, kind, name, key, summary, detail string) {
	n := c.entries[kind][name]
	if n == nil {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			n = n.Content[i+1]
			break
		}
	}
	c.out.Findings = append(c.out.Findings, diag.Diagnostic{
		Rule: rule, Severity: severity, Place: c.place.Place(n), Summary: summary, Detail: detail,
	})
}

// unknown notes a name that a kind does not have, if that is listed in full.
func (c *checker) unknown(kind, name, key, of, wanted string, valid []string) {
	if c.inv.Complete(of) && !slices.Contains(valid, wanted) {
		c.find(diag.Warning, diag.UnknownValue, kind, name, key,
			fmt.Sprintf("%s has no %s", of, ownfile.Quote(wanted)), strings.TrimPrefix(diag.Meant(wanted, valid), "; "))
	}
}

func tableNames(t *Table) []string {
	var out []string
	for _, e := range t.Entities {
		out = append(out, e.Name)
	}
	return out
}

// tables looks at queues, states, services and SLAs.
func (c *checker) tables() {
	inv := c.inv
	for _, q := range inv.Queues.Entities {
		if g := q.Attr("GroupID"); g.Kind == Text && inv.Groups.Complete() && inv.Groups.ByID(g.Text) == nil {
			c.find(diag.Warning, diag.UnknownValue, "queues", q.Name, "GroupID", "groups has no ID "+ownfile.Quote(g.Text), "")
		}
	}
	for _, t := range []*Table{&inv.Queues, &inv.Services} {
		all := tableNames(t)
		for _, e := range t.Entities {
			if i := strings.LastIndex(e.Name, "::"); i > 0 && t.Complete() && !slices.Contains(all, e.Name[:i]) {
				c.find(diag.Warning, diag.UnknownValue, t.Kind, e.Name, "Name",
					fmt.Sprintf("%s has no %s, below which this one is", t.Kind, ownfile.Quote(e.Name[:i])), "")
			}
		}
	}
	types := stateTypes()
	for _, s := range inv.States.Entities {
		name := s.Attr("TypeName")
		if i := slices.IndexFunc(types, func(known string) bool { return diag.IsSlip(name.Text, known) }); name.Kind == Text && i >= 0 {
			c.find(diag.Warning, diag.UnknownValue, "states", s.Name, "TypeName", ownfile.Quote(name.Text)+" is no type that systems have as they come",
				"did you mean "+types[i]+"?")
		}
	}
	for _, s := range inv.SLAs.Entities {
		for _, id := range s.Attr("ServiceIDs").List {
			if inv.Services.Complete() && inv.Services.ByID(id.Text) == nil {
				c.find(diag.Warning, diag.UnknownValue, "slas", s.Name, "ServiceIDs", "services has no ServiceID "+ownfile.Quote(id.Text), "")
			}
		}
	}
}

// people looks at groups, roles and names.
func (c *checker) people() {
	inv := c.inv
	groups := tableNames(&inv.Groups)
	var roles []string
	grants := func(kind, name string, of map[string][]string, permissions []string) {
		for permission, to := range of {
			if !slices.Contains(permissions, permission) {
				c.find(diag.Warning, diag.UnknownKey, kind, name, "Group_"+permission, "there is no permission "+ownfile.Quote(permission),
					"there is "+strings.Join(permissions, ", "))
			}
			for _, group := range to {
				c.unknown(kind, name, "Group_"+permission, "groups", group, groups)
			}
		}
	}
	for _, r := range inv.Roles {
		roles = append(roles, r.Name)
		grants("roles", r.Name, r.Groups, inv.Permissions())
	}
	shown := map[string]string{}
	for _, a := range inv.Agents {
		grants("agents", a.Name, a.Groups, inv.Permissions())
		for _, role := range a.Roles {
			c.unknown("agents", a.Name, "Role", "roles", role, roles)
		}
		name := inv.DisplayName(a)
		if other := shown[name.Text]; name.Kind == Text && other != "" && a.Valid() {
			c.find(diag.Info, diag.DuplicateName, "agents", a.Name, "UserLogin",
				fmt.Sprintf("%s is shown as %s is: %s", ownfile.Quote(a.Name), ownfile.Quote(other), ownfile.Quote(name.Text)), "ACLs that compare display names cannot tell them apart")
		} else if name.Kind == Text && a.Valid() {
			shown[name.Text] = a.Name
		}
	}
	for _, u := range inv.CustomerUsers {
		grants("customer_users", u.Name, u.Groups, inv.CustomerPermissions())
	}
}

// fields looks at dynamic fields, and at the screens that show them.
func (c *checker) fields() {
	types := []string{"Text", "TextArea", "Checkbox", "Date", "DateTime", "Dropdown", "Multiselect", "ProcessID", "ActivityID"}
	var fields []string
	for _, f := range c.inv.DynamicFields {
		fields = append(fields, f.Name)
		if i := slices.IndexFunc(types, func(known string) bool { return diag.IsSlip(f.Type, known) }); i >= 0 && !slices.Contains(types, f.Type) {
			c.find(diag.Warning, diag.UnknownValue, "dynamic_fields", f.Name, "FieldType", "there is no type "+ownfile.Quote(f.Type), "did you mean "+types[i]+"?")
		}
		if f.Name != strings.TrimPrefix(f.Name, "DynamicField_") {
			c.find(diag.Warning, diag.BadValue, "dynamic_fields", f.Name, "Name", "fields are listed without DynamicField_", "write "+strings.TrimPrefix(f.Name, "DynamicField_"))
		}
	}
	facts := c.target.Facts()
	modules := slices.Concat(facts.AgentModules, facts.CustomerModules, c.inv.AgentModules, c.inv.CustomerModules)
	for _, s := range c.inv.Screens {
		for _, f := range s.DynamicFields {
			c.unknown("screens", s.Name, "DynamicField", "dynamic_fields", f, fields)
		}
		if near := diag.Nearest(s.Name, modules); !slices.Contains(modules, s.Name) && diag.IsSlip(s.Name, near) {
			c.find(diag.Warning, diag.UnknownValue, "screens", s.Name, "Action", c.target.ID+" has no screen "+ownfile.Quote(s.Name), "did you mean "+near+"?")
		}
	}
}

// twins looks for names that are nearly others.
func (c *checker) twins() {
	for _, k := range kinds() {
		var all []string
		for name := range c.entries[k.name] {
			all = append(all, name)
		}
		slices.Sort(all)
		if k.id == k.key || k.name == "actions" || k.name == "screens" || k.name == "agents" || k.name == "attribute_relations" {
			continue
		}
		for _, pair := range slips(all) {
			c.find(diag.Info, diag.UnknownValue, k.name, pair[1], k.key,
				fmt.Sprintf("%s is nearly %s: is one of them a slip?", ownfile.Quote(pair[1]), ownfile.Quote(pair[0])), "")
		}
	}
}

// missing says what the inventory does not tell.
func (c *checker) missing() {
	inv := c.inv
	say := func(format string, args ...any) { c.out.Missing = append(c.out.Missing, fmt.Sprintf(format, args...)) }
	if inv.Product == "" {
		say("product is not told: name the product and version, such as otobo-11.0")
	}
	var none, open []string
	for _, k := range kinds() {
		switch {
		case k.name == "attribute_relations" || k.name == "actions" || k.name == "screens":
		case !inv.Listed[k.name]:
			none = append(none, k.name)
		case inv.Open[k.name]:
			open = append(open, k.name)
		}
	}
	for name := range inv.Open {
		if strings.HasPrefix(name, "DynamicField_") {
			open = append(open, name)
		}
	}
	slices.SortStableFunc(open, func(a, b string) int { return kindPlace(a) - kindPlace(b) })
	if len(none) > 0 {
		say("nothing is told of %s: what ACLs name of them is not looked at", strings.Join(none, ", "))
	}
	if len(open) > 0 {
		say("not in full, since under open: %s: there only slips are found", strings.Join(open, ", "))
	}
	count := func(kind, what string, lacks []string) {
		if len(lacks) > 0 {
			say("%s of %d in %s, such as %s", what, len(lacks), kind, ownfile.Quote(lacks[0]))
		}
	}
	var lacks []string
	for _, q := range inv.Queues.Entities {
		if q.Attr("GroupID").Kind == Unknown {
			lacks = append(lacks, q.Name)
		}
	}
	count("queues", "no GroupID", lacks)
	lacks = nil
	for _, s := range inv.States.Entities {
		if s.Attr("TypeName").Kind == Unknown {
			lacks = append(lacks, s.Name)
		}
	}
	count("states", "no TypeName", lacks)
	var groups, people []string
	for _, a := range inv.Agents {
		if !a.GroupsKnown && a.Valid() {
			groups = append(groups, a.Name)
		}
		if inv.DisplayName(a).Kind != Text {
			people = append(people, a.Name)
		}
	}
	count("agents", "neither groups nor roles", groups)
	count("agents", "no UserFirstname and UserLastname", people)
	if _, told := inv.Settings["FirstnameLastnameOrder"]; !told && len(inv.Agents) > len(people) {
		say("the setting FirstnameLastnameOrder is not told: display names of agents are taken in any order")
	}
	lacks = nil
	var values []string
	for _, f := range inv.DynamicFields {
		if f.Type == "" {
			lacks = append(lacks, f.Name)
		} else if (f.Type == "Dropdown" || f.Type == "Multiselect") && f.Keys == nil {
			values = append(values, f.Name)
		}
	}
	count("dynamic_fields", "no FieldType", lacks)
	count("dynamic_fields", "no PossibleValues", values)
}
