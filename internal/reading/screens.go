package reading

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// Screens is the one condition that names the screens on which an ACL applies,
// nil where there is none or it is not that simple.
func Screens(all []List) *List {
	var found *List
	for i := range all {
		l := &all[i]
		if !l.Block.IsMatch() || l.Area != "Frontend" || l.Attr != "Action" {
			continue
		}
		if found != nil || l.Value().Kind != acl.List || len(l.Value().Items()) == 0 {
			return nil
		}
		for k := range l.Value().Items() {
			it := &l.Value().Items()[k]
			if !it.IsScalar() || it.Kind == acl.Undef || it.Kind == acl.Dynamic || strings.HasPrefix(it.Text, "[") || it.Text == "" {
				return nil
			}
		}
		found = l
	}
	return found
}

// Who says on whose screens an ACL may apply. Sessions of customers have no User,
// and screens are named after those who use them.
func Who(all []List) (agents, customers bool) {
	agents, customers = true, true
	for i := range all {
		if all[i].Block.IsMatch() && all[i].Area == "User" && all[i].Attr != "" {
			customers = false
		}
	}
	screens := Screens(all)
	if screens == nil {
		return agents, customers
	}
	named := 0
	for i := range screens.Value().Items() {
		if strings.HasPrefix(screens.Value().Items()[i].Text, "Customer") {
			named++
		}
	}
	agents = named < len(screens.Value().Items())
	return agents, customers && (named > 0 || !agents)
}

// OnScreen reports whether an ACL's conditions on Frontend.Action hold for what
// a screen reports; "" is a call that reports none, for which no condition on it holds.
func (r Reader) OnScreen(ps Patterns, all []List, action string) Verdict {
	on := Yes
	for i := range all {
		l := &all[i]
		if !l.Block.IsMatch() || l.Area != "Frontend" || l.Attr != "Action" {
			continue
		}
		hit := No
		if action != "" {
			hit = r.Hits(ps, l.Value(), action)
		}
		switch {
		case hit == No:
			return No
		case hit == Unknown:
			on = Unknown
		}
	}
	return on
}

// Hits reports whether some item of a list matches a value.
func (r Reader) Hits(ps Patterns, list *acl.Value, value string) Verdict {
	if list.Kind == acl.Dynamic {
		return Unknown
	}
	hit := No
	for k := range list.Items() {
		switch v, _ := r.Matches(ps, &list.Items()[k], value); v {
		case Yes:
			return Yes
		case Unknown:
			hit = Unknown
		}
	}
	return hit
}

// LockedOut is a list by which an ACL takes away the screen that shows a ticket.
type LockedOut struct {
	Who, Screen string
	List        *List
	// Item is the one of PossibleNot that takes it, nil of a Possible that lacks it.
	Item *acl.Value
}

// LocksOut says who cannot open tickets any more where an ACL applies: the
// screen that shows one asks for its own name, and does not open without it.
func (r Reader) LocksOut(ps Patterns, all []List) []LockedOut {
	agents, customers := Who(all)
	var out []LockedOut
	for _, who := range []struct {
		are          bool
		name, screen string
	}{
		{agents && r.Target.Switches.ActionChecked, "agents", "AgentTicketZoom"},
		{customers && r.Target.Switches.CustomerActionChecked, "customers", "CustomerTicketZoom"},
	} {
		if !who.are {
			continue
		}
		if l, it := r.takes(ps, all, who.screen); l != nil {
			out = append(out, LockedOut{who.name, who.screen, l, it})
		}
	}
	return out
}

// takes finds what certainly takes an action from the screen of that name, nil
// where nothing does.
func (r Reader) takes(ps Patterns, all []List, action string) (by *List, item *acl.Value) {
	if r.OnScreen(ps, all, action) != Yes {
		return nil, nil
	}
	for i := range all {
		l := &all[i]
		if l.Block.IsMatch() || l.Area != "Action" || r.Effect(l) != Applied {
			continue
		}
		hit := r.Hits(ps, l.Value(), action)
		switch {
		case hit == Unknown:
			return nil, nil
		case l.Block == acl.Possible && hit == No:
			by, item = l, nil
		case l.Block == acl.PossibleAdd && hit == Yes:
			by, item = nil, nil
		case l.Block == acl.PossibleNot && hit == Yes && by == nil:
			by = l
			for k := range l.Value().Items() {
				if v, _ := r.Matches(ps, &l.Value().Items()[k], action); v == Yes {
					item = &l.Value().Items()[k]
					break
				}
			}
		}
	}
	return by, item
}
