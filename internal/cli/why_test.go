package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/ticketacl/ticketacl/internal/cli"
	"github.com/ticketacl/ticketacl/internal/report"
)

// simulated runs simulate and returns what it prints.
func simulated(t *testing.T, args ...string) string {
	t.Helper()
	var out, errOut bytes.Buffer
	code := cli.Main(append([]string{"simulate"}, args...), strings.NewReader(""), &out, &errOut)
	if code != 0 && code != 3 {
		t.Fatalf("%q: exit code %d: %s", args, code, errOut.String())
	}
	return out.String()
}

// asWell are runs of every kind: plain, with stories and close looks, and of
// one ACL alone.
func asWell(t *testing.T) [][]string {
	t.Helper()
	all := filepath.Join(seeds, "Export_ACL.yml")
	seeded := func(more ...string) []string {
		return append([]string{"--acls", all, "--inventory", filepath.Join(seeds, "inventory.yml")}, more...)
	}
	note := func(more ...string) []string {
		return seeded(append([]string{"--agent", "jdoe", "--screen", "AgentTicketNote", "--ticket", "Queue=Raw"}, more...)...)
	}
	long := strings.Repeat("A very long name of an ACL, ", 6)
	odd := writeNamed(t, long, "100-Stop", "200-\x1b[31mred")
	runs := [][]string{
		{filepath.Join(seeds, "scenarios.yml")},
		note(), note("--why", "State=closed successful"), note("--why", "State=new", "--why", "Queue=HW", "--why", "Action=AgentTicketClose"),
		note("--why", "101-Example-ACL", "--why", "102-Example-ACL", "--why", "104-Example-ACL", "--why", "105-Example-ACL", "--why", "200-ACL-Reference"),
		{"--acls", all, "--agent", "jdoe", "--screen", "AgentTicketPhone", "--why", "Queue=Unheard of", "--why", "101-Example-ACL"},
		{"--acls", all, "--agent", "root@localhost", "--screen", "AgentTicketNote", "--ticket", "Queue=Raw", "--why", "State=open", "--why", "100-Example-ACL"},
		{"--acls", all, "--target", "znuny-7.0", "--acl", "103-Example-ACL"},
		{"--acls", odd, "--agent", "jdoe", "--screen", "AgentTicketNote", "--ticket", "Queue=Raw", "--why", long, "--why", "State=open", "--why", "200-\x1b[31mred"},
		{"--acls", filepath.Join(seeds, "200-ACL-Reference.yml"), "--acl", "200-ACL-Reference"},
		{"--acls", odd, "--acl", long}, {"--acls", odd, "--acl", "200-\x1b[31mred"},
		{"--acls", writeACLs(t, "Role: dispatch", "PossibleNot: {Action: [AgentTicketOwner]}"), "--agent", "jdoe", "--screen", "AgentTicketZoom",
			"--ticket", "Queue=Raw", "--why", "300", "--why", "Action=AgentTicketOwner"},
		{"--acls", writeACLs(t, "Role: dispatch", "PossibleNot: {Action: [AgentTicketOwner]}"), "--acl", "300"},
	}
	inv := writeFile(t, "inventory.yml", []byte("product: otobo-11.0\ndynamic_fields: [{Name: Size, FieldType: Dropdown, PossibleValues: [s, m]}]\n"+
		"screens: [{Action: AgentTicketNote, Queue: 1, State: 1}]\n"))
	hiding := writeFile(t, "hiding.yml", []byte("- {Name: 100-"+strings.Repeat("hide-", 30)+", ValidID: 1, ConfigMatch: {Properties: {Queue: {Name: [Misc]}}}, "+
		"ConfigChange: {PossibleNot: {Form: [Size]}}}\n"+
		"- {Name: 200-size, ValidID: 1, ConfigMatch: {Properties: {DynamicField: {DynamicField_Size: [s]}}}, ConfigChange: {PossibleNot: {Ticket: {State: [open]}}}}\n"))
	runs = append(runs, []string{"--acls", hiding, "--inventory", inv, "--agent", "jdoe", "--screen", "AgentTicketNote", "--ticket", "Queue=Raw",
		"--ticket", "DynamicField_Size=s", "--form", "Queue=Misc", "--why", "DynamicField_Size=s", "--why", "DynamicField_Size=m", "--why", "200-size"})
	for n := 100; n <= 106; n++ {
		runs = append(runs, seeded("--acl", strconv.Itoa(n)+"-Example-ACL"))
	}
	return runs
}

