package replay

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

func readWorld(tb testing.TB, name string) *simulate.System {
	tb.Helper()
	data, err := os.ReadFile(golden("worlds", name+".json"))
	if err != nil {
		tb.Fatal(err)
	}
	sys, err := system(data)
	if err != nil {
		tb.Fatal(err)
	}
	return sys
}

// TestEmitted: recorded ACLs and calls, put together anew, are emitted, read
// again and answered alike.
func TestEmitted(t *testing.T) {
	systems := map[string]*simulate.System{}
	for _, w := range []string{"std", "cg", "odd"} {
		systems[w] = readWorld(t, w)
	}
	var cases []*Case
	var acls []*acl.ACL
	for _, line := range firstLines(t, golden("otobo-11.0", "visible.jsonl.gz"), 150) {
		v, err := parseJSON(line)
		if err != nil {
			t.Fatal(err)
		}
		c, err := newCase(v)
		if err != nil {
			t.Fatal(err)
		}
		cases = append(cases, c)
		acls = append(acls, c.Set.ACLs...)
	}
	tally := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		var set acl.Set
		for range rapid.IntRange(0, 12).Draw(t, "acls") {
			set.ACLs = append(set.ACLs, rapid.SampledFrom(acls).Draw(t, "acl"))
		}
		c := rapid.SampledFrom(cases).Draw(t, "case")
		sys := systems[rapid.SampledFrom([]string{"std", "cg", "odd"}).Draw(t, "world")]
		e := simulate.Compile(&set, product.Default(), simulate.Options{})
		var out bytes.Buffer
		if err := Emit(&out, Emitted{ID: "e", Round: "first", Engine: e, Call: &c.Call, System: sys}); err != nil {
			t.Fatal(err)
		}
		r, err := Run([]string{"-"}, Options{Stdin: &out})
		if err != nil {
			t.Fatal(err)
		}
		if r.Cases != 1 || r.Differ != 0 {
			t.Errorf("%+v", r.Verdicts)
		}
		if a := e.Ask(&c.Call, sys); a.Returned && a.Undetermined == nil {
			tally["returned"]++
		}
		tally["undetermined"] += r.Undetermined
	})
	if tally["returned"] == 0 {
		t.Errorf("of the random calls %v", tally)
	}
}

// TestEmittedExport: an export is emitted as it is deployed, with the texts that
// the engine compares, whatever number YAML takes them for.
func TestEmittedExport(t *testing.T) {
	number := func(s string) acl.Value { return acl.Value{Kind: acl.Number, Text: s} }
	items := acl.NewList([]acl.Value{number("007"), number("1.0"), number("12"), number("-0"), {Kind: acl.Bool, Text: "1"}, {}})
	one := number("1")
	a := &acl.ACL{Name: `quo"te`, Form: acl.Export, Entry: acl.Value{Kind: acl.Hash}, Meta: acl.Meta{StopAfterMatch: &one}}
	a.Blocks[acl.Possible] = &acl.Entry{Key: "Possible", Value: acl.NewHash([]acl.Entry{{
		Key: "Ticket", Value: acl.NewHash([]acl.Entry{{Key: "State", Value: items}}),
	}})}
	call := &simulate.Call{
		ReturnType: "Ticket", ReturnSubType: "State", Params: map[string]inventory.Value{"UserID": inventory.TextValue("2")},
		Data: []simulate.Candidate{{ID: "1", Name: "007"}, {ID: "2", Name: "1.0"}, {ID: "3", Name: "1"}, {ID: "4", Name: "7"}, {ID: "5", Undef: true}, {ID: "6", Name: "-0"}},
	}
	e := simulate.Compile(&acl.Set{ACLs: []*acl.ACL{a}}, product.Default(), simulate.Options{})
	var out bytes.Buffer
	if err := Emit(&out, Emitted{ID: "e", Engine: e, Call: call, System: &simulate.System{Inventory: &inventory.Inventory{}}}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"State":["007","1.0",12,"-0","1",null]`, `"Properties":{}`, `"StopAfterMatch":1`, `"quo\"te"`,
		`"data":{"1":"007","2":"1.0","3":"1","6":"-0"}`, `"target":"otobo-11.0"`,
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s in %s", want, out.String())
		}
	}
	r, err := Run([]string{"-"}, Options{Stdin: &out})
	if err != nil || r.Agree != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}
