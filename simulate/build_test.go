package simulate_test

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// More constructors for tests, beside hash, list and deployed.

func str(s string) acl.Value { return acl.Value{Kind: acl.String, Text: s} }

func null() acl.Value { return acl.Value{} }

// written is an ACL of any kind, as a deployed file may hold it.
func written(name string, v acl.Value) *acl.ACL {
	return &acl.ACL{Name: name, Form: acl.Deployed, Entry: v}
}

// stopping sets StopAfterMatch.
func stopping(a *acl.ACL) *acl.ACL {
	yes := str("1")
	a.Meta.StopAfterMatch = &yes
	return a
}

func set(acls ...*acl.ACL) *acl.Set { return &acl.Set{ACLs: acls} }

// states are the blocks of an ACL without conditions that changes the list of
// states.
func states(section string, items ...string) []any {
	return []any{section, hash("Ticket", hash("State", list(items...)))}
}

// when is Properties with one condition.
func when(area, attr string, items ...string) []any {
	return []any{"Properties", hash(area, hash(attr, list(items...)))}
}

func both(blocks ...[]any) []any { return slices.Concat(blocks...) }

// params builds parameters of a call from names and strings.
func params(kv ...string) map[string]inventory.Value {
	out := map[string]inventory.Value{}
	for i := 0; i < len(kv); i += 2 {
		out[kv[i]] = inventory.TextValue(kv[i+1])
	}
	return out
}

// data numbers names as candidates, from 1.
func data(names ...string) []simulate.Candidate {
	var out []simulate.Candidate
	for i, n := range names {
		out = append(out, simulate.Candidate{ID: string(rune('1' + i)), Name: n})
	}
	return out
}

// askStates asks for states A, B and C as agent 2.
func askStates() *simulate.Call {
	return &simulate.Call{ReturnType: "Ticket", ReturnSubType: "State", Data: data("A", "B", "C"), Params: params("UserID", "2")}
}

// about adds a form value of the dynamic field X to a call.
func about(c *simulate.Call, v inventory.Value) *simulate.Call {
	c.DynamicField = map[string]inventory.Value{"DynamicField_X": v}
	return c
}

// emptySystem knows nothing and nobody.
func emptySystem() *simulate.System { return &simulate.System{Inventory: &inventory.Inventory{}} }

func targetNamed(id string) *product.Target {
	t, err := product.Parse(id)
	if err != nil {
		panic(err)
	}
	return t
}

func ask(s *acl.Set, c *simulate.Call, sys *simulate.System) *simulate.Answer {
	return simulate.Compile(s, product.Default(), simulate.Options{}).Ask(c, sys)
}

func namesOf(cs []simulate.Candidate) []string {
	out := []string{}
	for _, c := range cs {
		out = append(out, c.Name)
	}
	return out
}

func aclNames(acls []*acl.ACL) []string {
	out := []string{}
	for _, a := range acls {
		out = append(out, a.Name)
	}
	return out
}