// writeNamed writes an export of ACLs with these names; the second stops.
func writeNamed(t *testing.T, names ...string) string {
	t.Helper()
	var acls []map[string]any
	for i, n := range names {
		acls = append(acls, map[string]any{
			"Name": n, "ValidID": 1, "StopAfterMatch": map[bool]int{true: 1}[i == 1],
			"ConfigMatch":  map[string]any{"Properties": map[string]any{"Ticket": map[string]any{"Queue": []string{"Raw", strings.Repeat("long::", 30)}}}},
			"ConfigChange": map[string]any{"PossibleNot": map[string]any{"Ticket": map[string]any{"State": []string{"open", "[RegExp]^" + strings.Repeat("x", 120)}}}},
		})
	}
	data, err := json.Marshal(acls) // which is YAML too
	if err != nil {
		t.Fatal(err)
	}
	return writeFile(t, "acls.yml", data)
}

// TestWhy: the text is written from what the JSON holds and from nothing else;
// every line fits the terminal; no control character of a file gets there; and
// the published schema describes all of it.
func TestWhy(t *testing.T) {
	schema := compiledSchema(t)
	var all strings.Builder
	for _, args := range asWell(t) {
		asJSON, _ := bothWays(t, schema, args)
		all.WriteString(asJSON)
	}
	for _, what := range []string{
		`"stories": [`, `"looks": [`, `"needs": [`, `"cannot": `, `"acl": {`, `"acts": {`, `"values_never_offered": [`, `"died": `, `"effects": [`,
		`"earlier_rounds": [`, `"held_before": true`, `"before_this_change": true`, `"before": [`, `"behind": [`, `"lacks": [`, `"nearest": `,
	} {
		if !strings.Contains(all.String(), what) {
			t.Errorf("no run has %s", what)
		}
	}
}

func compiledSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(simulateSchema)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// bothWays runs simulate for its JSON, which the schema must describe, and for
// its text, which must be what the JSON prints, and fit the terminal.
func bothWays(t *testing.T, schema *jsonschema.Schema, args []string) (asJSON, asText string) {
	t.Helper()
	t.Setenv("COLUMNS", "80")
	asJSON = simulated(t, append(slices.Clone(args), "--format", "json")...)
	var back report.Simulations
	var doc any
	if err := errors.Join(json.Unmarshal([]byte(asJSON), &back), json.Unmarshal([]byte(asJSON), &doc)); err != nil {
		t.Fatalf("%q: %v", args, err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Errorf("%q: %v", args, err)
	}
	asText = simulated(t, append(slices.Clone(args), "--color", "never")...)
	for _, width := range []int{60, 80, 120} {
		t.Setenv("COLUMNS", strconv.Itoa(width))
		var out bytes.Buffer
		back.Text(&out, report.NewTerminal(&out, "never"))
		if width == 80 && out.String() != asText {
			t.Errorf("%q: from the JSON\n%s\nwant\n%s", args, out.String(), asText)
		}
		fits(t, out.String(), width)
	}
	return asJSON, asText
}

func fits(t *testing.T, out string, width int) {
	t.Helper()
	if strings.Contains(out, "\x1b") {
		t.Errorf("a control character is printed: %q", out)
	}
	for line := range strings.Lines(out) {
		line = strings.TrimSuffix(line, "\n")
		if w := lipgloss.Width(line); w > width {
			t.Errorf("%d of %d columns: %s", w, width, line)
		}
		if strings.TrimRight(line, " ") != line {
			t.Errorf("a blank at the end: %q", line)
		}
	}
}

func writeFile(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}
