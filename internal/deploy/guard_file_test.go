package deploy

import (
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/product"
)

// TestNamed: which names need a reason, and which get none.
func TestNamed(t *testing.T) {
	why := []Allow{{Rule: FileName, Reason: "meant"}}
	for _, c := range []struct {
		path  string
		allow []Allow
		want  Outcome
	}{
		{"a/ZZZACL.pm", nil, Passed},
		{"a/ZZZACL.pm", why, Told},
		{"a/zzzacl.pm", nil, Stopped},
		{"a/ZZZZACL.pm", nil, Stopped},
		{"a/ZZZZACL.pm", why, Allowed},
		{"a/ZZZAAuto.pm", why, Stopped},
		{"a/zzzauto.pm", why, Stopped},
		{"a/ZZZProcessManagement.pm", why, Stopped},
	} {
		if g := Named(c.path, c.allow); g.Outcome != c.want {
			t.Errorf("%s, allowed %v: %s: %s", c.path, c.allow, g.Outcome, g.Summary)
		}
	}
}

// TestLeaves: nothing in the place of ACLs needs a reason.
func TestLeaves(t *testing.T) {
	why := []Allow{{Rule: NoACLs, Reason: "meant"}}
	for _, c := range []struct {
		before, then int
		allow        []Allow
		want         Outcome
	}{
		{0, 0, nil, Passed}, {0, 3, nil, Passed}, {3, 1, nil, Passed}, {3, 0, nil, Stopped}, {3, 0, why, Allowed}, {3, 3, why, Told}, {0, 0, why, Told},
	} {
		if g := Leaves(c.before, c.then, c.allow); g.Outcome != c.want {
			t.Errorf("%d, then %d, allowed %v: %s: %s", c.before, c.then, c.allow, g.Outcome, g.Summary)
		}
	}
}

// TestOnlyACLs: what each target deploys is nothing but ACLs, and whatever else stands in it is found.
func TestOnlyACLs(t *testing.T) {
	const acls = "- Name: 'it''s; {a} #1 \"q\"'\n  ValidID: 1\n  Comment: two; words\n  ConfigMatch: {Properties: {Ticket: {Queue: [Raw, \"a'; b\"]}}}\n" +
		"  ConfigChange: {PossibleNot: {Action: [AgentTicketClose, 12, \"\"]}}\n- Name: Übung\n  ValidID: 1\n"
	read, err := convert.ReadBytes("a.yml", []byte(acls))
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range product.All() {
		for _, set := range []*convert.Set{read.Set, {}} {
			data := convert.Write(set, convert.Deployment, convert.WriteOptions{Target: target}).Data
			if other := foreign(string(data)); other != "" {
				t.Errorf("%s: %q in\n%s", target.ID, other, data)
			}
		}
	}
	const head, acl, foot = "package Kernel::Config::Files::ZZZACL;\nsub Load {\n    my ($File, $Self) = @_;\n", "$Self->{TicketAcl}->{'1'} = { 'Possible' => {} };\n", "}\n1;\n"
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{head + acl + foot, ""},
		{head + "$Self->{'TicketAcl'}{\"1\"} = { Possible => { Action => [ qw(a b) ] } };\n" + foot, ""},
		{acl + "1;\n", ""},
		{head + acl + "# a comment; of two\n" + foot, ""},
		{head + "$Self->{Organization} = 'x';\n" + acl + foot, "$Self->{Organization} = 'x'"},
		{head + acl + "$Self->{'Organization'} = { 'TicketAcl' => 1 };\n" + foot, "$Self->{'Organization'} = { 'TicketAcl' => 1 }"},
		{head + acl + "delete $Self->{TicketAcl}->{'1'};\n" + foot, "delete $Self->{TicketAcl}->{'1'}"},
		{head + "$Self->{TicketAcl}->{'1'} = { 'Possible' => Other() };\n" + foot, "$Self->{TicketAcl}->{'1'} = { 'Possible' => Other() }"},
		{head + acl + "}\nsub Other { 1 }\n1;\n", "}"},
		{head + acl + foot + "__END__\nnotes\n", "__END__"},
		{"- Name: 100\n  ValidID: 1\n", "- Name: 100"},
	} {
		if got := foreign(c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
