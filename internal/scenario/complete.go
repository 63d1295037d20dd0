package scenario

import (
	"cmp"
	"maps"
	"slices"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
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

func newRun(s *Scenario, w *World, screen *product.Screen, held inventory.Attrs) (*run, error) {
	inv := *cmp.Or(w.Inventory, w.Stock, &inventory.Inventory{})
	r := &run{s: s, w: w, screen: screen, inv: &inv, moment: momentOf(s, screen), process: s.Process, fields: map[string]*entry{}, held: held}
	if err := r.setPerson(); err != nil {
		return nil, err
	}
	if s.Ticket != nil {
		r.ticket = make(inventory.Attrs, len(s.Ticket)+40) // what is completed besides
		maps.Copy(r.ticket, s.Ticket)
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
	for _, attr := range []string{
		"StateType", "GroupID", "TicketNumber", "Title", "Created", "CreateBy", "Changed", "ChangeBy", "Age", "ArchiveFlag",
		"UnlockTimeout", "UntilTime", "RealTillTimeNotUsed",
		"EscalationTime", "EscalationResponseTime", "EscalationUpdateTime", "EscalationSolutionTime",
	} {
		r.unsaid(attr)
	}
	if truthy(r.ticket["CustomerUserID"]) {
		r.unsaid("CustomerID")
	}
	// A ticket without a service or a customer has an empty string there.
	for _, attr := range []string{"ServiceID", "SLAID", "CustomerUserID", "CustomerID"} {
		if _, told := r.ticket[attr]; !told {
			r.ticket[attr] = inventory.TextValue("")
		}
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
		if r.opened == nil {
			r.opened = map[string]bool{}
		}
		r.opened[kind] = true
		t.Entities = append(slices.Clip(t.Entities), e)
	}
}
