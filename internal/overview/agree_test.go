package overview_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/overview"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// ask puts one question about a ticket to the engine.
func ask(acls []*acl.ACL, question string, candidates []string, ticket inventory.Attrs) *simulate.Answer {
	call := &simulate.Call{
		ReturnType: question, ReturnSubType: "-",
		Params: map[string]inventory.Value{"UserID": inventory.TextValue("2"), "TicketID": inventory.TextValue("9"), "Action": inventory.TextValue("AgentTicketZoom")},
	}
	if sub, ok := strings.CutPrefix(question, "Ticket."); ok {
		call.ReturnType, call.ReturnSubType = "Ticket", sub
	}
	for i, c := range candidates {
		call.Data = append(call.Data, simulate.Candidate{ID: fmt.Sprint(i), Name: c})
	}
	sys := &simulate.System{Inventory: inventory.Stock(product.Default()), Tickets: map[string]inventory.Attrs{"9": ticket}}
	return simulate.Compile(&acl.Set{ACLs: acls}, product.Default(), simulate.Options{}).Ask(call, sys)
}

// checkUse holds what --uses says of one item and one value against what the
// engine does with them, in a condition and in a change.
func checkUse(t interface {
	Errorf(string, ...any)
	Fatal(...any)
}, item, value string) (how overview.How) {
	condition := acl.NewDeployed("1", hash(
		key("Properties", hash(key("Ticket", hash(key("Title", items(item)))))),
		key("PossibleNot", hash(key("Ticket", hash(key("State", items("x")))))),
	))
	change := acl.NewDeployed("1", hash(key("Possible", hash(key("Ticket", hash(key("Queue", items(item))))))))
	answers := map[string]*simulate.Answer{
		"Ticket.Title": ask([]*acl.ACL{condition}, "Ticket.State", []string{"x"}, inventory.Attrs{"Title": inventory.TextValue(value)}),
		"Ticket.Queue": ask([]*acl.ACL{change}, "Ticket.Queue", []string{value}, inventory.Attrs{}),
	}
	matched := map[string]bool{
		"Ticket.Title": len(answers["Ticket.Title"].Matched) > 0, "Ticket.Queue": len(answers["Ticket.Queue"].Left) > 0,
	}
	for attr, a := range map[string]*acl.ACL{"Ticket.Title": condition, "Ticket.Queue": change} {
		q, err := otobo().NewQuery(attr+"="+value, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		says := "nothing"
		for _, h := range otobo().Uses(q, []*acl.ACL{a}) {
			says, how = h.Matches, h.How
		}
		answer := answers[attr]
		switch undetermined := answer.Undetermined != nil || answer.Died != nil; {
		case undetermined && says != "unknown":
			t.Errorf("%s: item %q and value %q: %s, but the engine does not tell", attr, item, value, says)
		case !undetermined && matched[attr] && says != "yes":
			t.Errorf("%s: item %q matches %q, but --uses says %s", attr, item, value, says)
		case !undetermined && !matched[attr] && says != "no" && says != "nothing":
			t.Errorf("%s: item %q does not match %q, but --uses says %s", attr, item, value, says)
		}
	}
	return how
}

// TestUsesAgreeWithTheEngine: what the engine finds to match is a use, and what
// is said to match is found by the engine.
func TestUsesAgreeWithTheEngine(t *testing.T) {
	words := rapid.SampledFrom([]string{"a", "b", "ab", "A", "Misc", "Misc::Sub", "", "0", "[Not]a", "é", "a.c", "^a"})
	modifier := rapid.SampledFrom([]string{"", "", "[Not]", "[RegExp]", "[regexp]", "[NotRegExp]", "[Notregexp]", "[NotX]", "[Regexp]", "[not]"})
	rest := rapid.OneOf(words, rapid.SampledFrom([]string{"^a", "b$", ".", "a|b", "^Misc(::|$)", "[ab]+", "(", "(?R)?a", "(?i)A", "(a+)+$", "a(*SKIP)b"}))
	seen := map[overview.How]int{}
	for _, item := range []string{"a", "[Not]a", "[Not]b", "[RegExp]^a", "[RegExp]", "[NotX]"} {
		seen[checkUse(t, item, "a")]++
	}
	rapid.Check(t, func(t *rapid.T) {
		item := modifier.Draw(t, "modifier") + rest.Draw(t, "rest")
		seen[checkUse(t, item, words.Draw(t, "value"))]++
	})
	for how := overview.Any; how <= overview.Exact; how++ {
		if seen[how] < 1 && how != overview.ByID && how != overview.Child {
			t.Errorf("no use was of the kind %s", how)
		}
	}
}

func FuzzUses(f *testing.F) {
	for _, item := range []string{"Misc", "[Not]Misc", "[RegExp]^M", "[regexp]misc", "[NotRegExp](", "[Notregexp]", "[NotX]", "[RegExp](?R)?a"} {
		f.Add(item, "Misc")
	}
	f.Fuzz(func(t *testing.T, item, value string) {
		if len(item)+len(value) < 500 {
			checkUse(t, item, value)
		}
	})
}

// randomBlock draws a block with areas, attributes and items that matter to
// what is said of an ACL as a whole.
func randomBlock(t *rapid.T, label string) acl.Value {
	list := func() acl.Value {
		switch rapid.IntRange(0, 9).Draw(t, "shape") {
		case 0:
			return acl.Value{}
		case 1:
			return text(rapid.SampledFrom([]string{"", "x"}).Draw(t, "text"))
		case 2:
			return hash(key("x", items("x")))
		}
		return items(rapid.SliceOfN(rapid.SampledFrom([]string{"x", "y", "[Not]x", "[RegExp].", "[NotX]"}), 0, 2).Draw(t, "items")...)
	}
	switch rapid.IntRange(0, 9).Draw(t, label) {
	case 0:
		return acl.Value{}
	case 1:
		return text("")
	case 2:
		return items("x")
	}
	block := hash()
	attrs := map[string][]string{
		"Ticket": {"Title"}, "Frontend": {"Action", "Endpoint"}, "CustomerUser": {"UserLogin", "Role"}, "Unknown": {"Title"},
	}
	for _, area := range []string{"Ticket", "Frontend", "CustomerUser", "Unknown"} {
		switch rapid.IntRange(0, 9).Draw(t, area) {
		case 0:
			block.SetEntries(append(block.Entries(), key(area, acl.Value{})))
		case 1:
			block.SetEntries(append(block.Entries(), key(area, hash())))
		case 2:
			block.SetEntries(append(block.Entries(), key(area, items("x"))))
		case 3, 4, 5:
			attr := rapid.SampledFrom(attrs[area]).Draw(t, "attr")
			block.SetEntries(append(block.Entries(), key(area, hash(key(attr, list())))))
		}
	}
	return block
}

// claimOf is what is said of an ACL as a whole.
func claimOf(a *acl.ACL) string {
	switch first := otobo().Sentences(a, nil)[0]; {
	case strings.HasPrefix(first, "Ends "):
		return "dies"
	case strings.HasPrefix(first, "Never "):
		return "never"
	case overview.For(product.Default()).Always(a):
		return "always"
	}
	return "may apply"
}

// TestClaimsHold: an ACL that is said to apply always matches, one that is said
// never to apply does not, and one that is said to end the call does so.
func TestClaimsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entry := hash(key("PossibleNot", hash(key("Ticket", hash(key("State", items("new")))))))
		for _, b := range []string{"Properties", "PropertiesDatabase"} {
			if rapid.Bool().Draw(t, "has "+b) {
				entry.SetEntries(append(entry.Entries(), key(b, randomBlock(t, b))))
			}
		}
		a := acl.NewDeployed("1", entry)
		title := rapid.SampledFrom([]string{"x", "y", ""}).Draw(t, "title")
		answer := ask([]*acl.ACL{a}, "Ticket.State", []string{"new"}, inventory.Attrs{
			"Title": inventory.TextValue(title), "CustomerUserID": inventory.TextValue("kim"),
		})
		claim := claimOf(a)
		matched := len(answer.Matched) > 0 && answer.Undetermined == nil // nobody knows kim, nor that she has no roles
		if (answer.Died != nil) != (claim == "dies") || claim == "always" && !matched || claim == "never" && matched {
			t.Errorf("%s; died %v, matched %t", claim, answer.Died, matched)
		}
	})
}

