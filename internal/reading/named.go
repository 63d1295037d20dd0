package reading

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
)

// By says by what an item names something.
type By uint8

// The ways.
const (
	ByName       By = iota // its full name; of people the login
	ByID                   // its id in the database
	ByShown                // an agent's name as lists show it
	ByFormer               // the same with a number before it: former owners
	ByType                 // the type of a state
	ByCustomerID           // the id of a company, or one that a customer user has
	ByKey                  // the key of a dynamic field's value
	ByLabel                // what is shown for it
	ByField                // a dynamic field's name, without prefix
	ByActivity             // the entity id of an activity
	ByDialog               // the entity id of an activity dialog
)

// Naming is what the items of a list name: things of a kind, which is called as in an
// inventory.
type Naming struct {
	Kind  string // queues, states, …, agents, dynamic_fields, processes
	By    By
	Field string // of ByKey and ByLabel: the name of the field, without prefix
}

// Names tells what the items of a list name; ok is false where that is
// nothing that an inventory lists.
func (r Reader) Names(l *List) (n Naming, ok bool) {
	if field, isField := strings.CutPrefix(l.Attr, "DynamicField_"); isField {
		if l.Area != "Ticket" && l.Area != "DynamicField" || field == "" {
			return n, false
		}
		n = Naming{Kind: "dynamic_fields", By: ByKey, Field: field}
		if !l.Block.IsMatch() && !r.Target.Switches.FieldKeys {
			n.By = ByLabel
		}
		return n, true
	}
	agent := l.Area == "User" || l.Area == "Owner" || l.Area == "Responsible"
	switch {
	case agent && l.Attr == "Role":
		return Naming{Kind: "roles"}, true
	case (agent || l.Area == "CustomerUser") && strings.HasPrefix(l.Attr, "Group_"):
		return Naming{Kind: "groups"}, true
	case !l.Block.IsMatch():
		return r.namedByChange(l)
	case l.Area == "Ticket":
		n = namedByTicket(l.Attr)
	default:
		n = namedByArea(l.Area, l.Attr)
	}
	return n, n.Kind != ""
}

// namedByChange is Names for lists of candidates (semantics, "Candidate data per
// sub-type").
func (r Reader) namedByChange(l *List) (n Naming, ok bool) {
	switch {
	case l.Area == "Process":
		return Naming{Kind: "processes"}, true
	case l.Area == "ActivityDialog":
		return Naming{Kind: "processes", By: ByDialog}, true
	case l.Area == "Form":
		return Naming{Kind: "dynamic_fields", By: ByField}, true
	case l.Area != "Ticket":
		return n, false
	}
	switch l.Attr {
	case "Owner", "NewOwner", "Responsible", "NewResponsible":
		n = Naming{Kind: "agents", By: ByShown}
		if r.Target.Switches.UserLists == product.Logins {
			n.By = ByName
		}
	case "OldOwner":
		n = Naming{Kind: "agents", By: ByFormer}
	default:
		n.Kind = product.KindOf(l.Attr)
	}
	return n, n.Kind != ""
}

func namedByTicket(attr string) Naming {
	if kind := product.KindOf(attr); kind != "" {
		return Naming{Kind: kind}
	}
	if name, isID := strings.CutSuffix(attr, "ID"); isID && product.KindOf(name) != "" {
		return Naming{Kind: product.KindOf(name), By: ByID}
	}
	switch attr {
	case "Lock":
		return Naming{Kind: "locks"}
	case "LockID":
		return Naming{Kind: "locks", By: ByID}
	case "GroupID":
		return Naming{Kind: "groups", By: ByID}
	case "StateType":
		return Naming{Kind: "states", By: ByType}
	case "Owner", "Responsible":
		return Naming{Kind: "agents"}
	case "OwnerID", "ResponsibleID":
		return Naming{Kind: "agents", By: ByID}
	}
	return Naming{} // CustomerID and CustomerUserID may be any text
}

func namedByArea(area, attr string) Naming {
	kind := product.KindOf(area)
	switch {
	case area == "State" && attr == "TypeName":
		return Naming{Kind: kind, By: ByType}
	case area == "Queue" && attr == "GroupID":
		return Naming{Kind: "groups", By: ByID}
	case kind != "" && attr == "Name":
		return Naming{Kind: kind}
	case kind != "" && (attr == "ID" || attr == area+"ID"):
		return Naming{Kind: kind, By: ByID}
	}
	switch area + "." + attr {
	case "User.UserLogin", "Owner.UserLogin", "Responsible.UserLogin":
		return Naming{Kind: "agents"}
	case "User.UserID", "Owner.UserID", "Responsible.UserID":
		return Naming{Kind: "agents", By: ByID}
	case "CustomerUser.UserLogin":
		return Naming{Kind: "customer_users"}
	case "CustomerUser.UserCustomerID":
		return Naming{Kind: "customers", By: ByCustomerID}
	case "Process.ProcessEntityID":
		return Naming{Kind: "processes"}
	case "Process.ActivityEntityID":
		return Naming{Kind: "processes", By: ByActivity}
	case "Process.ActivityDialogEntityID":
		return Naming{Kind: "processes", By: ByDialog}
	}
	return Naming{}
}

// Noun is one of a kind in words: queue, agent, process.
func (n Naming) Noun() string {
	switch n.By {
	case ByType:
		return "state type"
	case ByCustomerID:
		return "customer"
	case ByKey, ByLabel:
		return "value of " + n.Field
	case ByField:
		return "dynamic field"
	case ByActivity:
		return "activity"
	case ByDialog:
		return "activity dialog"
	}
	noun := map[string]string{"slas": "SLA", "priorities": "priority", "processes": "process", "customer_users": "customer user"}[n.Kind]
	if noun == "" {
		noun = strings.TrimSuffix(n.Kind, "s")
	}
	if n.By == ByID {
		noun += " with the id"
	}
	return noun
}

// IsPlainName reports whether a scalar can be taken for a name: a text of its own, and
// nothing that could have been meant as a modifier or a pattern.
func (r Reader) IsPlainName(it *acl.Value) (name string, ok bool) {
	if it.Kind != acl.String && it.Kind != acl.Number {
		return "", false
	}
	m, rest := r.Split(it.Text)
	if m != acl.Plain && m != acl.Not || rest == "" || strings.TrimSpace(rest) != rest || m == acl.Plain && strings.HasPrefix(rest, "[") {
		return "", false
	}
	return rest, true
}
