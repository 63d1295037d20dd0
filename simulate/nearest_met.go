package simulate

import "github.com/ticketacl/ticketacl/internal/acl"

// Meets reports whether a call meets all conditions of an ACL for certain. Whether
// the call comes to it is another question: one before it may stop.
func (e *Engine) Meets(a *acl.ACL, call *Call, sys *System) bool {
	rule := e.ruleOf(a)
	if rule == nil {
		return false
	}
	r := &run{engine: e, facts: e.Gather(call, sys), oracle: &oracle{}}
	return r.matches(rule) && r.death == nil && r.oracle.met == 0
}
