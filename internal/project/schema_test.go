package project

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

const schemaFile = "../../docs/schema/project.schema.json"

// schemaNode is as much of a schema as the comparison of keys needs.
type schemaNode struct {
	Properties map[string]schemaNode `json:"properties"`
	Items      *schemaNode           `json:"items"`
	Enum       []string              `json:"enum"`
	// false, or the schema of further values
	Additional json.RawMessage `json:"additionalProperties"`
}

func TestSchemaKeys(t *testing.T) {
	data, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	node := func(data []byte) (n schemaNode) {
		t.Helper()
		if err := json.Unmarshal(data, &n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	same := func(what string, n schemaNode, want []string) {
		t.Helper()
		if diff := cmp.Diff(slices.Sorted(slices.Values(want)), slices.Sorted(maps.Keys(n.Properties))); diff != "" {
			t.Errorf("%s, reader and schema: %s", what, diff)
		}
		if string(n.Additional) != "false" {
			t.Errorf("%s: the schema takes further keys", what)
		}
	}
	root := node(data)
	same("top level", root, rootKeys())
	same("system", node(root.Properties["systems"].Additional), partKeys())
	same("ignore", *root.Properties["ignores"].Items, ignoreKeys())
	same("extensions", root.Properties["extensions"], extensionKeys())
	if diff := cmp.Diff(severityNames(), node(root.Properties["severities"].Additional).Enum); diff != "" {
		t.Errorf("severities, reader and schema: %s", diff)
	}
}

// TestSchema: what the reader takes is valid, and what it refuses is not, as far
// as a schema can tell.
func TestSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	valid := func(source string) error {
		var v any
		if err := yaml.Unmarshal([]byte(source), &v); err != nil {
			return err
		}
		text, err := json.Marshal(asJSON(v))
		if err != nil {
			return err
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			return err
		}
		return schema.Validate(doc)
	}
	_, full := full(t)
	for _, source := range []string{
		string(full), "", "~", "target: otobo", "acls: a", "acls: []", "acls: [1, true]", "together: False", "severities:", "severities: {}",
		"severities: {copy-name: off}", "ignores:", "ignores: [{rule: copy-name, acl: 103, reason: 4711}]",
		"ignores: [{rule: copy-name, reason: \"a\\nb\"}]", "names: 1", "names: ' '", "extensions: {areas: , attributes: , actions: []}",
		"systems:", "systems: {a: , 1: {acls: b}}\nsystem: 1", "inventory: Bestand für Ä.yml",
	} {
		if _, findings := Parse("f", []byte(source), options()); len(findings) > 0 {
			t.Errorf("%q: %v", source, findings[0])
		}
		if err := valid(source); err != nil {
			t.Errorf("%q: %v", source, err)
		}
	}
	for _, c := range badFiles() {
		if err := valid(c.in); err == nil && !c.beyond {
			t.Errorf("%q: the schema takes it", c.in)
		}
	}
}

// asJSON makes the keys of mappings strings, as an editor reads them.
func asJSON(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			v[k] = asJSON(x)
		}
	case map[any]any:
		m := map[string]any{}
		for k, x := range v {
			key, _ := json.Marshal(k)
			if s, ok := k.(string); ok {
				key = []byte(s)
			}
			m[string(key)] = asJSON(x)
		}
		return m
	case []any:
		for i, x := range v {
			v[i] = asJSON(x)
		}
	}
	return v
}
