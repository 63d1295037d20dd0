package lint_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/yamlx"
	"github.com/ticketacl/ticketacl/lint"
	"github.com/ticketacl/ticketacl/simulate"
)

// seen is what the engine does with a rule's bad example and with its good one:
// what the rule's text says, held against the engine.
type seen struct {
	rule lint.RuleID
	// targets are those to look at; nil: that of the example.
	targets []string
	// acls stands for the rule's bad example, and mended for its good one, where
	// they are not "".
	acls, mended string
	// world is a hash with ask (State: [new, open], or Action: […]), and with
	// ticket, agent, customer, form, screen and system (an inventory) where needed.
	world string
	// bad and good are the answers: "dies", "undetermined", "matched, left new, open",
	// "matched, left nothing", "matched" alone where nothing is limited, and "no match".
	bad, good string
}

// ask is the question to an engine, and the world around it.
func (s *seen) ask(t *testing.T) (*simulate.Call, *simulate.System) {
	t.Helper()
	doc := yamlx.Load("world", []byte(s.world))
	if len(doc.Diagnostics) > 0 || doc.Root.Get("ask") == nil {
		t.Fatalf("%s: %v", s.rule, doc.Diagnostics)
	}
	call := &simulate.Call{Params: map[string]inventory.Value{"UserID": inventory.TextValue("2")}}
	var ticket inventory.Attrs
	system, agent := acl.Value{Kind: acl.Hash}, textHash("UserID", "2", "UserLogin", "jdoe")
	for _, e := range doc.Root.Entries() {
		v := &e.Value
		switch e.Key {
		case "ask":
			question(call, v)
		case "customer":
			delete(call.Params, "UserID")
			call.Params["CustomerUserID"] = inventory.TextValue(v.Text)
		case "screen":
			call.Params["Action"] = inventory.TextValue(v.Text)
		case "agent":
			agent.SetEntries(append(agent.Entries(), v.Entries()...))
		case "system":
			system.SetEntries(v.Entries())
		case "ticket":
			ticket = attributes(v)
			ticket["TicketID"] = inventory.TextValue("9")
			call.Params["TicketID"] = ticket["TicketID"]
		case "form":
			for name, value := range attributes(v) {
				if call.DynamicField == nil {
					call.DynamicField = map[string]inventory.Value{}
				}
				if strings.HasPrefix(name, "DynamicField_") {
					call.DynamicField[name] = value
				} else {
					call.Params[name] = value
				}
			}
		default:
			t.Fatalf("%s: unknown key %s", s.rule, e.Key)
		}
	}
	system.SetEntries(append(system.Entries(), acl.Entry{Key: "agents", Value: acl.NewList([]acl.Value{agent})}))
	inv, wrong := inventory.Parse("system", yamlx.Append(nil, &system))
	if len(wrong) > 0 {
		t.Fatalf("%s: %v", s.rule, wrong)
	}
	return call, &simulate.System{Inventory: inv, Tickets: map[string]inventory.Attrs{"9": ticket}}
}

func textHash(kv ...string) acl.Value {
	var es []acl.Entry
	for i := 0; i < len(kv); i += 2 {
		es = append(es, acl.Entry{Key: kv[i], Value: acl.Value{Kind: acl.String, Text: kv[i+1]}})
	}
	return acl.NewHash(es)
}

func question(call *simulate.Call, v *acl.Value) {
	for _, e := range v.Entries() {
		call.ReturnType, call.ReturnSubType = "Ticket", e.Key
		if product.Default().Switches.SpecialTypes.Has(e.Key) {
			call.ReturnType, call.ReturnSubType = e.Key, "-"
		}
		for i := range e.Value.Items() {
			call.Data = append(call.Data, simulate.Candidate{ID: fmt.Sprint(i + 1), Name: e.Value.Items()[i].Text})
		}
	}
}

func attributes(v *acl.Value) inventory.Attrs {
	out := inventory.Attrs{}
	for _, e := range v.Entries() {
		switch e.Value.Kind {
		case acl.Undef:
			out[e.Key] = inventory.Value{}
		case acl.List:
			var items []string
			for i := range e.Value.Items() {
				items = append(items, e.Value.Items()[i].Text)
			}
			out[e.Key] = inventory.ListValue(items...)
		default:
			out[e.Key] = inventory.TextValue(e.Value.Text)
		}
	}
	return out
}

// answer is what an engine makes of a file's ACLs.
func answer(t *testing.T, file, text string, target *product.Target, call *simulate.Call, sys *simulate.System) string {
	t.Helper()
	read, err := convert.ReadBytes(file, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	a := simulate.Compile(read.Set, target, simulate.Options{}).Ask(call, sys)
	var left []string
	for _, c := range a.Left {
		left = append(left, cmp.Or(c.Name, "''"))
	}
	switch {
	case a.Undetermined != nil:
		return "undetermined"
	case a.Died != nil:
		return "dies"
	case len(a.Matched) == 0:
		return "no match"
	case a.Actions != nil && call.ReturnType == "Action":
		left = nil
		for _, c := range call.Data {
			if v, listed := a.Actions[c.Name]; !listed || v.IsTrue() {
				left = append(left, c.Name)
			}
		}
	case !a.Returned:
		return "matched"
	}
	return "matched, left " + cmp.Or(strings.Join(left, ", "), "nothing")
}

// TestSeen: what a rule says that the engine does, it does.
func TestSeen(t *testing.T) {
	all := slices.Concat(structureSeen(), modifiersSeen(), conditionsSeen(), effectSeen())
	for _, s := range all {
		rule, ok := lint.RuleNamed(string(s.rule))
		if !ok {
			t.Fatalf("no rule %s", s.rule)
		}
		targets := s.targets
		if targets == nil {
			targets = []string{cmp.Or(rule.Bad.Target, "otobo-11.0")}
		}
		for _, id := range targets {
			t.Run(string(s.rule)+"/"+id, func(t *testing.T) {
				target, err := product.Parse(id)
				if err != nil {
					t.Fatal(err)
				}
				call, sys := s.ask(t)
				bad, good := cmp.Or(s.acls, rule.Bad.Source()), cmp.Or(s.mended, rule.Good.Source())
				if got := answer(t, rule.Bad.Name(), bad, target, call, sys); got != s.bad {
					t.Errorf("the bad one: %s, want %s\n%s", got, s.bad, bad)
				}
				if got := answer(t, rule.Good.Name(), good, target, call, sys); got != s.good {
					t.Errorf("the good one: %s, want %s\n%s", got, s.good, good)
				}
				if s.acls != "" && len(lintText(t, rule.Bad.Name(), bad, id, s.rule, nil)) == 0 {
					t.Errorf("the rule is silent on\n%s", bad)
				}
				if s.mended != "" && len(lintText(t, rule.Good.Name(), good, id, s.rule, nil)) > 0 {
					t.Errorf("the rule speaks of\n%s", good)
				}
			})
		}
	}
	for _, r := range lint.Rules() {
		shown := false
		for _, s := range all {
			shown = shown || s.rule == r.ID
		}
		for _, s := range effectSeenOnScreens() {
			shown = shown || s.rule == r.ID
		}
		if slices.Contains([]string{lint.Structure, lint.Modifiers, lint.Conditions, lint.Effect}, r.Family) && !shown {
			t.Errorf("%s: nobody has seen what its text says", r.ID)
		}
	}
}
