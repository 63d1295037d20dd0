package overview_test

import (
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/overview"
	"github.com/ticketacl/ticketacl/internal/product"
)

// read reads the entries of an export.
func read(t *testing.T, text string) []*acl.ACL {
	t.Helper()
	r, err := convert.ReadBytes("acls.yml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r.Set.Order()
}

// one reads the ACL named 100 whose match and change blocks are given in flow
// style, from line 2 on.
func one(t *testing.T, match, change string) *acl.ACL {
	t.Helper()
	acls := read(t, "- Name: '100'\n  ConfigMatch: "+match+"\n  ConfigChange: "+change+"\n  ValidID: 1\n")
	if len(acls) != 1 {
		t.Fatalf("%d ACLs, want 1", len(acls))
	}
	return acls[0]
}

// The values of Perl.
func text(s string) acl.Value    { return acl.Value{Kind: acl.String, Text: s} }
func dynamic(s string) acl.Value { return acl.Value{Kind: acl.Dynamic, Text: s} }

func items(texts ...string) acl.Value {
	v := acl.Value{Kind: acl.List}
	for _, s := range texts {
		v.SetItems(append(v.Items(), text(s)))
	}
	return v
}

func hash(entries ...acl.Entry) acl.Value {
	return acl.NewHash(entries)
}

func key(k string, v acl.Value) acl.Entry { return acl.Entry{Key: k, Value: v} }

func otobo() overview.Reader { return overview.For(product.Default()) }

// older is the default target with another switch.
func older(set func(*product.Switches)) overview.Reader {
	t := *product.Default()
	t.ID = "older"
	set(&t.Switches)
	return overview.For(&t)
}

func seedInventory(t *testing.T) *inventory.Inventory {
	t.Helper()
	inv, findings, err := inventory.Load("../../testdata/seeds/inventory.yml")
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	return inv
}
