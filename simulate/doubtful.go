package simulate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// This file is about ACLs that come from Perl code which computes something: a
// name, a condition, a list, or whether the ACL is there at all. Nobody can tell
// from the source what the system makes of it. Such an ACL is there in one way
// of filling in what is unknown and absent in another; where it is vague, the
// answer of the former is unlike any other.

// unclear is what is not known about a rule.
type unclear struct {
	// why is the reason, with its place; "" where all is known.
	why string
	// vague: values of the ACL, or how often it is there and at which place in
	// the order, are not known.
	vague bool
	// changes are the questions that a vague ACL may change besides those of its
	// known lists: "Ticket.State", "Action", "Ticket" for all of its questions,
	// "" for every question.
	changes []string
}

func (u *unclear) because(why string, at acl.Place) {
	if u.why == "" {
		u.why = why
		if at.File != "" {
			u.why += " (" + at.String() + ")"
		}
	}
}

// isVague notes a value that code computes.
func (u *unclear) isVague(a *acl.ACL, v *acl.Value) {
	u.vague = true
	at := acl.Place{File: a.File, Span: v.Span}
	u.because("code computes a part of '"+a.Name+"'", at)
}

// mayChange notes that a vague part may be about a question.
func (u *unclear) mayChange(a *acl.ACL, v *acl.Value, question string) {
	u.isVague(a, v)
	u.changes = append(u.changes, question)
}

// look notes what is known about the ACL as a whole.
func (u *unclear) look(a *acl.ACL) {
	if a.Computed {
		u.vague = true
		u.because("code makes the name of '"+a.Name+"'", a.Place())
	}
	if a.Doubt != nil {
		u.because("'"+a.Name+"' is there only "+a.Doubt.Why, a.Doubt.Place)
	}
	if stop := a.Meta.StopAfterMatch; stop != nil && stop.Kind == acl.Dynamic {
		u.isVague(a, stop)
	}
}

// isDynamicList reports whether a value is computed, or a list with an item that
// is.
func isDynamicList(v *acl.Value) bool {
	return v.Kind == acl.Dynamic || slices.ContainsFunc(v.Items(), func(it acl.Value) bool { return it.Kind == acl.Dynamic })
}

// touches reports whether a rule changes, or may change, the question of a call.
func (r *rule) touches(f *Facts) bool {
	for i := range r.changes {
		if q := r.changes[i].question; q == f.questions[0] || q == f.questions[1] {
			return true
		}
	}
	if r.older != nil && r.older.touches(f.call.ReturnType) {
		return true
	}
	for _, q := range r.unclear.changes {
		if q == "" || q == f.call.ReturnType || q == f.call.Question() {
			return true
		}
	}
	return false
}

// isThere decides whether a rule of which little is known takes part. goesOn is
// false where all that there is to say about it has been said.
func (r *run) isThere(n int) (goesOn bool) {
	rule := r.rule
	record := r.record
	if !rule.unclear.vague {
		r.record = nil // its conditions are told when it is looked at in earnest
	}
	could := r.couldMatch(rule)
	r.record = record
	if !could || r.death != nil {
		// Whoever listens hears the conditions of an ACL that does not match, too.
		return r.death == nil && record != nil && !rule.unclear.vague
	}
	key := "acl\x00" + rule.acl.Name + "\x00" + rule.acl.Place().String()
	if r.oracle.choose(key, rule.unclear.why, 2) == 0 {
		return false
	}
	if !rule.unclear.vague {
		return true
	}
	r.matched = append(r.matched, n)
	if rule.touches(r.facts) {
		r.vague = true
	}
	return false
}

// couldMatch decides the conditions that are known. Where there are others, all
// of these may hold and the ACL not match.
func (r *run) couldMatch(rule *rule) bool {
	if r.record == nil && !rule.mayEndCall {
		return r.couldMatchCalmly(rule)
	}
	match := true
	for i := range rule.blocks {
		b := &rule.blocks[i]
		for j := range b.props {
			if r.found(&b.props[j]) {
				continue
			}
			if !r.property(&b.props[j]) {
				match = false
			}
			if r.death != nil {
				return false
			}
		}
	}
	return match
}

// couldMatchCalmly decides the same where no condition can end the call. The oracle
// is only asked where all else holds, so that it does not matter which of the
// conditions the index looks at.
func (r *run) couldMatchCalmly(rule *rule) bool {
	for _, asking := range []bool{false, true} {
		for i := range rule.blocks {
			for j := range rule.blocks[i].props {
				p := &rule.blocks[i].props[j]
				if r.asks(p) == asking && !r.found(p) && !r.remembered(p) {
					return false
				}
			}
		}
	}
	return true
}

// doubtsAboutAll: code may have done anything to the set.
func (r *run) doubtsAboutAll() {
	for _, why := range r.engine.doubts {
		if r.oracle.choose("set\x00"+why, why, 2) == 1 {
			r.vague = true
		}
	}
}
