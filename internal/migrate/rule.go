package migrate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/product"
)

// Kind is the name of a rule of rewriting.
type Kind string

// Rule is one way of rewriting an ACL.
type Rule struct {
	Kind   Kind
	Family string
	Text   string // what it does and why, in a sentence
	// Note is what the description of an ACL says that was rewritten.
	Note string
	// When says between which products in words.
	When string
	// Behaviour: it keeps what the ACL does where words alone do not; left out by
	// Options.Literal.
	Behaviour bool

	when func(from, to *product.Switches) bool
	each func(m *migration, d *draft)
	all  func(m *migration)
}

// Rules are all ways of rewriting, in the order in which they are tried.
func Rules() []Rule {
	return slices.Concat(keyRules(), storedRules(), fieldRules(), itemRules(), peopleRules(), processRules(), screenRules(), systemRules(), actionRules(), negationRules(), combineRules(), relationRules(), gatherRules(), nameRules())
}

// dynamicFields are the areas that came with dynamic fields.
const dynamicFields = product.DynamicFieldSection

func always(_, _ *product.Switches) bool { return true }
