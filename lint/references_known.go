package lint

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// references are what the inventory lists, by what items name.
type references struct {
	known    map[reading.Naming]*reference
	compared int
	screens  []product.Screen // see stateTypes
}

// reference is what is known of what items of a list name.
type reference struct {
	reading.Naming
	// listed: the inventory tells something of it; complete: all of it.
	listed, complete bool
	names            []string        // those to suggest, in the order of the inventory
	valid            map[string]bool // of all that exist, by name
	loose            map[string]string
	// instead are texts that name one of them, but not as the engine compares it:
	// labels, display names, logins, with what is meant.
	instead map[string][]string
	judged  map[string]judgement
	sorted  []string // names in small letters; made when needed
}

// reference tells what the inventory lists of what the items of a list name; nil where
// that is nothing.
func (p *pass) reference(n reading.Naming) *reference {
	if p.listed == nil {
		p.listed = &references{known: map[reading.Naming]*reference{}}
	}
	r, made := p.listed.known[n]
	if !made {
		r = &reference{
			Naming: n, valid: map[string]bool{}, loose: map[string]string{}, instead: map[string][]string{}, judged: map[string]judgement{},
		}
		r.fill(p.opts.Inventory, inventory.Stock(p.Target))
		p.listed.known[n] = r
	}
	if !r.listed {
		return nil
	}
	return r
}

// add takes a name; shown says that it can be suggested.
func (r *reference) add(name string, valid, shown bool) {
	if name == "" {
		return
	}
	was, there := r.valid[name]
	r.valid[name] = was || valid
	if there || !shown {
		return
	}
	r.names = append(r.names, name)
	loose := diag.Loose(name)
	if other, taken := r.loose[loose]; taken && other != name {
		name = "" // two of them
	}
	r.loose[loose] = name
}

// mix notes another way to name something.
func (r *reference) mix(text, meant string) {
	if text != "" && text != meant && !slices.Contains(r.instead[text], meant) {
		r.instead[text] = append(r.instead[text], meant)
	}
}

// fill takes what the inventory tells. stock has what no system is without.
func (r *reference) fill(inv, stock *inventory.Inventory) {
	if inv == nil {
		return
	}
	r.listed, r.complete = inv.Listed[r.Kind] && (inv == stock || !inv.OnlyStock(stock)), inv.Complete(r.Kind)
	switch r.Kind {
	case "agents":
		r.fillAgents(inv)
	case "roles":
		for _, role := range inv.Roles {
			r.add(role.Name, role.Valid(), true)
		}
	case "customers":
		r.fillCustomers(inv)
	case "customer_users":
		for _, u := range inv.CustomerUsers {
			r.add(u.Name, u.Valid(), true)
		}
	case "dynamic_fields":
		r.fillFields(inv, stock)
	case "processes":
		r.fillProcesses(inv)
	default:
		r.fillTable(tableOf(inv, r.Kind), tableOf(stock, r.Kind))
	}
}

// tableOf is the table of a kind; nil where it is no such.
func tableOf(inv *inventory.Inventory, kind string) *inventory.Table {
	return map[string]*inventory.Table{
		"queues": &inv.Queues, "states": &inv.States, "priorities": &inv.Priorities, "types": &inv.Types, "services": &inv.Services,
		"slas": &inv.SLAs, "locks": &inv.Locks, "groups": &inv.Groups,
	}[kind]
}

func (r *reference) fillTable(t, stock *inventory.Table) {
	if t == nil {
		return
	}
	switch r.By {
	case reading.ByName:
		for _, e := range t.Entities {
			r.add(e.Name, e.Valid(), true)
		}
	case reading.ByID:
		for _, e := range t.Entities {
			r.complete = r.complete && e.ID != ""
			r.add(e.ID, e.Valid(), false)
			if e.ID != "" {
				r.mix(e.Name, e.ID)
			}
		}
	case reading.ByType:
		for _, e := range t.Entities {
			name := e.Attr("TypeName")
			r.complete = r.complete && name.Kind == inventory.Text
			r.add(name.Text, true, true)
		}
		for _, e := range stock.Entities {
			r.add(e.Attrs["TypeName"].Text, true, true)
		}
	}
	if r.complete {
		return
	}
	for _, e := range stock.Entities { // every system has them, as far as anybody knows
		if r.By == reading.ByName {
			r.add(e.Name, true, false)
		}
	}
}

