package simulate

import "github.com/ticketacl/ticketacl/internal/acl"

// ListedIn returns the sections of an ACL that have a list for a question
// ("Ticket.State", "Action"), in the order in which they are applied.
func (e *Engine) ListedIn(a *acl.ACL, question string) []acl.BlockName {
	var out []acl.BlockName
	for _, c := range e.changesOf(a, question) {
		out = append(out, c.section)
	}
	return out
}

// Questions are those that an ACL has a list for, by full name, in the order in
// which they are written.
func (e *Engine) Questions(a *acl.ACL) []string {
	r := e.ruleOf(a)
	if r == nil {
		return nil
	}
	var out []string
	seen := map[int]bool{}
	names := make([]string, len(e.questions))
	for q, n := range e.questions {
		names[n] = q.kind
		if q.kind == "Ticket" && q.sub != "" {
			names[n] = "Ticket." + e.known(q.sub)
		}
	}
	for _, changes := range [][]change{r.changes, r.older.told()} {
		for i := range changes {
			if n := changes[i].question; !seen[n] && changes[i].shape == nil {
				seen[n] = true
				out = append(out, names[n])
			}
		}
	}
	return out
}

// NamedIn reports whether a section of an ACL names a value, for certain, and by
// which item.
func (e *Engine) NamedIn(a *acl.ACL, question string, section acl.BlockName, value string) (item *acl.Value, ok bool) {
	for _, c := range e.changesOf(a, question) {
		if c.section != section || c.related != nil {
			continue // which values relations name depends on the call
		}
		for i := range c.items {
			if c.items[i].names(value) == yes {
				return c.items[i].source, true
			}
		}
	}
	return nil, false
}

// Takes reports whether an ACL that matches takes a value out of a list that has
// it, for certain.
func (e *Engine) Takes(a *acl.ACL, question, value string) bool {
	if !e.target.Switches.Accumulate {
		return e.takesOlder(a, question, value)
	}
	in := true
	for _, c := range e.changesOf(a, question) {
		named := false
		for i := range c.items {
			named = named || c.items[i].names(value) == yes
		}
		switch c.section {
		case acl.Possible:
			in = named
		case acl.PossibleAdd:
			in = in || named
		case acl.PossibleNot:
			in = in && (!named || value == "" || value == "0")
		}
	}
	return !in
}

// Literals are the values that the lists of an ACL for a question name as they
// are, with the items that name them.
func (e *Engine) Literals(a *acl.ACL, question string) []*acl.Value {
	var out []*acl.Value
	for _, c := range e.changesOf(a, question) {
		for i := range c.items {
			if it := &c.items[i]; !it.undef && it.mod == acl.Plain && it.text != "" {
				out = append(out, it.source)
			}
		}
	}
	return out
}

func (e *Engine) changesOf(a *acl.ACL, question string) []*change {
	r := e.ruleOf(a)
	want := e.question(question)
	if r == nil || want < 0 {
		return nil
	}
	var out []*change
	for _, changes := range [][]change{r.changes, r.older.told()} {
		for i := range changes {
			if c := &changes[i]; c.question == want && c.shape == nil {
				out = append(out, c)
			}
		}
	}
	return out
}
