package simulate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// none says that no ACL had a change: the screen keeps its list.
const none = "none"

// TestCombination holds vectors that were measured on OTRS 5.0.13 and later:
// several changes of A, B and C.
func TestCombination(t *testing.T) {
	for _, c := range []struct {
		name string
		set  *acl.Set
		want string // names that are left
		used string
	}{
		{"Possible, then Possible", set(deployed("1", states("Possible", "A", "B")...), deployed("2", states("Possible", "B", "C")...)), "B C", "1 2"},
		{"PossibleNot, then Possible", set(deployed("1", states("PossibleNot", "A")...), deployed("2", states("Possible", "A", "B")...)), "A B", "1 2"},
		{"Possible, then PossibleNot", set(deployed("1", states("Possible", "A", "B")...), deployed("2", states("PossibleNot", "A")...)), "B", "1 2"},
		{"PossibleNot twice", set(deployed("1", states("PossibleNot", "A")...), deployed("2", states("PossibleNot", "B")...)), "C", "1 2"},
		{"Possible and PossibleNot of one ACL", set(deployed("1", both(states("Possible", "A", "B"), states("PossibleNot", "B"))...)), "A", "1"},
		{"all three of one ACL", set(deployed("1", both(states("Possible", "A"), states("PossibleAdd", "B", "Z"), states("PossibleNot", "A"))...)), "B", "1"},
		{"PossibleAdd alone changes nothing and is used", set(deployed("1", states("PossibleAdd", "A")...)), "A B C", "1"},
		{"PossibleAdd brings back", set(deployed("1", states("PossibleNot", "A", "B")...), deployed("2", states("PossibleAdd", "B")...)), "B C", "1 2"},
		{"an empty Possible leaves nothing", set(deployed("1", states("Possible")...)), "", "1"},
		{"an empty PossibleNot stops all the same", set(stopping(deployed("1", states("PossibleNot")...)), deployed("2", states("PossibleNot", "B")...)), "A B C", "1"},
		{"a stop without a list for the question does not stop", set(stopping(deployed("1", "Possible", hash("Ticket", hash("Queue", list("A"))))), deployed("2", states("PossibleNot", "B")...)), "A C", "2"},
		{"a list for another question is no answer", set(deployed("1", "Possible", hash("Ticket", hash("Queue", list("A"))))), none, ""},
		{"Possible of negations keeps all", set(deployed("1", states("Possible", "[Not]A", "[Not]B")...)), "A B C", "1"},
		{"PossibleNot of negations removes all", set(deployed("1", states("PossibleNot", "[Not]A", "[Not]B")...)), "", "1"},
		{"PossibleNot of one negation", set(deployed("1", states("PossibleNot", "[Not]A")...)), "A", "1"},
		{"PossibleNot of a misspelt negation removes all", set(deployed("1", states("PossibleNot", "[NotRegexp]x")...)), "", "1"},
		{"a misspelt pattern is a literal", set(deployed("1", states("Possible", "[Regexp]A")...)), "", "1"},
		{"a pattern finds, whatever stands around it", set(deployed("1", states("Possible", "[RegExp]A")...)), "A", "1"},
		{"a pattern minds case", set(deployed("1", states("Possible", "[RegExp]a")...)), "", "1"},
		{"a pattern in small letters does not", set(deployed("1", states("Possible", "[regexp]a")...)), "A", "1"},
		{"a negated pattern", set(deployed("1", states("Possible", "[NotRegExp]A|B")...)), "C", "1"},
		{"a negated pattern in small letters", set(deployed("1", states("Possible", "[Notregexp]a|b")...)), "C", "1"},
		{"a list of names and a null", set(deployed("1", "Possible", hash("Ticket", hash("State", acl.NewList([]acl.Value{null(), str("B")}))))), "B", "1"},
		{"100 comes before 20", set(deployed("20", states("Possible", "A")...), deployed("100", states("Possible", "B")...)), "A", "100 20"},
		{"Z comes before a", set(deployed("a", states("Possible", "A")...), deployed("Z", states("Possible", "B")...)), "A", "Z a"},
		{"umlauts come last", set(deployed("Ärger", states("Possible", "A")...), deployed("~", states("Possible", "B")...)), "A", "~ Ärger"},
		{"null is an ACL without conditions or changes", set(written("1", null()), deployed("2", states("Possible", "B")...)), "B", "2"},
		{"of one name the last counts", set(deployed("1", states("Possible", "A")...), deployed("1", states("Possible", "B")...)), "B", "1"},
		{"no ACL", set(), none, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := ask(c.set, askStates(), emptySystem())
			want, returned := strings.Fields(c.want), c.want != none
			if !returned {
				want = []string{"A", "B", "C"}
			}
			if got := namesOf(a.Left); a.Returned != returned || !slices.Equal(got, want) {
				t.Errorf("left %q, returned %t; want %q, %t", got, a.Returned, want, returned)
			}
			if got := strings.Join(aclNames(a.Used), " "); got != c.used {
				t.Errorf("used %q, want %q", got, c.used)
			}
		})
	}
}

