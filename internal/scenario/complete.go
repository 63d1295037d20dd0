package scenario

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// reference is an attribute of tickets that names an entity.
type reference struct {
	attr, kind string
	always     bool // every stored ticket has it
}

func references() []reference {
	return []reference{
		{"Queue", "queues", true}, {"State", "states", true}, {"Priority", "priorities", true}, {"Lock", "locks", true},
		{"Type", "types", true}, {"Service", "services", false}, {"SLA", "slas", false},
		{"Owner", "agents", true}, {"Responsible", "agents", true},
	}
}

func newRun(s *Scenario, w *World, screen *product.Screen) (*run, error) {
	inv := *cmp.Or(w.Inventory, w.Stock, &inventory.Inventory{})
	r := &run{s: s, w: w, screen: screen, inv: &inv, moment: momentOf(s, screen), process: s.Process, fields: map[string]*entry{}}
	if err := r.setPerson(); err != nil {
		return nil, err
	}
	if s.Ticket != nil {
		r.ticket = maps.Clone(s.Ticket)
		r.completeTicket()
	}
	r.completeProcess()
	return r, r.completeForm()
}

// momentOf: functions of the ticket API know but one moment.
func momentOf(s *Scenario, screen *product.Screen) Moment {
	if screen.Setter {
		return Save
	}
	return s.Moment
}

// setPerson finds who acts. A login that nobody knows is a person of whom only
// the login is known.
func (r *run) setPerson() error {
	if r.screen.Customer {
		p := r.s.Customer
		if p == nil {
			return fmt.Errorf("%s is a screen of customers: name a customer, not an agent", r.screen.Name)
		}
		known := r.inv.CustomerUserByLogin(p.Login)
		if known == nil || len(p.Attrs) > 0 {
			u := &inventory.CustomerUser{Entity: r.openPerson(p, p.Login)}
			if known != nil {
				*u = *known
				u.Attrs = maps.Clone(known.Attrs)
				maps.Copy(u.Attrs, p.Attrs)
			}
			r.inv.CustomerUsers = append([]*inventory.CustomerUser{u}, r.inv.CustomerUsers...)
		}
		r.personKey, r.person = "CustomerUserID", inventory.TextValue(p.Login)
		return nil
	}
	p := r.s.Agent
	if p == nil {
		return fmt.Errorf("%s is a screen of agents: name an agent, not a customer", r.screen.Name)
	}
	known := r.inv.AgentByLogin(p.Login)
	switch {
	case known == nil:
		r.agent = &inventory.Agent{Entity: r.openPerson(p, p.Attrs["UserID"].Text)}
	default:
		r.agent = r.overlaid(known, p)
	}
	if r.agent != known || r.agent.ID == "" {
		a := *r.agent
		// An id that no product gives, so that the call finds this person.
		a.ID = cmp.Or(a.ID, "login:"+p.Login)
		r.agent = &a
		r.inv.Agents = append([]*inventory.Agent{r.agent}, r.inv.Agents...)
	}
	r.personKey, r.person = "UserID", inventory.TextValue(r.agent.ID)
	return nil
}

// overlaid is an agent of the inventory with the attributes that the scenario
// tells instead; groups told there are all that is known about groups.
func (r *run) overlaid(known *inventory.Agent, p *Person) *inventory.Agent {
	if len(p.Attrs) == 0 {
		return known
	}
	a := *known
	a.Attrs = maps.Clone(known.Attrs)
	a.Attrs["Role"] = r.inv.AgentRoles(known)
	maps.Copy(a.Attrs, p.Attrs)
	for name := range p.Attrs {
		if strings.HasPrefix(name, "Group_") {
			a.Groups, a.Roles, a.GroupsKnown = nil, nil, false
		}
	}
	return &a
}

func (r *run) openPerson(p *Person, id string) inventory.Entity {
	attrs := maps.Clone(p.Attrs)
	if attrs == nil {
		attrs = inventory.Attrs{}
	}
	if p.Login != "" {
		attrs["UserLogin"] = inventory.TextValue(p.Login)
	}
	return inventory.Entity{ID: id, Name: p.Login, Attrs: attrs, Open: true}
}

