package migrate_test

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/migrate"
	"github.com/ticketacl/ticketacl/simulate"
)

// named is the class of a need that tells of a difference: of an ACL that matches on
// one side only, else of one that matches at all, unless the class is about matching.
func named(r *migrate.Result, questions []string, before, after *simulate.Answer, call *simulate.Call, ticket inventory.Attrs) migrate.ClassID {
	origin := map[string]string{}
	for _, x := range r.Rewrites {
		for _, into := range x.Into {
			origin[into] = x.ACL
		}
	}
	count := map[string]int{}
	for _, a := range before.Matched {
		count[a.Name] |= 1
	}
	for _, a := range after.Matched {
		if limits(a, questions[len(questions)-1]) { // else another part of the ACL matches
			count[cmp.Or(origin[a.Name], a.Name)] |= 2
		}
	}
	for _, one := range []bool{true, false} {
		for _, n := range r.Needs {
			c := count[n.ACL]
			if n.Differs() && c != 0 && (c != 3) == one && slices.Contains(questions, n.Question) && fits(n, c != 3, questions[1], before, after, call, ticket) {
				return n.Class
			}
		}
	}
	return ""
}

// limits reports whether an ACL of the result has a list for a question.
func limits(a *acl.ACL, question string) bool {
	for _, b := range []acl.BlockName{acl.Possible, acl.PossibleAdd, acl.PossibleNot} {
		at := a.Block(b)
		for _, key := range strings.SplitN(question, ".", 2) {
			if at != nil {
				at = at.Get(key)
			}
		}
		if at != nil {
			return true
		}
	}
	return false
}

// fits reports whether a difference is one of those that a need is about. one: its ACL
// matches on one side only.
func fits(n *migrate.Need, one bool, question string, before, after *simulate.Answer, call *simulate.Call, ticket inventory.Attrs) bool {
	passed := func(names ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return call.Params[name].IsTrue() }) // engines take nothing else
	}
	field := func(form bool, is func(v inventory.Value) bool) bool { // form: unless it has the field
		return ticket != nil && slices.ContainsFunc([]string{"Color", "TicketFreeText1", "TicketFreeKey1"}, func(name string) bool {
			_, sent := call.DynamicField["DynamicField_"+name]
			return !(form && sent) && strings.Contains(n.Text, name) && is(ticket["DynamicField_"+name])
		})
	}
	switch n.Class {
	case migrate.NewParameters:
		return one && (strings.Contains(n.Text, "State") && passed("NewStateID") || strings.Contains(n.Text, "Queue") && passed("NewQueueID") || strings.Contains(n.Text, "Activity") && passed("ActivityEntityID"))
	case migrate.StoredZero:
		return one && field(true, func(v inventory.Value) bool { return v.Kind == inventory.Text && v.Text == "0" })
	case migrate.FreeFieldEmpty:
		return one && field(false, func(v inventory.Value) bool { return !v.Defined() || v.Text == "" })
	case migrate.AreaFromTicket: // the ticket has it, and the call does not name it
		for area, params := range map[string][]string{"Queue": {"QueueID", "Queue"}, "Service": {"ServiceID", "Service"}, "Type": {"TypeID"}, "CustomerUser": {"CustomerUserID"}} {
			switch {
			case !strings.Contains(n.Text, "."+area+"."):
			case strings.Contains(n.Text, "are delivered without"): // it has a field all the same
				if passed(params...) && strings.Contains(n.Text, call.Params["Action"].Text) {
					return one
				}
			case !passed(params...):
				return one && ticket != nil
			}
		}
		return false
	case migrate.AreaUnknown, migrate.InvalidPersons, migrate.EmptyCall:
		return one
	case migrate.ProcessSets: // nothing was left: of all sets, or of two of them
		return len(before.Actions) == 0 && before.Actions == nil || question == "Process" && len(before.Left) == 3 && len(after.Left) == 0 || len(before.Matched) > 1
	case migrate.Ambiguous: // one of the two who bear the same name
		a, b := leftIDs(before), leftIDs(after)
		return slices.ContainsFunc([]string{"4", "5"}, func(id string) bool { return slices.Contains(a, id) != slices.Contains(b, id) })
	}
	return true
}
