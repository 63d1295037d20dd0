package simulate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/yamlx"
	"github.com/ticketacl/ticketacl/simulate"
)

// checkExample holds an example's table against the engines, and returns the
// table that they make.
func (p *pageTable) checkExample(t *testing.T) []pageRow {
	t.Helper()
	engines := pageEngines(t, p.named())
	answer := exampleAnswers(t, p)
	want := map[string]string{}
	for _, r := range p.rows {
		if *updateEngines {
			break
		}
		for _, id := range enginesOf(t, p.where, r.left, engines) {
			if _, twice := want[id]; twice {
				t.Errorf("%s: %s is in the table twice", p.where, id)
			}
			want[id] = r.right
		}
	}
	var answers []string
	for _, e := range engines {
		a := answer(e)
		answers = append(answers, a)
		if w, there := want[e.ID]; *updateEngines {
			continue
		} else if !there {
			t.Errorf("%s: %s is not in the table", p.where, e.ID)
		} else if a != w {
			t.Errorf("%s: %s: the page says %q, the engine %q", p.where, e.ID, w, a)
		}
	}
	var rows []pageRow
	for n, a := range answers {
		if slices.Index(answers, a) == n {
			rows = append(rows, pageRow{namesOfEngines(engines, func(i int) bool { return answers[i] == a }), a})
		}
	}
	return rows
}

// exampleAnswers reads an example and says what an engine answers to it.
func exampleAnswers(t *testing.T, p *pageTable) func(*product.Target) string {
	t.Helper()
	doc := yamlx.Load("example", []byte(p.example))
	if len(doc.Diagnostics) > 0 || doc.Root.Kind != acl.Hash {
		t.Fatalf("%s: %v", p.where, doc.Diagnostics)
	}
	acls := &acl.Set{}
	call := &simulate.Call{Params: params("UserID", "2")}
	system := acl.Value{Kind: acl.Hash}
	agent := hash("UserID", str("2"), "UserLogin", str("jdoe"))
	var ticket inventory.Attrs
	for _, e := range doc.Root.Entries() {
		v := e.Value
		if e.Key >= "0" && e.Key < ":" { // begins with a digit
			acls.ACLs = append(acls.ACLs, acl.NewDeployed(e.Key, v))
			continue
		}
		switch e.Key {
		case "ask":
			exampleQuestion(call, &v)
		case "agent":
			id := v.Get("UserID")
			if id != nil {
				call.Params["UserID"] = inventory.TextValue(id.Text)
				agent = hash("UserLogin", str("jdoe"))
			}
			agent.SetEntries(append(agent.Entries(), v.Entries()...))
		case "customer":
			delete(call.Params, "UserID")
			call.Params["CustomerUserID"] = inventory.TextValue(v.Text)
		case "screen":
			call.Params["Action"] = inventory.TextValue(v.Text)
		case "ticket":
			ticket = exampleAttrs(&v)
			ticket["TicketID"] = inventory.TextValue("9")
			call.Params["TicketID"] = ticket["TicketID"]
		case "form":
			for name, value := range exampleAttrs(&v) {
				if !strings.HasPrefix(name, "DynamicField_") {
					call.Params[name] = value
					continue
				}
				if call.DynamicField == nil {
					call.DynamicField = map[string]inventory.Value{}
				}
				call.DynamicField[name] = value
			}
		case "system":
			system.SetEntries(v.Entries())
		default:
			t.Fatalf("%s: unknown key %s", p.where, e.Key)
		}
	}
	if call.ReturnType == "" || len(acls.ACLs) == 0 {
		t.Fatalf("%s: an example has ACLs and a question", p.where)
	}
	system.SetEntries(append(system.Entries(), acl.Entry{Key: "agents", Value: acl.NewList([]acl.Value{agent})}))
	inv, wrong := inventory.Parse("example", yamlx.Append(nil, &system))
	if len(wrong) > 0 {
		t.Fatalf("%s: %v", p.where, wrong)
	}
	sys := &simulate.System{Inventory: inv, Tickets: map[string]inventory.Attrs{"9": ticket}}
	return func(target *product.Target) string {
		a := simulate.Compile(acls, target, simulate.Options{}).Ask(call, sys)
		if a.Undetermined != nil {
			t.Fatalf("%s: %s: undetermined: %s", p.where, target, strings.Join(a.Unknown, "; "))
		}
		return exampleAnswer(a, call, target)
	}
}

// exampleQuestion reads "State: [new, open]": a list of a ticket, or one of the
// special types.
func exampleQuestion(call *simulate.Call, v *acl.Value) {
	for _, e := range v.Entries() {
		call.ReturnType, call.ReturnSubType = "Ticket", e.Key
		special := product.Default().Switches.SpecialTypes.Has(e.Key)
		if special {
			call.ReturnType, call.ReturnSubType = e.Key, "-"
		}
		for i := range e.Value.Items() {
			name := e.Value.Items()[i].Text
			id := fmt.Sprint(i + 1)
			if special && e.Key != "Action" {
				id = name
			}
			call.Data = append(call.Data, simulate.Candidate{ID: id, Name: name})
		}
	}
}

func exampleAttrs(v *acl.Value) inventory.Attrs {
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

// exampleAnswer is what is left of the list, as the page writes it.
func exampleAnswer(a *simulate.Answer, call *simulate.Call, target *product.Target) string {
	var ids []string
	for _, c := range call.Data {
		ids = append(ids, c.ID)
	}
	left := namesOf(a.Left)
	sw := &target.Switches
	switch {
	case a.Died != nil:
		return "the page dies"
	case call.ReturnType == "Action" && !sw.ActionLists:
		left = nil
		for _, c := range call.Data {
			if v, listed := a.Actions[c.Name]; !listed || v.IsTrue() {
				left = append(left, c.Name)
			}
		}
		if len(left) == len(call.Data) {
			return "not limited"
		}
	case call.ReturnType == "Process" && sw.ProcessSets:
		left = a.Older.Processes(ids)
	case call.ReturnType == "ActivityDialog" && sw.DialogSets:
		left = a.Older.Dialogs(ids)
	case !a.Returned:
		return "not limited"
	}
	for i, name := range left {
		if name == "" {
			left[i] = "''"
		}
	}
	if len(left) == 0 {
		return "nothing"
	}
	return strings.Join(left, ", ")
}