// completeTicket adds the ids of named entities, the names of ids and what
// follows from them. What nobody says is unknown where every ticket has it,
// and unset where a ticket may do without.
func (r *run) completeTicket() {
	if !r.ticket["TicketID"].Defined() {
		r.ticket["TicketID"] = inventory.TextValue("1")
	}
	r.nameTicket()
	for _, ref := range references() {
		if ref.always {
			r.unsaid(ref.attr)
			r.unsaid(ref.attr + "ID")
		}
	}
	for _, attr := range []string{"StateType", "GroupID", "TicketNumber", "Title", "Created", "Age"} {
		r.unsaid(attr)
	}
	if truthy(r.ticket["CustomerUserID"]) {
		r.unsaid("CustomerID")
	}
}

// unsaid marks an attribute of the ticket that nobody tells as unknown.
func (r *run) unsaid(attr string) {
	if _, told := r.ticket[attr]; !told {
		r.ticket[attr] = inventory.UnknownValue("the scenario does not say " + attr + " of the ticket")
	}
}

// nameTicket completes the pairs of id and name of the stored ticket.
func (r *run) nameTicket() {
	for _, ref := range references() {
		id, name := r.ticket[ref.attr+"ID"], r.ticket[ref.attr]
		switch {
		case name.Kind == inventory.Text && name.Text != "" && !id.Defined():
			r.openEntity(ref.kind, name.Text)
			r.ticket[ref.attr+"ID"] = r.idOf(ref.kind, name)
		case id.Kind == inventory.Text && id.Text != "" && !name.Defined():
			r.ticket[ref.attr] = r.nameOf(ref.kind, id)
		}
	}
	derive := func(from, kind, attr, to string) {
		if _, told := r.ticket[to]; told || r.ticket[from].Kind != inventory.Text {
			return
		}
		if e := table(r.inv, kind).ByName(r.ticket[from].Text); e != nil {
			r.ticket[to] = e.Attr(attr)
		}
	}
	derive("Queue", "queues", "GroupID", "GroupID")
	derive("State", "states", "TypeName", "StateType")
}

// openEntity makes an entry for a name that the inventory lacks: something of
// that name of which nothing else is known.
func (r *run) openEntity(kind, name string) {
	if kind == "agents" {
		if r.inv.AgentByLogin(name) == nil {
			a := &inventory.Agent{Entity: r.openPerson(&Person{Login: name}, "login:"+name)}
			r.inv.Agents = append(slices.Clip(r.inv.Agents), a)
		}
		return
	}
	t := table(r.inv, kind)
	if t.ByName(name) == nil {
		e := &inventory.Entity{Name: name, Attrs: inventory.Attrs{"Name": inventory.TextValue(name)}, Open: true}
		t.Entities = append(slices.Clip(t.Entities), e)
	}
}

// completeForm puts the fields of the screen into the state in which the page
// delivers them, and what was chosen on top.
func (r *run) completeForm() error {
	for _, f := range r.screen.Fields {
		e := &entry{field: f}
		r.fields[f.Name] = e
		if r.s.Posted || !r.on(f) || f.Unsent && r.moment != First {
			continue
		}
		e.sent = true
		r.preselect(e)
	}
	r.dynamic = map[string]inventory.Value{}
	if !r.s.Posted && r.moment != First {
		for _, f := range r.shown() {
			r.dynamic["DynamicField_"+f.Name] = r.delivered(f)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.s.Form)) {
		if err := r.choose(name, r.s.Form[name]); err != nil {
			return err
		}
	}
	r.changed = r.changedElements()
	return nil
}

// changedElements is the form element that changed; where the scenario does not
// say which, all that it chose.
func (r *run) changedElements() []string {
	element := func(name string) string {
		for _, f := range r.screen.Fields {
			if f.Attr != "" && (name == f.Attr || name == f.Attr+"ID") {
				return f.Name
			}
		}
		return name
	}
	if r.s.Changed != "" {
		return []string{element(r.s.Changed)}
	}
	var elements []string
	for _, name := range slices.Sorted(maps.Keys(r.s.Form)) {
		elements = append(elements, element(name))
	}
	return elements
}

