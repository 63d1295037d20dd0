package report

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// Brief is one scenario's answers without reasons, in the shape of a line of
// simulate --batch --brief.
type Brief struct {
	// Matched are the ACLs that matched when some of the questions were asked, in
	// evaluation order; Maybe those of which it is not known.
	Matched []string `json:"matched"`
	Maybe   []string `json:"maybe_matched,omitempty"`
	// Data is what is left of each list, by question; MaybeLeft what is left
	// depending on what is not known.
	Data      map[string][]string `json:"data"`
	MaybeLeft map[string][]string `json:"maybe,omitempty"`
	// Undetermined are questions of which it is not known in full what is left, Assumed
	// those whose candidates are assumed.
	Undetermined []string `json:"undetermined,omitempty"`
	Assumed      []string `json:"assumed,omitempty"`
	// Died are questions in which the engine ends with an exception.
	Died    []string `json:"died,omitempty"`
	Exempt  bool     `json:"exempt,omitempty"`  // UserID 1, whom no ACL restricts
	Refused bool     `json:"refused,omitempty"` // the screen refuses to open
}

// NewBrief puts the answers together. order are the ACLs in evaluation order.
func NewBrief(order []*acl.ACL, asked []*scenario.Asked, answers []*simulate.Answer, refused bool) *Brief {
	b := &Brief{Matched: []string{}, Data: map[string][]string{}, Refused: refused}
	var matched, maybe []*acl.ACL
	add := func(list []*acl.ACL, more []*acl.ACL, not []*acl.ACL) []*acl.ACL {
		for _, a := range more {
			if !slices.Contains(list, a) && !slices.Contains(not, a) {
				list = append(list, a)
			}
		}
		return list
	}
	for i, a := range answers {
		q := shortName(asked[i])
		if asked[i].Setter && b.Data[q] != nil {
			continue // people see the form's
		}
		b.Exempt = b.Exempt || a.Refused == simulate.RefusedExempt && !asked[i].Setter
		var doubtful []*acl.ACL
		var unsure []simulate.Candidate
		if d := a.Undetermined; d != nil {
			doubtful, unsure = d.MaybeMatched, d.MaybeLeft
			if d.Data {
				b.Undetermined = append(b.Undetermined, q)
			}
		}
		matched, maybe = add(matched, a.Matched, doubtful), add(maybe, doubtful, nil)
		if asked[i].From == scenario.Assumed {
			b.Assumed = append(b.Assumed, q)
		}
		if a.Died != nil {
			b.Died = append(b.Died, q)
			continue
		}
		left := make([]string, 0, len(a.Left))
		for _, c := range a.Left {
			if !slices.Contains(unsure, c) {
				left = append(left, c.Name)
			}
		}
		b.Data[q] = left
		for _, c := range unsure {
			if b.MaybeLeft == nil {
				b.MaybeLeft = map[string][]string{}
			}
			b.MaybeLeft[q] = append(b.MaybeLeft[q], c.Name)
		}
	}
	rank := make(map[*acl.ACL]int, len(matched)+len(maybe))
	if len(matched) > 1 && len(answers) > 1 || len(maybe) > 1 {
		for i, a := range order {
			rank[a] = i
		}
		byOrder := func(a, c *acl.ACL) int { return rank[a] - rank[c] }
		slices.SortFunc(matched, byOrder)
		slices.SortFunc(maybe, byOrder)
	}
	for _, a := range matched {
		b.Matched = append(b.Matched, a.Name)
	}
	for _, a := range maybe {
		if !slices.Contains(matched, a) {
			b.Maybe = append(b.Maybe, a.Name)
		}
	}
	return b
}
