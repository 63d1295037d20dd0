package inventory

import "strings"

// DefaultActions is the setting TicketACL::Default::Action, with which engines up to OTRS
// 3.3 begin every map of actions (semantics, "Steps"): action to value. written is what
// the configuration says in which the ACLs stand; what the inventory tells comes before it.
func (inv *Inventory) DefaultActions(written map[string]string) map[string]Value {
	out := map[string]Value{}
	for action, text := range written {
		out[action] = TextValue(text)
	}
	if inv == nil {
		return out
	}
	for name, v := range inv.Settings {
		if action, ok := strings.CutPrefix(name, "TicketACL::Default::Action###"); ok && action != "" {
			out[action] = v
		}
	}
	return out
}
