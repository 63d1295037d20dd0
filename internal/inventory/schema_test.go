package inventory

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/diag"
)

const schemaFile = "../../docs/schema/inventory.schema.json"

// schemaNode is as much of a schema as the comparison of keys needs.
type schemaNode struct {
	Ref               string                `json:"$ref"`
	Properties        map[string]schemaNode `json:"properties"`
	PatternProperties map[string]schemaNode `json:"patternProperties"`
	Items             *schemaNode           `json:"items"`
	AnyOf             []schemaNode          `json:"anyOf"`
	Defs              map[string]schemaNode `json:"$defs"`
}

func TestSchemaKnowsTheParsersKeys(t *testing.T) {
	data, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var root schemaNode
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(slices.Sorted(slices.Values(topKeys())), slices.Sorted(maps.Keys(root.Properties))); diff != "" {
		t.Errorf("top level, parser and schema: %s", diff)
	}
	compare := func(k kind, def schemaNode) {
		entry := def.AnyOf[1]
		if diff := cmp.Diff(k.keys(), slices.Sorted(maps.Keys(entry.Properties))); diff != "" {
			t.Errorf("%s, parser and schema: %s", k.name, diff)
		}
		if k.grants != (entry.PatternProperties != nil) {
			t.Errorf("%s: grants are %t in the parser", k.name, k.grants)
		}
	}
	for _, k := range kinds() {
		compare(k, root.Defs[filepath.Base(root.Properties[k.name].Items.Ref)])
	}
	compare(activityKind(), root.Defs["activity"])
	compare(dialogKind(), root.Defs["activity_dialog"])
}

// TestSchemaAgreesWithParser: what the parser takes without a finding is valid,
// and what it refuses for its keys and shapes is not.
func TestSchemaAgreesWithParser(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	valid := func(source []byte) error {
		var doc any
		if err := yaml.Unmarshal(source, &doc); err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		return schema.Validate(doc)
	}
	examples, err := filepath.Glob("testdata/*.yml")
	if err != nil || len(examples) == 0 {
		t.Fatal("no examples", err)
	}
	for _, name := range examples {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := valid(data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, source := range []string{
		"queues:", "queues: []", "queues: [1, Raw]", "agents:\n- UserLogin: a\n  Group_own_one: [x]", "settings: {a: {b: c}}",
		"settings: {'TicketACL::Autoselect': {TypeID: 1, DynamicField: {Color: 2}}}", "settings: {a: {b: [{c: d}], e: [f]}}",
		"actions: []\nopen: [agents]", "customers: [{CustomerID: 1, Same: {Group_ro: }}]",
	} {
		if _, findings := Parse("i.yml", []byte(source)); slices.ContainsFunc(findings, func(d diag.Diagnostic) bool { return d.Severity == diag.Error }) {
			t.Errorf("%q: %v", source, findings[0])
		}
		if err := valid([]byte(source)); err != nil {
			t.Errorf("%q: %v", source, err)
		}
	}
	for _, source := range []string{
		"queue: [Raw]", "queues: Raw", "queues: [[Raw]]", "queues: [{QueueID: 2}]", "- Raw", "queues: [{Name: A, Id: 1}]",
		"open: [role]", "roles: [{Name: a, Preferences: {}}]", "processes: [{EntityID: P, State: active}]",
		"screens: [{Action: A, DynamicField: {X: 3}}]", "customers: [{CustomerID: A, Same: {ro: [x]}}]",
		"agents: [{UserLogin: a, Groups: {ro: [x]}}]", "queues: [{Name: {a: b}}]", "settings: [a]",
		"settings: {'TicketACL::Autoselect': {Type: 1}}", "settings: {'TicketACL::Autoselect': {TypeID: often}}",
		"settings: {'TicketACL::Autoselect': {DynamicField: 1}}", "settings: {'TicketACL::Autoselect': 1}",
		"dynamic_fields: [{Name: X, PossibleValues: 1}]",
	} {
		if _, findings := Parse("i.yml", []byte(source)); len(findings) == 0 {
			t.Errorf("%q: the parser takes it", source)
		}
		if err := valid([]byte(source)); err == nil {
			t.Errorf("%q: the schema takes it", source)
		}
	}
}