// TestCandidates holds what is special about candidates: the false ones, null,
// and questions about one action.
func TestCandidates(t *testing.T) {
	action := inventory.TextValue("AgentTicketMove")
	dash, nothing := inventory.TextValue("-"), inventory.Value{}
	call := func(kind string, scalar *inventory.Value, cs ...simulate.Candidate) *simulate.Call {
		sub := "-"
		if kind == "Ticket" {
			sub = "State"
		}
		return &simulate.Call{ReturnType: kind, ReturnSubType: sub, Data: cs, Scalar: scalar, Params: params("UserID", "2", "Action", "AgentTicketZoom")}
	}
	not := deployed("1", "PossibleNot", hash("Action", list("AgentTicketZoom", "AgentTicketMove")))
	for _, c := range []struct {
		name string
		set  *acl.Set
		call *simulate.Call
		left []string
		used bool
	}{
		{"PossibleNot keeps what is false", set(deployed("1", states("PossibleNot", "0", "", "1")...)), call("Ticket", nil, data("0", "", "1")...), []string{"0", ""}, true},
		{"Possible does not", set(deployed("1", states("Possible", "1")...)), call("Ticket", nil, data("0", "", "1")...), []string{"1"}, true},
		{"0.0 is true", set(deployed("1", states("PossibleNot", "0.0")...)), call("Ticket", nil, data("0.0")...), []string{}, true},
		{"null is hit by nothing", set(deployed("1", states("Possible", "", "[Not]x", "[Nothing]")...)), call("Ticket", nil, simulate.Candidate{ID: "1", Undef: true}), []string{}, true},
		{"ids are not compared", set(deployed("1", states("Possible", "1")...)), call("Ticket", nil, data("A")...), []string{}, true},
		{"an empty list is a question too", set(deployed("1", states("Possible", "A")...)), call("Ticket", nil), []string{}, true},
		{"an action is asked by the screen's own name", set(not), call("Action", nil), []string{}, true},
		{"an action named in place of a list", set(not), call("Action", &action), []string{}, true},
		{"a dash stands for the screen", set(not), call("Action", &dash), []string{}, true},
		{"a string for another question is ignored", set(deployed("1", states("Possible", "AgentTicketMove")...)), call("Ticket", &action), []string{}, true},
		{"an empty list of actions is ignored", set(deployed("1", "Possible", hash("Action", list()))), call("Action", nil, data("A")...), []string{"A"}, false},
		{"a hash of actions is ignored", set(deployed("1", "Possible", hash("Action", hash("A", str("0"))))), call("Action", nil, data("A")...), []string{"A"}, false},
		{"Form is known", set(deployed("1", "Possible", hash("Form", list("A")))), call("Form", nil, data("A", "B")...), []string{"A"}, true},
		{"Endpoint is not", set(deployed("1", "Possible", hash("Endpoint", list("A")))), call("Endpoint", nil, data("A", "B")...), []string{"A", "B"}, false},
		{"no data", set(not), call("Action", &nothing), []string{}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := ask(c.set, c.call, emptySystem())
			if got := namesOf(a.Left); !slices.Equal(got, c.left) || a.Returned != c.used {
				t.Errorf("left %q, returned %t; want %q, %t", got, a.Returned, c.left, c.used)
			}
		})
	}
	form := set(deployed("1", "Possible", hash("FormStd", list("A"))))
	for id, want := range map[string]bool{"otobo-10.0": false, "otobo-10.1": true, "znuny-7.0": false} {
		e := simulate.Compile(form, targetNamed(id), simulate.Options{})
		if got := e.Ask(call("FormStd", nil, data("A", "B")...), emptySystem()).Returned; got != want {
			t.Errorf("%s: FormStd returned %t", id, got)
		}
	}
}

