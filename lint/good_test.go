package lint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/lint"
)

// lintFile lints a file with all rules that are on.
func lintFile(t *testing.T, path, target string, inv *inventory.Inventory) []string {
	t.Helper()
	to, err := product.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	in := &lint.Input{Sources: map[string][]byte{}}
	in.Read, err = convert.Read(t.Context(), path, convert.Options{Source: func(file string, data []byte) { in.Sources[file] = data }})
	if err != nil {
		t.Fatal(err)
	}
	found := []string{}
	for _, d := range lint.Lint(in, lint.Options{Target: to, Inventory: inv}) {
		found = append(found, fmt.Sprintf("%d: %s: %s", d.Place.Span.Start.Line, d.Severity, d.Rule))
	}
	return found
}

// TestGood: what experienced people would have is clean, with and without an
// inventory. Information is given where it is true: of ACLs that are not valid.
func TestGood(t *testing.T) {
	const good = "../testdata/good/"
	tested := map[string]bool{}
	for _, c := range []struct {
		file, target string
		info         []string
	}{
		{"servicedesk.yml", "otobo-11.0", []string{
			// Spam and Delete go with AgentTicketMove, as they should.
			"64: info: side-effect-action", "87: info: side-effect-action", "1214: info: invalid-acl", "1235: info: invalid-acl",
		}},
		{"process.yml", "otobo-11.0", []string{"209: info: side-effect-action", "616: info: invalid-acl", "635: info: invalid-acl"}},
		{"owners.yml", "znuny-7.0", []string{"811: info: invalid-acl"}},
		{"otrs33.pm", "otrs-3.3", []string{}},
		{"small.yml", "otrs-6.0", []string{"228: info: invalid-acl"}},
		{"ce.pm", "otrs-ce-6.0", []string{}},
		{"documented.yml", "otobo-11.0", []string{"183: info: agent-and-customer", "232: info: never-set", "332: info: invalid-acl"}},
		{"documented_otrs6.pm", "otrs-6.0", []string{}},
		{"documented_otrs24.pm", "otrs-2.4", []string{}},
	} {
		tested[c.file] = true
		var inv *inventory.Inventory
		of := strings.TrimSuffix(c.file, filepath.Ext(c.file)) + ".inventory.yml"
		if _, err := os.Stat(good + of); err == nil {
			var findings []lint.Diagnostic
			if inv, findings, err = inventory.Load(good + of); err != nil || len(findings) > 0 {
				t.Fatal(err, findings)
			}
		}
		for _, inv := range []*inventory.Inventory{nil, inv} {
			if diff := cmp.Diff(c.info, lintFile(t, good+c.file, c.target, inv)); diff != "" {
				t.Errorf("%s, with an inventory: %t (-want +found):\n%s", c.file, inv != nil, diff)
			}
		}
	}
	files, err := filepath.Glob(good + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := filepath.Base(f)
		if !tested[name] && !strings.Contains(name, ".inventory.") && !strings.Contains(name, ".scenarios.") && name != "README.md" {
			t.Errorf("%s is not tested", name)
		}
	}
}

// TestSeeds: what is found in the documents that the project grew from. Each is
// right, for the reason that stands beside it.
func TestSeeds(t *testing.T) {
	const seeds = "../testdata/seeds/"
	for _, c := range []struct {
		file, target string
		found        []string
	}{
		{"100-Example-ACL.yml", "otobo-11.0", []string{}},
		{"101-Example-ACL.yml", "otobo-11.0", []string{}},
		{"102-Example-ACL.yml", "otobo-11.0", []string{}},
		{"103-Example-ACL.yml", "otobo-11.0", []string{}},
		{"104-Example-ACL.yml", "otobo-11.0", []string{}},
		{"105-Example-ACL.yml", "otobo-11.0", []string{
			"10: warning: old-entity-id", // P14: since OTRS 4 processes have long ids
		}},
		{"106-Example-ACL.yml", "otobo-11.0", []string{}},
		{"200-ACL-Reference.yml", "otobo-11.0", []string{
			"32: info: never-set",           // CustomerTicketZoomReply is no screen; information, because the ACL is not valid
			"33: info: never-set",           // Endpoint is of OTRS 7 and 8
			"157: info: agent-and-customer", // FormStd, which customers' screens alone ask for
			"171: info: unknown-key",        // Endpoint again
			"222: info: invalid-acl",        // ValidID: 3
		}},
		{"Export_ACL.yml", "otobo-11.0", []string{"130: warning: old-entity-id", "180: info: unknown-key", "190: info: agent-and-customer", "239: info: never-set", "240: info: never-set", "346: info: invalid-acl"}},
		{"002.pm", "otrs-6.0", []string{
			"54: error: perl-syntax",           // a line of comment without its #
			"96: warning: old-entity-id",       // P14
			"139: error: never-set",            // customer users have no roles
			"172: error: perl-syntax",          // = for =>
			"177: error: perl-syntax",          // = for =>
			"183: error: perl-syntax",          // = for =>
			"242: error: perl-syntax",          // no comma behind a list
			"258: warning: old-entity-id",      // AD1
			"258: warning: old-entity-id",      // AD3
			"266: warning: concatenated-items", // 'AgentTicketPhone' . 'AgentLinkObject'
		}},
		{"002-mended.pm", "otrs-6.0", []string{"96: warning: old-entity-id", "139: error: never-set", "258: warning: old-entity-id", "258: warning: old-entity-id"}},
		{"003.pm", "otrs-2.4", []string{
			"44: info: duplicate-key",             // AgentTicketHistory => 1, twice
			"67: warning: last-wins",              // ACL-Name-5 takes one state for all, and offers again what ACL-Name-1 left out in Raw
			"92: warning: create-screen-database", // the ticket, where tickets are created
			"130: error: duplicate-key",           // AgentTicketHistory => 0, then 1
			"133: warning: dead-action",           // AgentTicketTicketPrint => 0, where AgentTicketPrint is meant
			"146: error: possible-and-not",        // all queues are offered
			"146: info: same-item-both",           // Hotline is in Possible and PossibleNot, which unite there
			"146: info: same-item-both",           // Koordination too
			"147: error: possible-and-not",        // all states but closed and removed
		}},
		{"003.pm", "otrs-3.3", []string{
			"44: info: duplicate-key",
			"67: warning: last-wins",
			// Tickets have no free fields any more.
			"94: error: never-set", "95: error: never-set", "97: error: never-set",
			"98: error: never-set", "99: error: never-set", "101: error: never-set",
			"111: error: dead-attribute", "112: error: dead-attribute", "114: error: dead-attribute",
			"115: error: dead-attribute", "116: error: dead-attribute", "118: error: dead-attribute",
			"130: error: duplicate-key", "133: warning: dead-action", "146: error: possible-and-not", "146: info: same-item-both",
			"146: info: same-item-both", "147: error: possible-and-not",
		}},
	} {
		if diff := cmp.Diff(c.found, lintFile(t, seeds+c.file, c.target, nil)); diff != "" {
			t.Errorf("%s on %s (-want +found):\n%s", c.file, c.target, diff)
		}
	}
}
