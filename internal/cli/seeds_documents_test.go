package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/ticketacl/ticketacl/internal/report"
)

// documentSystem is what the documents speak of.
const documentSystem = `
queues: [{Name: Raw}, {Name: Alert}, {Name: HW}, {Name: Hotline}]
states:
  - {Name: new, TypeName: new}
  - {Name: open, TypeName: open}
  - {Name: pending reminder, TypeName: pending reminder}
  - {Name: closed successful, TypeName: closed}
  - {Name: closed unsuccessful, TypeName: closed}
services: [{Name: Hardware}, {Name: Hardware::Printer}, {Name: Software}]
agents: [{UserLogin: anna, groups: {rw: [users]}}]
customer_users: [{UserLogin: kim}]
`

// TestSeedDocuments simulates the ACLs of two documents under the products that
// they were written for (OTRS 2.2, and 4 to 6), and holds what comes of it
// against what the documents promise; where a document is wrong its entry says so.
func TestSeedDocuments(t *testing.T) {
	inv := filepath.Join(t.TempDir(), "inventory.yml")
	if err := os.WriteFile(inv, []byte(documentSystem), 0o600); err != nil {
		t.Fatal(err)
	}
	raw := []string{"--agent", "anna", "--ticket", "Queue=Raw", "--ticket", "State=new", "--ticket", "Priority=3 normal"}
	urgent := []string{"--agent", "anna", "--ticket", "Queue=Raw", "--ticket", "State=new", "--ticket", "Priority=5 very high"}
	for _, c := range []struct {
		says, seed, target string
		scenario           []string
		question           string
		left, gone         []string // some of them
	}{
		{"priority 5 in Raw may be moved to Alert only", "003-01-ACL-Name-2.pm", "otrs-2.2", append([]string{"--screen", "AgentTicketMove"}, urgent...),
			"Queue", []string{"Alert"}, []string{"Raw", "HW"}},
		{"others are not touched by it", "003-01-ACL-Name-2.pm", "otrs-2.2", append([]string{"--screen", "AgentTicketMove"}, raw...),
			"Queue", []string{"Alert", "HW"}, nil},
		{"tickets in Raw cannot be closed", "003-02-ACL-Name-1.pm", "otrs-2.2", append([]string{"--screen", "AgentTicketNote"}, raw...),
			"State", []string{"open", "pending reminder"}, []string{"closed successful", "closed unsuccessful"}},
		{"and the button is hidden", "003-02-ACL-Name-1.pm", "otrs-2.2", append([]string{"--screen", "AgentTicketZoom"}, raw...),
			"Action", []string{"AgentTicketNote"}, []string{"AgentTicketClose"}},
		// Wrong: "only one group keeps the state". Nothing in the ACL speaks of a
		// group, so that nobody keeps it.
		{"closed successful is gone for all agents but a group", "003-03-ACL-Name-5.pm", "otrs-2.2", append([]string{"--screen", "AgentTicketNote", "--with", "User.Group_rw=hotline"}, raw...),
			"State", []string{"closed unsuccessful"}, []string{"closed successful"}},
		// Wrong: the examples stand as if all of them could be in force. The last
		// one starts from the whole list again, and closing in Raw is possible.
		{"all examples together keep tickets in Raw open", "003.pm", "otrs-2.2", append([]string{"--screen", "AgentTicketNote"}, raw...),
			"State", []string{"closed unsuccessful", "open"}, []string{"closed successful"}},

		{"priority 5 in Raw may be moved to Alert only", "002-01-100-Example-ACL.pm", "otrs-4.0", append([]string{"--screen", "AgentTicketMove"}, urgent...),
			"Queue", []string{"Alert"}, []string{"Raw", "HW"}},
		{"the stored priority counts", "002-02-102-Example-ACL.pm", "otrs-4.0", append([]string{"--screen", "AgentTicketMove", "--form", "Priority=3 normal"}, urgent...),
			"Queue", []string{"Alert"}, []string{"Raw", "HW"}},
		{"tickets in Raw cannot be closed", "002-03-102-Second-Example-ACL-mended.pm", "otrs-4.0", append([]string{"--screen", "AgentTicketNote"}, raw...),
			"State", []string{"open", "pending reminder"}, []string{"closed successful", "closed unsuccessful"}},
		{"and the button is hidden", "002-03-102-Second-Example-ACL-mended.pm", "otrs-6.0", append([]string{"--screen", "AgentTicketZoom"}, raw...),
			"Action", []string{"AgentTicketNote"}, []string{"AgentTicketClose"}},
		{"closed successful is gone", "002-04-103-Third-ACL-Example.pm", "otrs-4.0", append([]string{"--screen", "AgentTicketNote"}, raw...),
			"State", []string{"closed unsuccessful"}, []string{"closed successful"}},
		{"hardware services for hardware queues", "002-05-104-Only-Hardware-Services-for-HW-Queues-ACL.pm", "otrs-4.0",
			[]string{"--screen", "AgentTicketPhone", "--agent", "anna", "--form", "Queue=HW", "--form", "CustomerUserID=kim"},
			"Service", []string{"Hardware", "Hardware::Printer"}, []string{"Software"}},
		// The one about processes of a customer is held against recorded calls.
	} {
		args := append([]string{"--acls", "../../testdata/seeds/" + c.seed, "--inventory", inv, "--target", c.target, "--format", "json"}, c.scenario...)
		var out report.Simulations
		if err := json.Unmarshal([]byte(simulated(t, args...)), &out); err != nil {
			t.Fatalf("%s: %v", c.seed, err)
		}
		left, gone, found := offered(&out, c.question)
		if !found {
			t.Errorf("%s, %s: %s is not asked", c.seed, c.says, c.question)
			continue
		}
		for _, v := range c.left {
			if !slices.Contains(left, v) {
				t.Errorf("%s, %s: %s is not left of %s: %q", c.seed, c.says, v, c.question, left)
			}
		}
		for _, v := range c.gone {
			if !slices.Contains(gone, v) || slices.Contains(left, v) {
				t.Errorf("%s, %s: %s is not gone from %s: %q left", c.seed, c.says, v, c.question, left)
			}
		}
	}
}

// offered is what the last list for a question leaves and lacks.
func offered(out *report.Simulations, question string) (left, gone []string, found bool) {
	for _, s := range out.Simulations {
		for i := range s.Questions {
			q := &s.Questions[i]
			if q.Name != question {
				continue
			}
			left, gone, found = nil, nil, true
			for _, c := range q.Left {
				left = append(left, c.Name)
			}
			for _, f := range q.Gone {
				for _, c := range f.Choices {
					gone = append(gone, c.Name)
				}
			}
		}
	}
	return left, gone, found
}
