package lint_test

import (
	"slices"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/lint"
)

// TestDeadActionSeverity: what is meant by a name is a warning, and what a package may
// add information; what the project file names is left alone.
func TestDeadActionSeverity(t *testing.T) {
	for _, tt := range []struct {
		action     string
		extensions []string
		want       string
	}{
		{"AgentTicketCLose", nil, "warning"}, {"AgentTicketLink", nil, "warning"}, {"AgentTicketMailbox", nil, "warning"},
		{"AgentTicketOfAPackage", nil, "info"}, {"AgentTicketOfAPackage", []string{"AgentTicketOfAPackage"}, ""},
		{"AgentTicketOfApackage", []string{"AgentTicketOfAPackage"}, "warning"}, {"AgentTicketClose", nil, ""},
		{"AgentTicketCloseAgentTicketMove", nil, ""},
	} {
		text := "- Name: '100'\n  ValidID: 1\n  ConfigMatch: ''\n  ConfigChange: {PossibleNot: {Action: [" + tt.action + "]}}\n"
		read, err := convert.ReadBytes("acls.yml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		in := &lint.Input{Read: read, Sources: map[string][]byte{"acls.yml": []byte(text)}}
		for _, d := range lint.Lint(in, lint.Options{Only: []lint.RuleID{diag.DeadAction}, Extensions: lint.Extensions{Actions: tt.extensions}}) {
			got += d.Severity.String()
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.action, got, tt.want)
		}
	}
}

// TestDeadActionKnows: what a fresh installation registers is there.
func TestDeadActionKnows(t *testing.T) {
	for _, target := range product.All() {
		var items []acl.Value
		for _, m := range slices.Concat(target.Facts().AgentModules, target.Facts().CustomerModules) {
			items = append(items, acl.Value{Kind: acl.String, Text: m})
		}
		a := &acl.ACL{Name: "100", Form: acl.Deployed}
		conditions := acl.NewHash([]acl.Entry{{Key: "Frontend", Value: acl.NewHash([]acl.Entry{{Key: "Action", Value: acl.NewList(items)}})}})
		a.Entry = acl.NewHash([]acl.Entry{{Key: "Properties", Value: conditions}})
		a.Blocks[acl.Properties] = &a.Entry.Entries()[0]
		in := &lint.Input{Read: &convert.Result{Set: &acl.Set{ACLs: []*acl.ACL{a}}}}
		for _, d := range lint.Lint(in, lint.Options{Target: target, Only: []lint.RuleID{diag.DeadAction}}) {
			t.Errorf("%s: %s", target.ID, d.Summary)
		}
	}
}

// TestActionsAreToldOnce: what action-style tells, not-a-list and no-effect do not.
func TestActionsAreToldOnce(t *testing.T) {
	const perl = "$Self->{TicketAcl}->{'100'} = { Properties => { Ticket => { Queue => ['Raw'] } }, "
	for text, targets := range map[string][]string{
		perl + "Possible => { Action => { AgentTicketClose => 0 } } };": {"otrs-4.0", "otobo-11.0"},
		perl + "Possible => { Action => ['AgentTicketClose'] } };":      {"otrs-2.4", "otrs-3.3"},
		perl + "PossibleNot => { Action => ['AgentTicketClose'] } };":   {"otrs-2.4", "otrs-3.3"},
	} {
		for _, target := range targets {
			found := lintText(t, "Config.pm", text, target, "", nil)
			if len(found) != 1 || found[0].Rule != diag.ActionStyle {
				t.Errorf("%s on %s:\n%s", text, target, described(found))
			}
		}
	}
}