// fillAgents: without the setting that orders first and last names all orders count.
func (r *reference) fillAgents(inv *inventory.Inventory) {
	_, ordered := inv.Settings["FirstnameLastnameOrder"]
	for _, a := range inv.Agents {
		shown := inv.DisplayName(a)
		known := shown.Kind == inventory.Text && shown.Text != ""
		var names []string
		if known {
			names = displayNames(inv, a, ordered)
		}
		switch r.By {
		case reading.ByName:
			r.add(a.Name, a.Valid(), true)
			for _, name := range names {
				r.mix(name, a.Name)
			}
		case reading.ByID:
			r.complete = r.complete && a.ID != ""
			r.add(a.ID, a.Valid(), false)
			if a.ID != "" {
				r.mix(a.Name, a.ID)
			}
		case reading.ByShown:
			r.complete = r.complete && known
			for i, name := range names {
				r.add(name, a.Valid(), i == 0)
			}
			if known {
				r.mix(a.Name, shown.Text)
			}
		case reading.ByFormer:
			r.complete = false
			if known {
				former := `[RegExp]^\d+: ` + quoted(names[0])
				for _, name := range append(names, a.Name) {
					r.mix(name, former)
				}
			}
		}
	}
	for text := range r.instead { // whoever has it for a name is meant
		if _, there := r.valid[text]; there {
			delete(r.instead, text)
		}
	}
}

// displayNames are the ways in which lists may show an agent, the likeliest first; that
// of an absent one also as it is on other days.
func displayNames(inv *inventory.Inventory, a *inventory.Agent, ordered bool) []string {
	present := *a
	present.Attrs = inventory.Attrs{}
	for name, v := range a.Attrs {
		if name != "OutOfOfficeMessage" {
			present.Attrs[name] = v
		}
	}
	names := []string{inv.DisplayName(&present).Text, inv.DisplayName(a).Text}
	first, last := a.Attr("UserFirstname"), a.Attr("UserLastname")
	if !ordered && first.Kind == inventory.Text && last.Kind == inventory.Text {
		for order := range 10 {
			names = append(names, inventory.DisplayName(strconv.Itoa(order), first.Text, last.Text, a.Name))
		}
	}
	return names
}

// fillCustomers: a customer user may have a customer id of which there is no company.
func (r *reference) fillCustomers(inv *inventory.Inventory) {
	for _, c := range inv.Customers {
		r.add(c.ID, c.Valid(), true)
		if name := c.Attr("CustomerCompanyName"); name.Kind == inventory.Text {
			r.mix(name.Text, c.ID)
		}
	}
	r.complete = r.complete && inv.Complete("customer_users")
	for _, u := range inv.CustomerUsers {
		id := u.Attr("UserCustomerID")
		r.complete = r.complete && id.Kind != inventory.Unknown
		r.add(id.Text, true, true)
	}
	for text := range r.instead {
		if _, there := r.valid[text]; there {
			delete(r.instead, text)
		}
	}
}

func (r *reference) fillFields(inv, stock *inventory.Inventory) {
	if r.By == reading.ByField {
		for _, f := range inv.DynamicFields {
			r.add(f.Name, f.ValidID == "" || f.ValidID == "1", true)
		}
		for _, f := range stock.DynamicFields {
			r.add(f.Name, true, false)
		}
		return
	}
	f := inv.DynamicFieldByName(r.Field)
	if r.listed = f != nil && f.Keys != nil; !r.listed {
		return
	}
	r.complete = !inv.Open["DynamicField_"+r.Field]
	for _, key := range f.Keys {
		label := cmp.Or(f.Labels[key], key)
		switch r.By {
		case reading.ByLabel:
			r.add(label, true, true)
			r.mix(key, label)
		default:
			r.add(key, true, true)
			r.mix(label, key)
		}
	}
	for text := range r.instead {
		if _, there := r.valid[text]; there {
			delete(r.instead, text)
		}
	}
}

func (r *reference) fillProcesses(inv *inventory.Inventory) {
	switch r.By {
	case reading.ByName:
		for _, x := range inv.Processes {
			r.add(x.ID, x.State != "Inactive", true)
			r.mix(x.Name, x.ID)
		}
	case reading.ByActivity:
		for _, x := range inv.Processes {
			for _, id := range x.Activities {
				r.add(id, true, true)
			}
			r.complete = r.complete && x.Activities != nil
		}
		for _, x := range inv.Activities {
			r.add(x.ID, true, true)
			r.mix(x.Name, x.ID)
		}
	case reading.ByDialog:
		for _, x := range inv.Processes {
			r.complete = r.complete && x.Activities != nil
		}
		for _, x := range inv.Activities {
			for _, id := range x.Dialogs {
				r.add(id, true, true)
			}
			r.complete = r.complete && x.Dialogs != nil
		}
		for _, x := range inv.Dialogs {
			r.add(x.ID, true, true)
			r.mix(x.Name, x.ID)
		}
	}
}
