package cli_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/report"
)

// aclWorld is an inventory for scenarios that are looked for.
const aclWorld = `product: otobo-11.0
groups: [{ID: 1, Name: users}, {ID: 4, Name: restricted}]
queues:
- {QueueID: 2, Name: Raw, GroupID: 1}
- {QueueID: 3, Name: Junk, GroupID: 1}
- {QueueID: 4, Name: Misc, GroupID: 1}
- {QueueID: 5, Name: Support, GroupID: 1}
- {QueueID: 7, Name: Sales, GroupID: 1}
- {QueueID: 8, Name: Secret, GroupID: 4}
types: [{ID: 1, Name: Unclassified}, {ID: 2, Name: Incident}, {ID: 3, Name: Request}]
services: [{ServiceID: 1, Name: IT}, {ServiceID: 3, Name: HR}]
slas: [{SLAID: 1, Name: Gold, ServiceIDs: [1]}, {SLAID: 2, Name: Silver, ServiceIDs: [1]}]
roles: [{ID: 1, Name: firstlevel}, {ID: 2, Name: experts}]
agents:
- {UserID: 1, UserLogin: root@localhost, Group_rw: [users], Role: []}
- {UserID: 2, UserLogin: agent1, UserFirstname: Ada, UserLastname: Lovelace, Group_rw: [users], Role: [firstlevel]}
- {UserID: 3, UserLogin: agent2, UserFirstname: Bob, UserLastname: Builder, Group_rw: [users], Role: [experts]}
customer_users:
- {UserLogin: cust1, UserCustomerID: acme, Group_rw: [users]}
dynamic_fields:
- {Name: Color, FieldType: Dropdown, PossibleNone: 1, PossibleValues: {k_blue: Blue, k_green: Green, k_red: Red}}
- {Name: Tags, FieldType: Multiselect, PossibleNone: 1, PossibleValues: {t_a: Alpha, t_b: Beta, t_c: Gamma}}
- {Name: Size, FieldType: Dropdown, PossibleValues: {l: Large, m: Medium, s: Small}}
- {Name: Memo, FieldType: Text}
processes:
- EntityID: Process-p1
  Name: Hire
  Activities:
  - EntityID: Activity-a1
    Name: Ask
    ActivityDialogs:
    - {EntityID: ActivityDialog-d1, Name: Start, Interface: [AgentInterface], Fields: [Queue, Priority, DynamicField_Color]}
    - {EntityID: ActivityDialog-d2, Name: Second, Interface: [AgentInterface, CustomerInterface], Fields: [State]}
screens:
- {Action: AgentTicketNote, Type: 1, Queue: 1, State: 1, Priority: 1, Service: 1, Owner: 1, Responsible: 1}
settings: {Ticket::Service: 1, Ticket::Type: 1, Ticket::Responsible: 1}
`

