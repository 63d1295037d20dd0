package simulate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// changeStep is one list of a matching ACL in one evaluation.
type changeStep struct {
	rule int
	// list numbers the lists of a rule: its changes, then the hash of actions, then
	// the ids of processes and dialogs, allowed before denied.
	list         int
	hits, before bitset // of changes; no hits where the call ended in it
	changed      bool
}

// numLists is how many numbers there are.
func (r *rule) numLists() int {
	if r.older == nil {
		return len(r.changes)
	}
	return len(r.changes) + 1 + 2*int(numIDSets)
}

// idList is the number of a list of ids.
func (r *rule) idList(k idSet, denied bool) int {
	n := len(r.changes) + 1 + 2*int(k)
	if denied {
		n++
	}
	return n
}

// listNumbered describes a list; key is nil where there is none.
func (r *rule) listNumbered(n int, questions []string) (section acl.BlockName, question string, key *acl.Entry) {
	if n < len(r.changes) {
		c := &r.changes[n]
		return c.section, questions[c.question], c.key
	}
	if n == len(r.changes) {
		return acl.Possible, "Action", r.older.actionKey
	}
	for k := range numIDSets {
		switch n {
		case r.idList(k, false):
			return acl.Possible, k.String(), r.older.ids[k].possible
		case r.idList(k, true):
			return acl.PossibleNot, k.String(), r.older.ids[k].not
		}
	}
	return 0, "", nil
}

// usualSteps is how many steps are kept without a further allocation.
const usualSteps = 16

// begin and end note what a change does to the candidates, if somebody watches.
func (r *run) begin(list int, in bitset) {
	if !r.watch {
		return
	}
	if r.steps == nil {
		r.steps = make([]changeStep, 0, usualSteps)
	}
	if cap(r.words)-len(r.words) < len(in) {
		r.words = make([]uint64, 0, usualSteps*len(in))
	}
	at := len(r.words)
	r.words = append(r.words, in...)
	r.steps = append(r.steps, changeStep{rule: r.at, list: list, before: bitset(r.words[at:len(r.words):len(r.words)])})
}

func (r *run) end(hits, in bitset) {
	if r.watch {
		st := &r.steps[len(r.steps)-1]
		st.hits, st.changed = hits, !slices.Equal(st.before, in)
	}
}

// beginOlder is begin of engines up to OTRS 3.3, where the first list of an ACL
// begins with all candidates.
func (r *run) beginOlder(list int, in bitset) {
	if !r.watch {
		return
	}
	first := len(r.steps) == 0
	if !first {
		last := &r.steps[len(r.steps)-1]
		first = last.rule != r.at || last.before == nil
	}
	r.begin(list, in)
	if first {
		r.steps[len(r.steps)-1].before.fill(len(r.facts.candidates))
	}
}

// toldMore notes a list beside those of candidates.
func (r *run) toldMore(list int, changed bool) {
	if r.watch {
		r.steps = append(r.steps, changeStep{rule: r.at, list: list, changed: changed})
	}
}

// takeIDs takes the ids that an ACL names.
func (r *run) takeIDs(k idSet, ids *idLists) {
	s := &r.sets[k]
	if !r.watch {
		s.take(ids)
		return
	}
	allowed, denied, restricted := slices.Clone(s.allowed), slices.Clone(s.denied), s.restricted
	s.take(ids)
	if ids.possible != nil {
		r.toldMore(r.rule.idList(k, false), !restricted || !sameTexts(allowed, s.allowed))
	}
	if ids.not != nil {
		r.toldMore(r.rule.idList(k, true), !sameTexts(denied, s.denied))
	}
}

// sameTexts reports whether two lists hold the same strings, however often.
func sameTexts(a, b []string) bool {
	in := func(list []string) func(string) bool {
		return func(s string) bool { return !slices.Contains(list, s) }
	}
	return !slices.ContainsFunc(a, in(b)) && !slices.ContainsFunc(b, in(a))
}
