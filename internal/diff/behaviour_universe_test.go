package diff_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// universe is a closed system: of each attribute at most four values.
type universe struct {
	*rand.Rand
	target     *product.Target
	inv, stock *inventory.Inventory
	values     map[string][]string // by attribute
	attrs      []string            // those that vary; the rest has one value
	quick      *scenario.World     // without answers
	// screens are those that are looked at.
	screens []string
	// processes: there are some, and rules are about them.
	processes bool
}

func (u *universe) pick(of ...string) string { return of[u.IntN(len(of))] }

func newUniverse(t testing.TB, r *rand.Rand, target string, processes bool) *universe {
	u := &universe{Rand: r, processes: processes, values: map[string][]string{}}
	all := map[string][]string{
		"Queue": {"Raw", "Desk", "Desk::Two", "Lab"}, "State": {"new", "open", "closed", "waiting"},
		"Priority": {"low", "normal", "high", "urgent"}, "DynamicField_Color": {"red", "blue", "green"}, "DynamicField_Size": {"s", "m", "l", "xl"},
		"Type": {"Fault", "Wish"}, "Service": {"Mail", "Web"},
	}
	names := slices.Sorted(maps.Keys(all))
	if target == "otrs-4.0" || r.IntN(3) > 0 {
		names = slices.DeleteFunc(names, func(n string) bool { return n == "Service" })
	}
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	u.attrs = names[:2+r.IntN(5)/3]
	if processes { // which vary too
		u.attrs = names[:1+r.IntN(2)]
	}
	for _, n := range slices.Sorted(maps.Keys(all)) {
		most := len(all[n])
		if len(u.attrs) > 2 || processes {
			most = min(most, 3)
		}
		u.values[n] = all[n][:2+r.IntN(most-1)]
		if !slices.Contains(u.attrs, n) {
			u.values[n] = u.values[n][:1+r.IntN(2)]
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "product: %s\nsettings: {Ticket::Type: 1, Ticket::Service: %d, CustomerGroupSupport: 0, TicketACL::ACLPreselection: %d}\n", target, r.IntN(2), r.IntN(2))
	b.WriteString("groups: [{ID: 1, Name: users}, {ID: 2, Name: lab}]\nroles: [{ID: 1, Name: boss}]\n")
	list := func(kind, id string, values []string, more func(i int) string) {
		b.WriteString(kind + ":\n")
		for i, v := range values {
			fmt.Fprintf(&b, "- {%s: %d, Name: '%s'%s}\n", id, i+1, v, more(i))
		}
	}
	none := func(int) string { return "" }
	list("queues", "QueueID", u.values["Queue"], func(i int) string { return fmt.Sprintf(", GroupID: %d", 1+i%2) })
	types := []string{"new", "open", "closed", "pending reminder"}
	list("states", "ID", u.values["State"], func(i int) string { return fmt.Sprintf(", TypeID: %d, TypeName: %s", i+1, types[i]) })
	list("priorities", "ID", u.values["Priority"], none)
	list("types", "ID", u.values["Type"], none)
	list("services", "ServiceID", u.values["Service"], none)
	b.WriteString("slas: []\nlocks: [{ID: 1, Name: unlock}, {ID: 2, Name: lock}]\n")
	b.WriteString("agents:\n- {UserID: 2, UserLogin: ann, UserFirstname: Ann, UserLastname: A, Group_rw: [users], Role: []}\n" +
		"- {UserID: 3, UserLogin: bob, UserFirstname: Bob, UserLastname: B, Group_rw: [users, lab], Role: [boss]}\n")
	b.WriteString("customers: [{CustomerID: shop, CustomerCompanyName: The Shop}]\ncustomer_users: [{UserLogin: kim, UserFirstname: Kim, UserLastname: K, UserCustomerID: shop}]\n")
	b.WriteString("dynamic_fields:\n")
	for _, f := range []string{"Color", "Size"} {
		fmt.Fprintf(&b, "- {Name: %s, FieldType: %s, PossibleNone: %d, PossibleValues: {", f, u.pick("Dropdown", "Dropdown", "Dropdown", "Multiselect"), r.IntN(2))
		for _, v := range u.values["DynamicField_"+f] {
			fmt.Fprintf(&b, "%s: %s, ", v, v)
		}
		b.WriteString("}}\n")
	}
	if processes {
		u.writeProcesses(&b)
	} else {
		b.WriteString("processes: []\n")
	}
	inv, findings := inventory.Parse("closed", []byte(b.String()))
	for _, f := range findings {
		if f.Severity.String() == "error" {
			t.Fatal(findings, "\n", b.String())
		}
	}
	var err error
	if u.target, err = product.Parse(target); err != nil {
		t.Fatal(err)
	}
	u.stock = inventory.Stock(u.target)
	u.inv = inv.Over(u.stock)
	return u
}

// rule is a random ACL that can be edited.
type rule struct {
	name        string
	stop, valid bool
	lists       []*list
}

// list is one list of a rule, by where it stands.
type list struct {
	block, area, attr string
	items             []string
}

func (r *rule) clone() *rule {
	c := *r
	c.lists = nil
	for _, l := range r.lists {
		x := *l
		x.items = slices.Clone(l.items)
		c.lists = append(c.lists, &x)
	}
	return &c
}

func (r *rule) String() string {
	var b strings.Builder
	valid, stop := 1, 0
	if !r.valid {
		valid = 2
	}
	if r.stop {
		stop = 1
	}
	fmt.Fprintf(&b, "- Name: %s\n  ValidID: %d\n  StopAfterMatch: %d\n", r.name, valid, stop)
	for _, part := range []struct {
		key    string
		blocks []string
	}{{"ConfigMatch", []string{"Properties", "PropertiesDatabase"}}, {"ConfigChange", []string{"Possible", "PossibleAdd", "PossibleNot"}}} {
		b.WriteString("  " + part.key + ":")
		any := false
		for _, block := range part.blocks {
			areas := map[string][]string{}
			var order []string
			for _, l := range r.lists {
				if l.block != block {
					continue
				}
				text := "[" + quoted(l.items) + "]"
				if l.attr != "" {
					text = l.attr + ": " + text
				}
				if areas[l.area] == nil {
					order = append(order, l.area)
				}
				areas[l.area] = append(areas[l.area], text)
			}
			for i, area := range order {
				if i == 0 {
					any = true
					fmt.Fprintf(&b, "\n    %s:", block)
				}
				if area == "Action" || area == "Form" || part.key == "ConfigChange" && (area == "Process" || area == "ActivityDialog") {
					fmt.Fprintf(&b, "\n      %s: %s", area, areas[area][0])
				} else {
					fmt.Fprintf(&b, "\n      %s: {%s}", area, strings.Join(areas[area], ", "))
				}
			}
		}
		if !any {
			b.WriteString(" {}")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func quoted(items []string) string {
	var out []string
	for _, i := range items {
		out = append(out, "'"+strings.ReplaceAll(i, "'", "''")+"'")
	}
	return strings.Join(out, ", ")
}

func (u *universe) rule(name string) *rule {
	r := &rule{name: name, valid: u.IntN(12) > 0, stop: u.IntN(4) == 0}
	for range u.IntN(3) {
		u.condition(r)
	}
	for range 1 + u.IntN(3) {
		u.change(r)
	}
	return r
}

func (r *rule) add(block, area, attr string, items ...string) {
	for _, l := range r.lists {
		if l.block == block && l.area == area && l.attr == attr {
			l.items = append(l.items, items...)
			return
		}
	}
	r.lists = append(r.lists, &list{block, area, attr, items})
}

func (u *universe) item(values ...string) string {
	v := values[u.IntN(len(values))]
	switch u.IntN(8) {
	case 0:
		return "[Not]" + v
	case 1:
		return "[RegExp]^" + v[:1]
	case 2:
		return "[NotRegExp]" + v[len(v)-1:] + "$"
	}
	return v
}

func (u *universe) condition(r *rule) {
	block := u.pick("Properties", "Properties", "PropertiesDatabase")
	if u.processes && u.IntN(3) == 0 {
		u.placeCondition(r, block)
		return
	}
	switch u.IntN(8) {
	case 0:
		r.add("Properties", "User", "Role", u.item("boss"))
		return
	case 1:
		r.add("Properties", "User", "UserLogin", u.item("ann", "bob"))
		return
	case 2:
		r.add("Properties", "Frontend", "Action", u.item(u.screens...))
		return
	}
	attr := u.attrs[u.IntN(len(u.attrs))]
	values := u.values[attr]
	switch {
	case strings.HasPrefix(attr, "DynamicField_"):
		r.add(block, u.pick("DynamicField", "Ticket"), attr, u.item(values...))
	case u.IntN(3) == 0:
		r.add(block, attr, "Name", u.item(values...))
	case attr == "State" && u.IntN(3) == 0:
		r.add(block, "State", "TypeName", u.item("new", "open", "closed"))
	case attr == "Queue" && u.IntN(4) == 0:
		r.add(block, "Queue", "GroupID", u.item("1", "2"))
	case u.IntN(4) == 0:
		r.add(block, "Ticket", attr+"ID", u.item("1", "2"))
	default:
		r.add(block, "Ticket", attr, u.item(values...))
	}
}

func (u *universe) change(r *rule) {
	block := u.pick("Possible", "PossibleNot", "PossibleNot")
	if u.target.Switches.PossibleAdd {
		block = u.pick("Possible", "PossibleNot", "PossibleNot", "PossibleAdd")
	}
	if u.processes && u.IntN(4) == 0 {
		area := u.pick("ActivityDialog", "ActivityDialog", "Process")
		r.add(block, area, "", u.item(u.placeIDs(area)...))
		return
	}
	switch u.IntN(9) {
	case 0:
		r.add(block, "Action", "", u.item(slices.Concat(u.screens, []string{"AgentTicketClose", "AgentTicketPriority"})...))
		return
	case 1:
		r.add(block, "Form", "", u.item("Color", "Size"))
		return
	}
	attr := u.attrs[u.IntN(len(u.attrs))]
	n := 1 + u.IntN(2)
	for range n {
		r.add(block, "Ticket", attr, u.item(u.values[attr]...))
	}
}

// edit is a copy of a set with one thing edited; what is said in words, touched are the
// names of the rules whose evaluation may differ.
func (u *universe) edit(rules []*rule) (after []*rule, what string, touched []string) {
	for _, r := range rules {
		after = append(after, r.clone())
	}
	at := u.IntN(len(after))
	r := after[at]
	touched = []string{r.name}
	var l *list
	if len(r.lists) > 0 {
		l = r.lists[u.IntN(len(r.lists))]
	}
	switch k := u.IntN(8); {
	case k == 0:
		u.condition(r)
		return after, "a condition added", touched
	case k == 1:
		u.change(r)
		return after, "an item of a change added", touched
	case k == 2:
		i := u.IntN(len(l.items))
		if l.items = slices.Delete(l.items, i, i+1); len(l.items) == 0 {
			r.lists = slices.DeleteFunc(r.lists, func(x *list) bool { return x == l })
		}
		return after, "an item removed", touched
	case k == 3:
		i := u.IntN(len(l.items))
		if rest, was := strings.CutPrefix(l.items[i], "[Not]"); was {
			l.items[i] = rest
		} else if !strings.HasPrefix(l.items[i], "[") {
			l.items[i] = "[Not]" + l.items[i]
		} else if rest, was := strings.CutPrefix(l.items[i], "[Not"); was {
			l.items[i] = "[" + rest
		} else {
			l.items[i] = "[Not" + l.items[i][1:]
		}
		return after, "an item negated", touched
	case k == 4:
		r.name = fmt.Sprintf("%d-new", 10+u.IntN(10*len(rules)))
		return after, "renamed", append(touched, r.name)
	case k == 5:
		r.stop = !r.stop
		return after, "stop", touched
	case k == 6:
		r.valid = !r.valid
		return after, "validity", touched
	}
	other := after[u.IntN(len(after))]
	r.name, other.name = other.name, r.name
	return after, "order", append(touched, r.name, other.name)
}

func read(t testing.TB, rules []*rule) *acl.Set {
	var b strings.Builder
	b.WriteString("---\n")
	for _, r := range rules {
		b.WriteString(r.String())
	}
	out, err := convert.Read(context.Background(), "-", convert.Options{Stdin: strings.NewReader(b.String())})
	if err != nil || out.Partial {
		t.Fatal(err, out.Diagnostics, "\n", b.String())
	}
	return out.Set
}
