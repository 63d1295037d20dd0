package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/ticketacl/ticketacl/internal/cli"
	"github.com/ticketacl/ticketacl/internal/report"
)

// TestLintSchemasAreTheTypes compares the schemas of lint and rules with the Go types
// that they are written from.
func TestLintSchemasAreTheTypes(t *testing.T) {
	for command, typ := range map[string]reflect.Type{
		"lint": reflect.TypeFor[report.LintDocument](), "rules": reflect.TypeFor[report.Rules](),
		"lint-hits": reflect.TypeFor[report.Hits](), "inventory-check": reflect.TypeFor[report.InventoryCheck](),
	} {
		isSchemaOf(t, "../../docs/schema/"+command+".schema.json", typ)
	}
}

// TestLintSchemaTakesSample validates what internal/report expects of the format.
func TestLintSchemaTakesSample(t *testing.T) {
	file, err := os.Open("../report/testdata/lint/json.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	doc, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := schemaOf(t, "lint").Validate(doc); err != nil {
		t.Error(err)
	}
}

// TestLintSchemaTakesOutput: whatever a file holds, the output keeps its shape.
func TestLintSchemaTakesOutput(t *testing.T) {
	schema, findings := schemaOf(t, "lint"), 0
	for _, pattern := range []string{"deploy/*/*", "seeds/*", "sql/*", "perl/*.p*", "perl/*/*", "good/*"} {
		files, err := filepath.Glob("../../testdata/" + pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, f := range files {
			var stdout, stderr bytes.Buffer
			cli.Main([]string{"lint", f, "--format", "json", "--fail-on", "error"}, strings.NewReader(""), &stdout, &stderr)
			if stdout.Len() == 0 {
				continue // in no form that is read
			}
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(stdout.Bytes()))
			if err != nil {
				t.Fatalf("%s: %v", f, err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Errorf("%s: %v", f, err)
			}
			findings += strings.Count(stdout.String(), `"severity": `)
		}
	}
	if findings < 50 {
		t.Errorf("%d findings are not much to validate", findings)
	}
}

// TestRulesSchema validates what rules prints, and looks in it for what it is there
// for.
func TestRulesSchema(t *testing.T) {
	for want, args := range map[string][]string{
		`"name": "duplicate-acl"`:                   {"rules"},
		`"on": false`:                               {"rules", "unconditional"},
		`"places": []`:                              {"rules", "not-a-list"},
		`"fix": "puts a scalar into brackets"`:      {"rules", "not-a-list", "null-item"},
		`"target": "otrs-3.3"`:                      {"rules", "--target", "otrs-3.3"},
		`"targets": "all but otrs-2.0 to otrs-3.3"`: {"rules", "null-item"},
	} {
		out, doc := jsonOf(t, args)
		if err := schemaOf(t, "rules").Validate(doc); err != nil {
			t.Errorf("%q: %v", args, err)
		}
		if !strings.Contains(out, want) {
			t.Errorf("%q does not print %s:\n%s", args, want, out)
		}
	}
}

// TestRulesSchemaRefuses: a schema that takes everything proves nothing.
func TestRulesSchemaRefuses(t *testing.T) {
	out, _ := jsonOf(t, []string{"rules", "not-a-list"})
	for _, change := range [][2]string{
		{`"rules": [`, `"rule": [`}, {`"severity": "error"`, `"severity": "off"`}, {`"on": true`, `"on": "yes"`}, {`"line": `, `"line": -`}, {`"text": `, `"words": `},
	} {
		text := strings.Replace(out, change[0], change[1], 1)
		if text == out {
			t.Errorf("%s is not in the output", change[0])
			continue
		}
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if schemaOf(t, "rules").Validate(doc) == nil {
			t.Errorf("%s in place of %s is taken", change[1], change[0])
		}
	}
}