// on reports whether a field is on the screen.
func (r *run) on(f product.Field) bool {
	if r.screen.Dialog && f.Attr != "" {
		d := r.dialog(r.process.ActivityDialogEntityID)
		return d == nil || slices.Contains(d.Fields, f.Attr) || f.Attr == "CustomerUser"
	}
	if c := r.configured(); c != nil {
		if on, told := c.Fields[f.Attr]; told {
			return on
		}
	}
	return !f.Off
}

// configured is what the inventory says about the screen.
func (r *run) configured() *inventory.Screen {
	for _, s := range r.inv.Screens {
		if s.Name == r.screen.Name || s.Name == r.screen.ActionName() {
			return s
		}
	}
	return nil
}

// preselect puts a field into the state in which the page shows it. On the first
// display that is the initial value, even one that is not offered; the page that
// a later change comes from has it replaced.
func (r *run) preselect(e *entry) {
	f := e.field
	e.set(r.first(f.Initial, ""))
	if f.Default == "" || r.moment == First {
		return
	}
	name := r.nameOf(kindOf(f.Attr), e.value).Text
	if name == "" && e.raw != "" {
		return // nobody knows what is stored, nor whether it is offered
	}
	a := Asked{Call: simulate.Call{ReturnType: "Ticket", ReturnSubType: f.Attr}}
	r.offer(&a, product.List{})
	offered := func(name string) bool {
		return slices.ContainsFunc(a.Call.Data, func(c simulate.Candidate) bool { return c.Name == name })
	}
	if !offered(name) && offered(f.Default) {
		r.chooseNamed(e, inventory.TextValue(f.Default))
	}
}

// delivered is what a browser sends of a dynamic field that nobody touched.
func (r *run) delivered(f *inventory.DynamicField) inventory.Value {
	v := r.displayed(f)
	switch {
	case v.Kind == inventory.Unknown:
	case f.Type == "Checkbox" && !v.IsTrue():
		return inventory.TextValue("0")
	case f.Type == "Dropdown" && !v.IsTrue() && !f.PossibleNone && len(f.Keys) > 0:
		return inventory.TextValue(f.Keys[0])
	case !v.Defined():
		return inventory.TextValue("")
	}
	return v
}

func (e *entry) set(v inventory.Value) {
	e.value, e.raw = v, cmp.Or(v.Text, v.Why)
	if e.field.Label && !truthy(v) {
		e.raw, e.value = "||-", inventory.TextValue("")
	}
}

// choose sets one field: by the name of its form element, or by the product's
// name for an id or a name.
func (r *run) choose(name string, v inventory.Value) error {
	if field, ok := strings.CutPrefix(name, "DynamicField_"); ok {
		r.dynamic["DynamicField_"+field] = v
		return nil
	}
	var valid []string
	for _, f := range r.screen.Fields {
		e := r.fields[f.Name]
		switch name {
		case f.Name, f.Attr + "ID":
			e.sent = true
			if id, _, labelled := strings.Cut(v.Text, "||"); labelled && f.Label {
				e.raw, e.value = v.Text, inventory.TextValue(id)
				return nil
			}
			e.set(v)
			if r.s.Posted {
				e.raw = v.Text
			}
			return nil
		case f.Attr:
			r.chooseNamed(e, v)
			return nil
		}
		if f.Attr != "" {
			valid = append(valid, f.Attr)
		}
		valid = append(valid, f.Name)
	}
	return fmt.Errorf("%s has no field %q: did you mean %s?", r.screen.Name, name, diag.Nearest(name, valid))
}

func (r *run) chooseNamed(e *entry, v inventory.Value) {
	e.sent = true
	if e.field.ByName || v.Kind != inventory.Text || v.Text == "" {
		e.set(v)
		return
	}
	kind := kindOf(e.field.Attr)
	r.openEntity(kind, v.Text)
	e.set(r.idOf(kind, v))
}

func kindOf(attr string) string {
	for _, ref := range references() {
		if ref.attr == attr {
			return ref.kind
		}
	}
	return "agents"
}