// recordedSets are the sets of ACLs that were in force where pages were recorded,
// as exports.
func recordedSets(t *testing.T) []map[string]map[string]any {
	t.Helper()
	f, err := os.Open("../../testdata/e2e/cases.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var sets []map[string]map[string]any
	seen := map[string]bool{}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var c struct {
			ACLs map[string]map[string]any `json:"acls"`
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		key, _ := json.Marshal(c.ACLs)
		if !seen[string(key)] && len(c.ACLs) > 0 {
			sets = append(sets, c.ACLs)
		}
		seen[string(key)] = true
	}
	return sets
}

func pickFrom[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// randomACL is an ACL of few conditions and one or two lists.
func randomACL(r *rand.Rand) map[string]any {
	type m = map[string]any
	cond := func() m {
		return pickFrom(r,
			m{"DynamicField": m{"DynamicField_Size": []string{pickFrom(r, "l", "m")}}}, m{"DynamicField": m{"DynamicField_Tags": []string{"[Not]t_a"}}},
			m{"Type": m{"Name": []string{"Incident"}}}, m{"Ticket": m{"Type": []string{"Request"}}}, m{"Priority": m{"Name": []string{"[RegExp]high$"}}},
			m{"Queue": m{"Name": []string{pickFrom(r, "Support", "[Not]Sales", "[RegExp]^S")}}}, m{"State": m{"TypeName": []string{"open", "closed"}}},
			m{"Ticket": m{"Lock": []string{"lock"}}}, m{"User": m{"Role": []string{pickFrom(r, "experts", "[Not]experts")}}},
			m{"Frontend": m{"Action": []string{pickFrom(r, "AgentTicketPhone", "AgentTicketMove", "CustomerTicketMessage")}}}, m{"Process": m{"ProcessEntityID": []string{"Process-p1"}}},
			m{"Service": m{"Name": []string{"IT"}}}, m{"CustomerUser": m{"UserLogin": []string{"cust1"}}}, m{},
		)
	}
	list := pickFrom(r,
		m{"Form": []string{"Color"}}, m{"Form": []string{"Memo", "Tags"}}, m{"Ticket": m{"Queue": []string{"Sales", "Junk"}}}, m{"Ticket": m{"State": []string{"open", "new"}}},
		m{"Ticket": m{"Priority": []string{"3 normal"}}}, m{"Ticket": m{"Type": []string{"Incident"}}}, m{"Ticket": m{"DynamicField_Color": []string{"k_red"}}},
		m{"Ticket": m{"Service": []string{"IT"}}}, m{"Ticket": m{"SLA": []string{"Gold"}}}, m{"Action": []string{"AgentTicketMove", "AgentTicketNote"}},
		m{"ActivityDialog": []string{"ActivityDialog-d2"}}, m{"Process": []string{"Process-p1"}}, m{"Ticket": m{"NewOwner": []string{"Bob Builder"}, "Owner": []string{"Bob Builder"}}},
	)
	return m{
		pickFrom(r, "Properties", "Properties", "PropertiesDatabase"): cond(), pickFrom(r, "Possible", "PossibleNot", "PossibleNot", "PossibleAdd"): list,
		"StopAfterMatch": pickFrom(r, 0, 0, 0, 1),
	}
}

// TestFoundIsSimulated: of every scenario that --acl writes, simulate says on its
// own that the ACL matches there and takes or brings what --acl says.
func TestFoundIsSimulated(t *testing.T) {
	sets := recordedSets(t)
	r := rand.New(rand.NewPCG(4, 4))
	for range 10 {
		set := map[string]map[string]any{}
		for i := range 1 + r.IntN(4) {
			set[fmt.Sprint(100+i)] = randomACL(r)
		}
		sets = append(sets, set)
	}
	dir := t.TempDir()
	inv := filepath.Join(dir, "inventory.yml")
	write(t, inv, aclWorld)
	found, none, unseen := 0, 0, 0
	for i, set := range sets {
		var export []map[string]any
		for name, a := range set {
			match, change := map[string]any{}, map[string]any{}
			for block, v := range a {
				switch {
				case strings.HasPrefix(block, "Properties"):
					match[block] = v
				case strings.HasPrefix(block, "Possible"):
					change[block] = v
				}
			}
			export = append(export, map[string]any{"Name": name, "ValidID": 1, "StopAfterMatch": a["StopAfterMatch"], "ConfigMatch": match, "ConfigChange": change})
		}
		data, err := json.Marshal(export)
		if err != nil {
			t.Fatal(err)
		}
		acls := filepath.Join(dir, fmt.Sprintf("acls%d.yml", i))
		write(t, acls, string(data))
		names := slices.Sorted(maps.Keys(set))
		for _, name := range names[:min(len(names), 2)] {
			saved := filepath.Join(dir, fmt.Sprintf("found-%d-%s.yml", i, name))
			var all report.Simulations
			unmarshal(t, simulated(t, "--acls", acls, "--inventory", inv, "--target", "otobo-11.0", "--acl", name, "--save", saved, "--format", "json"), &all)
			acts := all.Lone.Acts
			if acts == nil {
				none++
				continue
			}
			found++
			if acts.Unseen != "" {
				unseen++
			}
			checkSaved(t, saved, name, acts)
		}
	}
	t.Logf("%d scenarios found, %d of them unseen; %d ACLs without one", found, unseen, none)
	if found < 25 {
		t.Errorf("only %d scenarios were found", found)
	}
}

func unmarshal(t *testing.T, text string, to any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), to); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// checkSaved simulates a file as anybody would.
func checkSaved(t *testing.T, path, name string, acts *report.LoneActs) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all report.Simulations
	unmarshal(t, simulated(t, path, "--format", "json"), &all)
	s := all.Simulations[0]
	used := false
	for _, a := range s.ACLs {
		for _, c := range a.Cases {
			used = used || a.Name == name && c.Status == "matched" && slices.Contains(c.UsedFor, acts.Question)
		}
	}
	if !used {
		t.Errorf("%s is not used for %s in\n%s", name, acts.Question, text)
	}
	names := func(list []report.Choice) (out []string) {
		for _, c := range list {
			out = append(out, c.Name)
		}
		return out
	}
	shown := slices.ContainsFunc(s.Questions, func(q report.Question) bool {
		left := names(q.Left)
		return q.Name == acts.Question && !slices.ContainsFunc(acts.Gone, func(v string) bool { return slices.Contains(left, v) }) &&
			!slices.ContainsFunc(acts.Back, func(v string) bool { return !slices.Contains(left, v) }) && (acts.Unseen != "" || q.Unseen == "")
	})
	if !shown {
		t.Errorf("%s: the list for %s is not without %v and with %v, or nobody sees it, in\n%s", name, acts.Question, acts.Gone, acts.Back, text)
	}
}
