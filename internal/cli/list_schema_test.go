package cli_test

import (
	"bytes"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/ticketacl/ticketacl/internal/cli"
	"github.com/ticketacl/ticketacl/internal/report"
)

const (
	listSchema = "../../docs/schema/list.schema.json"
	showSchema = "../../docs/schema/show.schema.json"
)

// TestListSchemasAreTheTypes compares the schemas of list and show with the Go
// types that they are written from.
func TestListSchemasAreTheTypes(t *testing.T) {
	for file, typ := range map[string]reflect.Type{
		listSchema: reflect.TypeFor[report.List](), showSchema: reflect.TypeFor[report.Show](),
	} {
		isSchemaOf(t, file, typ)
	}
}

// listRuns are runs whose output both schemas take, by what they are there for.
func listRuns() map[string][]string {
	all, inv := filepath.Join(seeds, "Export_ACL.yml"), filepath.Join(seeds, "inventory.yml")
	return map[string][]string{
		`"validity": "invalid-temporarily"`: {"list", all},
		`"always": true`:                    {"list", all},
		`"how": "exact"`:                    {"list", all, "--uses", "Queue=Raw"},
		`"how": "pattern"`:                  {"list", all, "--uses", "Queue=HW", "--inventory", inv},
		`"hits": []`:                        {"list", all, "--uses", "Queue=Nowhere"},
		`"target": "znuny-7.0"`:             {"list", all, "--target", "znuny-7.0"},
		`"acls": []`:                        {"list", all, "--filter", "no such text"},
		`does not count`:                    {"list", all, all},
		`"sentences": [`:                    {"show", "--all", "--acls", all},
		`"position": 4,`:                    {"show", "103-Example-ACL", "--acls", all},
	}
}

func schemaOf(t *testing.T, command string) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("../../docs/schema/" + command + ".schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// jsonOf runs a command with --format json.
func jsonOf(t *testing.T, args []string) (out string, doc any) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := cli.Main(append(args, "--format", "json"), strings.NewReader(""), &stdout, &stderr); code != 0 && code != 3 {
		t.Fatalf("%q: exit code %d: %s", args, code, stderr.String())
	}
	if stdout.Len() == 0 {
		return "", nil // nothing could be read
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(stdout.String()))
	if err != nil {
		t.Fatalf("%q: %v", args, err)
	}
	return stdout.String(), doc
}

// TestListSchemasTakeOutput validates real runs, and looks in each of them for
// what it is there for.
func TestListSchemasTakeOutput(t *testing.T) {
	for want, args := range listRuns() {
		out, doc := jsonOf(t, args)
		if err := schemaOf(t, args[0]).Validate(doc); err != nil {
			t.Errorf("%q: %v", args, err)
		}
		if !strings.Contains(out, want) {
			t.Errorf("%q does not print %s:\n%s", args, want, out)
		}
	}
}

// TestListSchemasTakeOddExports: whatever an export holds, the output keeps its
// shape.
func TestListSchemasTakeOddExports(t *testing.T) {
	files, err := filepath.Glob("../../testdata/deploy/*/*.yml")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 40 {
		t.Fatalf("%d exports, want 40", len(files))
	}
	list, show := schemaOf(t, "list"), schemaOf(t, "show")
	for _, f := range files {
		for _, args := range [][]string{{"list", f, "--uses", "Queue=Raw", "--uses", "State=open"}, {"list", f}} {
			if _, doc := jsonOf(t, args); doc != nil {
				if err := list.Validate(doc); err != nil {
					t.Errorf("%q: %v", args, err)
				}
			}
		}
		if _, doc := jsonOf(t, []string{"show", "--all", "--acls", f}); doc != nil {
			if err := show.Validate(doc); err != nil {
				t.Errorf("show %s: %v", f, err)
			}
		}
	}
}

// TestListSchemasRefuse: a schema that takes everything proves nothing.
func TestListSchemasRefuse(t *testing.T) {
	for _, tt := range []struct {
		args    []string
		changes [][2]string
	}{
		{[]string{"list", filepath.Join(seeds, "Export_ACL.yml"), "--uses", "Queue=Raw"}, [][2]string{
			{`"acls": [`, `"acl": [`}, {`"how": "exact"`, `"how": "exactly"`}, {`"matches": "yes"`, `"matches": true`},
			{`"block": "Properties"`, `"block": "Conditions"`}, {`"position": 1`, `"position": 0`}, {`"when": [`, `"wenn": [`},
			{`"acl": {`, `"data": {`}, {`"line": `, `"line": -`},
		}},
		{[]string{"show", "--all", "--acls", filepath.Join(seeds, "Export_ACL.yml")}, [][2]string{
			{`"sentences": [`, `"text": [`}, {`"validity": "valid"`, `"validity": "1"`}, {`"computed": false`, `"computed": 0`}, {`"place": {`, `"at": {`},
		}},
	} {
		schema := schemaOf(t, tt.args[0])
		out, _ := jsonOf(t, tt.args)
		for _, change := range tt.changes {
			text := strings.Replace(out, change[0], change[1], 1)
			if text == out {
				t.Errorf("%s is not in the output", change[0])
				continue
			}
			doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if schema.Validate(doc) == nil {
				t.Errorf("%s in place of %s is taken", change[1], change[0])
			}
		}
	}
}
