package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/cli"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/samples"
)

func recordRun(t *testing.T, code int, args ...string) string {
	t.Helper()
	var out, errOut bytes.Buffer
	if got := cli.Main(append([]string{"record", "--project", ""}, args...), strings.NewReader(""), &out, &errOut); got != code {
		t.Fatalf("%q: exit code %d, want %d: %s%s", args, got, code, out.String(), errOut.String())
	}
	return out.String()
}

// TestRecordedHolds: what is recorded is a scenario file, passes as a test at once
// and is the same again, and every ACL in force matches in some scenario.
func TestRecordedHolds(t *testing.T) {
	schema := schemaOf(t, "scenario")
	for _, c := range append(samples.All(), samples.Files{ACLs: "seeds/Export_ACL.yml", Target: "znuny-7.0"}) {
		t.Run(c.ACLs+" "+c.Target, func(t *testing.T) {
			net := filepath.Join(t.TempDir(), "net.scenarios.yml")
			args := []string{"--acls", filepath.Join(samples.Dir, c.ACLs), "-o", net, "--limit", "200"}
			if c.Inventory != "" {
				args = append(args, "--inventory", filepath.Join(samples.Dir, c.Inventory))
			}
			if c.Target != "" {
				args = append(args, "--target", c.Target)
			}
			recordRun(t, 0, args...)
			data, err := os.ReadFile(net)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.HasPrefix(data, []byte("# yaml-language-server: $schema=")) {
				t.Error("it names no schema")
			}
			var doc any
			if err := yaml.Unmarshal(data, &doc); err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Error(err)
			}
			got := tested(t, 0, net)
			if got.Passed == 0 || got.Passed != len(got.Scenarios) {
				t.Errorf("%d of %d passed", got.Passed, len(got.Scenarios))
			}
			names := map[string]bool{}
			for _, s := range got.Scenarios {
				if names[s.Name] {
					t.Errorf("%s is there twice", s.Name)
				}
				names[s.Name] = true
			}
			var r report.Recording
			if err := json.Unmarshal([]byte(recordRun(t, 0, net, "--format", "json")), &r); err != nil {
				t.Fatal(err)
			}
			if r.Unchanged != got.Passed || len(r.Groups) > 0 {
				t.Errorf("%d of %d unchanged: %+v", r.Unchanged, got.Passed, r.Groups)
			}
			if strings.HasPrefix(c.ACLs, "good/s") {
				return // twice as long, and the others show it
			}
			recordRun(t, 0, append(args, "--overwrite")...)
			if again, err := os.ReadFile(net); err != nil || !bytes.Equal(again, data) {
				t.Errorf("recorded anew, it is another: %v", err)
			}
		})
	}
}

// TestRecordSchemaIsTheType compares the schema with the Go types, property by
// property.
func TestRecordSchemaIsTheType(t *testing.T) {
	isSchemaOf(t, "../../docs/schema/record.schema.json", reflect.TypeFor[report.Recording]())
}

// TestRecordSchema: what a comparison prints is of its schema.
func TestRecordSchema(t *testing.T) {
	schema := schemaOf(t, "record")
	dir := t.TempDir()
	acls := filepath.Join(suites, "repairshop", "acls.yml")
	data, err := os.ReadFile(acls)
	if err != nil {
		t.Fatal(err)
	}
	changed := filepath.Join(dir, "acls.yml")
	text := strings.Replace(string(data), "Name: 120-from-on-waiting", "Name: 121-from-on-waiting", 1)
	text = strings.Replace(text, "Possible:\n      Ticket: {State: [Open, On waiting, Closed, merged]}", "Possible:\n      Ticket: {State: [Open, Closed, merged], Priority: [3 normal]}", 1)
	if err := os.WriteFile(changed, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	net := filepath.Join(dir, "net.yml")
	recordRun(t, 0, "--acls", acls, "--inventory", filepath.Join(suites, "repairshop", "inventory.yml"), "-o", net)
	out := recordRun(t, 1, net, "--acls", changed, "--format", "json")
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Error(err)
	}
	var r report.Recording
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, g := range r.Groups {
		for _, d := range g.Differences {
			if d.NewlyLimited {
				seen["newly limited "+d.What] = true
			}
			for _, v := range d.Deleted {
				seen["deleted "+v] = true
			}
			for _, v := range d.New {
				seen["new "+v] = true
			}
		}
	}
	for _, want := range []string{"newly limited Priority", "deleted 120-from-on-waiting", "new 121-from-on-waiting"} {
		if !seen[want] {
			t.Errorf("nothing is said of: %s", want)
		}
	}
	recordRun(t, 0, net, "--acls", changed, "--update")
	recordRun(t, 0, net, "--acls", changed)
	recordRun(t, 1, net)
}
