package simulate

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
)

// agentSection is an agent with the groups and roles that permissions give;
// they are computed when a condition asks for them.
type agentSection struct {
	inv   *inventory.Inventory
	agent *inventory.Agent
	roles bool // the engine knows roles
}

func (s agentSection) Attr(name string) inventory.Value {
	if name == "Role" && !s.roles {
		return inventory.Value{}
	}
	if v, told := s.agent.Attrs[name]; told {
		return v
	}
	var v inventory.Value
	switch p, ok := permission(name, s.inv.Permissions()); {
	case name == "Role":
		v = s.inv.AgentRoles(s.agent)
	case ok:
		v = s.inv.AgentGroups(s.agent, p)
	case !strings.HasPrefix(name, groupPrefix):
		v = s.agent.Attr(name)
	}
	return unknownOf(v, s.agent.Name, name)
}

func (s agentSection) Names() []string { return attrs(s.inv.AgentAttrs(s.agent)).Names() }

// unknownAgent is an agent of whom nothing is known but what is given, and that
// agents have groups for the permissions of the system only.
type unknownAgent struct {
	unknownSection
	inv   *inventory.Inventory
	roles bool
}

func (s unknownAgent) Attr(name string) inventory.Value {
	if name == "Role" && !s.roles {
		return inventory.Value{}
	}
	if strings.HasPrefix(name, groupPrefix) {
		if _, ok := permission(name, s.inv.Permissions()); !ok {
			return inventory.Value{}
		}
	}
	return s.unknownSection.Attr(name)
}

// groupPrefix is what attributes begin with that hold the groups of a person.
const groupPrefix = "Group_"

// permission returns the permission of an attribute Group_<permission>, if the
// system has it.
func permission(attr string, all []string) (string, bool) {
	p, ok := strings.CutPrefix(attr, groupPrefix)
	if !ok {
		return "", false
	}
	for _, have := range all {
		if have == p {
			return p, true
		}
	}
	return "", false
}

// customerSection is a customer user with the groups that permissions give.
type customerSection struct {
	inv  *inventory.Inventory
	user *inventory.CustomerUser // nil where nobody has the login
}

func (s customerSection) Attr(name string) inventory.Value {
	if s.user != nil {
		if v, told := s.user.Attrs[name]; told {
			return v
		}
	}
	var v inventory.Value
	switch p, ok := permission(name, s.inv.CustomerPermissions()); {
	case ok:
		v = s.inv.CustomerUserGroups(s.user, p)
	case s.user == nil, noCustomerHas(name):
		return v
	default:
		v = s.user.Attr(name)
	}
	if s.user == nil {
		return v
	}
	return unknownOf(v, s.user.Name, name)
}

// noCustomerHas knows attributes that agents have and customer users never
// (gotcha "CustomerUser.Role: no such data"): roles, and groups for permissions
// that the system does not have.
func noCustomerHas(name string) bool { return name == "Role" || strings.HasPrefix(name, groupPrefix) }

// unknownCustomer is a customer user of whom nothing is known but what is given.
type unknownCustomer struct {
	unknownSection
	inv *inventory.Inventory
}

func (s unknownCustomer) Attr(name string) inventory.Value {
	if _, ok := permission(name, s.inv.CustomerPermissions()); !ok && noCustomerHas(name) {
		return inventory.Value{}
	}
	return s.unknownSection.Attr(name)
}

// unknownOf makes what is unknown of one person and attribute differ from what
// is unknown of others for the same reason.
func unknownOf(v inventory.Value, login, attr string) inventory.Value {
	if v.Kind == inventory.Unknown {
		v.Of = login + " " + attr
	}
	return v
}

func (s customerSection) Names() []string {
	if s.user == nil {
		return attrs(s.inv.CustomerUserAttrs("")).Names()
	}
	return attrs(s.inv.CustomerUserAttrs(s.user.Name)).Names()
}

// user fills the section User, the acting agent; both sets share it. Customer
// sessions have no user.
func (g *gatherer) user() {
	id := g.param("UserID")
	if !given(id) || !g.engine.needs.has("User") {
		return
	}
	s := g.agent(id, inventory.Value{})
	g.now["User"], g.db["User"] = s, s
}

// agent is the section of an agent, by id or by login. One that nobody has
// still gives groups and roles, all empty.
func (g *gatherer) agent(id, login inventory.Value) Section {
	var a *inventory.Agent
	switch {
	case id.Kind == inventory.Text:
		a = g.inv.AgentByID(id.Text)
	case login.Kind == inventory.Text:
		a = g.inv.AgentByLogin(login.Text)
	case id.Text != "": // of an unknown id the login may be known
		login = inventory.TextValue(id.Text)
		a = g.inv.AgentByLogin(id.Text)
	}
	switch {
	case a != nil:
		if g.engine.target.Switches.InvalidAgentsKeepGroups && !a.Valid() {
			kept := *a
			kept.ValidID = "1"
			a = &kept
		}
		return agentSection{g.inv, a, g.engine.target.Switches.Database}
	case g.inv.Complete("agents") && (id.Kind == inventory.Text || login.Kind == inventory.Text):
		return agentSection{g.inv, &inventory.Agent{GroupsKnown: true}, g.engine.target.Switches.Database}
	}
	known := attrs{}
	who := "an agent"
	if id.Kind == inventory.Text {
		known["UserID"] = id
		who = "the agent with id " + id.Text
	}
	if login.Kind == inventory.Text {
		known["UserLogin"] = login
		who = "agent " + login.Text
	}
	why := "the inventory does not know " + who
	if len(known) == 0 && id.Why != "" {
		why = id.Why
	}
	return unknownAgent{unknownSection{known, why, id.Why + login.Why}, g.inv, g.engine.target.Switches.Database}
}

// customerUser fills the section CustomerUser: the customer that the form
// names, if some ACL asks for customers, else the ticket's.
func (g *gatherer) customerUser() {
	needed := g.engine.needs.has("CustomerUser")
	if login := g.param("CustomerUserID"); given(login) && needed {
		s := g.customer(login)
		g.now["CustomerUser"] = s
		g.ticket.set("CustomerUserID", s.Attr("UserLogin"))
		g.ticket.set("CustomerID", s.Attr("UserCustomerID"))
	} else if login := g.ticket.Attr("CustomerUserID"); isString(login) {
		g.now["CustomerUser"] = g.customer(login)
	}
	if login := g.ticketDB["CustomerUserID"]; isString(login) && needed {
		g.db["CustomerUser"] = g.customer(login)
	}
}

// isString reports whether a value is a string with something in it.
func isString(v inventory.Value) bool {
	return v.Kind == inventory.Unknown || v.Kind == inventory.Text && v.Text != ""
}

func (g *gatherer) customer(login inventory.Value) Section {
	if login.Kind == inventory.Text {
		if u := g.inv.CustomerUserByLogin(login.Text); u != nil {
			return customerSection{g.inv, u}
		}
		if g.inv.Complete("customer_users") {
			return customerSection{g.inv, nil}
		}
		return unknownCustomer{unknownSection{attrs{"UserLogin": login}, "the inventory does not know customer user " + login.Text, ""}, g.inv}
	}
	return unknownCustomer{unknownSection{attrs{}, login.Why, login.Of}, g.inv}
}
