package migrate

import (
	"github.com/ticketacl/ticketacl/internal/product"
)

// relationRules are about attribute relations, which Znuny knows from 6.2.1.
func relationRules() []Rule {
	return []Rule{
		{
			Kind: "relation", Family: "relations", When: "from Znuny 6.2.1 and later, to others",
			Text: "Attribute relations act as ACLs. One says what is possible without a value of the first attribute, and one for each value gives what belongs to it.",
			Note: "made of attribute relations", when: func(from, to *product.Switches) bool { return from.AttributeRelations && !to.AttributeRelations }, all: relations,
		},
		{
			Kind: "target-relation", Family: "relations", When: "to Znuny 6.2.1 and later, from others",
			Text: "The attribute relations of the new system act between the ACLs.",
			when: func(from, to *product.Switches) bool { return !from.AttributeRelations && to.AttributeRelations }, all: targetRelations,
		},
	}
}
