package cli_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/ticketacl/ticketacl/internal/cli"
	"github.com/ticketacl/ticketacl/internal/replay"
	"github.com/ticketacl/ticketacl/internal/report"
)

const (
	simulateSchema = "../../docs/schema/simulate.schema.json"
	replaySchema   = "../../docs/schema/replay.schema.json"
)

// TestSimulateSchemaTakesOutput validates real runs, and looks in each of them
// for what it is there for.
func TestSimulateSchemaTakesOutput(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(simulateSchema)
	if err != nil {
		t.Fatal(err)
	}
	jdoe := []string{"--agent", "jdoe", "--ticket", "Queue=Raw", "--ticket", "Priority=3 normal"}
	stock := func(acls string, more ...string) []string {
		return append(append([]string{"--acls", acls}, jdoe...), more...)
	}
	seeded := func(acls string, more ...string) []string {
		return append(stock(acls, more...), "--inventory", filepath.Join(seeds, "inventory.yml"))
	}
	all := filepath.Join(seeds, "Export_ACL.yml")
	tests := []struct {
		name string
		args []string
		want func(*report.Simulation) bool
	}{
		{"matched", seeded(all, "--screen", "AgentTicketClose"), anyCase("matched")},
		{"no match", seeded(all, "--screen", "AgentTicketClose"), anyCase("no match")},
		{"gone", seeded(all, "--screen", "AgentTicketClose"), anyQuestion(func(q *report.Question) bool { return len(q.Gone) > 0 })},
		{"not deployed", seeded(all, "--screen", "AgentTicketClose"), anyACL(func(a *report.ACL) bool {
			return !a.Deployed && a.Validity == "invalid-temporarily" && len(a.Cases) == 0
		})},
		{"different data", seeded(all, "--screen", "AgentTicketMove"), anyACL(func(a *report.ACL) bool { return len(a.Cases) > 1 })},
		{"form", seeded(all, "--screen", "AgentTicketNote", "--form", "Priority=5 very high"), func(s *report.Simulation) bool {
			return s.Moment == "change" && len(s.Form) == 1
		}},
		{"exempt", []string{"--acls", all, "--agent", "root@localhost", "--screen", "AgentTicketClose", "--ticket", "Queue=Raw"},
			func(s *report.Simulation) bool { return s.Exempt && anyCase("not reached")(s) }},
		{"undetermined", stock(writeACLs(t, "Role: [dispatch]", "PossibleNot: {Action: [AgentTicketOwner]}"), "--screen", "AgentTicketZoom"),
			func(s *report.Simulation) bool {
				return anyCase("undetermined")(s) && anyQuestion(func(q *report.Question) bool { return len(q.Maybe) > 0 && len(q.Unknown) > 0 })(s)
			}},
		{"died", stock(writeACLs(t, "Role: dispatch", "PossibleNot: {Action: [AgentTicketOwner]}"), "--screen", "AgentTicketZoom"),
			anyQuestion(func(q *report.Question) bool { return q.Died != "" && q.DiedAt.Line > 0 && q.DiedIn == "300" })},
		{"not reached", seeded(writeACLs(t, "", "PossibleNot: {Ticket: {State: [open]}}", "PossibleNot: {Ticket: {State: [new]}}"),
			"--screen", "AgentTicketNote"),
			func(s *report.Simulation) bool {
				return anyCase("not reached")(s) && anyQuestion(func(q *report.Question) bool { return q.StoppedBy == "300" })(s)
			}},
		{"brought back", seeded(writeACLs(t, "", "PossibleNot: {Action: [AgentTicketOwner]}, PossibleAdd: {Ticket: {State: [open]}}, "+
			"Possible: {Ticket: {State: [pending reminder]}}"), "--screen", "AgentTicketNote"),
			anyQuestion(func(q *report.Question) bool { return len(q.Back) == 1 && q.Back[0].Section == "PossibleAdd" })},
		{"assumed candidates", stock(all, "--screen", "AgentTicketMove"),
			anyQuestion(func(q *report.Question) bool { return q.From == "assumed" && q.FromNote != "" })},
		{"told candidates", stock(all, "--screen", "AgentTicketMove", "--option", "Queue=Raw"),
			anyQuestion(func(q *report.Question) bool { return q.From == "options" })},
		{"another product", stock(all, "--screen", "AgentTicketClose", "--target", "znuny-7.0"),
			func(s *report.Simulation) bool { return !s.TargetAssumed && len(s.Notes) > 0 }},
		{"customer", []string{"--acls", all, "--customer", "kim", "--screen", "CustomerTicketZoom", "--ticket", "Queue=Raw"},
			func(s *report.Simulation) bool { return s.Interface == "customer" && s.Person == "kim" }},
		{"scenario file", []string{filepath.Join(seeds, "scenarios.yml")}, func(s *report.Simulation) bool { return s.Scenario != "" }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out, errOut bytes.Buffer
			args := append([]string{"simulate", "--format", "json"}, tt.args...)
			if code := cli.Main(args, strings.NewReader(""), &out, &errOut); code != 0 {
				t.Fatalf("exit code %d: %s", code, errOut.String())
			}
			var doc any
			if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Error(err)
			}
			var back report.Simulations
			strict := json.NewDecoder(bytes.NewReader(out.Bytes()))
			strict.DisallowUnknownFields()
			if err := strict.Decode(&back); err != nil {
				t.Fatal(err)
			}
			if len(back.Simulations) == 0 {
				t.Fatal("no simulation")
			}
			if !slices.ContainsFunc(back.Simulations, tt.want) {
				t.Errorf("what this run is about is not in its output:\n%s", out.String())
			}
		})
	}
}

