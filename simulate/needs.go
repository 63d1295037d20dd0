package simulate

import (
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
)

// needs is what the engine gathers at all. Engines from OTRS 4 on fill a
// section only if some ACL of the set mentions it, so that one ACL can switch
// on data that another one needs (semantics, "Steps", and the gathering
// vectors).
type needs struct {
	all   bool
	names map[string]bool
}

func (n needs) has(section string) bool { return n.all || n.names[section] }

// needs walks the match blocks of all rules. Level-2 keys and the keys below
// Ticket count without a trailing ID, Name or Login and a leading Next, New or
// Old. The keys below PropertiesDatabase.Ticket are only looked at where
// Properties.Ticket is a hash too; then the engine dies here if they are none.
func (c *compiler) needs(all bool) needs {
	n := needs{all: all, names: map[string]bool{}}
	for i := range c.engine.rules {
		a := c.engine.rules[i].acl
		if a.Form == acl.Deployed && a.Entry.Kind != acl.Hash {
			continue
		}
		properties := deployedBlock(a, acl.Properties)
		ticket := properties.Get("Ticket")
		for b := acl.Properties; b.IsMatch(); b++ {
			block := deployedBlock(a, b)
			for _, area := range block.Effective() {
				key := area.Key
				n.names[product.SectionOf(key)] = true
				if key != "Ticket" || ticket == nil || ticket.Kind != acl.Hash {
					continue
				}
				inner := &area.Value
				if inner.Kind != acl.Hash && inner.Kind != acl.Undef && c.engine.shape == nil {
					c.engine.shape = shapeDeath(a, inner.Span, b.String()+".Ticket is a "+inner.Kind.String()+", not a hash")
				}
				for k := range inner.Entries() {
					n.names[product.SectionOf(inner.Entries()[k].Key)] = true
				}
			}
		}
	}
	return n
}
