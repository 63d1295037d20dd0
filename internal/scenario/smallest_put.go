package scenario

import (
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// put makes a scenario tell what a condition needs. It reports false where a
// scenario cannot.
func (w *walk) put(s *Scenario, t *tried, n *simulate.Need) bool {
	c := n.Condition
	stored := c.Block == acl.PropertiesDatabase
	switch c.Area {
	case "User":
		return s.Agent != nil && tell(s.Agent, c.Attr, n.Value)
	case "CustomerUser":
		return w.customer(s, stored, c.Attr, n.Value)
	case "Owner", "Responsible":
		for _, a := range w.World.Inventory.Agents {
			if a.Valid() && w.World.Inventory.AgentAttrs(a)[c.Attr].Equal(n.Value) {
				return set(s, stored, c.Area, inventory.TextValue(a.Name))
			}
		}
		return c.Attr == "UserLogin" && set(s, stored, c.Area, n.Value)
	case "Process":
		return process(s, c.Attr, n.Value)
	case "DynamicField":
		return set(s, stored, c.Attr, n.Value)
	case "Ticket":
		return w.ticket(s, stored, c.Attr, n.Value)
	case "Queue", "Service", "Type", "Priority", "SLA", "State":
		return w.entity(s, stored, c.Area, c.Attr, n.Value)
	}
	return false
}

// tell makes a person one of whom an attribute is told in place.
func tell(p *Person, attr string, v inventory.Value) bool {
	if attr == "UserLogin" {
		p.Login = v.Text
		return v.Kind == inventory.Text
	}
	if p.Attrs == nil {
		p.Attrs = inventory.Attrs{}
	}
	p.Attrs[attr], p.Inline = v, true
	if p.Login != "" {
		p.Attrs["UserLogin"] = inventory.TextValue(p.Login)
	}
	return true
}

// set puts a value into the ticket. It goes into the form where nothing is
// stored, and where what is stored has been set to something else.
func set(s *Scenario, stored bool, name string, v inventory.Value) bool {
	if s.Ticket == nil {
		return !stored && choose(s, name, v)
	}
	old, told := s.Ticket[name]
	_, chosen := s.Form[name]
	if !stored && (chosen || told) {
		// It is something else, or does not reach the question from there.
		if told && old.Equal(v) {
			delete(s.Ticket, name)
		}
		return choose(s, name, v)
	}
	s.Ticket[name] = v
	return true
}

func choose(s *Scenario, name string, v inventory.Value) bool {
	if s.Form == nil {
		s.Form = inventory.Attrs{}
	}
	s.Form[name] = v
	if s.Moment == First {
		s.Moment = Change
	}
	return true
}

func process(s *Scenario, attr string, v inventory.Value) bool {
	to := map[string]*string{
		"ProcessEntityID": &s.Process.ProcessEntityID, "ActivityEntityID": &s.Process.ActivityEntityID,
		"ActivityDialogEntityID": &s.Process.ActivityDialogEntityID,
	}[attr]
	if to == nil || v.Kind != inventory.Text {
		return false
	}
	*to = v.Text
	return true
}

// customer: on the screens of customers the person, elsewhere the customer of
// the ticket.
func (w *walk) customer(s *Scenario, stored bool, attr string, v inventory.Value) bool {
	if s.Customer != nil && !stored {
		return tell(s.Customer, attr, v)
	}
	name := "CustomerUserID"
	if s.Ticket == nil {
		name = "CustomerUser"
	}
	for _, u := range w.World.Inventory.CustomerUsers {
		if w.World.Inventory.CustomerUserAttrs(u.Name)[attr].Equal(v) {
			return set(s, stored, name, inventory.TextValue(u.Name))
		}
	}
	return attr == "UserLogin" && set(s, stored, name, v)
}

// ticket sets an attribute of Ticket: by the name of what it refers to where it
// refers to something.
func (w *walk) ticket(s *Scenario, stored bool, attr string, v inventory.Value) bool {
	for _, ref := range references() {
		if ref.kind == "agents" || ref.kind == "locks" {
			continue
		}
		switch attr {
		case ref.attr:
			return w.entity(s, stored, ref.attr, "Name", v)
		case ref.attr + "ID":
			return w.entity(s, stored, ref.attr, idName(ref.attr), v)
		}
	}
	switch attr {
	case "StateType":
		return w.entity(s, stored, "State", "TypeName", v)
	case "GroupID":
		return w.entity(s, stored, "Queue", "GroupID", v)
	case "CustomerUserID":
		return w.customer(s, stored, "UserLogin", v)
	case "CustomerID":
		if s.Ticket == nil {
			return w.customer(s, stored, "UserCustomerID", v)
		}
	case "OwnerID", "ResponsibleID":
		if a := w.World.Inventory.AgentByID(v.Text); a != nil {
			return set(s, stored, strings.TrimSuffix(attr, "ID"), inventory.TextValue(a.Name))
		}
	}
	if product.IsFreeField(attr) {
		attr = "DynamicField_" + attr // scenarios know them as what they became
	}
	if !isTicketKey(attr) || s.Ticket == nil && !strings.HasPrefix(attr, "DynamicField_") && attr != "Owner" && attr != "Responsible" {
		return false
	}
	return set(s, stored, attr, v)
}

// idName is what a section calls its id.
func idName(area string) string {
	switch area {
	case "Queue", "Service", "SLA":
		return area + "ID"
	}
	return "ID"
}

// entity sets a queue, state and the like by the name of the first that has the
// attribute. A name may be one that nobody knows.
func (w *walk) entity(s *Scenario, stored bool, area, attr string, v inventory.Value) bool {
	kind := kindOf(area)
	t := table(w.World.Inventory, kind)
	if attr == "Name" {
		if v.Kind != inventory.Text || t.Complete() && t.ByName(v.Text) == nil {
			return false
		}
		return set(s, stored, area, v)
	}
	for _, e := range t.Entities {
		if e.Valid() && e.Attr(attr).Equal(v) {
			return set(s, stored, area, inventory.TextValue(e.Name))
		}
	}
	return false
}

// equal reports whether two scenarios tell the same.
func equal(a, b *Scenario) bool {
	attrs := func(x, y inventory.Attrs) bool { return maps.EqualFunc(x, y, inventory.Value.Equal) }
	person := func(x, y *Person) bool {
		return (x == nil) == (y == nil) && (x == nil || x.Login == y.Login && attrs(x.Attrs, y.Attrs))
	}
	return attrs(a.Ticket, b.Ticket) && attrs(a.Form, b.Form) && person(a.Agent, b.Agent) && person(a.Customer, b.Customer) &&
		a.Process == b.Process && a.Moment == b.Moment
}

// shrink leaves out of a scenario everything without which the ACL acts too.
func (p *Prober) shrink(f *Found) *Found {
	for again := true; again; {
		again = false
		for i := 0; i < len(smaller(f.Scenario)) && !p.spent(); {
			p.tries++
			t := p.try(smaller(f.Scenario)[i])
			if t == nil {
				i++
				continue
			}
			if g := p.found(t); g != nil && g.Parts < f.Parts && (g.Unseen == "" || f.Unseen != "") {
				f, again = g, true
			} else {
				i++
			}
		}
	}
	return f
}

// smaller are the scenarios that tell one thing less.
func smaller(s *Scenario) []*Scenario {
	var out []*Scenario
	less := func(change func(c *Scenario)) {
		c := s.clone()
		change(c)
		out = append(out, c)
	}
	if s.Moment != First && len(s.Form) == 0 {
		less(func(c *Scenario) { c.Moment = First })
	}
	for _, name := range slices.Sorted(maps.Keys(s.Form)) {
		if len(s.Form) == 1 {
			less(func(c *Scenario) { c.Form, c.Moment = nil, First })
		}
		if len(s.Form) > 1 || s.Moment != Change { // a change is one of something
			less(func(c *Scenario) { delete(c.Form, name) })
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Ticket)) {
		less(func(c *Scenario) { delete(c.Ticket, name) })
	}
	for _, who := range []func(*Scenario) *Person{func(c *Scenario) *Person { return c.Agent }, func(c *Scenario) *Person { return c.Customer }} {
		p := who(s)
		if p == nil {
			continue
		}
		if p.Inline {
			less(func(c *Scenario) { who(c).Attrs, who(c).Inline = nil, false })
		}
		for _, name := range slices.Sorted(maps.Keys(p.Attrs)) {
			less(func(c *Scenario) {
				if delete(who(c).Attrs, name); name == "UserLogin" {
					who(c).Login = ""
				}
			})
		}
	}
	if s.Process != (Process{}) {
		less(func(c *Scenario) { c.Process.ActivityDialogEntityID = "" })
		less(func(c *Scenario) { c.Process.ActivityEntityID = "" })
		less(func(c *Scenario) { c.Process.ProcessEntityID = "" })
		less(func(c *Scenario) { c.Process = Process{} })
	}
	return out
}