// TestSimulateSchemaTakesOddExports: whatever an export holds, the output keeps
// its shape.
func TestSimulateSchemaTakesOddExports(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(simulateSchema)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../testdata/deploy/*/*.yml")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 40 {
		t.Fatalf("%d exports, want 40", len(files))
	}
	for _, f := range files {
		for _, screen := range []string{"AgentTicketZoom", "AgentTicketNote", "AgentTicketPhone"} {
			args := []string{
				"simulate", "--format", "json", "--with-invalid", "--acls", f, "--agent", "jdoe", "--screen", screen,
			}
			if screen != "AgentTicketPhone" {
				args = append(args, "--ticket", "Queue=Raw", "--ticket", "DynamicField_Color=rot")
			}
			var out, errOut bytes.Buffer
			if code := cli.Main(args, strings.NewReader(""), &out, &errOut); code != 0 && code != 3 {
				t.Errorf("%s, %s: exit code %d: %s", f, screen, code, errOut.String())
				continue
			}
			if out.Len() == 0 {
				continue // nothing of the file could be read
			}
			var doc any
			if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
				t.Fatalf("%s, %s: %v", f, screen, err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Errorf("%s, %s: %v", f, screen, err)
			}
		}
	}
}

// TestSimulateSchemaRefuses: a schema that takes everything proves nothing.
func TestSimulateSchemaRefuses(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(simulateSchema)
	if err != nil {
		t.Fatal(err)
	}
	var out, errOut bytes.Buffer
	args := []string{"simulate", "--format", "json", filepath.Join(seeds, "scenarios.yml")}
	if code := cli.Main(args, strings.NewReader(""), &out, &errOut); code != 0 {
		t.Fatalf("exit code %d: %s", code, errOut.String())
	}
	for _, change := range [][2]string{
		{`"simulations"`, `"simulation"`},
		{`"status": "matched"`, `"status": "match"`},
		{`"section": "Possible"`, `"section": "Properties"`},
		{`"interface": "agent"`, `"interface": "system"`},
		{`"limited": true`, `"limited": "yes"`},
		{`"place": {`, `"where": {`},
		{`"left": [`, `"remaining": [`},
		{`"line": `, `"line": -`},
	} {
		text := strings.Replace(out.String(), change[0], change[1], 1)
		if text == out.String() {
			t.Errorf("%s is not in the output", change[0])
			continue
		}
		var doc any
		if err := json.Unmarshal([]byte(text), &doc); err != nil {
			t.Fatal(err)
		}
		if schema.Validate(doc) == nil {
			t.Errorf("%s in place of %s is taken", change[1], change[0])
		}
	}
}

func anyACL(is func(*report.ACL) bool) func(*report.Simulation) bool {
	return func(s *report.Simulation) bool {
		return slices.ContainsFunc(s.ACLs, func(a report.ACL) bool { return is(&a) })
	}
}

func anyCase(status string) func(*report.Simulation) bool {
	return anyACL(func(a *report.ACL) bool {
		return slices.ContainsFunc(a.Cases, func(c report.ACLCase) bool { return c.Status == status })
	})
}

func anyQuestion(is func(*report.Question) bool) func(*report.Simulation) bool {
	return func(s *report.Simulation) bool {
		return slices.ContainsFunc(s.Questions, func(q report.Question) bool { return is(&q) })
	}
}

// writeACLs writes an export with one stopping ACL for each change, named 300,
// 301, …; conditions are those on the agent, in flow style, "" for none.
func writeACLs(t *testing.T, conditions string, changes ...string) string {
	t.Helper()
	match := "''"
	if conditions != "" {
		match = "{Properties: {User: {" + conditions + "}}}"
	}
	var b strings.Builder
	for i, c := range changes {
		fmt.Fprintf(&b, "- Name: '%d'\n  ValidID: 1\n  StopAfterMatch: 1\n  ConfigMatch: %s\n  ConfigChange: {%s}\n", 300+i, match, c)
	}
	path := filepath.Join(t.TempDir(), "acls.yml")
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// schemaNode is as much of a schema as the comparison with Go types needs.
type schemaNode struct {
	Ref        string                `json:"$ref"`
	Type       schemaType            `json:"type"`
	Enum       []string              `json:"enum"`
	Items      *schemaNode           `json:"items"`
	Required   []string              `json:"required"`
	Properties map[string]schemaNode `json:"properties"`
	Closed     *bool                 `json:"additionalProperties"`
	Defs       map[string]schemaNode `json:"$defs"`
}

// schemaType is one type, or several joined by a bar.
type schemaType string

func (t *schemaType) UnmarshalJSON(data []byte) error {
	var several []string
	if json.Unmarshal(data, &several) == nil {
		*t = schemaType(strings.Join(several, "|"))
		return nil
	}
	return json.Unmarshal(data, (*string)(t))
}

// isSchemaOf compares every property of a schema with the Go field that it is written
// from: name, type, and whether it is always there.
func isSchemaOf(t *testing.T, file string, typ reflect.Type) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var root schemaNode
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	c := &typeComparer{t: t, defs: root.Defs, seen: map[string]bool{}}
	c.object(filepath.Base(file), root, typ)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(root.Defs)), slices.Sorted(maps.Keys(c.seen))); diff != "" {
		t.Errorf("%s: definitions (-schema +types):\n%s", file, diff)
	}
}

// TestSchemasAreTheTypes compares the schemas of simulate and replay with the Go types
// that they are written from.
func TestSchemasAreTheTypes(t *testing.T) {
	for file, typ := range map[string]reflect.Type{
		simulateSchema: reflect.TypeFor[report.Simulations](),
		replaySchema:   reflect.TypeFor[replay.Report](),
	} {
		isSchemaOf(t, file, typ)
	}
}

// TestReplaySchemaTakesOutput validates reports of cases, of a screen and of a page.
func TestReplaySchemaTakesOutput(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(replaySchema)
	if err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"cases":        {"../../testdata/golden/otobo-11.0/semantics.jsonl.gz"},
		"screen, page": {"-", "--worlds", "../../testdata/e2e"},
	} {
		// Something else than was recorded, so that there is a verdict.
		recorded := strings.Replace(firstLine(t, "../../testdata/screens/calls.jsonl.gz", "AgentTicketClose"), `"State"`, `"Estate"`, 1) +
			strings.Replace(firstLine(t, "../../testdata/e2e/cases.jsonl.gz", "AgentTicketNote"), `"Incident"`, `"Accident"`, 1)
		var out, errOut bytes.Buffer
		cli.Main(append([]string{"replay", "--format", "json"}, args...), strings.NewReader(recorded), &out, &errOut)
		v, err := jsonschema.UnmarshalJSON(&out)
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, errOut.String())
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if n, _ := v.(map[string]any)["verdicts"].([]any); len(n) == 0 {
			t.Errorf("%s: no verdict to look at", name)
		}
	}
}

// firstLine is the first line of a gzipped file that holds a text.
func firstLine(t *testing.T, path, text string) string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if strings.Contains(line, text) {
			return line
		}
	}
	t.Fatalf("%s: no line holds %s", path, text)
	return ""
}

type typeComparer struct {
	t    *testing.T
	defs map[string]schemaNode
	seen map[string]bool // definitions that some field refers to
}

func (c *typeComparer) object(where string, n schemaNode, typ reflect.Type) {
	fields, required := []string{}, []string{}
	for f := range fieldsOf(typ) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() {
			continue
		}
		fields = append(fields, name)
		if options != "omitempty" {
			required = append(required, name)
		}
		if p, ok := n.Properties[name]; ok {
			c.value(where+"."+name, p, f.Type)
		}
	}
	slices.Sort(fields)
	slices.Sort(required)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(n.Properties)), fields); diff != "" {
		c.t.Errorf("%s: properties (-schema +type):\n%s", where, diff)
	}
	if diff := cmp.Diff(slices.Sorted(slices.Values(n.Required)), required); diff != "" {
		c.t.Errorf("%s: required (-schema +type):\n%s", where, diff)
	}
	if n.Closed == nil || *n.Closed {
		c.t.Errorf("%s: further properties are allowed", where)
	}
}

func (c *typeComparer) value(where string, n schemaNode, typ reflect.Type) {
	nullable := false
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
		nullable = strings.HasSuffix(where, "[]") // elsewhere nil is left out
	}
	want := map[reflect.Kind]string{
		reflect.String: "string", reflect.Bool: "boolean", reflect.Int: "integer", reflect.Uint32: "integer", reflect.Slice: "array",
	}[typ.Kind()]
	if typ.Kind() == reflect.String && n.Enum != nil {
		want = ""
	}
	if nullable && want != "" {
		want += "|null"
	}
	if string(n.Type) != want {
		c.t.Errorf("%s is a %s in the schema, %s in Go", where, n.Type, typ)
	}
	switch {
	case typ.Kind() == reflect.Slice && n.Items != nil:
		c.value(where+"[]", *n.Items, typ.Elem())
	case typ.Kind() == reflect.Slice:
		c.t.Errorf("%s: the schema does not say of what", where)
	case typ.Kind() == reflect.Struct:
		name := filepath.Base(n.Ref)
		def, ok := c.defs[name]
		if !ok {
			c.t.Errorf("%s refers to %q", where, n.Ref)
		} else if !c.seen[name] {
			c.seen[name] = true
			c.object(name, def, typ)
		}
	}
}

func fieldsOf(typ reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range typ.NumField() {
			if !yield(typ.Field(i)) {
				return
			}
		}
	}
}
