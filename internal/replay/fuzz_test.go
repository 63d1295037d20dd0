package replay

import (
	"slices"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// FuzzAsk reads any bytes as a case: nothing panics, and explaining the answer,
// which looks at every ACL in order, comes to the same as answering.
func FuzzAsk(f *testing.F) {
	for _, file := range []string{"semantics", "visible"} {
		for _, line := range firstLines(f, golden("otobo-11.0", file+".jsonl.gz"), 60) {
			f.Add([]byte(line))
		}
	}
	f.Add([]byte(`{"id":"x","acls":{"a":[],"b":null},"call":{"Data":[],"ReturnType":"Action","ReturnSubType":"-","UserID":"1 "},"world":"std","expect":{}}`))
	sys := readWorld(f, "std")
	targets := product.All()
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<14 {
			return
		}
		line, err := parseJSON(string(data))
		if err != nil || line.Kind != acl.Hash {
			return
		}
		if again, err := parseJSON(jsonText(&line)); err != nil || jsonText(&again) != jsonText(&line) {
			t.Fatalf("written as %s, read again as %s, %v", jsonText(&line), jsonText(&again), err)
		}
		c, err := newCase(line)
		if err != nil {
			return
		}
		e := simulate.Compile(&c.Set, targets[len(data)%len(targets)], c.options())
		fast := e.Ask(&c.Call, sys)
		var matched, used []string
		slow, _ := e.Explain(&c.Call, sys, func(ev simulate.Event) {
			switch ev.Kind {
			case simulate.EventMatched:
				matched = append(matched, ev.ACL.Name)
			case simulate.EventUsed:
				if len(used) == 0 || used[len(used)-1] != ev.ACL.Name {
					used = append(used, ev.ACL.Name)
				}
			}
		})
		if !slices.Equal(aclNames(fast.Matched), matched) || fast.Died == nil && !slices.Equal(aclNames(fast.Used), used) {
			t.Errorf("matched %q, used %q; step by step %q, %q", aclNames(fast.Matched), aclNames(fast.Used), matched, used)
		}
		if !slices.Equal(fast.Left, slow.Left) || (fast.Undetermined == nil) != (slow.Undetermined == nil) {
			t.Errorf("left %v, explained %v", fast.Left, slow.Left)
		}
		x := e.ExplainAll(&c.Call, sys)
		if len(x.ACLs) != len(e.ACLs()) {
			t.Errorf("%d of %d ACLs are reported", len(x.ACLs), len(e.ACLs()))
		}
	})
}