// TestTautologiesHold: a condition that is said to hold for every value does.
func TestTautologiesHold(t *testing.T) {
	item := rapid.SampledFrom([]string{"a", "b", "[Not]a", "[Not]b", "[RegExp]^a", "[NotRegExp]^a", "[NotRegExp]b", "[regexp]A"})
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(item, 1, 3).Draw(t, "items")
		a := acl.NewDeployed("1", hash(key("Properties", hash(key("Ticket", hash(key("Title", items(list...))))))))
		value := rapid.SampledFrom([]string{"a", "b", "ab", "c", "A"}).Draw(t, "value")
		holds := len(ask([]*acl.ACL{a}, "Ticket.State", []string{"new"}, inventory.Attrs{"Title": inventory.TextValue(value)}).Matched) > 0
		if slices.ContainsFunc(otobo().Sentences(a, nil), func(s string) bool { return strings.Contains(s, "holds for every value") }) {
			if !holds {
				t.Errorf("%q is said to hold for every value, but not for %q", list, value)
			}
		}
	})
}

// TestShutTicketsStayShut: where the Zoom screen is said to be taken, it is.
func TestShutTicketsStayShut(t *testing.T) {
	item := rapid.SampledFrom([]string{"AgentTicketZoom", "AgentTicketNote", "[Not]AgentTicketZoom", "[RegExp]Zoom", "[NotRegExp]Zoom", "[Not]AgentTicketNote"})
	rapid.Check(t, func(t *rapid.T) {
		entry := hash()
		for _, section := range []string{"Possible", "PossibleAdd", "PossibleNot"} {
			if rapid.Bool().Draw(t, section) {
				list := rapid.SliceOfN(item, 0, 2).Draw(t, "items")
				entry.SetEntries(append(entry.Entries(), key(section, hash(key("Action", items(list...))))))
			}
		}
		a := acl.NewDeployed("1", entry)
		shut := slices.ContainsFunc(otobo().Sentences(a, nil), func(s string) bool { return strings.Contains(s, "takes AgentTicketZoom") })
		answer := ask([]*acl.ACL{a}, "Action", []string{"AgentTicketZoom"}, inventory.Attrs{})
		if opens := !answer.Returned || len(answer.Left) > 0; opens == shut {
			t.Errorf("said to stay shut: %t, opens: %t", shut, opens)
		}
	})
}