// TestRefused: the engine answers before it looks at any ACL.
func TestRefused(t *testing.T) {
	empty, list := inventory.TextValue(""), inventory.ListValue("A")
	for _, c := range []struct {
		name string
		edit func(*simulate.Call)
		want simulate.Refusal
	}{
		{"an agent", func(*simulate.Call) {}, simulate.NotRefused},
		{"nobody", func(c *simulate.Call) { delete(c.Params, "UserID") }, simulate.RefusedNoUser},
		{"a false agent", func(c *simulate.Call) { c.Params = params("UserID", "0") }, simulate.RefusedNoUser},
		{"a customer", func(c *simulate.Call) { c.Params = params("CustomerUserID", "cu") }, simulate.NotRefused},
		{"a customer called 1", func(c *simulate.Call) { c.Params = params("CustomerUserID", "1") }, simulate.NotRefused},
		{"UserID 1", func(c *simulate.Call) { c.Params = params("UserID", "1") }, simulate.RefusedExempt},
		{"UserID 01", func(c *simulate.Call) { c.Params = params("UserID", "01") }, simulate.RefusedExempt},
		{"UserID 1.0", func(c *simulate.Call) { c.Params = params("UserID", "1.0") }, simulate.RefusedExempt},
		{"UserID 1 and a blank", func(c *simulate.Call) { c.Params = params("UserID", "1 ") }, simulate.RefusedExempt},
		{"UserID blank and 1", func(c *simulate.Call) { c.Params = params("UserID", "\t1") }, simulate.RefusedExempt},
		{"UserID 1e0", func(c *simulate.Call) { c.Params = params("UserID", "1e0") }, simulate.RefusedExempt},
		{"UserID 1abc", func(c *simulate.Call) { c.Params = params("UserID", "1abc") }, simulate.RefusedExempt},
		{"UserID 10", func(c *simulate.Call) { c.Params = params("UserID", "10") }, simulate.NotRefused},
		{"UserID 0.1e1", func(c *simulate.Call) { c.Params = params("UserID", "0.1e1") }, simulate.RefusedExempt},
		{"an agent of unknown id whose login begins with 1", func(c *simulate.Call) {
			c.Params["UserID"] = inventory.Value{Kind: inventory.Unknown, Text: "1st", Why: "nobody says"}
		}, simulate.NotRefused},
		{"no ReturnType", func(c *simulate.Call) { c.ReturnType = "" }, simulate.RefusedNoData},
		{"ReturnType 0", func(c *simulate.Call) { c.ReturnType = "0" }, simulate.RefusedNoData},
		{"no ReturnSubType", func(c *simulate.Call) { c.ReturnSubType = "" }, simulate.RefusedNoData},
		{"no data", func(c *simulate.Call) { c.Data, c.Scalar = nil, &inventory.Value{} }, simulate.RefusedNoData},
		{"an empty string for data", func(c *simulate.Call) { c.Data, c.Scalar = nil, &empty }, simulate.RefusedNoData},
		{"a list for data", func(c *simulate.Call) { c.Data, c.Scalar = nil, &list }, simulate.NotRefused},
	} {
		t.Run(c.name, func(t *testing.T) {
			call := askStates()
			c.edit(call)
			a := ask(set(deployed("1", states("Possible", "A")...)), call, emptySystem())
			if a.Refused != c.want {
				t.Fatalf("refused %q, want %q", a.Refused, c.want)
			}
			if (a.Refused.String() != "") != (c.want != simulate.NotRefused) {
				t.Errorf("the refusal reads %q", a.Refused)
			}
			if c.want != simulate.NotRefused && (a.Returned || len(a.Left) != len(call.Data)) {
				t.Error("a refused call changes something")
			}
		})
	}
}

// TestExportForm: deploying an export writes an empty hash for what is missing
// or false, and leaves out what is not valid.
func TestExportForm(t *testing.T) {
	export := func(name, validID string, properties acl.Value) *acl.ACL {
		a := deployed(name, states("Possible", name)...)
		a.Form = acl.Export
		id := str(validID)
		a.Meta.ValidID = &id
		a.Blocks[acl.Properties] = &acl.Entry{Key: "Properties", Value: properties}
		return a
	}
	for _, c := range []struct {
		name string
		set  *acl.Set
		opts simulate.Options
		want string
	}{
		{"an empty string is an empty hash", set(export("A", "1", str(""))), simulate.Options{}, "A"},
		{"so is 0", set(export("A", "1", str("0"))), simulate.Options{}, "A"},
		{"and null", set(export("A", "1", null())), simulate.Options{}, "A"},
		{"a list is not", set(export("A", "1", list())), simulate.Options{}, "died"},
		{"invalid ones take no part", set(export("A", "1", null()), export("B", "2", null()), export("C", "3", null())), simulate.Options{}, "A"},
		{"unless they are asked for", set(export("A", "1", null()), export("B", "2", null())), simulate.Options{WithInvalid: true}, "B"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := simulate.Compile(c.set, product.Default(), c.opts).Ask(askStates(), emptySystem())
			got := strings.Join(namesOf(a.Left), " ")
			if a.Died != nil {
				got = "died"
			}
			if got != c.want {
				t.Errorf("left %q, want %q", got, c.want)
			}
		})
	}
}
