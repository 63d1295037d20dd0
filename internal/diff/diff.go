// Package diff says what differs between two sets: in what is written (structure, text)
// and in what engines answer (behaviour).
package diff

import (
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// Verdict is an answer that may be unknown.
type Verdict = reading.Verdict

// Kind is what became of an ACL; several at once are possible.
type Kind uint8

// The kinds.
const (
	Added   Kind = 1 << iota // only the new set has it
	Removed                  // only the old set has it
	Renamed                  // another name, and the same content
	Changed                  // validity, stop, a list or a text differ
	Moved                    // evaluated before what it was evaluated behind, or the reverse
)

// Has reports whether k is of all of some kinds.
func (k Kind) Has(of Kind) bool { return k&of == of }

// Options says how to compare. The zero value compares as the default target reads.
type Options struct {
	Target *product.Target
	// Matter says whether it matters that an ACL is evaluated on the other side of another one
	// than before, and why; nil: nobody says. Both are ACLs of the new set.
	Matter func(moved, passed *acl.ACL) (matters Verdict, why string)
	// OldDeployed and NewDeployed: that set is what a system has in force, so that it cannot have
	// ACLs that are not valid. Sets with an ACL of form Deployed are that anyway.
	OldDeployed, NewDeployed bool
	// Made are the names of ACLs that the system makes itself, such as those of attribute relations:
	// a rename past one of them is a move too.
	Made []string
}

// Structure is what differs between two sets as they are written.
type Structure struct {
	// ACLs in which something differs, in the evaluation order of the new set; removed ones where
	// they stood.
	ACLs []*ACLChange
	// Same is how many ACLs are in both sets without any difference.
	Same int
	// Undeployed are ACLs that the system would not deploy, and that the other set lacks because it
	// is what a system has in force. They are no difference.
	Undeployed []*acl.ACL
	// Computed are ACLs of both sets, of the new one, of which code computes a part that may differ
	// although the same is written.
	Computed []*acl.ACL
}

// Empty reports whether nothing differs.
func (s *Structure) Empty() bool { return len(s.ACLs) == 0 }

// Touched are the ACLs whose evaluation can differ, in evaluation order: those that are deployed
// on one side only, that differ in what the engine reads, or that are evaluated on another side of
// some other one.
func (s *Structure) Touched() (before, after []*acl.ACL) {
	for _, c := range s.ACLs {
		if !c.Effect {
			continue
		}
		if c.Old != nil && c.Old.Validity() == acl.Valid {
			before = append(before, c.Old)
		}
		if c.New != nil && c.New.Validity() == acl.Valid {
			after = append(after, c.New)
		}
	}
	return before, after
}

// ACLChange is what differs in one ACL.
type ACLChange struct {
	Kind Kind
	// Old and New are the ACL in either set; nil where it has none.
	Old, New *acl.ACL
	// Effect: its evaluation can differ. Else only texts do, or what no engine call looks at, or
	// the ACL is deployed on neither side.
	Effect bool
	// DeployedName: the names differ only because a deployment writes another one.
	DeployedName bool
	// Validity and Stop: that differs.
	Validity, Stop bool
	// Doubt: the two are not in the same doubt.
	Doubt bool
	// OldShape and NewShape say what the ACL is in place of a hash, where they differ; "" for one.
	OldShape, NewShape string
	// Lists are conditions, then changes, in the order of the engine. Of ACLs that one set has
	// alone they are all.
	Lists []*ListChange
	// Texts are descriptions and comments.
	Texts []TextChange
	// Passed are the ACLs that a moved one is evaluated before now and was not, or the reverse.
	Passed []Pass
	// PassedMore is how many others it has moved past, at which nobody looked.
	PassedMore int
}

// ListChange is what differs in one list: a condition, or what one section does to one
// question.
type ListChange struct {
	Block      acl.BlockName
	Area, Attr string // "" where something else stands in place of a hash
	// Old and New are where its key stands; no place where it is not there.
	Old, New acl.Place
	// OldShape and NewShape say what stands there in place of a list, such as "a string"; "" for a
	// list, and where nothing does.
	OldShape, NewShape string
	InOld, InNew       bool
	Gone, Come         []Item
	// Stay is how many items both have.
	Stay int
	// Order: the items are the same, and their order matters, for one of them ends the call or
	// takes over another one's pattern.
	Order bool
	// Unread: no engine call looks at it.
	Unread bool
}

// Item is one item of a list.
type Item struct {
	Value *acl.Value
	Place acl.Place
}

// TextChange is another text about an ACL.
type TextChange struct {
	What     string // Comment, Description
	Old, New string
}

// Pass is an ACL that another one has moved past.
type Pass struct {
	ACL    *acl.ACL // of the new set
	Before bool     // the moved one is now evaluated before it
	// Matters: an answer may be another one. Unknown where nobody can tell, or nobody was asked.
	Matters Verdict
	Why     string
}

// OnlyTexts reports whether nothing but texts differ.
func (c *ACLChange) OnlyTexts() bool {
	return c.Kind.Has(Changed) && !c.Validity && !c.Stop && !c.Doubt && c.OldShape == c.NewShape && len(c.Lists) == 0
}
