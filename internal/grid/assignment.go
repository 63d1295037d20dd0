package grid

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// assignment is one combination of a block.
type assignment struct {
	*space
	b          *block
	who        *person
	values     []inventory.Value
	upTo       int // values that are decided
	at         map[[2]string]int
	conditions []*simulate.Conditions // of touched ACLs that bear on the block
	moves      bool                   // fields may come to hold what nobody chose
	// known are what conditions were found to meet with what is decided so far: many
	// ACLs look at the same few attributes.
	known map[looked]met
	// looks are, of each of the conditions for which somebody asked, the attributes of
	// scenarios that they look at.
	looks []map[string]bool
	// held are, by conditions and attribute, the numbers of values with which the conditions
	// could hold when all were tried.
	held map[[2]int][]int
	// inVain is how often they could not with any.
	inVain map[[2]int]int
}

// looked is what a condition looks at.
type looked struct {
	block      acl.BlockName
	area, attr string
}

// met are the values that a condition can meet.
type met struct {
	values []inventory.Value
	known  bool
}

func newAssignment(sp *space, b *block) *assignment {
	a := &assignment{space: sp, b: b, values: make([]inventory.Value, len(b.dims)), at: map[[2]string]int{}, known: map[looked]met{}}
	for i, d := range b.dims {
		a.at[[2]string{stored(d.attr), map[bool]string{true: "chosen"}[d.chosen]}] = i
	}
	for i, s := range sp.sides() {
		for k, t := range sp.touched[i] {
			for q := range b.questions {
				if s.Engine.Bears(t, q) {
					a.conditions = append(a.conditions, sp.conditions[i][k])
					break
				}
			}
		}
	}
	for name := range sp.inv.Settings {
		a.moves = a.moves || strings.HasPrefix(name, "TicketACL::Autoselect") || strings.Contains(name, "###StateDefault") || strings.HasPrefix(name, "DynamicField::")
	}
	return a
}

// mayDiffer reports whether a touched ACL can match with what is decided so far.
func (a *assignment) mayDiffer(upTo int) bool {
	a.decide(upTo)
	return slices.ContainsFunc(a.conditions, func(c *simulate.Conditions) bool { return c.MayHold(a.met) })
}

// looksAt are the attributes of scenarios that some conditions look at.
func (a *assignment) looksAt(i int) map[string]bool {
	if a.looks == nil {
		a.looks = make([]map[string]bool, len(a.conditions))
	}
	if a.looks[i] == nil {
		out := map[string]bool{}
		a.conditions[i].MayHold(func(_ acl.BlockName, area, attr string) ([]inventory.Value, bool) {
			for _, t := range tellers(area, attr) {
				out[t] = true
			}
			return nil, false // so that it goes on to the next one
		})
		a.looks[i] = out
	}
	return a.looks[i]
}

// decide takes the first values for decided.
func (a *assignment) decide(upTo int) {
	a.upTo = upTo
	clear(a.known)
}

// met are the values that a condition can meet.
func (a *assignment) met(block acl.BlockName, area, attr string) ([]inventory.Value, bool) {
	at := looked{block, area, attr}
	m, done := a.known[at]
	if !done {
		m.values, m.known = a.find(block, area, attr)
		a.known[at] = m
	}
	return m.values, m.known
}

// find finds the values that a condition can meet.
func (a *assignment) find(block acl.BlockName, area, attr string) ([]inventory.Value, bool) {
	switch {
	case area == "User" && !a.b.screen.Customer, area == "CustomerUser" && a.b.screen.Customer && block == acl.Properties:
		v, told := a.who.attrs[attr]
		if !told || v.Kind == inventory.Unknown {
			return nil, false
		}
		// A screen may ask as the system, of which nothing is known.
		return []inventory.Value{v, {}}, area == "User"
	case area == "Frontend" && attr == "Action":
		return []inventory.Value{inventory.TextValue(a.b.screen.ActionName()), {}}, true
	case area == "Process", a.tellsPlace(attr):
		return a.atPlace(a.b.screen, a.b.bare.Process, area, attr)
	}
	tell := tellers(area, attr)
	if len(tell) != 1 {
		return nil, false
	}
	from, known := a.could(block, tell[0])
	if !known {
		return nil, false
	}
	out := from[:0]
	for _, v := range from {
		met, known := a.derive(tell[0], v, area, attr)
		if !known {
			return nil, false
		}
		out = append(out, met)
	}
	return out, true
}

// could are the values that an attribute can have while the screen asks.
func (a *assignment) could(block acl.BlockName, teller string) ([]inventory.Value, bool) {
	switch teller {
	case "Lock", "Owner": // opening a page may change them
		return nil, false
	case "CustomerUserID":
		if a.b.screen.Customer {
			return nil, false
		}
	}
	if a.moves {
		return nil, false
	}
	var out []inventory.Value
	stored, isStored := a.at[[2]string{teller, ""}]
	switch {
	case isStored && stored >= a.upTo:
		return nil, false
	case isStored:
		out = append(out, a.values[stored])
	case a.b.bare.Ticket != nil:
		out = append(out, a.base[teller])
	}
	field := teller
	if teller == "CustomerUserID" {
		field = "CustomerUser"
	}
	sends := a.b.bare.Moment == scenario.Save || a.b.screen.Setter
	if block == acl.PropertiesDatabase && !sends {
		return out, true
	}
	if !a.b.has(field) {
		for _, name := range []string{teller, teller + "ID", "New" + teller, "New" + teller + "ID", "Next" + teller + "ID"} {
			if a.b.passes[name] {
				return nil, false
			}
		}
		return append(out, inventory.Value{}), true
	}
	at, isChosen := a.at[[2]string{teller, "chosen"}]
	switch {
	case teller == "State", a.b.bare.Ticket == nil && !isChosen, isChosen && at >= a.upTo:
		return nil, false
	case isChosen && a.values[at].Defined():
		out = append(out, a.values[at])
	case a.b.bare.Ticket == nil:
		return nil, false
	}
	if f := a.inv.DynamicFieldByName(strings.TrimPrefix(teller, "DynamicField_")); f != nil && len(f.Keys) > 0 {
		return nil, false // the browser may choose
	}
	return append(out, inventory.Value{}), true
}

// isOne reports whether the combination is a scenario: a change is one of something.
func (a *assignment) isOne() bool {
	if a.b.bare.Moment != scenario.Change || len(a.b.bare.Form) > 0 {
		return true
	}
	for i, d := range a.b.dims {
		if d.chosen && a.values[i].Defined() {
			return true
		}
	}
	return false
}

// scenario is the combination.
func (a *assignment) scenario() *scenario.Scenario {
	s := a.b.bare.Clone()
	a.who.on(s, a.b.screen.Customer)
	for i, d := range a.b.dims {
		v := a.values[i]
		switch {
		case !v.Defined():
		case d.chosen:
			if s.Form == nil {
				s.Form = inventory.Attrs{}
			}
			s.Form[d.attr] = v
		default:
			s.Ticket[d.attr] = v
		}
	}
	a.finish(s)
	return s
}
