package simulate_test

import (
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// TestDoubtfulACLs: what code computes makes an answer undetermined exactly
// where it can change the question that is asked.
func TestDoubtfulACLs(t *testing.T) {
	dynamic := acl.Value{Kind: acl.Dynamic, Text: "…"}
	doubt := func(a *acl.ACL) *acl.ACL {
		a.Doubt = &acl.Doubt{Why: "under a condition", Place: acl.Place{File: "Config.pm", Span: acl.Span{Start: acl.Pos{Line: 7, Column: 3}}}}
		return a
	}
	computed := func(a *acl.ACL) *acl.ACL { a.Computed = true; return a }
	sure := deployed("100", states("Possible", "new", "open")...)
	tests := []struct {
		name     string
		set      *acl.Set
		question string
		data     bool   // the list is in doubt
		acls     bool   // or which ACLs match
		left     string // in one possible way
		why      string
	}{
		{"a sure one", set(sure), "State", false, false, "new open", ""},
		{"under a condition", set(doubt(deployed("100", states("Possible", "new")...))), "State", true, true, "new open closed", "'100' is there only under a condition (Config.pm:7:3)"},
		{"under a condition, another question", set(doubt(deployed("100", states("Possible", "new")...))), "Queue", false, true, "new open closed", "'100' is there"},
		{"under a condition, the same result", set(sure, doubt(deployed("200", states("Possible", "new", "open")...))), "State", false, true, "new open", "'200' is there"},
		{"under a condition that does not matter", set(doubt(deployed("100", append(when("Ticket", "Queue", "Junk"), states("Possible", "new")...)...))), "State", false, false, "new open closed", ""},
		{"a computed name", set(computed(deployed("100-…", states("PossibleNot", "new")...))), "State", true, true, "new open closed", "code makes the name of '100-…'"},
		{"a computed name, another question", set(sure, computed(deployed("100-…", "PossibleNot", hash("Ticket", hash("Queue", list("Raw")))))), "State", false, true, "new open", "code makes"},
		{"a computed item", set(deployed("100", "Possible", hash("Ticket", hash("State", acl.NewList([]acl.Value{str("new"), dynamic}))))), "State", true, true, "new open closed", "code computes a part of '100'"},
		{"a computed list of another question", set(sure, deployed("200", "Possible", hash("Ticket", hash("Queue", dynamic)))), "State", false, true, "new open", "code computes"},
		{"a computed section", set(sure, deployed("200", "PossibleNot", dynamic)), "State", true, true, "new open", "code computes"},
		{"computed questions of a ticket", set(sure, deployed("200", "PossibleNot", hash("Ticket", dynamic))), "State", true, true, "new open", "code computes"},
		{"a computed Action", set(sure, deployed("200", "PossibleNot", hash("Action", dynamic))), "State", false, true, "new open", "code computes"},
		{"a computed condition", set(deployed("100", append([]any{"Properties", hash("Ticket", hash("Queue", dynamic))}, states("Possible", "new")...)...)), "State", true, true, "new open closed", "code computes"},
		{"a computed area beside a condition that fails", set(deployed("100", append([]any{"Properties", hash("Ticket", hash("Queue", list("Junk")), "User", dynamic)}, states("Possible", "new")...)...)), "State", false, false, "new open closed", ""},
		{"a computed ACL", set(acl.NewDeployed("100", dynamic)), "State", true, true, "new open closed", "code computes"},
		{"doubts about all", &acl.Set{ACLs: []*acl.ACL{sure}, Doubts: []acl.Doubt{{Why: "code deletes an ACL"}}}, "State", true, true, "new open", "code deletes an ACL"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			call := &simulate.Call{
				ReturnType: "Ticket", ReturnSubType: tt.question,
				Params: map[string]inventory.Value{"UserID": inventory.TextValue("2"), "Queue": inventory.TextValue("Raw")},
				Data:   []simulate.Candidate{{ID: "1", Name: "new"}, {ID: "2", Name: "open"}, {ID: "3", Name: "closed"}},
			}
			e := simulate.Compile(tt.set, product.Default(), simulate.Options{})
			sys := &simulate.System{Inventory: inventory.Stock(product.Default())}
			a := e.Ask(call, sys)
			var left []string
			for _, c := range a.Left {
				left = append(left, c.Name)
			}
			data, acls := a.Undetermined != nil && a.Undetermined.Data, a.Undetermined != nil && a.Undetermined.ACLs
			if data != tt.data || acls != tt.acls || strings.Join(left, " ") != tt.left {
				t.Errorf("left %v, list in doubt %t, ACLs in doubt %t", left, data, acls)
			}
			if got := strings.Join(a.Unknown, "\n"); tt.why == "" && got != "" || !strings.Contains(got, tt.why) {
				t.Errorf("unknown: %q", got)
			}
			b, _ := e.Explain(call, sys, func(simulate.Event) {})
			if (b.Undetermined == nil) != (a.Undetermined == nil) {
				t.Errorf("with a listener: %+v, without: %+v", b.Undetermined, a.Undetermined)
			}
		})
	}
}
