package scenario

import (
	"sync"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// offers are lists that many scenarios of one world share: those that depend on
// its inventory and what is in the key, and on nothing else.
type offers struct {
	mu    sync.Mutex
	lists map[listKey]offered
}

// listKey is what a shared list depends on besides the world.
type listKey struct {
	question, screen, permission string
	kind                         product.ListKind
	of                           string
	agent                        *inventory.Agent // of the inventory
}

// maxOffers is how many lists are kept before all are made anew.
const maxOffers = 1024

func (o *offers) get(key listKey) (offered, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	l, ok := o.lists[key]
	return l, ok
}

func (o *offers) put(key listKey, l offered) {
	l.data = l.data[:len(l.data):len(l.data)]
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.lists == nil || len(o.lists) >= maxOffers {
		o.lists = map[listKey]offered{}
	}
	o.lists[key] = l
}

// listKey says what the list of a question depends on; false where it is of this
// scenario only, which may also have opened entries of its own.
func (r *run) listKey(c *simulate.Call, l product.List) (listKey, bool) {
	key := listKey{question: c.Question(), kind: l.Kind, of: l.Of}
	switch c.ReturnType {
	case "Action":
		key.screen = r.screen.ActionName()
		return key, true
	case "Ticket":
	default:
		return key, false
	}
	if r.opened[product.KindOf(c.ReturnSubType)] {
		return key, false
	}
	switch c.ReturnSubType {
	case "Queue":
		if l.Kind == product.ListAllQueues || r.agent == nil {
			key.kind = product.ListAllQueues
			return key, true
		}
		key.permission, key.agent = c.Params["Type"].Text, r.agent
		return key, !r.ownAgent
	case "State":
		key.screen = r.screen.Name
		if r.screen.StateTypes != "" {
			key.screen = r.screen.StateTypes
		}
		return key, true
	case "Priority", "Type":
		return key, true
	case "Service":
		return key, r.servedBy(c.Params["CustomerUserID"]) == nil
	case "SLA", "Owner", "NewOwner", "Responsible", "NewResponsible", "OldOwner":
		return key, false
	}
	return key, true // a dynamic field
}
