package scenario

import (
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// Preselection is what OTOBO derives from the deployed ACLs: which element of a
// form makes which question be asked again (semantics, "OTOBO field restrictions
// and preselection"). A list that no rule ties to the changed element keeps what
// it showed, however right or wrong that has become.
type Preselection struct {
	// rules: what conditions look at -> what the same ACL changes, both by the
	// names under which the system knows them; Form is one of the latter.
	rules map[string]map[string]bool
	// Unknown are conditions and lists of which the rules take no notice, so that
	// nothing is asked again because of them.
	Unknown []Unnoticed
}

// Unnoticed is a name in an ACL that the preselection does not know.
type Unnoticed struct {
	ACL *acl.ACL
	// Path is where it stands: Properties.Ticket.QueueID.
	Path string
	Name string
	// Changes: it is a list that is never asked again; else a condition that makes
	// nothing be asked again.
	Changes bool
}

// NewPreselection reads the rules out of the ACLs that are deployed. Dynamic
// fields count as known if the inventory lists them, or does not list all.
func NewPreselection(acls []*acl.ACL, inv *inventory.Inventory) *Preselection {
	p := &Preselection{rules: map[string]map[string]bool{}}
	for _, a := range acls {
		controllers := p.controllers(a, inv)
		if len(controllers) == 0 {
			continue
		}
		for _, b := range []acl.BlockName{acl.Possible, acl.PossibleAdd, acl.PossibleNot} {
			for _, area := range effective(a.Block(b)) {
				switch {
				case area.Key == "Form" && area.Value.IsTrue():
					p.tie(controllers, "Form")
				case area.Key == "Ticket":
					for _, list := range effective(&area.Value) {
						if name := elementOf(list.Key, inv); name != "" {
							p.tie(controllers, name)
							continue
						}
						p.Unknown = append(p.Unknown, Unnoticed{a, b.String() + ".Ticket." + list.Key, list.Key, true})
					}
				}
			}
		}
	}
	return p
}

func (p *Preselection) tie(controllers []string, affected string) {
	for _, c := range controllers {
		if p.rules[c] == nil {
			p.rules[c] = map[string]bool{}
		}
		p.rules[c][affected] = true
	}
}

// controllers are the elements whose change makes an ACL be asked again.
func (p *Preselection) controllers(a *acl.ACL, inv *inventory.Inventory) []string {
	found := map[string]bool{}
	for _, b := range []acl.BlockName{acl.Properties, acl.PropertiesDatabase} {
		for _, area := range effective(a.Block(b)) {
			if !area.Value.IsTrue() {
				continue
			}
			path := b.String() + "." + area.Key
			switch area.Key {
			case "Ticket", "DynamicField":
				for _, cond := range effective(&area.Value) {
					if name := elementOf(cond.Key, inv); name != "" {
						found[name] = true
						continue
					}
					p.Unknown = append(p.Unknown, Unnoticed{a, path + "." + cond.Key, cond.Key, false})
				}
			case "Queue", "Service", "Type", "Priority", "SLA", "State", "Owner", "Responsible", "CustomerUser":
				found[elementOf(area.Key, inv)] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// effective are the entries of a value that is a hash.
func effective(v *acl.Value) []acl.Entry {
	if v.Kind != acl.Hash {
		return nil
	}
	return v.Effective()
}

// elementOf is the element of a form that stands for a name in an ACL; "" where
// the rules know none. A customer user changes the element of the service.
func elementOf(name string, inv *inventory.Inventory) string {
	switch name {
	case "Queue", "Owner", "State", "Type", "Responsible", "Priority", "Service", "SLA", "StandardTemplate":
		return name
	case "CustomerUser":
		return "Service"
	}
	if field, ok := strings.CutPrefix(name, "DynamicField_"); ok && (inv.DynamicFieldByName(field) != nil || !inv.Complete("dynamic_fields")) {
		return name
	}
	return ""
}

// Missed are the names that look at an attribute, or at what follows from it, in a
// way that the rules do not know: a change of it makes nothing be asked again
// because of them.
func (p *Preselection) Missed(attr string) []Unnoticed {
	base := strings.TrimSuffix(strings.TrimPrefix(attr, "New"), "ID")
	var missed []Unnoticed
	for _, u := range p.Unknown {
		about := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(u.Name, "New"), "Next"), "ID")
		switch about {
		case "StateType":
			about = "State"
		case "Group", "UnlockTimeout":
			about = "Queue"
		case "Customer":
			about = "CustomerUser"
		}
		if !u.Changes && about == base {
			missed = append(missed, u)
		}
	}
	return missed
}

// Preselects reports whether a system lets a change ask for a part of the lists only:
// where its product knows the preselection and the setting TicketACL::ACLPreselection
// does not switch it off.
func Preselects(t *product.Target, inv *inventory.Inventory) bool {
	v, told := inv.Settings["TicketACL::ACLPreselection"]
	return t.Switches.Preselection && !(told && v.Kind == inventory.Text && !v.IsTrue())
}

// Preselect lets changes ask for a part of the lists only where the system does; see
// Preselects.
func (w *World) Preselect(deployed []*acl.ACL) {
	inv := w.Inventory
	if inv == nil {
		inv = w.Stock
	}
	w.Preselection, w.Related, w.Preselected = false, nil, nil
	if inv == nil || !Preselects(w.Target, inv) {
		return
	}
	w.Preselection, w.Preselected = true, NewPreselection(deployed, inv)
	w.Related = w.Preselected.Related
}

// Related are the questions that a change of an attribute makes be asked again,
// by their subtypes; Form for whether fields are shown.
func (p *Preselection) Related(attr string) []string {
	element := strings.TrimSuffix(strings.TrimPrefix(attr, "New"), "ID")
	if element == "CustomerUser" {
		element = "Service"
	}
	var questions []string
	for _, name := range slices.Sorted(maps.Keys(p.rules[element])) {
		questions = append(questions, name)
		switch name {
		case "Owner", "Responsible": // some screens ask under another name
			questions = append(questions, "New"+name)
		}
	}
	return questions
}
